import Planning
import Recurrence

/// What bounds the messages to an endpoint.
public struct EndpointTraits: Hashable, Sendable {
  /// Nil for no limit.
  public var pace: Pace?
  /// The machine that answers for it: endpoints of one host share its limits. Nil if it is not known.
  public var host: String?
  /// For all endpoints of its host together, and for all there are; nil for no limit.
  public var hostPace: Pace?
  public var totalPace: Pace?

  public init(pace: Pace? = nil, host: String? = nil, hostPace: Pace? = nil, totalPace: Pace? = nil) {
    self.pace = pace
    self.host = host
    self.hostPace = hostPace
    self.totalPace = totalPace
  }
}

/// Decides which endpoints may be written to just now: their own rates and those of their hosts and of all, their wish
/// for quiet, their breakers.
struct EndpointGates {
  enum Admission: Hashable {
    case admitted
    /// Its rate says when.
    case paced(until: Timestamp)
    /// It wants quiet, or fails.
    case quiet(until: Timestamp)
    /// One message is on its way to find out whether it works again.
    case probing
  }

  private var standings: [EndpointID: EndpointStanding]
  private var hosts: [String: Timestamp] = [:]
  private var all = Timestamp(milliseconds: 0)
  /// Endpoints that took a message and said that the next one has to wait: a rate that only they know. Short, so that
  /// a restart may forget it.
  private var spent: [EndpointID: Timestamp] = [:]
  /// Those that the store does not know as they are.
  private var changed: Set<EndpointID> = []

  init(_ standings: [EndpointID: EndpointStanding]) {
    self.standings = standings
  }

  var openCount: Int { standings.values.count { $0.isOpen } }

  func hasQuiet(at now: Timestamp) -> Bool {
    standings.values.contains { $0.isOpen || $0.quietUntil > now }
  }

  func isProbing(_ endpoint: EndpointID) -> Bool { standings[endpoint]?.isProbing ?? false }

  func standing(of endpoint: EndpointID) -> EndpointStanding { standings[endpoint] ?? EndpointStanding() }

  /// Takes a token for one message if it may go.
  ///
  /// - `isBusy`: Whether something of this endpoint is claimed already.
  mutating func admit(
    _ endpoint: EndpointID, _ traits: EndpointTraits, isBusy: Bool, at now: Timestamp
  ) -> Admission {
    let standing = standings[endpoint]
    if let standing {
      if standing.quietUntil > now { return .quiet(until: standing.quietUntil) }
      if standing.isProbing, isBusy { return .probing }
    }
    if let until = spent[endpoint] {
      if until > now { return .paced(until: until) }
      spent[endpoint] = nil
    }
    let own = standing?.pacedUntil ?? now
    let host = traits.host.flatMap { hosts[$0] } ?? now
    let buckets = [
      (traits.pace, own), (traits.host == nil ? nil : traits.hostPace, host), (traits.totalPace, all),
    ]
    let opening = buckets.compactMap { pace, full in
      pace.flatMap { $0.room(fullAt: full, at: now) > 0 ? nil : $0.opening(fullAt: full, at: now) }
    }.max()
    if let opening { return .paced(until: opening) }
    if let pace = traits.pace {
      change(endpoint) { $0.pacedUntil = pace.full(afterOneAt: now, fullAt: own) }
    }
    if let hostPace = traits.hostPace, let name = traits.host {
      hosts[name] = hostPace.full(afterOneAt: now, fullAt: host)
    }
    if let totalPace = traits.totalPace { all = totalPace.full(afterOneAt: now, fullAt: all) }
    return .admitted
  }

  /// Takes in the end of an attempt.
  mutating func settle(
    _ endpoint: EndpointID, _ report: DeliveryReport, quietUntil: Timestamp?, at now: Timestamp
  ) -> EndpointStanding.Change? {
    if report.quietUntil != nil { spent[endpoint] = quietUntil }
    if standings[endpoint] == nil, report.outcome == .delivered { return nil }
    let before = standing(of: endpoint)
    var after = before
    let result = after.settle(report, quietUntil: quietUntil, at: now)
    if after != before { change(endpoint) { $0 = after } }
    return result
  }

  /// Why nothing may go to an endpoint that was just written to; nil if something may.
  func obstacle(of endpoint: EndpointID, at now: Timestamp) -> HeldEndpoints.Cause? {
    let quietUntil = standing(of: endpoint).quietUntil
    if quietUntil > now { return .quiet(quietUntil) }
    return spent[endpoint].flatMap { $0 > now ? .rate($0) : nil }
  }

  /// Forgets the quiet and the breaker of those that the store, which a person has told, no longer knows of.
  ///
  /// - Returns: Those that may be written to now.
  mutating func forgetQuiet(except kept: Set<EndpointID>, at now: Timestamp) -> [EndpointID] {
    let reset = standings.filter { endpoint, standing in
      (standing.isOpen || standing.quietUntil > now) && !kept.contains(endpoint)
        && !changed.contains(endpoint)
    }.map(\.key)
    for endpoint in reset { standings[endpoint]?.reset() }
    return reset
  }

  /// Ends every endpoint's quiet so much earlier: the clock was set back.
  mutating func advanceQuiet(by step: Duration) {
    let back = Duration.zero - step
    spent.removeAll()
    let waiting = standings.filter { $0.value.quietUntil.milliseconds > 0 || $0.value.failingSince != nil }
    for endpoint in waiting.keys {
      change(endpoint) { standing in
        standing.quietUntil = standing.quietUntil.advanced(by: back)
        standing.failingSince = standing.failingSince?.advanced(by: back)
      }
    }
  }

  /// What is to be written with the next transaction; from then on it counts as written.
  mutating func takeChanges() -> [EndpointID: EndpointStanding] {
    guard !changed.isEmpty else { return [:] }
    defer { changed.removeAll(keepingCapacity: true) }
    return Dictionary(uniqueKeysWithValues: changed.map { ($0, standing(of: $0)) })
  }

  private mutating func change(_ endpoint: EndpointID, _ body: (inout EndpointStanding) -> Void) {
    body(&standings[endpoint, default: EndpointStanding()])
    changed.insert(endpoint)
  }
}
