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
  @OptionGroup var file: OutputFile

  func run() async throws {
    let limit = SignInSheet.maximumRows
    guard (1...limit).contains(rows), (0...limit).contains(codes ?? 0), (1...1_000_000).contains(first) else {
      throw Failure(
        .usage, "行数和签到码数要在 1 到 \(limit) 之间，起始号至少是 1",
        "rows and codes take 1 to \(limit), and the first row is at least 1")
    }
    let scheduler = try await options.openScheduler()
    let standing = try await scheduler.openSession(named: session)
    var made: [CheckinCode] = []
    if let codes, codes > 0 {
      let machine = try MachineKeyFile.load(beside: scheduler.databasePath)
      made = (first..<first + codes).map { CheckinCode(session: standing.key, number: $0, key: machine) }
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
    let text = sheet.rendered(format ?? (file.ends(in: ".html", ".htm") ? .html : .text))
    if let path = try file.write(text, output) {
      output.note("签到表已写到 \(path)", "the sheet is in \(path)")
    }
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
