import Planning

/// What machines wrote of a unit whose report another one had accepted or waived, without knowing it: those figures were
/// never looked at.
enum Overlooked {
  private struct Place: Hashable {
    let occurrence: OccurrenceKey
    let unit: String
  }

  private struct Group: Hashable {
    let decision: EntryID
    let origin: String
  }

  /// - `entries`: All of the units' parts in the occurrences, in order.
  static func disputes(_ entries: [LedgerEntry], _ fold: Amendments) -> [Dispute] {
    let last = lastDecisions(fold)
    guard !last.isEmpty else { return [] }
    let byID = Dictionary(
      last.values.flatMap(\.values).map { ($0.entry.id, $0) }, uniquingKeysWith: { first, _ in first })
    var order: [Group] = []
    var found: [Group: [EntryID]] = [:]
    var opposed: [Dispute] = []
    for entry in entries {
      guard let occurrence = entry.scope.occurrence,
        let decisions = last[Place(occurrence: occurrence, unit: entry.scope.unit)]
      else { continue }
      let met = decisions.values.filter { $0.overlooks(entry) }.sorted { $0.entry.id < $1.entry.id }
      guard let decision = met.first, fold.counts(entry) else { continue }
      if case .record(.acceptance) = entry.act {
        opposed.append(decision.opposed(by: entry, occurrence))
        continue
      }
      let group = Group(decision: decision.entry.id, origin: entry.id.origin)
      if found[group] == nil { order.append(group) }
      found[group, default: []].append(entry.id)
    }
    return opposed
      + order.compactMap { group in
        guard let late = found[group], let entry = late.last, let decided = byID[group.decision],
          let occurrence = decided.entry.scope.occurrence
        else { return nil }
        return Dispute(
          .decided(occurrence, unit: decided.entry.scope.unit, decided.decision.act), entry: entry,
          branches: [group.decision] + late)
      }
  }

  /// Of each unit the last one about the whole and about each part, unless that opens it again, by somebody who knew of it.
  private static func lastDecisions(_ fold: Amendments) -> [Place: [String?: Decided]] {
    var last: [Place: [String?: Decided]] = [:]
    for entry in fold.records {
      guard case .record(.acceptance(let decision)) = entry.act, let occurrence = entry.scope.occurrence,
        fold.counts(entry)
      else { continue }
      let place = Place(occurrence: occurrence, unit: entry.scope.unit)
      if let former = last[place]?[decision.part], former.isOpposed(to: decision), former.overlooks(entry) {
        continue
      }
      last[place, default: [:]][decision.part] = Decided(entry: entry, decision: decision)
    }
    return last.compactMapValues { decisions in
      let standing = decisions.filter { $0.value.decision.act != .reopen }
      return standing.isEmpty ? nil : standing
    }
  }
}

/// A decision with the entry that states it.
private struct Decided {
  let entry: LedgerEntry
  let decision: ReportDecision

  /// Whether whoever decided and whoever wrote an entry that changes what was decided on knew nothing of one another.
  func overlooks(_ other: LedgerEntry) -> Bool {
    entry.id.origin != other.id.origin && touches(other) && entry.isApart(from: other)
  }

  /// Whether another one opens again what this one settled.
  func isOpposed(to other: ReportDecision) -> Bool {
    decision.act != .reopen && other.act == .reopen && decision.part == other.part
  }

  func opposed(by other: LedgerEntry, _ occurrence: OccurrenceKey) -> Dispute {
    let isLater = (entry.moment, entry.id) < (other.moment, other.id)
    return Dispute(
      .opposed(occurrence, unit: entry.scope.unit, decision.act), entry: isLater ? other.id : entry.id,
      branches: [entry.id, other.id])
  }

  private func touches(_ other: LedgerEntry) -> Bool {
    switch other.act {
    case .void: decision.act == .accept && decision.part == nil
    case .record(.report(let report)): decision.part == nil || report.part == decision.part
    case .record(.acceptance(let other)): isOpposed(to: other)
    case .correct(_, .report(let report), _):
      decision.act == .accept && (decision.part == nil || report.part == decision.part)
    case .record(let content), .correct(_, let content, _):
      switch content {
      case .session, .moved, .status, .count, .goods: decision.act == .accept && decision.part == nil
      case .report, .acceptance, .task, .inspection, .stage, .note, .sheet, .closing, .purged: false
      }
    }
  }
}

/// Allocations that several machines accepted, neither knowing of the other.
enum RivalAcceptances {
  /// - `goods`: All moves of units that stand, in order, with the entries that recorded them.
  static func disputes(_ goods: [(move: Standing<GoodsMove>, record: LedgerEntry)]) -> (
    disputes: [Dispute], leftOut: Set<EntryID>
  ) {
    let accepted = goods.filter { $0.move.value.kind == .accept && $0.move.value.allocation != nil }
    guard accepted.contains(where: { $0.record.id.origin != accepted[0].record.id.origin }) else {
      return ([], [])
    }
    var disputes: [Dispute] = []
    var leftOut: Set<EntryID> = []
    let groups = Dictionary(grouping: accepted) { $0.move.value.allocation ?? "" }
    for (name, group) in groups {
      guard let allocation = EntryID(name), let last = group.last else { continue }
      let rivals = group.filter { one in
        group.contains {
          $0.record.id.origin != one.record.id.origin && $0.record.isApart(from: one.record)
        }
      }
      let sent = goods.first { $0.move.root == allocation }?.move.value.quantity
      guard rivals.count > 1, isMore(group.map(\.move.value.quantity), than: sent) else { continue }
      let kept = rivals.last?.record.id.origin ?? last.record.id.origin
      disputes.append(
        Dispute(
          .acceptances(allocation), entry: rivals[rivals.count - 1].move.root,
          branches: rivals.map(\.move.root)))
      leftOut.formUnion(rivals.filter { $0.record.id.origin != kept }.map(\.move.root))
    }
    return (disputes, leftOut)
  }

  /// Whether the parts can't all be of one allocation; where a number is missing, somebody has to say.
  private static func isMore(_ parts: [Quantity], than sent: Quantity?) -> Bool {
    guard let sent = sent?.upper, parts.allSatisfy(\.isKnown), let sum = QuantitySum(parts).total.n else {
      return true
    }
    return sum > sent
  }
}
