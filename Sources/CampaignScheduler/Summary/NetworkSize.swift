import Ledger
import Planning

/// The size of the organisation's network and what its figures say of one another.
struct NetworkSize: Hashable {
  private let id: String
  private let asOf: String?
  private let figures: [NetworkFigure]

  init(_ sheet: Sheet) {
    id = sheet.id
    asOf = sheet.value["as_of"]?.text
    figures = NetworkFigure.all(of: sheet.value)
  }

  /// The latest of several.
  init?(latestOf sheets: [Sheet]) {
    let all = sheets.filter { $0.section == .network }.map { NetworkSize($0) }
    guard let latest = all.max(by: { ($0.asOf ?? "") < ($1.asOf ?? "") }) else { return nil }
    self = latest
  }

  /// Kinds of bodies: those of which it is known how many there should be.
  private var kinds: [NetworkFigure] { figures.filter { $0.coveragePercent != nil } }

  private var named: Quantity {
    var sum = QuantitySum()
    for kind in kinds { sum.add(kind.quantity) }
    return sum.total
  }

  private var all: Quantity? { figures.first { $0.key == "organisations" }?.quantity }

  /// `2.32 万个；630 多万人`: what is no kind of body and no count of units.
  func text(_ language: Language) -> String {
    figures.filter { $0.coveragePercent == nil && !$0.isPlain }.map { $0.text(language) }
      .joined(separator: language("；", "; "))
  }

  func values(_ language: Language) -> [JSONText.Member] {
    var members: [JSONText.Member] = []
    if let asOf { members.append(JSONText.Member("asOf", .string(asOf))) }
    members.append(JSONText.Member("text", .string(text(language))))
    members += figures.map { figure in
      JSONText.Member(
        Self.camelCase(figure.key), figure.isPlain ? figure.quantity.json : json(figure, language))
    }
    if named.isKnown { members.append(JSONText.Member("namedTypes", named.json)) }
    if let all, named.isKnown, all.certainty == .exact, named.certainty == .exact {
      members.append(JSONText.Member("otherTypes", (all - named).json))
    }
    return members + kinds.compactMap(target)
  }

  private func json(_ figure: NetworkFigure, _ language: Language) -> JSONText {
    let own: [(String, JSONText)] = [
      ("n", figure.quantity.json), ("certainty", .string(figure.quantity.certainty.rawValue)),
      ("text", .string(figure.text(language))),
    ]
    return .object(own + (figure.coveragePercent.map { [("coveragePercent", .string($0))] } ?? []))
  }

  /// How many there should be, worked back from the count and the share: `floatingTargetRange`.
  private func target(_ kind: NetworkFigure) -> JSONText.Member? {
    guard kind.quantity.certainty == .exact, let percent = kind.coveragePercent, let n = kind.quantity.n,
      Figure(percent).map({ $0 < 100 }) ?? false, let target = n.totals(atPercent: percent)
    else { return nil }
    let first = kind.key.prefix { $0 != "_" }
    // Two kinds may begin alike.
    let isAlone = kinds.count { $0.key.prefix { $0 != "_" } == first } == 1
    let name = isAlone ? String(first) : Self.camelCase(kind.key)
    return JSONText.Member(
      name + "TargetRange",
      .array([.number(target.range.lowerBound), .number(target.range.upperBound)]))
  }

  /// Parts that are more than the whole, and a share above all.
  var warnings: [SummaryWarning] {
    var found: [SummaryWarning] = []
    if let all, all.certainty == .exact, let whole = all.n, let sum = named.n, sum > whole {
      found.append(
        SummaryWarning(
          .plausible, zh: "\(id): 各类组织合计 \(sum) 个，多于全部 \(whole) 个",
          en: "\(id): \(sum) bodies of all kinds, more than \(whole) in all"))
    }
    for kind in kinds {
      guard let text = kind.coveragePercent, let share = Figure(text), share > 100 else { continue }
      found.append(
        SummaryWarning(
          .plausible, zh: "\(kind.key): 比例 \(text)% 超过 100%", en: "\(kind.key): a share of \(text)%"))
    }
    return found
  }

  static func camelCase(_ key: String) -> String {
    let words = key.split(separator: "_")
    return words.prefix(1).joined()
      + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
