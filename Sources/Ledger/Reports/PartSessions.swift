import Recurrence

/// Which of a unit's sessions its parts are about, as far as their reports say.
struct PartSessions: Hashable, Sendable {
  private var named: [String: Set<Int>] = [:]

  /// - `reports`: Of one unit.
  init(_ reports: some Sequence<Report>) {
    for report in reports {
      if let part = report.part, let numbers = report.sessions { named[part, default: []].formUnion(numbers) }
    }
  }

  /// Whether a session is the part's: its report names it, or names none, and no other part's does.
  func mayHold(_ number: Int, part: String) -> Bool {
    if let own = named[part] { return own.contains(number) }
    return !named.values.contains { $0.contains(number) }
  }

  func names(_ number: Int, part: String) -> Bool { named[part]?.contains(number) ?? false }
}

/// What units recorded, as far as it matters to parts that are accepted apart from the whole.
struct PartsRecorded: Sendable {
  private let sessions: [String: PartSessions]
  private let addedAt: [LedgerEntry.Scope: Timestamp]

  /// - `balance`: Of one occurrence.
  init(_ balance: Balance) {
    sessions = Dictionary(grouping: balance.reports, by: \.scope.unit).mapValues { reports in
      PartSessions(reports.lazy.map(\.value))
    }
    addedAt = Dictionary(
      balance.sessions.map { (LedgerEntry.Scope($0.key), $0.recordedAt) }, uniquingKeysWith: min)
  }

  /// Whether an accepted part is about a session: its report names it, or it was there when the part was accepted and
  /// may be its own.
  func holds(_ scope: LedgerEntry.Scope, part: String, acceptedAt: Timestamp?) -> Bool {
    guard let number = scope.number else { return false }
    let sessions = sessions[scope.unit] ?? PartSessions([])
    if sessions.names(number, part: part) { return true }
    guard sessions.mayHold(number, part: part), let acceptedAt, let added = addedAt[scope] else {
      return false
    }
    return added <= acceptedAt
  }
}

extension UnitStanding {
  /// The sessions that count for the report, or that a part of it is about.
  public func sessions(of part: String?) -> [SessionBalance] {
    guard let part else { return sessions }
    let known = PartSessions(reports.map(\.value))
    return sessions.filter { known.mayHold($0.key.number, part: part) }
  }

  /// Whether a part's report says that it is about all of these.
  public func names(_ numbers: [Int], part: String) -> Bool {
    let known = PartSessions(reports.map(\.value))
    return numbers.allSatisfy { known.names($0, part: part) }
  }
}
