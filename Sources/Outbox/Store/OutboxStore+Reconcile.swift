import GRDB
public import Planning
public import Recurrence

extension OutboxStore {
  /// Makes the outbox agree with a plan: adds what is new, moves what moved, cancels what vanished, and leaves alone
  /// whatever an attempt has been made for. What a person cancelled stays cancelled.
  ///
  /// Works in transactions of 1,000 rows; if it breaks off, running it again completes it. A second run with the same
  /// plan writes nothing.
  ///
  /// - `plan`: Every reminder of the plan that is due in `window`, each key once; others do no harm.
  /// - `window`: Of due times. A scheduled reminder in it that the plan does not name is cancelled.
  /// - `broken`: Campaigns whose files cannot be read just now: theirs are kept.
  public func reconcile(
    _ plan: some Sequence<PlannedReminder>, over window: Range<Timestamp>, keeping broken: Set<String>,
    at now: Timestamp
  ) async throws -> ReconcileReport {
    var known = try await known(over: window)
    var report = ReconcileReport()
    var batch: [Change] = []
    for planned in plan {
      let campaign = planned.key.campaign
      if known.firstLoaded[campaign] == nil {
        known.firstLoaded[campaign] = now
        batch.append(.load(campaign))
      }
      if let row = known.rows.removeValue(forKey: planned.key.description) {
        Self.compare(planned, with: row, into: &batch, &report)
      } else {
        batch.append(.add(planned, isTooOld: planned.occurrenceEnds <= known.firstLoaded[campaign] ?? now))
      }
      if batch.count >= Self.batchSize { try await write(&batch, at: now, into: &report) }
    }
    // In the order of the rows, so that two runs report the same.
    for (key, row) in known.rows.sorted(by: { $0.value.id < $1.value.id }) where row.state == .scheduled {
      guard let key = ReminderKey(key), !broken.contains(key.campaign) else { continue }
      batch.append(.cancel(row, key))
      if batch.count >= Self.batchSize { try await write(&batch, at: now, into: &report) }
    }
    if !batch.isEmpty { try await write(&batch, at: now, into: &report) }
    return report
  }

  private static var batchSize: Int { 1000 }

  /// A row as far as a plan can differ from it.
  private struct KnownRow: Sendable {
    let id: Int64
    let state: ReminderState.Name?
    /// Whether a plan, not a person, cancelled it.
    let isSuperseded: Bool
    let due: Int64
    let content: Int64
  }

  private struct Known: Sendable {
    var rows: [String: KnownRow] = [:]
    var firstLoaded: [String: Timestamp] = [:]
  }

  private enum Change: Sendable {
    case load(String)
    case add(PlannedReminder, isTooOld: Bool)
    case update(KnownRow, PlannedReminder)
    case cancel(KnownRow, ReminderKey)
  }

  private func known(over window: Range<Timestamp>) async throws -> Known {
    try await database.read { db in
      var known = Known()
      let rows = try Row.fetchCursor(
        db, sql: "SELECT id, state, reason, due, content, key FROM reminder WHERE due >= ? AND due < ?",
        arguments: [window.lowerBound.milliseconds, window.upperBound.milliseconds])
      while let row = try rows.next() { known.rows[row[5]] = Self.knownRow(row) }
      let loads = try Row.fetchCursor(db, sql: "SELECT id, first_loaded FROM outbox_campaign")
      while let row = try loads.next() { known.firstLoaded[row[0]] = Self.instant(row[1]) }
      return known
    }
  }

  private static func knownRow(_ row: Row) -> KnownRow {
    KnownRow(
      id: row[0], state: ReminderState.Name(rawValue: row[1]),
      isSuperseded: row[2] as String? == "superseded",
      due: row[3], content: row[4])
  }

  private static func compare(
    _ planned: PlannedReminder, with row: KnownRow, into batch: inout [Change],
    _ report: inout ReconcileReport
  ) {
    let agrees = row.due == planned.due.milliseconds && row.content == content(of: planned)
    if row.isSuperseded || row.state == .scheduled && !agrees {
      batch.append(.update(row, planned))
    } else {
      report.unchanged += 1
    }
  }

  private func write(_ batch: inout [Change], at now: Timestamp, into report: inout ReconcileReport)
    async throws
  {
    let changes = batch
    let written = try await database.write { db in
      var report = ReconcileReport()
      for change in changes { try Self.write(change, at: now, into: &report, in: db) }
      return report
    }
    report.append(written)
    batch.removeAll(keepingCapacity: true)
    faultPoint(.planMid)
  }

  private static func write(
    _ change: Change, at now: Timestamp, into report: inout ReconcileReport, in db: Database
  ) throws {
    switch change {
    case .load(let campaign):
      try recordLoad(of: campaign, at: now, in: db)
    case .add(let planned, let isTooOld):
      try add(planned, isTooOld: isTooOld, at: now, into: &report, in: db)
    case .update(let row, let planned):
      try update(row, to: planned, at: now, into: &report, in: db)
    case .cancel(let row, let key):
      try db.cachedStatement(
        sql: """
          UPDATE reminder SET state = 'cancelled', reason = 'superseded', changed = ?
          WHERE id = ? AND state = 'scheduled'
          """
      ).execute(arguments: [now.milliseconds, row.id])
      if db.changesCount > 0 { report.cancelled.append(key) }
    }
  }

  private static func add(
    _ planned: PlannedReminder, isTooOld: Bool, at now: Timestamp, into report: inout ReconcileReport,
    in db: Database
  ) throws {
    if !isTooOld {
      let statement = try db.cachedStatement(sql: insertion)
      statement.setUncheckedArguments(planValues(planned, now))
      try statement.execute()
      if db.changesCount > 0 { return report.added.append(planned.key) }
    }
    // It may stand in the outbox with a due time outside the window.
    let known = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, state, reason, due, content FROM reminder WHERE key = ?"),
      arguments: [planned.key.description])
    guard let known else { return report.tooOld += 1 }
    var changes: [Change] = []
    compare(planned, with: knownRow(known), into: &changes, &report)
    for change in changes { try write(change, at: now, into: &report, in: db) }
  }

  private static func update(
    _ row: KnownRow, to planned: PlannedReminder, at now: Timestamp, into report: inout ReconcileReport,
    in db: Database
  ) throws {
    let statement = try db.cachedStatement(sql: revision)
    statement.setUncheckedArguments(planValues(planned, now) + [row.id])
    try statement.execute()
    if db.changesCount == 0 {
      report.unchanged += 1
    } else if row.isSuperseded {
      report.added.append(planned.key)
    } else if row.due != planned.due.milliseconds {
      report.moved.append(.init(key: planned.key, from: instant(row.due), to: planned.due))
    } else {
      report.changed.append(planned.key)
    }
  }

  /// The arguments ?1 to ?16 of ``insertion`` and ``revision``.
  private static func planValues(_ planned: PlannedReminder, _ now: Timestamp) -> StatementArguments {
    [
      planned.key.description, planned.key.campaign, planned.key.unit, planned.nominal.wallSeconds,
      planned.due.milliseconds, planned.expires.milliseconds, planned.condition?.rawValue, planned.digest,
      planned.receiverUnit, planned.endpoint.description, planned.note?.zh, planned.note?.en,
      planned.eventDay.dayNumber, planned.occurrenceEnds.milliseconds, content(of: planned),
      now.milliseconds,
    ]
  }

  private static var insertion: String {
    """
    INSERT INTO reminder (key, campaign, unit, nominal, due, expires, condition, digest, receiver_unit, endpoint,
      note_zh, note_en, event_day, occurrence_ends, content, next, until, changed)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?5, ?6, ?16)
    ON CONFLICT (key) DO NOTHING
    """
  }

  private static var revision: String {
    """
    UPDATE reminder SET campaign = ?2, unit = ?3, nominal = ?4, due = ?5, expires = ?6, condition = ?7, digest = ?8,
      receiver_unit = ?9, endpoint = ?10, note_zh = ?11, note_en = ?12, event_day = ?13, occurrence_ends = ?14,
      content = ?15, state = 'scheduled', next = ?5, until = ?6, reason = NULL, changed = ?16
    WHERE id = ?17 AND key = ?1
      AND (state = 'scheduled' OR state = 'cancelled' AND reason = 'superseded')
    """
  }
}
