public import Ledger
public import Outbox
public import Planning
public import Recurrence

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
    let texts = ComposerTexts(state.language)
    guard let campaign = state.campaign(reminder.key.campaign),
      let subject = MessageSubject(reminder, campaign: campaign, shared: state.definitions.shared, at: now)
    else { return .faulty(texts.noCampaign(reminder.key.campaign)) }
    let balance = try await ledger.balance(
      of: OccurrenceKey(campaign: campaign.id, occurrence: reminder.key.occurrence))
    let progress = Progress(subject: subject, balance: balance)
    if let reason = progress.reasonNotToSend(reminder.condition, texts) { return .notNeeded(reason) }
    let values = MessageValues(subject: subject, progress: progress, language: state.language).all
    guard let message = state.definitions.templates.message(subject.template, state.language, values) else {
      return .faulty(texts.noTemplate(subject.template))
    }
    return .send(message)
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
  let shared: SharedDefinitions
  let today: CivilDate
  let reportDue: CivilDate?

  /// Nil if the files no longer know the campaign's occurrence, unit or rule.
  init?(_ reminder: PlannedReminder, campaign: Campaign, shared: SharedDefinitions, at now: Timestamp) {
    let key = reminder.key
    let rule = campaign.reminders.first { $0.id == key.rule }
    let chase = campaign.chases.first { $0.id == key.rule }
    guard let template = rule?.template ?? chase?.template,
      let occurrence = Planner(shared: shared).occurrence(key.occurrence, of: campaign),
      let unit = shared.tree[key.unit], let receiver = shared.tree[reminder.receiverUnit]
    else { return nil }
    self.reminder = reminder
    self.campaign = campaign
    self.occurrence = occurrence
    self.unit = unit
    self.receiver = receiver
    self.template = template
    self.shared = shared
    part = key.part.flatMap { id in campaign.parts.first { $0.id == id } }
    today = campaign.schedule.zone.local(at: now).date
    reportDue = campaign.report.map { Planner(shared: shared).reportDay($0.due, of: occurrence) }
  }

  /// The units that the message is about: those below a digest's receiver, else its own.
  var units: [Unit] {
    guard reminder.digest else { return [unit] }
    return campaign.participation.units(in: shared.tree).filter { shared.tree.contains($0, under: receiver) }
  }

  var deadline: CivilDate? {
    part.map { Planner(shared: shared).reportDay($0.due, of: occurrence) } ?? reportDue
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

  /// Why the reminder is silent; nil to send it. A digest speaks as long as one of its units needs it.
  func reasonNotToSend(_ condition: SendCondition?, _ texts: ComposerTexts) -> String? {
    if subject.units.isEmpty { return texts.noUnit }
    guard let condition else { return nil }
    return standings.contains { holds(condition, for: $0) } ? nil : texts.notNeeded(condition)
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
