import Planning
import Testing

@testable import Ledger

/// A number beside others that make it: by the part of the day, the day or the sitting, and beside sums of other times.
struct WholeFiguresTests {
  typealias Said = (text: String, entered: [String], left: [String])

  private func check(_ said: Said, _ take: (inout RecordedFigures) throws -> Void) throws {
    var figures = RecordedFigures()
    try take(&figures)
    #expect(figures.contents.map { $0.text(.zh) } == said.entered)
    #expect(figures.leftOut.map(\.phrase) == said.left)
  }

  static let crowds: [Said] = [
    ("群众500人，上午200人，下午300人", ["参加（群众） 500 人"], ["上午200人", "下午300人"]),
    ("上午40人，下午35人，两场75人", ["参加 75 人"], ["上午40人", "下午35人", "两场"]),
    ("上午40人，下午35人，75人", ["参加 75 人"], ["上午40人", "下午35人"]),
    ("30人＋20人＝50人", ["参加 50 人"], []), ("上午30人＋下午20人＝50人", ["参加 50 人"], []),
    ("三场95人，分别为30人、30人、35人", ["参加 95 人"], ["三场", "分别为30人", "30人", "35人"]),
    ("第一天40人、第二天35人，共75人", ["参加 75 人"], []),
    ("第一天75人，上午40人，下午35人", ["参加 75 人"], ["上午40人", "下午35人"]),
    ("第一天75人，上午40人，下午35人，第二天30人", ["参加 75 人", "参加 30 人"], ["上午40人", "下午35人"]),
    ("第一场30人，第二场30人，第三场35人，三场95人", ["参加 95 人"], ["第一场30人", "第二场30人", "第三场35人", "三场"]),
    ("9月1日40人，9月2日35人，两天75人", ["参加 75 人"], ["9月1日40人", "9月2日35人"]),
    ("群众500人，志愿者8人，上午200人，下午300人", ["参加（群众） 500 人", "志愿者 8 人"], ["上午200人", "下午300人"]),
    (
      "群众500人，上午200人，下午300人，志愿者8人，上午5人，下午3人", ["参加（群众） 500 人", "志愿者 8 人"],
      ["上午200人", "下午300人", "上午5人", "下午3人"]
    ),
    ("群众75人，上午群众40人，下午群众35人", ["参加（群众） 40 人", "参加（群众） 35 人"], ["群众75人"]),
    ("群众50人，上午、下午分别30人、20人", ["参加（群众） 50 人"], ["上午30人", "下午20人"]),
    ("家长、儿童分别30人、20人", ["参加（家长） 30 人", "参加（儿童） 20 人"], []),
    (
      "500 people, 200 in the morning, 300 in the afternoon", ["参加 500 人"],
      ["200 in the morning", "300 in the afternoon"]
    ),
    (
      "75 people, first session 40, second session 35", ["参加 75 人"],
      ["first session 40", "second session 35"]
    ),
    // Others beside them.
    ("群众500人，志愿者8人", ["参加（群众） 500 人", "志愿者 8 人"], []), ("上午40人，下午35人", ["参加 40 人", "参加 35 人"], []),
    ("志愿者8人，上午40人，下午35人", ["志愿者 8 人", "参加 40 人", "参加 35 人"], []),
    ("医生5人，上午40人，下午35人", ["参加（医生） 5 人", "参加 40 人", "参加 35 人"], []),
    ("第一天上午40人，第一天下午35人，第二天30人", ["参加（第一天） 40 人", "参加（第一天） 35 人", "参加 30 人"], []),
    ("线上75人，上午40人，下午35人", ["线上观看 75 人", "参加 40 人", "参加 35 人"], []),
    ("群众75人，上午党员40人，下午党员35人", ["参加（群众） 75 人", "参加（党员） 40 人", "参加（党员） 35 人"], []),
    ("群众500人，其中上午200人，下午300人", ["参加（群众） 500 人"], ["其中上午200人", "下午300人"]),
    ("两场分别为40人、35人", ["参加 40 人", "参加 35 人"], ["两场"]),
    // No part is the whole of those beside it, whatever they make.
    ("上午30人，下午20人，晚上10人", ["参加 30 人", "参加 20 人", "参加 10 人"], []),
    ("第一天50人，第二天30人，第三天20人", ["参加 50 人", "参加 30 人", "参加 20 人"], []),
    ("29日50人，30日上午30人，下午20人", ["参加 50 人", "参加 30 人", "参加 20 人"], []),
    ("上午50人，其中老人20人，下午30人", ["参加 50 人", "参加 30 人"], ["其中老人20人"]),
    ("50人，还有下午20人", ["参加 50 人", "参加 20 人"], []), ("50人和下午20人", ["参加 50 人", "参加 20 人"], []),
    ("50人参加讲座，下午20人参加义诊", ["参加 50 人", "参加 20 人"], []),
    ("上午班30人，下午班10人，晚班5人", ["参加（班） 30 人", "参加（班） 10 人", "参加（晚班） 5 人"], []),
    ("实到50人，签到47人，未签到3人", ["参加 50 人"], ["签到47人", "未签到3人"]),
    // Other times, and plans.
    ("上午30人，下午20人，截至目前累计500人", ["参加 30 人", "参加 20 人"], ["截至目前累计500人"]),
    ("上午30人，下午20人，截至目前累计50人", ["参加 50 人"], ["上午30人", "下午20人"]),
    ("58 people, 500 so far", ["参加 58 人"], ["500 so far"]),
    ("58 people this time, 500 to date", ["参加 58 人"], ["500 to date"]),
    ("58 people so far, 5 volunteers", ["参加 58 人", "志愿者 5 人"], []),
    ("报名60人（到场58人）", ["报名 60 人", "参加 58 人"], []), ("预计60人（实到58人）", ["参加 58 人"], ["预计60人"]),
    ("应到60人（来了58人）", ["参加 58 人"], ["应到60人"]), ("60人（实到58人）", ["参加 58 人"], ["60人"]),
    ("60 signed up (58 came)", ["报名 60 人", "参加 58 人"], []), ("应到60人中实到58人", ["参加 58 人"], ["60人"]),
    ("报名60人（到场58人）志愿者5人", ["报名 60 人", "参加 58 人", "志愿者 5 人"], []),
    ("预计80人，上午到40人，下午到35人", ["参加 40 人", "参加 35 人"], ["预计80人"]),
    ("预计75人，上午40人，下午35人", ["参加 40 人", "参加 35 人"], ["预计75人"]),
    ("58人，另有5人到场未签到", ["参加 58 人", "参加 5 人"], []), ("应到60人，签到58人，未签到2人", ["参加 58 人"], ["应到60人", "未签到2人"]),
    ("58人，其中5人未签到", ["参加 58 人"], ["其中5人未签到"]), ("58 parents or more", ["参加（parents） 58 余人"], []),
    ("35 people aged 60 and over", ["参加（aged 60 and over） 35 人"], []),
  ]

  @Test(arguments: crowds)
  func `a crowd that is told by times, plans and other times is counted once`(_ said: Said) throws {
    try check(said) { try $0.attended(said.text) }
  }

  @Test(
    arguments: [
      ("群众500人，上午200人，下午200人", .wrongSum("群众500人", 400)), ("60人，上午40人，下午35人", .wrongSum("60人", 75)),
      ("上午40人，下午35人，80人", .wrongSum("80人", 75)), ("第一天75人，上午40人，下午30人", .wrongSum("第一天75人", 70)),
      ("三场95人，分别为30人、30人、30人", .wrongSum("三场95人", 90)), ("30人＋20人＝60人", .wrongSum("＝60人", 50)),
      ("家长20人，上午40人，下午35人", .unclearPart("家长20人")), ("500人，上午200人", .unclearPart("上午200人")),
      ("58人，另5人未签到", .notSignedIn("另5人未签到")), ("签到58人，未签到5人", .notSignedIn("未签到5人")),
      ("58 people, another 5 did not sign in", .notSignedIn("another 5 did not sign in")),
    ] as [(String, LedgerFault)])
  func `what may be a whole and is not what its parts make is refused`(_ text: String, _ fault: LedgerFault) {
    var figures = RecordedFigures()
    #expect(throws: fault) { try figures.attended(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test func `volunteers and services are no more than their parts make`() throws {
    try check(("志愿者8人，上午5人，下午3人", ["志愿者 8 人"], ["上午5人", "下午3人"])) {
      try $0.attended("志愿者8人，上午5人，下午3人", role: .volunteers)
    }
    var figures = RecordedFigures()
    #expect(throws: LedgerFault.wrongSum("志愿者8人", 7)) {
      try figures.attended("志愿者8人，上午5人，下午2人", role: .volunteers)
    }
    #expect(throws: LedgerFault.wrongSum("义诊50人", 40)) { try figures.served("义诊50人，上午30人，下午10人") }
    let services: [Said] = [
      ("义诊50人，上午30人，下午20人", ["义诊 50 人"], ["上午30人", "下午20人"]),
      ("义诊50人，上午义诊30人，下午义诊20人", ["义诊 30 人", "义诊 20 人"], ["义诊50人"]),
      ("义诊50人，上午咨询30人，下午测血压20人", ["义诊 50 人", "咨询 30 人", "测血压 20 人"], []),
      ("义诊50人，测血压80人，上午50人，下午30人", ["义诊 50 人", "测血压 80 人"], ["上午50人", "下午30人"]),
    ]
    for said in services { try check(said) { try $0.served(said.text) } }
  }

  static let goods: [Said] = [
    ("宣传单500份，上午200份，下午300份", ["宣传单 发放 500 份"], ["上午200份", "下午300份"]),
    ("宣传单500份，第一场200份，第二场300份", ["宣传单 发放 500 份"], ["第一场200份", "第二场300份"]),
    ("会员通讯第3期500份，会员通讯第4期300份", ["会员通讯第3期 发放 500 份", "会员通讯第4期 发放 300 份"], []),
    ("2000 leaflets to date, 500 this time", ["leaflets 发放 500"], ["2000 leaflets to date"]),
    ("2000 leaflets so far (500 this time)", ["leaflets 发放 500"], ["2000 leaflets so far"]),
    ("58 leaflets this time（累计500份）", ["leaflets this time 发放 58"], ["累计500份"]),
    ("计划口罩600只（实际发放500只）", ["口罩 发放 500 只"], ["计划口罩600只"]),
    ("口罩计划600只（实发500只）", ["口罩 发放 500 只"], ["口罩计划600只"]),
    ("宣传单2000份中发放500份", ["宣传单 发放 500 份"], ["2000份"]), ("从2000份宣传单中发放500份", ["宣传单 发放 500 份"], ["2000份"]),
    ("计划口罩600只中实发500只", ["口罩 发放 500 只"], ["600只"]), ("中药包50份", ["中药包 发放 50 份"], []),
    ("口罩2箱（1000只）", ["口罩 发放 1000 只"], ["2箱"]), ("口罩2箱共1000只", ["口罩 发放 1000 只"], ["2箱"]),
    ("口罩2箱（共1000只）", ["口罩 发放 1000 只"], ["2箱"]), ("洗手液24瓶（2箱）", ["洗手液 发放 24 瓶"], ["2箱"]),
    ("大米50袋（500斤）", ["大米 发放 50 袋"], ["500斤"]), ("口罩2箱（每箱500只）", ["口罩 发放 2 箱"], []),
    ("牛奶10箱（24盒）", ["牛奶 发放 10 箱"], ["24盒"]),
    ("500 leaflets or more", ["leaflets 发放 500 余"], []),
    ("500 leaflets at most, 20 posters", ["leaflets 发放 至多 500", "posters 发放 20"], []),
    ("宣传单、折页分别500份、300份", ["宣传单 发放 500 份", "折页 发放 300 份"], []),
  ]

  @Test(arguments: goods)
  func `things are entered as many as were given in fact`(_ said: Said) throws {
    try check(said) { try $0.gave(said.text) }
  }

  @Test func `a hedge behind what was counted is the number's`() throws {
    let least = try CountPhrase("500 leaflets or more")
    #expect(least.quantity.certainty == .atLeast && least.noun == "leaflets")
    #expect(least.quantity.said == "500 or more")
    #expect(try CountPhrase("口罩2箱（1000只）").quantity.n == 1000)
  }
}
