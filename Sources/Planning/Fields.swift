/// A mapping being read: keys in either language, unknown and repeated ones reported, values by English key.
struct Fields {
  let node: YAMLNode
  let faults: FaultList
  private var values: [String: YAMLNode] = [:]
  /// The keys as typed, so that a message quotes the user's own word.
  private var typed: [String: String] = [:]

  /// Nil, and a fault, if the node is no mapping.
  init?(_ node: YAMLNode, _ section: Section, _ faults: FaultList) {
    guard let entries = node.entries else {
      let text = node.text ?? ""
      if let colon = text.unicodeScalars.firstIndex(of: "：") {
        let offset = text.unicodeScalars.distance(from: text.startIndex, to: colon)
        let place = Place(line: node.place.line, column: node.place.column + offset)
        faults.add(.unreadable(file: faults.file, at: place, SourceFault(.fullWidthColon, at: place)))
      } else {
        faults.add(.wrongShape(section.name, expected: .mapping), at: node.place)
      }
      return nil
    }
    self.node = node
    self.faults = faults
    for entry in entries {
      guard let key = section.key(entry.key)?.name else {
        faults.add(.unknownKey(entry.key, in: section), at: entry.keyPlace)
        continue
      }
      if values[key] != nil, typed[key] != entry.key {
        faults.add(.sameKeyTwoLanguages(entry.key, key), at: entry.keyPlace)
        continue
      }
      values[key] = entry.value
      typed[key] = entry.key
    }
    for key in section.required where values[key.name] == nil {
      faults.add(.missingKey(key.name, section: section), at: place)
    }
  }

  var place: Place { node.place }

  /// The keys that are there.
  var names: Set<String> { Set(values.keys) }

  subscript(key: String) -> YAMLNode? { values[key] }

  /// The text of a scalar; a fault if it is a mapping or a sequence.
  func text(_ key: String) -> String? {
    guard let node = values[key] else { return nil }
    guard let text = node.text else {
      faults.add(.wrongShape(key, expected: .text), at: node.place)
      return nil
    }
    return text
  }

  /// A sequence of scalars; a lone scalar counts as one of one.
  func texts(_ key: String) -> [String] { words(key).map(\.text) }

  /// The same with their places.
  func words(_ key: String) -> [(text: String, place: Place)] {
    guard let node = values[key] else { return [] }
    if let text = node.text { return text.isEmpty ? [] : [(text, node.place)] }
    return elements(key).compactMap { element in
      if element.text == nil { faults.add(.wrongShape(key, expected: .text), at: element.place) }
      return element.text.map { ($0, element.place) }
    }
  }

  /// The elements of a sequence; a fault if it is none.
  func elements(_ key: String) -> [YAMLNode] {
    guard let node = values[key], !node.isNull else { return [] }
    guard let elements = node.elements else {
      faults.add(.wrongShape(key, expected: .sequence), at: node.place)
      return []
    }
    return elements
  }

  /// The entries of a mapping under keys of the author's own; a fault if it is none.
  func entries(_ key: String) -> [YAMLEntry] {
    guard let node = values[key], !node.isNull else { return [] }
    if node.entries == nil { faults.add(.wrongShape(key, expected: .mapping), at: node.place) }
    return node.entries ?? []
  }

  /// Reads a scalar; a fault at its place if `parse` gives none.
  func value<Value>(_ key: String, else fault: (String) -> Fault, _ parse: (String) -> Value?) -> Value? {
    guard let node = values[key], let text = text(key) else { return nil }
    if let value = parse(text) { return value }
    faults.add(.quoted(text) ?? fault(text), at: node.place)
    return nil
  }

  /// One of a closed list of words, in either language.
  func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    return value(key, else: { .notAmong($0, key: key, choices: words) }) {
      Choice(rawValue: Vocabulary.value($0))
    }
  }

  func flag(_ key: String) -> Bool {
    value(key, else: { .notAmong($0, key: key, choices: ["true", "false"]) }) {
      ["true": true, "false": false, "yes": true, "no": false][Vocabulary.value($0)]
    } ?? false
  }

  func number(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(key, else: { .notANumber($0, key: key, range: range) }) { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// `{zh: …, en: …}`, or one text for both.
  func bilingual(_ key: String) -> BilingualText? {
    guard let node = values[key] else { return nil }
    if let text = node.text { return BilingualText(zh: text) }
    guard let fields = Fields(node, .name, faults), let zh = fields.text("zh") else { return nil }
    return BilingualText(zh: zh, en: fields.text("en"))
  }

  /// An id: letters, digits, `-`, `_`, `.`; it becomes part of keys and file names.
  func id(_ key: String = "id") -> String? {
    value(key, else: { .badID($0) }) { CampaignDraft.isID($0) ? $0 : nil }
  }
}
