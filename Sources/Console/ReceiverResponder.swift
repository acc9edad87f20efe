import Hummingbird
import Planning
import Recurrence
import ServiceLifecycle
import Webhooks

/// Answers one request of ``Receiver`` after another.
final class ReceiverResponder: HTTPResponder {
  typealias Context = ReceiverContext

  private static let bodyLimit = 1 << 20

  private let behaviour: Receiver.Behaviour
  private let clock: any WallClock
  private let onArrival: @Sendable (ReceivedReminder) async -> Void
  private let failures: FailureCounter
  private let traffic = RobotTraffic()

  init(
    behaviour: Receiver.Behaviour, clock: any WallClock,
    onArrival: @escaping @Sendable (ReceivedReminder) async -> Void
  ) {
    self.behaviour = behaviour
    self.clock = clock
    self.onArrival = onArrival
    failures = FailureCounter(usual: behaviour.failures, special: behaviour.failuresFor)
  }

  func respond(to request: Request, context: Context) async throws -> Response {
    guard request.method == .post else { return Response(status: .methodNotAllowed) }
    let received = try await read(request)
    let kind = behaviour.kind ?? Channel.Kind(recognisedBy: received.path)
    let robot = RobotDouble(kind: kind, secret: behaviour.secret)
    let body = String(decoding: received.body, as: UTF8.self)
    let step = failures.step(path: received.path, body: body)
    let verified = verifies(received, robot)
    await onArrival(
      ReceivedReminder(
        at: clock.now, path: Self.harmless(received.path), kind: kind, id: robot.id(of: received),
        verified: verified, body: robot.harmless(body)))
    switch step {
    case .success(let delay):
      // A shutdown does not wait for what was to be late.
      if delay > .zero { try await cancelWhenGracefulShutdown { try await Task.sleep(for: delay) } }
      return response(verdict(on: received, verified: verified, robot))
    case .lastPlace(let span):
      let answer = verdict(on: received, verified: verified, robot)
      return response(answer == robot.success ? robot.success(closedFor: span) : answer)
    case .status(let status, let wait):
      guard let wait else { return response(RobotDouble.Answer(status: status, body: "")) }
      return response(robot.refusalForNow(wait, status: status))
    case .statusUntil(let status, let wait):
      let date = RobotDouble.httpDate(clock.now.advanced(by: wait))
      return response(robot.refusalForNow(wait, status: status, retryAfter: date))
    case .code(let code): return response(robot.refusal(code: code))
    case .redirect(let url):
      return response(RobotDouble.Answer(status: 307, headers: ["Location": url], body: ""))
    case .endless, .drip, .headers: return Self.hostile(step)
    case .drop, .reset, .hang, .garbage:
      await Self.silence(step, context.connection)
      return Response(status: .internalServerError)
    }
  }

  /// Whether it is signed as it must be; a right signature that is too old is a wrong one, if time counts.
  private func verifies(_ request: RobotDouble.Request, _ robot: RobotDouble) -> Bool? {
    guard robot.verifies(request) == true, behaviour.checksTime, let oldest = robot.oldestSignature else {
      return robot.verifies(request)
    }
    return robot.age(of: request, at: clock.now).map { $0 <= oldest } ?? false
  }

  /// What the robot says by its own rules.
  private func verdict(
    on request: RobotDouble.Request, verified: Bool?, _ robot: RobotDouble
  ) -> RobotDouble.Answer {
    if verified == false { return robot.wrongSignature }
    if let keyword = behaviour.keyword, let refusal = robot.refusalWithoutKeyword(keyword, in: request) {
      return refusal
    }
    guard behaviour.enforcesLimits else { return robot.success }
    return robot.refusalOfSize(request) ?? traffic.refusal(of: request, by: robot, at: clock.now)
      ?? robot.success
  }

  private func read(_ request: Request) async throws -> RobotDouble.Request {
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    let body = try await request.body.collect(upTo: Self.bodyLimit)
    return RobotDouble.Request(
      path: request.uri.string, headers: headers, body: Array(body.readableBytesView))
  }

  private func response(_ answer: RobotDouble.Answer) -> Response {
    var response = Response(
      status: .init(code: answer.status),
      headers: answer.body.hasPrefix("{") ? [.contentType: "application/json; charset=utf-8"] : [:],
      body: answer.body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(string: answer.body)))
    for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) {
      if let name = HTTPFields.Element.Name(name) { response.headers[name] = value }
    }
    return response
  }

  /// The path without its query, and with `…` for parts long enough to be keys.
  static func harmless(_ path: String) -> String {
    path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.utf8.count < 20 ? String($0) : "…" }.joined(separator: "/")
  }
}

extension ReceiverResponder {
  /// Answers that never end, or begin with too much.
  private static func hostile(_ step: FailurePlan.Step) -> Response {
    if step == .headers {
      var response = Response(status: .ok)
      for number in 0..<1000 {
        if let name = HTTPFields.Element.Name("x-flood-\(number)") {
          response.headers[name] = String(repeating: "b", count: 100)
        }
      }
      return response
    }
    let piece = ByteBuffer(string: String(repeating: "a", count: step == .drip ? 1 : 16_384))
    return Response(
      status: .ok,
      body: ResponseBody { writer in
        // The other side ends it, or the shutdown does: both throw here.
        while true {
          try await writer.write(piece)
          try await cancelWhenGracefulShutdown {
            try await Task.sleep(for: step == .drip ? .seconds(1) : .milliseconds(1))
          }
        }
      })
  }

  /// Faults without an answer.
  private static func silence(_ step: FailurePlan.Step, _ connection: ReceiverConnection) async {
    switch step {
    case .reset: await connection.reset()
    case .hang: await connection.outlast()
    case .garbage: await connection.babble()
    default: await connection.drop()
    }
  }
}

/// A request's context that knows its connection.
struct ReceiverContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let connection: ReceiverConnection

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    connection = ReceiverConnection(source.channel)
  }
}
