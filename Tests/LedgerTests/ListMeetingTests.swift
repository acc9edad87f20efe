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
    _ body: (LedgerStore, TableOptions, String, (Int, Bool) async throws -> Void) async throws -> Result
  ) async throws -> Result {
    try await withLedger { store, _ in
      let options = try await store.listOptions()
      let key = try #require(options.session)
      return try await ImportFiles.withFolder { folder in
        try await body(store, options, try ImportFiles.write(Self.list, to: folder)) { n, isFinal in
          let count = Count(.attendance, quantity: .exact(Figure(n)), isFinal: isFinal)
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

  @Test func `a list beside a last word is evidence, and says so`() async throws {
    try await withSession { store, given, file, record in
      var options = given
      try await record(30, true)
      let report = try await store.importTable(file, options)
      #expect(report.accepted == 4 && report.table?.warnings.contains { $0.zh.contains("只作旁证") } == true)
      var now = try await standing(store, options)
      #expect(now.finalCounts().map(\.quantity) == [.exact(30)])
      #expect(now.evidence == [now.counts[1].entry])
      options.isFinal = true
      let again = try await store.importTable(file, options)
      #expect(again.table?.holdUp?.zh.contains("campaign void \(now.counts[0].root)") == true)
      _ = try await store.void(now.counts[0].root, reason: "以名单为准", by: "县", at: noon)
      #expect(try await store.importTable(file, options).table?.holdUp == nil)
      now = try await standing(store, options)
      #expect(now.counts.map(\.value.isFinal) == [true] && now.finalCounts().map(\.quantity) == [.exact(4)])
    }
  }

  @Test func `a list that was imported before becomes the last word when it comes as such`() async throws {
    try await withSession { store, given, file, record in
      var options = given
      try await record(30, false)
      #expect(try await store.importTable(file, options).table?.holdUp?.zh.contains("--final") == true)
      options.isMore = true
      #expect(try await store.importTable(file, options).accepted == 4)
      options.isMore = false
      options.isFinal = true
      let report = try await store.importTable(file, options)
      #expect(report.table?.remarks.contains { $0.zh.contains("参加 4 人") && $0.en != nil } == true)
      let now = try await standing(store, options)
      #expect(now.finalCounts().map(\.quantity) == [.exact(4)])
      let entries = try await store.entryCount()
      _ = try await store.importTable(file, options)
      #expect(try await store.entryCount() == entries)
      #expect(
        try await store.entries(of: now.key).last?.what(.en).hasSuffix("(the list is the last word)") == true)
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
