import Planning
import Recurrence

/// Endpoints of which more is due than may be claimed now, each with what it waits for.
struct HeldEndpoints {
  enum Cause: Hashable {
    /// What is claimed of it already.
    case lane
    /// What is claimed for others of its host.
    case host(String)
    /// Its rate, up to an instant.
    case rate(Timestamp)
    /// Its wish for quiet or its failures, up to an instant.
    case quiet(Timestamp)
  }

  private var causes: [EndpointID: Cause] = [:]
  private var ofHosts: [String: Queue<EndpointID>] = [:]

  var endpoints: Set<EndpointID> { Set(causes.keys) }

  func contains(_ endpoint: EndpointID) -> Bool { causes[endpoint] != nil }

  /// Whether it waits for no more than its own lane.
  func waitsForLane(_ endpoint: EndpointID) -> Bool { causes[endpoint] == .lane }

  func waitsFor(host: String) -> Bool { ofHosts[host] != nil }

  /// When the next of those that wait for an instant may be looked at again.
  var nextOpening: Timestamp? {
    causes.values.lazy.compactMap { cause in
      switch cause {
      case .rate(let instant), .quiet(let instant): instant
      case .lane, .host: nil
      }
    }.min()
  }

  /// The same for those that only their rate holds up.
  var nextOfRate: Timestamp? {
    causes.values.lazy.compactMap { if case .rate(let instant) = $0 { instant } else { nil } }.min()
  }

  mutating func hold(_ endpoint: EndpointID, for cause: Cause) {
    causes[endpoint] = cause
    if case .host(let host) = cause { ofHosts[host, default: Queue()].append(endpoint) }
  }

  mutating func release(_ endpoint: EndpointID) {
    causes[endpoint] = nil
  }

  /// Lets those go whose instant has come.
  mutating func releaseOpened(at now: Timestamp) -> [EndpointID] {
    let opened = causes.compactMap { endpoint, cause -> EndpointID? in
      switch cause {
      case .rate(let instant), .quiet(let instant): instant <= now ? endpoint : nil
      case .lane, .host: nil
      }
    }
    for endpoint in opened { causes[endpoint] = nil }
    return opened
  }

  /// Lets those go that wait for an instant, whether or not it has come.
  mutating func releaseTimed() -> [EndpointID] {
    let timed = causes.compactMap { endpoint, cause -> EndpointID? in
      switch cause {
      case .rate, .quiet: endpoint
      case .lane, .host: nil
      }
    }
    for endpoint in timed { causes[endpoint] = nil }
    return timed
  }

  /// Lets some of a host's go, those first that came first.
  mutating func release(ofHost host: String, atMost count: Int) -> [EndpointID] {
    guard var queue = ofHosts.removeValue(forKey: host) else { return [] }
    var released: [EndpointID] = []
    while released.count < count, let endpoint = queue.popFirst() {
      guard causes[endpoint] == .host(host) else { continue }
      causes[endpoint] = nil
      released.append(endpoint)
    }
    if !queue.isEmpty { ofHosts[host] = queue }
    return released
  }
}
