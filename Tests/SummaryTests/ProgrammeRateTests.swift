import CampaignScheduler
import Ledger
import Planning
import TestSupport
import Testing

/// Named rates of programmes, each with its own denominator.
struct ProgrammeRateTests {
  private func summary(_ rows: String) throws -> Summary {
    let units = try smallRegion()
    let file = SessionsFile("programmes:\n" + rows, file: "s.yaml")
    #expect(file.refused == [])
    return Summary(file.preview(units: units).balance, units: units)
  }

  @Test func `the newsletter's three rates of one insurance stand with what they are of`() throws {
    let summary = Summary(try newsletter(), units: try smallRegion())
    let json = summary.json(.zh).description
    let parts = [
      #""insurance-special":{"completion":{"n":306,"of":306,"percent":"100.00"},"enrolled":{"n":306,"of":306,"percent":"100.00"},"cardsDelivered":{"n":306,"of":306,"percent":"100.00"}}"#,
      #""insurance-love":{"completion":{"n":2863,"of":2863,"percent":"100.00"}}"#,
      #""insurance-care":{"completion":{"n":72636,"of":[81500,81508],"percent":"89.12"}}"#,
    ]
    for part in parts { #expect(json.contains(part), "\(part)") }
    #expect(summary.csv(.zh).contains("\r\nsheet,rates/insurance-special/cardsDelivered/percent,100.00,"))
    func page(_ language: Language) throws -> String {
      SummaryPage(summary, units: try smallRegion(), language: language).html
    }
    #expect(try page(.zh).contains("卡到位率 <b>306/306（100.00%）</b>"))
    #expect(try page(.en).contains("cards delivered <b>306/306 (100.00%)</b>"))
  }

  @Test(
    arguments: [
      ("cards_issued: 306, cards_delivered: 300", #""cardsDelivered":{"n":300,"of":306,"percent":"98.04"}"#),
      ("policies: 420, cards_delivered: 399", #""cardsDelivered":{"n":399,"of":420,"percent":"95.00"}"#),
      (
        "policies: 306, cards_delivered_percent: \"98.04\"",
        #""cardsDelivered":{"n":300,"of":306,"percent":"98.04"}"#
      ),
      (
        "cards_issued: 306, cards_delivered_percent: \"98\"",
        #""cardsDelivered":{"n":[299,301],"of":306,"percent":"98"}"#
      ),
      ("policies: 190, eligible: 200", #""enrolled":{"n":190,"of":200,"percent":"95.00"}"#),
      ("policies: 190, enrolled_percent: \"95.0\"", #""enrolled":{"n":190,"of":200,"percent":"95.0"}"#),
      ("policies: 55, target: 50", #""completion":{"n":55,"of":50,"percent":"110.00"}"#),
      ("rates: [{name: 续保率, n: 231, of: 284}]", #""续保率":{"n":231,"of":284,"percent":"81.34"}"#),
      ("rates: [{name: 知晓率, percent: \"87.5\"}]", #""知晓率":{"n":null,"of":null,"percent":"87.5"}"#),
      ("rates: [{name: 签收率, of: 80, percent: \"87.5\"}]", #""签收率":{"n":70,"of":80,"percent":"87.5"}"#),
    ])
  func `of two numbers and a percentage any two give the third`(_ keys: String, _ rate: String) throws {
    let summary = try summary("  - {id: p, name: 险, \(keys)}\n")
    #expect(summary.json(.zh).description.contains(rate))
  }

  @Test(arguments: [
    (
      "policies: 306, cards_delivered: 310", "W-PLAUSIBLE p: 卡到位率的分子 310 大于分母 306",
      "W-PLAUSIBLE p, cards delivered: 310 of only 306"
    ),
    (
      "cards_issued: 306, cards_delivered: 300, cards_delivered_percent: \"99.00\"",
      "W-TOTAL p: 卡到位率印的是 99.00%，算出来是 98.04%",
      "W-TOTAL p, cards delivered: 99.00% is printed, 98.04% comes out"
    ),
    (
      "cards_issued: 306, cards_delivered_percent: \"98.00\"", "W-PLAUSIBLE p: 没有整数能得出卡到位率 98.00%",
      "W-PLAUSIBLE p, cards delivered: no whole number gives 98.00%"
    ),
  ])
  func `rates that can't be are doubted`(_ keys: String, _ zh: String, _ en: String) throws {
    let warnings = try summary("  - {id: p, name: 险, \(keys)}\n").warnings
    #expect(warnings.map { $0.text(.zh) }.contains(zh), "\(warnings.map { $0.text(.zh) })")
    #expect(warnings.map { $0.text(.en) }.contains(en))
  }

  @Test(arguments: [
    "policies: 55, target: 50", "cards_issued: 300, cards_delivered: 299, cards_delivered_percent: \"99.67\"",
  ])
  func `rates that can be raise nothing`(_ keys: String) throws {
    #expect(try summary("  - {id: p, name: 险, \(keys)}\n").warnings.map { $0.text(.zh) } == [])
  }

  @Test(arguments: [
    ("cards_delivered: 很多", "cards_delivered"), ("rates: [{n: 3, of: 4}]", "rates"),
    ("rates: [{name: 率, n: 3}]", "rates"),
    ("rates: [{name: 率, n: 不少, of: 4}]", "rates.n"),
  ])
  func `a rate that says nothing is refused with its place`(_ keys: String, _ cell: String) {
    let file = SessionsFile("programmes:\n  - {id: p, name: 险, \(keys)}\n", file: "s.yaml")
    #expect(file.sheets == [])
    #expect(file.refused.map(\.cell) == [cell])
    #expect(file.refused.first?.reason?.zh.hasPrefix("第 2 行") == true)
  }
}
