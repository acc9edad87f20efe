@testable import CampaignScheduler
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

/// Every format of a summary tells the same figures.
struct SummaryFormatsTests {
  private static let events = """
    events:
      - {id: a, title: 甲, unit: 叠彩区, date: "2025-08-10", attendance: [{n: 20}], volunteers: {n: 363, is: at-least},
         served: [{service: 观看, n: 5000}, {service: 义诊, n: 2}], materials: [{name: 折页, n: 40, unit: 份}]}
      - {id: b, title: 乙, unit: 叠彩区, date: "2025-08-12", attendance: [{n: 30, unit: 人次}],
         served: [{service: 义诊, n: 45, unit: 人次}, {service: 检查, is: unknown}],
         materials: [{name: 折页, unit: 份, is: unknown}, {name: 叶酸, is: unknown}]}
      - {id: c, title: 丙, unit: 田阳区, date: "2025-08-01/2025-08-07"}
      - {id: d, title: 丁, unit: 桂林市, date: "2025-08-09", attendance: [{n: 5}]}
      - {id: e, title: 戊, unit: 自治区计生协, date: "2025-08-08", attendance: [{n: 6}]}
      - {id: f, title: 己, unit: 田阳区, date: null}
    """

  private func summary() throws -> Summary {
    let units = try smallRegion()
    let (balance, unknown) = SessionsFile(Self.events, file: "s.yaml").preview(units: units)
    #expect(unknown == [])
    return Summary(balance, units: units)
  }

  @Test(arguments: [
    #""helpers":{"staff":null,"volunteers":{"n":363,"certainty":"atLeast","text":"363 余人"},"speakers":null}"#,
    #""otherCounters":{"attendance":{"人次":{"n":30,"certainty":"exact","text":"30 人次"}},"served":{"人次":{"n":45,"certainty":"exact","text":"45 人次"}},"online":{}}"#,
    #""unreported":{"services":["检查"],"materials":{"折页":1,"叶酸":1}}}"#,
    #""byCity":{"桂林市":3,"百色市":2}"#,
    #""byUnit":{"叠彩区":2,"田阳区":2,"桂林市":1,"自治区计生协":1}"#,
  ])
  func `JSON has them, new keys at the end`(_ part: String) throws {
    #expect(try summary().json(.zh).description.contains(part))
  }

  @Test(arguments: [
    "datePrecision,day,4,,exact,场,4 场", "datePrecision,interval,1,,exact,场,1 场",
    "datePrecision,none,1,,exact,场,1 场",
    "attendance,,31,,exact,人,31 人", "attendance,,30,,exact,人次,30 人次", "attendanceReporting,,4,,exact,场,4 场",
    "attendanceNotReporting,,2,,exact,场,2 场", "served,,2,,exact,人,2 人", "served,,45,,exact,人次,45 人次",
    "online,,5000,,exact,人,5000 人",
    "helpers,volunteers,363,,atLeast,人,363 余人",
    "materialsNotReported,折页,1,,exact,处,1 处", "servedNotReported,,1,,exact,项,1 项",
    "coveragePercent,县,1.80,,exact,%,1.80%",
    "missing,百色市田阳区,,,,,日期、人数", "city,桂林市,3,,exact,场,3 场", "unit,自治区计生协,1,,exact,场,1 场",
  ])
  func `CSV has a row for each`(_ row: String) throws {
    let csv = try summary().csv(.zh)
    #expect(csv.contains("\r\n\(row)\r\n"), "\(csv)")
    #expect(!csv.contains("city,自治区计生协"))
  }

  @Test func `text names a city's own sessions and sets the root's apart`() throws {
    let summary = try summary()
    #expect(summary.text(.zh).contains("桂林市 3 场（叠彩区 2，本级 1）  百色市 2 场（田阳区 2）  自治区计生协本级 1 场\n"))
    #expect(summary.text(.en).contains("桂林市 3 (叠彩区 2, itself 1)  百色市 2 (田阳区 2)  自治区计生协 itself 1\n"))
  }

  @Test func `the page has them, a dash where there was nothing, and its list in order of days`() throws {
    let html = SummaryPage(try summary(), units: try smallRegion(), language: .zh).html
    for part in [
      "<span>线上观看</span><b>5000 人</b>", "<span>志愿者</span><b>363 余人</b>",
      "<th scope=\"row\">叶酸</th><td class=\"n\">未报数</td><td class=\"n\">—</td><td class=\"n\">1</td>",
      "<td class=\"n\">未报数</td><td class=\"n\">—</td></tr>\n<tr><th scope=\"row\">自治区计生协本级</th>",
    ] { #expect(html.contains(part), "\(part)") }
    let list = try #require(html.firstRange(of: "<h2>活动清单</h2>")).upperBound
    let titles = html[list...].matches(of: /<td>([甲乙丙丁戊己])<\/td>/).map { String($0.1) }
    #expect(titles == ["丙", "戊", "丁", "甲", "乙", "己"])
  }
}
