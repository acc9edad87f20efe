public import Outbox
public import Planning
public import Recurrence
import Synchronization
public import Webhooks

/// Sends through the channels as the files have them now.
public final class CurrentSender: ReminderSender {
  /// What the environment and the secrets file gave, read in `main`.
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

  private let engine: CurlEngine
  private let credentials: Credentials
  private let clock: any WallClock
  private let sender: Mutex<WebhookSender>

  public init(engine: CurlEngine, credentials: Credentials, shared: SharedDefinitions, clock: any WallClock) {
    self.engine = engine
    self.credentials = credentials
    self.clock = clock
    sender = Mutex(Self.sender(engine, credentials, shared, clock))
  }

  /// Takes over channels that changed.
  public func update(_ shared: SharedDefinitions) {
    sender.withLock { $0 = Self.sender(engine, credentials, shared, clock) }
  }

  public func send(_ reminder: ClaimedReminder) async -> DeliveryReport {
    let sender = sender.withLock { $0 }
    return await sender.send(reminder)
  }

  /// The host that answers for an endpoint; nil if its address is missing or wrong.
  public func host(of endpoint: EndpointID) -> String? {
    sender.withLock { $0 }.host(of: endpoint)
  }

  private static func sender(
    _ engine: CurlEngine, _ credentials: Credentials, _ shared: SharedDefinitions, _ clock: any WallClock
  ) -> WebhookSender {
    let resolver = EndpointResolver(
      channels: Array(shared.channels.values), environment: credentials.environment,
      secrets: credentials.secrets)
    return WebhookSender(engine: engine, resolver: resolver, language: shared.language, clock: clock)
  }
}

extension CurrentSender: CustomStringConvertible {
  public var description: String { "CurrentSender" }
}
