/// A zone's changes of offset from 1800 to 2129, sorted; later years repeat a cycle of 28.
///
/// Built once a zone by ``Zone``. Look-ups go through an index of buckets of half a year, so they cost a few
/// nanoseconds whatever the number of changes.
final class ZoneTable: Sendable {
  /// A change of offset: the instant, in seconds since 1970 in UTC, and the offsets on both sides.
  struct Change {
    let instant: Int64
    let before: Int32
    let after: Int32

    /// On the wall clock: from here to `wallEnd` local times are skipped or repeated.
    var wallStart: Int64 { instant + Int64(min(before, after)) }
    var wallEnd: Int64 { instant + Int64(max(before, after)) }
    var width: Int64 { Int64(abs(after - before)) }
  }

  /// A stretch of the wall clock, `start ..< end`, with one offset and no doubt.
  struct Span {
    let start: Int64
    let end: Int64
    let offset: Int64

    func contains(_ wall: Int64) -> Bool { wall >= start && wall < end }
  }

  enum Calm {
    case calm(Span)
    case troubled(until: Int64)
  }

  enum Reading {
    case certain(Span)
    case doubtful(Change)
  }

  /// 2129-01-01T00:00Z: from here on a year is looked up as its like in the 28 years before.
  static let horizon: Int64 = 5_017_593_600
  /// 1799-12-29T00:00Z, a little before any change.
  private static let origin: Int64 = -5_364_921_600
  private static let bucketBits: Int64 = 24

  private let changes: [Change]
  /// Of each change, whether daylight time begins with it; not needed to convert times, so not in their way.
  private let daylight: [Bool]
  private let firstOffset: Int32
  private let repeats: Bool
  /// In seconds.
  let widestChange: Int64
  /// The least and the greatest offset there ever is, in seconds.
  let offsets: ClosedRange<Int64>
  /// Changes that are over, on any clock, when a bucket begins.
  private let hints: [UInt16]

  /// - Parameters:
  ///   - changes: Ascending, each starting from the offset that the one before left, all before ``horizon``.
  ///   - daylight: Of each change, whether daylight time begins with it.
  init(firstOffset: Int32, changes: [Change], daylight: [Bool]) {
    self.changes = changes
    self.daylight = daylight
    self.firstOffset = firstOffset
    widestChange = changes.reduce(0) { max($0, $1.width) }
    offsets = changes.reduce(Int64(firstOffset)...Int64(firstOffset)) {
      min($0.lowerBound, Int64($1.after))...max($0.upperBound, Int64($1.after))
    }
    repeats = changes.last.map { $0.instant > ZoneTable.horizon - 400 * 86_400 } ?? false
    var hints: [UInt16] = []
    var index = 0
    for bucket in 0...((ZoneTable.horizon - ZoneTable.origin) >> ZoneTable.bucketBits) {
      // Offsets stay within a day and a bit of UTC.
      let start = ZoneTable.origin + bucket << ZoneTable.bucketBits - 2 * 86_400
      while index < changes.count, changes[index].instant <= start { index += 1 }
      hints.append(UInt16(clamping: index))
    }
    self.hints = hints
  }

  /// Seconds east of UTC at an instant.
  func offset(atInstant seconds: Int64) -> Int32 {
    let seconds = seconds - like(seconds).shift
    var index = hint(seconds)
    while index < changes.count, changes[index].instant <= seconds { index += 1 }
    return index == 0 ? firstOffset : changes[index - 1].after
  }

  /// Whether the last change of offset until an instant began daylight time.
  func isDaylight(atInstant seconds: Int64) -> Bool {
    let seconds = seconds - like(seconds).shift
    var index = hint(seconds)
    while index < changes.count, changes[index].instant <= seconds { index += 1 }
    return index > 0 && daylight[index - 1]
  }

  /// What a wall clock's seconds since 1970-01-01T00:00 mean.
  func read(wall: Int64) -> Reading {
    let like = like(wall)
    let near = wall - like.shift
    var index = hint(near)
    while index < changes.count, changes[index].wallEnd <= near { index += 1 }
    if index < changes.count, changes[index].wallStart <= near {
      let change = changes[index]
      return .doubtful(
        Change(instant: change.instant + like.shift, before: change.before, after: change.after))
    }
    return .certain(span(before: index, like))
  }

  private func span(before index: Int, _ like: Like) -> Span {
    let offset = Int64(index == 0 ? firstOffset : changes[index - 1].after)
    let start = index == 0 ? Int64.min : changes[index - 1].wallEnd
    let end = index < changes.count ? changes[index].wallStart : Int64.max
    return claimed(Span(start: start, end: end, offset: offset), like)
  }

  /// A span cut to what is sure: past the horizon the next year's like may stand elsewhere in the cycle.
  private func claimed(_ span: Span, _ like: Like) -> Span {
    if like.shift == 0 {
      return Span(
        start: span.start, end: repeats ? min(span.end, ZoneTable.horizon) : span.end, offset: span.offset)
    }
    return Span(
      start: max(like.start, span.start) + like.shift, end: min(like.end, span.end) + like.shift,
      offset: span.offset)
  }

  /// Either a stretch of the wall clock around `wall` in which civil times follow each other as instants do, or the
  /// end of the stretch around a change in which they may not: as wide again as the change on both sides.
  func calm(around wall: Int64) -> Calm {
    let like = like(wall)
    let near = wall - like.shift
    var index = hint(near)
    while index < changes.count, changes[index].wallEnd + changes[index].width <= near { index += 1 }
    if index < changes.count, changes[index].wallStart - changes[index].width <= near {
      return .troubled(until: changes[index].wallEnd + changes[index].width + like.shift)
    }
    let offset = Int64(index == 0 ? firstOffset : changes[index - 1].after)
    let start = index == 0 ? Int64.min : changes[index - 1].wallEnd + changes[index - 1].width
    let end = index < changes.count ? changes[index].wallStart - changes[index].width : Int64.max
    return .calm(claimed(Span(start: start, end: end, offset: offset), like))
  }

  /// The stretch of instants around one during which the offset stays; its bounds are instants.
  func period(atInstant seconds: Int64) -> Span {
    let like = like(seconds)
    let near = seconds - like.shift
    var index = hint(near)
    while index < changes.count, changes[index].instant <= near { index += 1 }
    let offset = Int64(index == 0 ? firstOffset : changes[index - 1].after)
    let start = index == 0 ? Int64.min : changes[index - 1].instant
    let end = index < changes.count ? changes[index].instant : Int64.max
    return claimed(Span(start: start, end: end, offset: offset), like)
  }

  /// The widest change there is, in seconds.
  private func hint(_ seconds: Int64) -> Int {
    guard seconds > ZoneTable.origin else { return 0 }
    return Int(hints[min(Int((seconds - ZoneTable.origin) >> ZoneTable.bucketBits), hints.count - 1)])
  }

  /// A year of the last 28 in the table that stands for a later one: its bounds, and how far the later one lies after
  /// it; a shift of 0 before ``horizon``.
  private struct Like {
    var shift: Int64 = 0
    var start: Int64 = 0
    var end: Int64 = 0
  }

  private func like(_ seconds: Int64) -> Like {
    guard repeats, seconds >= ZoneTable.horizon else { return Like() }
    let year = CivilDateTime(wallSeconds: seconds).date.year
    let start = CivilDate.dayNumber(year: year, month: 1, day: 1)
    for candidate in 2101...2128 where CivilDate.isLeap(year: candidate) == CivilDate.isLeap(year: year) {
      let first = CivilDate.dayNumber(year: candidate, month: 1, day: 1)
      if (start - first) % 7 != 0 { continue }
      let next = CivilDate.dayNumber(year: candidate + 1, month: 1, day: 1)
      return Like(
        shift: Int64(start - first) * 86_400, start: Int64(first) * 86_400, end: Int64(next) * 86_400)
    }
    return Like()
  }
}
