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

  public func prepare(_ reminder: DueReminder, at now: Timestamp) async throws -> Preparation {
    try await prepare(reminder.planned, at: now)
  }

  public func prepare(_ reminder: PlannedReminder, at now: Timestamp) async throws -> Preparation {
    let state = current.now
    if state.campaign(reminder.key.campaign) == nil, state.definitions.brokenFiles.isEmpty {
      return .notNeeded(Reason.noOccurrence.word(reminder.key.campaign))
    }
    guard let (subject, progress) = try await subject(of: reminder, state, at: now) else {
      return .faulty(Reason.noOccurrence.word(reminder.key.campaign))
    }
    if let reason = progress.reasonNotToSend(reminder.condition) { return .notNeeded(reason) }
    guard let message = message(about: subject, progress, state) else {
      return .faulty(Reason.noTemplate.word(subject.template))
    }
    return .send(message)
  }

  /// What a reminder says, whether or not it needs to be said; nil if the files no longer know it.
  func message(for reminder: PlannedReminder, at now: Timestamp) async throws -> Message? {
    let state = current.now
    return try await subject(of: reminder, state, at: now).flatMap { message(about: $0, $1, state) }
  }

  private func subject(
    of reminder: PlannedReminder, _ state: CurrentDefinitions.State, at now: Timestamp
  ) async throws -> (MessageSubject, Progress)? {
    let balance = try await ledger.balance(
      of: OccurrenceKey(campaign: reminder.key.campaign, occurrence: reminder.key.occurrence))
    let planner = Planner(shared: state.definitions.shared, sessionDays: balance.sessionDays)
    guard let campaign = state.campaign(reminder.key.campaign),
      let subject = MessageSubject(reminder, campaign: campaign, planner: planner, at: now)
    else { return nil }
    return (subject, Progress(subject: subject, balance: balance))
  }

  private func message(
    about subject: MessageSubject, _ progress: Progress, _ state: CurrentDefinitions.State
  ) -> Message? {
    let values = MessageValues(subject: subject, progress: progress, language: state.language).all
    let contacts = state.definitions.shared.contacts
    return state.definitions.templates.message(subject.template, state.language, values)?
      .mentioning(contacts.mentions(of: subject.role, at: subject.reminder.receiverUnit))
  }
}

/// Whom and what a reminder is about, looked up once.
struct MessageSubject {
  let reminder: PlannedReminder
  let campaign: Campaign
  let occurrence: Occurrence
  let part: Part?
  let unit: Unit
  let receiver: Unit
  let template: String
  /// The receiving post's role.
  let role: String
  let planner: Planner
  /// The days that its unit holds it on; a digest's are the common ones.
  let days: ClosedRange<CivilDate>
  let today: CivilDate
  let reportDue: CivilDate?

  /// Nil if the files no longer know the campaign's occurrence, unit or rule.
  init?(_ reminder: PlannedReminder, campaign: Campaign, planner: Planner, at now: Timestamp) {
    let key = reminder.key
    let shared = planner.shared
    let rule = campaign.reminders.first { $0.id == key.rule }
    let chase = campaign.chases.first { $0.id == key.rule }
    guard let template = rule?.template ?? chase?.template, let role = (rule?.to ?? chase?.to)?.role,
      let occurrence = planner.occurrence(key.occurrence, of: campaign),
      let unit = shared.tree[key.unit], let receiver = shared.tree[reminder.receiverUnit]
    else { return nil }
    self.reminder = reminder
    self.campaign = campaign
    self.occurrence = occurrence
    self.unit = unit
    self.receiver = receiver
    self.template = template
    self.role = role
    self.planner = planner
    days = planner.days(of: unit, occurrence, of: campaign)
    part = key.part.flatMap { id in campaign.parts.first { $0.id == id } }
    today = campaign.schedule.zone.local(at: now).date
    reportDue = campaign.report.map { [days] in planner.reportDay($0.due, after: days) }
  }

  var shared: SharedDefinitions { planner.shared }

  /// The units that the message is about: those below a digest's unit, else its own. A digest for a vacant post is
  /// received above, and lists the same units.
  var units: [Unit] {
    guard reminder.digest else { return [unit] }
    return campaign.participation.units(in: shared.tree).filter { shared.tree.contains($0, under: unit) }
  }

  var deadline: CivilDate? {
    part.map { planner.reportDay($0.due, after: days) } ?? reportDue
  }
}

/// How far the units of a message have come.
struct Progress {
  let subject: MessageSubject
  let standings: [UnitStanding]

  init(subject: MessageSubject, balance: Balance) {
    self.subject = subject
    standings = subject.units.map { UnitStanding(balance, unit: $0.id) }
  }

  var late: [UnitStanding] { standings.filter { !$0.hasReport(part: subject.part?.id) } }

  /// Why the reminder is silent, as a word of `Reason`; nil to send it. A digest speaks as long as one of its units needs it.
  func reasonNotToSend(_ condition: SendCondition?) -> String? {
    if subject.units.isEmpty { return Reason.noUnit.word }
    guard let condition else { return nil }
    return standings.contains { holds(condition, for: $0) } ? nil : Reason.word(for: condition)
  }

  private func holds(_ condition: SendCondition, for standing: UnitStanding) -> Bool {
    switch condition {
    case .noReport: !standing.hasReport(part: subject.part?.id)
    case .noSession: !standing.hasSession
    case .held: standing.isHeld
    // Preparations are over once the day has been held.
    case .tasksOpen: !subject.campaign.tasks.isEmpty && !standing.isHeld
    case .belowTarget: !hasReachedTargets(standing)
    }
  }

  private func hasReachedTargets(_ standing: UnitStanding) -> Bool {
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
    case .total(let number), .each(let number, _): number
    case .eachHousehold, .allListed: nil
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
