public import Planning
public import Recurrence
import GRDB

extension LedgerStore {
  /// Takes the sessions of a file in: good rows are entered, the others are reported. The same content twice is
  /// entered once; changed content is asked about, so that a later correction is never undone.
  ///
  /// - `dryRun`: Reports only.
  /// - `context`: What is known of campaigns, key tasks and the day; without it they are taken as they are written.
  /// - `isAnother`: Events like a session that their unit has already are others; without it they are asked about.
  /// - `lateReason`: Why rows of closed occurrences come now; without it they are refused.
  /// - `mark`: The reason that is written down where nobody gives one and nobody closed the occurrence, but its time is
  ///   over: old papers are taken in as such. Nil while it is not.
  public func importSessions(
    _ file: SessionsFile, units: UnitTree, by: String, at: Timestamp, dryRun: Bool = false,
    lateReason: String? = nil, mark: @escaping @Sendable (OccurrenceKey) -> String? = { _ in nil },
    context: TableContext? = nil, isAnother: Bool = false
  ) async throws -> ImportReport {
    let aliases = try await aliases().map { ($0.word, $0.unit) }
    let remembered = (context?.remembered ?? [:]).merging(aliases) { given, _ in given }
    let matcher = UnitMatcher(units, remembered: remembered)
    return try await writeMany { database in
      try Self.refresh(database)
      var intake = try Intake(
        database: database, chain: try ChainWriter(database, by: by, at: at, units: units, parts: parts),
        dryRun: dryRun,
        lateReason: lateReason, mark: mark)
      var rules = EventIntakeRules(
        matcher: matcher, today: context?.today ?? intake.today, context: context, isAnother: isAnother)
      var rows = file.refused
      var persons = QuantitySum()
      for event in file.events {
        let row = try rules.take(context.map(event.placed) ?? event, into: &intake)
        rows.append(row)
        if row.isEntered { Self.attendance(event).forEach { persons.add($0) } }
      }
      if let root = units.root {
        intake.fileTime = Sheet.time(of: file.sheets)
        for sheet in file.sheets {
          rows.append(
            try rules.mistaken(sheet)
              ?? intake.take(
                try intake.hasSources(under: "\(sheet.key)#") ? sheet : matcher.corrected(sheet), of: root.id)
          )
        }
      }
      try intake.finish()
      var report = ImportReport(rows: rows, passedOver: file.passedOver, persons: persons.total)
      report.late = intake.late
      report.unknownUnits = rules.unknownUnits
      return report
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

/// What an event of a sessions file is held against.
private struct EventIntakeRules {
  let matcher: UnitMatcher
  let today: CivilDate
  let context: TableContext?
  let isAnother: Bool
  private(set) var unknownUnits: [TableReport.UnknownUnit] = []
  /// What units had before this file, as far as anybody asked.
  private var earlier: [String: EarlierSessions] = [:]

  init(matcher: UnitMatcher, today: CivilDate, context: TableContext?, isAnother: Bool) {
    (self.matcher, self.today, self.context, self.isAnother) = (matcher, today, context, isAnother)
  }

  /// Why a row of figures is not taken: it names a unit that nobody knows, but one of nearly that name.
  mutating func mistaken(_ sheet: Sheet) -> ImportRow? {
    guard sheet.section != .network, let word = sheet.value["unit"]?.text, matcher.unit(named: word) == nil
    else { return nil }
    let unknown = TableReport.UnknownUnit(word: word, nearest: matcher.nearest(to: word))
    guard !unknown.nearest.isEmpty, !unknown.nearest.contains(word) else { return nil }
    if !unknownUnits.contains(unknown) { unknownUnits.append(unknown) }
    return ImportRow(
      row: sheet.key, cell: "unit", result: .refused,
      reason: .unknownUnit(word, nearest: unknown.nearest))
  }

  mutating func take(_ event: SessionsFile.Event, into intake: inout Intake) throws -> ImportRow {
    let matcher = self.matcher
    guard let unit = event.unitNames.lazy.compactMap({ matcher.unit(named: $0) }).first else {
      let unknown = TableReport.UnknownUnit(
        word: event.unitNames[0], nearest: matcher.nearest(to: event.unitNames[0]))
      if !unknownUnits.contains(unknown) { unknownUnits.append(unknown) }
      return .unknownUnit(event, nearest: unknown.nearest)
    }
    if let refusal = event.refusal(today: today) ?? event.overtold(context?.policy ?? GoodsPolicy())
      ?? context.flatMap(event.misplaced)
    {
      return refusal
    }
    let held = try earlier[unit.id] ?? EarlierSessions(of: unit.id, in: intake.database)
    earlier[unit.id] = held
    let day = intake.today
    let row = try intake.take(
      event.id, ImportRecord([.session(event.session)] + event.figures, at: intake.chain.at),
      as: .session(event.occurrence, unit: unit.id),
      unless: {
        isAnother
          ? nil : held.question(event.session, event.figures, of: event.occurrence, recordedOn: day)
      }
    ).asking(event.remark)
    guard row.result == .ok, row.reason == nil else { return row }
    return context.flatMap { event.doubt($0) } ?? row
  }
}

/// Takes rows in, each once, inside one transaction. Nothing is whole before ``finish()``.
struct Intake {
  let database: Database
  var chain: ChainWriter
  let dryRun: Bool
  private let lateness: ImportLateness
  /// Why entries of an occurrence are late; nil if they are not.
  private var reasons: [OccurrenceKey: String?] = [:]
  /// Occurrences that were over and of which something came in, in order.
  private(set) var late: [OccurrenceKey] = []
  private var batch = EntryBatch()
  /// The time of rows of figures that name none.
  var fileTime: SheetTime?
  /// The numbers that units' next sessions get.
  private var numbers: [LedgerEntry.Scope: Int] = [:]

  /// - Throws: ``LedgerFault/personal(_:)`` for a reason that must not be kept, before any row is looked at.
  init(
    database: Database, chain: ChainWriter, dryRun: Bool, lateReason: String?,
    mark: @escaping @Sendable (OccurrenceKey) -> String? = { _ in nil }
  ) throws(LedgerFault) {
    if let lateReason { try EntryBody.refuse(reason: lateReason, at: chain.at) }
    (self.database, self.chain, self.dryRun) = (database, chain, dryRun)
    lateness = ImportLateness(reason: lateReason, mark: mark)
  }

  /// What a row becomes.
  enum Place {
    case session(OccurrenceKey?, unit: String)
    case figures(of: String)
  }

  /// A row of figures, unless they contradict one another.
  mutating func take(_ sheet: Sheet, of unit: String) throws -> ImportRow {
    let check = QuestionnaireCheck(sheet)
    if let reason = check.contradictions.first {
      return ImportRow(row: sheet.key, cell: nil, result: .refused, reason: reason)
    }
    if let row = try knownByUnit(sheet) { return row }
    return try take(sheet.key, ImportRecord([.sheet(sheet)], at: chain.at), as: .figures(of: unit)).asking(
      .joined(check.doubts))
  }

  /// - `question`: Asked of a row that is new, which then is not entered.
  /// - `mayBeKnown`: Unless the caller knows that nothing was ever imported under this id.
  mutating func take(
    _ id: String, _ record: ImportRecord, as place: Place, mayBeKnown: Bool = true,
    unless question: () throws -> BilingualText? = { nil }
  ) throws -> ImportRow {
    if let found = record.personal {
      return ImportRow(
        row: id, cell: nil, result: .refused,
        reason: BilingualText(found.text))
    }
    let source = "\(id)#\(record.digest)"
    if mayBeKnown, let row = try known(id, source: source, record.contents) {
      guard row.result == .question, id.hasPrefix("table/"),
        let more = try Supplement(id, record.contents, in: database)
      else { return row }
      guard !more.contents.isEmpty else {
        return ImportRow(row: id, cell: nil, result: .ok, reason: .knownRow)
      }
      return try enter(
        id, ImportRecord(more.contents, at: chain.at), more.scope, source, reason: .supplemented)
    }
    if let question = try question() {
      return ImportRow(row: id, cell: nil, result: .question, reason: question)
    }
    return try enter(id, record, try scope(place), source)
  }

  /// - `reason`: What is said of figures that are added to a session that stands; nil for a new one.
  private mutating func enter(
    _ id: String, _ record: ImportRecord, _ scope: LedgerEntry.Scope, _ source: String,
    reason: BilingualText? = nil
  ) throws -> ImportRow {
    var drafts: [LedgerDraft] = []
    let lateReason = try scope.occurrence.flatMap { try self.reason(for: $0) }
    for content in record.contents {
      let draft = LedgerDraft(scope: scope, .record(content), source: source, lateReason: lateReason)
      if let refusal = try chain.refusal(of: draft) {
        return ImportRow(row: id, cell: nil, result: .refused, reason: refusal)
      }
      drafts.append(draft)
    }
    if lateReason != nil, let key = scope.occurrence, !late.contains(key) { late.append(key) }
    if !dryRun {
      batch.add(id, try zip(drafts, record.bodies).map { try chain.link($0, $1) }, record.contents)
      if reason == nil, let number = scope.number { numbers[Self.place(of: scope)] = number + 1 }
      if batch.isFull { try batch.write(into: database) }
    }
    return ImportRow(row: id, cell: nil, result: .ok, reason: reason)
  }

  /// Writes what is not written yet.
  mutating func finish() throws { try batch.write(into: database) }

  private mutating func scope(_ place: Place) throws -> LedgerEntry.Scope {
    switch place {
    case .figures(let unit): return LedgerEntry.Scope(unit: unit)
    case .session(let occurrence, let unit):
      let place = LedgerEntry.Scope(occurrence: occurrence, unit: unit)
      let number = try numbers[place] ?? chain.nextSession(of: occurrence, unit: unit)
      numbers[place] = number
      return LedgerEntry.Scope(occurrence: occurrence, unit: unit, number: number)
    }
  }

  private mutating func reason(for occurrence: OccurrenceKey) throws -> String? {
    if let known = reasons[occurrence] { return known }
    let reason = lateness.reason(
      for: occurrence, isClosed: try LedgerStore.closing(of: occurrence, in: database))
    reasons[occurrence] = .some(reason)
    return reason
  }

  /// The day of the import, as the world's clock has it: close enough for days that nobody knows.
  var today: CivilDate { Zone.utc.local(at: chain.at).date }

  private static func place(of scope: LedgerEntry.Scope) -> LedgerEntry.Scope {
    LedgerEntry.Scope(occurrence: scope.occurrence, unit: scope.unit)
  }

  /// Whether anything whose id begins with a text was ever imported.
  func hasSources(under prefix: String) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: "SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE source >= ?1 AND source < ?1 || char(1114111))",
      arguments: [prefix]) ?? true
  }

  /// A row for content that was imported before; nil if it is new.
  private mutating func known(_ id: String, source: String, _ contents: [LedgerEntry.Content]) throws
    -> ImportRow?
  {
    if batch.holds(id) { try batch.write(into: database) }
    // '$' follows '#': all sources of this id, whatever their digest.
    let sources = try String.fetchSet(
      try database.cachedStatement(
        sql: "SELECT DISTINCT source FROM ledger_entry WHERE source >= ? AND source < ?"),
      arguments: ["\(id)#", "\(id)$"])
    if sources.isEmpty { return nil }
    guard sources.contains(source) else {
      guard case .sheet(let sheet)? = contents.first else {
        return ImportRow(row: id, cell: nil, result: .question, reason: try changed(id))
      }
      // Another year's or quarter's stands beside the earlier ones, and so does what takes the place of a void one.
      guard let rival = try rival(of: sheet) else { return nil }
      if rival.value == sheet { return ImportRow(row: id, cell: nil, result: .ok, reason: .knownRow) }
      return ImportRow(row: id, cell: nil, result: .question, reason: .otherFigures(rival.entry))
    }
    return ImportRow(row: id, cell: nil, result: .ok, reason: .knownRow)
  }
}

/// A row that comes again and says more than before: figures that were not reported then.
///
/// What it said before it must say still, so that no correction is undone; and nobody may have entered the new figures by
/// another way since.
struct Supplement {
  let scope: LedgerEntry.Scope
  /// Nothing if the row says the same in other words.
  let contents: [LedgerEntry.Content]

  /// - Returns: Nil if the row says anything otherwise than before.
  init?(_ id: String, _ contents: [LedgerEntry.Content], in database: Database) throws {
    let before = try EntryRow.fetch(database, where: "source >= ? AND source < ?", ["\(id)#", "\(id)$"])
    guard let scope = before.first?.scope, let number = scope.number, before.allSatisfy({ $0.scope == scope })
    else { return nil }
    var added = contents.map(Self.plain)
    for entry in before {
      guard case .record(let content) = entry.act else { return nil }
      guard let index = added.firstIndex(of: Self.plain(content)) else { return nil }
      added.remove(at: index)
    }
    let key = SessionKey(occurrence: scope.occurrence, unit: scope.unit, number: number)
    guard let standing = Balance(try LedgerStore.rows(of: key, in: database)).sessions.first,
      added.isEmpty || standing.session.status == .held,
      added.allSatisfy({ Self.isNew($0, to: standing) })
    else { return nil }
    (self.scope, self.contents) = (scope, added)
  }

  /// Without what differs between two writings of the same: 5月22日 and 2026-05-22.
  private static func plain(_ content: LedgerEntry.Content) -> LedgerEntry.Content {
    guard case .session(var session) = content else { return content }
    session.date.isInferred = false
    return .session(session)
  }

  private static func isNew(_ content: LedgerEntry.Content, to standing: SessionBalance) -> Bool {
    switch content {
    case .count(let count):
      !standing.counts.contains { $0.value.measure == count.measure && $0.value.role == count.role }
    case .note: true
    case .goods(let move): !standing.goods.contains { $0.value.item == move.item }
    default: false
    }
  }
}

extension BilingualText {
  static let supplemented = BilingualText(
    zh: "以前导入过，这次补上了当时没报的数", en: "imported before; the figures it lacked then were entered")
}

/// Why rows of occurrences that are over come now.
struct ImportLateness: Sendable {
  /// What whoever imports says.
  let reason: String?
  /// What is written down otherwise where an occurrence is over and nobody closed it.
  let mark: @Sendable (OccurrenceKey) -> String?

  /// - `isClosed`: What was last entered about it; nil for nothing.
  func reason(for occurrence: OccurrenceKey, isClosed: Bool?) -> String? {
    if let isClosed { return isClosed ? reason : nil }
    return mark(occurrence).map { reason ?? $0 }
  }
}

extension BilingualText {
  /// What a row says that is in the ledger already.
  public static let knownRow = BilingualText(
    zh: "以前导入过，内容相同，没有重复登记", en: "imported before, nothing was entered twice")
}

extension ImportRow {
  fileprivate static func unknownUnit(_ event: SessionsFile.Event, nearest: [String]) -> ImportRow {
    let name = event.unitNames[0]
    let reason = BilingualText.unknownUnit(name, nearest: nearest)
    return ImportRow(
      row: event.id, cell: "unit", result: .refused,
      reason: BilingualText(
        zh: "第 \(event.line) 行：\(reason.text(.zh))", en: "line \(event.line): \(reason.text(.en))"))
  }
}

/// What an import says of rows that were imported before with other content.
extension Intake {
  /// - `id`: As it was imported.
  func changed(_ id: String) throws -> BilingualText {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT campaign, occurrence, unit, session FROM ledger_entry
        WHERE source >= ? AND source < ? AND session IS NOT NULL ORDER BY origin, number LIMIT 1
        """, arguments: ["\(id)#", "\(id)$"])
    guard let row, let unit = row["unit"] as String?, let number = row["session"] as Int? else {
      return BilingualText(
        zh: "以前导入过，内容不同；未改动台账，如需更正请用 correct",
        en: "imported before with other content; nothing was changed, use correct to mend it")
    }
    var occurrence: OccurrenceKey?
    if let campaign = row["campaign"] as String?, let edition = row["occurrence"] as String? {
      occurrence = OccurrenceKey(campaign: campaign, occurrence: edition)
    }
    let key = SessionKey(occurrence: occurrence, unit: unit, number: number)
    return BilingualText(
      zh: "以前导入过，内容不同；未改动台账。如需更正，campaign log \(key) 可查看记录号，再用 campaign correct 记录号",
      en:
        "imported before with other content; nothing was changed. To mend it, find the entry with 'campaign log \(key)' and use 'campaign correct ENTRY'"
    )
  }
}
