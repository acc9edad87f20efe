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
  private var ofHosts: [String: Queue<WaitingReminder>] = [:]
  /// Of those that wait for their host, the ones of which more was seen than their first.
  private var several: Set<EndpointID> = []
  /// Those of ``causes`` that name an instant, in its order, and some that have been let go meanwhile.
  private var ofRate = Openings()
  private var ofQuiet = Openings()

  var count: Int { causes.count }
  /// Those of which nothing more is to be seen: whatever they wait for, they are then looked at by themselves.
  var endpoints: [EndpointID] {
    causes.compactMap { endpoint, cause in
      if case .host = cause { nil } else { endpoint }
    }
  }

  func contains(_ endpoint: EndpointID) -> Bool { causes[endpoint] != nil }

  /// Whether it waits for no more than its own lane.
  func waitsForLane(_ endpoint: EndpointID) -> Bool { causes[endpoint] == .lane }

  func waitsFor(host: String) -> Bool { ofHosts[host] != nil }

  /// When the next of those that wait for an instant may be looked at again.
  mutating func nextOpening() -> Timestamp? {
    [next(\.ofRate), next(\.ofQuiet)].compactMap(\.self).min()
  }

  /// The same for those that only their rate holds up.
  mutating func nextOfRate() -> Timestamp? { next(\.ofRate) }

  private mutating func next(_ openings: WritableKeyPath<Self, Openings>) -> Timestamp? {
    while let opening = self[keyPath: openings].first {
      if causes[opening.endpoint]?.instant == opening.instant { return opening.instant }
      self[keyPath: openings].removeFirst()
    }
    return nil
  }

  /// Whether it is held; then the candidate, which is not its first, is noted.
  mutating func takes(_ candidate: WaitingReminder) -> Bool {
    guard let cause = causes[candidate.endpoint] else { return false }
    if case .host = cause { several.insert(candidate.endpoint) }
    return true
  }

  mutating func hold(_ candidate: WaitingReminder, for cause: Cause) {
    if case .host(let host) = cause {
      causes[candidate.endpoint] = cause
      ofHosts[host, default: Queue()].append(candidate)
    } else {
      hold(candidate.endpoint, for: cause)
    }
  }

  /// - `cause`: None of a host.
  mutating func hold(_ endpoint: EndpointID, for cause: Cause) {
    causes[endpoint] = cause
    switch cause {
    case .host: break
    case .rate(let instant): ofRate.insert(endpoint, instant)
    case .quiet(let instant): ofQuiet.insert(endpoint, instant)
    case .lane: break
    }
  }

  mutating func release(_ endpoint: EndpointID) {
    causes[endpoint] = nil
    if !several.isEmpty { several.remove(endpoint) }
  }

  /// Lets those go whose instant has come.
  mutating func releaseOpened(at now: Timestamp) -> [EndpointID] {
    var opened: [EndpointID] = []
    for openings in [\Self.ofRate, \Self.ofQuiet] {
      while let instant = next(openings), instant <= now {
        let endpoint = self[keyPath: openings].removeFirst().endpoint
        causes[endpoint] = nil
        opened.append(endpoint)
      }
    }
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
  ///
  /// - Returns: The reminders of those that have one each, and the others, of which all is to be looked at.
  mutating func release(ofHost host: String, atMost count: Int) -> ([WaitingReminder], [EndpointID]) {
    guard var queue = ofHosts.removeValue(forKey: host) else { return ([], []) }
    var single: [WaitingReminder] = []
    var others: [EndpointID] = []
    while single.count + others.count < count, let candidate = queue.popFirst() {
      let endpoint = candidate.endpoint
      guard causes[endpoint] == .host(host) else { continue }
      causes[endpoint] = nil
      if several.remove(endpoint) == nil { single.append(candidate) } else { others.append(endpoint) }
    }
    if !queue.isEmpty { ofHosts[host] = queue }
    return (single, others)
  }
}

extension HeldEndpoints.Cause {
  fileprivate var instant: Timestamp? {
    switch self {
    case .rate(let instant), .quiet(let instant): instant
    case .lane, .host: nil
    }
  }
}

/// Endpoints in the order of their instants: a binary heap. The loop asks for the first of thousands at every answer.
private struct Openings {
  private var heap: [(instant: Timestamp, endpoint: EndpointID)] = []

  var first: (instant: Timestamp, endpoint: EndpointID)? { heap.first }

  mutating func insert(_ endpoint: EndpointID, _ instant: Timestamp) {
    heap.append((instant, endpoint))
    var child = heap.count - 1
    while child > 0, heap[child].instant < heap[(child - 1) / 2].instant {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// There must be one.
  @discardableResult
  mutating func removeFirst() -> (instant: Timestamp, endpoint: EndpointID) {
    heap.swapAt(0, heap.count - 1)
    let first = heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].instant < heap[least].instant { least = child }
      }
      if least == parent { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
