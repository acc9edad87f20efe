import GRDB
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

struct ExportTests {
  private func recorded(_ store: LedgerStore) async throws -> [String] {
    let units = try smallRegion()
    let file = SessionsFile(try fixture("newsletter.yaml"), file: "newsletter.yaml")
    _ = try await store.importSessions(file, units: units, by: "导入", at: noon)
    let key = try #require(try await store.session(named: "diecai-parents-20230712"))
    let count = try #require(try await store.entries(of: key).first { $0.act.content?.kind == "count" })
    let correction = try await store.correct(
      count.id, with: .count(Count(.attendance, group: "家长", quantity: .exact(59))), reason: "漏数一人", by: "县",
      at: noon)
    _ = try await store.void(correction.id, reason: "原来没错", by: "县", at: noon)
    return try await store.exportedLines()
  }

  @Test func `exported lines go into another ledger unchanged, once`() async throws {
    try await withLedger { store, _ in
      let lines = try await recorded(store)
      try await withLedger { other, _ in
        _ = try await other.addSession(lecture(), occurrence: nil, unit: "tianyang", by: "另一台", at: noon)
        #expect(try await other.takeBack(lines) == lines.count)
        #expect(try await other.takeBack(lines) == 0)
        #expect(try await other.verify() == [])
        let both = try await other.exportedLines()
        #expect(both.count == lines.count + 1)
        #expect(Set(lines).isSubset(of: both))
        // Both machines counted up to tianyang/1: the sessions stay apart, and somebody is asked.
        let balance = try await other.balance()
        #expect(balance.sessions.count == 7)
        #expect(
          balance.sessions.filter { $0.key.description == "tianyang/1" }.map(\.goods.count).sorted() == [
            0, 2,
          ])
        #expect(balance.disputed.count == 1)
      }
    }
  }

  @Test func `a changed, missing or foreign line takes nothing in`() async throws {
    try await withLedger { store, _ in
      let lines = try await recorded(store)
      let first = try #require(try await store.entries(of: SessionKey("diecai/1")!).first).id
      try await withLedger { other, _ in
        var changed = lines
        changed[1] = lines[1].replacing(#"\"n\":\"58\""#, with: #"\"n\":\"85\""#)
        try #require(changed != lines)
        let second = EntryID(origin: first.origin, number: 2)
        await #expect(throws: ExportFault(.changed, line: 2, entry: second)) {
          _ = try await other.takeBack(changed)
        }
        await #expect(throws: ExportFault(.gap, line: 1, entry: second)) {
          _ = try await other.takeBack(Array(lines.dropFirst()))
        }
        await #expect(throws: ExportFault(.notAnEntry, line: 2)) {
          _ = try await other.takeBack([lines[0], "{}"])
        }
        #expect(try await other.exportedLines() == [])
      }
    }
  }

  @Test func `a byline's name is masked before it is stored`() async throws {
    let text = "events: [{id: a, title: 甲, unit: 叠彩区, byline: {unit: 叠彩区, name: 张三丰}}]"
    let units = try smallRegion()
    try await withLedger { store, _ in
      _ = try await store.importSessions(SessionsFile(text, file: "s.yaml"), units: units, by: "导入", at: noon)
      let lines = try await store.exportedLines().joined()
      #expect(lines.contains("张○○"))
      #expect(!lines.contains("三丰"))
    }
  }
}
