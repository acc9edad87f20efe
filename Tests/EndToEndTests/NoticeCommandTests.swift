import Foundation
import TestSupport
import Testing

/// `campaign notice` and `campaign today`, run as a new organiser runs them.
@Suite struct NoticeCommandTests {
  private static func run(_ arguments: String..., environment: [String: String] = [:]) async throws
    -> CommandRun
  {
    try await CommandRun.run(arguments, in: ScratchWorkspace.repository, environment: environment)
  }

  private static let clock = ["--now", "2026-04-13T09:00:00+08:00"]

  @Test func `a notice is Markdown unless text is asked for, in both languages`() async throws {
    let chinese = try await Self.run("notice", "good-family", "--year", "2026", "--lang", "zh")
    #expect(chinese.exitCode == 0, "\(chinese.errors)")
    #expect(chinese.output.hasPrefix("# 关于开展 2026 年“好家风·健康行”活动的通知\n\n各市计生协：\n\n"))
    #expect(chinese.output.contains("\n## 一、活动时间\n\n"))
    let english = try await Self.run(
      "notice", "good-family", "--year", "2026", "--lang", "en", "--format", "text", "--issuer", "Office",
      "--to",
      "all cities")
    #expect(
      english.output.hasPrefix("Notice for 2026: Good family ways, healthy living\n\nTo all cities:\n\n"))
    #expect(english.output.contains("\n\nOffice\n"))
    #expect(!english.output.contains("#"))
  }

  @Test func `the day of issue is the clock's, and JSON is one object`() async throws {
    let run = try await CommandRun.run(
      ["notice", "spring-visits", "--year", "2026", "--json"] + Self.clock, in: ScratchWorkspace.repository)
    #expect(run.output.split(separator: "\n").count == 1)
    let object = try #require(run.json.first)
    #expect(object["date"] as? String == "2026-04-13")
    #expect(object["issuer"] as? String == "自治区计生协")
    let sections = try #require(object["sections"] as? [[String: Any]])
    #expect(sections.map { $0["number"] as? String } == ["1", "2", "3", "4", "5", "6", "7", "8"])
  }

  @Test func `a file is written once, and what somebody made of it is not overwritten`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "notice-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "notice.txt")
    func write(_ more: String...) async throws -> CommandRun {
      try await CommandRun.run(
        ["notice", "spring-visits", "--year", "2026", "--output", file.path] + Self.clock + more,
        in: ScratchWorkspace.repository)
    }
    #expect(try await write().exitCode == 0)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasPrefix("Notice for 2026: Spring Festival visits\n"))
    #expect(try await write().exitCode == 0)
    try Data("edited".utf8).write(to: file)
    let refused = try await write("--lang", "zh")
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("没有覆盖"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "edited")
    #expect(try await write("--force").exitCode == 0)
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    let nowhere = try await Self.run("notice", "spring-visits", "--year", "2026", "--output", "/nowhere/n.md")
    #expect(nowhere.exitCode == 74)
  }

  @Test(arguments: [
    (["good-family", "--year", "2027"], "只在 2026-05-15 起举办一次", "takes place once", 1),
    (["member-day-529", "--year", "1990"], "从 1999 年才开始", "begins in 1999", 1),
    (["nothing", "--year", "2026"], "没有活动", "there is no campaign", 1),
    (["good-family", "--year", "1800"], "1901", "1901", 64),
  ])
  func `a year without the campaign is refused in both languages`(
    _ arguments: [String], _ chinese: String, _ english: String, _ code: Int32
  ) async throws {
    for (language, words) in [("zh", chinese), ("en", english)] {
      let run = try await CommandRun.run(
        ["notice"] + arguments + ["--lang", language], in: ScratchWorkspace.repository)
      #expect(run.exitCode == code)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains(words), "\(run.errors)")
    }
  }

  @Test func `a workspace without the notice's template uses the samples'`() async throws {
    let workspace = try ScratchWorkspace(counties: 2, allow: 1)
    let run = try await workspace.run("notice", "day", "--year", "2026", "--lang", "zh", "--format", "text")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("关于开展 2026 年会员日活动的通知\n\n各县：\n"))
  }

  // MARK: - Today

  private static func workspace() throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: 12, allow: 1)
    try workspace.write(
      "Campaigns/day.yaml",
      ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07")
        + "\n" + """
          tasks: [{id: plan, do: 写方案, owner: county.contact, due: 1 day before}]
          report: {due: 5 workdays after}

          """)
    return workspace
  }

  @Test func `today makes no database and says what is overdue with its command`() async throws {
    let workspace = try Self.workspace()
    let run = try await workspace.run(
      "today", "--unit", "county-3", "--now", "2026-06-10T09:00:00+08:00", "--lang", "zh")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output == """
        第3县（county-3），2026年6月10日 周三

        逾期
          6月5日  周五  已过 5 天  会员日  报告还没有报
              campaign report submit --campaign day --occurrence once --unit county-3

        """)
    #expect(!FileManager.default.fileExists(atPath: workspace.root.appending(path: ".campaign").path))
  }

  @Test func `the command that today prints settles the item`() async throws {
    let workspace = try Self.workspace()
    let clock = ["--now", "2026-06-10T09:00:00+08:00", "--json"]
    let before = try await CommandRun.run(["today", "--unit", "第3县"] + clock, in: workspace.root)
    let item = try #require(before.json.first)
    #expect(item["state"] as? String == "overdue")
    #expect(item["days"] as? Int == 5)
    let command = try #require(item["command"] as? String)
    let settled = try await CommandRun.shell(command, in: workspace.root)
    #expect(settled.exitCode == 0, "\(settled.errors)")
    let after = try await CommandRun.run(["today", "--unit", "county-3"] + clock, in: workspace.root)
    #expect(after.output.isEmpty)
    let all = try await CommandRun.run(["today"] + clock, in: workspace.root)
    let text = try #require(all.json.first?["text"] as? String)
    #expect(text.hasSuffix("… (11 units in all)"), "\(text)")
  }

  @Test func `the environment names the office's unit, the option another`() async throws {
    let workspace = try Self.workspace()
    let environment = ["CAMPAIGN_UNIT": "county-2"]
    let now = "2026-05-28T09:00:00+08:00"
    let own = try await workspace.run("today", "--now", now, "--json", environment: environment)
    #expect(own.json.map { $0["unit"] as? String } == ["county-2", "county-2"])
    #expect(own.json.map { $0["kind"] as? String } == ["task", "occurrence"])
    #expect(own.json.map { $0["state"] as? String } == ["today", "week"])
    let other = try await workspace.run(
      "today", "--unit", "county-1", "--days", "0", "--now", now, "--json", environment: environment)
    #expect(other.json.map { $0["unit"] as? String } == ["county-1"])
  }

  @Test(arguments: ["zh", "en"])
  func `an empty day says so`(_ language: String) async throws {
    let workspace = try Self.workspace()
    let run = try await workspace.run(
      "today", "--unit", "county-1", "--now", "2026-03-10T09:00:00+08:00", "--lang", language)
    #expect(run.exitCode == 0)
    #expect(run.output.contains(language == "zh" ? "没有要做的事" : "Nothing to do"))
    #expect(run.output.contains("campaign plan --unit county-1"))
    let wrong = try await workspace.run("today", "--unit", "nowhere", "--lang", language)
    #expect(wrong.exitCode == 1)
  }
}
