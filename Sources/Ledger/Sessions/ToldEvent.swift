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
  /// Nothing where its day is unknown: within a month much is alike.
  private let figures: Set<Told>

  private init(
    _ title: String, _ date: SessionDate, of occurrence: OccurrenceKey?, _ counts: some Sequence<Count>,
    _ given: some Sequence<GoodsMove>, recordedOn day: CivilDate
  ) {
    days = date.days(recordedOn: day)
    self.title = Self.stem(title)
    self.occurrence = occurrence
    let people = counts.filter { $0.role == .public }.map {
      Told(what: $0.measure.rawValue, quantity: $0.quantity.saying(nil), counter: $0.counter)
    }
    let things = given.map { Told(what: $0.item, quantity: $0.quantity.saying(nil), counter: $0.counter) }
    func known(_ all: [Told]) -> [Told] { all.filter { $0.quantity.isKnown && $0.quantity.n != .zero } }
    // Sheets of what was given come late, so that people alone will do.
    let told = known(people).isEmpty ? known(things) : known(people)
    figures = date.precision == .none ? [] : Set(told)
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
}
