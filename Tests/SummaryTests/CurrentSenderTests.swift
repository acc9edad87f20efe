import CampaignScheduler
import Foundation
import Outbox
import Planning
import Recurrence
import Synchronization
import Testing
import TestSupport
import Webhooks

/// What a running daemon takes over when its files change.
@Suite(.timeLimit(.minutes(10))) struct CurrentSenderTests {
  private let at = Timestamp(seconds: 1_780_000_000)

  private func shared(allow: [String], secretsPath: String? = nil) throws -> SharedDefinitions {
    var shared = SharedDefinitions(
      zone: try Zone("Asia/Shanghai"), language: .zh, tree: try smallRegion(),
      channels: [
        "robots": Channel(name: "robots", kind: .wecom, onePer: nil, url: .environment("ROBOT_URL"))
      ],
      workdays: WorkdayCalendar())
    shared.outgoingAllow = allow
    shared.secretsPath = secretsPath
    return shared
  }

  private var reminder: ClaimedReminder {
    ClaimedReminder(
      key: ReminderKey(
        campaign: "member-day-529", occurrence: "2026", part: nil, unit: "diecai", rule: "kickoff",
        receiver: "county.contact", channel: "robots"),
      endpoint: EndpointID(channel: "robots", unit: nil), attempt: 1, message: Message(title: "t", text: "x"),
      at: at, mayBeRepeat: false)
  }

  @Test func `Addresses, secrets and the allowed networks are taken over`() async throws {
    let first = try HookServer()
    let second = try HookServer()
    let address = Mutex(first.url + "/a")
    let engine = try CurlEngine(policy: AddressPolicy())
    let open = try shared(allow: ["127.0.0.1"])
    let sender = try CurrentSender(
      engine: engine,
      credentials: { _ in .init(environment: ["ROBOT_URL": address.withLock { $0 }]) },
      shared: try shared(allow: []), clock: ManualClock(now: at))
    #expect(
      await sender.send(reminder).outcome
        == .blocked(policy: "address_blocked:127.0.0.1:\(first.port):loopback"))
    try sender.update(open)
    #expect(await sender.send(reminder).outcome == .delivered)
    address.withLock { $0 = second.url + "/b" }
    #expect(await sender.send(reminder).outcome == .delivered)
    try sender.update(open)
    #expect(await sender.send(reminder).outcome == .delivered)
    #expect(first.arrivals.count == 2 && second.arrivals.count == 1)
    await engine.stop()
  }

  private struct Unreadable: Error {}

  @Test func `A fault leaves the old ones in force`() async throws {
    let server = try HookServer()
    let isBroken = Mutex(false)
    let engine = try CurlEngine(policy: AddressPolicy(allow: ["127.0.0.1"]))
    let url = server.url
    let sender = try CurrentSender(
      engine: engine,
      credentials: { _ in
        if isBroken.withLock({ $0 }) { throw Unreadable() }
        return .init(environment: ["ROBOT_URL": url])
      }, shared: try shared(allow: ["127.0.0.1"]), clock: ManualClock(now: at))
    isBroken.withLock { $0 = true }
    #expect(throws: Unreadable.self) { try sender.update(try shared(allow: [])) }
    #expect(await sender.send(reminder).outcome == .delivered)
    isBroken.withLock { $0 = false }
    #expect(throws: AddressPolicy.Fault.self) { try sender.update(try shared(allow: ["nonsense"])) }
    #expect(await sender.send(reminder).outcome == .delivered)
    await engine.stop()
  }
}
