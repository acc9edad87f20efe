public import Ledger
public import Outbox
public import Planning
public import Recurrence
import Webhooks

/// Answers what a due reminder says, or why it need not be said: the dispatcher asks at claim time.
public struct MessageComposer: Sendable {
  let current: CurrentDefinitions
  let ledger: LedgerStore

  public init(current: CurrentDefinitions, ledger: LedgerStore) {
    self.current = current
    self.ledger = ledger
  }

  /// What each of some reminders says, or why it need not be said; in their order.
  public func prepare(_ reminders: [DueReminder], at now: Timestamp) async throws -> [Preparation] {
    try await prepare(reminders.map(\.planned), at: now)
  }

  public func prepare(_ reminder: PlannedReminder, at now: Timestamp) async throws -> Preparation {
    try await prepare([reminder], at: now)[0]
  }

  private func prepare(_ reminders: [PlannedReminder], at now: Timestamp) async throws -> [Preparation] {
    var batch = try await MessageBatch(of: reminders, current.now, ledger, at: now)
    let notices = try await AcceptanceNotices(for: reminders, current.now, ledger)
    return reminders.map { notices?.preparation(of: $0) ?? batch.preparation(of: $0) }
  }

  /// What a reminder says, whether or not it needs to be said; nil if the files no longer know it.
  func message(for reminder: PlannedReminder, at now: Timestamp) async throws -> Message? {
    if let notices = try await AcceptanceNotices(for: [reminder], current.now, ledger) {
      return notices.message(for: reminder)
    }
    var batch = try await MessageBatch(of: [reminder], current.now, ledger, at: now)
    return batch.message(for: reminder)
  }
}

/// Whom and what a reminder is about, looked up once.
final class MessageSubject: Sendable {
  let reminder: PlannedReminder
  let edition: MessageBatch.Edition
  let part: Part?
  let unit: Unit
  let receiver: Unit
  let template: String
  /// The receiving post's role.
  let role: String
  /// The units that the message is about: those below a digest's unit, else its own. A digest for a vacant post is
  /// received above, and lists the same units.
  let units: [Unit]
  /// The days that its unit holds it on; a digest's are the common ones.
  let days: ClosedRange<CivilDate>
  let reportDue: CivilDate?

  /// Nil if the files no longer know the unit or the rule.
  init?(_ reminder: PlannedReminder, in edition: MessageBatch.Edition) {
    let key = reminder.key
    guard let rule = edition.rules[key.rule], let unit = edition.planner.shared.tree[key.unit],
      let receiver = reminder.receiverUnit == key.unit
        ? unit : edition.planner.shared.tree[reminder.receiverUnit]
    else { return nil }
    self.reminder = reminder
    self.edition = edition
    self.unit = unit
    self.receiver = receiver
    template = rule.template
    role = rule.role
    units =
      reminder.digest
      ? edition.campaign.participation.units(at: unit, in: edition.planner.shared.tree) : [unit]
    let days = edition.planner.days(of: unit, edition.occurrence, of: edition.campaign)
    self.days = days
    part = key.part.flatMap { id in edition.campaign.parts.first { $0.id == id } }
    reportDue =
      days == edition.days
      ? edition.reportDue : edition.campaign.report.map { edition.planner.reportDay($0.due, after: days) }
  }

  /// The ids of the tasks that the receiver's unit has done.
  var tasksDone: Set<String> { edition.standings[receiver.id]?.tasksDone ?? [] }

  var campaign: Campaign { edition.campaign }
  var occurrence: Occurrence { edition.occurrence }
  var planner: Planner { edition.planner }
  var today: CivilDate { edition.today }
  var shared: SharedDefinitions { edition.planner.shared }

  var deadline: CivilDate? {
    part.map { edition.planner.reportDay($0.due, after: days) } ?? reportDue
  }

  /// By when one of the units of a digest has to report: later than the common day, if it holds the occurrence later.
  func deadline(of unit: Unit) -> CivilDate? {
    guard reminder.digest, !planner.sessionDays.isEmpty, let due = part?.due ?? campaign.report?.due else {
      return deadline
    }
    return planner.reportDay(due, after: planner.days(of: unit, occurrence, of: campaign))
  }
}

/// How far the units of a message have come.
struct Progress {
  let subject: MessageSubject
  let standings: [UnitStanding]

  init(of subject: MessageSubject) {
    self.subject = subject
    standings = subject.units.map { subject.edition.standings[$0.id] ?? UnitStanding(blank: $0.id) }
  }

  /// Those that have not reported, are not excused, and have no more time than the others.
  var late: [UnitStanding] { standings.filter(isLate) }
  /// Why the report of the only unit was sent back, as long as no other one has come.
  var sentBack: String? {
    guard !subject.reminder.digest, let progress = standings.first?.progress else { return nil }
    let part = subject.part?.id
    return progress.state(part: part) == .reopened ? progress.decision(part: part)?.value.reason : nil
  }

  /// Those that are excused.
  var waived: [UnitStanding] { standings.filter { $0.progress.state(part: subject.part?.id) == .waived } }

  private func isLate(_ standing: UnitStanding) -> Bool {
    guard standing.owesReport(part: subject.part?.id) else { return false }
    guard let common = subject.deadline, let unit = subject.shared.tree[standing.unit],
      let own = subject.deadline(of: unit)
    else { return true }
    return own <= common || own < subject.today
  }

  /// Why the reminder is silent, as a word of `Reason`; nil to send it. A digest speaks as long as one of its units needs it.
  func reasonNotToSend(_ condition: SendCondition?) -> String? {
    if subject.units.isEmpty { return Reason.noUnit.word }
    guard let condition, !standings.contains(where: { holds(condition, for: $0) }) else { return nil }
    return condition == .noReport && waived.count == standings.count
      ? Reason.waived.word : Reason.word(for: condition)
  }

  private func holds(_ condition: SendCondition, for standing: UnitStanding) -> Bool {
    switch condition {
    case .noReport: isLate(standing)
    case .noSession: !standing.hasSession
    case .held: standing.isHeld
    // Preparations are over once the day has been held.
    case .tasksOpen: !standing.isHeld && hasOpenTasks(standing)
    case .belowTarget: !hasReachedTargets(standing)
    }
  }

  /// Of the tasks of the unit's and the receiver's level; those of others are taken for open, since nobody below can say.
  private func hasOpenTasks(_ standing: UnitStanding) -> Bool {
    let own = subject.planner.shared.tree[standing.unit]?.level
    let tasks = subject.campaign.tasks.filter { [own, subject.receiver.level].contains($0.owner.level) }
    guard !tasks.isEmpty else { return !subject.campaign.tasks.isEmpty }
    return tasks.contains { task in
      !(task.owner.level == own ? standing.tasksDone : subject.tasksDone).contains(task.id)
    }
  }

  private func hasReachedTargets(_ standing: UnitStanding) -> Bool {
    if standing.progress.state(part: subject.part?.id) == .waived { return true }
    if let part = subject.part {
      if standing.hasReport(part: part.id) { return true }
      guard let submission = part.submission, let target = part.target?.perUnit else { return false }
      return standing.hasReached(target, Count.Measure(rawValue: submission.what))
    }
    let targets = subject.campaign.targets
    var checks: [Bool] = []
    if let sessions = targets.sessions?.perUnit {
      checks.append(standing.sessions.count { $0.isHeld } >= sessions)
    }
    if let attendance = targets.attendance?.perUnit {
      checks.append(standing.hasReached(attendance, .attendance))
    }
    return !checks.isEmpty && checks.allSatisfy { $0 }
  }
}

extension Amount {
  /// What one unit has to reach, if the amount says so.
  var perUnit: Int? {
    switch self {
    case .each(let number, _): number
    case .total, .eachHousehold, .allListed: nil
    }
  }
}

extension Balance {
  /// The days that units chose: the first exact day of each one's sessions in an occurrence.
  var sessionDays: [Planner.SessionDayKey: CivilDate] { Self.sessionDays(of: sessions) }

  static func sessionDays(of sessions: [SessionBalance]) -> [Planner.SessionDayKey: CivilDate] {
    var days: [Planner.SessionDayKey: CivilDate] = [:]
    for balance in sessions where balance.isCounted {
      guard let occurrence = balance.key.occurrence, case .exact(let date) = balance.session.date.day else {
        continue
      }
      let key = Planner.SessionDayKey(
        campaign: occurrence.campaign, occurrence: occurrence.occurrence, unit: balance.key.unit)
      days[key] = min(days[key] ?? date, date)
    }
    return days
  }
}
