import Recurrence

/// What machines decided about one dispute before they knew of one another's decision, where these can't all be so:
/// each took out what another one kept, or one let in again what another one left out.
struct Verdicts {
  /// What one person said at once: what was taken out, and what was recorded again in place of it.
  struct Verdict {
    fileprivate(set) var voids: [LedgerEntry]
    fileprivate(set) var again: [LedgerEntry] = []
    fileprivate var outcomes: [EntryID: Outcome] = [:]

    var first: LedgerEntry { voids[0] }
    fileprivate var targets: Set<EntryID> { Set(outcomes.keys) }
  }

  /// What became of an entry that was taken out.
  fileprivate enum Outcome { case out, again, gone }

  struct Conflict {
    /// In order; at least two.
    let verdicts: [Verdict]

    var dispute: Dispute {
      let branches = verdicts.map(\.first.id)
      return Dispute(
        .verdicts, entry: branches[branches.count - 1], branches: branches,
        session: verdicts[0].first.scope.session)
    }
  }

  private(set) var conflicts: [Conflict] = []
  /// Voids that don't count until somebody says which verdict stands: what several machines took out crosswise would
  /// be gone altogether.
  private(set) var overruled: Set<EntryID> = []

  private let fold: Amendments
  private let entries: [EntryID: LedgerEntry]

  /// - `voids`: Those that stand.
  /// - `entries`: Those that they name, and what follows each of them in its chain.
  /// - `fold`: Of the same entries.
  init(_ voids: [LedgerEntry], among entries: [EntryID: LedgerEntry], _ fold: Amendments) {
    self.fold = fold
    self.entries = entries
    var bySubject: [Subject: [LedgerEntry]] = [:]
    for void in voids {
      guard let target = void.act.target.flatMap({ entries[$0] }) else { continue }
      bySubject[Subject(target), default: []].append(void)
    }
    for voids in bySubject.values where voids.contains(where: { $0.id.origin != voids[0].id.origin }) {
      look(at: verdicts(voids))
    }
    conflicts.sort { $0.dispute.entry < $1.dispute.entry }
  }

  /// What rivals have in common: the entry that they amend, their session, or the allocation that they accept.
  private enum Subject: Hashable {
    case amended(EntryID)
    case session(SessionKey)
    case allocation(String)
    case entry(EntryID)

    init(_ target: LedgerEntry) {
      if let amended = target.act.target {
        self = .amended(amended)
      } else if let session = target.scope.session {
        self = .session(session)
      } else if case .goods(let move)? = target.act.content, let allocation = move.allocation {
        self = .allocation(allocation)
      } else {
        self = .entry(target.id)
      }
    }
  }

  private struct Utterance: Hashable {
    let origin: String
    let at: Int64
    let by: String
    let reason: String

    init(_ void: LedgerEntry) {
      (origin, at, by) = (void.id.origin, void.at.milliseconds, void.by)
      reason = if case .void(_, let reason) = void.act { reason } else { "" }
    }
  }

  private func verdicts(_ voids: [LedgerEntry]) -> [Verdict] {
    let groups = Dictionary(grouping: voids) { Utterance($0) }
    return groups.values.map { voids in
      var verdict = Verdict(voids: voids.sorted { $0.id < $1.id })
      for void in verdict.voids {
        guard let target = void.act.target else { continue }
        guard let again = again(after: void) else {
          verdict.outcomes[target] = .out
          continue
        }
        let isGone = fold.state(of: again) == .void
        verdict.outcomes[target] = isGone ? .gone : .again
        if !isGone { verdict.again.append(again) }
      }
      return verdict
    }.sorted { ($0.first.moment, $0.first.id) < ($1.first.moment, $1.first.id) }
  }

  /// What was recorded in the same breath in place of the entry that was taken out.
  private func again(after void: LedgerEntry) -> LedgerEntry? {
    guard let next = entries[EntryID(origin: void.id.origin, number: void.id.number + 1)],
      let target = void.act.target.flatMap({ entries[$0] }), let kind = next.act.content?.kind,
      next.at == void.at, next.by == void.by, kind == target.act.content?.kind
    else { return nil }
    return next
  }

  private mutating func look(at verdicts: [Verdict]) {
    var isMeant = Array(repeating: false, count: verdicts.count)
    for later in verdicts.indices {
      for earlier in 0..<later {
        let (one, two) = (verdicts[earlier], verdicts[later])
        guard one.first.id.origin != two.first.id.origin, one.first.isApart(from: two.first) else { continue }
        let isCrossed = crosses(one, two)
        if isCrossed { overrule(one, two) }
        if isCrossed || differsInWhatIsLetIn(one, two) { (isMeant[earlier], isMeant[later]) = (true, true) }
      }
    }
    let meant = verdicts.indices.filter { isMeant[$0] }.map { verdicts[$0] }
    if !meant.isEmpty { conflicts.append(Conflict(verdicts: meant)) }
  }

  /// Whether each took out what the other one kept, and knew of both.
  private func crosses(_ one: Verdict, _ two: Verdict) -> Bool {
    guard one.targets != two.targets else { return false }
    return one.voids.contains { first in
      two.voids.contains { second in
        guard let mine = first.act.target.flatMap({ entries[$0] }),
          let theirs = second.act.target.flatMap({ entries[$0] }), mine.id != theirs.id
        else { return false }
        return areRivals(mine, theirs) && first.knows(theirs.id) && second.knows(mine.id)
      }
    }
  }

  private func areRivals(_ one: LedgerEntry, _ two: LedgerEntry) -> Bool {
    guard one.id.origin != two.id.origin, one.isApart(from: two) else { return false }
    if one.act.target != nil { return one.act.target == two.act.target }
    guard let mine = fold.current(from: one).act.content, let theirs = fold.current(from: two).act.content
    else { return false }
    if case .session = mine, case .session = theirs { return true }
    return mine.excludes(theirs) || theirs.excludes(mine)
  }

  private func differsInWhatIsLetIn(_ one: Verdict, _ two: Verdict) -> Bool {
    one.outcomes.contains { target, outcome in
      guard let other = two.outcomes[target], outcome != .gone, other != .gone else { return false }
      return outcome == .again || other == .again
    }
  }

  /// As of the rivals themselves the later one counts meanwhile, and of sessions the first.
  private mutating func overrule(_ one: Verdict, _ two: Verdict) {
    let apart = one.targets.symmetricDifference(two.targets).compactMap { entries[$0] }
      .sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
    let first = apart.first { if case .record(.session) = $0.act { true } else { false } }
    guard let kept = first ?? apart.last else { return }
    overruled.formUnion((one.targets.contains(kept.id) ? one : two).voids.map(\.id))
  }
}
