public import Recurrence

/// How one unit stands with its report and with each part: a fold over reports and decisions in order of time.
public struct ReportProgress: Hashable, Sendable {
  /// Under nil the whole.
  private var states: [String?: ReportState] = [:]
  private var firstReports: [String?: Timestamp] = [:]
  /// What was last decided about the whole and about each part.
  private var decisions: [String?: Standing<ReportDecision>] = [:]

  public init() {}

  /// - Parameters:
  ///   - reports: Of one unit, in order of time.
  ///   - decisions: The same.
  public init(_ reports: [Standing<Report>], _ decisions: [Standing<ReportDecision>]) {
    for event in ReportEvent.merged(reports, decisions) { apply(event) }
  }

  /// Of the whole, or of a part. What is accepted as a whole is accepted part by part, and who is excused from the whole
  /// is excused from every part that has not arrived.
  public func state(part: String? = nil) -> ReportState {
    let own = states[part] ?? .silent
    guard part != nil, let whole = states[nil] else { return own }
    return switch whole {
    case .accepted: .accepted
    case .waived: own == .silent ? .waived : own
    case .silent, .reported, .reopened: own
    }
  }

  /// The decision that the state rests on, with its reason; nil once something came after it.
  public func decision(part: String? = nil) -> Standing<ReportDecision>? {
    let state = state(part: part)
    let own = decisions[part]
    return [own, part == nil ? nil : decisions[nil]].compactMap(\.self).first {
      $0.value.act.leads(to: state)
    }
  }

  /// When it first arrived, whatever became of it later.
  public func reportedAt(part: String? = nil) -> Timestamp? { firstReports[part] }

  mutating func apply(_ event: ReportEvent) {
    switch event {
    case .report(let report):
      let part = report.value.part
      firstReports[part] = min(firstReports[part] ?? report.at, report.at)
      if states[part] != .accepted { states[part] = .reported }
    case .decision(let decision): apply(decision)
    }
  }

  private mutating func apply(_ decision: Standing<ReportDecision>) {
    let part = decision.value.part
    decisions[part] = decision
    switch decision.value.act {
    case .accept: states[part] = .accepted
    case .waive: states[part] = .waived
    case .reopen:
      let isWaived = states[part] == .waived
      states[part] = isWaived && firstReports[part] == nil ? .silent : .reopened
      if part != nil { undoAcceptance() }
    }
  }

  mutating func set(_ state: ReportState, part: String?) { states[part] = state }

  /// Something that the acceptance rests on is open again: a part, or the report of a unit below.
  mutating func undoAcceptance(part: String? = nil) {
    for part in Set([part, nil]) where states[part] == .accepted {
      states[part] = firstReports[part] == nil ? .silent : .reported
    }
  }
}

/// A report or a decision about one.
enum ReportEvent: Hashable {
  case report(Standing<Report>)
  case decision(Standing<ReportDecision>)

  /// Both lists are in order of time already.
  static func merged(_ reports: [Standing<Report>], _ decisions: [Standing<ReportDecision>]) -> [ReportEvent]
  {
    var events: [ReportEvent] = []
    events.reserveCapacity(reports.count + decisions.count)
    var rest = decisions[...]
    for report in reports {
      while let decision = rest.first, (decision.moment, decision.root) < (report.moment, report.root) {
        events.append(.decision(decision))
        rest.removeFirst()
      }
      events.append(.report(report))
    }
    return events + rest.map(ReportEvent.decision)
  }
}
