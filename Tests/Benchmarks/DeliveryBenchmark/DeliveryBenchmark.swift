/// How soon reminders that are due go out, beside the least that has to be done for it and beside other schedulers, in
/// the same run.
///
///     swift build -c release --product campaign
///     swift run -c release DeliveryBenchmark --peers
///
/// Ours is the built program `campaign daemon`, a process of its own with a workspace and a database on disk; it stands
/// beside this program. Everything stays on the loopback interface and in a folder that is removed afterwards. What is
/// due in one second is due at a full minute, since files name no seconds: a round waits for several of them.

import Foundation

@main
enum BenchmarkRun {
  static func main() async {
    guard let options = Options(CommandLine.arguments.dropFirst()) else {
      say(Options.usage)
      exit(64)
    }
    do {
      let report = try await Scratch.withFolder { try await measured(options, in: $0) }
      print(options.isMarkdown ? report.markdown() : report.text())
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  private static func measured(_ options: Options, in folder: String) async throws -> Report {
    let bench = try Bench(options: options, folder: folder)
    var report = Report()
    for round in 1...options.rounds {
      for part in Part.allCases where options.parts.contains(part) {
        say("round \(round) of \(options.rounds): \(part.rawValue)")
        report.add(try await part.readings(bench))
      }
    }
    if options.hasPeers {
      say("peers")
      report.add(try BurstPeers(bench).readings())
    }
    return report
  }
}

/// What is measured.
enum Part: String, CaseIterable {
  /// The engine alone, to one address.
  case engine
  /// The engine, each request to another host.
  case hosts
  /// A plan of reminders due in one second, written durably.
  case plan
  /// The same reminders from their due time to the last one settled.
  case burst
  /// Single reminders, from their due times to the first byte at the receiver; and the same beside a host that hangs.
  case prompt

  func readings(_ bench: Bench) async throws -> [Reading] {
    switch self {
    case .engine: try await Posting(isManyHosts: false, bench: bench).readings()
    case .hosts: try await Posting(isManyHosts: true, bench: bench).readings()
    case .plan: try await BurstPlan(bench).readings()
    case .burst: try BurstDelivery(bench).readings()
    case .prompt: try BurstPrompt(bench).readings()
    }
  }
}

/// What the command line asks for.
struct Options {
  static let usage = """
    usage: DeliveryBenchmark [--rounds N] [--units N] [--only engine|hosts|plan|burst|prompt] [--peers] [--patience S] [--markdown]

      --rounds N    how often all is measured in turn; 3, if not given
      --units N     villages with a reminder each; 23200, if not given
      --only PART   only this part
      --peers       also other schedulers, once: Alertmanager and two from PyPI
      --patience S  seconds that a peer may take; 60, if not given
      --markdown    only the table, as the documentation has it
    """

  var rounds = 3
  var units = 23_200
  var parts = Set(Part.allCases)
  var hasPeers = false
  var patience = 60.0
  var isMarkdown = false

  /// Nil for arguments that make no sense.
  init?(_ arguments: some Sequence<String>) {
    var rest = arguments.makeIterator()
    while let argument = rest.next() {
      switch argument {
      case "--markdown": isMarkdown = true
      case "--peers": hasPeers = true
      case "--only":
        guard let part = rest.next().flatMap({ Part(rawValue: $0) }) else { return nil }
        parts = [part]
      case "--rounds", "--units", "--patience":
        guard let number = rest.next().flatMap({ Int($0) }), number > 0 else { return nil }
        switch argument {
        case "--rounds": rounds = number
        case "--units": units = number
        default: patience = Double(number)
        }
      default: return nil
      }
    }
  }
}

/// What every part needs: the options, a folder, and the programs in C, compiled for the run.
struct Bench {
  let options: Options
  let folder: String

  init(options: Options, folder: String) throws {
    self.options = options
    self.folder = folder
    try Child.compile("sink", in: folder)
    try Child.compile("floor", libraries: ["-lcurl"], in: folder)
    try Child.compile("receiver", in: folder)
    try Child.compile("poster", libraries: ["-lcurl"], in: folder)
  }

  /// A new folder of a part's own.
  func scratch(_ name: String) throws -> String {
    let path = "\(folder)/\(name)-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}

/// Says on standard error how far things are, so that standard output holds the table alone.
func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

/// A result that makes all others worthless.
struct Fault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

enum Scratch {
  /// Gives `body` a folder that is removed afterwards.
  static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "delivery-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path(percentEncoded: false))
  }
}
