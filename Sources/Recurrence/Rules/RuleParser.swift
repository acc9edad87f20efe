/// Reads one rule; offsets are bytes of UTF-8, and the bytes must outlive it. It is never copied, being large.
struct RuleParser: ~Copyable {
  static let longest = 16_384

  static let parts = WordTable(RulePart.all, \.name)
  static let frequencies = WordTable(RecurrenceRule.Frequency.allCases, \.rawValue)
  static let scales = WordTable(RecurrenceScale.allCases, \.rawValue)
  static let skips = WordTable(RecurrenceRule.Skip.allCases, \.rawValue)
  static let weekdays = WordTable(Weekday.all, \.code)

  let mode: RecurrenceParsingMode
  private let whole: RulePiece
  private var values = [RulePiece?](repeating: nil, count: RulePart.all.count)
  private var notes: [RecurrenceNote] = []

  init(bytes: UnsafeBufferPointer<UInt8>, mode: RecurrenceParsingMode) {
    self.mode = mode
    whole = RulePiece(bytes: bytes[...])
  }

  func value(_ part: RulePart) -> RulePiece? { values[part.rawValue] }

  mutating func parse() throws(RecurrenceRuleError) -> (rule: RecurrenceRule, notes: [RecurrenceNote]) {
    guard whole.bytes.count <= RuleParser.longest else {
      throw fault(.tooLong, RulePiece(bytes: whole.bytes.prefix(20)), named: "RRULE")
    }
    try splitParts()
    let rule = RecurrenceRule(
      unchecked: try frequency(), interval: try interval(), parts: try byParts(),
      weekStart: try weekStart(), scale: try scale(), skip: try skip(),
      end: try end())
    return (try checked(rule), notes)
  }

  private mutating func splitParts() throws(RecurrenceRuleError) {
    var body = whole
    if mode == .lenient {
      body = body.trimmed
      if body.starts(with: "RRULE:") { body = RulePiece(bytes: body.bytes.dropFirst(6)) }
      while body.bytes.last == 0x3B { body = RulePiece(bytes: body.bytes.dropLast()) }
    }
    var rest = Optional(body)
    while let some = rest {
      let piece: RulePiece
      (piece, rest) = some.cut(at: 0x3B)
      let pair = mode == .lenient ? piece.trimmed : piece
      guard case (var name, var value?) = pair.cut(at: 0x3D) else {
        throw fault(.malformed, pair, named: "RRULE")
      }
      if mode == .lenient { (name, value) = (name.trimmed, value.trimmed) }
      try add(name, value)
    }
  }

  private mutating func add(_ name: RulePiece, _ value: RulePiece) throws(RecurrenceRuleError) {
    guard let part = RuleParser.parts[name] else {
      guard mode == .lenient, name.starts(with: "X-") else {
        throw fault(.unknownPart, name, named: name.text)
      }
      notes.append(RecurrenceNote(part: name.text, value: value.text, taken: .leftOut))
      return
    }
    if self.value(part) != nil { throw fault(.repeated, value, part) }
    if value.bytes.isEmpty { throw fault(.emptyValue, value, part) }
    values[part.rawValue] = value
  }

  // MARK: Faults

  func fault(
    _ reason: RecurrenceRuleError.Reason, _ piece: RulePiece, _ part: RulePart
  ) -> RecurrenceRuleError { fault(reason, piece, named: part.name) }

  private func fault(
    _ reason: RecurrenceRuleError.Reason, _ piece: RulePiece, named part: String
  ) -> RecurrenceRuleError {
    RecurrenceRuleError(reason, part: part, value: String(piece.text.prefix(60)), offset: piece.offset)
  }

  mutating func takeLeniently(
    _ error: RecurrenceRuleError, as taken: RecurrenceText
  ) throws(RecurrenceRuleError) {
    guard mode == .lenient else { throw error }
    notes.append(RecurrenceNote(part: error.part, value: error.value, taken: taken))
  }

  /// The rule itself if nothing forbids it; in lenient mode, weekdays lose the numbers that mean nothing.
  private mutating func checked(_ rule: RecurrenceRule) throws(RecurrenceRuleError) -> RecurrenceRule {
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
    return rule.with(parts)
  }

  /// The error with the place of the value that it names.
  private func located(_ error: RecurrenceRuleError) -> RecurrenceRuleError {
    guard let part = RulePart(name: error.part), let value = value(part) else { return error }
    let found = value.places.first { piece in
      // The error writes a number without `+`, `L` and zeros in front.
      let text = piece.trimmed.text
      if text.uppercased() == error.value || text.uppercased() == "+" + error.value { return true }
      return Int(text.filter { $0.isNumber || $0 == "-" }).map(String.init) == error.value
    }
    return error.at((found ?? value).trimmed.offset)
  }
}
