public import Planning

extension LedgerEntry {
  /// One line about it: what it states, or which entry it corrects or voids, and why.
  ///
  /// - `units`: Where the names of units are found that it mentions by their ids.
  /// - `keyTasks`: What key tasks are called in both languages.
  /// - `corrected`: What the entry states that it corrects, if its reader wants to know what is otherwise now.
  public func what(
    _ language: Language, units: UnitTree? = nil, keyTasks: [BilingualText] = [],
    corrected: LedgerEntry.Content? = nil
  ) -> String {
    func named(_ content: LedgerEntry.Content) -> LedgerEntry.Content {
      content.naming(units).naming(keyTasks, language)
    }
    let tail = lateReason.map { language("（补录：\($0)）", " (late: \($0))") } ?? ""
    return switch act {
    case .record(let content): named(content).text(language) + tail
    case .correct(let target, let content, let reason):
      language("更正 \(target)：", "corrects \(target): ") + named(content).text(language)
        + named(content).changes(from: corrected.map(named), language)
        + (content.says(reason)
          ? ""
          : language("（\(UsualReason.text(reason, language))）", " (\(UsualReason.text(reason, language)))"))
        + tail
    case .void(let target, let reason):
      language(
        "作废 \(target)（\(UsualReason.text(reason, language))）",
        "voids \(target) (\(UsualReason.text(reason, language)))") + tail
    }
  }
}

extension LedgerEntry.Content {
  /// What is counted or given; the kind of entry where nothing is.
  public func subject(_ language: Language) -> String {
    switch self {
    case .session(let session): language(session.title, session.englishTitle ?? session.title)
    case .moved: language("日期", "date")
    case .status: language("状态", "status")
    case .count(let count):
      count.measureText(language)
    case .goods(let move): move.item
    case .report: language("上报", "report")
    case .acceptance(let decision): decision.act.text(language)
    case .task: language("任务完成", "task done")
    case .inspection(let inspection): inspection.subject(language)
    case .stage: language("进度", "stage")
    case .note: language("备注", "note")
    case .sheet(let sheet): sheet.key
    case .closing: language("届次", "occurrence")
    case .purged: language("名单", "list")
    }
  }

  /// The figure that it states; nil if it states none.
  public var figure: (quantity: Quantity, counter: String?)? {
    switch self {
    case .count(let count): (count.quantity, count.counter)
    case .goods(let move): (move.quantity, move.counter)
    case .session, .moved, .status, .report, .note, .sheet, .closing, .purged: nil
    case .acceptance, .task, .inspection, .stage: nil
    }
  }

  public func text(_ language: Language) -> String {
    let detail =
      switch self {
      case .session(let session): session.date.listText(language)
      case .moved(let date): date.listText(language)
      case .status(let status): status.text(language)
      case .count(let count): count.quantity.entryText(language, counter: count.counter)
      case .goods(let move):
        move.kind.text(language) + " "
          + move.quantity.entryText(language, counter: move.counter, of: move.item)
          + move.particulars(language)
      case .report(let report): report.part ?? ""
      case .acceptance(let decision): decision.detail(language)
      case .task(let task): task.task
      case .inspection(let inspection): inspection.detail(language)
      case .stage(let stage): stage.detail(language)
      case .note(let words): UsualNote.text(words, language)
      case .sheet: ""
      case .closing(let closing): closing.text(language)
      case .purged(let list): list.text(language)
      }
    return [subject(language), detail].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Count {
  /// What was counted, and of whom if that is known.
  func measureText(_ language: Language) -> String {
    let name =
      switch measure {
      case .attendance: role.helpers?.text(language) ?? language("参加", "attendance")
      case .online: language("线上观看", "on line")
      // Volunteers who signed up are not the public.
      default: (role.helpers.map { $0.text(language) + language("", " ") } ?? "") + measure.rawValue
      }
    return name + (group.map { language("（\($0)）", " (\($0))") } ?? "")
  }
}

extension Count.Role {
  /// What those who helped are called; nil for the public, who came.
  package var helpers: BilingualText? {
    switch self {
    case .public: nil
    case .staff: BilingualText(zh: "工作人员", en: "staff")
    case .volunteers: BilingualText(zh: "志愿者", en: "volunteers")
    case .speakers: BilingualText(zh: "讲师", en: "speakers")
    }
  }
}

extension Session.Status {
  public func text(_ language: Language) -> String {
    switch self {
    case .planned: language("计划", "planned")
    case .held: language("已办", "held")
    case .cancelled: language("取消", "cancelled")
    case .merged: language("并入其他场次", "merged")
    }
  }
}

extension GoodsMove.Kind {
  public func text(_ language: Language) -> String {
    switch self {
    case .receive: language("领入", "received")
    case .allocate: language("下拨", "allocated")
    case .accept: language("签收", "accepted")
    case .give: language("发放", "given")
    case .return: language("退回", "returned")
    case .damage: language("损坏", "damaged")
    case .lose: language("遗失", "lost")
    case .borrow: language("借出", "lent")
    case .bringBack: language("收回", "brought back")
    case .count: language("盘点", "counted")
    }
  }
}

extension LedgerEntry.Content {
  /// What is otherwise in a session than before, in brackets; nothing for other contents, whose text says it.
  fileprivate func changes(from old: LedgerEntry.Content?, _ language: Language) -> String {
    guard case .session(let session) = self, case .session(let old)? = old else { return "" }
    let changes = session.changes(from: old, language).joined(separator: language("；", "; "))
    return changes.isEmpty ? "" : language("〔\(changes)〕", " [\(changes)]")
  }

  /// Whether its own text has these words already: a count that is corrected for its reason.
  fileprivate func says(_ reason: String) -> Bool {
    if case .goods(let move) = self { move.reason == reason } else { false }
  }

  /// For people: with the names of the units that decided, gave or were given something. A post or a person stays as it
  /// was written.
  fileprivate func naming(_ units: UnitTree?) -> LedgerEntry.Content {
    guard let units else { return self }
    func name(_ id: String) -> String { units[id].map { units.plainName(of: $0) } ?? id }
    switch self {
    case .acceptance(let decision):
      return .acceptance(
        ReportDecision(
          decision.act, part: decision.part, decidedBy: name(decision.decidedBy), reason: decision.reason))
    case .goods(var move):
      (move.from, move.to) = (move.from.map(name), move.to.map(name))
      return .goods(move)
    case .stage(let reached):
      return .stage(StageReached(reached.stage, on: reached.date, decidedBy: name(reached.decidedBy)))
    default: return self
    }
  }

  /// With its key task in the reader's language.
  fileprivate func naming(_ keyTasks: [BilingualText], _ language: Language) -> LedgerEntry.Content {
    guard case .session(var session) = self else { return self }
    session.keyTask = session.keyTask.map { keyTasks.text(of: $0, language) }
    return .session(session)
  }
}
