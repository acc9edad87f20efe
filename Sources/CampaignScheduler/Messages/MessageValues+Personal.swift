import Planning

/// What differs between the messages to two units of which nothing is recorded.
extension MessageValues {
  /// The variables that ``personalTexts`` gives, in its order, but for the last text: that one names the unit among the
  /// late ones.
  private static let personalVariables = ["unit", "unit_id", "city", "receiver", "superior", "command"]

  static let personalNames = Set(personalVariables)

  /// The texts for the holes of ``allWithHoles``; nil for what the unit does not have.
  var personalTexts: [String?] {
    let (edition, unit) = (subject.edition, subject.unit)
    let city = edition.cityLevel.flatMap { edition.planner.shared.tree.ancestor(of: unit, at: $0) }
    return [
      unit.name, unit.id, city?.name, subject.receiver.name,
      edition.planner.shared.tree.parent(of: unit)?.name,
      CommandHint(subject: subject, standing: progress.standings.first).text,
      progress.late.first.flatMap(listedName),
    ]
  }

  var peopleTexts: [String: String?] {
    Dictionary(uniqueKeysWithValues: zip(Self.personalVariables, personalTexts))
  }

  /// ``all`` with a hole for each of ``personalTexts``.
  var allWithHoles: [String: Value] {
    var values = all
    for (number, name) in Self.personalVariables.enumerated() where values[name] != nil {
      values[name] = .text(MessageForm.hole(number))
    }
    if case .list(let items) = values["late_units"] {
      let hole = MessageForm.hole(Self.personalVariables.count)
      values["late_units"] = .list(items.map { $0.merging(["unit": .text(hole)]) { $1 } })
    }
    return values
  }
}
