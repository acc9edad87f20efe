// The texts of this module, in Chinese and in English.

// MARK: - Rules

extension RecurrenceRuleError {
  /// `BYMONTHDAY: '32' at offset 24 is out of range`.
  public var problem: RecurrenceText {
    let (zh, en) = reason.problem
    return RecurrenceText(
      "\(part)：“\(value)”\(offset.map { "（位置 \($0)）" } ?? "")\(zh)",
      "\(part): '\(value)'\(offset.map { " at offset \($0)" } ?? "") \(en)")
  }

  /// `use 1...31 or -31...-1, as in BYMONTHDAY=15 (RFC 5545 3.3.10)`.
  public var advice: RecurrenceText {
    let (zh, en) = allowed
    return RecurrenceText("\(zh)，例如 \(example)（\(clause)）", "\(en), as in \(example) (\(clause))")
  }

  /// The clause that says so.
  public var clause: String {
    switch reason {
    case .needsScale where part == RulePart.months.name: "RFC 7529 4.2"
    case .needsScale, .lunarFrequency: "RFC 7529 4.1"
    case .unknownWord where part == RulePart.scale.name || part == RulePart.skip.name: "RFC 7529 4.1"
    default: "RFC 5545 3.3.10"
    }
  }

  /// A correct piece of a rule.
  public var example: String {
    switch reason {
    case .malformed: "FREQ=DAILY;COUNT=3"
    case .unknownPart: "FREQ=MONTHLY;BYDAY=-1FR"
    case .tooLong: "FREQ=DAILY"
    case .lunarFrequency: "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15"
    case .besideCount: "COUNT=10"
    case .numberedWeekday: "FREQ=MONTHLY;BYDAY=\(value)"
    case .numberedWeekdayBesideWeeks: "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"
    case .nothingToPickFrom: "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1"
    case .needsScale where part == RulePart.months.name: "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L"
    case .needsScale: "RSCALE=GREGORIAN;SKIP=\(value.uppercased())"
    case .forbidden where part == RulePart.monthDays.name: "FREQ=MONTHLY;BYMONTHDAY=15"
    case .forbidden: "FREQ=YEARLY;\(RulePart(name: part)?.example ?? part)"
    default: RulePart(name: part)?.example ?? "FREQ=DAILY"
    }
  }

  private var allowed: (String, String) {
    switch reason {
    case .malformed: ("请写成 名称=值，各部分用 ; 隔开", "write NAME=VALUE, parts separated by ;")
    case .unknownPart:
      ("可用：\(Self.names.joined(separator: " "))", "use \(Self.names.joined(separator: " "))")
    case .repeated: ("每一部分只写一次", "write each part once")
    case .missing: ("每条规则都要有它", "every rule needs it")
    case .emptyValue: ("请写上值，或者去掉这一部分", "give a value or leave the part out")
    case .emptyPlace: ("值与值之间只用一个逗号", "separate values by single commas")
    case .tooLong: ("最多 \(RuleParser.longest) 字节", "use at most \(RuleParser.longest) bytes")
    case .unknownWord: ("可用：\(words)", "use \(words)")
    case .lunarFrequency:
      ("请写 RSCALE=CHINESE，再写 FREQ=YEARLY 或 MONTHLY", "write RSCALE=CHINESE beside FREQ=YEARLY or MONTHLY")
    case .needsScale: ("请写明历法", "name the calendar")
    case .besideCount: ("规则只用其中一个结束，请去掉另一个", "a rule ends by one of them: leave the other out")
    case .noDate:
      (
        "请写 YYYYMMDD、YYYYMMDDTHHMMSS 或 YYYYMMDDTHHMMSSZ，年份 0001 到 9999",
        "use YYYYMMDD, YYYYMMDDTHHMMSS or YYYYMMDDTHHMMSSZ, years 0001 to 9999"
      )
    case .notANumber, .tooLarge: ("请写最多九位的整数", "use a whole number of at most nine digits")
    case .outOfRange(let range, let signed):
      (
        "请写 \(Self.range(range, signed, or: "或"))", "use \(Self.range(range, signed, or: "or"))"
      )
    case .forbidden: periods
    case .numberedWeekday: ("只有 MONTHLY 和 YEARLY 可以数第几个", "number weekdays only with MONTHLY or YEARLY")
    case .numberedWeekdayBesideWeeks: ("去掉序号或 BYWEEKNO", "leave the number or BYWEEKNO out")
    case .nothingToPickFrom: ("请再加一个", "add one")
    }
  }

  private static let names = RulePart.all.map(\.name).sorted()

  private static func range(_ range: ClosedRange<Int>, _ signed: Bool, or word: String) -> String {
    let (low, high) = (range.lowerBound, range.upperBound)
    return signed ? "\(low)...\(high) \(word) -\(high)...-\(low)" : "\(low)...\(high)"
  }

  /// The frequencies with which a part is allowed.
  private var periods: (String, String) {
    switch RulePart(name: part) {
    case .monthDays: ("除 WEEKLY 外都可以用", "use it with any frequency but WEEKLY")
    case .yearDays:
      ("请用 YEARLY、HOURLY、MINUTELY 或 SECONDLY", "use it with YEARLY, HOURLY, MINUTELY or SECONDLY")
    default: ("请用 YEARLY", "use it with YEARLY")
    }
  }

  private var words: String {
    switch RulePart(name: part) {
    case .frequency: RecurrenceRule.Frequency.allCases.map(\.rawValue).joined(separator: " ")
    case .scale: RecurrenceScale.allCases.map(\.rawValue).joined(separator: " ")
    case .skip: RecurrenceRule.Skip.allCases.map(\.rawValue).joined(separator: " ")
    default: Weekday.all.map(\.code).joined(separator: " ")
    }
  }
}

extension RecurrenceRuleError.Reason {
  fileprivate var problem: (String, String) {
    switch self {
    case .malformed: ("不是规则的一部分", "is no part of a rule")
    case .unknownPart: ("不是规则的一部分", "is no part of a rule")
    case .repeated: ("写了第二次", "is given a second time")
    case .missing: ("没有写", "is missing")
    case .emptyValue: ("是空的", "is empty")
    case .emptyPlace: ("列表里有空位", "is an empty place in the list")
    case .tooLong: ("开头的规则长得离谱", "is the beginning of an absurdly long rule")
    case .unknownWord: ("不认识", "is not known")
    case .lunarFrequency:
      ("不是频率：农历规则用 RSCALE 写明历法", "is no frequency; a lunar rule names its calendar in RSCALE")
    case .needsScale: ("缺少 RSCALE", "stands without RSCALE")
    case .besideCount: ("不能与 COUNT 同用", "stands beside COUNT")
    case .noDate: ("不是存在的日期或时刻", "is no date or time that exists")
    case .notANumber: ("不是数字", "is no number")
    case .tooLarge: ("大得离谱", "is absurdly large")
    case .outOfRange: ("超出范围", "is out of range")
    case .forbidden(let frequency):
      ("不能与 FREQ=\(frequency.rawValue) 同用", "stands beside FREQ=\(frequency.rawValue)")
    case .numberedWeekday(let frequency):
      ("在 FREQ=\(frequency.rawValue) 里数第几个星期几", "counts weekdays with FREQ=\(frequency.rawValue)")
    case .numberedWeekdayBesideWeeks: ("与 BYWEEKNO 同用时不能数第几个", "counts weekdays beside BYWEEKNO")
    case .nothingToPickFrom: ("没有别的 BY… 部分可供挑选", "has no other BY… part to choose from")
    }
  }
}

// MARK: - How lenient reading took something

extension RecurrenceText {
  static let leftOut = RecurrenceText("是扩展，未采用", "an extension, left out")
  static let gregorianScale = RecurrenceText("按 RSCALE=GREGORIAN 读", "read as with RSCALE=GREGORIAN")
  static let gregorianScaleWithoutLeapMonths = RecurrenceText(
    "按 RSCALE=GREGORIAN 读，其中没有闰月", "read as with RSCALE=GREGORIAN, which has no leap months")
  static let numberLeftOut = RecurrenceText("不计序号", "the number is left out")
  static let countedThenLimited = RecurrenceText(
    "先在年或月里数，再限于这些周", "counted within the year or month, then limited to the weeks")
  static let limitsTheDays = RecurrenceText("用来限定日子", "it limits the days")
  static let picksTheOnlyOne = RecurrenceText(
    "在每个周期唯一的一次里挑选", "it chooses among the period's only occurrence")
  static let timePartOfWholeDays = RecurrenceText(
    "未采用，因为起点是整天", "left out, since the start is a whole day")
  static let midnightOnTheStartsClock = RecurrenceText(
    "按起点时区当天零点读", "midnight at the beginning of that day on the start's clock")
  static let timeOnTheStartsClock = RecurrenceText("按起点的当地时间读", "a time on the start's clock")
  static let timeOnTheStartsClockWithoutZ = RecurrenceText(
    "按起点的当地时间读，不计 Z", "a time on the start's clock, the Z left out")
}

// MARK: - Sets

extension RecurrenceSetError {
  public var problem: RecurrenceText {
    switch self {
    case .untilOfAnotherKind(let until, _):
      RecurrenceText("UNTIL：“\(until)”与起点不是同一种时间", "UNTIL: '\(until)' is of another kind than the start")
    case .startOutsideLunarTable(let date):
      RecurrenceText(
        "RSCALE=CHINESE：起点 \(date) 不在农历表内",
        "RSCALE=CHINESE: the start \(date) is outside the Chinese calendar's table")
    }
  }

  public var advice: RecurrenceText {
    switch self {
    case .untilOfAnotherKind(_, .date):
      RecurrenceText(
        "请写日期，例如 UNTIL=20261231（RFC 5545 3.3.10）", "write a date, as in UNTIL=20261231 (RFC 5545 3.3.10)")
    case .untilOfAnotherKind(_, .floating):
      RecurrenceText(
        "请写当地时间，例如 UNTIL=20261231T235959（RFC 5545 3.3.10）",
        "write a local time, as in UNTIL=20261231T235959 (RFC 5545 3.3.10)")
    case .untilOfAnotherKind(_, .utc), .untilOfAnotherKind(_, .zoned):
      RecurrenceText(
        "请写世界时，例如 UNTIL=20261231T155959Z（RFC 5545 3.3.10）",
        "write a UTC time, as in UNTIL=20261231T155959Z (RFC 5545 3.3.10)")
    case .startOutsideLunarTable:
      RecurrenceText(
        "请选 1901-02-19 到 2100-02-08 之间的日子（RFC 7529 4.1）",
        "choose one from 1901-02-19 to 2100-02-08 (RFC 7529 4.1)")
    }
  }
}

// MARK: - Zones and calendars

extension UnknownZone {
  public var problem: RecurrenceText {
    RecurrenceText("没有时区“\(identifier)”", "unknown time zone '\(identifier)'")
  }

  public var advice: RecurrenceText {
    if let nearest { return RecurrenceText("是不是 \(nearest)？", "did you mean \(nearest)?") }
    return RecurrenceText("请写 IANA 名称，例如 Asia/Shanghai", "use an IANA name such as Asia/Shanghai")
  }
}

extension LunarCalendarError {
  public var problem: RecurrenceText {
    switch self {
    case .yearOutOfRange(let year):
      RecurrenceText("农历 \(year) 年不在表内", "lunar year \(year) is outside the table")
    case .dateOutOfRange(let date):
      RecurrenceText("\(date) 不在农历表内", "\(date) is outside the Chinese calendar's table")
    case .monthOutOfRange(let month):
      RecurrenceText("没有农历 \(month) 月", "lunar month \(month) does not exist")
    case .noSuchLeapMonth(let year, let month, _):
      RecurrenceText("农历 \(year) 年没有闰 \(month) 月", "lunar year \(year) has no leap month \(month)")
    case .noSuchDay(let year, let month, let isLeap, let day, _):
      RecurrenceText(
        "农历 \(year) 年\(isLeap ? "闰" : "") \(month) 月没有第 \(day) 天",
        "day \(day) does not exist in \(isLeap ? "leap " : "")month \(month) of lunar year \(year)")
    case .termYearOutOfRange(let year):
      RecurrenceText("\(year) 年的节气不在表内", "solar terms of \(year) are not in the table")
    }
  }

  public var advice: RecurrenceText {
    switch self {
    case .yearOutOfRange:
      RecurrenceText("请选 1901 到 2099 年", "choose a year in 1901...2099")
    case .dateOutOfRange:
      RecurrenceText("表内是 1901-02-19 到 2100-02-08", "it holds 1901-02-19 to 2100-02-08")
    case .monthOutOfRange:
      RecurrenceText("月份是 1 到 12，闰月另有标记", "months are 1...12, with a flag for a leap month")
    case .noSuchLeapMonth(_, _, let has?):
      RecurrenceText("这一年闰的是 \(has) 月", "it has leap month \(has)")
    case .noSuchLeapMonth(_, _, nil):
      RecurrenceText("这一年没有闰月", "it has no leap month at all")
    case .noSuchDay(_, _, _, _, let days):
      RecurrenceText("这个月有 \(days) 天", "it has \(days) days")
    case .termYearOutOfRange:
      RecurrenceText("表内是公历 1901 到 2099 年", "it holds the Gregorian years 1901...2099")
    }
  }
}

extension AnnouncedYearError {
  public var problem: RecurrenceText {
    switch self {
    case .offAndWorked(let day):
      RecurrenceText("\(day) 既是休息日又是上班日", "\(day) is both a day off and a working day")
    case .outsideYear(let day, let year):
      RecurrenceText("\(day) 不属于 \(year) 年的日历", "\(day) does not belong to the calendar of \(year)")
    }
  }

  public var advice: RecurrenceText {
    switch self {
    case .offAndWorked: RecurrenceText("请从其中一处去掉", "remove it from one of the lists")
    case .outsideYear: RecurrenceText("请写到它自己那一年的日历里", "put it into the calendar of its own year")
    }
  }
}
