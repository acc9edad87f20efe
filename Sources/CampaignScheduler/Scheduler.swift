public import GRDB
public import Ledger
public import Outbox
public import Planning
public import Recurrence
import Webhooks

/// One workspace with its database: plans, sends, records and sums up. The command line, the daemon and later the web
/// pages are thin users of this.
public struct Scheduler: Sendable {
  public let workspace: Workspace
  public let current: CurrentDefinitions
  public let outbox: OutboxStore
  public let ledger: LedgerStore
  public let persons: PersonStore
  public let composer: MessageComposer
  public let databasePath: String
  let pool: any DatabaseWriter

  /// - `pool`: From ``DatabaseFile/open(_:logger:)``.
  /// - `faultPoint`: For crash tests; does nothing in use.
  public init(
    workspace: Workspace, definitions: Definitions, pool: any DatabaseWriter,
    faultPoint: @escaping @Sendable (FaultPoint) -> Void = { _ in }
  ) {
    self.workspace = workspace
    let current = CurrentDefinitions(definitions)
    self.current = current
    outbox = OutboxStore(pool, faultPoint: faultPoint)
    let path = DatabaseFile.path(of: pool)
    ledger = LedgerStore(
      pool, units: { current.now.definitions.shared.tree }, parts: { current.now.campaign($0)?.parts ?? [] },
      home: { FileStatus(path)?.identity })
    persons = PersonStore(ledger)
    composer = MessageComposer(current: current, ledger: ledger)
    databasePath = path
    self.pool = pool
  }

  /// Over a workspace's files and its own database.
  public init(_ workspace: Workspace) throws {
    self.init(
      workspace: workspace, definitions: try workspace.definitions(),
      pool: try DatabaseFile.open(workspace.databasePath))
  }

  /// How many entries have been recorded, by whichever process: grows with each.
  public func entryCount() async throws -> Int { try await ledger.entryCount() }

  /// How far ahead the daemon plans.
  public static let horizon = Duration.seconds(62 * 86_400)
  /// What was due at most this long ago and never planned is still planned: it may not have expired.
  static let lookback = Duration.seconds(2 * 86_400)

  /// What a machine that was off for longer missed before is not listed one by one.
  static let longestStop = Duration.seconds(400 * 86_400)

  /// A planner that knows the days which units chose.
  public func planner() async throws -> Planner {
    var days: [Planner.SessionDayKey: CivilDate] = [:]
    for chosen in try await ledger.chosenDays() {
      let key = Planner.SessionDayKey(
        campaign: chosen.occurrence.campaign, occurrence: chosen.occurrence.occurrence, unit: chosen.unit)
      days[key] = min(days[key] ?? chosen.day, chosen.day)
    }
    return Planner(shared: current.now.definitions.shared, sessionDays: days)
  }

  /// Makes the outbox agree with the files: adds, moves and cancels what is still scheduled.
  ///
  /// Campaigns whose files are broken keep their reminders. The window reaches from two days ago to the horizon; after a
  /// longer stop from where the last plan ended, so that what was missed is accounted for, if that is not over a year.
  public func replan(at now: Timestamp) async throws -> ReconcileReport {
    let usual = now.advanced(by: .zero - Self.lookback)
    let earliest = now.advanced(by: .zero - Self.longestStop)
    let start = max(earliest, min(usual, try await outbox.plannedUntil() ?? usual))
    let end = now.advanced(by: Self.horizon)
    let report = try await replan(at: now, over: start..<end)
    try await outbox.recordPlan(until: end)
    return report
  }

  /// - Throws: ``WorkspaceFault/sharedBroken(_:)`` if units, channels, settings or calendars have errors: on their word
  ///   nothing is cancelled, moved or sent.
  public func replan(at now: Timestamp, over window: Range<Timestamp>) async throws -> ReconcileReport {
    let state = current.now
    try requireSoundShared()
    let planner = try await planner()
    try await outbox.recordLoad(of: state.campaigns.map(\.id), at: now)
    var keeping: Set<String> = []
    if !state.definitions.brokenFiles.isEmpty {
      // A broken file's id can't be trusted, so no campaign without a good file loses anything.
      keeping = Set(try await outbox.campaigns()).subtracting(state.definitions.campaigns.map(\.id))
    }
    let plan = Joined(
      first: planner.reminders(of: state.campaigns, over: window),
      second: try await acceptanceReminders(at: now, over: window))
    return try await outbox.reconcile(plan, over: window, keeping: keeping, at: now)
  }

  func requireSoundShared() throws(WorkspaceFault) {
    let definitions = current.now.definitions
    guard definitions.isSharedBroken else { return }
    let fault = definitions.diagnostics.first { $0.severity == .error }
    throw WorkspaceFault.sharedBroken(fault.map { "\($0.file):\($0.line)" } ?? workspace.root)
  }

  /// Reads the files anew.
  ///
  /// - Returns: All faults in them; what they break stays as it was.
  public func reload() throws(WorkspaceFault) -> [Diagnostic] {
    let definitions = try workspace.definitions()
    current.replace(with: definitions)
    return definitions.diagnostics
  }

  /// Reads the files anew once nobody writes them.
  ///
  /// - `isQuiet`: Whether nobody has written them for a moment.
  /// - Returns: All faults in them; nil if they never stood still, and everything stays as it was.
  func reloadSettled(isQuiet: Bool) async throws(WorkspaceFault) -> [Diagnostic]? {
    guard let definitions = try await workspace.settledDefinitions(isQuiet: isQuiet) else { return nil }
    current.replace(with: definitions)
    return definitions.diagnostics
  }

  /// The retry policy of a channel, as settings and channel file have it.
  public func retryPolicy(_ channel: String) -> RetryPolicy { current.now.sending.policy(channel) }

  /// How long the details of attempts are kept, as the settings have it.
  public var retention: Retention {
    let settings = current.now.definitions.shared.retention
    var retention = Retention()
    if let span = settings.delivered { retention.delivered = span }
    if let span = settings.discarded { retention.discarded = span }
    if let span = settings.missed { retention.missed = span }
    return retention
  }

  /// - `host`: Of an endpoint, where it is known: endpoints of one host share its slots.
  public func dispatcher(
    world: World, bell: Bell = Bell(), limits: Dispatcher.Limits = .attentive,
    host: @escaping @Sendable (EndpointID) -> String? = { _ in nil },
    observer: @escaping @Sendable ([SettledAttempt]) -> Void = { _ in },
    pulse: @escaping @Sendable (DispatchPulse) -> Void = { _ in }
  ) -> Dispatcher {
    let composer = composer
    return Dispatcher(
      store: outbox, world: world, limits: limits, policy: { retryPolicy($0) },
      traits: { current.now.sending.traits(of: $0, host: host($0)) }, bell: bell,
      together: { try await composer.prepare($0, at: $1) }, observer: observer, pulse: pulse)
  }
}

extension Dispatcher.Limits {
  /// A person's retry or cancel in another process is noticed within this.
  public static var attentive: Dispatcher.Limits {
    var limits = Dispatcher.Limits()
    limits.longestSleep = .seconds(5)
    return limits
  }
}
