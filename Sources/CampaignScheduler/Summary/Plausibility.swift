public import Ledger
import Planning
public import Recurrence

/// What a summary is checked against: figures and days that can hardly be right are pointed out, never refused.
public struct Plausibility: Hashable, Sendable {
  /// Sessions that were held can't be later; nil if nobody knows.
  public var today: CivilDate?
  /// The days on which units may hold an occurrence.
  public var days: [OccurrenceKey: ClosedRange<CivilDate>]

  public init(today: CivilDate? = nil, days: [OccurrenceKey: ClosedRange<CivilDate>] = [:]) {
    self.today = today
    self.days = days
  }

  /// More people than ever come to one session of a unit at the lowest level, and at the others.
  static let mostPeople = (lowest: Figure(10_000), others: Figure(100_000))
  /// How many warnings of one kind are listed.
  static let listed = 20

  func warnings(_ sessions: [SessionFacts], units: UnitTree) -> [SummaryWarning] {
    var found: [SummaryWarning] = []
    for session in sessions {
      dateWarning(session, units).map { found.append($0) }
      found += peopleWarnings(session, units)
      found += totalWarnings(session, units)
    }
    return Self.shortened(found) + Self.shortened(RepeatedEvents(sessions, units).warnings)
  }

  /// The first of each code; how many more there are stands in the last one's place.
  static func shortened(_ warnings: [SummaryWarning]) -> [SummaryWarning] {
    var counts: [SummaryWarning.Code: Int] = [:]
    let kept = warnings.filter { warning in
      counts[warning.code, default: 0] += 1
      return counts[warning.code, default: 0] <= listed
    }
    let more = SummaryWarning.Code.allCases.compactMap { code -> SummaryWarning? in
      let rest = (counts[code] ?? 0) - listed
      return rest > 0 ? SummaryWarning(code, zh: "另有 \(rest) 条同类提示", en: "\(rest) more of this kind") : nil
    }
    return kept + more
  }

  private func dateWarning(_ session: SessionFacts, _ units: UnitTree) -> SummaryWarning? {
    guard session.date.precision != .none, let first = session.date.first, let last = session.date.last else {
      return nil
    }
    if let today, first > today {
      let name = session.label(units)
      return SummaryWarning(
        .date, zh: "\(name) 记为已办，日期 \(first) 却在今天之后",
        en: "\(name) counts as held, but \(first) is still to come")
    }
    guard let span = session.key.occurrence.flatMap({ days[$0] }), last < span.lowerBound else { return nil }
    let name = session.label(units)
    return SummaryWarning(
      .date, zh: "\(name) 的日期 \(last) 早于活动开始的 \(span.lowerBound)",
      en: "\(name) took place on \(last), before its campaign began on \(span.lowerBound)")
  }

  private func peopleWarnings(_ session: SessionFacts, _ units: UnitTree) -> [SummaryWarning] {
    var found: [SummaryWarning] = []
    var attendance = QuantitySum()
    var isLowest: Bool { units[session.key.unit].map { $0.level == units.levels.last } ?? false }
    for count in session.counts where count.role == .public && count.measure != .online {
      if count.measure == .attendance, count.counter == CountingWord.person { attendance.add(count.quantity) }
      guard let n = count.quantity.n, n > Self.mostPeople.lowest, isLowest || n > Self.mostPeople.others
      else { continue }
      let text = { (language: Language) in count.quantity.sumText(language, counter: count.counter) }
      found.append(
        SummaryWarning(
          .plausible, zh: "\(session.label(units)) \(count.measure.rawValue) \(text(.zh))，一场活动不可能有这么多，请核对",
          en:
            "\(session.label(units)): \(text(.en)) (\(count.measure.rawValue)) is more than one session can have"
        ))
    }
    if let n = attendance.total.n, let room = session.capacity, n > room {
      found.append(
        SummaryWarning(
          .venue, zh: "\(session.label(units)) 参加 \(n) 人，场地只能容纳 \(room) 人",
          en: "\(session.label(units)): \(n) people came, the venue holds \(room)"))
    }
    return found
  }

  /// Where somebody wrote a total beside its parts and the two are exact, they must agree.
  private func totalWarnings(_ session: SessionFacts, _ units: UnitTree) -> [SummaryWarning] {
    guard !session.statedTotals.isEmpty else { return [] }
    return session.statedTotals.compactMap { stated in
      let parts = QuantitySum(
        session.counts.filter {
          ($0.measure, $0.role, $0.counter) == (stated.measure, stated.role, stated.counter)
        }.map(\.quantity)
      ).total
      guard let n = stated.quantity.n, let sum = parts.n, stated.quantity.certainty == .exact,
        parts.certainty == .exact, n != sum
      else { return nil }
      return SummaryWarning(
        .total, zh: "\(session.label(units)) \(stated.measure.rawValue)的合计写的是 \(n)，各项相加是 \(sum)，按相加的计",
        en: "\(session.label(units)): the stated total is \(n), its parts make \(sum), which counts")
    }
  }
}

extension SessionFacts {
  /// 叠彩区 8 月 10 日“义诊”.
  func label(_ units: UnitTree) -> String {
    let unit = units[key.unit].map { units.plainName(of: $0) } ?? key.unit
    return "\(unit)“\(title)”（\(key)）"
  }

  /// How many people the venue holds, where its name says so: 会议室（可容纳 60 人）.
  var capacity: Figure? {
    guard let venue, venue.utf8.contains(where: { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
      return nil
    }
    let match = venue.firstMatch(of: #/(?:容纳|capacity|seats)\s*(\d{1,6})/#)
    return (match?.1).flatMap { Figure($0) }
  }
}

/// Sessions that may be one: the same title on the same day in the same unit, or in a unit above with the same figure.
private struct RepeatedEvents {
  let warnings: [SummaryWarning]

  private struct Event: Hashable {
    let title: Int
    let day: CivilDate
    let unit: Int
  }

  init(_ sessions: [SessionFacts], _ units: UnitTree) {
    var names = EventNames(units)
    var events: [Event: SessionFacts] = [:]
    events.reserveCapacity(sessions.count)
    var found: [SummaryWarning] = []
    for session in sessions {
      guard case .exact(let day) = session.date.day else { continue }
      let event = Event(
        title: names.title(of: session), day: day, unit: names.unit(session.key.unit))
      if let other = events[event] {
        found.append(Self.warning(other, session, units))
      } else {
        events[event] = session
      }
    }
    names.rememberHolders()
    for session in sessions {
      guard case .exact(let day) = session.date.day else { continue }
      let above = names.holders(above: names.unit(session.key.unit))
      guard !above.isEmpty else { continue }
      let title = names.title(of: session)
      for unit in above {
        guard let other = events[Event(title: title, day: day, unit: unit)],
          let figures = Self.figures(session), Self.figures(other) == figures
        else { continue }
        found.append(Self.warning(other, session, units))
      }
    }
    warnings = found
  }

  /// Known numbers of people; nil if there are none, which prove nothing.
  private static func figures(_ session: SessionFacts) -> [Quantity]? {
    let known = session.counts.filter { $0.role == .public && $0.quantity.isKnown }.map {
      $0.quantity.saying(nil)
    }
    return known.isEmpty ? nil : known
  }

  private static func warning(_ one: SessionFacts, _ other: SessionFacts, _ units: UnitTree) -> SummaryWarning
  {
    SummaryWarning(
      .sameEvent, zh: "\(one.label(units)) 与 \(other.label(units)) 日期、名称相同，疑似同一活动，各计了一次",
      en:
        "\(one.label(units)) and \(other.label(units)) have one day and one title: the same event, counted twice?"
    )
  }
}

/// Titles and units as numbers, each worked out once.
private struct EventNames {
  private let tree: UnitTree
  private var titles = NameList()
  /// By a title's number: that of the title without its marks.
  private var stems: [Int] = []
  private var stemNames = NameList()
  private var units = NameList()
  private var superiors: [[Int]] = []

  init(_ tree: UnitTree) {
    self.tree = tree
  }

  mutating func title(of session: SessionFacts) -> Int {
    let number = titles.number(of: session.title)
    if number == stems.count {
      stems.append(stemNames.number(of: session.title.filter { !" 　“”\"'‘’《》".contains($0) }))
    }
    return stems[number]
  }

  mutating func unit(_ id: String) -> Int { units.number(of: id) }

  /// From now on it is known which units held anything.
  mutating func rememberHolders() {
    let holders = Dictionary(zip(units.names, units.names.indices), uniquingKeysWith: { first, _ in first })
    superiors = units.names.map { id in
      guard let unit = tree[id] else { return [] }
      return tree.lineage(of: unit).dropFirst().compactMap { holders[$0.id] }
    }
  }

  /// Those above a unit that held something on an exact day, the lowest first.
  func holders(above unit: Int) -> [Int] { superiors.indices.contains(unit) ? superiors[unit] : [] }
}
