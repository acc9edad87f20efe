/// How fast the ledger answers, beside the least that has to be done for it, in the same run.
///
///     swift build -c release --product campaign
///     swift run -c release LedgerBenchmark --rounds 3
///
/// Options: `--rounds N`, `--only summary` or `--only import`, `--entries N`, `--units N`, `--rows N` (of the tables that
/// are imported), and `--keep FOLDER` for a ledger that is made once and used again.

import Foundation

@main
enum BenchmarkRun {
  static func main() async {
    guard let options = BenchmarkOptions(Array(CommandLine.arguments.dropFirst())) else {
      say(
        "usage: LedgerBenchmark [--rounds N] [--only summary|import] [--entries N] [--units N] [--rows N] [--keep FOLDER]"
      )
      exit(64)
    }
    do {
      if options.has("import") {
        var report = BenchmarkReport()
        try await ImportBenchmark(rows: options.rows).run(into: &report)
        report.print()
        if report.hasFailed { exit(1) }
      }
      if options.has("summary") { print(try await SummaryPart(options).table()) }
    } catch {
      say("\(error)")
      exit(1)
    }
  }
}

struct BenchmarkOptions {
  var rounds = 3
  var entries = 1_000_000
  var units = 23_200
  var rows = 100_000
  var keep: String?
  private var only: String?

  /// Nil for what it does not understand.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { return nil }
      switch (name, Int(value)) {
      case ("--rounds", let number?) where number > 0: rounds = number
      case ("--entries", let number?) where number > 0: entries = number
      case ("--units", let number?) where number > 200: units = number
      case ("--rows", let number?) where number > 0: rows = number
      case ("--keep", _): keep = value
      case ("--only", _): only = value
      default: return nil
      }
    }
  }

  func has(_ part: String) -> Bool { only == nil || only == part }
}

func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
