import Ledger
import Planning
import Recurrence

/// Sessions that may be one: the same title on the same day in the same unit, or in a unit above with the same figure.
///
/// Titles and units are compared by numbers, so that the texts are looked at once.
struct RepeatedEvents {
  private struct Event: Hashable {
    let title: Int32
    let unit: Int32
    let day: Int32
  }

  /// One for each session; nil without an exact day.
  private var events: [Event?] = []
  private var titles = NameList()
  /// By a title's number: that of the title without its marks.
  private var stems: [Int32] = []
  private var stemNames = NameList()

  /// - `unit`: A number for the session's unit.
  mutating func add(_ session: SessionFacts, unit: Int) {
    guard case .exact(let day) = session.date.day else { return events.append(nil) }
    let title = titles.number(of: session.title)
    if title == stems.count {
      let stem = session.title.filter { !" 　“”\"'‘’《》".contains($0) }
      stems.append(Int32(stemNames.number(of: stem)))
    }
    events.append(Event(title: stems[title], unit: Int32(unit), day: day.dayNumber))
  }

  /// Takes in the sessions that come after its own.
  ///
  /// - `units`: By the other's number of each unit its number here.
  mutating func add(_ later: RepeatedEvents, units: [Int]) {
    let stems = stemNames.add(later.stemNames)
    events += later.events.map { event in
      event.map {
        Event(title: Int32(stems[Int($0.title)]), unit: Int32(units[Int($0.unit)]), day: $0.day)
      }
    }
  }

  /// - `sessions`: All that were added, in the same order.
  /// - `unitIDs`: Of the units, by number.
  func warnings(_ sessions: SessionList, unitIDs: [String], _ tree: UnitTree) -> [SummaryWarning] {
    let superiors = Self.superiors(unitIDs, tree)
    var found: [SummaryWarning] = []
    var above: [SummaryWarning] = []
    // Sessions come by day, and those of one day fit into a small table.
    var firsts: [Event: Int] = [:]
    var rest = events.indices
    while let first = rest.first {
      let day = rest.prefix { events[$0]?.day == events[first]?.day }
      rest = rest.dropFirst(day.count)
      firsts.removeAll(keepingCapacity: true)
      for (index, event) in zip(day, events[day]) {
        guard let event else { continue }
        if let other = firsts[event] {
          found.append(Self.warning(sessions[other], sessions[index], tree))
        } else {
          firsts[event] = index
        }
      }
      for (index, event) in zip(day, events[day]) {
        guard let event else { continue }
        for unit in superiors[Int(event.unit)] {
          guard let other = firsts[Event(title: event.title, unit: unit, day: event.day)],
            let figures = Self.figures(sessions[index]), Self.figures(sessions[other]) == figures
          else { continue }
          above.append(Self.warning(sessions[other], sessions[index], tree))
        }
      }
    }
    return found + above
  }

  /// Of each unit those above it that held something, too, the lowest first.
  private static func superiors(_ ids: [String], _ tree: UnitTree) -> [[Int32]] {
    let numbers = Dictionary(zip(ids, Int32(0)...), uniquingKeysWith: { first, _ in first })
    // Few units have anything below them, however many there are.
    var below: [String: [Int32]] = [:]
    return ids.map { id in
      guard let parent = tree[id]?.parent, let unit = tree[parent] else { return [] }
      if let known = below[parent] { return known }
      let found = tree.lineage(of: unit).compactMap { numbers[$0.id] }
      below[parent] = found
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

  private static func warning(_ one: SessionFacts, _ other: SessionFacts, _ units: UnitTree) -> SummaryWarning
  {
    SummaryWarning(
      .sameEvent, zh: "\(one.label(units)) 与 \(other.label(units)) 日期、名称相同，疑似同一活动，各计了一次",
      en:
        "\(one.label(units)) and \(other.label(units)) have one day and one title: the same event, counted twice?"
    )
  }
}
