import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take sessions with their figures from a file. 导入场次与数字。",
    discussion: "Example 例: campaign import newsletter.yaml --dry-run")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A sessions file (YAML). 文件。")
  var file: String
  @Flag(help: "Report only, enter nothing. 只检查，不入账。")
  var dryRun = false

  func run() async throws {
    let scheduler = try options.openScheduler()
    let source = try scheduler.workspace.file(at: file)
    let output = Output(options)
    let faults = YAMLReader.read(source.bytes, file: source.path).diagnostics
    let sessions = SessionsFile(String(decoding: source.bytes, as: UTF8.self), file: source.path)
    guard faults.isEmpty, !sessions.events.isEmpty || !sessions.sheets.isEmpty || !sessions.refused.isEmpty
    else {
      let printer = DiagnosticPrinter(language: options.language, isColoured: Output.isColoured)
      for fault in faults { Output.message(printer.text(fault, line: nil)) }
      throw Failure(
        .failed, "\(source.path) 不是场次文件：里面没有 events:（每场活动一项）",
        "\(source.path) is no sessions file: it has no events:")
    }
    let report = try await scheduler.ledger.importSessions(
      sessions, units: scheduler.current.now.definitions.shared.tree, by: options.author,
      at: options.clock.now,
      dryRun: dryRun)
    for row in report.rows { print(row, output) }
    printTotals(report, output)
    if report.refused > 0 || sessions.diagnostics.contains(where: { $0.severity == .error }) {
      throw ExitCode(1)
    }
  }

  private func print(_ row: ImportRow, _ output: Output) {
    let reason = row.reason?.text(options.language)
    guard !options.json else {
      return output.line(row.json(options.language))
    }
    let mark =
      switch row.result {
      case .ok: options.language("入账", "ok")
      case .question: options.language("待问", "question")
      case .refused: options.language("未收", "refused")
      }
    output.line(
      "\(mark)  \(row.row)\(row.cell.map { " (\($0))" } ?? "")\(reason.map { options.language("：", ": ") + $0 } ?? "")"
    )
  }

  private func printTotals(_ report: ImportReport, _ output: Output) {
    guard !options.json else {
      return output.line(report.json)
    }
    output.say(
      "共 \(report.rows.count) 行：收下 \(report.accepted)，未收 \(report.refused)\(dryRun ? "（只是检查，没有入账）" : "")",
      "\(report.rows.count) rows: \(report.accepted) accepted, \(report.refused) refused\(dryRun ? " (a dry run: nothing was entered)" : "")"
    )
    let known = report.rows.count { $0.result == .ok && $0.reason != nil }
    if known > 0 {
      output.note(
        "其中 \(known) 行以前已导入，没有重复入账", "\(known) of them were imported before; nothing was entered twice")
    }
    if !report.passedOver.isEmpty {
      let names = report.passedOver.joined(separator: ", ")
      output.note("没有读取的部分：\(names)", "sections passed over: \(names)")
    }
  }
}
