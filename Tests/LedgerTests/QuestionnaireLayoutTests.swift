import Planning
import TestSupport
import Testing

@testable import Ledger

/// The ways in which offices lay a tabulated questionnaire out.
struct QuestionnaireLayoutTests {
  struct Layout: Sendable, CustomTestStringConvertible {
    let text: String
    /// 维度: 好60 …, sorted by answer.
    var dimensions: [String] = []
    var choices: [String] = []
    var votes: Int?
    var forms: [Int?] = [nil, nil, nil]
    var testDescription: String { text.split(separator: "\n").prefix(2).joined(separator: " / ") }
  }

  static let layouts = [
    Layout(
      text: """
        题目,选项,人数,比例
        1.对服务是否满意,非常满意,60,61.2%
        ,满意,30,30.6%
        2.是否了解政策,了解,70,71.4%
        ,不了解,28,28.6%
        """,
      dimensions: ["对服务是否满意: 满意30 非常满意60", "是否了解政策: 不了解28 了解70"]),
    Layout(
      text: """
        评价等级,服务态度,办事效率
        好,200,180
        较好,60,-
        合计,260,180
        """,
      dimensions: ["服务态度: 好200 较好60", "办事效率: 好180"]),
    Layout(
      text: """
        措施,票数,占比
        加强培训,156,30.8%
        其他,91,17.9%
        总票数,507,
        """,
      choices: ["加强培训156", "其他91"], votes: 507),
    Layout(
      text: """
        题目,选项,票数
        最需要什么,培训,40
        ,经费,25
        （空）,（空）,3
        """,
      choices: ["培训40", "经费25"], votes: 65),
    Layout(
      text: """
        第1题：您对活动满意吗 [单选题]
        选项,小计,比例
        满意,50,83.3%
        一般,10,16.7%
        本题有效填写人次,60,
        第2题：您希望的服务 [多选题]
        选项,小计,比例
        义诊,40,66.7%
        讲座,22,36.7%
        本题有效填写人次,60,
        """,
      dimensions: ["您对活动满意吗: 一般10 满意50"], choices: ["义诊40", "讲座22"], votes: 62),
    Layout(
      text: """
        维度,题目,好,较好
        服务,态度,10,5
        ,效率,8,7
        环境,卫生,9,6
        平均,,9,6
        """,
      dimensions: ["服务: 好18 较好12", "环境: 好9 较好6"]),
    Layout(
      text: """
        发放,收回,有效
        300,290,285
        维度,好,较好
        态度,200,70
        """,
      dimensions: ["态度: 好200 较好70"], forms: [300, 290, 285]),
    Layout(
      text: """
        维度,题数,好,较好,合计
        态度,2,400,160,560
        效率,1,200,80,280
        """,
      dimensions: ["态度: 好400 较好160", "效率: 好200 较好80"], forms: [nil, 280, nil]),
    Layout(
      text: """
        编号,总体评价,希望：讲座,希望：义诊
        1,,,
        2,好,1,0
        3,较好,0,1
        4,好,1,1
        合计,3,2,2
        """,
      dimensions: ["总体评价: 好2 较好1"], choices: ["讲座2", "义诊2"], forms: [nil, 4, 3]),
    Layout(
      text: """
        编号,希望,,总体评价,,建议
        ,讲座,义诊,好,较好,
        1,√,,√,,多讲几次
        2,√,√,,√,
        3,,,√,,
        """,
      dimensions: ["总体评价: 好2 较好1"], choices: ["讲座2", "义诊1"], forms: [nil, 3, 3]),
    Layout(
      text: """
        编号,好,较好,一般
        1,1,0,0
        2,0,1,0
        3,1,0,0
        """,
      dimensions: ["问卷: 一般0 好2 较好1"], forms: [nil, 3, 3]),
    Layout(
      text: """
        序号,总体评价,您希望开展哪些活动,建议
        1,好,孕前/产前检查；讲座,多讲
        2,较好,讲座,没有；挺好
        3,一般,孕前/产前检查,没有
        4,差,讲座；孕前/产前检查,
        发放 9 份
        """,
      dimensions: ["总体评价: 一般1 好1 差1 较好1"], choices: ["孕前/产前检查3", "讲座3"], forms: [9, 4, 4]),
    Layout(
      text: """
        "Survey: Sent 300, Returned 290, usable 285",,
        Dimension,Excellent,Good
        Service,200,60
        Average,200,60
        """,
      dimensions: ["Service: Excellent200 Good60"], forms: [300, 290, 285]),
  ]

  /// Answers with the signs that they have on the form, and letters alone of which one may tick several.
  static let signed = [
    Layout(
      text: """
        编号,1.您对活动是否满意,2.您希望增加哪些服务（多选）
        1,A. 满意,A. 健康讲座┋B. 义诊
        2,A. 满意,B. 义诊
        3,B. 一般,
        """,
      dimensions: ["您对活动是否满意: 一般1 满意2"], choices: ["义诊2", "健康讲座1"], forms: [nil, 3, 3]),
    Layout(
      text: """
        编号,是否满意,最希望增加的服务（多选）
        1,A.满意,①健康讲座②义诊
        2,B.基本满意,②义诊
        """,
      dimensions: ["是否满意: 基本满意1 满意1"], choices: ["义诊2", "健康讲座1"], forms: [nil, 2, 2]),
    Layout(
      text: """
        编号,服务态度,希望开展（多选）
        1,满意,义诊、讲座
        2,满意,讲座
        3,一般,义诊；走访
        4,满意,讲座、走访
        """,
      dimensions: ["服务态度: 一般1 满意3"], choices: ["讲座3", "义诊2", "走访2"], forms: [nil, 4, 4]),
    Layout(
      text: """
        编号,服务态度,希望开展（多选）
        1,满意,义诊、讲座，走访
        2,满意,讲座
        3,一般,"慰问,义诊"
        """,
      dimensions: ["服务态度: 一般1 满意2"], choices: ["义诊2", "讲座2", "慰问1", "走访1"], forms: [nil, 3, 3]),
    Layout(
      text: """
        编号,服务态度,希望开展（多选）
        1,满意,孕前、产前检查，讲座
        2,满意,讲座，孕前、产前检查
        3,一般,义诊、讲座
        """,
      dimensions: ["服务态度: 一般1 满意2"], choices: ["讲座3", "孕前、产前检查2", "义诊1"], forms: [nil, 3, 3]),
    Layout(
      text: """
        编号,总体评价,服务态度（1-5分）,环境评分
        1,满意,5,4分
        2,满意,4,4
        3,一般,5,
        """,
      dimensions: ["总体评价: 一般1 满意2", "服务态度: 4分1 5分2", "环境评分: 4分2"], forms: [nil, 3, 3]),
    Layout(
      text: """
        编号,服务态度,希望开展（多选）
        1,满意,"A,B"
        2,满意,A、B
        3,一般,AB
        """,
      dimensions: ["服务态度: 一般1 满意2"], choices: ["希望开展：A3", "希望开展：B3"], forms: [nil, 3, 3]),
    Layout(
      text: """
        编号,来源,您对服务是否满意,您希望增加哪些服务（多选）
        1,微信,A,AB
        2,微信,A,A
        3,微信,C,
        4,微信,A,"A,C"
        5,微信,,
        """,
      choices: ["您希望增加哪些服务：A3", "您希望增加哪些服务：B1", "您希望增加哪些服务：C1"], forms: [nil, 5, 4]),
    Layout(
      text: """
        题目,选项,票数
        1.您对服务是否满意,A.满意,150
        1.您对服务是否满意,B.不满意,8
        2.您最需要哪些服务（多选）,健康讲座,120
        """,
      dimensions: ["您对服务是否满意: 不满意8 满意150"], choices: ["健康讲座120"]),
  ]

  @Test(arguments: layouts + signed) func `a table says the same however it is laid out`(_ layout: Layout)
    async throws
  {
    try await ImportFiles.withFolder { folder in
      let file = try ImportFiles.write(layout.text, to: folder)
      let reader = try #require(try QuestionnaireReader.read(path: file, sheet: nil, name: "问卷"))
      #expect(reader.rows.allSatisfy { $0.result == .ok }, "\(reader.rows)")
      let found = reader.result
      #expect(
        found.dimensions.map { dimension in
          let counts = dimension.counts.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }
          return "\(dimension.name): \(counts.joined(separator: " "))"
        } == layout.dimensions)
      #expect(found.choices.map { "\($0.name)\($0.votes)" } == layout.choices)
      #expect([found.sent, found.returned, found.usable] == layout.forms)
      if let votes = layout.votes { #expect(max(found.totalVotes ?? 0, found.votes) == votes) }
    }
  }

  @Test func `a score beyond its scale is asked about, and how often somebody came is no score`() async throws
  {
    let text = """
      编号,总体评价,服务态度（1-5分）,参加次数（1-5）,环境评分
      1,满意,5,3,6
      2,满意,6,2,10
      3,一般,4,1,7
      """
    try await ImportFiles.withFolder { folder in
      let file = try ImportFiles.write(text, to: folder)
      let found = try #require(try QuestionnaireReader.read(path: file, sheet: nil, name: "问卷"))
      #expect(found.result.dimensions.map(\.name) == ["总体评价", "服务态度", "环境评分"])
      #expect(found.result.dimensions[1].counts == ["5分": 1, "4分": 1])
      #expect(found.result.dimensions[2].counts == ["6分": 1, "10分": 1, "7分": 1])
      #expect(found.rows.map(\.result) == [.ok, .question, .ok] && found.rows[1].cell == "C3")
    }
  }

  @Test(
    arguments: [
      ("服务态度（1-5分）", true, 1...5), ("环境评分（10分制）", true, 0...10), ("环境评分（满分5分）", true, 0...5),
      ("环境评分", true, nil),
      ("推荐意愿 0-10", true, 0...10), ("参加次数（1-5）", false, 1...5), ("家里几个人（1-5）", false, 1...5),
      ("1-5岁儿童服务评分", true, nil), ("服务满意度", false, nil),
    ] as [(String, Bool, ClosedRange<Int>?)])
  func `a header asks for a score and names its scale`(
    _ header: String, _ isScored: Bool, _ scale: ClosedRange<Int>?
  ) {
    #expect(QuestionnaireWords.isScored(header) == isScored && QuestionnaireWords.scale(header) == scale)
  }

  @Test func `cells that nobody filled in are no answers`() async throws {
    let text = """
      序号,1、满意吗,2、想要的（多选）
      1,满意,义诊
      2,非常满意,义诊┋讲座
      3,(空),(空)
      4,(跳过),(跳过)
      """
    try await ImportFiles.withFolder { folder in
      let file = try ImportFiles.write(text, to: folder)
      let found = try #require(try QuestionnaireReader.read(path: file, sheet: nil, name: "问卷")).result
      #expect(found.returned == 4 && found.usable == 2)
      #expect(found.choices.map(\.name) == ["义诊", "讲座"] && found.votes == 3)
    }
  }

  @Test(arguments: [
    ("措施,情况\n培训,40\n维度,好,较好\n态度,20,8\n", [2]),
    ("维度,好,较好\n态度,20,8\n,3,4\n", [3]), ("维度,好,较好\n,20,8\n态度,3,4\n", [2]),
    ("等级,态度,效率\n好,20,18\n较好,3,4\n,5,6\n", [4]),
  ])
  func `a row of figures that has no place is refused`(_ text: String, _ lines: [Int]) async throws {
    try await ImportFiles.withFolder { folder in
      let file = try ImportFiles.write(text, to: folder)
      let rows = try #require(try QuestionnaireReader.read(path: file, sheet: nil, name: "问卷")).rows
      #expect(rows.filter { $0.result == .refused }.compactMap(\.line) == lines)
    }
  }

  /// Far below, a form looks like the header of a table whose answers stand below one another.
  @Test(arguments: [40, 33]) func `no form is lost, however many there are`(_ count: Int) async throws {
    let rows = (1...count).map { "\($0),\($0 % 3 == 0 ? "较好" : "好"),\($0 % 3 == 0 ? "0,1" : "1,0")" }
    let text = "编号,总体评价,希望：讲座,希望：义诊\n" + rows.joined(separator: "\n")
    try await ImportFiles.withFolder { folder in
      let file = try ImportFiles.write(text, to: folder)
      let reader = try #require(try QuestionnaireReader.read(path: file, sheet: nil, name: "问卷"))
      #expect(reader.rows.count == count && reader.result.returned == count)
      #expect(reader.result.choices.map(\.votes) == [count - count / 3, count / 3])
    }
  }

  @Test func `answers of fewer than are said to have answered are asked about, of more refused`() async throws
  {
    let text = "项目,好,较好,合计\n态度,200,80,284\n效率,200,90,280\n"
    try await ImportFiles.withFolder { folder in
      let file = try ImportFiles.write(text, to: folder)
      let rows = try #require(try QuestionnaireReader.read(path: file, sheet: nil, name: "问卷")).rows
      #expect(rows.map(\.result) == [.question, .refused] && rows.map(\.cell) == ["D2", "D3"])
    }
  }

  @Test func `an answer that is there twice and one without a name are refused`() async throws {
    let text = "题目,选项,人数\n满意吗,满意,10\n,满意,5\n,,3\n"
    try await ImportFiles.withFolder { folder in
      let file = try ImportFiles.write(text, to: folder)
      let rows = try #require(try QuestionnaireReader.read(path: file, sheet: nil, name: "问卷")).rows
      #expect(rows.map(\.result) == [.ok, .refused, .refused])
      #expect(rows[1].reason?.zh.contains("出现了两次") == true && rows[2].reason?.zh.contains("没写") == true)
    }
  }
}
