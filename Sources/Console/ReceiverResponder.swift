import Hummingbird
import Planning
import Recurrence
import Synchronization
import Webhooks

/// Answers one request of ``Receiver`` after another.
final class ReceiverResponder: HTTPResponder {
  typealias Context = ReceiverContext

  private static let bodyLimit = 1 << 20

  private let behaviour: Receiver.Behaviour
  private let clock: any WallClock
  private let onArrival: @Sendable (ReceivedReminder) async -> Void
  private let arrived = Atomic<Int>(0)

  init(
    behaviour: Receiver.Behaviour, clock: any WallClock,
    onArrival: @escaping @Sendable (ReceivedReminder) async -> Void
  ) {
    self.behaviour = behaviour
    self.clock = clock
    self.onArrival = onArrival
  }

  func respond(to request: Request, context: Context) async throws -> Response {
    guard request.method == .post else { return Response(status: .methodNotAllowed) }
    let number = arrived.add(1, ordering: .relaxed).oldValue
    let received = try await read(request)
    let kind = behaviour.kind ?? Channel.Kind(recognisedBy: received.path)
    let robot = RobotDouble(kind: kind, secret: behaviour.secret)
    let verified = robot.verifies(received)
    await onArrival(
      ReceivedReminder(
        at: clock.now, path: Self.harmless(received.path), kind: kind, id: robot.id(of: received),
        verified: verified, body: String(decoding: received.body, as: UTF8.self)))
    switch behaviour.failures.step(number) {
    case .success(let delay):
      if delay > .zero { try await Task.sleep(for: delay) }
      return response(verified == false ? robot.wrongSignature : robot.success)
    case .status(let status, let retryAfter):
      return response(status: status, retryAfter: retryAfter)
    case .code(let code):
      return response(robot.refusal(code: code))
    case .drop:
      await context.drop()
      return Response(status: .internalServerError)
    }
  }

  private func read(_ request: Request) async throws -> RobotDouble.Request {
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    let body = try await request.body.collect(upTo: Self.bodyLimit)
    return RobotDouble.Request(
      path: request.uri.string, headers: headers, body: Array(body.readableBytesView))
  }

  private func response(_ answer: RobotDouble.Answer) -> Response {
    Response(
      status: .init(code: answer.status),
      headers: answer.body.hasPrefix("{") ? [.contentType: "application/json; charset=utf-8"] : [:],
      body: answer.body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(string: answer.body)))
  }

  private func response(status: Int, retryAfter: Duration?) -> Response {
    var response = Response(status: .init(code: status))
    if let retryAfter { response.headers[.retryAfter] = String(retryAfter.components.seconds) }
    return response
  }

  /// The path without its query, and with `…` for parts long enough to be keys.
  static func harmless(_ path: String) -> String {
    path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.utf8.count < 20 ? String($0) : "…" }.joined(separator: "/")
  }
}

/// A request's context that can close the connection without an answer.
struct ReceiverContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  private let close: @Sendable () async -> Void

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    let channel = source.channel
    close = { try? await channel.close() }
  }

  func drop() async {
    await close()
  }
}
