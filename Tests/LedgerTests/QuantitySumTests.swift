import Ledger
import Planning
import Testing

struct QuantitySumTests {
  /// One of each kind: 5, 500余, 至多 100, 不足 40, 近 900, 约 50, 20—30, unknown.
  static let kinds: [Quantity.Certainty: Quantity] = [
    .exact: .exact(5), .atLeast: Quantity(500, .atLeast)!, .atMost: Quantity(100, .atMost)!,
    .below: Quantity(40, .below)!, .nearly: Quantity(900, .nearly)!, .about: Quantity(50, .about)!,
    .range: .range(20, 30), .unknown: .unknown(),
  ]

  @Test(
    arguments: [
      (.exact, .exact, "10"), (.exact, .atLeast, "505+"), (.exact, .atMost, "at most 105"),
      (.exact, .below, "at most 45"), (.exact, .nearly, "about 905"), (.exact, .about, "about 55"),
      (.exact, .range, "25–35"), (.exact, .unknown, "5"),
      (.atLeast, .atLeast, "1000+"), (.atLeast, .atMost, "about 600"), (.atLeast, .below, "about 540"),
      (.atLeast, .nearly, "about 1400"), (.atLeast, .about, "about 550"), (.atLeast, .range, "520+"),
      (.atLeast, .unknown, "500+"),
      (.atMost, .atMost, "at most 200"), (.atMost, .below, "at most 140"), (.atMost, .nearly, "about 1000"),
      (.atMost, .about, "about 150"), (.atMost, .range, "at most 130"), (.atMost, .unknown, "at most 100"),
      (.below, .below, "at most 80"), (.below, .nearly, "about 940"), (.below, .about, "about 90"),
      (.below, .range, "at most 70"), (.below, .unknown, "at most 40"),
      (.nearly, .nearly, "about 1800"), (.nearly, .about, "about 950"), (.nearly, .range, "about 920"),
      (.nearly, .unknown, "about 900"),
      (.about, .about, "about 100"), (.about, .range, "about 70"), (.about, .unknown, "about 50"),
      (.range, .range, "40–60"), (.range, .unknown, "20–30"),
      (.unknown, .unknown, "not reported"),
    ] as [(Quantity.Certainty, Quantity.Certainty, String)])
  func `the whole table of pairs, either way round`(
    _ left: Quantity.Certainty, _ right: Quantity.Certainty, _ expected: String
  ) throws {
    let one = try #require(Self.kinds[left])
    let two = try #require(Self.kinds[right])
    #expect((one + two).sumText(.en, counter: nil) == expected)
    #expect((two + one).sumText(.en, counter: nil) == expected)
  }

  @Test(
    arguments: [
      (.exact, "595"), (.atLeast, "at most 100"), (.atMost, "500+"), (.below, "560+"),
      (.nearly, "about -300"),
      (.about, "about 550"), (.range, "570–580"), (.unknown, "at most 600"),
    ] as [(Quantity.Certainty, String)])
  func `taking away mirrors how sure the taken quantity is`(
    _ taken: Quantity.Certainty, _ expected: String
  ) throws {
    let rest = Quantity.exact(600) - (try #require(Self.kinds[taken]))
    #expect(rest.sumText(.en, counter: nil) == expected)
  }

  @Test func `unknown quantities are counted beside the sum`() {
    let sum = QuantitySum([.unknown(), .exact(30), .unknown()])
    #expect(sum.total == .exact(30))
    #expect(sum.unknowns == 2)
    #expect(QuantitySum([.unknown()]).total == .unknown())
  }

  @Test func `an entry keeps its writer's words and a sum says 余`() throws {
    let many = try CountPhrase("30多人").quantity
    #expect(many.entryText(.zh, counter: "人") == "30 多人")
    #expect(many.entryText(.en, counter: "人") == "30+ people")
    #expect(many.sumText(.zh, counter: "人") == "30 余人")
    for (words, counter, text) in [
      ("120余", "人", "120 余人"), ("约120", "人", "约 120 人"), ("30多", "人", "30 多人"), ("300左右", "份", "300 份左右"),
      ("20-30", "人", "20-30 人"), ("近万", "人次", "近万人次"), ("500+", "份", "500+份"), ("30余名", "人", "30 余名"),
      ("若干", "人", "若干"), ("about 120", "人", "about 120 people"),
    ] {
      let quantity = try CountPhrase(words).quantity
      #expect(quantity.entryText(words.contains("about") ? .en : .zh, counter: counter) == text)
    }
    #expect(Quantity(30, .atLeast)?.entryText(.zh, counter: "人") == "30 多人")
    #expect(Quantity(500, .atLeast)?.entryText(.zh, counter: "份") == "500 余份")
    #expect(Quantity(75, .about)?.sumText(.zh, counter: "人") == "约 75 人")
    #expect(Quantity(40, .below)?.sumText(.en, counter: "人") == "fewer than 40 people")
  }

  @Test(arguments: [
    (2, 14, "14.29"), (3, 111, "2.70"), (231, 284, "81.34"), (279, 284, "98.24"), (18, 23, "78.26"),
    (1, 8, "12.50"), (1, 800, "0.13"), (5, 5, "100.00"), (0, 7, "0.00"),
  ])
  func `percentages are decimal, half up, with two places`(_ part: Int, _ whole: Int, _ expected: String) {
    #expect(Figure(part).percent(of: Figure(whole)) == expected)
  }

  @Test func `ratios of money are exact`() throws {
    #expect(Figure(2_138_000).quotient(by: 2736) == "781.43")
    #expect(Figure(2_138_000).quotient(by: 360_800) == "5.93")
    #expect(try #require(Figure("149.86")).quotient(by: #require(Figure("4.97"))) == "30.15")
    #expect(Figure(1).quotient(by: 0) == nil)
  }

  @Test func `a total worked back from a rounded share is a range`() {
    #expect(Figure(72_636).totals(atPercent: "89.12")?.range == 81_500...81_508)
    #expect(Figure(72_636).totals(atPercent: "89.12")?.nearest == 81_504)
    #expect(Figure(3971).totals(atPercent: "86.8")?.range == 4573...4577)
    #expect(Figure(306).totals(atPercent: "100.00")?.nearest == 306)
  }
}
