import Foundation
import TestSupport
import Testing

@testable import Recurrence

/// A line of `zone-files.jsonl`: a zone's file of both kinds, and what zdump reads in them.
struct ZoneFileCase: Decodable {
  let zone: String
  let fat: Data
  let slim: Data
  /// Instant, offset before, offset after.
  let changes: [[Int64]]

  static func all() throws -> [ZoneFileCase] {
    try Fixture.lines("zone-files.jsonl").map {
      try JSONDecoder().decode(ZoneFileCase.self, from: Data($0.utf8))
    }
  }
}

extension Zone {
  /// From the bytes of a zone file.
  init(file bytes: some Sequence<UInt8>) throws {
    self.init(identifier: "Test/Zone", table: try ZoneFile(bytes: Array(bytes)).table())
  }

  /// Instants, offsets before and after, to the end of the table.
  var rows: [[Int64]] {
    changes(in: Timestamp(seconds: -6_000_000_000)..<Timestamp(seconds: ZoneTable.horizon)).map {
      [$0.instant.wholeSeconds, Int64($0.before), Int64($0.after)]
    }
  }

  /// `2026-03-29T01:00:00Z 3600 daylight` for each change of a year.
  func turns(of year: Int) throws -> [String] {
    let bounds = try [year, year + 1].map { try #require(Timestamp(iso: "\($0)-01-01T00:00:00Z")) }
    return changes(in: bounds[0]..<bounds[1]).map {
      "\($0.instant) \($0.after) \($0.isDaylight ? "daylight" : "standard")"
    }
  }
}

@Suite struct ZoneFileTests {
  @Test func `files of both kinds give the changes that zdump reads in them`() throws {
    let cases = try ZoneFileCase.all()
    #expect(cases.count > 12)
    for item in cases {
      #expect(try Zone(file: item.fat).rows == item.changes, "\(item.zone), fat")
      #expect(try Zone(file: item.slim).rows == item.changes, "\(item.zone), slim")
    }
  }

  @Test func `what ends too early is refused, wherever it ends`() throws {
    let item = try #require(try ZoneFileCase.all().first { $0.zone == "Europe/Dublin" })
    for count in 0..<item.slim.count {
      #expect(throws: ZoneFile.Fault.self, "\(count) bytes") { try Zone(file: item.slim.prefix(count)) }
    }
  }

  typealias Period = ZoneFileBytes.Period

  @Test func `version 1 has 32 bits and no rule`() throws {
    var file = ZoneFileBytes(
      [Period(3600), Period(7200, isDaylight: true)], transitions: [(1_000_000_000, 1)])
    file.version = 0
    #expect(try Zone(file: file.bytes).rows == [[1_000_000_000, 3600, 7200]])
    // What follows the block is not looked at.
    #expect(try Zone(file: file.bytes + [1, 2, 3]).rows.count == 1)
  }

  @Test(arguments: [2, 3, 4, 9] as [UInt8])
  func `of later versions the 64-bit block counts, and before its first change its first type`(
    _ version: UInt8
  ) throws {
    var file = ZoneFileBytes(
      [Period(1172), Period(3600)], transitions: [(-5_000_000_000, 1), (4_000_000_000, 0)])
    file.version = version
    let zone = try Zone(file: file.bytes)
    #expect(zone.rows == [[-5_000_000_000, 1172, 3600], [4_000_000_000, 3600, 1172]])
    #expect(zone.offset(at: Timestamp(seconds: -90_000_000_000)) == 1172)
  }

  @Test func `changes before 1800 are one with the first offset, those past the table are none`() throws {
    let file = ZoneFileBytes(
      [Period(1), Period(2), Period(3)],
      transitions: [(.min, 1), (-5_364_662_400, 2), (0, 1), (5_017_593_600, 2), (.max, 0)])
    #expect(try Zone(file: file.bytes).rows == [[0, 3, 2]])
  }

  @Test func `a rule goes on from the last change, whichever side of a turn that is on`() throws {
    // 2026-07-01T00:00Z: from a fixed offset into the summer.
    let file = ZoneFileBytes(
      [Period(10_800), Period(7200, isDaylight: true)], transitions: [(1_782_864_000, 1)],
      rule: "CET-1CEST,M3.5.0,M10.5.0/3")
    let zone = try Zone(file: file.bytes)
    #expect(
      try zone.turns(of: 2026) == [
        "2026-07-01T00:00:00Z 7200 daylight", "2026-10-25T01:00:00Z 3600 standard",
      ])
    #expect(
      try zone.turns(of: 2027) == [
        "2027-03-28T01:00:00Z 7200 daylight", "2027-10-31T01:00:00Z 3600 standard",
      ])
    #expect(try zone.turns(of: 2400).count == 2)
  }

  @Test func `daylight time all year round is one change`() throws {
    for rule in ["EST5EDT,0/0,J365/25", "EST5EDT4,J1/0,J365/25:00", "EST5EDT,0/0,J365/167"] {
      let file = ZoneFileBytes(
        [Period(-18_000), Period(-14_400, isDaylight: true)], transitions: [(0, 1)], rule: rule)
      #expect(try Zone(file: file.bytes).rows == [[0, -18_000, -14_400]], "\(rule)")
    }
    #expect(try Zone(file: ZoneFileBytes([Period(-14_400)], rule: "XXX3EDT4,0/0,J365/23").bytes).rows == [])
  }

  @Test func `daylight time is what is ahead, whatever the file calls it`() throws {
    // Winter behind standard time on both sides, as in Ireland.
    let irish = [Period(3600), Period(0, isDaylight: true)]
    let zone = try Zone(
      file: ZoneFileBytes(irish, transitions: [(1_000_000_000, 1)], rule: "IST-1GMT0,M10.5.0,M3.5.0/1").bytes)
    #expect(
      try zone.turns(of: 2026) == ["2026-03-29T01:00:00Z 3600 daylight", "2026-10-25T01:00:00Z 0 standard"])
    // A country that changes its standard time and ends daylight time in one: a step forward into standard time.
    let moving = [Period(-39_600), Period(-36_000, isDaylight: true), Period(-32_400)]
    let moved = try Zone(file: ZoneFileBytes(moving, transitions: [(0, 1), (20_000_000, 2)]).bytes)
    #expect(
      try moved.turns(of: 1970) == [
        "1970-01-01T00:00:00Z -36000 daylight", "1970-08-20T11:33:20Z -32400 standard",
      ]
    )
    // Double summer time.
    let double = [Period(0), Period(3600, isDaylight: true), Period(7200, isDaylight: true)]
    let steps = ZoneFileBytes(double, transitions: [(0, 1), (5_000_000, 2), (9_000_000, 1), (20_000_000, 0)])
    #expect(
      try Zone(file: steps.bytes).turns(of: 1970).map { $0.split(separator: " ").last }
        == ["daylight", "daylight", "daylight", "standard"])
  }

  private static let wrong: [(String, ZoneFileBytes, ZoneFile.Fault)] = {
    let good = ZoneFileBytes([Period(3600), Period(7200)], transitions: [(0, 1), (90_000, 0)])
    func with(_ change: (inout ZoneFileBytes) -> Void) -> ZoneFileBytes {
      var file = good
      change(&file)
      return file
    }
    return [
      ("no such type", with { $0.transitions[1].type = 2 }, .inconsistent),
      ("times that go back", with { $0.transitions[1].instant = -1 }, .inconsistent),
      ("a time that comes twice", with { $0.transitions[1].instant = 0 }, .inconsistent),
      ("no type", with { ($0.periods, $0.transitions) = ([], []) }, .inconsistent),
      ("an offset of two days", with { $0.periods[0].offset = 172_800 }, .inconsistent),
      ("the least offset", with { $0.periods[0].offset = .min }, .inconsistent),
      ("a clock set again at once", with { $0.transitions[1].instant = 10 }, .inconsistent),
      ("leap seconds", with { $0.leapSeconds = [(78_796_800, 1)] }, .leapSeconds),
      ("a rule that is none", with { $0.rule = "soon" }, .rule),
      ("an unknown version", with { $0.version = 1 }, .notZoneFile),
    ]
  }()

  @Test func `what contradicts itself is refused, with the reason`() {
    for (what, file, fault) in Self.wrong {
      #expect(throws: fault, "\(what)") { try Zone(file: file.bytes) }
    }
    #expect(throws: ZoneFile.Fault.notZoneFile) { try Zone(file: "# version 2025b\n".utf8) }
    #expect(throws: ZoneFile.Fault.notZoneFile) { try Zone(file: []) }
  }

  /// Counts of four thousand million, in each place of both headers.
  @Test func `counts that no file can keep are refused`() throws {
    let good = ZoneFileBytes([Period(3600)], rule: "CET-1").bytes
    let second = try #require(good.indices.dropFirst().first { good[$0...].starts(with: "TZif".utf8) })
    for start in [0, second] {
      for count in 0..<6 {
        for value in [[0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 9]] as [[UInt8]] {
          var bytes = good
          bytes.replaceSubrange((start + 20 + count * 4)..<(start + 24 + count * 4), with: value)
          #expect(throws: ZoneFile.Fault.self, "\(start) \(count)") { try Zone(file: bytes) }
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `damaged files are refused, or give a zone whose clock can be read`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let files = try ZoneFileCase.all().map { Array($0.slim) }
    var (refused, taken) = (0, 0)
    for round in 0..<400 {
      var bytes = files[round % files.count]
      for _ in 0..<Int.random(in: 1...2, using: &random) { Self.damage(&bytes, &random) }
      guard let zone = try? Zone(file: bytes) else {
        refused += 1
        continue
      }
      taken += 1
      for _ in 0..<20 {
        let instant = Timestamp(seconds: .random(in: -8_000_000_000...9_000_000_000, using: &random))
        switch zone.resolve(zone.local(at: instant)) {
        case .unique(let found): #expect(found == instant, "round \(round)")
        case .fold(let first, let second): #expect(first == instant || second == instant, "round \(round)")
        case .gap: Issue.record("round \(round): \(instant) is shown by the clock, so it is in no gap")
        }
      }
    }
    #expect(refused > 40 && taken > 40)
  }

  private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes.removeSubrange(place..<min(bytes.count, place + 8))
    case 1: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 8)], at: place)
    case 2: bytes.removeLast(bytes.count - place)
    case 3...4:
      bytes[bytes.count - 1 - place % min(40, bytes.count)] = .random(in: 0x20...0x7E, using: &random)
    default: bytes[place] = .random(in: 0...255, using: &random)
    }
  }
}
