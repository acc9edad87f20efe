import Foundation
import TestSupport
import Testing

/// A workspace as `campaign init` makes it, in August 2023.
final class SampleOffice: Sendable {
  let root: URL

  init() async throws {
    root = FileManager.default.temporaryDirectory.appending(path: "campaign-office-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    let run = try await CommandRun.run(["init", "."], in: root)
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func run(_ arguments: String..., language: String = "zh") async throws -> CommandRun {
    try await CommandRun.run(
      arguments + ["--now", "2023-08-28T09:00:00+08:00", "--lang", language], in: root)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: root.appending(path: name))
  }
}
