import Planning
import Recurrence

/// Deadlines, reports, chases, records and privacy.
extension NoticeTexts {
  // MARK: - Deadlines

  /// `6 月 5 日（星期五）前`.
  func by(_ day: String) -> String { language("\(day)前", "by \(day)") }

  /// `活动结束后 5 个工作日内`.
  func within(_ offset: DayOffset, of event: Event) -> String {
    let event = word(event, isBefore: offset.count < 0)
    if offset.count == 0 { return language("\(event)当天", "on the day of \(event)") }
    let span = span(offset)
    return offset.count < 0
      ? language("\(event)前 \(span)", "\(span) before \(event)")
      : language("\(event)后 \(span)内", "within \(span) after \(event)")
  }

  /// What a deadline is counted from, where no date can be named or the date alone would not say why.
  enum Event {
    /// Of a campaign that recurs within the year.
    case eachTime
    case day
    case severalDays
    /// A day on which nothing is held: visits before a festival.
    case anchor(String)
  }

  private func word(_ event: Event, isBefore: Bool) -> String {
    switch event {
    case .eachTime: language("每次活动", "each occurrence")
    case .day: language("活动", "the day")
    case .severalDays: language(isBefore ? "活动开始" : "活动结束", isBefore ? "the first day" : "the last day")
    case .anchor(let day): language(" \(day)", day)
    }
  }

  /// `5 个工作日`, `7 天`.
  func span(_ offset: DayOffset) -> String {
    let count = abs(offset.count)
    let plural = count == 1 ? "" : "s"
    return switch offset.measure {
    case .workdays: language("\(count) 个工作日", "\(count) working day\(plural)")
    case .days: language("\(count) 天", "\(count) day\(plural)")
    }
  }

  // MARK: - Reports

  var dueLabel: String { language("报送时限", "When") }
  var askedLabel: String { language("报送内容", "What") }
  var briefLabel: String { language("工作简讯", "Brief") }
  var chaseLabel: String { language("催报", "Reminders") }

  func reportBy(_ deadline: String, counted: String?) -> String {
    ended(
      language("\(deadline)报送", deadline) + (counted.map { language("，即\($0)", ", that is \($0)") } ?? ""))
  }
  var ownDayCounts: String {
    language("自选日期举办的，从举办之日起算。", "Units that chose a day of their own count from that day.")
  }
  func asked(_ words: [String]) -> String { ended(join(words.map { ComposerTexts(language).asked($0) })) }
  func brief(_ characters: Int?) -> String {
    language("随报告报送简讯 1 篇", "one with the report")
      + (characters.map { language("，不超过 \($0) 字。", ", of at most \($0) characters.") } ?? language("。", "."))
  }

  // MARK: - Chases

  /// Each step in plain words, of the report or of the parts.
  func chases(_ steps: [String], ofParts: Bool, both: Bool) -> String {
    let subject =
      ofParts
      ? language("各项活动截止后未报的，", "after the deadline of an activity, ")
      : both ? language("总结报告截止后未报的，", "after the deadline of the report, ") : ""
    return ended(subject + steps.joined(separator: language("，", ", ")))
  }
  var chasesEnd: String { language("报告一到，即不再催。", "They stop when the report arrives.") }

  func chase(_ after: DayOffset, to: String, digest: Bool) -> String {
    let when =
      after.count == 0
      ? language("截止当天", "on the deadline") : language("逾期 \(span(after))", "after \(span(after))")
    return digest
      ? language("\(when)将未报名单送\(to)", "\(when) a list of who is late goes to \(to)")
      : language("\(when)提醒\(to)", "\(when) \(to) is reminded")
  }
  var ownUnit: String { language("本单位", "the unit itself") }
  func superior(_ level: LevelWords) -> String { language("所在\(level.short)", "its \(level.en)") }

  // MARK: - Records and privacy

  var archiveLabel: String { language("归档", "Records") }
  var privacyLabel: String { language("隐私", "Privacy") }

  func archive(keep: [String], acceptBy: String?, close: String?) -> String {
    var clauses: [String] = []
    if !keep.isEmpty { clauses.append(language("保存\(join(keep))", "keep \(join(keep))")) }
    if let acceptBy { clauses.append(language("由\(acceptBy)验收", "accepted by \(acceptBy)")) }
    if let close { clauses.append(language("\(close)结项", "closed \(close)")) }
    return sentence(clauses)
  }

  func privacy(_ privacy: Privacy) -> String {
    var sentences: [String] = []
    let days = privacy.keepNamesForDays
    switch (privacy.collect, days) {
    case (.counts, 0): sentences.append(language("只统计人数，不收集姓名", "counts only, no names"))
    case (.counts, _):
      sentences.append(
        language(
          "平时只统计人数，确需登记姓名的，\(days) 天后改为人数",
          "counts as a rule; names where they are needed become counts after \(days) days"))
    case (.names, 0):
      sentences.append(language("登记姓名，办完即改为人数", "names are taken and become counts when it is over"))
    case (.names, _):
      sentences.append(
        language("登记姓名，\(days) 天后改为人数", "names are taken and become counts after \(days) days"))
    }
    sentences.append(language("未成年人任何时候只记人数", "minors are only ever counted"))
    if privacy.masksMessages, privacy.collect == .names || days > 0 {
      sentences.append(language("消息中的姓名一律打码", "names in messages are masked"))
    }
    if !privacy.consentFor.isEmpty {
      sentences.append(
        language(
          "使用\(join(privacy.consentFor))须先征得本人同意", "\(join(privacy.consentFor)) are used only with consent"))
    }
    return ended(sentences.joined(separator: clause))
  }

  // MARK: - Remarks to whoever sends it

  func remarkSamples(_ parts: [String]) -> String {
    language(
      "示例日期还没有核定：\(join(parts))；请改好 due，去掉 sample_date",
      "sample dates are not settled: \(join(parts)); write the right 'due' and take 'sample_date' out")
  }
  func remarkProvisional(_ years: [Int]) -> String {
    let files = years.map { "calendar-\($0).yaml" }.joined(separator: list)
    return language("没有 \(files)，有的日期是暂定", "there is no \(files), so some dates are provisional")
  }
}
