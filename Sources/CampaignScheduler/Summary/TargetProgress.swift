public import Ledger
public import Planning

/// A campaign's target and what was reached of it.
public struct TargetProgress: Hashable, Sendable {
  public let what: BilingualText
  public let target: Figure
  /// How sure the target is where it follows from what was reported: so much for each visited household.
  public var targetCertainty = Quantity.Certainty.exact
  /// Where several occurrences have to reach it, each: how many there are. The target is that of all together.
  public var occurrences = 1
  public let reached: Quantity
  public let counter: String?
  /// What was reported beside it and does not count: in other counting words, or by units outside the denominator.
  public var apart: [Apart] = []

  public struct Apart: Hashable, Sendable {
    public let total: Quantity
    public let counter: String
  }

  /// Nil if nothing was reported.
  public var percent: String? { reached.n?.percent(of: target) }

  /// `目标` row: `参加人数 62 余 / 400（15.50%），另 25 户不计入`.
  func text(_ language: Language) -> String {
    let percent = percentText(language).map { language("（\($0)）", " (\($0))") } ?? ""
    let remarks = [basisText(language), apartText(language)].filter { !$0.isEmpty }
    return
      ([
        "\(what.text(language)) \(reached.sumText(language, counter: nil)) / \(targetText(language))\(percent)"
      ] + remarks)
      .joined(separator: language("，", ", "))
  }

  /// A thing that is to be handed out: `宣传资料 计划 1500 份，已发 600 余份（40.00%）`.
  func planText(_ language: Language) -> String {
    let percent = percentText(language).map { language("（\($0)）", " (\($0))") } ?? ""
    let name = what.text(language)
    func text(_ quantity: Quantity) -> String {
      quantity.sumText(language, counter: counter, of: what.zh)
    }
    let (plan, given) = (text(planned), text(reached))
    let remarks = [basisText(language), apartText(language)].filter { !$0.isEmpty }
    let line = language(
      "\(name) 计划 \(plan)，已发 \(given)\(percent)", "\(name): \(plan) planned; given: \(given)\(percent)")
    return ([line] + remarks).joined(separator: language("，", ", "))
  }

  /// The target as far as it is known: 40000 余.
  var planned: Quantity { Quantity(target, targetCertainty) ?? .exact(target) }

  func targetText(_ language: Language) -> String { planned.sumText(language, counter: nil) }

  /// What each occurrence has to reach; nil where there is only one.
  var each: Figure? { occurrences > 1 ? Figure(ticks: target.ticks / Int128(occurrences)) : nil }

  /// `12 届、每届 3`; empty where there is only one.
  func basisText(_ language: Language) -> String {
    each.map { language("\(occurrences) 届、每届 \($0)", "\(occurrences) occurrences of \($0) each") } ?? ""
  }

  /// The same, which each of several occurrences has to reach.
  func repeated(over occurrences: Int) -> TargetProgress {
    var row = TargetProgress(
      what: what, target: Figure(ticks: target.ticks * Int128(occurrences)), reached: reached,
      counter: counter)
    (row.occurrences, row.apart) = (occurrences, apart)
    return row
  }

  /// `另 25 户、100 人次不计入`; empty if everything counts.
  func apartText(_ language: Language) -> String {
    guard !apart.isEmpty else { return "" }
    let others = apart.map { $0.total.sumText(language, counter: $0.counter) }
    return language(
      "另".counting(others.joined(separator: "、")) + "不计入", "not counted: \(others.joined(separator: ", "))")
  }

  /// As sure as what was reached; nil if nothing was reported.
  func percentText(_ language: Language) -> String? {
    percent.map { percentCertainty.percentText($0, language) }
  }

  /// That of ``percent``: of a range the lower end is what was reached for sure.
  var percentCertainty: Quantity.Certainty {
    .quotient(of: reached.certainty == .range ? .atLeast : reached.certainty, by: targetCertainty)
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
