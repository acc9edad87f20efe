import Ledger
import Testing

struct PhraseListTests {
  @Test(
    arguments: [
      ("宣传资料 100 余份，活动礼包 100 余份", ["宣传资料 100 余份", "活动礼包 100 余份"]),
      ("宣传资料 1,200 份,礼包 20 份", ["宣传资料 1,200 份", "礼包 20 份"]),
      ("宣传资料 1，200 份；礼包", ["宣传资料 1，200 份", "礼包"]),
      ("《甲》 20 本、《乙》 30 本", ["《甲》 20 本", "《乙》 30 本"]),
      ("《甲、乙》等宣传册、折页各100份", ["《甲、乙》等宣传册、折页各100份"]),
      ("宣传册、折页 500 份", ["宣传册、折页 500 份"]), ("七、八个", ["七、八个"]),
      ("男 20 人，女 30 人", ["男 20 人", "女 30 人"]), ("男 20 人，女 30 人，共 50 人", ["男 20 人，女 30 人，共 50 人"]),
      ("58 位家长和 3 名志愿者", ["58 位家长", "3 名志愿者"]), ("", [""]),
      ("绘本20本、折页若干", ["绘本20本", "折页若干"]), ("宣传资料500余份、宣传品", ["宣传资料500余份", "宣传品"]),
      ("挂历 30 本和海报若干", ["挂历 30 本", "海报若干"]), ("毛巾 80 条及牙刷", ["毛巾 80 条", "牙刷"]),
      ("雨伞 5 把以及《和谐》3本与帽子", ["雨伞 5 把", "《和谐》3本", "帽子"]),
      ("500份宣传资料、礼包若干", ["500份宣传资料", "礼包若干"]), ("500份宣传资料、礼包", ["500份宣传资料、礼包"]),
      ("绘本20本、宣传册、折页 500 份", ["绘本20本", "宣传册、折页 500 份"]),
      ("家长30人、孩子若干", ["家长30人", "孩子若干"]), ("参与咨询30人和义诊20人", ["参与咨询30人", "义诊20人"]),
      ("7、8 个孩子", ["7、8 个孩子"]), ("礼包 20 份、手提袋 80%", ["礼包 20 份", "手提袋 80%"]),
      ("宣传资料（500余份）、礼包（100份）", ["宣传资料（500余份）", "礼包（100份）"]), ("礼包（100），（30人）", ["礼包 100", "（30人）"]),
      ("宣传册、折页（500份）、礼包", ["宣传册、折页（500份）", "礼包"]), ("手册（2023）、折页（三）", ["手册（2023）、折页（三）"]),
      ("宣传资料（折页200份、手册300份）", ["折页200份", "手册300份"]),
      ("宣传资料500份（其中折页200份、手册300份）", ["宣传资料500份（其中折页200份、手册300份）"]),
      ("家长（58人，其中儿童20人）", ["家长 58人", "其中儿童20人"]), ("《甲（乙）》（30本）", ["《甲（乙）》（30本）"]),
      ("30 parents and 20 children", ["30 parents", "20 children"]),
      ("leaflets (500+ copies) and bags", ["leaflets (500+ copies)", "bags"]),
      ("between 20 and 30 parents", ["between 20 and 30 parents"]),
      ("a hundred and twenty people", ["a hundred and twenty people"]),
    ] as [(String, [String])])
  func `a text is parted into figures, and no number is cut`(_ text: String, _ phrases: [String]) {
    #expect(PhraseList(text).phrases == phrases)
  }

  @Test func `a list is recorded whole or not at all`() throws {
    var figures = RecordedFigures()
    try figures.gave("共发放宣传资料 100 余份，活动礼包 100 余份；叶酸")
    #expect(
      figures.contents == [
        .goods(
          GoodsMove(.give, item: "宣传资料", quantity: Quantity(100, .atLeast, said: "100 余份")!, counter: "份")),
        .goods(
          GoodsMove(.give, item: "活动礼包", quantity: Quantity(100, .atLeast, said: "100 余份")!, counter: "份")),
        .goods(GoodsMove(.give, item: "叶酸", quantity: .unknown(), counter: nil)),
      ])
    #expect(throws: LedgerFault.quantity(.negative("孩子 -3 人"))) { try figures.attended("家长 20 人，孩子 -3 人") }
    #expect(figures.contents.count == 3)
  }

  @Test func `words that only say that people came name no group`() throws {
    var figures = RecordedFigures()
    try figures.attended("参加人数：58 人")
    try figures.attended("2大1小")
    try figures.attended("城区卫生健康系统 若干", role: .volunteers)
    let counts = figures.contents.compactMap { if case .count(let count) = $0 { count } else { nil } }
    #expect(counts.map(\.group) == [nil, nil, "城区卫生健康系统"])
    #expect(counts.map(\.includesChildren) == [false, true, false])
    #expect(counts[1].quantity.n == 3)
    #expect(!counts[2].quantity.isKnown)
  }
}
