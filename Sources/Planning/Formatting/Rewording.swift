/// Writes the words of a file in one language: keys, the words of closed lists, phrases of time and number. Without a
/// language it only mends the full-width slips that the reader overlooks.
struct Rewording: Sendable {
  let keys: Language?
  let levels: [Level]

  /// The tree as it will read.
  func reworded(_ root: YAMLNode, as section: Section) -> YAMLNode { reworded(root, .section(section)) }

  /// A value of any shape.
  func reworded(_ node: YAMLNode, _ shape: Shape) -> YAMLNode {
    switch (shape, node.content) {
    case (.phrase(let phrase), .scalar(let text, _)):
      return node.saying(phrase.wording?.rewritten(text, in: keys, levels: levels) ?? text)
    case (.choice(let words), .scalar(let text, _)): return node.saying(choice(text, among: words))
    case (.several(let shape), .sequence(let elements)):
      return node.holding(.sequence(elements.map { reworded($0, shape) }))
    case (.several(let shape), .scalar): return reworded(node, shape)
    case (.bilingual, .mapping(let entries)):
      return node.holding(.mapping(self.entries(entries, in: .name)))
    case (.section(let section), .mapping(let entries)):
      return node.holding(.mapping(self.entries(entries, in: section)))
    case (.list(let section), .sequence(let elements)):
      return node.holding(.sequence(elements.map { reworded($0, .section(section)) }))
    case (.table(let shape), .mapping(let entries)):
      return node.holding(.mapping(entries.map { $0.holding(reworded($0.value, shape)) }))
    default: return node
    }
  }

  private func entries(_ entries: [YAMLEntry], in section: Section) -> [YAMLEntry] {
    // A key that stands in both languages is a fault to be reported, not one to be hidden.
    let uses = Dictionary(entries.map { (section.key($0.key)?.name ?? $0.key, 1) }, uniquingKeysWith: +)
    return entries.map { entry in
      guard let key = section.key(entry.key) else { return entry }
      let word = keys.map(key.word) ?? entry.key
      return YAMLEntry(
        key: uses[key.name] == 1 ? word : entry.key, keyPlace: entry.keyPlace,
        value: reworded(entry.value, key.value))
    }
  }

  private func choice(_ text: String, among words: [String]) -> String {
    let value = Vocabulary.value(text)
    guard let keys, words.contains(value) else { return text }
    return Vocabulary.value(value, in: keys)
  }
}

// MARK: - Tokens

extension Rewording {
  /// Gives the tokens of changed keys and values their new texts.
  ///
  /// - `root`: The tree as it is to read, of the same shape as the layout's.
  static func apply(_ root: YAMLNode, to layout: inout SourceLayout) {
    guard let place = layout.root else { return }
    apply(root, to: place, &layout)
  }

  private static func apply(_ node: YAMLNode, to place: LayoutNode, _ layout: inout SourceLayout) {
    switch node.content {
    case .scalar(let text, _):
      guard place.node.text != text else { return }
      for (number, index) in place.tokens.enumerated() where layout.tokens[index].kind != .comment {
        // A text in lines becomes one in the line of its header.
        layout.tokens[index].replacement = number == 0 ? written(text, at: index, layout) : []
      }
    case .sequence(let elements):
      for (element, entry) in zip(elements, place.entries) { apply(element, to: entry.value, &layout) }
    case .mapping(let entries):
      for ((entry, old), place) in zip(zip(entries, place.node.entries ?? []), place.entries) {
        if entry.key != old.key, let key = place.key {
          layout.tokens[key].replacement = written(entry.key, at: key, layout)
        }
        apply(entry.value, to: place.value, &layout)
      }
    }
  }

  private static func written(_ text: String, at index: Int, _ layout: SourceLayout) -> [UInt8] {
    let isQuoted = layout.text(index).first.map { "\"'".utf8.contains($0) } ?? false
    let isInBrackets = layout.tokens[index].brackets != nil
    return Array(
      (isQuoted ? ScalarText.quoted(text) : ScalarText.written(text, inBrackets: isInBrackets)).utf8)
  }
}

extension YAMLNode {
  fileprivate func holding(_ content: Content) -> YAMLNode { YAMLNode(place: place, content: content) }

  fileprivate func saying(_ text: String) -> YAMLNode {
    guard case .scalar(let old, let isPlain) = content, old != text else { return self }
    return holding(.scalar(text, isPlain: isPlain))
  }
}

extension YAMLEntry {
  fileprivate func holding(_ value: YAMLNode) -> YAMLEntry {
    YAMLEntry(key: key, keyPlace: keyPlace, value: value)
  }
}
