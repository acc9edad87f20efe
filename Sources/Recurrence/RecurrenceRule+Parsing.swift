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
    var parser = RuleParser(text: text, mode: mode)
    return try parser.parse()
  }
}

/// Reads one rule; offsets are bytes of UTF-8.
struct RuleParser {
  static let longest = 16_384

  /// A piece of the text and where it begins.
  struct Piece {
    let bytes: ArraySlice<UInt8>

    var offset: Int { bytes.startIndex }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var upper: String {
      String(decoding: bytes.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }

    func split(_ separator: UInt8) -> [Piece] {
      bytes.split(separator: separator, omittingEmptySubsequences: false).map(Piece.init(bytes:))
    }

    var trimmed: Piece {
      let blank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
      var rest = bytes
      while let first = rest.first, blank(first) { rest = rest.dropFirst() }
      while let last = rest.last, blank(last) { rest = rest.dropLast() }
      return Piece(bytes: rest)
    }
  }

  let mode: RecurrenceParsingMode
  private let whole: Piece
  private(set) var values: [String: Piece] = [:]
  var notes: [RecurrenceNote] = []

  init(text: String, mode: RecurrenceParsingMode) {
    self.mode = mode
    whole = Piece(bytes: Array(text.utf8)[...])
  }

  private static let names: Set<String> = [
    "RSCALE", "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY",
    "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST", "SKIP",
  ]

  mutating func parse() throws(RecurrenceRuleError) -> (rule: RecurrenceRule, notes: [RecurrenceNote]) {
    guard whole.bytes.count <= RuleParser.longest else {
      throw fault(
        "RRULE", Piece(bytes: whole.bytes.prefix(20)), "is the beginning of an absurdly long rule",
        "use at most \(RuleParser.longest) bytes", "FREQ=DAILY")
    }
    try splitParts()
    let frequency = try frequency()
    let scale = try scale()
    let end = try end()
    let interval = try values["INTERVAL"].map { piece throws(RecurrenceRuleError) in
      try number("INTERVAL", piece, signed: false, "INTERVAL=2")
    }
    let weekStart = try values["WKST"].map { piece throws(RecurrenceRuleError) in
      try weekday("WKST", piece, piece)
    }
    var parts = try byParts()
    let skip = try skip()
    parts = try checkLeapMonths(parts)
    let rule = RecurrenceRule(
      unchecked: frequency, interval: interval ?? 1, parts: parts, weekStart: weekStart ?? .monday,
      scale: scale,
      skip: skip, end: end)
    return (try checked(rule), notes)
  }

  private mutating func splitParts() throws(RecurrenceRuleError) {
    var body = whole
    if mode == .lenient {
      body = body.trimmed
      if body.upper.hasPrefix("RRULE:") { body = Piece(bytes: body.bytes.dropFirst(6)) }
      while body.bytes.last == 0x3B { body = Piece(bytes: body.bytes.dropLast()) }
    }
    for piece in body.split(0x3B) {
      let pair = mode == .lenient ? piece.trimmed : piece
      guard let equals = pair.bytes.firstIndex(of: 0x3D) else {
        throw fault(
          "RRULE", pair, "is no part of a rule", "write NAME=VALUE, parts separated by ;",
          "FREQ=DAILY;COUNT=3")
      }
      var name = Piece(bytes: pair.bytes[..<equals])
      var value = Piece(bytes: pair.bytes[(equals + 1)...])
      if mode == .lenient { (name, value) = (name.trimmed, value.trimmed) }
      try add(name, value)
    }
  }

  private mutating func add(_ name: Piece, _ value: Piece) throws(RecurrenceRuleError) {
    let key = name.upper
    guard RuleParser.names.contains(key) else {
      if mode == .lenient, key.hasPrefix("X-") {
        notes.append(RecurrenceNote(part: key, value: value.text, taken: "an extension, left out"))
        return
      }
      throw fault(
        name.text, name, "is no part of a rule", "use \(RuleParser.names.sorted().joined(separator: " "))",
        "FREQ=MONTHLY;BYDAY=-1FR")
    }
    guard values[key] == nil else {
      throw fault(key, value, "is given a second time", "write each part once", "\(key)=…")
    }
    guard !value.bytes.isEmpty else {
      throw fault(
        key, value, "is empty", "give a value or leave the part out", RuleParser.examples[key] ?? "FREQ=DAILY"
      )
    }
    values[key] = value
  }

  static let examples = [
    "RSCALE": "RSCALE=CHINESE", "FREQ": "FREQ=MONTHLY", "UNTIL": "UNTIL=20261231T235959Z",
    "COUNT": "COUNT=10",
    "INTERVAL": "INTERVAL=2", "BYSECOND": "BYSECOND=0", "BYMINUTE": "BYMINUTE=0,30", "BYHOUR": "BYHOUR=9,17",
    "BYDAY": "BYDAY=MO,-1FR", "BYMONTHDAY": "BYMONTHDAY=15,-1", "BYYEARDAY": "BYYEARDAY=100",
    "BYWEEKNO": "BYWEEKNO=20", "BYMONTH": "BYMONTH=5,9", "BYSETPOS": "BYSETPOS=-2", "WKST": "WKST=SU",
    "SKIP": "SKIP=BACKWARD",
  ]

  func fault(
    _ part: String, _ piece: Piece, _ problem: String, _ allowed: String, _ example: String,
    clause: String = "RFC 5545 3.3.10"
  ) -> RecurrenceRuleError {
    RecurrenceRuleError(
      part: part, value: String(piece.text.prefix(60)), offset: piece.offset, problem: problem,
      allowed: allowed,
      example: example, clause: clause)
  }
}
