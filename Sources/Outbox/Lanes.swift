import Planning

/// Claimed work in one lane an endpoint: in order within a lane, in turn between lanes.
struct Lanes<Work> {
  private struct Lane {
    var waiting: [Work] = []
    var first = 0
    var inFlight = 0
    /// Whether it stands in ``turns``.
    var isReady = false

    var isEmpty: Bool { first == waiting.count }
  }

  /// How many of one endpoint may be in flight together.
  let width: Int
  /// How many of one endpoint may wait here.
  let depth: Int
  private(set) var inFlight = 0
  private(set) var waiting = 0
  private var lanes: [EndpointID: Lane] = [:]
  private var turns: [EndpointID] = []
  private var firstTurn = 0

  init(width: Int, depth: Int) {
    self.width = width
    self.depth = depth
  }

  var isIdle: Bool { inFlight == 0 && waiting == 0 }

  /// How many could start now, at most.
  var ready: Int { turns.count - firstTurn }

  func room(for endpoint: EndpointID) -> Int {
    depth - (lanes[endpoint].map { $0.waiting.count - $0.first } ?? 0)
  }

  func isEmpty(_ endpoint: EndpointID) -> Bool { lanes[endpoint]?.isEmpty ?? true }

  mutating func append(_ work: Work, for endpoint: EndpointID) {
    lanes[endpoint, default: Lane()].waiting.append(work)
    waiting += 1
    enqueue(endpoint)
  }

  /// The next to start: it counts as in flight until ``finish(_:)``.
  mutating func next() -> Work? {
    guard firstTurn < turns.count else { return nil }
    let endpoint = turns[firstTurn]
    firstTurn += 1
    if firstTurn == turns.count || firstTurn > 4096 {
      turns.removeFirst(firstTurn)
      firstTurn = 0
    }
    guard var lane = lanes.removeValue(forKey: endpoint), !lane.isEmpty else { return nil }
    let work = lane.waiting[lane.first]
    lane.first += 1
    lane.inFlight += 1
    lane.isReady = false
    if lane.isEmpty {
      lane.waiting.removeAll()
      lane.first = 0
    }
    lanes[endpoint] = lane
    inFlight += 1
    waiting -= 1
    enqueue(endpoint)
    return work
  }

  mutating func finish(_ endpoint: EndpointID) {
    lanes[endpoint]?.inFlight -= 1
    inFlight -= 1
    if let lane = lanes[endpoint], lane.isEmpty, lane.inFlight == 0 {
      lanes[endpoint] = nil
    } else {
      enqueue(endpoint)
    }
  }

  /// Takes everything out that has not started.
  mutating func removeWaiting() -> [Work] {
    var removed: [Work] = []
    for (endpoint, found) in lanes {
      var lane = found
      removed.append(contentsOf: lane.waiting[lane.first...])
      lane.waiting.removeAll()
      lane.first = 0
      lane.isReady = false
      lanes[endpoint] = lane.inFlight > 0 ? lane : nil
    }
    turns.removeAll()
    firstTurn = 0
    waiting = 0
    return removed
  }

  private mutating func enqueue(_ endpoint: EndpointID) {
    guard let lane = lanes[endpoint], !lane.isReady, !lane.isEmpty, lane.inFlight < width else { return }
    lanes[endpoint]?.isReady = true
    turns.append(endpoint)
  }
}
