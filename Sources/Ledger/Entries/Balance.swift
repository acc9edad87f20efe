public import Recurrence

/// What stands after all corrections: a fold over entries.
public struct Balance: Hashable, Sendable {
  /// In the order in which they were added.
  public private(set) var sessions: [SessionBalance] = []
  public private(set) var reports: [Standing<Report>] = []
  public private(set) var decisions: [Standing<ReportDecision>] = []
  public private(set) var tasks: [Standing<TaskDone>] = []
  public private(set) var inspectionNotes: [Standing<Inspection>] = []
  public private(set) var stages: [Standing<StageReached>] = []
  /// Counts and goods that belong to no session: parts handed in, deliveries.
  public private(set) var unitCounts: [Standing<Count>] = []
  public private(set) var unitGoods: [Standing<GoodsMove>] = []
  /// Figures that belong to no session: staffing, programmes, a questionnaire.
  public private(set) var sheets: [Standing<Sheet>] = []
  /// Occurrences that were closed or opened again.
  public private(set) var closings: [Standing<Closing>] = []
  /// On what the ledgers of several machines, or two people, disagree; nobody has settled it yet.
  public private(set) var disputes: [Dispute] = []

  /// - Parameter entries: All of the sessions and units they concern, corrections included, in order of
  ///   ``LedgerEntry/moment``: within one chain by number, whatever its clock did.
  public init(_ entries: some Sequence<LedgerEntry>) {
    let entries = Array(entries)
    let fold = Amendments(entries)
    var moves: [LedgerEntry] = []
    var places = SessionPlaces()
    var standing: [(record: LedgerEntry, current: LedgerEntry, content: LedgerEntry.Content)] = []
    standing.reserveCapacity(fold.records.count)
    var isClosed = false
    // Sessions first: another machine's clock may put what it says of one before the one itself.
    for entry in fold.records {
      guard let current = fold.standing(of: entry), let content = current.act.content else { continue }
      guard let key = entry.scope.session else {
        addUnitFact(content, entry, current)
        if case .goods = content { moves.append(entry) }
        if case .closing = content { isClosed = true }
        continue
      }
      if case .session(let session) = content, places.isNew(key, origin: entry.id.origin) {
        places.open(key, by: entry.id, at: sessions.count)
        sessions.append(SessionBalance(key: key, session: session, root: entry))
      } else {
        standing.append((entry, current, content))
      }
    }
    for (entry, current, content) in standing {
      guard let key = entry.scope.session else { continue }
      guard let position = places.position(of: key, for: entry, root: { sessions[$0].root }) else { continue }
      sessions[position].add(content, root: entry, current: current)
    }
    let rivals = leaveOutRivals(
      standing.lazy.map { Rivals.Claim(root: $0.record, content: $0.content) }, places)
    let others =
      rivals + places.disputes + leaveOutMoves(moves)
      + (isClosed ? Latecomers.disputes(entries, fold) : [])
      + (decisions.isEmpty ? [] : Overlooked.disputes(entries, fold)) + fold.conflicts.map(\.dispute)
    disputes = fold.disputes + others.inOrder
  }

  /// Sees to goods of units of which several machines told.
  private mutating func leaveOutMoves(_ records: [LedgerEntry]) -> [Dispute] {
    let told = zip(unitGoods, records).map { (move: $0.0, record: $0.1) }
    let (accepted, moved) = (RivalAcceptances.disputes(told), RivalMoves.disputes(told))
    let leftOut = accepted.leftOut.union(moved.leftOut)
    if !leftOut.isEmpty { unitGoods.removeAll { leftOut.contains($0.root) } }
    return accepted.disputes + moved.disputes
  }

  /// Sees to sessions of which several machines tell.
  private mutating func leaveOutRivals(_ claims: some Sequence<Rivals.Claim>, _ places: SessionPlaces)
    -> [Dispute]
  {
    guard !places.visited.isEmpty else { return [] }
    var claimed: [Int: [Rivals.Claim]] = [:]
    for claim in claims {
      guard let key = claim.root.scope.session, let position = places[key, origin: claim.root.id.origin],
        places.visited.contains(position)
      else { continue }
      claimed[position, default: []].append(claim)
    }
    return claimed.keys.sorted().flatMap { position in
      let rivals = Rivals(claimed[position] ?? [], of: sessions[position].key)
      sessions[position].leaveOut(rivals.leftOut)
      return rivals.disputes
    }
  }

  /// The entries that ``disputes`` are about.
  public var disputed: [EntryID] { disputes.map(\.entry) }

  private mutating func addUnitFact(
    _ content: LedgerEntry.Content, _ root: LedgerEntry, _ current: LedgerEntry
  ) {
    switch content {
    case .count(let count): unitCounts.append(Standing(count, root: root, current: current))
    case .goods(let move): unitGoods.append(Standing(move, root: root, current: current))
    case .report(let report): reports.append(Standing(report, root: root, current: current))
    case .acceptance(let decision): decisions.append(Standing(decision, root: root, current: current))
    case .task(let task): tasks.append(Standing(task, root: root, current: current))
    case .inspection(let note): inspectionNotes.append(Standing(note, root: root, current: current))
    case .stage(let stage): stages.append(Standing(stage, root: root, current: current))
    case .sheet(let sheet): sheets.append(Standing(sheet, root: root, current: current))
    case .closing(let closing): closings.append(Standing(closing, root: root, current: current))
    case .session, .moved, .status, .note, .purged: break
    }
  }

  /// Every move of goods, of sessions and of units, oldest first.
  public var goods: [Standing<GoodsMove>] {
    (unitGoods + sessions.flatMap(\.goods)).sorted { ($0.moment, $0.root) < ($1.moment, $1.root) }
  }
}

extension [Dispute] {
  /// Those that are not about one entry's amendments, as they are listed.
  var inOrder: [Dispute] { sorted { ($0.entry, $0.branches.count) < ($1.entry, $1.branches.count) } }
}

/// Where the sessions of a fold stand, by key and by the database that added them.
///
/// Two machines may count up to the same key before their ledgers meet. Each one's entries then stay with its own
/// session; a machine that added none means the first.
private struct SessionPlaces {
  private var positions: [SessionKey: [(entry: EntryID, position: Int)]] = [:]
  /// Keys that several machines have, in order.
  private var shared: [SessionKey] = []
  /// Sessions of which another machine tells than the one that added them.
  private(set) var visited: Set<Int> = []

  func isNew(_ key: SessionKey, origin: String) -> Bool {
    !(positions[key] ?? []).contains { $0.entry.origin == origin }
  }

  mutating func open(_ key: SessionKey, by entry: EntryID, at position: Int) {
    positions[key, default: []].append((entry, position))
    if positions[key]?.count == 2 { shared.append(key) }
  }

  /// Where an entry belongs; it is noted if its machine is not the one that added the session.
  mutating func position(of key: SessionKey, for entry: LedgerEntry, root: (Int) -> EntryID) -> Int? {
    guard let position = self[key, origin: entry.id.origin] else { return nil }
    if root(position).origin != entry.id.origin { visited.insert(position) }
    return position
  }

  subscript(key: SessionKey, origin origin: String) -> Int? {
    let known = positions[key] ?? []
    return (known.first { $0.entry.origin == origin } ?? known.first)?.position
  }

  var disputes: [Dispute] {
    shared.map { key in
      let branches = (positions[key] ?? []).map(\.entry)
      return Dispute(.sessions(key), entry: branches[1], branches: branches)
    }
  }
}

/// A recorded value as it stands now.
public struct Standing<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The entry that first recorded it.
  public let root: EntryID
  /// The entry whose content stands: the last correction, or the root itself.
  public let entry: EntryID
  public let scope: LedgerEntry.Scope
  /// When it was first recorded.
  public let at: Timestamp
  /// As ``LedgerEntry/moment``: which of two came first.
  public let moment: Timestamp
  /// Where the root came from, as ``LedgerEntry/source``.
  let source: String?
  public let value: Value

  init(_ value: Value, root: LedgerEntry, current: LedgerEntry) {
    self.value = value
    self.root = root.id
    entry = current.id
    scope = root.scope
    at = root.at
    moment = root.moment
    source = root.source
  }
}

/// A session with everything that stands of it.
public struct SessionBalance: Hashable, Sendable {
  public let key: SessionKey
  /// With its last day and status.
  public private(set) var session: Session
  /// The entry that added it.
  public let root: EntryID
  public let recordedAt: Timestamp
  public private(set) var counts: [Standing<Count>] = []
  public private(set) var goods: [Standing<GoodsMove>] = []
  public private(set) var notes: [Standing<String>] = []

  init(key: SessionKey, session: Session, root: LedgerEntry) {
    self.key = key
    self.session = session
    self.root = root.id
    recordedAt = root.at
  }

  mutating func add(_ content: LedgerEntry.Content, root: LedgerEntry, current: LedgerEntry) {
    switch content {
    case .session(let session): self.session = session
    case .moved(let date): session.date = date
    case .status(let status): session.status = status
    case .count(let count): counts.append(Standing(count, root: root, current: current))
    case .goods(let move): goods.append(Standing(move, root: root, current: current))
    case .note(let text): notes.append(Standing(text, root: root, current: current))
    case .report, .sheet, .closing, .purged: break
    case .acceptance, .task, .inspection, .stage: break
    }
  }

  /// Takes figures out of which another machine has others.
  mutating func leaveOut(_ roots: Set<EntryID>) {
    guard !roots.isEmpty else { return }
    counts.removeAll { roots.contains($0.root) }
    goods.removeAll { roots.contains($0.root) }
  }

  /// The same with another title and verb for its brief; nil leaves them.
  public func told(title: String? = nil, verb: String? = nil) -> SessionBalance {
    var copy = self
    if let title { copy.session.title = title }
    if let verb { copy.session.verb = verb }
    return copy
  }

  /// Whether it is neither cancelled nor merged into another.
  public var isCounted: Bool { session.status == .planned || session.status == .held }

  /// Whether it took place: somebody said so, or recorded figures of it.
  public var isHeld: Bool {
    session.status == .held
      || (session.status == .planned
        && !(counts.allSatisfy { $0.value.measure == .signedUp } && goods.isEmpty))
  }

  /// The counts of a role that are to be added up. Where somebody marked counts of a measure as final, the others of
  /// that measure are evidence only; nothing takes the larger. People, person-times and households are weighed apart.
  public func finalCounts(_ role: Count.Role = .public) -> [Count] {
    counted(role).map { counts[$0].value }
  }

  /// The entries of counts that stand and are not added up: evidence beside somebody's last word, totals beside their
  /// parts.
  public var evidence: Set<EntryID> {
    let counted = Set(Count.Role.allCases.flatMap { self.counted($0) })
    return Set(counts.indices.lazy.filter { !counted.contains($0) }.map { counts[$0].entry })
  }

  /// Where the ``finalCounts(_:)`` stand.
  private func counted(_ role: Count.Role) -> [Int] {
    let all = counts.indices.filter { counts[$0].value.role == role }
    // Most have nothing that is weighed against anything else.
    guard all.contains(where: { counts[$0].value.isFinal || counts[$0].value.isStatedTotal }) else {
      return all
    }
    let closed = all.map { counts[$0].value }.filter(\.isFinal)
    let final = all.filter { index in
      let count = counts[index].value
      return count.isFinal || !closed.contains { $0.countsAlike(count) }
    }
    // A stated total stands for parts that nobody gave, and is no summand beside them.
    return final.filter { index in
      let count = counts[index].value
      return !count.isStatedTotal || !final.contains { counts[$0].value.isPart(of: count) }
    }
  }

  /// Totals that somebody stated beside their parts: evidence, not summands.
  public func statedTotals(_ role: Count.Role = .public) -> [Count] {
    let all = counts.lazy.map(\.value).filter { $0.role == role }
    return all.filter { count in count.isStatedTotal && all.contains { $0.isPart(of: count) } }
  }

  /// What was handed out.
  public var given: [GoodsMove] { goods.map(\.value).filter { $0.kind == .give } }
}
