import Planning
import Testing

@testable import Ledger

/// Figures that are told apart by different things: groups, places, parts of the day, sittings, kinds of goods.
struct DimensionTests {
  @Test(
    arguments: [
      ("家长50人，老师5人，其中上午30人，下午25人", ["参加（家长） 50 人", "参加（老师） 5 人"], ["其中上午30人", "下午25人"]),
      ("家长50人，老师5人，上午30人，下午25人", ["参加（家长） 50 人", "参加（老师） 5 人"], ["上午30人", "下午25人"]),
      ("会员50人，叠彩社区30人，象山社区20人", ["参加（会员） 50 人"], ["叠彩社区30人", "象山社区20人"]),
      ("60人，分三批，第一批20人，第二批20人，第三批20人", ["参加 60 人"], ["分三批", "第一批20人", "第二批20人", "第三批20人"]),
      // Parts of one dimension, and who looks after them.
      ("群众40人，党员5人，志愿者8人", ["参加（群众） 40 人", "参加（党员） 5 人", "志愿者 8 人"], []),
      ("上午40人，下午35人", ["参加 40 人", "参加 35 人"], []),
      ("叠彩社区30人，象山社区20人", ["参加（叠彩社区） 30 人", "参加（象山社区） 20 人"], []),
      (
        "叠彩社区30人，象山社区20人，老师3人",
        ["参加（叠彩社区） 30 人", "参加（象山社区） 20 人", "参加（老师） 3 人"], []
      ),
      ("东村20人，实验小学30人", ["参加（东村） 20 人", "参加（实验小学） 30 人"], []),
      (
        "县妇联1人，乡镇5人，村30人", ["参加（县妇联） 1 人", "参加（乡镇） 5 人", "参加（村） 30 人"], []
      ),
      ("会员50人，另有叠彩社区30人", ["参加（会员） 50 人", "参加（叠彩社区） 30 人"], []),
      ("老师80人和朝阳村80人", ["参加（老师） 80 人", "参加（朝阳村） 80 人"], []),
      (
        "会员50人，另有叠彩社区5人，象山社区40人",
        ["参加（会员） 50 人", "参加（叠彩社区） 5 人", "参加（象山社区） 40 人"], []
      ),
      ("会员50人，其中上午30人", ["参加（会员） 50 人"], ["其中上午30人"]),
      ("家长30人，老师10人，其中党员35人", ["参加（家长） 30 人", "参加（老师） 10 人"], ["其中党员35人"]),
      // Other periods.
      ("上午50人，下午30人，全年累计800人", ["参加 50 人", "参加 30 人"], ["全年累计800人"]),
      ("上午50人，今年共800人", ["参加 50 人"], ["今年共800人"]),
      ("上半年会员30人，群众50人", ["参加（上半年会员） 30 人", "参加（群众） 50 人"], []),
      ("50 today, 500 this year", ["参加 50 人"], ["500 this year"]),
      ("去年50人，今年58人", ["参加 58 人"], ["去年50人"]),
      // Who signed in, and who came.
      ("已签到50人，未签到10人，共60人", ["参加 50 人"], ["未签到10人", "共60人"]),
      ("应签50人，实签48人，未签2人", ["参加 48 人"], ["应签50人", "未签2人"]),
      ("应签到60人，实签到58人", ["参加 58 人"], ["应签到60人"]),
      ("签到48人，到场未签到3人", ["参加 48 人", "参加 3 人"], []),
      ("60人（到场58人）", ["参加 58 人"], ["60人"]), ("家长60人（实到58人）", ["参加（家长） 58 人"], ["家长60人"]),
      ("志愿者20人，实到15人", ["志愿者 15 人"], ["志愿者20人"]),
    ] as [SaidFigures])
  func `people are added within one dimension only`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.attended(said.text) }
  }

  @Test(
    arguments: [
      ("会员50人，上午30人", .mixed("会员50人", "上午30人")), ("上午30人，会员50人", .mixed("上午30人", "会员50人")),
      ("会员50人，叠彩社区30人", .mixed("会员50人", "叠彩社区30人")),
      ("叠彩社区50人，上午30人", .mixed("叠彩社区50人", "上午30人")),
      ("50 members, 30 in the morning", .mixed("50 members", "30 in the morning")),
      ("50人，其中上午30人，下午25人", .wrongSum("50人", 55)),
      ("60人，其中儿童70人", .tooManyOfThem("其中儿童70人", "60人")),
      ("30 parents, of which 40 teachers", .tooManyOfThem("of which 40 teachers", "30 parents")),
      ("50人听讲座，20人咨询", .countedTwice("50人听讲座", "20人咨询")), ("应签到60人", .nobodyCame("应签到60人")),
    ] as [(String, LedgerFault)])
  func `figures of several dimensions are refused`(_ text: String, _ fault: LedgerFault) {
    var figures = RecordedFigures()
    #expect(throws: fault) { try figures.attended(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(
    arguments: [
      ("手册180本，叠彩社区100本，象山社区80本", ["手册 发放 180 本"], ["叠彩社区100本", "象山社区80本"]),
      (
        "宣传资料共550份，手册300本，折页200份，礼包50份", ["手册 发放 300 本", "折页 发放 200 份", "礼包 发放 50 份"],
        ["宣传资料共550份"]
      ),
      ("手册180本，折页200份，环保袋50个", ["手册 发放 180 本", "折页 发放 200 份", "环保袋 发放 50 个"], []),
      ("手册50本，折页30份，单页20张", ["手册 发放 50 本", "折页 发放 30 份", "单页 发放 20 张"], []),
      ("手册2箱（500本）、折页1箱（800份），共3箱", ["手册 发放 500 本", "折页 发放 800 份"], ["2箱", "1箱"]),
      ("500 leaflets, of which 200 in the morning", ["leaflets 发放 500"], ["of which 200 in the morning"]),
    ] as [SaidFigures])
  func `goods are added within one dimension only`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.gave(said.text) }
  }

  @Test(
    arguments: [
      ("手册180本，叠彩社区100本", .mixed("手册180本", "叠彩社区100本")), ("叠彩社区100本，象山社区80本", .missingItem("叠彩社区100本")),
      ("宣传资料共550份，手册300本，折页200份", .wrongSum("宣传资料共550份", 500)),
      ("口罩600只中到500只", .quantity(.severalFigures("口罩600只中到500只"))),
    ] as [(String, LedgerFault)])
  func `goods of several dimensions are refused`(_ text: String, _ fault: LedgerFault) {
    var figures = RecordedFigures()
    #expect(throws: fault) { try figures.gave(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(arguments: ["注册志愿者200人，到场12人", "志愿者20人（实到12人）", "200 registered volunteers, 12 came"])
  func `volunteers on the books are no helpers of this session`(_ text: String) throws {
    var figures = RecordedFigures()
    try figures.attended(text, role: .volunteers)
    #expect(figures.contents.map { $0.text(.zh) } == ["志愿者 12 人"])
    #expect(figures.leftOut.map(\.why) == [.planned])
  }

  @Test func `the advice for those who came names no goods`() {
    let fault = LedgerFault.notPeople("三批", counter: "批")
    #expect(!fault.text(.zh).contains("--gave") && !fault.text(.en).contains("--gave"))
  }
}
