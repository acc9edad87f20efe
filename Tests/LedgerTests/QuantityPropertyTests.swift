import Ledger
import Planning
import TestSupport
import Testing

/// Sums in every order, and what can be said of a target.
struct QuantityPropertyTests {
  private static func quantity(_ random: inout SeededGenerator) -> Quantity {
    let n = Figure(Int.random(in: 0...3000, using: &random))
    switch Quantity.Certainty.allCases.randomElement(using: &random) ?? .exact {
    case .unknown: return .unknown()
    case .range: return .range(n, n + Figure(Int.random(in: 1...50, using: &random)))
    case let certainty: return Quantity(n, certainty) ?? .unknown()
    }
  }

  @Test(arguments: [1, 2, 3, 529, 925] as [UInt64])
  func `a sum is the same in every order and however it is put in groups`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let quantities = (0..<Int.random(in: 1...8, using: &random)).map { _ in Self.quantity(&random) }
      let sum = QuantitySum(quantities)
      #expect(QuantitySum(quantities.shuffled(using: &random)) == sum)
      let cut = Int.random(in: 0...quantities.count, using: &random)
      var grouped = QuantitySum(quantities[..<cut])
      grouped.add(QuantitySum(quantities[cut...]))
      #expect(grouped == sum)
      #expect(sum.unknowns == quantities.count { !$0.isKnown })
      #expect(sum.total.isKnown == quantities.contains(where: \.isKnown))
    }
  }

  @Test(arguments: [11, 12] as [UInt64])
  func `a sum never claims more than its parts`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let quantities = (0..<4).map { _ in Self.quantity(&random) }.filter(\.isKnown)
      let total = QuantitySum(quantities).total
      guard let n = total.n, let upper = total.upper else { continue }
      let lowest = quantities.compactMap(\.n).reduce(Figure.zero, +)
      let highest = quantities.compactMap(\.upper).reduce(Figure.zero, +)
      switch total.certainty {
      case .exact: #expect(quantities.allSatisfy { $0.certainty == .exact } && n == lowest)
      case .atLeast: #expect(n == lowest)
      case .atMost: #expect(n == highest)
      case .range: #expect(n == lowest && upper == highest)
      case .about: #expect(n >= lowest && n <= highest)
      case .below, .nearly: #expect(quantities.count == 1 && quantities[0].certainty == total.certainty)
      case .unknown: Issue.record("a sum of what is known is known")
      }
    }
  }

  @Test func `taking away and adding again leaves no more certainty than there was`() throws {
    let rest = Quantity.exact(600) - (try #require(Quantity(500, .atLeast)))
    #expect(rest == Quantity(100, .atMost))
    #expect(rest + (try #require(Quantity(500, .atLeast))) == Quantity(600, .about))
    #expect(Quantity.exact(100) - .exact(120) == .exact(-20))
    #expect(Quantity.exact(100) - .unknown() == Quantity(100, .atMost))
    #expect(Quantity.range(20, 30) - .range(5, 10) == .range(10, 25))
  }

  @Test(
    arguments: [
      ("50", "50", .reached), ("49", "50", .missed), ("50 余", "50", .reached), ("40 余", "50", .open),
      ("至多 40", "50", .missed), ("至多 60", "50", .open), ("不足 50", "50", .missed), ("不足 60", "50", .open),
      ("近 50", "50", .missed), ("近 60", "50", .open), ("约 60", "50", .open), ("60—70", "50", .reached),
      ("40—60", "50", .open), ("30—40", "50", .missed), ("若干", "50", .open), ("若干", "0", .open),
      ("0", "0", .reached),
    ] as [(String, String, Quantity.Reach)])
  func `a target is reached only where the figure is sure of it`(
    _ phrase: String, _ target: String, _ reach: Quantity.Reach
  ) throws {
    #expect(try CountPhrase(phrase).quantity.reach(of: #require(Figure(target))) == reach)
  }

  @Test(arguments: [
    (Quantity.exact(1), "人", "1 人", "1 person"), (.exact(2), "人", "2 人", "2 people"),
    (.exact(1), "户", "1 户", "1 household"), (Quantity(500, .atLeast)!, "份", "500 余份", "500+"),
    (Quantity(50, .about)!, "人", "约 50 人", "about 50 people"),
    (Quantity(40, .below)!, "户", "不足 40 户", "fewer than 40 households"),
    (Quantity(100, .atMost)!, "册", "至多 100 册", "at most 100 booklets"),
    (Quantity(10_000, .nearly)!, "人", "近 10000 人", "nearly 10000 people"),
    (.range(20, 30), "人", "20—30 人", "20–30 people"), (.unknown(), "人", "未报数", "not reported"),
    (.exact(0), "盒", "0 盒", "0 boxes"), (.exact(3), "块", "3 块", "3"),
    (.exact(3), "箱", "3 箱", "3 cartons"), (.exact(1), "双", "1 双", "1 pair"),
    (.exact(40), "分钟", "40 分钟", "40 minutes"),
  ])
  func `a sum is printed with 余, 约, 不足 or their English`(
    _ quantity: Quantity, _ counter: String, _ zh: String, _ en: String
  ) {
    #expect(quantity.sumText(.zh, counter: counter) == zh)
    #expect(quantity.sumText(.en, counter: counter) == en)
  }

  @Test(arguments: [
    ("30多人", "30 多人", "30+ people"), ("500余份", "500 余份", "500+"),
    ("about 50 people", "约 50 人", "about 50 people"),
    ("500+", "500+", "500+"), ("近万名群众", "近万名", "nearly 10000 people"),
  ])
  func `a single entry keeps its writer's words for readers of their language`(
    _ phrase: String, _ zh: String, _ en: String
  ) throws {
    let read = try CountPhrase(phrase)
    #expect(read.quantity.entryText(.zh, counter: read.counter) == zh)
    #expect(read.quantity.entryText(.en, counter: read.counter) == en)
  }

  @Test(arguments: [
    ("宣传资料 500 余份", "至少 500 份", "at least 500 copies"), ("不足40人", "不到 40 人", "fewer than 40 people"),
    ("小于等于50人", "至多 50 人", "at most 50 people"), ("大于或等于50人", "至少 50 人", "at least 50 people"),
    ("100 people and above", "至少 100 人", "at least 100 people"), ("50 and above", "至少 50", "at least 50"),
    ("20—30 户", "20 到 30 户", "20 to 30 households"),
    ("2大1小", "3 人（其中儿童 1 人，1 户）", "3 people (1 of them children, 1 household)"),
    ("折页若干", "没有数字", "no number"), ("1 人", "1 人", "1 person"),
  ])
  func `what was understood is said in full`(_ phrase: String, _ zh: String, _ en: String) throws {
    let read = try CountPhrase(phrase)
    #expect(read.meaning(.zh) == zh)
    #expect(read.meaning(.en) == en)
  }

  @Test func `a target behind a share is a range, and beyond any integer there is none`() throws {
    #expect(Figure(72_636).totals(atPercent: "89.12")?.range == 81_500...81_508)
    #expect(Figure(1).totals(atPercent: "33.3")?.range == 3...3)
    #expect(Figure(5).totals(atPercent: "0") == nil)
    #expect(Figure(306).parts(atPercent: "98.04")?.range == 300...300)
    #expect(Figure(306).parts(atPercent: "98")?.range == 299...301)
    #expect(Figure(306).parts(atPercent: "98")?.nearest == 300)
    #expect(Figure(306).parts(atPercent: "98.00") == nil)
    #expect(Figure(306).parts(atPercent: "0.00")?.range == 0...0)
    for whole in [1, 3, 7, 284, 999] {
      for part in 0...whole {
        let percent = try #require(Figure(part).percent(of: Figure(whole), places: 1))
        #expect(Figure(whole).parts(atPercent: percent)?.range.contains(part) == true)
      }
    }
    #expect(Figure(5).totals(atPercent: "-3") == nil)
    #expect(Figure(5).totals(atPercent: "x") == nil)
    #expect(Figure(1_000_000_000_000_000).totals(atPercent: "0.0001") == nil)
  }
}
