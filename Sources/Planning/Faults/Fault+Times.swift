import Recurrence

// MARK: - Dates, clocks, spans, rules

extension Fault {
  /// What a date looks like where it stands.
  enum DateForm: Hashable {
    /// `05-29`.
    case yearly
    /// `2026-05-29`.
    case full(year: Int)

    var zh: String { self == .yearly ? "月-日" : "年-月-日" }
    var en: String { self == .yearly ? "month-day" : "year-month-day" }
    var example: String { shown(month: 5, day: 29) }

    func shown(month: Int, day: Int) -> String {
      let short = "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
      return if case .full(let year) = self { "\(year)-\(short)" } else { short }
    }
  }

  /// - `year`: The one in which the day would have to be, if it is known and not typed.
  static func date(_ text: String, _ fault: TimeLanguage.DateFault, _ form: DateForm, in year: Int? = nil)
    -> Fault
  {
    let guess = TimeGuess.date(text, form, in: year)
    let advice = BilingualText(
      zh: "请写 \"\(guess ?? form.example)\"（\(form.zh)，两位数，加引号）",
      en: "write \"\(guess ?? form.example)\": \(form.en), two digits, quoted")
    switch fault {
    case .decimal:
      let parts = text.split(separator: ".")
      let doubt =
        parts.count == 2 && parts[1].hasSuffix("0") && parts[1].count == 2
        ? (
          "，分不清 \(parts[0]) 月 \(parts[1].prefix(1)) 日还是 \(parts[0]) 月 \(parts[1]) 日",
          ": \(twoDigits(parts[0]))-0\(parts[1].prefix(1)) or \(twoDigits(parts[0]))-\(parts[1])?"
        ) : ("", "")
      return Fault(
        "E201", "日期写成了小数 \(short(text))\(doubt.0)",
        "the date is written as the decimal \(short(text))\(doubt.1)",
        do: advice.zh, advice.text(.en))
    case .impossible:
      let why = TimeGuess.whyImpossible(text, in: year)
      return Fault(
        "E202", "没有 “\(short(text))” 这一天\(why.map { "：\($0.zh)" } ?? "")",
        "there is no day '\(short(text))'\(why.map { ": \($0.text(.en))" } ?? "")",
        do: guess.map { "是不是 \"\($0)\"？请核对月份和日子" } ?? "请核对月份和日子，如 \"\(form.example)\"",
        guess.map { "did you mean \"\($0)\"? check month and day" }
          ?? "check month and day, as in \"\(form.example)\"")
    case .notUnderstood where form == .yearly && TimeGuess.hasYear(text):
      return Fault(
        "E202", "每年的日子不写年份，不能是 “\(short(text))”",
        "a day of every year has no year in it, as '\(short(text))' has",
        do: "\(advice.zh)；只办一次请用 once（一次）", "\(advice.text(.en)); for a single time use 'once'")
    case .notUnderstood:
      return Fault(
        "E202", "看不懂日期 “\(short(text))”", "can't read the date '\(short(text))'", do: advice.zh,
        advice.text(.en))
    }
  }

  private static func twoDigits(_ number: Substring) -> String {
    number.count < 2 ? "0\(number)" : "\(number)"
  }

  /// First and last day, of which one can't be read.
  static func days(_ text: String, _ fault: TimeLanguage.DateFault, _ form: DateForm) -> Fault {
    guard let guess = TimeGuess.days(text, form), fault != .impossible,
      TimeLanguage.sides(text).to != nil || guess.contains(" to ")
    else { return date(text, fault, form) }
    return Fault(
      fault == .decimal ? "E201" : "E202", "看不懂起止日期 “\(short(text))”", "can't read the days '\(short(text))'",
      do: "请写 \"\(guess)\"（从哪天 to 哪天，加引号）", "write \"\(guess)\": first to last, quoted")
  }

  static func moment(_ text: String) -> Fault {
    Fault(
      "E202", "看不懂日期或钟点 “\(short(text))”", "can't read the day or time '\(short(text))'",
      do: "请写成 \"2026-09-22\" 或 \"2026-09-22 15:07\"", "write it as \"2026-09-22\" or \"2026-09-22 15:07\"")
  }

  static func dateOfAnotherYear(_ text: String, year: Int) -> Fault {
    Fault(
      "E202", "“\(short(text))” 不在 \(year) 年", "'\(short(text))' does not lie in \(year)",
      do: "核对年份；只写月和日也可以，如 \"05-29\"",
      "check the year; month and day alone will do, as in \"05-29\"")
  }

  static func overrideOfMany(_ date: KeyWord, _ skip: KeyWord, _ years: KeyWord) -> Fault {
    let yes = skip.language == .zh ? "是" : "true"
    return Fault(
      "E202", "一年办多次的活动，不能在\(years.inner)里改成一个日期", "a campaign held many times a year can't move to one date",
      do: "去掉 \(date.typed)；整年停办可写 \(skip.typed): \(yes)",
      "remove \(date.typed); '\(skip.typed): \(yes)' leaves the whole year out")
  }

  static let leapDayYearly = Fault(
    "E202", "每年 2 月 29 日：平年没有这一天", "29 February of every year: most years don't have it",
    do: "请改成 \"02-28\" 或 \"03-01\"", "write \"02-28\" or \"03-01\"")

  static func backwards(_ text: String) -> Fault {
    let sides = TimeLanguage.sides(text)
    let turned = short("\(sides.to ?? "") to \(sides.from)")
    return Fault(
      "E202", "起止日期 “\(short(text))” 前后颠倒", "the span '\(short(text))' ends before it begins",
      do: "先写开始，再写结束：\"\(turned)\"", "write the first day first: \"\(turned)\"")
  }

  static func lunar(_ text: String) -> Fault {
    let guess = TimeGuess.lunar(text)
    return Fault(
      "E202", "看不懂农历日期 “\(short(text))”", "can't read the lunar date '\(short(text))'",
      do: guess.map { "请写 \($0)" } ?? "可写 正月初一、八月十五、闰六月初一、除夕",
      guess.map { "write \($0)" } ?? "write it as 正月初一, 八月十五, 闰六月初一 or 除夕")
  }

  /// - `clock`: What follows an offset where a time of day belongs to it; nil where it doesn't.
  static func offset(_ text: String, clock: String?) -> Fault {
    let guess = TimeGuess.offset(text)
    if guess == nil, clock == nil, let span = TimeGuess.span(text) {
      return Fault(
        "E203", "“\(short(text))” 没写前还是后", "'\(short(text))' doesn't say before or after",
        do: "写 前\(span.zh) 或 后\(span.zh)", "write '\(span.en) before' or '\(span.en) after'")
    }
    let usual = TimeGuess.Words(
      zh: clock == nil ? "后5个工作日" : "前7天", en: clock == nil ? "5 workdays after" : "7 days before")
    let words = guess?.words ?? usual
    let time = clock.map { guess?.clock ?? $0 }
    let shown = TimeGuess.Words(
      zh: words.zh + (time.map { " \($0)" } ?? ""), en: words.en + (time.map { ", \($0)" } ?? ""))
    let rest =
      guess == nil
      ? BilingualText(zh: "；当天写 当天 或 on the day", en: "; the day itself is 'on the day' or 当天") : nil
    return Fault(
      "E203", "看不懂 “\(short(text))”", "can't read '\(short(text))'",
      do: "可写 \(shown.either(text, .zh))\(rest?.zh ?? "")",
      "write \(shown.either(text, .en))\(rest?.text(.en) ?? "")")
  }

  static func span(_ text: String, _ key: KeyWord, _ words: TimeGuess.Words) -> Fault {
    Fault(
      "E203", "看不懂\(key.inner)的 “\(short(text))”", "can't read '\(short(text))' as \(key.en)",
      do: "可写 \(words.either(text, .zh))", "write \(words.either(text, .en))")
  }

  static func spanOutside(_ text: String, _ key: KeyWord, days: ClosedRange<Int>) -> Fault {
    let (low, high) = (days.lowerBound, days.upperBound)
    return Fault(
      "E207", "\(key.zh)应在 \(low) 天到 \(high) 天之间，不是 \(short(text))",
      "\(key.en) must be from \(low) to \(high) days, not \(short(text))",
      do: "可写 \(low)天 到 \(high)天", "write from '\(low) day' to '\(high) days'")
  }

  static func monthDay(_ text: String, _ key: KeyWord, _ guess: TimeGuess.Words?) -> Fault {
    let words = guess ?? TimeGuess.Words(zh: "最后一个周五", en: "last friday")
    return Fault(
      "E203", "看不懂\(key.inner)的 “\(short(text))”", "can't read '\(short(text))' as \(key.en)",
      do: "可写 \(words.either(text, .zh))\(guess == nil ? "；每月几号直接写数字，如 15" : "")",
      "write \(words.either(text, .en))\(guess == nil ? ", or the day of the month as a number, such as 15" : "")"
    )
  }

  static func clock(_ text: String) -> Fault {
    let guess = TimeGuess.hours(text)
    let why: (zh: String, en: String) =
      switch text {
      case _ where text.contains("：") && guess != nil:
        ("“\(short(text))” 里是中文冒号", "'\(short(text))' has a full-width colon")
      case _ where text.contains("24:"):
        ("“\(short(text))” 超出了一天：最晚是 23:59", "'\(short(text))' goes past the day's last minute, 23:59")
      default: ("“\(short(text))” 不对", "'\(short(text))' is no time of day")
      }
    return Fault(
      "E204", "钟点 \(why.zh)", why.en,
      do: "请写成 \"\(guess ?? "09:07")\"（24 小时制，英文冒号）", "write \"\(guess ?? "09:07")\", from 00:00 to 23:59")
  }

  static func hoursWithoutEnd(_ text: String, _ key: KeyWord) -> Fault {
    Fault(
      "E204", "\(key.zh)要写从几点到几点，不能只写 “\(short(text))”",
      "\(key.en) needs a beginning and an end, not '\(short(text))' alone",
      do: "写成 \"21:00-08:00\"", "write \"21:00-08:00\"")
  }

  static func minute(_ text: String) -> Fault {
    Fault(
      "E204", "要避开的分钟 “\(short(text))” 不对", "'\(short(text))' is no minute of the hour",
      do: "写成 [\":00\", \":30\"]（0 到 59 分）", "write [\":00\", \":30\"], minutes from 0 to 59")
  }

  /// - `fault`: Without its place, at which the caret points.
  static func recurrence(_ fault: any RecurrenceFault) -> Fault {
    Fault(
      "E205", "重复规则不对：\(fault.problem.zh)", "the recurrence rule is wrong: \(fault.problem.en)",
      do: fault.advice.zh, fault.advice.en)
  }

  /// A day of a month or week, where only dates of the year were given, or the other way round.
  static func notEvery(_ cycle: String, _ every: KeyWord, dayKey: KeyWord) -> Fault {
    let isYearly = ["date", "dates", "lunar"].contains(dayKey.name)
    let on = every.language == .zh ? "于" : "on"
    return Fault(
      "E301",
      isYearly
        ? "\(dayKey.zh)是一年里的日子，\(every.zh)不能是 “\(short(cycle))”"
        : "有\(dayKey.inner)时，\(every.zh)只能是 month（月）或 week（周），不是 “\(short(cycle))”",
      isYearly
        ? "\(dayKey.en) is a day of the year, so \(every.en) can't be '\(short(cycle))'"
        : "beside \(dayKey.en), \(every.en) must be month or week, not '\(short(cycle))'",
      do: isYearly
        ? "每年一次写 \(every.typed): \(every.language("年", "year"))；每月用 \(on): 15，每周用 \(on): [\(every.language("周五", "friday"))]"
        : "每年一次请用 date（日期）写哪天，如 \"05-29\"",
      isYearly
        ? "write \(every.typed): \(every.language("年", "year")), or the day as \(on): 15 for a month, \(on): [\(every.language("周五", "friday"))] for a week"
        : "for once a year write the day as date: \"05-29\"")
  }
}
