public import Recurrence

/// Turns campaigns into everything that will happen: a pure function of files, sessions and a window.
public struct Planner: Sendable {
  public let shared: SharedDefinitions
  /// Days that units chose for themselves within `hold_within`.
  public let sessionDays: [SessionDayKey: CivilDate]
  let calculation: Calculation

  public init(shared: SharedDefinitions, sessionDays: [SessionDayKey: CivilDate] = [:]) {
    self.shared = shared
    self.sessionDays = sessionDays
    calculation = Calculation(workdays: shared.workdays)
  }

  /// What a unit has chosen for an occurrence.
  public struct SessionDayKey: Hashable, Sendable {
    public let campaign: String
    public let occurrence: String
    public let unit: String

    public init(campaign: String, occurrence: String, unit: String) {
      self.campaign = campaign
      self.occurrence = occurrence
      self.unit = unit
    }
  }

  /// All reminders due in a window, in no particular order, made one by one as they are asked for.
  public func reminders(of campaigns: [Campaign], over window: Range<Timestamp>) -> some Sequence<
    PlannedReminder
  > {
    PlanWalk(planner: self, campaigns: campaigns, window: window)
  }

  /// Occurrences whose messages can fall in a window: offsets reach days, deadlines some weeks, chases a little more.
  func occurrences(of campaign: Campaign, near window: Range<Timestamp>) -> [Occurrence] {
    editions(of: campaign, near: window).filter { !$0.isSkipped }
  }

  /// As ``occurrences(of:near:)``, with those that are not held.
  func editions(of campaign: Campaign, near window: Range<Timestamp>) -> [Occurrence] {
    let zone = campaign.schedule.zone
    let reach = reach(of: campaign)
    let first = zone.local(at: window.lowerBound).date.adding(days: -reach)
    let last = zone.local(at: window.upperBound).date.adding(days: reach)
    return campaign.editions(in: first..<last, workdays: shared.workdays)
  }

  /// Days that a campaign's offsets can reach at most; a working day counts for three, plus the longest holidays.
  private func reach(of campaign: Campaign) -> Int {
    func days(_ offset: DayOffset) -> Int { abs(offset.count) * (offset.measure == .workdays ? 3 : 1) + 40 }
    func days(_ deadline: Deadline) -> Int {
      if case .offset(let offset) = deadline { days(offset) } else { 800 }
    }
    let lead = campaign.reminders.map { days($0.at.offset) } + campaign.tasks.map { days($0.due) }
    let report = campaign.report.map { days($0.due) } ?? 0
    let parts = campaign.parts.map { days($0.due) }.max() ?? 0
    let chase = campaign.chases.map { days($0.after) }.max() ?? 0
    let override = campaign.years.values.contains { $0.date != nil } ? 370 : 0
    return (lead.max() ?? 0) + max(report, parts) + chase + override + windowReach(of: campaign)
  }

  private func windowReach(of campaign: Campaign) -> Int {
    campaign.schedule.window.map { max(abs($0.before), abs($0.after)) } ?? 0
  }

  // MARK: - One occurrence

  /// The day that a unit holds it on, if it chose one and its reminders follow it.
  func ownDay(_ campaign: Campaign, _ occurrence: Occurrence, _ unit: Unit) -> CivilDate? {
    // A window that ends before the common day is for visits: their reminders keep counting from the common day.
    guard !sessionDays.isEmpty, let window = campaign.schedule.window, window.after >= 0 else { return nil }
    let key = SessionDayKey(campaign: campaign.id, occurrence: occurrence.id, unit: unit.id)
    // The first of several common days is a choice too: what comes after counts from it, not from the last.
    return sessionDays[key].flatMap { $0...$0 == occurrence.firstDay...occurrence.lastDay ? nil : $0 }
  }

  /// Every message an occurrence sends, for units that keep the common day.
  func messages(of campaign: Campaign, _ occurrence: Occurrence, ownDay: CivilDate? = nil) -> [PlannedMessage]
  {
    let first = ownDay ?? occurrence.firstDay
    let last = ownDay ?? occurrence.lastDay
    let isUnsettled = ownDay == nil && isProvisional(campaign, occurrence)
    var messages: [PlannedMessage] = []
    for rule in campaign.reminders {
      for part in rule.ofEachPart ? campaign.parts.map(Optional.some) : [nil] {
        let due = part.map { calculation.deadline($0.due, first: first, last: last) }
        let (day, note) = calculation.reminderDay(
          rule.at.offset, roll: rule.ifClosed, first: due ?? first, last: due ?? last)
        let asked =
          (part.map { calculation.daysAsked($0.due, first: first, last: last) } ?? [])
          + calculation.daysAsked(rule.at.offset, first: due ?? first, last: due ?? last) + [day]
        messages.append(
          PlannedMessage(
            kind: .remind, rule: rule.id, part: part?.id, to: rule.to, channel: rule.channel,
            condition: rule.condition, digest: rule.digest, expires: rule.expires,
            local: CivilDateTime(day, rule.at.clock), note: note, eventDay: due ?? first,
            isProvisional: isUnsettled || calculation.isProvisional(asked)))
      }
    }
    return messages + chases(of: campaign, first: first, last: last, isUnsettled: isUnsettled)
  }

  /// Whether a notice that is still to come may move an occurrence off its day: a day that its year's override sets
  /// stays.
  func isProvisional(_ campaign: Campaign, _ occurrence: Occurrence) -> Bool {
    campaign.schedule.ifClosed != .keep && occurrence.override?.date == nil
      && calculation.isProvisional([occurrence.ruleDay, occurrence.firstDay])
  }

  private func chases(
    of campaign: Campaign, first: CivilDate, last: CivilDate, isUnsettled: Bool
  ) -> [PlannedMessage] {
    campaign.chases.flatMap { rule -> [PlannedMessage] in
      let deadlines: [(part: String?, due: Deadline)] =
        rule.ofEachPart
        ? campaign.parts.map { ($0.id, $0.due) } : campaign.report.map { [(nil, $0.due)] } ?? []
      return deadlines.map { part, due in
        let deadline = calculation.deadline(due, first: first, last: last)
        let (day, note) = calculation.reminderDay(rule.after, roll: .later, first: deadline, last: deadline)
        let asked = calculation.daysAsked(due, first: first, last: last) + [day]
        return PlannedMessage(
          kind: .chase, rule: rule.id, part: part, to: rule.to, channel: rule.channel, condition: .noReport,
          digest: rule.digest, expires: nil,
          local: CivilDateTime(day, rule.clock ?? CampaignReader.usualClock),
          note: note, eventDay: deadline, isProvisional: isUnsettled || calculation.isProvisional(asked))
      }
    }
  }
}

/// A message before it is made out to each unit.
struct PlannedMessage {
  enum Kind: Hashable { case remind, chase }

  let kind: Kind
  let rule: String
  let part: String?
  let to: Post
  let channel: String
  let condition: SendCondition?
  let digest: Bool
  let expires: Duration?
  let local: CivilDateTime
  let note: BilingualText?
  let eventDay: CivilDate
  let isProvisional: Bool
}

// MARK: - Looking up

extension Planner {
  /// The occurrence that a key names.
  public func occurrence(_ id: String, of campaign: Campaign) -> Occurrence? {
    if let year = Int(id) {
      return campaign.occurrences(inYear: year, workdays: shared.workdays).first { $0.id == id }
    }
    if let day = CivilDate(iso: id.prefix(10)) {
      return campaign.occurrences(in: day..<day.adding(days: 1), workdays: shared.workdays).first {
        $0.id == id
      }
    }
    guard case .once(let first, _) = campaign.schedule.rule else { return nil }
    return campaign.occurrences(in: first..<first.adding(days: 1), workdays: shared.workdays).first {
      $0.id == id
    }
  }

  /// The days on which a unit holds an occurrence: its own day if it chose one, else the common days.
  public func days(of unit: Unit, _ occurrence: Occurrence, of campaign: Campaign) -> ClosedRange<CivilDate> {
    ownDay(campaign, occurrence, unit).map { $0...$0 } ?? occurrence.firstDay...occurrence.lastDay
  }

  /// The day on which a report or a part is due.
  public func reportDay(_ deadline: Deadline, after days: ClosedRange<CivilDate>) -> CivilDate {
    calculation.deadline(deadline, first: days.lowerBound, last: days.upperBound)
  }

  /// The day on which a task is due.
  public func taskDay(_ deadline: Deadline, around days: ClosedRange<CivilDate>) -> CivilDate {
    calculation.taskDay(deadline, first: days.lowerBound, last: days.upperBound)
  }
}
