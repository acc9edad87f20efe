public import Recurrence

/// What a clock that was set now and then has shown, told by one that was not.
///
/// A check needs all instants of one clock: due times are of the clock of whoever sends, arrivals of the receiver's.
public struct ClockHistory: Hashable, Sendable {
  /// From an instant of the steady clock on, this much was added to it.
  private struct Span: Hashable {
    let start: Timestamp
    let offset: Duration
  }

  private var spans: [Span]

  /// - Parameter offset: What was added to the steady clock before the first step.
  public init(offset: Duration = .zero) {
    spans = [Span(start: Timestamp(milliseconds: .min / 2), offset: offset)]
  }

  public var offset: Duration { spans.last?.offset ?? .zero }

  /// The clock was set by a span.
  ///
  /// - `instant`: Of the steady clock, and not before the last step: the latest at which it may have gone by the
  ///   old setting if it was set back, the earliest at which it may have gone by the new one if it was set forward.
  public mutating func step(by span: Duration, at instant: Timestamp) {
    spans.append(Span(start: instant, offset: offset + span))
  }

  /// When it showed an instant or a later one for the first time, by the steady clock; nil for not yet.
  ///
  /// - Parameter shown: What is looked for.
  /// - Parameter end: Up to when it has gone on since it was last set.
  public func firstInstant(showing shown: Timestamp, until end: Timestamp) -> Timestamp? {
    for (index, span) in spans.enumerated() {
      let next = index + 1 < spans.count ? spans[index + 1].start : end
      let instant = max(span.start, shown.advanced(by: .zero - span.offset))
      if instant < next { return instant }
    }
    return nil
  }

  /// When it showed again what it had shown before, by the steady clock: nothing got due then.
  public func repeats(until end: Timestamp) -> [Range<Timestamp>] {
    var found: [Range<Timestamp>] = []
    var latest: Timestamp?
    for (index, span) in spans.enumerated() {
      let next = index + 1 < spans.count ? spans[index + 1].start : end
      guard span.start < next else { continue }
      if let latest, case let caughtUp = latest.advanced(by: .zero - span.offset), caughtUp > span.start {
        found.append(span.start..<min(caughtUp, next))
      }
      latest = max(latest ?? next.advanced(by: span.offset), next.advanced(by: span.offset))
    }
    return found
  }
}
