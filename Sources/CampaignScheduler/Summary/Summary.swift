public import Ledger
public import Planning
public import Recurrence

/// What took place, who came, what was given and what is missing: a pure value from recorded entries, the units and
/// the campaigns' targets.
public struct Summary: Hashable, Sendable {
  /// A name and how often it occurs.
  public struct Tally: Hashable, Sendable {
    public let name: String
    public let count: Int
  }

  public let title: BilingualText
  public let sessions: [SessionBalance]
  /// The days that were asked for, or the first and last day that any session may have been on.
  public let from: CivilDate?
  public let to: CivilDate?
  public let byPrecision: [SessionDate.Precision: Int]
  /// By `2023-08`, in order; sessions without a day stand last, under `undated`.
  public let byMonth: [Tally]
  public let regions: [Region]
  public let byKind: [Tally]
  public let byKeyTask: [Tally]
  public let keyTasks: [String]
  public let people: People
  public let materials: Materials
  public let coverage: [Coverage]
  public let missing: [MissingFields]
  public let targets: [TargetProgress]
  public let repeats: [RepeatedMention]
  /// Staffing, programmes and questionnaires: only where no session or occurrence was asked for.
  public let sheets: SheetFigures
  /// What is left in the places that keep stock.
  public let stock: [StockTotal]
  public let warnings: [BilingualText]

  /// - `balance`: Everything recorded that may belong to the scope.
  /// - `keyTasks`: The organisation's key tasks, in its order.
  /// - `campaign`: The campaign of an occurrence, for its targets.
  public init(
    _ balance: Balance, scope: SummaryScope = SummaryScope(), units: UnitTree, keyTasks: [String] = [],
    campaign: Campaign? = nil
  ) {
    sessions = scope.sessions(of: balance, in: units)
    title = scope.title ?? BilingualText(zh: "工作简讯汇总", en: "Summary of activities")
    if case .span(let days) = scope.choice {
      from = days.lowerBound
      to = days.upperBound
    } else {
      from = sessions.compactMap(\.session.date.first).min()
      to = sessions.compactMap(\.session.date.last).max()
    }
    byPrecision = Dictionary(grouping: sessions, by: \.session.date.precision).mapValues(\.count)
    byMonth = Self.months(sessions)
    regions = Region.all(of: sessions, in: units)
    byKind = Self.tallies(sessions.compactMap(\.session.kind))
    byKeyTask = Self.tallies(sessions.compactMap(\.session.keyTask), order: keyTasks)
    self.keyTasks = keyTasks
    people = People(sessions)
    materials = Materials(sessions, units: units)
    coverage = Coverage.all(of: sessions, in: units, under: scope.unit)
    missing = MissingFields.all(of: sessions, in: units)
    targets = TargetProgress.all(of: campaign, sessions: sessions, units: units, under: scope.unit)
    repeats = RepeatedMention.all(of: sessions, in: units)
    sheets = SheetFigures(scope.sheets(of: balance), units: units)
    stock = StockTotal.all(of: balance, scope: scope, units: units)
    warnings =
      sheets.warnings + people.warnings + materials.warnings + balance.disputes.map(\.text)
      + Self.stockWarnings(stock, units: units)
  }

  public var keyTasksWithoutSession: [String] {
    keyTasks.filter { task in !byKeyTask.contains { $0.name == task } }
  }

  private static func months(_ sessions: [SessionBalance]) -> [Tally] {
    let months = sessions.map { session in
      session.session.date.precision == .none
        ? "undated" : session.session.date.first.map { String($0.description.prefix(7)) } ?? "undated"
    }
    // Digits sort before letters.
    return Dictionary(grouping: months) { $0 }.map { Tally(name: $0.key, count: $0.value.count) }
      .sorted { $0.name < $1.name }
  }

  /// Names with their counts, the most frequent first; ties in a given order, else as they first appear.
  static func tallies(_ names: [String], order: [String] = []) -> [Tally] {
    var counts: [String: Int] = [:]
    var first: [String] = []
    for name in names {
      if counts[name] == nil { first.append(name) }
      counts[name, default: 0] += 1
    }
    let ranked = order.filter { counts[$0] != nil } + first.filter { !order.contains($0) }
    return ranked.enumerated().map {
      (offset: $0.offset, tally: Tally(name: $0.element, count: counts[$0.element] ?? 0))
    }
    .sorted { ($1.tally.count, $0.offset) < ($0.tally.count, $1.offset) }
    .map(\.tally)
  }
}
