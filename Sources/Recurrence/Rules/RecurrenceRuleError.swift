/// What is wrong with a rule, where, and what would be right.
public struct RecurrenceRuleError: RecurrenceFault {
  /// The part's name as the standard writes it, `BYMONTHDAY`; for an unknown part, the name as written.
  public let part: String
  /// The value at fault as written, its first 60 characters.
  public let value: String
  /// Where the value begins in the text, in bytes of UTF-8; nil for a rule that was not read from a text.
  public let offset: Int?
  public let reason: Reason

  /// What is wrong, without its place.
  public enum Reason: Hashable, Sendable {
    /// Nothing of the form NAME=VALUE.
    case malformed
    case unknownPart
    case repeated
    case missing
    case emptyValue
    /// Two commas with nothing between them.
    case emptyPlace
    /// More than 16 KiB.
    case tooLong
    case unknownWord
    /// A frequency of the kind `LUNAR_YEARLY`; the calendar belongs into RSCALE.
    case lunarFrequency
    /// SKIP or a leap month without RSCALE.
    case needsScale
    case besideCount
    /// No date or time that exists.
    case noDate
    case notANumber
    /// A number of more than nine digits.
    case tooLarge
    /// Numbers from the end, -1 and down, are allowed too if `signed`.
    case outOfRange(ClosedRange<Int>, signed: Bool)
    /// The table in RFC 5545 3.3.10 has N/A for the part.
    case forbidden(beside: RecurrenceRule.Frequency)
    case numberedWeekday(beside: RecurrenceRule.Frequency)
    case numberedWeekdayBesideWeeks
    /// BYSETPOS alone.
    case nothingToPickFrom
  }

  init(_ reason: Reason, part: String, value: String, offset: Int? = nil) {
    self.part = part
    self.value = value
    self.offset = offset
    self.reason = reason
  }

  /// The same for whoever points at the place and need not be told it.
  package var unplaced: RecurrenceRuleError { RecurrenceRuleError(reason, part: part, value: value) }

  func at(_ offset: Int) -> RecurrenceRuleError {
    RecurrenceRuleError(reason, part: part, value: value, offset: offset)
  }
}

/// How forgiving a rule is read.
public enum RecurrenceParsingMode: String, Hashable, CaseIterable, Sendable {
  /// As the RFCs demand it.
  case strict
  /// Blanks, `RRULE:`, a semicolon at the end, unknown X- parts, and combinations that the RFCs forbid but that mean
  /// something are taken, each of the latter two with a ``RecurrenceNote``.
  case lenient
}

/// Something that lenient reading took although the RFCs forbid it, and how it took it.
public struct RecurrenceNote: Hashable, Sendable, CustomStringConvertible {
  public let part: String
  public let value: String
  public let taken: RecurrenceText

  /// `BYDAY '+1TU': the number is left out`.
  public var description: String { text.en }

  public var text: RecurrenceText {
    RecurrenceText("\(part)：“\(value)” \(taken.zh)", "\(part): '\(value)': \(taken.en)")
  }
}
