import GRDB
import Ledger
import Planning
import Recurrence
import Testing

struct ClosingTests {
  private func close(_ store: LedgerStore, _ isClosed: Bool) async throws {
    _ = try await store.append(
      [
        LedgerDraft(
          scope: .init(occurrence: memberDay, unit: "gx"), .record(.closing(Closing(isClosed: isClosed))))
      ],
      by: "区", at: noon)
  }

  @Test func `after an occurrence is closed every entry of it needs a reason, and none is half entered`()
    async throws
  {
    try await withLedger { store, _ in
      let added = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon)
      let note = try await store.record([.note("甲")], in: added.key, by: "县", at: noon)[0]
      try await close(store, true)
      let entries = try await store.entryCount()
      let fault = BookFault.occurrenceClosed(memberDay)
      await #expect(throws: fault) {
        _ = try await store.record([.note("乙")], in: added.key, by: "县", at: noon)
      }
      await #expect(throws: fault) {
        _ = try await store.addSession(lecture(), occurrence: memberDay, unit: "qixing", by: "县", at: noon)
      }
      await #expect(throws: fault) {
        _ = try await store.correct(note.id, with: .note("丙"), reason: "错", by: "县", at: noon)
      }
      await #expect(throws: fault) { _ = try await store.void(note.id, reason: "错", by: "县", at: noon) }
      // One that has its reason does not let the one behind it in.
      await #expect(throws: fault) {
        _ = try await store.append(
          [
            LedgerDraft(scope: .init(added.key), .record(.note("丁")), lateReason: "迟"),
            LedgerDraft(scope: .init(added.key), .record(.note("戊"))),
          ], by: "县", at: noon)
      }
      #expect(try await store.entryCount() == entries)
      let late = try await store.record([.note("乙")], in: added.key, by: "县", at: noon, lateReason: "漏记")[0]
      #expect(late.lateReason == "漏记")
      #expect(late.what(.zh) == "备注 乙（补录：漏记）")
      _ = try await store.correct(note.id, with: .note("丙"), reason: "错", by: "县", at: noon, lateReason: "迟")
      // Other occurrences and sessions without one go on.
      _ = try await store.addSession(lecture(), occurrence: nil, unit: "diecai", by: "县", at: noon)
      try await close(store, false)
      _ = try await store.record([.note("己")], in: added.key, by: "县", at: noon)
      #expect(try await store.closing(of: memberDay) == false)
      #expect(try await store.balance().isClosed(memberDay) == false)
      #expect(try await store.verify() == [])
    }
  }

  @Test func `closing is opened again, not corrected`() async throws {
    try await withLedger { store, _ in
      let entry = try await store.append(
        [
          LedgerDraft(
            scope: .init(occurrence: memberDay, unit: "gx"), .record(.closing(Closing(isClosed: true))))
        ],
        by: "区", at: noon)[0]
      await #expect(throws: BookFault.closingAmended(entry.id)) {
        _ = try await store.void(entry.id, reason: "错", by: "区", at: noon, lateReason: "迟")
      }
    }
  }
}
