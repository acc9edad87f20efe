import Planning
import Testing

@testable import Ledger

/// Figures of which words say when they were counted, and words that no name of a group or a thing holds.
struct FigureTimeTests {
  @Test(
    arguments: [
      ("50 last month, 60 today", ["参加 60 人"], ["50 last month"]),
      ("60 today (50 last month)", ["参加 60 人"], ["50 last month"]),
      ("60 members today", ["参加（members） 60 人"], []),
      ("50 last session, 60 this session", ["参加 60 人"], ["50 last session"]),
      ("会员上月50人，会员本月60人", ["参加（会员） 60 人"], ["会员上月50人"]),
      ("会员上次50人，这次60人", ["参加（会员） 60 人"], ["会员上次50人"]),
      ("上次会员50人，这次会员60人", ["参加（会员） 60 人"], ["上次会员50人"]),
      ("志愿者上次5人，志愿者这次6人", ["志愿者 6 人"], ["志愿者上次5人"]),
      ("原来50人，现在60人", ["参加 60 人"], ["原来50人"]), ("此次60人，去年同期50人", ["参加 60 人"], ["去年同期50人"]),
      ("计划会员60人，实到会员50人", ["参加（会员） 50 人"], ["计划会员60人"]),
      ("邀请会员60人，实到会员50人", ["参加（会员） 50 人"], ["邀请会员60人"]), ("邀请会员60人", ["参加（邀请会员） 60 人"], []),
      // Which only look like times.
      ("原来会员20人，新会员30人", ["参加（原来会员） 20 人", "参加（新会员） 30 人"], []),
      ("50 in March, 5 volunteers", ["参加 50 人", "志愿者 5 人"], []),
      ("三月三50人，3月龄儿童20人", ["参加（三月三） 50 人", "参加（3月龄儿童） 20 人"], []),
      ("9月1日20人，9月2日30人", ["参加 20 人", "参加 30 人"], []),
      ("孕3月20人，孕6月30人", ["参加（孕3月） 20 人", "参加（孕6月） 30 人"], []),
      ("50 before lunch, 60 after lunch", ["参加（before lunch） 50 人", "参加（after lunch） 60 人"], []),
    ] as [SaidFigures])
  func `who came at other times is left out`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.attended(said.text) }
  }

  @Test(
    arguments: [
      ("昨天50人，今天60人", .severalPeriods("昨天50人", "今天60人")),
      ("50 yesterday, 60 today", .severalPeriods("50 yesterday", "60 today")),
      ("3月会员50人，4月会员60人", .severalPeriods("3月会员50人", "4月会员60人")),
      ("会员上半年50人，会员下半年60人", .severalPeriods("会员上半年50人", "会员下半年60人")),
      ("会员30人，3月50人", .severalPeriods("会员30人", "3月50人")),
      ("三场共160人，本场60人", .countedTwice("三场，共160人", "本场60人")),
      // What no name holds.
      ("群众60人，剩下党员10人", .unclearPart("剩下党员10人")), ("群众60人，比上次多党员10人", .unclearPart("比上次多党员10人")),
      ("师生60人，老师5人", .unclearPart("老师5人")),
      ("叠彩12，象山8，老师20", .mixed("叠彩12", "老师20")), ("舞蹈队12人，合唱队8人，会员20人", .mixed("舞蹈队12人", "会员20人")),
    ] as [(String, LedgerFault)])
  func `figures of several times and of no name are refused`(_ text: String, _ fault: LedgerFault) {
    var figures = RecordedFigures()
    #expect(throws: fault) { try figures.attended(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(
    arguments: [
      ("义诊上次50人，这次60人", ["义诊 60 人"], ["义诊上次50人"]), ("上月义诊50人，本月60人", ["义诊 60 人"], ["上月义诊50人"]),
      ("周一义诊20人，周二义诊30人", ["义诊 20 人", "义诊 30 人"], []),
    ] as [SaidFigures])
  func `who was served at other times is left out`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.served(said.text) }
  }

  @Test(
    arguments: [
      ("上次手册50本，这次手册60本", ["手册 发放 60 本"], ["上次手册50本"]), ("手册上次50本，这次60本", ["手册 发放 60 本"], ["手册上次50本"]),
      ("上次发放手册50本，这次发放60本", ["手册 发放 60 本"], ["上次发放手册50本"]),
      ("上次手册50本，这次折页60份", ["折页 发放 60 份"], ["上次手册50本"]),
      ("50 booklets last time, 60 booklets this time", ["booklets 发放 60"], ["50 booklets last time"]),
      ("booklets: 50 last month, 60 today", ["booklets 发放 60"], ["booklets: 50 last month"]),
      ("50 booklets, 10 more than last time", ["booklets 发放 50"], ["10 more than last time"]),
      ("手册50本，目标60本", ["手册 发放 50 本"], ["目标60本"]), ("单价表20份，手册50本", ["单价表 发放 20 份", "手册 发放 50 本"], []),
      ("本期会刊20份", ["本期会刊 发放 20 份"], []), ("会刊第3期20份，会刊第4期30份", ["会刊第3期 发放 20 份", "会刊第4期 发放 30 份"], []),
      ("手册第一场20本，第二场30本", ["手册 发放 20 本", "手册 发放 30 本"], []),
      ("周六手册20本，周日折页30份", ["手册 发放 20 本", "折页 发放 30 份"], []),
      ("2025年挂历50份，2026年台历60本", ["2025年挂历 发放 50 份", "2026年台历 发放 60 本"], []),
      ("比萨20份，除湿袋30袋", ["比萨 发放 20 份", "除湿袋 发放 30 袋"], []),
    ] as [SaidFigures])
  func `goods of other times are left out`(_ said: SaidFigures) throws {
    try checkFigures(said) { try $0.gave(said.text) }
  }

  @Test(
    arguments: [
      ("3月手册50本，4月手册60本", .severalPeriods("3月手册50本", "4月手册60本")),
      ("昨天手册50本，今天60本", .severalPeriods("昨天手册50本", "今天60本")),
      ("原来手册50本，手册60本", .unclearPart("原来手册50本")),
      ("手册60本，不含折页10本", .unclearPart("不含折页10本")), ("50 booklets, up from 40", .unclearPart("up from 40")),
      ("大米50袋，困难户20袋", .mixed("大米50袋", "困难户20袋")), ("红色雨伞20把，蓝色30把", .mixed("红色雨伞20把", "蓝色30把")),
    ] as [(String, LedgerFault)])
  func `goods of several times and of no name are refused`(_ text: String, _ fault: LedgerFault) {
    var figures = RecordedFigures()
    #expect(throws: fault) { try figures.gave(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(arguments: ["张明书包1个", "李娜棉被1床"])
  func `whose a thing is does not name it`(_ text: String) {
    var figures = RecordedFigures()
    #expect(throws: LedgerFault.self) { try figures.gave(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(arguments: ["黄色书包1个", "高档书包1个", "双肩书包1个", "李宁书包1个", "金属水杯1个", "爱心书包1个", "张裕红酒1瓶", "金健大米1袋"])
  func `a maker or a colour is nobody`(_ text: String) throws {
    var figures = RecordedFigures()
    try figures.gave(text)
    #expect(figures.contents.count == 1)
  }

  @Test func `who only came is explained in both languages`() {
    let fault = LedgerFault.onlyCame("签到40人")
    #expect(fault.text(.zh).contains("“签到40人”") && fault.text(.zh).contains("--attended"))
    #expect(fault.text(.en).contains("'签到40人'") && fault.text(.en).contains("--attended"))
  }
}
