import Foundation
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// Lists of people and head counts of one session: the reporter says which is final, the other stays as evidence.
struct ListMeetingTests {
  private static let list = "姓名,电话\n甲甲,12900000001\n乙乙,12900000002\n丙丙,12900000003\n丁丁,12900000004\n"

  /// A session with a list to import, and whatever a test records first.
  private func withSession<Result>(
    _ body: (LedgerStore, TableOptions, String, (Int?, Bool) async throws -> Void) async throws -> Result
  ) async throws -> Result {
    try await withLedger { store, _ in
      let options = try await store.listOptions()
      let key = try #require(options.session)
      return try await ImportFiles.withFolder { folder in
        try await body(store, options, try ImportFiles.write(Self.list, to: folder)) { n, isFinal in
          let quantity = n.map { Quantity.exact(Figure($0)) } ?? .unknown(said: "若干人")
          let count = Count(.attendance, quantity: quantity, isFinal: isFinal)
          _ = try await store.record([.count(count)], in: key, by: "县", at: noon)
        }
      }
    }
  }

  private func standing(_ store: LedgerStore, _ options: TableOptions) async throws -> SessionBalance {
    let key = try #require(options.session)
    return try #require(try await store.session(key))
  }

  @Test(
    arguments: [
      ([(30, false)], (50, false), "undecided"), ([(30, true)], (50, false), "alone"),
      ([], (50, false), "undecided"), ([], (4, true), "alone"),
    ] as [([(Int, Bool)], (Int, Bool), String)])
  func `a head count after a list is asked about, unless a last word stands`(
    _ told: [(Int, Bool)], _ new: (Int, Bool), _ meeting: String
  ) async throws {
    try await withSession { store, options, file, record in
      #expect(try await store.importTable(file, options).accepted == 4)
      for (n, isFinal) in told { try await record(n, isFinal) }
      let count = Count(.attendance, quantity: .exact(Figure(new.0)), isFinal: new.1)
      let found = try await standing(store, options).meeting(told: [count])
      #expect("\(found)".hasPrefix(meeting), "\(found)")
      let volunteers = Count(.attendance, role: .volunteers, quantity: .exact(2))
      #expect(try await standing(store, options).meeting(told: [volunteers]) == .alone)
    }
  }

  /// What happens to a session in turn, the public's attendance that is added up then, its volunteers', how many
  /// counts stay as evidence, and how the last step ended. `30` and `L` are a head count and a list of four and a
  /// volunteer; `?` is 若干人, `N` a newer copy, three more and without the volunteer; `O` a list of two others. `!` is `--final`,
  /// `+` is `--more`.
  private static let turns: [(steps: String, attended: Int, volunteers: Int, evidence: Int, end: String)] = [
    ("30! L", 30, 1, 1, "entered"), ("30! L L", 30, 1, 1, "known"), ("30! L L+", 34, 1, 0, "known"),
    ("30! L L+ L+", 34, 1, 0, "known"), ("30! L L+ L", 34, 1, 0, "known"), ("30! L L!", 4, 1, 1, "known"),
    ("30! L L! L!", 4, 1, 1, "known"), ("30! L L! L+", 4, 1, 1, "known"), ("30! L!", 4, 1, 1, "entered"),
    ("30! L+", 34, 1, 0, "entered"), ("30! L N", 30, 1, 1, "held"), ("30! L N+", 37, 1, 1, "entered"),
    ("30! L N!", 7, 0, 1, "entered"), ("30! L O", 30, 1, 1, "held"), ("30! L O+", 32, 1, 1, "entered"),
    ("30! L O!", 2, 0, 1, "entered"),
    ("? L", 4, 1, 0, "entered"),
    ("30 L", 30, 0, 0, "held"), ("30 L+", 34, 1, 0, "entered"), ("30 L+ L+", 34, 1, 0, "known"),
    ("30 L+ L!", 4, 1, 1, "known"), ("30 L! N", 4, 1, 1, "held"), ("30 L! N+", 11, 1, 1, "entered"),
    ("30 L! N!", 7, 0, 1, "entered"), ("30 L! L!", 4, 1, 1, "known"),
    ("L 30!", 30, 1, 1, "told"), ("L 30! L", 30, 1, 1, "known"), ("L 30! L+", 34, 1, 0, "known"),
    ("L 30! L!", 4, 1, 1, "known"), ("L 30! N", 30, 1, 1, "held"), ("L 30! N+", 37, 1, 1, "entered"),
    ("L 30! N!", 7, 0, 1, "entered"), ("L 30! O+", 32, 1, 1, "entered"),
    ("L N", 4, 1, 0, "held"), ("L N+", 11, 1, 0, "entered"), ("L N!", 7, 0, 0, "entered"),
    ("L! N!", 7, 0, 0, "entered"), ("L N! L", 7, 0, 0, "known"), ("L N! N", 7, 0, 0, "known"),
    ("L N! N!", 7, 0, 0, "known"), ("L N! L!", 4, 1, 0, "entered"), ("L N! L+", 11, 1, 0, "entered"),
    ("L N! L+ L+", 11, 1, 0, "known"), ("L O+ N!", 7, 0, 0, "entered"), ("L! O! L+", 6, 1, 0, "entered"),
  ]

  private static let sheets: [Character: String] = [
    "L": """
    姓名,电话,备注
    甲甲,12900000001,
    乙乙,12900000002,
    丙丙,12900000003,
    丁丁,12900000004,
    戊戊,12900000005,志愿者
    """,
    "N": """
    姓名,电话,备注
    甲甲,12900000001,
    乙乙,12900000002,
    丙丙,12900000003,
    丁丁,12900000004,
    己己,12900000006,
    庚庚,12900000007,
    辛辛,12900000008,
    """,
    "O": "姓名,电话\n壬壬,12900000011\n癸癸,12900000012\n",
  ]

  @Test(arguments: turns)
  func `lists and head counts meet as whoever imports them says`(
    _ turn: (steps: String, attended: Int, volunteers: Int, evidence: Int, end: String)
  ) async throws {
    try await withSession { store, given, file, record in
      let folder = URL(filePath: file).deletingLastPathComponent()
      var end = ""
      for step in turn.steps.split(separator: " ") {
        guard let sheet = Self.sheets[step.first ?? "?"] else {
          try await record(step.hasPrefix("?") ? nil : 30, step.hasSuffix("!"))
          end = "told"
          continue
        }
        var options = given
        (options.isFinal, options.isMore) = (step.hasSuffix("!"), step.hasSuffix("+"))
        let path = try ImportFiles.write(sheet, to: folder, as: "\(step.prefix(1)).csv")
        options.dryRun = true
        let preview = try await store.importTable(path, options)
        options.dryRun = false
        let report = try await store.importTable(path, options)
        #expect(preview == report)
        let isKnown = report.rows.allSatisfy { $0.reason == .knownRow }
        end = report.table?.holdUp != nil ? "held" : isKnown ? "known" : "entered"
      }
      let now = try await standing(store, given)
      func sum(_ role: Count.Role) -> Int {
        now.finalCounts(role).reduce(0) { $0 + (Int("\($1.quantity.n ?? .zero)") ?? 0) }
      }
      #expect(sum(.public) == turn.attended)
      #expect(sum(.volunteers) == turn.volunteers)
      #expect(now.evidence.count == turn.evidence)
      #expect(end == turn.end)
    }
  }

  @Test func `what a list leaves as evidence or takes out is said, and the log keeps it`() async throws {
    try await withSession { store, given, file, record in
      var options = given
      try await record(30, true)
      let report = try await store.importTable(file, options)
      #expect(report.accepted == 4 && report.table?.warnings.contains { $0.zh.contains("只作旁证") } == true)
      options.isFinal = true
      let final = try await store.importTable(file, options)
      #expect(final.table?.remarks.contains { $0.zh.contains("参加 4 人") && $0.en != nil } == true)
      #expect(final.table?.warnings.contains { $0.zh.contains("参加 30 人") && $0.en != nil } == true)
      let newer = try ImportFiles.write(
        Self.list + "戊戊,12900000005\n", to: URL(filePath: file).deletingLastPathComponent(), as: "n.csv")
      let replaced = try await store.importTable(newer, options)
      #expect(
        replaced.table?.warnings.contains { $0.zh.contains("参加 4 人") && $0.zh.contains("--more") } == true)
      let log = try await store.entries(of: try #require(given.session)).map { $0.what(.en) }
      #expect(log.contains { $0.hasSuffix("(the list is the last word)") })
      #expect(log.last?.hasSuffix("(a list imported later takes its place)") == true)
    }
  }

  @Test func `more of what a last word counts is a part of it`() async throws {
    try await withSession { store, given, file, record in
      var options = given
      try await record(30, true)
      options.isMore = true
      _ = try await store.importTable(file, options)
      let now = try await standing(store, options)
      #expect(now.finalCounts().map(\.quantity) == [.exact(30), .exact(4)] && now.evidence.isEmpty)
    }
  }

  @Test(arguments: [false, true])
  func `codes at a door meet a head count and not one another`(_ isFinal: Bool) async throws {
    try await withSession { store, options, _, record in
      let persons = PersonStore(store)
      let key = try #require(options.session)
      _ = try await persons.take([1, 2], at: key, now: noon)
      _ = try await persons.countCheckins(at: key, by: "县", now: noon, isFinal: isFinal)
      #expect(try await standing(store, options).meeting(atDoor: false) == .alone)
      _ = try await persons.take([3], at: key, now: noon)
      _ = try await persons.countCheckins(at: key, by: "县", now: noon)
      #expect(try await standing(store, options).finalCounts().map(\.quantity) == [.exact(2), .exact(1)])
      try await record(50, false)
      let now = try await standing(store, options)
      #expect((now.meeting(atDoor: false) == .alone) == isFinal)
      #expect(now.evidence.isEmpty != isFinal)
    }
  }

  @Test func `those who signed up and then came are counted as having come, and stay beside it`()
    async throws
  {
    try await withLedger { store, _ in
      var options = try await store.listOptions(on: "2026-06-10")
      try await ImportFiles.withFolder { folder in
        let text = "#接龙\n6月10日义诊志愿者报名\n1. 甲某\n2. 乙某 +1\n3. 丙某\n"
        let file = try ImportFiles.write(text, to: folder, as: "a.txt")
        _ = try await store.importTable(file, options)
        options.isAttendance = true
        let report = try await store.importTable(file, options)
        #expect(report.rows.allSatisfy { $0.reason == nil })
        #expect(report.table?.remarks.contains { $0.zh.contains("这次记为到场") } == true)
        let session = try await standing(store, options)
        #expect(session.counts.map(\.value.measure) == [.signedUp, .attendance])
        #expect(session.finalCounts(.volunteers).map(\.quantity) == [.exact(4), .exact(4)] && session.isHeld)
        for isAttendance in [true, false] {
          options.isAttendance = isAttendance
          let again = try await store.importTable(file, options)
          #expect(again.rows.allSatisfy { $0.reason == .knownRow })
        }
      }
    }
  }
}
