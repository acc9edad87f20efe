public import Ledger
public import Planning

/// What the campaigns of a year plan to hand out, place by place.
public struct MaterialPlans: Sendable {
  /// All occurrences of each campaign in it count.
  public let year: Int
  private let plans: [Plan]

  private struct Plan {
    let item: String
    let counter: String
    /// For a unit and all below it, by its id.
    let amounts: [String: Int]
  }

  public init(_ campaigns: [Campaign], _ shared: SharedDefinitions, year: Int) {
    self.year = year
    plans = campaigns.flatMap { campaign -> [Plan] in
      let occurrences = campaign.occurrences(inYear: year, workdays: shared.workdays).count
      guard occurrences > 0 else { return [] }
      return campaign.materials.map { material in
        Plan(
          item: material.name, counter: material.unit,
          amounts: Self.amounts(material.plan, campaign, shared.tree).mapValues { $0 * occurrences })
      }
    }
  }

  /// What is planned of an item at a place and below it, in the counting word of the stock; nil where no campaign says
  /// how much. What each household is to get is known once somebody has counted these.
  public func planned(_ stock: Stock) -> Figure? {
    let amounts = plans.compactMap { plan in
      plan.item == stock.item && plan.counter == stock.counter ? plan.amounts[stock.unit] : nil
    }
    return amounts.isEmpty ? nil : Figure(amounts.reduce(0, +))
  }

  private static func amounts(_ plan: Amount?, _ campaign: Campaign, _ tree: UnitTree) -> [String: Int] {
    let number: Int
    let holders: [Unit]
    switch plan {
    case .total(let all): (number, holders) = (all, [tree[campaign.participation.under]].compactMap(\.self))
    case .each(let each, let level):
      let units = campaign.participation.units(in: tree).filter(\.counted)
      (number, holders) = (each, Array(Set(units.compactMap { tree.ancestor(of: $0, at: level) })))
    case .eachHousehold, .allListed, nil: return [:]
    }
    var amounts: [String: Int] = [:]
    for unit in holders.flatMap({ tree.lineage(of: $0) }) { amounts[unit.id, default: 0] += number }
    return amounts
  }
}
