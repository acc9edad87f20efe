@testable import Outbox
import Planning
import Recurrence
import Testing

private let start = instant("2026-05-28T01:00:00Z")

private func seconds(_ count: Double) -> Timestamp { start.advanced(by: .milliseconds(Int64(count * 1000))) }

@Suite struct PaceTests {
  /// The instants at which messages go if there are always more.
  private func run(_ pace: Pace, for span: Duration, from now: Timestamp = start) -> [Timestamp] {
    var (full, now) = (Timestamp(milliseconds: 0), now)
    let end = now.advanced(by: span)
    var sent: [Timestamp] = []
    while now < end {
      if pace.room(fullAt: full, at: now) > 0 {
        sent.append(now)
        full = pace.full(afterOneAt: now, fullAt: full)
      } else {
        let opening = pace.opening(fullAt: full, at: now)
        #expect(opening > now)
        now = opening
      }
    }
    return sent
  }

  @Test(arguments: [
    (20, 60.0, 165), (100, 60, 800), (5, 1, 45), (1, 1, 9), (1, 60, 9), (4, 1, 35), (600, 60, 4800),
    (7, 10, 60),
  ])
  func `No span of a limit's length sees more than the limit, and not much less`(
    _ limit: Int, _ span: Double, _ inTenSpans: Int
  ) throws {
    let length = Duration.milliseconds(Int64(span * 1000))
    let pace = try #require(Pace([RateLimit(limit, per: length)]))
    let sent = run(pace, for: length * 10)
    for (index, first) in sent.enumerated() {
      #expect(sent[index...].prefix { first.duration(to: $0) < length }.count <= limit)
    }
    #expect(sent.count >= inTenSpans)
  }

  @Test func `Feishu's two limits are kept together`() throws {
    let pace = try #require(Pace([RateLimit(100, per: .seconds(60)), RateLimit(5, per: .seconds(1))]))
    let sent = run(pace, for: .seconds(300))
    for (index, first) in sent.enumerated() {
      #expect(sent[index...].prefix { first.duration(to: $0) < .seconds(60) }.count <= 100)
      #expect(sent[index...].prefix { first.duration(to: $0) < .seconds(1) }.count <= 5)
    }
    #expect(Pace([]) == nil)
  }

  @Test func `A quiet bucket fills up again`() throws {
    let pace = try #require(Pace([RateLimit(20, per: .seconds(60))]))
    var full = Timestamp(milliseconds: 0)
    for _ in 0..<4 { full = pace.full(afterOneAt: start, fullAt: full) }
    #expect(pace.room(fullAt: full, at: start) == 0)
    #expect(pace.room(fullAt: full, at: seconds(3.6)) == 1)
    #expect(pace.room(fullAt: full, at: seconds(60)) == 4)
  }

  @Test func `A clock set back an hour costs no more than an empty bucket`() throws {
    let pace = try #require(Pace([RateLimit(20, per: .seconds(60))]))
    let full = pace.full(afterOneAt: start, fullAt: start)
    let earlier = start.advanced(by: .seconds(-3600))
    #expect(earlier.duration(to: pace.opening(fullAt: full, at: earlier)) <= .seconds(4))
  }
}

@Suite struct EndpointStandingTests {
  private static let failure = DeliveryReport(.failed(reason: "not_connected"))
  private static let closing = DeliveryReport(.refused(code: "93000"), status: 200, endpointIsClosed: true)

  @Test func `Two failures are borne, more make pauses that double up to half an hour`() {
    var standing = EndpointStanding()
    var pauses: [Duration] = []
    var now = start
    for _ in 0..<16 {
      _ = standing.settle(Self.failure, quietUntil: nil, at: now)
      pauses.append(max(.zero, now.duration(to: standing.quietUntil)))
      now = max(now, standing.quietUntil)
    }
    #expect(
      pauses.map { Int($0 / .seconds(1)) }
        == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800, 1800])
  }

  @Test func `A long failure opens the breaker once, and a success closes it`() {
    var standing = EndpointStanding()
    var changes: [EndpointStanding.Change?] = []
    var now = start
    for _ in 0..<10 {
      changes.append(standing.settle(Self.failure, quietUntil: nil, at: now))
      now = max(now, standing.quietUntil)
    }
    // Failing since 01:00:00, 31 s later for the eighth time.
    #expect(changes == [nil, nil, nil, nil, nil, nil, nil, .opened(reason: "not_connected"), nil, nil])
    #expect(standing.breaker == .open(reason: "not_connected", since: seconds(31)))
    #expect(standing.settle(DeliveryReport(.delivered), quietUntil: nil, at: now) == .closed)
    #expect(standing.failures == 0 && standing.failingSince == nil && !standing.isOpen)
  }

  @Test func `A burst of failures in one second opens nothing`() {
    var standing = EndpointStanding()
    for _ in 0..<20 { #expect(standing.settle(Self.failure, quietUntil: nil, at: start) == nil) }
    #expect(!standing.isOpen)
  }

  @Test func `A robot that is gone is closed at once, and asked again after hours`() {
    var standing = EndpointStanding()
    #expect(standing.settle(Self.closing, quietUntil: nil, at: start) == .opened(reason: "93000"))
    #expect(standing.quietUntil == seconds(3600))
    #expect(standing.settle(Self.closing, quietUntil: nil, at: seconds(3600)) == nil)
    #expect(standing.quietUntil == seconds(3 * 3600))
    for _ in 0..<10 { _ = standing.settle(Self.closing, quietUntil: nil, at: seconds(3 * 3600)) }
    #expect(standing.quietUntil == seconds(9 * 3600))
    // A refused message is an answer all the same.
    #expect(
      standing.settle(DeliveryReport(.refused(code: "40058")), quietUntil: nil, at: seconds(9 * 3600))
        == .closed)
  }

  @Test func `Quiet that was asked for is kept, and is no failure`() {
    var standing = EndpointStanding()
    let report = DeliveryReport(.throttled(until: seconds(600)), status: 429)
    #expect(standing.settle(report, quietUntil: seconds(600), at: start) == nil)
    #expect(standing.quietUntil == seconds(600) && standing.failures == 0)
    _ = standing.settle(DeliveryReport(.delivered), quietUntil: nil, at: seconds(1))
    #expect(standing.quietUntil == seconds(600))
  }

  @Test(arguments: [
    DeliveryReport(.notSent(reason: "missing secret")), DeliveryReport(.blocked(policy: "loopback")),
  ])
  func `What did not leave this machine says nothing about the endpoint`(_ report: DeliveryReport) {
    var standing = EndpointStanding()
    for _ in 0..<20 { #expect(standing.settle(report, quietUntil: nil, at: start) == nil) }
    #expect(standing == EndpointStanding())
  }
}

@Suite struct EndpointGatesTests {
  private let robot = EndpointID(channel: "groups", unit: "diecai")
  private let other = EndpointID(channel: "groups", unit: "qixing")

  private let second = Pace([RateLimit(1, per: .seconds(1))])

  @Test func `A robot's rate, its host's and that of all hold together`() throws {
    let traits = EndpointTraits(pace: Pace([RateLimit(20, per: .seconds(60))]), host: "platform")
    var own = EndpointGates([:])
    let admissions = (0..<5).map { _ in own.admit(robot, traits, isBusy: false, at: start) }
    #expect(admissions == [.admitted, .admitted, .admitted, .admitted, .paced(until: seconds(3.6))])
    #expect(own.admit(other, traits, isBusy: false, at: start) == .admitted)

    let free = EndpointTraits(host: "platform", hostPace: second)
    var ofHost = EndpointGates([:])
    #expect(ofHost.admit(robot, free, isBusy: false, at: start) == .admitted)
    #expect(ofHost.admit(other, free, isBusy: false, at: start) == .paced(until: seconds(1.02)))
    #expect(
      ofHost.admit(other, EndpointTraits(host: "elsewhere", hostPace: second), isBusy: false, at: start)
        == .admitted)

    let one = EndpointTraits(totalPace: second)
    var ofAll = EndpointGates([:])
    #expect(ofAll.admit(robot, one, isBusy: false, at: start) == .admitted)
    #expect(ofAll.admit(other, one, isBusy: false, at: start) == .paced(until: seconds(1.02)))
  }

  @Test func `A failing endpoint is asked by one message at a time`() {
    var gates = EndpointGates([:])
    for _ in 0..<3 {
      _ = gates.settle(robot, DeliveryReport(.failed(reason: "reset")), quietUntil: nil, at: start)
    }
    #expect(gates.admit(robot, EndpointTraits(), isBusy: false, at: start) == .quiet(until: seconds(1)))
    #expect(gates.admit(robot, EndpointTraits(), isBusy: false, at: seconds(1)) == .admitted)
    #expect(gates.admit(robot, EndpointTraits(), isBusy: true, at: seconds(1)) == .probing)
    #expect(gates.admit(other, EndpointTraits(), isBusy: true, at: seconds(1)) == .admitted)
  }

  @Test func `Only what changed is written, and once`() {
    var gates = EndpointGates([:])
    _ = gates.settle(robot, DeliveryReport(.delivered), quietUntil: nil, at: start)
    #expect(gates.takeChanges().isEmpty)
    _ = gates.settle(robot, DeliveryReport(.failed(reason: "reset")), quietUntil: nil, at: start)
    #expect(gates.takeChanges().mapValues(\.failures) == [robot: 1])
    #expect(gates.takeChanges().isEmpty)
  }
}
