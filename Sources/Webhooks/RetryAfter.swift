import Recurrence

/// Reads how long a receiver asks to be left alone.
enum RetryAfter {
  /// Longer waits are cut to this: a receiver's mistake must not hold a reminder for years.
  static let longest = Duration.seconds(24 * 60 * 60)

  /// The instant that a `Retry-After` names: seconds, with a fraction if need be, or a date of RFC 9110.
  static func instant(_ value: String?, from now: Timestamp) -> Timestamp? {
    guard let value else { return nil }
    if let seconds = Double(value) { return instant(seconds: seconds, from: now) }
    guard let date = date(value) else { return nil }
    return min(max(date, now), now.advanced(by: longest))
  }

  static func instant(seconds: Double, from now: Timestamp) -> Timestamp? {
    guard seconds.isFinite, seconds >= 0 else { return nil }
    let most = Double(longest.components.seconds)
    return now.advanced(by: .milliseconds(Int64((min(seconds, most) * 1000).rounded(.up))))
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the form that RFC 9110 has senders use.
  private static func date(_ text: String) -> Timestamp? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2])), words[4].count == 8,
      let date = CivilDate(year: year, month: month + 1, day: day)
    else { return nil }
    return Timestamp(iso: "\(date)T\(words[4])Z")
  }
}
