// The edits that a change takes, found along the layout.

extension EditableFile {
  // MARK: - Replacing

  /// The bytes of a value for those of a new one.
  func replacement(of found: Found, by new: YAMLNode) -> [TextEdit] {
    guard let (parent, index) = found.trail.last, let old = found.node else { return [] }
    let entry = parent.entries[index]
    let isInBrackets = parent.form == .brackets
    guard let first = old.tokens.first, let last = old.tokens.last else {
      let mark = entry.mark ?? entry.key ?? 0
      let text = isInBrackets ? " " + new.inline(inBrackets: true) : written(new, in: parent)
      return [insertion(of: (entry.mark == nil ? ":" : "") + text, behind: mark)]
    }
    let end = layout.tokens[last].range.upperBound
    if old.form == .block, let mark = entry.mark {
      // A block gives way to what follows the colon; a comment may stand between.
      let lines = layout.tokens[first - 1].range.upperBound..<end
      return [insertion(of: written(new, in: parent), behind: mark), TextEdit(range: lines, replacement: "")]
    }
    let start = layout.tokens[first].range.lowerBound
    var text = new.inline(inBrackets: isInBrackets)
    // A text in quotation marks keeps them.
    if let new = new.text, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(layout.bytes[start]) {
      text = ScalarText.quoted(new)
    }
    return [TextEdit(range: start..<end, replacement: text)]
  }

  private func insertion(of text: String, behind token: Int) -> TextEdit {
    let end = layout.tokens[token].range.upperBound
    return TextEdit(range: end..<end, replacement: text)
  }

  /// What follows the mark of an entry of a block.
  private func written(_ new: YAMLNode, in parent: LayoutNode) -> String {
    guard parent.node.entries != nil else { return " " + new.inline() }
    return new.written(below: column(of: parent))
  }

  private func column(of block: LayoutNode) -> Int {
    block.entries.first?.first.map { layout.tokens[$0].column } ?? 0
  }

  // MARK: - Inserting

  func insertion(of entry: YAMLEntry, at index: Int, in node: LayoutNode) -> TextEdit {
    if node.form == .brackets { return inBrackets(entry.inline(inBrackets: true), at: index, in: node) }
    let line = entry.writtenKey(inBrackets: false) + ":" + entry.value.written(below: column(of: node))
    return block(line, at: index, in: node)
  }

  /// A new last item.
  func insertion(of item: YAMLNode, in list: LayoutNode) -> TextEdit {
    if list.form == .brackets {
      return inBrackets(item.inline(inBrackets: true), at: list.entries.count, in: list)
    }
    return block("- " + item.inline(), at: list.entries.count, in: list)
  }

  private func inBrackets(_ text: String, at index: Int, in node: LayoutNode) -> TextEdit {
    if index > 0 {
      let end = self.end(of: node.entries[index - 1])
      return TextEdit(range: end..<end, replacement: ", " + text)
    }
    let end = layout.tokens[node.tokens.lowerBound].range.upperBound
    return TextEdit(range: end..<end, replacement: node.entries.isEmpty ? text : text + ", ")
  }

  private func block(_ text: String, at index: Int, in node: LayoutNode) -> TextEdit {
    let pad = "\n" + String(repeating: " ", count: column(of: node))
    guard index > 0 else {
      let start = node.entries[0].first.map { layout.tokens[$0].range.lowerBound } ?? 0
      return TextEdit(range: start..<start, replacement: text + pad)
    }
    let last = lastToken(of: node.entries[index - 1])
    let end = layout.tokens[lastToken(goingOnFrom: last)].range.upperBound
    // Sections are set apart from each other.
    let isSection = node.tokens.lowerBound == layout.root?.tokens.lowerBound && node.node.entries != nil
    let before = node.entries[index - 1].first ?? last
    let isApart = isSection && (text.contains("\n") || isSpread(before...last))
    let isLast = index == node.entries.count
    let following = isLast ? nil : node.entries[index].first
    let isClose = following.map { layout.lineEnds(before: $0) == 1 && layout.tokens[$0 - 1].kind != .comment }
    let after = isSection && text.contains("\n") && isClose == true ? "\n" : ""
    return TextEdit(range: end..<end, replacement: (isApart ? "\n" : "") + pad + text + after)
  }

  private func isSpread(_ tokens: ClosedRange<Int>) -> Bool {
    tokens.dropFirst().contains { layout.lineEnds(before: $0) > 0 }
  }

  /// The last token of an entry, its value's or else its mark.
  private func lastToken(of entry: LayoutEntry) -> Int {
    entry.value.tokens.last ?? entry.mark ?? entry.key ?? 0
  }

  private func end(of entry: LayoutEntry) -> Int { layout.tokens[lastToken(of: entry)].range.upperBound }

  /// A token, or the comment behind it and the lines in which that goes on.
  private func lastToken(goingOnFrom token: Int) -> Int {
    var last = token
    while last + 1 < layout.tokens.count, layout.tokens[last + 1].kind == .comment {
      let ends = layout.lineEnds(before: last + 1)
      let goesOn = last > token && ends == 1 && layout.tokens[last + 1].column == layout.tokens[last].column
      guard ends == 0 || goesOn else { break }
      last += 1
    }
    return last
  }

  // MARK: - Removing

  func removal(of index: Int, from parent: LayoutNode) -> [TextEdit] {
    parent.form == .brackets
      ? removalInBrackets(index, parent) : [removalFromBlock(index, parent)]
  }

  private func removalFromBlock(_ index: Int, _ parent: LayoutNode) -> TextEdit {
    let entry = parent.entries[index]
    let first = entry.first ?? 0
    let start = layout.tokens[first].range.lowerBound
    let last = lastToken(goingOnFrom: lastToken(of: entry))
    let end = layout.tokens[last].range.upperBound
    let beginsLine = first == 0 || layout.lineEnds(before: first) > 0
    if !beginsLine, index + 1 < parent.entries.count, let next = parent.entries[index + 1].first,
      next == last + 1
    {
      // `- id: a` and a key below it: that key comes to stand behind the dash.
      return TextEdit(range: start..<layout.tokens[next].range.lowerBound, replacement: "")
    }
    guard beginsLine else { return TextEdit(range: start..<end, replacement: "") }
    return TextEdit(range: lines(from: start, to: end, first, last), replacement: "")
  }

  /// Whole lines, and the empty ones behind them where others stand before.
  private func lines(from start: Int, to end: Int, _ first: Int, _ last: Int) -> Range<Int> {
    let begin = (layout.bytes[..<start].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    var stop = (layout.bytes[end...].firstIndex(of: UInt8(ascii: "\n")) ?? layout.bytes.count - 1) + 1
    let isAfterEmpty = first == 0 || layout.lineEnds(before: first) > 1
    if isAfterEmpty, last + 1 < layout.tokens.count, layout.lineEnds(before: last + 1) > 1 {
      let next = layout.tokens[last + 1].range.lowerBound
      stop = (layout.bytes[..<next].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    }
    return begin..<stop
  }

  private func removalInBrackets(_ index: Int, _ parent: LayoutNode) -> [TextEdit] {
    let entry = parent.entries[index]
    let first = entry.first ?? 0
    let start = layout.tokens[first].range.lowerBound
    let end = self.end(of: entry)
    let after = lastToken(of: entry) + 1
    let hasComma = after < layout.tokens.count && layout.tokens[after].kind == .comma
    if index + 1 < parent.entries.count, let next = parent.entries[index + 1].first, next == after + 1 {
      return [TextEdit(range: start..<layout.tokens[next].range.lowerBound, replacement: "")]
    }
    if index > 0, index + 1 == parent.entries.count,
      lastToken(of: parent.entries[index - 1]) + 2 == first
    {
      let before = self.end(of: parent.entries[index - 1])
      return [TextEdit(range: before..<end, replacement: "")]
    }
    // Comments stand around: they stay, and so do the commas before.
    let comma = hasComma ? layout.tokens[after].range.upperBound : end
    return [TextEdit(range: start..<comma, replacement: "")]
  }
}
