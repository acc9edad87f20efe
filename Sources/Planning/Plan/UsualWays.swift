public import Recurrence

/// The posts and channels by which campaigns usually write to the units of each level: the way for messages that belong
/// to no campaign.
public struct UsualWays: Sendable {
  private struct Way: Hashable {
    let post: Post
    let channel: String

    var name: String { "\(post) \(channel)" }
  }

  private let shared: SharedDefinitions
  private let ways: [Level: Way]

  public init(of campaigns: [Campaign], _ shared: SharedDefinitions) {
    self.shared = shared
    var counts: [Level: [Way: Int]] = [:]
    for campaign in campaigns {
      let ways =
        campaign.reminders.map { Way(post: $0.to, channel: $0.channel) }
        + campaign.chases.map { Way(post: $0.to, channel: $0.channel) }
      for way in ways { counts[way.post.level, default: [:]][way, default: 0] += 1 }
    }
    self.ways = counts.compactMapValues { counts in
      counts.max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }?.key
    }
  }

  /// What a reminder is about that no campaign's file knows.
  public struct Subject: Hashable, Sendable {
    /// The three make up its key, with the unit and the way.
    public let campaign: String
    public let occurrence: String
    public let rule: String
    /// The day on which it goes out, in the morning.
    public let day: CivilDate
    /// What it speaks about.
    public let eventDay: CivilDate

    public init(campaign: String, occurrence: String, rule: String, day: CivilDate, eventDay: CivilDate) {
      self.campaign = campaign
      self.occurrence = occurrence
      self.rule = rule
      self.day = day
      self.eventDay = eventDay
    }
  }

  /// Good for a week: whoever was away for some days still gets it.
  private static let expiry = Duration.seconds(7 * 86_400)
  /// Nothing that old is new to anybody.
  private static let relevance = Duration.seconds(400 * 86_400)

  /// A reminder to a unit, spread as its channel wants it; nil if no channel leads there.
  public func reminder(to unit: Unit, about subject: Subject) -> PlannedReminder? {
    guard let index = shared.tree.index(of: unit.id), let way = way(to: unit.level),
      let channel = shared.channels[way.channel],
      let route = shared.route(to: way.post, for: index, through: channel)
    else { return nil }
    let local = CivilDateTime(subject.day, CampaignReader.usualClock)
    let key = ReminderKey(
      campaign: subject.campaign, occurrence: subject.occurrence, part: nil, unit: unit.id,
      rule: subject.rule, receiver: way.post.description, channel: channel.name)
    let offset = ReminderKey.Offsets(
      campaign: key.campaign, occurrence: key.occurrence, part: nil, rule: key.rule, receiver: key.receiver,
      channel: key.channel
    ).offset(of: unit.id, below: channel.spread.components.seconds)
    let due = shared.zone.resolve(local).instant.advanced(by: .seconds(offset))
    return PlannedReminder(
      key: key, nominal: local, due: due, expires: due.advanced(by: Self.expiry), condition: nil,
      digest: false, receiverUnit: shared.tree.units[route.receiver].id, endpoint: route.endpoint, note: nil,
      eventDay: subject.eventDay, occurrenceEnds: due.advanced(by: Self.relevance))
  }

  private func way(to level: Level) -> Way? {
    if let way = ways[level] { return way }
    let own = shared.channels.values.filter { $0.onePer == level }.min { $0.name < $1.name }
    return own.map { Way(post: Post(level: level, role: "contact"), channel: $0.name) }
  }
}
