import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take sessions, a sign-in sheet or a 接龙 from a file. 导入场次、签到表、接龙。",
    discussion: """
      Example 例: campaign import newsletter.yaml --dry-run
      Example 例: campaign import 签到表.xlsx --session member-day-529/2026/diecai/1 --dry-run
      Example 例: campaign import 活动台账.csv --unit-is 叠采区=叠彩区
      Example 例: campaign import 满意度问卷.csv --sent 300 --dry-run
      CSV in any usual encoding, .xlsx, or a 接龙 pasted into a .txt. Columns are found by their headers. Good rows go in, the
      others into …-待改.csv beside the file, to be mended and imported. The same file twice enters nothing twice. Of a list
      only numbers are entered, never a name or a phone.
      Figures of no session come as YAML, in these sections: network, staffing, programmes, questionnaire.
      不属于哪一场的数写成 YAML：网络、编制、项目、问卷，例如
        编制:
          - {单位: 南宁市, 编制数: 8, 在岗人数: 7}
        项目:
          - {名称: 关爱保险, 投保份数: 72636, 保费: 36.08 万元, 完成率: 89.12%, 截至: 2026-05}
        网络: {截至: 2026-05, 组织: 2.32 万个, 会员: 630 多万人, 流动人口组织: {数量: 3971, 覆盖率: 86.8%}}
      按表头认列；好的行入账，有问题的行写进旁边的 …-待改.csv，改好再导入。同一份导两次不会重复。名单只记人数，不存姓名电话。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A sessions file (YAML), a table (CSV, XLSX) or a 接龙 (text). 文件。", completion: .file())
  var file: String
  @Option(help: "The session that a list of people belongs to. 名单属于哪一场。")
  var session: String?
  @Option(help: "The workbook's sheet; found by its header otherwise. 工作表。")
  var sheet: String?
  @Option(
    help: ArgumentHelp("What a name in the table means; remembered. 表里的叫法是哪个单位。", valueName: "word=unit"))
  var unitIs: [String] = []
  @Option(help: "The file is a questionnaire of this name: its figures, or its forms one a row. 问卷名称。")
  var questionnaire: String?
  @Option(help: "How many forms of the questionnaire were sent. 发放问卷数。")
  var sent: Int?
  @Option(help: "How many forms of the questionnaire came back. 收回问卷数。")
  var returned: Int?
  @Flag(
    help: "The list is the last word: earlier lists make way, head counts stay as evidence. 以名单为准，代替以前的名单。"
  )
  var final = false
  @Flag(help: "These people came besides those recorded. 名单外另有这些人。")
  var more = false
  @Flag(help: "A 接龙 of those who came, whatever its title says. 接龙是到场的人。")
  var came = false
  @Flag(help: "Another session on a day that has one. 同一天的另一场。")
  var another = false
  @Flag(help: "Take the nearest unit where there is only one. 单位名差一点的按最近的算。")
  var yes = false
  @Flag(help: "Report only, enter nothing. 只检查，不入账。")
  var dryRun = false
  @OptionGroup var lateness: LateOption

  func run() async throws {
    let scheduler = try await options.openScheduler()
    guard !TableImporter.takes(file) else { return try await importTable(scheduler) }
    let source = try scheduler.workspace.file(at: file)
    let output = Output(options)
    let faults = YAMLReader.read(source.bytes, file: source.path).diagnostics
    let sessions = SessionsFile(
      String(decoding: source.bytes, as: UTF8.self), file: source.path, today: options.today(scheduler))
    guard faults.isEmpty, !sessions.events.isEmpty || !sessions.sheets.isEmpty || !sessions.refused.isEmpty
    else {
      let printer = DiagnosticPrinter(language: options.language, isColoured: Output.isColoured)
      for fault in faults { Output.message(printer.text(fault, line: nil)) }
      throw Failure(
        .failed,
        "\(source.path) 不是场次文件：里面没有 events:（每场活动一项），也没有 网络:、编制:、项目: 或 问卷:（network、staffing、programmes、questionnaire）",
        "\(source.path) is no sessions file: it has no events:, nor network:, staffing:, programmes: or questionnaire:"
      )
    }
    let answers = answers(scheduler)
    try await answers.remember()
    if answers.isAsking {
      for word in try await take(sessions, answers, dryRun: true).unknownUnits { try await answers.ask(word) }
    }
    let report = try await take(sessions, answers, dryRun: dryRun)
    printRows(report, output)
    printTotals(report, output)
    answers.remark(on: report.unknownUnits)
    remark(on: sessions, scheduler)
    if report.refused > 0, !dryRun {
      output.note(
        "未收的在文件里改好后再导入这个文件；已入账的不会重复",
        "mend the refused ones in the file and import it again; nothing is entered twice")
    }
    if !report.isComplete || sessions.diagnostics.contains(where: { $0.severity == .error }) {
      throw ExitCode(1)
    }
  }

  private func answers(_ scheduler: Scheduler) -> UnitAnswers {
    UnitAnswers(options: options, scheduler: scheduler, words: unitIs, assumesYes: yes, isDryRun: dryRun)
  }

  private func take(_ sessions: SessionsFile, _ answers: UnitAnswers, dryRun: Bool) async throws
    -> ImportReport
  {
    let scheduler = answers.scheduler
    return try await scheduler.ledger.importSessions(
      sessions, units: scheduler.current.now.definitions.shared.tree, by: options.author,
      at: options.clock.now, dryRun: dryRun, lateReason: lateness.reason, mark: lateMark(scheduler),
      context: TableImporter.context(
        scheduler, options, remembered: answers.given(), isLate: lateness.reason != nil),
      isAnother: another)
  }

  /// Old papers come in as what they are, marked with the file that they came from.
  private func lateMark(_ scheduler: Scheduler) -> @Sendable (OccurrenceKey) -> String? {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let mark = options.language("从 \(name) 导入", "imported from \(name)")
    let now = options.clock.now
    return { scheduler.isOver($0, at: now) ? mark : nil }
  }

  /// What somebody should look at although it went in.
  private func remark(on sessions: SessionsFile, _ scheduler: Scheduler) {
    guard !options.json else { return }
    FigureNotes(scheduler, options).print(sessions.events)
  }

  private func importTable(_ scheduler: Scheduler) async throws {
    var settings = TableOptions()
    settings.lateReason = lateness.reason
    if let session {
      let key = try await listSession(session, scheduler)
      settings.session = key
      if !dryRun { _ = try await lateness.reason(for: key.occurrence, scheduler, options) }
    }
    (settings.sheet, settings.dryRun, settings.isFinal) = (sheet, dryRun, final)
    (settings.questionnaire, settings.sent, settings.returned) = (questionnaire, sent, returned)
    if [sent, returned].contains(where: { $0.map { $0 <= 0 } ?? false }) {
      throw Failure(
        .usage, "--sent 和 --returned 是发放和收回的份数，应大于 0",
        "--sent and --returned are the numbers of forms sent and returned, above 0")
    }
    if session == nil, final || more {
      throw Failure(
        .usage, "--final 和 --more 用于一场的名单，请同时写 --session",
        "--final and --more are for a list of people; name its session with --session")
    }
    (settings.isMore, settings.isAttendance, settings.isAnother) = (more, came, another)
    let answers = answers(scheduler)
    let report = try await TableImporter(
      options: options, scheduler: scheduler, path: file, settings: settings, answers: answers,
      mark: lateMark(scheduler)
    ).run()
    let output = Output(options)
    printRows(report, output)
    printTotals(report, output)
    answers.remark(on: report.table?.unknownUnits ?? [])
    if !report.isComplete { throw ExitCode(1) }
  }

  private func listSession(_ name: String, _ scheduler: Scheduler) async throws -> SessionKey {
    do {
      return try await scheduler.openSession(named: name).key
    } catch LedgerFault.unknownSession {
      let key = SessionKey(name)
      let place =
        (key?.occurrence.map { " --campaign \($0.campaign) --occurrence \($0.occurrence)" } ?? "")
        + " --unit \(key?.unit ?? "…")"
      throw Failure(
        .failed,
        "没有场次“\(name)”；campaign session list 可查看已有的，还没登记就先登记：campaign session add\(place) --date … --held",
        "no session '\(name)'; see 'campaign session list', or add it first: campaign session add\(place) --date … --held"
      )
    }
  }

  /// Every row; of a long table only those that somebody should look at.
  private func printRows(_ report: ImportReport, _ output: Output) {
    let rows = report.rows
    let isLong = rows.count > Self.listed && !options.json
    var shown = isLong ? rows.filter { $0.result != .ok } : rows
    // Why the list was held up is said once, at the end.
    if !options.json { shown.removeAll { $0.reason == .heldUp } }
    for start in stride(from: 0, to: shown.count, by: Self.listed) {
      output.line(shown[start...].prefix(Self.listed).map(text).joined(separator: "\n"))
    }
    guard shown.count < rows.count else { return }
    let rest = rows.count - shown.count
    if report.table?.holdUp != nil {
      output.say("其余 \(rest) 条读得懂，但没有入账", "\(rest) more can be read, but were not entered")
    } else {
      output.say("其余 \(rest) 条没有问题（--json 逐条列出）", "\(rest) more are fine (--json lists each)")
    }
  }

  private static let listed = 500

  private func text(_ row: ImportRow) -> String {
    let reason = row.reason?.text(options.language)
    guard !options.json else { return row.json(options.language).description }
    let mark =
      switch row.result {
      case .ok: options.language("入账", "ok")
      case .question: options.language("待问", "question")
      case .refused: options.language("未收", "refused")
      }
    let cell = row.cell.map { " (\($0))" } ?? ""
    let place = row.line.map { line in
      let at = row.cell ?? options.language("第 \(line) 行", "row \(line)")
      return options.language("第 \(row.row) 条（\(at)）", "entry \(row.row) (\(at))")
    }
    return "\(mark)  \(place ?? row.row + cell)\(reason.map { options.language("：", ": ") + $0 } ?? "")"
  }

  private func printTotals(_ report: ImportReport, _ output: Output) {
    guard !options.json else {
      return output.line(report.json(options.language))
    }
    let asked = report.asked
    output.say(
      "共 \(report.rows.count) 行：收下 \(report.accepted)，未收 \(report.refused)\(asked > 0 ? "，待问未入账 \(asked)" : "")\(dryRun ? "（只是检查，没有入账）" : "")",
      "\(report.rows.count) row\(report.rows.count == 1 ? "" : "s"): \(report.accepted) accepted, \(report.refused) refused\(asked > 0 ? ", \(asked) asked about and not entered" : "")\(dryRun ? " (a dry run: nothing was entered)" : "")"
    )
    printRemarks(report.table, output)
    let isLong = report.rows.count > Self.listed
    let known =
      report.table != nil && !isLong ? 0 : report.rows.count { $0.result == .ok && $0.reason == .knownRow }
    if known > 0 {
      output.note(
        "其中 \(known) 行以前已导入，没有重复入账", "\(known) of them imported before; nothing was entered twice")
    }
    if !report.late.isEmpty {
      let keys = report.late.map(\.description).joined(separator: ", ")
      output.note("已过登记期的届次，按补录入账：\(keys)", "entered late, their time was over: \(keys)")
    }
    if !report.passedOver.isEmpty {
      let names = report.passedOver.joined(separator: ", ")
      output.note("没有读取的部分：\(names)", "sections passed over: \(names)")
    }
  }

  private func printRemarks(_ table: TableReport?, _ output: Output) {
    guard let table else { return }
    for remark in table.remarks { output.line(remark.text(options.language)) }
    for warning in table.warnings {
      output.line(options.language("请核对：", "check: ") + warning.text(options.language))
    }
    if let reason = table.holdUp { Output.message(reason.text(options.language)) }
  }
}
