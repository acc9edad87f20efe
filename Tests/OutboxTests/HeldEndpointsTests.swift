import Planning
import Recurrence
import Testing

@testable import Outbox

@Suite struct HeldEndpointsTests {
  private let start = Timestamp(seconds: 1_000)

  private func endpoint(_ number: Int) -> EndpointID { EndpointID(channel: "groups", unit: "\(number)") }
  private func instant(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }

  @Test func `Endpoints open in the order of their instants`() {
    var held = HeldEndpoints()
    for number in [5, 3, 9, 1, 7, 2, 8, 4, 6] {
      held.hold(endpoint(number), for: number % 2 == 0 ? .rate(instant(number)) : .quiet(instant(number)))
    }
    #expect(held.nextOpening() == instant(1))
    #expect(held.nextOfRate() == instant(2))
    #expect(Set(held.releaseOpened(at: instant(4))) == Set((1...4).map(endpoint)))
    #expect(held.nextOpening() == instant(5))
    #expect(held.count == 5)
  }

  @Test func `A host's endpoints are let go in their order, with what was seen of them`() {
    var held = HeldEndpoints()
    func waiting(_ endpoint: EndpointID, _ row: Int64) -> WaitingReminder {
      WaitingReminder(place: .init(next: start, row: row), endpoint: endpoint)
    }
    for number in 1...4 { held.hold(waiting(endpoint(number), Int64(number)), for: .host("a")) }
    held.hold(endpoint(9), for: .lane)
    let (isTaken, isOther) = (held.takes(waiting(endpoint(2), 12)), held.takes(waiting(endpoint(5), 5)))
    #expect(isTaken && !isOther)
    held.release(endpoint(3))
    #expect(held.endpoints == [endpoint(9)])
    let first = held.release(ofHost: "a", atMost: 2)
    #expect(first.0 == [waiting(endpoint(1), 1)])
    #expect(first.1 == [endpoint(2)])
    #expect(held.waitsFor(host: "a"))
    let rest = held.release(ofHost: "a", atMost: 9)
    #expect(rest.0 == [waiting(endpoint(4), 4)])
    #expect(!held.waitsFor(host: "a"))
  }

  @Test func `One that was let go, or is held for something else by now, opens nothing`() {
    var held = HeldEndpoints()
    held.hold(endpoint(1), for: .quiet(instant(1)))
    held.hold(endpoint(2), for: .quiet(instant(2)))
    held.hold(endpoint(3), for: .rate(instant(3)))
    held.release(endpoint(1))
    held.hold(endpoint(2), for: .lane)
    held.hold(endpoint(3), for: .rate(instant(9)))
    #expect(held.nextOpening() == instant(9))
    #expect(held.releaseOpened(at: instant(8)) == [])
    #expect(held.contains(endpoint(2)))
    #expect(held.releaseOpened(at: instant(9)) == [endpoint(3)])
    #expect(held.nextOpening() == nil)
  }
}
