import Ledger

/// What figures that come once more make of those that stand: what is new is recorded, what changed is corrected, and
/// what nobody mentions stays.
///
/// A figure of a group takes the place of that group's, or of one that named no group: 58 位群众 and then 60 人 are the
/// same people told twice. One that names no group, and is the only one, speaks for all groups. People, person-times and
/// households are never told for one another.
struct FigureUpdate {
  private let counts: [Standing<Count>]
  private let goods: [Standing<GoodsMove>]
  private let reason: String

  /// - `reason`: What corrections give.
  init(_ counts: [Standing<Count>], _ goods: [Standing<GoodsMove>], reason: String) {
    (self.counts, self.goods, self.reason) = (counts, goods, reason)
  }

  func drafts(_ figures: [LedgerEntry.Content], in scope: LedgerEntry.Scope) -> [LedgerDraft] {
    var told: [Told] = []
    var moves: [GoodsMove] = []
    var acts: [LedgerEntry.Act] = []
    for figure in figures {
      switch figure {
      case .count(let count):
        let place = told.firstIndex { $0.isAlike(count) }
        if let place { told[place].counts.append(count) } else { told.append(Told(count)) }
      case .goods(let move): moves.append(move)
      default: acts.append(.record(figure))
      }
    }
    acts += told.flatMap { self.acts($0) } + self.acts(moves)
    return acts.map { LedgerDraft(scope: scope, $0) }
  }

  /// Counts of one measure and role, in one counting word.
  private struct Told {
    var counts: [Count]

    init(_ count: Count) { counts = [count] }

    func isAlike(_ other: Count) -> Bool { counts[0].countsAlike(other) }
  }

  private func acts(_ told: Told) -> [LedgerEntry.Act] {
    // What a list says stays beside what somebody tells, unless it is the last word.
    let alike = counts.filter { told.isAlike($0.value) && ($0.value.isFinal || !$0.isOfList) }
    // Figures beside somebody's last word are evidence, and stay as they are.
    let final = alike.filter(\.value.isFinal)
    var rest = final.isEmpty ? alike : final
    if told.counts.count == 1, told.counts[0].group == nil, rest.count > 1 {
      return acts(told.counts[0], inPlaceOf: rest)
    }
    var acts: [LedgerEntry.Act] = []
    var unmatched: [Count] = []
    func update(_ place: Int, _ count: Count) {
      let old = rest.remove(at: place)
      let changed = LedgerEntry.Content.count(count).correcting(.count(old.value))
      guard case .count(let new) = changed, !new.saysTheSame(as: old.value) else { return }
      acts.append(.correct(old.entry, changed, reason: reason))
    }
    for count in told.counts {
      if let place = rest.lastIndex(where: { $0.value.group == count.group }) {
        update(place, count)
      } else {
        unmatched.append(count)
      }
    }
    for count in unmatched {
      if let place = rest.lastIndex(where: { Self.mayBe(count, $0.value) }) {
        update(place, count)
      } else {
        acts.append(.record(.count(count)))
      }
    }
    return acts
  }

  /// Whether a figure may be another told once more. Fewer of a group that nobody named before are some of those.
  private static func mayBe(_ count: Count, _ old: Count) -> Bool {
    if old.group == nil, let group = count.group, !Count.isAnybody(group) {
      return old.quantity.n.map { old in count.quantity.n.map { $0 >= old } ?? true } ?? true
    }
    return old.group == nil || count.group == nil
  }

  /// One figure for all groups: nothing changes if it is their sum.
  private func acts(_ total: Count, inPlaceOf old: [Standing<Count>]) -> [LedgerEntry.Act] {
    let sum = QuantitySum(old.map(\.value.quantity)).total
    guard sum.saying(nil) != total.quantity.saying(nil), let last = old.last else { return [] }
    return [.correct(last.entry, .count(total), reason: reason)]
      + old.dropLast().map { .void($0.root, reason: reason) }
  }

  private func acts(_ moves: [GoodsMove]) -> [LedgerEntry.Act] {
    var rest = goods
    return moves.compactMap { move in
      guard let place = rest.lastIndex(where: { ($0.value.kind, $0.value.item) == (move.kind, move.item) })
      else { return .record(.goods(move)) }
      let old = rest.remove(at: place)
      let changed = LedgerEntry.Content.goods(move).correcting(.goods(old.value))
      guard case .goods(let new) = changed,
        (new.quantity.saying(nil), new.counter, new.signers)
          != (old.value.quantity.saying(nil), old.value.counter, old.value.signers)
      else { return nil }
      return .correct(old.entry, changed, reason: reason)
    }
  }
}

extension Count {
  fileprivate func saysTheSame(as other: Count) -> Bool {
    (quantity.saying(nil), counter, group) == (other.quantity.saying(nil), other.counter, other.group)
  }
}
