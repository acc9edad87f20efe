public import Ledger
import Planning
public import Recurrence

/// What a summary is checked against: figures and days that can hardly be right are pointed out, never refused.
public struct Plausibility: Hashable, Sendable {
  /// Sessions that were held can't be later; nil if nobody knows.
  public var today: CivilDate?
  /// The days on which units may hold an occurrence.
  public var days: [OccurrenceKey: ClosedRange<CivilDate>]

  public init(today: CivilDate? = nil, days: [OccurrenceKey: ClosedRange<CivilDate>] = [:]) {
    self.today = today
    self.days = days
  }

  /// How many warnings of one kind are listed.
  static let listed = 20

  /// The first of each code; how many more there are stands in the last one's place.
  static func shortened(_ warnings: [SummaryWarning]) -> [SummaryWarning] {
    var counts: [SummaryWarning.Code: Int] = [:]
    let kept = warnings.filter { warning in
      counts[warning.code, default: 0] += 1
      return counts[warning.code, default: 0] <= listed
    }
    let more = SummaryWarning.Code.allCases.compactMap { code -> SummaryWarning? in
      let rest = (counts[code] ?? 0) - listed
      return rest > 0 ? SummaryWarning(code, zh: "另有 \(rest) 条同类提示", en: "\(rest) more of this kind") : nil
    }
    return kept + more
  }

  /// - `held`: The days on which its occurrence may be held.
  fileprivate func dateWarning(
    _ session: SessionFacts, _ held: ClosedRange<CivilDate>?, _ units: UnitTree
  ) -> SummaryWarning? {
    guard session.date.precision != .none, let first = session.date.first, let last = session.date.last else {
      return nil
    }
    if let today, first > today {
      return SummaryWarning(
        .date, zh: "\(session.label(units)) 记为已办，日期 \(first) 却在今天之后",
        en: "\(session.label(units, .en)) counts as held, but \(first) is still to come")
    }
    guard let span = held, last < span.lowerBound else { return nil }
    return SummaryWarning(
      .date, zh: "\(session.label(units)) 的日期 \(last) 早于活动开始的 \(span.lowerBound)",
      en:
        "\(session.label(units, .en)) took place on \(last), before its campaign began on \(span.lowerBound)")
  }

  fileprivate func peopleWarnings(_ session: SessionFacts, _ units: UnitTree) -> [SummaryWarning] {
    var found: [SummaryWarning] = []
    var attendance = QuantitySum()
    var isLowest: Bool { units[session.key.unit].map { $0.level == units.levels.last } ?? false }
    for count in session.counts where count.role == .public && count.measure != .online {
      if count.measure == .attendance, count.counter == CountingWord.person { attendance.add(count.quantity) }
      guard let doubt = count.doubt(isLowest: isLowest) else { continue }
      found.append(
        SummaryWarning(
          .plausible, zh: "\(session.label(units)) \(doubt.zh)",
          en: "\(session.label(units, .en)): \(doubt.text(.en))"))
    }
    if let n = attendance.total.n, let room = session.capacity, n > room {
      found.append(
        SummaryWarning(
          .venue, zh: "\(session.label(units)) 参加 \(n) 人，场地只能容纳 \(room) 人",
          en: "\(session.label(units, .en)): \(n) people came, the venue holds \(room)"))
    }
    return found
  }

  fileprivate func goodsWarnings(_ session: SessionFacts, _ units: UnitTree) -> [SummaryWarning] {
    guard session.given.contains(where: { $0.mayBeDoubted }) else { return [] }
    return session.given.compactMap { move in
      let doubt = move.doubt(isLowest: units[session.key.unit].map { $0.level == units.levels.last } ?? false)
      return doubt.map {
        SummaryWarning(
          .plausible, zh: "\(session.label(units)) \($0.zh)",
          en: "\(session.label(units, .en)): \($0.text(.en))")
      }
    }
  }

  /// Where somebody wrote a total beside its parts and the two are exact, they must agree.
  fileprivate func totalWarnings(_ session: SessionFacts, _ units: UnitTree) -> [SummaryWarning] {
    guard !session.statedTotals.isEmpty else { return [] }
    return session.statedTotals.compactMap { stated in
      let parts = QuantitySum(
        session.counts.filter {
          ($0.measure, $0.role, $0.counter) == (stated.measure, stated.role, stated.counter)
        }.map(\.quantity)
      ).total
      guard let n = stated.quantity.n, let sum = parts.n, stated.quantity.certainty == .exact,
        parts.certainty == .exact, n != sum
      else { return nil }
      return SummaryWarning(
        .total, zh: "\(session.label(units)) \(stated.measure.rawValue)的合计写的是 \(n)，各项相加是 \(sum)，按相加的计",
        en: "\(session.label(units, .en)): the stated total is \(n), its parts make \(sum), which counts")
    }
  }
}

extension SessionFacts {
  /// 叠彩区 8 月 10 日“义诊”.
  func label(_ units: UnitTree, _ language: Language = .zh) -> String {
    let unit = units[key.unit].map { units.plainName(of: $0) } ?? key.unit
    return language("\(unit)“\(title)”（\(key)）", "\(unit) “\(title)” (\(key))")
  }

  /// How many people the venue holds, where its name says so: 会议室（可容纳 60 人）.
  var capacity: Figure? {
    guard let venue, venue.utf8.contains(where: { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
      return nil
    }
    let match = venue.firstMatch(of: #/(?:容纳|capacity|seats)\s*(\d{1,6})/#)
    return (match?.1).flatMap { Figure($0) }
  }
}

/// Checks sessions one after the other.
struct PlausibilityTally {
  private let plausibility: Plausibility
  private let units: UnitTree
  private var found: [SummaryWarning] = []
  private var events = RepeatedEvents()
  /// Of the session before, which mostly belongs to the same occurrence.
  private var last: (occurrence: OccurrenceKey?, days: ClosedRange<CivilDate>?)

  init(_ plausibility: Plausibility, _ units: UnitTree) {
    self.plausibility = plausibility
    self.units = units
  }

  /// - `unit`: A number for the session's unit.
  mutating func add(_ session: SessionFacts, unit: Int) {
    if session.key.occurrence != last.occurrence {
      last = (session.key.occurrence, session.key.occurrence.flatMap { plausibility.days[$0] })
    }
    plausibility.dateWarning(session, last.days, units).map { found.append($0) }
    found += plausibility.peopleWarnings(session, units)
    found += plausibility.totalWarnings(session, units)
    found += plausibility.goodsWarnings(session, units)
    events.add(session, unit: unit)
  }

  /// Takes in the sessions that come after its own.
  ///
  /// - `units`: By the other's number of each unit its number here.
  mutating func add(_ later: PlausibilityTally, units: [Int]) {
    found += later.found
    events.add(later.events, units: units)
  }

  /// - `sessions`: All that were added, in the same order.
  /// - `unitIDs`: Of the units, by number.
  func warnings(_ sessions: SessionList, unitIDs: [String]) -> [SummaryWarning] {
    Plausibility.shortened(found)
      + Plausibility.shortened(events.warnings(sessions, unitIDs: unitIDs, units))
  }
}
