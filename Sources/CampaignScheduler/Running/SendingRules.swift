import Outbox
import Planning
import Webhooks

/// How channels may be written to: what the dispatcher asks for every reminder, found out once for a set of files.
struct SendingRules: Sendable {
  private let policies: [String: RetryPolicy]
  /// Of channels that the files do not know.
  private let usualPolicy: RetryPolicy
  private let paces: [String: Pace]
  private let hostPace: Pace?
  private let totalPace: Pace?

  init(_ shared: SharedDefinitions) {
    var usual = RetryPolicy()
    if let tries = shared.tries { usual.tries = tries }
    if let giveUpAfter = shared.giveUpAfter { usual.giveUpAfter = giveUpAfter }
    usualPolicy = usual
    policies = shared.channels.mapValues { channel in
      var policy = usual
      policy.ambiguity = channel.ambiguous
      // A blocked DingTalk robot stays silent for ten minutes.
      policy.platformWindow = channel.kind == .dingtalk ? .seconds(600) : .seconds(60)
      return policy
    }
    paces = shared.channels.compactMapValues(Self.pace)
    hostPace = Self.pace(perMinute: shared.hostPerMinute)
    totalPace = Self.pace(perMinute: shared.outgoingPerMinute)
  }

  /// The retry policy of a channel, as settings and channel file have it.
  func policy(_ channel: String) -> RetryPolicy { policies[channel] ?? usualPolicy }

  /// How fast a robot may be written to: as its channel says, else as its platform does; and how fast its host and all
  /// together, as the settings say.
  func traits(of endpoint: EndpointID, host: String?) -> EndpointTraits {
    EndpointTraits(pace: paces[endpoint.channel], host: host, hostPace: hostPace, totalPace: totalPace)
  }

  private static func pace(of channel: Channel) -> Pace? {
    let limits = ChannelLimits.of(channel.kind)
    return Pace(
      [
        (channel.perMinute ?? limits.perMinute).map { RateLimit($0, per: .seconds(60)) },
        limits.perSecond.map { RateLimit($0, per: .seconds(1)) },
      ].compactMap(\.self))
  }

  private static func pace(perMinute: Int?) -> Pace? {
    perMinute.flatMap { Pace([RateLimit($0, per: .seconds(60))]) }
  }
}
