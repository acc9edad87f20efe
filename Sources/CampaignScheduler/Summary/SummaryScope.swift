public import Ledger
public import Planning
public import Recurrence

/// What a summary speaks about.
public struct SummaryScope: Hashable, Sendable {
  public typealias Choice = SessionChoice

  public var choice: Choice
  /// Only this unit and everything below it.
  public var unit: Unit?
  /// Where the day of recording is read, for sessions without any date.
  public var zone: Zone
  /// The heading; nil for the general one.
  public var title: BilingualText?

  public init(
    _ choice: Choice = .everything, unit: Unit? = nil, zone: Zone = .utc, title: BilingualText? = nil
  ) {
    self.choice = choice
    self.unit = unit
    self.zone = zone
    self.title = title
  }

  /// The sessions that took place and belong here: exact days first, then intervals, then undated ones.
  public func sessions(of facts: [SessionFacts], in tree: UnitTree) -> [SessionFacts] {
    let inside = unit.map { Set(tree.subtree(of: $0).map(\.id)) }
    let ranks = facts.indices.compactMap { index -> SessionRank? in
      let session = facts[index]
      guard session.isHeld, inside?.contains(session.key.unit) ?? true, choice.contains(session, zone: zone)
      else { return nil }
      return SessionRank(session, index: index)
    }
    return ranks.sorted { left, right in
      left.key == right.key
        ? facts[left.index].root < facts[right.index].root : left.key < right.key
    }.map { facts[$0.index] }
  }

  /// Figures without a session belong to the whole organisation.
  func sheets(of facts: LedgerFacts) -> [Sheet] {
    guard unit == nil || unit?.parent == nil else { return [] }
    return switch choice {
    case .everything, .span: facts.sheets.map(\.value)
    case .session, .occurrence, .occurrences, .campaign: []
    }
  }
}

/// Where a session stands among others, in one number: there may be hundreds of thousands.
private struct SessionRank {
  /// Precision, day and time of recording, from the highest bits down.
  let key: Int128
  let index: Int

  init(_ session: SessionFacts, index: Int) {
    let precision =
      switch session.date.precision {
      case .day: 0
      case .interval: 1
      case .none: 2
      }
    let day = Int128(precision) << 32 + Int128((session.date.first ?? .max).dayNumber)
    key = day << 64 + Int128(session.recordedAt.milliseconds)
    self.index = index
  }
}
