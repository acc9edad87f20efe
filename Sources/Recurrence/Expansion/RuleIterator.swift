/// The moments of one rule in one zone, ascending, COUNT and UNTIL applied.
///
/// Two civil times of the rule are two moments even where a gap puts both on one instant, as in Apia's December of
/// 2011.
struct RuleIterator {
  let table: ZoneTable
  let policies: RecurrencePolicies
  let isClockRule: Bool
  let isElapsed: Bool
  var days: DayCursor
  var clock: ClockCursor?
  /// The start as the rule sees it: after resolution if steps are elapsed time.
  let startWall: Int64
  let startInstant: Int64
  let startOffset: Int64
  private let until: Int64
  let wallLimit: Int64
  var remaining: Int
  /// Where civil times follow each other as instants do, and the offset there.
  private var calm = ZoneTable.Span(start: 0, end: 0, offset: 0)
  /// The end of the period of instants that the clock cursor is in.
  private var periodEnd = Int64.min
  /// Moments around a change of offset, sorted.
  private var troubled: [Resolved] = []
  private var troubledIndex = 0
  private var waiting: Int64?
  private var lastInstant = Int64.min

  /// - Parameter until: The last instant allowed, in seconds.
  init(
    _ rule: CompiledRule, start: Resolved, table: ZoneTable, policies: RecurrencePolicies, until: Int64,
    extra: Bool
  ) {
    self.table = table
    self.policies = policies
    self.until = until
    isClockRule = rule.isClockRule
    isElapsed = isClockRule && policies.subDaily == .elapsed
    startWall = isElapsed ? start.wall : Int64(rule.startDay) * 86_400 + Int64(rule.startTime)
    startInstant = start.instant
    startOffset = start.wall - start.instant
    if case .count(let count) = rule.rule.end {
      remaining = extra ? count - 1 : count
    } else {
      remaining = .max
    }
    // A policy moves a moment by no more than the widest change.
    let limit = until.clampedAdding(table.offsets.upperBound + table.widestChange + 1)
    wallLimit = limit
    days = DayCursor(rule, limit: Int(CivilDateTime(wallSeconds: limit).date.dayNumber))
    if isClockRule {
      clock = ClockCursor(rule, start: CivilDateTime(wallSeconds: startWall))
      rewindClock(to: startInstant)
    }
  }

  mutating func next() -> Resolved? {
    while true {
      guard remaining > 0, let found = isElapsed ? nextElapsed() : nextOnWall(), found.instant <= until else {
        remaining = 0
        return nil
      }
      if found.instant >= lastInstant {
        lastInstant = found.instant
        remaining -= 1
        return found
      }
    }
  }

  // MARK: On the wall

  @inline(__always)
  private mutating func nextOnWall() -> Resolved? {
    if troubledIndex < troubled.count {
      troubledIndex += 1
      return troubled[troubledIndex - 1]
    }
    while let wall = takeWall() {
      if wall >= calm.start, wall < calm.end {
        return Resolved(instant: wall - calm.offset, wall: wall, adjustment: .none)
      }
      switch table.calm(around: wall) {
      case .calm(let span):
        calm = span
        return Resolved(instant: wall - span.offset, wall: wall, adjustment: .none)
      case .troubled(let end):
        gatherTroubled(from: wall, to: end)
        if !troubled.isEmpty {
          troubledIndex = 1
          return troubled[0]
        }
      }
    }
    return nil
  }

  @inline(__always)
  private mutating func takeWall() -> Int64? {
    if let wall = waiting {
      waiting = nil
      return wall
    }
    return isClockRule ? clock?.next() : days.next()
  }

  /// Around a change a policy may put civil times in another order, so they are gathered and sorted.
  private mutating func gatherTroubled(from wall: Int64, to end: Int64) {
    troubled.removeAll(keepingCapacity: true)
    troubledIndex = 0
    var next: Int64? = wall
    while let wall = next, wall < end {
      table.moments(of: wall, policies) { troubled.append($0) }
      next = takeWall()
    }
    waiting = next
    troubled.sort()
  }

  // MARK: Elapsed

  private mutating func nextElapsed() -> Resolved? {
    while true {
      if let wall = clock?.next() {
        return Resolved(instant: wall - calm.offset, wall: wall, adjustment: .none)
      }
      // Offsets stay within a day and a bit of UTC.
      guard let quiet = clock?.quietUntil, periodEnd < RuleIterator.lastSecond, periodEnd <= until else {
        return nil
      }
      enterPeriod(at: max(periodEnd, quiet.clampedAdding(-2 * 86_400)))
    }
  }

  private static let lastSecond = Int64(CivilDate.max.dayNumber) * 86_400

  mutating func enterPeriod(at instant: Int64) {
    calm = table.period(atInstant: instant)
    periodEnd = calm.end
    clock?.enter(
      instant + calm.offset, calm.end.clampedAdding(calm.offset), drift: calm.offset - startOffset)
  }

  private mutating func rewindClock(to instant: Int64) {
    if isElapsed {
      enterPeriod(at: instant)
    } else {
      clock?.enter(startWall, wallLimit, drift: 0)
    }
  }
}
