public import Outbox
import Synchronization

/// How the daemon does: collects what its parts report, for health checks, metrics and the service manager.
public final class DaemonHealth: Sendable {
  /// A moment in the daemon's life that a service manager wants to know of.
  public enum Turn: Hashable, Sendable { case ready, reloading, reloaded, stopping }

  /// The daemon as it last reported. Instants are spans on the clock of ``DaemonHealth/Uptime``.
  public struct State: Hashable, Sendable {
    public internal(set) var isStarted = false
    public internal(set) var isStopping = false
    var dispatcherTurned: Duration?
    var replannerTurned: Duration?
    /// What is wrong with the storage just now, as the dispatcher sees it.
    public internal(set) var storageFault: StorageFault.Kind?
    /// Whether the last plan could not be written.
    public internal(set) var isPlanFailing = false
    /// Files with errors at the last reading.
    public internal(set) var brokenFiles = 0
  }

  /// Time since some moment, the time that the machine slept not counted: after a sleep nothing is late.
  public typealias Uptime = @Sendable () -> Duration

  private let state = Mutex(State())
  private let metrics = DaemonMetrics(faultKinds: StorageFault.Kind.allCases.map(\.rawValue))
  private let uptime: Uptime
  private let onTurn: @Sendable (Turn) -> Void

  /// - `onTurn`: Told at once of what a service manager wants to know; must not block.
  public init(uptime: Uptime? = nil, onTurn: @escaping @Sendable (Turn) -> Void = { _ in }) {
    let origin = SuspendingClock.now
    self.uptime = uptime ?? { origin.duration(to: .now) }
    self.onTurn = onTurn
  }

  public var now: State { state.withLock { $0 } }

  /// How long ago each loop turned; nil for one that has not turned yet.
  var ages: (dispatcher: Duration?, replanner: Duration?) {
    let (now, state) = (uptime(), now)
    return (state.dispatcherTurned.map { now - $0 }, state.replannerTurned.map { now - $0 })
  }

  /// A dispatcher's sign of life.
  public func take(_ pulse: DispatchPulse) {
    let now = uptime()
    state.withLock { state in
      // A loop that tries a failing database again is not stuck.
      state.dispatcherTurned = now
      switch pulse {
      case .turned: break
      case .storageFailed(let kind): state.storageFault = StorageFault.Kind(rawValue: kind) ?? .disk
      case .storageWorks: state.storageFault = nil
      }
    }
    if case .storageFailed(let kind) = pulse { metrics.storageFailed(kind) }
  }

  func replannerTurned() {
    let now = uptime()
    state.withLock { $0.replannerTurned = now }
  }

  func started() {
    state.withLock { $0.isStarted = true }
    onTurn(.ready)
  }

  func stopping() {
    state.withLock { $0.isStopping = true }
    onTurn(.stopping)
  }

  func planned(_ report: ReconcileReport, took span: Duration) {
    metrics.planned(
      [
        ("added", report.added.count), ("moved", report.moved.count), ("changed", report.changed.count),
        ("cancelled", report.cancelled.count), ("unchanged", report.unchanged),
      ], took: span)
    state.withLock { $0.isPlanFailing = false }
  }

  func planFailed() {
    metrics.planFailed()
    state.withLock { $0.isPlanFailing = true }
  }

  func reloading() {
    onTurn(.reloading)
  }

  func reloaded(brokenFiles count: Int) {
    loaded(brokenFiles: count)
    onTurn(.reloaded)
  }

  /// What the start found.
  func loaded(brokenFiles count: Int) {
    metrics.reloaded(brokenFiles: count)
    state.withLock { $0.brokenFiles = count }
  }

  func clockChanged(_ change: ClockWatch.Change) {
    switch change {
    case .stepped: metrics.clockChanged("step")
    case .slept: metrics.clockChanged("sleep")
    }
  }
}
