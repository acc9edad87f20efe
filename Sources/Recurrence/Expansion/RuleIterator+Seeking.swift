extension RuleIterator {
  /// Leaves out moments well before an instant, so that the next is near it; callers drop the rest.
  mutating func seek(to instant: Int64) {
    guard instant > startInstant else { return }
    if isElapsed {
      if remaining != .max { remaining = max(remaining - elapsedCount(before: instant), 0) }
      enterPeriod(at: instant)
      return
    }
    // A policy moves a moment by no more than the widest change.
    let earliest = instant.clampedAdding(table.offsets.lowerBound - table.widestChange)
    let day = CivilDateTime(wallSeconds: earliest).date.dayNumber
    let target = Int64(day) * 86_400
    guard target > startWall else { return }
    if remaining != .max {
      guard let passed = momentsCount(before: target) else { return }
      remaining = max(remaining - passed, 0)
    }
    if isClockRule {
      clock?.enter(target, wallLimit, drift: 0)
    } else {
      days.seek(toDay: Int(day))
    }
  }

  /// Moments of a rule in elapsed time from the start on, a period between changes of offset at a time.
  private mutating func elapsedCount(before instant: Int64) -> Int {
    var (count, at) = (0, startInstant)
    while at < instant, count < remaining {
      let period = table.period(atInstant: at)
      let end = min(period.end, instant)
      count +=
        clock?.count(
          from: at + period.offset, to: end + period.offset, drift: period.offset - startOffset,
          enough: remaining - count) ?? 0
      at = end
    }
    return count
  }

  /// Whether the policies make one moment of each civil time.
  private var keepsAll: Bool { policies.gap != .skip && policies.overlap != .both }

  /// Moments whose civil times are before a midnight; nil where only walking tells. Looks ever farther, since COUNT may
  /// have ended the rule long before.
  private mutating func momentsCount(before target: Int64) -> Int? {
    var reach: Int64 = keepsAll ? .max : 400 * 86_400
    while true {
      let end = reach == .max ? target : min(target, ClockCursor.floor(startWall + reach, 86_400))
      guard var count = civilTimesCount(before: end) else { return nil }
      if count > 0 { count -= changesCount(before: end) }
      if count >= remaining || end == target { return count }
      reach *= 4
    }
  }

  private mutating func civilTimesCount(before end: Int64) -> Int? {
    guard isClockRule else { return days.count(beforeDay: Int(end / 86_400)) }
    let enough = keepsAll ? remaining : .max
    return clock?.count(from: startWall, to: end, drift: 0, enough: enough)
  }

  /// How many moments less than civil times there are before `target`, since policies leave out those in gaps or double
  /// those in overlaps.
  private mutating func changesCount(before target: Int64) -> Int {
    if keepsAll { return 0 }
    var count = 0
    var period = table.period(atInstant: startInstant - 2 * 86_400)
    while period.end < target + 2 * 86_400 {
      let next = table.period(atInstant: period.end)
      let (start, end) = (
        period.end + min(period.offset, next.offset), period.end + max(period.offset, next.offset)
      )
      let inside = civilTimes(from: max(start, startWall), to: min(end, target))
      if next.offset > period.offset {
        if policies.gap == .skip { count += inside }
      } else if policies.overlap == .both {
        count -= inside
      }
      period = next
    }
    return count
  }

  /// Counted one by one, for the few around a change of offset.
  private func civilTimes(from start: Int64, to end: Int64) -> Int {
    guard start < end else { return 0 }
    if var clock { return clock.count(from: start, to: end, drift: 0) }
    var (days, count) = (days, 0)
    days.seek(toDay: floorDivide(Int(start), 86_400))
    days.limit(toDay: floorDivide(Int(end), 86_400))
    while let wall = days.next(), wall < end { count += wall >= start ? 1 : 0 }
    return count
  }
}
