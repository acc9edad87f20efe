import TestSupport
import Testing

@testable import Recurrence

/// The rule at the end of a zone file.
@Suite struct ZoneRuleTests {
  private static func turns(_ rule: String, of year: Int) throws -> [String] {
    let rule = try #require(ZoneRule(posix: rule.utf8))
    return rule.transitions(inYears: (year - 2)...(year + 2)).map {
      "\(Timestamp(seconds: $0.instant)) \($0.period.offset) \($0.period.isDaylight ? "daylight" : "standard")"
    }.filter { $0.hasPrefix("\(year)-") }
  }

  @Test(
    arguments: [
      ("CST-8", []), ("<+03>-3", []), ("<-0330>+3:30:15", []),
      (
        "EST5EDT,M3.2.0,M11.1.0",
        ["2026-03-08T07:00:00Z -14400 daylight", "2026-11-01T06:00:00Z -18000 standard"]
      ),
      (
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        ["2026-04-04T15:00:00Z 37800 standard", "2026-10-03T15:30:00Z 39600 daylight"]
      ),
      (
        "IST-1GMT0,M10.5.0,M3.5.0/1",
        ["2026-03-29T01:00:00Z 3600 standard", "2026-10-25T01:00:00Z 0 daylight"]
      ),
      (
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        ["2026-03-29T01:00:00Z -3600 daylight", "2026-10-25T01:00:00Z -7200 standard"]
      ),
      // The fifth Thursday of a month with four is its last.
      (
        "EET-2EEST,M4.5.4/24,M2.5.6/0:30:15",
        ["2026-02-27T21:30:15Z 7200 standard", "2026-04-30T22:00:00Z 10800 daylight"]
      ),
      // Days of the year, with and without 29 February; 2024 had one.
      ("AAA0BBB,J60/0,J300/0", ["2024-03-01T00:00:00Z 3600 daylight", "2024-10-26T23:00:00Z 0 standard"]),
      ("AAA0BBB,59/0,300/0", ["2024-02-29T00:00:00Z 3600 daylight", "2024-10-26T23:00:00Z 0 standard"]),
      ("AAA0BBB,J59/0,J300/0", ["2026-02-28T00:00:00Z 3600 daylight", "2026-10-26T23:00:00Z 0 standard"]),
      // Hours that reach into another week.
      (
        "AAA0BBB0,M3.1.0/167,M10.1.0/-167:59:59",
        ["2026-03-07T23:00:00Z 0 daylight", "2026-09-27T00:00:01Z 0 standard"]
      ),
      ("EST5EDT,0/0,J365/25", []), ("XXX3EDT4,0/0,J365/23", []),
    ] as [(String, [String])])
  func `it says when the clock turns`(_ rule: String, _ expected: [String]) throws {
    let year = try expected.first.map { try #require(Int($0.prefix(4))) } ?? 2026
    #expect(try Self.turns(rule, of: year) == expected)
  }

  @Test func `offsets are counted to the west, to the second`() throws {
    let rule = try #require(ZoneRule(posix: "<-0330>+3:30:15".utf8))
    #expect(rule.standard.offset == -12_615 && rule.daylight == nil)
    #expect(ZoneRule(posix: "AAA24".utf8)?.standard.offset == -86_400)
    #expect(ZoneRule(posix: "AAA-24BBB,1,2".utf8)?.daylight?.period.offset == 90_000)
  }

  @Test(arguments: [
    "", "CST", "8", "CS-8", "<+3>-3", "<+03-3", "+03>-3", "<+0é>-3", "CST-25", "CST-8:60", "CST-8:00:60",
    "CST-8x",
    "CST-", "CST--8", "CST-8 ", "EST5EDT", "EST5EDT4", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,",
    "EST5EDT,M3.2.0,M11.1.0,",
    "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M0.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0",
    "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2,M11.1.0", "EST5EDT,J0,J365", "EST5EDT,J1,J366", "EST5EDT,0,366",
    "EST5EDT,0/168,1", "EST5EDT,0/-168,1", "EST5EDT,0/,1", "EST5EDT,-1,1", "EST5EDT,99999999999999999999,1",
    "EST5,M3.2.0,M11.1.0",
  ])
  func `what is no rule is refused`(_ text: String) {
    #expect(ZoneRule(posix: text.utf8) == nil)
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `damaged rules are refused, or say something in order`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("MJ,./:<>+-0123456789AZaz ".utf8)
    let rules = [
      "EST5EDT,M3.2.0,M11.1.0", "<+1030>-10:30<+11>-11,M10.1.0/-99,M4.1.0", "AAA0BBB,J60/0,300/167:59",
    ]
    var taken = 0
    for round in 0..<6000 {
      var text = Array(rules[round % 3].utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        if Bool.random(using: &random) {
          text[place] = alphabet.randomElement(using: &random) ?? 0
        } else {
          text.remove(at: place)
        }
      }
      guard let rule = ZoneRule(posix: text) else { continue }
      taken += 1
      let instants = rule.transitions(inYears: 2020...2040).map(\.instant)
      #expect(
        zip(instants, instants.dropFirst()).allSatisfy { $0 < $1 }, "\(String(decoding: text, as: UTF8.self))"
      )
    }
    #expect(taken > 300)
  }
}
