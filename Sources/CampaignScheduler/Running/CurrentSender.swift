public import Outbox
public import Planning
public import Recurrence
import Synchronization
public import Webhooks

/// Sends through the channels as the files have them now.
public final class CurrentSender: ReminderSender {
  /// What the environment and the secrets file gave.
  public struct Credentials: Sendable, CustomStringConvertible, CustomReflectable {
    /// Says nothing: a value that holds this may be logged by others.
    public var description: String { "Credentials(•••)" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    public var environment: [String: String]
    public var secrets: SecretsFile?

    public init(environment: [String: String], secrets: SecretsFile? = nil) {
      self.environment = environment
      self.secrets = secrets
    }
  }

  /// Reads the environment and the secrets file; given by `main`, since nothing below it reads either.
  public typealias CredentialsSource = @Sendable (SharedDefinitions) throws -> Credentials

  private let engine: CurlEngine
  private let source: CredentialsSource
  private let zone: @Sendable (ReminderKey) -> Zone
  private let clock: any WallClock
  private let state: Mutex<State>

  private struct State {
    var sender: WebhookSender
    var stamp: FileStatus?
  }

  /// - `zone`: Of a reminder's readers.
  /// - Throws: What `source` throws.
  public init(
    engine: CurlEngine, credentials source: @escaping CredentialsSource, shared: SharedDefinitions,
    zone: @escaping @Sendable (ReminderKey) -> Zone = { _ in .utc }, clock: any WallClock
  ) throws {
    self.engine = engine
    self.source = source
    self.zone = zone
    self.clock = clock
    let stamp = shared.secretsPath.flatMap(FileStatus.init)
    state = Mutex(State(sender: Self.sender(engine, try source(shared), shared, zone, clock), stamp: stamp))
  }

  /// Takes over channels, addresses, secrets and `outgoing.allow` as they are now.
  ///
  /// - Throws: What the source throws, or `AddressPolicy.Fault`; then everything stays as it was.
  public func update(_ shared: SharedDefinitions) throws {
    let stamp = shared.secretsPath.flatMap(FileStatus.init)
    // Told once: a file that stays faulty is not read again until it changes.
    defer { state.withLock { $0.stamp = stamp } }
    let policy = try AddressPolicy(allow: shared.outgoingAllow)
    let sender = Self.sender(engine, try source(shared), shared, zone, clock)
    engine.policy = policy
    state.withLock { $0.sender = sender }
  }

  /// Whether the secrets file is another one than at the last reading.
  func hasNewSecrets(_ shared: SharedDefinitions) -> Bool {
    shared.secretsPath.flatMap(FileStatus.init) != state.withLock { $0.stamp }
  }

  public func send(_ reminder: ClaimedReminder) async -> DeliveryReport {
    let sender = state.withLock { $0.sender }
    return await sender.send(reminder)
  }

  /// The host that answers for an endpoint; nil if its address is missing or wrong.
  public func host(of endpoint: EndpointID) -> String? {
    state.withLock { $0.sender }.host(of: endpoint)
  }

  private static func sender(
    _ engine: CurlEngine, _ credentials: Credentials, _ shared: SharedDefinitions,
    _ zone: @escaping @Sendable (ReminderKey) -> Zone, _ clock: any WallClock
  ) -> WebhookSender {
    let resolver = EndpointResolver(
      channels: Array(shared.channels.values), environment: credentials.environment,
      secrets: credentials.secrets)
    return WebhookSender(
      engine: engine, resolver: resolver, language: shared.language, zone: zone, clock: clock)
  }
}

extension CurrentSender: CustomStringConvertible {
  public var description: String { "CurrentSender" }
}
