extension RecurrenceRule {
  /// Reads `FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=29`.
  ///
  /// Names and words may be in small letters in both modes. Any text ends in a rule or an error, never more than
  /// 16 KiB of it.
  public init(parsing text: String, mode: RecurrenceParsingMode = .strict) throws(RecurrenceRuleError) {
    self = try RecurrenceRule.parse(text, mode: mode).rule
  }

  /// Reads a rule, and says what lenient reading had to take.
  public static func parse(
    _ text: String, mode: RecurrenceParsingMode
  ) throws(RecurrenceRuleError) -> (rule: RecurrenceRule, notes: [RecurrenceNote]) {
    var text = text
    return try text.withUTF8 { bytes in
      var parser = RuleParser(bytes: bytes, mode: mode)
      return Result { () throws(RecurrenceRuleError) in try parser.parse() }
    }.get()
  }
}
