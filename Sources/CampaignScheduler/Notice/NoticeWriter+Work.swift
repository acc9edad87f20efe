import Planning
import Recurrence

/// What is done: parts, tasks, materials, targets.
extension NoticeWriter {
  var content: Draft {
    let parts = campaign.parts.map { (label: Optional($0.name.text(language)), text: part($0)) }
    var paragraphs: [String] = []
    if !campaign.keyTasks.isEmpty {
      let names = campaign.keyTasks.map { subject.planner.shared.keyTasks.text(of: $0, language) }
      paragraphs.append(texts.keyTasks(names, parts: parts.count))
    }
    // A part without its name would be nothing, so that a single one is numbered, too.
    paragraphs += parts.enumerated().map { texts.point($0.offset + 1, $0.element.label, $0.element.text) }
    return (texts.contentHeading, paragraphs)
  }

  private func part(_ part: Part) -> String {
    let deadline = deadline(part.due, avoidsRestDays: true, remarks: part.isSample ? [texts.toBeSettled] : [])
    var unit = part.submission?.unit ?? texts.sessionUnit
    if case .eachHousehold = part.target, part.submission == nil { unit = texts.timeUnit }
    let amount = part.target.map { texts.atLeast($0, unit: unit, level: nil) }
    let asked = part.ask.map { ComposerTexts(language).asked($0) }
    let report = asked.isEmpty ? "" : language("", " ") + texts.afterwards(asked)
    if let submission = part.submission {
      return texts.submit(submission.what, amount, deadline, to: owner(submission.to)) + report
    }
    return texts.sentence([texts.complete(deadline)] + (amount.map { [$0] } ?? [])) + report
  }

  // MARK: - Tasks

  /// In the order of their days, then of the file.
  private var orderedTasks: [CampaignTask] {
    campaign.tasks.enumerated().sorted { left, right in
      let days = (left.element, right.element)
      let (one, other) = (
        day(of: days.0.due, avoidsRestDays: false), day(of: days.1.due, avoidsRestDays: false)
      )
      return (one, left.offset) < (other, right.offset)
    }
    .map(\.element)
  }

  var tasks: Draft {
    let tasks = orderedTasks
    let points = tasks.map { task in
      let sentence = texts.task(
        deadline(task.due, avoidsRestDays: false), owner: owner(task.owner), what: task.what)
      let points = task.needs.compactMap { id in tasks.firstIndex { $0.id == id } }.map { $0 + 1 }.sorted()
      let parts = task.needs.compactMap { id in campaign.parts.first { $0.id == id }?.name.text(language) }
      let things = (points.isEmpty ? [] : [texts.pointsNamed(points)]) + parts
      let wait = things.isEmpty ? "" : language("", " ") + texts.waits(for: things)
      return (label: String?.none, text: sentence + wait)
    }
    return (texts.tasksHeading, self.points(points))
  }

  // MARK: - Materials and targets

  var materials: Draft {
    let points = campaign.materials.map { material in
      let amount = material.plan.map { texts.amount($0, unit: material.unit, of: material.name, level: nil) }
      let titles = material.titles.isEmpty ? nil : texts.titled(material.titles)
      let remarks = [
        material.isHealthGood ? texts.healthGood : nil, material.keepsStock ? texts.keepsStock : nil,
        material.isReturnable ? texts.returnable : nil,
        material.needsTwoSignatures ? texts.twoSignatures : nil,
      ]
      let facts = ([amount, titles] + remarks).compactMap { $0 }.joined(separator: texts.clause)
      return (
        label: String?.none,
        text: texts.ended(facts.isEmpty ? material.name : texts.target(material.name, facts))
      )
    }
    return (texts.materialsHeading, self.points(points))
  }

  var targets: Draft {
    let targets = campaign.targets
    var words: [String] = []
    func add(_ what: String, _ amount: Amount?, _ unit: String) {
      guard let amount else { return }
      words.append(texts.target(what, texts.amount(amount, unit: unit, level: nil)))
    }
    add(texts.sessionsTarget, targets.sessions, texts.sessionUnit)
    add(texts.attendanceTarget, targets.attendance, texts.personUnit)
    add(texts.householdsTarget, targets.households, texts.householdUnit)
    for (service, amount) in targets.services.sorted(by: { $0.key < $1.key }) {
      add(service, amount, texts.personUnit)
    }
    if let share = targets.reportingBasisPoints {
      words.append(texts.target(texts.reportingTarget, texts.percent(share)))
    }
    return (
      texts.targetsHeading,
      words.isEmpty ? [] : [texts.capitalized(texts.ended(words.joined(separator: texts.clause)))]
    )
  }
}
