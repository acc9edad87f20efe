@testable import CampaignScheduler
import Ledger
import Planning
import TestSupport
import Testing

struct SummaryComparisonTests {
  private func row(_ before: Quantity, _ now: Quantity) -> SummaryComparison.Row {
    SummaryComparison.Row(what: BilingualText(zh: "项目点"), before: before, now: now, counter: "个")
  }

  @Test func `71 project sites become 22`() {
    let row = row(.exact(71), .exact(22))
    #expect(row.change == .exact(-49))
    #expect(row.changeText(.zh) == "减少 49")
    #expect(row.changeText(.en) == "49 fewer")
    #expect(row.shareText(.zh) == "30.99%")
    #expect(row.changePercent == "-69.01")
    #expect(row.direction == .down)
  }

  private static func atLeast(_ n: Int) -> Quantity { Quantity(Figure(n), .atLeast) ?? .unknown() }
  private static func about(_ n: Int) -> Quantity { Quantity(Figure(n), .about) ?? .unknown() }
  private static func below(_ n: Int) -> Quantity { Quantity(Figure(n), .below) ?? .unknown() }

  private typealias Change = (
    before: Quantity, now: Quantity, change: String, share: String, direction: SummaryComparison.Row.Direction
  )
  private static let changes: [Change] = [
    (.exact(500), atLeast(600), "至少增加 100", "不少于 120.00%", .up),
    (.exact(700), atLeast(600), "至多减少 100", "不少于 85.71%", .open),
    (.exact(600), atLeast(600), "不少于上期", "不少于 100.00%", .open),
    (atLeast(500), .exact(600), "至多增加 100", "不超过 120.00%", .open),
    (atLeast(500), .exact(100), "至少减少 400", "不超过 20.00%", .down),
    (atLeast(500), atLeast(600), "约增加 100", "约 120.00%", .up),
    (.exact(50), below(40), "至少减少 10", "不超过 80.00%", .down),
    (.exact(50), about(50), "大致持平", "约 100.00%", .same),
    (.exact(50), .exact(50), "持平", "100.00%", .same),
    (.exact(10), .range(20, 30), "增减 10—20", "约 200.00%", .up),
    (.exact(25), .range(20, 30), "增减 -5—5", "约 80.00%", .open),
    (.unknown(), .exact(5), "上期未报", "—", .open),
    (.exact(5), .unknown(), "本期未报", "—", .open),
    (.exact(0), .exact(5), "增加 5", "—", .up),
  ]

  @Test(arguments: changes.indices)
  func `a change claims no more than the figures do`(_ index: Int) {
    let expected = Self.changes[index]
    let row = row(expected.before, expected.now)
    #expect(row.changeText(.zh) == expected.change)
    #expect(row.shareText(.zh) == expected.share)
    #expect(row.direction == expected.direction)
  }

  @Test func `two years are compared figure by figure, and what one did not report is said`() throws {
    let units = try smallRegion()
    func summary(_ text: String) -> Summary {
      Summary(
        SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units, keyTasks: sixKeyTasks)
    }
    let before = summary(
      """
      events:
        - {id: a, title: 甲, unit: 叠彩区, date: "2022-08-10", key_task: 宣传教育, attendance: [{n: 100}], materials: [{name: 折页, n: 40, unit: 份}]}
        - {id: b, title: 乙, unit: 叠彩区, date: "2022-08-11", key_task: 宣传教育, served: [{service: 义诊, n: 20, unit: 户}]}
      """)
    let now = summary(
      """
      events:
        - {id: c, title: 丙, unit: 田阳区, date: "2023-08-10", key_task: 权益维护, attendance: [{n: 150, is: at-least}], served: [{service: 义诊, n: 30}]}
      """)
    let comparison = SummaryComparison(
      now, before: before, earlier: BilingualText(zh: "2022 年", en: "2022"),
      later: BilingualText(zh: "2023 年", en: "2023"))
    let lines = comparison.text(.zh).split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(lines[0] == "2023 年 与 2022 年 比较")
    for line in [
      "活动场次 2 场 → 1 场（减少 1，为上期的 50.00%）", "参加 100 人 → 150 余人（至少增加 50，为上期的 不少于 150.00%）",
      "服务 — → 30 人（上期没有）", "服务 20 户 → —（本期没有）", "折页 40 份 → —（本期没有）",
      "宣传教育（场次） 2 场 → 0 场（减少 2，为上期的 0.00%）", "权益维护（场次） 0 场 → 1 场（增加 1）",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(comparison.remarks.count == 1)
    let vague = summary(
      """
      events:
        - {id: d, title: 丁, unit: 田阳区, date: "2023-08-10", served: [{service: 义诊, n: 30}, {service: 咨询}], materials: [{name: 折页}]}
      """)
    let open = SummaryComparison(
      vague, before: before, earlier: BilingualText(zh: "2022 年", en: "2022"),
      later: BilingualText(zh: "2023 年", en: "2023"))
    #expect(
      open.remarks.last?.zh == "没有数的：上期服务 0 项、物资 0 笔，本期服务 1 项、物资 1 笔；不按零计，增减只按报了的数算")
    let json = now.json(.en, comparison: comparison).description
    #expect(
      json.contains(
        #""comparison":{"earlier":"2022","later":"2023","rows":[{"what":"sessions","before":{"n":2,"#))
    #expect(
      json.contains(
        #""change":{"n":50,"certainty":"atLeast","text":"at least 50 more"},"sharePercent":"150.00","changePercent":null"#
      ))
    #expect(!now.json(.en).description.contains("comparison"))
    for row in [
      "before,参加,100,,exact,人,100 人", "change,参加,50,,atLeast,人,至少增加 50",
      "shareOfBefore,参加,150.00,,atLeast,%,不少于 150.00%",
      "before,服务,,,unknown,人,—", "change,服务,,,unknown,户,本期没有",
    ] { #expect(now.csv(.zh, comparison: comparison).contains("\r\n\(row)\r\n"), "\(row)") }
    #expect(
      now.markdown(.zh, comparison: comparison).contains("| 参加 | 100 人 | 150 余人 | 至少增加 50 | 不少于 150.00% |"))
  }
}

extension SummaryComparisonTests {
  private static let kept: [(event: String, line: String)] = [
    ("attendance: [{n: 12, unit: 户}], served: [{service: 义诊, is: unknown}]", "服务 20 户 → 未报数（本期未报）"),
    ("attendance: [{n: 12, unit: 户}]", "参加 100 人 → —（本期没有）"),
    ("attendance: [{n: 12, unit: 户}]", "参加 — → 12 户（上期没有）"),
    ("attendance: [{n: 12}], materials: [{name: 折页, is: unknown}]", "折页 40 份 → 未报数（本期未报）"),
    ("attendance: [{n: 12}], materials: [{name: 折页, n: 3, unit: 盒}]", "折页 40 份 → —（本期没有）"),
    // Which of two counting words comes first differs from year to year.
    (
      "attendance: [{n: 12}], materials: [{name: 折页, n: 3, unit: 盒}, {name: 折页, n: 60, unit: 份}]",
      "折页 40 份 → 60 份（增加 20，为上期的 150.00%）"
    ),
  ]

  @Test(arguments: kept.indices)
  func `what somebody kept back is told from what nobody did`(_ index: Int) throws {
    let units = try smallRegion()
    func summary(_ year: Int, _ event: String) -> Summary {
      let text = "events: [{id: a\(year), title: 甲, unit: 叠彩区, date: \"\(year)-08-10\", \(event)}]"
      return Summary(SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units)
    }
    let before = summary(
      2022,
      "attendance: [{n: 100}], served: [{service: 义诊, n: 20, unit: 户}], materials: [{name: 折页, n: 40, unit: 份}]"
    )
    let comparison = SummaryComparison(
      summary(2023, Self.kept[index].event), before: before, earlier: BilingualText(zh: "2022 年"),
      later: BilingualText(zh: "2023 年"))
    let lines = comparison.text(.zh).split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(lines.contains(Self.kept[index].line), "\(lines)")
  }
}

struct RoundUpTests {
  @Test func `a round-up tells each session once, and which one a second text speaks of`() throws {
    let units = try smallRegion()
    let text = RoundUp(Summary(try newsletter(), units: units), units: units).text(.zh)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0].hasPrefix("● 工作简讯汇总（2023 年 7 月—8 月）：2 市、3 县（另有桂林华侨旅游经济区）共开展活动 6 场。"))
    #expect(text.ranges(of: "中医药健康素养知识宣传和免费义诊活动").count == 1)
    #expect(
      lines[0].hasSuffix(
        "各项活动共有 115 人参加，咨询义诊 30 余人，发放宣传资料 600 余份、活动礼包 100 余份、暖心服务卡 183 份。【缺：4 场的参加人数】"))
    #expect(lines[1].hasPrefix("疑似同一活动：叠彩区“中医药健康素养知识…”在两处出现"))
    #expect(
      RoundUp(Summary(try newsletter(), units: units), units: units).text(.en).contains(
        "6 sessions; 2 cities, 3 counties"))
  }

  @Test func `a round-up goes by the days, whether they are known exactly or not`() throws {
    let units = try smallRegion()
    let balance = SessionsFile(
      """
      events:
        - {id: a, title: 丙会, unit: 叠彩区, date: "2026-09-18"}
        - {id: b, title: 丁会, unit: 叠彩区, date_text: 近日}
        - {id: c, title: 乙会, unit: 七星区, date: 2026-08-01/2026-08-07}
        - {id: d, title: 甲会, unit: 田阳区, date: "2026-03-08"}
      """, file: "s.yaml"
    ).preview(units: units).balance
    let text = RoundUp(Summary(balance, units: units), units: units).text(.zh)
    let places = try ["甲会", "乙会", "丙会", "丁会"].map { try #require(text.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted(), "\(text)")
  }

  @Test func `each figure of a round-up belongs to a service, and nothing counted is left out`() throws {
    let units = try smallRegion()
    let balance = SessionsFile(
      """
      events:
        - {id: a, title: “健康”讲座, title_en: Health “first”, unit: 七星区, date: "2026-03-08", attendance: [{said: 约58人}, {n: 4, unit: 户}],
           served: [{service: 义诊, said: 近200人次, unit: 人次}, {service: 帮扶, n: 8, unit: 户}], volunteers: {n: 5}}
        - {id: b, title: 乙, unit: 朝阳社区, served: [{service: 义诊, n: 40, unit: 人次}, {service: 线上观看, n: 500}],
           materials: [{name: 奶粉, unit: 罐, said: 约30罐}]}
      """, file: "s.yaml"
    ).preview(units: units).balance
    let summary = Summary(balance, units: units)
    let titles = Dictionary(
      uniqueKeysWithValues: balance.sessions.compactMap { session in
        session.session.englishTitle.map { (session.root, $0) }
      })
    let round = RoundUp(summary, units: units, englishTitles: titles)
    let chinese = round.text(.zh)
    #expect(
      chinese.contains(
        "各项活动共有约 58 人、4 户参加，志愿者 5 人，义诊约 240 人次、帮扶 8 户，线上观看 500 人，发放奶粉约 30 罐。"), "\(chinese)")
    #expect(round.text(.zh).contains("桂林市七星区朝阳社区【请补充：日期】开展乙"))
    let english = round.text(.en)
    #expect(
      english.contains(
        "Together: attended: about 58 people, 4 households; volunteers: 5 people; 义诊: about 240 person-times, 帮扶: 8 households; watched online: 500 people; given: 奶粉 about 30 "
      ), "\(english)")
    #expect(round.text(.en).contains("桂林市七星区 held “Health ‘first’” (2026-03-08)"))
  }
}
