import Planning

/// What the workspace knows better than a sessions file.
extension SessionsFile.Event {
  /// Why it is not taken: what was held can't lie ahead.
  func refusal(_ context: TableContext) -> ImportRow? {
    guard let first = session.date.first, first > context.today, session.status == .held || !figures.isEmpty
    else { return nil }
    let reason =
      figures.isEmpty
      ? BilingualText(
        zh: "第 \(line) 行：日期 \(first) 还没到，却写成已办；还没办的请写 status: planned",
        en: "line \(line): \(first) is still to come; write status: planned for what was not held yet")
      : BilingualText(
        zh: "第 \(line) 行：日期 \(first) 还没到，却已有数字",
        en: "line \(line): \(first) is still to come, but there are figures"
      )
    return ImportRow(row: id, cell: "date", result: .refused, reason: reason)
  }

  /// What somebody should look at; it is entered all the same, for the file may know more than the workspace.
  func doubt(_ context: TableContext) -> ImportRow? {
    if let key = occurrence {
      switch context.occurrence(key.campaign, session.date) {
      case .noCampaign:
        return asked(
          "campaign", zh: "没有活动“\(key.campaign)”，按这个编号登记，是否正确？",
          en: "there is no campaign '\(key.campaign)': entered under it, is that right?")
      case .refused(let reason):
        guard session.date.first != nil else { break }
        return ImportRow(row: id, cell: "date", result: .question, reason: reason, isEntered: true)
      case .found(let found), .supposed(let found, _):
        if found != key {
          return asked(
            "occurrence", zh: "按日期是 \(found.occurrence) 届，写的是 \(key.occurrence)，按写的登记，是否正确？",
            en:
              "by its day it is of \(found.occurrence), not of \(key.occurrence): entered as written, is that right?"
          )
        }
      }
    }
    guard let task = session.keyTask, !context.keyTasks.isEmpty, !context.keyTasks.contains(task) else {
      return nil
    }
    let known = context.keyTasks.joined(separator: "、")
    return asked(
      "key_task", zh: "“\(task)”不在重点任务之列（\(known)），是否正确？",
      en: "'\(task)' is none of the key tasks (\(known)), is that right?")
  }

  private func asked(_ cell: String, zh: String, en: String) -> ImportRow {
    ImportRow(
      row: id, cell: cell, result: .question,
      reason: BilingualText(zh: "第 \(line) 行：\(zh)", en: "line \(line): \(en)"), isEntered: true)
  }
}
