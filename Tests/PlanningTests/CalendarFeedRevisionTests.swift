import Foundation
import Planning
import Recurrence
import TestSupport
import Testing

/// An event stays itself from one file to the next.
@Suite struct CalendarFeedRevisionTests {
  private static let task = "health-day/2026//task//plan/plan"
  private static let occurrence = "health-day/2026//occurrence//health-day/health-day"

  /// By the name of its row.
  private static func events(_ text: String) -> [String: [String: String]] {
    let events = CalendarFile(text).components("VEVENT").map(CalendarFile.values)
    let byName = Dictionary(
      events.map { ($0["X-CAMPAIGN-ROW"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    #expect(byName.count == events.count)
    return byName
  }

  // MARK: - Identity

  @Test func `an event keeps its UID when its day, its text, its language or its campaign's place changes`()
    throws
  {
    let original = try Plan.healthDay().text(2026, at: "2026-01-05T08:00:00Z")
    let uids = Self.events(original).mapValues { $0["UID"] }
    // Written down, since the UID of an event must not change from one version of the program to the next.
    #expect(uids[Self.task] == "319943e4-9956-846e-8bfe-d8568d7fb130")
    var english = try Plan.healthDay()
    english.language = .en
    var changed = [try english.text(2026, at: "2026-02-01T08:00:00Z")]
    for replacements: KeyValuePairs<String, String> in [
      ["date: \"03-08\"": "date: \"04-11\""], ["America/New_York": "Asia/Shanghai"], ["健康日🎈；义诊，讲座": "别的名字"],
      ["09:00-11:30": "14:00-15:00"], ["2026\": {": "2026\": {date: \"2026-03-21\", reason: 换场地, "],
      ["20 days before": "10 days before", "1 day before, 15:07": "3 days before, 10:07"],
    ] {
      changed.append(try Plan.healthDay(replacements).text(2026, at: "2026-02-01T08:00:00Z"))
    }
    for text in changed {
      #expect(text != original)
      #expect(Self.events(text).mapValues { $0["UID"] } == uids)
    }
  }

  @Test func `rows that differ in anything that names them have UIDs of their own`() throws {
    let plan = Plan(definitions: try Fixtures.examples())
    var uids: Set<String> = []
    var count = 0
    for year in [2023, 2026, 2027] {
      for unit in [nil, "diecai", "qixing", "guilin", "gx"] {
        let rows = plan.rows(year, unit: unit)
        let text = try plan.feed.text(
          of: rows, scope: .init(.year(year), unit: unit), now: Timestamp(seconds: 0))
        uids.formUnion(CalendarFile(text).components("VEVENT").compactMap { CalendarFile.values($0)["UID"] })
        count += rows.count
      }
    }
    #expect(uids.count == count && count > 300)
  }

  @Test func `even rows that nothing tells apart have UIDs of their own, the same ones every time`() throws {
    // The reader lets no two chases have one id, so the same rows are given twice.
    let plan = try Plan.healthDay()
    let rows = plan.rows(2026) + plan.rows(2026)
    func text(_ day: Int, previous: String? = nil) throws -> String {
      try plan.feed.text(
        of: rows, scope: .init(.year(2026)), now: Timestamp(seconds: Int64(day) * 86_400), previous: previous)
    }
    let first = try text(20_000)
    let uids = CalendarFile(first).components("VEVENT").map(CalendarFile.values).map { $0["UID"] }
    #expect(uids.count == rows.count && Set(uids).count == rows.count)
    #expect(try text(20_001, previous: first) == first)
  }

  @Test func `two organisations with the same campaign file have different events`() throws {
    let plan = try Plan.healthDay()
    var shared = plan.definitions.shared
    let level = try #require(shared.levels.first)
    shared.tree = try UnitTree(
      levels: shared.levels, units: [Unit(id: "other", name: "别的协会", level: level, parent: nil)])
    let other = CalendarFeed(shared: shared, campaigns: plan.definitions.campaigns, language: .zh)
    let now = Timestamp(seconds: 0)
    let uids = Self.events(try plan.feed.text(of: plan.rows(2026), scope: .init(.year(2026)), now: now))
    let others = Self.events(try other.text(of: plan.rows(2026), scope: .init(.year(2026)), now: now))
    #expect(uids.keys == others.keys)
    #expect(Set(uids.values.map { $0["UID"] }).isDisjoint(with: others.values.map { $0["UID"] }))
  }

  // MARK: - What changes and what does not

  @Test(arguments: Language.allCases)
  func `a plan that has not changed gives the same file, whenever it is written`(_ language: Language) throws
  {
    for plan in [try Plan.healthDay(), Plan(definitions: try Fixtures.examples(), language: language)] {
      for year in [2026, 2027] {
        let first = try plan.text(year, at: "2026-01-05T08:00:00Z")
        #expect(try plan.text(year, at: "2026-03-09T10:11:12Z", previous: first) == first)
        let unix = "\u{FEFF}" + first.replacing("\r\n", with: "\n")
        #expect(try plan.text(year, at: "2026-03-09T10:11:12Z", previous: unix) == first)
      }
    }
  }

  @Test func `an event that changed has a higher SEQUENCE, the others are written as they were`() throws {
    let first = try Plan.healthDay().text(2026, at: "2026-01-05T08:00:00Z")
    let later = try Plan.healthDay(["20 days before": "10 days before"])
    let second = try later.text(2026, at: "2026-01-06T09:30:15Z", previous: first)
    let before = Self.events(first)
    let after = Self.events(second)
    let task = try #require(after[Self.task])
    #expect(task["SEQUENCE"] == "1" && task["STATUS"] == "CONFIRMED" && task["DTSTART"] == "20260226")
    #expect(task["DTSTAMP"] == "20260106T093015Z" && task["LAST-MODIFIED"] == "20260106T093015Z")
    #expect(after.filter { $0.key != Self.task } == before.filter { $0.key != Self.task })
    let third = try Plan.healthDay().text(2026, at: "2026-01-07T08:00:00Z", previous: second)
    #expect(Self.events(third)[Self.task]?["SEQUENCE"] == "2")
    #expect(try Plan.healthDay().text(2026, at: "2026-01-08T08:00:00Z", previous: third) == third)
  }

  // MARK: - What is called off

  private static let taskLine = "  - {id: plan, do:"

  @Test func `an event that is gone is cancelled once, stays for a year after its day, and may come back`()
    throws
  {
    let with = try Plan.healthDay()
    let without = try Plan.healthDay([Self.taskLine: "  - {id: another, do:"])
    let first = try with.text(2026, at: "2026-01-05T08:00:00Z")
    let second = try without.text(2026, at: "2026-01-06T08:00:00Z", previous: first)
    let cancelled = try #require(Self.events(second)[Self.task])
    var expected = try #require(Self.events(first)[Self.task])
    expected["STATUS"] = "CANCELLED"
    expected["SEQUENCE"] = "1"
    expected["DTSTAMP"] = "20260106T080000Z"
    expected["LAST-MODIFIED"] = "20260106T080000Z"
    #expect(cancelled == expected)
    #expect(Self.events(second)["health-day/2026//task//another/another"]?["SEQUENCE"] == "0")
    // Its day is 16 February 2026 in New York.
    #expect(try without.text(2026, at: "2027-02-17T08:00:00Z", previous: second) == second)
    let aYearLater = try without.text(2026, at: "2027-02-19T08:00:00Z", previous: second)
    #expect(Self.events(aYearLater)[Self.task] == nil)
    #expect(Self.events(aYearLater).count == Self.events(second).count - 1)
    let back = try with.text(2026, at: "2026-01-09T08:00:00Z", previous: second)
    #expect(Self.events(back)[Self.task]?["STATUS"] == "CONFIRMED")
    #expect(Self.events(back)[Self.task]?["SEQUENCE"] == "2")
    #expect(Self.events(back)["health-day/2026//task//another/another"]?["STATUS"] == "CANCELLED")
  }

  @Test func `a year that is skipped cancels its occurrence with the reason and all that belonged to it`()
    async throws
  {
    let first = try Plan.healthDay().text(2026, at: "2026-01-05T08:00:00Z")
    let skipped = try Plan.healthDay(["2026\": {": "2026\": {skip: true, reason: 场馆维修, "])
    let second = try skipped.text(2026, at: "2026-01-06T08:00:00Z", previous: first)
    let events = Self.events(second)
    #expect(events.keys == Self.events(first).keys)
    #expect(events.values.allSatisfy { $0["STATUS"] == "CANCELLED" && $0["SEQUENCE"] == "1" })
    #expect(events[Self.occurrence]?["DESCRIPTION"]?.contains(#"停办: 场馆维修"#) == true)
    let third = try Plan.healthDay().text(2026, at: "2026-01-07T08:00:00Z", previous: second)
    #expect(Self.events(third).values.allSatisfy { $0["STATUS"] == "CONFIRMED" && $0["SEQUENCE"] == "2" })
    #expect(try await ReadEvent.events(in: second).allSatisfy { $0.status == "CANCELLED" })
  }

  @Test func `what the rows were not asked for is neither cancelled nor lost`() throws {
    let plan = Plan(definitions: try Fixtures.examples())
    let now = try #require(Timestamp(iso: "2026-06-01T00:00:00Z"))
    let all = try plan.text(2026, at: "2026-01-05T08:00:00Z")
    func stayed(_ rows: [PlanRow], _ scope: CalendarFeed.Scope) throws -> Bool {
      let text = try plan.feed.text(of: rows, scope: scope, now: now, previous: all)
      return Set(CalendarFile(all).components("VEVENT")).isSubset(of: CalendarFile(text).components("VEVENT"))
    }
    let planner = Planner(shared: plan.definitions.shared)
    let one = plan.definitions.campaigns.filter { $0.id == "spring-visits" }
    let ofOne = planner.rows(of: one, year: 2026)
    #expect(try stayed(ofOne, .init(.year(2026), campaigns: ["spring-visits"])))
    #expect(try !stayed(ofOne, .init(.year(2026))))
    #expect(try stayed(plan.rows(2027), .init(.year(2027))))
    #expect(try stayed(plan.rows(2026, unit: "diecai"), .init(.year(2026), unit: "diecai")))
    let june =
      try #require(
        Timestamp(iso: "2026-06-01T00:00:00+08:00"))..<(try #require(
        Timestamp(iso: "2026-07-01T00:00:00+08:00")))
    #expect(try stayed(planner.rows(of: plan.definitions.campaigns, over: june), .init(.instants(june))))
    let gone = try plan.feed.text(of: [], scope: .init(.instants(june)), now: now, previous: all)
    let cancelled = Self.events(gone).values.filter { $0["STATUS"] == "CANCELLED" }
    #expect(
      cancelled.count == planner.rows(of: plan.definitions.campaigns, over: june).count && !cancelled.isEmpty)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `through any number of edits no SEQUENCE falls, and only what changed is written anew`(seed: UInt64)
    throws
  {
    var random = SeededGenerator(seed: seed)
    let edits: [(String, [String])] = [
      ("date: \"03-08\"", ["date: \"03-08\"", "date: \"03-09\"", "date: \"10-30\""]),
      ("09:00-11:30", ["09:00-11:30", "08:00-11:30"]), ("2026\": {", ["2026\": {", "2026\": {skip: true, "]),
      ("20 days before", ["20 days before", "19 days before"]),
      ("{id: tomorrow", ["{id: tomorrow", "{id: soon"]),
      ("America/New_York", ["America/New_York", "Europe/Dublin"]),
    ]
    var previous: String?
    for step in 0..<40 {
      let chosen = edits.map { ($0.0, $0.1.randomElement(using: &random) ?? $0.0) }.filter { $0.0 != $0.1 }
      var text = try Fixtures.text("feed/health-day.yaml")
      for (old, new) in chosen { text = text.replacing(old, with: new) }
      let plan = Plan(definitions: try Fixtures.check(text))
      let now = "2026-01-\(step % 28 < 9 ? "0" : "")\(step % 28 + 1)T0\(step / 28):00:00Z"
      let file = try plan.text(2026, at: now, previous: previous)
      if let previous {
        let after = Self.events(file)
        for (row, old) in Self.events(previous) {
          let new = try #require(after[row])
          #expect(new["UID"] == old["UID"])
          let isSame =
            new.filter { !Self.revision.contains($0.key) } == old.filter { !Self.revision.contains($0.key) }
          #expect(
            new["SEQUENCE"].flatMap { Int($0) }
              == old["SEQUENCE"].flatMap { Int($0) }.map { isSame ? $0 : $0 + 1 })
          #expect(isSame ? new == old : new["DTSTAMP"] == now.filter { !"-:".contains($0) })
        }
        let current = Set(plan.rows(2026).filter { !$0.isSkipped }.map { "\($0.kind.rawValue) \($0.rule)" })
        #expect(after.values.filter { $0["STATUS"] == "CONFIRMED" }.count == current.count)
      }
      previous = file
    }
  }

  private static let revision: Set = ["SEQUENCE", "DTSTAMP", "LAST-MODIFIED"]

  // MARK: - A file that is not the one of last time

  @Test(arguments: [
    "", "\r\n", "hello", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "{\"a\": 1}", "BEGIN:VCARD\r\nEND:VCARD\r\n",
  ])
  func `another kind of file, or half of one, is refused`(_ previous: String) throws {
    #expect(throws: CalendarFeedFault.notACalendar) {
      try Plan.healthDay().text(2026, at: "2026-01-05T08:00:00Z", previous: previous)
    }
  }

  @Test func `a calendar of another program is refused by its name`() throws {
    let google =
      "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    let fault = #expect(throws: CalendarFeedFault.self) {
      try Plan.healthDay().text(2026, at: "2026-01-05T08:00:00Z", previous: google)
    }
    #expect(fault == .foreign(product: "-//Google Inc//Google Calendar 70.9054//EN"))
    #expect(fault?.text(.zh).hasPrefix("上次的日历文件不是本程序写的（-//Google Inc") == true)
    #expect(fault?.text(.en).contains("another program's (-//Google Inc") == true)
  }

  @Test(arguments: [
    ("UID:319943e4-9956-846e-8bfe-d8568d7fb130\r\n", ""), ("SEQUENCE:0", "SEQUENCE:-1"),
    ("SEQUENCE:0", "SEQUENCE:x"),
    ("SEQUENCE:0", "SEQUENCE:99999999999"), ("SEQUENCE:0", "SEQUENCE:0\r\nSEQUENCE:0"),
    ("STATUS:CONFIRMED", "STATUS:DONE"), ("DTSTAMP:20260105T080000Z", "DTSTAMP:20261305T080000Z"),
    ("X-CAMPAIGN-YEAR:2026", "X-CAMPAIGN-YEAR:"), ("20260217T045900Z/20260217T050000Z", "20260217T045900Z"),
    ("health-day/2026//task//plan/plan", "health-day"), ("BEGIN:VEVENT", "BEGIN:VTODO"),
    ("END:VEVENT", "END:VTODO"),
    ("TRANSP:TRANSPARENT", "BEGIN:VALARM\r\nEND:VALARM"), ("TRANSP:TRANSPARENT", "no colon"),
    ("TRANSP:", ":"),
    ("TZID=America/New_York:", "TZID=Mars/Base:"),
    ("a45f303f-3c1a-824c-9a62-82a3417a2b89", "319943e4-9956-846e-8bfe-d8568d7fb130"),
    ("END:VTIMEZONE", "END:VCALENDAR"), ("BEGIN:VTIMEZONE\r\n", ""),
  ])
  func `a file that somebody changed is refused with the line`(_ old: String, _ new: String) throws {
    let first = try Plan.healthDay().text(2026, at: "2026-01-05T08:00:00Z")
    try #require(first.utf8.firstRange(of: Array(old.utf8)) != nil)
    let damaged = first.replacing(old, with: new, maxReplacements: 1)
    let fault = #expect(throws: CalendarFeedFault.self) {
      try Plan.healthDay().text(2026, at: "2026-01-05T08:00:00Z", previous: damaged)
    }
    guard case .damaged(let line, _) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect((11...80).contains(line))
    #expect(fault?.text(.zh).contains("第 \(line) 行被改动过") == true)
    #expect(fault?.text(.en).contains("line \(line) of the calendar file") == true)
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `bytes changed at random end in a fault or in a file, never in a crash`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let plan = try Plan.healthDay()
    let first = Array(try plan.text(2026, at: "2026-01-05T08:00:00Z").utf8)
    for _ in 0..<300 {
      var bytes = first
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...90, using: &random)))
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
        }
        if bytes.isEmpty { break }
      }
      do {
        _ = try plan.text(2026, at: "2026-01-06T08:00:00Z", previous: String(decoding: bytes, as: UTF8.self))
      } catch let fault as CalendarFeedFault {
        #expect(!fault.text(.zh).isEmpty && !fault.description.isEmpty)
      }
    }
  }
}
