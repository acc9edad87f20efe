/// The occurrences of a set, computed as they are asked for; may be walked any number of times.
///
/// Ascending, and no instant comes from two sources; a single rule repeats an instant only where a gap of the zone
/// puts two of its civil times on one. Ends by itself even for rules without an end: with the year 9999, or with the
/// table of the Chinese calendar.
public struct OccurrenceSequence: Sequence, Sendable {
  let set: RecurrenceSet
  let zone: Zone
  let window: Range<Timestamp>?

  public func makeIterator() -> Iterator { Iterator(self) }

  public struct Iterator: IteratorProtocol {
    private var rule: RuleIterator?
    /// Further sources, each with its next moment.
    private var others: [Source] = []
    private let isPlain: Bool
    private let from: Int64
    private let end: Int64
    private let exceptions: [Resolved]
    private var exceptionIndex = 0
    private var hasEnded = false

    /// The next moment of this rule or of the added dates.
    public mutating func next() -> Instance? {
      if isPlain {
        while !hasEnded, let found = rule?.next() {
          if found.instant < from { continue }
          if found.instant >= end { break }
          return Iterator.occurrence(found, .rule(0))
        }
        hasEnded = true
        return nil
      }
      return nextMerged()
    }

    @inline(__always)
    private static func occurrence(_ found: Resolved, _ source: Instance.Reason.Source) -> Instance {
      Instance(
        instant: Timestamp(milliseconds: found.instant &* 1000),
        local: CivilDateTime(wallSeconds: found.wall),
        reason: Instance.Reason(source: source, adjustment: found.adjustment))
    }
  }

  /// One rule, or a sorted list of moments, in a merge.
  struct Source {
    let reason: Instance.Reason.Source
    var rule: RuleIterator?
    var moments: ArraySlice<Resolved>
    var head: Resolved?

    mutating func advance() {
      head = rule == nil ? moments.popFirst() : rule?.next()
    }
  }
}

extension OccurrenceSequence.Iterator {
  init(_ sequence: OccurrenceSequence) {
    let (set, zone) = (sequence.set, sequence.zone)
    let table = set.zone(reading: zone).table
    let start = set.startResolution(zone)
    let lower = sequence.window?.lowerBound ?? Timestamp(milliseconds: .min)
    // Moments are whole seconds, so a bound within a second is the next one.
    from = lower.wholeSeconds + (lower.milliseconds > lower.wholeSeconds.multipliedClamped(by: 1000) ? 1 : 0)
    let upper = sequence.window?.upperBound ?? Timestamp(milliseconds: .max)
    end = upper.milliseconds == .max ? .max : Self.ceiling(upper)
    exceptions = set.resolve(set.exceptions, zone)
    let addsStart =
      set.policies.start == .always
      && !set.compiled.contains { Self.gives(start, $0, table, set.policies) }
    isPlain = set.compiled.count == 1 && set.additions.isEmpty && exceptions.isEmpty && !addsStart
    let seeks = sequence.window != nil
    for (index, compiled) in set.compiled.enumerated() {
      rule = RuleIterator(
        compiled, start: start, table: table, policies: set.policies,
        until: min(set.until(of: compiled.rule, zone), end == .max ? .max : end - 1), extra: addsStart)
      if seeks { rule?.seek(to: from) }
      if !isPlain {
        others.append(.init(reason: .rule(index), rule: rule, moments: [], head: nil))
        rule = nil
      }
    }
    if !set.additions.isEmpty {
      others.append(
        .init(reason: .addition, rule: nil, moments: set.resolve(set.additions, zone)[...], head: nil))
    }
    if addsStart { others.append(.init(reason: .start, rule: nil, moments: [start], head: nil)) }
    for index in others.indices { others[index].advance() }
  }

  private static func ceiling(_ instant: Timestamp) -> Int64 {
    let seconds = instant.wholeSeconds
    return instant.milliseconds > seconds.multipliedClamped(by: 1000) ? seconds + 1 : seconds
  }

  private static func gives(
    _ start: Resolved, _ rule: CompiledRule, _ table: ZoneTable, _ policies: RecurrencePolicies
  ) -> Bool {
    var iterator = RuleIterator(
      rule, start: start, table: table, policies: policies, until: start.instant, extra: false)
    return iterator.next()?.instant == start.instant
  }

  private mutating func nextMerged() -> Instance? {
    while !hasEnded, let found = popEarliest() {
      if found.instant >= end { break }
      if found.instant < from || isException(found.instant) { continue }
      return Self.occurrence(found.moment, found.source)
    }
    hasEnded = true
    return nil
  }

  /// The earliest head, taken off every other source that has it too.
  private mutating func popEarliest() -> (instant: Int64, moment: Resolved, source: Instance.Reason.Source)? {
    var best: Int?
    for index in others.indices {
      guard let head = others[index].head else { continue }
      if let known = best, let earliest = others[known].head, earliest <= head { continue }
      best = index
    }
    guard let best, let moment = others[best].head else { return nil }
    let source = others[best].reason
    others[best].advance()
    for index in others.indices where index != best {
      while let head = others[index].head, head.instant == moment.instant { others[index].advance() }
    }
    return (moment.instant, moment, source)
  }

  private mutating func isException(_ instant: Int64) -> Bool {
    while exceptionIndex < exceptions.count, exceptions[exceptionIndex].instant < instant {
      exceptionIndex += 1
    }
    return exceptionIndex < exceptions.count && exceptions[exceptionIndex].instant == instant
  }
}

extension Int64 {
  func multipliedClamped(by factor: Int64) -> Int64 {
    let (product, overflows) = multipliedReportingOverflow(by: factor)
    return overflows ? (self < 0 ? .min : .max) : product
  }
}
