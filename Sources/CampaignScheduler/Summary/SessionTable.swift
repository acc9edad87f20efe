public import Ledger
public import Planning
import Recurrence

/// Every session of a summary as one row, with all its figures in columns and the certainty beside each number.
///
/// A column has one counting word, so that whoever adds it up adds persons to persons.
public struct SessionTable {
  private enum Figures: Hashable {
    case measure(Count.Measure)
    /// Those who came to help.
    case helpers(Count.Role)
    case item(String)
  }

  private struct Column {
    let name: String
    let figures: Figures
    /// Nil if nobody gave a number.
    let counter: String?
    /// What has no number stands in the first column of its kind.
    let isFirst: Bool
  }

  private let summary: Summary
  private let units: UnitTree
  private let language: Language
  private let activities: [EntryID: [String]]
  private let columns: [Column]

  /// - `activities`: What was done, by the entries that added the sessions.
  public init(
    _ summary: Summary, units: UnitTree, language: Language, activities: [EntryID: [String]] = [:]
  ) {
    self.summary = summary
    self.activities = activities
    self.units = units
    self.language = language
    let services = People.unique(summary.people.services + summary.people.unknownServices)
    let measures: [(name: String, measure: Count.Measure)] =
      [(language("参加", "attendance"), .attendance), (language("线上观看", "online"), .online)]
      + services.map { ($0, Count.Measure(rawValue: $0)) }
    columns =
      Self.columns(measures, counters: Self.counters(summary.sessions), language)
      + summary.people.helpers.map { helpers in
        Column(
          name: helpers.role.text(language), figures: .helpers(helpers.role), counter: CountingWord.person,
          isFirst: true)
      }
      + summary.materials.items.map { item in
        Column(
          name: item.name, figures: .item(item.kind), counter: item.counter, isFirst: item.isFirst)
      }
      + summary.materials.unknown.map { Column(name: $0, figures: .item($0), counter: nil, isFirst: true) }
  }

  /// One for each counting word, persons before others.
  private static func columns(
    _ measures: [(name: String, measure: Count.Measure)], counters: [Count.Measure: [String]],
    _ language: Language
  ) -> [Column] {
    measures.flatMap { name, measure -> [Column] in
      let found = counters[measure] ?? []
      let main = found.contains(CountingWord.person) ? CountingWord.person : found.first
      return [Column(name: name, figures: .measure(measure), counter: main, isFirst: true)]
        + found.filter { $0 != main }.map { counter in
          let english = CountingWord.english(for: counter)
          let word = language("（\(counter)）", " (\(english.isEmpty ? counter : english))")
          return Column(name: name + word, figures: .measure(measure), counter: counter, isFirst: false)
        }
    }
  }

  /// The words in which the public was counted, by what it did and in the order of the sessions.
  private static func counters(_ sessions: SessionList) -> [Count.Measure: [String]] {
    var found: [Count.Measure: [String]] = [:]
    for session in sessions {
      for count in session.counts where count.role == .public && count.quantity.isKnown {
        guard found[count.measure]?.contains(count.counter) != true else { continue }
        found[count.measure, default: []].append(count.counter)
      }
    }
    return found
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
      language("形式", "kind"), language("重点任务", "key task"), language("学时", "hours"),
      language("地点", "venue"), language("活动内容", "activities"),
    ]
    return facts
      + columns.map(\.name).flatMap { name in
        [
          name, language("\(name)·上限", "\(name), up to"), language("\(name)·可靠程度", "\(name), certainty"),
          language("\(name)·单位", "\(name), counted in"),
        ]
      }
  }

  private func row(_ session: SessionFacts) -> [String] {
    let unit = units[session.key.unit]
    // Of a session without a day only the latest is known, if any.
    let first = session.date.precision == .none ? nil : session.date.first
    let facts = [
      session.key.description, session.key.occurrence?.campaign ?? "",
      session.key.occurrence?.occurrence ?? "",
      session.key.unit, unit.map { units.fullName(of: $0) } ?? "", first?.description ?? "",
      session.date.last?.description ?? "", word(session.date.precision),
      summary.title(of: session, language), session.kind.map { SessionKind.name($0, language) } ?? "",
      summary.tags.tasks(of: session).map { summary.tags.text($0, language) }.joined(
        separator: language("；", "; ")),
      session.hours?.description ?? "", session.venue ?? "",
      (activities[session.root] ?? []).joined(separator: language("；", "; ")),
    ]
    let materials = Materials([session], units: units)
    let counts = session.counts(.public)
    return facts
      + columns.flatMap { column -> [String] in
        switch column.figures {
        case .measure(let measure):
          cells(column, counts.filter { $0.measure == measure }.map { ($0.quantity, $0.counter) })
        case .helpers(let role):
          cells(column, session.counts(role).map { ($0.quantity, $0.counter) })
        case .item(let kind):
          cells(
            column,
            // A bare number is counted in the first column's word.
            materials.items.filter { $0.kind == kind }
              .map { ($0.total, $0.counter ?? (column.isFirst ? column.counter : nil)) }
              + (materials.unknown.contains(kind) ? [(.unknown(), nil)] : []))
        }
      }
  }

  /// The sum in the column's counting word; nothing at all where nobody spoke of it.
  private func cells(_ column: Column, _ figures: [(quantity: Quantity, counter: String?)]) -> [String] {
    let known = figures.filter(\.quantity.isKnown)
    let own = known.filter { $0.counter == column.counter }
    if own.isEmpty {
      guard column.isFirst, known.isEmpty, let silent = figures.first else { return ["", "", "", ""] }
      return ["", "", word(.unknown), word(silent.counter, column)]
    }
    let total = QuantitySum(own.map(\.quantity)).total
    return [
      total.n?.description ?? "", total.certainty == .range ? total.upper?.description ?? "" : "",
      word(total.certainty), word(column.counter, column),
    ]
  }

  private func word(_ counter: String?, _ column: Column) -> String {
    let thing: String? = if case .item(let kind) = column.figures { kind } else { nil }
    return counter.map { language($0, CountingWord.english(for: $0, of: thing)) } ?? ""
  }

  private func word(_ precision: SessionDate.Precision) -> String {
    let chinese =
      switch precision {
      case .day: "具体日期"
      case .interval: "时段"
      case .none: "未写日期"
      }
    return language(chinese, precision.rawValue)
  }

  private func word(_ certainty: Quantity.Certainty) -> String {
    let chinese =
      switch certainty {
      case .exact: "准确"
      case .atLeast: "不少于"
      case .atMost: "不超过"
      case .below: "不足"
      case .nearly: "近"
      case .about: "约"
      case .range: "区间"
      case .unknown: "未报数"
      }
    return language(chinese, certainty.rawValue)
  }
}
