import Logging
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import Synchronization
import Testing
import Webhooks

@testable import Console

@Suite(.timeLimit(.minutes(10))) struct ReceiverTests {
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
    total: Duration = .seconds(15), _ body: (WebhookSender) async throws -> Void
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
        var limits = CurlEngine.Limits()
        limits.total = total
        let engine = try CurlEngine(limits: limits, policy: AddressPolicy(allow: ["127.0.0.1:\(port)"]))
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

  @Test(
    arguments: [
      ("reset", .ambiguous(reason: "no_answer")), ("garbage", .ambiguous(reason: "no_answer")),
      ("endless", .ambiguous(reason: "body_too_long")), ("headers", .ambiguous(reason: "headers_too_long")),
      ("hang", .ambiguous(reason: "answer_timeout")), ("drip", .ambiguous(reason: "answer_timeout")),
      ("redirect", .failed(reason: "strange_answer:307")), ("errcode=45009", .throttled(until: at + 60)),
      ("429@40s", .throttled(until: at + 40)), ("429@50s:date", .throttled(until: at + 50)),
    ] as [(String, DeliveryOutcome)])
  func `Each fault is met as what it is`(_ fault: String, _ outcome: DeliveryOutcome) async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.failures = try FailurePlan(fault)
    let total = Duration.seconds(outcome == .ambiguous(reason: "answer_timeout") ? 2 : 60)
    _ = try await receiving(behaviour, kind: .wecom, total: total) { sender in
      #expect(await sender.send(reminder()).outcome == outcome)
    }
  }

  @Test(arguments: [Channel.Kind.discord, .telegram, .slack, .teams, .ntfy, .webhook])
  func `A wait is asked for in the words of the kind`(_ kind: Channel.Kind) async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.failures = try FailurePlan("429@40s")
    _ = try await receiving(behaviour, kind: kind) { sender in
      #expect(await sender.send(reminder()).outcome == .throttled(until: Self.at + 40))
    }
  }

  @Test(arguments: [Channel.Kind.discord, .slack])
  func `A robot may say in taking a message that the next has to wait`(_ kind: Channel.Kind) async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.failures = try FailurePlan("ok@2500ms,ok")
    _ = try await receiving(behaviour, kind: kind) { sender in
      let reports = [await sender.send(reminder(1)), await sender.send(reminder(2))]
      #expect(reports.map(\.outcome) == [.delivered, .delivered])
      let until = Self.at.advanced(by: .milliseconds(2500))
      #expect(reports.map(\.quietUntil) == [kind == .discord ? until : nil, nil])
    }
  }

  @Test(
    arguments: [
      (.wecom, 21, .throttled(until: at + 60)), (.dingtalk, 21, .throttled(until: at + 600)),
      (.feishu, 6, .throttled(until: at + 60)), (.slack, 2, .throttled(until: at + 1)),
      (.teams, 5, .throttled(until: at + 1)), (.telegram, 21, .throttled(until: at + 60)),
    ] as [(Channel.Kind, Int, DeliveryOutcome)])
  func `One message too many is refused as the platform refuses it`(
    _ kind: Channel.Kind, _ count: Int, _ last: DeliveryOutcome
  ) async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.enforcesLimits = true
    _ = try await receiving(behaviour, kind: kind) { sender in
      for number in 1..<count { #expect(await sender.send(reminder(number)).outcome == .delivered) }
      #expect(await sender.send(reminder(count)).outcome == last)
    }
  }

  @Test(arguments: Channel.Kind.allCases)
  func `A message that was shortened is within the platform's limit`(_ kind: Channel.Kind) async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.enforcesLimits = true
    let long = ClaimedReminder(
      key: reminder().key, endpoint: reminder().endpoint, attempt: 1,
      message: Message(title: "长", text: String(repeating: "请准备。", count: 12_000)), at: Self.at,
      mayBeRepeat: false)
    _ = try await receiving(behaviour, kind: kind) { sender in
      let report = await sender.send(long)
      #expect(report.outcome == .delivered && report.shortened)
    }
  }

  @Test(
    arguments: [(.feishu, "19024"), (.dingtalk, nil), (.wecom, "")] as [(Channel.Kind, String?)])
  func `A missing keyword is refused where the platform knows one`(_ kind: Channel.Kind, _ code: String?)
    async throws
  {
    var behaviour = Receiver.Behaviour()
    behaviour.keyword = "计生协"
    _ = try await receiving(behaviour, kind: kind) { sender in
      let report = await sender.send(reminder())
      switch code {
      case "": #expect(report.outcome == .delivered)
      case let code?: #expect(report.outcome == .refused(code: code))
      case nil: #expect(report.outcome == .failed(reason: "code:310000"))
      }
      #expect(!report.endpointIsClosed)
    }
    behaviour.keyword = "会员日"
    _ = try await receiving(behaviour, kind: kind) { sender in
      #expect(await sender.send(reminder()).outcome == .delivered)
    }
  }

  @Test(
    arguments: [
      (.dingtalk, 3599, true), (.dingtalk, 3601, false), (.feishu, -3599, true), (.feishu, 3601, false),
      (.webhook, 299, true), (.webhook, -301, false),
    ] as [(Channel.Kind, Int64, Bool)])
  func `A signature may be only so old, where time counts`(
    _ kind: Channel.Kind, _ age: Int64, _ taken: Bool
  ) async throws {
    var behaviour = Receiver.Behaviour()
    behaviour.secret = Secret("whsec_MDEy")
    for (strict, expected) in [(true, taken), (false, true)] {
      behaviour.checksTime = strict
      let late = ClaimedReminder(
        key: reminder().key, endpoint: reminder().endpoint, attempt: 1, message: reminder().message,
        at: Self.at.advanced(by: .seconds(-age)), mayBeRepeat: false)
      let arrivals = try await receiving(behaviour, kind: kind, signing: Secret("whsec_MDEy")) { sender in
        #expect((await sender.send(late).outcome == .delivered) == expected)
      }
      #expect(arrivals.map(\.verified) == [expected])
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

private func + (instant: Timestamp, seconds: Int) -> Timestamp { instant.advanced(by: .seconds(seconds)) }
