import Ledger
import Outbox
import Planning
import Recurrence
import Webhooks

/// The messages of reminders that are due together. What they have in common is found out once: thousands of villages
/// get the same message but for their names.
struct MessageBatch {
  /// An occurrence with what is recorded of it in the units that the reminders speak about. All messages about it share
  /// it: to copy it for each would cost more than the rest of most messages.
  final class Edition: Sendable {
    let campaign: Campaign
    let occurrence: Occurrence
    let planner: Planner
    let commands: AnswerCommands
    /// The level of cities, if there is one.
    let cityLevel: Level?
    /// By the id of a reminder rule or a chase.
    let rules: [String: Rule]
    /// Of the units of which anything is recorded.
    let standings: [String: UnitStanding]
    let today: CivilDate
    /// The common days, and the day on which a report on them is due.
    let days: ClosedRange<CivilDate>
    let reportDue: CivilDate?

    struct Rule {
      let template: String
      /// The receiving post's role.
      let role: String
    }

    /// Nil if the files no longer know the occurrence.
    init?(
      _ key: OccurrenceKey, of campaign: Campaign, _ balance: Balance, _ shared: SharedDefinitions,
      at now: Timestamp
    ) {
      let planner = Planner(shared: shared, sessionDays: balance.sessionDays)
      guard let occurrence = planner.occurrence(key.occurrence, of: campaign) else { return nil }
      self.campaign = campaign
      self.occurrence = occurrence
      self.planner = planner
      commands = AnswerCommands(campaign: campaign, occurrence: occurrence)
      cityLevel = shared.levels.first { $0.depth == 1 }
      rules = Self.rules(of: campaign)
      standings = balance.standings
      today = campaign.schedule.zone.local(at: now).date
      let days = occurrence.firstDay...occurrence.lastDay
      self.days = days
      reportDue = campaign.report.map { planner.reportDay($0.due, after: days) }
    }

    private static func rules(of campaign: Campaign) -> [String: Rule] {
      let reminders = campaign.reminders.map { ($0.id, Rule(template: $0.template, role: $0.to.role)) }
      let chases = campaign.chases.map { ($0.id, Rule(template: $0.template, role: $0.to.role)) }
      return Dictionary(reminders + chases) { first, _ in first }
    }
  }

  private let state: CurrentDefinitions.State
  private var editions: [OccurrenceKey: Edition] = [:]
  /// Nil for a template that has to be rendered for each unit.
  private var forms: [FormKey: MessageForm?] = [:]

  init(
    of reminders: [PlannedReminder], _ state: CurrentDefinitions.State, _ ledger: LedgerStore,
    at now: Timestamp
  ) async throws {
    self.state = state
    for (key, reminders) in Dictionary(grouping: reminders, by: \.occurrence) {
      guard let campaign = state.campaign(key.campaign) else { continue }
      let balance =
        if reminders.contains(where: \.digest) {
          try await ledger.balance(of: key)
        } else {
          try await ledger.balance(of: key, in: Set(reminders.flatMap { [$0.key.unit, $0.receiverUnit] }))
        }
      editions[key] = Edition(key, of: campaign, balance, state.definitions.shared, at: now)
    }
  }

  mutating func preparation(of reminder: PlannedReminder) -> Preparation {
    let key = reminder.occurrence
    if editions[key] == nil, state.campaign(key.campaign) == nil, state.definitions.brokenFiles.isEmpty {
      return .notNeeded(Reason.noOccurrence.word(key.campaign))
    }
    guard let edition = editions[key], let subject = MessageSubject(reminder, in: edition) else {
      // A campaign whose file is broken stays as it was, so one that is known no longer knows the reminder: its file, or
      // the units, have changed, and the plan is about to follow.
      return state.campaign(key.campaign) == nil
        ? .faulty(Reason.noOccurrence.word(key.campaign)) : .superseded
    }
    let progress = Progress(of: subject)
    if let reason = progress.reasonNotToSend(reminder.condition) { return .notNeeded(reason) }
    guard let message = message(about: progress) else {
      return .faulty(Reason.noTemplate.word(subject.template))
    }
    return .send(message)
  }

  /// What a reminder says, whether or not it needs to be said; nil if the files no longer know it.
  mutating func message(for reminder: PlannedReminder) -> Message? {
    guard let edition = editions[reminder.occurrence], let subject = MessageSubject(reminder, in: edition)
    else { return nil }
    return message(about: Progress(of: subject))
  }

  private mutating func message(about progress: Progress) -> Message? {
    let (subject, values) = (progress.subject, MessageValues(progress: progress, language: state.language))
    // Of a unit of which something is recorded more differs than its names.
    let isBlank =
      !subject.reminder.digest && subject.edition.standings[subject.unit.id] == nil
      && subject.edition.standings[subject.receiver.id] == nil
    let message = (isBlank ? filledForm(values) : nil) ?? rendered(values)
    let mentions = state.definitions.shared.contacts.mentions(
      of: subject.role, at: subject.reminder.receiverUnit)
    return mentions.isEmpty ? message : message?.mentioning(mentions)
  }

  private func rendered(_ values: MessageValues) -> Message? {
    state.definitions.templates.message(values.subject.template, state.language, values.all)
  }

  private mutating func filledForm(_ values: MessageValues) -> Message? {
    let personal = values.personalTexts
    let key = FormKey(values.subject, personal)
    let form: MessageForm?
    if let known = forms[key] {
      form = known
    } else {
      form = state.definitions.templates.form(
        values.subject.template, state.language, values.allWithHoles, holesIn: MessageValues.personalNames)
      forms[key] = .some(form)
    }
    return form?.filled(with: personal)
  }
}

/// What decides on a message to a unit of which nothing is recorded, but for the unit's names.
private struct FormKey: Hashable {
  let occurrence: OccurrenceKey
  let part: String?
  let rule: String
  let receiver: String
  let condition: SendCondition?
  let receiverLevel: Level
  /// Which of the names there are.
  let present: [Bool]

  init(_ subject: MessageSubject, _ personal: [String?]) {
    let reminder = subject.reminder
    occurrence = reminder.occurrence
    part = reminder.key.part
    rule = reminder.key.rule
    receiver = reminder.key.receiver
    condition = reminder.condition
    receiverLevel = subject.receiver.level
    present = personal.map { $0?.isEmpty == false }
  }
}

extension PlannedReminder {
  fileprivate var occurrence: OccurrenceKey {
    OccurrenceKey(campaign: key.campaign, occurrence: key.occurrence)
  }
}
