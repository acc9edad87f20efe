import Foundation
import TestSupport
import Testing

@testable import Recurrence

@Suite struct ZoneTests {
  @Test(arguments: [
    ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00Z", "2026-03-08T06:30:00Z"),
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z", "2026-03-29T00:30:00Z"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z", "2026-10-03T15:15:00Z"),
    ("Antarctica/Troll", "2026-03-29T01:30", "2026-03-29T01:30:00Z", "2026-03-28T23:30:00Z"),
    ("Pacific/Chatham", "2026-09-27T02:50", "2026-09-26T14:05:00Z", "2026-09-26T13:05:00Z"),
    ("America/Santiago", "2026-09-06T00:30", "2026-09-06T04:30:00Z", "2026-09-06T03:30:00Z"),
    ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z", "2011-12-29T22:00:00Z"),
    ("America/New_York", "2126-03-10T02:30", "2126-03-10T07:30:00Z", "2126-03-10T06:30:00Z"),
    ("America/New_York", "9998-03-08T02:00", "9998-03-08T07:00:00Z", "9998-03-08T06:00:00Z"),
  ])
  func `a civil time that a zone skips has two readings, the later one first`(
    _ zone: String, _ local: String, _ shifted: String, _ unshifted: String
  ) throws {
    let found = try Zone(zone).resolve(#require(CivilDateTime(iso: local)))
    #expect(
      try found
        == .gap(shifted: #require(Timestamp(iso: shifted)), unshifted: #require(Timestamp(iso: unshifted))))
  }

  @Test(arguments: [
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"),
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"),
    ("Antarctica/Troll", "2026-10-25T01:30", "2026-10-24T23:30:00Z", "2026-10-25T01:30:00Z"),
    ("Pacific/Chatham", "2026-04-05T03:00", "2026-04-04T13:15:00Z", "2026-04-04T14:15:00Z"),
    ("America/Santiago", "2026-04-04T23:30", "2026-04-05T02:30:00Z", "2026-04-05T03:30:00Z"),
    ("Europe/Berlin", "2150-10-25T02:00", "2150-10-25T00:00:00Z", "2150-10-25T01:00:00Z"),
  ])
  func `a civil time that a zone repeats has two instants`(
    _ zone: String, _ local: String, _ first: String, _ second: String
  ) throws {
    let found = try Zone(zone).resolve(#require(CivilDateTime(iso: local)))
    #expect(
      try found == .fold(first: #require(Timestamp(iso: first)), second: #require(Timestamp(iso: second))))
  }

  @Test(arguments: [
    ("America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59Z"),
    ("America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01T00:59:59", "2026-11-01T04:59:59Z"),
    ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z"),
    ("Asia/Shanghai", "2026-05-29T09:07", "2026-05-29T01:07:00Z"),
    ("Asia/Shanghai", "1988-07-01T12:00", "1988-07-01T03:00:00Z"),
    ("Asia/Kathmandu", "2026-01-01T00:00", "2025-12-31T18:15:00Z"),
    ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00:00Z"),
    ("Pacific/Apia", "2011-12-29T23:59:59", "2011-12-30T09:59:59Z"),
    ("UTC", "2026-05-29T09:07", "2026-05-29T09:07:00Z"),
    ("Asia/Shanghai", "0001-01-01T00:00", "0000-12-31T15:54:17Z"),
  ])
  func `other civil times have one instant, to the second around a change`(
    _ zone: String, _ local: String, _ instant: String
  ) throws {
    let zone = try Zone(zone)
    let local = try #require(CivilDateTime(iso: local))
    let found = zone.resolve(local)
    if let expected = Timestamp(iso: instant) { #expect(found == .unique(expected)) }
    #expect(zone.local(at: found.instant) == local)
  }

  @Test(arguments: [
    "CST", "", "Asia/Beijing", "asia/nowhere", "+08:00", "Asia/../UTC", "🙂/x", "GMT+8", "ACT",
    "../../etc/passwd", "/etc/localtime", "posix/Asia/Shanghai", "right/Asia/Shanghai", "Asia//Shanghai",
    "Asia/",
    "asia/shanghai", "zone1970.tab", "tzdata.zi", "localtime", "posixrules", "Factory", "Asia",
  ])
  func `a name that is no zone of the database is refused`(_ name: String) {
    #expect(throws: UnknownZone(identifier: name)) { try Zone(name) }
  }

  @Test(arguments: [("PRC", 8), ("Japan", 9), ("EST5EDT", -5), ("GMT", 0), ("UTC", 0), ("Etc/GMT+8", -8)])
  func `names without a city are zones, too`(_ name: String, _ hours: Int) throws {
    #expect(try Zone(name).offset(at: #require(Timestamp(iso: "2026-01-01T00:00:00Z"))) == hours * 3600)
  }

  @Test(arguments: [
    ("asia/shanghai", "Asia/Shanghai"), ("America/new york", "America/New_York"), ("Paris", "Europe/Paris"),
    ("Asia/Beijing", "Asia/Shanghai"),
  ])
  func `a zone that is nearly right is suggested`(_ name: String, _ nearest: String) {
    #expect(
      UnknownZone(identifier: name).description == "unknown time zone '\(name)'; did you mean \(nearest)?")
    #expect(UnknownZone(identifier: "Mars/Base").nearest == nil)
  }
}

/// Zones that are read from Foundation against its own answers, which are slow but come from the same data.
@Suite struct ZoneDataTests {
  private static let tables = ZoneTables(.foundation)

  @Test(arguments: 0..<8)
  func `around every change of offset of every zone it answers as the zone data does`(_ share: Int) throws {
    let names = TimeZone.knownTimeZoneIdentifiers
    #expect(names.count > 400)
    for index in stride(from: share, to: names.count, by: 8) { try Self.compare(names[index]) }
  }

  private static func compare(_ name: String) throws {
    let zone = try Zone(name, in: tables)
    let reference = try #require(TimeZone(identifier: name))
    var date = Date(timeIntervalSince1970: -4_000_000_000)
    let end = Date(timeIntervalSince1970: 4_900_000_000)
    while let next = reference.nextDaylightSavingTimeTransition(after: date), next < end {
      for step in [-7201, -1801, -1, 0, 1, 1800, 7200] as [Int64] {
        let seconds = Int64(next.timeIntervalSince1970) + step
        let expected = reference.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        let instant = Timestamp(seconds: seconds)
        #expect(zone.offset(at: instant) == expected, "\(name) \(next) \(step)")
        // What the clock shows at an instant is read back as that instant, alone or as one of two.
        switch zone.resolve(zone.local(at: instant)) {
        case .unique(let found): #expect(found == instant, "\(next) \(step)")
        case .fold(let first, let second): #expect(first == instant || second == instant, "\(next) \(step)")
        case .gap: Issue.record("\(next) \(step) is shown by the clock, so it is in no gap")
        }
      }
      date = next
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `far in the future a zone keeps to its last rules`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for name in [
      "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Asia/Shanghai",
    ] {
      let zone = try Zone(name, in: Self.tables)
      let reference = try #require(TimeZone(identifier: name))
      for _ in 0..<200 {
        let seconds = Int64.random(in: 5_000_000_000...250_000_000_000, using: &random)
        let expected = reference.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        #expect(zone.offset(at: Timestamp(seconds: seconds)) == expected, "\(name) \(seconds)")
      }
    }
  }

  @Test func `instants beyond any calendar do not overflow`() throws {
    let zone = try Zone("America/New_York")
    for instant in [Timestamp(milliseconds: .max), Timestamp(milliseconds: .min), Timestamp(seconds: .max)] {
      _ = zone.local(at: instant)
      _ = instant.description
      _ = instant.advanced(by: .seconds(Int64.max))
      _ = instant.duration(to: Timestamp(milliseconds: 0))
    }
    #expect(!Zone.dataVersion.isEmpty)
  }
}
