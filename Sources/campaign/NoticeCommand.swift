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
  @Option(help: ArgumentHelp("Write it to this file. 写到文件。", valueName: "file"), completion: .file())
  var output: String?
  @Flag(help: "Overwrite a file that holds something else. 覆盖已有文件。")
  var force = false

  func run() async throws {
    let workspace = try options.findWorkspace()
    let definitions = try workspace.definitions()
    let messages = Output(options)
    if definitions.hasErrors {
      messages.note(
        "有的文件有错误，没有采用；请运行 campaign check", "some files have errors and are left out; run 'campaign check'")
    }
    let notice = try notice(definitions)
    let text = options.json ? notice.json.description : try rendered(notice, definitions)
    if let output {
      try write(text + "\n", to: output)
      messages.note("通知已写到 \(output)", "the notice is in \(output)")
    } else {
      messages.line(text)
    }
    for remark in notice.remarks { messages.note("发文前请看：\(remark)", "before you send it: \(remark)") }
  }

  private func notice(_ definitions: Definitions) throws -> Notice {
    let shared = definitions.shared
    let definition = try definitions.campaigns(named: campaign)[0]
    let today = definition.schedule.zone.local(at: options.clock.now).date
    let year = year ?? today.year
    guard (1901...2099).contains(year) else {
      throw ValidationError("--year takes 1901 to 2099. 年份要在 1901 到 2099 之间。")
    }
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
    let isPlain = format == nil && output?.lowercased().hasSuffix(".txt") == true
    let format = format ?? (isPlain ? .text : .markdown)
    if let text = notice.rendered(format, by: definitions.templates) { return text }
    if let text = try? notice.rendered(format, by: Samples.find().definitions().templates) { return text }
    throw Failure(
      .failed, "没有模板 Templates/\(Notice.template).mustache；campaign init 可以补上，不动已有的文件",
      "there is no template Templates/\(Notice.template).mustache; 'campaign init' adds it and leaves your files alone"
    )
  }

  /// A notice that somebody has worked on since is not lost without a word.
  private func write(_ text: String, to path: String) throws {
    let bytes = Data(text.utf8)
    let old = FileManager.default.contents(atPath: path)
    guard force || (old ?? Data()).isEmpty || old == bytes else {
      throw Failure(
        .failed, "\(path) 已有别的内容，没有覆盖；换个文件名，或加 --force",
        "\(path) holds something else and was left as it is; name another file, or add --force")
    }
    do {
      try bytes.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure(.inputOutput, "不能写入 \(path)", "can't write \(path)")
    }
  }
}
