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

  /// As sure as the number of policies is.
  private var certainty: Quantity.Certainty { (value["policies"] ?? value["people"])?.certainty ?? .exact }

  var row: SheetFigures.Row {
    let planned = value["target"]?.figure
    let share = planned.flatMap { planned in policies.flatMap { $0.percent(of: planned) } }
    let short = planned.flatMap { planned in policies.map { max(.zero, planned - $0) } }
    let isSure = certainty == .exact
    let quotients = [
      ("premiumEachYuan", quotient("premium_yuan", by: value["policies"] == nil ? "people" : "policies")),
      ("paidEachClaimYuan", quotient("paid_yuan", by: "claims")),
      ("paidOverPremium", quotient("paid_yuan", by: "premium_yuan")),
      ("policiesPerHousehold", quotient("policies", by: "households")),
    ]
    let bounds = quotients.map { name, quotient in
      (name, quotient.flatMap { $0.certainty == .exact ? nil : $0.certainty })
    }
    let missing = isSure ? nil : Quantity.Certainty.quotient(of: .exact, by: certainty)
    let unsure: [(String, Quantity.Certainty?)] =
      [
        ("percentOfTarget", isSure || share == nil ? nil : certainty),
        ("shortBy", short == nil ? nil : missing),
      ] + bounds
    return SheetFigures.Row(
      id,
      [
        ("target", planned.map { .figure($0) }), ("percentOfTarget", share.map { .string($0) }),
        ("shortBy", short.map { .figure($0) }),
      ] + guessedTarget + quotients.map { ($0, $1.map { .string($0.text) }) }
        + unsure.map { ($0 + SheetWord.certaintySuffix, $1.map { .string($0.rawValue) }) })
  }

  /// Worked back from a share of it, where both are exact and nobody wrote the target.
  private var guessedTarget: [(String, JSONText?)] {
    guard certainty == .exact, value["target"] == nil, let policies,
      let share = value["percent_of_target"]?.text, Figure(share) != 100,
      let target = policies.totals(atPercent: share)
    else { return [] }
    return [
      ("targetRange", .array([.number(target.range.lowerBound), .number(target.range.upperBound)])),
      ("targetNearest", .number(target.nearest)),
      ("shortByNearest", .figure(max(.zero, Figure(target.nearest) - policies))),
    ]
  }

  private func quotient(_ sum: String, by count: String) -> (text: String, certainty: Quantity.Certainty)? {
    guard let sum = value[sum], let count = value[count], let number = sum.figure, let divisor = count.figure,
      let text = number.quotient(by: divisor)
    else { return nil }
    return (text, .quotient(of: sum.certainty, by: count.certainty))
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
