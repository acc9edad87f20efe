import Ledger
import Planning

/// An insurance programme's totals and what they say of one policy and one claim.
struct InsurancePolicy {
  let id: String
  let name: String
  private let value: SheetValue
  private let premium: Figure?
  /// Policies, or insured people where policies were not counted.
  private let policies: Figure?

  init?(_ sheet: Sheet) {
    guard let name = sheet.value["name"]?.text,
      sheet.value["policies"] != nil || sheet.value["premium_yuan"] != nil
    else { return nil }
    id = sheet.id
    self.name = name
    value = sheet.value
    premium = value["premium_yuan"]?.figure
    policies = value["policies"]?.figure ?? value["people"]?.figure
  }

  var row: SheetFigures.Row {
    let share = value["percent_of_target"]?.text
    let target =
      value["target"] != nil
      ? nil
      : share.flatMap { share in
        Figure(share) == 100 ? nil : policies.flatMap { $0.totals(atPercent: share) }
      }
    let planned = value["target"]?.figure
    func money(_ sum: Figure?, by count: Figure?) -> JSONText? {
      sum.flatMap { sum in count.flatMap { sum.quotient(by: $0) } }.map { .string($0) }
    }
    return SheetFigures.Row(
      id,
      [
        ("target", planned.map { .figure($0) }),
        (
          "percentOfTarget",
          planned.flatMap { planned in policies.flatMap { $0.percent(of: planned) } }.map { .string($0) }
        ),
        ("shortBy", planned.flatMap { planned in policies.map { .figure(max(.zero, planned - $0)) } }),
        ("targetRange", target.map { .array([.number($0.range.lowerBound), .number($0.range.upperBound)]) }),
        ("targetNearest", target.map { .number($0.nearest) }),
        (
          "shortByNearest", target.flatMap { target in policies.map { .figure(Figure(target.nearest) - $0) } }
        ),
        ("premiumEachYuan", money(premium, by: policies)),
        ("paidEachClaimYuan", money(value["paid_yuan"]?.figure, by: value["claims"]?.figure)),
        ("paidOverPremium", money(value["paid_yuan"]?.figure, by: premium)),
        ("policiesPerHousehold", money(value["policies"]?.figure, by: value["households"]?.figure)),
      ])
  }

  /// More was paid out than paid in.
  var warning: SummaryWarning? {
    guard let premium, let paid = value["paid_yuan"]?.figure, paid > premium,
      let ratio = paid.quotient(by: premium)
    else { return nil }
    return SummaryWarning(
      .plausible, zh: "\(id): 赔付金额是投保金额的 \(ratio) 倍", en: "\(id): paid \(ratio) x premium")
  }

  /// Prices of one kind of insurance that differ ten times can't be of the same product or period.
  static func priceWarnings(_ all: [InsurancePolicy]) -> [SummaryWarning] {
    let priced = all.compactMap { policy in
      policy.premium.flatMap { premium in
        policy.policies.map { (name: policy.name, premium: premium, policies: $0) }
      }
    }
    var found: [SummaryWarning] = []
    for (index, one) in priced.enumerated() {
      for other in priced.dropFirst(index + 1)
      where one.name.hasSuffix(other.name) || other.name.hasSuffix(one.name) {
        // Prices compared by cross-multiplying, so that neither is rounded.
        let left = Figure(ticks: one.premium.ticks * other.policies.ticks)
        let right = Figure(ticks: other.premium.ticks * one.policies.ticks)
        guard let ratio = max(left, right).quotient(by: min(left, right)), let times = Figure(ratio),
          times >= 10,
          let first = one.premium.quotient(by: one.policies),
          let second = other.premium.quotient(by: other.policies)
        else { continue }
        found.append(
          SummaryWarning(
            .plausible, zh: "同名险种单价相差 \(ratio) 倍: \(first) 元/份 与 \(second) 元/份",
            en:
              "prices of one kind of insurance differ \(ratio) times: \(first) and \(second) yuan"
          ))
      }
    }
    return found
  }
}
