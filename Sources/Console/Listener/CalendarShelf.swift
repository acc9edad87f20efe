import CampaignScheduler
import Planning
import Recurrence

/// Calendar feeds, made when somebody asks and kept until the plan changes.
///
/// Each is made from the one before, so that an event which changed is a new revision of itself for whoever subscribed.
actor CalendarShelf {
  /// What a subscriber asks for.
  struct Subject: Hashable, Sendable {
    /// By id, name or alias; nil for the common day of all units.
    var unit: String?
    var campaign: String?
    var language: Language?
  }

  /// Why there is no such feed.
  struct Refusal: Error, Hashable {
    let text: String
  }

  struct Feed: Sendable {
    let text: String
    /// Changes when the text does.
    let tag: String
    fileprivate let basis: Basis
  }

  /// What a feed was made from.
  fileprivate struct Basis: Hashable, Sendable {
    let day: CivilDate
    let revision: Int
    let entries: Int
  }

  /// A feed shows what was in the last month, for whoever looks back, and a year ahead.
  private static let (past, ahead) = (31, 366)
  private static let capacity = 64

  private let scheduler: Scheduler
  private let clock: any WallClock
  private var feeds: [Subject: Feed] = [:]
  /// The least recently wanted first.
  private var order: [Subject] = []

  init(scheduler: Scheduler, clock: any WallClock) {
    self.scheduler = scheduler
    self.clock = clock
  }

  /// - Throws: ``Refusal`` for an unknown unit or campaign; the database's errors.
  func feed(for asked: Subject) async throws -> Feed {
    let state = scheduler.current.now
    let shared = state.definitions.shared
    let language = asked.language ?? shared.language
    let unit = try asked.unit.map { try Self.unit(named: $0, in: shared.tree, language) }
    if let campaign = asked.campaign, state.campaign(campaign) == nil {
      throw Refusal(
        text: language("没有活动 “\(campaign)”", "there is no campaign '\(campaign)'"))
    }
    let basis = Basis(
      day: shared.zone.local(at: clock.now).date, revision: state.revision,
      entries: try await scheduler.entryCount())
    let subject = Subject(unit: unit?.id, campaign: asked.campaign, language: language)
    if let known = feeds[subject], known.basis == basis {
      keep(known, for: subject)
      return known
    }
    let planner = try await scheduler.planner()
    let text = try Self.text(
      state, subject, planner, unit, around: basis.day, now: clock.now, previous: feeds[subject]?.text)
    var hash = StableHash()
    hash.combine(text)
    let feed = Feed(text: text, tag: "\"\(String(hash.value, radix: 16))\"", basis: basis)
    keep(feed, for: subject)
    return feed
  }

  private static func text(
    _ state: CurrentDefinitions.State, _ subject: Subject, _ planner: Planner, _ unit: Planning.Unit?,
    around day: CivilDate, now: Timestamp, previous: String?
  ) throws -> String {
    let shared = state.definitions.shared
    let window = [-past, ahead].map {
      shared.zone.resolve(CivilDateTime(day.adding(days: $0), .midnight)).instant
    }
    let period = window[0]..<window[1]
    let campaigns = state.campaigns.filter { subject.campaign == nil || $0.id == subject.campaign }
    return try CalendarFeed(
      shared: shared, campaigns: state.campaigns, language: subject.language ?? shared.language
    ).text(
      of: planner.rows(of: campaigns, over: period, unit: unit, includesSkipped: true),
      scope: CalendarFeed.Scope(.instants(period), campaigns: subject.campaign.map { [$0] }, unit: unit?.id),
      now: now, previous: previous)
  }

  private static func unit(named name: String, in tree: UnitTree, _ language: Language) throws(Refusal)
    -> Planning.Unit
  {
    if let unit = tree[name] { return unit }
    let named = tree.units(named: name)
    guard named.count == 1 else {
      throw Refusal(
        text: named.isEmpty
          ? language("没有单位 “\(name)”；请写编号或名称", "there is no unit '\(name)'; write an id or a name")
          : language("名称 “\(name)” 不止一个单位；请写编号", "'\(name)' names several units; write an id"))
    }
    return named[0]
  }

  private func keep(_ feed: Feed, for subject: Subject) {
    feeds[subject] = feed
    order.removeAll { $0 == subject }
    order.append(subject)
    if order.count > Self.capacity { feeds[order.removeFirst()] = nil }
  }
}
