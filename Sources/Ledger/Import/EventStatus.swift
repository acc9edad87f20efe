import Planning

/// Whether an event took place, in the words that tables have for it.
enum EventStatus {
  /// What a cell of a column for it says; nil for words that say something else.
  static func cell(_ text: String) -> Session.Status? {
    words[String(text.map(\.halfWidth)).lowercased().trimmed]
  }

  /// What a remark says of an event that did not take place, or not yet: 因雨取消, 延期.
  static func remark(_ text: String) -> Session.Status? {
    let text = text.lowercased()
    if cancellations.contains(where: text.contains) { return .cancelled }
    return postponements.contains(where: text.contains) ? .planned : nil
  }

  private static let cancellations = [
    "取消", "停办", "未举办", "没举办", "未开展", "没开展", "没有开展", "cancelled", "canceled",
  ]
  private static let postponements = ["延期", "推迟", "改期", "暂缓", "postponed", "put off"]

  private static let words: [String: Session.Status] = {
    var words: [String: Session.Status] = [:]
    for word in [
      "已办", "已举办", "已开展", "已完成", "完成", "办了", "已结束", "结束", "是", "有", "√", "✓", "✔", "正常", "held", "done",
      "yes", "completed",
    ] { words[word] = .held }
    for word in [
      "取消", "已取消", "停办", "未举办", "没举办", "未开展", "没开展", "没有开展", "未办", "没办", "否", "×", "✗", "✘", "cancelled",
      "canceled", "no",
    ] { words[word] = .cancelled }
    for word in [
      "计划", "待办", "待开展", "待举办", "筹备", "筹备中", "延期", "已延期", "推迟", "改期", "暂缓", "planned", "postponed",
    ] { words[word] = .planned }
    return words
  }()
}

extension BilingualText {
  static func unknownEventStatus(_ words: String) -> BilingualText {
    BilingualText(
      zh: "看不懂“\(words.withMaskedNames)”是办了没有，按已办登记，是否正确？（已办、取消、计划）",
      en:
        "'\(words.withMaskedNames)' does not say whether it took place: taken as held, is that right? (held, cancelled, planned)"
    )
  }

  static func notHeldWithFigures(_ words: String) -> BilingualText {
    BilingualText(
      zh: "写的是“\(words.withMaskedNames)”，却有数字，按已办登记，是否正确？",
      en: "it says '\(words.withMaskedNames)' and has figures: taken as held, is that right?")
  }

  static func notHeldByRemark(_ words: String, _ status: Session.Status) -> BilingualText {
    let (zh, en) = status == .cancelled ? ("取消", "cancelled") : ("还没办", "still to come")
    return BilingualText(
      zh: "这里写着“\(words.withMaskedNames)”，按\(zh)登记，是否正确？",
      en: "it says '\(words.withMaskedNames)' here: taken as \(en), is that right?")
  }
}
