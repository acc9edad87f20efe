import Ledger
import Planning
import Recurrence

// Findings of inspections, and the stages of projects.
extension AgendaWriter {
  /// What was found stays until somebody says that it was put right, however old it is.
  func item(_ finding: InspectionRecord) -> Agenda.Item {
    let zone = planner.shared.zone
    let today = zone.local(at: outline.now).date
    let day = finding.visit.fixBy ?? today
    let days = day.days(since: today)
    let state: Agenda.State = days < 0 ? .overdue : days == 0 ? .today : .week
    let words = texts.finding(finding.visit.finding ?? "", of: finding.visit.date)
    let unit = planner.shared.tree[finding.unit]?.name ?? finding.unit
    return Agenda.Item(
      at: zone.resolve(CivilDateTime(day, .midnight)).instant, day: day, kind: .finding,
      campaign: finding.occurrence?.campaign, occurrence: finding.occurrence?.occurrence,
      id: finding.entry.description, part: nil, unit: finding.unit, state: state, days: abs(days),
      name: texts.inspection, text: outline.unit == nil ? texts.join([unit, words]) : words,
      command: "campaign inspection resolve \(finding.entry) --note \"…\"")
  }

  /// The project's stage and the next one, for the whole organisation; nil once it is through.
  func stage(_ key: OccurrenceKey, _ stages: ProjectStages) -> Agenda.Item? {
    guard let current = stages.current, let next = stages.next else { return nil }
    let zone = planner.shared.zone
    let today = zone.local(at: outline.now).date
    let name = outline.lines.first { $0.campaign.id == key.campaign }?.campaign.name
    return Agenda.Item(
      at: zone.resolve(CivilDateTime(today, .midnight)).instant, day: today, kind: .stage,
      campaign: key.campaign, occurrence: key.occurrence, id: current.rawValue, part: nil, unit: nil,
      state: .today, days: 0, name: name?.text(texts.language) ?? key.campaign,
      text: texts.stage(current.name, next: next.name),
      command:
        "campaign stage set \(key.campaign) --year \(key.occurrence) --stage \(texts.language(next.name.zh, next.rawValue))"
    )
  }
}

extension AgendaTexts {
  var inspection: String { language("督查整改", "Inspection") }

  func finding(_ finding: String, of day: CivilDate) -> String {
    language("\(day) 督查发现：\(finding)，请整改", "found on \(day): \(finding); to be put right")
  }

  func stage(_ current: BilingualText, next: BilingualText) -> String {
    language("进度：\(current.zh)，下一步\(next.zh)", "stage: \(current.text(.en)), next \(next.text(.en))")
  }
}
