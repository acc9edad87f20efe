public import Ledger
public import Planning

/// A campaign's target and what was reached of it.
public struct TargetProgress: Hashable, Sendable {
  public let what: BilingualText
  public let target: Figure
  public let reached: Quantity
  public let counter: String?

  /// Nil if nothing was reported.
  public var percent: String? { reached.n?.percent(of: target) }

  /// As sure as what was reached; nil if nothing was reported.
  func percentText(_ language: Language) -> String? {
    // The lower end is what was reached for sure.
    let certainty = reached.certainty == .range ? .atLeast : reached.certainty
    return percent.map { certainty.percentText($0, language) }
  }

  /// Reports on time against the share of them that is asked for, in hundredths of a percent; the target is the least
  /// whole number that makes it.
  ///
  /// - Returns: Nil if no report is expected.
  static func reporting(onTime: Int, of expected: Int, basisPoints: Int) -> TargetProgress? {
    let needed = (expected * basisPoints + 9999) / 10_000
    guard needed > 0 else { return nil }
    let share = Figure(ticks: Int128(basisPoints) * 100)
    return TargetProgress(
      what: BilingualText(
        zh: "按时报送（应报 \(expected) 份的 \(share)%）", en: "reports on time (\(share)% of \(expected))"),
      target: Figure(needed), reached: .exact(Figure(onTime)), counter: nil)
  }
}

/// Adds up what counts towards a campaign's targets.
struct TargetTally {
  private enum Counted {
    case sessions
    case measure(Count.Measure)
    /// Whatever was done, if it is counted in this word.
    case counter(String)
  }

  private struct Goal {
    let what: BilingualText
    let target: Figure
    let counter: String?
    let counted: Counted
    var reached = QuantitySum()
  }

  /// What each visited household is to get.
  private struct Share {
    let item: String
    let counter: String
    let number: Int
    var given = QuantitySum()
  }

  private var goals: [Goal] = []
  private var shares: [Share] = []
  private var visited = QuantitySum()

  /// Without a campaign there is nothing to reach.
  init(_ campaign: Campaign?, units: UnitTree, under root: Unit?) {
    guard let campaign else { return }
    let targets = campaign.targets
    func add(_ zh: String, _ en: String, _ amount: Amount?, _ counter: String?, _ counted: Counted) {
      guard let target = Self.total(amount, of: campaign, in: units, under: root), target > .zero else {
        return
      }
      goals.append(
        Goal(what: BilingualText(zh: zh, en: en), target: target, counter: counter, counted: counted))
    }
    add("场次", "sessions", targets.sessions, "场", .sessions)
    add("参加人数", "attendance", targets.attendance, CountingWord.person, .measure(.attendance))
    add(
      "户数", "households", targets.households, CountingWord.household, .counter(CountingWord.household))
    for (service, amount) in targets.services.sorted(by: { $0.key < $1.key }) {
      add(service, service, amount, nil, .measure(Count.Measure(rawValue: service)))
    }
    shares = campaign.materials.compactMap { material in
      guard case .eachHousehold(let number)? = material.plan, number > 0 else { return nil }
      return Share(item: material.name, counter: material.unit, number: number)
    }
  }

  mutating func add(_ session: SessionFacts) {
    for index in goals.indices {
      switch goals[index].counted {
      case .sessions: goals[index].reached.add(.exact(1))
      case .measure(let measure): add(session, to: index) { $0.measure == measure }
      case .counter(let counter): add(session, to: index) { $0.counter == counter }
      }
    }
    if shares.isEmpty { return }
    for count in session.counts where count.role == .public && count.counter == CountingWord.household {
      visited.add(count.quantity)
    }
    for index in shares.indices {
      for move in session.given where move.item.hasSuffix(shares[index].item) {
        shares[index].given.add(move.quantity)
      }
    }
  }

  private mutating func add(_ session: SessionFacts, to goal: Int, _ isCounted: (Count) -> Bool) {
    for count in session.counts where count.role == .public && isCounted(count) {
      goals[goal].reached.add(count.quantity)
    }
  }

  /// - `later`: Of the same campaign.
  mutating func add(_ later: TargetTally) {
    for (index, goal) in later.goals.enumerated() { goals[index].reached.add(goal.reached) }
    for (index, share) in later.shares.enumerated() { shares[index].given.add(share.given) }
    visited.add(later.visited)
  }

  var rows: [TargetProgress] {
    goals.map { goal in
      // No session at all is a number, too.
      let isNone = if case .sessions = goal.counted { goal.reached.isEmpty } else { false }
      return TargetProgress(
        what: goal.what, target: goal.target, reached: isNone ? .exact(0) : goal.reached.total,
        counter: goal.counter)
    } + households
  }

  /// As much of each thing as households were visited.
  private var households: [TargetProgress] {
    guard let visited = visited.total.n, visited > .zero else { return [] }
    return shares.map { share in
      let each = Quantity.exact(Figure(share.number)).sumText(.en, counter: share.counter)
      return TargetProgress(
        what: BilingualText(
          zh: "\(share.item)（每户 \(share.number) \(share.counter)）",
          en: "\(share.item), \(each) a household"),
        target: Figure(ticks: visited.ticks * Int128(share.number)), reached: share.given.total,
        counter: share.counter)
    }
  }

  static func total(
    _ amount: Amount?, of campaign: Campaign, in units: UnitTree, under root: Unit?
  ) -> Figure? {
    switch amount {
    case .total(let number): Figure(number)
    case .each(let number, let level):
      Figure(number * holders(of: campaign, at: level, in: units, under: root))
    case .eachHousehold, .allListed, nil: nil
    }
  }

  /// How many units of a level have to reach it, each.
  private static func holders(of campaign: Campaign, at level: Level, in tree: UnitTree, under root: Unit?)
    -> Int
  {
    let own = campaign.participation.units(in: tree).filter { unit in
      unit.counted && (root.map { tree.contains(unit, under: $0) } ?? true)
    }
    if level == campaign.participation.level { return own.count }
    return Set(own.compactMap { tree.ancestor(of: $0, at: level)?.id }).count
  }
}
