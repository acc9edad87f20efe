/// A time of day to the second, without a date or a zone.
public struct CivilTime: Hashable, Comparable, Sendable {
  /// 0 ..< 86,400.
  public let secondsOfDay: Int32

  public static let midnight = CivilTime(secondsOfDay: 0)

  /// - Parameter secondsOfDay: Taken modulo a day.
  public init(secondsOfDay: Int32) {
    let rest = secondsOfDay % 86_400
    self.secondsOfDay = rest >= 0 ? rest : rest + 86_400
  }

  /// Nil outside 00:00:00 ... 23:59:59.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
    secondsOfDay = Int32(hour * 3600 + minute * 60 + second)
  }

  /// Reads `09:07` or `09:07:30`, and nothing else.
  public init?(iso text: some StringProtocol) {
    let parts = Array(text.utf8).split(separator: 0x3A, omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count == 2 }) else { return nil }
    let numbers = parts.compactMap { decimal($0) }
    guard numbers.count == parts.count else { return nil }
    self.init(hour: numbers[0], minute: numbers[1], second: numbers.count == 3 ? numbers[2] : 0)
  }

  public var hour: Int { Int(secondsOfDay) / 3600 }
  public var minute: Int { Int(secondsOfDay) / 60 % 60 }
  public var second: Int { Int(secondsOfDay) % 60 }

  public static func < (left: CivilTime, right: CivilTime) -> Bool {
    left.secondsOfDay < right.secondsOfDay
  }
}

extension CivilTime: CustomStringConvertible {
  /// `09:07`, or `09:07:30` if there are seconds.
  public var description: String {
    let clock = "\(padded(hour, 2)):\(padded(minute, 2))"
    return second == 0 ? clock : "\(clock):\(padded(second, 2))"
  }
}

/// A civil date with a time of day: what a wall clock and a calendar on the wall show.
public struct CivilDateTime: Hashable, Comparable, Sendable {
  public let date: CivilDate
  public let time: CivilTime

  public init(_ date: CivilDate, _ time: CivilTime) {
    self.date = date
    self.time = time
  }

  /// Reads `2026-05-29T09:07`, `2026-05-29T09:07:30`, or a space in place of the T.
  public init?(iso text: some StringProtocol) {
    guard let gap = text.firstIndex(where: { $0 == "T" || $0 == " " }),
      let date = CivilDate(iso: text[..<gap]),
      let time = CivilTime(iso: text[text.index(after: gap)...])
    else { return nil }
    self.init(date, time)
  }

  /// Seconds since 1970-01-01T00:00 on the same wall clock.
  public var wallSeconds: Int64 { Int64(date.dayNumber) * 86_400 + Int64(time.secondsOfDay) }

  public init(wallSeconds: Int64) {
    let day = wallSeconds >= 0 ? wallSeconds / 86_400 : (wallSeconds + 1) / 86_400 - 1
    self.init(
      CivilDate(dayNumber: Int32(clamping: day)),
      CivilTime(secondsOfDay: Int32(wallSeconds - day * 86_400)))
  }

  public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    left.wallSeconds < right.wallSeconds
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// `2026-05-29T09:07`.
  public var description: String { "\(date)T\(time)" }

  /// `2026-05-29T09:07:00`, with seconds in any case.
  public var isoText: String {
    "\(date)T\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
  }
}
