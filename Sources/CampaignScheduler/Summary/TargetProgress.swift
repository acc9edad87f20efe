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

  static func all(
    of campaign: Campaign?, sessions: [SessionFacts], units: UnitTree, under root: Unit?
  ) -> [TargetProgress] {
    guard let campaign else { return [] }
    func total(_ amount: Amount?) -> Figure? {
      switch amount {
      case .total(let number): Figure(number)
      case .each(let number, let level):
        Figure(number * holders(of: campaign, at: level, in: units, under: root))
      case .eachHousehold, .allListed, nil: nil
      }
    }
    func sum(_ counter: String? = nil, _ isCounted: (Count.Measure) -> Bool) -> Quantity {
      var total = QuantitySum()
      for session in sessions {
        for count in session.counts
        where count.role == .public && isCounted(count.measure)
          && (counter == nil || count.counter == counter)
        {
          total.add(count.quantity)
        }
      }
      return total.total
    }
    var rows: [TargetProgress] = []
    func add(_ zh: String, _ en: String, _ amount: Amount?, _ reached: Quantity, _ counter: String?) {
      guard let target = total(amount), target > .zero else { return }
      rows.append(
        TargetProgress(
          what: BilingualText(zh: zh, en: en), target: target, reached: reached, counter: counter))
    }
    let goals = campaign.targets
    add("场次", "sessions", goals.sessions, .exact(Figure(sessions.count)), "场")
    add("参加人数", "attendance", goals.attendance, sum { $0 == .attendance }, CountingWord.person)
    add(
      "户数", "households", goals.households, sum(CountingWord.household) { _ in true }, CountingWord.household)
    for (service, amount) in goals.services.sorted(by: { $0.key < $1.key }) {
      add(service, service, amount, sum { $0.rawValue == service }, nil)
    }
    return rows + households(of: campaign, sessions, visited: sum(CountingWord.household) { _ in true })
  }

  /// What each household was to get: as much of it as households were visited.
  private static func households(
    of campaign: Campaign, _ sessions: [SessionFacts], visited: Quantity
  ) -> [TargetProgress] {
    guard let visited = visited.n, visited > .zero else { return [] }
    return campaign.materials.compactMap { material in
      guard case .eachHousehold(let number)? = material.plan, number > 0 else { return nil }
      var given = QuantitySum()
      for move in sessions.flatMap(\.given) where move.item.hasSuffix(material.name) {
        given.add(move.quantity)
      }
      return TargetProgress(
        what: BilingualText(
          zh: "\(material.name)（每户 \(number) \(material.unit)）",
          en:
            "\(material.name), \(Quantity.exact(Figure(number)).sumText(.en, counter: material.unit)) a household"
        ),
        target: Figure(ticks: visited.ticks * Int128(number)), reached: given.total, counter: material.unit)
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
