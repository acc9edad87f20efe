public import Ledger
public import Planning
public import Recurrence

/// What a summary speaks about.
public struct SummaryScope: Hashable, Sendable {
  public enum Choice: Hashable, Sendable {
    case everything
    case session(SessionKey)
    case occurrence(OccurrenceKey)
    /// Both days included.
    case span(ClosedRange<CivilDate>)
  }

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
  func sessions(of balance: Balance, in tree: UnitTree) -> [SessionBalance] {
    balance.sessions.filter { $0.isHeld && contains($0, in: tree) }.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)
  }

  /// Figures without a session belong to the whole organisation.
  func sheets(of balance: Balance) -> [Sheet] {
    guard unit == nil || unit?.parent == nil else { return [] }
    return switch choice {
    case .everything, .span: balance.sheets.map(\.value)
    case .session, .occurrence: []
    }
  }

  private func contains(_ session: SessionBalance, in tree: UnitTree) -> Bool {
    if let unit, !(tree[session.key.unit].map { tree.contains($0, under: unit) } ?? false) { return false }
    return switch choice {
    case .everything: true
    case .session(let key): session.key == key
    case .occurrence(let key): session.key.occurrence == key
    case .span(let days):
      session.session.date.falls(in: days, recordedOn: zone.local(at: session.recordedAt).date)
    }
  }
}

extension SessionBalance {
  fileprivate var rank: SessionRank {
    let precision = SessionDate.Precision.allCases.firstIndex(of: session.date.precision) ?? 0
    return SessionRank(precision: precision, day: session.date.first ?? .max)
  }
}

private struct SessionRank: Comparable {
  let precision: Int
  let day: CivilDate

  static func < (left: SessionRank, right: SessionRank) -> Bool {
    (left.precision, left.day) < (right.precision, right.day)
  }
}

private func < (left: (SessionRank, Int), right: (SessionRank, Int)) -> Bool {
  left.0 == right.0 ? left.1 < right.1 : left.0 < right.0
}
