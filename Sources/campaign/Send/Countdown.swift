import Synchronization

/// Counts calls down to none.
final class Countdown: Sendable {
  private let rest: Mutex<Int>

  init(_ count: Int) {
    rest = Mutex(count)
  }

  /// Whether this call is the last one.
  func isOver() -> Bool {
    rest.withLock { rest in
      rest -= 1
      return rest == 0
    }
  }
}
