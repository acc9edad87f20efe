/// Writes the tokens of a layout in our style: two blanks a level, one blank after colons and commas, at most one empty
/// line in a row. Tokens stay in their lines, so that what an author put side by side stays so.
struct LayoutPrinter {
  let layout: SourceLayout
  /// Blanks before the tokens of aligned rows.
  let columns: [Int: Int]
  private var lines: [PrintedLine] = []
  /// How far brackets and texts of several lines moved, by their first token: their further lines move with them.
  private var shifts: [Int: Int] = [:]
  /// The tokens around a comment that are no comments.
  private var previous: Int?
  private var next = 0

  static func print(_ layout: SourceLayout) -> [UInt8] {
    var printer = LayoutPrinter(layout: layout, columns: RowColumns.gaps(in: layout))
    for index in layout.tokens.indices {
      printer.print(index)
      if layout.tokens[index].kind != .comment { printer.previous = index }
    }
    return PrintedLine.joined(printer.lines)
  }

  private init(layout: SourceLayout, columns: [Int: Int]) {
    self.layout = layout
    self.columns = columns
  }

  private mutating func print(_ index: Int) {
    let ends = layout.lineEnds(before: index)
    if index > 0, ends > 1 { lines.append(PrintedLine()) }
    switch layout.tokens[index].kind {
    case .body: return body(index)
    case .comment: return comment(index, startsLine: index == 0 || ends > 0, isNext: ends == 1)
    default: break
    }
    if index == 0 || ends > 0 {
      lines.append(PrintedLine(indent: column(index)))
    } else {
      lines[lines.count - 1].append(blanks: columns[index] ?? gap(before: index))
    }
    shifts[index] = lines[lines.count - 1].width - layout.tokens[index].column
    text(index)
  }

  private mutating func text(_ index: Int) {
    let text = layout.text(index)
    guard text.contains(UInt8(ascii: "\n")) else { return lines[lines.count - 1].append(text) }
    let isEscaping = text.first == UInt8(ascii: "\"")
    let parts = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, part) in parts.enumerated() {
      let isLast = number == parts.count - 1
      let content = part.drop { number > 0 && $0 == UInt8(ascii: " ") }
      let kept = isLast ? content : Self.trimmed(content, isEscaping: isEscaping)
      if number > 0 {
        let column = moved(part.count - content.count, index)
        lines.append(PrintedLine(indent: kept.isEmpty ? 0 : column))
      }
      lines[lines.count - 1].append(kept)
    }
  }

  /// Blanks at the end of a line of a text are folded away by the parser, unless a backslash holds them.
  private static func trimmed(_ line: ArraySlice<UInt8>, isEscaping: Bool) -> ArraySlice<UInt8> {
    var rest = line
    while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    return isEscaping && rest.last == UInt8(ascii: "\\") ? line : rest
  }

  private mutating func body(_ index: Int) {
    let token = layout.tokens[index]
    guard token.replacement == nil else { return }
    let parts = layout.bytes[token.range].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for part in parts {
      let content = part.dropFirst(token.contentIndent)
      lines.append(PrintedLine(indent: content.isEmpty ? 0 : token.indent))
      lines[lines.count - 1].append(content)
    }
  }

  private mutating func comment(_ index: Int, startsLine: Bool, isNext: Bool) {
    let text = layout.text(index)
    let old = layout.tokens[index].column
    let trailing = PrintedLine.Comment(text: text, column: old, gap: layout.blanks(before: index))
    if !startsLine {
      lines[lines.count - 1].comment = trailing
    } else if isNext, lines.last?.comment?.column == old {
      // It goes on below a comment at the end of a line.
      lines.append(PrintedLine())
      lines[lines.count - 1].comment = PrintedLine.Comment(text: text, column: old, gap: nil)
    } else {
      lines.append(PrintedLine(indent: column(index)))
      lines[lines.count - 1].append(text)
    }
  }

  // MARK: - Where a line begins

  /// The column of a token that begins a line.
  private mutating func column(_ index: Int) -> Int {
    let token = layout.tokens[index]
    if token.brackets != nil { return moved(token.column, index) }
    return token.kind == .comment ? commentColumn(index) : token.indent
  }

  /// Where a further line of a bracketed or quoted value comes to stand: it moves as the value does.
  private func moved(_ column: Int, _ index: Int) -> Int {
    let token = layout.tokens[index]
    return max(token.indent, column + (shifts[token.brackets ?? index] ?? 0))
  }

  /// A comment in its own line goes with the next line; at the end of a block, with the block that it is indented as.
  private mutating func commentColumn(_ index: Int) -> Int {
    let tokens = layout.tokens
    while next <= index || (next < tokens.count && tokens[next].kind == .comment) { next += 1 }
    let next = next < tokens.count ? next : nil
    let column = tokens[index].column
    let beside = next.map { tokens[$0].indent } ?? 0
    guard column > next.map({ tokens[$0].column }) ?? 0, let previous, let level = tokens[previous].level
    else { return beside }
    let nextDepth = next.flatMap { tokens[$0].level }.map { layout.levels[$0].depth } ?? 0
    if isWithoutValue(previous, next), layout.levels[level].depth >= nextDepth,
      column > layout.levels[level].column
    {
      return layout.levels[level].indent + 2
    }
    var block: Int? = level
    while let index = block, layout.levels[index].depth > nextDepth {
      if layout.levels[index].column <= column { return layout.levels[index].indent }
      block = layout.levels[index].parent
    }
    return beside
  }

  /// Whether nothing follows a colon or a dash but the next key, or the end.
  private func isWithoutValue(_ mark: Int, _ next: Int?) -> Bool {
    guard [.colon, .dash].contains(layout.tokens[mark].kind) else { return false }
    return next.map { [.key, .dash, .marker].contains(layout.tokens[$0].kind) } ?? true
  }

  // MARK: - Blanks within a line

  private func gap(before index: Int) -> Int { layout.gap(before: index) }
}

extension SourceLayout {
  /// The blanks before a token that does not begin a line, where no row is aligned.
  func gap(before index: Int) -> Int {
    switch (tokens[index - 1].kind, tokens[index].kind) {
    case (_, .colon): 0
    // `{a: , b: c}`: without the blank the colon would be part of the key.
    case (.colon, _), (.dash, _), (.marker, _): 1
    case (.open, _), (_, .close), (_, .comma): 0
    default: 1
    }
  }
}
