public import Planning
public import Recurrence

extension InspectionRecord {
  /// `{"entry","unit","date","finding","fixBy","inspector","state","fixedOn","fix"}`; `state` is `clean`, `open`, `overdue`
  /// or `fixed`.
  public func json(on today: CivilDate) -> JSONText {
    let state =
      fix != nil ? "fixed" : visit.finding == nil ? "clean" : isOverdue(on: today) ? "overdue" : "open"
    return .object([
      "entry": .string(entry.description), "unit": .string(unit), "date": .string(visit.date.description),
      "finding": .optional(visit.finding), "fixBy": .optional(visit.fixBy?.description),
      "inspector": .optional(visit.inspector), "state": .string(state),
      "fixedOn": .optional(fix?.date.description), "fix": .optional(fix?.words),
    ])
  }
}
