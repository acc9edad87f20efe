/// A campaign file, or a shared one, that is changed in place: a change replaces the bytes of one value, entry or item,
/// and everything else stays as it was written. Line ends become LF.
///
/// ```swift
/// var file = try EditableFile(source)
/// try file.set("member-day-2027", at: ["id"])
/// try file.set(["date": "2027-05-28", "reason": "29 日是周六"], at: ["years", "2027"])
/// try file.remove(["tests"])
/// ```
///
/// Keys are named in English; what is new is written in the language of the file's other keys. Each change is read back:
/// one that would do more or less than it should is refused.
public struct EditableFile: Sendable {
  /// As it was given.
  public let path: String
  public private(set) var text: String
  public private(set) var root: YAMLNode
  private(set) var layout: SourceLayout
  private let section: Section

  /// - Throws: What is wrong with the file, if it can't be read.
  public init(_ file: SourceFile) throws(FileRefusal) {
    let bytes = CampaignFormatter.withLineFeeds(try CampaignFormatter.decoded(file))
    path = file.path
    section = Section.root(ofFileNamed: file.name)
    (root, layout) = try Self.read(bytes, path)
    text = String(decoding: bytes, as: UTF8.self)
    guard root.entries != nil else { throw FileRefusal(diagnostics: [.notFormatted(file: path, at: nil)]) }
  }

  private static func read(
    _ bytes: [UInt8], _ path: String
  ) throws(FileRefusal) -> (YAMLNode, SourceLayout) {
    let root = try CampaignFormatter.root(of: bytes, SourceFile(path: path, bytes: bytes))
    do throws(LayoutScan.Unsupported) {
      return (root, try LayoutScan.layout(of: bytes, root: root))
    } catch {
      let place = Place(of: error.offset, in: bytes)
      throw FileRefusal(diagnostics: [.notFormatted(file: path, at: place)])
    }
  }

  /// The value at a path, if there is one.
  public func value(at path: YAMLPath) -> YAMLNode? {
    let found = find(path)
    return found.rest.isEmpty ? found.node?.node : nil
  }

  /// Replaces a value, or adds it with the keys that lead to it.
  ///
  /// A new key comes behind those that are usually written before it. Comments inside the value that is replaced go
  /// with it.
  public mutating func set(_ value: YAMLValue, at path: YAMLPath) throws(FileRefusal) {
    var found = find(path)
    if let node = found.node?.node, node.isNull, !found.rest.isEmpty, found.trail.count > 0 {
      found.isReplaced = true
    }
    if found.rest.isEmpty || found.isReplaced {
      let new = try reworded(value, found, path)
      try change(replacement(of: found, by: new), found.trail.map(\.index), path) { _ in new }
    } else {
      try insert(value, found, path)
    }
  }

  private mutating func insert(_ value: YAMLValue, _ found: Found, _ path: YAMLPath) throws(FileRefusal) {
    guard case .key(let name)? = found.rest.first, let node = found.node, let entries = node.node.entries
    else { throw refusal(path) }
    let key = found.shape?.key(name)
    var inner = found
    inner.rest = found.rest.dropFirst()
    inner.shape = found.shape?.value(of: name)
    let word = key?.word(language) ?? name
    let entry = YAMLEntry(
      key: word, keyPlace: Place(line: 0, column: 0), value: try reworded(value, inner, path))
    let index = found.shape?.place(of: name, among: entries) ?? entries.count
    let edit = insertion(of: entry, at: index, in: node)
    try change([edit], found.trail.map(\.index), path) { node in
      var entries = node.entries ?? []
      entries.insert(entry, at: index)
      return YAMLNode(place: node.place, content: .mapping(entries))
    }
  }

  /// Adds an item to the end of a list; a list that is missing is made.
  public mutating func append(_ item: YAMLValue, to path: YAMLPath) throws(FileRefusal) {
    let found = find(path)
    guard found.rest.isEmpty, let node = found.node, let elements = node.node.elements else {
      return try set(.list([item]), at: path)
    }
    var inner = found
    inner.shape = found.shape?.item
    let new = try reworded(item, inner, path)
    try change([insertion(of: new, in: node)], found.trail.map(\.index), path) { node in
      YAMLNode(place: node.place, content: .sequence(elements + [new]))
    }
  }

  /// Removes a key with its value, or an item; nothing if it is not there. With the last of its entries, the collection
  /// goes too. Comments in lines of their own stay.
  public mutating func remove(_ path: YAMLPath) throws(FileRefusal) {
    let found = find(path)
    guard found.rest.isEmpty, !found.trail.isEmpty else { return }
    var trail = found.trail
    while trail.count > 1, trail[trail.count - 1].parent.entries.count == 1 { trail.removeLast() }
    guard let last = trail.last, last.parent.entries.count > 1 else { throw refusal(path) }
    try change(removal(of: last.index, from: last.parent), trail.map(\.index), path) { _ in nil }
  }

  // MARK: - Checked changes

  private mutating func change(
    _ edits: [TextEdit], _ trail: [Int], _ path: YAMLPath, _ expected: (YAMLNode) -> YAMLNode?
  ) throws(FileRefusal) {
    let bytes = TextEdit.apply(edits, to: layout.bytes)
    let (read, layout) = try Self.read(bytes, self.path)
    guard let wanted = root.changed(at: trail[...], expected), read.means(wanted) else { throw refusal(path) }
    (root, self.layout) = (read, layout)
    text = String(decoding: bytes, as: UTF8.self)
  }

  private func refusal(_ path: YAMLPath) -> FileRefusal {
    FileRefusal(diagnostics: [Diagnostic(.cannotChange("\(path)"), file: self.path)])
  }

  /// The language of most of the file's keys.
  var language: Language {
    let words = (root.entries ?? []).compactMap { entry in section.key(entry.key).map { $0.name == entry.key }
    }
    return words.count { $0 } * 2 >= words.count ? .en : .zh
  }

  private func reworded(
    _ value: YAMLValue, _ found: Found, _ path: YAMLPath
  ) throws(FileRefusal) -> YAMLNode {
    var value = value
    for step in found.rest.reversed() {
      guard case .key(let key) = step else { throw refusal(path) }
      value = .mapping([YAMLValue.Entry(key, value)])
    }
    guard let shape = found.shape else { return value.node }
    return Rewording(keys: language, levels: []).reworded(value.node, shape)
  }
}

// MARK: - Paths

extension EditableFile {
  /// How far a path leads.
  struct Found {
    /// The deepest value there is.
    var node: LayoutNode?
    /// What it may be; nil among keys of an author's own.
    var shape: Shape?
    /// The collections passed, and which of their entries was taken.
    var trail: [(parent: LayoutNode, index: Int)] = []
    /// The steps that lead nowhere.
    var rest: ArraySlice<YAMLPath.Step>
    /// Whether an empty value stands where a collection is wanted.
    var isReplaced = false
  }

  func find(_ path: YAMLPath) -> Found {
    var found = Found(node: layout.root, shape: .section(section), rest: path.steps[...])
    while let step = found.rest.first, let node = found.node,
      let index = index(of: step, in: node.node, found.shape)
    {
      found.trail.append((node, index))
      found.node = node.entries[index].value
      found.rest = found.rest.dropFirst()
      if case .key(let name) = step {
        found.shape = found.shape?.value(of: name)
      } else {
        found.shape = found.shape?.item
      }
    }
    return found
  }

  private func index(of step: YAMLPath.Step, in node: YAMLNode, _ shape: Shape?) -> Int? {
    switch step {
    case .key(let name): node.entries?.firstIndex { $0.key == name || shape?.key($0.key)?.name == name }
    case .index(let index): node.elements.flatMap { $0.indices.contains(index) ? index : nil }
    case .item(let id):
      node.elements?.firstIndex { element in
        element.entries?.contains { entry in
          (shape?.item?.key(entry.key)?.name ?? entry.key) == "id" && entry.value.text == id
        } ?? false
      }
    }
  }
}

extension Shape {
  /// The key that a typed word means in a mapping of this shape.
  fileprivate func key(_ typed: String) -> Key? { keys?.key(typed) }

  private var keys: Section? {
    switch self {
    case .section(let section): section
    case .bilingual: .name
    default: nil
    }
  }

  /// The shape of a key's value.
  fileprivate func value(of key: String) -> Shape? {
    if case .table(let shape) = self { return shape }
    return self.key(key)?.value
  }

  /// The shape of an item.
  fileprivate var item: Shape? {
    switch self {
    case .list(let section): .section(section)
    case .several(let shape): shape
    default: nil
    }
  }

  /// Where a key is to be put: behind those that come before it in the table; keys of an author's own at the end.
  fileprivate func place(of name: String, among entries: [YAMLEntry]) -> Int? {
    guard let names = keys?.names, let rank = names.firstIndex(of: name) else { return nil }
    let before = entries.lastIndex { entry in
      key(entry.key).flatMap { names.firstIndex(of: $0.name) }.map { $0 < rank } ?? false
    }
    return before.map { $0 + 1 } ?? 0
  }
}

extension YAMLNode {
  /// The tree with one value changed, or without it.
  fileprivate func changed(at trail: ArraySlice<Int>, _ change: (YAMLNode) -> YAMLNode?) -> YAMLNode? {
    guard let index = trail.first else { return change(self) }
    switch content {
    case .scalar: return self
    case .sequence(var elements):
      let new = elements[index].changed(at: trail.dropFirst(), change)
      elements.replaceSubrange(index...index, with: new.map { [$0] } ?? [])
      return YAMLNode(place: place, content: .sequence(elements))
    case .mapping(var entries):
      let new = entries[index].value.changed(at: trail.dropFirst(), change)
      let entry = new.map { YAMLEntry(key: entries[index].key, keyPlace: entries[index].keyPlace, value: $0) }
      entries.replaceSubrange(index...index, with: entry.map { [$0] } ?? [])
      return YAMLNode(place: place, content: .mapping(entries))
    }
  }
}
