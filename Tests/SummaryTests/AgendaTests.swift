import CampaignScheduler
import Foundation
import Ledger
import Outbox
import Planning
import Recurrence
import TestSupport
import Testing

/// What units have to do, over a ledger in a real database.
struct AgendaTests {
  /// A city with three counties, and one county of another city; a member day, a campaign of parts, visits before a
  /// festival and a week.
  private static let campaigns = [
    "day": """
    format: 1
    id: day
    name: {zh: 会员日, en: Member day}
    kind: member-day
    when: {every: year, date: 05-29, time: "09:00-11:30", hold_within: {before: 7 days, after: 2 days}}
    who: {units: {level: 县, under: gx}}
    tasks:
      - {id: plan, do: 写方案, owner: county.contact, due: 2 days before}
      - {id: theme, do: 定主题, owner: city.contact, due: 3 days before}
    reminders:
      - {id: tomorrow, at: "1 day before, 15:07", to: county.contact, channel: hook, template: note}
    report: {due: 5 workdays after}
    chase:
      - {after: 1 workday, to: county.contact, channel: hook, template: note}
    """,
    "theme": """
    format: 1
    id: theme
    name: {zh: 主题年, en: Year of a theme}
    kind: annual-theme
    when: {once: 2026-05-15 to 2026-12-11}
    who: {units: {level: 市, under: gx}}
    parts:
      - {id: launch, name: {zh: 启动仪式, en: Launch}, due: "2026-06-01"}
      - {id: quiz, name: {zh: 知识竞赛, en: Quiz}, due: "2026-06-05"}
    """,
    "visits": """
    format: 1
    id: visits
    name: {zh: 走访, en: Visits}
    kind: visit
    when: {every: year, lunar: 正月初一, hold_within: {before: 21 days, after: -7 days}}
    who: {units: {level: 县, under: gx}, count_by: household}
    report: {due: 5 workdays after}
    """,
    "week": """
    format: 1
    id: week
    name: {zh: 宣传周, en: Week}
    kind: awareness-week
    when: {every: year, dates: 08-01 to 08-07}
    who: {units: {level: 县, under: gx}}
    """,
  ]

  private static let units = """
    gx,自治区,自治区,,,true,
    guilin,桂林市,市,gx,,true,
    baise,百色市,市,gx,,true,
    diecai,叠彩区,县,guilin,,true,
    qixing,七星区,县,guilin,,true,
    huaqiao,华侨区,县,guilin,,false,
    tianyang,田阳区,县,baise,,true,
    village,甲村,村,diecai,,true,
    """

  /// A workspace on disk with a migrated database.
  private final class Office {
    let scheduler: Scheduler
    private let scratch: ScratchWorkspace

    init(_ campaigns: String...) throws {
      var files: [String: String] = [:]
      for id in campaigns.isEmpty ? ["day", "theme"] : campaigns {
        files["Campaigns/\(id).yaml"] = AgendaTests.campaigns[id]
      }
      scratch = try ScratchWorkspace(
        units: AgendaTests.units, calendar: "off: [\"01-01 to 01-03\", \"02-15 to 02-23\"]", files: files)
      scheduler = try Scheduler(Workspace(root: scratch.root.path))
      let definitions = scheduler.current.now.definitions
      try #require(!definitions.hasErrors, "\(definitions.diagnostics)")
    }

    func unit(_ id: String) throws -> Planning.Unit {
      try #require(scheduler.current.now.definitions.shared.tree[id])
    }

    /// Each item as `state days kind campaign id: text`.
    func lines(_ unit: String?, _ day: String, ahead: Int = 7, _ language: Language = .zh) async throws
      -> [String]
    {
      try await agenda(unit, day, ahead: ahead, language).items.map { item in
        "\(item.state.rawValue) \(item.days) \(item.kind.rawValue) \(item.campaign ?? "-") \(item.id): \(item.text)"
      }
    }

    func agenda(_ unit: String?, _ day: String, ahead: Int = 7, _ language: Language = .zh) async throws
      -> Agenda
    {
      try await scheduler.agenda(
        of: try unit.map(self.unit), at: AgendaTests.morning(day), daysAhead: ahead, language: language)
    }

    func report(_ unit: String, _ campaign: String, _ occurrence: String, part: String? = nil) async throws {
      let key = OccurrenceKey(campaign: campaign, occurrence: occurrence)
      _ = try await scheduler.ledger.append(
        [LedgerDraft(scope: .init(occurrence: key, unit: unit), .record(.report(Report(part: part))))],
        by: "test", at: AgendaTests.morning("2026-05-01"))
    }

    func session(
      _ unit: String, _ campaign: String?, on day: String, _ status: Session.Status = .planned,
      _ figures: [LedgerEntry.Content] = []
    ) async throws -> SessionKey {
      let date = try #require(SessionDate.day(day, notAfter: nil))
      var session = Session(title: "广场义诊", date: SessionDate(date), status: status)
      session.venue = "文化广场"
      let key = campaign.map { OccurrenceKey(campaign: $0, occurrence: "2026") }
      return try await scheduler.ledger.addSession(
        session, occurrence: key, unit: unit, figures: figures, by: "test",
        at: AgendaTests.morning("2026-05-01")
      ).key
    }
  }

  private static func morning(_ day: String) -> Timestamp {
    Timestamp(iso: "\(day)T09:00:00+08:00") ?? Timestamp(milliseconds: 0)
  }

  private static let reportCommand = "campaign report submit --campaign day --occurrence 2026 --unit diecai"

  // MARK: - Units that have gone quiet

  @Test func `units that held nothing for a quarter stand in one line of those above them`() async throws {
    let office = try Office("week")
    _ = try await office.session("village", nil, on: "2026-02-02", .held)
    // So far nobody can know who held nothing for so long.
    #expect(try await office.lines(nil, "2026-05-01") == [])
    _ = try await office.session("qixing", nil, on: "2026-04-20", .held)
    #expect(
      try await office.lines(nil, "2026-05-04", ahead: 0) == [
        "today 0 dormant - dormant: 3 个县中 2 个 90 天没有活动"
      ])
    #expect(
      try await office.lines("guilin", "2026-05-04", ahead: 0, .en) == [
        "today 0 dormant - dormant: 1 of 2 units of level county held nothing for 90 days"
      ])
    let items = try await office.agenda("guilin", "2026-05-04").items
    #expect(items.map(\.command) == ["campaign dormant --unit guilin"])
    // On Saturday it is for Monday; the units themselves know.
    #expect(try await office.lines(nil, "2026-05-09").map { String($0.prefix(14)) } == ["week 2 dormant"])
    #expect(try await office.lines(nil, "2026-05-09", ahead: 1) == [])
    #expect(try await office.lines("diecai", "2026-05-04") == [])
  }

  // MARK: - A county

  @Test func `before the day a county sees its tasks, the day and how to choose another`() async throws {
    let office = try Office()
    #expect(
      try await office.lines("diecai", "2026-05-26") == [
        "week 1 task day plan: 写方案",
        "week 3 occurrence day day: 举办，本单位的日期还没有登记，可在 5月22日（周五）至 5月31日（周日）之间自选",
      ])
    // What is late can still be done before the day.
    #expect(try await office.lines("diecai", "2026-05-28")[0] == "overdue 1 task day plan: 写方案")
    let items = try await office.agenda("diecai", "2026-05-26").items
    #expect(items[0].command == "campaign task done day plan --occurrence 2026 --unit diecai")
    #expect(
      items[1].command
        == "campaign session add --campaign day --occurrence 2026 --unit diecai --date 2026-05-29")
    #expect(
      items[1].json(try Zone("Asia/Shanghai")).description.hasPrefix(
        #"{"at":"2026-05-29T09:00:00+08:00","kind":"occurrence","campaign":"day","occurrence":"2026","id":"day","part":null,"unit":"diecai","state":"week","days":3,"text":"#
      ))
  }

  @Test func `on the day it is to be recorded, and the report is ahead`() async throws {
    let office = try Office()
    #expect(
      try await office.lines("diecai", "2026-05-29") == [
        "today 0 occurrence day day: 举办", "week 7 due day report: 报告截止",
      ])
    let items = try await office.agenda("diecai", "2026-05-29").items
    #expect(
      items[0].command == "campaign record day/2026/diecai/1 --attended \"… 人\" --gave \"宣传资料 … 份\" --final")
    #expect(items[1].command == Self.reportCommand)
  }

  @Test func `a late report is overdue by its days until it arrives`() async throws {
    let office = try Office()
    #expect(try await office.lines("diecai", "2026-06-05") == ["today 0 due day report: 报告截止"])
    #expect(try await office.lines("diecai", "2026-06-10") == ["overdue 5 due day report: 报告还没有报"])
    #expect(
      try await office.lines("diecai", "2026-06-10", .en)
        == ["overdue 5 due day report: the report has not been handed in"])
    #expect(try await office.agenda("diecai", "2026-06-10").items[0].command == Self.reportCommand)
    // Another unit's report, and a part's of the same name, are not this one's.
    try await office.report("qixing", "day", "2026")
    #expect(try await office.lines("diecai", "2026-06-10").count == 1)
    try await office.report("diecai", "day", "2026")
    #expect(try await office.lines("diecai", "2026-06-10") == [])
  }

  @Test func `what is a quarter late is no longer for today`() async throws {
    let office = try Office()
    #expect(try await office.lines("diecai", "2026-09-05", ahead: 0).count == 1)
    #expect(try await office.lines("diecai", "2026-09-06", ahead: 0) == [])
  }

  @Test func `a unit's own day moves everything that hangs on it`() async throws {
    let office = try Office()
    let key = try await office.session("diecai", "day", on: "2026-05-25")
    #expect(
      try await office.lines("diecai", "2026-05-22") == [
        "week 1 task day plan: 写方案", "week 3 session day \(key): 本单位举办，地点：文化广场",
      ])
    // Five working days from the 25th, not from the 29th.
    #expect(
      try await office.lines("diecai", "2026-06-02") == [
        "overdue 8 session day \(key): 日子已过，没有记录：办了请补报，没办请改期或取消", "overdue 1 due day report: 报告还没有报",
      ])
    #expect(try await office.lines("qixing", "2026-06-02") == ["week 3 due day report: 报告截止"])
  }

  @Test func `a session that was held without figures asks for them until it has some`() async throws {
    let office = try Office()
    let key = try await office.session("diecai", "day", on: "2026-05-29", .held)
    #expect(
      try await office.lines("diecai", "2026-06-01", ahead: 1) == [
        "overdue 3 session day \(key): 已办，还没有人数和物资，请补报"
      ])
    let count = Count(.attendance, quantity: .exact(58))
    _ = try await office.scheduler.ledger.record(
      [.count(count)], in: key, by: "test", at: Self.morning("2026-06-01"))
    #expect(try await office.lines("diecai", "2026-06-01", ahead: 1) == [])
  }

  @Test func `a session recorded as final is done on its own day, and its preparations with it`() async throws
  {
    let office = try Office()
    let count = Count(.attendance, quantity: .exact(58), isFinal: true)
    _ = try await office.session("diecai", "day", on: "2026-05-27", .held, [.count(count)])
    #expect(try await office.lines("diecai", "2026-05-27", ahead: 1) == [])
    _ = try await office.session("qixing", "day", on: "2026-05-27")
    #expect(try await office.lines("qixing", "2026-05-27", ahead: 1).count == 1)
  }

  @Test func `a cancelled session leaves the common day, an unplanned one stands by itself`() async throws {
    let office = try Office()
    let cancelled = try await office.session("diecai", "day", on: "2026-05-28")
    _ = try await office.scheduler.ledger.record(
      [.status(.cancelled)], in: cancelled, by: "test", at: Self.morning("2026-05-02"))
    let other = try await office.session("diecai", nil, on: "2026-05-29")
    #expect(
      try await office.lines("diecai", "2026-05-29", ahead: 1) == [
        "today 0 session - \(other): 本单位举办，地点：文化广场", "today 0 occurrence day day: 举办",
      ])
  }

  @Test func `visits are for the days before the festival, not for the festival`() async throws {
    let office = try Office("visits")
    #expect(
      try await office.lines("diecai", "2026-01-25", ahead: 2) == [
        "week 2 occurrence visits visits: 开始，到 2月10日（周二）为止"
      ])
    #expect(
      try await office.lines("diecai", "2026-02-05", ahead: 2) == [
        "today 0 occurrence visits visits: 正在进行，到 2月10日（周二）为止"
      ])
    #expect(try await office.lines("diecai", "2026-02-17", ahead: 2) == [])
    #expect(
      try await office.agenda("diecai", "2026-02-05").items[0].command
        == "campaign record visits/2026/diecai/1 --served \"走访 … 户\" --final")
  }

  @Test func `a week goes on until its last day`() async throws {
    let office = try Office("week")
    #expect(
      try await office.lines("diecai", "2026-08-01", ahead: 0).last
        == "today 0 occurrence week week: 开始，到 8月7日（周五）为止")
    #expect(
      try await office.lines("diecai", "2026-08-07", ahead: 0).last
        == "today 0 occurrence week week: 正在进行，到 8月7日（周五）为止")
    #expect(try await office.lines("diecai", "2026-08-08", ahead: 0) == [])
  }

  @Test func `a unit below a campaign's level has nothing of it to do`() async throws {
    #expect(try await Office().lines("village", "2026-05-29") == [])
  }

  // MARK: - Above

  @Test func `a city sees its own parts, and the silent units below it`() async throws {
    let office = try Office()
    try await office.report("guilin", "theme", "once", part: "launch")
    #expect(
      try await office.lines("guilin", "2026-06-08", ahead: 0) == [
        "overdue 3 due day report: 还没有报：叠彩区、七星区", "overdue 3 due theme quiz: “知识竞赛”还没有报",
      ])
    #expect(
      try await office.agenda("guilin", "2026-06-08").items[0].command
        == "campaign coverage --campaign day --year 2026 --unit guilin")
    try await office.report("qixing", "day", "2026")
    #expect(
      try await office.lines("guilin", "2026-06-08", ahead: 0)[0] == "overdue 3 due day report: 还没有报：叠彩区")
    try await office.report("diecai", "day", "2026")
    try await office.report("guilin", "theme", "once", part: "quiz")
    #expect(try await office.lines("guilin", "2026-06-08", ahead: 0) == [])
  }

  @Test func `a city sees the common day, its own tasks, and how many have reported`() async throws {
    let office = try Office()
    try await office.report("diecai", "day", "2026")
    #expect(
      try await office.lines("guilin", "2026-05-26", ahead: 10).filter { $0.contains(" day ") } == [
        "today 0 task day theme: 定主题", "week 3 occurrence day day: 3 个单位举办",
        "week 10 due day report: 报告截止，应报 2 个，已报 1 个",
      ])
  }

  @Test func `a unit that chose a later day is not silent before its own deadline`() async throws {
    let office = try Office("day")
    // Its report is due on Friday, 5 June; the common one, too. From Sunday the 31st it is still the 5th.
    _ = try await office.session("diecai", "day", on: "2026-05-31")
    #expect(
      try await office.lines("guilin", "2026-06-06", ahead: 0)[0] == "overdue 1 due day report: 还没有报：叠彩区、七星区")
    _ = try await office.session("qixing", "day", on: "2026-06-01")
    #expect(
      try await office.lines("guilin", "2026-06-06", ahead: 0)[0] == "overdue 1 due day report: 还没有报：叠彩区")
    #expect(
      try await office.lines("guilin", "2026-06-09", ahead: 0)[0] == "overdue 4 due day report: 还没有报：叠彩区、七星区")
  }

  @Test func `the whole organisation sees everybody's tasks and reports`() async throws {
    let office = try Office()
    try await office.report("baise", "theme", "once", part: "launch")
    #expect(
      try await office.lines(nil, "2026-05-26", ahead: 6) == [
        "today 0 task day theme: 定主题", "week 1 task day plan: 写方案", "week 3 occurrence day day: 4 个单位举办",
        "week 6 due theme launch: “启动仪式”截止，应报 2 个，已报 1 个",
      ])
    #expect(try await office.agenda(nil, "2026-05-26").items.allSatisfy { $0.unit == nil })
  }

  @Test func `a long list of silent units ends in their number`() async throws {
    let office = try Office()
    let text = try await office.lines(nil, "2026-06-06", ahead: 0)
    #expect(text[0] == "overdue 5 due theme launch: “启动仪式”还没有报：桂林市、百色市")
    #expect(text[1] == "overdue 1 due day report: 还没有报：叠彩区、七星区、田阳区")
  }

  @Test func `nobody is asked for what ended before the program was at work`() async throws {
    let office = try Office()
    try await office.scheduler.outbox.recordLoad(of: ["day"], at: Self.morning("2026-06-03"))
    #expect(try await office.lines("diecai", "2026-06-10") == [])
    #expect(try await office.lines("guilin", "2026-06-10").filter { $0.contains(" day ") } == [])
    let other = try Office()
    try await other.scheduler.outbox.recordLoad(of: ["day"], at: Self.morning("2026-05-29"))
    #expect(try await other.lines("diecai", "2026-06-10").count == 1)
  }

  @Test func `without a database nothing is recorded and all the rest is the same`() async throws {
    let office = try Office()
    let state = office.scheduler.current.now
    for (unit, day) in [("diecai", "2026-06-10"), ("guilin", "2026-05-26"), (nil, "2026-06-06")] {
      let outline = AgendaOutline(
        of: state.campaigns, planner: Planner(shared: state.definitions.shared),
        unit: try unit.map(office.unit),
        at: Self.morning(day), daysAhead: 7)
      let agenda = Agenda(outline, record: AgendaRecord(), language: .zh)
      #expect(try await agenda == office.agenda(unit, day))
      #expect(!agenda.items.isEmpty)
    }
  }
}
