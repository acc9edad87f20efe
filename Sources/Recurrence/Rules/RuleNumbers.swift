/// A whole number in `low ... high`: an INTERVAL, a COUNT, an hour.
public struct RecurrenceNumber<let low: Int, let high: Int>: Hashable, Sendable, ExpressibleByIntegerLiteral {
  public let value: Int

  /// Nil out of range.
  public init?(exactly value: Int) {
    guard value >= low, value <= high else { return nil }
    self.value = value
  }

  /// A literal out of range is a bug, and traps.
  public init(integerLiteral value: Int) {
    precondition(value >= low && value <= high, "\(value) is outside \(low)...\(high)")
    self.value = value
  }
}

/// A place in a list that is counted from 1 at its beginning or from -1 at its end, up to `limit`.
public struct RecurrencePlace<let limit: Int>: Hashable, Sendable, ExpressibleByIntegerLiteral {
  public let value: Int

  public static var first: Self { 1 }
  public static var last: Self { -1 }

  /// Nil for 0 and beyond the limit.
  public init?(exactly value: Int) {
    guard value != 0, value >= -limit, value <= limit else { return nil }
    self.value = value
  }

  /// A literal that is 0 or beyond the limit is a bug, and traps.
  public init(integerLiteral value: Int) {
    precondition(
      value != 0 && value >= -limit && value <= limit, "\(value) is not in 1...\(limit), -\(limit)...-1")
    self.value = value
  }
}
