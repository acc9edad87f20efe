import Planning
import TestSupport

/// Writes a YAML tree as an untidy author would: any indentation, any blanks, comments everywhere, any notation.
struct MessyFile {
  private var random: SeededGenerator
  private var notes = 0

  /// The comments of a text that this type has written, in their order.
  static func notes(in text: String) -> [String] {
    text.matches(of: #/# ?note \d+/#).map { String($0.0) }
  }

  static func text(of root: YAMLNode, seed: UInt64) -> String {
    var file = MessyFile(random: SeededGenerator(seed: seed))
    var text = file.lines(of: root, indent: file.chance(0.1) ? file.number(1...3) : 0)
    if file.chance(0.3) { text = file.ownLines(0) + text }
    if file.chance(0.3) { text += file.ownLines(0) }
    if file.chance(0.2) { text = "---\n" + text }
    if file.chance(0.2), text.hasSuffix("\n") { text.removeLast() }
    return file.chance(0.2) ? text.replacing("\n", with: "\r\n") : text
  }

  // MARK: - Chance

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }
  private mutating func blanks(_ range: ClosedRange<Int>) -> String {
    String(repeating: " ", count: number(range))
  }

  private mutating func note() -> String {
    notes += 1
    return chance(0.2) ? "#note \(notes)" : "# note \(notes)" + (chance(0.3) ? "：“说明”，- {键: 值} # 又" : "")
  }

  /// What may stand at a line's end.
  private mutating func lineEnd() -> String {
    if chance(0.15) { return blanks(1...6) + note() + (chance(0.3) ? "  " : "") + "\n" }
    return (chance(0.1) ? "   " : "") + "\n"
  }

  /// Empty lines and comments.
  private mutating func ownLines(_ indent: Int) -> String {
    var text = ""
    while chance(0.4) {
      text += chance(0.5) ? blanks(0...2) + "\n" : blanks(0...(indent + 3)) + note() + "\n"
    }
    return text
  }

  // MARK: - Blocks

  /// A collection in lines of its own, the first one's indentation included.
  private mutating func lines(of node: YAMLNode, indent: Int) -> String {
    var text = ""
    if let entries = node.entries {
      for entry in entries {
        if chance(0.2) { text += ownLines(indent) }
        text += pad(indent) + key(entry.key) + (chance(0.1) ? " " : "") + ":"
        text += value(entry.value, parent: indent, isItem: false)
      }
    } else {
      for element in node.elements ?? [] {
        if chance(0.2) { text += ownLines(indent) }
        text += pad(indent) + "-" + value(element, parent: indent, isItem: true)
      }
    }
    return text
  }

  /// What follows a colon or a dash, to the end of its last line.
  private mutating func value(_ node: YAMLNode, parent: Int, isItem: Bool) -> String {
    let isEmpty = node.entries?.isEmpty ?? node.elements?.isEmpty ?? false
    guard node.text == nil, !isEmpty, chance(isItem ? 0.4 : 0.6) else {
      return inline(node, parent: parent)
    }
    if isItem, chance(0.8) {
      // `-  key: value`: the collection begins behind the dash.
      let gap = number(1...4)
      let indent = parent + 1 + gap
      return pad(gap) + String(lines(of: node, indent: indent).trimmingPrefix { $0 == " " || $0 == "\n" })
    }
    let least = node.elements != nil && !isItem && chance(0.4) ? 0 : 1
    return lineEnd() + lines(of: node, indent: parent + (least == 0 ? 0 : number(1...5)))
  }

  /// A scalar, or a collection in brackets.
  private mutating func inline(_ node: YAMLNode, parent: Int) -> String {
    if let text = node.text {
      if text.isEmpty, node.isNull { return lineEnd() }
      if let lines = blockScalar(text, parent) { return lines }
      let before = chance(0.1) ? lineEnd() + pad(parent + number(1...4)) : blanks(1...3)
      return before + scalar(text, isNull: node.isNull, parent: parent, inBrackets: false) + lineEnd()
    }
    let before = chance(0.1) ? lineEnd() + pad(parent + number(1...4)) : blanks(1...3)
    return before + brackets(node, parent: parent, mayBreak: chance(0.4)) + lineEnd()
  }

  private mutating func brackets(_ node: YAMLNode, parent: Int, mayBreak: Bool) -> String {
    let pairs = node.entries?.map { ($0.key as String?, $0.value) } ?? (node.elements ?? []).map { (nil, $0) }
    let marks = node.entries == nil ? ("[", "]") : ("{", "}")
    var text = marks.0 + gap(parent, mayBreak)
    for (number, (name, value)) in pairs.enumerated() {
      if let name { text += key(name) + (chance(0.1) ? " " : "") + ":" + blanks(1...2) }
      if let scalar = value.text {
        let isNull = scalar.isEmpty && value.isNull
        text +=
          isNull
          ? (name == nil ? "~" : "")
          : self.scalar(scalar, isNull: value.isNull, parent: parent, inBrackets: true)
      } else {
        text += brackets(value, parent: parent, mayBreak: mayBreak)
      }
      text += chance(0.1) ? " " : ""
      if number < pairs.count - 1 || chance(0.1) {
        text += "," + (chance(0.7) ? " " : "") + gap(parent, mayBreak)
      }
    }
    return text + gap(parent, mayBreak) + marks.1
  }

  private mutating func gap(_ parent: Int, _ mayBreak: Bool) -> String {
    guard mayBreak, chance(0.3) else { return chance(0.7) ? "" : blanks(1...4) }
    return lineEnd() + (chance(0.1) ? ownLines(parent) : "") + pad(parent + number(1...6))
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: count) }

  // MARK: - Scalars

  private mutating func key(_ text: String) -> String {
    if chance(0.1) { return "'\(text.replacing("'", with: "''"))'" }
    return chance(0.1) || text.contains(":") ? "\"\(text)\"" : text
  }

  private static var plain: Regex<Substring> {
    #/[A-Za-z0-9\u{4E00}-\u{9FFF}《“][^:#,\[\]{}"'&*!|>%@`\n]*[^:#,\[\]{}"'&*!|>%@`\n ]/#
  }

  private mutating func scalar(_ text: String, isNull: Bool, parent: Int, inBrackets: Bool) -> String {
    if isNull { return text }
    let isPlain =
      text.wholeMatch(of: Self.plain) != nil || text.wholeMatch(of: #/[\w\u{4E00}-\u{9FFF}]+/#) != nil
    let looksNull = ["~", "null", ""].contains(text)
    if isPlain, !looksNull, chance(0.5) { return folded(text, parent) }
    if chance(0.4), !text.contains("\n"), text.first != " ", text.last != " " {
      return "'" + folded(text.replacing("'", with: "''"), parent) + "'"
    }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
      "\n", with: "\\n")
    return "\"" + (text.first == " " || text.last == " " ? escaped : folded(escaped, parent)) + "\""
  }

  /// Broken where it has a single blank, as YAML folds lines.
  private mutating func folded(_ text: String, _ parent: Int) -> String {
    guard chance(0.2), !text.contains("  ") else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map(String.init).reduce("") {
      line, word in
      if line.isEmpty { return word }
      let isSafe = !word.isEmpty && !"-?:#&*!|>%@`".contains(word.first ?? "-") && line.last != "\\"
      return line + (isSafe && chance(0.5) ? " \n" + pad(parent + number(1...6)) : " ") + word
    }
  }

  private mutating func blockScalar(_ text: String, _ parent: Int) -> String? {
    guard text.contains("\n") ? chance(0.7) : chance(0.05), !text.isEmpty, text.first != "\n",
      text.contains(where: { $0 != "\n" && $0 != " " })
    else { return nil }
    let ends = text.reversed().prefix { $0 == "\n" }.count
    let chomping = ends == 0 ? "-" : ends > 1 ? "+" : ""
    let width = number(1...4)
    let needsDigit = text.first == " "
    let body = text.dropLast(ends).split(separator: "\n", omittingEmptySubsequences: false)
    let lines = body.map { $0.isEmpty ? "" : pad(parent + width) + $0 }.joined(separator: "\n")
    let header = (chance(0.3) ? ">" : "|") + (needsDigit || chance(0.2) ? "\(width)" : "") + chomping
    return " " + header + lineEnd() + lines + String(repeating: "\n", count: max(1, ends))
  }
}
