import CampaignScheduler
import Foundation
import GRDB
import Ledger
import Planning
import Recurrence
import TestSupport

/// Summaries of a ledger of a million entries, and the recording of one figure, in this process and in one of their own.
struct SummaryPart {
  private let options: BenchmarkOptions
  private let world: SummaryPartWorld

  init(_ options: BenchmarkOptions) async throws {
    self.options = options
    world = try await SummaryPartWorld(options)
  }

  func table() async throws -> String {
    var readings: [(name: String, bound: String, milliseconds: [Double])] = []
    func add(_ name: String, _ bound: String, _ milliseconds: Double) {
      if let index = readings.firstIndex(where: { $0.name == name }) {
        readings[index].milliseconds.append(milliseconds)
      } else {
        readings.append((name, bound, [milliseconds]))
      }
    }
    for round in 1...options.rounds {
      say("round \(round) of \(options.rounds)")
      add("floor: SQL sums over plain columns", "", try await time { try await world.floor() })
      add("summary of everything", "≤ 1000", try await time { _ = try await world.summary(.everything) })
      add("summary of one month", "", try await time { _ = try await world.summary(world.month) })
      add(
        "summary of a city's subtree", "",
        try await time { _ = try await world.summary(.everything, of: "guilin") })
      add(
        "summary of one session", "≤ 20",
        try await time { _ = try await world.summary(.session(world.session)) })
      add("days that units chose", "", try await time { _ = try await world.scheduler.planner() })
      add("program: summary --json", "", try await time { try world.run(["summary", "--json"]) })
      add(
        "program: summary of one session", "",
        try await time { try world.run(["summary", "\(world.session)", "--json"]) })
      add(
        "program: record", "≤ 50",
        try await time { try world.run(["record", "\(world.session)", "--gave", "手册 \(round) 册", "--more"]) })
      add("program: its start alone (--version)", "", try await time { try world.run(["--version"]) })
    }
    try await world.check()
    let floor = readings[0].milliseconds.min() ?? 1
    let lines = readings.map { reading in
      let best = reading.milliseconds.min() ?? 0
      let all = reading.milliseconds.map { Self.text($0, places: 1) }.joined(separator: ", ")
      let ratio = Self.text(best / floor, places: 2)
      return "| \(reading.name) | \(Self.text(best, places: 1)) | \(ratio) | \(reading.bound) | \(all) |"
    }
    return """
      \(world.entries) entries, \(world.sessions) sessions, \(options.units) units; milliseconds, the best of \(options.rounds)

      | what | best | times the floor | bound | all |
      | --- | ---: | ---: | ---: | --- |
      \(lines.joined(separator: "\n"))
      """
  }

  private static func text(_ value: Double, places: Int) -> String {
    String(format: "%.\(places)f", value)
  }

  private func time(_ body: () async throws -> Void) async throws -> Double {
    let start = ContinuousClock.now
    try await body()
    let took = start.duration(to: .now).components
    return Double(took.seconds) * 1000 + Double(took.attoseconds) / 1e15
  }
}
