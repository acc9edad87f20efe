/// A clock of a zone that is set forward or back.
public struct OffsetChange: Hashable, Sendable {
  /// The first instant with the new offset.
  public let instant: Timestamp
  /// Seconds east of UTC until then.
  public let before: Int
  /// Seconds east of UTC from then on; never the same as before.
  public let after: Int
  /// Whether daylight-saving time begins: always the greater offset of the two, so Dublin's summer and not its winter.
  public let isDaylight: Bool
}

extension Zone {
  /// The changes of offset in a span of instants, ascending; up to the year 9999.
  ///
  /// For those who write a zone down, such as a VTIMEZONE of RFC 5545. To convert times, use ``resolve(_:)`` and
  /// ``local(at:)``.
  public func changes(in span: Range<Timestamp>) -> [OffsetChange] {
    let end = min(span.upperBound, Timestamp(seconds: CivilDateTime(.max, .midnight).wallSeconds))
    var changes: [OffsetChange] = []
    let eve = Timestamp(milliseconds: span.lowerBound.milliseconds.clampedAdding(-1))
    var period = table.period(atInstant: eve.wholeSeconds)
    while period.end != .max, case let instant = Timestamp(seconds: period.end), instant < end {
      let next = table.period(atInstant: period.end)
      // Far in the future a period ends with its year, whether or not the offset changes.
      if next.offset != period.offset, instant >= span.lowerBound {
        changes.append(
          OffsetChange(
            instant: instant, before: Int(period.offset), after: Int(next.offset),
            isDaylight: table.isDaylight(atInstant: period.end)))
      }
      period = next
    }
    return changes
  }
}
