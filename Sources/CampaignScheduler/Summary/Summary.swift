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
  public let sessions: SessionList
  /// The days that were asked for, or the first and last day that any session may have been on.
  public let from: CivilDate?
  public let to: CivilDate?
  /// The one that was asked for, if it was one.
  public let session: SessionFacts?
  /// Of sessions that have one, by the entries that added them; whoever prints titles in English fills it in.
  public var englishTitles: [EntryID: String] = [:]
  /// In full, of the unit or of the session's; nil for the whole organisation.
  let unitName: String?
  let tags: TaskTags
  /// Whether the days were asked for.
  let isSpanGiven: Bool
  public let byPrecision: [SessionDate.Precision: Int]
  /// By `2023-08`, in order; sessions without a day stand last, under `undated`.
  public let byMonth: [Tally]
  public let regions: [Region]
  public let byKind: [Tally]
  public let byKeyTask: [Tally]
  public let keyTasks: [String]
  /// How many sessions serve no key task as far as anybody said.
  public let untasked: Int
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
  /// What the campaign plans to hand out, beside what was.
  public let plannedMaterials: [TargetProgress]
  public let repeats: [RepeatedMention]
  /// Staffing, programmes and questionnaires: only where no session or occurrence was asked for.
  public let sheets: SheetFigures
  /// What is left in the places that keep stock.
  public let stock: [StockTotal]
  public var warnings: [SummaryWarning] {
    figureWarnings + (dormancy?.warning.map { [SummaryWarning(.dormant, $0)] } ?? []) + notes.warnings
  }
  private let figureWarnings: [SummaryWarning]
  /// Units that have gone quiet; nil where one campaign or session was asked for, and until somebody fills it in.
  public var dormancy: Dormancy?
  /// What stands beside the figures; empty until somebody fills it in.
  public var notes = SummaryNotes()

  /// - `balance`: Everything recorded that may belong to the scope.
  /// - `keyTasks`: The organisation's key tasks, in its order.
  /// - `tags`: Whose key tasks sessions count for that name none.
  /// - `campaign`: The campaign of an occurrence, for its targets.
  public init(
    _ balance: Balance, scope: SummaryScope = SummaryScope(), units: UnitTree, keyTasks: [String] = [],
    tags: TaskTags = TaskTags(), campaign: Campaign? = nil, plausibility: Plausibility = Plausibility()
  ) {
    do {
      try self.init(
        LedgerFacts(balance), scope: scope, units: units, keyTasks: keyTasks, tags: tags,
        campaign: campaign, plausibility: plausibility,
        stock: StockTotal.all(of: balance, scope: scope, units: units))
    } catch {
      preconditionFailure("facts that were made here are unreadable: \(error)")
    }
  }

  /// - `facts`: Everything recorded that may belong to the scope.
  /// - `keyTasks`: The organisation's key tasks, in its order.
  /// - `tags`: Whose key tasks sessions count for that name none.
  /// - `campaign`: The campaign of an occurrence, for its targets.
  /// - `stock`: What is left, which no fact of a session says.
  /// - Throws: `LedgerFault.unreadableEntry`
  public init(
    _ facts: LedgerFacts, scope: SummaryScope = SummaryScope(), units: UnitTree, keyTasks: [String] = [],
    tags: TaskTags = TaskTags(), campaign: Campaign? = nil, plausibility: Plausibility = Plausibility(),
    stock: [StockTotal] = []
  ) throws(LedgerFault) {
    var facts = facts
    facts.sessions = facts.sessions.filtered(scope.membership(in: units))
    let tally = try SummaryTally(
      facts.sessions, facts.sessions.indices, in: units, plausibility, campaign: campaign, tags: tags,
      under: scope.unit)
    self.init(
      facts, tally, SessionPlaces(tally.sessions, in: units, under: scope.unit),
      checks: tally.sessions.checks(facts.sessions), scope: scope, units: units, keyTasks: keyTasks,
      tags: tags, stock: stock)
  }

  /// - `facts`: What belongs to the scope, and nothing else.
  /// - `tally`: Of all its sessions.
  /// - `checks`: ``SessionTally/checks(_:)``
  /// - `occurrences`: How many of the campaign have to reach its targets, each.
  /// - `reporting`: What no session says: what the campaign's parts collected, how many reports came on time.
  init(
    _ facts: LedgerFacts, _ tally: SummaryTally, _ places: SessionPlaces, checks: [SummaryWarning],
    scope: SummaryScope, units: UnitTree, keyTasks: [String], tags: TaskTags = TaskTags(),
    stock: [StockTotal], occurrences: Int = 1, reporting: [TargetProgress] = []
  ) {
    sessions = facts.sessions
    let (figures, tally) = (tally.figures, tally.sessions)
    unit = scope.unit
    self.tags = tags
    session = scope.choice.isOneSession ? facts.sessions.first : nil
    unitName = Self.subject(scope, session, units).map { units.fullName(of: $0) }
    title = scope.title ?? BilingualText(zh: "工作简讯汇总", en: "Summary of activities")
    let days = scope.choice.days
    from = days?.lowerBound ?? tally.first
    to = days?.upperBound ?? tally.last
    isSpanGiven = days != nil
    byPrecision = tally.days.precisions
    byMonth = tally.days.tallies
    regions = places.regions
    byKind = Self.tallies(tally.kinds.renamed(SessionKind.key))
    byKeyTask = Self.tallies(tally.keyTasks, order: keyTasks)
    // One session is not held against all that there is to do.
    self.keyTasks = scope.choice.isOneSession ? [] : keyTasks
    untasked = tally.untasked
    people = People(figures.people)
    materials = Materials(figures.materials)
    coverage = places.coverage
    training = Training(figures.trainings)
    remote = places.remote
    remoteText = remote.map { remote in BilingualText { remote.text($0, units: units) } }
    missing = places.missing
    targets = figures.targets.rows(of: occurrences) + reporting
    plannedMaterials = figures.targets.materials(of: occurrences)
    repeats = figures.repeats
    let chosen = scope.sheets(of: facts)
    sheets = SheetFigures(chosen.sheets, all: facts.sheets.map(\.value), units: units)
    self.stock = stock
    figureWarnings =
      chosen.warnings + sheets.warnings + people.warnings + materials.warnings + checks
      + Self.disputeWarnings(facts, of: session?.key, in: scope, units)
      + Self.unitWarnings(tally.units, units) + Self.stockWarnings(stock)
  }

  public var keyTasksWithoutSession: [String] {
    keyTasks.filter { task in !byKeyTask.contains { $0.name == task } }
  }

  /// Of what unit it is; nil for the whole organisation.
  private static func subject(_ scope: SummaryScope, _ session: SessionFacts?, _ units: UnitTree) -> Unit? {
    session.flatMap { units[$0.key.unit] } ?? scope.unit.flatMap { $0.parent == nil ? nil : $0 }
  }

  /// Of one session its own, of a campaign those of no other, of a unit those below it.
  private static func disputeWarnings(
    _ facts: LedgerFacts, of session: SessionKey?, in scope: SummaryScope, _ units: UnitTree
  ) -> [SummaryWarning] {
    facts.disputes.filter { dispute in
      if let session { return dispute.session == session }
      if let top = scope.unit, let unit = dispute.unit.flatMap({ units[$0] }),
        !units.contains(unit, under: top)
      {
        return false
      }
      return dispute.session.map(scope.choice.mayHold) ?? true
    }.map { SummaryWarning(.disputed, $0.text) }
  }

  /// Sessions that are in the sums and in no region's: of units that the table no longer holds, or not yet.
  private static func unitWarnings(_ found: NameCounts, _ units: UnitTree) -> [SummaryWarning] {
    let unknown = found.pairs.filter { units[$0.0] == nil }
    guard !unknown.isEmpty else { return [] }
    let (zh, en) = (
      unknown.map { "\($0.0)（\($0.1) 场）" }.joined(separator: "、"),
      unknown.map { "\($0.0) (\($0.1))" }.joined(separator: ", ")
    )
    return [
      SummaryWarning(
        .units, zh: "单位表里没有这些单位，场次计入合计，不在各地区里：\(zh)；请补进 units.csv",
        en:
          "the table of units does not hold these; their sessions are in the totals and in no region: \(en); add them to units.csv"
      )
    ]
  }

  /// Names with their counts, the most frequent first; ties in a given order, else as they first appear.
  private static func tallies(_ found: NameCounts, order: [String] = []) -> [Tally] {
    let first = found.list.names
    let counts = Dictionary(found.pairs, uniquingKeysWith: +)
    let ranked = order.filter { counts[$0] != nil } + first.filter { !order.contains($0) }
    return ranked.enumerated().map {
      (offset: $0.offset, tally: Tally(name: $0.element, count: counts[$0.element] ?? 0))
    }
    .sorted { ($1.tally.count, $0.offset) < ($0.tally.count, $1.offset) }
    .map(\.tally)
  }
}
