/// Writes diagnostics as a compiler does: place, code, problem; the line with a caret; advice in both languages.
public struct DiagnosticPrinter: Sendable {
  public let language: Language
  /// Whether to use ANSI colours.
  public let isColoured: Bool

  public init(language: Language, isColoured: Bool = false) {
    self.language = language
    self.isColoured = isColoured
  }

  /// - `line`: The text of the diagnostic's line, if it has one and it could be read.
  public func text(_ diagnostic: Diagnostic, line: String?) -> String {
    let other: Language = language == .zh ? .en : .zh
    let colour = diagnostic.severity == .error ? "31" : "33"
    let place =
      diagnostic.line > 0 ? "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column)" : diagnostic.file
    var text =
      "\(paint(place, "1")): \(paint(diagnostic.code.rawValue, colour)) \(diagnostic.problem.text(language))\n"
    let advice = "\(diagnostic.advice.text(language))  (\(hint(diagnostic, other)))"
    guard let line, diagnostic.line > 0 else { return text + "     \(advice)\n" }
    let number = String(diagnostic.line)
    let margin = String(repeating: " ", count: number.count + 2)
    text += "  \(number) | \(clipped(SecretScan.masked(line)))\n"
    text +=
      "\(margin) | \(indent(line, to: diagnostic.column))\(paint(carets(line, diagnostic), colour)) \(advice)\n"
    return text
  }

  private func hint(_ diagnostic: Diagnostic, _ other: Language) -> String {
    let problem = diagnostic.problem.text(other)
    let isQuestion = problem.hasSuffix("?") || problem.hasSuffix("？")
    return problem + (isQuestion ? other("", " ") : other("；", "; ")) + diagnostic.advice.text(other)
  }

  /// `2 errors, 2 warnings in 5 files`.
  public func total(_ diagnostics: [Diagnostic], files: Int) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    return language(
      "\(files) 个文件：\(errors) 个错误，\(warnings) 个警告",
      "\(count(errors, "error")), \(count(warnings, "warning")) in \(count(files, "file"))")
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  // A hostile or generated line may be very long, and the terminal is narrow.
  private func clipped(_ line: String) -> String {
    line.count > 200 ? String(line.prefix(200)) + "…" : line
  }

  /// Blanks as wide as the text before the column: Chinese characters take two cells.
  private func indent(_ line: String, to column: Int) -> String {
    let before = line.unicodeScalars.prefix(max(0, min(column, 200) - 1))
    return String(repeating: " ", count: before.reduce(0) { $0 + Self.cells($1) })
  }

  private func carets(_ line: String, _ diagnostic: Diagnostic) -> String {
    let marked = line.unicodeScalars.dropFirst(max(0, diagnostic.column - 1)).prefix(
      min(diagnostic.length, 60))
    return String(repeating: "^", count: max(1, marked.reduce(0) { $0 + Self.cells($1) }))
  }

  /// Columns that a terminal gives a character.
  public static func cells(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      2
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    default: 1
    }
  }

  /// The width of a text on a terminal.
  public static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + cells($1) }
  }
}
