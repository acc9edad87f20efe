import Recurrence

/// One message of an occurrence, made out to its addressees one after another.
struct Expansion {
  let campaign: Campaign
  let occurrence: Occurrence
  let message: PlannedMessage
  let channel: Channel
  let tree: UnitTree
  /// The end of the occurrence's last day.
  let ends: Timestamp
  /// The day that the message counts from, if it is not the common one: it is for units that chose it.
  var ownDay: CivilDate?
  /// What days units chose for themselves, by their indices.
  var chosenDays: [Int: CivilDate] = [:]

  private var zone: Zone { campaign.schedule.zone }

  /// Whether any of it can be due in a window.
  func mayFall(in window: Range<Timestamp>) -> Bool {
    // Quiet hours delay by a day at most, before spreading and after it; a zone has skipped a day before now.
    let day = Duration.seconds(86_400)
    let due = zone.resolve(message.local).instant
    return due.advanced(by: .zero - day) < window.upperBound
      && due.advanced(by: day * 4 + channel.spread + channel.spread) >= window.lowerBound
  }

}

extension Expansion {
  /// Makes the reminders that are due in a window as they are asked for.
  struct Iterator: IteratorProtocol {
    private let expansion: Expansion
    private let addressees: [Addressees.Addressee]
    private let window: Range<Timestamp>
    private let clock: SpreadClock
    /// In milliseconds.
    private let expiry: Int64
    private var position = 0

    init(_ expansion: Expansion, to addressees: [Addressees.Addressee], over window: Range<Timestamp>) {
      self.expansion = expansion
      self.addressees = addressees
      self.window = window
      clock = SpreadClock(expansion)
      expiry =
        Timestamp(milliseconds: 0).advanced(by: expansion.message.expires ?? .seconds(86_400)).milliseconds
    }

    mutating func next() -> PlannedReminder? {
      while position < addressees.count {
        let index = position
        position += 1
        guard concerns(addressees[index].unit) else { continue }
        let unit = expansion.tree.units[addressees[index].unit].id
        let due = clock.due(for: unit)
        if window.contains(due) { return reminder(about: unit, by: addressees[index].route, due: due) }
      }
      return nil
    }

    /// Whether a unit gets this message, rather than the one that counts from its own day or from the common day.
    private func concerns(_ unit: Int) -> Bool {
      expansion.chosenDays.isEmpty || expansion.message.digest
        || expansion.chosenDays[unit] == expansion.ownDay
    }

    private func reminder(about unit: String, by route: Route, due: Timestamp) -> PlannedReminder {
      let (message, occurrence) = (expansion.message, expansion.occurrence)
      return PlannedReminder(
        key: ReminderKey(
          campaign: expansion.campaign.id, occurrence: occurrence.id, part: message.part, unit: unit,
          rule: message.rule, receiver: message.to.description, channel: expansion.channel.name),
        nominal: message.local, due: due, expires: Timestamp(milliseconds: due.milliseconds + expiry),
        condition: message.condition,
        digest: message.digest, receiverUnit: expansion.tree.units[route.receiver].id,
        endpoint: route.endpoint, note: message.note ?? occurrence.note, eventDay: message.eventDay,
        occurrenceEnds: expansion.ends)
    }
  }
}

/// When a message is due at each unit: after quiet hours, spread by the reminder's key, off the minutes that the
/// platform asks to avoid.
private struct SpreadClock {
  private let zone: Zone
  private let quietHours: QuietHours?
  private let avoid: [Int]
  /// In seconds.
  private let spread: Int64
  /// The message's time, or the end of the quiet hours it falls in.
  private let awake: CivilDateTime
  private let awakeInstant: Timestamp
  private let offsets: ReminderKey.Offsets

  init(_ expansion: Expansion) {
    let (campaign, message, channel) = (expansion.campaign, expansion.message, expansion.channel)
    zone = campaign.schedule.zone
    quietHours = campaign.quietHours
    avoid = channel.avoid
    spread = channel.spread.components.seconds
    awake = Calculation.awake(message.local, campaign.quietHours)
    awakeInstant = zone.resolve(awake).instant
    offsets = ReminderKey.Offsets(
      campaign: campaign.id, occurrence: expansion.occurrence.id, part: message.part, rule: message.rule,
      receiver: message.to.description, channel: channel.name)
  }

  func due(for unit: String) -> Timestamp {
    let offset = offsets.offset(of: unit, below: spread)
    var instant = awakeInstant
    if let quietHours {
      let spreadLocal = CivilDateTime(wallSeconds: awake.wallSeconds + offset)
      if quietHours.contains(spreadLocal.time) {
        instant = zone.resolve(Calculation.awake(spreadLocal, quietHours)).instant
      }
    }
    // Not as a `Duration`, whose 128 bits would take as long as all the rest.
    instant = Timestamp(milliseconds: instant.milliseconds + offset * 1000)
    guard !avoid.isEmpty else { return instant }
    for _ in 0..<60 where avoid.contains(zone.local(at: instant).time.minute) {
      instant = instant.advanced(by: .seconds(60))
    }
    return instant
  }
}
