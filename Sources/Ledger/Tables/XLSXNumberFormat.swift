/// The words that a number format writes around a plain number: 万人 of `0"万人"`, 约 of `"约"#,##0`.
///
/// Currency signs, brackets and blanks are none.
struct XLSXNumberFormat: Hashable {
  private(set) var before = ""
  private(set) var after = ""

  /// - Returns: Nil if it writes none, or shows another number than the cell holds: in percent, in thousands, with words
  ///   between its digits or under a condition.
  init?(_ code: String) {
    guard !XLSXStyles.isDate(code), let parts = Self.parts(of: code), !parts.digits.hasSuffix(",") else {
      return nil
    }
    if Self.isWords(parts.before) { before = parts.before.trimmed }
    if Self.isWords(parts.after) { after = parts.after.trimmed }
    guard !(before + after).isEmpty else { return nil }
  }

  /// The text of a number; a negative one has a section of its own, or shows its sign before the words.
  func text(_ number: String) -> String {
    number.first?.isNumber ?? false ? before + number + after : number
  }

  private static func isWords(_ text: String) -> Bool {
    text.contains { $0.isLetter || "+%‰<>≤≥~≈".contains($0) }
  }

  /// The first section, without colours, locales and widths.
  private static func parts(of code: String) -> (before: String, digits: String, after: String)? {
    var (before, digits, after) = ("", "", "")
    var signs = code.replacing("General", with: "0").replacing("G/通用格式", with: "0")[...]
    func taken(through end: Character) -> String {
      let inside = signs.prefix { $0 != end }
      signs = signs.dropFirst(inside.count + 1)
      return String(inside)
    }
    while let sign = signs.popFirst(), sign != ";" {
      var literal = String(sign)
      switch sign {
      case "\"": literal = taken(through: "\"")
      case "\\", "!": literal = signs.popFirst().map { String($0) } ?? ""
      case "_", "*":
        _ = signs.popFirst()
        continue
      case "[":
        guard !(taken(through: "]").first.map { "<>=".contains($0) } ?? false) else { return nil }
        continue
      case "0", "#", "?", ".", ",":
        guard after.isEmpty else { return nil }
        digits.append(sign)
        continue
      case "%", "E", "/", "@": return nil
      default: break
      }
      if digits.isEmpty { before += literal } else { after += literal }
    }
    return digits.isEmpty ? nil : (before, digits, after)
  }
}
