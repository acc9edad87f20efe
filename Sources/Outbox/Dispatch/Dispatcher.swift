public import Planning
public import Recurrence
public import ServiceLifecycle

/// Sends reminders when they are due, each through its endpoint, and writes down what became of them.
///
/// At least once: an attempt is written before its request goes out and closed after, and what a crash leaves open is
/// sent again or left to a person, as the channel says. There must be one dispatcher a database.
public struct Dispatcher: Service, CustomStringConvertible {
  /// Short: service groups log what they run.
  public var description: String { "dispatcher" }

  /// Finds out what a due reminder says, or that it is not needed any more. An error counts as
  /// ``Preparation/faulty(_:)``.
  public typealias Prepare = @Sendable (DueReminder, Timestamp) async throws -> Preparation

  /// The same for reminders that are claimed together, in their order. After an error each is asked for by itself.
  public typealias PrepareTogether = @Sendable ([DueReminder], Timestamp) async throws -> [Preparation]

  let store: OutboxStore
  let world: World
  let limits: Limits
  let policy: @Sendable (String) -> RetryPolicy
  let traits: @Sendable (EndpointID) -> EndpointTraits
  let bell: Bell
  let prepare: PrepareTogether
  let observer: @Sendable ([SettledAttempt]) -> Void
  let pulse: @Sendable (DispatchPulse) -> Void

  /// - `policy`: Of a channel, by its name; asked for every attempt.
  /// - `traits`: Of an endpoint, as the files have it; asked for every reminder, so it must be quick.
  /// - `bell`: Rung by whoever changed the outbox: a new plan, a person's retry.
  /// - `observer`: Told of settled attempts, of those together that were written together, after they are.
  /// - `pulse`: Told that the loop turns, and how the database does.
  public init(
    store: OutboxStore, world: World, limits: Limits = Limits(),
    policy: @escaping @Sendable (String) -> RetryPolicy = { _ in RetryPolicy() },
    traits: @escaping @Sendable (EndpointID) -> EndpointTraits = { _ in EndpointTraits() },
    bell: Bell = Bell(),
    together prepare: @escaping PrepareTogether,
    observer: @escaping @Sendable ([SettledAttempt]) -> Void = { _ in },
    pulse: @escaping @Sendable (DispatchPulse) -> Void = { _ in }
  ) {
    self.store = store
    self.world = world
    self.limits = limits
    self.policy = policy
    self.traits = traits
    self.bell = bell
    self.prepare = prepare
    self.observer = observer
    self.pulse = pulse
  }

  /// The same for whoever finds out one by one what reminders say.
  public init(
    store: OutboxStore, world: World, limits: Limits = Limits(),
    policy: @escaping @Sendable (String) -> RetryPolicy = { _ in RetryPolicy() },
    traits: @escaping @Sendable (EndpointID) -> EndpointTraits = { _ in EndpointTraits() },
    bell: Bell = Bell(),
    prepare: @escaping Prepare, observer: @escaping @Sendable ([SettledAttempt]) -> Void = { _ in },
    pulse: @escaping @Sendable (DispatchPulse) -> Void = { _ in }
  ) {
    self.init(
      store: store, world: world, limits: limits, policy: policy, traits: traits, bell: bell,
      together: { reminders, now in
        var preparations: [Preparation] = []
        for reminder in reminders { preparations.append(try await prepare(reminder, now)) }
        return preparations
      }, observer: observer, pulse: pulse)
  }

  /// Sends until graceful shutdown; then claims no more, finishes what it has claimed, and returns.
  ///
  /// - Throws: An error of the database if it can't be trusted any more (a failed fsync, a damaged file) or fails for
  ///   longer than ``Limits/storagePatience``: the next start finds what was open.
  public func run() async throws {
    var loop = DispatchLoop(of: self, mode: .untilStopped)
    _ = try await loop.run()
  }

  /// Sends everything that is due now, as fast as the endpoints' rates allow. What an endpoint that wants quiet holds up
  /// is left for another time.
  ///
  /// - Returns: The number of attempts made.
  /// - Throws: An error of the database if the disk does not come back within ``Limits/storagePatience``; what was
  ///   sent and could not be written counts as ambiguous at the next start.
  @discardableResult
  public func drain() async throws -> Int {
    var loop = DispatchLoop(of: self, mode: .untilIdle)
    return try await loop.run().attempts
  }

  /// Sends everything that gets due up to and including `end`, sleeping on the clock in between: a rehearsed year is
  /// this on a manual clock.
  ///
  /// - Returns: The number of attempts made.
  @discardableResult
  public func drain(through end: Timestamp) async throws -> Int {
    var count = 0
    while true {
      var loop = DispatchLoop(of: self, mode: .untilIdle)
      let (attempts, opening) = try await loop.run()
      count += attempts
      let due = try await store.nextDue(after: world.clock.now)
      guard let next = [opening, due].compactMap(\.self).min(), next <= end else { return count }
      try await world.clock.sleep(until: next, tolerance: nil)
    }
  }

  /// How much at once, and how long.
  public struct Limits: Hashable, Sendable {
    /// Requests under way: on the network, and with the sender.
    public var concurrency = 512
    /// Requests of one endpoint in flight: more than one gives up their order.
    public var perEndpoint = 1
    /// Reminders of one endpoint that are claimed ahead.
    public var claimedPerEndpoint = 32
    /// Requests to one host under way: one that hangs takes no more than these from the others. More than the sender may
    /// have connections to a host, so that each has its next requests at hand.
    public var perHost = 64
    /// Reminders of one host that are claimed ahead. Their lease must outlast them all if the host hangs.
    public var claimedPerHost = 512
    /// Reminders claimed in one transaction.
    public var claimBatch = 500
    /// The same for those that a crash left open, so that a crash loop does not repeat a whole batch.
    public var repeatBatch = 8
    public var lease = Duration.seconds(600)
    /// Answers are written when this many have come, or this long after the first of them.
    public var flushEvery = 200
    public var flushAfter = Duration.milliseconds(200)
    /// How long what is in flight may take after a shutdown was asked for.
    public var grace = Duration.seconds(10)
    /// The longest sleep: another process may have changed the outbox, or somebody the clock.
    public var longestSleep = Duration.seconds(30)
    /// How often a database that fails is tried again.
    public var storageRetry = Duration.seconds(1)
    /// How long a database that fails is waited for, and a full disk or a lock in ``Dispatcher/drain()``; in
    /// ``Dispatcher/run()`` those are waited for as long as it takes.
    public var storagePatience = Duration.seconds(60)

    public init() {}
  }
}
