import Recurrence
import TestSupport
import Testing

/// What a clock showed that was set, by the clock of whoever checks it.
@Suite struct ClockHistoryTests {
  private static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_780_000_000 + seconds) }

  /// Set forward by a hundred seconds at 10, back by two hundred at 30, forward again by a hundred at 250.
  private static var history: ClockHistory {
    var history = ClockHistory()
    history.step(by: .seconds(100), at: at(10))
    history.step(by: .seconds(-200), at: at(30))
    history.step(by: .seconds(100), at: at(250))
    return history
  }

  @Test(
    arguments: [
      // Before the first step, at the step over it, and after it.
      (5, 5), (10, 10), (50, 10), (110, 10), (115, 15), (129, 29),
      // 130 was not reached before the clock went back, and was shown at 230 then.
      (130, 230), (149, 249), (150, 250), (240, 250), (260, 260),
    ] as [(Int64, Int64)])
  func `an instant counts from when it was shown first`(_ shown: Int64, _ expected: Int64) {
    #expect(
      Self.history.firstInstant(showing: Self.at(shown), until: Self.at(300)) == Self.at(expected))
  }

  @Test func `what was never shown has no instant`() {
    #expect(Self.history.firstInstant(showing: Self.at(300), until: Self.at(300)) == nil)
    #expect(Self.history.offset == .zero)
  }

  @Test func `what was shown a second time is told`() {
    #expect(Self.history.repeats(until: Self.at(300)) == [Self.at(30)..<Self.at(230)])
    var behind = ClockHistory()
    behind.step(by: .seconds(-60), at: Self.at(10))
    #expect(behind.repeats(until: Self.at(40)) == [Self.at(10)..<Self.at(40)])
    #expect(ClockHistory(offset: .seconds(7)).repeats(until: Self.at(300)) == [])
  }
}
