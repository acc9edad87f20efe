/// A value of a YAML file with its place. Scalars stay text: whoever reads one decides what it means.
public struct YAMLNode: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// `isPlain` tells an unquoted scalar from a quoted one.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  public let place: Place
  public let content: Content

  public init(place: Place, content: Content) {
    self.place = place
    self.content = content
  }

  /// The text of a scalar.
  public var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  public var elements: [YAMLNode]? {
    if case .sequence(let elements) = content { elements } else { nil }
  }

  public var entries: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// An unquoted `null`, `~` or nothing at all.
  public var isNull: Bool {
    if case .scalar(let text, true) = content { text.isEmpty || text == "~" || text == "null" } else { false }
  }

  /// Where a byte of a scalar's text stands, if the scalar is written in one line and without escapes.
  func place(ofByte offset: Int, length: Int) -> Place {
    guard case .scalar(let text, let isPlain) = content else { return place }
    let before =
      String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count + (isPlain ? 0 : 1)
    return Place(line: place.line, column: place.column + before, length: max(length, 1))
  }

  /// Where a part of a scalar's text stands; all of it if that can't be told.
  func place(of part: String) -> Place {
    guard let range = text?.firstRange(of: part), let text else { return place }
    let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return place(ofByte: offset, length: part.unicodeScalars.count)
  }

  /// The value of a key of a mapping.
  public subscript(key: String) -> YAMLNode? {
    entries?.first { $0.key == key }?.value
  }
}

/// A key and its value.
public struct YAMLEntry: Hashable, Sendable {
  public let key: String
  public let keyPlace: Place
  public let value: YAMLNode

  public init(key: String, keyPlace: Place, value: YAMLNode) {
    self.key = key
    self.keyPlace = keyPlace
    self.value = value
  }
}
