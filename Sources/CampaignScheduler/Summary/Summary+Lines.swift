import Ledger
public import Planning
import Recurrence

/// One line of a printed summary: a label, its main figure and what is said about it.
struct SummaryLine: Hashable {
  let label: String
  /// Set apart in its own column; empty if there is none.
  let figure: String
  let remark: String
}

extension Summary {
  func lines(_ language: Language) -> [SummaryLine] {
    [
      scopeLines, activityLines, regionLines, peopleLines, materialLines, planLines, stockLines, taskLines,
      missingLines,
      targetLines, repeatLines, notes.lines,
    ]
    .flatMap { $0(language) }
  }

  /// The title with its months, or with its days if others than whole months were asked for.
  public func heading(_ language: Language) -> String {
    let span = spanText(language)
    return title.text(language) + (span.isEmpty ? "" : language("（\(span)）", " (\(span))"))
  }

  private func spanText(_ language: Language) -> String {
    guard let from, let to else { return "" }
    if language == .en { return from == to ? "\(from)" : "\(from) to \(to)" }
    if isSpanGiven, from.day != 1 || to.adding(days: 1).day != 1 {
      return from == to ? "\(from)" : "\(from) 至 \(to)"
    }
    let first = "\(from.year) 年 \(from.month) 月"
    if from.year != to.year { return "\(first)—\(to.year) 年 \(to.month) 月" }
    return from.month == to.month ? first : "\(first)—\(to.month) 月"
  }

  /// What it is about, where that is neither everything nor in the title.
  private func scopeLines(_ language: Language) -> [SummaryLine] {
    let session = session.map { "\(title(of: $0, language))" + language("（\($0.key)）", " (\($0.key))") }
    return [
      SummaryLine(label: language("场次", "Session"), figure: "", remark: session ?? ""),
      SummaryLine(label: language("单位", "Unit"), figure: "", remark: unitName ?? ""),
    ].filter { !$0.remark.isEmpty }
  }

  /// In English its English title, if somebody gave one.
  func title(of session: SessionFacts, _ language: Language) -> String {
    language(session.title, englishTitles[session.root] ?? session.title)
  }

  private func activityLines(_ language: Language) -> [SummaryLine] {
    let words: [(SessionDate.Precision, String, String)] = [
      (.day, "有具体日期", "with a day"), (.interval, "只有时段", "with an interval"),
      (.none, "未写日期", "without a date"),
    ]
    let parts = words.compactMap { precision, zh, en in
      byPrecision[precision].map { language("\(zh) \($0) 场", "\($0) \(en)") }
    }
    return [
      SummaryLine(
        label: language("活动", "Sessions"), figure: language("\(sessions.count) 场", "\(sessions.count)"),
        remark: parts.isEmpty ? "" : language("其中：", "") + parts.joined(separator: language("，", ", ")))
    ]
  }

  private func regionLines(_ language: Language) -> [SummaryLine] {
    let apart = People.unique(coverage.flatMap(\.apart))
    let rates = coverage.map { row in
      let level = row.level.name.text(language)
      let percent = row.percent.map { language("（\($0)%）", " (\($0)%)") } ?? ""
      return language(
        "\(row.with) \(level) / \(row.of) \(level)\(percent)", "\(level): \(row.with) / \(row.of)\(percent)")
    }
    let others =
      apart.isEmpty ? [] : [language("另：", "apart: ") + apart.joined(separator: language("、", ", "))]
    let places = regions.map { region in
      var inner = region.units.map { "\($0.name) \($0.count)" }
      if !inner.isEmpty, region.own > 0 { inner.append(language("本级 \(region.own)", "itself \(region.own)")) }
      let name = region.isRoot ? region.name + language("本级", " itself") : region.name
      let count = language("\(name) \(region.count) 场", "\(name) \(region.count)")
      let all = inner.joined(separator: language("，", ", "))
      return inner.isEmpty ? count : count + language("（\(all)）", " (\(all))")
    }
    return [
      SummaryLine(
        label: language("地区", "Regions"), figure: "", remark: (rates + others).joined(separator: "   ")),
      SummaryLine(label: "", figure: "", remark: places.joined(separator: "  ")),
      SummaryLine(
        label: language("偏远单位", "Remote units"), figure: "", remark: remoteText?.text(language) ?? ""),
    ].filter { !$0.remark.isEmpty }
  }

  private func peopleLines(_ language: Language) -> [SummaryLine] {
    let parts = partsText(people.attendance.parts, language)
    let reported = language(
      "\(sessions.count) 场中 \(people.reporting) 场报了人数\(parts)",
      "\(people.reporting) of \(sessions.count) \(sessions.count == 1 ? "session" : "sessions") gave a number\(parts)"
    )
    let silent =
      people.notReporting > 0
      ? language("；\(people.notReporting) 场未报", "; \(people.notReporting) did not") : ""
    var lines = [
      SummaryLine(
        label: language("参加", "Attendance"), figure: sumText(people.attendance, language),
        remark: [reported + silent, unknownGroupsText(language)].filter { !$0.isEmpty }
          .joined(separator: language("；", "; ")))
    ]
    lines += servedLines(language)
    if people.online.total.isKnown {
      lines.append(
        SummaryLine(
          label: language("线上观看", "On line"),
          figure: sumText(people.online, language),
          remark: language("不计入参加人数", "not part of attendance")))
    }
    if let training {
      lines.append(
        SummaryLine(
          label: language("培训", "Training"),
          figure: language("\(training.sessions) 场", "\(training.sessions)"),
          remark: training.text(language)))
    }
    return lines
      + people.apart(language).map { label, helpers in
        SummaryLine(
          label: label, figure: helpers.total.sumText(language, counter: CountingWord.person),
          remark: helpers.remark(language))
      }
  }

  private func servedLines(_ language: Language) -> [SummaryLine] {
    var lines: [SummaryLine] = []
    let serviceName = people.serviceName(language)
    if people.served.total.isKnown || people.unknownServiceEntries > 0 {
      let unknown = people.unknownServices.joined(separator: language("、", ", "))
      lines.append(
        SummaryLine(
          label: serviceName, figure: sumText(people.served, language),
          remark: people.unknownServiceEntries == 0
            ? ""
            : language(
              "另有 \(people.unknownServiceEntries) 项未报数（\(unknown)）",
              "\(people.unknownServiceEntries) more not reported (\(unknown))")))
    }
    if let remark = people.togetherRemark(language) {
      lines.append(
        SummaryLine(
          label: language("合计服务", "Together"),
          figure: people.reached.sumText(language, counter: people.reachedCounter),
          remark: language("（\(remark)）", "(\(remark))")))
    }
    return lines
  }

  private func materialLines(_ language: Language) -> [SummaryLine] {
    let items = materials.items.map { item in
      let unknowns =
        item.unknowns > 0 ? language("（另有 \(item.unknowns) 处未报数）", " (\(item.unknowns) not reported)") : ""
      return "\(item.name) \(item.total.sumText(language, counter: item.counter, of: item.kind))"
        + partsText(item.parts, language) + unknowns
    }
    let unknown =
      materials.unknown.isEmpty
      ? ""
      : language(
        "另有 \(materials.unknown.count) 种未报数：",
        "\(materials.unknown.count) \(materials.unknown.count == 1 ? "item" : "items") not reported: ")
        + materials.unknown.joined(separator: language("、", ", "))
    let all = materials.totalText(language).map { language("共".counting($0), "together \($0)") } ?? ""
    let rows = [
      items.joined(separator: language("；", "; ")),
      [all, unknown].filter { !$0.isEmpty }.joined(separator: language("；", "; ")),
    ].filter { !$0.isEmpty }
    return rows.enumerated().map { index, row in
      SummaryLine(label: index == 0 ? language("物资", "Materials") : "", figure: "", remark: row)
    }
  }

  private func taskLines(_ language: Language) -> [SummaryLine] {
    guard !byKeyTask.isEmpty || !keyTasks.isEmpty else { return [] }
    let done = byKeyTask.map { "\(tags.text($0.name, language)) \($0.count)" }.joined(
      separator: language("，", ", "))
    let empty = keyTasksWithoutSession.map { tags.text($0, language) }.joined(separator: language("、", ", "))
    let rest = empty.isEmpty ? "" : language("没有活动：\(empty)", "without a session: \(empty)")
    let untold =
      untasked == 0 || keyTasks.isEmpty
      ? ""
      : language("\(untasked) 场未标任务", "\(untasked) \(untasked == 1 ? "session names" : "sessions name") none")
    let number = ["", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"]
    let label = number.indices.contains(keyTasks.count) ? number[keyTasks.count] + "项任务" : "各项任务"
    return [
      SummaryLine(
        label: language(keyTasks.isEmpty ? "任务" : label, "Key tasks"), figure: "",
        remark: [done, rest, untold].filter { !$0.isEmpty }.joined(separator: language("；", "; ")))
    ]
  }

  private func missingLines(_ language: Language) -> [SummaryLine] {
    guard !missing.isEmpty else { return [] }
    let rows = missing.map { row in
      let days = row.days.map { $0.listText(language) }.joined(separator: language("、", ", "))
      let fields = row.texts(language).joined(separator: language("、", ", "))
      return row.name + (days.isEmpty ? "" : " " + days) + language("：", ": ") + fields
    }
    return [
      SummaryLine(
        label: language("请补报", "Please add"), figure: "", remark: rows.joined(separator: language("；", "; ")))
    ]
  }

  private func targetLines(_ language: Language) -> [SummaryLine] {
    targets.enumerated().map { index, row in
      SummaryLine(
        label: index == 0 ? language("目标", "Targets") : "", figure: "", remark: row.text(language))
    }
  }
}

extension People {
  /// 义诊、咨询; 服务 where it takes more than two words.
  func serviceName(_ language: Language) -> String {
    services.isEmpty || services.count > 2
      ? language("服务", "Served") : services.joined(separator: language("、", ", "))
  }

  /// What ``reached`` adds; nil if it adds nothing, and need not be shown.
  func togetherRemark(_ language: Language) -> String? {
    if hasBoth {
      language(
        "参加人数与\(serviceName(.zh))人数相加，可能有重复", "attendance and services added; persons may count twice")
    } else if addsTimes {
      language("人数与人次相加，可能有重复", "persons and person-times added; persons may count twice")
    } else {
      nil
    }
  }

  /// Those who are no part of attendance, by what they are called.
  func apart(_ language: Language) -> [(label: String, helpers: Helpers)] {
    helpers.map { ($0.role.text(language), $0) } + signedUp.map { ($0.signedUpText(language), $0) }
  }
}

extension People.Helpers {
  func remark(_ language: Language) -> String {
    language("不计入参加人数", "not part of attendance")
      + (unknowns == 0 ? "" : language("；另有 \(unknowns) 处未报数", "; \(unknowns) more not reported"))
  }

  /// What those of this role are called who said that they would come.
  func signedUpText(_ language: Language) -> String {
    role == .public
      ? language("报名", "Signed up")
      : language("\(role.text(.zh))报名", "Signed-up \(role.text(.en).lowercased())")
  }
}

extension Count.Role {
  func text(_ language: Language) -> String {
    switch self {
    case .public: language("群众", "Public")
    case .staff: language("工作人员", "Staff")
    case .volunteers: language("志愿者", "Volunteers")
    case .speakers: language("讲师", "Speakers")
    }
  }
}
