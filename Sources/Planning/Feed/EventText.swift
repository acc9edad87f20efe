import Recurrence

/// What an event says to people.
struct EventText {
  let row: PlanRow
  /// Nil if it is not known, so that only ids can be named.
  let campaign: Campaign?
  let shared: SharedDefinitions
  let language: Language

  var status: FeedEvent.Status {
    row.isSkipped ? .cancelled : row.provisional ? .tentative : .confirmed
  }

  var lines: [ContentLine] {
    var lines: [ContentLine] = [.text("SUMMARY", summary), .text("DESCRIPTION", description)]
    if row.kind == .occurrence, let venue = campaign?.venue?.usual { lines.append(.text("LOCATION", venue)) }
    lines.append(
      .list("CATEGORIES", [kind] + (campaign?.keyTasks ?? []).map { shared.keyTasks.text(of: $0, language) }))
    // Only an occurrence with hours keeps somebody busy; a whole day or week of it does not.
    let isBusy = row.kind == .occurrence && campaign?.schedule.hours != nil && !row.isSkipped
    lines.append(ContentLine("TRANSP", isBusy ? "OPAQUE" : "TRANSPARENT"))
    return lines
  }

  // MARK: - One line

  /// `5·29会员活动日 · 任务：印制宣传资料（暂定）`.
  private var summary: String {
    var summary = campaign?.name.text(language) ?? row.campaign
    if row.kind != .occurrence { summary += " · \(kind)\(language("：", ": "))\(subject)" }
    var marks: [String] = []
    if row.isSkipped { marks.append(language("停办", "not held")) }
    if row.digest { marks.append(language("汇总", "digest")) }
    if row.provisional { marks.append(language("暂定", "provisional")) }
    guard !marks.isEmpty else { return summary }
    let list = marks.joined(separator: language("，", ", "))
    return summary + language("（\(list)）", " (\(list))")
  }

  private var kind: String {
    switch row.kind {
    case .occurrence: language("活动", "Campaign")
    case .task: language("任务", "Task")
    case .remind: language("提醒", "Reminder")
    case .due: language("截止", "Due")
    case .chase: language("催报", "Chase")
    }
  }

  /// What is to be done, what is due, which reminder, who is chased.
  private var subject: String {
    switch row.kind {
    case .occurrence: ""
    case .task: task?.what ?? row.id
    case .due: part ?? (row.id == "report" ? language("报告", "report") : row.id)
    case .remind, .chase: part.map { language("\(row.id)，\($0)", "\(row.id), \($0)") } ?? row.id
    }
  }

  private var part: String? {
    row.part.map { id in campaign?.parts.first { $0.id == id }?.name.text(language) ?? id }
  }

  private var task: CampaignTask? { campaign?.tasks.first { $0.id == row.id } }

  // MARK: - Several lines

  private var description: String {
    let part = part.map { language("分项：\($0)", "Part: \($0)") }
    let lines =
      occurrenceLines + [row.note?.text(language), part] + detailLines + [unitLine, provisionalLine]
    return lines.compactMap { $0 }.joined(separator: "\n")
  }

  private var occurrenceLines: [String?] {
    guard row.kind == .occurrence, let campaign else { return [] }
    let number = campaign.ordinal?.number(in: row.year)
    let edition = language(campaign.ordinal?.text(in: row.year) ?? "", number.map { "Edition \($0)" } ?? "")
    return [
      number == nil ? nil : edition,
      campaign.years[row.year]?.theme.map { language("主题：\($0)", "Theme: \($0)") },
      campaign.schedule.hours.flatMap { hours in
        hours.to == nil ? language("结束时间没有写，按一小时排", "No end is given; an hour is shown") : nil
      },
    ]
  }

  private var detailLines: [String?] {
    let clock = row.local.time
    return switch row.kind {
    case .occurrence: []
    case .task:
      [
        task.map { language("负责：\($0.owner)", "Owner: \($0.owner)") },
        language("当天 \(clock) 前完成", "To be done by \(clock) that day"),
      ]
    case .due: [language("当天 \(clock) 截止", "Until \(clock) that day")]
    case .remind: [receiver.map { language("发给：\($0)", "To: \($0)") }]
    case .chase: []
    }
  }

  private var receiver: Post? { campaign?.reminders.first { $0.id == row.rule }?.to }

  private var unitLine: String {
    if let unit = row.unit {
      let name = shared.tree[unit]?.name ?? unit
      return language("单位：\(name)", "Unit: \(name)")
    }
    return language("\(row.units) 个单位", row.units == 1 ? "1 unit" : "\(row.units) units")
  }

  private var provisionalLine: String? {
    guard row.provisional else { return nil }
    return language("暂定：当年放假安排还没有文件", "Provisional: the rest days of the year are not announced yet")
  }
}
