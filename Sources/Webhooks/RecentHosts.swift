import Synchronization

/// The hosts met of late: a host that is met for the first time gets a connection for one request only.
///
/// A sweep over thousands of hosts then fills neither libcurl's connections nor its addresses, whose searches would
/// cost more than the requests; a robot's platform is known from its second request on.
package final class RecentHosts: Sendable {
  private struct State {
    var known: Set<String> = []
    /// In the order they came; `next` is the oldest, to be forgotten first.
    var order: [String] = []
    var next = 0
  }

  private let capacity: Int
  private let state = Mutex(State())

  package init(capacity: Int) {
    self.capacity = capacity
  }

  /// Whether the host was known; it is from now on.
  package func meet(_ host: String) -> Bool {
    state.withLock { state in
      guard state.known.insert(host).inserted else { return true }
      if state.order.count < capacity {
        state.order.append(host)
      } else {
        state.known.remove(state.order[state.next])
        state.order[state.next] = host
        state.next = (state.next + 1) % capacity
      }
      return false
    }
  }
}
