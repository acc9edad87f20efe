import Logging
import Planning
import Recurrence

/// How lines of the log are written.
public enum LogFormat: String, Hashable, Sendable, CaseIterable {
  /// For people: instant, level, message, then what belongs to it.
  case text
  /// `ts=… level=… msg=… key=value`, for tools that read such lines.
  case logfmt
  /// A JSON object a line.
  case json
}

/// One event of the log as one line, whatever is in it.
struct LogLine {
  let at: Timestamp
  let level: Logger.Level
  let message: String
  let metadata: Logger.Metadata
  let zone: Zone

  func text(_ format: LogFormat, forJournal: Bool) -> String {
    switch format {
    case .json: json
    case .logfmt: logfmt
    case .text: forJournal ? "<\(priority)>\(plain)" : "\(zone.format(at)) \(level.rawValue): \(plain)"
    }
  }

  /// The priorities of syslog, by which the journal sorts.
  private var priority: Int {
    switch level {
    case .critical: 2
    case .error: 3
    case .warning: 4
    case .notice: 5
    case .info: 6
    case .debug, .trace: 7
    }
  }

  private var plain: String {
    ([Self.escaped(message, quotes: false)] + pairs.map { "\($0.key)=\(Self.quoted($0.text))" })
      .joined(separator: " ")
  }

  private var logfmt: String {
    let head = [("ts", zone.format(at)), ("level", level.rawValue), ("msg", message)]
    return (head + pairs.map { ($0.key, $0.text) }).map { "\($0.0)=\(Self.quoted($0.1))" }
      .joined(separator: " ")
  }

  private var json: String {
    let head: [(String, JSONText)] = [
      ("ts", .string(zone.format(at))), ("level", .string(level.rawValue)),
      ("msg", .string(message)),
    ]
    let text = JSONText.object(head + pairs.map { ($0.key, Self.json($0.value)) }).description
    // What is harmful stands in strings only, where a code means the same.
    return String(text.unicodeScalars.flatMap { Self.isHarmful($0) ? Self.code($0) : "\($0)" })
  }

  private struct Pair {
    let key: String
    let value: Logger.MetadataValue
    var text: String { "\(value)" }
  }

  /// By their keys, which are made words; one that is ours gets a mark.
  private var pairs: [Pair] {
    metadata.map { key, value in
      let word = String(
        key.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "_.-".contains($0) ? $0 : "_" })
      return Pair(key: ["ts", "level", "msg", ""].contains(word) ? word + "_" : word, value: value)
    }.sorted { ($0.key, $0.text) < ($1.key, $1.text) }
  }

  private static func json(_ value: Logger.MetadataValue) -> JSONText {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let value as Int): .number(value)
    case .stringConvertible(let value as Bool): .bool(value)
    case .stringConvertible(let value): .string("\(value)")
    case .array(let items): .array(items.map(json))
    case .dictionary(let members):
      .object(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    }
  }

  /// A word as it is, anything else in quotes.
  private static func quoted(_ text: String) -> String {
    let isWord =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.value > 0x20 && !"\"=\\".unicodeScalars.contains($0) && !isHarmful($0)
      }
    return isWord ? text : "\"\(escaped(text, quotes: true))\""
  }

  /// What could end the line, move a terminal's cursor or turn its text around is written as a code.
  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\"" where quotes, "\\" where quotes: result += "\\\(scalar)"
      case _ where isHarmful(scalar):
        result += code(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
