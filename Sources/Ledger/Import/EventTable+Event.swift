import Planning

extension EventTable {
  /// A row that was understood.
  struct Event {
    let row: Int
    let line: Int
    let unit: Unit
    let occurrence: OccurrenceKey?
    let session: Session
    let figures: [LedgerEntry.Content]
    let doubts: [CellDoubt]
    var contents: [LedgerEntry.Content] { [.session(session)] + figures }
    /// What was taken as nobody wrote it.
    let note: BilingualText?

    /// Whether it may be the next row about one session that has a row for each thing that was given: it has goods, and
    /// no people but those of the row above it.
    func mayGoOn(with above: Event) -> Bool {
      guard session == above.session, unit.id == above.unit.id, occurrence == above.occurrence else {
        return false
      }
      let people = Self.people(figures)
      return people.count < figures.count && (people.isEmpty || people == Self.people(above.figures))
    }

    private static func people(_ figures: [LedgerEntry.Content]) -> [LedgerEntry.Content] {
      figures.filter { if case .count = $0 { true } else { false } }
    }
  }
}
