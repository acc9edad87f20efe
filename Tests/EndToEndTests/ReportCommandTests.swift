import Foundation
import TestSupport
import Testing

/// Reports and their acceptance by levels, as organisers type them.
@Suite struct ReportCommandTests {
  /// Two cities, four counties, and a campaign that chases.
  private static func office(_ port: UInt16 = 1) throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: 1, allow: port)
    try workspace.writeRegion(counties: 4, cities: 2, allow: port)
    let campaign = """
      format: 1
      id: day
      name: {zh: 会员日, en: Member day}
      kind: member-day
      when: {every: year, date: "05-29"}
      who: {units: {level: 县, under: gx}}
      quiet_hours: "00:00-00:00"
      tasks:
        - {id: plan, do: 写方案, owner: county.contact, due: 10 days before}
        - {id: theme, do: 定主题, owner: region.masses, due: 20 days before}
      parts:
        - {id: stories, name: {zh: 故事, en: Stories}, due: "2026-06-30", submit: {what: 故事, unit: 篇, to: region.masses}, report: [story]}
      reminders:
        - {id: prepare, at: "2 days before, 09:00", to: county.contact, channel: other, template: note, only_if: tasks open}
      report: {due: 5 workdays after, ask: [date, venue, attendance, materials, photos]}
      chase:
        - {after: 1 workday, to: county.contact, channel: other, template: note}
        - {after: 3 workdays, to: city.contact, channel: other, template: late, digest: true}
      """
    try workspace.write("Campaigns/day.yaml", campaign)
    try workspace.write(
      "Templates/late.mustache",
      "{{campaign}}\n\n{{expected_count}}/{{late_count}}{{#late_units}} {{unit}}{{/late_units}}{{#waived_units}} 免{{unit}}{{/waived_units}}\n"
    )
    return workspace
  }

  private static let place = ["--campaign", "day", "--occurrence", "2026"]
  private static let noon = ["--now", "2026-06-03T12:00:00+08:00"]

  private func report(_ workspace: ScratchWorkspace, _ words: String..., options: [String] = noon)
    async throws
    -> CommandRun
  {
    try await workspace.run(["report"] + words + Self.place + options)
  }

  @Test(arguments: ["zh", "en"])
  func `submitting says what is missing, and once more updates`(_ language: String) async throws {
    let workspace = try Self.office()
    let options = Self.noon + ["--lang", language]
    let first = try await report(workspace, "submit", "--unit", "county-1", options: options)
    #expect(first.exitCode == 0, "\(first.errors)")
    #expect(
      first.output.contains(
        language == "zh"
          ? "请补报：日期、地点、人数、发放数量、照片" : "please add: date, venue, attendance, number given, photos"))
    let second = try await report(
      workspace, "submit", "--unit", "第1县", "--attended", "58 位家长", "--gave", "宣传资料 500 余份", "--with", "照片",
      options: options)
    #expect(second.output.contains(language == "zh" ? "请补报：地点" : "please add: venue"), "\(second.output)")
    let third = try await report(
      workspace, "submit", "--unit", "county-1", "--attended", "60 位家长", "--venue", "广场", options: options)
    #expect(third.output.contains(language == "zh" ? "内容齐全" : "nothing missing"), "\(third.output)")
    let again = try await report(
      workspace, "submit", "--unit", "county-1", "--attended", "60 位家长", "--venue", "广场", options: options)
    #expect(again.errors.contains(language == "zh" ? "没有重复登记" : "nothing was entered twice"))
    let summary = try await workspace.run("summary", "--campaign", "day", "--year", "2026", "--json")
    #expect((summary.json.first?["attendance"] as? [String: Any])?["n"] as? Int == 60)
    #expect(summary.json.first?["sessions"] as? Int == 1)
    let shown = try await report(workspace, "show", "--unit", "county-1", "--json")
    #expect(shown.json.first?["state"] as? String == "reported")
    #expect(shown.json.first?["due"] as? String == "2026-06-05")
    #expect(shown.json.first?["missing"] as? [String] == [])
    // Visits are no visitors: both figures stand, and somebody is asked.
    for (served, isAsked) in [("义诊 20 人", false), ("义诊 30 人次", true)] {
      let run = try await report(
        workspace, "submit", "--unit", "county-1", "--served", served, options: options)
      #expect(run.errors.contains("campaign void") == isAsked, "\(run.errors)")
      #expect(!run.output.contains(language == "zh" ? "更正" : "corrects"), "\(run.output)")
    }
    // Who only accepts was not asked, and is not late.
    let city = try await report(
      workspace, "submit", "--unit", "c1",
      options: ["--now", "2026-06-30T12:00:00+08:00", "--lang", language])
    #expect(
      city.output.contains(language == "zh" ? "第1市已报；请补报：" : "第1市: reported; please add: "), "\(city.output)")
  }

  @Test(arguments: ["zh", "en"])
  func `acceptance climbs from county to region, and a reopening undoes what is above it`(_ language: String)
    async throws
  {
    let workspace = try Self.office()
    let options = Self.noon + ["--lang", language]
    for part in [[], ["--part", "stories"]] {
      for county in ["county-1", "county-3"] {
        _ = try await workspace.run(["report", "submit", "--unit", county] + Self.place + part + Self.noon)
      }
    }
    let early = try await report(workspace, "accept", "--unit", "gx", options: options)
    #expect(early.exitCode == 1 && early.output.isEmpty)
    #expect(early.errors.contains("第1市") && early.errors.contains("第2市"), "\(early.errors)")
    // c1 has the counties 1 and 3, c2 the others.
    #expect(
      try await report(workspace, "accept", "--unit", "county-1", "--by", "c1", options: options).exitCode
        == 0)
    let open = try await report(workspace, "accept", "--unit", "c1", options: options)
    #expect(open.exitCode == 1)
    #expect(open.errors.contains("第3县") && !open.errors.contains("第1县"), "\(open.errors)")
    #expect(open.errors.contains(language == "zh" ? "已报，未验收" : "reported, not accepted"))
    #expect(try await report(workspace, "accept", "--unit", "c1", "--below", options: options).exitCode == 0)
    let silent = try await report(workspace, "accept", "--unit", "gx", "--below", options: options)
    #expect(silent.exitCode == 1)
    #expect(silent.errors.contains("第2县") && silent.errors.contains("第4县"), "\(silent.errors)")
    for county in ["county-2", "county-4"] {
      let waived = try await report(
        workspace, "waive", "--unit", county, "--by", "city.contact", "--reason", "水灾停办", options: options)
      #expect(waived.exitCode == 0, "\(waived.errors)")
    }
    #expect(try await report(workspace, "accept", "--unit", "c2", options: options).exitCode == 0)
    #expect(
      try await report(workspace, "accept", "--unit", "gx", "--by", "region.masses", options: options)
        .exitCode == 0)
    let late = try await workspace.run(
      ["record", "day/2026/county-1/1", "--attended", "58 人", "--lang", language])
    #expect(late.exitCode == 1)
    #expect(late.errors.contains("report reopen"), "\(late.errors)")
    let states = { () async throws -> [String] in
      try await report(workspace, "list", "--json").json.compactMap {
        "\($0["unit"] as? String ?? "") \($0["state"] as? String ?? "")"
      }
    }
    #expect(
      try await states() == [
        "gx accepted", "c1 accepted", "county-1 accepted", "county-3 accepted", "c2 accepted",
        "county-2 waived",
        "county-4 waived",
      ])
    let reopened = try await report(
      workspace, "reopen", "--unit", "county-1", "--reason", "人数有误", options: options)
    #expect(reopened.exitCode == 0, "\(reopened.errors)")
    #expect(
      try await states().prefix(4) == ["gx silent", "c1 silent", "county-1 reopened", "county-3 accepted"])
    let mended = try await report(
      workspace, "submit", "--unit", "county-1", "--attended", "58 人", options: options)
    #expect(mended.exitCode == 0, "\(mended.errors)")
    #expect(try await report(workspace, "accept", "--unit", "gx", "--below", options: options).exitCode == 0)
    let log = try await report(workspace, "show", "--unit", "county-1", options: options)
    #expect(log.output.contains("人数有误"))
    // Whoever decided is named, and not by an id.
    #expect(log.output.contains(language == "zh" ? "验收 由第" : "accepted by 第"), "\(log.output)")
    #expect(try await workspace.run("verify").exitCode == 0)
  }

  @Test func `waiving all below leaves those to accept that have reports below them`() async throws {
    let workspace = try Self.office()
    for part in [[], ["--part", "stories"]] {
      _ = try await workspace.run(["report", "submit", "--unit", "county-1"] + part + Self.place + Self.noon)
    }
    let waived = try await report(
      workspace, "waive", "--unit", "gx", "--by", "gx", "--reason", "年底清零", "--below")
    #expect(waived.exitCode == 0, "\(waived.errors)")
    let states = try await report(workspace, "list", "--json").json.compactMap {
      "\($0["unit"] as? String ?? "") \($0["state"] as? String ?? "")"
    }
    #expect(
      states == [
        "gx silent", "c1 silent", "county-1 reported", "county-3 waived", "c2 waived", "county-2 waived",
        "county-4 waived",
      ])
    #expect(try await report(workspace, "accept", "--unit", "gx", "--by", "gx").exitCode == 1)
    #expect(try await report(workspace, "accept", "--unit", "gx", "--by", "gx", "--below").exitCode == 0)
  }

  @Test(arguments: [
    (["accept", "--unit", "county-1"], 1, "第1县", "第1县"),
    (["accept", "--unit", "nobody"], 1, "没有单位", "no unit"),
    (["waive", "--unit", "county-1"], 1, "--reason", "--reason"),
    (["waive", "--unit", "county-1", "--reason", " "], 1, "--reason", "--reason"),
    (["reopen", "--unit", "county-1", "--reason", "错"], 1, "report list", "report list"),
    (["waive", "--unit", "county-1", "--by", "county-1", "--reason", "水灾"], 1, "上级", "above"),
    (["waive", "--unit", "county-1", "--by", "c2", "--reason", "水灾"], 1, "上级", "above"),
    (["accept", "--unit", "c1", "--by", "county.contact"], 1, "上级", "above"),
    (["submit", "--unit", "county-1", "--part", "storys"], 1, "stories", "stories"),
    (["submit", "--unit", "county-1", "--attended=-5 人"], 1, "correct", "correct"),
    (["submit", "--unit", "county-1", "--with", "poem"], 1, "照片", "photos"),
    (["submit", "--unit", "county-1", "--date", "2026-13-01"], 1, "没有", "no such day"),
    (["submit", "--unit", "county-1", "--date", "那天"], 64, "2026-05-28", "2026-05-28"),
    (["submit", "--unit", "county-1", "--count", "3 篇"], 64, "--part", "--part"),
    (["list", "--state", "lost"], 64, "silent", "silent"),
  ])
  func `bad input is refused in both languages and enters nothing`(
    _ words: [String], _ code: Int32, _ zh: String, _ en: String
  ) async throws {
    let workspace = try Self.office()
    for (language, text) in [("zh", zh), ("en", en)] {
      let run = try await workspace.run(["report"] + words + Self.place + ["--lang", language])
      #expect(run.exitCode == code, "\(run.output)\(run.errors)")
      #expect(run.errors.contains(text), "\(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(
      try await report(workspace, "list", "--json").json.allSatisfy { $0["state"] as? String == "silent" })
  }

  @Test(arguments: [
    (["report", "list", "--campaign", "dya"], "day"),
    (["report", "list", "--campaign", "day", "--occurrence", "2026-05"], "2026-05"),
    (["coverage", "--campaign", "day", "--year", "2026", "--part", "poems"], "stories"),
    (["coverage", "--campaign", "day", "--year", "2026", "--occurrence", "2025"], "2025"),
    (["coverage", "--campaign", "day", "--year", "2026", "--by", "planet"], "county"),
    (["task", "done", "day", "plna", "--unit", "county-1"], "plan"),
    (["task", "done", "day", "theme", "--unit", "county-1"], "--unit gx"),
    (["inspection", "resolve", "abc-1", "--note", "补"], "inspection list"),
    (
      [
        "inspection", "add", "--unit", "c1", "--date", "2026-06-02", "--finding", "x", "--fix-by",
        "2026-06-01",
      ], "2026-06-01"
    ),
    (["inspection", "add", "--unit", "c1", "--date", "6月13日"], "2026-06-13"),
    (["stage", "set", "day", "--year", "2026", "--stage", "实施"], "application"),
    (["stage", "set", "day", "--year", "2026", "--stage", "申报", "--date", "2030-01-01"], "2030-01-01"),
    (["dormant", "--level", "planet"], "county"),
    (["summary", "--unit", "第1"], "'第1县'"),
    (["coverage", "--campaign", "day", "--year", "2026", "--unit", "第一县计生协"], "'第1县'"),
  ])
  func `what is not there is named with what is`(_ words: [String], _ text: String) async throws {
    let workspace = try Self.office()
    let run = try await workspace.run(words + Self.noon)
    #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
    #expect(run.errors.contains(text), "\(run.errors)")
  }

  @Test func `chases follow: who is excused is left alone, who was sent back is asked again`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try Self.office(server.port)
    func daemon(_ now: String) async throws -> [String] {
      let run = try await workspace.run(
        "daemon", "--once", "--now", now, "--json", environment: ["OTHER_URL": server.url])
      #expect(run.exitCode == 0, "\(run.errors)")
      return run.json.filter { $0["outcome"] as? String == "delivered" }.compactMap { $0["key"] as? String }
    }
    // The file is known well before the day.
    #expect(try await daemon("2026-05-20T08:00:00+08:00").isEmpty)
    let done = try await workspace.run(
      "task", "done", "day", "plan", "--occurrence", "2026", "--unit", "county-1")
    #expect(done.exitCode == 0, "\(done.errors)")
    #expect(
      Set(try await daemon("2026-05-27T09:30:00+08:00").map { $0.split(separator: "/")[3] })
        == ["county-2", "county-3", "county-4"])
    _ = try await report(workspace, "submit", "--unit", "county-1")
    _ = try await report(workspace, "submit", "--unit", "county-3")
    _ = try await report(workspace, "waive", "--unit", "county-2", "--reason", "水灾")
    // Due on the 5th of June, the first chase comes on the 8th.
    #expect(
      try await daemon("2026-06-08T09:30:00+08:00") == ["day/2026/-/county-4/chase-1/county.contact/other"])
    _ = try await report(
      workspace, "reopen", "--unit", "county-3", "--reason", "数字不对",
      options: ["--now", "2026-06-08T12:00:00+08:00"])
    let digests = try await daemon("2026-06-10T09:30:00+08:00")
    #expect(
      Set(digests) == [
        "day/2026/-/c1/chase-2/city.contact/other", "day/2026/-/c2/chase-2/city.contact/other",
      ])
    let bodies = server.arrivals.suffix(2).map(\.body)
    #expect(bodies.contains { $0.contains("2/1 第3县") }, "\(bodies)")
    // As in coverage, who is excused is still expected.
    #expect(bodies.contains { $0.contains("2/1 第4县 免第2县") }, "\(bodies)")
  }

  @Test func `a digest leaves out who holds it later and still has time`() async throws {
    let workspace = try Self.office()
    let file = workspace.root.appending(path: "Campaigns/day.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try workspace.write(
      "Campaigns/day.yaml",
      text.replacing(
        "date: \"05-29\"}", with: "date: \"05-29\", hold_within: {before: 0 days, after: 7 days}}"))
    let added = try await workspace.run(
      ["session", "add", "--campaign", "day", "--unit", "county-4", "--date", "2026-06-05"] + Self.noon)
    #expect(added.exitCode == 0, "\(added.errors)")
    // The others' reports were due on the 5th of June, its own is due on the 12th.
    let preview = try await workspace.run(
      "preview", "day", "chase-2", "--unit", "c2", "--now", "2026-06-10T08:00:00+08:00", "--lang", "zh")
    #expect(preview.output.contains("2/1 第2县"), "\(preview.output)\(preview.errors)")
  }

  @Test(arguments: ["zh", "en"])
  func `who was sent back is told so, and why`(_ language: String) async throws {
    let workspace = try Self.office()
    try workspace.write(
      "Templates/note.mustache", "{{campaign}}\n\n{{#sent_back}}back: {{sent_back}}{{/sent_back}}\n")
    _ = try await report(workspace, "submit", "--unit", "county-3")
    _ = try await report(workspace, "reopen", "--unit", "county-3", "--reason", "数字不对")
    let now = ["--now", "2026-06-08T08:00:00+08:00", "--lang", language]
    for (unit, isBack) in [("county-3", true), ("county-1", false)] {
      let preview = try await workspace.run(["preview", "day", "chase-1", "--unit", unit] + now)
      #expect(preview.output.contains("back: 数字不对") == isBack, "\(preview.output)\(preview.errors)")
      let today = try await workspace.run(["today", "--unit", unit] + now)
      #expect(
        today.output.contains(language == "zh" ? "被退回，请改好再报：数字不对" : "was sent back, please mend it: 数字不对")
          == isBack, "\(today.output)")
    }
  }

  @Test func `findings and stages stand in today and in summaries until they are done`() async throws {
    let workspace = try Self.office()
    let found = try await workspace.run(
      [
        "inspection", "add", "--unit", "county-1", "--date", "2026-06-02", "--finding", "没有合计", "--fix-by",
        "2026-06-01", "--json",
      ]
        + Self.noon)
    #expect(found.exitCode == 1)
    let entered = try await workspace.run(
      [
        "inspection", "add", "--unit", "county-1", "--date", "2026-06-02", "--finding", "没有合计", "--finding",
        "没有签名", "--fix-by", "2026-06-02", "--json",
      ]
        + Self.noon)
    let entries = entered.json.compactMap { $0["entry"] as? String }
    #expect(entries.count == 2)
    let today = try await workspace.run(["today", "--unit", "county-1", "--json"] + Self.noon)
    let items = today.json.filter { $0["kind"] as? String == "finding" }
    #expect(items.map { $0["state"] as? String } == ["overdue", "overdue"])
    #expect(items.map { $0["days"] as? Int } == [1, 1])
    let other = try await workspace.run(["today", "--unit", "county-2", "--json"] + Self.noon)
    #expect(other.json.allSatisfy { $0["kind"] as? String != "finding" })
    let fixed = try await workspace.run(["inspection", "resolve", entries[0], "--note", "已补合计"] + Self.noon)
    #expect(fixed.exitCode == 0, "\(fixed.errors)")
    #expect(
      try await workspace.run(["inspection", "resolve", entries[0], "--note", "再补"] + Self.noon).exitCode == 1
    )
    let open = try await workspace.run(["inspection", "list", "--unit", "c1", "--json"] + Self.noon)
    #expect(open.json.map { $0["finding"] as? String } == ["没有签名"])
    let summary = try await workspace.run(["summary", "--unit", "c1", "--lang", "zh"] + Self.noon)
    #expect(summary.output.contains("没有签名") && !summary.output.contains("没有合计"), "\(summary.output)")
    #expect(summary.errors.contains("沉寂"), "\(summary.errors)")

    for stage in ["申报", "论证"] {
      let set = try await workspace.run(
        ["stage", "set", "day", "--year", "2026", "--stage", stage, "--by", "gx"] + Self.noon)
      #expect(set.exitCode == 0, "\(set.errors)")
    }
    let line = try await workspace.run(
      ["stage", "show", "day", "--year", "2026", "--lang", "zh"] + Self.noon)
    #expect(line.output.contains("【论证 2026-06-03（自治区）】 → 实施"))
    let whole = try await workspace.run(["today", "--json", "--lang", "zh"] + Self.noon)
    #expect(whole.json.first { $0["kind"] as? String == "stage" }?["text"] as? String == "进度：论证，下一步实施")
    let year = try await workspace.run(
      ["summary", "--campaign", "day", "--year", "2026", "--lang", "zh"] + Self.noon)
    #expect(year.output.contains("【论证"))
  }

  @Test func `the share of reports that should come on time stands among a summary's targets`() async throws {
    let workspace = try Self.office()
    let file = workspace.root.appending(path: "Campaigns/day.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try workspace.write("Campaigns/day.yaml", text + "\ntargets: {reporting: 90%}\n")
    _ = try await report(workspace, "submit", "--unit", "county-1")
    _ = try await report(
      workspace, "submit", "--unit", "county-2", options: ["--now", "2026-07-03T12:00:00+08:00"])
    for (unit, expected, reached, target, percent) in [("gx", 4, 1, 4, "25.00"), ("c1", 2, 1, 2, "50.00")] {
      let base =
        ["summary", "--campaign", "day", "--year", "2026", "--unit", unit, "--lang", "zh"] + Self.noon
      let json = try await workspace.run(base + ["--json"])
      let row = try #require((json.json.first?["targets"] as? [[String: Any]])?.first, "\(json.output)")
      #expect(row["what"] as? String == "按时报送（应报 \(expected) 份的 90%）")
      #expect((row["reached"] as? [String: Any])?["n"] as? Int == reached && row["target"] as? Int == target)
      #expect(row["percent"] as? String == percent)
      let words = "按时报送（应报 \(expected) 份的 90%）"
      for format in ["text", "csv", "markdown", "html"] {
        let run = try await workspace.run(base + ["--format", format])
        #expect(run.output.contains(words), "\(format): \(run.output)")
      }
    }
    let other = try await workspace.run(
      ["summary", "--campaign", "day", "--year", "2025", "--json", "--lang", "zh"] + Self.noon)
    #expect(other.output.contains("按时报送（应报 4 份的 90%）"))
  }

  @Test(arguments: [("zh", "没有子命令 “list”；有：status"), ("en", "has no subcommand 'list'; there are: status")])
  func `a subcommand that is not there is named, not an option behind it`(_ language: String, _ words: String)
    async throws
  {
    let workspace = try Self.office()
    for order in [["occurrence", "list", "--lang", language], ["--lang", language, "occurrence", "list"]] {
      let run = try await workspace.run(order)
      #expect(run.exitCode == 64 && run.errors.contains(words), "\(run.errors)")
    }
    #expect(
      try await workspace.run("occurrence", "--lang", language).errors.contains("status, close, reopen"))
  }

  @Test func `a region is not accepted over counties whose city was excused`() async throws {
    let workspace = try Self.office()
    let waive = ["waive", "--reason", "水灾停办", "--unit"]
    for unit in ["c1", "c2"] {
      #expect(try await workspace.run(["report"] + waive + [unit] + Self.place + Self.noon).exitCode == 0)
    }
    let early = try await report(workspace, "accept", "--unit", "gx")
    #expect(
      early.exitCode == 1 && early.errors.contains("第1县") && early.errors.contains("第4县"), "\(early.errors)")
    for unit in ["c1", "c2"] {
      for county in unit == "c1" ? ["county-1", "county-3"] : ["county-2", "county-4"] {
        #expect(try await workspace.run(["report"] + waive + [county] + Self.place + Self.noon).exitCode == 0)
      }
    }
    _ = try await report(workspace, "reopen", "--unit", "county-3", "--by", "c1", "--reason", "还是要报")
    let open = try await report(workspace, "accept", "--unit", "gx")
    #expect(
      open.exitCode == 1 && open.errors.contains("第3县") && !open.errors.contains("第1县"), "\(open.errors)")
    _ = try await report(workspace, "submit", "--unit", "county-3")
    let list = try await report(workspace, "list", "--json", "--unit", "county-3")
    #expect(list.json.first?["state"] as? String == "reported" && list.json.first?["reason"] is NSNull)
    _ = try await report(workspace, "submit", "--unit", "county-3", "--part", "stories")
    #expect(try await report(workspace, "accept", "--unit", "gx", "--below").exitCode == 0)
  }

  @Test func `coverage prints the same figures in four formats, parts and leagues with them`() async throws {
    let workspace = try Self.office()
    for county in ["county-1", "county-2", "county-3"] {
      _ = try await report(workspace, "submit", "--unit", county, "--attended", "10 人")
    }
    _ = try await workspace.run(
      ["report", "submit", "--unit", "county-1", "--part", "stories", "--count", "3 篇"] + Self.place
        + Self.noon)
    let base = ["coverage", "--campaign", "day", "--year", "2026"]
    let json = try await workspace.run(base + ["--json"] + Self.noon)
    let rows = json.json.map {
      "\($0["unit"] ?? "") \($0["expected"] ?? "") \($0["reported"] ?? "") \($0["onTime"] ?? "") \($0["rate"] ?? "")"
    }
    #expect(rows == ["gx 4 3 3 75.00", "c1 2 2 2 100.00", "c2 2 1 1 50.00"])
    #expect(json.json.first?["silent"] as? [String] == ["county-4"])
    let missing = json.json.first?["missing"] as? [[String: Any]]
    #expect(missing?.map { $0["unit"] as? String } == ["county-1", "county-3", "county-2"])
    #expect(
      missing?.first?["fields"] as? [String] == ["venue", "materials", "photos"], "\(json.output)")
    let csv = try await workspace.run(base + ["--format", "csv", "--lang", "en"] + Self.noon)
    #expect(csv.output.contains("自治区,4,3,3,75.00%,75.00%,gx,county-4,,1,,\r\n"), "\(csv.output)")
    let markdown = try await workspace.run(base + ["--format", "markdown", "--lang", "zh"] + Self.noon)
    #expect(markdown.output.contains("| 自治区 | 4 | 3 | 3 | 75.00% | 75.00% |"))
    #expect(markdown.output.contains("还没报，也还没到期：第4县"))
    #expect(markdown.output.contains("第1县：请补报：地点、发放数量、照片"), "\(markdown.output)")
    let part = try await workspace.run(base + ["--part", "stories", "--json"] + Self.noon)
    #expect(part.json.first?["reported"] as? Int == 1)
    let league = try await workspace.run(base + ["--league", "--json"] + Self.noon)
    let ranks = league.json.map { "\($0["rank"] ?? "") \($0["unit"] ?? "") \($0["sessions"] ?? "")" }
    #expect(ranks == ["1 c1 2", "2 c2 1", "1 county-1 1", "1 county-3 1", "1 county-2 1", "4 county-4 0"])
    #expect(try await report(workspace, "waive", "--unit", "county-4", "--reason", "水灾").exitCode == 0)
    let waived = [
      "csv": "自治区,4,3,3,75.00%,75.00%,gx,,,0,county-4,\r\n", "text": "免报（仍在应报之内）：第4县",
      "json": #""expected":4,"#,
    ]
    for (format, words) in waived {
      let run = try await workspace.run(base + ["--format", format, "--lang", "zh"] + Self.noon)
      #expect(run.output.contains(words), "\(run.output)")
    }
  }

  /// A campaign of every month, three of which are due.
  private static let monthly = """
    format: 1
    id: lecture
    name: {zh: 健康讲座, en: Health lecture}
    kind: lecture
    key_tasks: [宣传教育]
    when: {every: month, on: 15}
    who: {units: {level: 县, under: gx}}
    targets: {sessions: 1 per county, attendance: 20 per city}
    report: {due: 3 workdays after}
    """

  @Test func `a monthly campaign says who was silent when, and what a year is to reach`() async throws {
    let workspace = try Self.office()
    try workspace.write("Campaigns/lecture.yaml", Self.monthly)
    let told = [("01", ["1", "2", "3"]), ("02", ["1", "3"]), ("03", ["1", "2"])]
    for (month, counties) in told {
      for county in counties {
        // One county hands in nothing but its word.
        let figures = county == "2" ? [] : ["--attended", "10 人"]
        let run = try await workspace.run(
          ["report", "submit", "--campaign", "lecture", "--occurrence", "2026-\(month)-15", "--unit"]
            + ["county-\(county)", "--lang", "zh", "--now", "2026-\(month)-16T12:00:00+08:00"] + figures)
        #expect(run.output.contains("请补报：活动情况") == (county == "2"), "\(run.output)")
      }
    }
    let april = ["--campaign", "lecture", "--year", "2026", "--now", "2026-04-01T12:00:00+08:00"]
    let silence = [
      "zh": "一次也没报：第4县\n2026-02-15 未报：第2县\n2026-03-15 未报：第3县\n2026-01-15 第2县：请补报：活动情况",
      "en":
        "nothing reported at all: 第4县\n2026-02-15 silent: 第2县\n2026-03-15 silent: 第3县\n2026-01-15 第2县: please add: what",
    ]
    for (language, words) in silence {
      for format in ["text", "markdown"] {
        let run = try await workspace.run(["coverage", "--lang", language, "--format", format] + april)
        #expect(run.output.contains(words), "\(run.output)")
      }
    }
    let json = try await workspace.run(["coverage", "--json"] + april)
    #expect(
      json.json.first?["silentByOccurrence"] as? [String: [String]]
        == [
          "2026-01-15": ["county-4"], "2026-02-15": ["county-2", "county-4"],
          "2026-03-15": ["county-3", "county-4"],
        ], "\(json.output)")
    let split = try await workspace.run(["coverage", "--by", "occurrence", "--lang", "zh"] + april)
    #expect(split.output.contains("2026-02-15 未报：") && !split.output.contains("2026-05-15 未报"))
    let year = try await workspace.run(["summary", "--lang", "zh"] + april)
    #expect(year.output.contains("场次 5 / 48（10.42%），12 届、每届 4\n"), "\(year.output)")
    #expect(year.output.contains("参加人数 50 / 480（10.42%），12 届、每届 40\n"), "\(year.output)")
    let english = try await workspace.run(["summary", "--lang", "en"] + april)
    #expect(english.output.contains("publicity and education 5; without a session: guidance on"))
    #expect(
      english.output.contains("sessions 5 / 48 (10.42%), 12 occurrences of 4 each\n"), "\(english.output)")
  }

  /// Everything that a campaign's summary says of attendance, in its own words.
  private func attendance(_ workspace: ScratchWorkspace) async throws -> String {
    let summary = try await workspace.run("summary", "--campaign", "day", "--year", "2026", "--lang", "zh")
    return summary.output.split(separator: "\n").first { $0.hasPrefix("群众") || $0.contains("参加") }.map(
      String.init)
      ?? summary.output
  }

  @Test(arguments: [
    (["58 位群众"], ["60 人"], "60 人"), (["60 人"], ["58 位群众"], "58 人"), (["58 位家长"], ["58 人"], "58 人"),
    (["58 位家长", "20 位孩子"], ["80 人"], "80 人"), (["58 位家长", "20 位孩子"], ["60 位家长"], "80 人"),
    (["走访 62 户"], ["90 人"], "90 人，另 62 户"), (["60 户"], ["85 人"], "85 人，另 60 户"),
    (["20 人"], ["8 名儿童"], "28 人"),
  ])
  func `a second report updates what it tells anew, whatever it calls the people`(
    _ first: [String], _ second: [String], _ sum: String
  ) async throws {
    let workspace = try Self.office()
    for figures in [first, second, second] {
      let words = figures.flatMap { ["--attended", $0] }
      let run = try await workspace.run(
        ["report", "submit", "--unit", "county-1"] + words + Self.place + Self.noon)
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    let told = try await attendance(workspace)
    #expect(told.contains(sum), "\(told)")
  }

  @Test(arguments: [("zh", "仍计入", "还没有到"), ("en", "still counts beside it", "still to come")])
  func `another group is pointed out, and a day that has not come is refused`(
    _ language: String, _ beside: String, _ early: String
  ) async throws {
    let workspace = try Self.office()
    let before = ["--now", "2026-05-01T12:00:00+08:00", "--lang", language]
    for words in [
      ["report", "submit", "--unit", "county-1", "--attended", "30 人"] + Self.place,
      ["report", "submit", "--unit", "county-1"] + Self.place,
      ["record", "day/2099/county-1/1", "--attended", "30 人"],
    ] {
      let run = try await workspace.run(words + before)
      #expect(run.exitCode == 1 && run.errors.contains(early), "\(words): \(run.errors)")
    }
    // Who will come is known before, and stories come when they are written.
    for words in [
      ["record", "day/2026/county-2/1", "--attended", "报名 30 人"],
      ["report", "submit", "--unit", "county-1", "--part", "stories", "--count", "2 篇"] + Self.place,
      ["report", "submit", "--unit", "county-1", "--attended", "58 位群众", "--date", "2026-04-30"] + Self.place,
    ] {
      let run = try await workspace.run(words + before)
      #expect(run.exitCode == 0, "\(words): \(run.errors)")
    }
    let list = try await workspace.run("session", "list", "--unit", "county-2", "--json")
    #expect(list.json.first?["status"] as? String == "planned", "\(list.output)")
    let other = try await report(
      workspace, "submit", "--unit", "county-1", "--attended", "60 位家长",
      options: Self.noon + ["--lang", language])
    #expect(other.exitCode == 0 && other.errors.contains(beside), "\(other.errors)")
  }

  @Test(arguments: [("zh", "请补报：数量", "以“篇”计"), ("en", "please add: quantity", "counted in '篇'")])
  func `a part's number is asked for, summed up and corrected`(
    _ language: String, _ missing: String, _ unit: String
  ) async throws {
    let workspace = try Self.office()
    let file = workspace.root.appending(path: "Campaigns/day.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try workspace.write(
      "Campaigns/day.yaml",
      text.replacing("due: \"2026-06-30\",", with: "due: \"2026-06-30\", target: 3 per county,"))
    let options = Self.noon + ["--lang", language]
    let part = ["submit", "--unit", "county-1", "--part", "stories", "--with", "story"]
    for count in [[], ["--count", "若干篇"]] {
      let run = try await workspace.run(["report"] + part + count + Self.place + options)
      #expect(run.exitCode == 0 && run.output.contains(missing), "\(run.output)\(run.errors)")
    }
    let other = try await workspace.run(["report"] + part + ["--count", "3 个"] + Self.place + options)
    #expect(other.exitCode == 1 && other.errors.contains(unit), "\(other.errors)")
    let five = try await workspace.run(
      ["report"] + part + ["--count", "5 篇", "--json"] + Self.place + options)
    let entry = try #require(five.json.first?["entry"] as? String, "\(five.errors)")
    let corrected = try await workspace.run(["correct", entry, "--count", "6 篇", "--reason", "漏数"] + options)
    #expect(corrected.exitCode == 0, "\(corrected.errors)")
    let summary = try await workspace.run(
      ["summary", "--campaign", "day", "--year", "2026", "--json"] + options)
    let row = try #require((summary.json.first?["targets"] as? [[String: Any]])?.first, "\(summary.output)")
    #expect(row["what"] as? String == (language == "zh" ? "故事" : "Stories"))
    #expect((row["reached"] as? [String: Any])?["n"] as? Int == 6 && row["target"] as? Int == 12)
  }

  @Test func `a report that nobody asked for stands apart, in the list and in coverage`() async throws {
    let workspace = try Self.office()
    let file = workspace.root.appending(path: "Campaigns/day.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try workspace.write(
      "Campaigns/day.yaml", text.replacing("under: gx}", with: "under: gx, except: [county-4]}"))
    let zh = Self.noon + ["--lang", "zh"]
    #expect(
      try await report(workspace, "submit", "--unit", "county-4", options: zh).errors.contains("不在应报单位之内"))
    let recorded = try await workspace.run(["record", "day/2026/county-4/1", "--attended", "9 人"] + zh)
    #expect(recorded.exitCode == 0 && recorded.errors.contains("不在应报单位之内"), "\(recorded.errors)")
    let list = try await report(workspace, "list", "--unit", "c2", options: zh)
    #expect(list.output.contains("第4县") && list.output.contains("不计入"), "\(list.output)")
    let coverage = try await workspace.run(["coverage", "--campaign", "day", "--year", "2026"] + zh)
    #expect(coverage.output.contains("另（不计入）：第4县（已报 1）"), "\(coverage.output)")
    let json = try await workspace.run(["coverage", "--campaign", "day", "--year", "2026", "--json"] + zh)
    #expect(json.json.map { $0["expected"] as? Int } == [3, 2, 1], "\(json.output)")
    #expect(json.json.map { $0["apart"] as? [String] } == [["county-4"], [], ["county-4"]], "\(json.output)")
  }

  @Test func `an accepted part is not corrected by another report`() async throws {
    let workspace = try Self.office()
    let part = ["report", "submit", "--unit", "county-1", "--part", "stories", "--count"]
    #expect(try await workspace.run(part + ["5 篇"] + Self.place + Self.noon).exitCode == 0)
    let accept = try await report(workspace, "accept", "--unit", "county-1", "--part", "stories")
    #expect(accept.exitCode == 0, "\(accept.errors)")
    let again = try await workspace.run(part + ["6 篇"] + Self.place + Self.noon + ["--lang", "zh"])
    #expect(again.exitCode == 1 && again.errors.contains("--part stories"), "\(again.errors)")
    #expect(try await workspace.run(part + ["5 篇"] + Self.place + Self.noon).exitCode == 0)
  }
}
