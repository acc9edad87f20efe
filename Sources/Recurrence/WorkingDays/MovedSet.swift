/// A set whose days are moved after the rules gave them: two working days earlier, off rest days.
///
/// The steps stand beside the rules and not in them: a rule stays what the standard says, whatever calendar of working
/// days applies. No step lets a day overtake another, so the result is ascending again; what falls on one instant comes
/// once.
public struct MovedSet: Sendable {
  public let set: RecurrenceSet
  /// In the order in which they apply.
  public let transforms: [DayTransform]
  public let workdays: WorkdayCalendar

  public init(_ set: RecurrenceSet, by transforms: [DayTransform], workdays: WorkdayCalendar) {
    self.set = set
    self.transforms = transforms
    self.workdays = workdays
  }

  /// All occurrences, lazily.
  ///
  /// - Parameter zone: As for ``RecurrenceSet/occurrences(in:)``.
  public func occurrences(in zone: Zone = .utc) -> MovedOccurrences {
    occurrences(within: Timestamp(milliseconds: .min)..<Timestamp(milliseconds: .max), in: zone)
  }

  /// The occurrences that lie in `window` after they are moved, found without walking from the start.
  public func occurrences(within window: Range<Timestamp>, in zone: Zone = .utc) -> MovedOccurrences {
    MovedOccurrences(set: self, zone: set.zone(reading: zone), window: window)
  }

  /// Says why an occurrence is there, and from which day it was moved.
  public func explanation(of occurrence: MovedInstance, in zone: Zone = .utc) -> Instance.Explanation {
    var explanation = set.explanation(of: occurrence.original, in: zone)
    if occurrence.isMoved { explanation.movedFrom = occurrence.original.local.date }
    explanation.workdays = occurrence.status
    explanation.notice = workdays.notice(for: occurrence.local.date.year)
    return explanation
  }

  /// A day before which no day is moved to `day` or later: it is looked for in ever longer strides, since no step lets
  /// days overtake each other.
  fileprivate func source(of day: CivilDate) -> CivilDate {
    var (source, stride) = (day, 1)
    while source > .min, transforms.apply(to: source, in: workdays).day >= day {
      source = source.adding(days: -stride)
      stride *= 2
    }
    return source
  }
}

/// An occurrence of a ``MovedSet``.
public struct MovedInstance: Hashable, Sendable {
  public let instant: Timestamp
  public let local: CivilDateTime
  /// As the rules gave it.
  public let original: Instance
  /// How sure the days are: that of the least certain year that a step touched.
  public let status: CalendarStatus

  public var isMoved: Bool { local.date != original.local.date }
}

/// The occurrences of a ``MovedSet``, computed as they are asked for.
public struct MovedOccurrences: Sequence, Sendable {
  fileprivate let set: MovedSet
  fileprivate let zone: Zone
  fileprivate let window: Range<Timestamp>

  public func makeIterator() -> Iterator { Iterator(self) }

  public struct Iterator: IteratorProtocol {
    private let sequence: MovedOccurrences
    private var originals: OccurrenceSequence.Iterator
    /// The first occurrence of the next day.
    private var ahead: MovedInstance?
    /// The occurrences of one day, the earliest last.
    private var day: [MovedInstance] = []

    fileprivate init(_ sequence: MovedOccurrences) {
      self.sequence = sequence
      let (set, zone) = (sequence.set, sequence.zone)
      let first = set.source(of: zone.local(at: sequence.window.lowerBound).date)
      originals = set.set.occurrences(from: zone.resolve(CivilDateTime(first, .midnight)).instant, in: zone)
        .makeIterator()
      ahead = nextMoved()
    }

    public mutating func next() -> MovedInstance? {
      while true {
        while let occurrence = day.popLast() {
          if sequence.window.contains(occurrence.instant) { return occurrence }
        }
        guard let first = ahead, first.local.date <= sequence.zone.local(at: sequence.window.upperBound).date
        else { return nil }
        gatherDay(from: first)
      }
    }

    /// A rest day's evening may come before the morning of the day that it is moved to.
    private mutating func gatherDay(from first: MovedInstance) {
      var found = [first]
      ahead = nextMoved()
      while let next = ahead, next.local.date == first.local.date {
        found.append(next)
        ahead = nextMoved()
      }
      found.sort { $0.instant > $1.instant }
      for occurrence in found where occurrence.instant != day.last?.instant { day.append(occurrence) }
    }

    private mutating func nextMoved() -> MovedInstance? {
      let set = sequence.set
      while let original = originals.next() {
        let (moved, isMoved, status) = set.transforms.apply(to: original.local.date, in: set.workdays)
        guard isMoved else {
          return MovedInstance(
            instant: original.instant, local: original.local, original: original, status: status)
        }
        let wall = CivilDateTime(moved, original.local.time).wallSeconds
        var found: Resolved?
        sequence.zone.table.moments(of: wall, set.set.policies) { found = found ?? $0 }
        guard let found else { continue }
        return MovedInstance(
          instant: Timestamp(seconds: found.instant), local: CivilDateTime(wallSeconds: found.wall),
          original: original, status: status)
      }
      return nil
    }
  }
}
