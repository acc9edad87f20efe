import Ledger
public import Planning

extension Summary {
  /// Aligned text: labels, figures and remarks in columns.
  public func text(_ language: Language) -> String {
    let rows = lines(language).map { line in
      // A bracket brings its own distance.
      let isAlone = line.figure.isEmpty || line.remark.isEmpty || line.remark.hasPrefix("（")
      let width = isAlone ? 0 : max(11, DiagnosticPrinter.width(line.figure) + 2)
      return line.label.padded(to: max(12, DiagnosticPrinter.width(line.label) + 2))
        + line.figure.padded(to: width) + line.remark
    }
    return ([heading(language)] + rows).joined(separator: "\n") + "\n"
  }

  /// A heading and one table.
  public func markdown(_ language: Language, comparison: SummaryComparison? = nil) -> String {
    func cell(_ text: String) -> String { text.markdownCell }
    let rows = lines(language).map { line in
      "| \(cell(line.label)) | \(cell(line.figure)) | \(cell(line.remark)) |"
    }
    let header = language("| 项目 | 数量 | 说明 |", "| item | figure | remark |")
    let sheets = sheets.flat(language).map { "| \(cell($0.path)) | \(cell($0.value)) |  |" }
    let warnings = warnings.map { "- " + $0.text(language) }
    return
      (["# " + heading(language), "", header, "| --- | --- | --- |"] + rows + sheets
      + (warnings.isEmpty ? [] : [""])
      + warnings).joined(separator: "\n") + "\n" + (comparison?.markdown(language) ?? "")
  }

  /// Figures, one a row: section, item, number, upper end of a range, certainty, counting word, text.
  public func csv(_ language: Language, comparison: SummaryComparison? = nil) -> String {
    var table = SummaryTable(language)
    table.addSessions(self)
    table.addFigures(self)
    table.addMeasures(self)
    for row in comparison?.rows ?? [] {
      table.add("before", row.what.text(language), row.before, row.counter)
    }
    for (path, value) in sheets.flat(language) { table.add(sheet: path, value) }
    return table.text
  }
}

/// The rows of a summary's CSV.
private struct SummaryTable {
  private let language: Language
  private var rows = [["section", "item", "n", "to", "certainty", "unit", "text"]]

  init(_ language: Language) { self.language = language }

  var text: String {
    rows.map { $0.map(\.csvCell).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
  }

  mutating func add(_ section: String, _ item: String, _ quantity: Quantity, _ counter: String?) {
    let upper = quantity.certainty == .range ? quantity.upper?.description ?? "" : ""
    rows.append([
      section, item, quantity.n?.description ?? "", upper, quantity.certainty.rawValue, counter ?? "",
      quantity.sumText(language, counter: counter),
    ])
  }

  mutating func add(sheet path: String, _ value: String) {
    rows.append(["sheet", path, value, "", "", "", value])
  }

  private mutating func add(_ section: String, _ item: String, _ count: Int, _ counter: String?) {
    add(section, item, .exact(Figure(count)), counter)
  }

  private mutating func add(_ section: String, _ tallies: [Summary.Tally]) {
    for tally in tallies { add(section, tally.name, tally.count, "场") }
  }

  mutating func addSessions(_ summary: Summary) {
    add("sessions", "", summary.sessions.count, "场")
    add("month", summary.byMonth)
    add("city", summary.regions.map { Summary.Tally(name: $0.name, count: $0.count) })
    add("unit", summary.units)
    add("kind", summary.byKind)
    add("keyTask", summary.byKeyTask)
    add("keyTask", summary.keyTasksWithoutSession.map { Summary.Tally(name: $0, count: 0) })
  }

  mutating func addFigures(_ summary: Summary) {
    let (people, materials) = (summary.people, summary.materials)
    add("attendance", "", people.attendance.total, people.attendance.counter)
    add("served", "", people.served.total, people.served.counter)
    for service in people.unknownServices { add("served", service, .unknown(), nil) }
    add("reached", "", people.reached, people.reachedCounter)
    for item in materials.items { add("materials", item.name, item.total, item.counter) }
    for name in materials.unknown { add("materials", name, .unknown(), nil) }
    add("materials", "", materials.all, materials.allCounter)
  }

  /// What the figures are held against.
  mutating func addMeasures(_ summary: Summary) {
    for row in summary.coverage {
      add("coverage", row.level.name.text(language), row.with, nil)
      add("coverageOf", row.level.name.text(language), row.of, nil)
    }
    if let training = summary.training {
      add("training", "sessions", training.sessions, "场")
      add("training", "trainees", training.trainees, training.counter)
      add("training", "hours", .exact(training.hours), "学时")
      add("training", "traineeHours", training.traineeHours, nil)
    }
    if let remote = summary.remote {
      add("coverage", "remote", remote.with, nil)
      add("coverageOf", "remote", remote.of, nil)
    }
    for row in summary.targets {
      add("target", row.what.text(language), .exact(row.target), row.counter)
      add("targetReached", row.what.text(language), row.reached, row.counter)
    }
  }
}

extension String {
  /// Quoted where RFC 4180 asks for it; what a spreadsheet would run as a formula is disarmed.
  ///
  /// A blank, or a full-width sign, before it does not stop a spreadsheet.
  public var csvCell: String {
    let first = first { !$0.isWhitespace }
    let isRisky =
      first.map { "=+-@＝＋－＠".contains($0) } == true || self.first.map { "\t\r\n".contains($0) } == true
    let text = isRisky && Figure(self) == nil ? "'" + self : self
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// One line, with the signs taken out of force that end a cell or begin a tag.
  var markdownCell: String {
    replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;")
      .split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
