import Foundation
import Ledger
public import Planning

/// An archive as a folder on disk, with the hash of each of its files.
public struct ArchiveFolder: Hashable, Sendable {
  /// A file as it was written.
  public struct File: Hashable, Sendable {
    /// Below the folder.
    public let path: String
    public let kind: ArchiveDraft.Item.Kind?
    public let bytes: Int
    public let sha256: String
  }

  public let path: String
  public let files: [File]

  /// The list of hashes, which `sha256sum -c` reads.
  public static let sums = "SHA256SUMS"

  /// Writes a draft into a folder that does not exist yet: under another name first, so that it is whole or not there.
  ///
  /// - `replacing`: Whether an older archive in its place goes. Other folders are never replaced.
  ///
  /// - Throws: ``ArchiveFault``.
  public static func write(
    _ draft: ArchiveDraft, to target: String, replacing: Bool = false
  ) throws(ArchiveFault) -> ArchiveFolder {
    let url = URL(filePath: target).standardizedFileURL
    let place = url.path.hasSuffix("/") && url.path.count > 1 ? String(url.path.dropLast()) : url.path
    try refuse(place, replacing: replacing)
    clearLeftovers(of: place)
    let scratch = "\(place).\(ProcessInfo.processInfo.processIdentifier).tmp"
    var isDone = false
    defer { if !isDone { try? FileManager.default.removeItem(atPath: scratch) } }
    do {
      try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(place)
    }
    var writer = ArchiveWriter(root: scratch, shown: place)
    for item in draft.items { try writer.write(item) }
    for (name, text) in ArchiveIndex(draft, writer.files).pages {
      try writer.write(text, as: name, kind: nil)
    }
    let sums = writer.files.sorted { $0.path < $1.path }.map(SumLine.init).map { $0.text + "\n" }.joined()
    try writer.write(sums, as: Self.sums, kind: nil)
    try publish(scratch, as: place)
    isDone = true
    return ArchiveFolder(path: place, files: writer.files.sorted { $0.path < $1.path })
  }

  private static func refuse(_ place: String, replacing: Bool) throws(ArchiveFault) {
    guard FileStatus(place) != nil else { return }
    let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: place))?.isEmpty ?? false
    let isArchive = Workspace.isFolder(place) && (isEmpty || FileStatus("\(place)/\(sums)") != nil)
    guard isArchive else { throw .noArchive(place) }
    if !replacing && !isEmpty { throw .exists(place) }
  }

  /// What a run that was broken off left beside the place.
  private static func clearLeftovers(of place: String) {
    let url = URL(filePath: place)
    let folder = url.deletingLastPathComponent().path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let beginning = url.lastPathComponent + "."
      guard name.hasPrefix(beginning), name.hasSuffix(".tmp"),
        let process = Int32(name.dropFirst(beginning.count).dropLast(4)), process > 0,
        kill(process, 0) != 0 && errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  private static func publish(_ scratch: String, as place: String) throws(ArchiveFault) {
    var old: String?
    if FileStatus(place) != nil {
      let aside = "\(place).old-\(ProcessInfo.processInfo.processIdentifier)"
      guard rename(place, aside) == 0 else { throw .unwritable(place) }
      old = aside
    }
    guard rename(scratch, place) == 0 else {
      if let old { rename(old, place) }
      throw .unwritable(place)
    }
    try? makeDurable(URL(filePath: place).deletingLastPathComponent().path)
    if let old { try? FileManager.default.removeItem(atPath: old) }
  }
}

/// Writes files below a folder and keeps their hashes.
private struct ArchiveWriter {
  let root: String
  /// The folder's later name, for messages.
  let shown: String
  private(set) var files: [ArchiveFolder.File] = []

  init(root: String, shown: String) {
    self.root = root
    self.shown = shown
  }

  mutating func write(_ item: ArchiveDraft.Item) throws(ArchiveFault) {
    switch item.content {
    case .text(let text): try write(text, as: item.path, kind: item.kind)
    case .file(let source): try copy(source, as: item.path, kind: item.kind)
    }
  }

  mutating func write(_ text: String, as path: String, kind: ArchiveDraft.Item.Kind?) throws(ArchiveFault) {
    var isFirst = true
    try write(path, kind) { () throws(ArchiveFault) in
      defer { isFirst = false }
      return isFirst ? Data(text.utf8) : nil
    }
  }

  private mutating func copy(
    _ source: String, as path: String, kind: ArchiveDraft.Item.Kind?
  ) throws(ArchiveFault) {
    guard let status = FileStatus(source), !status.isFolder, let input = FileHandle(forReadingAtPath: source)
    else {
      throw .unreadable(source)
    }
    defer { try? input.close() }
    try write(path, kind) { () throws(ArchiveFault) in
      do {
        return try input.read(upToCount: 1 << 20)
      } catch {
        throw .unreadable(source)
      }
    }
  }

  /// - `next`: The next piece; nil or an empty one at the end.
  private mutating func write(
    _ path: String, _ kind: ArchiveDraft.Item.Kind?, _ next: () throws(ArchiveFault) -> Data?
  ) throws(ArchiveFault) {
    let full = "\(root)/\(path)"
    let folder = URL(filePath: full).deletingLastPathComponent().path
    var digest = FileDigest()
    var bytes = 0
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(shown)
    }
    guard FileManager.default.createFile(atPath: full, contents: nil),
      let output = FileHandle(forWritingAtPath: full)
    else { throw .unwritable("\(shown)/\(path)") }
    defer { try? output.close() }
    while let piece = try next(), !piece.isEmpty {
      digest.update(piece)
      bytes += piece.count
      do {
        try output.write(contentsOf: piece)
      } catch {
        throw .unwritable("\(shown)/\(path)")
      }
    }
    guard fsync(output.fileDescriptor) == 0 else { throw .unwritable("\(shown)/\(path)") }
    files.append(.init(path: path, kind: kind, bytes: bytes, sha256: digest.text))
  }
}

/// Why an archive was not made or can't be checked.
public enum ArchiveFault: Error, Hashable, Sendable {
  case exists(String)
  /// Something else is there: it is never replaced.
  case noArchive(String)
  case unreadable(String)
  case unwritable(String)

  public func text(_ language: Language) -> String {
    switch self {
    case .exists(let path):
      language(
        "\(path) 已有一份档案，没有覆盖；换个文件夹（--to），或加 --force",
        "\(path) holds an archive and was left as it is; name another folder (--to), or add --force")
    case .noArchive(let path):
      language(
        "\(path) 不是档案文件夹（没有 \(ArchiveFolder.sums)），没有动它",
        "\(path) is no archive (it has no \(ArchiveFolder.sums)) and was left alone")
    case .unreadable(let path):
      language("读不了 \(path)；请检查路径和权限", "can't read \(path); check the path and its permissions")
    case .unwritable(let path):
      language("写不了 \(path)；请检查权限和磁盘空间", "can't write \(path); check its permissions and the disk")
    }
  }
}
