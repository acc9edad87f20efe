extension RuleParser {
  func frequency() throws(RecurrenceRuleError) -> RecurrenceRule.Frequency {
    guard let piece = value(.frequency) else {
      throw RecurrenceRuleError(.missing, part: RulePart.frequency.name, value: "", offset: 0)
    }
    if let frequency = RuleParser.frequencies[piece] { return frequency }
    let isLunar = piece.starts(with: "LUNAR") || piece.starts(with: "CHINESE")
    throw fault(isLunar ? .lunarFrequency : .unknownWord, piece, .frequency)
  }

  func scale() throws(RecurrenceRuleError) -> RecurrenceScale {
    guard let piece = value(.scale) else { return .gregorian }
    guard let scale = RuleParser.scales[piece] else { throw fault(.unknownWord, piece, .scale) }
    return scale
  }

  mutating func skip() throws(RecurrenceRuleError) -> RecurrenceRule.Skip {
    guard let piece = value(.skip) else { return .omit }
    guard let skip = RuleParser.skips[piece] else { throw fault(.unknownWord, piece, .skip) }
    if value(.scale) == nil { try takeLeniently(fault(.needsScale, piece, .skip), as: .gregorianScale) }
    return skip
  }

  func end() throws(RecurrenceRuleError) -> RecurrenceRule.End {
    if let piece = value(.count) {
      if let until = value(.until) { throw fault(.besideCount, until, .until) }
      return .count(try number(.count, piece, signed: false))
    }
    guard let piece = value(.until) else { return .never }
    let text = piece.text.uppercased()
    if let date = CivilDate(basic: text) { return .until(.date(date)) }
    if let local = CivilDateTime(basic: text) { return .until(.local(local)) }
    if text.hasSuffix("Z"), let utc = CivilDateTime(basic: text.dropLast()) { return .until(.utc(utc)) }
    throw fault(.noDate, piece, .until)
  }

  func interval() throws(RecurrenceRuleError) -> Int {
    guard let piece = value(.interval) else { return 1 }
    return try number(.interval, piece, signed: false)
  }

  func weekStart() throws(RecurrenceRuleError) -> Weekday {
    guard let piece = value(.weekStart) else { return .monday }
    guard let weekday = RuleParser.weekdays[piece] else { throw fault(.unknownWord, piece, .weekStart) }
    return weekday
  }

  mutating func byParts() throws(RecurrenceRuleError) -> RecurrenceRule.Parts {
    var parts = RecurrenceRule.Parts()
    parts.seconds = try numbers(.seconds, signed: false)
    parts.minutes = try numbers(.minutes, signed: false)
    parts.hours = try numbers(.hours, signed: false)
    parts.monthDays = try numbers(.monthDays)
    parts.yearDays = try numbers(.yearDays)
    parts.weekNumbers = try numbers(.weekNumbers)
    parts.positions = try numbers(.positions)
    parts.weekdays = try list(.weekdays) { piece throws(RecurrenceRuleError) in try weekday(piece) }
    parts.months = try list(.months) { piece throws(RecurrenceRuleError) in try month(piece) }
    if value(.scale) == nil, parts.months.contains(where: \.isLeap), let piece = value(.months) {
      try takeLeniently(fault(.needsScale, piece, .months), as: .gregorianScaleWithoutLeapMonths)
    }
    return parts
  }

  private func list<Value>(
    _ part: RulePart, _ read: (RulePiece) throws(RecurrenceRuleError) -> Value
  ) throws(RecurrenceRuleError) -> [Value] {
    guard let value = value(part) else { return [] }
    var values: [Value] = []
    var rest = Optional(value)
    while let some = rest {
      var piece: RulePiece
      (piece, rest) = some.cut(at: 0x2C)
      if mode == .lenient { piece = piece.trimmed }
      if piece.bytes.isEmpty { throw fault(.emptyPlace, piece, part) }
      values.append(try read(piece))
    }
    return values
  }

  private func numbers(_ part: RulePart, signed: Bool = true) throws(RecurrenceRuleError) -> [Int] {
    try list(part) { piece throws(RecurrenceRuleError) in try number(part, piece, signed: signed) }
  }

  private func number(_ part: RulePart, _ piece: RulePiece, signed: Bool) throws(RecurrenceRuleError) -> Int {
    var digits = piece.bytes
    let sign = digits.first == 0x2D ? -1 : 1
    if signed, let first = digits.first, first == 0x2B || first == 0x2D { digits = digits.dropFirst() }
    if let value = decimal(digits) { return sign * value }
    let isNumber = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    throw fault(isNumber ? .tooLarge : .notANumber, piece, part)
  }

  private func weekday(_ piece: RulePiece) throws(RecurrenceRuleError) -> RecurrenceWeekday {
    let digits = RulePiece(bytes: piece.bytes.dropLast(2))
    guard let weekday = RuleParser.weekdays[RulePiece(bytes: piece.bytes.suffix(2))],
      digits.bytes.allSatisfy({ $0 == 0x2B || $0 == 0x2D || (0x30...0x39).contains($0) })
    else { throw fault(.unknownWord, piece, .weekdays) }
    if digits.bytes.isEmpty { return .every(weekday) }
    return RecurrenceWeekday(unchecked: weekday, try number(.weekdays, digits, signed: true))
  }

  private func month(_ piece: RulePiece) throws(RecurrenceRuleError) -> RecurrenceMonth {
    let isLeap = piece.bytes.last == 0x4C || piece.bytes.last == 0x6C
    let digits = isLeap ? RulePiece(bytes: piece.bytes.dropLast()) : piece
    return RecurrenceMonth(unchecked: try number(.months, digits, signed: false), isLeap: isLeap)
  }
}
