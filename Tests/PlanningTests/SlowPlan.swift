import Planning
import Recurrence

/// The plan, spelled out: every unit, every message, every day counted one by one, nothing shared between them. What
/// ``Planner`` does fast must give the same.
struct SlowPlan {
  let planner: Planner
  /// All of the workspace: where a post is vacant, the usual channels count.
  let campaigns: [Campaign]

  private var shared: SharedDefinitions { planner.shared }

  func reminders(over window: Range<Timestamp>) -> [PlannedReminder] {
    campaigns.flatMap { campaign -> [PlannedReminder] in
      let zone = campaign.schedule.zone
      let days =
        zone.local(at: window.lowerBound).date.adding(
          days: -300)..<zone.local(at: window.upperBound)
        .date.adding(days: 300)
      return campaign.occurrences(in: days, workdays: shared.workdays).flatMap { occurrence in
        reminders(of: campaign, occurrence)
      }
    }.filter { window.contains($0.due) }
  }

  private func reminders(of campaign: Campaign, _ occurrence: Occurrence) -> [PlannedReminder] {
    var reminders: [PlannedReminder] = []
    var digests: Set<ReminderKey> = []
    let common = messages(of: campaign, from: occurrence.firstDay, through: occurrence.lastDay)
    for unit in shared.tree.units where participates(unit, in: campaign) {
      let own = ownDay(campaign, occurrence, unit)
      for message in own.map({ messages(of: campaign, from: $0, through: $0) }) ?? common
      where !message.digest {
        reminders += reminder(campaign, occurrence, message, about: unit).map { [$0] } ?? []
      }
      for message in common where message.digest {
        guard let post = superior(of: unit, message.to.level),
          let digest = reminder(campaign, occurrence, message, about: post),
          digests.insert(digest.key).inserted
        else { continue }
        reminders.append(digest)
      }
    }
    return reminders
  }

  // MARK: - Units

  private func participates(_ unit: Unit, in campaign: Campaign) -> Bool {
    let who = campaign.participation
    guard unit.level == who.level, !who.except.contains(unit.id) else { return false }
    var place: Unit? = unit
    while let here = place {
      if here.id == who.under { return true }
      place = here.parent.flatMap { id in shared.tree.units.first { $0.id == id } }
    }
    return false
  }

  private func superior(of unit: Unit, _ level: Level) -> Unit? {
    var place: Unit? = unit
    while let here = place {
      if here.level == level { return here }
      place = here.parent.flatMap { id in shared.tree.units.first { $0.id == id } }
    }
    return nil
  }

  private func ownDay(_ campaign: Campaign, _ occurrence: Occurrence, _ unit: Unit) -> CivilDate? {
    guard let window = campaign.schedule.window, window.after >= 0 else { return nil }
    let key = Planner.SessionDayKey(campaign: campaign.id, occurrence: occurrence.id, unit: unit.id)
    return planner.sessionDays[key]
  }

  private func receiver(
    of post: Post, for unit: Unit, through channel: Channel
  ) -> (unit: Unit, robot: EndpointID)? {
    guard let holder = superior(of: unit, post.level) else { return nil }
    var superiors: [Unit] = []
    while let above = (superiors.last ?? holder).parent { superiors += shared.tree[above].map { [$0] } ?? [] }
    if shared.contacts.isVacant(post.role, at: holder),
      let receiver = superiors.first(where: { !shared.contacts.holders(of: post.role, at: $0.id).isEmpty })
        ?? superiors.first
    {
      if channel.onePer != nil, let robot = robot(of: channel, for: receiver) { return (receiver, robot) }
      let own = shared.channels.values.filter { $0.onePer == receiver.level }.sorted { $0.name < $1.name }
      let other = usualChannel(for: receiver.level) ?? own.first ?? channel
      if let robot = robot(of: other, for: receiver) { return (receiver, robot) }
    }
    return robot(of: channel, for: holder).map { (holder, $0) }
  }

  /// The channel to which most rules for a level write; of those with as many, the first by name.
  private func usualChannel(for level: Level) -> Channel? {
    let names = campaigns.flatMap { campaign in
      campaign.reminders.filter { $0.to.level == level }.map(\.channel)
        + campaign.chases.filter { $0.to.level == level }.map(\.channel)
    }
    let most = Set(names).map { name in names.count { $0 == name } }.max()
    return Set(names).filter { name in names.count { $0 == name } == most }.min().flatMap {
      shared.channels[$0]
    }
  }

  private func robot(of channel: Channel, for unit: Unit) -> EndpointID? {
    guard let level = channel.onePer else { return EndpointID(channel: channel.name, unit: nil) }
    return superior(of: unit, level).map { EndpointID(channel: channel.name, unit: $0.id) }
  }

  // MARK: - Messages

  private struct SlowMessage {
    let rule: String
    let part: String?
    let to: Post
    let channel: String
    let condition: SendCondition?
    let digest: Bool
    let expires: Duration
    let local: CivilDateTime
    let note: BilingualText?
    let about: CivilDate
  }

  private func messages(of campaign: Campaign, from first: CivilDate, through last: CivilDate)
    -> [SlowMessage]
  {
    let parts = campaign.parts.map { (id: Optional($0.id), due: deadline($0.due, first, last)) }
    let whole: [(id: String?, due: CivilDate)] =
      campaign.report.map { [(nil, deadline($0.due, first, last))] } ?? []
    let usual = CivilTime(secondsOfDay: 9 * 3600 + 7 * 60)
    let reminders = campaign.reminders.flatMap { rule -> [SlowMessage] in
      let events = rule.ofEachPart ? parts.map { ($0.id, $0.due, $0.due) } : [(nil, first, last)]
      return events.map { part, first, last in
        let (day, note) = rolled(rule.at.offset, rule.ifClosed, first, last)
        return SlowMessage(
          rule: rule.id, part: part, to: rule.to, channel: rule.channel, condition: rule.condition,
          digest: rule.digest, expires: rule.expires ?? .seconds(86_400),
          local: CivilDateTime(day, rule.at.clock), note: note, about: first)
      }
    }
    let chases = campaign.chases.flatMap { rule -> [SlowMessage] in
      (rule.ofEachPart ? parts : whole).map { part, due in
        let (day, note) = rolled(rule.after, .later, due, due)
        return SlowMessage(
          rule: rule.id, part: part, to: rule.to, channel: rule.channel, condition: .noReport,
          digest: rule.digest, expires: .seconds(86_400), local: CivilDateTime(day, rule.clock ?? usual),
          note: note, about: due)
      }
    }
    return reminders + chases
  }

  private func counted(_ offset: DayOffset, _ first: CivilDate, _ last: CivilDate) -> CivilDate {
    var day = offset.count > 0 ? last : first
    var left = abs(offset.count)
    while left > 0 {
      day = day.adding(days: offset.count.signum())
      if offset.measure == .days || shared.workdays.isWorkday(day) { left -= 1 }
    }
    return day
  }

  private func deadline(_ deadline: Deadline, _ first: CivilDate, _ last: CivilDate) -> CivilDate {
    switch deadline {
    case .date(let date): return date
    case .offset(let offset):
      var day = counted(offset, first, last)
      while !shared.workdays.isWorkday(day) { day = day.adding(days: 1) }
      return day
    }
  }

  private func rolled(
    _ offset: DayOffset, _ roll: ReminderRoll?, _ first: CivilDate, _ last: CivilDate
  ) -> (CivilDate, BilingualText?) {
    let day = counted(offset, first, last)
    let isLater = roll == .later || roll == nil && offset.count > 0
    if roll == .send || shared.workdays.isWorkday(day) { return (day, nil) }
    var moved = day
    while !shared.workdays.isWorkday(moved) { moved = moved.adding(days: isLater ? 1 : -1) }
    return (
      moved,
      BilingualText(
        zh: "\(day) 休息，\(isLater ? "推后" : "提前")",
        en: "\(day) is a rest day, moved \(isLater ? "later" : "earlier")")
    )
  }

  // MARK: - One reminder

  private func reminder(
    _ campaign: Campaign, _ occurrence: Occurrence, _ message: SlowMessage, about unit: Unit
  ) -> PlannedReminder? {
    guard let channel = shared.channels[message.channel],
      let (receiver, robot) = receiver(of: message.to, for: unit, through: channel)
    else { return nil }
    let key = ReminderKey(
      campaign: campaign.id, occurrence: occurrence.id, part: message.part, unit: unit.id, rule: message.rule,
      receiver: message.to.description, channel: channel.name)
    let due = due(message.local, key, channel, campaign)
    let ends = campaign.schedule.zone.resolve(
      CivilDateTime(occurrence.lastDay.adding(days: 1), .midnight))
    return PlannedReminder(
      key: key, nominal: message.local, due: due, expires: due.advanced(by: message.expires),
      condition: message.condition, digest: message.digest, receiverUnit: receiver.id,
      endpoint: robot, note: message.note ?? occurrence.note,
      eventDay: message.about, occurrenceEnds: ends.instant)
  }

  private func due(
    _ local: CivilDateTime, _ key: ReminderKey, _ channel: Channel, _ campaign: Campaign
  ) -> Timestamp {
    let zone = campaign.schedule.zone
    let bound = UInt64(channel.spread.components.seconds)
    let offset = bound == 0 ? 0 : Int64(Self.hash(key) % bound)
    var awake = afterQuiet(local, campaign.quietHours)
    let spread = CivilDateTime(wallSeconds: awake.wallSeconds + offset)
    if afterQuiet(spread, campaign.quietHours) != spread { awake = afterQuiet(spread, campaign.quietHours) }
    var due = zone.resolve(awake).instant.advanced(by: .seconds(offset))
    var steps = 0
    while steps < 60, channel.avoid.contains(zone.local(at: due).time.minute) {
      due = due.advanced(by: .seconds(60))
      steps += 1
    }
    return due
  }

  private func afterQuiet(_ local: CivilDateTime, _ quiet: QuietHours?) -> CivilDateTime {
    guard let quiet, quiet.contains(local.time) else { return local }
    let end = CivilDateTime(local.date, quiet.to)
    return end > local ? end : CivilDateTime(local.date.adding(days: 1), quiet.to)
  }

  /// What spreads reminders, written down once more: FNV-1a over the key's fields, each ended by 0xFF, and the finalizer
  /// of MurmurHash3. Were it to change, every reminder that waits would move.
  static func hash(_ key: ReminderKey) -> UInt64 {
    let fields = [
      key.campaign, key.occurrence, key.part ?? "-", key.unit, key.rule, key.receiver, key.channel,
    ]
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let bytes = fields.flatMap { field -> [UInt8] in Array(field.utf8) + [0xFF] }
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ (hash >> 33)
  }
}
