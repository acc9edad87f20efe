/// How a set reads what RFC 5545 leaves open or engines disagree on. A plain value, to be stored with the set.
public struct RecurrencePolicies: Hashable, Codable, Sendable {
  /// A civil time that the zone's clocks skip.
  public enum Gap: String, Hashable, CaseIterable, Codable, Sendable {
    /// Read with the offset before the gap, so later on the clock (RFC 5545 3.3.5).
    case shiftForward
    /// Left out, and not counted (RFC 5545 3.3.10).
    case skip
    /// Read with the offset after the gap, so earlier on the clock.
    case before
  }

  /// A civil time that the zone's clocks show twice.
  public enum Overlap: String, Hashable, CaseIterable, Codable, Sendable { case first, second, both }

  /// A start that no rule gives.
  public enum Start: String, Hashable, CaseIterable, Codable, Sendable {
    /// No occurrence of its own.
    case ifRuleGivesIt
    /// The first occurrence in any case, and counted by COUNT.
    case always
  }

  /// What an HOURLY, MINUTELY or SECONDLY rule steps by across a change of offset.
  public enum SubDaily: String, Hashable, CaseIterable, Codable, Sendable {
    /// Time as a stopwatch has it.
    case elapsed
    /// Time as the wall clock shows it; gaps and overlaps then count as for other rules.
    case wallClock
  }

  public var gap: Gap
  public var overlap: Overlap
  public var start: Start
  public var subDaily: SubDaily

  public init(
    gap: Gap = .shiftForward, overlap: Overlap = .first, start: Start = .ifRuleGivesIt,
    subDaily: SubDaily = .elapsed
  ) {
    self.gap = gap
    self.overlap = overlap
    self.start = start
    self.subDaily = subDaily
  }
}
