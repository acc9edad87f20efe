/// A value to be written into a file, with English keys.
public enum YAMLValue: Hashable, Sendable {
  case text(String)
  case list([YAMLValue])
  case mapping([Entry])

  public struct Entry: Hashable, Sendable {
    public let key: String
    public let value: YAMLValue

    public init(_ key: String, _ value: YAMLValue) {
      self.key = key
      self.value = value
    }
  }
}

extension YAMLValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  public init(stringLiteral text: String) { self = .text(text) }
  public init(arrayLiteral elements: YAMLValue...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, YAMLValue)...) {
    self = .mapping(elements.map { Entry($0.0, $0.1) })
  }
}

extension YAMLValue {
  /// The tree that a parser will make of it. It has no place yet.
  var node: YAMLNode {
    let place = Place(line: 0, column: 0)
    switch self {
    case .text(let text): return YAMLNode(place: place, content: .scalar(text, isPlain: false))
    case .list(let values): return YAMLNode(place: place, content: .sequence(values.map(\.node)))
    case .mapping(let entries):
      let pairs = entries.map { YAMLEntry(key: $0.key, keyPlace: place, value: $0.value.node) }
      return YAMLNode(place: place, content: .mapping(pairs))
    }
  }
}

/// The way to a value: `["years", "2026", "date"]`, `["reminders", .item("kickoff"), "at"]`.
public struct YAMLPath: Hashable, Sendable, ExpressibleByArrayLiteral {
  public enum Step: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// The English word for a key; the file may have it in Chinese. A key of the author's own is itself.
    case key(String)
    /// Counted from 0.
    case index(Int)
    /// The item of a list that has this `id`.
    case item(String)

    public init(stringLiteral key: String) { self = .key(key) }
    public init(integerLiteral index: Int) { self = .index(index) }
  }

  public let steps: [Step]

  public init(_ steps: [Step]) { self.steps = steps }
  public init(arrayLiteral steps: Step...) { self.init(steps) }
}

extension YAMLPath: CustomStringConvertible {
  public var description: String {
    steps.map { step in
      switch step {
      case .key(let key): key
      case .index(let index): "\(index)"
      case .item(let id): id
      }
    }
    .joined(separator: ".")
  }
}

extension YAMLNode {
  /// Written in one line.
  func inline(inBrackets: Bool = false) -> String {
    switch content {
    case .scalar(let text, let isPlain):
      isPlain && isNull ? text : ScalarText.written(text, inBrackets: inBrackets)
    case .sequence(let elements):
      "[" + elements.map { $0.inline(inBrackets: true) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { $0.inline(inBrackets: true) }.joined(separator: ", ") + "}"
    }
  }

  /// What follows the colon of a key that stands in a given column: lines where it holds more than a row.
  func written(below column: Int) -> String {
    let pad = "\n" + String(repeating: " ", count: column + 2)
    if let entries, entries.contains(where: { $0.value.text == nil }) {
      return entries.map { pad + $0.inline(inBrackets: false) }.joined()
    }
    if let elements, elements.contains(where: { $0.entries != nil }) {
      return elements.map { pad + "- " + $0.inline() }.joined()
    }
    return " " + inline()
  }
}

extension YAMLEntry {
  func inline(inBrackets: Bool) -> String {
    writtenKey(inBrackets: inBrackets) + ": " + value.inline(inBrackets: inBrackets)
  }

  func writtenKey(inBrackets: Bool) -> String {
    ScalarText.isWholeNumber(Array(key.utf8)[...])
      ? ScalarText.quoted(key) : ScalarText.written(key, inBrackets: inBrackets)
  }
}
