extension RuleParser {
  func frequency() throws(RecurrenceRuleError) -> RecurrenceRule.Frequency {
    guard let piece = values["FREQ"] else {
      throw RecurrenceRuleError(
        part: "FREQ", value: "", offset: 0, problem: "is missing", allowed: "every rule needs it",
        example: "FREQ=YEARLY", clause: "RFC 5545 3.3.10")
    }
    if let frequency = RecurrenceRule.Frequency(rawValue: piece.upper) { return frequency }
    if piece.upper.hasPrefix("LUNAR") || piece.upper.hasPrefix("CHINESE") {
      throw fault(
        "FREQ", piece, "is no frequency; a lunar rule names its calendar in RSCALE",
        "write RSCALE=CHINESE beside FREQ=YEARLY or MONTHLY",
        "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15",
        clause: "RFC 7529 4.1")
    }
    let words = RecurrenceRule.Frequency.allCases.map(\.rawValue).joined(separator: " ")
    throw fault("FREQ", piece, "is no frequency", "use \(words)", "FREQ=MONTHLY")
  }

  func scale() throws(RecurrenceRuleError) -> RecurrenceScale {
    guard let piece = values["RSCALE"] else { return .gregorian }
    guard let scale = RecurrenceScale(rawValue: piece.upper) else {
      throw fault(
        "RSCALE", piece, "is a calendar that is not supported", "use GREGORIAN or CHINESE", "RSCALE=CHINESE",
        clause: "RFC 7529 4.1")
    }
    return scale
  }

  mutating func skip() throws(RecurrenceRuleError) -> RecurrenceRule.Skip {
    guard let piece = values["SKIP"] else { return .omit }
    guard let skip = RecurrenceRule.Skip(rawValue: piece.upper) else {
      throw fault(
        "SKIP", piece, "is no way to treat missing dates", "use OMIT, BACKWARD or FORWARD", "SKIP=BACKWARD",
        clause: "RFC 7529 4.1")
    }
    if values["RSCALE"] == nil {
      try takeLeniently(
        fault(
          "SKIP", piece, "stands without RSCALE", "name the calendar",
          "RSCALE=GREGORIAN;SKIP=\(skip.rawValue)",
          clause: "RFC 7529 4.1"), as: "RSCALE=GREGORIAN")
    }
    return skip
  }

  func end() throws(RecurrenceRuleError) -> RecurrenceRule.End {
    if let count = values["COUNT"] {
      if let until = values["UNTIL"] {
        throw fault(
          "UNTIL", until, "stands beside COUNT", "a rule ends by one of them: leave the other out", "COUNT=10"
        )
      }
      return .count(try number("COUNT", count, signed: false, "COUNT=10"))
    }
    guard let piece = values["UNTIL"] else { return .never }
    let text = piece.upper
    if let date = CivilDate(basic: text) { return .until(.date(date)) }
    if let local = CivilDateTime(basic: text) { return .until(.local(local)) }
    if text.hasSuffix("Z"), let utc = CivilDateTime(basic: text.dropLast()) { return .until(.utc(utc)) }
    throw fault(
      "UNTIL", piece, "is no date or time that exists", "use YYYYMMDD, YYYYMMDDTHHMMSS or YYYYMMDDTHHMMSSZ",
      "UNTIL=20261231T235959Z")
  }

  func byParts() throws(RecurrenceRuleError) -> RecurrenceRule.Parts {
    var parts = RecurrenceRule.Parts()
    parts.seconds = try numbers("BYSECOND", signed: false)
    parts.minutes = try numbers("BYMINUTE", signed: false)
    parts.hours = try numbers("BYHOUR", signed: false)
    parts.monthDays = try numbers("BYMONTHDAY")
    parts.yearDays = try numbers("BYYEARDAY")
    parts.weekNumbers = try numbers("BYWEEKNO")
    parts.positions = try numbers("BYSETPOS")
    for piece in try list("BYDAY") {
      let digits = piece.bytes.dropLast(2)
      let name = Piece(bytes: piece.bytes.suffix(2))
      let weekday = try weekday("BYDAY", name, piece)
      guard digits.allSatisfy({ $0 == 0x2B || $0 == 0x2D || (0x30...0x39).contains($0) }) else {
        throw fault(
          "BYDAY", piece, "is no weekday", "use MO TU WE TH FR SA SU, numbered or not", "BYDAY=MO,-1FR")
      }
      let ordinal =
        digits.isEmpty ? nil : try number("BYDAY", Piece(bytes: digits), signed: true, "BYDAY=-1FR")
      parts.weekdays.append(RecurrenceWeekday(weekday, ordinal: ordinal))
    }
    for piece in try list("BYMONTH") {
      let isLeap = piece.bytes.last == 0x4C || piece.bytes.last == 0x6C
      let digits = Piece(bytes: isLeap ? piece.bytes.dropLast() : piece.bytes)
      parts.months.append(
        RecurrenceMonth(try number("BYMONTH", digits, signed: false, "BYMONTH=5,9"), isLeap: isLeap))
    }
    return parts
  }

  private func list(_ part: String) throws(RecurrenceRuleError) -> [Piece] {
    guard let value = values[part] else { return [] }
    let pieces = value.split(0x2C).map { mode == .lenient ? $0.trimmed : $0 }
    for piece in pieces where piece.bytes.isEmpty {
      throw fault(
        part, piece, "is an empty place in the list", "separate values by single commas",
        RuleParser.examples[part] ?? "BYDAY=MO,TU")
    }
    return pieces
  }

  private func numbers(_ part: String, signed: Bool = true) throws(RecurrenceRuleError) -> [Int] {
    var numbers: [Int] = []
    for piece in try list(part) {
      numbers.append(try number(part, piece, signed: signed, RuleParser.examples[part] ?? ""))
    }
    return numbers
  }

  func number(
    _ part: String, _ piece: Piece, signed: Bool, _ example: String
  ) throws(RecurrenceRuleError) -> Int {
    var digits = piece.bytes
    var sign = 1
    if signed, let first = digits.first, first == 0x2B || first == 0x2D {
      sign = first == 0x2D ? -1 : 1
      digits = digits.dropFirst()
    }
    guard let value = decimal(digits) else {
      let isNumber = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
      throw fault(
        part, piece, isNumber ? "is absurdly large" : "is no number",
        signed
          ? "use a whole number of at most nine digits, with a sign or not"
          : "use a whole number of at most nine digits", example)
    }
    return sign * value
  }

  func weekday(_ part: String, _ piece: Piece, _ whole: Piece) throws(RecurrenceRuleError) -> Weekday {
    guard let weekday = Weekday(code: piece.upper) else {
      throw fault(
        part, whole, "is no weekday", "use MO TU WE TH FR SA SU",
        part == "BYDAY" ? "BYDAY=MO,-1FR" : "WKST=SU")
    }
    return weekday
  }

  mutating func checkLeapMonths(_ parts: RecurrenceRule.Parts) throws(RecurrenceRuleError)
    -> RecurrenceRule.Parts
  {
    if values["RSCALE"] == nil, parts.months.contains(where: \.isLeap), let piece = values["BYMONTH"] {
      try takeLeniently(
        fault(
          "BYMONTH", piece, "names a leap month without RSCALE", "name the calendar",
          "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L", clause: "RFC 7529 4.2"),
        as: "RSCALE=GREGORIAN, which has none")
    }
    return parts
  }

  private mutating func takeLeniently(
    _ error: RecurrenceRuleError, as taken: String
  ) throws(RecurrenceRuleError) {
    guard mode == .lenient else { throw error }
    notes.append(RecurrenceNote(part: error.part, value: error.value, taken: taken))
  }

  /// The rule itself if nothing forbids it; in lenient mode, weekdays lose the numbers that mean nothing.
  mutating func checked(_ rule: RecurrenceRule) throws(RecurrenceRuleError) -> RecurrenceRule {
    for fault in RuleCheck(rule: rule).faults() {
      let error = located(fault.error)
      guard let taken = fault.takenAs else { throw error }
      try takeLeniently(error, as: taken)
    }
    guard rule.frequency != .monthly, rule.frequency != .yearly,
      rule.parts.weekdays.contains(where: { $0.ordinal != nil })
    else { return rule }
    var parts = rule.parts
    parts.weekdays = parts.weekdays.map { .every($0.weekday) }
    return RecurrenceRule(
      unchecked: rule.frequency, interval: rule.interval, parts: parts, weekStart: rule.weekStart,
      scale: rule.scale,
      skip: rule.skip, end: rule.end)
  }

  /// The error with the place of the value that it names.
  private func located(_ error: RecurrenceRuleError) -> RecurrenceRuleError {
    guard let value = values[error.part] else { return error }
    let found = value.split(0x2C).first { piece in
      let text = piece.trimmed.upper
      if text == error.value || text == "+" + error.value { return true }
      let digits = text.filter { $0.isNumber || $0 == "-" }
      return Int(digits).map(String.init) == error.value
    }
    return error.at((found ?? value).trimmed.offset)
  }
}
