import Recurrence

extension DispatchLoop {
  /// Where somebody has set the clock back, whatever waits for an instant would wait for that much longer: endpoints,
  /// next tries, and the loop itself.
  ///
  /// To be asked before anything is decided by the clock as it is now.
  mutating func heedClock(at now: Timestamp) async throws {
    guard let last = lastClaim, now.advanced(by: .seconds(1)) < last else {
      lastClaim = now
      return
    }
    lastClaim = now
    let step = now.duration(to: last)
    gates.advanceQuiet(by: step)
    ripe += held.releaseTimed()
    // What was decided by the old clock is to be in the database before its waits are told by the new one.
    try await flush()
    let store = store
    _ = try await persist { try await store.advanceRetries(by: step, at: now) }
    lookAnew()
  }
}
