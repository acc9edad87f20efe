import Ledger
import Planning
import Recurrence

/// The parts of the page that tell what took place: by month, place, kind and task.
extension SummaryPage {
  var monthSection: Markup {
    let months = months
    guard months.count > 1 else { return "" }
    let title = language("各月活动场次", "Sessions by month")
    let bars = months.map { month in
      SummaryChart.Bar(label: shortMonth(month.name), value: month.count, text: "\(month.count)")
    }
    let rows = months.map { month -> [Markup] in ["\(monthName(month.name))", "\(month.count)"] }
    return section(
      "各月活动", "By month",
      """
      <figure>\(SummaryChart.columns(bars, title: title, id: "by-month"))
      <details><summary>\(language("数据表", "The numbers"))</summary>
      \(table([language("月份", "Month"), language("场次", "Sessions")], rows, numbers: [1]))</details></figure>
      """)
  }

  /// Every month from the first to the last, empty ones too; years where there are more than two.
  private var months: [Summary.Tally] {
    let dated = summary.byMonth.compactMap { tally -> (month: Int, count: Int)? in
      let parts = tally.name.split(separator: "-").compactMap { Int($0) }
      return parts.count == 2 ? (parts[0] * 12 + parts[1] - 1, tally.count) : nil
    }
    let undated = summary.byMonth.filter { $0.name == "undated" }
    guard let first = dated.first?.month, let last = dated.last?.month else { return undated }
    if last - first >= 24 {
      let years = Dictionary(dated.map { ($0.month / 12, $0.count) }, uniquingKeysWith: +)
      return years.sorted { $0.key < $1.key }.map { Summary.Tally(name: "\($0.key)", count: $0.value) }
        + undated
    }
    let counts = Dictionary(dated.map { ($0.month, $0.count) }, uniquingKeysWith: +)
    return (first...last).map { month in
      let number = month % 12 + 1
      return Summary.Tally(
        name: "\(month / 12)-\(number < 10 ? "0" : "")\(number)", count: counts[month] ?? 0)
    } + undated
  }

  private func shortMonth(_ name: String) -> String {
    guard let month = name.split(separator: "-").dropFirst().first.flatMap({ Int($0) }) else {
      return name == "undated" ? language("无日期", "undated") : name
    }
    let year = name.prefix(4)
    let isFirst = summary.byMonth.first?.name == name || month == 1
    let words = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
    let word = words.indices.contains(month - 1) ? words[month - 1] : name
    return isFirst
      ? language("\(year).\(month)", "\(word) \(year)") : language("\(month) 月", word)
  }

  private func monthName(_ name: String) -> String {
    name == "undated" ? language("未写日期", "undated") : name
  }

  /// A table whose second column shows its third as a bar.
  private func ranking(_ head: String, _ tallies: [(name: String, count: Int)]) -> Markup {
    let most = tallies.map(\.count).max() ?? 0
    let rows = tallies.map { tally -> [Markup] in
      [
        "\(tally.name)", SummaryChart.bar(tally.count, of: most, title: "\(tally.name) \(tally.count)"),
        tally.count == 0 ? "\(language("没有活动", "none"))" : "\(tally.count)",
      ]
    }
    let faint = Set(tallies.indices.filter { tallies[$0].count == 0 })
    return table([head, "", language("场次", "Sessions")], rows, numbers: [2], bars: [1], faint: faint)
  }

  var kindSection: Markup {
    guard !summary.byKind.isEmpty else { return "" }
    let known = summary.byKind.reduce(0) { $0 + $1.count }
    var rows = summary.byKind.map { (name: SessionKind.name($0.name, language), count: $0.count) }
    if known < summary.sessions.count {
      rows.append((language("未写形式", "not given"), summary.sessions.count - known))
    }
    return section("活动形式", "Kinds of sessions", ranking(language("形式", "Kind"), rows))
  }

  /// Results by task: what a year-end report is asked for first.
  var taskSection: Markup {
    guard !summary.keyTasks.isEmpty || !summary.byKeyTask.isEmpty else { return "" }
    let others = summary.byKeyTask.map(\.name).filter { !summary.keyTasks.contains($0) }
    var own: [String: [SessionFacts]] = [:]
    for session in summary.sessions {
      for task in summary.tags.tasks(of: session) { own[task, default: []].append(session) }
    }
    let tasks = summary.keyTasks + others
    let most = own.values.map(\.count).max() ?? 0
    let rows = tasks.map { task -> [Markup] in
      let (name, sessions) = (summary.tags.text(task, language), own[task] ?? [])
      guard !sessions.isEmpty else {
        return ["\(name)", "", "\(language("没有活动", "none"))", "—", "—", "—"]
      }
      let people = People(sessions)
      let materials = Materials(sessions, units: units)
      return [
        "\(name)", SummaryChart.bar(sessions.count, of: most, title: "\(name) \(sessions.count)"),
        "\(sessions.count)", text(people.attendance), served(people),
        "\(materials.totalText(language) ?? (materials.unknown.isEmpty ? "—" : language("未报数", "not reported")))",
      ]
    }
    let faint = Set(tasks.indices.filter { own[tasks[$0]] == nil })
    return section(
      "重点任务", "Key tasks",
      table(
        [
          language("任务", "Task"), "", language("场次", "Sessions"), language("参加", "Attendance"),
          language("服务", "Served"), language("物资", "Handed out"),
        ], rows, numbers: [2, 3, 4, 5], bars: [1], faint: faint))
  }

  /// Places directly below the summary's unit, the most sessions first.
  var leagueSection: Markup {
    let groups = league
    guard groups.count > 1 || (groups.first?.sessions.count ?? 0) > 0 else { return "" }
    let most = groups.map(\.sessions.count).max() ?? 0
    let rows = groups.map { group -> [Markup] in
      let people = People(group.sessions)
      return [
        "\(group.name)",
        SummaryChart.bar(group.sessions.count, of: most, title: "\(group.name) \(group.sessions.count)"),
        "\(group.sessions.count)", "\(Set(group.sessions.map(\.key.unit)).count)", text(people.attendance),
        served(people),
      ]
    }
    return section(
      "各地活动", "By place",
      table(
        [
          language("地区", "Place"), "", language("场次", "Sessions"), language("单位", "Units"),
          language("参加", "Attendance"), language("服务", "Served"),
        ], rows, numbers: [2, 3, 4, 5], bars: [1]))
  }

  private var league: [(name: String, sessions: [SessionFacts])] {
    guard let base = summary.unit ?? units.root else { return [] }
    var places: [String: String] = [:]
    var groups: [String: [SessionFacts]] = [:]
    for session in summary.sessions {
      let id = session.key.unit
      let place =
        places[id] ?? units[id].map { unit in
          units.lineage(of: unit).first { $0.parent == base.id }?.id ?? base.id
        } ?? id
      places[id] = place
      groups[place, default: []].append(session)
    }
    let order = Dictionary(
      units.units.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    return groups.sorted {
      ($1.value.count, order[$0.key] ?? .max) < ($0.value.count, order[$1.key] ?? .max)
    }.map { id, sessions in
      // Its own sessions are those of no place below it.
      let own = id == base.id ? language("本级", " itself") : ""
      return ((units[id].map { units.plainName(of: $0) } ?? id) + own, sessions)
    }
  }

  /// The sessions one by one, as far as a page can hold them.
  var sessionSection: Markup {
    let listed = Self.sessionsListed
    guard !summary.sessions.isEmpty else { return "" }
    let rows = summary.inOrderOfDays.prefix(listed).map { session -> [Markup] in
      let people = People([session])
      let materials = Materials([session], units: units)
      let given =
        materials.items.map { "\($0.name) \($0.total.sumText(language, counter: $0.counter, of: $0.kind))" }
        + materials.unknown.map { "\($0) \(language("未报数", "not reported"))" }
      return [
        "\(day(session.date))",
        "\(units[session.key.unit].map { units.fullName(of: $0) } ?? session.key.unit)",
        title(session), text(people.attendance), served(people),
        "\(given.isEmpty ? "—" : given.joined(separator: language("；", "; ")))",
      ]
    }
    let rest = summary.sessions.count - listed
    let more: Markup =
      rest > 0
      ? "<p>\(language("另有 \(rest) 场未列出；可用 --format csv --by session 导出全部。", "\(rest) more; --format csv --by session lists all."))</p>"
      : ""
    return section(
      "活动清单", "Sessions",
      table(
        [
          language("日期", "Date"), language("单位", "Unit"), language("活动", "Session"),
          language("参加", "Attendance"),
          language("服务", "Served"), language("物资", "Handed out"),
        ], rows) + more)
  }

  /// How many sessions are listed one by one.
  public static let sessionsListed = 300

  /// The title, and below it what was done.
  private func title(_ session: SessionFacts) -> Markup {
    let title = summary.title(of: session, language)
    guard let activities = activities[session.root], !activities.isEmpty else { return "\(title)" }
    return "\(title)<div><small>\(activities.joined(separator: language("、", ", ")))</small></div>"
  }

  private func day(_ date: SessionDate) -> String {
    switch date.day {
    case .exact(let day): day.description
    case .interval(let first, let last): "\(first) — \(last)"
    case .unknown: date.said ?? language("未写", "not given")
    }
  }
}
