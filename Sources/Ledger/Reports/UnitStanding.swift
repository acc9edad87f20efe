public import Recurrence

/// One unit's part in one occurrence, as far as it is recorded.
public struct UnitStanding: Hashable, Sendable {
  public let unit: String
  public let sessions: [SessionBalance]
  public let reports: [Standing<Report>]
  /// How far its report and its parts have come.
  public let progress: ReportProgress
  /// The ids of the campaign's tasks that it has done.
  public let tasksDone: Set<String>
  /// Whether no session and no figure is recorded, not even that there was none.
  public let isBlank: Bool
  private let counts: [Count]

  public init(_ balance: Balance, unit: String) {
    self.init(
      unit: unit, sessions: balance.sessions.filter { $0.key.unit == unit },
      reports: balance.reports.filter { $0.scope.unit == unit },
      decisions: balance.decisions.filter { $0.scope.unit == unit },
      tasks: balance.tasks.filter { $0.scope.unit == unit },
      counts: balance.unitCounts.filter { $0.scope.unit == unit })
  }

  /// That of a unit of which nothing is recorded.
  public init(blank unit: String) {
    self.init(unit: unit, sessions: [], reports: [], decisions: [], tasks: [], counts: [])
  }

  fileprivate init(
    unit: String, sessions: [SessionBalance], reports: [Standing<Report>],
    decisions: [Standing<ReportDecision>], tasks: [Standing<TaskDone>], counts: [Standing<Count>]
  ) {
    self.unit = unit
    isBlank = sessions.isEmpty && counts.isEmpty
    self.sessions = sessions.filter(\.isCounted)
    self.reports = reports
    progress = ReportProgress(reports, decisions)
    tasksDone = Set(tasks.map(\.value.task))
    self.counts = counts.map(\.value) + self.sessions.flatMap { $0.finalCounts() }
  }

  /// Whether it reported the occurrence, or a part of it; a report that was sent back does not count until it comes again.
  public func hasReport(part: String? = nil) -> Bool { progress.state(part: part).isReported }

  /// Whether it is to be asked for its report, or a part of it: not if it is excused.
  public func owesReport(part: String? = nil) -> Bool { progress.state(part: part).isOwed }

  /// When it first reported.
  public func reportedAt(part: String? = nil) -> Timestamp? { progress.reportedAt(part: part) }

  public var hasSession: Bool { !sessions.isEmpty }

  /// The first exact day of its sessions: what its reminders count from.
  public var sessionDay: CivilDate? {
    sessions.compactMap { standing in
      if case .exact(let date) = standing.session.date.day { date } else { nil }
    }.min()
  }

  public var isHeld: Bool { sessions.contains(where: \.isHeld) }

  /// How many were counted under a measure, in its sessions and outside of them.
  public func reached(_ measure: Count.Measure, counter: String? = nil) -> Quantity {
    QuantitySum(
      counts.filter { $0.measure == measure && (counter == nil || $0.counter == counter) }.map(\.quantity)
    ).total
  }

  /// How many were counted in a counting word, whatever for: households visited, signed, insured.
  public func total(counter: String) -> Quantity {
    QuantitySum(counts.filter { $0.counter == counter }.map(\.quantity)).total
  }

  /// Whether a target is surely reached: a lower bound is enough, an upper bound or an estimate is not.
  public func hasReached(_ target: Int, _ measure: Count.Measure) -> Bool {
    reached(measure).reach(of: Figure(target)) == .reached
  }
}

extension Balance {
  /// How every unit stands of which anything is recorded.
  public var standings: [String: UnitStanding] {
    let sessions = Dictionary(grouping: sessions, by: \.key.unit)
    let reports = Dictionary(grouping: reports, by: \.scope.unit)
    let counts = Dictionary(grouping: unitCounts, by: \.scope.unit)
    let decisions = Dictionary(grouping: decisions, by: \.scope.unit)
    let tasks = Dictionary(grouping: tasks, by: \.scope.unit)
    let units = Set(sessions.keys).union(reports.keys).union(counts.keys).union(decisions.keys)
      .union(tasks.keys)
    return Dictionary(
      uniqueKeysWithValues: units.map { unit in
        let standing = UnitStanding(
          unit: unit, sessions: sessions[unit] ?? [], reports: reports[unit] ?? [],
          decisions: decisions[unit] ?? [], tasks: tasks[unit] ?? [],
          counts: counts[unit] ?? [])
        return (unit, standing)
      })
  }
}
