public import Ledger
import Planning
public import Recurrence

/// What a summary is checked against: figures and days that can hardly be right are pointed out, never refused.
public struct Plausibility: Hashable, Sendable {
  /// Sessions that were held can't be later; nil if nobody knows.
  public var today: CivilDate?
  /// Where today is.
  public var zone: Zone
  /// The days on which units may hold an occurrence.
  public var days: [OccurrenceKey: ClosedRange<CivilDate>]

  public init(
    today: CivilDate? = nil, zone: Zone = .utc, days: [OccurrenceKey: ClosedRange<CivilDate>] = [:]
  ) {
    self.today = today
    self.zone = zone
    self.days = days
  }

  /// - `held`: The days on which its occurrence may be held.
  fileprivate func checkDate(
    _ session: SessionFacts, _ held: ClosedRange<CivilDate>?, _ units: UnitTree, _ found: inout WarningList
  ) {
    guard session.date.precision != .none, let first = session.date.first, let last = session.date.last else {
      return
    }
    if let today, first > today {
      found.add(
        .date, zh: "\(session.label(units)) 记为已办，日期 \(first) 却在今天之后",
        en: "\(session.label(units, .en)) counts as held, but \(first) is still to come")
    } else if let span = held, last < span.lowerBound {
      found.add(
        .date, zh: "\(session.label(units)) 的日期 \(last) 早于活动开始的 \(span.lowerBound)",
        en:
          "\(session.label(units, .en)) took place on \(last), before its campaign began on \(span.lowerBound)"
      )
    }
  }

  fileprivate func checkPeople(_ session: SessionFacts, _ units: UnitTree, _ found: inout WarningList) {
    var attendance = QuantitySum()
    var isLowest: Bool { units[session.key.unit].map { $0.level == units.levels.last } ?? false }
    let counts = session.counts
    for index in counts.indices where counts[index].role == .public && counts[index].measure != .online {
      if counts[index].measure == .attendance, counts[index].counter.isSpelled(like: CountingWord.person) {
        attendance.add(counts[index].quantity)
      }
      guard let doubt = counts[index].doubt(isLowest: isLowest) else { continue }
      found.add(
        .plausible, zh: "\(session.label(units)) \(doubt.zh)",
        en: "\(session.label(units, .en)): \(doubt.text(.en))")
    }
    if let n = attendance.total.n, let room = session.capacity, n > room {
      found.add(
        .venue, zh: "\(session.label(units)) 参加 \(n) 人，场地只能容纳 \(room) 人",
        en: "\(session.label(units, .en)): \(n) people came, the venue holds \(room)")
    }
  }

  fileprivate func checkGoods(_ session: SessionFacts, _ units: UnitTree, _ found: inout WarningList) {
    guard session.given.indices.contains(where: { GoodsMove.mayDoubt(session.given[$0].quantity) }) else {
      return
    }
    for move in session.given {
      guard
        let doubt = move.doubt(
          isLowest: units[session.key.unit].map { $0.level == units.levels.last } ?? false)
      else { continue }
      found.add(
        .plausible, zh: "\(session.label(units)) \(doubt.zh)",
        en: "\(session.label(units, .en)): \(doubt.text(.en))")
    }
  }

  /// Where somebody wrote a total beside its parts and the two are exact, they must agree.
  fileprivate func checkTotals(_ session: SessionFacts, _ units: UnitTree, _ found: inout WarningList) {
    for stated in session.statedTotals {
      let parts = QuantitySum(
        session.counts.filter {
          ($0.measure, $0.role, $0.counter) == (stated.measure, stated.role, stated.counter)
        }.map(\.quantity)
      ).total
      guard let n = stated.quantity.n, let sum = parts.n, stated.quantity.certainty == .exact,
        parts.certainty == .exact, n != sum
      else { continue }
      found.add(
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
  private var found = WarningList()
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
    plausibility.checkDate(session, last.days, units, &found)
    plausibility.checkPeople(session, units, &found)
    plausibility.checkTotals(session, units, &found)
    plausibility.checkGoods(session, units, &found)
    events.add(session, unit: unit)
  }

  /// Takes in the sessions that come after its own.
  ///
  /// - `units`: By the other's number of each unit its number here.
  mutating func add(_ later: PlausibilityTally, units: [Int]) {
    found.add(later.found)
    events.add(later.events, units: units)
  }

  /// - `sessions`: All that were added, in the same order.
  /// - `unitIDs`: Of the units, by number.
  func warnings(_ sessions: SessionList, unitIDs: [String]) -> [SummaryWarning] {
    found.all + events.warnings(sessions, unitIDs: unitIDs, units).all
  }
}
