public import Planning
import Recurrence

extension SessionsFile {
  /// What the file would leave in an empty ledger: for a summary of a file that nobody has imported.
  ///
  /// - Returns: Events whose unit is unknown are left out and named.
  public func preview(units: UnitTree) -> (balance: Balance, unknownUnits: [String]) {
    let matcher = UnitMatcher(units)
    var numbers: [LedgerEntry.Scope: Int] = [:]
    var entries: [LedgerEntry] = []
    var unknown: [String] = []
    func add(_ content: LedgerEntry.Content, _ scope: LedgerEntry.Scope) {
      let id = EntryID(origin: "preview", number: entries.count + 1)
      entries.append(
        LedgerEntry(
          id: id, at: Timestamp(milliseconds: 0), by: "preview", scope: scope, act: .record(content),
          source: nil,
          lateReason: nil, previous: "", hash: ""))
    }
    for event in events {
      guard let unit = event.unitNames.lazy.compactMap({ matcher.unit(named: $0) }).first else {
        unknown.append(event.unitNames[0])
        continue
      }
      let place = LedgerEntry.Scope(occurrence: event.occurrence, unit: unit.id)
      numbers[place, default: 0] += 1
      let scope = LedgerEntry.Scope(occurrence: event.occurrence, unit: unit.id, number: numbers[place])
      for content in [.session(event.session)] + event.figures { add(content, scope) }
    }
    if let root = units.root {
      for sheet in sheets { add(.sheet(sheet), LedgerEntry.Scope(unit: root.id)) }
    }
    return (Balance(entries), unknown)
  }
}
