import Foundation

/// An instant: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Timestamp: InstantProtocol, Hashable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// - Parameter seconds: Beyond what milliseconds can hold, the last or first instant that they can.
  public init(seconds: Int64) {
    let (product, overflows) = seconds.multipliedReportingOverflow(by: 1000)
    milliseconds = overflows ? (seconds < 0 ? .min : .max) : product
  }

  /// Seconds since the epoch, rounded down.
  var wholeSeconds: Int64 {
    milliseconds >= 0 ? milliseconds / 1000 : (milliseconds + 1) / 1000 - 1
  }

  /// The instant the system's wall clock shows.
  static func systemNow() -> Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// Reads ISO 8601 with an offset: `2026-05-29T09:07:00+08:00` or `…Z`; seconds may be left out, or have decimals, of
  /// which three count.
  public init?(iso text: String) {
    guard let mark = text.lastIndex(where: { "Zz+-".contains($0) }), mark > text.startIndex else {
      return nil
    }
    let parts = text[..<mark].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard let whole = parts.first, let local = CivilDateTime(iso: whole),
      let rest = parts.count == 1 ? 0 : Self.milliseconds(decimals: parts[1]), parts.count <= 2,
      // Decimals belong to seconds.
      parts.count == 1 || whole.count(where: { $0 == ":" }) == 2
    else { return nil }
    var offset = 0
    if text[mark] == "+" || text[mark] == "-" {
      guard let clock = CivilTime(iso: text[text.index(after: mark)...]) else { return nil }
      offset = Int(clock.secondsOfDay) * (text[mark] == "-" ? -1 : 1)
    } else if text.index(after: mark) != text.endIndex {
      return nil
    }
    self = Timestamp(seconds: local.wallSeconds - Int64(offset)).advanced(by: .milliseconds(rest))
  }

  private static func milliseconds(decimals: Substring) -> Int64? {
    guard (1...9).contains(decimals.utf8.count), decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      return nil
    }
    return Int64(String((decimals + "00").prefix(3)))
  }

  public func advanced(by duration: Duration) -> Timestamp {
    let (seconds, attoseconds) = duration.components
    let step = Timestamp(seconds: seconds).milliseconds
    let (sum, overflows) = milliseconds.addingReportingOverflow(step)
    if overflows { return Timestamp(milliseconds: step < 0 ? .min : .max) }
    return Timestamp(milliseconds: sum.clampedAdding(attoseconds / 1_000_000_000_000_000))
  }

  public func duration(to other: Timestamp) -> Duration {
    .milliseconds(other.milliseconds) - .milliseconds(milliseconds)
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension Timestamp: CustomStringConvertible {
  /// `2026-05-29T01:07:00Z`, in UTC; milliseconds only if there are any.
  public var description: String {
    let seconds = wholeSeconds
    let rest = milliseconds &- seconds &* 1000
    let local = CivilDateTime(wallSeconds: seconds)
    let tail = rest == 0 ? "" : "." + padded(Int(rest), 3)
    return "\(local.isoText)\(tail)Z"
  }
}

extension FixedWidthInteger {
  /// The sum, or the bound that it passes.
  func clampedAdding(_ other: Self) -> Self {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other < 0 ? .min : .max) : sum
  }
}
