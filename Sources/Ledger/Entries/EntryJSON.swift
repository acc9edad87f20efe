import Recurrence

/// Canonical JSON of the kinds of entries that come by the thousand, byte for byte as `JSONEncoder` writes them with
/// sorted keys and bare slashes.
///
/// A general encoder takes more time than everything else about such an entry. A property that is added to one of
/// these types has to be added here, at its place in the alphabet; a test compares both ways.
struct EntryJSON {
  private var bytes: [UInt8] = []
  private var isFirst = true

  /// Nil for kinds that are few.
  static func text(of content: LedgerEntry.Content) -> String? {
    var json = EntryJSON()
    json.bytes.reserveCapacity(512)
    switch content {
    case .session(let session): json.add(session)
    case .count(let count): json.add(count)
    case .goods(let move): json.add(move)
    default: return nil
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  // MARK: What is written

  private mutating func add(_ session: Session) {
    object { json in
      json.member("activities", session.activities)
      json.member("after", session.after)
      json.member("byline", session.byline) { $0.add($1) }
      json.member("channels", session.channels)
      json.member("date", session.date) { $0.add($1) }
      json.member("englishTitle", session.englishTitle)
      json.member("hours", session.hours)
      json.member("keyTask", session.keyTask)
      json.member("kind", session.kind)
      json.key("mentions")
      json.list(session.mentions) { $0.add($1) }
      json.member("name", session.name)
      json.member("organisers", session.organisers)
      json.member("partners", session.partners)
      json.member("scope", session.scope)
      json.member("speaker", session.speaker)
      json.member("status", session.status.rawValue)
      json.member("title", session.title)
      json.member("topics", session.topics)
      json.member("venue", session.venue)
      json.member("verb", session.verb)
    }
  }

  private mutating func add(_ byline: Byline) {
    object { json in
      json.member("maskedName", byline.maskedName)
      json.member("unit", byline.unit)
    }
  }

  private mutating func add(_ mention: Mention) {
    object { json in
      json.member("document", mention.document)
      json.member("isSupposed", mention.isSupposed)
      json.member("words", mention.words)
    }
  }

  private mutating func add(_ date: SessionDate) {
    object { json in
      json.member("completedOn", date.completedOn) { $0.add($1) }
      switch date.day {
      case .exact(let day): json.member("day", day) { $0.add($1) }
      case .interval(let first, let last): json.member("day", "\(first)/\(last)")
      case .unknown: break
      }
      if date.isInferred { json.member("inferred", true) }
      if case .unknown(let notAfter) = date.day { json.member("notAfter", notAfter) { $0.add($1) } }
      if date.isOpen { json.member("open", true) }
      json.member("partOfDay", date.partOfDay)
      json.member("said", date.said)
    }
  }

  private mutating func add(_ count: Count) {
    object { json in
      json.member("counter", count.counter)
      json.member("group", count.group)
      json.member("includesChildren", count.includesChildren)
      json.member("isFinal", count.isFinal)
      json.member("measure", count.measure.rawValue)
      json.member("quantity", count.quantity) { $0.add($1) }
      json.member("role", count.role.rawValue)
    }
  }

  private mutating func add(_ move: GoodsMove) {
    object { json in
      json.member("allocation", move.allocation)
      json.member("counter", move.counter)
      json.member("from", move.from)
      json.member("isLast", move.isLast)
      json.member("isPerHousehold", move.isPerHousehold)
      json.member("item", move.item)
      json.member("kind", move.kind.rawValue)
      json.member("quantity", move.quantity) { $0.add($1) }
      json.member("reason", move.reason)
      json.member("signers", move.signers)
      json.member("titles", move.titles)
      json.member("to", move.to)
    }
  }

  private mutating func add(_ quantity: Quantity) {
    object { json in
      json.member("certainty", quantity.certainty.rawValue)
      json.member("n", quantity.n) { $0.add($1) }
      json.member("said", quantity.said)
      if quantity.certainty == .range { json.member("to", quantity.upper) { $0.add($1) } }
    }
  }

  private mutating func add(_ figure: Figure) {
    // Whole figures, which are most, need no 128 bits to be written.
    guard figure.isWhole, figure >= .zero, figure <= .largest else { return add(figure.description) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(decimal: Int(figure.ticks / Figure.ticksPerUnit))
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func add(_ day: CivilDate) { add(day.description) }

  // MARK: How it is written

  private mutating func object(_ members: (inout EntryJSON) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    members(&self)
    bytes.append(UInt8(ascii: "}"))
    isFirst = false
  }

  private mutating func key(_ name: StaticString) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func member(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    add(text)
  }

  private mutating func member(_ name: StaticString, _ flag: Bool?) {
    guard let flag else { return }
    key(name)
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  private mutating func member(_ name: StaticString, _ texts: [String]?) {
    guard let texts else { return }
    key(name)
    list(texts) { $0.add($1) }
  }

  private mutating func member<Value>(
    _ name: StaticString, _ value: Value?, _ add: (inout EntryJSON, Value) -> Void
  ) {
    guard let value else { return }
    key(name)
    add(&self, value)
  }

  private mutating func list<Element>(_ items: [Element], _ add: (inout EntryJSON, Element) -> Void) {
    bytes.append(UInt8(ascii: "["))
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      add(&self, item)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func add(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      var start = 0
      for (index, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
        bytes.append(contentsOf: text[start..<index])
        start = index + 1
        bytes.append(contentsOf: Self.escape(byte).utf8)
      }
      bytes.append(contentsOf: text[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case 0x22: "\\\""
    case 0x5C: "\\\\"
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0C: "\\f"
    case 0x0D: "\\r"
    default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
