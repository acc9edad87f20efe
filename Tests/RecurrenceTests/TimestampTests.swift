import Recurrence
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("2026-05-29T09:07:00+08:00", 1_780_016_820_000), ("2026-05-29T01:07Z", 1_780_016_820_000),
    ("2026-05-29T01:07:00.5Z", 1_780_016_820_500), ("2026-05-29T01:07:00,25z", 1_780_016_820_250),
    ("2026-05-28T20:07:00.123999999-05:00", 1_780_016_820_123), ("1969-12-31T23:59:59.999Z", -1),
  ])
  func `an instant is read with its offset and three decimals`(_ text: String, _ milliseconds: Int64) {
    #expect(Timestamp(iso: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "2026-05-29T01:07:00.Z", "2026-05-29T01:07:00.1.2Z", "2026-05-29T01:07.5Z", "2026-05-29T01:07:00.5",
    "2026-05-29T01:07:00.+5Z", "2026-05-29T01:07:00.1234567891Z", "2026-05-29T01:07:00Zx", "Z", "",
  ])
  func `what is no instant is refused`(_ text: String) {
    #expect(Timestamp(iso: text) == nil)
  }

  @Test(arguments: [-1, 0, 999, 1_780_016_820_042, -1_780_016_820_042] as [Int64])
  func `what is printed is read back`(_ milliseconds: Int64) {
    let instant = Timestamp(milliseconds: milliseconds)
    #expect(Timestamp(iso: instant.description) == instant)
  }
}
