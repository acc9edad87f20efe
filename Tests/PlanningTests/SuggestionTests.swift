import Planning
import Testing

/// The word that a message proposes, in the language of what was typed.
@Suite struct SuggestionTests {
  private static let head = """
    format: 1
    id: demo
    name: 演示
    kind: demo
    when: {every: year, date: "05-29"}
    who: {units: {level: 县, under: gx}}

    """
  private static let chineseHead = """
    格式: 1
    编号: demo
    名称: 演示
    类型: 演示
    时间: {每: 年, 日期: "05-29"}
    范围: {单位: {层级: 县, 属于: gx}}

    """

  /// The one fault of a file, and what it advises in Chinese.
  private func advice(_ text: String) throws -> String {
    let faults = try Fixtures.check(text).diagnostics.filter { $0.file == "Campaigns/test.yaml" }
    #expect(faults.count == 1, "\(faults.map(\.problem.zh))")
    return try #require(faults.first).advice.zh
  }

  @Test(
    arguments: [
      ("remainders: []", "reminders"), ("Reminders: []", "reminders"), ("reminder: []", "reminders"),
      ("task: []", "tasks"), ("privcy: {collect: counts}", "privacy"),
      ("quiet-hours: \"21:00-08:00\"", "quiet_hours"),
      ("提型: []", "提醒"), ("任物: []", "任务"), ("免打挠: \"21:00-08:00\"", "免打扰"), ("重点任物: [宣传]", "重点任务"),
      ("各年份: {}", "各年"),
    ])
  func `a mistyped key gets the word of its language`(_ line: String, _ word: String) throws {
    #expect(try advice(Self.head + line + "\n") == "改成 \(word)")
  }

  @Test(
    arguments: [
      ("遇休息日: 前一个工做日", "前一个工作日"), ("遇休息日: 照长", "照常"), ("if_closed: previous workdy", "previous workday"),
      ("if_closed: Keep it", "keep"),
    ])
  func `a mistyped value gets the word of its language`(_ line: String, _ word: String) throws {
    let text = Self.head.replacing("{every: year,", with: "{every: year, \(line),")
    let fault = try #require(try Fixtures.check(text).diagnostics.first { $0.file == "Campaigns/test.yaml" })
    if word == "keep" {
      #expect(fault.advice.zh.contains("keep（照常）"))
    } else {
      #expect(fault.problem.zh.hasSuffix("，是不是 “\(word)”？"))
      #expect(fault.problem.en?.hasSuffix("; did you mean '\(word)'?") == true)
    }
  }

  private static let reminder =
    "reminders: [{id: r, at: \"1 day before, 09:07\", to: county.contact, channel: county-groups, template: today}]\n"

  @Test(
    arguments: [
      ("county-groups", "county-group", "county-groups"), ("county-groups", "Region-Office", "region-office"),
      ("today", "todya", "today"), ("today", "pleasereport", "please-report"),
      ("county.contact", "conty.contact", "county"),
      ("county.contact", "县级.contact", "县"), ("county.contact", "县级市.contact", "县"),
      ("county.contact", "自治去.contact", "自治区"), ("county.contact", "地级市.contact", "市"),
    ])
  func `channels, templates and levels that are not there are guessed`(
    _ word: String, _ typed: String, _ meant: String
  ) throws {
    #expect(try advice(Self.head + Self.reminder.replacing(word, with: typed)) == "改成 \(meant)")
  }

  @Test(
    arguments: [
      ("gxx", "gx"), ("guilinn", "guilin"), ("桂林市", "guilin"), ("桂林", "guilin"), ("叠彩区卫生健康局", "diecai"),
      ("叠采区", "diecai"), ("七星区计生协", "qixing"), ("Diecai", "diecai"),
    ])
  func `a unit is guessed by its id, its name and its aliases`(_ typed: String, _ id: String) throws {
    #expect(try advice(Self.head.replacing("under: gx", with: "under: \(typed)")) == "改成 \(id)")
    #expect(try advice(Self.chineseHead.replacing("属于: gx", with: "属于: \(typed)")) == "改成 \(id)")
  }

  @Test(
    arguments: [
      ("提前一周", "前7天 或 7 days before"), ("提前两周", "前14天 或 14 days before"), ("7天前", "前7天 或 7 days before"),
      ("活动前七天", "前7天 或 7 days before"), ("前十五个工作日", "前15个工作日 或 15 workdays before"),
      ("会后五个工作日内", "后5个工作日 或 5 workdays after"), ("五个工作日之后", "后5个工作日 或 5 workdays after"),
      ("a week earlier", "7 days before 或 前7天"), ("two weeks before", "14 days before 或 前14天"),
      ("within 5 working days after", "5 workdays after 或 后5个工作日"), ("the day before", "1 day before 或 前1天"),
      ("T-7", "7 days before 或 前7天"), ("3 business days later", "3 workdays after 或 后3个工作日"),
      ("活动当天", "当天 或 on the day"), ("20个工作日", "前20个工作日 或 后20个工作日"),
    ])
  func `a deadline in other words is understood well enough to say it right`(_ typed: String, _ meant: String)
    throws
  {
    let report = "report: {due: \(typed)}\n"
    #expect(try advice(Self.head + report).hasSuffix("写 \(meant)"))
  }

  @Test(
    arguments: [
      ("9点", "09:00"), ("9点半", "09:30"), ("上午9点至11点半", "09:00-11:30"), ("下午3点", "15:00"),
      ("下午2点到4点半", "14:00-16:30"),
      ("9：07", "09:07"), ("９：07", "09:07"), ("0930", "09:30"), ("9.30", "09:30"),
      ("09:00到11:30", "09:00-11:30"),
      ("3pm", "15:00"), ("晚上9点至次日早上8点", "21:00-08:00"), ("24:00", "23:59"), ("3点", "15:00"), ("九点", "09:00"),
    ])
  func `a time of day in other words is shown as a clock`(_ typed: String, _ clock: String) throws {
    let text = Self.head.replacing("\"05-29\"", with: "\"05-29\", time: \"\(typed)\"")
    #expect(try advice(text) == "请写成 \"\(clock)\"（24 小时制，英文冒号）")
  }

  @Test(
    arguments: [
      ("5.29", "05-29"), ("5/29", "05-29"), ("5月29号", "05-29"), ("五月二十九日", "05-29"), ("0529", "05-29"),
      ("29 May", "05-29"),
      ("May 29th", "05-29"), ("2026-05-29", "05-29"), ("2026年5月29日", "05-29"), ("十月一日", "10-01"),
      ("5．29", "05-29"),
    ])
  func `a date in other words is shown as it must be written`(_ typed: String, _ date: String) throws {
    let text = Self.head.replacing("\"05-29\"", with: typed)
    #expect(try advice(text).hasPrefix("请写 \"\(date)\"（月-日，两位数，加引号）"))
  }

  @Test(
    arguments: [
      ("10月1日至7日", "10-01 to 10-07"), ("8.1-8.7", "08-01 to 08-07"), ("8月28日—9月3日", "08-28 to 09-03"),
      ("08-01 - 08-07", "08-01 to 08-07"), ("2026年8月1日到8月7日", "08-01 to 08-07"),
    ])
  func `days in other words are shown as they must be written`(_ typed: String, _ days: String) throws {
    let text = Self.head.replacing("date: \"05-29\"", with: "dates: \(typed)")
    #expect(try advice(text).hasPrefix("请写 \"\(days)\""))
  }

  @Test(
    arguments: [
      ("8月15", "八月十五"), ("农历八月十五", "八月十五"), ("中秋节", "八月十五"), ("春节", "正月初一"), ("大年三十", "除夕"), ("腊月23", "腊月廿三"),
      ("闰6月1", "闰六月初一"), ("九月九", "九月初九"),
    ])
  func `a day of the Chinese calendar in other words is shown as it must be written`(
    _ typed: String, _ day: String
  ) throws {
    let text = Self.head.replacing("date: \"05-29\"", with: "lunar: \(typed)")
    #expect(try advice(text) == "请写 \(day)")
  }

  @Test(
    arguments: [
      ("每县五百", "每县500 或 500 per county"), ("500/县", "每县500 或 500 per county"), ("500份", "500"),
      ("每户一份", "每户1 或 1 per household"),
      ("500 each county", "500 per county 或 每县500"), ("one per household each", "1 per household 或 每户1"),
      ("全部", "名单内全部 或 all listed"), ("每市3个", "每市3 或 3 per city"), ("-5", "5"),
    ])
  func `an amount in other words is shown as it must be written`(_ typed: String, _ amount: String) throws {
    #expect(try advice(Self.head + "targets: {sessions: \(typed)}\n") == "可写 \(amount)")
  }

  @Test(
    arguments: [
      ("95", "95%"), ("0.95", "95%"), (".5", "50%"), ("百分之95", "95%"), ("九成五", "95%"), ("九成", "90%"),
      ("95.5", "95.5%"),
      ("百分之九十五", "95%"),
    ])
  func `a percentage in other words is shown as it must be written`(_ typed: String, _ percent: String) throws
  {
    #expect(try advice(Self.head + "targets: {reporting: \(typed)}\n") == "写成 \"\(percent)\"")
  }

  @Test(
    arguments: [
      ("一天", "1天 或 1 day"), ("半小时", "30分钟 或 30 minutes"), ("half an hour", "30 minutes 或 30分钟"),
      ("两个小时", "2小时 或 2 hours"), ("2h", "2 hours 或 2小时"), ("45 mins", "45 minutes 或 45分钟"),
      ("一周", "7天 或 7 days"),
      ("很久", "24小时 或 24 hours"),
    ])
  func `a span in other words is shown as it must be written`(_ typed: String, _ span: String) throws {
    let line = Self.reminder.replacing("template: today", with: "template: today, expires: \(typed)")
    #expect(try advice(Self.head + line) == "可写 \(span)")
  }

  @Test(
    arguments: [
      ("units", "unit"), ("day_left", "days_left"), ("Campaign", "campaign"), ("report-due", "report_due"),
      ("单位", "unit"),
      ("场地", "venue"), ("当年主题", "theme"), ("日期", "date"),
    ])
  func `a variable that no message is given is guessed by its name and by its meaning`(
    _ typed: String, _ name: String
  ) throws {
    let library = TemplateLibrary(files: [
      SourceFile(path: "Templates/t.mustache", bytes: Array("标题\n{{#basis}}{{\(typed)}}{{/basis}}\n".utf8))
    ])
    let fault = try #require(library.diagnostics.first)
    #expect(library.diagnostics.count == 1)
    #expect(fault.code.rawValue == "E301" && fault.advice.zh == "改成 \(name)")
    #expect((fault.line, fault.column, fault.length) == (2, 13, typed.unicodeScalars.count))
  }

  @Test(arguments: ["哦", "每天都办", "xyzzy"])
  func `what is near to nothing is not guessed`(_ typed: String) throws {
    #expect(try advice(Self.head + "\(typed): 1\n").hasPrefix("这里可以写："))
  }
}
