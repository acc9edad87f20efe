import Foundation

// Measures what the ledger does with much data: `swift run -c release LedgerBenchmark --only import`.
let options = BenchmarkOptions(Array(CommandLine.arguments.dropFirst()))
var report = BenchmarkReport()
if options.runs("import") { try await ImportBenchmark(rows: options.rows).run(into: &report) }
report.print()
exit(report.hasFailed ? 1 : 0)
