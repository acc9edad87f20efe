public import Recurrence

/// What a session tells of its event, as far as two sessions of one unit can be compared: one event is easily entered
/// twice, by hand, from a table and from a newsletter.
public struct ToldEvent: Hashable, Sendable {
  /// Why two sessions of one unit, whose days are the same or overlap, look like one.
  public enum Likeness: Hashable, Sendable {
    case title, campaign, figures
  }

  private struct Told: Hashable {
    let what: String
    let quantity: Quantity
    let counter: String?
  }

  /// The days on one of which it was.
  public let days: ClosedRange<CivilDate>
  /// Its title without blanks and quotation marks.
  private let title: String
  private let occurrence: OccurrenceKey?
  private let people: Set<Told>
  private let things: Set<Told>
  private let isDated: Bool

  /// Nothing where its day is unknown: within a month much is alike. Sheets of what was given come late, so that people
  /// alone will do.
  private var figures: Set<Told> { !isDated ? [] : people.isEmpty ? things : people }

  private init(
    _ title: String, _ date: SessionDate, of occurrence: OccurrenceKey?, _ counts: some Sequence<Count>,
    _ given: some Sequence<GoodsMove>, recordedOn day: CivilDate
  ) {
    days = date.days(recordedOn: day)
    self.title = Self.stem(title)
    self.occurrence = occurrence
    func known(_ all: some Sequence<Told>) -> Set<Told> {
      Set(all.lazy.filter { $0.quantity.isKnown && $0.quantity.n != .zero })
    }
    people = known(
      counts.lazy.filter { $0.role == .public }.map {
        Told(what: $0.measure.rawValue, quantity: $0.quantity.saying(nil), counter: $0.counter)
      })
    things = known(
      given.map { Told(what: $0.item, quantity: $0.quantity.saying(nil), counter: $0.counter) })
    isDated = date.precision != .none
  }

  /// One that is to be entered.
  ///
  /// - `contents`: Its figures, among whatever else is entered with it.
  /// - `day`: Of the entry.
  public init(
    _ session: Session, _ contents: [LedgerEntry.Content], of occurrence: OccurrenceKey?,
    recordedOn day: CivilDate
  ) {
    self.init(
      session.title, session.date, of: occurrence,
      contents.compactMap { if case .count(let count) = $0 { count } else { nil } },
      contents.compactMap { if case .goods(let move) = $0 { move } else { nil } }, recordedOn: day)
  }

  public init(_ session: SessionFacts) {
    self.init(
      session.title, session.date, of: session.key.occurrence, session.counts, session.given,
      recordedOn: Zone.utc.local(at: session.recordedAt).date)
  }

  /// How it is like another one of the same unit; nil if it is not.
  public func likeness(to other: ToldEvent) -> Likeness? {
    guard days.overlaps(other.days) else { return nil }
    if title == other.title { return .title }
    if let occurrence, occurrence == other.occurrence { return .campaign }
    return !figures.isEmpty && figures == other.figures ? .figures : nil
  }

  /// Whether it may be another one of the same unit whose day was corrected since: close to it, and the same in all else.
  public func isLikeOnOtherDay(_ other: ToldEvent) -> Bool {
    let apart = abs(other.days.lowerBound.distance(to: days.lowerBound))
    return !figures.isEmpty && apart <= Self.correctedDays && title == other.title
      && occurrence == other.occurrence && people == other.people && things == other.things
  }

  /// How far a day may be corrected.
  private static let correctedDays = 14

  /// 讲座 of “讲座” and of 《讲 座》.
  public static func stem(_ title: String) -> String {
    String(title.unicodeScalars.filter { !marks.contains($0) })
  }

  private static let marks = Set(" 　“”\"'‘’《》".unicodeScalars)
}

extension SessionDate {
  /// How many days back 近日 may mean.
  private static let recent = 30

  /// The days on one of which it was: where nobody knows any, those of a month before it was over, or was entered.
  public func days(recordedOn recorded: @autoclosure () -> CivilDate) -> ClosedRange<CivilDate> {
    switch day {
    case .exact(let day): return day...day
    case .interval(let first, let last): return first...last
    case .unknown(let notAfter):
      let last = notAfter ?? recorded()
      return last.adding(days: -Self.recent)...last
    }
  }
}

/// The sessions that a unit has, for whoever enters one more.
public struct EarlierSessions: Sendable {
  private typealias Earlier = (told: ToldEvent, facts: SessionFacts)

  private var onDay: [CivilDate: [Earlier]] = [:]
  private var others: [Earlier] = []

  /// - `sessions`: Those that are not counted are left out.
  public init(_ sessions: some Sequence<SessionFacts>) {
    for facts in sessions where facts.isCounted {
      let told = ToldEvent(facts)
      if case .exact(let day) = facts.date.day {
        onDay[day, default: []].append((told, facts))
      } else {
        others.append((told, facts))
      }
    }
  }

  public var isEmpty: Bool { onDay.isEmpty && others.isEmpty }

  /// The first that may be the event that is to be entered, and why.
  public func first(like event: ToldEvent) -> (session: SessionFacts, likeness: ToldEvent.Likeness)? {
    func found(in sessions: some Sequence<Earlier>) -> (SessionFacts, ToldEvent.Likeness)? {
      for earlier in sessions {
        if let likeness = event.likeness(to: earlier.told) { return (earlier.facts, likeness) }
      }
      return nil
    }
    let first = event.days.lowerBound
    let exact =
      first == event.days.upperBound
      ? found(in: onDay[first] ?? []) : found(in: onDay.lazy.flatMap(\.value))
    return exact ?? found(in: others)
  }

  /// One that may be the event with its day as it was before it was corrected.
  ///
  /// - `isOther`: Whether a session is known to be another event, since it was told of beside this one.
  public func first(likeOnOtherDay event: ToldEvent, unless isOther: (SessionFacts) -> Bool) -> SessionFacts?
  {
    onDay.values.joined().filter { event.isLikeOnOtherDay($0.told) && !isOther($0.facts) }
      .min {
        ($0.told.days.lowerBound, $0.facts.key.number) < ($1.told.days.lowerBound, $1.facts.key.number)
      }?
      .facts
  }
}
