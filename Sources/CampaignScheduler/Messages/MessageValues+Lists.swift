import Ledger
import Planning
import Recurrence

extension MessageValues {
  var lists: [String: [[String: Value]]] {
    [
      "basis": texts(campaign.basis), "audience": texts(campaign.participation.audience),
      "partners": texts(campaign.participation.partners), "needs": texts(campaign.venue?.needs ?? []),
      "ask": texts((subject.part?.ask ?? campaign.report?.ask ?? []).map { words.asked($0) }),
      "tasks": tasks, "materials": materials, "targets": targets, "late_units": lateUnits,
      "late_groups": lateGroups, "waived_units": waivedUnits,
    ]
  }

  private var words: ComposerTexts { ComposerTexts(language) }

  private func texts(_ words: [String]) -> [[String: Value]] { words.map { ["text": .text($0)] } }

  /// How many of the receiver's tasks are not done.
  var openTasks: Int {
    campaign.tasks.count { $0.owner.level == subject.receiver.level && !subject.tasksDone.contains($0.id) }
  }

  /// The tasks of the receiver's level.
  var tasks: [[String: Value]] {
    campaign.tasks.filter { $0.owner.level == subject.receiver.level }.map { task in
      [
        "what": .text(task.what),
        "due": .text(format.day(subject.edition.planner.taskDay(task.due, around: subject.days))),
        "done": .flag(subject.tasksDone.contains(task.id)),
      ]
    }
  }

  private var materials: [[String: Value]] {
    campaign.materials.map { material in
      let plan = material.plan.map { words.amount($0, unit: material.unit) } ?? ""
      // An item without a unit of its own would be given the organisation's.
      return ["name": .text(material.name), "plan": .text(plan), "unit": .text("")]
    }
  }

  private var targets: [[String: Value]] {
    let standing = progress.standings.first
    let targets = campaign.targets
    var items = [
      target(
        words.sessions, targets.sessions, words.sessionUnit,
        standing.map { .exact(Figure($0.sessions.count { $0.isHeld })) }),
      target(words.attendance, targets.attendance, words.personUnit, standing?.reached(.attendance)),
      target(
        words.households, targets.households, words.householdUnit,
        standing?.total(counter: CountingWord.household)),
    ]
    for (service, amount) in targets.services.sorted(by: { $0.key < $1.key }) {
      items.append(
        target(service, amount, words.personUnit, standing?.reached(Count.Measure(rawValue: service))))
    }
    return items.compactMap { $0 }
  }

  /// A target with what is reached of it; nobody's figure is no figure, never 0.
  private func target(_ what: String, _ target: Amount?, _ unit: String, _ reached: Quantity?) -> [String:
    Value]?
  {
    guard let target else { return nil }
    var item: [String: Value] = ["what": .text(what), "target": .text(words.amount(target, unit: unit))]
    if let reached {
      item["reached"] = .text(
        reached.isKnown ? words.reached(reached.sumText(language, counter: unit)) : words.notReported)
    }
    return item
  }

  /// Units without a report.
  private var lateUnits: [[String: Value]] {
    progress.late.compactMap { standing in
      let due = subject.shared.tree[standing.unit].flatMap(subject.deadline)
      let days = due.map { max(0, subject.today.days(since: $0)) } ?? 0
      return listedName(standing).map { ["unit": .text($0), "days": .text(String(days))] }
    }
  }

  /// The same by the units above them, which are named unless the receiver is the one; a single unit stands alone.
  private var lateGroups: [[String: Value]] {
    let late = progress.late
    if late.count == 1 {
      return late.compactMap(listedName).map { ["group_units": .text($0), "late_count": .text("1")] }
    }
    let tree = subject.edition.planner.shared.tree
    var groups: [[Unit]] = []
    for unit in late.compactMap({ tree[$0.unit] }) {
      if groups.last?.last?.parent == unit.parent, !groups.isEmpty {
        groups[groups.count - 1].append(unit)
      } else {
        groups.append([unit])
      }
    }
    return groups.map { units in
      let names = units.map { $0.name + ($0.counted ? "" : words.apart) }
      var group: [String: Value] = [
        "group_units": .text(names.joined(separator: language("、", ", "))),
        "late_count": .text(String(units.count(where: \.counted))),
      ]
      if let parent = tree.parent(of: units[0]), parent.id != subject.receiver.id {
        group["place"] = .text(parent.name)
      }
      return group
    }
  }

  /// Units that need not report.
  private var waivedUnits: [[String: Value]] {
    progress.waived.compactMap(listedName).map { ["unit": .text($0)] }
  }

  /// For a receiver above the unit's parent with the parent's name, and what does not count marked.
  func listedName(_ standing: UnitStanding) -> String? {
    let edition = subject.edition
    guard let unit = edition.planner.shared.tree[standing.unit] else { return nil }
    let parent = edition.planner.shared.tree.parent(of: unit)
    let place = parent == nil || parent?.id == subject.receiver.id ? "" : parent?.name ?? ""
    return words.join(place, unit.name) + (unit.counted ? "" : words.apart)
  }
}

extension Progress {
  /// Units in the denominator, as coverage counts them: expected to report, late, and excused, which are expected and
  /// not late.
  var counted: (expected: Int, late: Int, waived: Int) {
    let ids = Set(subject.units.filter(\.counted).map(\.id))
    // A message about a unit outside the denominator speaks of that one.
    func isMeant(_ standing: UnitStanding) -> Bool { ids.isEmpty || ids.contains(standing.unit) }
    return (
      standings.count(where: isMeant), late.count(where: isMeant),
      waived.count(where: isMeant)
    )
  }
}
