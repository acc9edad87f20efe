public import Ledger
public import Planning
public import Recurrence

/// What stands beside a summary's figures: the project's stage, findings that are open.
public struct SummaryNotes: Hashable, Sendable {
  /// Of a campaign's year, if anybody recorded them.
  public var stages: ProjectStages?
  /// In the unit and all below it.
  public var findings: [InspectionRecord] = []
  /// The day that says what is overdue.
  public var today: CivilDate?
  /// Of the units in which something was found or that say how far a project is, by id.
  public var unitNames: [String: String] = [:]

  public init() {}

  /// What a reader should be warned of.
  var warnings: [SummaryWarning] {
    let overdue = findings.count { finding in today.map { finding.isOverdue(on: $0) } ?? false }
    if overdue == 0 { return [] }
    return [
      SummaryWarning(
        .overdue, zh: "有 \(overdue) 项督查问题逾期未整改；campaign inspection list 列出全部",
        en: "findings overdue to be put right: \(overdue); see 'campaign inspection list'")
    ]
  }

  func lines(_ language: Language) -> [SummaryLine] {
    var lines: [SummaryLine] = []
    if let stages, stages.current != nil {
      lines.append(
        SummaryLine(
          label: language("进度", "Stage"), figure: "", remark: stages.line(language) { unitNames[$0] }))
    }
    lines += findings.enumerated().map { index, finding in
      let limit = finding.visit.fixBy.map { language("（限 \($0)）", " (by \($0))") } ?? ""
      let unit = unitNames[finding.unit] ?? finding.unit
      return SummaryLine(
        label: index == 0 ? language("督查未整改", "Findings") : "", figure: "",
        remark: "\(unit) \(finding.visit.date)" + language("：", ": ") + (finding.visit.finding ?? "") + limit)
    }
    return lines
  }

  var stagesJSON: JSONText { stages?.current == nil ? .null : stages?.json ?? .null }
  var findingsJSON: JSONText { .array(findings.map { $0.json(on: today ?? .min) }) }
}

extension Scheduler {
  /// - `campaign`: Of a summary about one campaign.
  public func notes(
    on scope: SummaryScope, of campaign: Campaign?, year: Int? = nil, today: CivilDate
  ) async throws -> SummaryNotes {
    let shared = current.now.definitions.shared
    var notes = SummaryNotes()
    notes.today = today
    if case .session = scope.choice { return notes }
    let units = scope.unit.map { Set(shared.tree.subtree(of: $0).map(\.id)) }
    var occurrence: OccurrenceKey?
    if case .occurrence(let key) = scope.choice { occurrence = key }
    notes.findings = try await ledger.inspections(of: units, in: occurrence).filter { record in
      record.isOpen && (campaign == nil || record.occurrence?.campaign == campaign?.id)
    }
    for finding in notes.findings { notes.unitNames[finding.unit] = shared.tree[finding.unit]?.name }
    if let campaign {
      let edition = occurrence.flatMap { Planner(shared: shared).occurrence($0.occurrence, of: campaign) }
      let year = year ?? edition?.year ?? scope.choice.days?.upperBound.year ?? today.year
      notes.stages = try await ledger.stages(of: campaign.id, year: year)
      for stage in notes.stages?.reached.map(\.value) ?? [] {
        notes.unitNames[stage.decidedBy] = shared.tree[stage.decidedBy]?.name
      }
    }
    return notes
  }
}
