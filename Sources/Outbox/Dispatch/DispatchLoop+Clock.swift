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
    setBack = (setBack ?? .zero) + step
    lookAnew()
  }
}
