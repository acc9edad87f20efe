import Foundation

/// Measures what the ledger does with much data: `swift run -c release LedgerBenchmark --only import`.
func measured(_ options: BenchmarkOptions) async throws -> BenchmarkReport {
  var report = BenchmarkReport()
  if options.runs("import") { try await ImportBenchmark(rows: options.rows).run(into: &report) }
  return report
}

let report = try await measured(BenchmarkOptions(Array(CommandLine.arguments.dropFirst())))
report.print()
exit(report.hasFailed ? 1 : 0)
