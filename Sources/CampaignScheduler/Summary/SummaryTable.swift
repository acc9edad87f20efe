import Ledger
import Planning

/// The rows of a summary's CSV.
struct SummaryTable {
  private let language: Language
  private var rows = [["section", "item", "n", "to", "certainty", "unit", "text"]]

  init(_ language: Language) { self.language = language }

  var text: String {
    rows.map { $0.map(\.csvCell).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
  }

  mutating func add(_ section: String, _ item: String, n: String = "", _ text: String) {
    rows.append([section, item, n, "", "", "", text])
  }

  mutating func addSessions(_ summary: Summary) {
    if let session = summary.session { add("scope", "session", summary.title(of: session, language)) }
    if let unit = summary.unitName { add("scope", "unit", unit) }
    add("sessions", "", summary.sessions.count, "场")
    for precision in [SessionDate.Precision.day, .interval, .none] {
      add("datePrecision", precision.rawValue, summary.byPrecision[precision] ?? 0, "场")
    }
    add("month", summary.byMonth)
    add("city", summary.regions.filter { !$0.isRoot }.map { Summary.Tally(name: $0.name, count: $0.count) })
    add("unit", summary.units)
    add("kind", summary.byKind)
    let idle = summary.keyTasksWithoutSession.map { Summary.Tally(name: $0, count: 0) }
    for task in summary.byKeyTask + idle {
      add("keyTask", summary.tags.text(task.name, language), task.count, "场")
    }
    if summary.untasked > 0, !summary.keyTasks.isEmpty { add("keyTask", "", summary.untasked, "场") }
  }

  mutating func addFigures(_ summary: Summary) {
    let (people, materials) = (summary.people, summary.materials)
    add("attendance", people.attendance)
    add("attendanceReporting", "", people.reporting, "场")
    add("attendanceNotReporting", "", people.notReporting, "场")
    for group in people.unknownGroups {
      add("attendance", group.nameText(language), .unknown(), group.counter)
    }
    for part in summary.groupParts { add("attendanceGroup", part.name, part.total, part.counter) }
    add("served", people.served)
    for part in people.serviceParts where part.total.isKnown {
      add("service", part.name, part.total, part.counter)
    }
    for service in people.unknownServices { add("served", service, .unknown(), nil) }
    add("servedNotReported", "", people.unknownServiceEntries, "项")
    add("reached", "", people.reached, people.reachedCounter)
    if people.online.total.isKnown { add("online", people.online) }
    for helpers in people.helpers {
      add("helpers", helpers.role.rawValue, helpers.total, CountingWord.person)
    }
    for planned in people.signedUp {
      add("signedUp", planned.role.rawValue, planned.total, CountingWord.person)
    }
    for item in materials.items { add("materials", item.name, item.total, item.counter) }
    for name in materials.unknown { add("materials", name, .unknown(), nil) }
    add("materials", "", materials.all, materials.allCounter)
    for row in materials.measured { add("materials", "", row.total, row.counter) }
    for item in materials.unreported { add("materialsNotReported", item.name, item.count, "处") }
    for row in summary.stock { add("stockLeft", row.item, row.left, row.counter) }
  }

  /// What the figures are held against.
  mutating func addMeasures(_ summary: Summary) {
    for row in summary.coverage {
      let level = row.level.name.text(language)
      add("coverage", level, row.with, nil)
      add("coverageOf", level, row.of, nil)
      add("coveragePercent", level, percent: row.percent, .exact)
      for unit in row.apart { add("coverageApart", level, unit) }
    }
    if let training = summary.training {
      add("training", "sessions", training.sessions, "场")
      add("training", "trainees", training.trainees, training.counter)
      add("training", "hours", training.hours.map { .exact($0) } ?? .unknown(), "学时")
      add("training", "traineeHours", training.traineeHours, Training.traineeHour)
    }
    if let remote = summary.remote {
      add("coverage", "remote", remote.with, nil)
      add("coverageOf", "remote", remote.of, nil)
      add("coveragePercent", "remote", percent: remote.percent, .exact)
    }
    for row in summary.plannedMaterials {
      let what = row.what.zh
      add("materialPlanned", what, row.planned, row.counter)
      add("materialPlannedGiven", what, row.reached, row.counter)
      add("materialPlannedPercent", what, percent: row.percent, row.percentCertainty)
      for apart in row.apart { add("materialPlannedApart", what, apart.total, apart.counter) }
    }
    for row in summary.targets {
      let what = row.what.text(language)
      add("target", what, row.planned, row.counter)
      add("targetReached", what, row.reached, row.counter)
      if let each = row.each { add("targetOfEach", what, .exact(each), row.counter) }
      add("targetPercent", what, percent: row.percent, row.percentCertainty)
      for apart in row.apart { add("targetApart", what, apart.total, apart.counter) }
    }
  }

  /// What is missing or may be wrong.
  mutating func addRemarks(_ summary: Summary) {
    for row in summary.missing {
      let days = row.days.map { $0.text(language) }
      let fields = row.texts(language).joined(separator: language("、", ", "))
      add("missing", ([row.name] + days).joined(separator: " "), fields)
    }
    for warning in summary.warnings { add("warning", warning.code.rawValue, warning.detail.text(language)) }
  }

  /// The figure before, how it changed, and what share of the former it is now.
  mutating func add(_ row: SummaryComparison.Row) {
    let what = row.what.text(language)
    add("before", what, row.before, row.counter, text: row.beforeText(language))
    add("change", what, row.change, row.counter, text: row.changeText(language))
    add("shareOfBefore", what, percent: row.sharePercent, row.shareBound)
  }

  private mutating func add(
    _ section: String, _ item: String, _ quantity: Quantity, _ counter: String?, text: String? = nil
  ) {
    let upper = quantity.certainty == .range ? quantity.upper?.description ?? "" : ""
    let word = counter.map { language($0, CountingWord.english(for: $0, of: item)) } ?? ""
    rows.append([
      section, item, quantity.n?.description ?? "", upper, quantity.certainty.rawValue, word,
      text ?? quantity.sumText(language, counter: counter, of: item),
    ])
  }

  private mutating func add(_ section: String, _ item: String, _ count: Int, _ counter: String?) {
    add(section, item, .exact(Figure(count)), counter)
  }

  /// The sum in each counting word.
  private mutating func add(_ section: String, _ sum: People.Sum) {
    add(section, "", sum.total, sum.counter)
    for other in sum.others { add(section, "", other.total, other.counter) }
  }

  private mutating func add(
    _ section: String, _ item: String, percent: String?, _ certainty: Quantity.Certainty
  ) {
    guard let percent else { return }
    rows.append([
      section, item, percent, "", certainty.rawValue, "%", certainty.percentText(percent, language),
    ])
  }

  private mutating func add(_ section: String, _ tallies: [Summary.Tally]) {
    for tally in tallies { add(section, tally.name, tally.count, "场") }
  }
}
