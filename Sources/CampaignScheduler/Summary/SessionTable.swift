public import Ledger
public import Planning
import Recurrence

/// Every session of a summary as one row, with all its figures in columns and the certainty beside each number.
public struct SessionTable {
  private let summary: Summary
  private let units: UnitTree
  private let language: Language
  private let activities: [EntryID: [String]]
  private let services: [String]
  private let items: [String]

  /// - `activities`: What was done, by the entries that added the sessions.
  public init(
    _ summary: Summary, units: UnitTree, language: Language, activities: [EntryID: [String]] = [:]
  ) {
    self.summary = summary
    self.activities = activities
    self.units = units
    self.language = language
    services = People.unique(summary.people.services + summary.people.unknownServices)
    items = summary.materials.items.map(\.name) + summary.materials.unknown
  }

  /// Comma-separated, lines ended as RFC 4180 wants them.
  public var csv: String {
    rows.map { $0.map(\.csvCell).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
  }

  public var markdown: String {
    let rows = rows.map { "| " + $0.map(\.markdownCell).joined(separator: " | ") + " |" }
    let line = "|" + String(repeating: " --- |", count: head.count)
    return ([rows[0], line] + rows.dropFirst()).joined(separator: "\n") + "\n"
  }

  private var rows: [[String]] { [head] + summary.sessions.map { row($0) } }

  private var head: [String] {
    let facts = [
      language("场次", "session"), language("活动", "campaign"), language("届次", "occurrence"),
      language("单位编号", "unit"), language("单位", "unit name"), language("最早日期", "first day"),
      language("最晚日期", "last day"), language("日期类型", "date precision"), language("名称", "title"),
      language("形式", "kind"), language("重点任务", "key task"), language("地点", "venue"),
      language("活动内容", "activities"),
    ]
    let figures = [language("参加", "attendance"), language("线上观看", "online")] + services + items
    return facts + figures.flatMap(columns)
  }

  private func columns(_ name: String) -> [String] {
    [
      name, language("\(name)·上限", "\(name), up to"), language("\(name)·可靠程度", "\(name), certainty"),
      language("\(name)·单位", "\(name), counted in"),
    ]
  }

  private func row(_ session: SessionFacts) -> [String] {
    let unit = units[session.key.unit]
    let facts = [
      session.key.description, session.key.occurrence?.campaign ?? "",
      session.key.occurrence?.occurrence ?? "",
      session.key.unit, unit.map { units.fullName(of: $0) } ?? "", session.date.first?.description ?? "",
      session.date.last?.description ?? "", session.date.precision.rawValue, session.title,
      session.kind ?? "",
      session.keyTask ?? "", session.venue ?? "",
      (activities[session.root] ?? []).joined(separator: language("；", "; ")),
    ]
    let materials = Materials([session], units: units)
    let measures = [Count.Measure.attendance, .online] + services.map { Count.Measure(rawValue: $0) }
    let counts = measures.flatMap { measure in
      cells(session.counts(.public).filter { $0.measure == measure }.map { ($0.quantity, $0.counter) })
    }
    let given = items.flatMap { name -> [String] in
      if materials.unknown.contains(name) { return cells([(.unknown(), nil)]) }
      return cells(materials.items.filter { $0.name == name }.map { ($0.total, $0.counter) })
    }
    return facts + counts + given
  }

  /// The sum in the counting word that came first; nothing at all where nobody spoke of it.
  private func cells(_ figures: [(quantity: Quantity, counter: String?)]) -> [String] {
    guard let first = figures.first(where: \.quantity.isKnown) ?? figures.first else {
      return ["", "", "", ""]
    }
    let total = QuantitySum(figures.filter { $0.counter == first.counter }.map(\.quantity)).total
    return [
      total.n?.description ?? "", total.certainty == .range ? total.upper?.description ?? "" : "",
      total.certainty.rawValue, first.counter ?? "",
    ]
  }
}
