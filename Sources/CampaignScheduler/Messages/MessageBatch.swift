import Ledger
import Outbox
import Planning
import Recurrence
import Webhooks

/// The messages of reminders that are due together. What they have in common is found out once: thousands of villages
/// get the same message but for their names.
struct MessageBatch {
  /// An occurrence with what is recorded of it in the units that the reminders speak about.
  struct Edition {
    let campaign: Campaign
    let occurrence: Occurrence
    let planner: Planner
    /// Of the units of which anything is recorded.
    let standings: [String: UnitStanding]
    let today: CivilDate
    /// The common days, and the day on which a report on them is due.
    let days: ClosedRange<CivilDate>
    let reportDue: CivilDate?
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
          try await ledger.balance(of: key, in: Set(reminders.map(\.key.unit)))
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
    let progress = Progress(subject: subject, in: edition)
    if let reason = progress.reasonNotToSend(reminder.condition) { return .notNeeded(reason) }
    guard let message = message(about: subject, progress, in: edition) else {
      return .faulty(Reason.noTemplate.word(subject.template))
    }
    return .send(message)
  }

  /// What a reminder says, whether or not it needs to be said; nil if the files no longer know it.
  mutating func message(for reminder: PlannedReminder) -> Message? {
    guard let edition = editions[reminder.occurrence], let subject = MessageSubject(reminder, in: edition)
    else { return nil }
    return message(about: subject, Progress(subject: subject, in: edition), in: edition)
  }

  private mutating func message(
    about subject: MessageSubject, _ progress: Progress, in edition: Edition
  ) -> Message? {
    let values = MessageValues(subject: subject, progress: progress, language: state.language)
    // Of a unit of which something is recorded more differs than its names.
    let isBlank = !subject.reminder.digest && edition.standings[subject.unit.id] == nil
    let message = (isBlank ? filledForm(values) : nil) ?? rendered(values)
    let contacts = state.definitions.shared.contacts
    return message?.mentioning(contacts.mentions(of: subject.role, at: subject.reminder.receiverUnit))
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

extension MessageBatch.Edition {
  /// Nil if the files no longer know the occurrence.
  fileprivate init?(
    _ key: OccurrenceKey, of campaign: Campaign, _ balance: Balance, _ shared: SharedDefinitions,
    at now: Timestamp
  ) {
    let planner = Planner(shared: shared, sessionDays: balance.sessionDays)
    guard let occurrence = planner.occurrence(key.occurrence, of: campaign) else { return nil }
    self.campaign = campaign
    self.occurrence = occurrence
    self.planner = planner
    standings = balance.standings
    today = campaign.schedule.zone.local(at: now).date
    days = occurrence.firstDay...occurrence.lastDay
    reportDue = campaign.report.map { [days] in planner.reportDay($0.due, after: days) }
  }
}

extension PlannedReminder {
  fileprivate var occurrence: OccurrenceKey {
    OccurrenceKey(campaign: key.campaign, occurrence: key.occurrence)
  }
}
