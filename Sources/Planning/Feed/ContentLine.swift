import Recurrence

/// A property of an iCalendar file (RFC 5545 3.1): `DTSTART;TZID=Asia/Shanghai:20260529T090000`.
struct ContentLine: Hashable {
  let name: String
  /// As it stands between name and colon: `;TZID=Asia/Shanghai`, or nothing.
  let parameters: String
  /// As it stands in the file, with what must be escaped in a TEXT escaped.
  let value: String

  /// - Parameter value: Written as it is; see ``text(_:_:)`` for what people wrote.
  init(_ name: String, parameters: String = "", _ value: String) {
    self.name = name
    self.parameters = parameters
    self.value = value
  }

  /// A property of type TEXT.
  static func text(_ name: String, _ text: String) -> ContentLine { ContentLine(name, escaped(text)) }

  /// A property that is a list of TEXT.
  static func list(_ name: String, _ texts: [String]) -> ContentLine {
    ContentLine(name, texts.map(escaped).joined(separator: ","))
  }

  /// Reads an unfolded line; nil if it is no property.
  init?(parsing line: String) {
    let bytes = line.utf8
    guard let nameEnd = bytes.firstIndex(where: { !Self.isOfName($0) }), nameEnd > bytes.startIndex else {
      return nil
    }
    var isQuoted = false
    let colon = bytes[nameEnd...].firstIndex { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == UInt8(ascii: ":") && !isQuoted
    }
    guard let colon, colon == nameEnd || bytes[nameEnd] == UInt8(ascii: ";") else { return nil }
    self.init(
      String(line[..<nameEnd]), parameters: String(line[nameEnd..<colon]),
      String(line[bytes.index(after: colon)...]))
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The value of a parameter.
  func parameter(_ name: String) -> String? {
    parameters.split(separator: ";").first { $0.hasPrefix("\(name)=") }
      .map { String($0.dropFirst(name.utf8.count + 1)) }
  }

  /// A TEXT as a file holds it (RFC 5545 3.3.11), without the control characters that no file may hold.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        escaped.append("\\")
        escaped.append(scalar)
      case "\n" where previous == "\r": break
      // Some programs end a line at each of these, though RFC 5545 does not.
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": escaped.append(contentsOf: "\\n".unicodeScalars)
      case "\t": escaped.append(" ")
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}": break
      default: escaped.append(scalar)
      }
      previous = scalar
    }
    return String(escaped)
  }
}

extension ContentLine {
  /// What ``escaped(_:)`` made its result of.
  static func unescaped(_ value: String) -> String {
    var text = String.UnicodeScalarView()
    var isEscape = false
    for scalar in value.unicodeScalars {
      if isEscape {
        text.append(scalar == "n" || scalar == "N" ? "\n" : scalar)
        isEscape = false
      } else if scalar == "\\" {
        isEscape = true
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

// MARK: - Folding

extension ContentLine {
  /// Octets of a line at most, its end not counted.
  static let longest = 75

  /// Appends the line with its end, folded before an octet too many, between characters.
  func write(to file: inout [UInt8]) {
    var room = Self.longest
    for scalar in "\(name)\(parameters):\(value)".unicodeScalars {
      let octets = UTF8.width(scalar)
      if octets > room {
        file.append(contentsOf: "\r\n ".utf8)
        room = Self.longest - 1
      }
      file.append(contentsOf: UTF8.encode(scalar)!)
      room -= octets
    }
    file.append(contentsOf: "\r\n".utf8)
  }

  /// The lines of a file put together again, each with the number of its first line from 1. Takes the line ends of
  /// any system, since mail and version control change them.
  static func unfolded(_ text: String) -> [(number: Int, text: String)] {
    var lines: [(number: Int, bytes: [UInt8])] = []
    for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let line = line.last == 0x0D ? line.dropLast() : line
      if let first = line.first, first == 0x20 || first == 0x09, !lines.isEmpty {
        lines[lines.count - 1].bytes.append(contentsOf: line.dropFirst())
      } else {
        lines.append((index + 1, Array(line)))
      }
    }
    return lines.map { ($0.number, String(decoding: $0.bytes, as: UTF8.self)) }
  }
}

// MARK: - Dates and times

extension CivilDate {
  /// `20260529`: a DATE.
  var calendarText: String {
    let (year, month, day) = components
    return digits(year * 10_000 + month * 100 + day, 8)
  }
}

extension CivilDateTime {
  /// `20260529T090000`: a DATE-TIME without a zone.
  var calendarText: String {
    "\(date.calendarText)T\(digits(time.hour * 10_000 + time.minute * 100 + time.second, 6))"
  }
}

extension Timestamp {
  /// `20260529T010000Z`: a DATE-TIME in UTC, in whole seconds.
  var calendarText: String { Zone.utc.local(at: self).calendarText + "Z" }

  /// Reads what ``calendarText`` writes, and nothing else.
  init?(calendarText text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      let day = number(bytes[0..<8]), let clock = number(bytes[9..<15]),
      let date = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100),
      let time = CivilTime(hour: clock / 10_000, minute: clock / 100 % 100, second: clock % 100)
    else { return nil }
    self = Zone.utc.resolve(CivilDateTime(date, time)).instant
  }
}

private func digits(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// The value of decimal digits, nil if there is anything else among them.
private func number(_ digits: some Sequence<UInt8>) -> Int? {
  var number = 0
  for digit in digits {
    guard (0x30...0x39).contains(digit) else { return nil }
    number = number * 10 + Int(digit - 0x30)
  }
  return number
}
