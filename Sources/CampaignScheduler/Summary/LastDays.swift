import Ledger
import Recurrence

/// Of each unit the last day on which it held anything, up to a given one: what ``LedgerStore/lastDays(until:zone:)`` would
/// say of the sessions that were added.
struct LastDays {
  /// Nil where nobody asks.
  private let day: CivilDate?
  /// Where the day of recording is read, for sessions without any date.
  private let zone: Zone
  /// By the unit's number.
  private(set) var days: [CivilDate?] = []

  init(until day: CivilDate?, zone: Zone) {
    self.day = day
    self.zone = zone
  }

  /// - `unit`: A number for the session's unit.
  mutating func add(_ session: SessionFacts, unit: Int) {
    guard let day, session.isHeld else { return }
    if let first = session.date.first, let last = session.date.last {
      if first <= day { add(min(last, day), unit: unit) }
    } else {
      let recorded = zone.local(at: session.recordedAt).date
      if recorded <= day { add(recorded, unit: unit) }
    }
  }

  private mutating func add(_ held: CivilDate, unit: Int) {
    if unit >= days.count { days += Array(repeating: nil, count: unit + 1 - days.count) }
    if days[unit].map({ $0 < held }) ?? true { days[unit] = held }
  }

  /// Takes in the sessions that come after its own.
  ///
  /// - `units`: By the other's number of each unit its number here.
  mutating func add(_ later: LastDays, units: [Int]) {
    for (number, held) in later.days.enumerated() { if let held { add(held, unit: units[number]) } }
  }
}
