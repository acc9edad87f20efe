import Planning
import Testing

@testable import Ledger

/// Figures of which words that elsewhere say little tell what they are: plans, other times, places, tasks, receivers, boxes.
struct ToldApartTests {
  @Test(
    arguments: [
      // Who was called, and who came.
      ("60 invited, 52 signed in", ["参加 52 人"], ["60 invited"]),
      ("invited 60, signed in 52", ["参加 52 人"], ["invited 60"]),
      ("60 expected, 52 came", ["参加 52 人"], ["60 expected"]), ("注册120人，到场98人", ["参加 98 人"], ["注册120人"]),
      ("报名60人，签到52人", ["报名 60 人", "参加 52 人"], []),
      ("50 people, 30 signed in", ["参加 50 人"], ["30 signed in"]),
      ("应到60人，签到58人，未签到2人", ["参加 58 人"], ["应到60人", "未签到2人"]),
      // Other times.
      ("上月50人，本月60人", ["参加 60 人"], ["上月50人"]),
      ("50 last month, 60 this month", ["参加 60 人"], ["50 last month"]),
      ("1月50人，本次20人", ["参加 20 人"], ["1月50人"]),
      ("50 members last week, 60 members this week", ["参加（members） 60 人"], ["50 members last week"]),
      ("上周三50人，周四60人", ["参加（上周三） 50 人", "参加（周四） 60 人"], []),
      // Places.
      ("本村50人，外村20人", ["参加（本村） 50 人", "参加（外村） 20 人"], []),
      ("本地50人，外地20人", ["参加（本地） 50 人", "参加（外地） 20 人"], []),
      ("70人，本村50人，外村20人", ["参加 70 人"], ["本村50人", "外村20人"]),
      ("会场60人，分会场40人", ["参加（会场） 60 人", "参加（分会场） 40 人"], []),
      ("区里5人，街道8人，社区30人", ["参加（区里） 5 人", "参加（街道） 8 人", "参加（社区） 30 人"], []),
      (
        "乡镇干部8人、村妇联主席12人、计生专干20人", ["参加（乡镇干部） 8 人", "参加（村妇联主席） 12 人", "参加（计生专干） 20 人"],
        []
      ),
      ("上午场30人，下午场40人，晚场50人", ["参加 30 人", "参加 40 人", "参加 50 人"], []),
      ("本镇50人，外村20人", ["参加（本镇） 50 人", "参加（外村） 20 人"], []),
      ("街道5人，东社区8人", ["参加（街道） 5 人", "参加（东社区） 8 人"], []),
      ("讲座2场，60人", ["参加 60 人"], ["讲座2场"]),
      // Men and women.
      ("会员女40人，男30人", ["参加（女会员） 40 人", "参加（男会员） 30 人"], []),
      ("志愿者男3人，女4人", ["志愿者（男志愿者） 3 人", "志愿者（女志愿者） 4 人"], []),
      ("妇女30人，职工子女20人", ["参加（妇女） 30 人", "参加（职工子女） 20 人"], []),
      ("会员男女70人", ["参加（会员男女） 70 人"], []),
      ("60人不含党员10人", ["参加 60 人"], ["不含党员10人"]),
      // Told twice, whatever joins them.
      ("叠彩社区12人，象山社区8人和上午20人", ["参加（叠彩社区） 12 人", "参加（象山社区） 8 人"], ["上午20人"]),
      ("会员20人和上午30人", ["参加（会员） 20 人", "参加 30 人"], []),
      ("群众男30人，女40人", ["参加（男群众） 30 人", "参加（女群众） 40 人"], []),
    ] as [SaidFigures])
  func `who came is told from others beside them`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.attended(said.text) }
  }

  @Test(
    arguments: [
      ("1月50人，2月60人", .severalPeriods("1月50人", "2月60人")),
      ("上半年50人，下半年60人", .severalPeriods("上半年50人", "下半年60人")),
      ("去年40人，上一场50人", .severalPeriods("去年40人", "上一场50人")),
      ("今年8人，本季度40人", .severalPeriods("今年8人", "本季度40人")),
      ("50 in January, 60 in February", .severalPeriods("50 in January", "60 in February")),
      // Which may be parts of one another.
      ("街道50人，东社区20人", .unclearPart("东社区20人")),
      ("县妇联8人，县里60人", .unclearPart("县里60人")), ("80人，本村50人，外村20人", .unclearPart("本村50人")),
      ("体检男30人，女40人", .unclearPart("女40人")),
    ] as [(String, LedgerFault)])
  func `what nobody can tell apart is refused`(_ text: String, _ fault: LedgerFault) {
    var figures = RecordedFigures()
    #expect(throws: fault) { try figures.attended(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(
    arguments: [
      ("签到2人，引导3人", ["志愿者（签到） 2 人", "志愿者（引导） 3 人"], []), ("签到2人", ["志愿者 2 人"], []),
      ("目标20人，签到15人", ["志愿者 15 人"], ["目标20人"]), ("在册20人，到会15人", ["志愿者 15 人"], ["在册20人"]),
    ] as [SaidFigures])
  func `volunteers are told by what they did`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.attended(said.text, role: .volunteers) }
  }

  @Test(arguments: ["志愿者10人，签到2人，引导3人", "签到10人，党员3人", "10人，签到2人，引导3人"])
  func `what some volunteers did is not added to all of them`(_ text: String) {
    var figures = RecordedFigures()
    #expect(throws: LedgerFault.self) { try figures.attended(text, role: .volunteers) }
  }

  @Test(
    arguments: [
      ("义诊全年1200人，本次40人", ["义诊 40 人"], ["义诊全年1200人"]), ("全年义诊1200人，本次40人", ["义诊 40 人"], ["全年义诊1200人"]),
      ("义诊报名50人，签到40人", ["义诊 40 人"], ["义诊报名50人"]), ("义诊应到50人，实到40人", ["义诊 40 人"], ["义诊应到50人"]),
      ("义诊预约50人", ["义诊预约 50 人"], []), ("参加40人", ["服务 40 人"], []),
      ("男30人，女40人", ["服务（男） 30 人", "服务（女） 40 人"], []),
      ("义诊男30人，女40人", ["义诊（男） 30 人", "义诊（女） 40 人"], []),
      ("中医30人，西医40人", ["服务（中医） 30 人", "服务（西医） 40 人"], []),
      ("群众20人，民警2人", ["服务（群众） 20 人", "服务（民警） 2 人"], []),
      ("计划义诊60人，义诊50人", ["义诊 50 人"], ["计划义诊60人"]), ("义诊60人，满意58人", ["义诊 60 人"], ["满意58人"]),
      ("义诊2场，60人", ["义诊 60 人"], ["义诊2场"]), ("义诊2场，60人，咨询20人", ["义诊 60 人", "咨询 20 人"], ["义诊2场"]),
      ("服务200人，义诊80人", ["服务 200 人"], ["义诊80人"]),
    ] as [SaidFigures])
  func `those served are told from plans, sums and sittings`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.served(said.text) }
  }

  @Test(
    arguments: [
      ("服务200人，咨询80人，义诊100人", .wrongSum("服务200人", 180)), ("群众30人，党员40人", .unclearPart("党员40人")),
      ("义诊30人，老人10人", .unclearPart("老人10人")), ("全年会员30人，今年会员8人", .severalPeriods("全年会员30人", "今年会员8人")),
      ("签到40人", .onlyCame("签到40人")), ("义诊30人，参加40人", .onlyCame("参加40人")),
      ("40 signed in", .onlyCame("40 signed in")),
      ("医生5人，义诊60人", .unclearPart("医生5人")),
    ] as [(String, LedgerFault)])
  func `services that may count the same people are refused`(_ text: String, _ fault: LedgerFault) {
    var figures = RecordedFigures()
    #expect(throws: fault) { try figures.served(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(
    arguments: [
      ("书包：实验小学30个", ["书包 发放 30 个"], ["实验小学"]),
      ("资料：东村200份，西村300份", ["资料 发放 200 份", "资料 发放 300 份"], ["东村", "西村"]),
      ("给东村20袋大米，给西村30袋大米", ["大米 发放 20 袋", "大米 发放 30 袋"], ["东村", "西村"]),
      ("给东村大米20袋", ["大米 发放 20 袋"], ["东村"]), ("书包：男生30个，女生20个", ["书包 发放 30 个", "书包 发放 20 个"], ["男生", "女生"]),
      ("雨伞：西村20把，牛奶30箱", ["雨伞 发放 20 把", "牛奶 发放 30 箱"], ["西村"]),
      ("口罩：困难户20份，三班30份", ["口罩 发放 20 份", "口罩 发放 30 份"], ["困难户", "三班"]),
      ("给困难户大米20袋", ["大米 发放 20 袋"], ["困难户"]),
      ("大米50袋，困难户20袋，老人30袋", ["大米 发放 50 袋"], ["困难户20袋", "老人30袋"]),
      ("雨伞20把，红10把，蓝10把", ["雨伞 发放 20 把"], ["红10把", "蓝10把"]),
      ("手册50本，共500元", ["手册 发放 50 本"], ["共500元"]), ("手册50本，单价10元", ["手册 发放 50 本"], ["单价10元"]),
      ("寿司20盒，手册全部50本", ["寿司 发放 20 盒", "手册全部 发放 50 本"], []),
      ("玩具：娃娃30个", ["娃娃 发放 30 个"], []), ("东村手册20本", ["东村手册 发放 20 本"], []),
      ("手册180本，折页200份，环保袋50个", ["手册 发放 180 本", "折页 发放 200 份", "环保袋 发放 50 个"], []),
      // What is in boxes.
      ("2箱（1000只）口罩", ["口罩 发放 1000 只"], ["2箱"]), ("口罩（1000只）2箱", ["口罩 发放 1000 只"], ["2箱"]),
      ("口罩2箱,1000只", ["口罩 发放 1000 只"], ["口罩2箱"]), ("口罩2箱、1000只", ["口罩 发放 1000 只"], ["口罩2箱"]),
      ("masks 2 boxes (1000 pieces)", ["masks 发放 1000"], ["2 boxes"]),
      ("2 boxes of masks, 1000 pieces", ["masks 发放 1000"], ["2 boxes of masks"]),
      ("药品（36片）3盒", ["药品 发放 3 盒"], ["36片"]), ("手册（每箱250本）2箱", ["手册（每箱250本） 发放 2 箱"], []),
      ("口罩2箱，1000只，手册50本", ["口罩 发放 1000 只", "手册 发放 50 本"], ["口罩2箱"]),
    ] as [SaidFigures])
  func `goods are told from who got them and from their boxes`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.gave(said.text) }
  }

  @Test(arguments: ["口罩2箱，5只", "东村20份", "困难户20袋，老人30袋", "给三班20份", "大号20件，小号30件", "手册50本，已发30本"])
  func `pieces that may be others and places are no goods`(_ text: String) {
    var figures = RecordedFigures()
    #expect(throws: LedgerFault.self) { try figures.gave(text) }
  }

  @Test(arguments: ["30人（签收人王芳）", "30人（负责人李伟）"])
  func `whoever signs is not named in a remark`(_ text: String) {
    var figures = RecordedFigures()
    #expect(throws: LedgerFault.self) { try figures.served("义诊" + text) }
    #expect(throws: LedgerFault.self) { try figures.attended(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(arguments: ["30人（村医负责）", "30人（主持人到场）", "30人（本人签收）", "30人（残疾人）"])
  func `remarks without a name are taken`(_ text: String) throws {
    var figures = RecordedFigures()
    try figures.served("义诊" + text)
    #expect(figures.contents.count == 1)
  }

  @Test func `several periods are explained in both languages`() {
    let fault = LedgerFault.severalPeriods("1月50人", "2月60人")
    #expect(fault.text(.zh).contains("“1月50人”") && fault.text(.en).contains("'2月60人'"))
  }
}
