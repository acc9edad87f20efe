import Foundation
import Planning
import Recurrence
import Testing

/// A plan and the feeds that are made of it.
struct Plan {
  let definitions: Definitions
  var language = Language.zh

  /// The campaign that has something of everything, changed at will.
  static func healthDay(_ replacements: KeyValuePairs<String, String> = [:]) throws -> Plan {
    var text = try Fixtures.text("feed/health-day.yaml")
    for (old, new) in replacements {
      try #require(text.contains(old))
      text = text.replacing(old, with: new)
    }
    let definitions = try Fixtures.check(text)
    let faults = definitions.diagnostics.filter { $0.file == "Campaigns/test.yaml" && $0.severity == .error }
    try #require(faults.map(\.problem.zh) == [])
    return Plan(definitions: definitions)
  }

  var feed: CalendarFeed {
    CalendarFeed(shared: definitions.shared, campaigns: definitions.campaigns, language: language)
  }

  func rows(_ year: Int, unit: String? = nil) -> [PlanRow] {
    Planner(shared: definitions.shared).rows(
      of: definitions.campaigns, year: year, unit: unit.flatMap { definitions.shared.tree[$0] },
      includesSkipped: true)
  }

  func text(_ year: Int, at now: String, previous: String? = nil) throws -> String {
    try feed.text(
      of: rows(year), scope: .init(.year(year)), now: #require(Timestamp(iso: now)), previous: previous)
  }
}

/// The form of the file, whatever is in it.
@Suite struct CalendarFeedFormTests {
  @Test(arguments: Language.allCases)
  func `a small plan as a file`(_ language: Language) throws {
    var plan = try Plan.healthDay()
    plan.language = language
    let text = try plan.text(2026, at: "2026-01-05T08:00:00Z")
    let golden = Fixtures.folder.appending(path: "feed/health-day-2026.\(language.rawValue).ics")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: golden)
      Issue.record("recorded \(golden.lastPathComponent)")
    }
    #expect(try Data(contentsOf: golden) == Data(text.utf8))
  }

  @Test(arguments: Language.allCases, [2023, 2026, 2027])
  func `every file keeps to the form that RFC 5545 prescribes`(_ language: Language, _ year: Int) throws {
    for definitions in [try Fixtures.examples(), try Fixtures.samples()] {
      let plan = Plan(definitions: definitions, language: language)
      for unit in [nil, "diecai", "guilin", "gx"] {
        let rows = plan.rows(year, unit: unit)
        let text = try plan.feed.text(
          of: rows, scope: .init(.year(year), unit: unit),
          now: #require(Timestamp(iso: "2026-01-05T08:00:00Z")))
        try Self.check(text, events: rows.count)
      }
    }
  }

  private static func check(_ text: String, events count: Int) throws {
    let file = CalendarFile(text)
    #expect(text.utf8.suffix(2).elementsEqual("\r\n".utf8))
    for line in file.physical {
      #expect(line.count <= 75)
      #expect(!line.contains { $0 < 0x20 || $0 == 0x7F })
      #expect(String(validating: line, as: UTF8.self) != nil)
    }
    let head = file.lines.prefix { $0 != "BEGIN:VTIMEZONE" && $0 != "BEGIN:VEVENT" }
    for start in [
      "VERSION:2.0", "PRODID:", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:", "X-WR-TIMEZONE:",
    ] {
      #expect(head.filter { $0.hasPrefix(start) }.count == 1, "\(start)")
    }
    let events = file.components("VEVENT")
    #expect(events.count == count)
    for event in events {
      for name in [
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY", "TRANSP",
      ] {
        #expect(event.filter { $0.hasPrefix("\(name):") || $0.hasPrefix("\(name);") }.count == 1, "\(name)")
      }
    }
    let uids = events.map { CalendarFile.values($0)["UID"] ?? "" }
    #expect(Set(uids).count == count)
    #expect(uids.allSatisfy { UUID(uuidString: $0) != nil })
    // Each zone that a time names is described once, and each that is described is named.
    let named = Set(
      events.joined().compactMap {
        $0.firstMatch(of: #/^DT(?:START|END);TZID=([^:;]+):/#).map { String($0.1) }
      })
    let described = file.components("VTIMEZONE").map { CalendarFile.values($0)["TZID"] ?? "" }
    #expect(described.count == Set(described).count)
    #expect(count == 0 || Set(described) == named)
  }

  @Test(arguments: [
    "健康家庭👨‍👩‍👧‍👦健康家庭👨‍👩‍👧‍👦健康家庭👨‍👩‍👧‍👦健康家庭👨‍👩‍👧‍👦健康家庭👨‍👩‍👧‍👦", String(repeating: "宣", count: 400),
    String(repeating: "x", count: 75), String(repeating: "x", count: 1000), String(repeating: "é", count: 99),
    String(repeating: "🎈", count: 60), "x🎈宣é" + String(repeating: "x🎈宣é", count: 40),
  ])
  func `a long name is folded between characters and comes back whole`(_ name: String) throws {
    let plan = try Plan.healthDay(["\"Health day; talks, tests\"": "\"\(name)\"", "健康日🎈；义诊，讲座": name])
    let text = try plan.text(2026, at: "2026-01-05T08:00:00Z")
    try Self.check(text, events: plan.rows(2026).count)
    #expect(
      CalendarFile(text).event("health-day/2026//occurrence//health-day/health-day")?["SUMMARY"] == name)
    // No line is cut that would have fitted.
    let physical = CalendarFile(text).physical
    for (line, next) in zip(physical, physical.dropFirst()) where next.first == 0x20 {
      let first = try #require(String(decoding: next.dropFirst(), as: UTF8.self).unicodeScalars.first)
      #expect(line.count + UTF8.width(first) > 75)
    }
  }

  @Test(arguments: [
    (#"a\\b"#, #"a\\b"#), ("a;b,c:d", #"a\;b\,c:d"#), (#"say \"hi\""#, #"say "hi""#), (#"a\nb"#, #"a\nb"#),
    (#"a\r\nb\rc\u2028d\x85e"#, #"a\nb\nc\nd\ne"#), (#"a\tb\x07c\x7Fd\x9Be"#, "a bcde"), ("全角，；", "全角，；"),
  ])
  func `what would end a value is escaped, and control characters are left out`(
    _ typed: String, _ written: String
  ) throws {
    let plan = try Plan.healthDay(["'文化广场（东门\\西门）, 雨天改在礼堂'": "\"\(typed)\""])
    let file = CalendarFile(try plan.text(2026, at: "2026-01-05T08:00:00Z"))
    let event = file.event("health-day/2026//occurrence//health-day/health-day")
    #expect(event?["LOCATION"] == written)
  }

  @Test func `a plan without rows is a calendar all the same`() async throws {
    let plan = try Plan.healthDay(["date: \"03-08\"": "once: 2026-03-08", "every: year, ": ""])
    let text = try plan.text(2030, at: "2026-01-05T08:00:00Z")
    #expect(CalendarFile(text).components("VTIMEZONE").count == 1)
    #expect(try await ReadEvent.events(in: text) == [])
  }

  @Test func `a program's list shows whose calendar it is`() throws {
    let plan = try Plan.healthDay()
    func name(_ feed: CalendarFeed, unit: String? = nil) throws -> String? {
      let text = try feed.text(
        of: [], scope: .init(.year(2026), unit: unit), now: #require(Timestamp(iso: "2026-01-05T08:00:00Z")))
      return CalendarFile(text).lines.first { $0.hasPrefix("X-WR-CALNAME:") }
    }
    let shared = plan.definitions.shared
    #expect(try name(plan.feed) == "X-WR-CALNAME:自治区计生协 活动日程")
    #expect(try name(plan.feed, unit: "diecai") == "X-WR-CALNAME:叠彩区 活动日程")
    #expect(
      try name(CalendarFeed(shared: shared, campaigns: [], language: .en))
        == "X-WR-CALNAME:自治区计生协: campaign calendar")
    #expect(
      try name(CalendarFeed(shared: shared, campaigns: [], language: .en, title: "Ours; and yours"))
        == #"X-WR-CALNAME:Ours\; and yours"#)
  }
}
