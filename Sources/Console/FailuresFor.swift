import Synchronization

/// Faults for the requests whose path or body holds a text: one robot's key, one unit's id.
public struct FailuresFor: Hashable, Sendable {
  public let text: String
  public let plan: FailurePlan

  public init(text: String, plan: FailurePlan) {
    self.text = text
    self.plan = plan
  }

  /// Reads `TEXT=STEPS`; the text may hold `=` itself, as in `key=abc=500`.
  public init(_ written: String) throws(FailurePlan.Fault) {
    for index in written.indices where written[index] == "=" && index > written.startIndex {
      let steps = String(written[written.index(after: index)...])
      guard let plan = try? FailurePlan(steps) else { continue }
      self.init(text: String(written[..<index]), plan: plan)
      return
    }
    throw FailurePlan.Fault(step: written)
  }
}

/// Counts the requests of each plan: each has its own first request.
final class FailureCounter: Sendable {
  private let usual: FailurePlan
  private let special: [FailuresFor]
  private let counts: Mutex<[Int]>

  init(usual: FailurePlan, special: [FailuresFor]) {
    self.usual = usual
    self.special = special
    counts = Mutex(Array(repeating: 0, count: special.count + 1))
  }

  /// What a request meets; the first plan that is for it decides.
  func step(path: String, body: String) -> FailurePlan.Step {
    let index = special.firstIndex { path.contains($0.text) || body.contains($0.text) }
    let slot = index ?? special.count
    let number = counts.withLock { counts in
      defer { counts[slot] += 1 }
      return counts[slot]
    }
    return (index.map { special[$0].plan } ?? usual).step(number)
  }
}
