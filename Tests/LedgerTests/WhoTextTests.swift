import Planning
import TestSupport
import Testing

@testable import Ledger

/// Fields that are a person's keep no whole name, however it is written.
@Suite struct WhoTextTests {
  static let bylines: [(text: String, unit: String, name: String?)] = [
    ("叠彩区卫生健康局 刘○", "叠彩区卫生健康局", "刘○"), ("桂林市叠彩区卫生健康局　刘　○", "桂林市叠彩区卫生健康局", "刘○"),
    ("通讯员 欧○○", "通讯员", "欧○○"), ("七星区朝阳社区 石○○", "七星区朝阳社区", "石○○"), ("叠彩区计生协", "叠彩区计生协", nil),
    ("欧阳明月", "", "欧○○○"), ("象山区卫健局王小军", "象山区卫健局", "王○○"), ("象山区卫健局 王小军 李娜", "象山区卫健局", "王○○、李○"),
    ("（象山区卫健局　王　军）", "象山区卫健局", "王○"), ("象山区卫健局 王 小 军", "象山区卫健局", "王○○"),
    ("象山区卫健局 王 小军、李 娜", "象山区卫健局", "王○○、李○"), ("象山区卫健局王会军", "象山区卫健局", "王○○"),
    ("象山区卫健局-王小军", "象山区卫健局", "王○○"), ("象山区卫健局·王小军", "象山区卫健局", "王○○"),
    ("象山区卫健局/王小军", "象山区卫健局", "王○○"), ("象山区卫健局：王小军", "象山区卫健局", "王○○"),
    ("象山区卫健局（王小军）", "象山区卫健局", "王○○"), ("王小军（象山区卫健局）", "象山区卫健局", "王○○"),
    ("文/王小军 图/李娜", "文 图", "王○○、李○"), ("通讯员王小军", "通讯员", "王○○"), ("供稿：李登科", "供稿", "李○○"),
    ("王小军供稿", "供稿", "王○○"), ("象山区卫健局 王小军主任", "象山区卫健局 主任", "王○○"), ("李和平", "", "李○○"),
    ("李娜和韦国强", "", "李○、韦○○"), ("李娜和市妇幼保健院", "市妇幼保健院", "李○"), ("象山区卫健局 仇晓", "象山区卫健局", "仇○"),
    ("象山区卫健局 阿依古丽·买买提", "象山区卫健局", "阿○○○○○○○"), ("文化和旅游局", "文化和旅游局", nil),
    ("象山区卫健局 欧阳明月、司马光", "象山区卫健局", "欧○○○、司○○"), ("象山区卫健局 John Smith", "象山区卫健局", "J. S."),
    ("黄家村 黄某某", "黄家村", "黄○○"), ("王小军象山区卫健局", "象山区卫健局", "王○○"), ("“王小军”", "", "王○○"),
    ("刘健康摄", "", "刘○○○"),
    ("Xiangshan District, John Smith", "Xiangshan District", "J. S."), ("J. S.", "", "J. S."),
    ("Xiangshan District Health Bureau John Smith", "Xiangshan District Health Bureau", "J. S."),
    ("John Smith", "", "J. S."), ("john smith", "", "J. S."), ("By Wang Xiaojun", "", "W. X."),
    ("Dr. John A. Smith of Xiangshan Hospital", "Xiangshan Hospital", "J. A. S."),
    (
      "Jane Doe and John Smith, City Family Planning Association", "City Family Planning Association",
      "J. D., J. S."
    ),
    ("Women and Children Hospital", "Women and Children Hospital", nil),
  ]

  @Test(arguments: bylines.indices)
  func `a byline keeps its unit and masks every name`(_ index: Int) throws {
    let (text, unit, name) = Self.bylines[index]
    let byline = Byline(text, units: try units())
    #expect(byline.unit == unit)
    #expect(byline.maskedName == name)
    // What is masked is read as what it is.
    let again = Byline([byline.unit, byline.maskedName ?? ""].filter { !$0.isEmpty }.joined(separator: " "))
    #expect(again.maskedName?.filter { $0 != "、" && $0 != "," } == name?.filter { $0 != "、" && $0 != "," })
  }

  @Test(arguments: [
    ("刘建国", "刘○○"), ("刘 建国", "刘○○"), ("刘　强", "刘○"), ("刘建国、李娜", "刘○○、李○"), ("刘建国 李娜", "刘○○、李○"), ("刘○", "刘○"),
    ("欧○○", "欧○○"), ("李登科", "李○○"), ("John Smith", "J. S."), ("J. Smith", "J. S."), ("J. S.", "J. S."),
    ("John Smith, Jane Doe", "J. S., J. D."), ("石", "○"),
  ])
  func `the name of a file's byline is masked whatever it looks like`(_ name: String, _ masked: String) {
    #expect(Byline(unit: "叠彩区", name: name).maskedName == masked)
    #expect(Byline(reading: "叠彩区", name: name).maskedName == masked)
  }

  static let speakers: [(text: String, post: String?, isReduced: Bool)] = [
    ("桂林市“桂姐姐”宣讲团老师", "桂林市“桂姐姐”宣讲团老师", false), ("市妇幼保健院主任医师", "市妇幼保健院主任医师", false),
    ("儿科专家", "儿科专家", false), ("高级教师", "高级教师", false), ("心理咨询师、社区民警", "心理咨询师、社区民警", false),
    ("区卫健局副局长", "区卫健局副局长", false), ("康复医师", "康复医师", false), ("健康讲师团", "健康讲师团", false),
    ("市疾控中心和右江民族医学院附属医院", "市疾控中心和右江民族医学院附属医院", false),
    ("方志馆馆长", "方志馆馆长", false), ("叶酸发放专干", "叶酸发放专干", false), ("白班护士长", "白班护士长", false),
    ("金牌月嫂", "金牌月嫂", false), ("市图书馆馆长王小军", "市图书馆馆长", true), ("叶小酸专干", "专干", true),
    ("王小军", nil, true), ("王小军 主任医师", "主任医师", true), ("王小军主任医师", "主任医师", true),
    ("市妇幼保健院李娜、韦国强", "市妇幼保健院", true), ("李老师", "老师", true), ("欧阳明月", nil, true),
    ("市妇幼保健院李娜副主任医师", "市妇幼保健院 副主任医师", true), ("由市妇幼派来的李娜", "由市妇幼", true),
    ("李登科", nil, true), ("主讲：李娜", "主讲", true),
    ("Dr. John Smith", nil, true), ("John Smith, chief physician", "chief physician", true),
    ("chief physician John Smith", "chief physician", true),
    ("lecturers of the Guilin team", "lecturers of the Guilin team", false),
    ("Dr. John Smith of the City Hospital", "the City Hospital", true),
    ("a doctor from the city hospital", "a doctor from the city hospital", false),
  ]

  @Test(arguments: speakers.indices)
  func `a speaker is kept by post or team`(_ index: Int) throws {
    let (text, post, isReduced) = Self.speakers[index]
    let speaker = SpokenBy(text, units: try units())
    #expect(speaker.post == post)
    #expect(speaker.isReduced == isReduced)
    #expect((speaker.remark == nil) == (post == nil || !isReduced))
  }

  @Test func `a file's byline and speaker keep no name either`() async throws {
    let rows = [
      "byline: {unit: 叠彩区卫生健康局 刘建国, name: 李娜}, speaker: 市妇幼保健院李娜", "byline: 叠彩区卫生健康局 欧阳明月",
      "byline: {name: 王小军}, speaker: {role: 宣讲团老师}", "speaker: 王小军", "speaker: {name: 王小军}",
      "speaker: [王小军 主任医师, 护士长]", "byline: {}",
    ]
    let text =
      "events:\n"
      + rows.enumerated().map { index, row in
        "  - {id: e\(index), title: 讲座, unit: 叠彩区, date: \"2026-05-2\(index)\", \(row)}\n"
      }.joined()
    let units = try smallRegion()
    try await withLedger { store, _ in
      let file = SessionsFile(text, file: "s.yaml")
      let report = try await store.importSessions(file, units: units, by: "县", at: noon)
      let results = Dictionary(report.rows.map { ($0.row, $0.result) }) { first, _ in first }
      #expect(
        results == [
          "e0": .question, "e1": .ok, "e2": .ok, "e3": .refused, "e4": .refused, "e5": .question,
          "e6": .refused,
        ])
      #expect(report.accepted == 4)
      let lines = try await store.exportedLines().joined()
      #expect(["建国", "李娜", "阳明月", "小军"].filter(lines.contains) == [])
      let sessions = try await store.balance().sessions.map(\.session)
      #expect(sessions.map { $0.byline?.maskedName } == ["刘○○、李○", "欧○○○", "王○○", nil])
      #expect(sessions.map(\.speaker) == ["市妇幼保健院", nil, "宣讲团老师", "主任医师 护士长"])
    }
  }

  /// 象山区 among them, whose first character is no surname.
  private func units() throws -> UnitTree {
    let city = Level(depth: 0, name: BilingualText(zh: "市", en: "city"))
    let county = Level(depth: 1, name: BilingualText(zh: "县", en: "county"))
    return try UnitTree(
      levels: [city, county],
      units: [
        Planning.Unit(id: "guilin", name: "桂林市", level: city, parent: nil),
        Planning.Unit(id: "xiangshan", name: "象山区", level: county, parent: "guilin"),
      ])
  }
}
