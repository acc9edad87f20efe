/// Builds the values of a text from what libyaml sees, and notes what we refuse in them.
struct YAMLTree {
  /// Why there is no tree.
  enum Failure: Error {
    case complaint(YAMLEvents.Complaint)
    case tooDeep(Place)
    case tooMany(Place)
  }

  /// A key that stands twice in a mapping.
  struct Repeat {
    let key: String
    let place: Place
    let first: Place
  }

  private let events: YAMLEvents
  private let mended: MendedText?
  /// What is refused and read all the same: nothing must seem to be missing.
  private(set) var faults: [SourceFault] = []
  private(set) var repeats: [Repeat] = []
  /// The first `键：值` below a key: the parser takes it for a text, since nothing else stands there. With its place in
  /// the mended text.
  private(set) var slip: SourceFault?
  private var anchors: [String: YAMLNode] = [:]
  private var count = 0

  /// Of values and keys. A table of as many units as fit into a file has fewer.
  static let maximumCount = 200_000

  /// - `mended`: Tells where things stand in the file, if that is not where they stand in the text.
  init(_ text: String, _ mended: MendedText?) {
    events = YAMLEvents(text)
    self.mended = mended
  }

  mutating func document() throws(Failure) -> YAMLNode? {
    guard case .document = try event().kind else {
      return YAMLNode(place: Place(line: 1, column: 1), content: .mapping([]))
    }
    let first = try event()
    noteSlip(first, below: 0)
    let root = try node(first, depth: 0)
    _ = try event()
    let last = try event()
    guard case .endOfStream = last.kind else {
      throw .complaint(.init(problem: "found another document", place: last.place, isOfCharacter: false))
    }
    return root
  }

  private func event() throws(Failure) -> YAMLEvents.Event {
    do {
      return try events.next()
    } catch {
      throw .complaint(error)
    }
  }

  /// ``NestingScan`` does not count the few lists that each line may open by dashes.
  private static let deepest = YAMLReader.maximumDepth * 9

  private mutating func node(_ event: YAMLEvents.Event, depth: Int) throws(Failure) -> YAMLNode {
    guard depth <= Self.deepest else { throw .tooDeep(event.place) }
    count += 1
    guard count <= Self.maximumCount else { throw .tooMany(event.place) }
    let place = original(event.place)
    if let mark = event.mark { refuse(mark == .anchor ? .anchor : .tag, at: place) }
    let node: YAMLNode
    switch event.kind {
    case .alias(let name):
      guard let anchored = anchors[name] else {
        throw .complaint(.init(problem: "undefined alias", place: event.place, isOfCharacter: false))
      }
      return anchored
    case .scalar(let text, let isPlain): node = scalar(text, isPlain: isPlain, at: place)
    case .sequence: node = YAMLNode(place: place, content: .sequence(try elements(depth: depth + 1)))
    default: node = YAMLNode(place: place, content: .mapping(try entries(depth: depth + 1)))
    }
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private func scalar(_ text: String, isPlain: Bool, at place: Place) -> YAMLNode {
    let length = text.unicodeScalars.prefix { $0 != "\n" }.count + (isPlain ? 0 : 2)
    return YAMLNode(
      place: Place(line: place.line, column: place.column, length: max(1, length)),
      content: .scalar(text, isPlain: isPlain))
  }

  private mutating func elements(depth: Int) throws(Failure) -> [YAMLNode] {
    var elements: [YAMLNode] = []
    while let element = try element() { elements.append(try node(element, depth: depth)) }
    return elements
  }

  private mutating func entries(depth: Int) throws(Failure) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var keys = KeyPlaces()
    while let element = try element() {
      let key = element.isCollection ? nil : try node(element, depth: depth)
      if element.isCollection { try skip(element) }
      let next = try event()
      guard let key, let text = key.text else {
        refuse(.keyIsNotText, at: original(element.place))
        try skip(next)
        continue
      }
      noteSlip(next, below: element.place.line)
      let value = try node(next, depth: depth)
      if let earlier = keys.first(text, at: key.place, among: entries) {
        // A file of nothing else has enough of them after so many.
        guard repeats.count < FaultList.limit else { continue }
        repeats.append(Repeat(key: text, place: key.place, first: earlier))
      }
      entries.append(YAMLEntry(key: text, keyPlace: key.place, value: value))
    }
    return entries
  }

  /// The next element of a sequence, or key of a mapping; nil at its end.
  private func element() throws(Failure) -> YAMLEvents.Event? {
    let event = try event()
    if case .end = event.kind { return nil }
    return event
  }

  /// Passes over what an event begins.
  private func skip(_ event: YAMLEvents.Event) throws(Failure) {
    var event = event
    var open = 0
    while true {
      if event.isCollection { open += 1 }
      if case .end = event.kind { open -= 1 }
      if open == 0 { return }
      event = try self.event()
    }
  }

  private mutating func refuse(_ kind: SourceFault.Kind, at place: Place) {
    if faults.count < FaultList.limit { faults.append(SourceFault(kind, at: place)) }
  }

  private mutating func noteSlip(_ event: YAMLEvents.Event, below line: Int) {
    guard slip == nil, event.place.line > line, case .scalar(let text, isPlain: true) = event.kind else {
      return
    }
    slip = SourceText.slip(text, at: event.place)
  }

  private func original(_ place: Place) -> Place { mended?.original(place) ?? place }
}

/// Where the keys of a mapping stand first.
private struct KeyPlaces {
  /// A key by its text alone.
  private struct Entry: Hashable {
    let key: String
    let place: Place

    static func == (left: Entry, right: Entry) -> Bool { left.key == right.key }
    func hash(into hasher: inout Hasher) { hasher.combine(key) }
  }

  private var entries: Set<Entry> = []

  /// Most mappings have few keys: to look through these is quicker than a table of them.
  private static let few = 8

  /// Where a key stood before; nil if it is new.
  mutating func first(_ key: String, at place: Place, among read: [YAMLEntry]) -> Place? {
    if read.count < Self.few { return read.first { $0.key == key }?.keyPlace }
    if entries.isEmpty { for entry in read { entries.insert(Entry(key: entry.key, place: entry.keyPlace)) } }
    let (isNew, first) = entries.insert(Entry(key: key, place: place))
    return isNew ? nil : first.place
  }
}

extension YAMLEvents.Event {
  fileprivate var isCollection: Bool {
    switch kind {
    case .sequence, .mapping: true
    default: false
    }
  }
}
