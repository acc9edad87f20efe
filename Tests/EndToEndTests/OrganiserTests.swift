import Foundation
import TestSupport
import Testing

/// A new organiser at the command line: from nothing to a campaign of one's own, guided by messages.
@Suite struct OrganiserTests {
  /// A workspace that `init` made, thrown away at the end.
  private final class Office {
    let root: URL

    init() async throws {
      root = FileManager.default.temporaryDirectory.appending(path: "campaign-office-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
      let run = try await CommandRun.run(["init", ".", "--lang", "zh"], in: root)
      #expect(run.exitCode == 0, "\(run.errors)")
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandRun {
      let clock = ["--now", "2026-11-25T09:00:00+08:00"]
      return try await CommandRun.run(arguments + clock, in: root, environment: environment)
    }

    func text(_ path: String) throws -> String {
      try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    func write(_ path: String, _ text: String) throws {
      try Data(text.utf8).write(to: root.appending(path: path))
    }
  }

  @Test func `from init to a lunar campaign with a working-day reminder of one's own`() async throws {
    let office = try await Office()
    let made = try await office.run("new", "chongyang", "--kind", "visit", "--name", "重阳节走访", "--lang", "zh")
    #expect(made.exitCode == 0 && made.output.contains("Campaigns/chongyang.yaml"), "\(made.errors)")
    let draft = try office.text("Campaigns/chongyang.yaml")
    // The organiser changes the day, and slips.
    try office.write(
      "Campaigns/chongyang.yaml",
      draft.replacing("农历: 正月初一", with: "农历：九月初九").replacing("前10个工作日 09:07", with: "前10个工做日 09:07"))
    let first = try await office.run("check", "Campaigns/chongyang.yaml", "--lang", "zh")
    #expect(first.exitCode == 1 && first.output.contains("E001") && first.output.contains("中文冒号"))
    try office.write(
      "Campaigns/chongyang.yaml",
      draft.replacing("农历: 正月初一", with: "农历: 九月初九").replacing("前10个工作日 09:07", with: "前10个工做日 09:07"))
    let second = try await office.run("check", "Campaigns/chongyang.yaml", "--lang", "zh")
    #expect(second.exitCode == 1 && second.output.contains("E203"))
    try office.write("Campaigns/chongyang.yaml", draft.replacing("农历: 正月初一", with: "农历: 九月初九"))
    let third = try await office.run("check", "Campaigns/chongyang.yaml", "--json")
    #expect(third.exitCode == 0 && !third.json.contains { $0["severity"] as? String == "error" })
    let plan = try await office.run("plan", "--year", "2027", "--campaign", "chongyang", "--json")
    let days = plan.json.reduce(into: [String: String]()) { days, row in
      days["\(row["kind"] ?? "") \(row["id"] ?? "")"] = row["at"] as? String
    }
    // 九月初九 of 2027 is 8 October; the first seven days of October are holidays by law or notice in part.
    #expect(days["occurrence chongyang"] == "2027-10-08T00:00:00+08:00")
    #expect(days["remind tomorrow"] != nil && days["due report"] != nil)
    let preview = try await office.run(
      "preview", "chongyang", "prepare", "--unit", "叠彩区", "--kind", "wecom", "--lang", "zh")
    #expect(preview.output.contains("重阳节走访") && preview.output.contains("/2048 字节"))
  }

  @Test(arguments: [
    ("gx", "chase-3", "· 桂林市（17）：秀峰区、叠彩区、"), ("guilin", "chase-2", "· 秀峰区、叠彩区、"),
  ])
  func `a digest names late units by the city that may help them`(
    _ unit: String, _ chase: String, _ line: String
  ) async throws {
    let office = try await Office()
    let preview = try await office.run(
      "preview", "member-day-529", chase, "--unit", unit, "--occurrence", "2026", "--kind", "feishu")
    #expect(preview.output.contains(line), "\(preview.output)\(preview.errors)")
    #expect(preview.output.contains("桂林华侨旅游经济区（不计入分母）"))
  }

  @Test func `the tests that files hold are run, and a wrong one says what is there instead`() async throws {
    let office = try await Office()
    let all = try await office.run("test", "--json")
    #expect(all.exitCode == 0, "\(all.output)")
    #expect(all.json.count >= 5 && all.json.allSatisfy { $0["passed"] as? Bool == true })
    let text = try office.text("Campaigns/member-day-529.yaml").replacing(
      "2026-05-28 15:07", with: "2026-05-27 15:07")
    try office.write("Campaigns/member-day-529.yaml", text)
    let wrong = try await office.run("test", "Campaigns/member-day-529.yaml", "--json", "--lang", "zh")
    #expect(wrong.exitCode == 1)
    let failed = wrong.json.filter { $0["passed"] as? Bool == false }
    #expect(
      failed.map { $0["detail"] as? String } == ["没有 2026-05-27 15:07 提醒 tomorrow；实际在 2026-05-28 15:07"])
  }

  @Test func `what a test gives has its effect: a report silences chases, an own day moves reminders`()
    async throws
  {
    let office = try await Office()
    let text = try office.text("Campaigns/member-day-529.yaml")
    let tests = """
      tests:
        - name: 报了就不催，没报的照催
          year: 2026
          given: [{at: "2026-06-03", unit: 叠彩区, report: received}]
          expect: [{unit: 七星区, chase: county.contact, on: "2026-06-08 09:07"}, {chase: city.contact, on: "2026-06-10"}]
          expect_none: [{unit: 叠彩区, chase: any}]
        - name: 自选日子，提醒跟着走
          year: 2026
          given: [{at: "2026-04-01", unit: 叠彩区, session: "2026-05-26"}]
          expect: [{unit: 叠彩区, remind: tomorrow, on: "2026-05-25 15:07"}, {unit: 七星区, remind: tomorrow, on: "2026-05-28 15:07"}]
          expect_none: [{unit: 叠彩区, remind: tomorrow, on: "2026-05-28"}]
        - name: 办完了就不再提醒筹备
          year: 2026
          given: [{at: "2026-05-10", unit: 叠彩区, attendance: 58 人}]
          expect_none: [{unit: 叠彩区, remind: prepare}]
      """
    let kept = text.prefix(upTo: try #require(text.firstRange(of: "\ntests:")).lowerBound)
    try office.write("Campaigns/member-day-529.yaml", kept + "\n" + tests + "\n")
    let run = try await office.run("test", "Campaigns/member-day-529.yaml", "--lang", "zh", "--json")
    #expect(run.json.map { $0["detail"] as? String } == [nil, nil, nil])
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
  }

  @Test func `a calendar that arrives moves the plan, and --diff lists the moves`() async throws {
    let office = try await Office()
    let csv = try await office.run(
      "plan", "--year", "2027", "--campaign", "member-day-529", "--format", "csv")
    #expect(csv.output.hasPrefix("date,weekday,"))
    #expect(csv.output.contains(",note,receiver,receiverUnit,channel"))
    #expect(csv.output.contains(",county.contact,"))
    let none = try await office.run("plan", "--year", "2027", "--diff", "--json")
    #expect(none.exitCode == 0 && none.json.isEmpty)
    try office.write(
      "Campaigns/shared/calendar-2027.yaml",
      "format: 1\nyear: 2027\noff: [\"05-27 to 05-28\"]\nwork: [\"05-22\"]\n")
    let moved = try await office.run(
      "plan", "--year", "2027", "--campaign", "member-day-529", "--diff", "--json")
    let day = try #require(moved.json.first { $0["kind"] as? String == "occurrence" }, "\(moved.output)")
    #expect(day["was"] as? String == "2027-05-28T09:00:00+08:00")
    #expect(day["at"] as? String == "2027-05-26T09:00:00+08:00")
    #expect(day["change"] as? String == "moved")
  }

  @Test func `the daemon moves what it has planned when the calendar arrives, under the same keys`()
    async throws
  {
    let office = try await Office()
    func due() async throws -> [String: String] {
      let once = try await CommandRun.run(
        ["daemon", "--once", "--now", "2027-05-01T09:00:00+08:00"], in: office.root)
      #expect(once.exitCode == 0, "\(once.errors)")
      let list = try await CommandRun.run(
        ["outbox", "list", "--campaign", "member-day-529", "--unit", "diecai", "--json"], in: office.root)
      return Dictionary(
        uniqueKeysWithValues: list.json.filter { $0["reminder"] as? String == "tomorrow" }.compactMap { row in
          (row["key"] as? String).flatMap { key in
            (row["due"] as? String).map { (key, String($0.prefix(10))) }
          }
        })
    }
    let key = "member-day-529/2027/-/diecai/tomorrow/county.contact/county-groups"
    #expect(try await due() == [key: "2027-05-27"])
    try office.write(
      "Campaigns/shared/calendar-2027.yaml",
      "format: 1\nyear: 2027\noff: [\"05-27 to 05-28\"]\nwork: [\"05-22\"]\n")
    #expect(try await due() == [key: "2027-05-25"])
  }

  @Test func `fmt changes only what is in another style, and leaves alone what it can't read`() async throws {
    let office = try await Office()
    let tidy = try await office.run("fmt", "--check")
    #expect(tidy.exitCode == 0 && tidy.output.isEmpty, "\(tidy.output)")
    let before = try office.text("Campaigns/member-day-925.yaml")
    let untidy = before.replacing("  每: ", with: "      每:   ").replacing(
      "date: \"09-25\"", with: "date:   09-25")
    try office.write("Campaigns/member-day-925.yaml", untidy)
    try office.write("Campaigns/broken.yaml", "format： 1\n")
    let found = try await office.run("fmt", "--check", "--json")
    #expect(found.exitCode == 1)
    #expect(found.json.first?["code"] as? String == "E001")
    #expect(found.json.last?["file"] as? String == "Campaigns/member-day-925.yaml")
    #expect(try office.text("Campaigns/member-day-925.yaml") == untidy)
    let mended = try await office.run("fmt", "--lang", "zh")
    #expect(mended.exitCode == 1 && mended.output.contains("中文冒号"))
    #expect(try office.text("Campaigns/member-day-925.yaml") == before)
    #expect(try office.text("Campaigns/broken.yaml") == "format： 1\n")
  }

  @Test func `fmt writes keys in Chinese and back, through a link, and the plan stays`() async throws {
    let office = try await Office()
    let campaigns = office.root.appending(path: "Campaigns")
    try FileManager.default.moveItem(
      at: campaigns.appending(path: "spring-visits.yaml"), to: office.root.appending(path: "visits.yaml"))
    try FileManager.default.createSymbolicLink(
      atPath: campaigns.appending(path: "spring-visits.yaml").path, withDestinationPath: "../visits.yaml")
    let before = try office.text("visits.yaml")
    let plan = try await office.run("plan", "--year", "2027", "--json").output
    let chinese = try await office.run("fmt", "--keys", "zh", "Campaigns/spring-visits.yaml")
    #expect(chinese.exitCode == 0, "\(chinese.errors)")
    #expect(try office.text("visits.yaml").contains("农历: 正月初一"))
    #expect(try await office.run("plan", "--year", "2027", "--json").output == plan)
    _ = try await office.run("fmt", "--keys", "en", "Campaigns/spring-visits.yaml")
    #expect(try office.text("visits.yaml") == before)
  }

  @Test func `nothing that exists is overwritten`() async throws {
    let office = try await Office()
    let before = try office.text("Campaigns/member-day-529.yaml")
    let taken = try await office.run("new", "member-day-529", "--kind", "outreach")
    #expect(taken.exitCode == 1)
    try office.write("Campaigns/draft.yaml", "not a campaign")
    let file = try await office.run("new", "draft", "--kind", "outreach")
    #expect(file.exitCode == 1)
    #expect(try office.text("Campaigns/draft.yaml") == "not a campaign")
    #expect(try office.text("Campaigns/member-day-529.yaml") == before)
    let outside = try await office.run("new", "../../x", "--kind", "outreach")
    #expect(outside.exitCode == 64)
  }

  @Test(arguments: [
    (["plan", "--yaer", "2026"], "没有选项 --yaer，是不是 --year？", "Did you mean '--year'?"),
    (["plan", "--format", "xml"], "不能是 “xml”；可写 table、", "Please provide one of"),
    (["preview", "x"], "缺少 <reminder>", "Missing expected argument"),
    (["new", "x"], "请写 --from 活动编号，或 --kind 类型", "give --from CAMPAIGN, or --kind KIND"),
    (["plan", "--year", "3000"], "--year 要在 1901 到 2099 之间", "--year takes 1901 to 2099"),
    (["quantity", "-3人"], "“-3人”是负数", "'-3人' is negative"),
    (["record", "diecai/1", "--attended", "-5人"], "“-5人”是负数", "'-5人' is negative"),
    (["units", "桂林是"], "是不是 桂林市？", "did you mean 桂林市?"),
    (
      ["preview", "member-day-529", "tomorow", "--unit", "diecai"], "是不是 tomorrow？", "did you mean tomorrow?"
    ),
  ])
  func `a wrong command line is answered in the user's language`(
    _ arguments: [String], _ zh: String, _ en: String
  ) async throws {
    let office = try await Office()
    for (language, text) in [("zh", zh), ("en", en)] {
      let run = try await CommandRun.run(arguments + ["--lang", language], in: office.root)
      #expect(run.exitCode != 0)
      #expect(run.errors.contains(text), "\(run.errors)")
    }
  }

  @Test func `units are counted, and a missing one is named`() async throws {
    let office = try await Office()
    let complete = try await office.run("units", "--check", "--lang", "zh")
    #expect(complete.exitCode == 0 && complete.output == "14 市 111 县，齐全\n")
    let table = try office.text("Campaigns/shared/units.csv")
    try office.write(
      "Campaigns/shared/units.csv",
      table.split(separator: "\n").filter { !$0.hasPrefix("diecai,") }.joined(separator: "\n") + "\n")
    let short = try await office.run("units", "--check", "--lang", "zh")
    #expect(short.exitCode == 1 && short.output == "14 市 110 县，缺 1 个县\n")
  }

  @Test func `a shell is offered the workspace's own ids`() async throws {
    let office = try await Office()
    for (option, id) in [("plan -- --campaign", "member-day-529"), ("preview -- --unit", "diecai")] {
      let words = ["---completion"] + option.split(separator: " ").map(String.init) + ["0", "0", ""]
      let run = try await CommandRun.run(words, in: office.root)
      #expect(run.output.split(separator: "\n").contains(Substring(id)), "\(run.output)\(run.errors)")
    }
    let script = try await office.run("--generate-completion-script", "bash")
    #expect(script.output.contains("---completion plan -- --campaign"))
  }

  @Test func `looking makes no database`() async throws {
    let office = try await Office()
    for command in [
      ["plan"], ["preview", "member-day-529", "tomorrow", "--unit", "diecai"], ["check"], ["test"],
    ] {
      let run = try await CommandRun.run(command, in: office.root)
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: office.root.appending(path: ".campaign").path))
  }
}
