import Foundation
import Recurrence
import Testing

/// What holds for any rule, tried on a few hundred drawn by a seed.
@Suite struct RecurrencePropertyTests {
  private static let seeds: [UInt64] = [1, 2, 3, 4]
  private static let rounds = 80

  /// A set drawn from the seed, and its first occurrences.
  private static func draw(
    _ random: inout RandomRule, policies: RecurrencePolicies? = nil
  ) throws -> (set: RecurrenceSet, first: [Instance])? {
    let start = try random.start()
    let rule = try random.rule(start)
    let set = try RecurrenceSet(start: start, rules: [rule], policies: policies ?? random.policies())
    return (set, Array(set.occurrences().prefix(80)))
  }

  private static func describe(_ set: RecurrenceSet) -> Comment {
    "\(set.start) \(set.rules.map(\.description)) \(set.policies)"
  }

  @Test(arguments: seeds)
  func `occurrences ascend, none before the start, and COUNT and UNTIL end them`(seed: UInt64) throws {
    var random = RandomRule(seed: seed)
    for _ in 0..<Self.rounds {
      guard let (set, first) = try Self.draw(&random) else { continue }
      for (left, right) in zip(first, first.dropFirst()) {
        // Two civil days may fall on one instant where a zone skips a day; nothing else repeats.
        #expect(
          left.instant < right.instant || left.instant == right.instant && right.reason.adjustment == .none
            || left.instant == right.instant && left.reason.adjustment == .none, Self.describe(set))
      }
      if case .zoned(let local, let zone) = set.start, set.policies.gap != .before,
        set.policies.overlap != .second
      {
        let begin = zone.resolve(local).instant
        #expect(first.allSatisfy { $0.instant >= begin }, Self.describe(set))
        #expect(first.allSatisfy { zone.local(at: $0.instant) == $0.local }, Self.describe(set))
      }
      switch set.rules[0].end {
      case .never: break
      case .count(let count): #expect(first.count <= count, Self.describe(set))
      case .until(let until):
        #expect(first.allSatisfy { $0.instant <= Self.instant(until) }, Self.describe(set))
      }
    }
  }

  private static func instant(_ until: RecurrenceRule.Until) -> Timestamp {
    switch until {
    case .date(let date): Zone.utc.resolve(CivilDateTime(date, .midnight)).instant
    case .local(let local), .utc(let local): Zone.utc.resolve(local).instant
    }
  }

  @Test(arguments: seeds)
  func `a window gives the filtered whole, and jumping gives what walking gives`(seed: UInt64) throws {
    var random = RandomRule(seed: seed &+ 100)
    for _ in 0..<Self.rounds {
      guard let (set, first) = try Self.draw(&random), first.count > 3 else { continue }
      for index in [0, 1, first.count / 2, first.count - 2] {
        let from = first[index].instant
        for shift in [Duration.zero, .seconds(1), .seconds(-1), .milliseconds(1)] {
          let bound = from.advanced(by: shift)
          let walked = first.filter { $0.instant >= bound }
          let jumped = Array(set.occurrences(from: bound).prefix(walked.count))
          #expect(jumped == walked, Self.describe(set))
          let end = first[first.count - 1].instant
          guard bound < end else { continue }
          #expect(
            Array(set.occurrences(within: bound..<end)) == walked.filter { $0.instant < end },
            Self.describe(set))
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `the last before an instant is the one that walking meets last`(seed: UInt64) throws {
    var random = RandomRule(seed: seed &+ 200)
    for _ in 0..<Self.rounds {
      guard let (set, first) = try Self.draw(&random), !first.isEmpty else { continue }
      for index in [0, first.count / 2, first.count - 1] {
        let bound = first[index].instant
        let walked = first.last { $0.instant < bound }
        #expect(set.last(before: bound)?.instant == walked?.instant, Self.describe(set))
      }
    }
  }

  @Test(arguments: seeds)
  func `a rule is written and read back, strictly`(seed: UInt64) throws {
    var random = RandomRule(seed: seed &+ 300)
    for _ in 0..<Self.rounds * 3 {
      let rule = try random.rule(try random.start())
      #expect(try RecurrenceRule(parsing: rule.description, mode: .strict) == rule)
    }
  }

  @Test func `a rule and its policies are stored and read back`() throws {
    let rule = RecurrenceRule.monthly().on(.last, .friday).rule
    let policies = RecurrencePolicies(gap: .skip, overlap: .both, start: .always, subDaily: .wallClock)
    let stored = try JSONEncoder().encode(Stored(rule: rule, policies: policies))
    let text = String(decoding: stored, as: UTF8.self)
    #expect(text.contains("\"FREQ=MONTHLY;BYDAY=-1FR\"") && text.contains("\"wallClock\""))
    #expect(try JSONDecoder().decode(Stored.self, from: stored) == Stored(rule: rule, policies: policies))
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode([RecurrenceRule].self, from: Data("[\"FREQ=NEVER\"]".utf8))
    }
  }

  private struct Stored: Codable, Equatable {
    let rule: RecurrenceRule
    let policies: RecurrencePolicies
  }

  @Test(arguments: seeds)
  func `exceptions take out, additions put in, each instant once`(seed: UInt64) throws {
    var random = RandomRule(seed: seed &+ 400)
    for _ in 0..<Self.rounds {
      let start = try random.start()
      let rule = try random.rule(start)
      let plain = Array(try RecurrenceSet(start: start, rules: [rule]).occurrences().prefix(40))
      guard plain.count > 4 else { continue }
      let out = [plain[1].instant, plain[3].instant]
      let added = plain[2].instant.advanced(by: .seconds(1))
      let set = try RecurrenceSet(
        start: start, rules: [rule, rule], additions: [.instant(added), .instant(plain[2].instant)],
        exceptions: out.map { .instant($0) })
      let expected = (plain.map(\.instant).filter { !out.contains($0) } + [added]).sorted()
      let found = Array(set.occurrences().prefix(expected.count))
      // The added second may be an occurrence of its own in rules by the second.
      if !plain.contains(where: { $0.instant == added }) {
        #expect(found.map(\.instant) == Array(expected.prefix(found.count)), Self.describe(set))
      }
    }
  }

  @Test(arguments: seeds)
  func `two rules merge as their instants do`(seed: UInt64) throws {
    var random = RandomRule(seed: seed &+ 500)
    for _ in 0..<Self.rounds {
      let start = try random.start()
      let rules = [try random.rule(start), try random.rule(start)]
      let single = try rules.map {
        Array(try RecurrenceSet(start: start, rules: [$0]).occurrences().prefix(60))
      }
      let merged = Array(try RecurrenceSet(start: start, rules: rules).occurrences().prefix(60))
      let expected = Set((single[0] + single[1]).map(\.instant)).sorted().prefix(60)
      #expect(Set(merged.map(\.instant)).sorted().prefix(merged.count) == expected.prefix(merged.count))
      #expect(merged.count >= expected.count)
    }
  }
}
