public import Ledger
public import Planning
public import Recurrence

/// A summary as one HTML file: nothing is loaded, nothing runs, and it prints on A4.
public struct SummaryPage {
  let summary: Summary
  let units: UnitTree
  let language: Language
  let comparison: SummaryComparison?
  let printed: CivilDate?
  let activities: [EntryID: [String]]

  /// - `comparison`: With the time before, if there is anything to compare.
  /// - `printed`: The day that stands at the foot.
  /// - `activities`: What was done, by the entries that added the sessions.
  public init(
    _ summary: Summary, units: UnitTree, language: Language, comparison: SummaryComparison? = nil,
    printed: CivilDate? = nil, activities: [EntryID: [String]] = [:]
  ) {
    self.activities = activities
    self.summary = summary
    self.units = units
    self.language = language
    self.comparison = comparison
    self.printed = printed
  }

  public var html: String {
    let sections = [
      tiles, comparisonSection, monthSection, leagueSection, kindSection, taskSection, targetSection,
      partSection, materialSection, planSection, stockSection, networkSection, staffingSection,
      programmeSection,
      questionnaireSection,
      supervisionSection,
      missingSection, repeatSection, noteSection, sessionSection,
    ]
    let page: Markup = """
      <!doctype html>
      <html lang="\(language("zh-CN", "en"))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(summary.heading(language))</title>
      <style>
      \(Markup(stringLiteral: SummaryStyle.sheet))
      </style>
      </head>
      <body>
      <main>
      \(header)
      \(Markup.join(sections))\(footer)
      </main>
      </body>
      </html>

      """
    return page.description
  }

  private var header: Markup {
    let organisation = summary.unitName ?? (summary.unit ?? units.root).map { units.fullName(of: $0) } ?? ""
    let title = summary.session.map { summary.title(of: $0, language) } ?? ""
    let span = summary.from.flatMap { from in summary.to.map { "\(from) — \($0)" } } ?? ""
    let line = [organisation, title, span].filter { !$0.isEmpty }
    return """
      <header>
      <h1>\(summary.title.text(language))</h1>
      <p>\(line.joined(separator: "　"))</p>
      </header>
      """
  }

  private var footer: Markup {
    let reading = language(
      "“余”“多”表示不少于该数；“约”为估计数；“未报数”不按零计。人数按场次相加，同一人可能重复。",
      "“+” means at least that many; “about” is an estimate; what is not reported is not zero. Attendance is added over sessions: a person may count twice."
    )
    let day = printed.map { language("制表日期 \($0)", "As of \($0)") } ?? ""
    return "<footer><p>\(reading)</p><p>\(day)</p></footer>"
  }

  // MARK: Key figures

  private struct Tile {
    let label: String
    let figure: String
    var remark = ""
  }

  private var tiles: Markup {
    let items = (peopleTiles + materialTiles + coverageTiles).map { tile -> Markup in
      "<li><span>\(tile.label)</span><b>\(tile.figure)</b><small>\(tile.remark)</small></li>\n"
    }
    return
      "<section aria-label=\"\(language("主要数字", "Key figures"))\"><ul class=\"tiles\">\n\(Markup.join(items))</ul></section>\n"
  }

  private var peopleTiles: [Tile] {
    let (people, sessions) = (summary.people, summary.sessions.count)
    var tiles = [
      Tile(
        label: language("活动", "Sessions"), figure: language("\(sessions) 场", "\(sessions)"),
        remark: precisions),
      Tile(
        label: language("参加", "Attendance"), figure: summary.sumText(people.attendance, language),
        remark: [
          language(
            "\(sessions) 场中 \(people.reporting) 场报了人数",
            "\(people.reporting) of \(sessions) sessions gave a number"), summary.unknownGroupsText(language),
        ].filter { !$0.isEmpty }.joined(separator: language("；", "; "))),
    ]
    if people.served.total.isKnown || people.unknownServiceEntries > 0 {
      let silent = people.unknownServiceEntries
      tiles.append(
        Tile(
          label: language("服务", "Served"), figure: summary.sumText(people.served, language),
          remark: silent > 0 ? language("另有 \(silent) 项未报数", "\(silent) more not reported") : ""))
    }
    if let remark = people.togetherRemark(language) {
      tiles.append(
        Tile(
          label: language("合计服务", "Together"),
          figure: people.reached.sumText(language, counter: people.reachedCounter), remark: remark))
    }
    return tiles + apartTiles
  }

  /// Those who are no part of attendance, and what was taught.
  private var apartTiles: [Tile] {
    let apart = language("不计入参加人数", "not part of attendance")
    let online =
      summary.people.online.total.isKnown
      ? [
        Tile(
          label: language("线上观看", "On line"), figure: summary.sumText(summary.people.online, language),
          remark: apart)
      ] : []
    let helpers = summary.people.apart(language).map { label, helpers in
      Tile(
        label: label, figure: helpers.total.sumText(language, counter: CountingWord.person),
        remark: helpers.remark(language))
    }
    let training = summary.training.map { training in
      Tile(
        label: language("培训", "Training"), figure: language("\(training.sessions) 场", "\(training.sessions)"),
        remark: training.text(language))
    }
    return online + helpers + [training].compactMap(\.self)
  }

  private var materialTiles: [Tile] {
    let materials = summary.materials
    let total = materials.totalText(language)
    guard total != nil || !materials.unknown.isEmpty else { return [] }
    let silent = materials.unknown.count
    return [
      Tile(
        label: language("发放物资", "Handed out"),
        figure: total ?? language("未报数", "not reported"),
        remark: silent > 0
          ? language("另有 \(silent) 种未报数", "\(silent) more \(silent == 1 ? "item" : "items") not reported")
          : "")
    ]
  }

  private var coverageTiles: [Tile] {
    let remote = summary.remote.map { remote in
      Tile(
        label: language("偏远单位", "Remote units"), figure: "\(remote.with) / \(remote.of)",
        remark: language("\(remote.without.count) 个没有活动", "\(remote.without.count) without a session"))
    }
    return [remote].compactMap(\.self)
      + summary.coverage.map { row in
        let level = row.level.name.text(language)
        let apart =
          row.apart.isEmpty
          ? "" : language("，另：", "; apart: ") + row.apart.joined(separator: language("、", ", "))
        return Tile(
          label: language("覆盖\(level)", "Reached: \(level)"), figure: "\(row.with) / \(row.of)",
          remark: (row.percent.map { $0 + "%" } ?? "") + apart)
      }
  }

  private var precisions: String {
    let words: [(Int?, String, String)] = [
      (summary.byPrecision[.day], "有具体日期", "with a day"),
      (summary.byPrecision[.interval], "只有时段", "with an interval"),
      (summary.byPrecision[.none], "未写日期", "without a date"),
    ]
    let parts = words.compactMap { count, zh, en in
      count.map { language("\(zh) \($0)", "\($0) \(en)") }
    }
    return parts.count > 1 ? parts.joined(separator: language("，", ", ")) : ""
  }

  // MARK: Pieces

  func section(_ zh: String, _ en: String, _ content: Markup?) -> Markup {
    guard let content else { return "" }
    return "<section>\n<h2>\(language(zh, en))</h2>\n\(content)\n</section>\n"
  }

  /// A table: the first column is its rows' heading, columns named in `numbers` are set to the right.
  func table(
    _ head: [String], _ rows: [[Markup]], numbers: Set<Int> = [], bars: Set<Int> = [], faint: Set<Int> = []
  )
    -> Markup
  {
    func kind(_ column: Int) -> Markup {
      numbers.contains(column) ? " class=\"n\"" : bars.contains(column) ? " class=\"b\"" : ""
    }
    let top = head.enumerated().map { column, text -> Markup in
      "<th scope=\"col\"\(kind(column))>\(text)</th>"
    }
    let lines = rows.enumerated().map { index, cells -> Markup in
      let cells = cells.enumerated().map { column, cell -> Markup in
        column == 0 ? "<th scope=\"row\">\(cell)</th>" : "<td\(kind(column))>\(cell)</td>"
      }
      let mark: Markup = faint.contains(index) ? " class=\"none\"" : ""
      return "<tr\(mark)>\(Markup.join(cells))</tr>\n"
    }
    return """
      <div class="wide"><table>
      <thead><tr>\(Markup.join(top))</tr></thead>
      <tbody>
      \(Markup.join(lines))</tbody>
      </table></div>
      """
  }

  func notes(_ rows: [Markup]) -> Markup {
    "<ul class=\"notes\">\n\(Markup.join(rows.map { "<li>\($0)</li>\n" }))</ul>"
  }

  /// A counting word to a line: a column of numbers is never broken elsewhere, and would leave no room for names.
  func text(_ sum: People.Sum) -> Markup {
    let parts = summary.sumParts(sum, language)
    return Markup.join(
      parts.enumerated().map { index, part in
        index == parts.count - 1 ? "\(part)" : "\(part)\(language("，", ","))<br/>"
      })
  }

  /// What was served; a dash where nobody spoke of any service.
  func served(_ people: People) -> Markup {
    people.served.total.isKnown || people.unknownServiceEntries > 0 ? text(people.served) : "—"
  }
}
