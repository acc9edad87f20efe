/// The parts of a rule, by their names in the standards.
enum RulePart: Int, CaseIterable {
  case scale, frequency, until, count, interval, seconds, minutes, hours, weekdays, monthDays, yearDays,
    weekNumbers, months, positions, weekStart, skip

  static let all = RulePart.allCases

  init?(name: String) {
    guard let part = RulePart.all.first(where: { $0.name == name }) else { return nil }
    self = part
  }

  var name: String {
    switch self {
    case .scale: "RSCALE"
    case .frequency: "FREQ"
    case .until: "UNTIL"
    case .count: "COUNT"
    case .interval: "INTERVAL"
    case .seconds: "BYSECOND"
    case .minutes: "BYMINUTE"
    case .hours: "BYHOUR"
    case .weekdays: "BYDAY"
    case .monthDays: "BYMONTHDAY"
    case .yearDays: "BYYEARDAY"
    case .weekNumbers: "BYWEEKNO"
    case .months: "BYMONTH"
    case .positions: "BYSETPOS"
    case .weekStart: "WKST"
    case .skip: "SKIP"
    }
  }

  /// A right use of the part.
  var example: String {
    switch self {
    case .scale: "RSCALE=CHINESE"
    case .frequency: "FREQ=MONTHLY"
    case .until: "UNTIL=20261231T235959Z"
    case .count: "COUNT=10"
    case .interval: "INTERVAL=2"
    case .seconds: "BYSECOND=0"
    case .minutes: "BYMINUTE=0,30"
    case .hours: "BYHOUR=9,17"
    case .weekdays: "BYDAY=MO,-1FR"
    case .monthDays: "BYMONTHDAY=15"
    case .yearDays: "BYYEARDAY=100"
    case .weekNumbers: "BYWEEKNO=20"
    case .months: "BYMONTH=5,9"
    case .positions: "BYSETPOS=-2"
    case .weekStart: "WKST=SU"
    case .skip: "SKIP=BACKWARD"
    }
  }
}
