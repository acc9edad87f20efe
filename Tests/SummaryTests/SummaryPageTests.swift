@testable import CampaignScheduler
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

struct SummaryPageTests {
  private func page(_ text: String, _ language: Language = .zh) throws -> String {
    let units = try smallRegion()
    let summary = Summary(
      SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units, keyTasks: sixKeyTasks)
    return SummaryPage(summary, units: units, language: language).html
  }

  private func newsletterPage(_ language: Language) throws -> String {
    let units = try smallRegion()
    let summary = Summary(try newsletter(), units: units, keyTasks: sixKeyTasks)
    return SummaryPage(summary, units: units, language: language, printed: CivilDate(iso: "2023-08-28")).html
  }

  /// Names of elements left open at the end, or closed without having been opened.
  private func unbalanced(_ html: String) -> [String] {
    let void: Set<String> = ["meta", "rect", "line", "!doctype"]
    var open: [String] = []
    for match in html.matches(of: #/<(/?)([a-z0-9!]+)[^>]*?(/?)>/#) {
      let name = String(match.2)
      if void.contains(name) || match.3 == "/" { continue }
      if match.1 == "/" {
        guard open.last == name else { return open + ["/" + name] }
        open.removeLast()
      } else {
        open.append(name)
      }
    }
    return open
  }

  @Test(arguments: [Language.zh, .en])
  func `the page needs no network and no script, and its elements are closed`(_ language: Language) throws {
    let html = try newsletterPage(language)
    #expect(unbalanced(html) == [])
    #expect(html.hasPrefix("<!doctype html>\n<html lang=\"\(language("zh-CN", "en"))\">"))
    for word in ["<script", "http://", "https://", "url(", "@import", " src=", "<link", " on"]
    where word != " on" {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.firstMatch(of: #/<[a-z]+[^>]* on[a-z]+=/#) == nil)
    #expect(html.contains("default-src 'none'"))
    #expect(html.contains("@page{size:A4") && html.contains("@media print{"))
    #expect(html.contains("prefers-color-scheme:dark"))
  }

  @Test(arguments: [Language.zh, .en])
  func `every chart has a title, and its numbers stand in a table`(_ language: Language) throws {
    let html = try newsletterPage(language)
    let charts = html.components(after: "<svg")
    #expect(charts.count > 15)
    for chart in charts { #expect(chart.contains("<title"), "\(chart.prefix(80))") }
    // Without the page's style, as some programs make PDF of it, a shape would be black.
    let shapes = html.components(after: "<rect ") + html.components(after: "<line ")
    let colour = #/(fill|stroke)="#[0-9a-f]{6}"/#
    #expect(shapes.allSatisfy { $0.prefix { $0 != ">" }.contains(colour) })
    #expect(html.contains("<th scope=\"row\">2023-07</th><td class=\"n\">1</td>"))
    #expect(html.contains("<th scope=\"row\">桂林市</th>"))
  }

  @Test func `the newsletter's figures stand in the page, in both languages`() throws {
    let zh = try newsletterPage(.zh)
    for figure in [
      "115 人", "30 余人", "145 余人次", "883 余份", "2 / 14", "3 / 111", "2.70%，另：桂林华侨旅游经济区", "82.57%", "20.32%",
      "81500–81508", "30.99", "W-PLAUSIBLE", "生殖健康咨询服务", "制表日期 2023-08-28", "计生家庭关爱保险",
    ] { #expect(zh.contains(figure), "\(figure)") }
    let en = try newsletterPage(.en)
    for figure in [
      "115 people", "30+ people", "145+ person-times", "2.70%; apart:", "Key tasks", "Please check",
    ] {
      #expect(en.contains(figure), "\(figure)")
    }
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\\\" onload=\\\"alert(1)", "' onload='alert(1)", "]]><b>", "&lt;b&gt;",
    "</svg><img src=x>",
    "<!--", "\\u202E反", "a\\u0007b",
  ])
  func `what people write can't become part of the page`(_ name: String) throws {
    let html = try page(
      """
      events:
        - {id: a, title: "\(name)", unit: 叠彩区, date: "2023-08-10", kind: "\(name)", key_task: "\(name)",
           served: [{service: "\(name)", n: 3}], materials: [{name: "\(name)", n: 5, unit: "\(name)"}],
           mentioned_again: {where: "\(name)"}}
        - {id: b, title: "\(name)", unit: 叠彩区, date: "2023-08-10"}
      """)
    #expect(unbalanced(html) == [])
    #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<!--"))
    #expect(html.firstMatch(of: #/<[a-z]+[^>]* onload=/#) == nil)
    #expect(!html.unicodeScalars.contains { $0.value == 7 || $0.value == 0x202E })
  }

  @Test func `empty months between two sessions are drawn as nothing, and undated sessions apart`() throws {
    let html = try page(
      """
      events:
        - {id: a, title: 甲, unit: 叠彩区, date: "2023-10-10"}
        - {id: b, title: 乙, unit: 叠彩区, date: "2024-01-10"}
        - {id: c, title: 丙, unit: 叠彩区}
      """)
    for row in [
      "2023-10</th><td class=\"n\">1", "2023-11</th><td class=\"n\">0", "2024-01</th><td class=\"n\">1",
      "未写日期</th><td class=\"n\">1",
    ] {
      #expect(html.contains(row), "\(row)")
    }
  }

  @Test func `what was done stands beside a session, in the page and in the table`() throws {
    let units = try smallRegion()
    let balance = try newsletter()
    let summary = Summary(balance, units: units, keyTasks: sixKeyTasks)
    let activities = Dictionary(
      uniqueKeysWithValues: balance.sessions.map { ($0.root, $0.session.activities) })
    let html = SummaryPage(summary, units: units, language: .zh, activities: activities).html
    #expect(unbalanced(html) == [])
    #expect(html.contains("<small>健康科普、免费测量血压、义诊、发放活动礼包、健康素养答题</small>"))
    let csv = SessionTable(summary, units: units, language: .zh, activities: activities).csv
    let head = try #require(csv.split(separator: "\r\n").first).split(separator: ",")
    #expect(head.firstIndex(of: "活动内容") == head.firstIndex(of: "地点").map { $0 + 1 })
    #expect(csv.contains(",健康科普；免费测量血压；义诊；发放活动礼包；健康素养答题,"))
  }

  @Test func `an empty summary is a page, too`() throws {
    let units = try smallRegion()
    let html = SummaryPage(
      Summary(Balance([]), units: units, keyTasks: sixKeyTasks), units: units, language: .zh
    ).html
    #expect(unbalanced(html) == [])
    #expect(html.contains("<b>0 场</b>"))
  }
}

extension String {
  /// The pieces that begin after each place where `mark` stands.
  fileprivate func components(after mark: String) -> [Substring] {
    ranges(of: mark).map { self[$0.upperBound...].prefix(400) }
  }
}
