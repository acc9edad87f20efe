import Testing

@testable import Planning

@Suite struct RewordingTests {
  static let levels = [
    Level(depth: 0, name: BilingualText(zh: "自治区", en: "region")),
    Level(depth: 1, name: BilingualText(zh: "市", en: "city")),
    Level(depth: 2, name: BilingualText(zh: "县", en: "county")),
  ]

  @Test(
    arguments: [
      (.offset, "7 days before", "前7天"), (.offset, "1 day after", "后1天"), (.offset, "on the day", "当天"),
      (.deadline, "5 workdays after", "后5个工作日"), (.offset, "2 weeks before", "前2周"),
      (.timedOffset, "7 days before, 09:07", "前7天 09:07"), (.timedOffset, "on the day, 08:07", "当天 08:07"),
      (.timedOffset, "1 workday after", "后1个工作日"), (.timedSpan, "1 workday", "1个工作日"),
      (.timedSpan, "3 workdays, 10:07", "3个工作日 10:07"), (.days, "-7 days", "-7天"), (.days, "0 days", "0天"),
      (.days, "1 week", "1周"), (.duration, "24 hours", "24小时"), (.duration, "1 minute", "1分钟"),
      (.perMinute, "20 per minute", "每分钟20条"), (.amount, "500 per county", "每县500"),
      (.amount, "1 per household", "每户1"), (.amount, "all listed", "名单内全部"),
      (.monthDays, "08-01 to 08-07", "08-01 至 08-07"),
      (.dates, "2026-05-15 to 2026-12-11", "2026-05-15 至 2026-12-11"),
      (.quietHours, "off", "不设"), (.monthOrWeekDay, "monday", "周一"),
      (.monthOrWeekDay, "last friday", "最后一个周五"),
      (.monthOrWeekDay, "first sunday", "第一个周日"), (.monthOrWeekDay, "2nd tuesday", "第2个周二"),
    ] as [(Wording, String, String)])
  func `a phrase is said in the other language and back`(
    _ wording: Wording, _ english: String, _ chinese: String
  ) {
    #expect(wording.rewritten(english, in: .zh, levels: Self.levels) == chinese)
    #expect(wording.rewritten(chinese, in: .en, levels: Self.levels) == english)
    #expect(wording.rewritten(english, in: .en, levels: Self.levels) == nil)
    #expect(wording.rewritten(chinese, in: .zh, levels: Self.levels) == nil)
    #expect(wording.rewritten(english, in: nil, levels: Self.levels) == nil)
  }

  @Test(
    arguments: [
      (.offset, "提前5个工作日", "5 workdays before"), (.offset, "会后3日", "3 days after"),
      (.deadline, "2026年9月1日", "2026-09-01"),
      (.monthDay, "5月29日", "05-29"), (.monthDays, "8月1日至8月7日", "08-01 to 08-07"),
      (.amount, "每个县500", "500 per county"),
      (.hours, "09:00至11:30", "09:00-11:30"), (.monthOrWeekDay, "15日", "15"),
      (.monthOrWeekDay, "第三个星期天", "3rd sunday"),
      (.timedOffset, "前7天，09:07", "7 days before, 09:07"),
    ] as [(Wording, String, String)])
  func `the other Chinese ways of saying it become English too`(
    _ wording: Wording, _ chinese: String, _ english: String
  ) {
    #expect(wording.rewritten(chinese, in: .en, levels: Self.levels) == english)
  }

  @Test(
    arguments: [
      (.offset, "７ days before", "7 days before"),
      (.timedOffset, "７ days before，09:07", "7 days before, 09:07"),
      (.timedOffset, "前５个工作日　０９:０７", "前5个工作日 09:07"), (.percent, "９５％", "95%"), (.monthDay, "０５－２９", "05-29"),
      (.amount, "每县５００", "每县500"),
    ] as [(Wording, String, String)])
  func `full-width slips are mended in any language`(_ wording: Wording, _ before: String, _ after: String) {
    #expect(wording.rewritten(before, in: nil, levels: []) == after)
  }

  @Test(
    arguments: [
      (.offset, "soon"), (.timedOffset, "前7天 9：07"), (.offset, "9999 days before"),
      (.amount, "500 per county"),
      (.amount, "１２ per 许多 县"), (.date, "2026年2月30日"), (.monthOrWeekDay, "last someday"), (.percent, "１９５％"),
      (.amount, "12"), (.deadline, "2026-09-11"),
    ] as [(Wording, String)])
  func `what is not understood, or means the same to both, stays`(_ wording: Wording, _ text: String) {
    for language in [nil, .zh, .en] as [Language?] {
      #expect(wording.rewritten(text, in: language, levels: []) == nil)
    }
  }

  @Test func `the Chinese example with English keys reads as the English one`() throws {
    let chinese = SourceFile(
      path: "spring-visits.zh.yaml", bytes: try Fixtures.bytes("spring-visits.zh.yaml"))
    let shared = try Fixtures.examples().shared
    let english = try CampaignFormatter(keys: .en, levels: shared.levels).format(chinese)
    let root = try #require(YAMLReader.read(english, file: "").root)
    let wanted = try #require(
      YAMLReader.read(try Fixtures.text("workspace/Campaigns/spring-visits.yaml"), file: "").root)
    #expect(root.means(wanted))
    let read = try Fixtures.check(english, name: "spring-visits.yaml").campaigns
    #expect(try Fixtures.examples().campaigns.contains(try #require(read.first)))
  }

  @Test func `one Chinese word is two keys, by the section`() throws {
    let english = """
      when: {hold_within: {before: 7 days, after: 2 days}, if_closed: keep}
      who: {units: {level: 县, under: gx}}
      venue: {needs: [咨询台]}
      tasks: [{id: a, needs: [b]}]
      materials: [{unit: 份, handle: health, stock: true}]
      chase: [{after: 1 workday, of: each part}]
      """
    let chinese = """
      时间: {可选日期: {提前: 7天, 推后: 2天}, 遇休息日: 照常}
      范围: {单位: {层级: 县, 属于: gx}}
      场地: {需要: [咨询台]}
      任务: [{编号: a, 先完成: [b]}]
      物资: [{单位名: 份, 登记方: 卫生机构, 记库存: 是}]
      催报: [{逾期: 1个工作日, 针对: 每个分项}]
      """
    #expect(try FormatterTests.format(english, keys: .zh) == chinese + "\n")
    #expect(try FormatterTests.format(chinese, keys: .en) == english + "\n")
  }

  @Test func `ids and texts are no phrases, and a comma takes quotation marks in brackets`() throws {
    let chinese = "提醒:\n  - {编号: 当天, 时刻: 当天 08:07, 模板: 前7天}\n任务:\n  - {编号: a, 事项: 当天, 截止: 当天}\n"
    let english =
      "reminders:\n  - {id: 当天, at: \"on the day, 08:07\", template: 前7天}\ntasks:\n  - {id: a, do: 当天, due: on the day}\n"
    #expect(try FormatterTests.format(chinese, keys: .en) == english)
  }

  @Test func `a key in both languages stays as it is, to be reported`() throws {
    let text = "id: a\n编号: b\n名称: c\n不认识: d\n"
    #expect(try FormatterTests.format(text, keys: .en) == "id: a\n编号: b\nname: c\n不认识: d\n")
  }

  @Test func `rows are lined up anew where words change their width`() throws {
    let english = """
      chase:
        - {after: 1 workday,  to: city.contact,   digest: true}
        - {after: 3 workdays, to: county.contact, digest: false}

      """
    let chinese = """
      催报:
        - {逾期: 1个工作日, 发给: city.contact,   汇总: 是}
        - {逾期: 3个工作日, 发给: county.contact, 汇总: 否}

      """
    #expect(try FormatterTests.format(english, keys: .zh) == chinese)
    #expect(try FormatterTests.format(chinese, keys: .en) == english)
  }

  @Test func `a phrase in lines becomes one in its key's line`() throws {
    let text = "report:\n  due: >-  # 说明\n    5 workdays\n    after\n  ask: [a]\n"
    #expect(try FormatterTests.format(text, keys: .zh) == "报告:\n  截止: 后5个工作日  # 说明\n  填报: [a]\n")
  }

  @Test func `shared files are known by their names`() throws {
    let text = "format: 1\nchannels:\n  a: {kind: wecom, one_per: county, spread: 15 minutes}\n"
    let file = SourceFile(path: "Campaigns/shared/channels.yaml", bytes: Array(text.utf8))
    let chinese = try CampaignFormatter(keys: .zh).format(file)
    #expect(chinese == "格式: 1\n渠道:\n  a: {类型: wecom, 每个: county, 错开: 15分钟}\n")
  }
}
