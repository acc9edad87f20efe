package import Recurrence

/// Arithmetic with days that the planner shares: offsets, rolls, quiet hours, spreading.
struct Calculation {
  let workdays: WorkdayCalendar

  /// Day 0 is never counted: *before* counts from the first day, *after* from the last.
  func day(_ offset: DayOffset, first: CivilDate, last: CivilDate) -> CivilDate {
    let anchor = offset.count > 0 ? last : first
    return switch offset.measure {
    case .days: anchor.adding(days: offset.count)
    case .workdays: offset.count == 0 ? anchor : workdays.adding(workdays: offset.count, to: anchor)
    }
  }

  /// A report's deadline: counted in days it moves off a rest day; written as a date it stays.
  func deadline(_ deadline: Deadline, first: CivilDate, last: CivilDate) -> CivilDate {
    switch deadline {
    case .date(let date): date
    case .offset(let offset): workdays.onOrAfter(day(offset, first: first, last: last))
    }
  }

  /// Tasks fall on their day, rest day or not.
  func taskDay(_ deadline: Deadline, first: CivilDate, last: CivilDate) -> CivilDate {
    switch deadline {
    case .date(let date): date
    case .offset(let offset): day(offset, first: first, last: last)
    }
  }

  /// A reminder's day, moved off a rest day as its rule says, and why.
  func reminderDay(
    _ offset: DayOffset, roll: ReminderRoll?, first: CivilDate, last: CivilDate
  ) -> (day: CivilDate, note: BilingualText?) {
    let day = day(offset, first: first, last: last)
    let roll = roll ?? (offset.count > 0 ? .later : .earlier)
    guard roll != .send, !workdays.isWorkday(day) else { return (day, nil) }
    let isEarlier = roll == .earlier
    return (
      isEarlier ? workdays.onOrBefore(day) : workdays.onOrAfter(day),
      BilingualText(
        zh: "\(day) 休息，\(isEarlier ? "提前" : "推后")",
        en: "\(day) is a rest day, moved \(isEarlier ? "earlier" : "later")")
    )
  }

  /// Delayed to the end of the quiet hours, never dropped.
  static func awake(_ local: CivilDateTime, _ quiet: QuietHours?) -> CivilDateTime {
    local.delayed(over: quiet)
  }

  /// The days between which a deadline's working days were asked for: its anchor, the day counted, the day moved to.
  func daysAsked(_ deadline: Deadline, first: CivilDate, last: CivilDate) -> [CivilDate] {
    switch deadline {
    case .date(let date): [date]
    case .offset(let offset):
      daysAsked(offset, first: first, last: last) + [self.deadline(deadline, first: first, last: last)]
    }
  }

  /// The days between which an offset's working days were asked for: its anchor and the day counted.
  func daysAsked(_ offset: DayOffset, first: CivilDate, last: CivilDate) -> [CivilDate] {
    [offset.count > 0 ? last : first, day(offset, first: first, last: last)]
  }

  /// Whether the days from the first to the last of some dates lie in years whose calendar is not announced.
  func isProvisional(_ days: [CivilDate]) -> Bool {
    guard let first = days.min(), let last = days.max() else { return false }
    return (first.year...last.year).contains { workdays.isProvisional($0) }
  }
}

extension ReminderKey {
  /// By how much the reminders of one message are spread: a number that only the key decides.
  struct Offsets {
    /// After the fields before the unit.
    private let head: StableHash
    /// The fields after the unit.
    private let tail: [UInt8]

    init(campaign: String, occurrence: String, part: String?, rule: String, receiver: String, channel: String)
    {
      var head = StableHash()
      for field in [campaign, occurrence, part ?? "-"] { head.combine(field) }
      self.head = head
      tail = [rule, receiver, channel].flatMap { StableHash.bytes(of: $0) }
    }

    /// In 0 ..< `bound`; 0 if `bound` is 0.
    func offset(of unit: String, below bound: Int64) -> Int64 {
      guard bound > 0 else { return 0 }
      var hash = head
      hash.combine(unit)
      hash.combine(bytes: tail)
      return Int64(hash.value % UInt64(bound))
    }
  }
}

extension CivilDateTime {
  /// The end of the quiet hours, if it falls into them.
  package func delayed(over quiet: QuietHours?) -> CivilDateTime {
    guard let quiet, quiet.contains(time) else { return self }
    let isEvening = quiet.from > quiet.to && time >= quiet.from
    return CivilDateTime(isEvening ? date.adding(days: 1) : date, quiet.to)
  }
}
