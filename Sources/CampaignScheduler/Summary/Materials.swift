public import Ledger
import Planning

/// What was handed out, by item.
public struct Materials: Hashable, Sendable {
  public struct Item: Hashable, Sendable {
    /// With its counting word, if the same thing was counted in another, too.
    public let name: String
    /// What it is, whatever it is counted in.
    public let kind: String
    /// Whether it is the first of its kind: what has no number stands there.
    let isFirst: Bool
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
  /// All items together, but money and what is weighed or measured.
  public let all: Quantity
  public let allCounter: String?
  /// What is weighed or measured, where there are pieces or more than one measure of it: nobody counts litres as pieces.
  public let measured: [Measured]

  public struct Measured: Hashable, Sendable {
    public let total: Quantity
    public let counter: String
  }

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
    let all = items.filter { $0.counter != CountingWord.yuan }
    let isOfOneWord = Set(all.map { $0.counter ?? "" }).count < 2
    let goods = all.filter { isOfOneWord || !CountingWord.isMeasure($0.counter) }
    let rest = isOfOneWord ? [] : all.filter { CountingWord.isMeasure($0.counter) }
    measured = People.unique(rest.compactMap(\.counter)).map { counter in
      Measured(total: Self.sum(rest.filter { $0.counter == counter }), counter: counter)
    }
    isMixed = Set(goods.map { $0.counter ?? "" }).count > 1
    self.all = Self.sum(goods)
    allCounter = isMixed ? "件" : goods.first?.counter
  }

  private static func sum(_ items: [Item]) -> Quantity {
    var sum = QuantitySum()
    for item in items { sum.add(item.parts.sum) }
    return sum.total
  }

  /// Whether nobody handed out an unknown number of it, whatever its counting word.
  func isComplete(_ name: String) -> Bool { !unreported.contains { $0.name == name } }

  /// `50 余件，另 1.5 吨、300 升`; nil if nobody gave any number.
  func totalText(_ language: Language) -> String? {
    let pieces = all.isKnown ? [all.sumText(language, counter: allCounter)] : []
    let rest = measured.map { $0.total.sumText(language, counter: $0.counter) }
      .joined(separator: language("、", ", "))
    if rest.isEmpty || pieces.isEmpty { return rest.isEmpty ? pieces.first : rest }
    return pieces[0] + language("，" + "另".counting(rest), ", and \(rest)")
  }

  var warnings: [SummaryWarning] {
    let pieces =
      isMixed
      ? [
        SummaryWarning(
          .counters, zh: "物资计数单位不同，总数按件相加", en: "items are counted in different words; the total adds pieces")
      ] : []
    let words = measured.map(\.counter).joined(separator: "、")
    let apart =
      measured.isEmpty
      ? []
      : [
        SummaryWarning(
          .counters, zh: "按重量、容量等计量的物资（\(words)）分别合计，不计入总件数",
          en: "goods that are weighed or measured are summed apart, not as pieces")
      ]
    return pieces + apart
  }
}

/// Collects what sessions gave, one after the other.
struct MaterialsTally {
  private var names: ItemNames
  /// By the numbers of their names; nil where nothing was given under a name.
  private var places: [Int?] = []
  fileprivate private(set) var found: [Collected] = []

  init(_ units: UnitTree) {
    names = ItemNames(units)
  }

  mutating func add(_ session: SessionFacts) {
    // By position, so that of a move nothing is copied but what is looked at.
    for index in session.given.indices {
      let name = names.number(of: session.given[index].item, givenBy: session.key.unit)
      found[place(of: name)].add(session.given[index])
    }
  }

  /// Takes in the sessions that come after its own.
  mutating func add(_ later: MaterialsTally) {
    for item in later.found { found[place(of: names.number(of: item.name))].add(item) }
  }

  private mutating func place(of number: Int) -> Int {
    if number >= places.count { places += Array(repeating: nil, count: number + 1 - places.count) }
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
    if let index = counters.place(of: counter) { return index }
    counters.append(counter)
    parts.append(Summands())
    return counters.count - 1
  }

  /// One item for each counting word it was counted in; where there are several each carries its own in the name, so that
  /// none is called so only because it was recorded first. A bare number is of the only word there is, and stands first
  /// where there are several.
  var items: [Materials.Item] {
    var lines = Array(zip(counters, parts))
    if let bare = counters.firstIndex(of: ""), counters.count > 1 {
      let line = lines.remove(at: bare)
      if lines.count == 1 { lines[0].1.add(line.1) } else { lines.insert(line, at: 0) }
    }
    return lines.enumerated().map { index, line in
      let (counter, parts) = line
      return Materials.Item(
        name: lines.count == 1 || counter.isEmpty ? name : "\(name)（\(counter)）", kind: name,
        isFirst: index == 0, total: parts.sum.total,
        counter: counter.isEmpty ? nil : counter, parts: parts, unknowns: index == 0 ? unknowns : 0)
    }
  }
}

/// Items without the name of the unit that gives them, each worked out once.
private struct ItemNames {
  private let units: UnitTree
  private let matcher: UnitMatcher
  private(set) var list = NameList()
  /// By number: whether an item begins with no unit's name, and so is the same in every unit; nil if nobody asked yet.
  private var isPlain: [Bool?] = []

  init(_ units: UnitTree) {
    self.units = units
    matcher = UnitMatcher(units)
  }

  /// - `name`: Without the name of a unit.
  mutating func number(of name: String) -> Int { list.number(of: name) }

  mutating func number(of item: String, givenBy unit: String) -> Int {
    let number = list.number(of: item)
    if number >= isPlain.count { isPlain += Array(repeating: nil, count: number + 1 - isPlain.count) }
    let plain = isPlain[number] ?? !matcher.beginsWithUnit(item)
    isPlain[number] = plain
    return plain ? number : list.number(of: units[unit].map { matcher.item(item, givenBy: $0) } ?? item)
  }
}
