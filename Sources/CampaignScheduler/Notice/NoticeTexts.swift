import Planning
import Recurrence

/// The words of notices in both languages: this and its extensions are the one table of them.
struct NoticeTexts {
  let language: Language

  init(_ language: Language) {
    self.language = language
  }

  // MARK: - Frame

  func title(_ name: String, year: String) -> String {
    language("关于开展\(year)\(activity(name))的通知", "Notice for \(year): \(name)")
  }

  /// ` 2026 年`; a lunar year whose day lies in the Gregorian year after it is called by its own name.
  func year(_ year: Int, isLunar: Bool) -> String {
    isLunar
      ? language("农历\(SexagenaryYear(lunarYear: year))年", "the lunar year \(year)")
      : language(" \(year) 年", "\(year)")
  }

  /// 春节走访慰问活动, “好家风·健康行”活动: a name with an interpunct is coined and goes in quotation marks.
  func activity(_ name: String) -> String {
    guard language == .zh else { return name }
    let noun = name.hasSuffix("活动") ? "" : "活动"
    if name.contains("·"), !name.contains("“") { return "“\(name)”" + noun }
    return spaced(name) + noun
  }

  /// A space before and after what begins or ends with a Latin letter or a digit, between Chinese characters.
  func spaced(_ text: String) -> String {
    let before = text.first?.isASCII == true && text.first?.isPunctuation == false ? " " : ""
    let after = text.last?.isASCII == true && text.last?.isPunctuation == false ? " " : ""
    return language(before + text + after, text)
  }

  func opening(basis: [String], subject: String) -> String {
    let about = language("现就开展\(subject)有关事项通知如下：", "the following is arranged for \(subject):")
    guard !basis.isEmpty else { return capitalized(about) }
    let named = basis.map { language(Self.quotedTitle($0), $0) }.joined(separator: list)
    let isBareNumber = basis.last.map { $0.wholeMatch(of: #/.*〔\d{4}〕 ?\d+ ?号/#) != nil } ?? false
    return language("根据\(named)\(isBareNumber ? "文件" : "")，\(about)", "On the basis of \(named), \(about)")
  }

  /// `《…的通知》（某办〔2023〕44 号）`: a document's title goes between title marks, its number stays outside.
  private static func quotedTitle(_ text: String) -> String {
    guard !text.contains("《"), let match = text.wholeMatch(of: #/(.+?)(（[^（）]*号）)?/#) else { return text }
    let endings = ["通知", "意见", "方案", "办法", "规定", "要点", "决定", "条例", "规划", "计划", "纲要", "细则", "通报", "公告", "函"]
    guard endings.contains(where: match.1.hasSuffix) else { return text }
    return "《\(match.1)》\(match.2 ?? "")"
  }

  func number(_ number: Int) -> String { language(Self.chineseNumber(number), "\(number)") }

  /// `（一）启动仪式。…`: one of several points; alone it needs no number.
  func point(_ number: Int?, _ label: String?, _ text: String) -> String {
    let mark = number.map { language("（\(Self.chineseNumber($0))）", "(\($0)) ") } ?? ""
    guard let label else { return mark + capitalized(text) }
    return mark + language("\(ended(label))\(text)", "\(label): \(text)")
  }

  /// 1 to 99 as 一 to 九十九.
  static func chineseNumber(_ number: Int) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard (1...99).contains(number) else { return "\(number)" }
    let tens = number / 10
    return (tens > 1 ? digits[tens] : "") + (tens > 0 ? "十" : "") + digits[number % 10]
  }

  var list: String { language("、", ", ") }
  var clause: String { language("；", "; ") }

  func join(_ words: [String]) -> String { words.joined(separator: list) }

  /// Book titles stand side by side without a comma between them.
  func titles(_ titles: [String]) -> String {
    guard language == .zh else { return join(titles) }
    return titles.reduce("") { text, title in
      text.isEmpty || (text.hasSuffix("》") && title.hasPrefix("《")) ? text + title : text + "、" + title
    }
  }

  func sentence(_ clauses: [String]) -> String { ended(clauses.joined(separator: language("，", ", "))) }

  /// With a full stop, unless the words end in one of their own.
  func ended(_ text: String) -> String {
    guard let last = text.last, !"。！？；.!?;".contains(last) else { return text }
    return text + language("。", ".")
  }

  /// English sentences begin with a capital; points after a label do not.
  func capitalized(_ text: String) -> String {
    language(text, text.prefix(1).uppercased() + text.dropFirst())
  }

  // MARK: - Headings

  var themeHeading: String { language("活动主题", "Theme") }
  func timeHeading(hasPlace: Bool) -> String {
    hasPlace ? language("活动时间和地点", "Time and place") : language("活动时间", "Time")
  }
  var whoHeading: String { language("参加范围和对象", "Who takes part") }
  var contentHeading: String { language("活动内容", "Activities") }
  var tasksHeading: String { language("工作安排", "Tasks") }
  var materialsHeading: String { language("物资", "Materials") }
  var targetsHeading: String { language("目标", "Targets") }
  func reportHeading(reports: Bool, chases: Bool) -> String {
    switch (reports, chases) {
    case (true, true): language("报告要求与催报", "Reports and reminders")
    case (true, false): language("报告要求", "Reports")
    default: language("催报", "Reminders of what is late")
    }
  }
  func closingHeading(archives: Bool) -> String {
    archives ? language("归档与隐私", "Records and privacy") : language("隐私保护", "Privacy")
  }

  // MARK: - Theme and time

  func theme(_ theme: String, edition: String?) -> String {
    // Quotation marks within quotation marks would have to change; these words stay as they are.
    let isQuoted = theme.contains { "“”\"".contains($0) }
    let words = language(isQuoted ? "：\(theme)" : "“\(theme)”", isQuoted ? ": \(theme)" : " \"\(theme)\"")
    guard let edition else { return ended(language("今年的主题是\(words)", "This year's theme is\(words)")) }
    return ended(language("今年是\(edition)，主题是\(words)", "This year is \(edition); its theme is\(words)"))
  }

  var provisional: String { language("暂定", "provisional") }
  var makeUpWorkday: String { language("调休上班", "a working day") }
  var toBeSettled: String { language("示例日期，待核定", "sample date, to be settled") }

  /// The rest days of a year are announced in the autumn before it; whether they are out, a notice need not say.
  func provisionalYears(_ years: [Int]) -> String {
    language(
      "\(restDays(years))标“\(provisional)”的日期如有变动，另行通知。",
      "\(restDays(years))Dates marked \(provisional) may move; you will be told.")
  }

  func provisionalDays(_ years: [Int]) -> String {
    language(
      "\(restDays(years))以上日期为暂定，如有变动另行通知。",
      "\(restDays(years))These dates are provisional; you will be told of changes.")
  }

  private func restDays(_ years: [Int]) -> String {
    let names = join(years.map(String.init))
    return language("\(names) 年的放假和调休以国家公布的安排为准，", "Rest days of \(names) are as officially announced. ")
  }

  func movedByHand(from usual: String, to day: String) -> String {
    language("按惯例在 \(usual)，今年改在 \(day)举办。", "Usually on \(usual); this year it is held on \(day).")
  }

  func movedOffRest(from rule: String, to day: String, isEarlier: Bool) -> String {
    language(
      "\(rule)是休息日，\(isEarlier ? "提前到" : "推后到") \(day)举办。",
      "\(rule) is a rest day, so it is held on \(day).")
  }

  func reason(_ reason: String) -> String { ended(language("原因：\(reason)", "Reason: \(reason)")) }

  func eachTime(_ hours: String) -> String { language("每次 \(hours)。", "Each time \(hours).") }

  func heldApart(_ span: String, anchor: String) -> String {
    language(
      "在 \(span)之间由各单位自行安排。各项时限以 \(anchor)为基准推算。",
      "From \(span), on days that each unit chooses. Everything is counted from \(anchor).")
  }

  func chooseBetween(_ span: String) -> String {
    language(
      "不便在统一日期举办的单位，可在 \(span)之间自选日期。",
      "Units that can't keep the common date may choose another one, from \(span).")
  }

  func chooseAround(_ window: Schedule.Window) -> String {
    language(
      "不便在统一日期举办的单位，可以提前至多 \(window.before) 天或推后至多 \(window.after) 天。",
      "Units that can't keep the common date may hold it up to \(window.before) days earlier or \(window.after) days later."
    )
  }

  /// Days to choose from that lie wholly before or after each of the dates.
  func apartAround(_ window: Schedule.Window) -> String {
    window.after < 0
      ? language(
        "各次在所列日期的前 \(window.before) 天至前 \(-window.after) 天之间安排。",
        "Each time between \(window.before) and \(-window.after) days before the date.")
      : language(
        "各次在所列日期的后 \(-window.before) 天至后 \(window.after) 天之间安排。",
        "Each time between \(-window.before) and \(window.after) days after the date.")
  }

  func place(_ place: String?, needs: [String]) -> String {
    let needed = needs.isEmpty ? nil : language("备好\(join(needs))", "have ready: \(join(needs))")
    guard let place else { return ended(needed.map { language("现场\($0)", "On the spot, \($0)") } ?? "") }
    return ended(
      [language("活动地点：\(place)", "Place: \(place)"), needed].compactMap { $0 }.joined(separator: clause))
  }

  // MARK: - Many occurrences in a year

  func times(_ count: Int, _ rhythm: String?, _ days: String) -> String {
    let all = language("全年共 \(count) 次", "\(count) times in the year")
    let held = rhythm.map { language("\($0)举办，\(all)", "Held \($0), \(all)") } ?? all
    return ended(held + language("：\(days)", ": \(days)"))
  }

  var everyDay: String { language("每天", "every day") }

  func everyWeek(on days: [String]) -> String {
    language("每\(days.joined(separator: "、"))", "every \(days.joined(separator: " and "))")
  }

  func everyMonth(day: Int) -> String {
    language(
      day == -1 ? "每月最后一天" : "每月 \(day) 日",
      day == -1 ? "on the last day of each month" : "on day \(day) of each month")
  }

  func everyMonth(_ ordinal: Int, _ weekday: String) -> String {
    let isLast = ordinal == -1
    return language(
      "每月\(isLast ? "最后一个" : "第\(Self.chineseNumber(ordinal))个")\(weekday)",
      "on the \(isLast ? "last" : Self.ordinals[ordinal - 1]) \(weekday) of each month")
  }

  private static let ordinals = ["first", "second", "third", "fourth", "fifth"]

  func movedDays(_ moves: [(from: String, to: String)]) -> String {
    let words = moves.map { language("\($0.from)改在 \($0.to)", "\($0.from) becomes \($0.to)") }
    return ended(language("逢休息日调整：", "Moved off rest days: ") + words.joined(separator: clause))
  }
}
