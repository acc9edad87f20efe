import CampaignScheduler
import Ledger
import Planning
import Recurrence

/// Coverage and leagues in the four formats.
struct CoveragePrinter {
  private let language: Language
  private let format: CoverageCommand.Format
  private let output: Output

  init(_ language: Language, _ format: CoverageCommand.Format, _ output: Output) {
    self.language = language
    self.format = format
    self.output = output
  }

  func print(_ rows: [ReportCoverage], of question: CoverageQuestion) {
    if format == .json {
      for row in rows { output.line(json(row)) }
    } else {
      table(header(rows), rows.map(cells), ids: rows.map(\.unit.id), silence: rows)
    }
    guard format == .text || format == .markdown, let first = rows.first else { return }
    let isSplit = first.occurrence != nil
    for row in isSplit ? rows : [first] { remarks(row, question) }
    if question.part == nil, question.campaign.report == nil, !question.campaign.parts.isEmpty {
      let parts = question.campaign.parts.map(\.id).joined(separator: ", ")
      output.note(
        "这项活动按分项报；--part 写其中一项：\(parts)", "this campaign is reported by parts; give --part: \(parts)")
    }
  }

  // MARK: - Coverage

  private func header(_ rows: [ReportCoverage]) -> [String] {
    let isSplit = rows.first?.occurrence != nil
    let first = isSplit ? language("届次", "occurrence") : language("单位", "unit")
    return [first]
      + language("应报,已报,按时,报送率,按时率", "expected,reported,on time,rate,on-time rate").split(separator: ",")
      .map(String.init)
  }

  private func cells(_ row: ReportCoverage) -> [String] {
    [
      row.occurrence ?? row.unit.name, "\(row.expected)", "\(row.reported)", "\(row.onTime)",
      row.rate.map { $0 + "%" } ?? "-", row.onTimeRate.map { $0 + "%" } ?? "-",
    ]
  }

  /// Silent, excused and uncounted units, a line each.
  private func remarks(_ row: ReportCoverage, _ question: CoverageQuestion) {
    let mark = row.occurrence.map { $0 + " " } ?? ""
    let owing = row.owing.flatMap(\.units)
    let isOne = question.occurrences.count == 1
    if row.occurrence == nil, question.occurrences.count > 1 {
      silence(row)
    } else if !owing.isEmpty {
      output.say("\(mark)未报：\(names(owing))", "\(mark)silent: \(names(owing))")
    }
    let owed = Set(owing.map(\.id))
    let waiting = isOne ? row.silent.filter { !owed.contains($0.id) } : []
    if !waiting.isEmpty {
      output.say("还没报，也还没到期：\(names(waiting))", "not reported, and not yet due: \(names(waiting))")
    }
    for incomplete in row.incomplete.prefix(Self.mostNames) {
      guard let gaps = incomplete.gaps.text(language) else { continue }
      let occurrence = incomplete.occurrence.map { $0 + " " } ?? mark
      output.line("\(occurrence)\(incomplete.unit.name)\(language("：", ": "))\(gaps)")
    }
    if row.incomplete.count > Self.mostNames {
      let rest = row.incomplete.count - Self.mostNames
      output.say("另有 \(rest) 个单位内容不全，见 --json", "\(rest) more are incomplete: see --json")
    }
    if !row.waived.isEmpty {
      output.say(
        "\(mark)免报（仍在应报之内）：\(names(row.waived))", "\(mark)waived (still expected): \(names(row.waived))")
    }
    if !row.apart.isEmpty {
      let apart = row.apart.map { apart in
        apart.unit.name + language("（已报 \(apart.reported)）", " (\(apart.reported) reported)")
      }
      output.say("\(mark)另（不计入）：\(join(apart))", "\(mark)apart (not counted): \(join(apart))")
    }
    if row.notDue > 0, !isOne {
      output.say("\(mark)其中还没到期：\(row.notDue)", "\(mark)not yet due: \(row.notDue)")
    }
  }

  /// Who was silent in which of several occurrences; who was in all that were due stands once.
  private func silence(_ row: ReportCoverage) {
    let owing = Set(row.owing.flatMap(\.units).map(\.id))
    let silent = row.silent.filter { owing.contains($0.id) }
    if !silent.isEmpty {
      output.say("一次也没报：\(names(silent))", "nothing reported at all: \(names(silent))")
    }
    let always = Set(silent.map(\.id))
    for occurrence in row.owing.prefix(Self.mostNames) {
      let units = occurrence.units.filter { !always.contains($0.id) }
      guard !units.isEmpty else { continue }
      output.say(
        "\(occurrence.occurrence) 未报：\(names(units))", "\(occurrence.occurrence) silent: \(names(units))")
    }
    if row.owing.count > Self.mostNames {
      output.say("其余各届见 --by occurrence", "the other occurrences: --by occurrence")
    }
  }

  private func names(_ units: [Planning.Unit]) -> String {
    let names = join(units.prefix(Self.mostNames).map(\.name))
    guard units.count > Self.mostNames else { return names }
    return names
      + language(
        " 等 \(units.count) 个（全部见 --format csv）", " … (\(units.count) in all: --format csv lists them)")
  }

  /// Every county of a region; of its villages a sheet has room for no more.
  private static let mostNames = 200

  private func join(_ words: [String]) -> String { words.joined(separator: language("、", ", ")) }

  private func json(_ row: ReportCoverage) -> JSONText {
    let own: [(String, JSONText)] = [
      ("unit", .string(row.unit.id)), ("level", .string(row.unit.level.name.zh)),
      ("expected", .number(row.expected)), ("reported", .number(row.reported)),
      ("onTime", .number(row.onTime)), ("rate", .optional(row.rate)),
      ("onTimeRate", .optional(row.onTimeRate)),
      ("silent", .strings(row.silent.map(\.id))), ("occurrence", .optional(row.occurrence)),
      (
        "silentByOccurrence",
        .object(row.owing.map { JSONText.Member($0.occurrence, .strings($0.units.map(\.id))) })
      ),
      ("notDue", .number(row.notDue)), ("waived", .strings(row.waived.map(\.id))),
      ("apart", .strings(row.apart.map(\.unit.id))),
      (
        "missing",
        .array(
          row.incomplete.map {
            [
              "unit": .string($0.unit.id), "fields": .strings($0.gaps.missing),
              "occurrence": .optional($0.occurrence),
            ]
          })
      ),
    ]
    return .object(own)
  }

  // MARK: - League

  func print(_ league: League) {
    if format == .json {
      for row in league.rows { output.line(json(row)) }
      return
    }
    // A person wants to see who did something; a program gets everybody.
    let shown = format == .csv ? league.rows : league.rows.filter { $0.sessions > 0 || $0.reported > 0 }
    let header = language("层级,名次,单位,场次,参加,按时,已报", "level,rank,unit,sessions,attendance,on time,reported")
      .split(separator: ",").map(String.init)
    table(
      header, shown.map(cells), ids: shown.map(\.unit.id), silence: nil)
    guard format != .csv else { return }
    if !league.apart.isEmpty {
      let apart = league.apart.map { apart in
        apart.unit.name + language("（\(apart.sessions) 场）", " (\(apart.sessions))")
      }
      output.say(
        "另（不排名，场次计入上级）：\(join(apart))", "apart (not ranked; their sessions count above): \(join(apart))")
    }
    for level in Set(league.rows.map(\.unit.level)).sorted() {
      let idle = league.rows.count { $0.unit.level == level && $0.sessions == 0 && $0.reported == 0 }
      guard idle > 0 else { continue }
      output.say(
        "另有 \(idle) 个\(level.name.zh)没有场次，也没有报告",
        "\(idle) more of level \(level.name.text(.en)) without a session or a report")
    }
  }

  private func cells(_ row: League.Row) -> [String] {
    [
      row.unit.level.name.text(language), "\(row.rank)", row.unit.name,
      language("\(row.sessions) 场", "\(row.sessions)"),
      row.attendanceText(language),
      "\(row.onTime)", "\(row.reported)",
    ]
  }

  private func json(_ row: League.Row) -> JSONText {
    [
      "rank": .number(row.rank), "unit": .string(row.unit.id), "name": .string(row.unit.name),
      "level": .string(row.unit.level.name.zh), "sessions": .number(row.sessions),
      "attendance": [
        "n": row.attendance.json, "certainty": .string(row.attendance.certainty.rawValue),
        "text": .string(row.attendance.sumText(language, counter: row.counter)),
        "counter": .string(row.counter),
        "beside": .strings(row.beside.map { $0.total.sumText(language, counter: $0.counter) }),
      ],
      "expected": .number(row.expected), "reported": .number(row.reported), "onTime": .number(row.onTime),
    ]
  }

  // MARK: - Tables

  /// - `silence`: Of which CSV has columns as JSON does: who handed in nothing, who owes what was due, occurrence by
  ///   occurrence, how many reports are not due yet, who is excused and who is not counted; nil for none.
  private func table(_ header: [String], _ rows: [[String]], ids: [String], silence: [ReportCoverage]?) {
    switch format {
    case .text, .json: for line in Output.table([header] + rows) { output.line(line) }
    case .markdown:
      output.line(markdown(header))
      output.line(markdown(header.map { _ in "---" }))
      for row in rows { output.line(markdown(row)) }
      output.line("")
    case .csv:
      let extra =
        ["id"] + (silence == nil ? [] : ["silent", "silentByOccurrence", "notDue", "waived", "apart"])
      output.verbatim(csv(header + extra))
      for (index, row) in rows.enumerated() {
        output.verbatim(csv(row + [ids[index]] + (silence.map { silenceCells($0[index]) } ?? [])))
      }
    }
  }

  private func silenceCells(_ row: ReportCoverage) -> [String] {
    func list(_ units: [Planning.Unit]) -> String { units.map(\.id).joined(separator: " ") }
    let owing = row.owing.map { "\($0.occurrence): \(list($0.units))" }.joined(separator: "; ")
    return [list(row.silent), owing, "\(row.notDue)", list(row.waived), list(row.apart.map(\.unit))]
  }

  private func markdown(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  private func csv(_ cells: [String]) -> String { cells.map(\.csvCell).joined(separator: ",") + "\r\n" }
}
