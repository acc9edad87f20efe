public import Ledger
import Planning

/// What was handed out, by item.
public struct Materials: Hashable, Sendable {
  public struct Item: Hashable, Sendable {
    public let name: String
    public let total: Quantity
    public let counter: String?
    public let parts: [Quantity]
    /// Entries of the item without a number, beside the total.
    public let unknowns: Int
  }

  /// Items with a number, in the order of their sessions.
  public let items: [Item]
  /// Items that were handed out in an unknown number.
  public let unknown: [String]
  /// All items together, money apart.
  public let all: Quantity
  public let allCounter: String?
  private let isMixed: Bool

  init(_ sessions: [SessionBalance], units: UnitTree) {
    let matcher = UnitMatcher(units)
    var moves: [(name: String, move: GoodsMove)] = []
    for session in sessions {
      for move in session.given {
        let name = units[session.key.unit].map { matcher.item(move.item, givenBy: $0) } ?? move.item
        moves.append((name, move))
      }
    }
    let names = People.unique(moves.map(\.name))
    var items: [Item] = []
    var unknown: [String] = []
    for name in names {
      let own = moves.filter { $0.name == name }.map(\.move)
      let found = Self.items(name, own)
      if found.isEmpty { unknown.append(name) }
      items += found
    }
    self.items = items
    self.unknown = unknown
    let goods = items.filter { $0.counter != CountingWord.yuan }
    let counters = Set(goods.map { $0.counter ?? "" })
    isMixed = counters.count > 1
    all = QuantitySum(goods.flatMap(\.parts)).total
    allCounter = isMixed ? "件" : goods.first?.counter
  }

  /// One item for each counting word it was counted in; the second and later ones carry theirs in the name.
  private static func items(_ name: String, _ moves: [GoodsMove]) -> [Item] {
    let known = moves.filter(\.quantity.isKnown)
    let counters = People.unique(known.map { $0.counter ?? "" })
    return counters.enumerated().map { index, counter in
      let parts = known.filter { ($0.counter ?? "") == counter }.map { $0.quantity.saying(nil) }
      return Item(
        name: index == 0 ? name : "\(name)（\(counter)）", total: QuantitySum(parts).total,
        counter: counter.isEmpty ? nil : counter, parts: parts,
        unknowns: index == 0 ? moves.count - known.count : 0)
    }
  }

  var warnings: [BilingualText] {
    isMixed
      ? [
        BilingualText(
          zh: "物资计数单位不同，总数按件相加", en: "items are counted in different words; the total adds pieces")
      ] : []
  }
}
