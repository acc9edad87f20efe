import Foundation
import Recurrence
import TestSupport

/// The daemon's clock, which somebody sets now and then; the receiver's is never touched.
struct SoakClock {
  /// How often it is set forward by a day: the plan reaches as many days ahead.
  static let days = 3

  private let clock: FakeClock
  private(set) var history: ClockHistory
  private let start: Duration
  private var daysPassed = 0
  private var isBehind = false

  init() throws {
    let now = SystemClock().now
    clock = try FakeClock(at: now.description)
    history = ClockHistory(offset: clock.offset)
    start = clock.offset
  }

  var environment: [String: String] { clock.environment }

  /// As often as the plan has days, and not all of them at the beginning.
  ///
  /// - Parameter part: How much of the run is over, from 0 to 1.
  /// - Returns: Whether it was set.
  mutating func passDay(at part: Double) throws -> Bool {
    guard daysPassed < Self.days, part * Double(Self.days) >= Double(daysPassed) else { return false }
    daysPassed += 1
    try set(by: .seconds(86_400))
    return true
  }

  /// Back by an hour, and forward again the next time.
  mutating func turnHour() throws {
    try set(by: .seconds(isBehind ? 3600 : -3600))
    isBehind.toggle()
  }

  mutating func correct(by seconds: Int) throws { try set(by: .seconds(seconds)) }

  /// Forward until everything of the plan has got due, a step at a time.
  ///
  /// - Returns: Whether there was something left to do.
  mutating func passRest() throws -> Bool {
    if isBehind {
      try turnHour()
    } else if try !passDay(at: 1) {
      let rest = start + .seconds(86_400 * Self.days + 60) - history.offset
      guard rest > .zero else { return false }
      try set(by: rest)
    }
    return true
  }

  /// Instants at which it may have gone by either setting count as the one that makes no arrival too early.
  private mutating func set(by span: Duration) throws {
    let before = SystemClock().now
    try clock.advance(by: span)
    history.step(by: span, at: span > .zero ? before : SystemClock().now)
  }
}
