@testable import Outbox
import Planning
import TestSupport
import Testing

@Suite struct LanesTests {
  private func endpoint(_ unit: String) -> EndpointID { EndpointID(channel: "groups", unit: unit) }

  /// - `hostWidth`: All endpoints stand on one host if it is given, else each on its own.
  private func lanes(width: Int, hostWidth: Int? = nil, _ work: [(String, Int)]) -> Lanes<String> {
    var lanes = Lanes<String>(.init(width: width, depth: 3, hostWidth: hostWidth ?? 16, hostDepth: 6))
    for (unit, number) in work {
      lanes.append("\(unit)\(number)", for: endpoint(unit), atHost: hostWidth == nil ? unit : "platform")
    }
    return lanes
  }

  @Test func `Endpoints take turns, and each keeps its order`() {
    var lanes = lanes(width: 1, [("a", 1), ("a", 2), ("b", 1), ("a", 3), ("c", 1)])
    #expect(lanes.ready == 3)
    #expect([lanes.next(), lanes.next(), lanes.next(), lanes.next()] == ["a1", "b1", "c1", nil])
    #expect(lanes.inFlight == 3)
    #expect(lanes.waiting == 2)
    lanes.finish(endpoint("b"))
    #expect(lanes.next() == nil)
    lanes.finish(endpoint("a"))
    #expect([lanes.next(), lanes.next()] == ["a2", nil])
    lanes.finish(endpoint("a"))
    #expect(lanes.next() == "a3")
    lanes.finish(endpoint("a"))
    lanes.finish(endpoint("c"))
    #expect(lanes.isIdle)
  }

  @Test func `A wider lane lets several of an endpoint go, but in turn with the others`() {
    var lanes = lanes(width: 2, [("a", 1), ("a", 2), ("a", 3), ("b", 1)])
    #expect([lanes.next(), lanes.next(), lanes.next(), lanes.next()] == ["a1", "b1", "a2", nil])
  }

  @Test func `A lane has room for its depth`() {
    var lanes = lanes(width: 1, [("a", 1), ("a", 2)])
    #expect(lanes.room(for: endpoint("a")) == 1)
    #expect(lanes.room(for: endpoint("b")) == 3)
    #expect(lanes.next() == "a1")
    #expect(lanes.room(for: endpoint("a")) == 2)
  }

  @Test func `A host takes no more than its share, and its endpoints take turns in it`() {
    var lanes = lanes(width: 1, hostWidth: 2, [("a", 1), ("a", 2), ("b", 1), ("c", 1)])
    lanes.append("other", for: endpoint("x"), atHost: "elsewhere")
    #expect(lanes.ready == 3)
    #expect(lanes.room(atHost: "platform") == 2)
    #expect([lanes.next(), lanes.next(), lanes.next(), lanes.next()] == ["a1", "other", "b1", nil])
    #expect(lanes.ready == 0)
    lanes.finish(endpoint("a"))
    #expect([lanes.next(), lanes.next()] == ["c1", nil])
    lanes.finish(endpoint("b"))
    #expect([lanes.next(), lanes.next()] == ["a2", nil])
    for unit in ["a", "c", "x"] { lanes.finish(endpoint(unit)) }
    #expect(lanes.isIdle && lanes.ready == 0)
  }

  @Test func `What waits for one endpoint can be taken out without the others'`() {
    var lanes = lanes(width: 1, hostWidth: 8, [("a", 1), ("a", 2), ("b", 1), ("b", 2)])
    #expect(lanes.next() == "a1")
    #expect(lanes.removeWaiting(for: endpoint("a")) == ["a2"])
    #expect(lanes.removeWaiting(for: endpoint("b")) == ["b1", "b2"])
    #expect(lanes.isBusy(endpoint("a")) && !lanes.isBusy(endpoint("b")))
    #expect(lanes.ready == 0 && lanes.next() == nil)
    lanes.finish(endpoint("a"))
    #expect(lanes.isIdle)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `Whatever comes and goes, nothing is lost, doubled or over its bounds`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var lanes = Lanes<Int>(.init(width: 2, depth: 50, hostWidth: 3, hostDepth: 100))
    var inFlight: [(Int, EndpointID)] = []
    var owners: [Int: EndpointID] = [:]
    var (added, out) = (0, Set<Int>())
    for _ in 0..<2000 {
      let unit = "u\(Int.random(in: 0..<12, using: &generator))"
      switch Int.random(in: 0..<5, using: &generator) {
      case 0, 1:
        owners[added] = endpoint(unit)
        lanes.append(added, for: endpoint(unit), atHost: "h\(unit.count)\(unit.last ?? "0")")
        added += 1
      case 2:
        if let work = lanes.next(), let owner = owners[work] { inFlight.append((work, owner)) }
      case 3:
        if let index = inFlight.indices.randomElement(using: &generator) {
          let (work, owner) = inFlight.remove(at: index)
          #expect(out.insert(work).inserted)
          lanes.finish(owner)
        }
      default:
        if Int.random(in: 0..<20, using: &generator) == 0 {
          for work in lanes.removeWaiting(for: endpoint(unit)) { #expect(out.insert(work).inserted) }
        }
      }
      #expect(lanes.inFlight == inFlight.count)
      #expect(Dictionary(grouping: inFlight, by: \.1).values.allSatisfy { $0.count <= 2 })
      #expect(lanes.waiting == added - out.count - inFlight.count)
    }
    while !lanes.isIdle {
      while let work = lanes.next(), let owner = owners[work] { inFlight.append((work, owner)) }
      for (work, owner) in inFlight {
        #expect(out.insert(work).inserted)
        lanes.finish(owner)
      }
      inFlight = []
    }
    #expect(out.count == added && lanes.ready == 0)
  }

  @Test func `What has not started can be taken out`() {
    var lanes = lanes(width: 1, [("a", 1), ("a", 2), ("b", 1)])
    _ = lanes.next()
    #expect(Set(lanes.removeWaiting()) == ["a2", "b1"])
    #expect(lanes.waiting == 0)
    #expect(lanes.next() == nil)
    lanes.finish(endpoint("a"))
    #expect(lanes.isIdle)
  }
}

@Suite struct BellTests {
  @Test func `A ring before the wait is not lost, and several are one`() async {
    let bell = Bell()
    bell.ring()
    bell.ring()
    await bell.rung()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bell.rung() }
      bell.ring()
      await group.waitForAll()
    }
  }

  @Test func `A cancelled wait ends and takes no ring`() async {
    let bell = Bell()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bell.rung() }
      group.cancelAll()
      await group.waitForAll()
    }
    bell.ring()
    await bell.rung()
  }
}
