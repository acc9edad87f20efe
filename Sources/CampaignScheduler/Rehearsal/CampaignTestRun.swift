import Foundation
import Ledger
public import Logging
import Outbox
public import Planning
import Recurrence
import Synchronization

/// Runs the tests of a campaign file: the daemon's own loop over a scratch database and a simulated clock, with what the
/// test gives happening on the way.
public struct CampaignTestRun: Sendable {
  public struct Result: Hashable, Sendable {
    /// Nil if the test passed.
    public let failure: BilingualText?
    public var passed: Bool { failure == nil }
  }

  private let workspace: Workspace
  private let definitions: Definitions
  private let logger: Logger

  public init(workspace: Workspace, definitions: Definitions, logger: Logger) {
    self.workspace = workspace
    self.definitions = definitions
    self.logger = logger
  }

  /// - Throws: An error of the scratch database, or `LedgerFault` for a given figure that can't be read.
  public func run(_ test: CampaignTest, of campaign: Campaign) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "campaign-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let small = definitions.keeping(campaign.id).keepingUnits(Self.cast(of: test, campaign, definitions))
    let scheduler = Scheduler(
      workspace: workspace, definitions: small,
      pool: try DatabaseFile.open(folder.appending(path: "test.sqlite").path))
    let events = try await happenings(in: scheduler, test, campaign)
    return Result(failure: TestVerdict(test: test, events: events, shared: small.shared).failure)
  }

  /// The units that a test needs: those it names, those that hold it below them, and one that it says nothing of.
  private static func cast(of test: CampaignTest, _ campaign: Campaign, _ definitions: Definitions) -> Set<
    String
  > {
    let tree = definitions.shared.tree
    let participants = campaign.participation.units(in: tree)
    var cast = test.units
    for unit in test.units.compactMap({ tree[$0] }) where !participants.contains(where: { $0.id == unit.id })
    {
      cast.formUnion(participants.lazy.filter { tree.contains($0, under: unit) }.prefix(50).map(\.id))
    }
    let given = Set(test.given.map(\.unit))
    if let other = participants.first(where: { !given.contains($0.id) }) { cast.insert(other.id) }
    return cast
  }

  private func happenings(in scheduler: Scheduler, _ test: CampaignTest, _ campaign: Campaign) async throws
    -> [TestEvent]
  {
    let zone = campaign.schedule.zone
    let start = try await scheduler.planner()
    let days = start.rows(of: [campaign], year: test.year).map(\.local.date)
    let given = test.given.map(\.at.date)
    guard let first = (days + given).min(), let last = (days + given).max() else { return [] }
    // A unit's own day may move its messages by a month either way, and chases follow deadlines.
    let window =
      zone.resolve(CivilDateTime(first.adding(days: -40), .midnight))
      .instant..<zone.resolve(CivilDateTime(last.adding(days: 70), .midnight)).instant
    let sent = SentMessages()
    let clock = ManualClock(now: window.lowerBound)
    let dispatcher = scheduler.dispatcher(
      world: World(clock: clock, sender: SilentSender(), logger: logger), observer: { sent.add($0) })
    _ = try await scheduler.replan(at: clock.now, over: window)
    for given in test.given.sorted(by: { $0.at < $1.at }) {
      let at = zone.resolve(given.at).instant
      try await dispatcher.drain(through: at.advanced(by: .milliseconds(-1)))
      clock.set(to: max(clock.now, at))
      try await enact(given, in: scheduler, test, campaign, at: clock.now)
      _ = try await scheduler.replan(at: clock.now, over: window)
    }
    try await dispatcher.drain(through: window.upperBound.advanced(by: .milliseconds(-1)))
    let planner = try await scheduler.planner()
    return planned(planner, test, campaign) + messages(sent.all, planner, campaign, window)
  }

  private func enact(
    _ given: CampaignTest.Given, in scheduler: Scheduler, _ test: CampaignTest, _ campaign: Campaign,
    at now: Timestamp
  ) async throws {
    let shared = scheduler.current.now.definitions.shared
    let all = campaign.occurrences(inYear: test.year, workdays: shared.workdays)
    guard let occurrence = all.last(where: { $0.firstDay <= given.at.date }) ?? all.first else { return }
    let key = OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id)
    func hold(_ status: Session.Status, on day: CivilDate, figures: [LedgerEntry.Content] = []) async throws {
      let session = Session(title: campaign.name.zh, date: SessionDate(.exact(day)), status: status)
      _ = try await scheduler.ledger.addSession(
        session, occurrence: key, unit: given.unit, figures: figures, by: "test", at: now)
    }
    switch given.event {
    case .session(let day): try await hold(.planned, on: day)
    case .held: try await hold(.held, on: min(occurrence.firstDay, given.at.date))
    case .attendance(let phrase):
      var figures = RecordedFigures(isFinal: true)
      try figures.attended(phrase)
      try await hold(.held, on: min(occurrence.firstDay, given.at.date), figures: figures.contents)
    case .report(let part):
      let scope = LedgerEntry.Scope(occurrence: key, unit: given.unit)
      _ = try await scheduler.ledger.append(
        [LedgerDraft(scope: scope, .record(.report(Report(part: part))))], by: "test", at: now)
    }
  }

  // MARK: - What came of it

  private func planned(_ planner: Planner, _ test: CampaignTest, _ campaign: Campaign) -> [TestEvent] {
    let units = campaign.participation.units(in: planner.shared.tree)
    return units.flatMap { unit in
      planner.rows(of: [campaign], year: test.year, unit: unit).compactMap { row in
        switch row.kind {
        case .remind, .chase: nil
        case .occurrence:
          TestEvent(
            subject: .occurrence, ids: [row.occurrence], local: row.local, unit: unit.id, part: row.part)
        case .task:
          TestEvent(subject: .task, ids: [row.id], local: row.local, unit: unit.id, part: row.part)
        case .due: TestEvent(subject: .due, ids: [row.id], local: row.local, unit: unit.id, part: row.part)
        }
      }
    }
  }

  private func messages(
    _ sent: [SettledAttempt], _ planner: Planner, _ campaign: Campaign, _ window: Range<Timestamp>
  ) -> [TestEvent] {
    let nominal = Dictionary(
      planner.reminders(of: [campaign], over: window).map { ($0.key, $0.nominal) },
      uniquingKeysWith: { first, _ in first })
    return sent.compactMap { attempt in
      guard let message = attempt.message else { return nil }
      let key = attempt.key
      let isChase = campaign.chases.contains { $0.id == key.rule }
      let local = nominal[key].map { $0.delayed(over: campaign.quietHours) }
      return TestEvent(
        subject: isChase ? .chase : .remind, ids: isChase ? [key.rule, key.receiver] : [key.rule],
        local: local ?? campaign.schedule.zone.local(at: attempt.at), unit: key.unit, part: key.part,
        text: message.title + "\n" + message.text)
    }
  }
}

/// What the dispatcher delivered, in its order.
private final class SentMessages: Sendable {
  private let attempts = Mutex<[SettledAttempt]>([])

  func add(_ settled: [SettledAttempt]) {
    attempts.withLock { $0 += settled.filter { $0.report.outcome == .delivered } }
  }

  var all: [SettledAttempt] { attempts.withLock { $0 } }
}
