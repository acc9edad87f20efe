import CampaignScheduler
import Foundation
import Planning
import Recurrence
import TestSupport
import Testing

/// Notices of the sample campaigns and of a few made for the purpose.
struct NoticeTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../.."
  )
  .standardizedFileURL
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/notices")

  /// The shared files and templates of the samples, with these campaigns in place of theirs if there are any.
  private func definitions(_ campaigns: String...) throws -> Definitions {
    let workspace = try Workspace(root: Self.repository.path)
    guard !campaigns.isEmpty else { return try workspace.definitions() }
    let files = campaigns.enumerated().map {
      SourceFile(path: "Campaigns/c\($0.offset).yaml", bytes: Array($0.element.utf8))
    }
    let definitions = try workspace.definitions(replacingCampaignsWith: files)
    try #require(!definitions.hasErrors, "\(definitions.diagnostics)")
    return definitions
  }

  private func notice(
    _ definitions: Definitions, _ id: String, _ year: Int, _ language: Language = .zh, issuer: String? = nil,
    to addressee: String? = nil
  ) throws -> Notice {
    let campaign = try #require(definitions.campaigns.first { $0.id == id })
    let date = try #require(CivilDate(iso: "2026-04-13"))
    return try Notice(
      of: campaign, in: year, planner: Planner(shared: definitions.shared), language: language, on: date,
      issuer: issuer, addressee: addressee)
  }

  /// All paragraphs of the section with a heading.
  private func paragraphs(_ notice: Notice, _ heading: String) throws -> [String] {
    try #require(notice.sections.first { $0.heading == heading }, "\(notice.sections.map(\.heading))")
      .paragraphs
  }

  private func minimal(_ when: String, _ more: String = "") -> String {
    """
    format: 1
    id: day
    name: 走访日
    kind: visit
    when: {\(when)}
    who: {units: {level: 县, under: gx}}
    \(more)
    """
  }

  // MARK: - Golden

  @Test(arguments: ["good-family", "spring-visits", "health-lectures"], Language.allCases)
  func `a notice prints as it did when an office last read it`(_ id: String, _ language: Language) throws {
    let own = Self.fixtures.appending(path: "\(id).yaml")
    let definitions =
      FileManager.default.fileExists(atPath: own.path)
      ? try self.definitions(try String(contentsOf: own, encoding: .utf8)) : try self.definitions()
    let notice = try notice(definitions, id, 2026, language)
    for format in Notice.Format.allCases {
      let text = try #require(notice.rendered(format, by: definitions.templates)) + "\n"
      let golden = Self.fixtures.appending(
        path: "\(id).\(language.rawValue).\(format == .text ? "txt" : "md")")
      if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try Data(text.utf8).write(to: golden)
        Issue.record("recorded \(golden.lastPathComponent) anew; read it and run again without RECORD")
      } else {
        #expect(text == (try String(contentsOf: golden, encoding: .utf8)), "\(golden.lastPathComponent)")
      }
    }
  }

  // MARK: - Sections

  @Test func `sections without content are left out and the numbers close up`() throws {
    let notice = try notice(try definitions(minimal("every: year, date: 05-29")), "day", 2026)
    #expect(notice.sections.map { "\($0.number)、\($0.heading)" } == ["一、活动时间", "二、参加范围和对象", "三、隐私保护"])
    let english = try self.notice(try definitions(minimal("every: year, date: 05-29")), "day", 2026, .en)
    #expect(english.sections.map(\.number) == ["1", "2", "3"])
    #expect(notice.title == "关于开展 2026 年走访日活动的通知")
    #expect(notice.addressee == "各县（市、区）计生协")
    #expect(notice.issuer == "自治区计生协")
    #expect(try paragraphs(notice, "活动时间") == ["2026 年 5 月 29 日（星期五）。"])
  }

  @Test func `issuer and addressee can be named`() throws {
    let notice = try notice(
      try definitions(minimal("every: year, date: 05-29")), "day", 2026, issuer: "桂林市计生协", to: "各有关单位")
    #expect(notice.issuer == "桂林市计生协")
    #expect(notice.addressee == "各有关单位")
  }

  @Test(arguments: [
    ("中国计生协等六部委关于开展家庭健康主题推进活动的通知（国计生协办〔2023〕44 号）", "根据《中国计生协等六部委关于开展家庭健康主题推进活动的通知》（国计生协办〔2023〕44 号），"),
    ("《关于转发的通知》（桂卫党组〔2023〕44 号）", "根据《关于转发的通知》（桂卫党组〔2023〕44 号），"),
    ("国计生协办〔2023〕44 号", "根据国计生协办〔2023〕44 号文件，"),
    ("自治区计生协转发该通知的文件", "根据自治区计生协转发该通知的文件，"),
  ])
  func `a basis is cited by its title and its number`(_ basis: String, _ cited: String) throws {
    let text = minimal("every: year, date: 05-29", "basis: [\"\(basis)\"]")
    #expect(try notice(try definitions(text), "day", 2026).opening.hasPrefix(cited))
  }

  @Test(arguments: [
    ("助力职场家庭 促进母乳喂养", "今年的主题是“助力职场家庭 促进母乳喂养”。"), ("健康“心”启航", "今年的主题是：健康“心”启航。"),
  ])
  func `a theme keeps its marks`(_ theme: String, _ printed: String) throws {
    let text = minimal("every: year, date: 05-29", "years: {\"2026\": {theme: \(theme)}}")
    #expect(try paragraphs(try notice(try definitions(text), "day", 2026), "活动主题") == [printed])
  }

  @Test func `an edition has its number between spaces`() throws {
    let notice = try notice(try definitions(), "breastfeeding-week", 2023)
    #expect(notice.opening == "现就开展第 32 个世界母乳喂养周活动有关事项通知如下：")
    #expect(try paragraphs(notice, "活动主题") == ["今年是第 32 个世界母乳喂养周，主题是“助力职场家庭 促进母乳喂养”。"])
  }

  // MARK: - Days

  @Test func `a year that differs says from what and why`() throws {
    let notice = try notice(try definitions(), "member-day-925", 2026)
    let time = try paragraphs(notice, "活动时间和地点")
    #expect(time[0] == "2026 年 9 月 23 日（星期三）09:00—11:30。")
    #expect(
      time[1]
        == "按惯例在 9 月 25 日（星期五），今年改在 9 月 23 日（星期三）举办。原因：9月25日是中秋节，放假前一天不便组织，全区统一改在9月23日。")
    #expect(time[2] == "不便在统一日期举办的单位，可在 9 月 18 日（星期五）至 28 日（星期一）之间自选日期。")
  }

  @Test func `dates that hang on rest days not yet announced are provisional, and it is said once`() throws {
    let notice = try notice(try definitions(), "member-day-529", 2027)
    let time = try paragraphs(notice, "活动时间和地点")
    #expect(time[0] == "2027 年 5 月 28 日（星期五，暂定）09:00—11:30。")
    #expect(time[1] == "5 月 29 日（星期六）是休息日，提前到 5 月 28 日（星期五）举办。")
    #expect(try paragraphs(notice, "报告要求与催报")[0].contains("6 月 4 日（星期五，暂定）前报送"))
    let all = notice.sections.flatMap(\.paragraphs)
    #expect(all.filter { $0.contains("国家公布的安排") } == ["2027 年的放假和调休以国家公布的安排为准，标“暂定”的日期如有变动，另行通知。"])
    #expect(notice.remarks.count == 1)
    #expect(try self.notice(try definitions(), "member-day-529", 2026).remarks == [])
  }

  @Test func `a deadline that is written as a date is never provisional`() throws {
    let text = minimal(
      "every: year, date: 05-29", "tasks: [{id: a, do: 定方案, owner: county.contact, due: \"2027-05-10\"}]")
    #expect(
      try paragraphs(try notice(try definitions(text), "day", 2027), "工作安排") == ["5 月 10 日（星期一）前，各县（市、区）定方案。"]
    )
  }

  @Test func `a lunar day in the next Gregorian year names its lunar year`() throws {
    let notice = try notice(try definitions(minimal("every: year, lunar: 腊月廿三")), "day", 2026)
    #expect(notice.title == "关于开展农历丙午年走访日活动的通知")
    #expect(try paragraphs(notice, "活动时间") == ["2027 年 1 月 30 日（星期六，农历丙午年腊月廿三）。"])
  }

  @Test(arguments: [
    (
      "every: week, on: [friday], time: \"15:00\"", "每星期五举办，全年共 52 次：1 月 2 日、9 日、16 日、23 日、30 日；2 月 6 日、13 日、"
    ),
    ("every: day", "每天举办，全年共 365 次：1 月 1 日（星期四）至 12 月 31 日（星期四）。"),
    ("every: month, on: 15", "每月 15 日举办，全年共 12 次：1 月 15 日、2 月 15 日、"),
    ("every: month, on: 2nd tuesday", "每月第二个星期二举办，全年共 12 次：1 月 13 日、"),
    (
      "rrule: \"FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=5,6,7\", start: 2026-01-01",
      "全年共 6 次：3 月 5 日至 7 日；9 月 5 日至 7 日。"
    ),
  ])
  func `many days in a year are listed in short`(_ when: String, _ printed: String) throws {
    let time = try paragraphs(try notice(try definitions(minimal(when)), "day", 2026), "活动时间")
    #expect(time[0].hasPrefix(printed), "\(time[0])")
  }

  @Test func `tasks stand in the order of their days and name what they wait for`() throws {
    let text = minimal(
      "every: year, date: 05-29",
      """
      parts: [{id: story, name: 征集故事, due: 20 days before}]
      tasks:
        - {id: late, do: 评选, owner: region.masses, due: 1 day after, needs: [early, story]}
        - {id: early, do: 发通知, owner: region.办公室, due: 30 days before}
        - {id: city, do: 督办, owner: city.contact, due: 3 days before}
      """)
    let notice = try notice(try definitions(text), "day", 2026)
    #expect(
      try paragraphs(notice, "工作安排") == [
        "（一）4 月 29 日（星期三）前，自治区计生协办公室发通知。", "（二）5 月 26 日（星期二）前，各市督办。",
        "（三）5 月 30 日（星期六）前，自治区计生协群众工作部评选。须在第（一）项、征集故事完成后进行。",
      ])
  }

  @Test func `a sample date is marked, in the text and to whoever sends it`() throws {
    let text = minimal(
      "once: 2026-05-29", "parts: [{id: a, name: 启动仪式, due: \"2026-06-12\", sample_date: true}]")
    let notice = try notice(try definitions(text), "day", 2026)
    #expect(try paragraphs(notice, "活动内容") == ["（一）启动仪式。6 月 12 日（星期五，示例日期，待核定）前完成。"])
    #expect(notice.remarks.count == 1 && notice.remarks[0].contains("启动仪式"))
  }

  // MARK: - Failures

  @Test(arguments: [
    ("every: year, date: 05-29", "years: {\"2026\": {skip: true, reason: 疫情}}", 2026, "2026 年停办：疫情"),
    ("every: year, date: 05-29", "ordinal: {label: 第N个, first_year: 1999}", 1998, "从 1999 年才开始"),
    ("once: 2026-05-29", "", 2027, "只在 2026-05-29 起举办一次"),
    ("rrule: \"FREQ=WEEKLY\", start: 2027-01-04", "", 2026, "从 2027 年才开始"),
    ("every: year, lunar: 闰六月初一", "", 2026, "2026 年没有这一天"),
    ("rrule: \"FREQ=WEEKLY;UNTIL=20251231T000000\", start: 2025-01-06", "", 2026, "在 2026 年没有活动"),
  ])
  func `a year without the campaign is refused with its reason`(
    _ when: String, _ more: String, _ year: Int, _ reason: String
  ) throws {
    let definitions = try definitions(minimal(when, more))
    let fault = try #require(throws: NoticeFault.self) { try notice(definitions, "day", year) }
    #expect(fault.text(.zh).contains(reason), "\(fault.text(.zh))")
    #expect(fault.text(.en).allSatisfy { $0.isASCII || "走访日疫情闰六月初一".contains($0) }, "\(fault.text(.en))")
  }

  @Test func `Markdown escapes what it would take for marks of its own`() throws {
    let definitions = try definitions(minimal("every: year, date: 05-29", "basis: [\"<a>*b* 的通知\"]"))
    let notice = try notice(definitions, "day", 2026)
    let text = try #require(notice.rendered(.markdown, by: definitions.templates))
    #expect(text.contains("《\\<a>\\*b\\* 的通知》"))
    #expect(try #require(notice.rendered(.text, by: definitions.templates)).contains("《<a>*b* 的通知》"))
  }

  @Test func `the JSON object has the keys of the contract in their order`() throws {
    let json = try notice(try definitions(minimal("every: year, date: 05-29")), "day", 2026).json
    guard case .object(let members) = json else {
      Issue.record("not an object")
      return
    }
    #expect(members.map(\.name) == ["title", "addressee", "opening", "sections", "issuer", "date"])
    #expect(json.description.contains(#""sections":[{"number":"一","heading":"活动时间","paragraphs":["#))
    #expect(json.description.hasSuffix(#""issuer":"自治区计生协","date":"2026-04-13"}"#))
  }
}
