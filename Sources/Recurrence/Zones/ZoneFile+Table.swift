extension ZoneFile {
  /// 1800-01-01T00:00Z: what was before it counts as one with what held then.
  static let beginning: Int64 = -5_364_662_400

  /// The changes of offset from 1800 to the table's horizon, those of the rule included.
  ///
  /// - Throws: ``Fault/inconsistent`` if the clock would be set again before it has shown all of the last change; no
  ///   wall clock can be read then.
  func table() throws(Fault) -> ZoneTable {
    let transitions = transitions + laterTransitions
    let daylight = daylight(in: transitions)
    var period = first
    var firstOffset = first.offset
    var changes: [ZoneTable.Change] = []
    var begins: [Bool] = []
    for (transition, isDaylight) in zip(transitions, daylight) where transition.instant < ZoneTable.horizon {
      defer { period = transition.period }
      guard transition.instant > Self.beginning else {
        firstOffset = transition.period.offset
        continue
      }
      guard transition.period.offset != period.offset else { continue }
      let change = ZoneTable.Change(
        instant: transition.instant, before: period.offset, after: transition.period.offset)
      if let last = changes.last, change.wallStart < last.wallEnd { throw .inconsistent }
      changes.append(change)
      begins.append(isDaylight)
    }
    return ZoneTable(firstOffset: firstOffset, changes: changes, daylight: begins)
  }

  /// What the rule says after the last transition.
  private var laterTransitions: [Transition] {
    guard let rule else { return [] }
    let last = transitions.last?.instant ?? .min
    guard last < ZoneTable.horizon else { return [] }
    let start = CivilDateTime(wallSeconds: max(last, Self.beginning)).date.year - 1
    let end = CivilDateTime(wallSeconds: ZoneTable.horizon).date.year
    return rule.transitions(inYears: start...end).filter { $0.instant > last }
  }

  /// Whether daylight time begins with each transition: with the file's, unless that lies behind the standard time on
  /// both sides of it, such as Dublin's winter; then with its end.
  private func daylight(in transitions: [Transition]) -> [Bool] {
    func standards(_ periods: some Sequence<Period>) -> [Int32] {
      var standard = Int32.max
      return periods.map { period in
        if !period.isDaylight { standard = period.offset }
        return standard
      }
    }
    let periods = [first] + transitions.map(\.period)
    let isBehind = zip(periods, zip(standards(periods), standards(periods.reversed()).reversed())).map {
      let standard = min($1.0, $1.1)
      return $0.isDaylight && standard != .max && $0.offset < standard
    }
    return transitions.indices.map { index in
      periods[index + 1].isDaylight
        ? !isBehind[index + 1] : periods[index].isDaylight && isBehind[index]
    }
  }
}
