import Synchronization

/// Wakes one waiter, now or when it next waits: for a dispatcher that sleeps while a plan changes.
public final class Bell: Sendable {
  private enum State {
    case silent
    case rung
    case awaited(CheckedContinuation<Bool, Never>)
  }

  private let state = Mutex(State.silent)

  public init() {}

  /// Any number of rings before the next wait are one.
  public func ring() {
    let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      if case .awaited(let waiter) = state {
        state = .silent
        return waiter
      }
      state = .rung
      return nil
    }
    waiter?.resume(returning: true)
  }

  /// Returns when it has been rung, or when the task is cancelled.
  ///
  /// - Returns: Whether it was rung.
  @discardableResult
  func rung() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isRung = state.withLock { state in
          if case .rung = state {
            state = .silent
            return true
          }
          state = .awaited(continuation)
          return false
        }
        // A cancellation before this point found nobody waiting.
        if isRung { continuation.resume(returning: true) } else if Task.isCancelled { dismiss() }
      }
    } onCancel: {
      dismiss()
    }
  }

  /// Lets the waiter go without taking a ring from the next one.
  private func dismiss() {
    let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard case .awaited(let waiter) = state else { return nil }
      state = .silent
      return waiter
    }
    waiter?.resume(returning: false)
  }
}
