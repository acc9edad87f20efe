import Recurrence

/// Reads how long a receiver asks to be left alone.
enum RetryAfter {
  /// Longer waits are cut to this: a receiver's mistake must not hold a reminder for years.
  static let longest = Duration.seconds(24 * 60 * 60)

  /// The instant that a `Retry-After` names: seconds, with a fraction if need be, or a date of RFC 9110.
  static func instant(_ value: String?, from now: Timestamp) -> Timestamp? {
    guard let value else { return nil }
    // Swift also reads hexadecimal numbers, which no receiver means.
    if !value.contains("x"), let seconds = Double(value) { return instant(seconds: seconds, from: now) }
    guard let date = HTTPDate.instant(value, near: now) else { return nil }
    return bounded(date, from: now)
  }

  static func instant(seconds: Double, from now: Timestamp) -> Timestamp? {
    guard seconds.isFinite, seconds >= 0 else { return nil }
    let most = Double(longest.components.seconds)
    return now.advanced(by: .milliseconds(Int64((min(seconds, most) * 1000).rounded(.up))))
  }

  /// The instant that a header such as `X-RateLimit-Reset` names in seconds since 1970.
  static func instant(epoch value: String?, from now: Timestamp) -> Timestamp? {
    guard let value, !value.contains("x"), let seconds = Double(value), seconds.isFinite,
      (0...1e11).contains(seconds)
    else { return nil }
    return bounded(Timestamp(milliseconds: Int64((seconds * 1000).rounded(.up))), from: now)
  }

  private static func bounded(_ instant: Timestamp, from now: Timestamp) -> Timestamp {
    min(max(instant, now), now.advanced(by: longest))
  }
}

/// The three forms of a date that RFC 9110 has receivers of a message accept (section 5.6.7).
enum HTTPDate {
  /// - Parameter now: Two digits of a year that would be over 50 years ahead of it mean the century before.
  static func instant(_ text: String, near now: Timestamp) -> Timestamp? {
    let words = text.split(separator: " ").map(String.init)
    switch words.count {
    case 6 where words[5] == "GMT" && words[3].count == 4:
      return instant(day: words[1], month: words[2], year: Int(words[3]), time: words[4])
    case 4 where words[3] == "GMT":
      let date = words[1].split(separator: "-").map(String.init)
      guard date.count == 3, date[2].count == 2, let short = Int(date[2]) else { return nil }
      return instant(day: date[0], month: date[1], year: year(short, near: now), time: words[2])
    case 5 where words[4].count == 4:
      return instant(day: words[2], month: words[1], year: Int(words[4]), time: words[3])
    default: return nil
    }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the form that senders use.
  static func text(_ instant: Timestamp) -> String {
    let iso = instant.description
    let date = CivilDate(iso: String(iso.prefix(10)))
    guard let date else { return iso }
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    // Day number 0, 1970-01-01, was a Thursday.
    let weekday = weekdays[Int((date.dayNumber % 7 + 10) % 7)]
    let day = String(iso.dropFirst(8).prefix(2))
    let time = String(iso.dropFirst(11).prefix(8))
    let month: String = months[date.month - 1]
    let year = String(iso.prefix(4))
    return "\(weekday), \(day) \(month) \(year) \(time) GMT"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func year(_ short: Int, near now: Timestamp) -> Int? {
    guard let this = CivilDate(iso: String(now.description.prefix(10)))?.year else { return nil }
    let year = this - this % 100 + short
    return year > this + 50 ? year - 100 : year
  }

  private static func instant(day: String, month: String, year: Int?, time: String) -> Timestamp? {
    guard let day = Int(day), let year, let number = months.firstIndex(of: month), time.count == 8,
      let date = CivilDate(year: year, month: number + 1, day: day)
    else { return nil }
    return Timestamp(iso: "\(date)T\(time)Z")
  }
}
