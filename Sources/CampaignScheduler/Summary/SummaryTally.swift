import Ledger
import Planning
import Recurrence

/// What sessions say of people and things, collected in one walk: there may be hundreds of thousands of them, strewn over
/// the memory, and to walk to each costs more than to count it.
struct FigureTally {
  private(set) var people = PeopleTally()
  private(set) var materials: MaterialsTally
  private(set) var repeats: [RepeatedMention] = []
  private(set) var trainings: [SessionFacts] = []

  init(_ sessions: [SessionFacts], in tree: UnitTree) {
    materials = MaterialsTally(tree)
    for session in sessions {
      people.add(session)
      materials.add(session)
      if Session.isTraining(kind: session.kind, hasHours: session.hours != nil) { trainings.append(session) }
      if !session.mentions.isEmpty { repeats += RepeatedMention.all(of: session, in: tree) }
    }
  }
}

/// When and where sessions were and of what kind, what they lack and what can hardly be right, collected in one walk.
///
/// It needs nothing of a ``FigureTally``, so that both can be made at once.
struct SessionTally {
  private(set) var precisions: [SessionDate.Precision: Int] = [:]
  private(set) var first: CivilDate?
  private(set) var last: CivilDate?
  private(set) var months = MonthCounts()
  private(set) var units = NameCounts()
  private(set) var kinds = NameCounts()
  private(set) var keyTasks = NameCounts()
  let missing: [MissingFields]
  let warnings: [SummaryWarning]

  init(_ sessions: [SessionFacts], in tree: UnitTree, _ plausibility: Plausibility) {
    var missing = MissingTally(tree)
    var checks = PlausibilityTally(plausibility, tree)
    for session in sessions {
      let date = session.date
      precisions[date.precision, default: 0] += 1
      if let day = date.first { first = min(first ?? day, day) }
      if let day = date.last { last = max(last ?? day, day) }
      months.add(date)
      let unit = units.add(session.key.unit)
      if let kind = session.kind { kinds.add(kind) }
      if let keyTask = session.keyTask { keyTasks.add(keyTask) }
      missing.add(session, unit: unit)
      checks.add(session, unit: unit)
    }
    self.missing = missing.rows(held: units.counts)
    warnings = checks.warnings(sessions, unitIDs: units.list.names)
  }
}

/// Sessions by month.
struct MonthCounts {
  private var counts: [Int: Int] = [:]
  private var undated = 0

  mutating func add(_ date: SessionDate) {
    guard date.precision != .none, let first = date.first else {
      undated += 1
      return
    }
    let (year, month, _) = first.components
    counts[year * 12 + month - 1, default: 0] += 1
  }

  /// In order, those without a day last.
  var tallies: [Summary.Tally] {
    let months = counts.sorted { $0.key < $1.key }.map { month, count in
      let first = CivilDate(year: month / 12, month: month % 12 + 1, day: 1)
      return Summary.Tally(name: String((first ?? .min).description.prefix(7)), count: count)
    }
    return months + (undated > 0 ? [Summary.Tally(name: "undated", count: undated)] : [])
  }
}
