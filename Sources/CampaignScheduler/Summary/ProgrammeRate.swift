import Ledger
import Planning

/// A named rate of a programme, with its own denominator: 完成率 of the target, 参保率 of those who could, 到位率 of the
/// cards that were issued.
///
/// A row may have both numbers, or one of them and the printed percentage. The other is then worked back from it, as far
/// as whole numbers tell.
struct ProgrammeRate: Hashable {
  /// `completion`, `enrolled`, `cardsDelivered`, or the row's own name for it.
  let name: String
  let part: Numbers?
  let whole: Numbers?
  let percent: String
  /// What the row prints and its numbers deny.
  private let denied: String?

  /// One number, or the whole numbers that a percentage leaves.
  enum Numbers: Hashable {
    case one(Figure)
    case range(ClosedRange<Int>)

    init(_ numbers: ClosedRange<Int>) {
      self = numbers.count == 1 ? .one(Figure(numbers.lowerBound)) : .range(numbers)
    }

    var json: JSONText {
      switch self {
      case .one(let figure): .figure(figure)
      case .range(let range): .array([.number(range.lowerBound), .number(range.upperBound)])
      }
    }

    var text: String {
      switch self {
      case .one(let figure): figure.description
      case .range(let range): "\(range.lowerBound)–\(range.upperBound)"
      }
    }
  }

  /// - `printed`: The percentage as somebody wrote it, without a sign.
  /// - Returns: Nil if neither it nor both numbers are known.
  init?(_ name: String, part: Figure?, whole: Figure?, printed: String?) {
    let share = printed.flatMap { Figure($0) }
    self.name = name
    if let part, let whole, let percent = part.percent(of: whole) {
      let places = printed.map(Self.places) ?? 2
      (self.part, self.whole, self.percent) = (.one(part), .one(whole), percent)
      denied =
        share != nil && part.percent(of: whole, places: places).flatMap { Figure($0) } != share
        ? printed : nil
      return
    }
    guard let printed, let share else { return nil }
    denied = nil
    // All of them are all, to however few places it is printed.
    if share == 100, let all = part ?? whole {
      (self.part, self.whole, percent) = (.one(all), .one(all), "100.00")
      return
    }
    percent = printed
    self.part =
      part.map { .one($0) } ?? whole.flatMap { $0.parts(atPercent: printed) }.map { Numbers($0.range) }
    self.whole =
      whole.map { .one($0) } ?? part.flatMap { $0.totals(atPercent: printed) }.map { Numbers($0.range) }
  }

  private static func places(_ percent: String) -> Int {
    percent.split(separator: ".").dropFirst().first?.count ?? 0
  }

  /// Those of a row of programmes, in the order in which they come about.
  static func all(of sheet: Sheet) -> [ProgrammeRate] {
    let value = sheet.value
    let policies = value["policies"]?.figure ?? value["people"]?.figure
    let delivered = value["cards_delivered"]?.figure
    let named = [
      ProgrammeRate(
        "completion", part: policies, whole: value["target"]?.figure,
        printed: value["percent_of_target"]?.text),
      ProgrammeRate(
        "enrolled", part: value["enrolled"]?.figure ?? policies, whole: value["eligible"]?.figure,
        printed: value["enrolled_percent"]?.text),
      ProgrammeRate(
        "cardsDelivered", part: delivered,
        whole: value["cards_issued"]?.figure
          ?? (delivered != nil || value["cards_delivered_percent"] != nil ? policies : nil),
        printed: value["cards_delivered_percent"]?.text),
    ]
    let own = (value["rates"]?.elements ?? []).map { row in
      ProgrammeRate(
        row["name"]?.text ?? "", part: row["n"]?.figure, whole: row["of"]?.figure,
        printed: row["percent"]?.text)
    }
    return (named + own).compactMap(\.self)
  }

  var json: JSONText.Member {
    JSONText.Member(
      name,
      .object([
        "n": part?.json ?? .null, "of": whole?.json ?? .null, "percent": .string(percent),
      ]))
  }

  /// `306/306（100.00%）`.
  func text(_ language: Language) -> String {
    guard let part, let whole else { return "\(percent)%" }
    return language("\(part.text)/\(whole.text)（\(percent)%）", "\(part.text)/\(whole.text) (\(percent)%)")
  }

  func warnings(of sheet: Sheet) -> [SummaryWarning] {
    let title = (zh: SheetWord.text(name, .zh), en: SheetWord.text(name, .en))
    var found: [SummaryWarning] = []
    if let denied {
      found.append(
        SummaryWarning(
          .total, zh: "\(sheet.id): \(title.zh)印的是 \(denied)%，算出来是 \(percent)%",
          en: "\(sheet.id), \(title.en): \(denied)% is printed, \(percent)% comes out"))
    }
    // A target may be exceeded, what there is may not.
    if name != "completion", case .one(let part)? = part, case .one(let whole)? = whole, part > whole {
      found.append(
        SummaryWarning(
          .plausible, zh: "\(sheet.id): \(title.zh)的分子 \(part) 大于分母 \(whole)",
          en: "\(sheet.id), \(title.en): \(part) of only \(whole)"))
    } else if part == nil || whole == nil, part != nil || whole != nil {
      found.append(
        SummaryWarning(
          .plausible, zh: "\(sheet.id): 没有整数能得出\(title.zh) \(percent)%",
          en: "\(sheet.id), \(title.en): no whole number gives \(percent)%"))
    }
    return found
  }
}
