import Foundation
import GRDB
import TestSupport
import Testing

/// Goods and the books as an organiser works with them.
@Suite struct StockCommandTests {
  private static let now = "2026-05-11T10:00:00+08:00"

  private func workspace() throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: 3, allow: 1)
    try workspace.writeRegion(counties: 3, cities: 1, allow: 1)
    return workspace
  }

  /// A campaign whose day has come.
  private func writeCampaign(_ workspace: ScratchWorkspace) throws {
    try workspace.writeCityCampaign()
    let file = workspace.root.appending(path: "Campaigns/day.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try workspace.write("Campaigns/day.yaml", text.replacing("2026-05-29", with: "2026-05-08"))
  }

  private func run(
    _ workspace: ScratchWorkspace, _ arguments: String..., code: Int32 = 0, at: String = StockCommandTests.now
  )
    async throws -> CommandRun
  {
    try await run(workspace, arguments, at: at, code: code)
  }

  private func run(
    _ workspace: ScratchWorkspace, _ arguments: [String], at: String = StockCommandTests.now, code: Int32 = 0
  ) async throws -> CommandRun {
    let run = try await workspace.run(
      ["--lang", "zh", "--now", at] + arguments, environment: ["CAMPAIGN_USER": "李主任"])
    #expect(run.exitCode == code, "\(arguments): \(run.output)\(run.errors)")
    return run
  }

  @Test func `goods come, go out, are allocated, accepted and counted`() async throws {
    let workspace = try workspace()
    _ = try await run(workspace, "stock", "receive", "宣传资料 600 份", "--unit", "c1")
    _ = try await run(workspace, "stock", "give", "宣传资料", "500 余份", "--unit", "c1")
    let show = try await run(workspace, "stock", "--json")
    #expect(
      show.output.hasPrefix(
        #"{"item":"宣传资料","unit":"c1","received":{"n":600,"certainty":"exact","text":"600 份"},"given":{"n":500,"certainty":"atLeast","text":"500 余份"},"left":{"n":100,"certainty":"atMost","text":"至多 100 份"}"#
      ))
    let sent = try await run(
      workspace, "stock", "allocate", "第1县服务卡 100 张", "--unit", "c1", "--to", "第1县", "--json")
    #expect(sent.errors.contains("结存为负"))
    let entry = try #require(sent.json.first?["entry"] as? String)
    #expect(try await run(workspace, "stock", "accept", entry, "60 张").errors.contains("还有 40 张"))
    let open = try await run(
      workspace, "stock", "show", "--open", "--json", at: "2026-05-20T09:00:00+08:00"
    ).json
    #expect(open.map { $0["overdue"] as? Bool } == [true])
    #expect(open.first?["to"] as? String == "county-1" && open.first?["item"] as? String == "服务卡")
    let today = try await run(workspace, "today", "--unit", "county-1", at: "2026-05-20T09:00:00+08:00")
    #expect(today.output.contains("campaign stock accept \(entry)"))
    _ = try await run(workspace, "stock", "accept", entry, "50 张", code: 1)
    _ = try await run(workspace, "stock", "accept", "服务卡 40 张", "--unit", "county-1")
    _ = try await run(workspace, "stock", "accept", entry, code: 1)
    #expect(try await run(workspace, "stock", "show", "--open", "--json").output == "")
    let count = try await run(workspace, "stock", "count", "服务卡 95 张", "--unit", "county-1", "--reason", "受潮")
    #expect(count.errors.contains("账面 100 张，实有 95 张，相差 -5 张；原因：受潮"))
  }

  @Test func `what is refused enters nothing`() async throws {
    let workspace = try workspace()
    _ = try await run(workspace, "stock", "receive", "叶酸 10 盒", "--unit", "county-1")
    let refusals: [([String], Int32, String)] = [
      (["receive", "叶酸 10 盒", "--unit", "county-1"], 1, "--more"),
      (["give", "叶酸 3 份", "--unit", "county-1"], 1, "以盒计"),
      (["give", "叶酸 3 盒", "--unit", "county-1", "--by", "张三"], 1, "只记数量"),
      (["receive", "慰问金 5000 元", "--unit", "county-1"], 1, "两人签名"),
      (["receive", "慰问金 5000 元", "--unit", "county-1", "--by", "张三", "--second", "张 三"], 1, "同一人"),
      (["receive", "慰问品 100 余份", "--unit", "county-1", "--by", "张三", "--second", "李四"], 1, "必须准确"),
      (["receive", "-5 份折页", "--unit", "county-1"], 64, "负数"),
      (["receive", "折页 5 份"], 64, "--unit"),
      (["receive", "折页 5 份", "600 份", "--unit", "county-1"], 1, "几个数"),
      (["lose", "折页 5 份", "--unit", "county-1"], 64, "--reason"),
      (["allocate", "折页 5 份", "--unit", "c1", "--to", "c1"], 64, "自己"),
      (["allocate", "折页 5 份", "--unit", "c1", "--to", "nowhere"], 1, "nowhere"),
      (["accept", "0123456789abcdef-9"], 1, "不是下拨"),
      (["give", "折页 5 份", "--session", "county-1/9"], 1, "没有场次"),
    ]
    for (arguments, code, words) in refusals {
      let run = try await workspace.run(["--lang", "zh", "--now", Self.now, "stock"] + arguments)
      #expect(
        run.exitCode == code && run.errors.contains(words), "\(arguments): \(run.exitCode) \(run.errors)")
    }
    #expect(try await run(workspace, "ledger", "export").output.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["zh", "en"])
  func `the rest that will not come is no number of things`(_ language: String) async throws {
    let workspace = try workspace()
    func accept(_ words: String..., code: Int32 = 0) async throws -> String {
      let run = try await workspace.run(
        ["stock", "accept"] + words + ["--unit", "county-1", "--lang", language, "--now", Self.now])
      #expect(run.exitCode == code, "\(words): \(run.errors)")
      return run.errors
    }
    _ = try await run(workspace, "stock", "receive", "笔 60 支", "--unit", "c1")
    _ = try await run(workspace, "stock", "allocate", "笔 60 支", "--unit", "c1", "--to", "county-1")
    #expect(try await accept("笔", "--last", code: 64).contains("笔 0 支"))
    #expect(try await accept("笔 50 支").contains(" --last"))
    #expect(
      try await accept("笔", "--last", "--reason", "短少").contains(
        language == "zh" ? "下拨 60 支，签收 50 支" : "60 of 笔 were sent and 50 accepted"))
    let stocks = try await run(workspace, "stock", "--json", "--unit", "county-1").output
    #expect(stocks.contains(#""received":{"n":50"#), "\(stocks)")
    #expect(try await run(workspace, "stock", "show", "--open", "--json").output == "")
  }

  @Test func `a campaign's two signatures are asked for wherever its goods go`() async throws {
    let workspace = try workspace()
    try writeCampaign(workspace)
    let file = workspace.root.appending(path: "Campaigns/day.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try workspace.write(
      "Campaigns/day.yaml", text + "\nmaterials: [{id: rice, name: 米油, unit: 袋, two_signatures: true}]\n")
    let at = ["--unit", "county-1", "--campaign", "day", "--occurrence", "once"]
    for (words, reason) in [
      (["receive", "米油 20 袋"] + at, "两人签名"), (["receive", "米油 20 余袋"] + at, "必须准确"),
      (["give", "米油 2 袋"] + at, "两人签名"), (["receive", "米油 20 袋", "--unit", "county-1"], "两人签名"),
      (["give", "折页 2 份", "--unit", "county-1", "--to", "张大山"], "不写姓名"),
    ] {
      let refused = try await workspace.run(["stock"] + words + ["--lang", "zh", "--now", Self.now])
      #expect(refused.exitCode == 1 && refused.errors.contains(reason), "\(words): \(refused.errors)")
    }
    _ = try await run(workspace, ["stock", "receive", "米油 20 袋", "--by", "张三", "--second", "李四"] + at)
    for words in [
      ["record", "day/once/county-1/1", "--gave", "米油 2 袋"],
      [
        "report", "submit", "--campaign", "day", "--occurrence", "once", "--unit", "county-2", "--gave",
        "慰问金 900 元",
      ],
    ] {
      #expect(try await run(workspace, words, code: 1).errors.contains("--by 姓名 --second 姓名"), "\(words)")
      let signed = try await run(workspace, words + ["--by", "张三", "--second", "李四"])
      #expect(signed.output.contains("签名：张○、李○"), "\(signed.output)")
    }
    try workspace.write(
      "late.yaml",
      """
      format: 1
      events:
        - {id: a, title: 慰问, unit: 第3县, date: "2026-05-10", materials: [{name: 慰问金, n: 800, unit: 元}]}
        - {id: b, title: 讲座, unit: 第3县, date: "2026-05-10", key_task: 不存在的任务, materials: [{name: 手册, n: 200000, unit: 本}]}
        - {id: c, title: 讲座, unit: 第3县, date: "1900-01-01"}
      """)
    let taken = try await run(workspace, ["import", "late.yaml"], code: 1)
    for word in ["慰问金", "两人签名", "W-PLAUSIBLE", "手册"] {
      #expect(taken.errors.contains(word), "\(taken.errors)")
    }
    #expect(taken.output.contains("没有重点任务“不存在的任务”"))
    #expect(taken.output.contains("1900-01-01 不合情理") && taken.output.contains("收下 2"))
    try workspace.write("台账.csv", "单位,日期,活动,慰问金（元）\n第3县,5月9日,慰问,300\n")
    #expect(try await run(workspace, ["import", "台账.csv"]).output.contains("两人签名"))
    let show = try await run(workspace, "stock", "show", "--unit", "county-3")
    #expect(show.errors.contains("慰问金") && !show.errors.contains("米油"), "\(show.errors)")
    #expect(
      try await run(workspace, "stock", "receive", "手册 9999999999999 本", "--unit", "c1").errors.contains(
        "W-PLAUSIBLE"))
    for (attended, isDoubted) in [("150 万人", true), ("150 人", false)] {
      let record = try await run(workspace, "record", "day/once/county-3/1", "--attended", attended, "--more")
      #expect(record.errors.contains("W-PLAUSIBLE 参加") == isDoubted, "\(record.errors)")
    }
  }

  @Test func `an allocation that was signed for is taken back after its acceptance`() async throws {
    let workspace = try workspace()
    _ = try await run(workspace, "stock", "receive", "笔 60 支", "--unit", "c1")
    let sent = try await run(
      workspace, "stock", "allocate", "笔 60 支", "--unit", "c1", "--to", "county-1", "--json")
    let entry = try #require(sent.json.first?["entry"] as? String)
    #expect(
      try await run(workspace, "stock", "give", "笔 5 支", "--unit", "county-1").errors.contains(
        "结存为负，有下拨还没签收：campaign stock accept \(entry)"))
    let came = try await run(workspace, "stock", "accept", entry, "--json")
    let acceptance = try #require(came.json.first?["entry"] as? String)
    for (language, words) in [("zh", "已被签收"), ("en", "is signed for")] {
      let refused = try await workspace.run(["void", entry, "--reason", "错", "--lang", language])
      #expect(refused.exitCode == 1 && refused.errors.contains(words), "\(refused.errors)")
      #expect(refused.errors.contains("campaign void \(acceptance)"))
    }
    for entry in [acceptance, entry] { _ = try await run(workspace, "void", entry, "--reason", "错") }
  }

  @Test func `a gift without a number is told beside those with one`() async throws {
    let workspace = try workspace()
    for words in ["宣传册 一批", "宣传册 5 本"] {
      _ = try await run(workspace, "stock", "give", words, "--unit", "c1")
    }
    let json = try await run(workspace, "stock", "--json")
    #expect((json.json.first?["unreported"] as? [String: Int]) == ["give": 1], "\(json.output)")
    #expect(try await run(workspace, "stock").errors.contains("未报数的，不在合计内：发放 1 次"))
  }

  @Test func `a count gets its reason afterwards, and stands once`() async throws {
    let workspace = try workspace()
    _ = try await run(workspace, "stock", "receive", "水杯 70 个", "--unit", "county-1")
    let count = ["stock", "count", "水杯 65 个", "--unit", "county-1"]
    #expect(
      try await run(workspace, count).errors.contains(
        #"campaign stock count "水杯 65 个" --unit county-1 --reason"#))
    let later = try await run(workspace, count + ["--reason", "碰碎"], at: "2026-05-13T10:00:00+08:00")
    #expect(later.errors.contains("相差 -5 个；原因：碰碎") && later.errors.contains("没有另记"), "\(later.errors)")
    _ = try await run(workspace, count + ["--reason", "碰碎"], at: "2026-05-13T11:00:00+08:00", code: 0)
    let show = try await run(workspace, "stock", "--unit", "county-1")
    #expect(show.errors.components(separatedBy: "相差").count == 2)
    _ = try await run(workspace, "stock", "give", "水杯 约 40 个", "--unit", "county-1")
    #expect(
      try await run(workspace, "stock", "count", "水杯 30 个", "--unit", "county-1").errors.contains(
        "账面 约 25 个，实有 30 个"))
    let back = try await run(workspace, "stock", "bring-back", "水杯 2 个", "--unit", "county-1")
    #expect(back.errors.contains("收回的比借出的多"))
  }

  @Test func `old papers come in as late ones, what somebody closed waits for a reason`() async throws {
    let workspace = try workspace()
    try writeCampaign(workspace)
    func file(_ id: String, _ unit: String) -> String {
      "format: 1\nevents:\n  - {id: \(id), title: 讲座, unit: \(unit), date: \"2026-05-29\", status: planned, campaign: day, occurrence: once}\n"
    }
    try workspace.write("old.yaml", file("a", "第1县"))
    try workspace.write("closed.yaml", file("b", "第2县"))
    let old = try await run(workspace, "import", "old.yaml", at: "2028-05-11T10:00:00+08:00")
    #expect(old.errors.contains("day/once"), "\(old.errors)")
    #expect(try await run(workspace, "log", "day/once/county-1/1").output.contains("补录：从 old.yaml 导入"))
    _ = try await run(workspace, "occurrence", "close", "day/once")
    let closed = try await run(workspace, "import", "closed.yaml", code: 1)
    #expect(closed.output.contains("--late"))
    _ = try await run(workspace, "import", "closed.yaml", "--late", "漏登")
    #expect(try await run(workspace, "log", "day/once/county-2/1").output.contains("补录：漏登"))
    try workspace.write("名单.csv", "姓名,电话\n张三,12900000001\n")
    _ = try await run(workspace, "import", "名单.csv", "--session", "day/once/county-2/1", code: 1)
    _ = try await run(workspace, "import", "名单.csv", "--session", "day/once/county-2/1", "--late", "漏登")
  }

  @Test func `names of those who sign stand masked in everything`() async throws {
    let workspace = try workspace()
    let give = try await run(
      workspace, "stock", "receive", "慰问金 5000 元", "--unit", "county-1", "--by", "张三丰", "--second", "李小四")
    let export = try await run(workspace, "ledger", "export")
    let show = try await run(workspace, "stock", "--json")
    let everything = give.output + export.output + show.output
    #expect(everything.contains("张○○") && everything.contains("李○○"))
    #expect(!everything.contains("三丰") && !everything.contains("小四"))
  }

  @Test func `a ledger goes to another machine and is settled there`() async throws {
    let (one, two) = (try workspace(), try workspace())
    for (workspace, figure) in [(one, "58 位家长"), (two, "70 位家长")] {
      try writeCampaign(workspace)
      _ = try await run(workspace, "record", "day/once/county-1/1", "--attended", figure)
    }
    let export = try await run(one, "ledger", "export").output
    let file = two.root.appending(path: "one.jsonl")
    try Data(export.utf8).write(to: file)
    #expect(try await run(two, "ledger", "import", "one.jsonl").errors.contains("campaign ledger settle"))
    #expect(try await run(two, "ledger", "import", "one.jsonl", "--json").json.first?["added"] as? Int == 0)
    let disputes = try await run(two, "ledger", "disputes", "--json").json
    let branches = try #require(disputes.first?["branches"] as? [String])
    #expect(branches.count == 2)
    // What tells the two apart stands below the question.
    let sides = try await run(two, "ledger", "disputes").output.split(separator: "\n").dropFirst()
    #expect(sides.map { $0.contains("58 位") } == sides.map { !$0.contains("70 位") })
    #expect(sides.count == 2 && sides.allSatisfy { $0.contains(Self.now.prefix(10)) }, "\(sides)")
    #expect(try await run(two, "summary").errors.contains("两台机器都登记了场次"))
    #expect(try await run(two, "log", "day/once/county-1/1").output.split(separator: "\n").count >= 4)
    // Nothing is done to one of the two unasked.
    let unsettled = [
      ["brief", "day/once/county-1/1"], ["record", "day/once/county-1/1", "--served", "量血压 9 人"],
      ["session", "cancel", "day/once/county-1/1"],
    ]
    for command in unsettled {
      let refused = try await two.run(["--lang", "zh", "--now", Self.now] + command)
      #expect(refused.exitCode == 1 && refused.errors.contains("campaign ledger settle"), "\(command)")
    }
    let both = try await run(two, "ledger", "settle", branches[0], "--both")
    #expect(both.output.contains("裁定") && !both.output.contains("settled"))
    #expect(try await run(two, "ledger", "disputes").output == "")
    #expect(try await run(two, "session", "list", "--json").json.count == 2)
    #expect(try await !run(two, "summary").errors.contains("两台机器"))
    _ = try await run(two, "verify", "--against", "one.jsonl")
    // One byte of the export.
    try Data(export.replacing("58", with: "59", maxReplacements: 1).utf8).write(to: file)
    #expect(try await run(one, "ledger", "import", file.path, code: 1).errors.contains("第 "))
    _ = try await run(two, "ledger", "import", "one.jsonl", code: 1)
    _ = try await run(two, "ledger", "import", "nowhere.jsonl", code: 74)
    _ = try await run(two, "verify", "--against", "Campaigns/day.yaml", code: 1)
  }

  @Test func `a closed occurrence wants a reason from every command`() async throws {
    let workspace = try workspace()
    try writeCampaign(workspace)
    let added = try await run(
      workspace, "record", "day/once/county-1/1", "--attended", "58 位家长", "--json")
    let entry = try #require(added.json.last?["entry"] as? String)
    _ = try await run(workspace, "occurrence", "close", "day/once", "--reason", "已总结")
    for arguments in [
      ["record", "day/once/county-1/1", "--gave", "折页 5 份"],
      ["record", "day/once/county-2/1", "--attended", "5 人"],
      ["correct", entry, "--attended", "59 位家长", "--reason", "漏"], ["void", entry, "--reason", "重复"],
      ["stock", "give", "伞 2 把", "--session", "day/once/county-1/1"],
      ["report", "submit", "--campaign", "day", "--occurrence", "once", "--unit", "county-2"],
      ["session", "cancel", "day/once/county-1/1"],
    ] {
      let refused = try await workspace.run(["--lang", "zh", "--now", Self.now] + arguments)
      #expect(refused.exitCode == 1 && refused.errors.contains("--late"), "\(arguments): \(refused.errors)")
      let late = try await workspace.run(["--lang", "zh", "--now", Self.now] + arguments + ["--late", "漏记"])
      #expect(late.exitCode == 0, "\(arguments): \(late.errors)")
    }
    #expect(try await run(workspace, "log", "day/once/county-1/1").output.contains("补录：漏记"))
    func status(at now: String = Self.now) async throws -> [String] {
      let shown = try await run(workspace, "occurrence", "status", "day/once", "--json", at: now).json.first
      return ["state", "status"].compactMap { shown?[$0] as? String }
    }
    #expect(try await status() == ["closed", "closed"])
    _ = try await run(workspace, "occurrence", "reopen", "day/once", "--reason", "漏报")
    #expect(try await status() == ["open", "running"])
    let again = try await run(workspace, "occurrence", "status", "day/once")
    #expect(again.output.contains("进行中，未结束，已重新开放") && !again.output.contains("自动结束"))
    #expect(
      try await run(workspace, "occurrence", "status", "day/once", "--json").json.first?["reopened"] as? Bool
        == true)
  }

  @Test func `an occurrence is planned until its day, runs until it is closed, and is accepted at the top`()
    async throws
  {
    let workspace = try workspace()
    try writeCampaign(workspace)
    func status(_ now: String) async throws -> String? {
      try await run(workspace, "occurrence", "status", "day/once", "--json", at: now).json.first?["status"]
        as? String
    }
    #expect(try await status("2026-05-01T10:00:00+08:00") == "planned")
    #expect(try await status(Self.now) == "running")
    #expect(try await status("2028-05-01T10:00:00+08:00") == "closed")
    for county in 1...3 {
      _ = try await run(
        workspace, "report", "submit", "--campaign", "day", "--occurrence", "once", "--unit",
        "county-\(county)")
    }
    _ = try await run(
      workspace, "report", "accept", "--campaign", "day", "--occurrence", "once", "--unit", "gx", "--below")
    #expect(try await status(Self.now) == "accepted")
    let shown = try await run(workspace, "occurrence", "status", "day/once")
    #expect(shown.output.contains("day/once 已验收"))
  }

  @Test func `stock shows what the year's campaigns plan beside what came and went`() async throws {
    let workspace = try workspace()
    try writeCampaign(workspace)
    _ = try await run(workspace, "stock", "receive", "宣传资料 600 份", "--unit", "county-1")
    _ = try await run(workspace, "stock", "receive", "米油 20 袋", "--unit", "c1")
    #expect(!(try await run(workspace, "stock").output.contains("年计划")))
    let path = workspace.root.appending(path: "Campaigns/day.yaml")
    try workspace.write(
      "Campaigns/day.yaml",
      try String(contentsOf: path, encoding: .utf8)
        + "\nmaterials: [{id: a, name: 宣传资料, unit: 份, plan: 500 per county}, {id: b, name: 米油, unit: 袋, plan: 90}]\n"
    )
    _ = try await run(workspace, "stock", "receive", "宣传资料 50 份", "--unit", "c1")
    let lines = try await run(workspace, "stock", "--json").json
    #expect(lines.map { $0["item"] as? String } == ["米油", "宣传资料", "宣传资料"])
    #expect(lines.map { ($0["planned"] as? [String: Any])?["n"] as? Int } == [nil, 1500, 500])
    #expect(lines.allSatisfy { $0["plannedYear"] as? Int == 2026 })
    let table = try await run(workspace, "stock").output
    #expect(table.contains("2026 年计划（含下级）") && table.contains("1500 份"))
    #expect(!(try await run(workspace, "stock", at: "2027-05-11T10:00:00+08:00").output.contains("年计划")))
  }

  @Test func `a correction keeps who was counted and what was moved`() async throws {
    let workspace = try workspace()
    try writeCampaign(workspace)
    let added = try await run(
      workspace, "record", "day/once/county-1/1", "--volunteers", "12 名志愿者", "--final", "--json")
    let entry = try #require(added.json.last?["entry"] as? String)
    _ = try await run(workspace, "correct", entry, "--attended", "13 名志愿者", "--reason", "漏一人")
    let sent = try await run(
      workspace, "stock", "allocate", "卡 100 张", "--unit", "c1", "--to", "county-1", "--json")
    let allocation = try #require(sent.json.first?["entry"] as? String)
    _ = try await run(workspace, "correct", allocation, "--gave", "卡 90 张", "--reason", "写错")
    let open = try await run(workspace, "stock", "show", "--open", "--json").output
    #expect(open.contains(#""quantity":{"n":90"#))
    #expect(try await run(workspace, "summary").output.contains("志愿者"))
  }
}
