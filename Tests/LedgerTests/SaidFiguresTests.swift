import Planning
import Testing

@testable import Ledger

/// Figures as people say them: wholes with their parts, sums of other times, corrections, and what stands beside a figure.
struct SaidFiguresTests {
  private func texts(_ take: (inout RecordedFigures) throws -> Void) throws -> (
    entered: [String], left: [String]
  ) {
    var figures = RecordedFigures()
    try take(&figures)
    return (figures.contents.map { $0.text(.zh) }, figures.leftOut.map(\.phrase))
  }

  @Test(
    arguments: [
      ("上午场40人、下午场35人，全天共75人", ["参加 75 人"], []),
      ("上午30人、下午45人，全天共接待75人次", ["参加 75 人次"], []),
      ("上午30人，下午45人，全天接待75人次", ["参加 75 人次"], ["上午30人", "下午45人"]),
      ("上午30人，下午45人，全天服务群众75人次", ["参加 30 人", "参加 45 人"], ["全天服务群众75人次"]),
      ("上午40人，下午35人，志愿者5人", ["参加 40 人", "参加 35 人", "志愿者 5 人"], []),
      ("50人，上午义诊30人，下午咨询20人", ["参加 50 人"], ["上午义诊30人", "下午咨询20人"]),
      ("应到80人，上午40人，下午35人", ["参加 40 人", "参加 35 人"], ["应到80人"]),
      ("家长20人、儿童30人，累计50人次", ["参加 50 人次"], []),
      ("累计参加500人，其中本次35人", ["参加 35 人"], ["累计参加500人"]),
      ("累计参加500人（其中本次35人）", ["参加 35 人"], ["累计参加500人"]),
      ("应到60人（实到58人）", ["参加 58 人"], ["应到60人"]), ("报名60人（实到58人）", ["报名 60 人", "参加 58 人"], []),
      ("3个村60人", ["参加 60 人"], ["3个村"]), ("组织了3场讲座，共120人", ["参加 120 人"], ["3场讲座"]),
      ("走访慰问12户35人", ["参加（走访慰问） 35 人", "参加（走访慰问） 12 户"], []),
      ("60人，妇女居多", ["参加 60 人"], ["妇女居多"]), ("50人(60)", ["参加 50 人"], ["60"]),
      ("50人（60人）", ["参加 50 人"], ["60人"]),
      ("58 people so far", ["参加 58 人"], []), ("so far 30", ["参加 30 人"], []), ("30 all told", ["参加 30 人"], []),
    ] as [(String, [String], [String])])
  func `who came is entered once, and what is not entered is said`(
    _ text: String, _ entered: [String], _ left: [String]
  ) throws {
    let found = try texts { try $0.attended(text) }
    #expect(found.entered == entered)
    #expect(found.left == left)
  }

  @Test(
    arguments: [
      ("上午场40人、下午场35人，全天共70人", .wrongSum("共70人", 75)),
      ("上午30人，下午45人，全天接待80人次", .wrongSum("全天接待80人次", 75)),
      ("60人（更正：58人）", .countedTwice("60人", "更正：58人")), ("60人，后更正为58人", .countedTwice("60人", "后更正为58人")),
      ("原报60人，实为58人", .countedTwice("原报60人", "实为58人")),
      ("60 people, corrected to 58", .countedTwice("60 people", "corrected to 58")),
      ("组织12名志愿者慰问8户家庭", .quantity(.severalFigures("组织12名志愿者慰问8户家庭"))),
    ] as [(String, LedgerFault)])
  func `a whole that its parts do not make and a second word are refused`(
    _ text: String, _ fault: LedgerFault
  ) {
    var figures = RecordedFigures()
    #expect(throws: fault) { try figures.attended(text) }
    #expect(figures.contents.isEmpty)
  }

  @Test(
    arguments: [
      ("给12户老人送大米12袋", ["大米 发放 12 袋"], ["12户"]), ("大米12袋给12户老人", ["大米 发放 12 袋"], ["12户"]),
      ("40 kits to 40 families", ["kits 发放 40"], ["40 families"]),
      ("在3个村发放宣传单500份", ["宣传单 发放 500 份"], ["3个村"]),
      ("苹果5箱60斤", ["苹果 发放 5 箱"], ["60斤"]), ("10kg大米30袋", ["10kg大米 发放 30 袋"], []),
      ("大米每户2袋，12户共24袋", ["大米 发放 24 袋"], ["12户"]), ("折页3种，每种500份，共1500份", ["折页 发放 1500 份"], []),
      ("截至目前宣传单500份", ["宣传单 发放 500 份"], []), ("宣传单累计2000份（本次500份）", ["宣传单 发放 500 份"], ["宣传单累计2000份"]),
      ("500 leaflets so far", ["leaflets 发放 500"], []), ("so far 300 leaflets", ["leaflets 发放 300"], []),
      ("300 leaflets and 20 posters all told", ["leaflets 发放 300", "posters 发放 20"], []),
    ] as [(String, [String], [String])])
  func `goods are entered by their names, and who got them is said`(
    _ text: String, _ entered: [String], _ left: [String]
  ) throws {
    let found = try texts { try $0.gave(text) }
    #expect(found.entered == entered)
    #expect(found.left == left)
  }

  @Test func `a filler is no thing, and a total of goods that they do not make is refused`() throws {
    var figures = RecordedFigures()
    for text in ["1,500 so far", "1,500 in total", "1,500 altogether", "1,500 all told", "截至目前500份"] {
      #expect(throws: LedgerFault.missingItem(text)) { try figures.gave(text) }
    }
    #expect(throws: LedgerFault.wrongSum("330 in all", 320)) {
      try figures.gave("300 leaflets, 20 posters, 330 in all")
    }
    #expect(throws: LedgerFault.quantity(.severalFigures("宣传单500份（更正为450份）"))) {
      try figures.gave("宣传单500份（更正为450份）")
    }
    #expect(figures == RecordedFigures())
    #expect(try CountPhrase("1,500 leaflets or so").quantity.certainty == .about)
  }

  @Test(
    arguments: [
      ("上午30人、下午45人，全天共接待75人次", ["服务 30 人", "服务 45 人"], []),
      ("上午义诊30人、下午义诊45人，全天共义诊75人次", ["义诊 30 人", "义诊 45 人"], []), ("义诊3场90人次", ["义诊 90 人次"], ["3场"]),
    ] as [(String, [String], [String])])
  func `services of a day are not added to their parts`(
    _ text: String, _ entered: [String], _ left: [String]
  ) throws {
    let found = try texts { try $0.served(text) }
    #expect(found.entered == entered)
    #expect(found.left == left)
  }

  @Test(arguments: [
    ("累计参加500人（本次35人）", "35"), ("累计发放宣传单3000份（本次400份）", "400"), ("累计参加500人，其中本次35人", "35"),
    ("应到60人（实到58人）", "58"),
    ("累计500人次", "500"), ("本次35人（累计500人）", "35"), ("58人（其中儿童20人）", "58"), ("上午40人，下午35人，全天共75人", "75"),
    ("60人（更正：58人）", nil), ("上午场40人、下午场35人，全天共70人", nil),
  ])
  func `a phrase alone is read as it is recorded`(_ text: String, _ n: String?) throws {
    guard let n else {
      #expect(throws: QuantityFault.severalFigures(text)) { try CountPhrase.asRecorded(text) }
      return
    }
    #expect(try CountPhrase.asRecorded(text).quantity.n?.description == n)
  }

  @Test(arguments: [
    ("3小时30分", "3.5"), ("3个半小时", "3.5"), ("3 h 30 min", "3.5"), ("3.5小时", "3.5"), ("三个半小时", "3.5"),
    ("3 hours 15 minutes", "3.25"),
    ("两小时", "2"), ("半小时", "0.5"), ("1小时半", "1.5"), ("90分钟", "1.5"), ("90 min", "1.5"), ("3小时零5分", "3.08"),
    ("3小时20分", "3.33"),
    ("6", "6"), ("６ 学时", "6"), ("1.5 hours", "1.5"), ("3时", "3"), ("6个课时", "6"),
    ("很久", nil), ("0", nil), ("3小时-30分", nil), ("3 h -30 min", nil), ("3小时70分", nil), ("几小时", nil),
    ("30分到40分", nil), ("上午3小时", nil), ("分", nil),
    ("9000", nil), ("3 or 4 h", nil),
  ])
  func `hours are read with their minutes`(_ text: String, _ hours: String?) {
    #expect(Session.hours(text) == hours)
  }
}
