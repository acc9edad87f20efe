import Planning
import Recurrence

/// What the workspace knows better than a sessions file.
extension SessionsFile.Event {
  /// Why it is not taken: nobody held it in such a year, and what was held can't lie ahead.
  func refusal(today: CivilDate) -> ImportRow? {
    guard let first = session.date.first else { return nil }
    if session.date.isBeyondReason(today: today) {
      return refused(zh: "日期 \(first) 不合情理；请核对年份", en: "\(first) is beyond reason; check the year")
    }
    guard first > today, session.status == .held || !figures.isEmpty else { return nil }
    return figures.isEmpty
      ? refused(
        zh: "日期 \(first) 还没到，却写成已办；还没办的请写 status: planned",
        en: "\(first) is still to come; write status: planned for what was not held yet")
      : refused(
        zh: "日期 \(first) 还没到，却已有数字", en: "\(first) is still to come, but there are figures")
  }

  /// Why it is not taken: of health goods nothing but the quantity is kept.
  func overtold(_ policy: GoodsPolicy) -> ImportRow? {
    for case .goods(let move) in figures where move.signers != nil {
      guard policy.isHealth(move.item, for: occurrence?.campaign) else { continue }
      return refused(
        "materials", zh: "“\(move.item)”是健康用品，只记数量；请去掉 by 和 second",
        en: "of '\(move.item)', a health item, only the quantity is kept: leave out by and second")
    }
    return nil
  }

  private func refused(_ cell: String = "date", zh: String, en: String) -> ImportRow {
    ImportRow(
      row: id, cell: cell, result: .refused,
      reason: BilingualText(zh: "第 \(line) 行：\(zh)", en: "line \(line): \(en)"))
  }

  /// The event in the edition that its day belongs to, where the file names none.
  func placed(_ context: TableContext) -> Self {
    guard let key = occurrence, !isEditionWritten else { return self }
    var event = self
    switch context.occurrence(key.campaign, session.date) {
    case .found(let found), .supposed(let found, _), .outside(let found, _): event.occurrence = found
    case .noCampaign, .refused: break
    }
    return event
  }

  /// Why it is not taken: there is no such campaign but one of nearly that name, or no such edition.
  func misplaced(_ context: TableContext) -> ImportRow? {
    guard let key = occurrence else { return nil }
    switch context.occurrence(key.campaign, session.date) {
    case .noCampaign:
      // A campaign that nobody defined here yet: the event is taken, and asked about. One that is nearly known is a slip.
      guard Vocabulary.nearest(to: key.campaign, among: context.campaigns) != nil else { return nil }
      let reason = BilingualText.noCampaign(key.campaign, among: context.campaigns)
      return refused("campaign", zh: reason.text(.zh), en: reason.text(.en))
    case .refused(let reason):
      guard !isEditionWritten else { return nil }
      return refused(
        "occurrence", zh: "\(reason.text(.zh))；请写 occurrence（届次）",
        en: "\(reason.text(.en)); write its occurrence")
    case .found(let found), .supposed(let found, _), .outside(let found, _):
      guard isEditionWritten, found != key, !context.isEdition(key) else { return nil }
      return refused(
        "occurrence", zh: "没有 \(key.occurrence) 届；按日期是 \(found.occurrence) 届，请改写或不写 occurrence",
        en:
          "there is no \(key.occurrence) of it; by its day it is of \(found.occurrence): write that, or no occurrence"
      )
    }
  }

  /// What somebody should look at; it is entered all the same, for the file may know more than the workspace.
  func doubt(_ context: TableContext) -> ImportRow? {
    if let key = occurrence, let doubt = doubt(about: key, context) { return doubt }
    return session.keyTask.flatMap { BilingualText.unknownKeyTask($0, among: context.keyTasks) }.map {
      asked("key_task", zh: $0.zh, en: $0.text(.en))
    }
  }

  private func doubt(about key: OccurrenceKey, _ context: TableContext) -> ImportRow? {
    switch context.occurrence(key.campaign, session.date) {
    case .noCampaign:
      return asked(
        "campaign", zh: "没有活动“\(key.campaign)”，按这个编号登记，是否正确？",
        en: "there is no campaign '\(key.campaign)': entered under it, is that right?")
    case .refused(let reason), .outside(_, let reason):
      guard session.date.first != nil else { return nil }
      return asked(
        "date", zh: "\(reason.zh)；已按写的登记，日期写错了请用 session move 改",
        en: "\(reason.text(.en)); entered as written, if the day is wrong use 'session move'")
    case .supposed(_, let campaign) where !isEditionWritten:
      return asked(
        "campaign", zh: "按活动“\(campaign)”登记，是否正确？",
        en: "entered for the campaign '\(campaign)', is that right?")
    case .found(let found), .supposed(let found, _):
      guard found != key else { return nil }
      return asked(
        "occurrence", zh: "按日期是 \(found.occurrence) 届，写的是 \(key.occurrence)，按写的登记，是否正确？",
        en:
          "by its day it is of \(found.occurrence), not of \(key.occurrence): entered as written, is that right?"
      )
    }
  }

  private func asked(_ cell: String, zh: String, en: String) -> ImportRow {
    ImportRow(
      row: id, cell: cell, result: .question,
      reason: BilingualText(zh: "第 \(line) 行：\(zh)", en: "line \(line): \(en)"), isEntered: true)
  }
}

extension BilingualText {
  /// A row of a table whose day is no day of its campaign.
  static func outside(_ reason: BilingualText) -> BilingualText {
    BilingualText(
      zh: "\(reason.zh)；请核对日期，确属这一届的导入时加 --late 写明原因",
      en: "\(reason.text(.en)); check the date, or import with --late to say why it belongs there")
  }
}
