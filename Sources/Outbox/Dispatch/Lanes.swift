import Planning

/// Claimed work in one lane an endpoint: in order within a lane, in turn between lanes, and in turn between the hosts
/// that the endpoints stand on, so that one that hangs costs its own share only.
struct Lanes<Work> {
  /// How much at once.
  struct Bounds {
    /// Of one endpoint in flight together.
    var width: Int
    /// Of one endpoint waiting here.
    var depth: Int
    /// Of one host in flight together.
    var hostWidth = Int.max
    /// Of one host waiting here.
    var hostDepth = Int.max
  }

  private struct Lane {
    let host: String
    var waiting = Queue<Work>()
    var inFlight = 0
    /// Whether it stands in its host's turns.
    var isReady = false

    var isIdle: Bool { waiting.isEmpty && inFlight == 0 }
  }

  private struct Host {
    var turns = Queue<EndpointID>()
    var inFlight = 0
    var waiting = 0
    /// Whether it stands in the turns of the hosts.
    var isReady = false
  }

  let bounds: Bounds
  private(set) var inFlight = 0
  private(set) var waiting = 0
  /// How many could start now, at most.
  private(set) var ready = 0
  private var lanes: [EndpointID: Lane] = [:]
  private var hosts: [String: Host] = [:]
  private var turns = Queue<String>()

  init(_ bounds: Bounds) {
    self.bounds = bounds
  }

  var isIdle: Bool { inFlight == 0 && waiting == 0 }

  func room(for endpoint: EndpointID) -> Int {
    bounds.depth - (lanes[endpoint]?.waiting.count ?? 0)
  }

  func room(atHost host: String) -> Int {
    bounds.hostDepth - (hosts[host]?.waiting ?? 0)
  }

  /// Whether nothing of it waits here.
  func isEmpty(_ endpoint: EndpointID) -> Bool { lanes[endpoint]?.waiting.isEmpty ?? true }

  /// Whether anything of it waits here or is in flight.
  func isBusy(_ endpoint: EndpointID) -> Bool { lanes[endpoint] != nil }

  mutating func append(_ work: Work, for endpoint: EndpointID, atHost host: String) {
    // A lane that is under way stays with its host, wherever the files have moved it meanwhile.
    let host = lanes[endpoint]?.host ?? host
    lanes[endpoint, default: Lane(host: host)].waiting.append(work)
    waiting += 1
    adjust(host) { $0.waiting += 1 }
    enqueue(endpoint)
  }

  /// The next to start: it counts as in flight until ``finish(_:)``.
  mutating func next() -> Work? {
    while let name = turns.popFirst() {
      guard let endpoint = startableEndpoint(at: name), let work = lanes[endpoint]?.waiting.popFirst() else {
        continue
      }
      lanes[endpoint]?.inFlight += 1
      lanes[endpoint]?.isReady = false
      inFlight += 1
      waiting -= 1
      adjust(name) { host in
        host.inFlight += 1
        host.waiting -= 1
      }
      enqueue(endpoint)
      return work
    }
    return nil
  }

  mutating func finish(_ endpoint: EndpointID) {
    guard let host = lanes[endpoint]?.host else { return }
    lanes[endpoint]?.inFlight -= 1
    inFlight -= 1
    adjust(host) { $0.inFlight -= 1 }
    if lanes[endpoint]?.isIdle == true { lanes[endpoint] = nil }
    enqueue(endpoint)
  }

  /// Takes out what has not started: of one endpoint, or of all.
  mutating func removeWaiting(for endpoint: EndpointID? = nil) -> [Work] {
    var removed: [Work] = []
    for endpoint in endpoint.map({ [$0] }) ?? Array(lanes.keys) {
      guard let lane = lanes[endpoint] else { continue }
      removed += lane.waiting.elements
      waiting -= lane.waiting.count
      adjust(lane.host) { host in
        host.waiting -= lane.waiting.count
        if lane.isReady { host.turns.removeAll { $0 == endpoint } }
      }
      lanes[endpoint]?.waiting = Queue()
      lanes[endpoint]?.isReady = false
      if lane.inFlight == 0 { lanes[endpoint] = nil }
    }
    return removed
  }

  private mutating func startableEndpoint(at name: String) -> EndpointID? {
    let width = bounds.hostWidth
    var found: EndpointID?
    adjust(name) { host in
      host.isReady = false
      if host.inFlight < width { found = host.turns.popFirst() }
    }
    return found
  }

  /// Changes a host, keeps ``ready`` true to it, and gives it its turn if something of it may start.
  private mutating func adjust(_ name: String, _ change: (inout Host) -> Void) {
    var host = hosts.removeValue(forKey: name) ?? Host()
    ready -= startable(host)
    change(&host)
    ready += startable(host)
    if startable(host) > 0, !host.isReady {
      host.isReady = true
      turns.append(name)
    }
    // One that is asked for nothing more is forgotten.
    hosts[name] = host.isReady || host.inFlight > 0 || host.waiting > 0 ? host : nil
  }

  private func startable(_ host: Host) -> Int {
    min(host.turns.count, max(0, bounds.hostWidth - host.inFlight))
  }

  private mutating func enqueue(_ endpoint: EndpointID) {
    guard let lane = lanes[endpoint], !lane.isReady, !lane.waiting.isEmpty, lane.inFlight < bounds.width
    else {
      return
    }
    lanes[endpoint]?.isReady = true
    adjust(lane.host) { $0.turns.append(endpoint) }
  }
}

/// First in, first out.
struct Queue<Element> {
  private var items: [Element] = []
  private var first = 0

  var count: Int { items.count - first }
  var isEmpty: Bool { first == items.count }
  var elements: ArraySlice<Element> { items[first...] }

  mutating func append(_ element: Element) { items.append(element) }

  mutating func popFirst() -> Element? {
    guard first < items.count else { return nil }
    defer {
      first += 1
      if first == items.count {
        items.removeAll(keepingCapacity: true)
        first = 0
      } else if first >= 1024, first * 2 > items.count {
        items.removeFirst(first)
        first = 0
      }
    }
    return items[first]
  }

  mutating func removeAll(where isOut: (Element) -> Bool) {
    items = items[first...].filter { !isOut($0) }
    first = 0
  }
}
