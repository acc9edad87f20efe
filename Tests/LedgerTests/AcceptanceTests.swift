import Foundation
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

/// Reports, decisions about them, and what acceptance closes.
struct AcceptanceTests {
  /// A member day of two cities' counties with a part; the region has a county outside the denominator.
  private static func campaign(parts: Bool = false, listed: String? = nil, in tree: UnitTree) throws
    -> Campaign
  {
    let units = tree.units.map {
      "\($0.id),\($0.name),\($0.level.name.zh),\($0.parent ?? ""),,\($0.counted),"
    }
    let levels = tree.levels.map { "{zh: \($0.name.zh), en: \($0.name.text(.en))}" }.joined(separator: ", ")
    func file(_ path: String, _ text: String) -> SourceFile {
      SourceFile(path: path, bytes: Array(text.utf8))
    }
    let text = """
      format: 1
      id: member-day-529
      name: {zh: 会员日, en: Member day}
      kind: member-day
      when: {every: year, date: 05-29}
      who: {units: {level: 县, under: gx}}
      report: {due: 5 workdays after}
      \(listed ?? "")
      \(parts ? "parts: [{id: stories, name: {zh: 故事, en: Stories}, due: 20 days after}]" : "")
      """
    let definitions = Definitions.read(
      campaigns: [file("Campaigns/day.yaml", text)],
      shared: [
        file("Campaigns/shared/settings.yaml", "format: 1\nzone: Asia/Shanghai\nlevels: [\(levels)]\n"),
        file(
          "Campaigns/shared/units.csv",
          "id,name,level,parent,aliases,counted,code\n" + units.joined(separator: "\n") + "\n"),
        file(
          "Campaigns/shared/channels.yaml",
          "format: 1\nchannels: {hook: {kind: webhook, url_from: \"env:A\"}}\n"),
      ], templates: [])
    return try #require(definitions.campaigns.first, "\(definitions.diagnostics)")
  }

  /// Writes a story such as `report diecai`, `accept guilin`, `waive qixing/stories`, a minute apart.
  private func tell(_ story: [String], _ store: LedgerStore, fromMinute first: Int = 0) async throws {
    for (minute, line) in story.enumerated() {
      let words = line.split(separator: " ").map(String.init)
      let place = words[1].split(separator: "/").map(String.init)
      let part = place.count > 1 ? place[1] : nil
      let content: LedgerEntry.Content =
        if let act = ReportDecision.Act(rawValue: words[0]) {
          .acceptance(
            ReportDecision(act, part: part, decidedBy: "gx", reason: act == .accept ? nil : "数字有误"))
        } else {
          .report(Report(part: part))
        }
      _ = try await store.append(
        [LedgerDraft(scope: .init(occurrence: memberDay, unit: place[0]), .record(content))], by: "市",
        at: noon.advanced(by: .seconds(60 * (first + minute))))
    }
  }

  /// What stands of some units: `diecai accepted`.
  private func states(_ story: [String], of units: [String]) async throws -> [String] {
    let tree = try smallRegion()
    return try await withLedger { store, _ in
      try await tell(story, store)
      let whole = Acceptance(try await store.balance(of: memberDay), units: tree)
      let lean = Acceptance(try await store.reportBalance(of: memberDay), units: tree)
      return units.map { word in
        let place = word.split(separator: "/").map(String.init)
        let part = place.count > 1 ? place[1] : nil
        #expect(whole.state(of: place[0], part: part) == lean.state(of: place[0], part: part))
        return whole.state(of: place[0], part: part).rawValue
      }
    }
  }

  @Test(arguments: [
    ([], "silent"), (["report diecai"], "reported"), (["report diecai", "accept diecai"], "accepted"),
    (["waive diecai"], "waived"), (["waive diecai", "report diecai"], "reported"),
    (["report diecai", "reopen diecai"], "reopened"),
    (["report diecai", "accept diecai", "reopen diecai"], "reopened"),
    (["report diecai", "accept diecai", "reopen diecai", "report diecai"], "reported"),
    (["waive diecai", "reopen diecai"], "silent"),
    (["report diecai", "reopen diecai", "waive diecai"], "waived"), (["report qixing"], "silent"),
  ])
  func `a report's state follows what was entered last`(_ story: [String], _ state: String) async throws {
    #expect(try await states(story, of: ["diecai"]) == [state])
  }

  @Test func `what is opened below is open above, and only there`() async throws {
    let story = [
      "report diecai", "report qixing", "report tianyang", "accept diecai", "accept qixing",
      "accept tianyang",
      "accept guilin", "accept baise", "accept gx",
    ]
    let units = ["diecai", "qixing", "guilin", "tianyang", "baise", "gx"]
    #expect(try await states(story, of: units) == Array(repeating: "accepted", count: 6))
    #expect(
      try await states(story + ["reopen diecai"], of: units) == [
        "reopened", "accepted", "silent", "accepted", "accepted", "silent",
      ])
    #expect(
      try await states(story + ["reopen guilin"], of: units) == [
        "accepted", "accepted", "reopened", "accepted", "accepted", "silent",
      ])
  }

  @Test(arguments: [
    (["waive diecai"], ["waived", "waived"]), (["waive diecai/stories"], ["silent", "waived"]),
    (["report diecai/stories", "waive diecai"], ["waived", "reported"]),
    (["report diecai", "report diecai/stories", "accept diecai"], ["accepted", "accepted"]),
    (
      ["report diecai", "report diecai/stories", "accept diecai", "reopen diecai/stories"],
      ["reported", "reopened"]
    ),
  ])
  func `parts and the whole speak for one another`(_ story: [String], _ states: [String]) async throws {
    #expect(try await self.states(story, of: ["diecai", "diecai/stories"]) == states)
  }

  @Test func `acceptance waits for everything below, and says for what`() async throws {
    let tree = try smallRegion()
    func obstacles(_ story: [String], to unit: String, parts: Bool = false) async throws -> [String] {
      let ladder = AcceptanceLadder(try Self.campaign(parts: parts, in: tree), units: tree)
      return try await withLedger { store, _ in
        try await tell(story, store)
        let acceptance = Acceptance(try await store.balance(of: memberDay), units: tree)
        return acceptance.obstacles(to: try #require(tree[unit]), on: ladder).map {
          "\($0.unit.id)\($0.part.map { "/" + $0 } ?? "") \($0.state.rawValue) \($0.openBelow)"
        }
      }
    }
    #expect(try await obstacles([], to: "diecai") == ["diecai silent 0"])
    #expect(try await obstacles(["report diecai"], to: "diecai") == [])
    #expect(
      try await obstacles(["report diecai"], to: "diecai", parts: true) == ["diecai/stories silent 0"])
    #expect(try await obstacles(["report diecai", "waive diecai/stories"], to: "diecai", parts: true) == [])
    // 华侨 is outside the denominator and holds nobody up.
    #expect(
      try await obstacles(["report diecai", "waive qixing"], to: "guilin") == ["diecai reported 0"])
    #expect(
      try await obstacles(["report diecai", "accept diecai", "waive qixing"], to: "guilin") == [])
    #expect(
      try await obstacles(["report diecai", "accept diecai", "waive qixing", "accept guilin"], to: "gx") == [
        "baise silent 1"
      ])
  }

  @Test(arguments: [
    (["waive guilin", "waive baise"], ["diecai silent", "qixing silent", "tianyang silent"]),
    (["waive diecai", "waive qixing", "waive guilin"], ["baise silent"]),
    (["waive diecai", "report qixing", "waive guilin"], ["qixing reported", "baise silent"]),
    (
      ["waive diecai", "waive qixing", "waive guilin", "waive tianyang", "waive baise", "reopen qixing"],
      ["qixing silent"]
    ),
    (
      ["report tianyang", "accept tianyang", "waive baise", "reopen tianyang"],
      ["guilin silent", "tianyang reopened"]
    ),
  ])
  func `who is excused from accepting answers for nobody below`(_ story: [String], _ open: [String])
    async throws
  {
    let tree = try smallRegion()
    let ladder = AcceptanceLadder(try Self.campaign(in: tree), units: tree)
    let root = try #require(tree["gx"])
    try await withLedger { store, _ in
      try await tell(story, store)
      let acceptance = Acceptance(try await store.balance(of: memberDay), units: tree)
      #expect(
        acceptance.obstacles(to: root, on: ladder).map { "\($0.unit.id) \($0.state.rawValue)" } == open)
      #expect(acceptance.climb(to: root, on: ladder).accepted.contains(root) == false)
    }
  }

  @Test(arguments: [
    (["waive diecai"], "waive"), (["waive diecai", "report diecai"], nil),
    (["report diecai", "reopen diecai"], "reopen"), (["waive diecai", "reopen diecai"], "reopen"),
    (["report diecai", "reopen diecai", "report diecai"], nil),
    (["report diecai", "accept diecai"], "accept"), (["report diecai"], nil),
  ])
  func `a decision stands beside a state as long as the state rests on it`(_ story: [String], _ act: String?)
    async throws
  {
    try await withLedger { store, _ in
      try await tell(story, store)
      let acceptance = Acceptance(try await store.balance(of: memberDay), units: try smallRegion())
      #expect(acceptance.progress(of: "diecai").decision()?.value.act.rawValue == act)
    }
  }

  @Test func `a climb accepts from below and stops at what has not come`() async throws {
    let tree = try smallRegion()
    let ladder = AcceptanceLadder(try Self.campaign(in: tree), units: tree)
    let root = try #require(tree["gx"])
    try await withLedger { store, _ in
      try await tell(["report diecai", "report qixing", "report tianyang", "accept diecai"], store)
      let all = Acceptance(try await store.balance(of: memberDay), units: tree).climb(to: root, on: ladder)
      #expect(all.accepted.map(\.id) == ["qixing", "guilin", "tianyang", "baise", "gx"])
      #expect(all.obstacles.isEmpty)
      try await tell(["reopen tianyang"], store, fromMinute: 9)
      let rest = Acceptance(try await store.balance(of: memberDay), units: tree).climb(to: root, on: ladder)
      #expect(rest.obstacles.map(\.unit.id) == ["tianyang"])
    }
  }

  @Test(arguments: [
    ("diecai", "diecai"), ("guilin", "diecai"), ("gx", "diecai"), ("guilin", "chaoyang"), ("gx", "gx"),
  ])
  func `what is accepted is closed for every unit below until it is opened again`(
    _ accepted: String, _ unit: String
  ) async throws {
    let tree = try smallRegion()
    try await withLedger(units: tree) { store in
      let (key, entries) = try await store.addSession(
        lecture(), occurrence: memberDay, unit: unit,
        figures: [.count(Count(.attendance, quantity: .exact(58)))],
        by: "县", at: noon)
      try await tell(["accept \(accepted)"], store)
      let before = try await store.entryCount()
      let closed = LedgerFault.accepted(memberDay, unit: unit, by: accepted)
      let more: LedgerEntry.Content = .count(Count(.attendance, quantity: .exact(60)))
      await #expect(throws: closed) { try await store.record([more], in: key, by: "县", at: noon) }
      await #expect(throws: closed) {
        try await store.correct(entries[1].id, with: more, reason: "漏数", by: "县", at: noon)
      }
      await #expect(throws: closed) { try await store.void(entries[1].id, reason: "错", by: "县", at: noon) }
      await #expect(throws: closed) {
        try await store.addSession(lecture(), occurrence: memberDay, unit: unit, by: "县", at: noon)
      }
      await #expect(throws: closed) {
        try await store.append(
          [LedgerDraft(scope: .init(occurrence: memberDay, unit: unit), .record(.report(Report())))], by: "县",
          at: noon)
      }
      #expect(try await store.entryCount() == before)
      #expect(closed.text(.zh).contains("--unit \(accepted)") && closed.text(.en).contains("reopen"))
      // Another city, another occurrence and what nobody planned are open.
      _ = try await store.addSession(lecture(), occurrence: nil, unit: unit, by: "县", at: noon)
      try await tell(["reopen \(accepted)"], store)
      #expect(
        try await store.record([more], in: key, by: "县", at: noon.advanced(by: .seconds(600))).count == 1)
    }
  }

  /// A launch with a session of 80 people, a quiz that nobody held yet, and five stories, each reported.
  private func withParts(
    accepting accepted: String,
    _ body: (LedgerStore, SessionKey, [LedgerEntry], LedgerEntry) async throws -> Void
  ) async throws {
    let tree = try smallRegion()
    let post = "\(try #require(tree.levels.first).name.zh).masses"
    let listed = """
      parts:
        - {id: launch, name: {zh: 启动, en: Launch}, due: 20 days after, report: [attendance]}
        - {id: quiz, name: {zh: 竞赛, en: Quiz}, due: 20 days after, report: [attendance]}
        - {id: stories, name: {zh: 故事, en: Stories}, due: 20 days after, submit: {what: 故事, unit: 篇, to: \(post)}}
      """
    let parts = try Self.campaign(listed: listed, in: tree).parts
    try await withLedger { _, pool in
      let store = LedgerStore(pool, units: { tree }, parts: { $0 == memberDay.campaign ? parts : [] })
      let (key, entries) = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai",
        figures: [.count(Count(.attendance, quantity: .exact(80)))], by: "县", at: noon)
      let scope = LedgerEntry.Scope(occurrence: memberDay, unit: "diecai")
      let handed = try await store.append(
        [
          LedgerDraft(
            scope: scope,
            .record(.count(Count(Count.Measure(rawValue: "故事"), quantity: .exact(5), counter: "篇")))),
          LedgerDraft(scope: scope, .record(.report(Report(part: "stories")))),
          LedgerDraft(scope: scope, .record(.report(Report(part: "launch", sessions: [key.number])))),
        ], by: "县", at: noon)
      try await tell(["accept \(accepted)"], store)
      try await body(store, key, entries, handed[0])
    }
  }

  @Test(arguments: [
    ("diecai/launch", true, false), ("guilin/launch", true, false), ("diecai/stories", false, true),
    ("gx/stories", false, true), ("diecai/quiz", false, false),
  ])
  func `an accepted part closes what it is about, and nothing else`(
    _ accepted: String, _ closesSession: Bool, _ closesStories: Bool
  ) async throws {
    try await withParts(accepting: accepted) { store, key, entries, stories in
      let place = accepted.split(separator: "/").map(String.init)
      let closed = LedgerFault.accepted(memberDay, unit: "diecai", by: place[0], part: place[1])
      func expect(_ isClosed: Bool, _ change: () async throws -> Void) async throws {
        if isClosed { await #expect(throws: closed) { try await change() } } else { try await change() }
      }
      let later = noon.advanced(by: .seconds(600))
      let people: LedgerEntry.Content = .count(Count(.attendance, quantity: .exact(95)))
      let more: LedgerEntry.Content = .count(
        Count(Count.Measure(rawValue: "故事"), quantity: .exact(6), counter: "篇"))
      try await expect(closesSession) {
        _ = try await store.record(
          [.count(Count(.attendance, role: .volunteers, quantity: .exact(3)))], in: key, by: "县", at: later)
      }
      try await expect(closesSession) {
        _ = try await store.correct(entries[1].id, with: people, reason: "漏数", by: "县", at: later)
      }
      try await expect(closesSession) {
        _ = try await store.record([.status(.cancelled)], in: key, by: "县", at: later)
      }
      try await expect(closesSession) {
        _ = try await store.void(entries[1].id, reason: "错", by: "县", at: later)
      }
      try await expect(closesStories) {
        _ = try await store.correct(stories.id, with: more, reason: "又来一篇", by: "县", at: later)
      }
      try await expect(closesStories) {
        _ = try await store.void(stories.id, reason: "错", by: "县", at: later)
      }
      // What comes for another part, or for none, is open.
      _ = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", figures: [people], by: "县", at: later)
      #expect(
        closed.text(.zh).contains("--part \(place[1])") && closed.text(.en).contains("--part \(place[1])"))
    }
  }

  @Test func `an accepted part is open once it was sent back`() async throws {
    try await withParts(accepting: "diecai/launch") { store, _, entries, _ in
      try await tell(["reopen diecai/launch"], store, fromMinute: 5)
      _ = try await store.void(
        entries[1].id, reason: "错", by: "县", at: noon.advanced(by: .seconds(600)))
    }
  }

  @Test func `a decision is not corrected or voided, whatever it was`() async throws {
    try await withLedger { store, _ in
      try await tell(["report diecai", "accept diecai"], store)
      let decision = try #require(try await store.balance(of: memberDay).decisions.first)
      await #expect(throws: LedgerFault.decisionStands(decision.root)) {
        try await store.void(decision.root, reason: "后悔", by: "市", at: noon)
      }
      let other: LedgerEntry.Content = .acceptance(ReportDecision(.waive, decidedBy: "gx", reason: "x"))
      await #expect(throws: LedgerFault.decisionStands(decision.root)) {
        try await store.correct(decision.root, with: other, reason: "后悔", by: "市", at: noon)
      }
    }
  }

  @Test func `a voided report is none, and the first of two says when it came`() async throws {
    try await withLedger { store, _ in
      try await tell(["report diecai", "report diecai"], store)
      let reports = try await store.balance(of: memberDay).reports
      #expect(try await store.standing(of: memberDay, unit: "diecai").reportedAt() == noon)
      _ = try await store.void(reports[0].root, reason: "报早了", by: "县", at: noon)
      #expect(
        try await store.standing(of: memberDay, unit: "diecai").reportedAt()
          == noon.advanced(by: .seconds(60)))
      _ = try await store.void(reports[1].root, reason: "没报", by: "县", at: noon)
      for balance in [try await store.balance(of: memberDay), try await store.reportBalance(of: memberDay)] {
        #expect(Acceptance(balance, units: nil).state(of: "diecai") == .silent)
      }
    }
  }

  @Test func `the new kinds of entries go out and come back as they were`() async throws {
    let day = try #require(CivilDate(iso: "2026-06-02"))
    try await withLedger { store, _ in
      try await tell(["report diecai", "waive qixing/stories", "reopen diecai"], store)
      let scope = LedgerEntry.Scope(occurrence: memberDay, unit: "diecai")
      let found = try await store.append(
        [
          LedgerDraft(scope: scope, .record(.task(TaskDone("plan")))),
          LedgerDraft(
            scope: scope,
            .record(
              .inspection(
                .visit(.init(on: day, finding: "没有合计", fixBy: day.adding(days: 9), inspector: "gx"))))),
          LedgerDraft(scope: scope, .record(.stage(StageReached(.application, on: day, decidedBy: "gx")))),
        ], by: "市", at: noon)
      _ = try await store.append(
        [LedgerDraft(scope: scope, .record(.inspection(.fix(.init(of: found[1].id, on: day, words: "已补")))))],
        by: "县", at: noon)
      let lines = try await store.exportedLines()
      let written = try await store.balance()
      try await withLedger { other, _ in
        let added = try await other.takeBack(lines)
        #expect(added == 7)
        #expect(try await other.verify() == [])
        #expect(try await other.balance() == written)
        #expect(try await other.inspections().map(\.fix?.words) == ["已补"])
        #expect(try await other.stages(of: memberDay.campaign, year: 2026).current == .application)
        #expect(try await other.standing(of: memberDay, unit: "diecai").tasksDone == ["plan"])
        for entry in [found[0], found[1], found[2]] {
          #expect(!entry.what(.zh).isEmpty && !entry.what(.en).isEmpty)
        }
      }
    }
  }
}
