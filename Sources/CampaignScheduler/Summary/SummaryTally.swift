import Ledger
import Planning
import Recurrence

/// All that sessions say, collected in one walk over a part of a list. Parts can be walked side by side, and are then put
/// together in their order.
struct SummaryTally {
  private(set) var figures: FigureTally
  private(set) var sessions: SessionTally

  /// - `part`: Of the list, by position.
  init(
    _ list: SessionList, _ part: Range<Int>, in tree: UnitTree, _ plausibility: Plausibility,
    campaign: Campaign?, tags: TaskTags = TaskTags(), under root: Unit?
  ) throws(LedgerFault) {
    var figures = FigureTally(in: tree, TargetTally(campaign, units: tree, under: root))
    var sessions = SessionTally(in: tree, plausibility, tags)
    try list.walk(part) { session in
      figures.add(session)
      sessions.add(session)
    }
    self.figures = figures
    self.sessions = sessions
  }

  /// Of a whole list, in two parts side by side: to make facts out of their bytes is most of the work of a summary.
  init(
    _ list: SessionList, in tree: UnitTree, _ plausibility: Plausibility, campaign: Campaign?, tags: TaskTags,
    under root: Unit?
  ) async throws {
    // The later one is a little smaller, since sessions without an exact day stand last, and there is more to say of them.
    let half = list.count / 2 + list.count / 40
    async let later = SummaryTally(
      list, half..<list.count, in: tree, plausibility, campaign: campaign, tags: tags, under: root)
    try self.init(list, 0..<half, in: tree, plausibility, campaign: campaign, tags: tags, under: root)
    add(try await later)
  }

  /// Takes in the part that comes after its own.
  mutating func add(_ later: SummaryTally) {
    figures.add(later.figures)
    sessions.add(later.sessions)
  }
}

/// What sessions say of people and things.
struct FigureTally {
  private(set) var people = PeopleTally()
  private(set) var materials: MaterialsTally
  private(set) var targets: TargetTally
  private(set) var repeats: [RepeatedMention] = []
  private(set) var trainings: [SessionFacts] = []
  private let tree: UnitTree

  init(in tree: UnitTree, _ targets: TargetTally) {
    materials = MaterialsTally(tree)
    self.targets = targets
    self.tree = tree
  }

  mutating func add(_ session: SessionFacts) {
    people.add(session)
    materials.add(session)
    targets.add(session)
    if Session.isTraining(kind: session.kind, hasHours: session.hours != nil) { trainings.append(session) }
    if !session.mentions.isEmpty { repeats += RepeatedMention.all(of: session, in: tree) }
  }

  mutating func add(_ later: FigureTally) {
    people.add(later.people)
    materials.add(later.materials)
    targets.add(later.targets)
    repeats += later.repeats
    trainings += later.trainings
  }
}

/// When and where sessions were and of what kind, what they lack and what can hardly be right.
struct SessionTally {
  private(set) var first: CivilDate?
  private(set) var last: CivilDate?
  private(set) var days = DayCounts()
  private(set) var units = NameCounts()
  private(set) var kinds = NameCounts()
  private(set) var keyTasks = NameCounts()
  /// Sessions of which nobody said what task they serve.
  private(set) var untasked = 0
  private(set) var missing: MissingTally
  private var lastDays: LastDays
  private var checks: PlausibilityTally
  private let tags: TaskTags

  init(in tree: UnitTree, _ plausibility: Plausibility, _ tags: TaskTags) {
    self.tags = tags
    missing = MissingTally(tree)
    lastDays = LastDays(until: plausibility.today, zone: plausibility.zone)
    checks = PlausibilityTally(plausibility, tree)
  }

  mutating func add(_ session: SessionFacts) {
    let date = session.date
    if let day = date.first { first = min(first ?? day, day) }
    if let day = date.last { last = max(last ?? day, day) }
    days.add(date)
    let unit = units.add(session.key.unit)
    if let kind = session.kind { kinds.add(kind) }
    // Asked first, since most name one themselves.
    if let keyTask = session.keyTask {
      keyTasks.add(keyTask)
    } else {
      let tasks = tags.tasks(of: session)
      for keyTask in tasks { keyTasks.add(keyTask) }
      if tasks.isEmpty { untasked += 1 }
    }
    missing.add(session, unit: unit)
    lastDays.add(session, unit: unit)
    checks.add(session, unit: unit)
  }

  mutating func add(_ later: SessionTally) {
    if let day = later.first { first = min(first ?? day, day) }
    if let day = later.last { last = max(last ?? day, day) }
    days.add(later.days)
    let numbers = units.add(later.units)
    _ = kinds.add(later.kinds)
    _ = keyTasks.add(later.keyTasks)
    untasked += later.untasked
    missing.add(later.missing, units: numbers)
    lastDays.add(later.lastDays, units: numbers)
    checks.add(later.checks, units: numbers)
  }
}

extension SessionTally {
  /// What can hardly be right, and what may have been counted twice.
  ///
  /// - `sessions`: All that were added, in the same order.
  func checks(_ sessions: SessionList) -> [SummaryWarning] {
    checks.warnings(sessions, unitIDs: units.list.names)
  }

  /// Of each unit the last day up to today on which it held anything, by its id.
  var lastDaysByUnit: [String: CivilDate] {
    var found: [String: CivilDate] = [:]
    found.reserveCapacity(lastDays.days.count)
    for (id, day) in zip(units.list.names, lastDays.days) { found[id] = day }
    return found
  }
}

/// Where sessions were and where none was, and who has still something to say of them.
struct SessionPlaces {
  let regions: [Region]
  let coverage: [Coverage]
  let remote: RemoteCoverage?
  let missing: [MissingFields]

  init(_ tally: SessionTally, in tree: UnitTree, under root: Unit?) {
    regions = Region.all(of: tally.units, in: tree)
    coverage = Coverage.all(of: tally.units.list.names, in: tree, under: root)
    remote = RemoteCoverage(tally.units.list.names, in: tree, under: root)
    missing = tally.missing.rows(held: tally.units.counts)
  }
}

/// Sessions by month, and by how well their day is known.
struct DayCounts {
  private var exact = 0
  private var intervals = 0
  private var undated = 0
  private var months: [Int: Int] = [:]

  mutating func add(_ date: SessionDate) {
    switch date.precision {
    case .day: exact += 1
    case .interval: intervals += 1
    case .none: undated += 1
    }
    guard date.precision != .none, let first = date.first else { return }
    let (year, month, _) = first.components
    months[year * 12 + month - 1, default: 0] += 1
  }

  mutating func add(_ later: DayCounts) {
    exact += later.exact
    intervals += later.intervals
    undated += later.undated
    months.merge(later.months, uniquingKeysWith: +)
  }

  var precisions: [SessionDate.Precision: Int] {
    [.day: exact, .interval: intervals, .none: undated].filter { $0.value > 0 }
  }

  /// In order, those without a day last.
  var tallies: [Summary.Tally] {
    let months = months.sorted { $0.key < $1.key }.map { month, count in
      let first = CivilDate(year: month / 12, month: month % 12 + 1, day: 1)
      return Summary.Tally(name: String((first ?? .min).description.prefix(7)), count: count)
    }
    return months + (undated > 0 ? [Summary.Tally(name: "undated", count: undated)] : [])
  }
}
