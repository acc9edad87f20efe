extension RecurrenceRule: CustomStringConvertible {
  /// The rule as RFC 5545 writes it, parts in a fixed order; reading it strictly gives the same rule.
  public var description: String {
    var text: [String] = []
    let needsScale = scale != .gregorian || skip != .omit || parts.months.contains(where: \.isLeap)
    if needsScale { text.append("RSCALE=\(scale.rawValue)") }
    text.append("FREQ=\(frequency.rawValue)")
    switch end {
    case .never: break
    case .count(let count): text.append("COUNT=\(count)")
    case .until(let until): text.append("UNTIL=\(until)")
    }
    if interval != 1 { text.append("INTERVAL=\(interval)") }
    func add(_ name: String, _ values: [String]) {
      if !values.isEmpty { text.append("\(name)=\(values.joined(separator: ","))") }
    }
    add("BYSECOND", parts.seconds.map(String.init))
    add("BYMINUTE", parts.minutes.map(String.init))
    add("BYHOUR", parts.hours.map(String.init))
    add("BYDAY", parts.weekdays.map(\.text))
    add("BYMONTHDAY", parts.monthDays.map(String.init))
    add("BYYEARDAY", parts.yearDays.map(String.init))
    add("BYWEEKNO", parts.weekNumbers.map(String.init))
    add("BYMONTH", parts.months.map { "\($0.number)\($0.isLeap ? "L" : "")" })
    add("BYSETPOS", parts.positions.map(String.init))
    if weekStart != .monday { text.append("WKST=\(weekStart.code)") }
    if skip != .omit { text.append("SKIP=\(skip.rawValue)") }
    return text.joined(separator: ";")
  }
}

extension RecurrenceRule: Codable {
  /// Stored as its text.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension RecurrenceRule.Until: CustomStringConvertible {
  /// `20261231`, `20261231T090000` or `20261231T090000Z`.
  public var description: String {
    switch self {
    case .date(let date): date.basicText
    case .local(let local): local.basicText
    case .utc(let utc): utc.basicText + "Z"
    }
  }
}

extension RecurrenceWeekday {
  /// `FR`, `2TU`, `-1FR`.
  var text: String { (ordinal.map(String.init) ?? "") + weekday.code }
}

extension Weekday {
  /// `MO` … `SU`, as RFC 5545 writes weekdays.
  public var code: String {
    switch self {
    case .monday: "MO"
    case .tuesday: "TU"
    case .wednesday: "WE"
    case .thursday: "TH"
    case .friday: "FR"
    case .saturday: "SA"
    case .sunday: "SU"
    }
  }

  /// Reads `MO` … `SU`.
  public init?(code: some StringProtocol) {
    guard let found = Weekday.allCases.first(where: { $0.code == code }) else { return nil }
    self = found
  }
}

extension CivilDate {
  /// `20260529`, as iCalendar writes dates.
  public var basicText: String {
    let (year, month, day) = components
    return padded(year, 4) + padded(month, 2) + padded(day, 2)
  }

  /// Reads `20260529`, and nothing else.
  public init?(basic text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 8, let year = decimal(digits[0..<4]), let month = decimal(digits[4..<6]),
      let day = decimal(digits[6..<8])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension CivilDateTime {
  /// `20260529T090700`, as iCalendar writes local times.
  public var basicText: String {
    "\(date.basicText)T\(padded(time.hour, 2))\(padded(time.minute, 2))\(padded(time.second, 2))"
  }

  /// Reads `20260529T090700`, and nothing else; second 60 is read as 59 (RFC 5545 3.3.12).
  public init?(basic text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 15, bytes[8] == 0x54, let date = CivilDate(basic: text.prefix(8)),
      let hour = decimal(bytes[9..<11]), let minute = decimal(bytes[11..<13]),
      let second = decimal(bytes[13..<15]),
      let time = CivilTime(hour: hour, minute: minute, second: second == 60 ? 59 : second)
    else { return nil }
    self.init(date, time)
  }
}
