public import Ledger
import Planning

/// What was handed out, by item.
public struct Materials: Hashable, Sendable {
  public struct Item: Hashable, Sendable {
    public let name: String
    public let total: Quantity
    public let counter: String?
    public let parts: Summands
    /// Entries of the item without a number, beside the total.
    public let unknowns: Int
  }

  /// Items with a number, in the order of their sessions.
  public let items: [Item]
  /// Items that were handed out in an unknown number.
  public let unknown: [String]
  /// How many entries without a number each item has, by name and in order; those that have none are left out.
  let unreported: [Summary.Tally]
  /// All items together, money apart.
  public let all: Quantity
  public let allCounter: String?
  private let isMixed: Bool

  init(_ sessions: some Sequence<SessionFacts>, units: UnitTree) {
    var tally = MaterialsTally(units)
    for session in sessions { tally.add(session) }
    self.init(tally)
  }

  init(_ tally: MaterialsTally) {
    let found = tally.found
    items = found.flatMap(\.items)
    unknown = found.filter(\.counters.isEmpty).map(\.name)
    unreported = found.filter { $0.unknowns > 0 }.map { Summary.Tally(name: $0.name, count: $0.unknowns) }
    let goods = items.filter { $0.counter != CountingWord.yuan }
    let counters = Set(goods.map { $0.counter ?? "" })
    isMixed = counters.count > 1
    var sum = QuantitySum()
    for item in goods { sum.add(item.parts.sum) }
    all = sum.total
    allCounter = isMixed ? "件" : goods.first?.counter
  }

  /// Whether nobody handed out an unknown number of it, whatever its counting word.
  func isComplete(_ name: String) -> Bool { !unreported.contains { $0.name == name } }

  var warnings: [SummaryWarning] {
    isMixed
      ? [
        SummaryWarning(
          .counters, zh: "物资计数单位不同，总数按件相加", en: "items are counted in different words; the total adds pieces")
      ] : []
  }
}

/// Collects what sessions gave, one after the other.
struct MaterialsTally {
  private var names: ItemNames
  /// By the numbers of their names.
  private var places: [Int: Int] = [:]
  fileprivate private(set) var found: [Collected] = []

  init(_ units: UnitTree) {
    names = ItemNames(units)
  }

  mutating func add(_ session: SessionFacts) {
    for move in session.given {
      found[place(of: names.number(of: move.item, givenBy: session.key.unit))].add(move)
    }
  }

  /// Takes in the sessions that come after its own.
  mutating func add(_ later: MaterialsTally) {
    for item in later.found { found[place(of: names.number(of: item.name))].add(item) }
  }

  private mutating func place(of number: Int) -> Int {
    if let place = places[number] { return place }
    places[number] = found.count
    found.append(Collected(name: names.list.names[number]))
    return found.count - 1
  }
}

/// An item while its moves are collected.
private struct Collected {
  let name: String
  private(set) var counters: [String] = []
  private var parts: [Summands] = []
  private(set) var unknowns = 0

  init(name: String) {
    self.name = name
  }

  mutating func add(_ move: GoodsMove) {
    guard move.quantity.isKnown else {
      unknowns += 1
      return
    }
    parts[index(of: move.counter ?? "")].add(move.quantity.saying(nil))
  }

  mutating func add(_ later: Collected) {
    unknowns += later.unknowns
    for (counter, parts) in zip(later.counters, later.parts) { self.parts[index(of: counter)].add(parts) }
  }

  private mutating func index(of counter: String) -> Int {
    if let index = counters.firstIndex(of: counter) { return index }
    counters.append(counter)
    parts.append(Summands())
    return counters.count - 1
  }

  /// One item for each counting word it was counted in; the second and later ones carry theirs in the name.
  var items: [Materials.Item] {
    counters.enumerated().map { index, counter in
      Materials.Item(
        name: index == 0 ? name : "\(name)（\(counter)）", total: parts[index].sum.total,
        counter: counter.isEmpty ? nil : counter, parts: parts[index], unknowns: index == 0 ? unknowns : 0)
    }
  }
}

/// Items without the name of the unit that gives them, each worked out once.
private struct ItemNames {
  private let units: UnitTree
  private let matcher: UnitMatcher
  private(set) var list = NameList()
  /// By number: whether an item begins with no unit's name, and so is the same in every unit.
  private var isPlain: [Int: Bool] = [:]

  init(_ units: UnitTree) {
    self.units = units
    matcher = UnitMatcher(units)
  }

  /// - `name`: Without the name of a unit.
  mutating func number(of name: String) -> Int { list.number(of: name) }

  mutating func number(of item: String, givenBy unit: String) -> Int {
    let number = list.number(of: item)
    let plain = isPlain[number] ?? !matcher.beginsWithUnit(item)
    isPlain[number] = plain
    return plain ? number : list.number(of: units[unit].map { matcher.item(item, givenBy: $0) } ?? item)
  }
}
