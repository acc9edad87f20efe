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

  // Classes, so that one look-up finds what a step has to change.
  private final class Lane {
    let endpoint: EndpointID
    let host: Host
    var waiting = Queue<Work>()
    var inFlight = 0
    /// Whether it stands in its host's turns.
    var isReady = false

    init(_ endpoint: EndpointID, at host: Host) {
      self.endpoint = endpoint
      self.host = host
    }

    var isIdle: Bool { waiting.isEmpty && inFlight == 0 }
  }

  private final class Host {
    let name: String
    var turns = Queue<Lane>()
    var inFlight = 0
    var waiting = 0
    /// Whether it stands in the turns of the hosts.
    var isReady = false

    init(_ name: String) { self.name = name }
  }

  let bounds: Bounds
  private(set) var inFlight = 0
  private(set) var waiting = 0
  /// How many could start now, at most.
  private(set) var ready = 0
  private var lanes: [EndpointID: Lane] = [:]
  private var hosts: [String: Host] = [:]
  private var turns = Queue<Host>()

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
    let lane = lanes[endpoint] ?? open(endpoint, atHost: host)
    lane.waiting.append(work)
    waiting += 1
    lane.host.waiting += 1
    enqueue(lane)
  }

  private mutating func open(_ endpoint: EndpointID, atHost name: String) -> Lane {
    let host = hosts[name] ?? Host(name)
    hosts[name] = host
    let lane = Lane(endpoint, at: host)
    lanes[endpoint] = lane
    return lane
  }

  /// The next to start: it counts as in flight until ``finish(_:)``.
  mutating func next() -> Work? {
    while let host = turns.popFirst() {
      host.isReady = false
      let startable = startable(host)
      guard startable > 0, let lane = host.turns.popFirst(), let work = lane.waiting.popFirst() else {
        forgetIfIdle(host)
        continue
      }
      ready -= startable
      lane.isReady = false
      lane.inFlight += 1
      host.inFlight += 1
      host.waiting -= 1
      inFlight += 1
      waiting -= 1
      ready += self.startable(host)
      enqueue(lane)
      takeTurn(host)
      return work
    }
    return nil
  }

  mutating func finish(_ endpoint: EndpointID) {
    guard let lane = lanes[endpoint] else { return }
    let host = lane.host
    inFlight -= 1
    lane.inFlight -= 1
    ready -= startable(host)
    host.inFlight -= 1
    ready += startable(host)
    if lane.isIdle { lanes[endpoint] = nil }
    enqueue(lane)
    takeTurn(host)
    forgetIfIdle(host)
  }

  /// Takes out what has not started: of one endpoint, or of all.
  mutating func removeWaiting(for endpoint: EndpointID? = nil) -> [Work] {
    var removed: [Work] = []
    for lane in endpoint.map({ [lanes[$0]].compactMap(\.self) }) ?? Array(lanes.values) {
      let host = lane.host
      removed += lane.waiting.elements
      waiting -= lane.waiting.count
      host.waiting -= lane.waiting.count
      if lane.isReady {
        ready -= startable(host)
        host.turns.removeAll { $0 === lane }
        ready += startable(host)
      }
      lane.waiting = Queue()
      lane.isReady = false
      if lane.inFlight == 0 { lanes[lane.endpoint] = nil }
      forgetIfIdle(host)
    }
    return removed
  }

  private func startable(_ host: Host) -> Int {
    min(host.turns.count, max(0, bounds.hostWidth - host.inFlight))
  }

  private mutating func enqueue(_ lane: Lane) {
    guard !lane.isReady, !lane.waiting.isEmpty, lane.inFlight < bounds.width else { return }
    let host = lane.host
    lane.isReady = true
    ready -= startable(host)
    host.turns.append(lane)
    ready += startable(host)
    takeTurn(host)
  }

  /// Gives a host its turn if something of it may start.
  private mutating func takeTurn(_ host: Host) {
    guard !host.isReady, startable(host) > 0 else { return }
    host.isReady = true
    turns.append(host)
  }

  /// One that is asked for nothing more is forgotten.
  private mutating func forgetIfIdle(_ host: Host) {
    if !host.isReady, host.inFlight == 0, host.waiting == 0 { hosts[host.name] = nil }
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
