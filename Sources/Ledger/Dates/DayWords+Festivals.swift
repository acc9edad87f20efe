import Recurrence

/// Days that have a name.
extension DayWords {
  private static let common: [(word: String, value: DayStretch.Span)] = [
    ("元旦", .day(month: 1, day: 1)), ("妇女节", .day(month: 3, day: 8)), ("三八妇女节", .day(month: 3, day: 8)),
    ("三八", .day(month: 3, day: 8)), ("劳动妇女节", .day(month: 3, day: 8)),
    ("劳动节", .day(month: 5, day: 1)), ("五一", .day(month: 5, day: 1)), ("儿童节", .day(month: 6, day: 1)),
    ("六一", .day(month: 6, day: 1)), ("国庆", .day(month: 10, day: 1)), ("国庆节", .day(month: 10, day: 1)),
    ("春节", .lunar(month: 1, isLeap: false, day: 1)), ("元宵", .lunar(month: 1, isLeap: false, day: 15)),
    ("元宵节", .lunar(month: 1, isLeap: false, day: 15)), ("端午", .lunar(month: 5, isLeap: false, day: 5)),
    ("端午节", .lunar(month: 5, isLeap: false, day: 5)), ("七夕", .lunar(month: 7, isLeap: false, day: 7)),
    ("中秋", .lunar(month: 8, isLeap: false, day: 15)), ("中秋节", .lunar(month: 8, isLeap: false, day: 15)),
    ("重阳", .lunar(month: 9, isLeap: false, day: 9)), ("重阳节", .lunar(month: 9, isLeap: false, day: 9)),
    ("除夕", .lunarSpan(daysBefore: 1, month: 1, day: 1, days: 1)),
    ("春节期间", .lunarSpan(daysBefore: 1, month: 1, day: 1, days: 8)), ("国庆期间", .days(month: 10, 1...7)),
    ("国庆假期", .days(month: 10, 1...7)), ("五一期间", .days(month: 5, 1...5)), ("五一假期", .days(month: 5, 1...5)),
    ("元旦节", .day(month: 1, day: 1)), ("三八节", .day(month: 3, day: 8)), ("植树节", .day(month: 3, day: 12)),
    ("五一劳动节", .day(month: 5, day: 1)), ("五一节", .day(month: 5, day: 1)), ("青年节", .day(month: 5, day: 4)),
    ("五四青年节", .day(month: 5, day: 4)), ("护士节", .day(month: 5, day: 12)), ("六一儿童节", .day(month: 6, day: 1)),
    ("六一节", .day(month: 6, day: 1)), ("建党节", .day(month: 7, day: 1)), ("七一建党节", .day(month: 7, day: 1)),
    ("建军节", .day(month: 8, day: 1)), ("八一建军节", .day(month: 8, day: 1)), ("教师节", .day(month: 9, day: 10)),
    ("十一国庆节", .day(month: 10, day: 1)), ("国庆长假", .days(month: 10, 1...7)), ("元旦期间", .days(month: 1, 1...3)),
    ("大年初一", .lunar(month: 1, isLeap: false, day: 1)), ("年初一", .lunar(month: 1, isLeap: false, day: 1)),
    ("大年初二", .lunar(month: 1, isLeap: false, day: 2)), ("大年初三", .lunar(month: 1, isLeap: false, day: 3)),
    ("大年三十", .lunarSpan(daysBefore: 1, month: 1, day: 1, days: 1)),
    ("年三十", .lunarSpan(daysBefore: 1, month: 1, day: 1, days: 1)),
    ("除夕夜", .lunarSpan(daysBefore: 1, month: 1, day: 1, days: 1)),
    ("小年", .lunar(month: 12, isLeap: false, day: 23)), ("腊八", .lunar(month: 12, isLeap: false, day: 8)),
    ("腊八节", .lunar(month: 12, isLeap: false, day: 8)),
    ("七夕节", .lunar(month: 7, isLeap: false, day: 7)), ("中元节", .lunar(month: 7, isLeap: false, day: 15)),
    ("春节假期", .lunarSpan(daysBefore: 1, month: 1, day: 1, days: 8)),
    ("春节长假", .lunarSpan(daysBefore: 1, month: 1, day: 1, days: 8)), ("五一小长假", .days(month: 5, 1...5)),
    ("五一劳动节假期", .days(month: 5, 1...5)), ("国庆节期间", .days(month: 10, 1...7)),
    ("国庆节假期", .days(month: 10, 1...7)),
    ("国庆黄金周", .days(month: 10, 1...7)), ("元旦假期", .days(month: 1, 1...3)), ("元旦小长假", .days(month: 1, 1...3)),
    ("会员活动日", .day(month: 5, day: 29)), ("529会员活动日", .day(month: 5, day: 29)),
    ("5·29会员活动日", .day(month: 5, day: 29)), ("5.29会员活动日", .day(month: 5, day: 29)),
    ("国际家庭日", .day(month: 5, day: 15)),
    ("世界卫生日", .day(month: 4, day: 7)), ("世界无烟日", .day(month: 5, day: 31)), ("世界人口日", .day(month: 7, day: 11)),
    ("世界避孕日", .day(month: 9, day: 26)), ("世界艾滋病日", .day(month: 12, day: 1)),
    ("国际志愿者日", .day(month: 12, day: 5)),
    ("预防出生缺陷日", .day(month: 9, day: 12)), ("中国预防出生缺陷日", .day(month: 9, day: 12)),
    ("清明节", .term(.pureBrightness)), ("冬至节", .term(.winterSolstice)),
  ]
  private static let english: [(word: String, value: DayStretch.Span)] = [
    ("international women's day", .day(month: 3, day: 8)),
    ("international children's day", .day(month: 6, day: 1)),
    ("international labour day", .day(month: 5, day: 1)),
    ("international day of families", .day(month: 5, day: 15)),
    ("world population day", .day(month: 7, day: 11)), ("world contraception day", .day(month: 9, day: 26)),
    ("world aids day", .day(month: 12, day: 1)), ("world health day", .day(month: 4, day: 7)),
    ("new year's day", .day(month: 1, day: 1)), ("women's day", .day(month: 3, day: 8)),
    ("labour day", .day(month: 5, day: 1)), ("labor day", .day(month: 5, day: 1)),
    ("may day", .day(month: 5, day: 1)),
    ("children's day", .day(month: 6, day: 1)), ("teachers' day", .day(month: 9, day: 10)),
    ("national day", .day(month: 10, day: 1)), ("spring festival", .lunar(month: 1, isLeap: false, day: 1)),
    ("chinese new year", .lunar(month: 1, isLeap: false, day: 1)),
    ("lunar new year", .lunar(month: 1, isLeap: false, day: 1)),
    ("lantern festival", .lunar(month: 1, isLeap: false, day: 15)),
    ("dragon boat festival", .lunar(month: 5, isLeap: false, day: 5)),
    ("mid-autumn", .lunar(month: 8, isLeap: false, day: 15)),
    ("mid-autumn festival", .lunar(month: 8, isLeap: false, day: 15)),
    ("mid-autumn day", .lunar(month: 8, isLeap: false, day: 15)),
    ("double ninth festival", .lunar(month: 9, isLeap: false, day: 9)),
    ("qingming", .term(.pureBrightness)), ("qingming festival", .term(.pureBrightness)),
    ("tomb-sweeping day", .term(.pureBrightness)), ("winter solstice", .term(.winterSolstice)),
  ]
  static let festivals = WordIndex<DayStretch.Span>(
    common + english + SolarTerm.allCases.map { ($0.chineseName, .term($0)) })

  /// The last days before a festival, and those off work around it.
  static let aroundFestivals: [(word: String, days: ClosedRange<Int>)] = [
    ("前夕", -10 ... -1), ("来临之际", -10 ... -1), ("来临前", -10 ... -1), ("到来之际", -10 ... -1), ("小长假", -1...1),
    ("假期期间", -1...1),
    ("假期", -1...1), ("期间", -1...1),
  ]

  static let weekdays = WordIndex<Weekday>(
    zip(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], Weekday.allCases)
      .flatMap { name, day in [(name, day), (String(name.prefix(3)), day)] }
      + [("tues", .tuesday), ("thur", .thursday), ("thurs", .thursday)])
  static let englishNumbers = WordIndex<Int>(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].enumerated().map {
      ($0.element, $0.offset + 1)
    })
}
