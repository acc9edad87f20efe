import Foundation
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// 接龙 pasted from a group chat.
struct GroupListTests {
  @Test func `the sample gives its people, its correction and its question`() async throws {
    try await withLedger { store, _ in
      let options = try await store.listOptions(on: "2026-08-10")
      let report = try await store.importTable(ImportFiles.path("jielong.txt"), options)
      #expect(report.rows.map(\.row) == ["1", "2", "3", "4", "5", "6"])
      #expect(report.persons == .exact(9))
      let facts = try #require(
        JSONSerialization.jsonObject(with: Data(report.json(.zh).description.utf8)) as? [String: Any])
      let people = try #require(facts["people"] as? [[String: Any]])
      #expect(people.map { $0["name"] as? String } == ["张三", "李四", "王五", "小红花"])
      #expect(people.map { $0["n"] as? Int } == [3, 1, 2, 3])
      #expect(people[0]["note"] as? String == "第4条更正第1条")
      #expect(people[3]["adults"] as? Int == 2 && people[3]["children"] as? Int == 1)
      #expect(facts["withdrawn"] as? [String] == ["赵六"])
      #expect(facts["ask"] as? [String] == ["第5条“来不了了”：按退出处理，是否正确？"])
      #expect(facts["dateFound"] as? String == "08-10")
      // Those who say that they will come have not come.
      let key = try #require(options.session)
      let session = try #require(try await store.session(key))
      #expect(
        session.counts.map(\.value.measure) == [.signedUp]
          && session.counts.map(\.value.role) == [.volunteers])
      #expect(!session.isHeld)
      let again = try await store.importTable(ImportFiles.path("jielong.txt"), options)
      #expect(again.rows.allSatisfy { $0.reason?.zh.hasPrefix("以前导入过") == true })
    }
  }

  @Test func `a chain may be long`() async throws {
    try await ImportFiles.withFolder { folder in
      let lines = (1...40_000).map { "\($0). 甲某\($0 % 7) 报名 2人" }.joined(separator: "\n")
      let file = try ImportFiles.write("#接龙\n\(lines)\n", to: folder, as: "long.txt")
      #expect(try ChainSource.text(file)?.utf8.count ?? 0 > 1 << 20)
    }
  }

  @Test func `a child's name is told to nobody`() throws {
    let chain = ChainText(
      "#接龙\n1. 孙小宝（9岁）\n2. 张三 带1个孩子（8岁）\n3. 李小明 小学生\n4. 钱大宝（十二周岁） 来不了\n5. 周五（35岁）\n")
    #expect(chain.people.map(\.told) == ["孙*", "张三", "李*", "钱*", "周五"])
    #expect(ChainText("#接龙\n1. 韦姐 +2（一个小孩）\n2. 张三 2人（含 1 名儿童）\n").children == 2)
    #expect(ChainText("#接龙\n1. 甲某 2人（含小孩1）\n2. 乙某 3人（1大2小）\n3. 丙某 +1孩\n").children == 4)
    #expect(chain.children == 3)
    let parts = ChainText("#接龙\n1. 王芳 3人，其中小孩1人\n2. 李明 3人（含小孩1人）\n3. 芦笛社区 9人（含志愿者5人）\n")
    #expect(parts.children == 2)
    #expect(parts.counts(.attendance, isFinal: false).map(\.quantity) == [.exact(10), .exact(5)])
    let json = TableReport(chain, isAttendance: true).json(.zh).map { "\($0.1)" }.joined()
    #expect(["小宝", "小明", "大宝"].filter(json.contains) == [])
  }

  @Test(arguments: [
    ("1. 北门社区 志愿者3人\n2. 王芳 2人\n", 2, 3), ("1. 李建国（志愿者）\n2. 王芳 2人\n", 2, 1),
    ("1. 芦笛社区 15人（不含志愿者2人）\n", 15, 2), ("1. 李建国 60岁志愿者家属\n", 1, 0),
    ("1. 张三 +2志愿者\n2. 张三 改成2人\n", 2, 0), ("1. 张三 志愿者\n2. 张三 改成2人\n", 1, 1),
  ])
  func `volunteers of a chain are told from the public`(_ lines: String, _ people: Figure, _ helpers: Figure)
  {
    let counts = ChainText("#接龙\n\(lines)").counts(.attendance, isFinal: false)
    #expect(counts.map(\.quantity) == [.exact(people)] + (helpers > .zero ? [.exact(helpers)] : []))
    #expect(counts.map(\.role) == [.public] + (helpers > .zero ? [.volunteers] : []))
  }

  typealias Mark = (line: String, people: Int, children: Int, helpers: [Count.Role: Int], ImportRow.Result)

  static let marks: [Mark] = [
    ("张三 志愿者", 1, 0, [.volunteers: 1], .ok), ("张三志愿者", 1, 0, [.volunteers: 1], .ok),
    ("志愿者 李建国", 1, 0, [.volunteers: 1], .ok), ("志愿者李建国", 1, 0, [.volunteers: 1], .ok),
    ("张三 我是志愿者", 1, 0, [.volunteers: 1], .ok), ("张三 身份：志愿者", 1, 0, [.volunteers: 1], .ok),
    ("张三 工作人员", 1, 0, [.staff: 1], .ok), ("张三（讲师）", 1, 0, [.speakers: 1], .ok),
    ("张三 司机 志愿者", 1, 0, [.volunteers: 1], .ok), ("Amy 志愿者", 1, 0, [.volunteers: 1], .ok),
    ("Ann Lee volunteer", 1, 0, [.volunteers: 1], .ok),
    // Companions are the public.
    ("张三 志愿者+1", 2, 0, [.volunteers: 1], .ok), ("张三 +1 志愿者", 2, 0, [.volunteers: 1], .ok),
    ("张三（志愿者）+1", 2, 0, [.volunteers: 1], .ok), ("张三（志愿者+1）", 2, 0, [.volunteers: 1], .ok),
    ("张三 志愿者带孩子", 2, 1, [.volunteers: 1], .ok), ("张三 2大1小（志愿者）", 3, 1, [.volunteers: 1], .ok),
    ("张三 志愿者 一家三口", 3, 0, [.volunteers: 1], .ok), ("张三（志愿者）家属2人", 3, 0, [.volunteers: 1], .ok),
    ("张三 志愿者 12900000001 +1", 2, 0, [.volunteers: 1], .ok),
    ("Ann Lee volunteer with 2 kids", 3, 0, [.volunteers: 1], .ok),
    // All of a number of them.
    ("志愿者3人", 3, 0, [.volunteers: 3], .ok), ("志愿者：3人", 3, 0, [.volunteers: 3], .ok),
    ("三名志愿者", 3, 0, [.volunteers: 3], .ok), ("志愿者120人", 120, 0, [.volunteers: 120], .question),
    ("北门社区志愿者3人", 3, 0, [.volunteers: 3], .ok), ("北门社区 三名志愿者", 3, 0, [.volunteers: 3], .ok),
    ("Ann Lee 2 volunteers", 2, 0, [.volunteers: 2], .ok),
    // Whose it is nobody knows.
    ("张三 志愿者 2人", 2, 0, [.volunteers: 1], .question), ("张三 2人（志愿者）", 2, 0, [.volunteers: 1], .question),
    ("志愿者", 1, 0, [.volunteers: 1], .question),
    ("张三 志愿者 家属2人", 3, 0, [:], .question), ("北门社区 9人（含志愿者）", 9, 0, [:], .question),
    ("志愿者小陈", 1, 0, [:], .question),
    ("志愿者服务队 3人", 3, 0, [:], .question), ("张三 报名当志愿者", 1, 0, [:], .question),
    // Nobody.
    ("张三 非志愿者", 1, 0, [:], .ok), ("张三（不是志愿者）", 1, 0, [:], .ok), ("张三 不是 志愿者", 1, 0, [:], .ok),
    ("非志愿者3人", 3, 0, [:], .ok), ("张三 志愿者的孩子", 1, 1, [:], .ok), ("张三 志愿者家属", 1, 0, [:], .ok),
    ("张三 志愿者家属2人", 2, 0, [:], .ok), ("张三 想当志愿者", 1, 0, [:], .ok), ("张三（想做志愿者）2人", 2, 0, [:], .ok),
    ("Ann Lee (not a volunteer)", 1, 0, [:], .ok), ("张三 社会工作者", 1, 0, [:], .ok), ("张志愿", 1, 0, [:], .ok),
    // Children who are not there.
    ("张三（不含孩子）", 1, 0, [:], .ok), ("张三（不带孩子）2人", 2, 0, [:], .ok), ("张三（无孩子）", 1, 0, [:], .ok),
    ("张三 3人（含孩子）", 3, 0, [:], .ok), ("张三 含孩子3人", 3, 0, [:], .question),
    ("张三（含孩子）", 1, 0, [:], .question), ("张三 2人（不含孩子1人）", 3, 1, [:], .question), ("张梓含 2人", 2, 0, [:], .ok),
    ("国强 3人，另有孩子2人", 5, 2, [:], .ok), ("国强 3人（不含孩子2人）", 5, 2, [:], .question),
    // What kind of one somebody is, and what they are among the others.
    ("张三 社区志愿者", 1, 0, [.volunteers: 1], .ok), ("张三（我是党员志愿者）", 1, 0, [.volunteers: 1], .ok),
    ("张三 桂林医学院志愿者", 1, 0, [.volunteers: 1], .ok), ("志强 志愿者队长", 1, 0, [.volunteers: 1], .ok),
    ("志强 志愿者服务队队长", 1, 0, [.volunteers: 1], .ok), ("张三 社区工作人员", 1, 0, [.staff: 1], .ok),
    ("张三 青年志愿者 2人", 2, 0, [.volunteers: 1], .question), ("张三 教育专家", 1, 0, [:], .ok),
    // Those whom somebody thanks or asks for.
    ("小梅 谢谢志愿者", 1, 0, [:], .ok), ("小梅 2人 感谢社区志愿者", 2, 0, [:], .ok), ("小梅 志愿者辛苦了", 1, 0, [:], .ok),
    ("小梅 给志愿者点赞", 1, 0, [:], .ok), ("小梅 3人 志愿者真棒", 3, 0, [:], .ok), ("小梅 志愿者们太给力了", 1, 0, [:], .ok),
    ("小梅 志愿者真名李四", 1, 0, [:], .question), ("小梅 志愿者最后到", 1, 0, [:], .question),
    ("小梅 请志愿者接送", 1, 0, [:], .ok), ("Ann Lee thanks volunteers", 1, 0, [:], .ok),
    // All of them.
    ("北门社区 9人（都是志愿者）", 9, 0, [.volunteers: 9], .ok), ("玉珍 3人 都是志愿者", 3, 0, [.volunteers: 3], .ok),
    ("玉珍 一家三口都是党员志愿者", 3, 0, [.volunteers: 3], .ok), ("玉珍 都是志愿者", 1, 0, [.volunteers: 1], .question),
    ("玉珍 3人 都不是志愿者", 3, 0, [:], .ok), ("Ann Lee 3 people (all volunteers)", 3, 0, [.volunteers: 3], .ok),
    // Those who are brought.
    ("桂兰 +2志愿者", 3, 0, [.volunteers: 2], .ok), ("桂兰+2名志愿者", 3, 0, [.volunteers: 2], .ok),
    ("桂兰 带志愿者2人", 3, 0, [.volunteers: 2], .ok), ("桂兰 志愿者 +2志愿者", 3, 0, [.volunteers: 3], .ok),
    ("晓红 志愿者、孩子2人", 3, 2, [.volunteers: 1], .ok), ("晓红（志愿者、孩子2人）", 3, 2, [.volunteers: 1], .ok),
    ("晓红，志愿者，2人", 2, 0, [.volunteers: 1], .question),
    ("建华 家长和孩子", 2, 1, [:], .ok), ("建华 家长带2个孩子", 3, 2, [:], .ok), ("建华 孩子和家长", 2, 1, [:], .ok),
    ("建华 家长和孩子2人", 3, 2, [:], .question), ("建华 家长", 1, 0, [:], .ok), ("建华 家长2人", 2, 0, [:], .ok),
    ("建华 老公和我", 2, 0, [:], .ok),
    ("建华 3人不含本人", 4, 0, [:], .question), ("建华 3人（不含本人）", 4, 0, [:], .question),
    ("建华 除本人外3人", 4, 0, [:], .question), ("建华 +3（不含本人）", 4, 0, [:], .ok), ("建华 3人（不含我妈）", 3, 0, [:], .ok),
    ("建华 +3含本人", 3, 0, [:], .ok), ("建华 +3（含本人）", 3, 0, [:], .ok), ("建华 +3包括我", 3, 0, [:], .ok),
    ("建华 含本人3人", 3, 0, [:], .ok), ("建华 3人（含我妈）", 3, 0, [:], .ok),
    // Families, and those who are with them.
    ("建华 夫妻带孩子", 3, 1, [:], .question), ("建华 夫妻带2个孩子", 4, 2, [:], .ok), ("建华 夫妻都来", 2, 0, [:], .ok),
    ("建华夫妻带孩子", 3, 1, [:], .question), ("建华 母子带奶奶", 3, 0, [:], .ok), ("建华 公婆一起来", 3, 0, [:], .ok),
    ("建华 一家三口和奶奶", 4, 0, [:], .ok), ("建华 一家三口带孩子", 3, 0, [:], .question), ("建华 一家三口", 3, 0, [:], .ok),
    ("建华 夫妻店", 1, 0, [:], .ok), ("建华 家长、孩子", 2, 1, [:], .question), ("建华 我孩子", 1, 1, [:], .ok),
    ("豆豆爸爸带豆豆", 2, 0, [:], .question), ("豆豆妈妈带豆豆来", 2, 0, [:], .question), ("建华 带小明", 2, 0, [:], .question),
    ("建华 带小米", 1, 0, [:], .question), ("建华 带队", 1, 0, [:], .question), ("黄带娣", 1, 0, [:], .ok),
    // More people beside a number of them.
    ("国强 3人（另带孩子2人）", 5, 2, [:], .ok), ("国强 3人，另带孩子2人", 5, 2, [:], .ok), ("国强 3人（另带2人）", 5, 0, [:], .ok),
    ("国强（另带老公）", 2, 0, [:], .ok), ("国强 一些水果", 1, 0, [:], .ok), ("国强 2组和志愿者3人", 3, 0, [.volunteers: 3], .ok),
    ("国强 3人，还有2人", 5, 0, [:], .ok), ("国强 3人（加油）", 3, 0, [:], .ok),
    ("国强 5人（不含志愿者2人）", 7, 0, [.volunteers: 2], .question), ("国强 5人，另有志愿者2人", 7, 0, [.volunteers: 2], .ok),
    ("国强 5人另有志愿者2人", 7, 0, [.volunteers: 2], .ok), ("国强 2人，志愿者1人", 2, 0, [.volunteers: 1], .question),
    ("国强 5人，志愿者2人，工作人员1人", 5, 0, [.volunteers: 2, .staff: 1], .question),
    ("国强 8人+志愿者3人", 11, 0, [.volunteers: 3], .ok), ("国强8人+志愿者3人", 11, 0, [.volunteers: 3], .ok),
    ("国强 8人 +3志愿者", 11, 0, [.volunteers: 3], .ok), ("国强 8人加志愿者3人", 11, 0, [.volunteers: 3], .ok),
    ("国强 群众8人+志愿者3人", 11, 0, [.volunteers: 3], .ok), ("国强 2大1小+志愿者1人", 4, 1, [.volunteers: 1], .ok),
    ("国强 8人志愿者3人", 8, 0, [.volunteers: 3], .question), ("国强 3人 60岁志愿者", 3, 0, [:], .ok),
    ("张三 +2 志愿者", 3, 0, [.volunteers: 2], .ok), ("张三 +2，志愿者", 3, 0, [.volunteers: 1], .ok),
    ("国强 +2+志愿者1人", 4, 0, [.volunteers: 1], .ok), ("国强 一中 志愿者2人", 2, 0, [.volunteers: 2], .ok),
    ("国强 群众3人志愿者2人", 5, 0, [.volunteers: 2], .ok), ("志愿者国强 +2", 3, 0, [.volunteers: 1], .ok),
    ("国强志愿者+2", 3, 0, [.volunteers: 1], .ok),
    // What is glued to a number is read as what stands in brackets.
    ("国强5人不含志愿者2人", 7, 0, [.volunteers: 2], .question), ("国强5人含志愿者2人", 5, 0, [.volunteers: 2], .ok),
    ("国强+3不含志愿者2人", 6, 0, [.volunteers: 2], .question), ("国强 +3含孩子1人", 4, 1, [:], .ok),
    ("国强 4人含2娃", 4, 2, [:], .ok), ("国强 3人其中老人1人", 3, 0, [:], .ok),
    ("国强 9人其中志愿者2人孩子1人", 9, 1, [.volunteers: 2], .ok),
    // Whoever writes it, apart from those who are named.
    ("国强 我、孩子", 2, 1, [:], .question), ("国强 我，妈妈", 2, 0, [:], .question), ("国强 我孩子", 1, 1, [:], .ok),
    ("国强、老公", 2, 0, [:], .question), ("国强、孩子", 2, 1, [:], .question), ("国强 家长 妈妈", 1, 0, [:], .ok),
    ("国强（老公、孩子）", 3, 1, [:], .question), ("国强（带老公、孩子）", 3, 1, [:], .ok),
    ("国强 我、老婆、两个孩子", 4, 2, [:], .ok), ("国强 带大宝二宝", 3, 2, [:], .ok),
    // Families.
    ("国强 夫妻（带孩子）", 3, 1, [:], .question), ("国强 夫妻（1个孩子）", 3, 1, [:], .ok), ("国强 夫妻（含孩子）", 2, 0, [:], .ok),
    ("国强 夫妻 1个孩子", 3, 1, [:], .ok), ("国强 母子 1个孩子", 3, 1, [:], .question), ("国强 父子（带奶奶）", 3, 0, [:], .ok),
    ("国强 兄弟姐妹", 1, 0, [:], .question), ("国强 兄弟姐妹4人", 4, 0, [:], .ok), ("国强 兄弟姐妹5人", 5, 0, [:], .ok),
    ("国强 我们俩", 2, 0, [:], .ok), ("国强 我家三口", 3, 0, [:], .ok), ("国强 报两个", 2, 0, [:], .ok),
    ("国强 我俩", 2, 0, [:], .ok), ("国强、爸妈", 3, 0, [:], .question), ("国强 我们", 1, 0, [:], .question),
    ("国强 我们一家", 1, 0, [:], .question), ("国强 一家2大1小", 3, 1, [:], .ok), ("国强 一家 2个孩子", 2, 0, [:], .question),
    ("国强 2个孩子", 2, 2, [:], .question), ("国强 一拖二", 1, 0, [:], .question), ("国强（1个小孩）", 1, 1, [:], .question),
    ("国强 一家+1", 2, 0, [:], .question), ("国强 302室+1", 2, 0, [:], .ok), ("国强 2人9点到", 2, 0, [:], .ok),
    ("国强 一家三口+奶奶", 4, 0, [:], .ok),
    // Children behind a number of people are some of them where they are fewer.
    ("国强 5人，孩子1人", 5, 1, [:], .ok), ("国强 5人 2个小孩", 5, 2, [:], .ok), ("国强 1人，孩子2人", 3, 2, [:], .question),
    ("国强 2人（孩子2人）", 4, 2, [:], .question), ("国强 大人5，孩子1", 6, 1, [:], .ok),
    ("国强 2人 带1个孩子", 2, 1, [:], .question), ("国强 2人+孩子", 3, 1, [:], .ok), ("国强 2人+1", 3, 0, [:], .ok),
    ("国强 2人 +1", 2, 0, [:], .question), ("国强 8人+孩子2人", 10, 2, [:], .ok), ("国强 不含孩子2人", 2, 0, [:], .ok),
    // Numbers of something else.
    ("国强 带家人共4人", 4, 0, [:], .ok), ("国强 带学生5人", 6, 0, [:], .question),
    ("国强 302 2大1小", 3, 1, [:], .question), ("国强 3人内含孩子1人", 3, 1, [:], .ok), ("国强 带队，5人", 5, 0, [:], .ok),
    ("国强 2人，40元", 2, 0, [:], .ok), ("国强 3栋501 2人", 2, 0, [:], .ok), ("国强 2人，晚到20分钟", 2, 0, [:], .ok),
    ("国强 3-501", 1, 0, [:], .question),
    ("国强 自驾 可带3人", 1, 0, [:], .question), ("国强 2人，有车可带3人", 2, 0, [:], .ok), ("国强 残疾人", 1, 0, [:], .question),
    ("国强 2人 素食1", 1, 0, [:], .question),
    // Who may not come.
    ("国强 有事", 1, 0, [:], .question), ("国强 加班", 1, 0, [:], .question), ("国强 有事晚到", 1, 0, [:], .ok),
  ]

  @Test(arguments: marks.indices)
  func `whoever is marked as a helper is one, and nobody beside them`(_ index: Int) {
    let (line, people, children, helpers, result) = Self.marks[index]
    let chain = ChainText("#接龙\n1. \(line)\n")
    #expect(chain.persons == .exact(Figure(people)) && chain.children == children)
    let counts = chain.counts(.attendance, isFinal: false)
    let told = counts.filter { $0.role != .public }.map { ($0.role, $0.quantity) }
    #expect(Dictionary(uniqueKeysWithValues: told) == helpers.mapValues { .exact(Figure($0)) })
    let others = people - helpers.values.reduce(0, +)
    #expect(counts.first { $0.role == .public }?.quantity == (others == 0 ? nil : .exact(Figure(others))))
    #expect(chain.rows.map(\.result) == [result])
  }

  @Test(arguments: [
    "国强 若干", "国强 若干人", "国强（若干）", "国强几个人", "国强 好几个", "北门社区 群众若干", "国强 几个孩子", "国强 几位家属",
    "国强带几个孩子", "国强 和几个朋友", "国强 若干孩子",
  ])
  func `who does not say how many come is asked, and neither one nor none`(_ line: String) {
    let chain = ChainText("#接龙\n1. \(line)\n2. 王芳 2人\n")
    #expect(chain.rows.map(\.result) == [.question, .ok])
    #expect(chain.untold == 1)
    let counts = chain.counts(.attendance, isFinal: false).map(\.quantity)
    #expect(counts == [.exact(2), .unknown(said: "若干")])
    let report = TableReport(chain, isAttendance: true)
    #expect(report.warnings.map(\.zh) == ["另有 1 条没写清几个人，没有算进人数"])
    let alone = TableReport(ChainText("#接龙\n1. \(line)\n"), isAttendance: true)
    #expect(alone.remarks.first?.zh == "接龙 1 条，参加 未报数")
  }

  @Test func `a mark outlives a correction, and a list titled as one of helpers has no others`() {
    func helpers(_ text: String) -> [Quantity] {
      ChainText(text).counts(.attendance, isFinal: false).filter { $0.role == .volunteers }.map(\.quantity)
    }
    #expect(helpers("#接龙\n1. 张三 志愿者\n2. 张三 改成3人\n") == [.exact(1)])
    #expect(helpers("#接龙\n1. 张三 志愿者 +1\n2. 张三 取消1人\n") == [.exact(1)])
    let untold = ChainText("#接龙\n1. 北门社区 志愿者3人\n2. 北门社区 改成5人\n")
    #expect(untold.rows.map(\.result) == [.ok, .question])
    #expect(helpers("#接龙\n志愿者接龙\n1. 张三\n2. 李四 党员志愿者\n") == [.exact(2)])
    #expect(ChainText("#接龙\n志愿者接龙\n1. 李四 党员志愿者\n").rows.map(\.result) == [.ok])
    #expect(helpers("#接龙\n义诊到场，志愿者请注明\n1. 张三\n2. 李四 志愿者\n") == [.exact(1)])
  }

  static let cases: [(text: String, n: Int, results: [ImportRow.Result])] = [
    ("#接龙\n签到\n1. 甲\n2. 乙+1\n3. 丙 3人\n4、丁（带2个孩子，9:30到）\n", 9, [.ok, .ok, .ok, .ok]),
    ("#接龙\n1. 甲\n\n#接龙\n1. 甲\n2. 乙 两人\n", 3, [.ok, .ok]),
    ("接龙\n1. 甲 2人\n2. 甲 2人\n", 4, [.ok, .question]),
    ("接龙\n1. 甲 2人\n2. 甲 来不了\n3. 乙 改为 2\n", 2, [.ok, .question, .question]),
    ("接龙\n1. 甲 -2人\n2. \n3. 🌸\n乙也来\n4. 丁 12900000001\n", 1, [.refused, .refused, .refused, .ok]),
    ("接龙\n1. 甲 129 1111 2222\n2. 乙 1291-111-2222 3人\n", 4, [.ok, .ok]),
    ("1. 甲\n2. 乙 一家三口\n3. 丙 带1个孩子\n", 6, [.ok, .ok, .ok]),
    ("#接龙\n1. 甲某两人\n2. 乙某两大一小\n3. 小丙一家三口\n4. 丁某（2人）\n5. 戊某 大人1 小孩2\n", 13, [.ok, .ok, .ok, .ok, .ok]),
    ("#接龙\n①甲某\n②乙某 2人\n（3）丙某\n4 丁某\n5戊某 3人\n", 8, [.ok, .ok, .ok, .ok, .ok]),
    ("#接龙\n8 月 10 日义诊\n1 甲某\n2 乙某2人\n", 3, [.ok, .ok]),
    ("#接龙\n1. 甲某2人 乙某1人\n2. 丙某\n", 1, [.refused, .ok]),
    ("#接龙\n1. 甲某 2人\n2. 乙某\n3. 甲某 不来\n4. 乙某不来了\n5. 丙某\n", 1, [.ok, .ok, .question, .question, .ok]),
    (
      "#Group chain 接龙\n1. Ann Lee\n2. Bob +1\n3. Ann Roe 2 people\n4. Bob can not come\n5. Ann Lee change to 3\n",
      5,
      [.ok, .ok, .ok, .question, .ok]
    ),
    ("#接龙\n1. 王奶奶和孙子\n2. 甲某（3）\n3. 乙某 2人，3人\n", 6, [.ok, .question, .question]),
    ("#接龙\n1. 张三三人\n2. 张三丰\n3. 欧阳三 带娃\n", 6, [.ok, .ok, .ok]),
    ("#接龙\n1. 褚四➕2\n2. 钱七加1\n3. 甲某+家属1\n4. 本人+家属2人\n5. 李四 俩\n", 12, [.ok, .ok, .ok, .ok, .ok]),
    ("#接龙\n1. 褚四 1+1\n2. 钱七 1+2\n3. 孙五 +1+1\n", 8, [.ok, .ok, .ok]),
    ("#接龙\n1. 3人 王五二\n2. 小明1 2人\n3. 王八 302 2人\n4. 王五 +老公赵小六\n", 9, [.ok, .ok, .question, .ok]),
    ("#接龙\n1. 张小三和李小四\n2. 王六、赵六\n", 4, [.question, .question]),
    (
      "#接龙\n1. 周九 叠彩区2组\n2. 张三 60岁\n3. 李加一\n4. 王五 可能晚到\n5. 赵四+李四\n", 6,
      [.question, .question, .ok, .ok, .question]
    ),
    ("#接龙\n9999. 甲某\n10000. 乙某 2人\n10001. 丙某\n", 4, [.ok, .ok, .ok]),
    (
      "#接龙\n1. 甲某 待定\n2. 乙某？\n3. 丙某 无法参加\n4. 丁某 ❌\n5. 戊某 可能来\n6. 己某\n7. 庚某 ❌\u{FE0F}\n", 1,
      [.question, .question, .question, .question, .question, .ok, .question]
    ),
    (
      "#接龙\n1. 王五 加老公\n2. 李明 带老公\n3. 王芳 家属1\n4. 张伟 一家三口\n5. 小美 我和孩子\n6. 阿珍 两大一小\n7. 老周 2人\n8. 李丽 +老妈\n", 18,
      Array(repeating: .ok, count: 8)
    ),
    (
      "#接龙\n1. 李明和老婆\n2. 王芳 和女儿一起\n3. 张伟 +老公+孩子\n4. 小兰 老公、孩子都来\n5. 阿梅 带爸妈\n6. 阿强+爷爷奶奶\n7. 秋月 跟妈妈、妹妹\n8. 小周 带妹妹和外甥\n9. 阿花 我们两个\n10. 桂花 报名两个\n",
      26, Array(repeating: .ok, count: 10)
    ),
    (
      "#接龙\n1. 小明妈妈\n2. 朵朵妈妈+朵朵\n3. 丽丽妈妈和孩子\n4. 小强 妈妈\n5. 张伟 我和老公孩子三个人\n6. 老李 带同事\n", 11,
      [.ok, .question, .ok, .ok, .ok, .ok]
    ),
    (
      "#接龙\n1. 李明-东村-2人\n2. 王芳/西村/1大1小\n3. （张三）12900000001\n4. 李明 改成3人\n5. 张伟 1000人\n", 6,
      [.ok, .ok, .ok, .ok, .refused]
    ),
    (
      "#接龙\n1. 甲某 陪爸妈\n2. 乙某 领着孙子\n3. 丙某 🙋‍♀️+1\n4. 丁某 ✅\n5. 戊某 2人🎉\n6. 己某 2男1女\n7. 庚某 男1女1\n8. 辛某 一男一女\n",
      17, Array(repeating: .ok, count: 8)
    ),
    (
      "#接龙\n1. 张三\n2. 再+1\n3. 又带1个孩子\n4. 李芳\n5. 再+1 李芳\n6. 再加2人\n7. 再娜甫 2人\n", 5,
      [.ok, .refused, .refused, .ok, .ok, .refused, .ok]
    ),
    (
      "#接龙\n1. 甲某🙅\n2. 乙某 🙅🏻‍♀️\n3. 丙某 🚫\n4. 丁某 👎🏼\n5. 戊某⛔\n6. 己某 🤷‍♂️\n7. 庚某❓\n8. 辛某 😭\n9. 壬某 2人 晚到😭\n10. 癸某👍\n11. 甲乙 2人 🤔\n",
      4, Array(repeating: .question, count: 8) + [.ok, .ok, .question]
    ),
    (
      "#接龙\n1. 王小丽（已取消）\n2. 李建国 3人（已取消）\n3. 陈静【退出】\n4. Mary Wang 3 people (cancelled)\n5. 甲某 2人 撤销\n6. 乙某（候补）\n7. 丙某（后排）\n",
      1, Array(repeating: .question, count: 6) + [.ok]
    ),
    (
      "#接龙\n1. 王小丽 2大1小\n2. 王小丽 更正：2大2小\n3. 李建国\n4. 李建国 修改为：3人\n5. 甲某 人数：3\n6. 乙某，大人：2，小孩：1\n7. 丙某 9:30到\n8. 姓名：丁某，人数：2\n9. 戊某 房号：302\n",
      17, Array(repeating: .ok, count: 9)
    ),
    ("#接龙\n1. 李明 2人\n2. 王小丽 3人\n3. 共5人\n", 5, [.ok, .ok, .ok]),
    ("#接龙\n1. 李明 2人\n2. 王小丽 3人\n3. 合计：7 人\n4. 共青团员 2人\n", 7, [.ok, .ok, .question, .ok]),
    (
      "#接龙\n1. 乐乐妈妈2人\n2. 朵朵奶奶3\n3. 豆豆妈2人\n4. 张三家属2人\n5. 王小丽妈妈+1\n", 12,
      Array(repeating: .ok, count: 5)
    ),
    ("#接龙\n1. 小鱼儿88\n2. 李明 30人\n3. 王小丽全家\n4. 乐乐爷爷奶奶\n", 120, Array(repeating: .question, count: 4)),
    ("#接龙\n1. 李明 2人\n2. 李明换成李建国\n", 2, [.ok, .refused]),
    (
      "#接龙\n1. Mary Wang with 2 kids\n2. Bob Roe plus one\n3. Ann Lee and husband\n4. 王小丽带俩娃\n5. Jo and two others\n",
      12,
      [.ok, .ok, .question, .ok, .ok]
    ),
    ("#接龙\n1. 张三 3人\n2. 更正：张三 2人\n3. 取消 李四\n4. 改为2人\n", 2, [.ok, .ok, .question, .refused]),
    ("#接龙\n1. 张三 3人\n2. 张三 更新为2人\n3. 张三 调整为4人\n4. 张三 应为1人\n", 1, Array(repeating: .ok, count: 4)),
    (
      "#接龙\n1. 小李+1\n2. 小李再+1\n3. 张三 2人\n4. 张三 又带1个孩子\n5. 李再一\n6. 王芳 多1人\n", 9,
      [.ok, .ok, .ok, .ok, .ok, .question]
    ),
    ("#接龙\n1. 张三×2\n2. 李四 x2\n3. 王芳 *3人\n4. 张伟 ×\n5. Alex2\n", 9, [.ok, .ok, .ok, .question, .ok]),
    (
      "#接龙\n1. 张三 3人\n2. 张三 取消1人\n3. 李四 3人\n4. 李四 有1人来不了\n5. 王芳 2人\n6. 王芳 2人都不来了\n7. 张伟 3人\n8. 张伟 减1人\n9. 更正：张伟 再加2人\n",
      8,
      [.ok, .question, .ok, .question, .ok, .question, .ok, .question, .ok]
    ),
    ("#接龙\n1. 张三、李四 2人\n2. 王五、赵六\n3. 韦姐 +2（一个小孩）\n", 7, [.ok, .question, .ok]),
    (
      "#接龙\n1. 罗秀英 罗秀珍 罗秀芬\n2. 黄建国 俩口子\n3. 李大明 公婆俩\n4. 李小明 全家\n5. 王芳 一家子\n6. 罗秀芬母女\n", 11,
      [.question, .ok, .ok, .question, .question, .ok]
    ),
    ("#接龙\n1. 李明 2人\n2. 王芳 没去成\n3. 张伟 撤\n", 2, [.ok, .question, .question]),
    ("#接龙\n1. 甲一/2/12900000001\n2. Anna 2 adults 1 child\n3. Mary Wang, Bob Li\n", 7, [.ok, .ok, .question]),
    ("#接龙\n1. 王芳 3人，其中小孩1人\n2. 李明 3人（含小孩1人）\n3. 芦笛社区 9人（含志愿者5人）\n", 15, [.ok, .ok, .ok]),
    ("韦桂花：+1\n黄建国：+2\n张三: +1\n李明: +1 带孩子\n", 6, [.ok, .ok, .ok, .ok]),
    ("接龙\n张三\n李明 2人\n王芳 3\n合计6人\n", 6, [.ok, .ok, .ok, .ok]),
    ("#接龙\n1. 东村 村民12 志愿者3\n2. 西村 群众8人 工作人员2人\n", 25, [.ok, .ok]),
    (
      "义诊接龙：参加请+1\n时间：9:00\n韦桂花：+1\n黄建国 2人\n罗秀英\n张伟: 报名\n李明：来不了\n", 5,
      [.ok, .ok, .ok, .ok, .question]
    ),
    ("8.10义诊到场接龙\n1.张伟 2人\n2.李明\n", 3, [.ok, .ok]),
    ("1.2义诊接龙\n1.张伟 2人\n2.李明\n", 3, [.ok, .ok]),
    ("#接龙\n9:30集合\n1. 张伟 2人\n2. 李明 3人\n", 5, [.ok, .ok]),
    ("#接龙\n1.2栋张伟\n2.3人 李明\n3.王芳 2人\n", 6, [.ok, .ok, .ok]),
    ("#接龙\n1.张伟\n2.李明\n7.12下午三点集合\n3.王芳\n", 3, [.ok, .ok, .refused, .ok]),
    ("#接龙\r\n例 姓名 人数\r\n1. 例：某某 2人\r\n2. Ann Lee\r\n", 1, [.ok]),
  ]

  @Test(arguments: cases.indices)
  func `lines are read as people write them`(_ index: Int) {
    let (text, n, results) = Self.cases[index]
    #expect(ChainText.isChain(text))
    let chain = ChainText(text)
    #expect(chain.persons == .exact(Figure(n)))
    #expect(chain.rows.map(\.result) == results)
    #expect(chain.rows.allSatisfy { $0.result == .ok || $0.reason?.en != nil })
  }

  @Test(
    arguments: [
      ("8.10义诊到场接龙", "08-10"), ("2026.8.10义诊接龙", "2026-08-10"), ("#接龙\n8.10", "08-10"), ("9:30集合接龙", nil),
    ] as [(String, String?)])
  func `a title may begin with its day`(_ title: String, _ day: String?) {
    let chain = ChainText("\(title)\n1.张伟 2人\n2.李明\n")
    #expect(chain.date?.date.text == day && chain.persons == .exact(3))
  }

  @Test func `an estimate is told as one, and a list without an entry is refused`() async throws {
    try await withLedger { store, _ in
      var options = TableOptions()
      options.dryRun = true
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write("#接龙\n签到\n1. 甲某 约5人\n2. 乙某\n", to: folder, as: "a.txt")
        let report = try await store.importTable(file, options)
        #expect(report.persons.certainty == .about)
        #expect(report.table?.remarks.first?.zh.contains("约 6 人") == true)
        let none = try ImportFiles.write("#接龙\n签到\n甲某\n乙某\n", to: folder, as: "b.txt")
        await #expect(throws: TableFault.noEntries) { try await store.importTable(none, options) }
      }
    }
  }
}
