/// A mapping being read: keys in either language, unknown and repeated ones reported, values by English key.
struct Fields {
  let node: YAMLNode
  let section: Section
  let faults: FaultList
  private var values: [String: YAMLNode] = [:]
  /// The keys as they stand in the file.
  private var known: [String: YAMLEntry] = [:]

  /// Nil, and a fault, if the node is no mapping.
  ///
  /// - `owner`: The key that leads to it, where that is not the section's name.
  init?(_ node: YAMLNode, _ section: Section, _ faults: FaultList, owner: KeyWord? = nil) {
    guard !faults.isFull else { return nil }
    guard let entries = node.entries else {
      let owner = owner ?? Vocabulary.word(section.name, in: faults.wording)
      faults.add(.notAMapping(node, section, owner, faults.wording), at: node.placeOfWideColon ?? node.place)
      return nil
    }
    self.node = node
    self.section = section
    self.faults = faults
    var strange: [YAMLEntry] = []
    for (entry, isJoined) in SlipInBraces.joined(entries, section) {
      if isJoined, let text = entry.value.text, Fault.quoted(text) == nil {
        faults.add(.commaInText(text), at: entry.value.place)
      }
      if let key = section.key(entry.key) { take(entry, as: key) } else { strange.append(entry) }
    }
    for entry in strange where !faults.isFull { explain(entry) }
    guard !known.isEmpty || !section.isRoot else {
      faults.add(.emptyFile(section, faults.wording), at: place)
      return
    }
    for key in section.required where known[key.name] == nil {
      faults.add(.missingKey(key, faults.wording), at: place)
    }
  }

  private mutating func take(_ entry: YAMLEntry, as key: Key) {
    if let first = known[key.name] {
      // A key that stands twice in the same words was reported by whoever read the text.
      if first.key != entry.key {
        faults.add(.sameKeyTwice(entry.key, first.key, firstLine: first.keyPlace.line), at: entry.keyPlace)
      }
      return
    }
    if let (fault, own, next) = SlipInBraces.comma(in: entry, section), let other = section.key(next.key) {
      faults.add(fault.text, at: fault.place)
      take(own, as: key)
      return take(next, as: other)
    }
    known[key.name] = entry
    guard entry.value.isNull else { return values[key.name] = entry.value }
    if key.isRequired { faults.add(.emptyValue(key, KeyWord(key, typed: entry.key)), at: entry.keyPlace) }
  }

  /// Reports a key that nobody knows. If it can only be a slip for one that is not there, it is read as that one: what
  /// is below it is checked, too, and one slip is one fault.
  private mutating func explain(_ entry: YAMLEntry) {
    if let (fault, mended) = SlipInBraces.colon(in: entry, section), let key = section.key(mended.key),
      known[key.name] == nil
    {
      faults.add(fault.text, at: fault.place)
      return take(mended, as: key)
    }
    let bare = entry.key.filter { !Fault.chineseQuotes.contains($0) }
    if bare != entry.key, let key = section.key(bare), known[key.name] == nil {
      faults.add(
        .quoted(entry.key) ?? .unknownKey(entry.key, in: section, faults.wording), at: entry.keyPlace)
      return take(YAMLEntry(key: bare, keyPlace: entry.keyPlace, value: entry.value), as: key)
    }
    faults.add(.unknownKey(entry.key, in: section, faults.wording), at: entry.keyPlace)
    guard let key = section.nearest(to: entry.key), known[key.name] == nil, key.value.fits(entry.value)
    else {
      return
    }
    let word = section.wordNearest(to: entry.key) ?? key.name
    take(YAMLEntry(key: word, keyPlace: entry.keyPlace, value: entry.value), as: key)
  }

  var place: Place { node.place }

  /// Where a key stands; where its mapping begins if it is not there.
  func keyPlace(_ name: String) -> Place { known[name]?.keyPlace ?? place }

  /// Where the last of some keys stands: the one that is too much.
  func lastPlace(_ names: [String]) -> Place { names.map(keyPlace).max() ?? place }

  /// The keys that are there with a value.
  var names: Set<String> { Set(values.keys) }

  subscript(key: String) -> YAMLNode? { values[key] }

  /// How a message names a key: as it stands in the file, else as it would stand there.
  func word(_ name: String) -> KeyWord {
    guard let key = section.key(name) else { return KeyWord(own: name) }
    return known[name].map { KeyWord(key, typed: $0.key) } ?? KeyWord(key, in: faults.wording)
  }

  /// The text of a scalar; a fault if it is a mapping or a sequence.
  func text(_ key: String) -> String? {
    guard let node = values[key] else { return nil }
    guard let text = node.text else {
      faults.add(.notAText(word(key)), at: node.place)
      return nil
    }
    return text
  }

  /// A sequence of scalars; a lone scalar counts as one of one.
  func texts(_ key: String) -> [String] { items(key).map(\.text) }

  /// The same with their places.
  func words(_ key: String) -> [(text: String, place: Place)] { items(key).map { ($0.text, $0.node.place) } }

  private func items(_ key: String) -> [(text: String, node: YAMLNode)] {
    guard let node = values[key] else { return [] }
    if let text = node.text { return text.isEmpty ? [] : [(text, node)] }
    guard let elements = node.elements else {
      faults.add(.notAList(word(key), node), at: node.place)
      return []
    }
    return elements.compactMap { element in
      if element.text == nil { faults.add(.notAText(word(key)), at: element.place) }
      return element.text.map { ($0, element) }
    }
  }

  /// A sequence of ids or short words, none of which has a comma in it: one that has was meant for several.
  func terms(_ key: String) -> [(text: String, place: Place)] {
    items(key).compactMap { text, node in
      guard case .scalar(_, isPlain: true) = node.content,
        let comma = text.unicodeScalars.firstIndex(where: { $0 == "," || $0 == "，" || $0 == "、" })
      else { return (text, node.place) }
      if node.hasWideBracket {
        faults.add(SourceFault(.fullWidthBracket, at: node.place).text, at: node.place)
      } else if node == values[key] {
        faults.add(.listWithoutBrackets(text, word(key)), at: node.place)
      } else {
        let before = text.unicodeScalars.distance(from: text.startIndex, to: comma)
        let place = Place(line: node.place.line, column: node.place.column + before)
        faults.add(SourceFault(.fullWidthComma, at: place).text, at: place)
      }
      return nil
    }
  }

  /// The elements of a sequence; a fault if it is none.
  func elements(_ key: String) -> [YAMLNode] {
    guard let node = values[key] else { return [] }
    guard let elements = node.elements else {
      faults.add(.notAList(word(key), node), at: node.place)
      return []
    }
    // One slip, not one for each item.
    if let section = section.key(key)?.value.section, let first = elements.first,
      elements.allSatisfy({ $0.text != nil && $0.placeOfWideColon == nil })
    {
      faults.add(.notAMapping(first, section, word(key), faults.wording), at: first.place)
      return []
    }
    return elements
  }

  /// The entries of a mapping whose keys are the author's own; a fault if it is none.
  func entries(_ key: String) -> [YAMLEntry] {
    guard let node = values[key] else { return [] }
    guard let entries = node.entries else {
      let colon = node.placeOfWideColon
      faults.add(
        colon.map { SourceFault(.fullWidthColon, at: $0).text } ?? .notATable(word(key)),
        at: colon ?? node.place)
      return []
    }
    return entries
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
    return value(key, else: { .notAmong($0, word(key), choices: words) }) {
      Choice(rawValue: Vocabulary.value($0))
    }
  }

  func flag(_ key: String) -> Bool {
    value(key, else: { .notAmong($0, word(key), choices: ["true", "false"]) }) {
      ["true": true, "false": false, "yes": true, "no": false][Vocabulary.value($0)]
    } ?? false
  }

  func number(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(key, else: { .notANumber($0, word(key), range: range) }) { text in
      Int(TimeLanguage.normalized(text)).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// `{zh: …, en: …}`, or one text for both.
  func bilingual(_ key: String) -> BilingualText? {
    values[key].flatMap { bilingual($0, key) }
  }

  /// A list of such texts, or one alone.
  func bilinguals(_ key: String) -> [BilingualText] {
    guard let node = values[key], node.text?.isEmpty != true else { return [] }
    return (node.elements ?? [node]).compactMap { bilingual($0, key) }
  }

  private func bilingual(_ node: YAMLNode, _ key: String) -> BilingualText? {
    if let text = node.text { return BilingualText(zh: text) }
    guard let fields = Fields(node, .name, faults, owner: word(key)), let zh = fields.text("zh") else {
      return nil
    }
    return BilingualText(zh: zh, en: fields.text("en"))
  }

  /// An id: letters, digits, `-`, `_`, `.`; it becomes part of keys and file names.
  func id(_ key: String = "id") -> String? {
    value(key, else: { .badID($0) }) { CampaignDraft.isID($0) ? $0 : nil }
  }
}
