/// What is wrong with a rule, where, and what would be right.
public struct RecurrenceRuleError: Error, Hashable, Sendable {
  /// The part's name as the standard writes it, `BYMONTHDAY`; for an unknown part, the name as written.
  public let part: String
  /// The value at fault as written.
  public let value: String
  /// Where the value begins in the text, in bytes of UTF-8; nil for a rule that was not read from a text.
  public let offset: Int?
  /// What is wrong, as a phrase that follows the value.
  public let problem: String
  /// What would be allowed: a range, a list of words, a condition.
  public let allowed: String
  /// A correct piece of a rule.
  public let example: String
  /// The clause that says so, `RFC 5545 3.3.10`.
  public let clause: String

  func at(_ offset: Int) -> RecurrenceRuleError {
    RecurrenceRuleError(
      part: part, value: value, offset: offset, problem: problem, allowed: allowed, example: example,
      clause: clause)
  }
}

extension RecurrenceRuleError: CustomStringConvertible {
  /// `BYMONTHDAY: '32' at offset 24 is out of range; use 1...31 or -31...-1, as in BYMONTHDAY=15 (RFC 5545 3.3.10)`.
  public var description: String {
    let place = offset.map { " at offset \($0)" } ?? ""
    return "\(part): '\(value)'\(place) \(problem); \(allowed), as in \(example) (\(clause))"
  }
}

/// How forgiving a rule is read.
public enum RecurrenceParsingMode: String, Hashable, Sendable {
  /// As the RFCs demand it.
  case strict
  /// Small letters, blanks, `RRULE:`, unknown parts, and combinations that the RFCs forbid but that mean something
  /// are taken, each with a ``RecurrenceNote``.
  case lenient
}

/// Something that lenient reading took although the RFCs forbid it, and how it took it.
public struct RecurrenceNote: Hashable, Sendable, CustomStringConvertible {
  public let part: String
  public let value: String
  public let taken: String

  /// `BYDAY: '+1TU': the number is left out, since only MONTHLY and YEARLY count weekdays`.
  public var description: String { "\(part): '\(value)': \(taken)" }
}
