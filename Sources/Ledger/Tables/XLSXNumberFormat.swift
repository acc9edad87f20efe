/// The words that a number format writes around a plain number: 万人 of `0"万人"`, 约 of `"约"#,##0`; and what it shows for 0.
///
/// Currency signs, brackets and blanks are none.
struct XLSXNumberFormat: Hashable {
  private(set) var before = ""
  private(set) var after = ""
  /// What 0 is shown as, if that is no number: nothing, of `0;-0;;@` and `#,###`.
  private var zero: String?

  /// - Returns: Nil if it writes none, or shows another number than the cell holds: in percent, in thousands, with words
  ///   between its digits or under a condition.
  init?(_ code: String) {
    let sections = Self.sections(of: code)
    guard !XLSXStyles.isDate(code), let parts = Self.parts(of: sections[0]), !parts.digits.isEmpty,
      !parts.digits.hasSuffix(",")
    else { return nil }
    if Self.isWords(parts.before) { before = parts.before.trimmed }
    if Self.isWords(parts.after) { after = parts.after.trimmed }
    if sections.count > 2 {
      zero = Self.parts(of: sections[2]).flatMap { $0.digits.isEmpty ? $0.before.trimmed : nil }
    } else if parts.digits.allSatisfy({ "#,".contains($0) }) {
      zero = before + after
    }
    guard !(before + after).isEmpty || zero != nil else { return nil }
  }

  /// The text of a number; a negative one has a section of its own, or shows its sign before the words.
  func text(_ number: String) -> String {
    if number == "0", let zero { return zero }
    return number.first?.isNumber ?? false ? before + number + after : number
  }

  private static func isWords(_ text: String) -> Bool {
    text.contains { $0.isLetter || "+%‰<>≤≥~≈".contains($0) }
  }

  /// The formats for numbers above, below and of 0, and for text.
  private static func sections(of code: String) -> [String] {
    var sections = [""]
    var isQuoted = false
    for sign in code {
      if sign == "\"" { isQuoted.toggle() }
      if sign == ";", !isQuoted, !"\\!".contains(sections[sections.count - 1].last ?? " ") {
        sections.append("")
      } else {
        sections[sections.count - 1].append(sign)
      }
    }
    return sections
  }

  /// A section without colours, locales and widths.
  private static func parts(of code: String) -> (before: String, digits: String, after: String)? {
    var (before, digits, after) = ("", "", "")
    var signs = code.replacing("General", with: "0").replacing("G/通用格式", with: "0")[...]
    func taken(through end: Character) -> String {
      let inside = signs.prefix { $0 != end }
      signs = signs.dropFirst(inside.count + 1)
      return String(inside)
    }
    while let sign = signs.popFirst() {
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
    return (before, digits, after)
  }
}
