import Planning
import Recurrence

/// Takes the rows of a table of events in.
struct EventIntake {
  private var intake: Intake
  private let isAnother: Bool
  private(set) var rows: [ImportRow] = []
  private(set) var attendance = AttendanceSums()
  /// As ``TableReport/leftInPlace``.
  private(set) var leftInPlace: [Int] = []
  /// How often an id came up in this table, and in which row and with what content first.
  private var seen: [String: (count: Int, row: Int, digest: Substring)] = [:]
  /// What came after the first of an id: most ids come up once.
  private var contents: Set<String> = []
  private var last: EventTable.Event?
  /// What units had before this table, as far as anybody asked.
  private var held: [String: Earlier] = [:]
  var late: [OccurrenceKey] { intake.late }
  /// Ids that came up before and were numbered; another row may be called the same.
  private var numbered: Set<String> = []

  /// What a unit had before this table.
  private struct Earlier {
    let sessions: EarlierSessions
    let hasTables: Bool
  }

  init(_ intake: Intake, isAnother: Bool) {
    self.intake = intake
    self.isAnother = isAnother
  }

  mutating func finish() throws { try intake.finish() }

  mutating func refuse(_ data: TableWalk.Data, _ problem: CellProblem) {
    let cell = problem.column.map { CellAddress.text(column: $0, row: data.row.number) }
    rows.append(
      ImportRow(
        row: String(data.index), cell: cell, result: .refused, reason: problem.reason, line: data.row.number))
  }

  mutating func take(_ event: EventTable.Event, _ record: ImportRecord) throws {
    let id = Self.id(of: event.session.title, on: event.session.date, event.occurrence, at: event.unit.id)
    let earlier = seen.updateValue((count: 1, row: event.row, digest: record.digest), forKey: id)
    if let earlier { seen[id] = (earlier.count + 1, earlier.row, earlier.digest) }
    if let earlier, record.digest == earlier.digest || !contents.insert("\(id)#\(record.digest)").inserted {
      return append(
        event, .question,
        BilingualText(
          zh: "与第 \(earlier.row) 条完全相同，没有重复登记；确是另一场请写出不同之处",
          en:
            "the same as entry \(earlier.row) and not entered twice; if it is another session say how it differs"
        ), false)
    }
    let name = earlier.map { "\(id)/\($0.count + 1)" } ?? id
    let isUsed = earlier == nil ? numbered.contains(id) : seen[name] != nil
    if earlier != nil { numbered.insert(name) }
    let known = try known(event.unit.id)
    let (isAnother, today, seen) = (self.isAnother, intake.today, self.seen)
    let first = last.flatMap { event.mayGoOn(with: $0) ? earlier?.row : nil }
    last = event
    var row = try intake.take(
      name, record,
      as: .session(event.occurrence, unit: event.unit.id), mayBeKnown: known.hasTables || isUsed,
      unless: {
        isAnother
          ? nil
          : first.map { .moreGoods(ofRow: $0) }
            ?? known.sessions.question(event.session, event.figures, of: event.occurrence, recordedOn: today)
          {
            seen[Self.id(of: $0.title, on: $0.date, $0.key.occurrence, at: $0.key.unit)] != nil
          }
      })
    var column: Int?
    if row.result == .ok, row.reason == nil, let doubts = BilingualText.joined(event.doubts.map(\.reason)) {
      row = ImportRow(row: row.row, cell: nil, result: .question, reason: doubts, isEntered: true)
      column = event.doubts.lazy.compactMap(\.column).first
    }
    if row.isEntered { attendance.add(event.figures) }
    append(event, row.result, row.reason ?? (row.isEntered ? event.note : nil), row.isEntered, column)
  }

  private mutating func append(
    _ event: EventTable.Event, _ result: ImportRow.Result, _ reason: BilingualText?, _ isEntered: Bool,
    _ column: Int? = nil
  ) {
    if result == .refused { leftInPlace.append(event.line) }
    rows.append(
      ImportRow(
        row: String(event.row), cell: column.map { CellAddress.text(column: $0, row: event.line) },
        result: result, reason: reason, line: event.line,
        isEntered: isEntered))
  }

  /// What an event of a table is recognised by when it comes again.
  private static func id(
    of title: String, on date: SessionDate, _ occurrence: OccurrenceKey?, at unit: String
  ) -> String {
    let day = date.first.map { "\($0)" } ?? "-"
    return "table/\(unit)/\(day)/\(occurrence?.description ?? withoutMarks(title))"
  }

  private static func withoutMarks(_ title: String) -> String {
    title.utf8.contains(UInt8(ascii: "#")) ? title.replacing("#", with: "＃") : title
  }

  private mutating func known(_ unit: String) throws -> Earlier {
    if let found = held[unit] { return found }
    let found = Earlier(
      sessions: try EarlierSessions(of: unit, in: intake.database),
      hasTables: try intake.hasSources(under: "table/\(unit)/"))
    held[unit] = found
    return found
  }
}
