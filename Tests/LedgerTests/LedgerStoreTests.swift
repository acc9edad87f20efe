import GRDB
import Ledger
import Recurrence
import Testing

struct LedgerStoreTests {
  @Test func `a session gets the next number of its unit and occurrence`() async throws {
    try await withLedger { store, _ in
      let first = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon)
      let second = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon)
      let adHoc = try await store.addSession(lecture(), occurrence: nil, unit: "diecai", by: "县", at: noon)
      #expect(first.key.description == "member-day-529/2026/diecai/1")
      #expect(second.key.description == "member-day-529/2026/diecai/2")
      #expect(adHoc.key.description == "diecai/1")
      #expect(SessionKey("member-day-529/2026/diecai/2") == second.key)
      #expect(try await store.session(named: "diecai/1") == adHoc.key)
      #expect(try await store.session(named: "diecai/9") == nil)
    }
  }

  @Test func `figures of an unknown session are refused and nothing is entered`() async throws {
    try await withLedger { store, _ in
      let key = try #require(SessionKey("diecai/1"))
      await #expect(throws: LedgerFault.unknownSession("diecai/1")) {
        _ = try await store.record([.note("来晚了")], in: key, by: "县", at: noon)
      }
      #expect(try await store.entries(of: key).isEmpty)
    }
  }

  @Test func `a correction stands in an entry's place, and voiding it brings the entry back`() async throws {
    try await withLedger { store, _ in
      let key = try await store.addSession(lecture(), occurrence: nil, unit: "diecai", by: "县", at: noon).key
      let entry = try await store.record(
        [.count(Count(.attendance, group: "家长", quantity: .exact(58)))], in: key, by: "县", at: noon)[0]
      func attendance() async throws -> [Quantity] {
        try await store.balance().sessions[0].finalCounts().map(\.quantity)
      }
      let correction = try await store.correct(
        entry.id, with: .count(Count(.attendance, group: "家长", quantity: .exact(85))), reason: "数字写反了",
        by: "县", at: noon)
      #expect(try await attendance() == [.exact(85)])
      _ = try await store.void(correction.id, reason: "原来没错", by: "县", at: noon)
      #expect(try await attendance() == [.exact(58)])
      _ = try await store.void(entry.id, reason: "重复登记", by: "县", at: noon)
      #expect(try await attendance() == [])
      #expect(try await store.entries(of: key).count == 5)
      await #expect(throws: LedgerFault.voided(entry.id)) {
        _ = try await store.void(entry.id, reason: "再来一次", by: "县", at: noon)
      }
    }
  }

  @Test func `a correction needs a reason, an entry and the same kind`() async throws {
    try await withLedger { store, _ in
      let added = try await store.addSession(lecture(), occurrence: nil, unit: "diecai", by: "县", at: noon)
      let id = added.entries[0].id
      await #expect(throws: LedgerFault.missingReason) {
        _ = try await store.void(id, reason: " ", by: "县", at: noon)
      }
      await #expect(throws: LedgerFault.otherKind(id)) {
        _ = try await store.correct(id, with: .note("?"), reason: "错", by: "县", at: noon)
      }
      let missing = EntryID(origin: id.origin, number: 99)
      await #expect(throws: LedgerFault.unknownEntry(missing)) {
        _ = try await store.void(missing, reason: "错", by: "县", at: noon)
      }
    }
  }

  @Test func `a moved and a cancelled session keep their history`() async throws {
    try await withLedger { store, _ in
      let key = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
      ).key
      let later = SessionDate(.exact(try #require(CivilDate(iso: "2026-06-01"))))
      _ = try await store.record([.moved(later)], in: key, by: "县", at: noon)
      #expect(try await store.standing(of: memberDay, unit: "diecai").sessionDay?.description == "2026-06-01")
      _ = try await store.record([.status(.cancelled)], in: key, by: "县", at: noon)
      #expect(try await store.standing(of: memberDay, unit: "diecai").sessionDay == nil)
      #expect(
        try await store.entries(of: key).map { $0.act.content?.kind } == ["session", "moved", "status"])
    }
  }

  @Test func `a dispatcher's questions are answered from the unit's own entries`() async throws {
    try await withLedger { store, _ in
      let key = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
      ).key
      var standing = try await store.standing(of: memberDay, unit: "diecai")
      #expect(standing.hasSession && !standing.isHeld && !standing.hasReport())
      _ = try await store.record(
        [.status(.held), .count(Count(.attendance, quantity: Quantity(50, .atLeast)!))], in: key, by: "县",
        at: noon)
      _ = try await store.append(
        [
          LedgerDraft(scope: .init(occurrence: memberDay, unit: "diecai"), .record(.report(Report()))),
          LedgerDraft(
            scope: .init(occurrence: memberDay, unit: "diecai"), .record(.report(Report(part: "stories")))),
          LedgerDraft(
            scope: .init(occurrence: memberDay, unit: "diecai"),
            .record(.count(Count(.init(rawValue: "好故事"), quantity: .exact(2), counter: "篇")))),
        ], by: "县", at: noon)
      standing = try await store.standing(of: memberDay, unit: "diecai")
      #expect(standing.isHeld && standing.hasReport() && standing.hasReport(part: "stories"))
      #expect(!standing.hasReport(part: "dishes"))
      #expect(standing.hasReached(50, .attendance) && !standing.hasReached(51, .attendance))
      #expect(!standing.hasReached(3, .init(rawValue: "好故事")))
      #expect(try await !store.standing(of: memberDay, unit: "qixing").hasReport())
    }
  }

  @Test func `sessions are found by their units and by their keys`() async throws {
    try await withLedger { store, _ in
      for unit in ["diecai", "qixing", "tianyang", "diecai"] {
        _ = try await store.addSession(lecture(), occurrence: nil, unit: unit, by: "县", at: noon)
      }
      let found = try await store.sessions(of: ["diecai", "tianyang", "it's \"nowhere\""])
      #expect(found.map(\.key.description).sorted() == ["diecai/1", "diecai/2", "tianyang/1"])
      let key = try #require(SessionKey("qixing/1"))
      #expect(try await store.session(key)?.session.title == "家长课堂")
      #expect(try await store.session(try #require(SessionKey("qixing/2"))) == nil)
    }
  }

  @Test func `a final count leaves the others of its measure as evidence`() async throws {
    try await withLedger { store, _ in
      let figures: [LedgerEntry.Content] = [
        .count(Count(.attendance, quantity: .exact(60))),
        .count(Count(.attendance, quantity: .exact(58), isFinal: true)),
        .count(Count(.init(rawValue: "义诊"), quantity: .exact(7))),
      ]
      _ = try await store.addSession(
        lecture(), occurrence: nil, unit: "diecai", figures: figures, by: "县", at: noon)
      let standing = try await store.balance().sessions[0]
      #expect(standing.counts.count == 3)
      #expect(standing.finalCounts().map(\.quantity) == [.exact(58), .exact(7)])
    }
  }

  @Test func `a span takes intervals that overlap it and undated sessions by the day they were over`()
    async throws
  {
    try await withLedger { store, _ in
      let days: [(String?, String?)] = [
        ("2023-07-31", nil), ("2023-08-01", nil), ("2023-08-31", nil), ("2023-09-01", nil),
        ("2023-07-20/2023-08-01", nil), ("2023-08-31/2023-09-09", nil), ("2023-09-01/2023-09-09", nil),
        (nil, "2023-08-27"), (nil, "2023-09-27"), (nil, nil),
      ]
      for (day, notAfter) in days {
        let date = SessionDate(try #require(SessionDate.day(day, notAfter: notAfter)))
        _ = try await store.addSession(
          Session(title: "\(day ?? "?")/\(notAfter ?? "?")", date: date, status: .held), occurrence: nil,
          unit: "diecai", by: "县", at: try #require(Timestamp(iso: "2023-08-31T20:00:00Z")))
      }
      let from = try #require(CivilDate(iso: "2023-08-01"))
      let to = try #require(CivilDate(iso: "2023-08-31"))
      let utc = try await store.sessions(from: from, to: to, zone: .utc).map(\.session.title)
      #expect(
        utc == [
          "2023-08-01/?", "2023-08-31/?", "2023-07-20/2023-08-01/?", "2023-08-31/2023-09-09/?",
          "?/2023-08-27", "?/?",
        ])
      // In Shanghai it was recorded on 1 September.
      let shanghai = try await store.sessions(from: from, to: to, zone: Zone("Asia/Shanghai"))
      #expect(shanghai.map(\.session.title).last == "?/2023-08-27")
    }
  }

  @Test(arguments: [
    ("健康\n讲座", "健康 讲座"), ("健康 \r\n 讲座\n", "健康 讲座"), ("a\tb\u{2028}c", "a b c"), ("\u{1B}[31m红", "[31m红"),
    ("“暖心”·5·29", "“暖心”·5·29"), ("a\u{85}b", "a b"),
  ])
  func `a session's words are on one line`(_ written: String, _ kept: String) {
    var session = Session(title: written, date: lecture().date, status: .planned)
    (session.venue, session.activities) = (written, [written, "义诊"])
    #expect(session.title == kept && session.venue == kept && session.activities == [kept, "义诊"])
    session.title = written
    #expect(session.title == kept)
  }
}
