import Logging
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import Synchronization
import Testing
import Webhooks

@testable import Console

@Suite(.timeLimit(.minutes(1))) struct ReceiverTests {
  private static let at = Timestamp(seconds: 1_780_000_000)
  private let clock = ManualClock(now: at)

  private func reminder(_ number: Int = 1) -> ClaimedReminder {
    ClaimedReminder(
      key: ReminderKey(
        campaign: "member-day-529", occurrence: "2026", part: nil, unit: "diecai", rule: "r\(number)",
        receiver: "county.contact", channel: "robots"),
      endpoint: EndpointID(channel: "robots", unit: nil), attempt: 1,
      message: Message(title: "5·29 会员日", text: "请准备。"), at: Self.at, mayBeRepeat: false)
  }

  /// Runs a receiver, sends to it what `body` wants, and returns what arrived.
  private func receiving(
    _ behaviour: Receiver.Behaviour, kind: Channel.Kind, signing secret: Secret? = nil,
    _ body: (WebhookSender) async throws -> Void
  ) async throws -> [ReceivedReminder] {
    let arrivals = Arrivals()
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let receiver = Receiver(
      behaviour, clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      onListening: { listening.yield($0) }, onArrival: { arrivals.add($0) })
    try await withThrowingTaskGroup { group in
      group.addTask { try await receiver.run() }
      for await port in ports {
        let channel = Channel(name: "robots", kind: kind, onePer: nil, url: .environment("NONE"))
        let resolver = EndpointResolver.single(
          url: "http://127.0.0.1:\(port)", channels: [channel], secret: secret)
        let engine = try CurlEngine(policy: AddressPolicy(allow: ["127.0.0.1:\(port)"]))
        try await body(WebhookSender(engine: engine, resolver: resolver, language: .en, clock: clock))
        await engine.stop()
        break
      }
      group.cancelAll()
    }
    return arrivals.all
  }

  @Test(arguments: Channel.Kind.allCases)
  func `A message of each kind is recognised by its path and taken`(_ kind: Channel.Kind) async throws {
    let arrivals = try await receiving(Receiver.Behaviour(), kind: kind) { sender in
      #expect(await sender.send(reminder()).outcome == .delivered)
    }
    #expect(arrivals.map(\.kind) == [kind == .ntfy ? .ntfy : kind])
    #expect(arrivals.first?.at == Self.at)
    #expect(arrivals.first?.verified == nil)
    #expect(arrivals.first?.body.contains("会员日") == true)
    #expect((arrivals.first?.id != nil) == (kind == .webhook))
  }

  @Test(arguments: [Channel.Kind.dingtalk, .feishu, .lark, .webhook, .ntfy])
  func `A signature is checked, and a wrong one is refused as the platform refuses it`(_ kind: Channel.Kind)
    async throws
  {
    var behaviour = Receiver.Behaviour()
    behaviour.secret = Secret("whsec_MDEy")
    let right = try await receiving(behaviour, kind: kind, signing: Secret("whsec_MDEy")) { sender in
      #expect(await sender.send(reminder()).outcome == .delivered)
    }
    #expect(right.map(\.verified) == [true])
    let wrong = try await receiving(behaviour, kind: kind, signing: Secret("whsec_MzQ1")) { sender in
      #expect(await sender.send(reminder()).outcome != .delivered)
    }
    #expect(wrong.map(\.verified) == [false])
  }

  @Test func `An unsigned message is not verified`() async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.secret = Secret("whsec_MDEy")
    let arrivals = try await receiving(behaviour, kind: .webhook) { sender in
      #expect(await sender.send(reminder()).outcome == .refused(code: "http:401"))
    }
    #expect(arrivals.map(\.verified) == [false])
  }

  @Test func `Faults come in their order, then all is well`() async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.failures = try FailurePlan("429@30s,500,errcode=93000,drop,delay=1ms")
    var outcomes: [DeliveryOutcome] = []
    let arrivals = try await receiving(behaviour, kind: .wecom) { sender in
      for number in 1...6 { outcomes.append(await sender.send(reminder(number)).outcome) }
    }
    #expect(outcomes[0] == .throttled(until: Self.at.advanced(by: .seconds(30))))
    #expect(outcomes[1] == .failed(reason: "http:500"))
    #expect(outcomes[2] == .refused(code: "93000"))
    guard case .ambiguous = outcomes[3] else {
      Issue.record("a dropped connection: \(outcomes[3])")
      return
    }
    #expect(outcomes[4...] == [.delivered, .delivered])
    #expect(arrivals.count == 6)
  }

  @Test func `A dropped webhook is ambiguous, too`() async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.failures = try FailurePlan("dropx*")
    _ = try await receiving(behaviour, kind: .webhook) { sender in
      #expect(
        await sender.send(reminder()).outcome
          == .ambiguous(reason: "no_answer"))
    }
  }

  @Test func `The kind may be given, whatever the path`() async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.kind = .feishu
    let arrivals = try await receiving(behaviour, kind: .wecom) { sender in
      #expect(
        await sender.send(reminder()).outcome
          == .failed(reason: "strange_answer:200"))
    }
    #expect(arrivals.map(\.kind) == [.feishu])
  }

  @Test func `An arrival is one line of JSON`() {
    let arrival = ReceivedReminder(
      at: Self.at, path: "/hook", kind: .webhook, id: "msg_1", verified: true, body: "{\"a\":\n\"\u{1}\"}")
    #expect(
      arrival.line
        == #"{"at":"2026-05-28T20:26:40Z","path":"/hook","kind":"webhook","id":"msg_1","verified":true,"#
        + #""body":"{\"a\":\n\"\u0001\"}"}"#)
  }

  @Test(arguments: [
    ("/cgi-bin/webhook/send?key=1", "/cgi-bin/webhook/send"), ("/", "/"),
    ("/open-apis/bot/v2/hook/0123456789abcdef0123456789", "/open-apis/bot/v2/hook/…"),
  ])
  func `A path is shown without what may be a key`(_ path: String, _ shown: String) {
    #expect(ReceiverResponder.harmless(path) == shown)
  }
}

private final class Arrivals: Sendable {
  private let received = Mutex<[ReceivedReminder]>([])
  var all: [ReceivedReminder] { received.withLock { $0 } }
  func add(_ arrival: ReceivedReminder) { received.withLock { $0.append(arrival) } }
}
