import Planning
import Recurrence

/// Whether an event took place, in the words that tables have for it.
enum EventStatus {
  /// What a cell of a column for it says; nil for words that say something else.
  static func cell(_ text: String) -> Session.Status? {
    words[text.inHalfWidth.lowercased().trimmed] ?? title(text)
  }

  /// What a remark says of an event that did not take place, or not yet: 因雨取消, 延期.
  static func remark(_ text: String) -> Session.Status? {
    // Most remarks and titles have none of these signs.
    guard text.unicodeScalars.contains(where: signs.contains) else { return nil }
    let text = text.lowercased()
    func says(_ word: String) -> Bool {
      // 没有取消.
      text.firstRange(of: word).map { !(text[..<$0.lowerBound].last.map("未没有不".contains) ?? false) } ?? false
    }
    if cancellations.contains(where: says) { return .cancelled }
    return postponements.contains(where: says) ? .planned : nil
  }

  /// What a title says of it in brackets, before a colon or at its end. 取消婚检费宣讲 is an event.
  static func title(_ title: String) -> Session.Status? {
    guard let status = remark(title) else { return nil }
    let half = title.inHalfWidth.lowercased()
    for apart in half.matches(of: #/[(\[【]([^)\]】]*)[)\]】]|^([^:]+):/#) {
      if let status = remark(String(apart.1 ?? apart.2 ?? "")) { return status }
    }
    return (cancellations + postponements).contains(where: half.hasSuffix) ? status : nil
  }

  /// Whether it was moved to the day that it was held on: 原定五月，推迟, 延期至6月1日举办.
  static func isMoved(_ text: String, to date: SessionDate) -> Bool {
    if text.contains("原") { return true }
    if let first = date.first, let day = LooseDate.find(in: text)?.date.date(inYear: first.year), day != first
    {
      return false
    }
    return postponements.contains { word in
      let rest = text.firstRange(of: word).map { text[$0.upperBound...] } ?? ""
      return ["到", "至", "后", "举", "开", " to "].contains(where: rest.hasPrefix)
    }
  }

  private static let signs = Set("取停未没延推改暂顺不nNfF".unicodeScalars)
  private static let cancellations = [
    "取消", "停办", "未举办", "没举办", "没有举办", "未能举办", "未开展", "没开展", "没有开展", "未能开展", "未办成", "没办成", "没有办成", "不办了",
    "cancelled", "canceled", "not held",
  ]
  private static let postponements = ["延期", "推迟", "改期", "暂缓", "暂停", "顺延", "postponed", "put off"]

  private static let words: [String: Session.Status] = {
    var words: [String: Session.Status] = [:]
    for word in [
      "已办", "已举办", "已开展", "已完成", "完成", "办了", "已结束", "结束", "是", "有", "√", "✓", "✔", "正常", "held", "done",
      "yes", "completed",
    ] { words[word] = .held }
    for word in [
      "取消", "已取消", "停办", "未举办", "没举办", "未开展", "没开展", "没有开展", "未办", "没办", "未办成", "没办成", "没有办成", "没有举办", "否",
      "×", "✗", "✘", "cancelled",
      "canceled", "no",
    ] { words[word] = .cancelled }
    for word in [
      "计划", "待办", "待开展", "待举办", "筹备", "筹备中", "延期", "已延期", "推迟", "改期", "暂缓", "暂停", "顺延", "planned",
      "postponed",
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
