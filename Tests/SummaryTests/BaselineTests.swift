import CampaignScheduler
import Ledger
import Planning
import TestSupport
import Testing

/// What was surveyed before a campaign beside what was surveyed at its end.
struct BaselineTests {
  private static let surveys = """
    format: 1
    questionnaire:
      - {id: base, name: 基线问卷, sent: 200, returned: 190, usable: 180, dimensions: [{name: 知晓, items: 1, counts: {好: 57, 一般: 100}}]}
      - {id: end, name: 终期问卷, sent: 210, returned: 200, usable: 200, dimensions: [{name: 知晓, items: 1, counts: {好: 160, 一般: 40}}, {name: 满意, items: 1, counts: {好: 190}}]}
    programmes:
      - {id: p25, name: 项目, year: 2025, classes: 8, sites: 71}
      - {id: p26, name: 项目, year: 2026, classes: 3, sites: 22}
    """

  private func sheets() -> [Sheet] {
    let file = SessionsFile(Self.surveys, file: "surveys.yaml")
    #expect(file.refused == [])
    return file.sheets
  }

  @Test func `shares of two questionnaires stand side by side, whatever their numbers of forms`() throws {
    let comparison = try BaselineComparison(named: "基线问卷", and: nil, among: sheets())
    #expect(comparison.heading(.zh) == "基线与终期对比：基线问卷 → 终期问卷")
    let table = comparison.table(.zh)
    #expect(table.first == ["项目", "基线", "终期", "变化"])
    #expect(table.contains(["回收率（%）", "95.00", "95.24", "+0.24"]))
    #expect(table.contains(["知晓 · 好", "30.00", "80.00", "+50.00"]))
    #expect(table.contains(["知晓 · 一般", "52.63", "20.00", "−32.63"]))
    #expect(table.contains(["满意 · 好", "—", "95.00", "—"]))
    #expect(table.contains(["空白份数", "10", "0", "−10"]))
    #expect(comparison.table(.en).first == ["figure", "baseline", "final", "change"])
    #expect(
      comparison.json(.zh).description.contains(
        #"{"what":"dimensions/知晓/好","baseline":30,"final":80,"change":50,"share":true}"#))
  }

  @Test func `rows of figures are compared key by key, either way round`() throws {
    let down = try BaselineComparison(named: "p25", and: "p26", among: sheets())
    #expect(down.table(.zh).dropFirst() == [["类别", "8", "3", "−5"], ["项目点", "71", "22", "−49"]])
    let up = try BaselineComparison(named: "p26", and: "p25", among: sheets())
    #expect(up.table(.zh).last == ["项目点", "22", "71", "+49"])
  }

  @Test func `of several rows with one name none is picked, and each is named by its place`() throws {
    let fault = BaselineFault.severalOfName("项目", ["programmes/p25", "programmes/p26"])
    #expect(throws: fault) { try BaselineComparison(named: "项目", and: nil, among: sheets()) }
    #expect(throws: fault) { try BaselineComparison(named: "p25", and: "项目", among: sheets()) }
    #expect(fault.text(.zh).contains("programmes/p25、programmes/p26"))
    #expect(fault.text(.en).contains("programmes/p25, programmes/p26"))
    let byPlace = try BaselineComparison(named: "programmes/p25", and: "programmes/p26", among: sheets())
    #expect(byPlace.rows.count == 2)
    let twice = sheets() + sheets()
    #expect(try BaselineComparison(named: "base", and: "end", among: twice).baseline == "基线问卷")
  }

  @Test func `an id that stands twice in one section is refused with both its lines`() {
    let text = """
      questionnaire:
        - {id: x, name: 甲, sent: 10, returned: 9}
        - {id: x, name: 乙, sent: 10, returned: 8}
        - {name: 丙, sent: 10, returned: 7}
        - {name: 丁, sent: 10, returned: 6}
      programmes:
        - {id: p, name: 丙, year: 2025}
        - {id: q, name: 丁, year: 2025}
        - {id: p, name: 戊, year: 2026}
      """
    let file = SessionsFile(text, file: "s.yaml")
    #expect(file.sheets.map(\.id) == ["p", "q", "x", "questionnaire", "丁"])
    #expect(file.refused.map(\.reason?.zh).count == 2)
    #expect(file.refused.allSatisfy { $0.result == .refused && $0.cell == "id" })
    let reasons = file.refused.compactMap(\.reason?.en).sorted()
    #expect(reasons.first?.contains("line 3") == true && reasons.first?.contains("line 2 already") == true)
    #expect(reasons.last?.contains("line 9") == true && reasons.last?.contains("line 7 already") == true)
  }

  @Test func `what can't be compared is refused with the names that there are`() {
    #expect(
      throws: BaselineFault.unknown("没有的", among: ["programmes/p25", "programmes/p26", "基线问卷", "终期问卷"])
    ) {
      try BaselineComparison(named: "没有的", and: nil, among: sheets())
    }
    #expect(throws: BaselineFault.notComparable("基线问卷", "项目")) {
      try BaselineComparison(named: "base", and: "p26", among: sheets())
    }
    #expect(throws: BaselineFault.notComparable("基线问卷", "基线问卷")) {
      try BaselineComparison(named: "base", and: "base", among: sheets())
    }
    let three = sheets() + [Sheet(section: .questionnaire, id: "mid", value: .map([:]))]
    #expect(throws: BaselineFault.needsFinal("基线问卷", among: ["终期问卷", "mid"])) {
      try BaselineComparison(named: "base", and: nil, among: three)
    }
    for fault in [
      BaselineFault.unknown("甲", among: []), .needsFinal("甲", among: ["乙"]), .notComparable("甲", "乙"),
    ] {
      #expect(fault.text(.zh) != fault.text(.en))
    }
  }
}
