public import Recurrence

/// A plan as an iCalendar file (RFC 5545), for any calendar program to open or to subscribe to.
///
/// A pure function of rows, a clock and the file written last time. Every row is an event, and the event of a row is the
/// same one for ever: its UID comes from what the row *is* (campaign, occurrence, rule, part, unit), not from its day,
/// its text or the machine. Given the file of last time, an event that changed gets a higher SEQUENCE, one that did not
/// is written as it was, and one that is gone stays for a year as cancelled, so that subscribers see it struck out.
///
/// Tasks and deadlines are all-day events that leave the day free, not VTODOs: Google and Outlook show no VTODO of a
/// subscribed calendar, nor do most telephones. There are no alarms: the daemon reminds. There is no ORGANIZER, which
/// RFC 5546 asks for beside METHOD:PUBLISH: programs take an event with one for an invitation to be answered.
public struct CalendarFeed: Sendable {
  let shared: SharedDefinitions
  let campaigns: [String: Campaign]
  let language: Language
  let title: String?

  /// A feed of campaigns, whose names, venues and zones its events show.
  ///
  /// - `title`: The calendar's name in a program's list; by default it names the unit or the organisation.
  public init(
    shared: SharedDefinitions, campaigns: [Campaign], language: Language, title: String? = nil
  ) {
    self.shared = shared
    self.campaigns = Dictionary(campaigns.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.language = language
    self.title = title
  }

  /// The plan as a file, with CRLF line ends.
  ///
  /// - Parameters:
  ///   - rows: In any order; ask the planner for those that are not held, too.
  ///   - scope: What the rows were asked for.
  ///   - now: Goes into events that are new or have changed, to the second.
  ///   - previous: The file written last time; nil for a first one.
  /// - Throws: ``CalendarFeedFault`` if `previous` is no file of this kind.
  public func text(
    of rows: [PlanRow], scope: Scope, now: Timestamp, previous: String? = nil
  ) throws(CalendarFeedFault) -> String {
    var events = events(for: rows, at: now)
    if let previous {
      events = Self.revised(events, from: try FeedReader.events(in: previous), scope: scope, at: now)
    }
    events.sort { ($0.span.lowerBound, $0.row, $0.uid) < ($1.span.lowerBound, $1.row, $1.uid) }
    var file: [UInt8] = []
    for line in head(scope) + zones(of: events, at: now) + events.flatMap(\.lines) + [Self.end] {
      line.write(to: &file)
    }
    return String(decoding: file, as: UTF8.self)
  }

  // MARK: - The calendar

  /// By this a file of last time is known.
  static let product = "-//campaign-scheduler//campaign plan 1//EN"
  static let end = ContentLine("END", "VCALENDAR")

  private func head(_ scope: Scope) -> [ContentLine] {
    let holder = scope.unit.map { shared.tree[$0]?.name ?? $0 } ?? shared.tree.root?.name
    let plan = language("活动日程", "campaign calendar")
    let name = title ?? holder.map { language("\($0) \(plan)", "\($0): \(plan)") } ?? plan
    return [
      ContentLine("BEGIN", "VCALENDAR"), ContentLine("VERSION", "2.0"), ContentLine("PRODID", Self.product),
      ContentLine("CALSCALE", "GREGORIAN"), ContentLine("METHOD", "PUBLISH"),
      // RFC 7986 named what programs had long read from the X- properties; some read only the one or the other.
      .text("NAME", name), .text("X-WR-CALNAME", name), .text("X-WR-TIMEZONE", shared.zone.identifier),
      ContentLine("REFRESH-INTERVAL", parameters: ";VALUE=DURATION", "PT1H"),
      ContentLine("X-PUBLISHED-TTL", "PT1H"),
    ]
  }

  /// A VTIMEZONE for each zone that an event names; if there is no event the workspace's own, since a calendar
  /// without any component is none.
  private func zones(of events: [FeedEvent], at now: Timestamp) -> [ContentLine] {
    var spans: [Zone: Range<Timestamp>] = [:]
    for event in events {
      guard let zone = event.zone else { continue }
      let span = spans[zone] ?? event.span
      spans[zone] =
        min(span.lowerBound, event.span.lowerBound)..<max(span.upperBound, event.span.upperBound)
    }
    if events.isEmpty, shared.zone != .utc { spans[shared.zone] = now..<now }
    return spans.sorted { $0.key.identifier < $1.key.identifier }
      .flatMap { ZoneComponent(zone: $0.key, span: $0.value).lines }
  }

  // MARK: - The events

  private func events(for rows: [PlanRow], at now: Timestamp) -> [FeedEvent] {
    let organisation = shared.tree.root?.id ?? ""
    var timesSeen: [FeedEvent.RowName: Int] = [:]
    return rows.map { row in
      let name = FeedEvent.RowName(row)
      let times = timesSeen[name, default: 0]
      timesSeen[name] = times + 1
      let text = EventText(
        row: row, campaign: campaigns[row.campaign], shared: shared, language: language)
      return FeedEvent(
        uid: name.uid(in: organisation, repetition: times), row: name, year: row.year,
        time: EventTime(row, campaigns[row.campaign]?.schedule, zone: shared.zone), text: text, at: now)
    }
  }

  /// How long something cancelled stays in the file after its day.
  static let retention = Duration.seconds(366 * 86_400)

  /// What the events have become since the file of last time, and what has become of those that were in it.
  private static func revised(
    _ events: [FeedEvent], from previous: [FeedEvent], scope: Scope, at now: Timestamp
  ) -> [FeedEvent] {
    let known = Dictionary(previous.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
    let current = Set(events.map(\.uid))
    let gone = previous.filter { event in
      !current.contains(event.uid) && event.span.upperBound.advanced(by: retention) >= now
    }
    return events.map { event in known[event.uid].map { event.following($0, at: now) } ?? event }
      + gone.map { scope.contains($0) ? $0.cancelled(at: now) : $0 }
  }
}

extension CalendarFeed {
  /// What a list of rows was asked for.
  ///
  /// An event of last time's file that should be among the rows and is not has been called off. One outside the scope was
  /// not asked for, and stays as it was: a feed of June cancels nothing of May, and a campaign whose file has an error
  /// for an hour does not lose its reminders in every calendar.
  public struct Scope: Hashable, Sendable {
    public enum Period: Hashable, Sendable {
      /// All rows of a year's occurrences.
      case year(Int)
      /// Rows whose instant is in a span.
      case instants(Range<Timestamp>)
    }

    public var period: Period
    /// Nil for all there are, those included whose files are gone.
    public var campaigns: Set<String>?
    /// Nil for the common day of all units.
    public var unit: String?

    public init(_ period: Period, campaigns: Set<String>? = nil, unit: String? = nil) {
      self.period = period
      self.campaigns = campaigns
      self.unit = unit
    }

    func contains(_ event: FeedEvent) -> Bool {
      let isInPeriod =
        switch period {
        case .year(let year): event.year == year
        case .instants(let span): span.contains(event.span.lowerBound)
        }
      return isInPeriod && event.row.unit == unit && campaigns?.contains(event.row.campaign) != false
    }
  }
}
