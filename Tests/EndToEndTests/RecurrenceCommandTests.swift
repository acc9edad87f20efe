import Foundation
import TestSupport
import Testing

/// `campaign recur` and `campaign calendar`, run as a user runs them, in the sample workspace.
@Suite struct RecurrenceCommandTests {
  private static func run(_ arguments: String...) async throws -> CommandRun {
    try await CommandRun.run(arguments, in: ScratchWorkspace.repository)
  }

  @Test func `a rule is expanded with the offsets of its zone`() async throws {
    let run = try await Self.run(
      "recur", "FREQ=DAILY;COUNT=3", "--start", "2026-03-07T02:30", "--zone", "America/New_York", "--why",
      "--json")
    #expect(run.exitCode == 0)
    #expect(
      run.json.map { $0["at"] as? String } == [
        "2026-03-07T02:30:00-05:00", "2026-03-08T03:30:00-04:00", "2026-03-09T02:30:00-04:00",
      ])
    #expect(run.json.map { $0["beforeGap"] as? String } == [nil, "2026-03-08T02:30", nil])
  }

  @Test(arguments: [
    ("FREQ=DAILY", 20), ("FREQ=DAILY;COUNT=30", 30), ("FREQ=DAILY;UNTIL=20260225T010000Z", 56),
  ])
  func `a rule with an end is expanded to it, another for twenty`(_ rule: String, _ count: Int) async throws {
    let run = try await Self.run("recur", rule, "--start", "2026-01-01T09:00")
    #expect(run.output.split(separator: "\n").count == count)
  }

  @Test func `floating times have no offset`() async throws {
    let run = try await Self.run(
      "recur", "FREQ=DAILY", "--start", "2026-01-01T09:00", "--zone", "floating", "--count", "1")
    #expect(run.output == "2026-01-01T09:00:00\n")
  }

  @Test func `several rules, additions and exceptions make one set`() async throws {
    let run = try await Self.run(
      "recur", "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2", "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=2", "--start",
      "2026-01-01T09:00", "--rdate", "2026-01-20", "--exdate", "2026-02-01T01:00:00Z", "--exdate",
      "2026-03-01")
    #expect(
      run.output.split(separator: "\n") == [
        "2026-01-01T09:00:00+08:00", "2026-01-15T09:00:00+08:00", "2026-01-20T09:00:00+08:00",
        "2026-02-15T09:00:00+08:00",
      ])
  }

  @Test func `days move off rest days by the workspace's notice`() async throws {
    let run = try await Self.run(
      "recur", "FREQ=MONTHLY;BYMONTHDAY=15", "--start", "2026-01-15T09:00", "--roll", "backward", "--between",
      "2026-02-01", "2026-03-01", "--json", "--why")
    #expect(run.json.count == 1)
    #expect(run.json.first?["at"] as? String == "2026-02-14T09:00:00+08:00")
    #expect(run.json.first?["movedFrom"] as? String == "2026-02-15")
    #expect(run.json.first?["workdays"] as? String == "announced")
  }

  @Test(arguments: [
    (["FREQ=MONTHLY;BYMONTHDAY=32"], "超出范围", "out of range", 1),
    (["FREQ=DAILY", "--zone", "asia/shanghai"], "是不是 Asia/Shanghai", "did you mean Asia/Shanghai", 1),
    (["FREQ=DAILY;UNTIL=20261231", "--strict"], "不是同一种时间", "of another kind", 1),
    (["FREQ=DAILY", "--rdate", "2026-02-30"], "不是存在的当地时间", "is no local time", 1),
    (["FREQ=DAILY", "--between", "2026-02-02", "2026-02-01"], "前后颠倒", "ends before it begins", 1),
    (["FREQ=DAILY", "--move", "sometime"], "看不懂 --move", "can't read --move", 64),
    (["FREQ=DAILY", "--count", "0"], "从 1 起", "from 1 up", 64),
    (["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], "没有符合规则的日子", "nothing matches", 0),
    (["FREQ=WEEKLY;BYDAY=2TU", "--count", "1"], "不计序号", "the number is left out", 0),
  ])
  func `bad input is told in both languages`(
    _ arguments: [String], _ zh: String, _ en: String, _ code: Int
  ) async throws {
    for (language, text) in [("zh", zh), ("en", en)] {
      let run = try await CommandRun.run(
        ["recur"] + arguments + ["--start", "2026-01-01T09:00", "--lang", language],
        in: ScratchWorkspace.repository)
      #expect(run.errors.contains(text), "\(run.errors)")
      #expect(run.exitCode == Int32(code))
    }
  }

  @Test func `a batch answers each case in order, and what is no case with an error`() async throws {
    let fixture = ScratchWorkspace.repository
      .appending(path: "Tests/RecurrenceTests/Fixtures/recurrence-cases.jsonl")
    let cases = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let run = try await CommandRun.shell(
      "(cat '\(fixture.path)'; echo nonsense; echo '{\"id\":\"x\",\"dtstart\":\"2026\"}') | campaign recur --batch",
      in: ScratchWorkspace.repository)
    #expect(run.exitCode == 0)
    #expect(run.json.count == cases.count + 2)
    for (entry, answer) in zip(cases, run.json) {
      #expect(answer["id"] as? String == entry["id"] as? String)
      let mark = entry["tzid"] as? String == "UTC" ? "Z" : ""
      let expected = (entry["expected"] as? [String])?.map { $0 + mark }
      #expect(answer["occurrences"] as? [String] == expected, "\(entry["id"] ?? "")")
    }
    #expect(run.json.suffix(2).allSatisfy { $0["error"] is String })
  }

  @Test func `a case without an end needs a limit`() async throws {
    let run = try await CommandRun.shell(
      "echo '{\"id\":\"a\",\"dtstart\":\"20260101T000000\",\"rrule\":[\"FREQ=SECONDLY\"]}' | campaign recur --batch --lang zh",
      in: ScratchWorkspace.repository)
    #expect((run.json.first?["error"] as? String)?.contains("请写 limit 或 window") == true)
  }

  @Test func `a case of a batch may name its policies`() async throws {
    let run = try await CommandRun.shell(
      """
      printf '%s\\n' '{"id":"a","dtstart":"20260307T023000","tzid":"America/New_York","rrule":["FREQ=DAILY;COUNT=2"],"policies":{"gap":"skip"}}' \
      '{"id":"b","dtstart":"20260307T023000","rrule":["FREQ=DAILY;COUNT=2"],"policies":{"gap":"jump"}}' | campaign recur --batch
      """, in: ScratchWorkspace.repository)
    #expect(run.json.first?["occurrences"] as? [String] == ["20260307T023000", "20260309T023000"])
    #expect((run.json.last?["error"] as? String)?.contains("shiftForward skip before") == true)
  }

  @Test(
    arguments: [
      ("2026-09", "2026-09-25", "八月十五", nil, false, "中秋节", false),
      ("2026-09", "2026-09-20", "八月初十", nil, true, nil, false),
      ("2026-09", "2026-09-23", "八月十三", "秋分", true, nil, false),
      ("2033", "2033-12-22", "闰冬月初一", nil, true, nil, true),
      ("2027-02", "2027-02-05", "腊月廿九", nil, false, "春节", true),
    ] as [(String, String, String, String?, Bool, String?, Bool)])
  func `the calendar knows lunar days, terms, rest days and how sure they are`(
    _ span: String, _ date: String, _ lunar: String, _ term: String?, _ workday: Bool, _ name: String?,
    _ provisional: Bool
  ) async throws {
    let run = try await Self.run("calendar", span, "--json")
    let day = try #require(run.json.first { $0["date"] as? String == date })
    #expect(day["lunar"] as? String == lunar)
    #expect(day["term"] as? String == term)
    #expect(day["workday"] as? Bool == workday)
    #expect(day["name"] as? String == name)
    #expect(day["provisional"] as? Bool == provisional)
  }

  @Test(arguments: ["1900", "2100-01", "2026-13", "soon"])
  func `a calendar outside the table says so`(_ span: String) async throws {
    let run = try await Self.run("calendar", span, "--lang", "en")
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("from 1901 to 2099"))
  }

  @Test func `without a workspace the law's rest days are provisional`() async throws {
    let run = try await CommandRun.run(
      ["calendar", "2026-10", "--json", "--lang", "en"], in: FileManager.default.temporaryDirectory)
    #expect(run.exitCode == 0)
    #expect(run.errors.contains("provisional"))
    #expect(run.json.allSatisfy { $0["provisional"] as? Bool == true })
    #expect(run.json.filter { $0["name"] as? String == "国庆节" }.count == 3)
  }
}
