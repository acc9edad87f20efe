import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// Which column of a table of events holds what, and what its header says of the numbers below.
struct EventColumnTests {
  /// What became of a table: of each row its result, of each session its unit, day, attendance and goods.
  private func imported(_ text: String, as name: String = "table.csv") async throws -> (
    report: ImportReport, sessions: [String]
  ) {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder, as: name))
        let sessions = try await store.balance().sessions.map { standing in
          let day =
            switch standing.session.date.day {
            case .exact(let day): "\(day)"
            case .interval(let first, let last): "\(first)/\(last)"
            case .unknown: "-"
            }
          let people = standing.counts.map { "\($0.value.quantity.n ?? .zero)\($0.value.counter)" }
          let goods = standing.given.map { "\($0.item) \($0.quantity.n ?? .zero)\($0.counter ?? "")" }
          return
            ([standing.key.unit, day + (standing.session.date.partOfDay ?? "")] + people + goods
            + standing.session.partners).joined(separator: " ")
        }
        return (report, sessions)
      }
    }
  }

  @Test(
    arguments: [
      ("单位,联合单位,日期,活动,人数\n叠彩区,七星区、区妇联,2026-05-28,义诊,50", "diecai 2026-05-28 50人 七星区 区妇联"),
      ("主办单位,协办单位,参与单位,日期,活动,人数\n叠彩区,七星区,无,2026-05-28,义诊,50", "diecai 2026-05-28 50人 七星区"),
      ("支持单位,开展单位,日期,活动,人数\n区妇联,叠彩区,2026-05-28,义诊,50", "diecai 2026-05-28 50人 区妇联"),
      ("接收单位,单位,日期,活动,人数\n七星区,叠彩区,2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("unit,partners,date,event,people\ndiecai,qixing,2026-05-28,clinic,50", "diecai 2026-05-28 50人 qixing"),
      ("填报单位：叠彩区计生协  填报时间：2026年6月1日\n日期,活动,人数\n2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("单位：,叠彩区,\n日期,活动,人数\n2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("单位（盖章）：叠彩区计生协  负责人：张三 填表人：李明\n日期,活动,人数\n2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("填报单位（公章）：,,负责人：,张三,单位：,叠彩区\n日期,活动,人数\n2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("单位负责人：张三　报送单位：叠彩区（盖章）负责人：李明\n日期,活动,人数\n2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("2026年5月叠彩区计生协活动台账\n日期,活动,人数\n28日,义诊,50", "diecai 2026-05-28 50人"),
      ("县区,市,日期,活动,人数\n叠彩区,桂林市,2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("社区,县区,市,日期,活动,人数\n朝阳社区,七星区,桂林市,2026-05-28,义诊,50", "chaoyang 2026-05-28 50人"),
      ("社区,县区,日期,活动,人数\n,七星区,2026-05-28,义诊,50", "qixing 2026-05-28 50人"),
      ("单位,市,日期,活动,人数\n叠彩区计生协,桂林市,2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("县区,所在街道,省,日期,活动,人数\n叠彩区,,广西,2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("地区,实施日期,主要内容,参训人员\n叠彩区,2026-05-28,义诊,50", "diecai 2026-05-28 50人"),
      ("单位,日期,活动名称,场次,人数,联系电话\n叠彩区,2026-05-28,义诊,1,50,12900000001", "diecai 2026-05-28 50人"),
    ])
  func `a partner is not the unit whose session it was`(_ text: String, _ session: String) async throws {
    #expect(try await imported(text).sessions == [session])
  }

  @Test(
    arguments: [
      ("县区,市", "叠彩区,百色市", "不是上下级"), ("市,县区", "百色市,叠彩区", "不是上下级"), ("社区,县区", "没有的社区,七星区", "没有单位“没有的社区”"),
      ("单位,市", "叠采区,桂林市", "没有单位“叠采区”"),
    ])
  func `units that contradict one another or that nobody knows are refused`(
    _ header: String, _ cells: String, _ word: String
  ) async throws {
    let found = try await imported("\(header),日期,活动,人数\n\(cells),2026-05-28,义诊,50")
    #expect(found.sessions.isEmpty && found.report.refused == 1)
    let reason = found.report.rows.first?.reason
    #expect(reason?.zh.contains(word) == true && reason?.en != nil, "\(String(describing: reason))")
  }

  @Test(
    arguments: [
      ("参加人数（万人）,宣传资料（万份）", "2,3", "20000人 宣传资料 30000份"),
      ("参加人数（万人）,宣传资料（万份）", "0.25,1.5余", "2500人 宣传资料 15000份"),
      ("参加人数（千人）,宣传资料（百份）", "2,2万", "2000人 宣传资料 20000份"),
      ("参加人数（单位：万人）,宣传资料（份）", "\"1,2\",30", nil),
      ("参加人数（人次）,宣传资料", "50,30", "50人次 宣传资料 30"),
      ("走访（户）,宣传资料（万）", "50,2", "50户 宣传资料 20000"),
      ("参加人数（户）,发放宣传品（份）", "50,30", "50户 宣传品 30份"),
      ("people (thousands),物资,数量（万份）", "2,折页,3", "2000人 折页 30000份"),
      ("参加人数（万人）,宣传资料", "2000人,5", "2000人 宣传资料 5"),
      ("参加户数,受益群众（人）,宣传折页", "20,58,300", "20户 58人 宣传折页 300"),
      ("到场,环保袋,叶酸（盒）", "58人,100个,—", "58人 环保袋 100个"),
      ("咨询群众（人次）,慰问困难家庭（户）,测血压人数", "30多,5,12", "30人次 5户 12人"),
      ("咨询,义诊,资料份数", "12,8,200", "12人 8人 资料 200份"),
      ("咨询人次,体检人数,资料发放本数", "12,8,200余", "12人次 8人 资料 200本"), ("走访慰问,检查", "5户,无", "5户"),
      ("宣传折页,宣传资料（份）", "2箱（200份）,300份(3箱)", "宣传折页 200份 宣传资料 300份"),
      ("发放物资", "手册1箱（50本）、折页200份", "手册 50本 折页 200份"),
      ("宣传资料,宣传资料数量", "折页,200", "折页 200"), ("宣传资料,宣传资料数量", "√,200", "宣传资料 200"),
      ("宣传资料,宣传资料份数", ",60", "宣传资料 60份"), ("发放物资,发放物资数量", "折页,60份", "折页 60份"),
      ("服务人次,合计服务", "30,80", "30人次"), ("咨询人次,累计服务人次", "30,80", "30人次"), ("累计服务人次", "80", "80人次"),
      ("发放物资,数量,计量单位", "折页,200,份", "折页 200份"), ("物资名称,单位,数量", "折页,份,约200", "折页 200份"),
      ("参加人数,投入经费（元）", "50,2000", "50人"),
      ("宣传折页,剩余宣传资料,累计发放折页,拟发手册,上年折页", "30,1,2,3,4", "宣传折页 30"),
      ("宣传折页,需求折页,印制折页,申领手册,宣传册（未发放）", "30,1,2,3,4", "宣传折页 30"),
      ("咨询人次,预计服务人次,上年咨询人次,计划生育咨询人次", "30,1,2,3", "30人次 3人次"),
      ("参加人数,志愿者（计划）,计划生育宣传册", "30,9,40", "30人 计划生育宣传册 40"),
      ("发放物资及数量", "\"折页200份、纸巾100包\"", "折页 200份 纸巾 100包"),
    ] as [(String, String, String?)])
  func `what brackets of a header say of its numbers is kept`(
    _ header: String, _ cells: String, _ figures: String?
  )
    async throws
  {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)")
    #expect(found.sessions == figures.map { ["diecai 2026-05-28 \($0)"] } ?? [], "\(found.report.rows)")
  }

  @Test(
    arguments: [
      ("开始日期,结束日期", "2026-05-28,2026-05-30", "2026-05-28/2026-05-30"),
      ("开始时间,结束时间", "2026-05-28 9:00,2026-05-28 11:30", "2026-05-28"),
      ("开始日期,结束日期", "5月28日,", "2026-05-28"),
      ("开始日期,结束日期", "2026-05-28,2026-05-20", nil),
      ("日期,时间", "2026-05-28,下午3点", "2026-05-28下午"),
      ("时间,日期", "9:00-11:00,2026-05-28", "2026-05-28上午"),
      ("日期,开始时间,结束时间", "2026-05-28,9:00,16:30", "2026-05-28"),
      ("填报日期,活动日期", "2026-06-03,2026-05-28", "2026-05-28"),
      ("填报时间,开班时间", "2026-06-03,2026-05-28", "2026-05-28"),
      ("活动时间,填报日期", "2026-05-28 14:00,2026-06-03", "2026-05-28"),
      ("年,月,日", "2026,5,28", "2026-05-28"),
      ("年份,月份", "2026,5", "2026-05-01/2026-05-31"),
      ("所属月份", "2026年5月", "2026-05-01/2026-05-31"), ("月份", "2026-05", "2026-05-01/2026-05-31"),
      ("日期", "2026–05–28", "2026-05-28"), ("日期", "26.5.28", "2026-05-28"), ("日期", "2026年5月28", "2026-05-28"),
      ("日期", "5/28日", "2026-05-28"), ("日期", "２０２６．５．２８", "2026-05-28"), ("日期", "2026。5。28", "2026-05-28"),
      ("日期", "2026—5—28", "2026-05-28"), ("日期", "7.12.3", nil), ("日期", "昨天", nil),
      ("日期", "上周五", nil),
      ("日期", "2026.5.28—5.30", "2026-05-28/2026-05-30"),
      ("日期", "46170.75", "2026-05-28"), ("日期", "46170", "2026-05-28"),
    ] as [(String, String, String?)])
  func `a day is found in whichever columns it stands`(_ header: String, _ cells: String, _ day: String?)
    async throws
  {
    let found = try await imported("单位,\(header),活动,人数\n叠彩区,\(cells),义诊,50")
    #expect(found.sessions == day.map { ["diecai \($0) 50人"] } ?? [], "\(found.report.rows)")
  }

  @Test(
    arguments: [
      ("2026年5月活动台账", "28日", "2026-05-28"), ("2026年5月活动台账", "3", "2026-05-03"),
      ("2025年5月份活动台账", "28日上午", "2025-05-28"), ("5月台账", "28-30日", "2026-05-28/2026-05-30"),
      ("2026年5月", "本月5日", "2026-05-05"), ("2026年1月", "上月28日", "2025-12-28"),
      ("2026年5月", "中旬", "2026-05-11/2026-05-20"), ("2026-05 list", "28日", "2026-05-28"),
      ("List of May 2026", "28", "2026-05-28"), ("2026年5月台账", "4.28", "2026-04-28"),
      ("2026年5月台账", "31日、30日", nil), ("2026年6月台账", "31日", nil), ("", "28日", nil), ("", "本月5日", nil),
      ("2026年1—5月台账", "28日", nil), ("2026年5月、6月台账", "28日", nil), ("填报日期：2026年5月28日", "27日", nil),
    ] as [(String, String, String?)])
  func `a day without a month is of the title's, and of none without it`(
    _ title: String, _ cell: String, _ day: String?
  ) async throws {
    let found = try await imported("\(title),,,\n单位,日期,活动,人数\n叠彩区,\(cell),义诊,50")
    #expect(found.sessions.map { $0.replacing("上午", with: "") } == (day.map { ["diecai \($0) 50人"] } ?? []))
    if day == nil { #expect(found.report.refused == 1) }
  }

  @Test func `a file's name may have the month`() async throws {
    let found = try await imported("单位,日期,活动,人数\n叠彩区,28日,义诊,50", as: "2025年5月台账.csv")
    #expect(found.sessions == ["diecai 2025-05-28 50人"])
  }

  @Test(
    arguments: [
      ("男,女,合计", "20,30,50", "50人"), ("男,女", "20,30", "20人 30人"), ("合计,男,女", "50,20,30", "50人"),
      ("大人,小孩", "20,30", "20人 30人"), ("成人,儿童,合计", "20,30,50", "50人"), ("人数,男,女", "50,20,30", "50人"),
      ("人数,人数", "50,60", "50人"), ("人数,儿童", "50,20", "50人"), ("人数,儿童", "50,60", nil), ("人数,儿童", ",20", ""),
    ] as [(String, String, String?)])
  func `people in parts are counted once`(_ header: String, _ cells: String, _ people: String?) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)")
    #expect(
      found.sessions == people.map { [$0.isEmpty ? "diecai 2026-05-28" : "diecai 2026-05-28 \($0)"] } ?? [],
      "\(found.report.rows)")
    if people == "" { #expect(found.report.rows.map(\.result) == [.question]) }
  }

  @Test(
    arguments: [
      ("1E+3", "科学计数"), ("1.5e+2", "科学计数"), ("约1E+2", "科学计数"), ("1E+20", "科学计数"), ("200余份", "不是人"),
      ("3场", "不是人"), ("3000000", "大得"), ("拟邀60人", "计划"), ("预计60人", "计划"),
      ("60（预计）", "计划"), ("上年60人", "以往"),
    ])
  func `what counts no people is refused`(_ cell: String, _ word: String) async throws {
    let row = try #require(
      try await imported("单位,日期,活动,人数\n叠彩区,2026-05-28,义诊,\(cell)").report.rows.first)
    #expect(row.result == .refused && row.reason?.zh.contains(word) == true && row.reason?.en != nil)
  }

  @Test(
    arguments: [
      ("拟发100份", nil), ("待发100份", nil), ("100（计划数）", nil), ("宣传资料300份（未发放）", nil), ("将发放折页300份", nil),
      ("手册50本、拟发放折页30份", nil), ("折页30份及手册共50份", nil), ("100份及礼品共150份", nil), ("累计600份", "宣传资料 600份"),
      ("计划生育手册300份", "计划生育手册 300份"),
    ] as [(String, String?)])
  func `what is yet to be given is refused, what may be the sum of several events is asked about`(
    _ cell: String, _ given: String?
  ) async throws {
    for header in ["宣传资料", "宣传资料（份）"] {
      let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cell)")
      #expect(found.sessions == given.map { ["diecai 2026-05-28 \($0)"] } ?? [], "\(found.report.rows)")
      if cell.contains("累计") { #expect(found.report.rows.map(\.result) == [.question]) }
    }
  }

  @Test func `two columns of one name are both counted, and asked about`() async throws {
    let found = try await imported("单位,日期,活动,宣传资料,宣传资料\n叠彩区,2026-05-28,义诊,100,30")
    #expect(found.sessions == ["diecai 2026-05-28 宣传资料 100 宣传资料 30"])
    #expect(found.report.table?.warnings.first?.zh.contains("“宣传资料”有两列") == true)
    let others = try await imported("单位,日期,活动,宣传资料（份）,宣传折页（份）\n叠彩区,2026-05-28,义诊,100,30")
    #expect(others.report.table?.warnings == [])
  }

  @Test(arguments: [
    ("100份，其中折页60份、手册40份", "宣传资料 100份"), ("宣传资料100份，其中折页60份、手册40份", "宣传资料 100份"),
    ("100份（其中折页60份、手册40份）", "宣传资料 100份"), ("100份、手册40份", "宣传资料 100份 手册 40份"),
  ])
  func `a number alone is of what the header names, and 其中 is some of it`(_ cell: String, _ given: String)
    async throws
  {
    let found = try await imported("单位,日期,活动,宣传资料（份）\n叠彩区,2026-05-28,义诊,\"\(cell)\"")
    #expect(found.sessions == ["diecai 2026-05-28 \(given)"], "\(found.report.rows)")
  }

  @Test(arguments: ["无", "/", "-", "——", "未发放", "none"])
  func `nothing given keeps no row out`(_ cell: String) async throws {
    for header in ["发放物资", "宣传资料（份）"] {
      let found = try await imported("单位,日期,活动,人数,\(header)\n叠彩区,2026-05-28,义诊,50,\(cell)")
      #expect(found.sessions == ["diecai 2026-05-28 50人"], "\(header)")
    }
  }

  @Test func `a campaign's own goods are known without a counting word, and a printed sum in parts is added`()
    async throws
  {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(
          "单位,日期,活动,男,女,连心卡,参加会议\n叠彩区,2026-05-28,义诊,20,30,60,2\n七星区,2026-05-27,义诊,5,5,√,1\n合计,,,25,35,60,3\n",
          to: folder)
        var context = TableContext(units: try smallRegion(), today: LedgerStore.importDay) { _, _ in
          .noCampaign
        }
        context.things = ["连心卡"]
        let report = try await store.importTable(at: file, context, TableOptions(), by: "导入", at: noon)
        let goods = try await store.balance().sessions.flatMap(\.given)
        #expect(goods.map(\.item) == ["连心卡", "连心卡"])
        #expect(goods.map(\.quantity.isKnown) == [true, false])
        #expect(report.table?.remarks.map(\.zh).contains("表内合计60人，与收下的各行相符") == true)
      }
    }
  }

  @Test(
    arguments: [
      ("参训人员", "村干部、育龄妇女", "diecai 2026-05-28"), ("参训人员", "育龄妇女50余人", "diecai 2026-05-28 50人"),
      ("物资名称,数量", ",60", "diecai 2026-05-28"), ("咨询", "优生优育知识", "diecai 2026-05-28"),
      ("培训对象", "育龄妇女", "diecai 2026-05-28"), ("培训对象", "育龄妇女50人", "diecai 2026-05-28 50人"),
      ("健康手册", "见附件", "diecai 2026-05-28"), ("健康手册", "200", "diecai 2026-05-28 健康手册 200"),
      ("存档资料", "照片3张", "diecai 2026-05-28"), ("健康手册（本）", "见附件", nil),
    ] as [(String, String, String?)])
  func `words under a header that may be none of figures keep no row out`(
    _ header: String, _ cell: String, _ session: String?
  ) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cell)")
    #expect(found.sessions == [session].compactMap { $0 }, "\(found.report.rows)")
  }

  @Test func `millions of leaflets are asked about`() async throws {
    let report = try await imported("单位,日期,活动,宣传资料（份）\n叠彩区,2026-05-28,义诊,5000000").report
    #expect(report.rows.map(\.result) == [.question])
    #expect(report.accepted == 1)
  }

  @Test(arguments: ["3", "２", "2场"])
  func `a number is no event's name`(_ title: String) async throws {
    let found = try await imported("月份,单位,场次,人数\n2026年1月,叠彩区,\(title),50")
    #expect(found.report.refused == 1)
    #expect(found.sessions.isEmpty)
  }

  @Test func `days are events' names, notes behind the last column are none of its figures`() async throws {
    for title in ["六一", "529", "5·29", "三八"] {
      let found = try await imported("单位,日期,活动,人数\n叠彩区,2026-05-28,\(title),50,雨天")
      #expect(found.sessions == ["diecai 2026-05-28 50人"], "\(title): \(found.report.rows)")
    }
  }

  @Test func `a table that has rows is not given up for one below it`() async throws {
    let rows = (1...15).map { "叠彩区,2026-05-\($0 + 9),义诊,50" }.joined(separator: "\n")
    let found = try await imported(
      "单位,日期,活动,人数\n\(rows)\n单位,日期,活动,人数,物资\n象山区,2026-05-28,义诊,60,宣传册20本\n")
    #expect(found.sessions.count == 15)
  }

  @Test func `of several words for a unit the plainest says whose session it was`() async throws {
    let found = try await imported("单位,主办单位,日期,活动,人数\n叠彩区,桂林市,2026-05-28,义诊,50")
    #expect(found.sessions == ["diecai 2026-05-28 50人"])
  }

  @Test func `a second table and cells beyond the header are refused, and again when the rest comes back`()
    async throws
  {
    let found = try await imported(
      "单位,日期,活动,人数\n叠彩区,2026-05-28,义诊,50\n单位,日期,活动,人数\n七星区,2026-05-28,义诊,1,200\n二、物资,,,\n单位,日期,物资,数量\n叠彩区,2026-05-28,宣传册,200\n"
    )
    #expect(found.sessions == ["diecai 2026-05-28 50人"])
    #expect(found.report.rows.map(\.cell) == [nil, "E4", nil])
    #expect(found.report.rows.last?.reason?.zh.contains("表头在第 6 行") == true)
    let rest = try #require(found.report.table?.setApart)
    #expect(rest.rows == 1)
    let again = try await imported(rest.text)
    #expect(again.sessions.isEmpty && again.report.refused == 1)
  }

  @Test(
    arguments: [
      ("活动室,义诊,32,宣传册10本（交李秀英）", false), ("李秀英家,义诊,32,", false), ("活动室,张医生等,32,", false),
      ("活动室,义诊,32,联系12900000001", false), ("高明区活动室,义诊,32,宣传册10本", true),
    ])
  func `a refused row with a name or a phone is written nowhere anew`(_ cells: String, _ isSetApart: Bool)
    async throws
  {
    let found = try await imported(
      "单位,日期,地点,活动,人数,物资,联系人,联系电话\n叠彩区,2026-13-28,\(cells),张三,12900000002")
    #expect(found.report.refused == 1)
    #expect(found.report.table?.setApart?.rows == (isSetApart ? 1 : nil))
    #expect(found.report.table?.leftInPlace == (isSetApart ? [] : [2]))
  }

  @Test func `signs that nobody sees change nothing`() async throws {
    let found = try await imported(
      "单位,日期,活动,人数\u{200B}\n叠彩区\u{200B},\u{202A}2026-05-28\u{202C},义诊,50\u{FEFF}")
    #expect(found.sessions == ["diecai 2026-05-28 50人"])
  }

  @Test func `sums, averages, pages and notes are no sessions`() async throws {
    let found = try await imported(
      """
      2026年活动台账,,,
      单位,日期,活动,人数
      叠彩区,2026-05-28,义诊,50
      桂林市合计,,,50
      本月小计,,,50
      第1页 共2页,,,
      2026年活动台账（续）,,,
      单位, 日期,活动,人数
      七星区,2026-05-28,义诊,20
      全区总计,,,70
      平均,,,35
      注,,,
      1.人数为到场人数；,,,
      联系电话：0773-1234567,,,
      负责人签字：,,填表人：,
      2026年6月1日,,,
      """)
    #expect(found.sessions == ["diecai 2026-05-28 50人", "qixing 2026-05-28 20人"], "\(found.report.rows)")
    #expect(found.report.rows.count == 2)
    #expect(found.report.table?.remarks.map(\.zh).contains("表内合计70人，与收下的各行相符") == true)
  }

  @Test(
    arguments: [
      ("小计", true), ("合 计：", true), ("1月小计", true), ("2026年1-2月合计", true), ("本月合计", true), ("全市合计", true),
      ("总计2场", true), ("2场合计", true), ("全年累计", true), ("第一季度累计", true), ("叠彩区小计", true), ("合计（2场）", true),
      ("义诊小计", false), ("计生服务日", nil), ("计划生育宣传", nil),
    ] as [(String, Bool?)])
  func `a sum beside a unit is no session`(_ title: String, _ isTotal: Bool?) async throws {
    for date in ["", "2026-05-29"] {
      let found = try await imported("单位,日期,活动,人数\n叠彩区,2026-05-28,义诊,50\n叠彩区,\(date),\(title),50")
      #expect(found.sessions.count == (isTotal == nil ? 2 : 1), "\(found.report.rows)")
      #expect(found.report.refused == (isTotal == false ? 1 : 0))
    }
  }

  @Test func `a unit's sum in the column of titles is not held against the whole table`() async throws {
    func warnings(_ rows: String) async throws -> Int {
      try await imported("单位,日期,活动,人数\n\(rows)").report.table?.warnings.count ?? 0
    }
    let one = "叠彩区,2026-05-28,义诊,50\n叠彩区,,合计,"
    #expect(try await warnings("\(one)50") == 0)
    #expect(try await warnings("\(one)50\n七星区,2026-05-29,义诊,20") == 0)
    #expect(try await warnings("\(one)60") == 1)
    #expect(try await warnings("\(one)50\n七星区,2026-05-28,义诊,20\n七星区,,合计,20") == 0)
  }

  @Test func `a row that lacks most of its cells is refused and not passed over`() async throws {
    let found = try await imported("单位,日期,活动,人数\n叠彩区,,,\n,2026-05-28,,\n")
    #expect(found.report.refused == 2)
  }

  @Test func `person-times are not added to people`() async throws {
    let text =
      "单位,日期,活动,人数\n叠彩区,2026-05-27,甲,88\n叠彩区,2026-05-28,乙,40人次\n叠彩区,2026-05-29,丙,35人\n叠彩区,2026-05-30,丁,20户\n合计,,,183\n"
    let report = try await imported(text).report
    #expect(report.persons == .exact(123))
    #expect(
      report.table?.warnings.map(\.zh).contains("表内合计183人，收下的各行相加 123 人，另 40 人次，另 20 户；请核对")
        == true)
  }

  @Test(
    arguments: [
      ("约60,\n七星区,2026-05-28,义诊,58,\n合计,,,118,", "表内合计118人，与收下的各行相符"),
      ("500余,\n合计,,,520,", "表内合计520人，与收下的各行相符"), ("500余,\n合计,,,480,", "表内合计480人，收下的各行相加 500 余人；请核对"),
      ("50,发放折页200份", "备注里写了数量（第 2 行），没有读；要计入的请写到人数、物资等列里再导入"),
      ("50,2人带队\n七星区,2026-05-28,义诊,58,另有5位老师", "备注里写了数量（2 行，如第 2 行），没有读；要计入的请写到人数、物资等列里再导入"),
    ])
  func `printed sums may be of estimates, and figures in remarks are told`(_ rows: String, _ said: String)
    async throws
  {
    let table = try #require(
      try await imported("单位,日期,活动,人数,备注\n叠彩区,2026-05-28,义诊,\(rows)\n").report.table)
    let found = (table.remarks + table.warnings).first { $0.zh == said }
    #expect(found?.en != nil, "\(table.warnings)")
  }

  @Test func `figures that come later are added to their session, and once`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        func take(_ rows: String) async throws -> ImportReport {
          try await store.importTable(try ImportFiles.write("单位,日期,活动,人数,宣传资料（份）\n\(rows)\n", to: folder))
        }
        func people() async throws -> [Quantity] {
          try await store.balance().sessions.flatMap(\.counts).map(\.value.quantity)
        }
        _ = try await take("叠彩区,2026-05-28,讲座,,60")
        #expect(try await take("叠彩区,5月28日,讲座,44人,60").rows.map(\.result) == [.ok])
        #expect(try await people() == [.exact(44)])
        #expect(try await take("叠彩区,2026-05-28,讲座,44,60").rows.first?.reason == .knownRow)
        #expect(try await take("叠彩区,2026-05-28,讲座,,60").rows.first?.reason == .knownRow)
        #expect(try await take("叠彩区,2026-05-28,讲座,45,60").rows.map(\.result) == [.question])
        #expect(try await take("叠彩区,2026-05-28,讲座,44,61").rows.map(\.result) == [.question])
        #expect(try await people() == [.exact(44)])
        #expect(try await store.balance().sessions.count == 1)
        #expect(try await store.verify() == [])
      }
    }
  }

  @Test func `key tasks, organisers and the evening of a day are read`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let text = "单位,主办单位,日期,活动,主要任务,人数\n叠彩区,区卫健局、区妇联,6月6日晚,义诊,宣传教育,50\n"
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        let session = try #require(try await store.balance().sessions.first?.session)
        #expect(session.keyTask == "宣传教育" && session.organisers == ["区卫健局", "区妇联"])
        #expect(session.date.partOfDay == "晚" && report.accepted == 1)
      }
    }
  }
}
