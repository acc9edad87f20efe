import GRDB
import Planning
import Recurrence

/// A row that this version cannot read: written by a newer one, or damaged.
struct UnreadableRow: Error, CustomStringConvertible {
  let key: String

  var description: String { "the outbox row '\(key)' is not readable; was it written by a newer version?" }
}

extension OutboxStore {
  /// What ``planned(_:)``, ``state(_:)`` and ``dueReminder(_:)`` read, in a `SELECT` from `reminder`.
  static let columns = """
    id, key, nominal, due, expires, condition, digest, receiver_unit, endpoint, note_zh, note_en, event_day,
    occurrence_ends, content, state, next, until, attempt, attempts_before, may_be_repeat, lease_until, reason,
    detail, changed
    """

  static func planned(_ row: Row) throws -> PlannedReminder {
    let text: String = row[1]
    guard let key = ReminderKey(text) else { throw UnreadableRow(key: text) }
    return PlannedReminder(
      key: key,
      nominal: CivilDateTime(wallSeconds: row[2]),
      due: instant(row[3]),
      expires: instant(row[4]),
      condition: (row[5] as String?).flatMap(SendCondition.init(rawValue:)),
      digest: row[6],
      receiverUnit: row[7],
      endpoint: endpoint(row[8]),
      note: (row[9] as String?).map { BilingualText(zh: $0, en: row[10]) },
      eventDay: CivilDate(dayNumber: row[11]),
      occurrenceEnds: instant(row[12]))
  }

  static func state(_ row: Row) throws -> ReminderState {
    switch ReminderState.Name(rawValue: row[14]) {
    case .scheduled: return .scheduled
    case .sending: return .sending(Lease(attempt: row[17], until: instant(row[20])))
    case .retryable: return .retryable(due: instant(row[15]))
    case .delivered: return .delivered
    case .discarded:
      if let reason = DiscardReason(name: row[21], detail: row[22]) { return .discarded(reason) }
    case .cancelled: return .cancelled
    case nil: break
    }
    throw UnreadableRow(key: row[1])
  }

  static func dueReminder(_ row: Row) throws -> DueReminder {
    DueReminder(
      planned: try planned(row), state: try state(row), attempts: row[17], attemptsBefore: row[18],
      next: instant(row[15]), until: instant(row[16]), mayBeRepeat: row[19], row: row[0], content: row[13])
  }

  /// Reads `next, id, endpoint`.
  static func waitingReminder(_ row: Row) -> WaitingReminder {
    WaitingReminder(place: .init(next: instant(row[0]), row: row[1]), endpoint: endpoint(row[2]))
  }

  static func instant(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  /// A hash of all that a plan says of a reminder besides its key and its due time, so that an unchanged plan is
  /// recognised without reading every column.
  static func content(of planned: PlannedReminder) -> Int64 {
    var hash = StableHash()
    hash.combine(planned.nominal.wallSeconds)
    hash.combine(planned.expires.milliseconds)
    hash.combine(planned.condition?.rawValue ?? "")
    hash.combine(planned.digest ? 1 : 0)
    hash.combine(planned.receiverUnit)
    hash.combine(planned.endpoint.description)
    hash.combine(planned.note?.zh ?? "")
    hash.combine(planned.note?.en ?? "")
    hash.combine(Int64(planned.eventDay.dayNumber))
    hash.combine(planned.occurrenceEnds.milliseconds)
    return Int64(bitPattern: hash.value)
  }
}
