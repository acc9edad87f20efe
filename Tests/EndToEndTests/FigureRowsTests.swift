import Foundation
import TestSupport
import Testing

/// Remote units, trainings, what follows on another session, and baselines, on the command line.
@Suite struct FigureRowsTests {
  @Test func `a unit marked as remote is listed until something was held in it`() async throws {
    let office = try await SampleOffice()
    let path = office.root.appending(path: "Campaigns/shared/units.csv")
    let rows = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").enumerated().map {
      line, row in
      row + (line == 0 ? ",偏远" : row.hasPrefix("diecai,") ? ",是" : ",")
    }
    try office.write(rows.joined(separator: "\n") + "\n", to: "Campaigns/shared/units.csv")
    let before = try await office.run("dormant", "--remote")
    #expect(before.exitCode == 0, "\(before.errors)")
    #expect(before.output.contains("1 个偏远单位中 1 个"))
    #expect(before.output.contains("叠彩区"))
    let record = try await office.run(
      "record", "--unit", "叠彩区", "--date", "8 月 10 日", "--title", "义诊", "--attended", "30 人")
    #expect(record.exitCode == 0, "\(record.errors)")
    #expect(try await office.run("dormant", "--remote", "--json").output == "")
    #expect(try await office.run("summary", language: "en").output.contains("1 / 1 (100.00%)\n"))
    #expect(try await office.run("check").exitCode == 0)
  }

  @Test func `a training is recorded with its hours, and after what it was held`() async throws {
    let office = try await SampleOffice()
    let first = try await office.run("record", "--unit", "叠彩区", "--date", "8 月 9 日", "--title", "启动仪式")
    #expect(first.exitCode == 0, "\(first.errors)")
    let record = try await office.run(
      "record", "--unit", "叠彩区", "--date", "8 月 10 日", "--title", "业务培训", "--kind", "training", "--attended",
      "40 人", "--hours", "3 学时", "--after", "diecai/1")
    #expect(record.exitCode == 0, "\(record.errors)")
    #expect(try await office.run("summary").output.contains("1 场       40 人，3 学时，合 120 人学时"))
    #expect(try await office.run("brief", "diecai/2").output.contains("启动仪式结束后，"))
    let wrong = try await office.run(
      "record", "--unit", "叠彩区", "--date", "8 月 11 日", "--title", "又一次", "--hours", "很久")
    #expect(wrong.exitCode == 64)
    #expect(wrong.errors.contains("学时看不懂"))
    #expect(!(try await office.run("session", "list").output.contains("又一次")))
  }

  @Test func `a baseline stands beside the end in every format that has rows`() async throws {
    let office = try await SampleOffice()
    try office.write(
      """
      format: 1
      questionnaire:
        - {id: a, name: 基线, sent: 100, returned: 100, dimensions: [{name: 知晓, items: 1, counts: {好: 31}}]}
        - {id: b, name: 终期, sent: 100, returned: 100, dimensions: [{name: 知晓, items: 1, counts: {好: 75}}]}
      """, to: "surveys.yaml")
    let taken = try await office.run("import", "surveys.yaml")
    #expect(taken.exitCode == 0, "\(taken.errors)")
    let text = try await office.run(
      "summary", "--campaign", "member-day-529", "--year", "2023", "--baseline", "基线")
    #expect(text.exitCode == 0, "\(text.errors)")
    #expect(text.output.contains("基线与终期对比：基线 → 终期"))
    #expect(text.output.contains("31.00"))
    #expect(text.output.contains("+44.00"))
    let csv = try await office.run("summary", "--baseline", "基线", "--final", "终期", "--format", "csv")
    #expect(csv.output.contains("baseline,知晓 · 好,31.00,75.00,,,44.00\r\n"))
    let json = try await office.run("summary", "--baseline", "a", "--json")
    #expect(json.output.contains(#""baseline":{"baseline":"基线","final":"终期","rows":["#))
    let markdown = try await office.run("summary", "--baseline", "a", "--format", "markdown", language: "en")
    #expect(markdown.output.contains("| figure | baseline | final | change |"))
    let unknown = try await office.run("summary", "--baseline", "无")
    #expect(unknown.exitCode == 1)
    #expect(unknown.errors.contains("基线、终期"))
    #expect(try await office.run("summary", "--final", "b").exitCode == 64)
  }

  @Test(arguments: ["zh", "en"])
  func `viewers are recorded apart from those who came, and stand apart in every sum`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    let isChinese = language == "zh"
    let record = try await office.run(
      "record", "--unit", "叠彩区", "--date", "8 月 10 日", "--title", "讲座", "--attended", "58 位家长", "--attended",
      "一家三口",
      "--served", isChinese ? "线上观看 1200 人次" : "watched online 1200 visits", "--volunteers",
      "a dozen volunteers",
      language: language)
    #expect(record.exitCode == 0, "\(record.errors)")
    #expect(record.output.contains(isChinese ? "线上观看 1200 人次" : "on line 1200 visits"))
    #expect(record.output.contains(isChinese ? "→ 3 人" : "→ 3 people"))
    #expect(
      record.output.contains(isChinese ? "志愿者 12 人" : "volunteers a dozen"),
      "\(record.output)")
    let summary = try await office.run("summary", language: language)
    #expect(
      summary.output.contains(isChinese ? "\n参加        61 人" : "\nAttendance  61 people"), "\(summary.output)"
    )
    #expect(summary.output.contains(isChinese ? "\n线上观看    1200 人次" : "\nOn line     1200 person-times"))
    let object = try #require(try await office.run("summary", "--json", language: language).json.first)
    #expect((object["attendance"] as? [String: Any])?["n"] as? Int == 61)
    #expect((object["online"] as? [String: Any])?["n"] as? Int == 1200)
    #expect((object["served"] as? [String: Any])?["n"] is NSNull)
    let brief = try await office.run("brief", "diecai/1", language: language)
    #expect(
      brief.output.contains(isChinese ? "有 1200 人次线上观看" : "watched online: 1200 visits"), "\(brief.output)")
    let mixed = try await office.run(
      "record", "diecai/1", "--attended", "线上线下共 300 人", language: language)
    #expect(mixed.exitCode == 1)
    #expect(mixed.errors.contains(isChinese ? "请分开写" : "give both"))
  }

  @Test(arguments: ["zh", "en"])
  func `a bad option is told before what is in the ledger`(_ language: String) async throws {
    let office = try await SampleOffice()
    let first = try await office.run("record", "--unit", "叠彩区", "--date", "8 月 9 日", "--title", "培训")
    #expect(first.exitCode == 0, "\(first.errors)")
    let expected = language == "zh" ? "学时看不懂：“很久”" : "can't read the hours '很久'"
    for words in [
      ["record", "diecai/1", "--attended", "3 人", "--hours", "很久"],
      ["record", "--unit", "没有的", "--date", "8 月 9 日", "--title", "甲", "--hours", "很久"],
      ["session", "add", "--unit", "没有的", "--title", "甲", "--hours", "很久"],
    ] {
      let run = try await CommandRun.run(
        words + ["--now", "2023-08-28T09:00:00+08:00", "--lang", language], in: office.root)
      #expect(run.exitCode == 64)
      #expect(run.errors.contains(expected), "\(words): \(run.errors)")
    }
  }

  @Test func `a report takes every figure that record does, under a title that says activity once`()
    async throws
  {
    let office = try await SampleOffice()
    let report = try await office.run(
      "report", "submit", "--campaign", "member-day-529", "--occurrence", "2023", "--unit", "叠彩区",
      "--attended", "58 位家长",
      "--volunteers", "12 名", "--staff", "3 人", "--served", "直播观看 800 人次")
    #expect(report.exitCode == 0, "\(report.errors)")
    #expect(report.output.contains("5·29会员活动日 "), "\(report.output)")
    #expect(!report.output.contains("活动日活动"))
    let summary = try await office.run("summary")
    for line in ["志愿者      12 人", "工作人员    3 人", "线上观看    800 人次"] {
      #expect(summary.output.contains(line), "\(line) in \(summary.output)")
    }
  }

  @Test(arguments: ["zh", "en"])
  func `an archive has as many files when it is looked through`(_ language: String) async throws {
    let office = try await SampleOffice()
    let made = try await office.run("archive", "member-day-529/2023", "--to", "papers", language: language)
    let pattern = language == "zh" ? #/(\d+) 个文件/# : #/(\d+) files/#
    let number = try #require(made.output.firstMatch(of: pattern)).1
    let there = try FileManager.default.subpathsOfDirectory(
      atPath: office.root.appending(path: "papers").path)
    #expect(there.count == Int(number))
    let checked = try await office.run("archive", "--check", "papers", language: language)
    #expect(checked.exitCode == 0)
    #expect(checked.errors.firstMatch(of: pattern)?.1 == number, "\(checked.errors)")
  }

  @Test func `two rows of one name are not told apart by chance`() async throws {
    let office = try await SampleOffice()
    try office.write(
      """
      format: 1
      programmes:
        - {id: y22, name: 项目, year: 2022, sites: 71}
        - {id: y23, name: 项目, year: 2023, sites: 22}
      """, to: "rows.yaml")
    let taken = try await office.run("import", "rows.yaml")
    #expect(taken.exitCode == 0, "\(taken.errors)")
    let refused = try await office.run("summary", "--baseline", "项目")
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("programmes/y22、programmes/y23"), "\(refused.errors)")
    #expect(
      try await office.run("summary", "--baseline", "项目", language: "en").errors.contains(
        "programmes/y22, programmes/y23"))
    let named = try await office.run("summary", "--baseline", "programmes/y22")
    #expect(named.output.contains("−49"), "\(named.output) \(named.errors)")
  }

  @Test(arguments: ["zh", "en"])
  func `what each household was to get is compared with what it got`(_ language: String) async throws {
    let office = try await SampleOffice()
    let visit = try await office.run(
      "record", "--campaign", "spring-visits", "--occurrence", "2023", "--unit", "叠彩区", "--date", "1 月 10 日",
      "--served", "走访 58 户")
    #expect(visit.exitCode == 0, "\(visit.errors)")
    let signed = ["--by", "王明", "--second", "李红", "--now", "2023-08-28T09:00:00+08:00", "--lang", language]
    for words in [
      ["stock", "receive", "慰问品 60 份，慰问金 30000 元", "--unit", "叠彩区"],
      [
        "stock", "give", "慰问品 57 份，慰问金 29000 元", "--session", "spring-visits/2023/diecai/1",
        "--per-household",
      ],
    ] {
      let run = try await CommandRun.run(words + signed, in: office.root)
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    let summary = try await office.run(
      "summary", "--campaign", "spring-visits", "--year", "2023", language: language)
    for line in language == "zh"
      ? ["慰问品（每户 1 份） 57 / 58（98.28%）", "慰问金（每户 500 元） 29000 / 29000（100.00%）"]
      : ["慰问品, 1 a household 57 / 58 (98.28%)", "慰问金, 500 yuan a household 29000 / 29000 (100.00%)"]
    {
      #expect(summary.output.contains(line), "\(line) in \(summary.output)")
    }
    let plan =
      language == "zh"
      ? "慰问品（每户 1 份） 计划 58 份，已发 57 份（98.28%）" : "慰问品, 1 a household: 58 planned; given: 57 (98.28%)"
    #expect(summary.output.contains(plan), "\(summary.output)")
    // Households are counted, so nobody asks for heads.
    #expect(!summary.output.contains(language == "zh" ? "请补报" : "Please add"))
  }

  @Test(arguments: ["zh", "en"])
  func `a plan that leaves out owner, target, tasks or report gets a hint and no fault`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    let text = """
      format: 1
      id: weak
      name: {zh: 弱计划, en: Weak plan}
      kind: outreach
      when: {once: 2023-09-20}
      who: {units: {level: 县, under: gx}}
      """
    try office.write(text, to: "Campaigns/weak.yaml")
    let all = try await office.run("check", "Campaigns/weak.yaml", language: language)
    #expect(all.exitCode == 0)
    let hint = language == "zh" ? "weak 的计划还没写 谁负责" : "the plan of weak does not say who answers for it"
    #expect(all.errors.contains(hint), "\(all.errors)")
    for key in ["targets", "tasks", "report"] {
      #expect(all.errors.contains("（\(key)）") || all.errors.contains("(\(key))"))
    }
    try office.write(text + "\narchive: {accept_by: region.masses}\n", to: "Campaigns/weak.yaml")
    let accepted = try await office.run("check", "Campaigns/weak.yaml", language: language)
    #expect(accepted.errors.contains(hint), "\(accepted.errors)")
    let named =
      text + """

        tasks: [{id: go, do: 准备, owner: county.contact, due: 5 workdays before}]
        report: {due: 5 workdays after, ask: [attendance]}
        """
    try office.write(named, to: "Campaigns/weak.yaml")
    let some = try await office.run("check", "Campaigns/weak.yaml", language: language)
    #expect(
      some.errors.contains("targets") && !some.errors.contains("tasks") && !some.errors.contains("report"),
      "\(some.errors)")
    try office.write(named + "\ntargets: {sessions: 1 per county}\n", to: "Campaigns/weak.yaml")
    let none = try await office.run("check", "Campaigns/weak.yaml", language: language)
    #expect(!none.errors.contains("weak"), "\(none.errors)")
  }
}
