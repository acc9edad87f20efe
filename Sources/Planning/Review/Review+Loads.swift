import Recurrence

extension Review {
  /// Robots that get more messages at once than they take, and minutes that a platform is known to choke on.
  var loads: [Diagnostic] {
    var slots: [Slot: [Load]] = [:]
    var routes = RouteCounts(shared: shared)
    var diagnostics: [Diagnostic] = []
    var busy: Set<Load.Rule> = []
    for (campaign, outline, occurrence) in upcoming {
      for message in planner.messages(of: campaign, occurrence) {
        guard let channel = shared.channels[message.channel] else { continue }
        let rule = Load.Rule(campaign: campaign.id, rule: message.rule)
        let local = Calculation.awake(message.local, campaign.quietHours)
        if channel.isBusy(at: local.time.minute), busy.insert(rule).inserted {
          diagnostics.append(
            Diagnostic(
              .busyMinute(local.time, channel: channel.name), file: outline.file,
              at: outline[.time(message.rule)]))
        }
        guard channel.limit != nil else { continue }
        let slot = Slot(channel: channel.name, local: local, zone: campaign.schedule.zone)
        let counts = routes.counts(of: campaign.participation, message, channel)
        slots[slot, default: []].append(Load(rule: rule, counts: counts))
      }
    }
    return diagnostics + overloads(slots)
  }

  /// One warning for each rule that is the heaviest of a crowded minute: the first time that happens.
  private func overloads(_ slots: [Slot: [Load]]) -> [Diagnostic] {
    var seen: Set<Load.Rule> = []
    return slots.sorted { $0.key.local < $1.key.local }.compactMap { slot, loads in
      guard let channel = shared.channels[slot.channel], let limit = channel.limit,
        let heaviest = loads.max(by: { $0.most < $1.most }),
        let robot = busiest(loads), robot.count > limit * channel.spreadMinutes,
        seen.insert(heaviest.rule).inserted, let outline = definitions.outlines[heaviest.rule.campaign]
      else { return nil }
      return Diagnostic(
        .tooManyMessages(
          robot.count, robot: robot.endpoint, limit: limit, minutes: (robot.count + limit - 1) / limit,
          at: slot.local, outline.wording), file: outline.file, at: outline[.channel(heaviest.rule.rule)])
    }
  }

  private func busiest(_ loads: [Load]) -> (endpoint: EndpointID, count: Int)? {
    let sums = loads.reduce(into: [EndpointID: Int]()) { $0.merge($1.counts) { $0 + $1 } }
    return sums.max { ($0.value, $1.key.description) < ($1.value, $0.key.description) }
      .map { ($0.key, $0.value) }
  }

  /// A minute of a channel.
  private struct Slot: Hashable {
    let channel: String
    let local: CivilDateTime
    let zone: Zone
  }

  /// What one rule sends in a minute, by robot.
  private struct Load {
    struct Rule: Hashable {
      let campaign: String
      let rule: String
    }

    let rule: Rule
    let counts: [EndpointID: Int]
    var most: Int { counts.values.max() ?? 0 }
  }
}

/// Messages by robot, counted once for all rules that go the same way.
private struct RouteCounts {
  private struct Way: Hashable {
    let participation: Participation
    let post: Post
    let channel: String
    let digest: Bool
  }

  let shared: SharedDefinitions
  private var counted: [Way: [EndpointID: Int]] = [:]

  init(shared: SharedDefinitions) {
    self.shared = shared
  }

  mutating func counts(of participation: Participation, _ message: PlannedMessage, _ channel: Channel)
    -> [EndpointID: Int]
  {
    let way = Way(
      participation: participation, post: message.to, channel: channel.name, digest: message.digest)
    if let known = counted[way] { return known }
    var counts: [EndpointID: Int] = [:]
    for addressee in Addressees(participation, shared).addressees(of: message, through: channel) {
      counts[addressee.route.endpoint, default: 0] += 1
    }
    counted[way] = counts
    return counts
  }
}

extension Channel {
  /// Messages that one of its robots takes in a minute: the file's word, else the platform's.
  var limit: Int? { perMinute ?? kind.perMinute }

  /// The minutes over which messages that are due together are spread; 1 if they are not.
  var spreadMinutes: Int { max(1, Int(spread.components.seconds / 60)) }

  /// Feishu asks to keep off the hour and the half hour.
  func isBusy(at minute: Int) -> Bool {
    [.feishu, .lark].contains(kind) && minute % 30 == 0 && !avoid.contains(minute)
  }
}
