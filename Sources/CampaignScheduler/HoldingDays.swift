package import Planning
package import Recurrence

extension Schedule.Window {
  /// Whether it lies wholly before or after the common day: visits before a festival. Then that day is only what
  /// everything is counted from, and nobody holds anything on it.
  var isApart: Bool { before < 0 || after < 0 }

  /// The days from which units choose; nil if there is no choice.
  package func days(around occurrence: Occurrence) -> ClosedRange<CivilDate>? {
    let first = occurrence.firstDay.adding(days: -before)
    let last = occurrence.lastDay.adding(days: after)
    guard before != 0 || after != 0, first <= last else { return nil }
    return first...last
  }
}
