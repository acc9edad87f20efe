import ArgumentParser
import Foundation
import Recurrence
import TestSupport

/// The check of all fault tests, for hands: over files of any run, or over a run of random faults.
@main struct FaultSoak: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judges what arrived while things were broken, or breaks them at random.",
    subcommands: [Check.self, Soak.self], defaultSubcommand: Soak.self)
}

/// Judges a run from two files.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judge a run: what was planned and how it ended, what arrived, and when something was broken.")

  @Argument(help: "What 'campaign outbox list --json' prints at the end.")
  var planned: String
  @Argument(help: #"Lines of {"at": milliseconds since 1970, "key": …, "id": …, "accepted": …}."#)
  var arrived: String
  @Option(
    help: "A fault: FROM/TO/SECONDS of recovery, and /doubt if the sender could not know what had arrived.")
  var fault: [String] = []
  @Option(help: "How many seconds late a reminder may be without a fault.")
  var budget = 5.0
  @Option(help: "Ends besides delivered, as 'cancelled: superseded'.")
  var end: [String] = []

  func run() throws {
    let reminders = try Self.objects(planned).map { object in
      guard let reminder = PlannedDelivery(listed: object) else { throw Unreadable(file: planned) }
      return reminder
    }
    let arrivals = try Self.objects(arrived).map { object in
      guard let arrival = DeliveryArrival(line: object) else { throw Unreadable(file: arrived) }
      return arrival
    }
    let faults = try fault.map { text in
      guard let fault = FaultSpan(text: text) else {
        throw ValidationError(
          "--fault takes FROM/TO/SECONDS, instants as 2026-05-29T08:00:00Z, not '\(text)'.")
      }
      return fault
    }
    var check = DeliveryCheck(
      reminders: reminders, arrivals: arrivals, faults: faults, budget: .seconds(budget))
    check.ends.formUnion(end)
    let verdict = check.verdict()
    print(verdict)
    if !verdict.passes { throw ExitCode.failure }
  }

  private static func objects(_ path: String) throws -> [[String: Any]] {
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    let run = CommandRun(output: text)
    guard run.json.count == text.split(separator: "\n").count else { throw Unreadable(file: path) }
    return run.json
  }

  struct Unreadable: Error, CustomStringConvertible {
    let file: String
    var description: String { "\(file) has a line that is not of this kind" }
  }
}

/// Random faults for so long, then time to recover, then the verdict.
struct Soak: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Break a daemon and its receiver at random, and judge what arrived.")

  @Option(help: "How long things are broken.")
  var minutes = 10
  @Option(help: "The same in seconds, for a short run.")
  var seconds: Int?
  @Option(help: "Of all that is random; printed, so that a run can be repeated.")
  var seed = UInt64.random(in: 1...999_999)
  @Option(help: "How many units there are; each has a message every minute.")
  var units = 40

  func validate() throws {
    guard (1...1440).contains(minutes), seconds.map({ (1...86_400).contains($0) }) ?? true,
      (1...5000).contains(units)
    else { throw ValidationError("at most a day, and 5000 units") }
  }

  func run() async throws {
    // At once, also into a pipe: whoever ends the run early needs it.
    FileHandle.standardOutput.write(Data("seed \(seed)\n".utf8))
    let run = try SoakRun(duration: .seconds(seconds ?? minutes * 60), units: units, seed: seed)
    let verdict = try await run.run()
    print(run.account)
    print("seed \(seed): \(verdict)")
    if !verdict.passes { throw ExitCode.failure }
  }
}
