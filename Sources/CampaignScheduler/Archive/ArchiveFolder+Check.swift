import Foundation
import Ledger
public import Planning

/// A line of the list of hashes, as `sha256sum` writes and reads it.
struct SumLine: Hashable {
  let path: String
  let sha256: String

  init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }

  init(_ file: ArchiveFolder.File) {
    self.init(path: file.path, sha256: file.sha256)
  }

  /// Names with a backslash or a line's end are escaped, and the line begins with a backslash then.
  var text: String {
    let escaped = path.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    return "\(escaped == path ? "" : "\\")\(sha256)  \(escaped)"
  }

  /// Nil for what is no such line, or names a file outside.
  init?(_ line: Substring) {
    let isEscaped = line.hasPrefix("\\")
    let rest = isEscaped ? line.dropFirst() : line
    let digits = rest.prefix(64)
    let name = rest.dropFirst(64)
    guard digits.count == 64, digits.allSatisfy(\.isHexDigit), name.hasPrefix("  ") || name.hasPrefix(" *")
    else {
      return nil
    }
    var path = String(name.dropFirst(2))
    if isEscaped { path = Self.unescaped(path) }
    let isInside = !path.hasPrefix("/") && !path.split(separator: "/").contains("..") && !path.isEmpty
    guard isInside else { return nil }
    self.init(path: path, sha256: digits.lowercased())
  }

  private static func unescaped(_ text: String) -> String {
    var plain = ""
    var isOpen = false
    for character in text {
      if isOpen {
        plain.append(character == "n" ? "\n" : character == "r" ? "\r" : character)
        isOpen = false
      } else if character == "\\" {
        isOpen = true
      } else {
        plain.append(character)
      }
    }
    return plain
  }
}

/// How a file of an archive stands against the list of hashes.
public struct ArchiveFinding: Hashable, Sendable {
  public enum State: String, Hashable, CaseIterable, Sendable {
    case ok, changed, missing
    /// It is not in the list.
    case extra
    /// The list itself can't be read there.
    case badLine

    public func text(_ language: Language) -> String {
      switch self {
      case .ok: language("完好", "as it was")
      case .changed: language("被改动过", "was changed")
      case .missing: language("不见了", "is gone")
      case .extra: language("归档以后才放进来的", "was put in later")
      case .badLine: language("校验清单这一行看不懂", "a line of the list that can't be read")
      }
    }
  }

  public let file: String
  public let state: State
}

extension ArchiveFolder {
  /// Compares each file of an archive with the list of hashes; changes nothing.
  ///
  /// - Throws: ``ArchiveFault/noArchive(_:)`` for a folder without a list.
  public static func check(_ path: String) throws(ArchiveFault) -> [ArchiveFinding] {
    guard let data = FileManager.default.contents(atPath: "\(path)/\(sums)") else { throw .noArchive(path) }
    var findings: [ArchiveFinding] = []
    var known: Set<String> = [sums]
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      guard let sum = SumLine(line) else {
        findings.append(ArchiveFinding(file: String(line), state: .badLine))
        continue
      }
      known.insert(sum.path)
      findings.append(ArchiveFinding(file: sum.path, state: state(of: sum, in: path)))
    }
    let there = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    for extra in there.sorted() where !known.contains(extra) && !Workspace.isFolder("\(path)/\(extra)") {
      findings.append(ArchiveFinding(file: extra, state: .extra))
    }
    return findings
  }

  private static func state(of sum: SumLine, in folder: String) -> ArchiveFinding.State {
    guard let handle = FileHandle(forReadingAtPath: "\(folder)/\(sum.path)") else { return .missing }
    defer { try? handle.close() }
    var digest = FileDigest()
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty { digest.update(piece) }
    return digest.text == sum.sha256 ? .ok : .changed
  }
}
