import Foundation
import GRDB
import TestSupport
import Testing

extension FaultScene {
  var database: String { workspace.root.appending(path: ".campaign/campaign.sqlite").path }

  /// Looks into the database beside the program.
  func read<Result>(_ question: (Database) throws -> Result) throws -> Result {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: database, configuration: configuration).read(question)
  }

  func count(_ condition: String = "true") throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reminder WHERE \(condition)") ?? -1 }
  }

  /// Runs daemons until nothing is left to send: what was open in several crashes waits some seconds.
  func finish() async throws {
    let daemon = try start("daemon")
    let isDone = try await eventually {
      try !daemon.isRunning || count("state IN ('scheduled', 'sending', 'retryable')") == 0
    }
    #expect(isDone)
    daemon.kill(SIGTERM)
    let run = try await daemon.ended()
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  /// The last word of each test: the file is whole, and the check of what arrived says what the test expects.
  func expectSound(_ adjust: (inout DeliveryCheck) -> Void = { _ in }) async throws -> DeliveryVerdict {
    #expect(try read { try String.fetchAll($0, sql: "PRAGMA integrity_check") } == ["ok"])
    #expect(try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM attempt WHERE ended IS NULL") } == 0)
    var check = try await check()
    adjust(&check)
    let verdict = check.verdict()
    #expect(verdict.passes, "\(verdict)")
    return verdict
  }
}

/// What the machine must have for some of the tests; `.ci/faults` provides it and says so.
enum Machine {
  /// Whether this is a run of `.ci/faults`: root, a C compiler and tmpfs are there.
  static let isPrepared = ProcessInfo.processInfo.environment["FAULT_TESTS"] == "all"
}

extension Trait where Self == ConditionTrait {
  /// For what needs root, a preloaded library or a tmpfs.
  static var preparedMachine: Self {
    .enabled(if: Machine.isPrepared, "needs a prepared machine: run 'bash .ci/faults'")
  }
}
