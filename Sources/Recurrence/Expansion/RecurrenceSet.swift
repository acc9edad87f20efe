/// Where a recurrence begins, and in which kind of time it lives.
public enum RecurrenceStart: Hashable, Sendable {
  /// Whole days, the same in every zone.
  case date(CivilDate)
  /// Wall-clock times, the same in every zone.
  case floating(CivilDateTime)
  case utc(CivilDateTime)
  case zoned(CivilDateTime, Zone)

  public var local: CivilDateTime {
    switch self {
    case .date(let date): CivilDateTime(date, .midnight)
    case .floating(let local), .utc(let local), .zoned(let local, _): local
    }
  }
}

/// Rules from one start, with single dates added and taken out: DTSTART, RRULE, RDATE and EXDATE of RFC 5545.
///
/// All sources are compared as instants, so the result is ascending and an instant that several give comes once.
/// COUNT counts before exceptions are taken out.
public struct RecurrenceSet: Sendable {
  /// A date added or taken out.
  public enum Moment: Hashable, Sendable {
    /// In the kind of time of the start, read under the same policies.
    case local(CivilDateTime)
    case instant(Timestamp)
  }

  public var start: RecurrenceStart { content.start }
  public var rules: [RecurrenceRule] { content.rules }
  public var additions: [Moment] { content.additions }
  public var exceptions: [Moment] { content.exceptions }
  public var policies: RecurrencePolicies { content.policies }
  /// What lenient reading took although the RFCs forbid it, and what they say to ignore.
  public var notes: [RecurrenceNote] { content.notes }
  var compiled: [CompiledRule] { content.compiled }

  private let content: Content

  /// Shared by all copies: sequences and iterators of a set are made often and would else copy all of it.
  private final class Content: Sendable {
    let start: RecurrenceStart
    let rules: [RecurrenceRule]
    let additions: [Moment]
    let exceptions: [Moment]
    let policies: RecurrencePolicies
    let notes: [RecurrenceNote]
    let compiled: [CompiledRule]

    init(
      _ start: RecurrenceStart, _ rules: [RecurrenceRule], _ additions: [Moment], _ exceptions: [Moment],
      _ policies: RecurrencePolicies, _ notes: [RecurrenceNote]
    ) {
      self.start = start
      self.rules = rules
      self.additions = additions
      self.exceptions = exceptions
      self.policies = policies
      self.notes = notes
      if case .date = start {
        compiled = rules.map { CompiledRule($0.withoutTimeParts, start: start.local) }
      } else {
        compiled = rules.map { CompiledRule($0, start: start.local) }
      }
    }
  }

  /// - Throws: ``RecurrenceSetError`` in strict mode for an UNTIL of another kind than the start, in both modes for a
  ///   Chinese rule that starts outside the lunar table.
  public init(
    start: RecurrenceStart, rules: [RecurrenceRule], additions: [Moment] = [], exceptions: [Moment] = [],
    policies: RecurrencePolicies = RecurrencePolicies(), mode: RecurrenceParsingMode = .strict
  ) throws(RecurrenceSetError) {
    var notes: [RecurrenceNote] = []
    for rule in rules {
      if case .date = start, let part = rule.parts.firstTimePart {
        notes.append(RecurrenceNote(part: part.name, value: "", taken: .timePartOfWholeDays))
      }
      if rule.scale == .chinese, LunarYear(dayNumber: Int(start.local.date.dayNumber)) == nil {
        throw .startOutsideLunarTable(start.local.date)
      }
      guard case .until(let until) = rule.end, let taken = until.reading(beside: start) else { continue }
      guard mode == .lenient else { throw .untilOfAnotherKind(until, start) }
      notes.append(RecurrenceNote(part: "UNTIL", value: until.description, taken: taken))
    }
    content = Content(start, rules, additions, exceptions, policies, notes)
  }

  /// The set of one rule without exceptions.
  public init(
    start: RecurrenceStart, _ rule: RecurrenceRule, mode: RecurrenceParsingMode = .strict
  ) throws(RecurrenceSetError) {
    try self.init(start: start, rules: [rule], mode: mode)
  }

  /// All occurrences, lazily, from the start on.
  ///
  /// - Parameter zone: In which a start of whole days or floating time is read; others have their own.
  public func occurrences(in zone: Zone = .utc) -> OccurrenceSequence {
    OccurrenceSequence(set: self, zone: zone, window: nil)
  }

  /// The occurrences at or after an instant, found without walking from the start.
  public func occurrences(from instant: Timestamp, in zone: Zone = .utc) -> OccurrenceSequence {
    OccurrenceSequence(set: self, zone: zone, window: instant..<Timestamp(milliseconds: .max))
  }

  /// The occurrences in `window`, its end excluded.
  public func occurrences(within window: Range<Timestamp>, in zone: Zone = .utc) -> OccurrenceSequence {
    OccurrenceSequence(set: self, zone: zone, window: window)
  }

  /// The last occurrence before an instant, found by looking back in ever longer stretches.
  public func last(before instant: Timestamp, in zone: Zone = .utc) -> Instance? {
    let begin = startResolution(zone).instant.clampedAdding(-2 * 86_400)
    var length: Int64 = 60
    while true {
      let from = max(instant.wholeSeconds.clampedAdding(0 - length), begin)
      if Timestamp(seconds: from) < instant, let last = last(within: Timestamp(seconds: from)..<instant, zone)
      {
        return last
      }
      if from <= begin { return earliestAddition(before: instant, zone) }
      length *= 64
    }
  }

  /// The last of a stretch: by walking, or if there are many, by halving the rest again and again.
  private func last(within window: Range<Timestamp>, _ zone: Zone) -> Instance? {
    var (window, last) = (window, Instance?.none)
    while true {
      var walked = 0
      for occurrence in occurrences(within: window, in: zone) {
        last = occurrence
        walked += 1
        if walked == 1000 { break }
      }
      guard walked == 1000, let reached = last?.instant else { return last }
      window = reached..<window.upperBound
      while reached.duration(to: window.upperBound) > .seconds(1000) {
        let middle = reached.advanced(by: reached.duration(to: window.upperBound) / 2)
        if occurrences(within: middle..<window.upperBound, in: zone).first(where: { _ in true }) != nil {
          window = middle..<window.upperBound
          break
        }
        window = reached..<middle
      }
      // One that a further walk would begin with is behind us.
      if window.lowerBound == reached { window = reached.advanced(by: .milliseconds(1))..<window.upperBound }
      if window.isEmpty { return last }
    }
  }

  /// An addition may lie before the start.
  private func earliestAddition(before instant: Timestamp, _ zone: Zone) -> Instance? {
    guard !additions.isEmpty else { return nil }
    var last: Instance?
    for occurrence in occurrences(in: zone) {
      if occurrence.instant >= instant { break }
      last = occurrence
    }
    return last
  }
}

extension RecurrenceSet {
  /// The zone that turns the set's civil times into instants.
  func zone(reading floating: Zone) -> Zone {
    switch start {
    case .date, .floating: floating
    case .utc: .utc
    case .zoned(_, let zone): zone
    }
  }

  /// The start's own moment, under the policies; a start in a skipped gap is read as if shifted.
  func startResolution(_ floating: Zone) -> Resolved {
    let wall = start.local.wallSeconds
    var found: Resolved?
    let table = zone(reading: floating).table
    table.moments(of: wall, policies) { if found == nil { found = $0 } }
    if found == nil {
      table.moments(of: wall, RecurrencePolicies()) { if found == nil { found = $0 } }
    }
    return found ?? Resolved(instant: wall, wall: wall, adjustment: .none)
  }

  /// Additions or exceptions as moments, ascending.
  func resolve(_ moments: [Moment], _ floating: Zone) -> [Resolved] {
    if moments.isEmpty { return [] }
    let table = zone(reading: floating).table
    var resolved: [Resolved] = []
    for moment in moments {
      switch moment {
      case .local(let local): table.moments(of: local.wallSeconds, policies) { resolved.append($0) }
      case .instant(let instant):
        let seconds = instant.wholeSeconds
        resolved.append(
          Resolved(
            instant: seconds, wall: seconds + Int64(table.offset(atInstant: seconds)), adjustment: .none))
      }
    }
    return resolved.sorted()
  }

  /// The last instant that a rule's UNTIL allows, in seconds.
  func until(of rule: RecurrenceRule, _ floating: Zone) -> Int64 {
    guard case .until(let until) = rule.end else { return .max }
    let table = zone(reading: floating).table
    func instant(_ local: CivilDateTime) -> Int64 {
      var latest = Int64.min
      table.moments(of: local.wallSeconds, RecurrencePolicies(overlap: .both)) {
        latest = max(latest, $0.instant)
      }
      return latest
    }
    switch until {
    case .date(let date): return instant(CivilDateTime(date, .midnight))
    case .local(let local): return instant(local)
    case .utc(let utc):
      switch start {
      case .utc, .zoned: return utc.wallSeconds
      case .date, .floating: return instant(utc)
      }
    }
  }
}

extension RecurrenceRule {
  /// RFC 5545 3.3.10: BYHOUR, BYMINUTE and BYSECOND are ignored beside a start of whole days.
  fileprivate var withoutTimeParts: RecurrenceRule {
    var parts = parts
    (parts.hours, parts.minutes, parts.seconds) = ([], [], [])
    return with(parts)
  }
}

extension RecurrenceRule.Parts {
  fileprivate var firstTimePart: RulePart? {
    hours.isEmpty ? minutes.isEmpty ? seconds.isEmpty ? nil : .seconds : .minutes : .hours
  }
}

extension RecurrenceRule.Until {
  /// How lenient reading takes an UNTIL whose kind does not fit the start; nil if it fits (RFC 5545 3.3.10).
  func reading(beside start: RecurrenceStart) -> RecurrenceText? {
    switch (self, start) {
    case (.date, .date), (.local, .floating), (.utc, .utc), (.utc, .zoned): nil
    case (.date, _): .midnightOnTheStartsClock
    case (.local, _): .timeOnTheStartsClock
    case (.utc, _): .timeOnTheStartsClockWithoutZ
    }
  }
}

/// Why rules and a start do not make a set.
public enum RecurrenceSetError: RecurrenceFault {
  case untilOfAnotherKind(RecurrenceRule.Until, RecurrenceStart)
  case startOutsideLunarTable(CivilDate)
}
