import Planning
import Recurrence

extension DispatchLoop {
  /// Where somebody has set the clock back, whatever waits for an instant would wait for that much longer: endpoints,
  /// next tries, and the loop itself.
  ///
  /// To be asked before anything is decided by the clock as it is now.
  mutating func heedClock(at now: Timestamp) {
    defer { lastClaim = now }
    guard let last = lastClaim, now.advanced(by: .seconds(1)) < last else { return }
    let step = now.duration(to: last)
    gates.advanceQuiet(by: step)
    ripe += held.releaseTimed()
    // What is in the database, or on its way there, is moved with the next transaction.
    setBack = (setBack ?? .zero) + step
    pending = pending.map { ($0.settlement.waitingLess(by: step, at: now), $0.message) }
    lookAnew()
  }
}

extension Settlement {
  /// The same by a clock that was set back since.
  fileprivate func waitingLess(by step: Duration, at now: Timestamp) -> Settlement {
    guard case .retryable(let due) = state else { return self }
    let sooner = max(due.advanced(by: .zero - step), now, reminder.planned.due)
    return Settlement(
      of: reminder, under: lease, ended: min(ended, now), report: report, state: .retryable(due: sooner))
  }
}
