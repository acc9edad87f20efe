public import Planning

/// Who accepted what in an occurrence, and what is closed by it: a pure value of reports and decisions.
///
/// Acceptance climbs: a unit that reports can be accepted once its report is in, a unit above once every unit below it
/// is accepted or waived. A unit above that is waived need not accept; those below it still count one by one. What is
/// opened again undoes the acceptance of everything above it.
public struct Acceptance: Sendable {
  private let units: UnitTree?
  private var progress: [String: ReportProgress] = [:]
  /// What the units' parts are about; nil while none is accepted apart from the whole.
  private let recorded: PartsRecorded?

  /// - `balance`: Of one occurrence.
  /// - `units`: Nil if nobody knows which unit stands above which.
  public init(_ balance: Balance, units: UnitTree?) {
    self.units = units
    let hasParts = balance.decisions.contains { $0.value.act == .accept && $0.value.part != nil }
    recorded = hasParts ? PartsRecorded(balance) : nil
    for event in ReportEvent.merged(balance.reports, balance.decisions) {
      switch event {
      case .report(let report): progress[report.scope.unit, default: ReportProgress()].apply(event)
      case .decision(let decision):
        progress[decision.scope.unit, default: ReportProgress()].apply(event)
        if decision.value.act == .reopen { undo(above: decision.scope.unit, part: decision.value.part) }
      }
    }
  }

  private mutating func undo(above id: String, part: String?) {
    guard let units, let unit = units[id] else { return }
    for superior in units.lineage(of: unit).dropFirst() { progress[superior.id]?.undoAcceptance(part: part) }
  }

  public func progress(of unit: String) -> ReportProgress { progress[unit] ?? ReportProgress() }

  /// The units whose report, or a part of it, stands, whether anybody asked them or not.
  public func reporters(part: String? = nil) -> some Sequence<String> {
    progress.lazy.filter { $0.value.state(part: part).isReported }.map(\.key)
  }

  public func state(of unit: String, part: String? = nil) -> ReportState {
    progress[unit]?.state(part: part) ?? .silent
  }

  /// The unit whose acceptance closes what a unit records, itself or one above; nil while it is open. Of several the
  /// lowest: opening that one again opens those above, too.
  ///
  /// - `part`: That of a report; figures belong to the whole.
  public func closing(_ unit: String, part: String? = nil) -> String? {
    guard let units, let known = units[unit] else {
      return state(of: unit, part: part) == .accepted ? unit : nil
    }
    return units.lineage(of: known).first { state(of: $0.id, part: part) == .accepted }?.id
  }

  /// Whether any part may be closed apart from its whole.
  var hasAcceptedParts: Bool { recorded != nil }

  /// The accepted part that something a unit records belongs to, and the unit whose acceptance closes it: what the part
  /// collects, or a session that its report is about.
  ///
  /// - `parts`: Of the campaign.
  func closingPart(of content: LedgerEntry.Content, _ scope: LedgerEntry.Scope, among parts: [Part]) -> (
    part: String, by: String
  )? {
    guard let recorded else { return nil }
    for part in parts {
      guard let closing = closing(scope.unit, part: part.id) else { continue }
      if let collected = part.submission {
        guard scope.number == nil, case .count(let count) = content, count.measure.rawValue == collected.what
        else { continue }
        return (part.id, closing)
      }
      let at = progress[closing]?.decision(part: part.id)?.at
      if recorded.holds(scope, part: part.id, acceptedAt: at) { return (part.id, closing) }
    }
    return nil
  }
}

// MARK: - What stands in the way

extension Acceptance {
  /// Something that has to be settled before a unit can be accepted.
  public struct Obstacle: Hashable, Sendable {
    public let unit: Unit
    /// The part that has not arrived; nil for the whole.
    public let part: String?
    public let state: ReportState
    /// Whether it reports itself; else it accepts what comes from below.
    public let isHolder: Bool
    /// How many units below it hold it up in turn.
    public let openBelow: Int
  }

  /// What has to be settled first; empty if the unit can be accepted now.
  public func obstacles(to unit: Unit, on ladder: AcceptanceLadder, part: String? = nil) -> [Obstacle] {
    if ladder.reports(unit) {
      let parts = part.map { [$0] } ?? [nil] + ladder.parts.map(Optional.some)
      return parts.compactMap { part in
        let state = state(of: unit.id, part: part)
        return state.isOwed ? obstacle(unit, part: part, state, on: ladder) : nil
      }
    }
    return open(below: unit, on: ladder, part: part).map { step in
      obstacle(step, part: part, state(of: step.id, part: part), on: ladder)
    }
  }

  /// The units that hold up the one above them. Who is excused from accepting answers for nobody below: those are asked
  /// in its place.
  private func open(below unit: Unit, on ladder: AcceptanceLadder, part: String?) -> [Unit] {
    ladder.steps(below: unit).flatMap { step -> [Unit] in
      switch state(of: step.id, part: part) {
      case .accepted: []
      case .waived: open(below: step, on: ladder, part: part)
      case .silent, .reported, .reopened: [step]
      }
    }
  }

  private func obstacle(_ unit: Unit, part: String?, _ state: ReportState, on ladder: AcceptanceLadder)
    -> Obstacle
  {
    Obstacle(
      unit: unit, part: part, state: state, isHolder: ladder.reports(unit),
      openBelow: open(below: unit, on: ladder, part: part).count)
  }

  /// The units to accept, from the lowest up, so that a unit and all below it are accepted; and what would still stand in
  /// the way.
  public func climb(to unit: Unit, on ladder: AcceptanceLadder, part: String? = nil) -> (
    accepted: [Unit], obstacles: [Obstacle]
  ) {
    var ahead = self
    var accepted: [Unit] = []
    for step in ladder.stepsFromBelow(upTo: unit) where !ahead.state(of: step.id, part: part).isSettled {
      guard ahead.obstacles(to: step, on: ladder, part: part).isEmpty else { continue }
      ahead.progress[step.id, default: ReportProgress()].set(.accepted, part: part)
      accepted.append(step)
    }
    let open = ladder.stepsFromBelow(upTo: unit).filter { ladder.reports($0) }.flatMap { holder in
      ahead.state(of: holder.id, part: part).isSettled
        ? [] : ahead.obstacles(to: holder, on: ladder, part: part)
    }
    return (accepted, open)
  }
}

/// Which units report an occurrence and which stand above them: the steps by which acceptance climbs.
///
/// Units outside the denominator may be accepted, and hold nobody up.
public struct AcceptanceLadder: Sendable {
  /// The campaign's parts, all of which belong to a whole report.
  public let parts: [String]
  private let holders: Set<String>
  private let children: [String: [Unit]]

  public init(_ campaign: Campaign, units: UnitTree) {
    parts = campaign.parts.map(\.id)
    let all = campaign.participation.units(in: units)
    holders = Set(all.map(\.id))
    var children: [String: [Unit]] = [:]
    var seen: Set<String> = []
    for holder in all where holder.counted {
      for step in units.lineage(of: holder) {
        guard seen.insert(step.id).inserted else { break }
        if let parent = step.parent { children[parent, default: []].append(step) }
      }
    }
    self.children = children
  }

  /// Whether a unit reports itself.
  public func reports(_ unit: Unit) -> Bool { holders.contains(unit.id) }
  /// Whether a unit has anything to accept: it reports, or units below it do.
  public func includes(_ unit: Unit) -> Bool { reports(unit) || children[unit.id] != nil }
  /// The units directly below one that have to be settled before it.
  public func steps(below unit: Unit) -> [Unit] { children[unit.id] ?? [] }

  /// A unit and every step below it, each after those below it.
  public func stepsFromBelow(upTo unit: Unit) -> [Unit] {
    steps(below: unit).flatMap { stepsFromBelow(upTo: $0) } + [unit]
  }
}
