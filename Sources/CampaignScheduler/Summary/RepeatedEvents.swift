import Ledger
import Planning
import Recurrence

/// Sessions that may be one: of one unit, on days that are the same or overlap, and with the same title or the same
/// figures; or with both on one day, the one of a unit above the other's.
///
/// Titles, units and figures are compared by numbers, so that the texts are looked at once. Of how sessions can be alike
/// ``ToldEvent`` has the last word, but for the campaign: who has two sessions of one on a day has said that they are two.
struct RepeatedEvents {
  private struct Event {
    let title: Int32
    let unit: Int32
    let first: Int32
    let last: Int32
    let isExact: Bool
    /// A number for the people that it counts; nil without any.
    let figures: Int?

    func overlaps(_ other: Event) -> Bool { first <= other.last && last >= other.first }
  }

  /// What two sessions may have in common.
  fileprivate struct Sign: Hashable {
    enum Kind: Hashable { case title, figures }

    let kind: Kind
    let number: Int
    let unit: Int32

    /// In one piece: there are hundreds of thousands.
    func hash(into hasher: inout Hasher) {
      hasher.combine(number ^ Int(unit) << 32 ^ (kind == .title ? 1 << 62 : 0))
    }
  }

  private var events: [Event] = []
  private var titles = NameList()
  /// By a title's number: that of the title without its marks.
  private var stems: [Int32] = []
  private var stemNames = NameList()

  /// - `unit`: A number for the session's unit.
  mutating func add(_ session: SessionFacts, unit: Int) {
    let title = titles.number(of: session.title)
    if title == stems.count { stems.append(Int32(stemNames.number(of: ToldEvent.stem(session.title)))) }
    let days = session.date.days(recordedOn: Zone.utc.local(at: session.recordedAt).date)
    events.append(
      Event(
        title: stems[title], unit: Int32(unit), first: days.lowerBound.dayNumber,
        last: days.upperBound.dayNumber, isExact: session.date.precision == .day,
        figures: Self.number(ofFiguresOf: session)))
  }

  /// The same for all sessions whose figures are the same; others may share it.
  private static func number(ofFiguresOf session: SessionFacts) -> Int? {
    guard session.date.precision != .none else { return nil }
    let known = session.counts.lazy.filter { $0.role == .public && $0.quantity.isKnown }
    let people = known.compactMap { $0.quantity.n.map { Int(truncatingIfNeeded: $0.ticks) } }.reduce(0, &+)
    if people != 0 { return people }
    let things = session.given.lazy.compactMap { $0.quantity.n.map { Int(truncatingIfNeeded: $0.ticks) } }
      .reduce(0, &+)
    return things == 0 ? nil : things
  }

  /// Takes in the sessions that come after its own.
  ///
  /// - `units`: By the other's number of each unit its number here.
  mutating func add(_ later: RepeatedEvents, units: [Int]) {
    let stems = stemNames.add(later.stemNames)
    events += later.events.map { event in
      Event(
        title: Int32(stems[Int(event.title)]), unit: Int32(units[Int(event.unit)]), first: event.first,
        last: event.last, isExact: event.isExact, figures: event.figures)
    }
  }

  /// - `sessions`: All that were added, in the same order.
  /// - `unitIDs`: Of the units, by number.
  func warnings(_ sessions: SessionList, unitIDs: [String], _ tree: UnitTree) -> WarningList {
    let superiors = Self.superiors(unitIDs, tree)
    var isAbove = Array(repeating: false, count: unitIDs.count)
    for unit in superiors.joined() { isAbove[Int(unit)] = true }
    let exact = events.firstIndex { !$0.isExact } ?? events.endIndex
    var (found, above) = (WarningList(), WarningList())
    // Sessions of one day stand together, and those of units with several fit into a small table.
    var firsts: [Sign: Int] = [:]
    var counts = Array(repeating: 0, count: unitIDs.count)
    var rest = events.indices.prefix(exact)
    while let first = rest.first {
      let day = rest.prefix { events[$0].first == events[first].first }
      rest = rest.dropFirst(day.count)
      firsts.removeAll(keepingCapacity: true)
      for index in day { counts[Int(events[index].unit)] += 1 }
      for index in day where counts[Int(events[index].unit)] > 1 || isAbove[Int(events[index].unit)] {
        let signs = signs(of: events[index])
        found.add(sessions, index, beside: signs.compactMap { firsts[$0] }, tree)
        for sign in signs where firsts[sign] == nil { firsts[sign] = index }
      }
      for index in day { counts[Int(events[index].unit)] = 0 }
      for index in day {
        for unit in superiors[Int(events[index].unit)] {
          guard let first = firsts[Sign(kind: .title, number: Int(events[index].title), unit: unit)] else {
            continue
          }
          let (one, other) = (sessions[first], sessions[index])
          // Nothing is counted twice if both don't count the same people.
          guard let figures = Self.figures(one), Self.figures(other) == figures else { continue }
          above.add(.title, one, other, tree)
        }
      }
    }
    found.add(inexact(from: exact, sessions, tree, units: unitIDs.count))
    found.add(above)
    return found
  }

  private func signs(of event: Event) -> [Sign] {
    let title = Sign(kind: .title, number: Int(event.title), unit: event.unit)
    return event.figures.map { [title, Sign(kind: .figures, number: $0, unit: event.unit)] } ?? [title]
  }

  /// Sessions over some days, or of unknown ones, beside all that have anything in common with them.
  ///
  /// - `start`: Where they begin.
  private func inexact(from start: Int, _ sessions: SessionList, _ tree: UnitTree, units: Int)
    -> WarningList
  {
    var found = WarningList()
    guard start < events.endIndex else { return found }
    var isMeant = Array(repeating: false, count: units)
    for event in events[start...] { isMeant[Int(event.unit)] = true }
    var earlier: [Sign: [Int]] = [:]
    earlier.reserveCapacity((events.count - start) * 2)
    for event in events[start...] { for sign in signs(of: event) { earlier[sign] = [] } }
    for (index, event) in events.enumerated() where isMeant[Int(event.unit)] {
      var alike: [Int] = []
      for sign in signs(of: event) {
        guard let place = earlier.index(forKey: sign) else { continue }
        if index >= start { alike += earlier.values[place].filter { events[$0].overlaps(event) } }
        earlier.values[place].append(index)
      }
      found.add(sessions, index, beside: alike, tree)
    }
    return found
  }

  /// Of each unit those above it that held something, too, the lowest first.
  private static func superiors(_ ids: [String], _ tree: UnitTree) -> [[Int32]] {
    let places = ids.map { tree.index(of: $0) }
    var numbers: [Int32?] = Array(repeating: nil, count: tree.units.count)
    for (number, place) in places.enumerated() { if let place { numbers[place] = Int32(number) } }
    return places.map { place in
      var found: [Int32] = []
      var next = place.flatMap { tree.parent(ofIndex: $0) }
      while let above = next {
        if let number = numbers[above] { found.append(number) }
        next = tree.parent(ofIndex: above)
      }
      return found
    }
  }

  /// Known numbers of people; nil if there are none, which prove nothing.
  private static func figures(_ session: SessionFacts) -> [Quantity]? {
    let known = session.counts.filter { $0.role == .public && $0.quantity.isKnown }.map {
      $0.quantity.saying(nil)
    }
    return known.isEmpty ? nil : known
  }
}

extension WarningList {
  /// - `others`: Some that may be the same event; the first that is alike after all is named.
  fileprivate mutating func add(
    _ sessions: SessionList, _ index: Int, beside others: [Int], _ units: UnitTree
  ) {
    guard !others.isEmpty else { return }
    let session = sessions[index]
    for other in others.lazy.map({ sessions[$0] }) {
      switch ToldEvent(session).likeness(to: ToldEvent(other)) {
      case .title: return add(.title, other, session, units)
      case .figures: return add(.figures, other, session, units)
      case .campaign, nil: continue
      }
    }
  }

  fileprivate mutating func add(
    _ sign: RepeatedEvents.Sign.Kind, _ one: SessionFacts, _ other: SessionFacts, _ units: UnitTree
  ) {
    let isSameDay = one.date.precision == .day && one.date.day == other.date.day
    let days = isSameDay ? (zh: "日期", en: "one day") : (zh: "日期重合", en: "overlapping days")
    let sign = sign == .title ? (zh: "名称", en: "one title") : (zh: "数字", en: "the same figures")
    add(
      .sameEvent,
      zh: "\(one.label(units)) 与 \(other.label(units)) \(days.zh)、\(sign.zh)相同，疑似同一活动，各计了一次",
      en:
        "\(one.label(units, .en)) and \(other.label(units, .en)) have \(days.en) and \(sign.en): the same event, counted twice?"
    )
  }
}
