import Foundation
import TestSupport
import Testing

/// Which sessions a summary is about, as they are chosen on the command line.
@Suite struct SummaryCommandTests {
  /// A campaign's two sessions a week apart, and one that belongs to no campaign.
  private func recorded() async throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: 2, allow: 1)
    let now = ["--now", "2026-06-30T09:00:00+08:00"]
    let sessions = [
      ["day/once/county-1/1", "--date", "2026-05-29", "--attended", "58 位家长"],
      ["day/once/county-2/1", "--date", "2026-06-05", "--attended", "40 人"],
      ["--unit", "county-1", "--title", "义诊", "--date", "2026-05-30", "--attended", "7 人"],
    ]
    for session in sessions {
      let run = try await workspace.run(["record"] + session + now)
      try #require(run.exitCode == 0, "\(run.errors)")
    }
    return workspace
  }

  @Test func `a campaign's sessions of a span are summed up alone, under its name and those days`()
    async throws
  {
    let workspace = try await recorded()
    let span = ["--campaign", "day", "--from", "2026-05-20", "--to", "2026-06-02"]
    let now = ["--now", "2026-06-30T09:00:00+08:00"]
    let text = try await workspace.run(["summary", "--lang", "zh"] + span + now)
    #expect(text.exitCode == 0, "\(text.errors)")
    #expect(text.output.hasPrefix("会员日汇总（2026-05-20 至 2026-06-02）\n活动        1 场"), "\(text.output)")
    let english = try await workspace.run(["summary", "--lang", "en"] + span + now)
    #expect(english.output.hasPrefix("Summary: Member day (2026-05-20 to 2026-06-02)\n"))
    let json = try #require(
      try await workspace.run(["summary", "--json", "--lang", "zh"] + span + now).json.first)
    #expect(json["sessions"] as? Int == 1)
    #expect(json["title"] as? String == "会员日汇总")
    #expect(json["from"] as? String == "2026-05-20" && json["to"] as? String == "2026-06-02")
    #expect((json["attendance"] as? [String: Any])?["n"] as? Int == 58)
    let brief = try await workspace.run(["brief", "--json"] + span + now)
    #expect(brief.json.map { $0["session"] as? String } == ["day/once/county-1/1"])
    let year = try await workspace.run(["summary", "--campaign", "day", "--year", "2026", "--json"] + now)
    #expect(year.json.first?["sessions"] as? Int == 2)
    let all = try await workspace.run(
      ["summary", "--from", "2026-05-01", "--to", "2026-06-30", "--json", "--lang", "zh"] + now)
    #expect(all.json.first?["sessions"] as? Int == 3)
    #expect(all.json.first?["title"] as? String == "工作简讯汇总")
  }

  @Test(arguments: [
    ("day", "--campaign day"), ("day/once", "--campaign day"), ("day/once/county-1", "day/once/county-1/1"),
    ("county-1", "--unit county-1"), ("第1县", "--unit county-1"),
    ("day/once/county-1/9", "--campaign day --occurrence once"),
    ("county-1/9", "session add --unit county-1"), ("night/once", "night"),
  ])
  func `what names no session is told how to name one, or what it names`(_ text: String, _ advice: String)
    async throws
  {
    let workspace = try await recorded()
    for language in ["zh", "en"] {
      let run = try await workspace.run(["summary", text, "--lang", language])
      #expect(run.exitCode == 1 && run.output.isEmpty)
      #expect(run.errors.contains(advice), "\(text): \(run.errors)")
    }
  }

  @Test(arguments: ["zh", "en"])
  func `what is only planned is not written up`(_ language: String) async throws {
    let workspace = try await recorded()
    let now = ["--now", "2026-06-30T09:00:00+08:00", "--lang", language]
    let added = try await workspace.run(
      ["session", "add", "--unit", "county-2", "--title", "秋季义诊", "--date", "2026-11-20"] + now)
    try #require(added.exitCode == 0, "\(added.errors)")
    let brief = try await workspace.run(["brief", "county-2/1"] + now)
    #expect(brief.exitCode == 1 && brief.output.isEmpty)
    #expect(brief.errors.contains(language == "zh" ? "只是计划" : "only planned"), "\(brief.errors)")
    let all = try await workspace.run(
      ["brief", "--from", "2026-01-01", "--to", "2026-12-31", "--json"] + now)
    #expect(all.json.count == 3)
    #expect(!all.output.contains("秋季义诊"))
  }

  @Test(arguments: ["zh", "en"])
  func `what did not take place is not summed up as nothing`(_ language: String) async throws {
    let workspace = try await recorded()
    let now = ["--now", "2026-06-30T09:00:00+08:00", "--lang", language]
    let added = try await workspace.run(
      ["session", "add", "--unit", "county-2", "--title", "秋季义诊", "--date", "2026-11-20"] + now)
    try #require(added.exitCode == 0, "\(added.errors)")
    let planned = try await workspace.run(["summary", "county-2/1", "--json"] + now)
    #expect(planned.exitCode == 1 && planned.output.isEmpty)
    #expect(planned.errors.contains(language == "zh" ? "只是计划" : "only planned"), "\(planned.errors)")
    let cancelled = try await workspace.run(["session", "cancel", "day/once/county-1/1"] + now)
    try #require(cancelled.exitCode == 0, "\(cancelled.errors)")
    let gone = try await workspace.run(["summary", "day/once/county-1/1", "--json"] + now)
    #expect(gone.exitCode == 1 && gone.output.isEmpty)
    #expect(gone.errors.contains(language == "zh" ? "已取消" : "is cancelled"), "\(gone.errors)")
  }

  @Test func `English lists have a session's English title, if it has one`() async throws {
    let workspace = try await recorded()
    let now = ["--now", "2026-06-30T09:00:00+08:00", "--lang", "en"]
    let run = try await workspace.run(
      [
        "record", "--unit", "county-2", "--title", "课", "--title-en", "A lesson", "--date", "2026-06-01",
        "--attended", "9 人",
      ] + now)
    try #require(run.exitCode == 0, "\(run.errors)")
    for arguments in [
      ["summary", "--format", "html"], ["summary", "--format", "csv", "--by", "session"],
      ["session", "list"],
    ] {
      let text = try await workspace.run(arguments + now).output
      #expect(text.contains("A lesson") && !text.contains("课"), "\(text)")
    }
  }

  @Test func `activities have a column in the rows by session, as they stand in the ledger`() async throws {
    let workspace = try await recorded()
    let now = ["--now", "2026-06-30T09:00:00+08:00", "--lang", "zh"]
    let run = try await workspace.run(
      [
        "record", "--unit", "county-2", "--title", "课", "--date", "2026-06-01", "--activity", "讲课、答题",
        "--attended",
        "9 人",
      ] + now)
    try #require(run.exitCode == 0, "\(run.errors)")
    let csv = try await workspace.run(["summary", "--format", "csv", "--by", "session"] + now)
    #expect(csv.output.contains(",讲课；答题,9,"), "\(csv.output)")
    let page = try await workspace.run(["summary", "--format", "html"] + now)
    #expect(page.output.contains("讲课、答题"))
  }

  @Test func `a span of a campaign is compared with the same days of another year`() async throws {
    let workspace = try await recorded()
    let run = try await workspace.run(
      "summary", "--campaign", "day", "--from", "2027-05-20", "--to", "2027-06-02", "--compare", "2026",
      "--json", "--now", "2027-06-30T09:00:00+08:00")
    let comparison = try #require(run.json.first?["comparison"] as? [String: Any], "\(run.errors)")
    let text = "\(comparison)"
    #expect(text.contains("2026") && text.contains("58") && !text.contains("40"), "\(text)")
  }

  @Test func `reports on time stand among the targets of a campaign that asks for a share of them`()
    async throws
  {
    let workspace = try ScratchWorkspace(counties: 4, allow: 1)
    try workspace.write(
      "Campaigns/day.yaml",
      ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07")
        + "\nreport: {due: 5 workdays after, ask: [attendance]}\ntargets: {sessions: 1 per county, reporting: \"75%\"}\n"
    )
    for (unit, day) in [("county-1", "06-01"), ("county-2", "06-02"), ("county-3", "07-20")] {
      let run = try await workspace.run(
        "report", "submit", "--campaign", "day", "--occurrence", "once", "--unit", unit, "--now",
        "2026-\(day)T09:00:00+08:00")
      try #require(run.exitCode == 0, "\(run.errors)")
    }
    for scope in [["--year", "2026"], ["--from", "2026-05-01", "--to", "2026-06-30"]] {
      let command = ["summary", "--campaign", "day", "--now", "2026-07-30T09:00:00+08:00"] + scope
      let json = try #require(try await workspace.run(command + ["--json"]).json.first)
      let targets = try #require(json["targets"] as? [[String: Any]])
      #expect(targets.map { $0["target"] as? Int } == [4, 3])
      #expect(targets.last?["percent"] as? String == "66.67")
      let text = try await workspace.run(command + ["--lang", "zh"])
      #expect(text.output.contains("按时报送（应报 4 份的 75%） 2 / 3（66.67%）\n"), "\(text.output)")
    }
  }

  @Test(arguments: [
    ["summary", "--year", "2026", "--from", "2026-01-01", "--to", "2026-02-01"],
    ["summary", "county-1/1", "--campaign", "day"], ["summary", "--from", "2026-01-02"],
    ["summary", "--json", "--format", "csv"],
    ["coverage", "--campaign", "day", "--json", "--format", "text"],
    ["plan", "--json", "--format", "tsv"],
    ["summary", "--from", "2026-03-01", "--to", "2026-02-01"], ["summary", "--year", "20260"],
    ["plan", "--year", "1800"], ["plan", "--from", "2026-01-01"], ["plan", "--from", "x", "--to", "y"],
    ["plan", "--output", "a.ics", "--format", "csv"], ["notice", "day", "--year", "2100"],
    ["rehearse", "--from", "2026-01-01", "--to", "2026-01-02", "--deliver", "abc"],
    ["daemon", "--now", "2026-01-01T00:00:00+08:00"], ["daemon", "--listen", "x"],
    ["daemon", "--once", "--listen", "127.0.0.1:0"], ["receive", "--listen", "x"],
    ["today", "--days", "900"], ["dormant", "--days", "0"],
    ["dormant", "--from", "2026-01-01"], ["dormant", "--from", "2999-01-01", "--to", "2999-02-01"],
    ["dormant", "--days", "9", "--from", "2026-01-01", "--to", "2026-02-01"], ["outbox", "--limit", "0"],
    ["recur", "--batch", "--between", "a"], ["recur"], ["new", "x"], ["plan", "--now", "today"],
    [
      "session", "add", "--unit", "county-1", "--occurrence", "2026", "--title", "义诊", "--date", "2026-05-30",
    ],
  ])
  func `a fault of the command line is told in either language, with exit code 64`(_ arguments: [String])
    async throws
  {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let chinese = try await workspace.run(arguments + ["--lang", "zh"])
    #expect(chinese.exitCode == 64, "\(arguments): \(chinese.errors)")
    #expect(chinese.errors.hasPrefix("错误："), "\(chinese.errors)")
    #expect(chinese.errors.prefix { $0 != "\n" }.contains { ("一"..."鿿").contains($0) })
    let english = try await workspace.run(arguments + ["--lang", "en"])
    #expect(english.exitCode == 64)
    let line = english.errors.prefix { $0 != "\n" }
    #expect(line.hasPrefix("error: ") && !line.contains { ("一"..."鿿").contains($0) }, "\(line)")
  }
}
