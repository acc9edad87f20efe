/// Reads a strict subset of YAML: one document of mappings, sequences and text; no anchors, no tags, no tabs, no key
/// twice. Bounded in size and depth, so that a hostile file ends in a message.
public struct YAMLReader {
  /// 1 MiB.
  public static let maximumBytes = 1 << 20
  public static let maximumDepth = 32

  private let file: String
  private let events: YAMLEvents
  private var diagnostics: [Diagnostic] = []
  private var hasAnchors = false

  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - file: The name that the diagnostics carry.
  /// - Returns: The root, unless the file can't be read at all, and all faults found on the way.
  public static func read(_ bytes: some Collection<UInt8>, file: String) -> (
    root: YAMLNode?, diagnostics: [Diagnostic]
  ) {
    guard bytes.count <= maximumBytes else {
      return (nil, [.tooLarge(file: file, limit: maximumBytes)])
    }
    switch SourceText.decode(bytes) {
    case .failure(let fault):
      return (nil, [.unreadable(file: file, at: fault.place, fault)])
    case .success(let text):
      return read(text, file: file)
    }
  }

  public static func read(_ text: String, file: String) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    if let fault = SourceText.firstFault(of: text, maximumDepth: maximumDepth) {
      return (nil, [.unreadable(file: file, at: fault.place, fault)])
    }
    var reader = YAMLReader(file: file, events: YAMLEvents(text))
    do throws(SourceFault) {
      return (try reader.document(), reader.diagnostics)
    } catch {
      let fault = SourceText.likelyCause(of: error, in: text)
      return (nil, [.unreadable(file: file, at: fault.place, fault)])
    }
  }

  private init(file: String, events: YAMLEvents) {
    self.file = file
    self.events = events
  }

  private mutating func document() throws(SourceFault) -> YAMLNode? {
    guard case .document = try events.next().kind else {
      return YAMLNode(place: Place(line: 1, column: 1), content: .mapping([]))
    }
    let root = try node(events.next(), depth: 0)
    _ = try events.next()
    let event = try events.next()
    guard case .endOfStream = event.kind else {
      throw SourceFault(.other("found another document"), at: event.place)
    }
    return root
  }

  /// The value that begins with an event; nil, and a fault, if it is one we refuse.
  private mutating func node(_ event: YAMLEvents.Event, depth: Int) throws(SourceFault) -> YAMLNode? {
    guard depth <= Self.deepest else { throw SourceFault(.tooDeep(Self.maximumDepth), at: event.place) }
    if let mark = event.mark {
      refuse(mark == .anchor ? .anchor : .tag, at: event.place)
      hasAnchors = hasAnchors || mark == .anchor
      try skip(event)
      return nil
    }
    switch event.kind {
    case .alias:
      // Of a value that was refused for its anchor, or of nothing.
      guard hasAnchors else { throw SourceFault(.other("undefined alias"), at: event.place) }
      return nil
    case .scalar(let text, let isPlain): return scalar(text, isPlain: isPlain, at: event.place)
    case .sequence:
      var elements: [YAMLNode] = []
      while let element = try element() {
        if let node = try node(element, depth: depth + 1) { elements.append(node) }
      }
      return YAMLNode(place: event.place, content: .sequence(elements))
    default:
      return YAMLNode(place: event.place, content: .mapping(try entries(depth: depth + 1)))
    }
  }

  /// ``NestingScan`` does not count the few lists that each line may open by dashes.
  private static let deepest = maximumDepth * 9

  private func scalar(_ text: String, isPlain: Bool, at place: Place) -> YAMLNode {
    let length = text.unicodeScalars.prefix { $0 != "\n" }.count + (isPlain ? 0 : 2)
    return YAMLNode(
      place: Place(line: place.line, column: place.column, length: max(1, length)),
      content: .scalar(text, isPlain: isPlain))
  }

  private mutating func entries(depth: Int) throws(SourceFault) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var first: [String: Place] = [:]
    while let element = try element() {
      let key = try node(element, depth: depth)
      let value = try events.next()
      guard let key, let text = key.text else {
        refuse(.keyIsNotText, at: element.place)
        try skip(value)
        continue
      }
      if let earlier = first[text] {
        diagnostics.append(.repeatedKey(text, file: file, at: key.place, first: earlier))
      } else {
        first[text] = key.place
      }
      if let value = try node(value, depth: depth) {
        entries.append(YAMLEntry(key: text, keyPlace: key.place, value: value))
      }
    }
    return entries
  }

  /// The next element of a sequence, or key of a mapping; nil at its end.
  private func element() throws(SourceFault) -> YAMLEvents.Event? {
    let event = try events.next()
    if case .end = event.kind { return nil }
    return event
  }

  /// Passes over what an event begins.
  private func skip(_ event: YAMLEvents.Event) throws(SourceFault) {
    var event = event
    var open = 0
    while true {
      switch event.kind {
      case .sequence, .mapping: open += 1
      case .end: open -= 1
      default: break
      }
      if open == 0 { return }
      event = try events.next()
    }
  }

  private mutating func refuse(_ kind: SourceFault.Kind, at place: Place) {
    diagnostics.append(.unreadable(file: file, at: place, SourceFault(kind, at: place)))
  }
}
