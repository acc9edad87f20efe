import Planning
import TestSupport
import Testing

@testable import Ledger

/// Whose figure a column of a table of events is, by the words of its header, of one row or of several.
struct EventScopeTests {
  /// What became of a table, with the figures of its sessions as they stand in the ledger.
  private func imported(_ text: String) async throws -> (
    report: ImportReport, figures: String, unread: String
  ) {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        let figures = try await store.balance().sessions.flatMap { standing in
          standing.counts.map {
            "\($0.value.measure.rawValue) \($0.value.quantity.n ?? .zero)\($0.value.counter)"
          }
            + standing.given.map { "\($0.item) \($0.quantity.n ?? .zero)\($0.counter ?? "")" }
        }
        let unread = report.table?.json(.zh).first { $0.0 == "unknownColumns" }?.1
        return (report, figures.joined(separator: " "), unread.map { "\($0)" } ?? "")
      }
    }
  }

  @Test(
    arguments: [
      ("服务人次,本年累计服务人次", "20,500", "服务 20人次", ["本年累计服务人次"]),
      ("参加人数,累计服务人次", "30,500", "参加 30人", ["累计服务人次"]),
      ("参加人数（人）,参加人数（本年累计）", "30,500", "参加 30人", ["参加人数（本年累计）"]),
      ("发放资料（份）,本年累计发放资料（份）", "300,1200", "资料 300份", ["本年累计发放资料（份）"]),
      ("本月发放宣传资料,全年发放宣传资料", "100,900", "宣传资料 100", ["全年发放宣传资料"]),
      ("5月发放资料（份）,1-5月发放资料（份）", "100,900", "资料 100份", ["1-5月发放资料（份）"]),
      ("5月发放资料（份）,6月发放资料（份）", "100,900", "", ["5月发放资料（份）", "6月发放资料（份）"]),
      ("慰问金（元）,本年累计慰问金（元）", "2000,9000", "慰问金 2000元", ["本年累计慰问金（元）"]),
      ("计划发放资料,实际发放资料", "100,60", "资料 60", ["计划发放资料"]),
      ("领取折页（份）,发放折页（份）,剩余折页（份）", "200,150,50", "折页 150份", ["领取折页（份）", "剩余折页（份）"]),
      ("领取折页（份）,毛巾（条）", "200,30", "折页 200份 毛巾 30条", []),
      ("参加人数,线上参加人数,线下参加人数", "300,240,60", "参加 60人 观看 240人", ["参加人数"]),
      ("参加人数（人次）,参加人数（比上年增减）,年累计发放资料（份）", "60,20,900", "参加 60人次", ["年累计发放资料（份）", "参加人数（比上年增减）"]),
      ("2025年发放资料（份）,2026年5月发放资料（份）", "100,60", "资料 60份", ["2025年发放资料（份）"]),
      ("2026年春节慰问品（份）", "60", "2026年春节慰问品 60份", []),
      ("计划发放数,实际发放数,发放物资", "200,150,折页", "折页 150", ["计划发放数"]),
      ("参加人数,发放数量（份）", "60,150", "参加 60人", ["发放数量（份）"]),
      (
        "宣传资料（份）,照片（张）,阅读量（次）,服务时长（小时）,简报（篇）,收集意见（条）,开展讲座（场）", "100,5,1500,3,2,7,1", "宣传资料 100份",
        ["照片（张）", "阅读量（次）", "服务时长（小时）", "简报（篇）", "收集意见（条）", "开展讲座（场）"]
      ),
      ("慰问金,慰问品折款（元）,宣传资料", "3000,1200,200", "慰问金 3000元 宣传资料 200", ["慰问品折款（元）"]),
      ("资料,慰问款", "300,2000", "资料 300 慰问款 2000元", []),
    ] as [(String, String, String, [String])])
  func `figures of another time, and what is no goods, are not the event's`(
    _ header: String, _ cells: String, _ figures: String, _ unread: [String]
  ) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)\n")
    #expect(found.figures == figures, "\(found.report.rows)")
    #expect(found.unread == "\(JSONText.strings(unread))")
  }

  @Test(
    arguments: [
      ("发放宣传资料（份）,发放宣传品（份）,发放合计", "100,60,160", "宣传资料 100份 宣传品 60份", true),
      ("发放宣传资料（份）,发放宣传品（份）,发放合计", "100,60,170", "宣传资料 100份 宣传品 60份", false),
      ("发放宣传资料（份）,发放宣传品（份）,发放合计", ",,170", "物资 170", true),
      ("合计发放（份）,折页,手册", "90,50,40", "折页 50 手册 40", true),
      ("折页（份）,药具（盒）,合计（份）", "50,40,50", "折页 50份 药具 40盒", true),
      ("发放物资总数,宣传折页,避孕药具（盒）", "90,50,40", "宣传折页 50 避孕药具 40盒", true),
      ("总发放量（份）,折页,手册", "90,50,40", "折页 50 手册 40", true), ("发放物资总数", "90", "物资 90", true),
      ("慰问金（元）,救助金（元）,慰问金合计（元）,慰问品（份）", "200,300,500,4", "慰问金 200元 救助金 300元 慰问品 4份", true),
      ("发放资料（份）,其中：折页（份）,其中：手册（本）", "100,60,40", "资料 100份", true),
      ("发放资料（份）,其中：折页（份）,手册（本）,药具（盒）", "100,60,40,20", "资料 100份", false),
      ("发放资料（份）,其中折页（份）,药具（盒）", "100,60,20", "药具 20盒 资料 100份", true),
      ("宣传资料（份）,折页,手册", "90,50,40", "折页 50 手册 40 宣传资料 90份", false),
      ("宣传资料（份）,折页,手册", "90,50,30", "折页 50 手册 30 宣传资料 90份", true),
      ("服务人次,其中：咨询人次,义诊人次", "50,30,20", "服务 50人次", true),
      ("服务人次,咨询人次,义诊人次", "50,30,20", "服务 50人次 咨询 30人次 义诊 20人次", false),
      ("咨询人次,义诊人次,合计服务人次", "30,20,40", "咨询 30人次 义诊 20人次", false),
      ("服务情况,,\n,,,义诊,咨询,合计", "30,20,50", "义诊 30人 咨询 20人", true),
      ("服务情况,,,\n,,,义诊（人次）,咨询（人次）,随访（户）,合计（人次）", "30,20,6,50", "义诊 30人次 咨询 20人次 随访 6户", true),
      ("服务情况（人次）,,\n,,,义诊,咨询,合计", "30,20,60", "义诊 30人次 咨询 20人次", false),
      ("服务情况,,,服务对象人数\n,,,义诊,咨询,合计,", "30,20,50,45", "义诊 30人 咨询 20人 服务 45人", true),
      ("服务情况,,,服务对象人数\n,,,义诊,咨询,合计,", "30,20,50,50", "义诊 30人 咨询 20人 服务 50人", false),
      ("发放宣传资料（份）,,\n,,,合计,其中：折页,其中：手册", "100,60,40", "宣传资料 100份", true),
      ("发放宣传资料（份）,,\n,,,合计,其中：折页,其中：手册", "100,60,", "宣传资料 100份", true),
      ("发放宣传资料（份）,,\n,,,合计,其中：折页,其中：手册", "100,80,40", "宣传资料 100份", false),
      ("发放宣传资料（份）,,\n,,,合计,其中：折页,其中：手册", ",60,40", "折页 60份 手册 40份", true),
    ])
  func `totals and parts are held against the columns beside them`(
    _ header: String, _ cells: String, _ figures: String, _ fits: Bool
  ) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)\n")
    #expect(found.figures == figures, "\(found.report.rows)")
    #expect(found.report.rows.map(\.result) == [fits ? .ok : .question])
    #expect(found.report.rows.first?.reason?.en != nil || fits)
  }

  @Test(
    arguments: [
      ("参加人数,,发放宣传资料（份）,\n,,,本次,累计,本次,累计", "85,145,200,300", "参加 85人 宣传资料 200份"),
      ("本月,,累计,\n,,,参加人数,发放资料（份）,参加人数,发放资料（份）", "85,200,145,300", "参加 85人 资料 200份"),
      ("参加人数,,宣传资料（份）,,\n,,,线下,线上,领取,发放,结余", "60,1200,300,100,200", "参加 60人 观看 1200人 宣传资料 100份"),
      ("参加人数,,,发放资料（份）,,\n,,,线下,线上,合计,折页,手册,合计", "60,1200,1260,60,40,100", "参加 60人 观看 1200人 折页 60份 手册 40份"),
      ("服务情况,\n,,,义诊人次,咨询人次", "55,20", "义诊 55人次 咨询 20人次"),
      ("线下参加,,线上参加,\n,,,场次,人数,场次,人次", "1,42,1,300", "参加 42人 观看 300人次"),
      ("慰问情况,,\n,,,户数,慰问金（元）,慰问品（份）", "6,3000,6", "慰问 6户 慰问金 3000元 慰问品 6份"),
      ("参与情况,,,宣传品发放,\n,,,群众,志愿者,合计,名称,数量", "20,5,25,折页,150", "参加 20人 参加 5人 折页 150"),
      ("参加人数,,,避孕药具,\n,,,男,女,小计,盒数,金额（元）", "20,40,60,30,600", "参加 60人 避孕药具 30盒"),
      ("参加人数,发放物品,,\n,,,（人）,折页（份）,药具（盒）,小计", "60,100,20,120", "参加 60人 折页 100份 药具 20盒"),
      (
        "参加人数,,,宣传折页,\n,,,线下,,线上,数量（份）,金额（元）\n,,,男,女,,,", "20,40,300,100,250",
        "参加 20人 参加 40人 观看 300人 宣传折页 100份"
      ),
      (
        "Attendance,,Leaflets,\n,,,This time,Year to date,This time,Year to date", "60,600,100,900",
        "参加 60人 leaflets 100"
      ),
    ])
  func `rows of a header are read as one`(_ header: String, _ cells: String, _ figures: String) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)\n")
    #expect(found.figures == figures, "\(found.report.rows)")
  }

  @Test func `the upper row of a header may hold nothing but whose figures the lower one's are`() async throws
  {
    let found = try await imported(
      ",,,本次,,累计,\n单位,日期,活动,参加人数,资料（份）,参加人数,资料（份）\n叠彩区,2026-05-28,义诊,60,100,560,900\n")
    #expect(found.figures == "参加 60人 资料 100份", "\(found.report.rows)")
  }

  @Test func `tables of months side by side are one after the other`() async throws {
    let found = try await imported(
      """
      叠彩区计生协2026年一季度活动表,,,,,,,
      1月,,,,2月,,,
      时间,活动,人数,资料（份）,时间,活动,人数,资料（份）
      1月10日,讲座,60,100,2月3日,慰问,25,
      1月22日,义诊,110,300,2月12日,元宵,70,150
      合计,,170,400,,,95,150
      """)
    #expect(found.report.persons == .exact(265), "\(found.report.rows)")
    #expect(found.figures.contains("参加 70人 资料 150份"))
    #expect(found.report.table?.remarks.map(\.zh).contains("表内合计265人，与收下的各行相符") == true)
  }

  @Test
  func `towns of a table of a county without units below it are places, and its title names the activity`()
    async throws
  {
    let title = "叠彩区计生协2026年春节走访慰问情况表,,,\n"
    let found = try await imported(title + "日期,乡镇,活动名称,慰问户数\n2026-02-03,大河乡,春节慰问,15\n")
    #expect(found.figures == "慰问 15户", "\(found.report.rows)")
    let other = try await imported(title + "日期,乡镇,慰问户数\n2026-02-03,大河乡,15\n").report
    #expect(other.rows.first?.reason?.zh.contains("一行就是一场“春节走访慰问”的") == true)
    #expect(other.rows.first?.reason?.en?.contains("'春节走访慰问'") == true)
    let city = try await imported("桂林市计生协活动台账,,,\n日期,乡镇,活动名称,慰问户数\n2026-02-03,大河乡,春节慰问,15\n").report
    #expect(city.accepted == 0)
  }
}
