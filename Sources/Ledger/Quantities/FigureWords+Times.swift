/// Words that say of which time a figure is: this session's, an earlier one's, or that of a month or a year.
extension FigureWords {
  /// When something was counted, as the words beside its figure begin or end.
  struct Moment {
    enum Kind {
      case earlier
      /// 原来: an earlier time, or of what kind they are: 原来会员.
      case before
      /// 昨天: a day of this session, or of another one.
      case day
      /// 3月, 上半年.
      case period
      /// 今年, 现在: this session's beside an earlier one.
      case present
      /// 本次, today.
      case this
    }

    let kind: Kind
    let word: String
    /// The words without it.
    let rest: String
    /// Whether it stands behind them: 会员上月.
    let isBehind: Bool
  }

  /// The 上月 of 上月会员 and of 会员上月, the last week of `members last week`.
  static func moment(in words: String) -> Moment? {
    let lower = words.lowercased()
    func found(_ kind: Moment.Kind, _ word: Substring, isBehind: Bool) -> Moment {
      let rest = isBehind ? words.dropLast(word.count) : words.dropFirst(word.count)
      return Moment(kind: kind, word: word.trimmed, rest: String(rest).trimmed, isBehind: isBehind)
    }
    if let (kind, word) = moments.first(where: { begins(lower, with: $0.word) }) {
      return found(kind, word[...], isBehind: false)
    }
    if let word = period(beginning: lower) { return found(.period, word, isBehind: false) }
    if let (kind, word) = moments.first(where: { ends(lower, with: $0.word) }) {
      let moment = found(kind, lower.suffix(word.count), isBehind: true)
      // 截至今天
      return ["截至", "截止", "至", "到"].contains(where: moment.rest.hasSuffix) ? nil : moment
    }
    return period(ending: lower).map { found(.period, $0, isBehind: true) }
  }

  private static func begins(_ words: String, with word: String) -> Bool {
    guard words.hasPrefix(word) else { return false }
    let next = words.dropFirst(word.count).first
    // 上周三 may be a day of it, and "before lunch" is a time of the day.
    if word == "上周" || word == "本周" { return !(next.map { "一二三四五六日天末".contains($0) } ?? false) }
    return next == nil || word.first?.isASCII != true || next == " " && !adverbs.contains(word)
  }

  private static func ends(_ words: String, with word: String) -> Bool {
    words.hasSuffix(word) && (word.first?.isASCII != true || words.dropLast(word.count).hasSuffix(" "))
  }

  /// The 3月 of 3月会员 and 2025年 of 2025年会员; not of 3月1日, 三月三 and 3月龄.
  private static func period(beginning words: String) -> Substring? {
    if let month = months.first(where: { words == $0 || $0.hasPrefix("in ") && words.hasPrefix($0 + " ") }) {
      return words.prefix(month.count)
    }
    let digits = words.prefix { $0.isASCIIDigit || $0.isNumeral }
    guard let unit = units(digits).first(where: words[digits.endIndex...].hasPrefix) else { return nil }
    let period = words.prefix(digits.count + unit.count)
    let next = words[period.endIndex...].first
    return next.map { $0.isASCIIDigit || $0.isNumeral || "龄大子嫂饼级".contains($0) } ?? false ? nil : period
  }

  /// The 3月 of 会员3月; not of 孕3月.
  private static func period(ending words: String) -> Substring? {
    if let month = months.first(where: { words.hasSuffix(" " + $0) && $0.hasPrefix("in ") }) {
      return words.suffix(month.count)
    }
    guard let unit = ["月份", "月", "年"].first(where: words.hasSuffix) else { return nil }
    let rest = words.dropLast(unit.count)
    let digits = rest.reversed().prefix { $0.isASCIIDigit || $0.isNumeral }.count
    guard digits < rest.count, units(rest.suffix(digits)).contains(unit),
      !(rest.dropLast(digits).last.map { "孕满龄后前".contains($0) } ?? true)
    else { return nil }
    return words.suffix(digits + unit.count)
  }

  /// What may stand behind the number of a month or a year.
  private static func units(_ digits: Substring) -> [String] {
    switch digits.count {
    case 1, 2: ["月份", "月"]
    case 4 where digits.allSatisfy(\.isASCIIDigit): ["年度", "年"]
    default: []
    }
  }

  /// The longer ones first.
  private static let moments: [(kind: Moment.Kind, word: String)] =
    (earlier.map { (.earlier, $0) } + before.map { (.before, $0) } + days.map { (.day, $0) }
    + wholePeriods.map { (.period, $0) }
    + (periodsSoFar + ["现在", "如今", "now"] + periodsInEnglish.map { $0.trimmed }).map { (.present, $0) }
    + thisTime.map { (.this, $0) }).sorted { ($0.1.count, $0.1) > ($1.1.count, $1.1) }
  private static let days = [
    "昨天", "昨日", "前天", "前日", "前一天", "the day before yesterday", "the day before", "yesterday",
  ]
  /// Of which only the whole words say that it was another time.
  private static let adverbs: Set<String> = ["before", "earlier", "now", "the day before", "in total"]

  /// Whether it is the figure of an earlier time, beside which stands the one that counts: 去年 50 人，今年 58 人.
  static func isEarlier(_ words: String) -> Bool {
    moment(in: words).map { $0.kind == .earlier || $0.kind == .before && $0.rest.isEmpty } ?? false
  }

  private static let earlier = [
    "去年同期", "上年同期", "往年同期", "去年", "上年", "前年", "上次", "上届", "上一年", "往年", "上月", "上个月", "上周", "上季度", "上一季度",
    "上一次",
    "上一届", "上一场", "上一期", "上回", "前次", "前一次", "前一场", "前一期",
    "last year", "last time", "last month", "last week", "last quarter", "last session", "last event",
  ]
  private static let before = [
    "原来", "原先", "以前", "之前", "此前", "先前", "过去", "previously", "before", "earlier",
  ]

  /// Before the figure of this time, where a sum since the year began stands beside it: 本次 58 人，累计 1.2 万人次.
  static let thisTime: Set<String> = [
    "本次", "此次", "这次", "本场", "此场", "本期", "当天", "当日", "今天", "今日", "本次活动", "此次活动", "本次参加", "本次到场", "本次参加活动",
    "本场活动",
    "this time", "this session", "this event", "today", "today's",
  ]

  /// What stands beside the word of it that a text begins with, or ends with in English: 宣传单 of 本次宣传单, leaflets of
  /// `leaflets this time`; nil without one.
  static func besideThisTime(_ text: String) -> String? {
    if let word = thisTime.filter(text.hasPrefix).max(by: { $0.count < $1.count }) {
      return String(text.dropFirst(word.count)).trimmed
    }
    return [" this time", " this session", " this event", " today"].first(where: text.hasSuffix).map {
      String(text.dropLast($0.count))
    }
  }

  /// Whether it is a sum of other times as well: 今年累计 500 人次.
  static func isRunning(_ phrase: String) -> Bool {
    besideThisTime(phrase) == nil
      && (phrase.contains("累计")
        || ["今年", "本年", "全年", "年内", "至今", "截至"].contains(where: phrase.hasPrefix)
          && !phrase.hasPrefix("全年龄")
        || (soFar + ["今年", "本年", "年内"]).contains(where: lead(of: phrase).hasSuffix)
        || tellsSince(phrase) || tellsUntilNow(phrase))
  }

  /// Whether it says until when: 截至目前累计 500 人, 2,000 leaflets to date.
  static func tellsUntilNow(_ phrase: String) -> Bool {
    untilNow.contains(where: phrase.contains) && phrase.contains("累计")
      || untilNowInEnglish.contains(where: phrase.lowercased().contains)
  }

  private static let untilNow = ["截至", "截止", "目前", "迄今", "至今"]
  private static let untilNowInEnglish = [
    "to date", "so far", "up to now", "until now", "till now", "cumulative",
  ]

  /// Whether it says since when, so that no 本次 is needed beside it: 今年累计 500 份, 1,500 since January.
  static func tellsSince(_ phrase: String) -> Bool {
    let isOfPeriod = ["累计", "共", "总计", "合计"].contains(where: phrase.contains)
    if isOfPeriod && periodsSoFar.contains(where: phrase.hasPrefix) || isOfWholePeriod(phrase) { return true }
    let lower = phrase.lowercased()
    if periodsInEnglish.contains(where: lower.hasSuffix) { return true }
    return ["since ", "year"].contains(where: lower.contains) && sinceWhen.contains(where: lower.contains)
  }

  /// 全年 800 人 and 上半年累计 800 人, but not 上半年会员 50 人.
  private static func isOfWholePeriod(_ phrase: String) -> Bool {
    if ["今年以来", "年初以来", "年初至今"].contains(where: phrase.hasPrefix) { return true }
    if soFar.contains(where: lead(of: phrase).hasSuffix) { return true }
    guard let period = wholePeriods.first(where: phrase.hasPrefix) else { return false }
    let rest = lead(of: phrase.dropFirst(period.count))
    return rest.isEmpty || ["累计", "共", "总计", "合计", "参加", "服务", "发"].contains(where: rest.hasPrefix)
  }

  /// What stands before the number.
  private static func lead(of phrase: some StringProtocol) -> String {
    String(phrase.prefix { !$0.isNumber && !$0.isNumeral }).trimmed
  }

  /// Periods behind what was done in them: 义诊全年 1200 人.
  private static let soFar = wholePeriods + ["今年以来", "年初以来", "年初至今", "至今"]

  /// 义诊 for 全年义诊 and 义诊全年累计, booklets for `booklets this year`.
  static func withoutPeriod(_ words: String) -> String {
    var rest = words.replacing("累计", with: "").trimmed
    for word in soFar + periodsSoFar {
      if rest.hasPrefix(word) { rest = String(rest.dropFirst(word.count)).trimmed }
      if rest.hasSuffix(word) { rest = String(rest.dropLast(word.count)).trimmed }
    }
    for word in periodsInEnglish where (" " + rest).hasSuffix(word) {
      rest = String(rest.dropLast(word.count)).trimmed
    }
    return rest
  }

  /// Periods that may also be what the session is called by, as 今年 beside 去年.
  private static let periodsSoFar = ["今年", "本年", "年内", "本月", "当月", "本季", "本季度", "本周"]
  private static let wholePeriods =
    ["全年", "本年度", "上半年", "下半年", "全月", "全季"]
    + "一二三四".flatMap { ["\($0)季度", "第\($0)季度"] }

  /// Whether words say of which time it was before they say whom it counts: 全年会员, 2025年群众.
  static func tellsWhen(_ words: String) -> Bool {
    words.contains(where: \.isNumber) || isEarlier(words) || besideThisTime(words) != nil
      || withoutPeriod(words) != words || ["周", "星期", "昨", "前天"].contains(where: words.hasPrefix)
  }

  private static let months = Set(
    sinceWhen.prefix(12).flatMap {
      [String($0.dropFirst(" since ".count)), "in" + $0.dropFirst(" since".count)]
    })

  private static let periodsInEnglish = [
    " this year", " this month", " this week", " this quarter", " all year", " over the year",
    " in the whole year",
  ]

  private static let sinceWhen =
    [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
      "november",
      "december", "the start", "the beginning", "last year", "20",
    ].map { " since " + $0 } + [" so far this year", " this year so far", " year to date"]
}
