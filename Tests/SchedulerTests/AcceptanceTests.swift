import CampaignScheduler
import Foundation
import Ledger
import Outbox
import Planning
import Recurrence
import TestSupport
import Testing

/// Goods on their way: who has to accept them, who is reminded, and when that ends.
struct AcceptanceTests {
  /// A city with two counties, a robot for each county.
  private final class Office {
    let scheduler: Scheduler
    private let scratch: ScratchWorkspace

    init(settings: String = "", more: String = "") throws {
      let units = """
        gx,自治区,自治区,,,true,
        guilin,桂林市,市,gx,,true,
        diecai,叠彩区,县,guilin,,true,
        qixing,七星区,县,guilin,,true,
        """
      let files = [
        "Campaigns/day.yaml": """
        format: 1
        id: day
        name: {zh: 会员日, en: Member day}
        kind: member-day
        when: {once: 2026-05-29}
        who: {units: {level: 县, under: gx}}
        reminders:
          - {id: tomorrow, at: "1 day before, 15:07", to: county.contact, channel: groups, template: note}
        report: {due: 5 workdays after}
        \(more)
        """,
        "Campaigns/shared/channels.yaml":
          "format: 1\nchannels: {groups: {kind: webhook, one_per: county, url_from: \"env:HOOK_<unit>\"}}\n",
      ]
      scratch = try ScratchWorkspace(
        units: units, settings: settings, calendar: "off: [\"05-01 to 05-05\"]\nwork: [\"05-09\"]",
        files: files)
      scheduler = try Scheduler(Workspace(root: scratch.root.path))
      let definitions = scheduler.current.now.definitions
      try #require(!definitions.hasErrors, "\(definitions.diagnostics)")
    }

    func enter(_ unit: String, _ move: GoodsMove, at: String) async throws -> EntryID {
      try await scheduler.ledger.append(
        [LedgerDraft(scope: .init(unit: unit), .record(.goods(move)))], by: "市", at: AcceptanceTests.time(at)
      )[0].id
    }

    func allocate(at: String, to: String = "diecai") async throws -> EntryID {
      try await enter(
        "guilin", GoodsMove(.allocate, item: "服务卡", quantity: .exact(100), counter: "张", to: to), at: at)
    }

    func accept(_ allocation: EntryID, _ n: Int, at: String) async throws {
      var move = GoodsMove(.accept, item: "服务卡", quantity: .exact(Figure(n)), counter: "张")
      move.allocation = allocation.description
      _ = try await enter("diecai", move, at: at)
    }

    func reminders() async throws -> [OutboxEntry] {
      try await scheduler.outbox.entries().filter { $0.key.campaign == "~stock" }
    }
  }

  private static func time(_ text: String) -> Timestamp { Timestamp(iso: text)! }

  @Test func `an allocation is overdue after the working days that the settings give`() async throws {
    // From Wednesday the 29th: Thursday, the holiday, Wednesday to Friday and the Saturday that is worked.
    for (settings, due) in [
      ("", "2026-05-09"), ("stock: {accept_within: 3 days}", "2026-05-06"),
      ("物资: {签收期限: 2个工作日}", "2026-05-06"),
      ("stock: {accept_within: 1 workday}", "2026-04-30"),
    ] {
      let office = try Office(settings: settings)
      _ = try await office.allocate(at: "2026-04-29T10:00:00+08:00")
      let open = try await office.scheduler.openAllocations(at: Self.time("2026-05-11T09:00:00+08:00"))
      #expect(open.map(\.due.description) == [due], "\(settings)")
      #expect(open.map(\.isOverdue) == [true])
    }
  }

  @Test func `the receiver is reminded by the usual channel until it has accepted`() async throws {
    let office = try Office()
    let allocation = try await office.allocate(at: "2026-05-11T10:00:00+08:00")
    let start = Self.time("2026-05-11T11:00:00+08:00")
    _ = try await office.scheduler.replan(at: start)
    var reminders = try await office.reminders()
    #expect(
      reminders.map(\.key.description).sorted()
        == (1...3).map {
          "~stock/\(allocation)/-/diecai/accept-\($0)/county.contact/groups"
        })
    #expect(reminders.map(\.planned.endpoint.description) == Array(repeating: "groups/diecai", count: 3))
    let zone = office.scheduler.current.now.definitions.shared.zone
    // The sixth, eleventh and sixteenth working day after Monday the 11th.
    #expect(
      reminders.map { zone.local(at: $0.due).date.description }.sorted() == [
        "2026-05-19", "2026-05-26", "2026-06-02",
      ])
    let composer = office.scheduler.composer
    let first = try #require(reminders.first { $0.key.rule == "accept-1" }).planned
    guard case .send(let message) = try await composer.prepare(first, at: first.due) else {
      Issue.record("nothing to send")
      return
    }
    #expect(message.text.contains("100 张") && message.text.contains("campaign stock accept \(allocation)"))
    try await office.accept(allocation, 60, at: "2026-05-12T09:00:00+08:00")
    guard case .send(let rest) = try await composer.prepare(first, at: first.due) else {
      Issue.record("nothing to send")
      return
    }
    #expect(rest.text.contains("40 张"))
    // A second plan changes nothing; accepted, the question at claim time and the next plan both end it.
    #expect(try await office.scheduler.replan(at: start).cancelled.isEmpty)
    try await office.accept(allocation, 40, at: "2026-05-12T10:00:00+08:00")
    #expect(try await composer.prepare(first, at: first.due) == .notNeeded("accepted"))
    _ = try await office.scheduler.replan(at: start)
    reminders = try await office.reminders()
    #expect(reminders.map(\.state.name) == [.cancelled, .cancelled, .cancelled])
    // Taken back, it is open again, and so are the reminders.
    let last = try await office.scheduler.ledger.goods().goods.last
    _ = try await office.scheduler.ledger.void(
      try #require(last).entry, reason: "没到", by: "县", at: Self.time("2026-05-12T11:00:00+08:00"))
    _ = try await office.scheduler.replan(at: start)
    #expect(try await office.reminders().map(\.state.name) == [.scheduled, .scheduled, .scheduled])
  }

  @Test func `the receiver finds it in its agenda, others don't`() async throws {
    let office = try Office()
    let allocation = try await office.allocate(at: "2026-05-11T10:00:00+08:00")
    let tree = office.scheduler.current.now.definitions.shared.tree
    func items(_ unit: String?, _ day: String) async throws -> [Agenda.Item] {
      try await office.scheduler.agenda(
        of: unit.flatMap { tree[$0] }, at: Self.time(day + "T09:00:00+08:00"), daysAhead: 7, language: .zh
      ).items.filter { $0.kind == .acceptance }
    }
    #expect(try await items("diecai", "2026-05-12").map(\.state) == [.week])
    #expect(try await items("diecai", "2026-05-18").map(\.state) == [.today])
    let late = try await items("diecai", "2026-05-20")
    #expect(late.map(\.state) == [.overdue] && late.map(\.days) == [2])
    #expect(late.map(\.command) == ["campaign stock accept \(allocation)"])
    #expect(late.map(\.text) == ["桂林市下拨 100 张，还没有签收"])
    #expect(try await items("qixing", "2026-05-20").isEmpty)
    #expect(try await items(nil, "2026-05-12").isEmpty)
    #expect(try await items(nil, "2026-05-20").count == 1)
    try await office.accept(allocation, 100, at: "2026-05-20T10:00:00+08:00")
    #expect(try await items("diecai", "2026-05-20").isEmpty)
  }

  @Test func `an occurrence closes by itself a year after its last report, or when somebody says so`()
    async throws
  {
    let office = try Office()
    let key = OccurrenceKey(campaign: "day", occurrence: "once")
    let scheduler = office.scheduler
    func isOpen(_ day: String, late: String? = nil) async throws -> Bool {
      do {
        try await scheduler.requireOpen(key, late: late, at: Self.time(day + "T09:00:00+08:00"))
        return true
      } catch BookFault.occurrenceClosed {
        return false
      }
    }
    #expect(scheduler.lastOpenDay(of: key)?.description == "2027-06-05")
    #expect(try await isOpen("2027-06-05"))
    #expect(try await !isOpen("2027-06-06"))
    #expect(try await isOpen("2027-06-06", late: "漏报"))
    #expect(try await !isOpen("2027-06-06", late: "  "))
    func say(_ isClosed: Bool) async throws {
      _ = try await scheduler.ledger.append(
        [
          LedgerDraft(
            scope: .init(occurrence: key, unit: "gx"), .record(.closing(Closing(isClosed: isClosed))))
        ],
        by: "区", at: Self.time("2026-06-20T09:00:00+08:00"))
    }
    try await say(true)
    #expect(try await !isOpen("2026-06-21"))
    try await say(false)
    #expect(try await isOpen("2027-06-06"))
    try await scheduler.requireOpen(nil, late: nil, at: Self.time("2030-01-01T00:00:00Z"))
  }

  @Test(arguments: [("close: 20 workdays after", "2026-06-26"), ("close: 2 days after", "2026-06-05")])
  func `a campaign that says when it is closed is closed then, not before its reports are due`(
    _ close: String, _ last: String
  ) throws {
    let office = try Office(more: "archive: {keep: [照片], \(close)}")
    let key = OccurrenceKey(campaign: "day", occurrence: "once")
    #expect(office.scheduler.lastOpenDay(of: key)?.description == last)
  }

  @Test func `a summary says what is left where stock is kept`() async throws {
    let office = try Office()
    let at = "2026-05-11T10:00:00+08:00"
    for (unit, kind, n) in [
      ("diecai", GoodsMove.Kind.receive, 600), ("qixing", .receive, 10), ("qixing", .give, 12),
    ] {
      _ = try await office.enter(
        unit, GoodsMove(kind, item: "折页", quantity: .exact(Figure(n)), counter: "份"), at: at)
    }
    _ = try await office.enter(
      "qixing", GoodsMove(.give, item: "叶酸", quantity: .exact(3), counter: "盒"), at: at)
    let tree = office.scheduler.current.now.definitions.shared.tree
    let balance = try await office.scheduler.ledger.balance()
    let all = Summary(balance, units: tree)
    #expect(all.text(.zh).contains("折页 598 份（2 处）") && !all.text(.zh).contains("叶酸"))
    #expect(all.warnings.map(\.detail.zh).contains { $0.contains("七星区的“折页”（份）结存为负") })
    #expect(all.csv(.zh).contains("\r\nstockLeft,折页,598,,exact,份,598 份\r\n"))
    #expect(
      SummaryPage(all, units: tree, language: .zh).html.contains(
        "<h2>库存</h2>\n<div class=\"wide\"><table>\n"))
    let one = Summary(balance, scope: SummaryScope(unit: tree["diecai"]), units: tree)
    #expect(
      one.json(.zh).description.contains(
        #""stock":[{"item":"折页","received":{"n":600,"certainty":"exact","text":"600 份"},"#))
    #expect(one.stock.map(\.left) == [.exact(600)])
    let key = SessionKey(occurrence: nil, unit: "diecai", number: 1)
    #expect(Summary(balance, scope: SummaryScope(.session(key)), units: tree).stock == [])
  }
}
