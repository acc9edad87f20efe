public import Planning
public import Recurrence
import GRDB

extension LedgerStore {
  /// Takes the sessions of a file in: good rows are entered, the others are reported. The same content twice is
  /// entered once; changed content is asked about, so that a later correction is never undone.
  ///
  /// - `dryRun`: Reports only.
  public func importSessions(
    _ file: SessionsFile, units: UnitTree, by: String, at: Timestamp, dryRun: Bool = false
  ) async throws -> ImportReport {
    let remembered = Dictionary(try await aliases().map { ($0.word, $0.unit) }) { first, _ in first }
    let matcher = UnitMatcher(units, remembered: remembered)
    return try await write { database in
      var intake = Intake(
        database: database, chain: try ChainWriter(database, by: by, at: at), dryRun: dryRun)
      var rows = file.refused
      var persons = QuantitySum()
      for event in file.events {
        guard let unit = event.unitNames.lazy.compactMap({ matcher.unit(named: $0) }).first else {
          rows.append(.unknownUnit(event, nearest: matcher.nearest(to: event.unitNames[0])))
          continue
        }
        let row = try intake.take(event.id, [.session(event.session)] + event.figures) { chain in
          let number = try chain.nextSession(of: event.occurrence, unit: unit.id)
          return LedgerEntry.Scope(occurrence: event.occurrence, unit: unit.id, number: number)
        }
        rows.append(row)
        if row.result == .ok { Self.attendance(event).forEach { persons.add($0) } }
      }
      if let root = units.root {
        for sheet in file.sheets {
          rows.append(try intake.take(sheet.key, [.sheet(sheet)]) { _ in LedgerEntry.Scope(unit: root.id) })
        }
      }
      return ImportReport(rows: rows, passedOver: file.passedOver, persons: persons.total)
    }
  }

  private static func attendance(_ event: SessionsFile.Event) -> [Quantity] {
    event.figures.compactMap { content in
      guard case .count(let count) = content, count.measure == .attendance, count.role == .public else {
        return nil
      }
      return count.quantity
    }
  }
}

/// Takes rows in, each once, inside one transaction.
struct Intake {
  let database: Database
  var chain: ChainWriter
  let dryRun: Bool

  /// - `question`: Asked of a row that is new, which then is not entered.
  /// - `scope`: Asked only for a row that is new and to be entered.
  mutating func take(
    _ id: String, _ contents: [LedgerEntry.Content], unless question: BilingualText? = nil,
    scope: (ChainWriter) throws -> LedgerEntry.Scope
  ) throws -> ImportRow {
    let bodies = try contents.map { try EntryBody(.record($0)).json }
    let source = "\(id)#\(LedgerHash.digest(bodies).prefix(16))"
    if let row = try known(id, source: source) { return row }
    if let question { return ImportRow(row: id, cell: nil, result: .question, reason: question) }
    if !dryRun {
      let scope = try scope(chain)
      for content in contents {
        try chain.write(LedgerDraft(scope: scope, .record(content), source: source))
      }
    }
    return ImportRow(row: id, cell: nil, result: .ok, reason: nil)
  }

  /// A row for content that was imported before; nil if it is new.
  private func known(_ id: String, source: String) throws -> ImportRow? {
    // '$' follows '#': all sources of this id, whatever their digest.
    let sources = try String.fetchSet(
      try database.cachedStatement(
        sql: "SELECT DISTINCT source FROM ledger_entry WHERE source >= ? AND source < ?"),
      arguments: ["\(id)#", "\(id)$"])
    if sources.isEmpty { return nil }
    guard sources.contains(source) else {
      return ImportRow(
        row: id, cell: nil, result: .question,
        reason: BilingualText(
          zh: "以前导入过，内容不同；未改动台账，如需更正请用 correct",
          en: "imported before with other content; nothing was changed, use correct to mend it"))
    }
    return ImportRow(
      row: id, cell: nil, result: .ok,
      reason: BilingualText(zh: "以前导入过，内容相同，没有重复登记", en: "imported before, nothing was entered twice"))
  }
}

extension ImportRow {
  fileprivate static func unknownUnit(_ event: SessionsFile.Event, nearest: [String]) -> ImportRow {
    let name = event.unitNames[0]
    return ImportRow(
      row: event.id, cell: "unit", result: .refused, reason: .unknownUnit(name, nearest: nearest))
  }
}
