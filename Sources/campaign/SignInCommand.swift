public import ArgumentParser
public import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

extension SignInSheet.Format: ExpressibleByArgument {}

struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signin", abstract: "A sign-in sheet to print, or codes for reading at the door. 签到表、签到码。",
    discussion: """
      Example 例: campaign signin member-day-529/2026/diecai/1 --rows 60 --output sheet.html
      Open the page in a browser and print it on A4. 用浏览器打开，A4 打印。
      Names and phones have columns only if the campaign's 'privacy' takes them. 活动文件的“隐私”写明登记姓名，才有姓名和电话栏。
      Codes: --codes 60; read them with 'campaign checkin'. 签到码用 --codes，到场用 campaign checkin 读。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The session: campaign/occurrence/unit/number. 场次编号。")
  var session: String
  @Option(help: "How many rows. 行数。")
  var rows = SignInSheet.rowsOfPage
  @Option(help: "The number of the first row, for further sheets. 从几号开始。")
  var first = 1
  @Option(help: "Also make so many codes, one a row. 同时生成多少个签到码。")
  var codes: Int?
  @Option(help: "html or text; text by default, html for a file that ends in .html. 格式。")
  var format: SignInSheet.Format?
  @Option(help: ArgumentHelp("Write it to this file. 写到文件。", valueName: "file"), completion: .file())
  var output: String?
  @Flag(help: "Overwrite a file that holds something else. 覆盖已有文件。")
  var force = false

  func run() async throws {
    let limit = SignInSheet.maximumRows
    guard (1...limit).contains(rows), (0...limit).contains(codes ?? 0), (1...1_000_000).contains(first) else {
      throw Failure(
        .usage, "行数和签到码数要在 1 到 \(limit) 之间，起始号至少是 1",
        "rows and codes take 1 to \(limit), and the first row is at least 1")
    }
    let scheduler = try options.openScheduler()
    let key = try await scheduler.session(session)
    let standing = try await scheduler.openSession(key)
    var made: [CheckinCode] = []
    if let codes, codes > 0 {
      let machine = try MachineKeyFile.load(beside: scheduler.databasePath)
      made = (first..<first + codes).map { CheckinCode(session: key, number: $0, key: machine) }
    }
    let output = Output(options)
    if output.json {
      for code in made {
        output.line(["code": .string(code.text), "result": .string("made"), "reason": .null])
      }
      if made.isEmpty { output.note("--json 只列签到码；请加 --codes", "--json lists codes; add --codes") }
      return
    }
    let sheet = SignInSheet(
      standing, terms: scheduler.terms(standing),
      units: scheduler.current.now.definitions.shared.tree, first: first, rows: max(rows, codes ?? 0),
      codes: made, language: options.language)
    try write(sheet, output)
  }

  private func write(_ sheet: SignInSheet, _ messages: Output) throws {
    let isPage =
      output.map { $0.lowercased().hasSuffix(".html") || $0.lowercased().hasSuffix(".htm") } ?? false
    let text = sheet.rendered(format ?? (isPage ? .html : .text))
    guard let output else { return messages.verbatim(text) }
    let old = FileManager.default.contents(atPath: output)
    guard force || (old ?? Data()).isEmpty || old == Data(text.utf8) else {
      throw Failure(
        .failed, "\(output) 已有别的内容，没有覆盖；换个文件名，或加 --force",
        "\(output) holds something else and was left as it is; name another file, or add --force")
    }
    try Workspace.write(text, to: output)
    messages.note("签到表已写到 \(output)", "the sheet is in \(output)")
  }
}

extension Scheduler {
  /// What a session's campaign says about names.
  func terms(_ session: SessionBalance) -> PrivacyTerms {
    let zone = current.now.definitions.shared.zone
    return PrivacyTerms(
      session, campaign: campaign(of: session.key), recordedOn: zone.local(at: session.recordedAt).date)
  }
}
