import Foundation
public import Planning

/// Addresses and secrets of robots, by unit and channel: CSV with the columns `unit,channel,url,secret`, kept outside
/// the repository. The unit is empty for a channel with one robot for all.
public struct SecretsFile: Sendable {
  public struct Row: Hashable, Sendable {
    public let url: Secret
    public let secret: Secret?

    public init(url: Secret, secret: Secret?) {
      self.url = url
      self.secret = secret
    }
  }

  public enum Fault: Error, Hashable, Sendable {
    case unreadable
    /// Its mode, such as `0644`.
    case open(mode: String)
    case badHeader
    case badLine(Int)
    case duplicate(line: Int)

    /// What is wrong and what to do, without a word of the file.
    public var problem: BilingualText {
      switch self {
      case .unreadable:
        BilingualText(zh: "密钥文件读不出来（要求 UTF-8）", en: "the secrets file cannot be read (as UTF-8)")
      case .open(let mode):
        BilingualText(
          zh: "密钥文件别人也能读（权限 \(mode)）；请执行 chmod 600",
          en: "others can read the secrets file (mode \(mode)); run chmod 600 on it")
      case .badHeader:
        BilingualText(
          zh: "密钥文件第一行应是 unit,channel,url,secret",
          en: "the secrets file must begin with unit,channel,url,secret")
      case .badLine(let line):
        BilingualText(
          zh: "密钥文件第 \(line) 行应有 4 列，渠道和网址不能空",
          en: "line \(line) of the secrets file must have 4 fields, with a channel and a url")
      case .duplicate(let line):
        BilingualText(
          zh: "密钥文件第 \(line) 行的单位和渠道前面已有",
          en: "line \(line) of the secrets file repeats a unit and channel")
      }
    }
  }

  /// The file as it is: of thousands of addresses, each becomes a text of its own only when it is asked for.
  private let bytes: [UInt8]
  /// Where the line of a channel's unit begins. The name of a channel stands here once, not with each of its robots.
  private let lines: [String: [String?: UInt32]]

  public init(csv text: String) throws(Fault) {
    try self.init(Array(text.utf8))
  }

  /// - `bytes`: UTF-8.
  private init(_ bytes: [UInt8]) throws(Fault) {
    var lines: [String: [String?: UInt32]] = [:]
    var start = bytes.starts(with: "\u{FEFF}".utf8) ? 3 : 0
    var number = 0
    while start < bytes.count {
      let line = Self.line(at: start, of: bytes)
      defer { start = line.endIndex + 1 }
      number += 1
      if line.first == UInt8(ascii: "#") || String(decoding: line, as: UTF8.self).allSatisfy(\.isWhitespace) {
        continue
      }
      guard let fields = Self.fields(of: line) else { throw .badLine(number) }
      if number == 1 {
        guard fields == ["unit", "channel", "url", "secret"] else { throw .badHeader }
        continue
      }
      guard fields.count == 4, !fields[1].isEmpty, !fields[2].isEmpty else { throw .badLine(number) }
      let unit = fields[0].isEmpty ? nil : fields[0]
      guard lines[fields[1], default: [:]].updateValue(UInt32(start), forKey: unit) == nil else {
        throw .duplicate(line: number)
      }
    }
    self.bytes = bytes
    self.lines = lines
  }

  /// Reads a file that nobody but its owner may read.
  ///
  /// - `credentials`: systemd's `CREDENTIALS_DIRECTORY`. Its files are opened to the service by an access list,
  ///   which shows as the group's right, so there only the others' rights are refused.
  public static func load(path: String, credentials: String? = nil) throws(Fault) -> SecretsFile {
    guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadable }
    defer { try? file.close() }
    var status = stat()
    guard fstat(file.fileDescriptor, &status) == 0 else { throw .unreadable }
    let isCredential = credentials.map { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") } ?? false
    let mode = Int(status.st_mode) & 0o777
    guard mode & (isCredential ? 0o037 : 0o077) == 0 else { throw .open(mode: "0" + String(mode, radix: 8)) }
    guard let content = try? file.readToEnd() ?? Data(), content.count < UInt32.max,
      (try? UTF8Span(validating: content.span)) != nil
    else {
      throw .unreadable
    }
    return try SecretsFile(Array(content))
  }

  public subscript(id: EndpointID) -> Row? {
    guard let start = lines[id.channel]?[id.unit],
      let fields = Self.fields(of: Self.line(at: Int(start), of: bytes))
    else { return nil }
    return Row(url: Secret(fields[2]), secret: fields[3].isEmpty ? nil : Secret(fields[3]))
  }

  /// Up to its end, which is not in it; a return before that end is no part of a field, for fields are trimmed.
  private static func line(at start: Int, of bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
  }

  /// Fields parted by commas; one in quotes may hold commas, and quotes written twice.
  private static func fields(of line: ArraySlice<UInt8>) -> [String]? {
    let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
    var fields: [String] = []
    var field: [UInt8] = []
    field.reserveCapacity(line.count)
    var quoted = false
    var rest = line
    while let byte = rest.popFirst() {
      switch byte {
      case quote where quoted && rest.first == quote:
        field.append(quote)
        rest.removeFirst()
      case quote where quoted || field.isEmpty:
        quoted.toggle()
      case comma where !quoted:
        fields.append(text(of: field))
        field.removeAll(keepingCapacity: true)
      default:
        field.append(byte)
      }
    }
    fields.append(text(of: field))
    return quoted ? nil : fields
  }

  /// Without spaces around it.
  private static func text(of field: [UInt8]) -> String {
    let text = String(decoding: field, as: UTF8.self)
    let visible = UInt8(ascii: "!")...UInt8(ascii: "~")
    // Nearly always there is nothing to take off.
    guard let first = field.first, let last = field.last, visible ~= first, visible ~= last else {
      return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return text
  }
}
