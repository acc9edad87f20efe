import CTables

/// The facts of sessions in their compact form, in the order of a summary: exact days first, then intervals, then sessions
/// without a day.
///
/// Each is made out of its bytes when somebody looks at it. There may be hundreds of thousands; as objects they would fill
/// the memory, and to get at the next one would take longer than to count it.
///
/// What comes from a ledger's file may turn out to be unreadable: ``walk(_:_:)`` says so. As a collection, a list can be
/// used once it was walked over.
public struct SessionList: Sendable {
  private struct Place: Sendable {
    let block: Int32
    let start: Int32
    let length: Int32
  }

  /// Rows one after the other, in blocks that need not be moved to grow.
  private var blocks: [[UInt8]] = []
  private var places: [Place] = []
  /// The occurrences that the sessions belong to.
  public private(set) var occurrences: Set<OccurrenceKey> = []

  private static let blockSize = 1 << 20

  public init() {}

  public init(_ sessions: some Sequence<SessionFacts>) {
    var rows = Rows()
    for session in sessions { session.bytes.withUnsafeBytes { rows.append($0, session.head) } }
    self = rows.sorted
  }

  private mutating func append(_ row: UnsafeRawBufferPointer) {
    if (blocks.last?.count ?? Self.blockSize) + row.count > Self.blockSize {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(Self.blockSize)
    }
    let last = blocks.count - 1
    places.append(
      Place(block: Int32(last), start: Int32(blocks[last].count), length: Int32(row.count)))
    blocks[last].append(contentsOf: row)
  }

  /// Goes over some of them in order.
  ///
  /// - `range`: By position in the list.
  /// - Throws: ``LedgerFault/unreadableEntry(_:)``
  public func walk(_ range: Range<Int>, _ body: (SessionFacts) -> Void) throws(LedgerFault) {
    var reader = FactsReader()
    for index in range {
      prefetch(index + Self.ahead)
      body(try facts(at: index, &reader))
    }
  }

  /// So many rows are on their way out of the memory while one is read. In their order they lie anywhere in it, and to wait
  /// for each would take a tenth of the walk.
  private static let ahead = 4

  private func prefetch(_ index: Int) {
    guard index < places.count else { return }
    let place = places[index]
    blocks[Int(place.block)].withUnsafeBytes { block in
      guard let row = block.baseAddress.map({ $0 + Int(place.start) }) else { return }
      for line in stride(from: 0, to: Int(place.length), by: 64) { ctables_prefetch(row + line) }
    }
  }

  /// - Throws: ``LedgerFault/unreadableEntry(_:)``
  public func all() throws(LedgerFault) -> [SessionFacts] {
    var all: [SessionFacts] = []
    all.reserveCapacity(count)
    try walk(indices) { all.append($0) }
    return all
  }

  /// Those that are meant, in the same order.
  public func filtered(_ isMeant: (SessionHead) -> Bool) -> SessionList {
    var reader = FactsReader()
    var rows = Rows()
    for index in indices {
      open(index, &reader) { bytes, reader in
        guard let head = try? SessionHead(from: &reader) else {
          preconditionFailure("a list takes in no row whose head is unreadable")
        }
        if isMeant(head) { rows.append(bytes, head) }
      }
    }
    return rows.sorted
  }

  private func facts(at index: Int, _ reader: inout FactsReader) throws(LedgerFault) -> SessionFacts {
    let read = open(index, &reader) { _, reader -> Result<SessionFacts, LedgerFault> in
      guard let head = try? SessionHead(from: &reader) else {
        preconditionFailure("a list takes in no row whose head is unreadable")
      }
      guard let facts = try? SessionFacts(head, from: &reader) else {
        return .failure(.unreadableEntry(head.root))
      }
      return .success(facts)
    }
    return try read.get()
  }

  private func open<Value>(
    _ index: Int, _ reader: inout FactsReader, _ body: (UnsafeRawBufferPointer, inout FactsReader) -> Value
  ) -> Value {
    let place = places[index]
    let (start, end) = (Int(place.start), Int(place.start) + Int(place.length))
    return blocks[Int(place.block)].withUnsafeBytes { block in
      let bytes = UnsafeRawBufferPointer(rebasing: block[start..<end])
      reader.open(bytes)
      return body(bytes, &reader)
    }
  }

  /// Rows while they are collected, in any order.
  struct Rows {
    private var list = SessionList()
    private var ranks: [(rank: Int128, index: Int32)] = []
    private var roots: [EntryID] = []
    private var last: OccurrenceKey?

    mutating func append(_ row: UnsafeRawBufferPointer, _ head: SessionHead) {
      ranks.append((head.rank, Int32(ranks.count)))
      roots.append(head.root)
      list.append(row)
      if let occurrence = head.key.occurrence, occurrence != last {
        list.occurrences.insert(occurrence)
        last = occurrence
      }
    }

    /// Puts what came so far into order, so that there is less to do when parts are put together.
    mutating func sort() {
      ranks.sort { left, right in
        left.rank == right.rank
          ? roots[Int(left.index)] < roots[Int(right.index)] : left.rank < right.rank
      }
    }

    mutating func add(_ other: Rows) {
      let (blocks, rows) = (Int32(list.blocks.count), Int32(ranks.count))
      list.blocks += other.list.blocks
      list.places += other.list.places.map {
        Place(block: $0.block + blocks, start: $0.start, length: $0.length)
      }
      list.occurrences.formUnion(other.list.occurrences)
      ranks += other.ranks.map { ($0.rank, $0.index + rows) }
      roots += other.roots
    }

    var sorted: SessionList {
      var rows = self
      rows.sort()
      rows.list.places = rows.ranks.map { list.places[Int($0.index)] }
      return rows.list
    }
  }
}

extension SessionList: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { places.count }

  /// - Precondition: The session is readable, as all are that were walked over or made here.
  public subscript(index: Int) -> SessionFacts {
    var reader = FactsReader(remembersWords: false)
    return facts(read: index, &reader)
  }

  public struct Iterator: IteratorProtocol {
    fileprivate let list: SessionList
    fileprivate var place = 0
    fileprivate var reader = FactsReader()

    public mutating func next() -> SessionFacts? {
      guard place < list.endIndex else { return nil }
      defer { place += 1 }
      return list.facts(read: place, &reader)
    }
  }

  public func makeIterator() -> Iterator { Iterator(list: self) }

  fileprivate func facts(read index: Int, _ reader: inout FactsReader) -> SessionFacts {
    do {
      return try facts(at: index, &reader)
    } catch {
      preconditionFailure("unreadable facts in a list that nobody walked over: \(error)")
    }
  }
}

extension SessionList: Hashable {
  public static func == (left: SessionList, right: SessionList) -> Bool {
    left.count == right.count
      && left.indices.allSatisfy { index in
        left.bytes(index) { one in right.bytes(index) { one.elementsEqual($0) } }
      }
  }

  public func hash(into hasher: inout Hasher) {
    for index in indices { bytes(index) { hasher.combine(bytes: $0) } }
  }

  private func bytes<Value>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    let place = places[index]
    return blocks[Int(place.block)].withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[Int(place.start)..<Int(place.start) + Int(place.length)]))
    }
  }
}
