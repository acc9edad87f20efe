public import Ledger
import Planning
import Recurrence

/// What is left of one item in all places of a summary that keep stock of it.
public struct StockTotal: Hashable, Sendable {
  public let item: String
  public let counter: String?
  public let received: Quantity
  public let given: Quantity
  public let left: Quantity
  /// The ids of the places, in order.
  public let places: [String]
  /// What can't be so in any of them.
  let doubts: [BilingualText]

  /// Of the places in a summary's unit; a session's or an occurrence's summary has none, since stock belongs to a place.
  static func all(of balance: Balance, scope: SummaryScope, units: UnitTree) -> [StockTotal] {
    guard scope.choice.includesStock(), balance.keepsStock else { return [] }
    // What was only handed out is among the materials: without anything received there is no stock of it.
    let kept = StockBook(balance, units: units, zone: scope.zone).stocks(under: scope.unit, in: units).filter(
      \.isKept)
    var order: [[String?]] = []
    var groups: [[String?]: [Stock]] = [:]
    for stock in kept {
      let key = [stock.item, stock.counter]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(stock)
    }
    return order.compactMap { groups[$0] }.map { StockTotal($0, units) }
  }

  private init(_ stocks: [Stock], _ units: UnitTree) {
    item = stocks[0].item
    counter = stocks[0].counter
    received = QuantitySum(stocks.map { Stock.total($0.received) }).total
    given = QuantitySum(stocks.map { Stock.total($0.given) }).total
    left = QuantitySum(stocks.map(\.left)).total
    places = stocks.map(\.unit)
    doubts = stocks.flatMap { stock in
      stock.doubts.map { stock.text(of: $0, at: units[stock.unit]?.name ?? stock.unit) }
    }
  }
}

extension SessionChoice {
  /// Whether what is left anywhere belongs beside it: it is what is left today, and says nothing of a span that is over.
  func includesStock(on today: CivilDate? = nil) -> Bool {
    switch self {
    case .session, .occurrence, .occurrences, .campaign: false
    case .everything: true
    case .span(let days): today.map { days.contains($0) } ?? true
    }
  }
}

extension Summary {
  func planLines(_ language: Language) -> [SummaryLine] {
    plannedMaterials.enumerated().map { index, row in
      SummaryLine(
        label: index == 0 ? language("物资计划", "Planned") : "", figure: "", remark: row.planText(language))
    }
  }

  func plannedMaterialsJSON(_ language: Language) -> JSONText {
    .array(
      plannedMaterials.map { row in
        .object([
          "item": .string(row.what.zh),
          "planned": Self.quantity(row.planned, row.counter, language, of: row.what.zh),
          "given": Self.quantity(row.reached, row.counter, language, of: row.what.zh),
          "percent": .optional(row.percent),
          "apart": .array(
            row.apart.map { Self.quantity($0.total, $0.counter, language, of: row.what.zh) }),
          "occurrences": .number(row.occurrences),
        ])
      })
  }

  func stockLines(_ language: Language) -> [SummaryLine] {
    guard !stock.isEmpty else { return [] }
    let words = stock.map { row in
      let left = row.left.sumText(language, counter: row.counter, of: row.item)
      let places =
        row.places.count > 1
        ? language("（\(row.places.count) 处）", " (\(row.places.count) places)") : ""
      return "\(row.item) \(left)\(places)"
    }
    return [
      SummaryLine(
        label: language("库存", "In stock"), figure: "", remark: words.joined(separator: language("；", "; ")))
    ]
  }

  func stockJSON(_ language: Language) -> JSONText {
    .array(
      stock.map { row in
        .object([
          "item": .string(row.item),
          "received": Self.quantity(row.received, row.counter, language, of: row.item),
          "given": Self.quantity(row.given, row.counter, language, of: row.item),
          "left": Self.quantity(row.left, row.counter, language, of: row.item),
          "places": .strings(row.places),
        ])
      })
  }

  static func stockWarnings(_ stock: [StockTotal]) -> [SummaryWarning] {
    stock.flatMap(\.doubts).map { SummaryWarning(.stock, $0) }
  }
}
