import GRDB
public import Recurrence

/// The lists of persons and the codes read at the door, in the ledger's database. Unlike its entries they go again.
public struct PersonStore: Sendable {
  let ledger: LedgerStore
  var database: any DatabaseWriter { ledger.database }

  /// - Parameter ledger: In whose database the lists are, and which the counts go into.
  public init(_ ledger: LedgerStore) {
    self.ledger = ledger
  }

  /// A kept person with their place on the list.
  public struct Row: Hashable, Sendable {
    public let session: SessionKey
    /// Counted from 1 within the session's list.
    public let number: Int
    public let person: Person
    /// The first day on which the row is no longer here.
    public let deleteOn: CivilDate
  }

  /// What became of persons who were to go on a list.
  public struct Intake: Hashable, Sendable {
    public fileprivate(set) var added: [Row] = []
    /// Same name and same phone as a row that stands: entered once.
    public fileprivate(set) var repeated: [Repeat] = []
    /// Rows of surely one person on this list and on other sessions', which stay apart.
    public fileprivate(set) var elsewhere: [[Row]] = []
    /// Rows that may be one person; both are kept, somebody should ask.
    public fileprivate(set) var questions: [Question] = []
    /// The count that was recorded of those who came; nil if one stood already, or nobody came.
    public fileprivate(set) var count: LedgerEntry?
  }

  public struct Repeat: Hashable, Sendable {
    /// Among the persons who were to go on the list, counted from 0.
    public let index: Int
    /// Where they are already.
    public let row: Row
  }

  public struct Question: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
      /// A family phone, or one person under two names.
      case samePhone
      /// Two persons of a name in one village, or one person twice.
      case sameName
    }

    public let kind: Kind
    public let row: Row
    public let other: Row
  }

  /// Puts masked rows on a session's list, all or none.
  ///
  /// - `deleteOn`: The day by which they go.
  /// - `countsWhoCame`: Also records how many of them came, unless a count of their role stands already.
  /// - `lateReason`: Why that count comes after the occurrence was closed.
  ///
  /// - Throws: ``LedgerFault/unknownSession(_:)``.
  public func add(
    _ people: [Person], to session: SessionKey, deleteOn: CivilDate, by: String, at: Timestamp,
    countsWhoCame: Bool = false, lateReason: String? = nil
  ) async throws -> Intake {
    try await ledger.write { db in
      guard try LedgerStore.exists(session, in: db) else {
        throw LedgerFault.unknownSession(session.description)
      }
      var rows = try Self.fetch(db, where: "session = ?", [session.description])
      var intake = Intake()
      for (index, person) in people.enumerated() {
        if let same = rows.first(where: { $0.person.isSurely(person) }) {
          intake.repeated.append(Repeat(index: index, row: same))
          continue
        }
        let row = Row(
          session: session, number: (rows.last?.number ?? 0) + 1, person: person, deleteOn: deleteOn)
        try Self.insert(row, at: at, into: db)
        if let question = Self.question(row, among: rows) { intake.questions.append(question) }
        rows.append(row)
        intake.added.append(row)
      }
      let added = Set(intake.added)
      intake.elsewhere = Self.acrossSessions(try Self.fetch(db, where: "phone_mark IS NOT NULL", []))
        .filter { $0.contains(where: added.contains) }
      if countsWhoCame {
        var chain = try ChainWriter(db, by: by, at: at, units: ledger.units(), parts: ledger.parts)
        intake.count = try Self.count(intake.added, of: session, lateReason, &chain)
      }
      return intake
    }
  }

  /// The rows of one session, or of all, that have not reached their day.
  public func rows(of session: SessionKey? = nil, on today: CivilDate) async throws -> [Row] {
    try await database.read { db in
      try Self.fetch(
        db, where: "(?1 IS NULL OR session = ?1) AND delete_on > ?2",
        [session?.description, today.description])
    }
  }

  /// Rows of surely one person on the lists of several sessions, the first of each session.
  public static func acrossSessions(_ rows: [Row]) -> [[Row]] {
    var places: [String: Int] = [:]
    var groups: [[Row]] = []
    for row in rows {
      guard let phone = row.person.phone, let name = row.person.nameMark else { continue }
      let place = places[phone.mark + name, default: groups.endIndex]
      if place == groups.endIndex {
        places[phone.mark + name] = place
        groups.append([row])
      } else if !groups[place].contains(where: { $0.session == row.session }) {
        groups[place].append(row)
      }
    }
    return groups.filter { $0.count > 1 }
  }

  private static func question(_ row: Row, among rows: [Row]) -> Question? {
    let person = row.person
    if let phone = person.phone, let other = rows.first(where: { $0.person.phone?.mark == phone.mark }) {
      return Question(kind: .samePhone, row: row, other: other)
    }
    let other = rows.first {
      $0.person.nameMark != nil && $0.person.nameMark == person.nameMark && $0.person.place == person.place
    }
    return other.map { Question(kind: .sameName, row: row, other: $0) }
  }

  private static func count(
    _ rows: [Row], of session: SessionKey, _ lateReason: String?, _ chain: inout ChainWriter
  ) throws -> LedgerEntry? {
    let came = rows.count { $0.person.status == .came && $0.person.role == .public }
    guard came > 0, try !hasAttendance(.public, session, in: chain.database) else { return nil }
    return try chain.append(
      LedgerDraft(
        scope: .init(session), .record(.count(Count(.attendance, quantity: .exact(Figure(came))))),
        source: ListSource.persons.of(session), lateReason: lateReason))
  }

  /// Whether somebody counted the attendance of a role: a list beside it is evidence only.
  static func hasAttendance(_ role: Count.Role, _ session: SessionKey, in db: Database) throws -> Bool {
    let entries = try EntryRow.fetch(
      db, where: "campaign IS ? AND occurrence IS ? AND unit = ? AND session = ?",
      [session.occurrence?.campaign, session.occurrence?.occurrence, session.unit, session.number])
    let standing = Balance(entries).sessions.first
    return standing?.finalCounts(role).contains { $0.measure == .attendance } ?? false
  }
}

// MARK: Rows

extension PersonStore {
  private static let columns = """
    session, number, masked_name, name_mark, phone_mark, phone_tail, role, people, place, household_mark, consent,
    status, delete_on
    """

  static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Row]
  {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT \(columns) FROM person WHERE \(condition) ORDER BY session, number",
      arguments: arguments
    ).map(row)
  }

  private static func row(_ row: GRDB.Row) throws -> Row {
    let text: String = row["session"]
    let day: String = row["delete_on"]
    guard let session = SessionKey(text), let role = Count.Role(rawValue: row["role"]),
      let status = Person.Status(rawValue: row["status"]), let deleteOn = CivilDate(iso: day)
    else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a person's row can't be read") }
    let mark: String? = row["phone_mark"]
    let tail: String? = row["phone_tail"]
    return Row(
      session: session, number: row["number"],
      person: Person(
        maskedName: row["masked_name"], nameMark: row["name_mark"],
        phone: mark.flatMap { mark in tail.map { PhoneMark(mark: mark, tail: $0) } }, role: role,
        group: row["people"], place: row["place"], householdMark: row["household_mark"],
        hasConsented: row["consent"], status: status), deleteOn: deleteOn)
  }

  private static func insert(_ row: Row, at: Timestamp, into db: Database) throws {
    let person = row.person
    try db.execute(
      sql: "INSERT INTO person (\(columns), at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        row.session.description, row.number, person.maskedName, person.nameMark, person.phone?.mark,
        person.phone?.tail, person.role.rawValue, person.group, person.place, person.householdMark,
        person.hasConsented, person.status.rawValue, row.deleteOn.description, at.milliseconds,
      ])
  }
}
