public import Ledger
public import Planning
public import Recurrence

/// A decision about a unit's report, before anybody looked at whether it may be taken.
public struct DecisionDraft: Sendable {
  public let act: ReportDecision.Act
  public let unit: Unit
  public var part: String?
  public var reason: String?
  /// The unit that decides, or at which the post is that does; nil for the one that usually does.
  public var decider: Unit?
  /// As it is written down: a unit's id, or a post.
  public var decidedBy: String?
  /// Accepting or waiving everything below it, too.
  public var withBelow = false

  public init(_ act: ReportDecision.Act, of unit: Unit) {
    self.act = act
    self.unit = unit
  }
}

extension Scheduler {
  /// Accepts, waives or opens again, if the levels allow it. One transaction: either every entry stands or none.
  ///
  /// - Throws: ``ReportRefusal``.
  public func decide(
    _ draft: DecisionDraft, on occurrence: OccurrenceKey, of campaign: Campaign, by author: String,
    at now: Timestamp
  ) async throws -> [LedgerEntry] {
    let tree = current.now.definitions.shared.tree
    let rules = DecisionRules(draft, campaign, tree: tree)
    return try await ledger.append(of: occurrence, by: author, at: now) { balance, _ in
      let units = try rules.units(Acceptance(balance, units: tree))
      return units.map { unit in
        LedgerDraft(
          scope: LedgerEntry.Scope(occurrence: occurrence, unit: unit.id),
          .record(
            .acceptance(
              ReportDecision(
                draft.act, part: draft.part, decidedBy: rules.decidedBy, reason: rules.reason))))
      }
    }
  }
}

/// Who may decide what, and when.
struct DecisionRules: Sendable {
  private let draft: DecisionDraft
  private let tree: UnitTree
  private let ladder: AcceptanceLadder
  private let decider: Unit

  init(_ draft: DecisionDraft, _ campaign: Campaign, tree: UnitTree) {
    self.draft = draft
    self.tree = tree
    ladder = AcceptanceLadder(campaign, units: tree)
    let above = tree.parent(of: draft.unit) ?? draft.unit
    let usual = draft.act == .accept && !ladder.reports(draft.unit) ? draft.unit : above
    decider = draft.decider ?? usual
  }

  var decidedBy: String { draft.decidedBy ?? decider.id }

  var reason: String? {
    draft.reason.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The units that the decision is entered for, in this order.
  func units(_ acceptance: Acceptance) throws(ReportRefusal) -> [Unit] {
    let unit = draft.unit
    guard ladder.includes(unit) else { throw .notAsked(unit) }
    try requirePower()
    if draft.act != .accept, reason == nil { throw .missingReason(draft.act) }
    let state = acceptance.state(of: unit.id, part: draft.part)
    switch draft.act {
    case .accept: return try accepted(acceptance, state)
    case .waive: return try waived(acceptance, state)
    case .reopen:
      guard state == .accepted || state == .waived || state == .reported else { throw .nothingToReopen(unit) }
      return [unit]
    }
  }

  /// Who reports does not accept itself; a unit above accepts what came from below. Excusing a unit and opening it again
  /// is for those above it. At the top there is nobody above.
  private func requirePower() throws(ReportRefusal) {
    let unit = draft.unit
    let isSelf = decider.id == unit.id
    let maySelf = unit.parent == nil || draft.act == .accept && !ladder.reports(unit)
    guard tree.contains(unit, under: decider), !isSelf || maySelf else {
      throw .notAbove(unit, decider: draft.decidedBy.map { tree[$0]?.name ?? $0 } ?? decider.name)
    }
  }

  private func accepted(_ acceptance: Acceptance, _ state: ReportState) throws(ReportRefusal) -> [Unit] {
    guard !state.isSettled else { throw .already(draft.unit, state) }
    guard draft.withBelow else {
      let obstacles = acceptance.obstacles(to: draft.unit, on: ladder, part: draft.part)
      guard obstacles.isEmpty else { throw .open(draft.unit, obstacles) }
      return [draft.unit]
    }
    let (accepted, obstacles) = acceptance.climb(to: draft.unit, on: ladder, part: draft.part)
    guard obstacles.isEmpty else { throw .open(draft.unit, obstacles) }
    return accepted
  }

  private func waived(_ acceptance: Acceptance, _ state: ReportState) throws(ReportRefusal) -> [Unit] {
    guard draft.withBelow, !ladder.reports(draft.unit) else {
      guard state != .accepted else { throw .reopenFirst(draft.unit) }
      guard state != .waived, state != .reported else { throw .already(draft.unit, state) }
      return [draft.unit]
    }
    // Who stands above units that reported has those to accept.
    let owing = ladder.stepsFromBelow(upTo: draft.unit).filter { step in
      acceptance.state(of: step.id, part: draft.part).isOwed
        && !ladder.stepsFromBelow(upTo: step).contains {
          ladder.reports($0) && acceptance.state(of: $0.id, part: draft.part).isReported
        }
    }
    guard !owing.isEmpty else { throw .already(draft.unit, state) }
    return owing
  }
}
