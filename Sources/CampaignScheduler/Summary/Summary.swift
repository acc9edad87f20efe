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
  /// The unit whose subtree it is about; nil for the whole organisation.
  public let unit: Unit?
  public let sessions: [SessionFacts]
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
  /// Nil if nobody was trained.
  public let training: Training?
  /// Nil if no unit is marked as remote.
  public let remote: RemoteCoverage?
  /// The line about them, with the units' names.
  let remoteText: BilingualText?
  public let missing: [MissingFields]
  public let targets: [TargetProgress]
  public let repeats: [RepeatedMention]
  /// Staffing, programmes and questionnaires: only where no session or occurrence was asked for.
  public let sheets: SheetFigures
  /// What is left in the places that keep stock.
  public let stock: [StockTotal]
  public var warnings: [SummaryWarning] { figureWarnings + notes.warnings }
  private let figureWarnings: [SummaryWarning]
  /// What stands beside the figures; empty until somebody fills it in.
  public var notes = SummaryNotes()

  /// - `balance`: Everything recorded that may belong to the scope.
  /// - `keyTasks`: The organisation's key tasks, in its order.
  /// - `campaign`: The campaign of an occurrence, for its targets.
  public init(
    _ balance: Balance, scope: SummaryScope = SummaryScope(), units: UnitTree, keyTasks: [String] = [],
    campaign: Campaign? = nil, plausibility: Plausibility = Plausibility()
  ) {
    self.init(
      LedgerFacts(balance), scope: scope, units: units, keyTasks: keyTasks, campaign: campaign,
      plausibility: plausibility, stock: StockTotal.all(of: balance, scope: scope, units: units))
  }

  /// - `facts`: Everything recorded that may belong to the scope.
  /// - `keyTasks`: The organisation's key tasks, in its order.
  /// - `campaign`: The campaign of an occurrence, for its targets.
  /// - `stock`: What is left, which no fact of a session says.
  public init(
    _ facts: LedgerFacts, scope: SummaryScope = SummaryScope(), units: UnitTree, keyTasks: [String] = [],
    campaign: Campaign? = nil, plausibility: Plausibility = Plausibility(), stock: [StockTotal] = []
  ) {
    sessions = scope.sessions(of: facts.sessions, in: units)
    unit = scope.unit
    title = scope.title ?? BilingualText(zh: "工作简讯汇总", en: "Summary of activities")
    if case .span(let days) = scope.choice {
      from = days.lowerBound
      to = days.upperBound
    } else {
      from = sessions.compactMap(\.date.first).min()
      to = sessions.compactMap(\.date.last).max()
    }
    var precisions: [SessionDate.Precision: Int] = [:]
    for session in sessions { precisions[session.date.precision, default: 0] += 1 }
    byPrecision = precisions
    byMonth = Self.months(sessions)
    regions = Region.all(of: sessions, in: units)
    byKind = Self.tallies(sessions.compactMap(\.kind))
    byKeyTask = Self.tallies(sessions.compactMap(\.keyTask), order: keyTasks)
    self.keyTasks = keyTasks
    people = People(sessions)
    materials = Materials(sessions, units: units)
    coverage = Coverage.all(of: sessions, in: units, under: scope.unit)
    training = Training(sessions)
    remote = RemoteCoverage(sessions, in: units, under: scope.unit)
    remoteText = remote.map {
      BilingualText(zh: $0.text(.zh, units: units), en: $0.text(.en, units: units))
    }
    missing = MissingFields.all(of: sessions, in: units)
    targets = TargetProgress.all(of: campaign, sessions: sessions, units: units, under: scope.unit)
    repeats = RepeatedMention.all(of: sessions, in: units)
    sheets = SheetFigures(scope.sheets(of: facts), units: units)
    self.stock = stock
    figureWarnings =
      sheets.warnings + people.warnings + materials.warnings
      + plausibility.warnings(sessions, units: units)
      + facts.disputes.map { SummaryWarning(.disputed, $0.text) } + Self.stockWarnings(stock, units: units)
  }

  public var keyTasksWithoutSession: [String] {
    keyTasks.filter { task in !byKeyTask.contains { $0.name == task } }
  }

  private static func months(_ sessions: [SessionFacts]) -> [Tally] {
    var counts: [Int: Int] = [:]
    var undated = 0
    for session in sessions {
      guard session.date.precision != .none, let first = session.date.first else {
        undated += 1
        continue
      }
      let (year, month, _) = first.components
      counts[year * 12 + month - 1, default: 0] += 1
    }
    let months = counts.sorted { $0.key < $1.key }.map { month, count in
      let first = CivilDate(year: month / 12, month: month % 12 + 1, day: 1)
      return Tally(name: String((first ?? .min).description.prefix(7)), count: count)
    }
    return months + (undated > 0 ? [Tally(name: "undated", count: undated)] : [])
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
