import Ledger
public import Planning
public import Recurrence

/// Who reported: units expected, reported, on time, and those that are silent. Of one occurrence, or summed over several.
public struct ReportCoverage: Hashable, Sendable {
  public let unit: Unit
  /// Nil for the sum over all that were asked for.
  public let occurrence: String?
  /// Reports, one for each unit in the denominator and each occurrence.
  public let expected: Int
  public let reported: Int
  public let onTime: Int
  /// Expected, not there yet, and not yet due.
  public let notDue: Int
  /// Counted units that handed in nothing at all, in the order of the table; those that are excused are not among them.
  public let silent: [Unit]
  /// What was due and did not come, occurrence by occurrence: counted units in the order of the table.
  public let owing: [Owing]
  /// Counted units that are excused from everything they did not hand in.
  public let waived: [Unit]
  /// Counted units whose report lacks something that was asked for, with the words of what is missing.
  public let incomplete: [Incomplete]
  /// Units that are asked and not counted, or that reported unasked, with what each handed in; in no number above.
  public let apart: [Apart]

  public struct Owing: Hashable, Sendable {
    public let occurrence: String
    public let units: [Unit]
  }

  public struct Incomplete: Hashable, Sendable {
    public let unit: Unit
    public let gaps: ReportGaps
    /// Nil where only one was asked for.
    public let occurrence: String?
  }

  public struct Apart: Hashable, Sendable {
    public let unit: Unit
    public let reported: Int
  }

  /// Of the expected, in percent with two places, half up; nil if none is expected.
  public var rate: String? { Figure(reported).percent(of: Figure(expected)) }
  public var onTimeRate: String? { Figure(onTime).percent(of: Figure(expected)) }
}

/// Which reports are asked for.
public struct CoverageQuestion: Sendable {
  public var campaign: Campaign
  public var occurrences: [Occurrence]
  /// Nil for the report.
  public var part: String?
  /// This unit and all below it.
  public var unit: Unit
  /// The level of the rows below that of the unit; nil for the units directly below it.
  public var level: Level?
  /// What is due later is not late.
  public var now: Timestamp

  public init(
    _ campaign: Campaign, _ occurrences: [Occurrence], part: String? = nil, under unit: Unit,
    level: Level? = nil, at now: Timestamp
  ) {
    self.campaign = campaign
    self.occurrences = occurrences
    self.part = part
    self.unit = unit
    self.level = level
    self.now = now
  }
}

extension CoverageQuestion {
  var asked: [String] { campaign.asked(part: part) }

  func gaps(of standing: UnitStanding) -> ReportGaps {
    ReportGaps(
      asked, standing: standing, part: part, collected: campaign.parts.first { $0.id == part }?.submission)
  }
}

extension Scheduler {
  /// The coverage of a unit, summed over the occurrences, and of each unit below it.
  ///
  /// - `withFigures`: To see what the reports lack.
  public func coverage(_ question: CoverageQuestion, withFigures: Bool = true) async throws
    -> [ReportCoverage]
  {
    let tree = current.now.definitions.shared.tree
    var tally = CoverageTally(question, tree: tree)
    for occurrence in question.occurrences {
      tally.add(try await reports(of: occurrence, question, withFigures: withFigures))
    }
    return tally.rows(nil)
  }

  /// The coverage of a unit, occurrence by occurrence.
  public func coverageByOccurrence(_ question: CoverageQuestion) async throws -> [ReportCoverage] {
    let tree = current.now.definitions.shared.tree
    var rows: [ReportCoverage] = []
    for occurrence in question.occurrences {
      var tally = CoverageTally(question, tree: tree)
      tally.add(try await reports(of: occurrence, question))
      rows += tally.rows(occurrence.id).prefix(1)
    }
    return rows
  }

  /// - `withFigures`: To see what the reports lack, which takes everything that was recorded.
  func reports(of occurrence: Occurrence, _ question: CoverageQuestion, withFigures: Bool = true) async throws
    -> OccurrenceReports
  {
    let key = OccurrenceKey(campaign: question.campaign.id, occurrence: occurrence.id)
    let balance =
      withFigures ? try await ledger.balance(of: key) : try await ledger.reportBalance(of: key)
    let shared = current.now.definitions.shared
    return OccurrenceReports(
      occurrence: occurrence.id, standings: withFigures ? balance.standings : [:],
      acceptance: Acceptance(balance, units: shared.tree),
      deadlines: ReportDeadlines(
        question.campaign, occurrence, part: question.part,
        planner: Planner(shared: shared, sessionDays: balance.sessionDays)))
  }
}

/// What came of an occurrence, and by when it should have come.
struct OccurrenceReports {
  let occurrence: String
  /// What was recorded; empty where nobody wants to see it.
  let standings: [String: UnitStanding]
  let acceptance: Acceptance
  let deadlines: ReportDeadlines
}

/// Adds up what each unit reported, once through the units for each occurrence, then once for the rows.
struct CoverageTally {
  private struct Count {
    var reported = 0
    var onTime = 0
    var notDue = 0
    var waived = 0
    var owed: [String] = []
    var gaps: [(occurrence: String, gaps: ReportGaps)] = []
  }

  private let question: CoverageQuestion
  private let tree: UnitTree
  private let holders: [Unit]
  private var counts: [Count]
  private let asked: Set<String>
  /// Reports of units that nobody asked.
  private var unasked: [String: Int] = [:]
  private var occurrences = 0

  init(_ question: CoverageQuestion, tree: UnitTree) {
    self.question = question
    self.tree = tree
    holders = question.campaign.participation.units(at: question.unit, in: tree)
    counts = holders.map { _ in Count() }
    asked = Set(holders.map(\.id))
  }

  mutating func add(_ reports: OccurrenceReports) {
    occurrences += 1
    for (index, holder) in holders.enumerated() {
      let progress = reports.acceptance.progress(of: holder.id)
      let state = progress.state(part: question.part)
      if state.isReported, let at = progress.reportedAt(part: question.part) {
        counts[index].reported += 1
        if reports.deadlines.isOnTime(holder, at: at) { counts[index].onTime += 1 }
        if let standing = reports.standings[holder.id] {
          let gaps = question.gaps(of: standing)
          if !gaps.missing.isEmpty { counts[index].gaps.append((reports.occurrence, gaps)) }
        }
      } else if state == .waived {
        counts[index].waived += 1
      } else if reports.deadlines.day(of: holder) != nil, reports.deadlines.isOnTime(holder, at: question.now)
      {
        counts[index].notDue += 1
      } else {
        counts[index].owed.append(reports.occurrence)
      }
    }
    // A county that the city accepted for what its townships reported has not reported itself.
    for unit in reports.acceptance.reporters(part: question.part)
    where !asked.contains(unit)
      && reports.acceptance.progress(of: unit).reportedAt(part: question.part) != nil
    {
      unasked[unit, default: 0] += 1
    }
  }

  /// The unit's own row, then those below it.
  func rows(_ occurrence: String?) -> [ReportCoverage] {
    let places = [question.unit] + placesBelow
    var positions: [String: Int] = [:]
    for (position, place) in places.enumerated() { positions[place.id] = position }
    var drafts = places.map { CoverageDraft($0) }
    for (index, holder) in holders.enumerated() {
      for place in tree.lineage(of: holder) {
        guard let position = positions[place.id] else { continue }
        add(counts[index], of: holder, to: &drafts[position])
        if position == 0 { break }
      }
    }
    for unit in tree.subtree(of: question.unit) where !unasked.isEmpty {
      guard let reported = unasked[unit.id] else { continue }
      for place in tree.lineage(of: unit) {
        if let position = positions[place.id] {
          drafts[position].apart.append(ReportCoverage.Apart(unit: unit, reported: reported))
        }
      }
    }
    return drafts.map { $0.row(occurrence, of: question.occurrences) }
  }

  private var placesBelow: [Unit] {
    let level = question.campaign.participation.level
    let own = Set(holders.map(\.id))
    return tree.subtree(of: question.unit).dropFirst().filter { unit in
      guard question.level.map({ unit.level == $0 }) ?? (unit.parent == question.unit.id) else {
        return false
      }
      return unit.level < level || own.contains(unit.id) && unit.counted
    }
  }

  private func add(_ count: Count, of holder: Unit, to draft: inout CoverageDraft) {
    guard holder.counted else {
      draft.apart.append(ReportCoverage.Apart(unit: holder, reported: count.reported))
      return
    }
    draft.expected += occurrences
    draft.reported += count.reported
    draft.onTime += count.onTime
    draft.notDue += count.notDue
    draft.incomplete += count.gaps.map { gaps in
      ReportCoverage.Incomplete(
        unit: holder, gaps: gaps.gaps, occurrence: question.occurrences.count > 1 ? gaps.occurrence : nil)
    }
    for occurrence in count.owed { draft.owing[occurrence, default: []].append(holder) }
    guard count.reported == 0 else { return }
    if count.waived == occurrences, occurrences > 0 {
      draft.waived.append(holder)
    } else {
      draft.silent.append(holder)
    }
  }
}

private struct CoverageDraft {
  let unit: Unit
  var expected = 0
  var reported = 0
  var onTime = 0
  var notDue = 0
  var silent: [Unit] = []
  var owing: [String: [Unit]] = [:]
  var waived: [Unit] = []
  var incomplete: [ReportCoverage.Incomplete] = []
  var apart: [ReportCoverage.Apart] = []

  init(_ unit: Unit) { self.unit = unit }

  func row(_ occurrence: String?, of occurrences: [Occurrence]) -> ReportCoverage {
    let owing = occurrences.compactMap { occurrence in
      self.owing[occurrence.id].map { ReportCoverage.Owing(occurrence: occurrence.id, units: $0) }
    }
    return ReportCoverage(
      unit: unit, occurrence: occurrence, expected: expected, reported: reported, onTime: onTime,
      notDue: notDue, silent: silent, owing: owing, waived: waived, incomplete: incomplete,
      apart: apart)
  }
}
