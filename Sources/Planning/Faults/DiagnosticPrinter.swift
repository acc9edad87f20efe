/// Writes diagnostics as a compiler does: place, code, problem; the line with a caret; advice in both languages.
public struct DiagnosticPrinter: Sendable {
  public let language: Language
  /// Whether to use ANSI colours.
  public let isColoured: Bool

  public init(language: Language, isColoured: Bool = false) {
    self.language = language
    self.isColoured = isColoured
  }

  /// - `source`: The diagnostic's file, if it could be read.
  public func text(_ diagnostic: Diagnostic, source: SourceLines?) -> String {
    // A line of the contacts has people's names in it.
    let isPrivate = diagnostic.file.hasSuffix("contacts.csv")
    return text(diagnostic, line: isPrivate ? nil : source?[diagnostic.line])
  }

  /// - `line`: The text of the diagnostic's line, if it has one and it could be read.
  public func text(_ diagnostic: Diagnostic, line: String?) -> String {
    let other: Language = language == .zh ? .en : .zh
    let colour = diagnostic.severity == .error ? "31" : "33"
    let place =
      diagnostic.line > 0 ? "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column)" : diagnostic.file
    let problem = Self.printable(diagnostic.problem.text(language))
    let advice = Self.printable("\(diagnostic.advice.text(language))  (\(hint(diagnostic, other)))")
    let head =
      "\(paint(Self.printable(place), "1")): \(paint(diagnostic.code.rawValue, colour)) \(problem)\n"
    guard let line, diagnostic.line > 0, line.utf8.count <= Self.longestLine else {
      return head + "     \(advice)\n"
    }
    let number = String(diagnostic.line)
    let margin = String(repeating: " ", count: number.count + 2)
    let shown = diagnostic.code == SecretScan.code ? blotted(line, diagnostic) : line
    let excerpt = Excerpt(SecretScan.masked(shown), column: diagnostic.column, length: diagnostic.length)
    return head + "  \(number) | \(excerpt.text)\n"
      + "\(margin) | \(excerpt.indent)\(paint(excerpt.carets, colour)) \(advice)\n"
  }

  /// In bytes. Nobody typed what is longer, and to look for secrets in it takes time: it is not shown.
  private static let longestLine = 16_384

  /// What stands where no secret must stand may be one, whatever it looks like.
  private func blotted(_ line: String, _ diagnostic: Diagnostic) -> String {
    var scalars = Array(line.unicodeScalars)
    for index in scalars.indices.dropFirst(diagnostic.column - 1).prefix(diagnostic.length) {
      scalars[index] = "•"
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// What would move the cursor, or turn the direction of the text, is shown and does not act.
  static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isActing) else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar == "\t" ? "→" : isActing(scalar) ? "\u{FFFD}" : scalar
        }))
  }

  private static func isActing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
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

/// A line, or of a long one the part round the place, and the blanks and carets below it.
private struct Excerpt {
  let text: String
  /// Blanks as wide as the text before the place: Chinese characters take two cells.
  let indent: String
  let carets: String

  // A hostile or generated line may be very long, and the terminal is narrow.
  private static let longest = 200
  private static let before = 80

  init(_ line: String, column: Int, length: Int) {
    let all = Array(DiagnosticPrinter.printable(line).unicodeScalars)
    let place = min(max(0, column - 1), all.count)
    let start = all.count > Self.longest ? max(0, place - Self.before) : 0
    let part = all[start...].prefix(Self.longest)
    let isCut = part.endIndex < all.count
    text = (start > 0 ? "…" : "") + String(String.UnicodeScalarView(part)) + (isCut ? "…" : "")
    func width(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
      scalars.reduce(0) { $0 + DiagnosticPrinter.cells($1) }
    }
    indent = String(repeating: " ", count: (start > 0 ? 1 : 0) + width(all[start..<place]))
    carets = String(repeating: "^", count: max(1, width(all[place...].prefix(min(length, 60)))))
  }
}
