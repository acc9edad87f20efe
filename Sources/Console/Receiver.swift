import Hummingbird
public import Logging
public import Planning
public import Recurrence
public import ServiceLifecycle
public import Webhooks

/// A receiver for trying things out: takes a POST on any path, checks its signature, and answers as that kind of robot.
///
/// Not a robot: it forwards nothing and keeps nothing. Whoever reaches its port sees its answers, so it belongs on a
/// loopback address.
public struct Receiver: Service, CustomStringConvertible {
  /// Short: service groups log what they run, and this knows a secret.
  public var description: String { "receiver" }

  /// What it listens on and how it behaves.
  public struct Behaviour: Sendable {
    public var host = "127.0.0.1"
    /// 0 for any that is free.
    public var port = 0
    /// The kind of every request; nil to tell it by the path.
    public var kind: Channel.Kind?
    /// What requests are signed with; nil to check none. A `whsec_` one serves all kinds that sign.
    public var secret: Secret?
    public var failures = FailurePlan.none
    /// Faults for some requests; the others meet ``failures``.
    public var failuresFor: [FailuresFor] = []
    /// Refuse what is too much or too long, as the platform does.
    public var enforcesLimits = false
    /// Refuse messages without this word, as robots of DingTalk and Feishu can be told to.
    public var keyword: String?
    /// Refuse signatures that are too old or too new. Not for rehearsals, which sign with the times they play.
    public var checksTime = false

    public init() {}
  }

  private let behaviour: Behaviour
  private let clock: any WallClock
  private let logger: Logger
  private let onListening: @Sendable (Int) async -> Void
  private let onArrival: @Sendable (ReceivedReminder) async -> Void

  /// - Parameters:
  ///   - onListening: Told the port once requests can come.
  ///   - onArrival: Told each request before it is answered, in the order of their arrival on each connection.
  public init(
    _ behaviour: Behaviour, clock: any WallClock, logger: Logger,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in },
    onArrival: @escaping @Sendable (ReceivedReminder) async -> Void
  ) {
    self.behaviour = behaviour
    self.clock = clock
    self.logger = logger
    self.onListening = onListening
    self.onArrival = onArrival
  }

  /// Serves until the service group shuts down or the task is cancelled.
  public func run() async throws {
    let application = Application(
      responder: ReceiverResponder(behaviour: behaviour, clock: clock, onArrival: onArrival),
      server: .steadyHTTP1(),
      configuration: ApplicationConfiguration(address: .hostname(behaviour.host, port: behaviour.port)),
      onServerRunning: { channel in
        if let port = channel.localAddress?.port { await onListening(port) }
      },
      logger: logger)
    try await application.run()
  }
}

/// One request as the receiver saw it.
public struct ReceivedReminder: Hashable, Sendable {
  public let at: Timestamp
  /// Without the query, and without parts long enough to be keys.
  public let path: String
  public let kind: Channel.Kind
  /// The `webhook-id`; nil for kinds without one.
  public let id: String?
  /// Whether the signature is right; nil if none could be checked.
  public let verified: Bool?
  public let body: String

  /// One line of JSON, without its end.
  public var line: String {
    let json = JSONText.object([
      ("at", .string(at.description)), ("path", .string(path)), ("kind", .string(kind.rawValue)),
      ("id", id.map { .string($0) } ?? .null), ("verified", verified.map { .bool($0) } ?? .null),
      ("body", .string(body)),
    ])
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
