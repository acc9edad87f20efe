import Recurrence

/// Writes the compact form of ``SessionFacts``: numbers seven bits a byte, texts with their length before them.
struct FactsWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(byte: UInt8) { bytes.append(byte) }

  mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  private mutating func add(unsigned value: UInt128) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func add(signed value: Int128) {
    add(unsigned: UInt128(truncatingIfNeeded: (value << 1) ^ (value >> 127)))
  }

  mutating func add(_ text: String) {
    add(unsigned: UInt128(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(optional text: String?) {
    add(text != nil)
    if let text { add(text) }
  }

  mutating func add<Word: Equatable>(_ word: Word, of all: [Word]) {
    bytes.append(UInt8(all.firstIndex(of: word) ?? 0))
  }

  mutating func add<Element>(_ list: [Element], _ element: (inout FactsWriter, Element) -> Void) {
    add(unsigned: UInt128(list.count))
    for item in list { element(&self, item) }
  }

  mutating func add(_ key: SessionKey) {
    add(optional: key.occurrence?.campaign)
    if let occurrence = key.occurrence?.occurrence { add(occurrence) }
    add(key.unit)
    add(signed: Int128(key.number))
  }

  mutating func add(_ id: EntryID) {
    add(id.origin)
    add(signed: Int128(id.number))
  }

  mutating func add(_ time: Timestamp) { add(signed: Int128(time.milliseconds)) }

  mutating func add(_ day: CivilDate) { add(signed: Int128(day.dayNumber)) }

  mutating func add(_ date: SessionDate) {
    switch date.day {
    case .exact(let day):
      add(byte: 0)
      add(day)
    case .interval(let first, let last):
      add(byte: 1)
      add(first)
      add(last)
    case .unknown(nil): add(byte: 2)
    case .unknown(let notAfter?):
      add(byte: 3)
      add(notAfter)
    }
    add(optional: date.said)
    add(optional: date.partOfDay)
    add(date.completedOn != nil)
    if let day = date.completedOn { add(day) }
    add(byte: (date.isInferred ? Self.inferred : 0) | (date.isOpen ? Self.open : 0))
  }

  static let inferred: UInt8 = 1
  static let open: UInt8 = 2

  mutating func add(_ quantity: Quantity) {
    add(quantity.certainty, of: Quantity.Certainty.allCases)
    if let n = quantity.n, let upper = quantity.upper {
      add(n)
      if quantity.certainty == .range { add(upper) }
    }
    add(optional: quantity.said)
  }

  /// Whole numbers, which are most, without their four decimals.
  private mutating func add(_ figure: Figure) {
    add(figure.isWhole)
    add(signed: figure.isWhole ? figure.ticks / Figure.ticksPerUnit : figure.ticks)
  }

  mutating func add(_ count: Count) {
    add(count.measure.rawValue)
    add(optional: count.group)
    add(count.role, of: Count.Role.allCases)
    add(count.quantity)
    add(count.counter)
    add(count.includesChildren)
    add(count.isFinal)
  }

  mutating func add(_ move: GoodsMove) {
    add(move.kind, of: GoodsMove.Kind.allCases)
    add(move.item)
    add(move.quantity)
    add(optional: move.counter)
    add(move.titles) { $0.add($1) }
    add(optional: move.from)
    add(optional: move.to)
    add(optional: move.reason)
    add(move.isPerHousehold)
  }

  mutating func add(_ mention: Mention) {
    add(mention.document)
    add(optional: mention.words)
    add(mention.isSupposed)
  }
}

/// Reads what ``FactsWriter`` wrote.
struct FactsReader {
  enum Fault: Error { case unreadable }

  private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  private var place = 0
  private var words: WordCache

  /// - `remembersWords`: Worth it for many rows.
  init(remembersWords: Bool = true) {
    words = WordCache(isEmpty: !remembersWords)
  }

  /// Begins with another row; the words of those before are remembered.
  ///
  /// - Parameter bytes: Must last until the row is read.
  mutating func open(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    place = 0
  }

  @inline(__always)
  mutating func byte() throws(Fault) -> UInt8 {
    guard place < bytes.count else { throw .unreadable }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func flag() throws(Fault) -> Bool { try byte() != 0 }

  private mutating func unsigned() throws(Fault) -> UInt128 {
    let first = try byte()
    if first < 0x80 { return UInt128(first) }
    let second = try byte()
    // Nearly all numbers are days and small counts.
    if second < 0x80 { return UInt128(UInt64(first & 0x7F) | UInt64(second) << 7) }
    var value = UInt128(UInt64(first & 0x7F) | UInt64(second & 0x7F) << 7)
    var shift = 14
    while shift < 128 {
      let next = try byte()
      value |= UInt128(next & 0x7F) << UInt128(shift)
      if next < 0x80 { return value }
      shift += 7
    }
    throw .unreadable
  }

  private mutating func signed() throws(Fault) -> Int128 {
    let value = try unsigned()
    return Int128(truncatingIfNeeded: value >> 1) ^ -Int128(truncatingIfNeeded: value & 1)
  }

  private mutating func length() throws(Fault) -> Int {
    guard let length = Int(exactly: try unsigned()), length <= bytes.count - place else { throw .unreadable }
    return length
  }

  mutating func text() throws(Fault) -> String {
    let length = try length()
    defer { place += length }
    return words.word(UnsafeRawBufferPointer(rebasing: bytes[place..<place + length]))
  }

  mutating func optionalText() throws(Fault) -> String? { try flag() ? try text() : nil }

  mutating func word<Word>(of all: [Word]) throws(Fault) -> Word {
    let index = Int(try byte())
    guard all.indices.contains(index) else { throw .unreadable }
    return all[index]
  }

  /// Each element takes a byte at least, so a forged length can't ask for more memory than there are bytes.
  mutating func list<Element>(_ element: (inout FactsReader) throws(Fault) -> Element) throws(Fault)
    -> [Element]
  {
    let count = try length()
    guard count > 0 else { return [] }
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try element(&self)) }
    return list
  }

  mutating func key() throws(Fault) -> SessionKey {
    let campaign = try optionalText()
    let occurrence: OccurrenceKey? =
      if let campaign { OccurrenceKey(campaign: campaign, occurrence: try text()) } else { nil }
    return SessionKey(occurrence: occurrence, unit: try text(), number: try whole())
  }

  mutating func entryID() throws(Fault) -> EntryID {
    EntryID(origin: try text(), number: try whole())
  }

  mutating func time() throws(Fault) -> Timestamp { Timestamp(milliseconds: Int64(try whole())) }

  private mutating func whole() throws(Fault) -> Int {
    guard let whole = Int(exactly: try signed()) else { throw .unreadable }
    return whole
  }

  private mutating func day() throws(Fault) -> CivilDate {
    CivilDate(dayNumber: Int32(clamping: try signed()))
  }

  mutating func date() throws(Fault) -> SessionDate {
    let day: SessionDate.Day =
      switch try byte() {
      case 0: .exact(try day())
      case 1: .interval(try day(), try day())
      case 2: .unknown(notAfter: nil)
      case 3: .unknown(notAfter: try day())
      default: throw .unreadable
      }
    let (said, partOfDay) = (try optionalText(), try optionalText())
    let completedOn = try flag() ? try self.day() : nil
    let marks = try byte()
    return SessionDate(
      day, said: said, partOfDay: partOfDay, completedOn: completedOn,
      isInferred: marks & FactsWriter.inferred != 0, isOpen: marks & FactsWriter.open != 0)
  }

  private mutating func figure() throws(Fault) -> Figure {
    let isWhole = try flag()
    let value = try signed()
    guard isWhole else { return Figure(ticks: value) }
    let ticks = value.multipliedReportingOverflow(by: Figure.ticksPerUnit)
    guard !ticks.overflow else { throw .unreadable }
    return Figure(ticks: ticks.partialValue)
  }

  mutating func quantity() throws(Fault) -> Quantity {
    let certainty = try word(of: Quantity.Certainty.allCases)
    switch certainty {
    case .unknown: return .unknown(said: try optionalText())
    case .range:
      let (low, high) = (try figure(), try figure())
      return .range(low, high, said: try optionalText())
    default:
      guard let quantity = Quantity(try figure(), certainty, said: try optionalText()) else {
        throw .unreadable
      }
      return quantity
    }
  }

  mutating func count() throws(Fault) -> Count {
    let (measure, group) = (try text(), try optionalText())
    return Count(
      Count.Measure(rawValue: measure), group: group, role: try word(of: Count.Role.allCases),
      quantity: try quantity(), counter: try text(), includesChildren: try flag(), isFinal: try flag())
  }

  mutating func move() throws(Fault) -> GoodsMove {
    GoodsMove(
      try word(of: GoodsMove.Kind.allCases), item: try text(), quantity: try quantity(),
      counter: try optionalText(), titles: try list { reader throws(Fault) in try reader.text() },
      from: try optionalText(), to: try optionalText(), reason: try optionalText(), isPerHousehold: try flag()
    )
  }

  mutating func mention() throws(Fault) -> Mention {
    Mention(document: try text(), words: try optionalText(), isSupposed: try flag())
  }
}
