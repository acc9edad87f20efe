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

  /// By channel and unit: the name of a channel stands here once, not with each of its thousands of robots.
  private let rows: [String: [String?: Row]]

  public init(csv text: String) throws(Fault) {
    var rows: [String: [String?: Row]] = [:]
    let bare = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
    let lines = bare.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("#") {
      guard let fields = Self.fields(of: line) else { throw .badLine(index + 1) }
      if index == 0 {
        guard fields == ["unit", "channel", "url", "secret"] else { throw .badHeader }
        continue
      }
      guard fields.count == 4, !fields[1].isEmpty, !fields[2].isEmpty else { throw .badLine(index + 1) }
      let unit = fields[0].isEmpty ? nil : fields[0]
      let row = Row(url: Secret(fields[2]), secret: fields[3].isEmpty ? nil : Secret(fields[3]))
      guard rows[fields[1], default: [:]].updateValue(row, forKey: unit) == nil else {
        throw .duplicate(line: index + 1)
      }
    }
    self.rows = rows
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
    guard let content = try? file.readToEnd() ?? Data(), let text = String(data: content, encoding: .utf8)
    else {
      throw .unreadable
    }
    return try SecretsFile(csv: text)
  }

  public subscript(id: EndpointID) -> Row? { rows[id.channel]?[id.unit] }

  /// Fields parted by commas; one in quotes may hold commas, and quotes written twice.
  private static func fields(of line: Substring) -> [String]? {
    var fields: [String] = []
    var field = ""
    var quoted = false
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case "\"" where quoted && rest.first == "\"":
        field.append("\"")
        rest = rest.dropFirst()
      case "\"" where quoted || field.isEmpty:
        quoted.toggle()
      case "," where !quoted:
        fields.append(field)
        field = ""
      default:
        field.append(character)
      }
    }
    fields.append(field)
    return quoted ? nil : fields.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
