import Recurrence

/// One message of an occurrence, made out to its units.
struct Expansion {
  let planner: Planner
  let campaign: Campaign
  let occurrence: Occurrence
  let message: PlannedMessage
  let ends: Timestamp

  private var zone: Zone { campaign.schedule.zone }
  private var channel: Channel? { planner.shared.channels[message.channel] }

  /// Whether the common day's message can be due in a window, spreading and quiet hours included.
  func mayFall(in window: Range<Timestamp>) -> Bool {
    let due = zone.resolve(message.local).instant
    let latest = due.advanced(by: .seconds(2 * 86_400) + (channel?.spread ?? .zero))
    return due < window.upperBound && latest >= window.lowerBound
  }

  func reminders(for units: [Unit], moved: Set<String>) -> [PlannedReminder] {
    guard let channel else { return [] }
    var reminders: [PlannedReminder] = []
    var seen: Set<String> = []
    for unit in units {
      guard let route = planner.shared.route(to: message.to, for: unit, through: channel) else { continue }
      if message.digest {
        guard seen.insert(route.post.id).inserted else { continue }
        append(&reminders, message, about: route.post, by: route, channel)
      } else if moved.contains(unit.id), let own = ownMessage(for: unit) {
        append(&reminders, own, about: unit, by: route, channel)
      } else {
        append(&reminders, message, about: unit, by: route, channel)
      }
    }
    return reminders
  }

  /// The same message counted from the unit's own day.
  private func ownMessage(for unit: Unit) -> PlannedMessage? {
    guard let day = planner.ownDay(campaign, occurrence, unit) else { return nil }
    return planner.messages(of: campaign, occurrence, ownDay: day)
      .first { ($0.rule, $0.part) == (message.rule, message.part) }
  }

  private func append(
    _ reminders: inout [PlannedReminder], _ message: PlannedMessage, about unit: Unit, by route: Route,
    _ channel: Channel
  ) {
    let key = ReminderKey(
      campaign: campaign.id, occurrence: occurrence.id, part: message.part, unit: unit.id, rule: message.rule,
      receiver: message.to.description, channel: channel.name)
    let due = due(message.local, key, channel)
    reminders.append(
      PlannedReminder(
        key: key, nominal: message.local, due: due,
        expires: due.advanced(by: message.expires ?? .seconds(86_400)),
        condition: message.condition, digest: message.digest, receiverUnit: route.receiver.id,
        endpoint: route.endpoint,
        note: message.note ?? occurrence.note, eventDay: message.eventDay, occurrenceEnds: ends))
  }

  /// After quiet hours, spread by the key, off the minutes that the platform asks to avoid.
  private func due(_ local: CivilDateTime, _ key: ReminderKey, _ channel: Channel) -> Timestamp {
    let spread = key.offset(below: channel.spread.components.seconds)
    var awake = Calculation.awake(local, campaign.quietHours)
    let spreadLocal = CivilDateTime(wallSeconds: awake.wallSeconds + spread)
    if let quiet = campaign.quietHours, quiet.contains(spreadLocal.time) {
      awake = Calculation.awake(spreadLocal, quiet)
    }
    var instant = zone.resolve(awake).instant.advanced(by: .seconds(spread))
    for _ in 0..<60 where channel.avoid.contains(zone.local(at: instant).time.minute) {
      instant = instant.advanced(by: .seconds(60))
    }
    return instant
  }
}
