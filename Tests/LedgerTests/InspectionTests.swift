import Ledger
import Planning
import Recurrence
import Testing

struct InspectionTests {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  @Test func `a finding is open until its fix, overdue after its day, and a visit without one is clean`()
    async throws
  {
    let (visited, limit) = (try day("2026-06-02"), try day("2026-06-12"))
    try await withLedger { store, _ in
      let scope = LedgerEntry.Scope(unit: "diecai")
      let visits: [Inspection.Visit] = [
        .init(on: visited, finding: "没有合计", fixBy: limit), .init(on: visited, finding: nil),
      ]
      let entries = try await store.append(
        visits.map { LedgerDraft(scope: scope, .record(.inspection(.visit($0)))) }, by: "市", at: noon)
      var records = try await store.inspections(of: ["diecai"])
      #expect(records.map(\.isOpen) == [true, false])
      #expect(try records.map { try $0.isOverdue(on: day("2026-06-12")) } == [false, false])
      #expect(try records.map { try $0.isOverdue(on: day("2026-06-13")) } == [true, false])
      #expect(try await store.inspections(of: ["qixing"]).isEmpty)
      #expect(try await store.inspections(in: memberDay).isEmpty)
      let fix = try await store.append(
        [
          LedgerDraft(
            scope: scope, .record(.inspection(.fix(.init(of: entries[0].id, on: limit, words: "合计已补")))))
        ], by: "县", at: noon)
      records = try await store.inspections()
      #expect(records.map(\.isOpen) == [false, false])
      #expect(
        records[0].json(on: limit).description.hasSuffix(
          #""state":"fixed","fixedOn":"2026-06-12","fix":"合计已补"}"#))
      // A fix that was entered by mistake is taken out, and the finding is open again.
      _ = try await store.void(fix[0].id, reason: "没有补", by: "市", at: noon)
      #expect(try await store.inspections().map(\.isOpen) == [true, false])
      _ = try await store.void(entries[0].id, reason: "看错了", by: "市", at: noon)
      #expect(try await store.inspections().map(\.isOpen) == [false])
    }
  }

  @Test(arguments: [
    ([], "application", "2026-01-05", "ok"),
    ([], "implementation", "2026-01-05", "skips application, appraisal"),
    (["application"], "appraisal", "2026-01-05", "ok"),
    (["application"], "application", "2026-01-05", "before"),
    (["application"], "acceptance", "2026-06-01", "skips appraisal, implementation, supervision, evaluation"),
    (["application", "appraisal"], "implementation", "2026-01-01", "earlier"),
    (["application", "appraisal"], "implementation", "2026-01-02", "ok"),
  ])
  func `no stage of a project is skipped or repeated`(
    _ reached: [String], _ new: String, _ date: String, _ answer: String
  ) async throws {
    let start = try day("2026-01-01")
    try await withLedger { store, _ in
      for (number, word) in reached.enumerated() {
        let stage = try #require(ProjectStage(named: word))
        let entry = StageReached(stage, on: start.adding(days: number), decidedBy: "gx")
        let scope = LedgerEntry.Scope(occurrence: ProjectStages.key("day", year: 2026), unit: "gx")
        _ = try await store.append([LedgerDraft(scope: scope, .record(.stage(entry)))], by: "区", at: noon)
      }
      let stages = try await store.stages(of: "day", year: 2026)
      let stage = try #require(ProjectStage(named: new))
      let refusal = stages.refusal(of: StageReached(stage, on: try day(date), decidedBy: "gx"))
      let text =
        switch refusal {
        case nil: "ok"
        case .reachedBefore: "before"
        case .skips(let list): "skips " + list.map(\.rawValue).joined(separator: ", ")
        case .earlier: "earlier"
        }
      #expect(text == answer)
      #expect(try await store.stages(of: "day", year: 2025).current == nil)
    }
  }

  @Test func `the status line tells what is behind and ahead in both languages`() async throws {
    let start = try day("2026-01-05")
    try await withLedger { store, _ in
      let scope = LedgerEntry.Scope(occurrence: ProjectStages.key("day", year: 2026), unit: "gx")
      let entries = try await store.append(
        [ProjectStage.application, .appraisal].enumerated().map {
          LedgerDraft(
            scope: scope,
            .record(.stage(StageReached($0.element, on: start.adding(days: $0.offset), decidedBy: "gx"))))
        }, by: "区", at: noon)
      let stages = try await store.stages(of: "day", year: 2026)
      #expect(stages.line(.zh) == "申报 2026-01-05（gx） → 【论证 2026-01-06（gx）】 → 实施 → 督导 → 评估 → 验收 → 总结")
      #expect(
        stages.line(.en)
          == "application 2026-01-05 (gx) → [appraisal 2026-01-06 (gx)] → implementation → supervision → evaluation → acceptance → summary"
      )
      #expect(stages.line(.en) { $0 == "gx" ? "Region" : nil }.hasPrefix("application 2026-01-05 (Region) →"))
      #expect(stages.next == .implementation)
      // After a gap nothing counts.
      _ = try await store.void(entries[0].id, reason: "还没申报", by: "区", at: noon)
      #expect(try await store.stages(of: "day", year: 2026).current == nil)
    }
  }
}
