import GRDB
import Planning
public import Recurrence

/// What whoever imports a table says about it.
public struct TableOptions: Sendable {
  /// The session that a list belongs to; a table of events names its own.
  public var session: SessionKey?
  /// The workbook's sheet.
  public var sheet: String?
  /// The list is the last word: head counts stay as evidence.
  public var isFinal = false
  /// The list comes on top of what is recorded already.
  public var isMore = false
  /// A 接龙 says who came, whatever its title says.
  public var isAttendance = false
  /// Rows about a day that a unit has a session on already are other sessions.
  public var isAnother = false
  public var dryRun = false
  /// The name of a questionnaire: the file holds its forms or figures.
  public var questionnaire: String?
  /// How many forms were sent, if the file does not say so.
  public var sent: Int?
  /// How many forms came back, if the file does not say so.
  public var returned: Int?
  /// Why the figures come after their occurrence was closed; without it they are refused then.
  public var lateReason: String?

  public init(session: SessionKey? = nil) { self.session = session }
}

extension LedgerStore {
  /// Takes a table or a 接龙 in: a list of people as the figures of one session, a table of events as sessions.
  ///
  /// All good rows are entered in one transaction, the others are in ``TableReport/setApart``. The same content is
  /// recognised in whatever kind of file it comes again, and is not entered twice. No name and no phone is stored.
  ///
  /// - Throws: ``TableFault`` if the file can't be read as a table, ``LedgerFault/unknownSession(_:)``.
  public func importTable(
    at path: String, _ context: TableContext, _ options: TableOptions, by: String, at: Timestamp
  ) async throws -> ImportReport {
    // Questions have numbers as the lines of a 接龙 do.
    if !options.isQuestionnaire, let text = try ChainSource.text(path) {
      return try await importChain(await ChainText.read(text), options, today: context.today, by: by, at: at)
    }
    if options.isQuestionnaire, options.session != nil { throw TableFault.questionnaireOfSession }
    if options.isQuestionnaire
      || QuestionnaireWords.isSubject(path.split(separator: "/").last.map(String.init) ?? "")
    {
      if let reader = try questionnaire(path, options) {
        return try await importQuestionnaire(reader, context, options, by: by, at: at)
      }
      guard !options.isQuestionnaire else { throw TableFault.noQuestionnaire }
    }
    let file: TableFile
    do {
      file = try TableFile(path: path, sheet: options.sheet)
    } catch {
      guard let reader = try? questionnaire(path, options) else { throw error }
      return try await importQuestionnaire(reader, context, options, by: by, at: at)
    }
    let header = file.header
    let isList = header.isList(ofSession: options.session != nil)
    if !isList || (options.session == nil && header.has(.unit) && header.has(.title)) {
      guard options.session == nil else { throw TableFault.noList }
      var context = context
      context.remembered.merge(try await aliases().map { ($0.word, $0.unit) }) { given, _ in given }
      let matcher = UnitMatcher(context.units, remembered: context.remembered)
      let isTitled =
        header.has(.title) && (header.has(.date) || header.has(.month))
        && TableShape.unit(in: file.titles, matcher) != nil
      guard header.has(.unit) || isTitled else {
        guard let reader = try questionnaire(path, options) else { throw TableFault.noUnit }
        return try await importQuestionnaire(reader, context, options, by: by, at: at)
      }
      return try await importEvents(path, context, options, by: by, at: at)
    }
    return try await importSignIn(file, path, options, today: context.today, by: by, at: at)
  }

  private func questionnaire(_ path: String, _ options: TableOptions) throws(TableFault)
    -> QuestionnaireReader?
  {
    guard options.session == nil else { return nil }
    return try QuestionnaireReader.read(
      path: path, sheet: options.sheet,
      QuestionnaireReader.Declaration(name: options.questionnaire, isSure: options.isQuestionnaire))
  }

  // MARK: Lists of people

  private func importSignIn(
    _ file: sending TableFile, _ path: String, _ options: TableOptions, today: CivilDate, by: String,
    at: Timestamp
  ) async throws -> ImportReport {
    let header = file.header
    var sheet = SignInSheet(header)
    let marksWhoCame = header.has(.status) ? try Self.marksWhoCame(path, options) : false
    var reader = SignInReader(header, marksWhoCame: marksWhoCame)
    var other = reader
    let steps = ReadAhead(TableWalk(file))
    while case let batch = try steps.nextBatch(), !batch.isEmpty {
      // With both processors.
      let middle = batch.count / 2
      async let later = other.reading(batch[middle...])
      let earlier = reader.reading(batch[..<middle])
      let rest = await later
      (reader, other) = (earlier.reader, rest.reader)
      for (step, reading) in zip(batch, earlier.rows + rest.rows) { sheet.take(step, reading) }
    }
    sheet.finish()
    var (table, shape) = steps.ended { (TableReport($0, isList: true), $0.shape) }
    table.add(sheet.tally)
    let id = String(sheet.contentDigest.prefix(16))
    table.setApart = SetApartFile(header, shape, importID: sheet.restOf ?? id).contents(
      sheet.setApart, reasons: sheet.refusals)
    let isAttendance = options.isAttendance || !shape.isSignUp || header.has(.status)
    if !isAttendance { table.addSignUp() }
    let list = ListImport(
      id: id, restOf: sheet.restOf,
      counts: sheet.tally.counts(isAttendance ? .attendance : .signedUp, isFinal: options.isFinal),
      children: sheet.tally.children,
      isAttendance: isAttendance, date: shape.date()?.date, today: today)
    let outcome = try await enter(list, options, by: by, at: at)
    table.apply(outcome)
    return ImportReport(
      rows: sheet.rows.map { $0.after(outcome) }, passedOver: [], persons: sheet.tally.persons, table: table)
  }

  /// Whether a column of the list marks who came: of a row without a mark nobody knows then.
  private static func marksWhoCame(_ path: String, _ options: TableOptions) throws(TableFault) -> Bool {
    var walk = TableWalk(try TableFile(path: path, sheet: options.sheet))
    guard let column = walk.header[.status] else { return false }
    while let step = try walk.next() {
      if case .data(let data) = step, data.otherHeader == nil,
        SignInStatus.cell(data.row[column]) == .came
      {
        return true
      }
    }
    return false
  }

  private func importChain(
    _ chain: ChainText, _ options: TableOptions, today: CivilDate, by: String, at: Timestamp
  ) async throws -> ImportReport {
    guard !chain.rows.isEmpty else { throw TableFault.noEntries }
    let isAttendance = options.isAttendance || !chain.isSignUp
    let list = ListImport(
      id: String(chain.contentDigest.prefix(16)), restOf: nil,
      counts: chain.counts(isAttendance ? .attendance : .signedUp, isFinal: options.isFinal),
      children: chain.children, isAttendance: isAttendance, date: chain.date?.date,
      today: today)
    let outcome = try await enter(list, options, by: by, at: at)
    var table = TableReport(chain, isAttendance: isAttendance)
    table.apply(outcome)
    return ImportReport(
      rows: chain.rows.map { $0.after(outcome) }, passedOver: [], persons: chain.persons, table: table)
  }

  private func enter(_ list: ListImport, _ options: TableOptions, by: String, at: Timestamp) async throws
    -> ListImport.Outcome
  {
    guard let session = options.session else {
      guard options.dryRun else { throw TableFault.needsSession }
      return ListImport.Outcome()
    }
    return try await write { database in
      let entries = try Self.rows(of: session, in: database)
      guard let standing = Balance(entries).sessions.first else {
        throw LedgerFault.unknownSession(session.description)
      }
      let outcome = list.outcome(in: standing, entries, options)
      guard !options.dryRun, !outcome.drafts.isEmpty else { return outcome }
      var chain = try ChainWriter(database, by: by, at: at, units: units(), parts: parts)
      for var draft in outcome.drafts {
        draft.lateReason = options.lateReason
        try chain.write(draft)
      }
      return outcome
    }
  }

  // MARK: Tables of events

  private func importEvents(
    _ path: String, _ context: TableContext, _ options: TableOptions, by: String, at: Timestamp
  ) async throws -> ImportReport {
    try await writeMany { database in
      var rows = ReadAhead(try EventRows(path, context, sheet: options.sheet, at: at))
      try Self.refresh(database)
      var intake = EventIntake(
        try Intake(
          database: database, chain: try ChainWriter(database, by: by, at: at, units: units(), parts: parts),
          dryRun: options.dryRun, lateReason: options.lateReason, mark: context.mark),
        isAnother: options.isAnother)
      var lacking = LackingGoods(context.policy)
      while let row = try rows.next() {
        switch row {
        case .event(let event, let record):
          lacking.add(event.figures, for: event.occurrence?.campaign)
          try intake.take(event, try record.get())
        case .problem(let data, let problem): intake.refuse(data, problem)
        }
      }
      try intake.finish()
      var report = rows.ended { $0.report(intake.attendance) }
      report.leftInPlace = (report.leftInPlace + intake.leftInPlace).sorted()
      report.warnings += lacking.warnings
      return ImportReport(
        rows: intake.rows, passedOver: [], persons: intake.attendance.persons, table: report,
        late: intake.late)
    }
  }
}

/// The rows of a table of events, as far as they can be understood without the ledger.
private struct EventRows: RowSource {
  enum Row {
    case event(EventTable.Event, Result<ImportRecord, any Error>)
    case problem(TableWalk.Data, CellProblem)
  }

  private var walk: TableWalk
  private var table: EventTable
  private var setApart: [(row: TableRow, reason: String)] = []
  /// As ``TableReport/leftInPlace``.
  private var leftInPlace: [Int] = []
  private let at: Timestamp

  init(_ path: String, _ context: TableContext, sheet: String?, at: Timestamp) throws(TableFault) {
    self.at = at
    var file = try TableFile(path: path, sheet: sheet)
    file.header.learn(context.things)
    walk = TableWalk(file)
    table = EventTable(walk, context, file: path)
  }

  mutating func next() throws(TableFault) -> Row? {
    while let step = try walk.next() {
      switch step {
      case .total(let total): table.take(total)
      case .data(let data):
        switch table.understood(data) {
        case .success(let event): return .event(event, Result { try ImportRecord(event.contents, at: at) })
        case .failure(let problem):
          // Under this header the rows of another table would be misread.
          if data.otherHeader == nil { keep(data.row, problem) }
          return .problem(data, problem)
        }
      }
    }
    return nil
  }

  /// Sets a row apart, unless that would write somebody's name or phone anew. Columns that nobody asked for, such as the
  /// clerk's own contacts, come along as they are.
  private mutating func keep(_ row: TableRow, _ problem: CellProblem) {
    let header = walk.header
    let isPersonal = row.cells.enumerated().contains { column, cell in
      let isAside =
        header.cells.indices.contains(column) && header.unknown.contains(header.cells[column])
        || header.all(.phone).contains(column) || header.all(.name).contains(column)
      return !isAside && !cell.isEmpty && PersonalText.isIn(cell: cell)
    }
    if isPersonal { leftInPlace.append(row.number) } else { setApart.append((row, problem.reason.inBoth)) }
  }

  func report(_ attendance: AttendanceSums) -> TableReport {
    var report = TableReport(walk)
    report.leftInPlace = leftInPlace
    report.add(table, attendance)
    report.setApart = SetApartFile(walk.header, walk.shape, importID: nil).contents(
      setApart.map(\.row), reasons: setApart.map(\.reason))
    return report
  }
}

extension LedgerStore {
  static func rows(of session: SessionKey, in database: Database) throws -> [LedgerEntry] {
    try EntryRow.fetch(
      database, where: "campaign IS ? AND occurrence IS ? AND unit = ? AND session = ?",
      [session.occurrence?.campaign, session.occurrence?.occurrence, session.unit, session.number])
  }
}
