public import Planning
import Recurrence

extension ProjectStages {
  /// `申报 2026-01-05（gx）→ 论证 2026-02-01（gx）→ 【实施】 → 督导 …`: what is behind, where it stands, what is ahead.
  ///
  /// - `units`: Where the names of the units are found that said so.
  public func line(_ language: Language, units: UnitTree? = nil) -> String {
    line(language) { units?[$0]?.name }
  }

  /// - `nameOf`: The name of a unit; nil for an id that is none's.
  public func line(_ language: Language, nameOf: (String) -> String?) -> String {
    ProjectStage.allCases.map { stage in
      let name = stage.name.text(language)
      guard let entry = reached.first(where: { $0.value.stage == stage })?.value else { return name }
      let by = nameOf(entry.decidedBy) ?? entry.decidedBy
      let text = language("\(name) \(entry.date)（\(by)）", "\(name) \(entry.date) (\(by))")
      return stage == current ? language("【\(text)】", "[\(text)]") : text
    }.joined(separator: " → ")
  }

  /// The stages with their days and who said so, those ahead with null.
  public var json: JSONText {
    .array(
      ProjectStage.allCases.map { stage in
        let entry = reached.first { $0.value.stage == stage }
        return .object([
          "stage": .string(stage.rawValue), "name": .string(stage.name.zh),
          "date": .optional(entry?.value.date.description), "by": .optional(entry?.value.decidedBy),
          "entry": .optional(entry?.root.description),
        ])
      })
  }
}
