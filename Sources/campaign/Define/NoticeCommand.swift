public import ArgumentParser
public import CampaignScheduler
import Foundation
import Planning
import Recurrence

extension Notice.Format: ExpressibleByArgument {}

struct NoticeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice", abstract: "A campaign's year as an official notice to the units. 打印活动通知。",
    discussion: """
      Example 例: campaign notice member-day-529 --year 2026 --output notice.md
      The wording of its frame is Templates/notice. 格式在 Templates/notice 里改。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The campaign. 活动编号。", completion: .campaigns)
  var campaign: String
  @Option(help: "The year; this year by default. 年份。")
  var year: Int?
  @Option(help: "markdown or text; text by default for a file that ends in .txt. 格式。")
  var format: Notice.Format?
  @Option(help: "Who issues it; by default the unit above all its units. 发文单位。")
  var issuer: String?
  @Option(help: "To whom it goes; by default all units that hold it. 主送单位。")
  var to: String?
  @OptionGroup var file: OutputFile

  func run() async throws {
    let messages = Output(options)
    let (_, definitions) = try options.readWorkspace(notingTo: messages)
    let notice = try notice(definitions)
    let text = options.json ? notice.json.description : try rendered(notice, definitions)
    if let path = try file.write(text + "\n", messages) {
      messages.note("通知已写到 \(path)", "the notice is in \(path)")
    }
    for remark in notice.remarks { messages.note("发文前请看：\(remark)", "before you send it: \(remark)") }
  }

  private func notice(_ definitions: Definitions) throws -> Notice {
    let shared = definitions.shared
    let definition = try definitions.campaigns(named: campaign)[0]
    let today = definition.schedule.zone.local(at: options.clock.now).date
    let year = try options.year(year, in: definition.schedule.zone)
    do throws(NoticeFault) {
      return try Notice(
        of: definition, in: year, planner: Planner(shared: shared), language: options.language, on: today,
        issuer: issuer, addressee: to)
    } catch {
      throw Failure(.failed) { error.text($0) }
    }
  }

  /// By the workspace's template; a workspace without one uses the samples'.
  private func rendered(_ notice: Notice, _ definitions: Definitions) throws -> String {
    let format = format ?? (file.ends(in: ".txt") ? .text : .markdown)
    if let text = notice.rendered(format, by: definitions.templates) { return text }
    if let text = try? notice.rendered(format, by: Samples.find().definitions().templates) { return text }
    throw Failure(
      .failed, "没有模板 Templates/\(Notice.template).mustache；campaign init 可以补上，不动已有的文件",
      "there is no template Templates/\(Notice.template).mustache; 'campaign init' adds it and leaves your files alone"
    )
  }
}
