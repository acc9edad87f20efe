import Foundation
import Recurrence
import Testing

@Suite struct OffsetChangeTests {
  private func changes(_ zone: String, _ from: String, _ to: String) throws -> [String] {
    let span = try #require(Timestamp(iso: from))..<(try #require(Timestamp(iso: to)))
    return try Zone(zone).changes(in: span).map {
      "\($0.instant) \($0.before) \($0.after) \($0.isDaylight ? "daylight" : "standard")"
    }
  }

  @Test(
    arguments: [
      (
        "America/New_York",
        ["2026-03-08T07:00:00Z -18000 -14400 daylight", "2026-11-01T06:00:00Z -14400 -18000 standard"]
      ),
      (
        // The law of Ireland calls winter the exception; calendars everywhere call it standard time.
        "Europe/Dublin", ["2026-03-29T01:00:00Z 0 3600 daylight", "2026-10-25T01:00:00Z 3600 0 standard"]
      ),
      (
        "Australia/Lord_Howe",
        ["2026-04-04T15:00:00Z 39600 37800 standard", "2026-10-03T15:30:00Z 37800 39600 daylight"]
      ),
      (
        "Africa/Casablanca", ["2026-02-15T02:00:00Z 3600 0 standard", "2026-03-22T02:00:00Z 0 3600 daylight"]
      ),
      ("Asia/Shanghai", []), ("UTC", []), ("Etc/GMT+8", []),
    ])
  func `the changes of 2026`(_ zone: String, _ expected: [String]) throws {
    #expect(try changes(zone, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z") == expected)
  }

  @Test(
    arguments: [
      (
        "Asia/Pyongyang", "2018-01-01T00:00:00Z", "2019-01-01T00:00:00Z",
        ["2018-05-04T15:00:00Z 30600 32400 standard"]
      ),
      (
        "Pacific/Apia", "2011-12-01T00:00:00Z", "2012-01-01T00:00:00Z",
        ["2011-12-30T10:00:00Z -36000 50400 daylight"]
      ),
      (
        "America/New_York", "9998-01-01T00:00:00Z", "9999-01-01T00:00:00Z",
        ["9998-03-08T07:00:00Z -18000 -14400 daylight", "9998-11-01T06:00:00Z -14400 -18000 standard"]
      ),
      (
        "Europe/Berlin", "2128-12-01T00:00:00Z", "2129-12-01T00:00:00Z",
        ["2129-03-27T01:00:00Z 3600 7200 daylight", "2129-10-30T01:00:00Z 7200 3600 standard"]
      ),
    ])
  func `a change for good, and changes beyond the table`(
    _ zone: String, _ from: String, _ to: String, _ expected: [String]
  ) throws {
    #expect(try changes(zone, from, to) == expected)
  }

  @Test func `the span holds its first instant and not its last`() throws {
    let (before, at, after) = ("2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z", "2026-03-08T07:00:01Z")
    #expect(try changes("America/New_York", at, after).count == 1)
    #expect(try changes("America/New_York", before, at) == [])
    #expect(try changes("America/New_York", after, "2026-06-01T00:00:00Z") == [])
    #expect(try changes("America/New_York", at, at) == [])
  }

  @Test func `spans beyond any calendar end`() throws {
    let zone = try Zone("America/New_York")
    let everything = zone.changes(in: Timestamp(milliseconds: .min)..<Timestamp(milliseconds: .max))
    #expect(everything.count > 16_000)
    #expect(everything.first?.before == -17_762)
    #expect(
      zip(everything, everything.dropFirst()).allSatisfy { $0.after == $1.before && $0.instant < $1.instant })
    #expect(zone.changes(in: Timestamp(milliseconds: .max - 5)..<Timestamp(milliseconds: .max)) == [])
  }

  @Test func `with the offset in front, changes give the offset of every hour`() throws {
    for name in ["America/Santiago", "Asia/Gaza", "Antarctica/Troll", "Pacific/Chatham"] {
      let zone = try Zone(name)
      let start = try #require(Timestamp(iso: "2010-01-01T00:00:00Z"))
      let end = try #require(Timestamp(iso: "2020-01-01T00:00:00Z"))
      let changes = zone.changes(in: start..<end)
      let reference = try #require(TimeZone(identifier: name))
      var index = 0
      var offset = zone.offset(at: start)
      for instant in stride(from: start.milliseconds, to: end.milliseconds, by: 3_600_000) {
        while index < changes.count, changes[index].instant.milliseconds <= instant {
          #expect(changes[index].before == offset && changes[index].after != offset)
          offset = changes[index].after
          index += 1
        }
        #expect(reference.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant) / 1000)) == offset)
      }
      #expect(index == changes.count)
    }
  }
}
