public import Ledger
public import Planning
public import Recurrence

/// Who held how many sessions, reached how many people and reported on time: each level in an order of its own.
public struct League: Sendable {
  public struct Row: Hashable, Sendable {
    public let unit: Unit
    /// Counted from 1 at its level; units that are equal in all three share a rank, and the next one is skipped.
    public let rank: Int
    public let sessions: Int
    /// In the counting word of the league, in which units are held against each other.
    public let attendance: Quantity
    public let counter: String
    /// What was counted in other words: beside it, and in no order.
    public let beside: [People.Sum.Other]
    public let expected: Int
    public let reported: Int
    public let onTime: Int
  }

  /// Cities, then counties, each level by rank.
  public let rows: [Row]
  /// Units outside the denominator that held something: counted for those above them, and in no order.
  public let apart: [(unit: Unit, sessions: Int)]

  /// A league of sessions and people only.
  public init(_ sessions: [SessionFacts], levels: [Level], under root: Unit, in tree: UnitTree) {
    self.init(sessions.filter(\.isHeld), ReportCounts(), levels: levels, under: root, in: tree)
  }

  /// - `sessions`: That were held. One of a unit counts for every unit above it.
  /// - `levels`: Whose units stand in it, those of the denominator only.
  /// - `counter`: What the campaign counts in. Households are those that were visited.
  init(
    _ sessions: [SessionFacts], _ reports: ReportCounts, levels: [Level], under root: Unit,
    in tree: UnitTree, counter: String = CountingWord.person
  ) {
    var bySubtree: [String: [SessionFacts]] = [:]
    for session in sessions {
      guard let unit = tree[session.key.unit] else { continue }
      for place in tree.lineage(of: unit) { bySubtree[place.id, default: []].append(session) }
    }
    let own = Dictionary(grouping: sessions, by: \.key.unit)
    let all = tree.subtree(of: root)
    apart = all.filter { !$0.counted }.compactMap { unit in own[unit.id].map { (unit, $0.count) } }
    let units = all.filter(\.counted)
    rows = levels.sorted().flatMap { level in
      Self.ranked(
        units.filter { $0.level == level }.map { unit in
          let own = bySubtree[unit.id] ?? []
          let people = Self.people(own, counter)
          let counts = reports.counts[unit.id] ?? ReportCounts.Count()
          return Row(
            unit: unit, rank: 0, sessions: own.count, attendance: people.total, counter: counter,
            beside: people.beside,
            expected: counts.expected, reported: counts.reported, onTime: counts.onTime)
        })
    }
  }

  private static func people(_ sessions: [SessionFacts], _ counter: String) -> (
    total: Quantity, beside: [People.Sum.Other]
  ) {
    let all = People(sessions).attendance.known
    let beside = all.filter { $0.counter != counter }
    if counter == CountingWord.household {
      return (QuantitySum(sessions.flatMap(\.visits.counted).map(\.quantity)).total, beside)
    }
    return (all.first { $0.counter == counter }?.total ?? .unknown(), beside)
  }

  private static func ranked(_ rows: [Row]) -> [Row] {
    let sorted = rows.enumerated().sorted {
      $0.element.merit == $1.element.merit
        ? $0.offset < $1.offset : $0.element.merit > $1.element.merit
    }
    var ranked: [Row] = []
    for (position, row) in sorted.map(\.element).enumerated() {
      let isTie = ranked.last.map { $0.merit == row.merit } ?? false
      ranked.append(row.placed(isTie ? ranked.last?.rank ?? 1 : position + 1))
    }
    return ranked
  }
}

extension League.Row {
  /// `130 人，另 200 户`; what nobody reported is named as such.
  public func attendanceText(_ language: Language) -> String {
    let others = beside.map { $0.total.sumText(language, counter: $0.counter) }
      .joined(separator: language("、", ", "))
    guard attendance.isKnown else { return others.isEmpty ? language("未报", "-") : others }
    let text = attendance.sumText(language, counter: counter)
    return others.isEmpty ? text : text + language("，" + "另".counting(others), ", and \(others)")
  }

  fileprivate var merit: Merit {
    Merit(sessions: sessions, attendance: attendance.n ?? Figure(-1), onTime: onTime)
  }

  fileprivate func placed(_ rank: Int) -> League.Row {
    League.Row(
      unit: unit, rank: rank, sessions: sessions, attendance: attendance, counter: counter,
      beside: beside, expected: expected, reported: reported, onTime: onTime)
  }
}

/// Sessions first, then people, then reports on time. Attendance that nobody gave is less than any.
private struct Merit: Comparable {
  let sessions: Int
  let attendance: Figure
  let onTime: Int

  static func < (left: Merit, right: Merit) -> Bool {
    (left.sessions, left.attendance, left.onTime) < (right.sessions, right.attendance, right.onTime)
  }
}

/// How many reports were expected of each unit and all below it, came, and came in time.
struct ReportCounts {
  struct Count {
    var expected = 0
    var reported = 0
    var onTime = 0
  }

  private(set) var counts: [String: Count] = [:]

  mutating func add(_ reports: OccurrenceReports, of campaign: Campaign, under root: Unit, in tree: UnitTree)
  {
    for holder in campaign.participation.units(at: root, in: tree) where holder.counted {
      let progress = reports.acceptance.progress(of: holder.id)
      let at = progress.state().isReported ? progress.reportedAt() : nil
      let isOnTime = at.map { reports.deadlines.isOnTime(holder, at: $0) } ?? false
      for place in tree.lineage(of: holder) {
        counts[place.id, default: Count()].expected += 1
        if at != nil { counts[place.id, default: Count()].reported += 1 }
        if isOnTime { counts[place.id, default: Count()].onTime += 1 }
      }
    }
  }
}

/// Over what a league is made.
public struct LeagueQuestion: Sendable {
  /// Nil for everything that was held in the year, planned by a campaign or not.
  public var campaign: Campaign?
  public var year: Int
  /// Nil for every occurrence of the year.
  public var occurrence: String?
  public var unit: Unit

  public init(campaign: Campaign?, year: Int, occurrence: String? = nil, unit: Unit) {
    self.campaign = campaign
    self.year = year
    self.occurrence = occurrence
    self.unit = unit
  }
}

extension Scheduler {
  /// The league of the levels below the root: those that have a denominator, or down to the campaign's own.
  public func league(_ question: LeagueQuestion) async throws -> League {
    let shared = current.now.definitions.shared
    let campaigns = question.campaign.map { [$0] } ?? current.now.campaigns
    var counts = ReportCounts()
    var keys: Set<OccurrenceKey> = []
    for campaign in campaigns {
      for occurrence in campaign.occurrences(inYear: question.year, workdays: shared.workdays)
      where question.occurrence.map({ $0 == occurrence.id }) ?? true {
        keys.insert(OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id))
        guard campaign.report != nil || question.campaign != nil else { continue }
        let asked = CoverageQuestion(
          campaign, [occurrence], under: question.unit, at: Timestamp(milliseconds: 0))
        counts.add(
          try await reports(of: occurrence, asked, withFigures: false), of: campaign, under: question.unit,
          in: shared.tree)
      }
    }
    let choice: SessionChoice =
      question.campaign == nil
      ? CivilDate.year(question.year).map { .span($0) } ?? .occurrences([]) : .occurrences(keys)
    let sessions = try await ledger.facts(choice, zone: shared.zone, where: { $0.isHeld }).sessions.all()
    let given = shared.tree.expected.keys.sorted()
    let usual = given.isEmpty ? Array(shared.levels.dropFirst().prefix(2)) : given
    let levels = question.campaign.map { campaign in
      shared.levels.filter { $0.depth > 0 && $0 <= campaign.participation.level }
    }
    return League(
      sessions, counts, levels: levels ?? usual, under: question.unit, in: shared.tree,
      counter: question.campaign?.participation.countBy == .household
        ? CountingWord.household : CountingWord.person)
  }
}

extension CivilDate {
  /// A year's days; nil for one that the calendar does not reach.
  public static func year(_ year: Int) -> ClosedRange<CivilDate>? {
    guard let first = CivilDate(year: year, month: 1, day: 1),
      let last = CivilDate(year: year, month: 12, day: 31)
    else { return nil }
    return first...last
  }
}
