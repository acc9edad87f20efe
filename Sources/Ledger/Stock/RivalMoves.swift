/// Goods of a unit of which several machines told, neither knowing of the other: the same delivery entered twice, or one
/// shelf counted with two results.
enum RivalMoves {
  /// A move with the entry that recorded it.
  typealias Told = (move: Standing<GoodsMove>, record: LedgerEntry)

  private struct Shelf: Hashable {
    let unit: String
    let item: String
    let kind: GoodsMove.Kind
  }

  /// - `goods`: All moves of units that stand, in order. Acceptances are weighed by what was sent, and apart.
  static func disputes(_ goods: [Told]) -> (disputes: [Dispute], leftOut: Set<EntryID>) {
    guard goods.contains(where: { $0.record.id.origin != goods[0].record.id.origin }) else { return ([], []) }
    var disputes: [Dispute] = []
    var leftOut: Set<EntryID> = []
    let shelves = Dictionary(grouping: goods.filter { $0.move.value.kind != .accept }) {
      Shelf(unit: $0.move.scope.unit, item: $0.move.value.item, kind: $0.move.value.kind)
    }
    for (shelf, moves) in shelves {
      var rest = moves[...]
      while let first = rest.popFirst() {
        let rivals = [first] + rest.filter { areRivals(first, $0) }
        guard rivals.count > 1, let last = rivals.last?.record.id.origin else { continue }
        rest.removeAll { move in rivals.contains { $0.move.root == move.move.root } }
        disputes.append(
          Dispute(
            .moves(unit: shelf.unit), entry: rivals[rivals.count - 1].move.root,
            branches: rivals.map(\.move.root)))
        leftOut.formUnion(rivals.lazy.filter { $0.record.id.origin != last }.map(\.move.root))
      }
    }
    return (disputes, leftOut)
  }

  /// What is equal was more likely told twice; of two counts that differ only one can be right.
  private static func areRivals(_ one: Told, _ other: Told) -> Bool {
    let (mine, theirs) = (one.move.value, other.move.value)
    guard one.record.id.origin != other.record.id.origin, mine.counter == theirs.counter,
      one.record.isApart(from: other.record)
    else { return false }
    let isSame = mine.quantity.saying(nil) == theirs.quantity.saying(nil)
    if mine.kind == .count { return !isSame }
    return isSame && (mine.from, mine.to) == (theirs.from, theirs.to)
      && one.move.scope.occurrence == other.move.scope.occurrence
  }
}
