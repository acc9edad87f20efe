import Recurrence

/// At most so many messages in any span of a given length.
public struct RateLimit: Hashable, Sendable {
  /// At least 1.
  public let count: Int
  public let span: Duration

  public init(_ count: Int, per span: Duration) {
    self.count = max(1, count)
    self.span = span
  }
}

/// How fast messages may follow each other: a token bucket, kept as the one instant at which it is full again.
///
/// A bucket of as many tokens as the limit, filled at the limit's rate, lets nearly twice the limit through in one span,
/// and a robot that counts by the span shuts. This one holds a fifth of the limit and is filled with what that leaves, so
/// that no span of the limit's length sees more. The arithmetic is that of the generic cell rate algorithm (ITU-T I.371).
public struct Pace: Hashable, Sendable {
  /// Between two messages, once the bucket is empty.
  public let interval: Duration
  /// How many may go at once when the bucket is full.
  public let burst: Int

  /// The pace that keeps all limits; nil if there are none.
  public init?(_ limits: [RateLimit]) {
    guard let burst = limits.map({ max(1, $0.count / 5) }).min() else { return nil }
    self.burst = burst
    interval =
      limits.map { limit in
        // A little slower than the platform's figure: the network may push two messages closer together.
        let span = limit.span * 1.02
        let milliseconds = span / .milliseconds(1) / Double(max(1, limit.count - burst + 1))
        return Duration.milliseconds(Int64(milliseconds.rounded(.up)))
      }.max() ?? .zero
  }

  /// How many may go now, if the bucket is full again at `full`.
  func room(fullAt full: Timestamp, at now: Timestamp) -> Int {
    let missing = now.duration(to: clamped(full, at: now))
    guard missing > .zero else { return burst }
    return max(0, burst - Int((missing / interval).rounded(.up)))
  }

  /// When the bucket is full again after one more message.
  func full(afterOneAt now: Timestamp, fullAt full: Timestamp) -> Timestamp {
    max(clamped(full, at: now), now).advanced(by: interval)
  }

  /// From when on one may go.
  func opening(fullAt full: Timestamp, at now: Timestamp) -> Timestamp {
    max(now, clamped(full, at: now).advanced(by: .zero - interval * (burst - 1)))
  }

  /// A bucket cannot be more than empty: where it seems so, somebody has set the clock back.
  private func clamped(_ full: Timestamp, at now: Timestamp) -> Timestamp {
    min(full, now.advanced(by: interval * burst))
  }
}
