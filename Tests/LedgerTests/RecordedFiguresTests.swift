import Ledger
import Planning
import TestSupport
import Testing

struct RecordedFiguresTests {
  @Test func `one command line reports a session`() throws {
    var figures = RecordedFigures(isFinal: true)
    try figures.attended("58 位家长")
    try figures.served("咨询义诊 30 多人")
    try figures.gave("《优生优育》《防治出生缺陷》等宣传资料 500 余份")
    try figures.gave("叶酸")
    let parents = Count(
      .attendance, group: "家长", quantity: .exact(58, said: "58 位"), isFinal: true)
    let served = Count(
      .init(rawValue: "咨询义诊"), quantity: try #require(Quantity(30, .atLeast, said: "30 多人")), isFinal: true)
    let leaflets = GoodsMove(
      .give, item: "宣传资料", quantity: try #require(Quantity(500, .atLeast, said: "500 余份")), counter: "份",
      titles: ["《优生优育》", "《防治出生缺陷》"])
    let folate = GoodsMove(.give, item: "叶酸", quantity: .unknown(), counter: nil)
    #expect(figures.contents == [.count(parents), .count(served), .goods(leaflets), .goods(folate)])
  }

  @Test func `the same number of several things is recorded of each`() throws {
    var figures = RecordedFigures()
    try figures.gave("宣传册、折页各100份")
    let hundred = Quantity.exact(100, said: "100份")
    #expect(
      figures.contents == [
        .goods(GoodsMove(.give, item: "宣传册", quantity: hundred, counter: "份")),
        .goods(GoodsMove(.give, item: "折页", quantity: hundred, counter: "份")),
      ])
  }

  @Test func `money must be exact and a figure must be there`() {
    var figures = RecordedFigures()
    #expect(throws: LedgerFault.moneyNotExact("慰问金 500 余元")) { try figures.gave("慰问金 500 余元") }
    #expect(throws: LedgerFault.quantity(.notUnderstood("家长"))) { try figures.attended("家长") }
    #expect(figures.contents.isEmpty)
  }

  @Test func `stock follows moves, and an approximate gift leaves an upper bound`() async throws {
    try await withLedger { store, _ in
      func move(_ kind: GoodsMove.Kind, _ quantity: Quantity, _ reason: String? = nil) -> LedgerDraft {
        LedgerDraft(
          scope: .init(unit: "diecai"),
          .record(.goods(GoodsMove(kind, item: "宣传册", quantity: quantity, counter: "册", reason: reason))))
      }
      _ = try await store.append(
        [move(.receive, .exact(600)), move(.give, try CountPhrase("500 余册").quantity)], by: "县", at: noon)
      var stock = try #require(StockBook(try await store.balance(), units: try smallRegion()).stocks.first)
      #expect(stock.left.sumText(.zh, counter: "册") == "至多 100 册")
      _ = try await store.append(
        [move(.count, .exact(92), "盘点"), move(.damage, .exact(2))], by: "县", at: noon)
      stock = try #require(StockBook(try await store.balance(), units: try smallRegion()).stocks.first)
      #expect(stock.left == .exact(90))
      #expect(stock.counts.map(\.reason) == ["盘点"])
      #expect(stock.differences == [])
      #expect(stock.received.total == .exact(600))
    }
  }
}
