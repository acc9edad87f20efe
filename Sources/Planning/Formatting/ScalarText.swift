/// How a text is written as a YAML scalar.
enum ScalarText {
  /// Whether a YAML tool could take an unquoted text for a date, a clock, a fraction or another number than people
  /// would: `05-29`, `09:07`, `95%`, `1.5`, `007`. Whole numbers are what they look like.
  static func looksConvertible(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, isDigit(first) || "+-.:".utf8.contains(first) else { return false }
    guard text.contains(where: isDigit) || isSpecialFloat(text) else { return false }
    if isWholeNumber(text) { return false }
    return text.allSatisfy { isDigit($0) || "-+.,:/%_~".utf8.contains($0) } || isMoment(text)
      || isSpelledNumber(text) || isSpecialFloat(text) || isHours(text)
  }

  /// A whole number as JSON writes it.
  static func isWholeNumber(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
    return !digits.isEmpty && digits.allSatisfy(isDigit)
      && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// `2026-05-29 08:07`, `2026-05-29T08:07:00Z`.
  private static func isMoment(_ text: ArraySlice<UInt8>) -> Bool {
    let rest = text.drop { isDigit($0) || $0 == UInt8(ascii: "-") }
    guard text.count - rest.count >= 8, let mark = rest.first, " Tt".utf8.contains(mark) else { return false }
    return rest.dropFirst().allSatisfy { isDigit($0) || ":.+-Zz ".utf8.contains($0) }
  }

  /// `09:00–11:30`, `09:00至11:30`.
  private static func isHours(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.contains(UInt8(ascii: ":")) else { return false }
    return TimeLanguage.hours(String(decoding: text, as: UTF8.self)) != nil
  }

  /// `0x1F`, `0o17`, `0b1`, `1e3`.
  private static func isSpelledNumber(_ text: ArraySlice<UInt8>) -> Bool {
    let body = text.first.map { "+-".utf8.contains($0) } == true ? text.dropFirst() : text
    if body.first == UInt8(ascii: "0"), let sign = body.dropFirst().first, "xXoObB".utf8.contains(sign) {
      return body.dropFirst(2).allSatisfy { "0123456789abcdefABCDEF_".utf8.contains($0) }
    }
    let rest = body.drop { isDigit($0) || $0 == UInt8(ascii: ".") }
    guard rest.count < body.count, let sign = rest.first, "eE".utf8.contains(sign) else { return false }
    let exponent = rest.dropFirst().drop { "+-".utf8.contains($0) }
    return !exponent.isEmpty && exponent.allSatisfy(isDigit)
  }

  private static func isSpecialFloat(_ text: ArraySlice<UInt8>) -> Bool {
    [".inf", "-.inf", "+.inf", ".nan"].contains(String(decoding: text, as: UTF8.self).lowercased())
  }
}

// MARK: - Quotation marks

extension ScalarText {
  /// A single-quoted scalar between double quotation marks; nil where its content would need escapes.
  static func doubleQuoted(fromSingle text: ArraySlice<UInt8>) -> [UInt8]? {
    let content = text.dropFirst().dropLast()
    guard !content.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      return nil
    }
    var result: [UInt8] = [UInt8(ascii: "\"")]
    var isDoubled = false
    for byte in content {
      isDoubled = byte == UInt8(ascii: "'") && !isDoubled
      if byte != UInt8(ascii: "'") || isDoubled { result.append(byte) }
    }
    return result + [UInt8(ascii: "\"")]
  }

  /// Straight double quotation marks around a text, with escapes where it needs them.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}": result += escape(scalar, digits: 4, "u")
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        result += escape(scalar, digits: 2, "x")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar, digits: Int, _ letter: String) -> String {
    let hex = String(scalar.value, radix: 16)
    return "\\\(letter)" + String(repeating: "0", count: digits - hex.count) + hex
  }

  /// A text as it is best written: plain where no reader can mistake it.
  ///
  /// - `inBrackets`: Where commas and brackets end a plain text.
  static func written(_ text: String, inBrackets: Bool) -> String {
    isPlain(text, inBrackets: inBrackets) ? text : quoted(text)
  }

  private static func isPlain(_ text: String, inBrackets: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, !["~", "null", "Null", "NULL"].contains(text)
    else { return false }
    guard !"?:,[]{}#&*!|>'\"%@`- ".utf8.contains(first) || isMinus(bytes), last != UInt8(ascii: " "),
      last != UInt8(ascii: ":"), !looksConvertible(bytes[...])
    else { return false }
    guard !text.hasPrefix("---"), !text.hasPrefix("..."), quoted(text).utf8.count == bytes.count + 2 else {
      return false
    }
    for (byte, next) in zip(bytes, bytes.dropFirst()) {
      if byte == UInt8(ascii: ":"), next == UInt8(ascii: " ") { return false }
      if byte == UInt8(ascii: " "), next == UInt8(ascii: "#") { return false }
    }
    return !inBrackets || !bytes.contains { ",[]{}:".utf8.contains($0) }
  }

  /// `-7 days`: a dash before a digit opens no list.
  private static func isMinus(_ bytes: [UInt8]) -> Bool {
    bytes.count > 1 && bytes[0] == UInt8(ascii: "-") && isDigit(bytes[1])
  }
}
