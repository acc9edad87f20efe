import Foundation
import GRDB
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// Tables with one session a row.
struct EventTableTests {
  static let text = """
    2026年上半年活动台账,,,,,,
    序号,开展单位,活动日期,活动名称,参加人数,咨询人次,宣传资料（份）,发放物资,负责人
    1,叠彩区计划生育协会,5月28日,会员日,58 位家长,30 多人次,500余,"避孕药具若干、叶酸 20 盒",某
    2,同上,2026/6/1,家长课堂,40,,,,
    3,百色市田阳区,6.3—6.5,义诊,约100人,,,,
    4,叠采区,2026-06-01,家长课堂,10,,,,
    5,七星区,2月30日,义诊,10,,,,
    6,七星区,2027-01-01,义诊,10,,,,
    7,七星区,2026-03-01,会员日,10,,,,
    8,七星区,1960-06-01,义诊,10,,,,
    9,,2026-06-01,义诊,10,,,,
    10,七星区,2026-06-01,,10,,,,
    11,七星区,2026-06-01,义诊,-10,,,,
    12,七星区,6月上旬,义诊,,,,慰问金 500 余元,
    13,七星区,46174,走访,,,,,
    14,七星区,46174,走访,,,,,
    合计,,,,248,,,,
    """

  @Test func `rows become sessions, and each bad one says which cell and why`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(Self.text, to: folder)
        let report = try await store.importTable(file)
        let cells = report.rows.filter { $0.result == .refused }.map { $0.cell ?? "-" }
        #expect(cells == ["B6", "C7", "C8", "C9", "C10", "B11", "D12", "E13", "H14"])
        #expect(report.rows.filter { $0.result == .ok }.map(\.row) == ["1", "2", "3", "13"])
        #expect(report.rows.last?.result == .question)
        #expect(
          report.rows.allSatisfy {
            $0.result == .ok || ($0.reason?.zh.isEmpty == false && $0.reason?.en != nil)
          })
        let facts = try #require(
          JSONSerialization.jsonObject(with: Data(report.json(.zh).description.utf8)) as? [String: Any])
        #expect(facts["unknownColumns"] as? [String] == ["负责人"])
        let sessions = try await store.balance().sessions
        #expect(
          sessions.map(\.key.description) == [
            "member-day-529/2026/diecai/1", "diecai/1", "tianyang/1", "qixing/1",
          ])
        #expect(sessions[0].counts.map(\.value.quantity.n) == [58, 30])
        #expect(sessions[0].counts.map(\.value.measure.rawValue) == ["参加", "咨询"])
        #expect(sessions[0].counts[1].value.counter == "人次")
        #expect(sessions[0].given.map(\.item) == ["宣传资料", "避孕药具", "叶酸"])
        #expect(sessions[0].given.map(\.quantity.certainty) == [.atLeast, .unknown, .exact])
        #expect(
          sessions[2].session.date.day == .interval(.init(iso: "2026-06-03")!, .init(iso: "2026-06-05")!))
        #expect(sessions[3].session.date.day == .exact(.init(iso: "2026-06-01")!))
        #expect(report.table?.setApart?.rows == 9)
        #expect(try await store.verify() == [])
      }
    }
  }

  @Test func `men and women beside their sum are held against it`() async throws {
    let text = """
      日期,单位,活动名称,参加人数,男,女,志愿者
      2026-05-05,叠彩区,甲,100,60,40,20
      2026-05-06,叠彩区,乙,100,60,60,20
      2026-05-07,叠彩区,丙,100,160,,
      2026-05-08,叠彩区,丁,100余,60,60,
      """
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        #expect(report.rows.map(\.result) == [.ok, .question, .refused, .ok])
        #expect(report.rows[1].cell == "E3" && report.rows[1].reason?.zh.contains("加起来不是") == true)
        #expect(report.persons.sumText(.zh, counter: "人") == "300 余人")
      }
    }
  }

  @Test func `a column or a remark says which events did not take place`() async throws {
    let text = """
      日期,单位,活动名称,状态,参加人数,备注
      2026-05-05,叠彩区,甲,已办,20,
      2026-05-06,叠彩区,乙,已取消,,
      2026-05-07,叠彩区,丙,延期,,
      2026-05-08,叠彩区,丁,,,因雨取消
      2026-05-09,叠彩区,戊,已取消,12,
      2026-05-10,叠彩区,己,说不清,,
      2026-05-11,叠彩区,庚,,,延期到秋天
      2026-05-12,叠彩区,辛（因雨取消）,,,
      2026-05-13,叠彩区,壬（原定五月，推迟）,,30,
      2026-05-14,叠彩区,癸-已取消,,30,
      2026-05-15,叠彩区,子,,30,因疫情取消
      2026-05-16,叠彩区,丑,,30,延期
      2026-05-17,叠彩区,寅,,30,推迟到5月17日举办
      2026-05-18,叠彩区,取消婚检费宣讲,,30,没有取消
      2026-05-19,叠彩区,卯-已取消,,,
      2026-05-20,叠彩区,辰,,,没有办成
      2026-05-21,叠彩区,巳,因疫情取消,,
      2026-05-22,叠彩区,午,,,暂停
      2026-05-23,叠彩区,未,,30,延期至6月6日
      """
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        #expect(
          report.rows.map(\.result) == [
            .ok, .ok, .ok, .question, .question, .question, .question, .question, .ok,
            .question, .question, .question, .ok, .ok, .question, .question, .ok, .question, .question,
          ])
        let sessions = try await store.balance().sessions
        #expect(
          sessions.map(\.session.status)
            == [.held, .cancelled, .planned, .cancelled, .held, .held, .planned, .cancelled, .held]
            + [.held, .held, .held, .held, .held, .cancelled, .cancelled, .cancelled, .planned, .held])
      }
    }
  }

  @Test func `the same rows again double nothing, whatever was corrected since`() async throws {
    try await withLedger { store, pool in
      func rows() async throws -> Int {
        try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger_entry") ?? 0 }
      }
      try await ImportFiles.withFolder { folder in
        _ = try await store.importTable(try ImportFiles.write(Self.text, to: folder))
        let first = try #require(try await store.balance().sessions[1].counts.first)
        var mended = first.value
        mended.quantity = .exact(44)
        _ = try await store.correct(first.root, with: .count(mended), reason: "数错", by: "导入", at: noon)
        let before = try await rows()
        // Saved again with semicolons, other dates' form and one row more.
        let saved = Self.text.replacing("2026/6/1,", with: "2026-06-01,") + "\n15,七星区,2026-06-02,义诊,7,,,,\n"
        let report = try await store.importTable(try ImportFiles.write(saved, to: folder, as: "again.csv"))
        #expect(report.accepted == 5)
        #expect(try await rows() == before + 2)
        #expect(try await store.balance().sessions[1].counts.map(\.value.quantity) == [.exact(44)])
        let changed = Self.text.replacing("家长课堂,40", with: "家长课堂,41")
        let third = try await store.importTable(try ImportFiles.write(changed, to: folder, as: "changed.csv"))
        #expect(third.rows[1].result == .question && third.rows[1].reason?.zh.contains("correct") == true)
        #expect(try await rows() == before + 2)
      }
    }
  }

  @Test func `a near miss of a unit's name is asked about once, remembered, and can be forgotten`()
    async throws
  {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(
          "单位,日期,活动,人数\n叠采区,2026-06-01,课,10\n叠采区,2026-06-02,课,10\n", to: folder)
        let asked = try await store.importTable(file)
        #expect(asked.refused == 2)
        #expect(asked.table?.unknownUnits == [.init(word: "叠采区", nearest: ["叠彩区"])])
        #expect(try await store.importTable(file, remembered: ["叠采区": "diecai"]).accepted == 2)
        try await store.remember("叠采区", as: "diecai", by: "导入", at: noon)
        #expect(try await store.importTable(file).accepted == 2)
        await #expect(throws: LedgerFault.self) {
          try await store.remember("李秀英家", as: "diecai", by: "导入", at: noon)
        }
        #expect(try await store.aliases().map(\.word) == ["叠采区"])
        #expect(try await store.forget("叠采区"))
        #expect(try await store.forget("叠采区") == false)
        #expect(try await store.importTable(file).refused == 2)
      }
    }
  }

  @Test func `a session entered by hand is not entered again from a table`() async throws {
    try await withLedger { store, _ in
      _ = try await store.addSession(
        Session(title: "课", date: SessionDate(.exact(.init(iso: "2026-06-01")!)), status: .held),
        occurrence: nil,
        unit: "diecai", by: "导入", at: noon)
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(
          "单位,日期,活动,人数\n叠彩区,2026-06-01,课,10\n叠彩区,2026-06-01,义诊,10\n", to: folder)
        let report = try await store.importTable(file)
        #expect(report.rows.map(\.result) == [.question, .ok])
        var options = TableOptions()
        options.isAnother = true
        #expect(try await store.importTable(file, options).accepted == 2)
        #expect(try await store.balance().sessions.count == 3)
      }
    }
  }

  @Test func `a row for each thing that was given is no session of its own`() async throws {
    for (second, isEntered) in [
      ("叠彩区,2026-05-12,义诊,叠彩路,58,手册,50本", false), ("叠彩区,2026-05-12,义诊,叠彩路,,手册,50本", false),
      ("叠彩区,2026-05-12,义诊,叠彩路,60,手册,50本", true), ("叠彩区,2026-05-12,义诊,北门,58,手册,50本", true),
      ("叠彩区,2026-05-12,讲座,叠彩路,58,手册,50本", true), ("七星区,2026-05-12,义诊,叠彩路,58,手册,50本", true),
    ] {
      let text = "单位,日期,活动,地点,人数,发放物资,数量\n叠彩区,2026-05-12,义诊,叠彩路,58,折页,100份\n\(second)\n"
      try await withLedger { store, _ in
        try await ImportFiles.withFolder { folder in
          let file = try ImportFiles.write(text, to: folder)
          #expect(try await store.importTable(file).rows.map(\.result) == [.ok, isEntered ? .ok : .question])
          var options = TableOptions()
          options.isAnother = true
          #expect(try await store.importTable(file, options).accepted == 2, "\(second)")
        }
      }
    }
  }

  @Test func `a row that comes again with another day is asked about, unless the table tells of both`()
    async throws
  {
    let head = "单位,日期,活动,人数,宣传册（份）\n"
    let first = "叠彩区,2026-05-22,义诊,58,120\n"
    for (rows, isEntered) in [
      // The day corrected; more people; nobody's figure; too far off; both told of; another unit's.
      ("叠彩区,2026-05-23,义诊,58,120\n", false), ("叠彩区,2026-05-23,义诊,60,120\n", true),
      ("叠彩区,2026-05-23,义诊,,\n", true), ("叠彩区,2026-06-22,义诊,58,120\n", true),
      (first + "叠彩区,2026-05-29,义诊,58,120\n", true), ("七星区,2026-05-23,义诊,58,120\n", true),
    ] {
      try await withLedger { store, _ in
        try await ImportFiles.withFolder { folder in
          _ = try await store.importTable(try ImportFiles.write(head + first, to: folder))
          let report = try await store.importTable(
            try ImportFiles.write(head + rows, to: folder, as: "again.csv"))
          #expect(report.rows.last?.result == (isEntered ? .ok : .question), "\(rows)")
          #expect(try await store.balance().sessions.count == (isEntered ? 2 : 1), "\(rows)")
        }
      }
    }
  }

  @Test func `one column, no unit and no header are refused with what is needed`() async throws {
    try await withLedger { store, _ in
      var options = TableOptions()
      options.dryRun = true
      try await ImportFiles.withFolder { folder in
        let names = try ImportFiles.write("姓名\n甲\n乙\n乙\n", to: folder)
        let report = try await store.importTable(names, options)
        #expect(report.persons == .exact(3))
        #expect(report.rows.map(\.result) == [.ok, .ok, .question])
        for text in ["甲\n乙\n丙\n", "日期,活动,人数\n6.1,课,3\n", "12900000001\n12900000002\n"] {
          let file = try ImportFiles.write(text, to: folder, as: "other.csv")
          await #expect(throws: TableFault.self, "\(text)") { try await store.importTable(file, options) }
        }
      }
    }
  }

  @Test func `a header may name the thing that its numbers count`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(
          "单位,日期,活动,发放宣传品（份）,人数\n叠彩区,6月1日,讲座,３００,1\n七星区,6月2日,讲座,500 余份,2\n七星区,6月3日,讲座,折页 20 册,2\n",
          to: folder)
        let report = try await store.importTable(file)
        #expect(report.rows.map(\.result) == [.ok, .ok, .ok], "\(report.rows)")
        let goods = try await store.balance().sessions.flatMap(\.given)
        #expect(goods.map(\.item) == ["宣传品", "宣传品", "折页"])
        #expect(goods.map(\.counter) == ["份", "份", "册"])
        #expect(goods.map(\.quantity.n) == [300, 500, 20])
      }
    }
  }

  @Test(
    arguments: [
      ("8月中旬", "2023-08-11/2023-08-20"), ("8 月 1 日至 7 日", "2023-08-01/2023-08-07"),
      ("12月初", "2023-12-01/2023-12-10"), ("第三季度", "2023-07-01/2023-09-30"), ("7月", "2023-07-01/2023-07-31"),
      ("7月12、13日", "2023-07-12/2023-07-13"), ("中秋节", "2023-09-29"), ("八月十五", "2023-09-29"),
      ("二〇二三年八月十五", "2023-09-29"), ("八月十五日", "2023-08-15"), ("mid-August", "2023-08-11/2023-08-20"),
      ("10 Aug", "2023-08-10"), ("August 10", "2023-08-10"), ("3月上旬", "2023-03-01/2023-03-10"),
      ("12.31-1.2", "2023-12-31/2024-01-02"), ("自 4 月中旬起", "2023-04-11/2023-12-31"), ("近日", "-2023-12-31"),
      ("2022年8月中旬", "2022-08-11/2022-08-20"),
    ])
  func `days of a table are in the year of its title`(_ words: String, _ expected: String) {
    let dates = DateWords(year: 2023, isYearKnown: true, today: LedgerStore.importDay)
    let found: String? =
      switch dates.date(words)?.day {
      case .exact(let day): "\(day)"
      case .interval(let first, let last): "\(first)/\(last)"
      case .unknown(let notAfter): "-" + (notAfter.map { "\($0)" } ?? "")
      case nil: nil
      }
    #expect(found == expected)
  }

  @Test(
    arguments: [
      ("来了几个人", .count), ("来几人", .count), ("到了几人", .count), ("几个人来", .count), ("同行人数", .count),
      ("家庭人数", .count),
      ("参加人员数", .count), ("How many", .count), ("No. of people", .count), ("No. of participants", .count),
      ("参加总人数", .count), ("活动人数", .count), ("受益人数", .count), ("出席人数", .count), ("到场群众", .count),
      ("总人数", .count),
      ("带几个孩子", .children), ("儿童人数", .children), ("是否到场", .status), ("应到人数", nil), ("报名人数", nil),
      ("咨询人数", nil),
      ("线上观看人数", nil), ("妇女人数", nil), ("未到人数", nil), ("how many leaflets", nil), ("总数", nil),
      ("参加户数", .count), ("受益群众（人）", .count), ("覆盖家庭（户）", .count), ("到会会员数", .count), ("参训人员总数", .count),
      ("参与群众（人次）", .count), ("户数", .count), ("家长人数", nil), ("活动总数", nil), ("参加会议次数", nil),
      ("携带家属数", .companions), ("随行人员", nil), ("陪同家属人数", .companions), ("带小孩数", .children),
      ("志愿者参与人数", .volunteers), ("其中：工作人员（人）", .staff), ("家属", nil),
    ] as [(String, ColumnRole?)])
  func `a column of people is known by its words`(_ header: String, _ role: ColumnRole?) {
    #expect(ColumnRole(header: header) == role)
  }

  @Test(
    arguments: [
      ("户主", .name), ("参会人员签字", .name), ("领取人姓名", .name), ("参训人员", .name), ("本人签名", .name),
      ("地区", .unit), ("所属村组", .unit), ("所在乡镇（街道）", .unit), ("社区名称", .unit), ("户籍所在地", .unit),
      ("活动组织单位", .unit),
      ("现居住地址", .unit), ("参与单位", .partner),
      ("活动开展时间", .date), ("举办日期", .date), ("服务时间", .date), ("出生日期", nil),
      ("活动名称及内容", .title), ("培训内容", .title), ("服务项目", .title), ("宣传主题", .title), ("讲座题目", .title),
      ("培训班名称", .title), ("党课题目", .title), ("亲子沙龙主题", .title), ("节目名称", .title), ("知识竞赛名称", .title),
      ("协会名称", nil),
      ("企业名称", nil), ("入会时间", nil), ("比赛时间", .date), ("演出地点", .venue), ("参赛人数", .count),
      ("开展地点", .venue), ("活动地址", .venue), ("培训场所", .venue), ("宣传形式", .kind), ("服务类别", .kind),
      ("到场", .status), ("是否到会", .status), ("到课与否", .status), ("签到确认", .status), ("应到", nil),
      ("联系方式（手机）", .phone), ("电话/手机号码", .phone), ("家长手机", .phone), ("电话咨询人次", nil),
      ("人员类别", .role), ("参会身份", .role), ("备注说明", .remark),
      ("发放物资及数量", .item), ("宣传品种类", .item), ("发放资料名称", .item), ("负责人", nil), ("审核人签字", nil), ("建议", nil),
    ] as [(String, ColumnRole?)])
  func `what narrows a head noun leaves it what it is`(_ header: String, _ role: ColumnRole?) {
    #expect(ColumnRole(header: header) == role)
  }

  @Test func `a column like one of people that is not read is named`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        var options = TableOptions()
        options.dryRun = true
        let file = try ImportFiles.write(
          "单位,日期,活动,参加人数,受益人数,报名人数,妇女人数\n叠彩区,2026-06-01,课,10,99,5,8\n", to: folder)
        let report = try await store.importTable(file, options)
        #expect(report.persons == .exact(10))
        #expect(report.table?.warnings.map(\.zh).contains { $0.contains("“受益人数”像是人数") } == true)
        #expect(report.table?.remarks.map(\.zh).contains { $0.hasPrefix("“妇女人数”是总人数里的一部分") } == true)
      }
    }
  }

  @Test(arguments: [
    "单位,日期,活动,参加人数,,发放宣传品（份）,备注\n,,,群众,志愿者,,\n叠彩区,2026-06-01,课,56,4,120,\n",
    "单位,日期,活动,参加人数,,,发放宣传品（份）\n,,,男,女,志愿者,\n叠彩区,2026-06-01,课,26,30,4,120\n",
    "单位,日期,活动,参加人数,,,发放宣传品（份）\n,,,群众,志愿者,合计,\n叠彩区,2026-06-01,课,56,4,60,120\n",
    "单位,日期,活动,参加人数,,,发放宣传品（份）\n,,,大人,小孩,志愿者,\n叠彩区,2026-06-01,课,36,20,4,120\n",
    "单位,日期,活动,参加人数,,宣传品,,\n,,,群众,志愿者,印制,发放,剩余\n叠彩区,2026-06-01,课,56,4,200,120,80\n",
    "单位,日期,活动,参加人数,,,志愿者,发放宣传品（份）,\n,,,男,女,合计,,宣传品,手册\n叠彩区,2026-06-01,课,26,30,56,4,120,\n",
  ])
  func `a header of two rows is read as one`(_ text: String) async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        #expect(report.rows.map(\.result) == [.ok], "\(report.rows)")
        #expect(report.persons == .exact(56))
        let session = try #require(try await store.balance().sessions.first)
        #expect(session.counts.first { $0.value.role == .volunteers }?.value.quantity == .exact(4))
        #expect(session.given.map(\.quantity) == [.exact(120)])
        #expect(session.given.map(\.item) == ["宣传品"])
      }
    }
  }

  @Test(arguments: [
    ("40人（线上20人）", "线上"), ("20.5", "整数"), ("50-20人", "前大后小"), ("=5*3", "像公式"), ("@人", "像公式"), ("-5", "负数"),
    ("12000000", "大得"),
  ])
  func `a figure that can't be is refused in words for whoever keeps the table`(
    _ cell: String, _ word: String
  )
    async throws
  {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write("单位,日期,活动,参加人数\n叠彩区,2026-06-01,课,\(cell)\n", to: folder)
        let row = try #require(try await store.importTable(file).rows.first)
        #expect(row.result == .refused)
        #expect(row.reason?.zh.contains(word) == true && row.reason?.zh.contains("correct") == false)
      }
    }
  }

  @Test(arguments: [
    "发放资料", "发放宣传资料", "发放宣传资料（份）", "发放礼品", "发放物品情况", "宣传资料", "物资发放", "物资发放情况", "发放物资", "资料发放量",
  ])
  func `a column of things takes several with their numbers`(_ header: String) async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(
          "单位,日期,活动,\(header)\n叠彩区,2026-06-01,课,\"宣传册200余本、折页100张\"\n七星区,2026-06-02,课,300\n", to: folder)
        let report = try await store.importTable(file)
        let goods = try await store.balance().sessions.map(\.given)
        #expect(goods.first?.map(\.item) == ["宣传册", "折页"], "\(report.rows)")
        #expect(goods.first?.map(\.quantity.n) == [200, 100])
      }
    }
  }

  @Test func `a year that nobody wrote is told, and the file's name may have it`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let text = "单位,日期,活动,人数\n叠彩区,5.12,课,58\n七星区,2026-06-02,课,9\n"
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        #expect(report.rows.map { $0.reason?.zh } == ["没写年份，按 2026 年登记", nil])
        #expect(report.rows.allSatisfy { $0.result == .ok })
        #expect(report.table?.warnings.first?.zh.contains("1 行的日期没写年份") == true)
        for (name, title, year) in [
          ("2023年台账.csv", "", "2023"), ("table.csv", "2024 annual list,,,\n", "2024"),
          ("b.csv", "二季度,,,\n", "2026"),
          ("list-2022.csv", "", "2022"),
        ] {
          let file = try ImportFiles.write(
            title + text.replacing("课", with: "\(name)课").replacing("58", with: "\(name.count)"), to: folder,
            as: name)
          _ = try await store.importTable(file)
          let session = try await store.balance().sessions.first { $0.session.title == "\(name)课" }
          #expect(session?.session.date.first?.description == "\(year)-05-12")
        }
      }
    }
  }

  @Test(
    arguments: [
      ("叠 彩 区", "diecai"), ("DIECAI", "diecai"), ("Diecai", "diecai"), ("叠彩区（桂林）", "diecai"),
      ("叠彩区计生协（盖章）", "diecai"), ("叠彩区、七星区", nil),
    ] as [(String, String?)])
  func `a unit is found however its name is spaced and cased`(_ name: String, _ id: String?) throws {
    #expect(UnitMatcher(try smallRegion()).unit(named: name)?.id == id)
  }

  @Test(
    arguments: [("叠采区", ["叠彩区"]), ("叠彩区卫健局、七星区卫健局", []), ("南山区", [])] as [(String, [String])])
  func `only names that are near are suggested`(_ name: String, _ near: [String]) throws {
    #expect(UnitMatcher(try smallRegion()).nearest(to: name).filter { $0 == "叠彩区" || near.isEmpty } == near)
  }
}
