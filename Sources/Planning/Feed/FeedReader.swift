import Recurrence

/// Reads the events of a file that ``CalendarFeed`` wrote.
struct FeedReader {
  /// - Throws: ``CalendarFeedFault`` for what this product would not have written.
  static func events(in text: String) throws(CalendarFeedFault) -> [FeedEvent] {
    // An editor may have put a byte order mark in front.
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    var lines = ContentLine.unfolded(text)
    while lines.last?.text.isEmpty == true { lines.removeLast() }
    guard lines.first?.text == "BEGIN:VCALENDAR", lines.last?.text == "END:VCALENDAR" else {
      throw .notACalendar
    }
    let product = lines.first { $0.text.hasPrefix("PRODID:") }.map { String($0.text.dropFirst(7)) }
    guard let product, product == CalendarFeed.product else { throw .foreign(product: product) }
    var reader = FeedReader()
    for line in lines.dropFirst().dropLast() { try reader.read(line) }
    guard reader.open.isEmpty else { throw .notACalendar }
    return reader.events
  }

  private var events: [FeedEvent] = []
  private var known: Set<String> = []
  /// The components that have begun and not ended, from the outermost one.
  private var open: [String] = []
  private var properties: [ContentLine] = []
  private var firstLine = 0

  private mutating func read(_ line: (number: Int, text: String)) throws(CalendarFeedFault) {
    guard let property = ContentLine(parsing: line.text) else {
      throw .damaged(line: line.number, text: line.text)
    }
    switch property.name {
    case "BEGIN":
      guard Self.parents[property.value] == .some(open.last) else {
        throw .damaged(line: line.number, text: line.text)
      }
      open.append(property.value)
      if property.value == "VEVENT" { (properties, firstLine) = ([], line.number) }
    case "END":
      guard open.popLast() == property.value else { throw .damaged(line: line.number, text: line.text) }
      if property.value == "VEVENT" { try endEvent() }
    default:
      if open == ["VEVENT"] { properties.append(property) }
    }
  }

  /// The component that each may stand in; nil for the calendar itself.
  private static let parents: [String: String?] = [
    "VEVENT": nil, "VTIMEZONE": nil, "STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE",
  ]

  private mutating func endEvent() throws(CalendarFeedFault) {
    guard let event = FeedEvent(properties), known.insert(event.uid).inserted else {
      throw .damaged(line: firstLine, text: "BEGIN:VEVENT")
    }
    events.append(event)
  }
}

extension FeedEvent {
  /// Nil if something is missing, stands twice or is no value of its kind.
  init?(_ properties: [ContentLine]) {
    func value(_ name: String) -> String? {
      let found = properties.filter { $0.name == name }
      return found.count == 1 ? found[0].value : nil
    }
    guard let uid = value("UID"), let status = value("STATUS").flatMap(Status.init),
      let sequence = value("SEQUENCE").flatMap({ Int($0) }), (0..<Self.sequenceLimit).contains(sequence),
      let stamp = value("DTSTAMP").flatMap({ Timestamp(calendarText: $0) }),
      let row = value(Key.row).flatMap({ RowName(ContentLine.unescaped($0)) }),
      let year = value(Key.year).flatMap({ Int($0) }),
      let span = value(Key.span).flatMap(Self.span),
      let start = properties.first(where: { $0.name == "DTSTART" }), value("DTSTART") != nil
    else { return nil }
    var zone: Zone?
    if let identifier = start.parameter("TZID") {
      guard let named = try? Zone(identifier) else { return nil }
      zone = named
    }
    let head: Set = ["UID", "STATUS", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED"]
    self.init(
      uid: uid, row: row, year: year, span: span, zone: zone, status: status, sequence: sequence,
      stamp: stamp,
      properties: properties.filter { !head.contains($0.name) })
  }

  /// What an INTEGER of RFC 5545 can hold, so that there is always a next one.
  private static let sequenceLimit = Int(Int32.max)

  private static func span(_ text: String) -> Range<Timestamp>? {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false)
      .map { Timestamp(calendarText: $0) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start <= end else { return nil }
    return start..<end
  }
}
