extension Instance {
  /// Why an occurrence is there, and from which data.
  public struct Explanation: Hashable, Sendable {
    public let source: Reason.Source
    /// The rule, if one gives it.
    public let rule: RecurrenceRule?
    /// The civil time that was asked for, if a gap of the zone moved it.
    public let beforeGap: CivilDateTime?
    /// Whether SKIP put it where the calendar lacks the date that the rule names.
    public let isMovedBySkip: Bool
    public let zone: Zone
    /// The release of the zone database, such as `2025b`.
    public let zoneData: String
    /// The source of the Chinese calendar, if the rule is in it.
    public let lunarData: String?
    /// Whether its lunar month begins at a new moon too near midnight to be certain; see ``LunarMonth/isUndecided``.
    public let isUndecidedLunarMonth: Bool
    /// The day that the rules gave, if a ``MovedSet`` moved it.
    public internal(set) var movedFrom: CivilDate?
    /// How sure the working days are by which it was moved or left in place; nil outside a ``MovedSet``.
    public internal(set) var workdays: CalendarStatus?
    /// The notice that sets the working days of its year, if there is one, with its edition.
    public internal(set) var notice: AnnouncedYear?
  }
}

extension RecurrenceSet {
  /// Says why one of this set's occurrences is there.
  ///
  /// - `zone`: As for ``occurrences(in:)``.
  public func explanation(of occurrence: Instance, in zone: Zone = .utc) -> Instance.Explanation {
    let zone = self.zone(reading: zone)
    var index: Int?
    if case .rule(let place) = occurrence.reason.source, compiled.indices.contains(place) { index = place }
    let before = occurrence.reason.adjustment == .shiftedGap ? beforeGap(occurrence, zone) : nil
    let asked = (before ?? occurrence.local).date
    let rule = index.map { rules[$0] }
    let isLunar = rule?.scale == .chinese
    return Instance.Explanation(
      source: occurrence.reason.source, rule: rule, beforeGap: before,
      isMovedBySkip: index.map { isMovedBySkip(asked, compiled[$0]) } ?? false, zone: zone,
      zoneData: Zone.dataVersion, lunarData: isLunar ? LunarYear.source : nil,
      isUndecidedLunarMonth: isLunar && (try? LunarDate(asked).lunarMonth.isUndecided) ?? false)
  }

  /// A gap moves a civil time by the change of offset there.
  private func beforeGap(_ occurrence: Instance, _ zone: Zone) -> CivilDateTime {
    let period = zone.table.period(atInstant: occurrence.instant.wholeSeconds)
    let across = policies.gap == .before ? period.end : period.start - 1
    let offset = Int64(zone.table.offset(atInstant: across))
    return CivilDateTime(wallSeconds: occurrence.instant.wholeSeconds + offset)
  }

  /// Whether the rule without SKIP would leave the day out.
  private func isMovedBySkip(_ day: CivilDate, _ compiled: CompiledRule) -> Bool {
    let rule = compiled.rule
    guard rule.skip != .omit, rule.frequency == .monthly || rule.frequency == .yearly else { return false }
    let plain = rule.with(rule.parts.withoutPositions, skip: .omit)
    var years = YearDays(CompiledRule(plain, start: start.local))
    let number = Int(day.dayNumber)
    guard let year = CalendarYear.number(ofDay: number, rule.scale),
      let (shape, bits) = years.days(inYear: year)
    else { return false }
    return !bits.contains(number - shape.first + 1)
  }
}

extension RecurrenceRule.Parts {
  fileprivate var withoutPositions: RecurrenceRule.Parts {
    var parts = self
    parts.positions = []
    return parts
  }
}
