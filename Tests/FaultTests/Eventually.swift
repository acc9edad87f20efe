import Foundation
import Testing

/// Waits until something holds that a program beside the test brings about, and records an issue if it does not in time.
func eventually(
  _ what: Comment, within limit: Duration = .seconds(60), sourceLocation: SourceLocation = #_sourceLocation,
  _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now.advanced(by: limit)
  while try await !condition() {
    guard ContinuousClock.now < end else {
      Issue.record(what, sourceLocation: sourceLocation)
      return
    }
    try await Task.sleep(for: .milliseconds(50))
  }
}

extension Trait where Self == ConditionTrait {
  /// For what needs both processors to itself: run by `.ci/faults`.
  static var heavy: Self {
    .enabled(
      if: ProcessInfo.processInfo.environment["FAULT_TESTS"] == "all",
      "23,200 reminders take a minute of both processors: run .ci/faults")
  }
}
