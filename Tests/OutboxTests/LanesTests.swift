@testable import Outbox
import Planning
import Testing

@Suite struct LanesTests {
  private func endpoint(_ unit: String) -> EndpointID { EndpointID(channel: "groups", unit: unit) }

  private func lanes(width: Int, _ work: [(String, Int)]) -> Lanes<String> {
    var lanes = Lanes<String>(width: width, depth: 3)
    for (unit, number) in work { lanes.append("\(unit)\(number)", for: endpoint(unit)) }
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
