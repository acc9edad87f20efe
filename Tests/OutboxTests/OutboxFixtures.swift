import Foundation
import GRDB
import Logging
import Outbox
import Planning
import Recurrence
import Synchronization

/// An outbox in a temporary folder, opened as the program opens it, and removed with this object.
final class TemporaryOutbox: Sendable {
  let folder: URL
  let pool: DatabasePool
  let store: OutboxStore

  /// - Parameter busy: What to do while another connection writes.
  init(
    busy: Database.BusyMode = .timeout(5), faultPoint: @escaping @Sendable (FaultPoint) -> Void = { _ in }
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "outbox-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    pool = try TemporaryOutbox.open(folder, busy: busy)
    store = OutboxStore(pool, faultPoint: faultPoint)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// A second connection to the same file: another process, or the same program after a crash.
  func reopened() throws -> OutboxStore {
    OutboxStore(try TemporaryOutbox.open(folder, busy: .timeout(5)))
  }

  func reconcile(_ plan: [PlannedReminder], at now: String) async throws -> ReconcileReport {
    try await store.reconcile(plan, over: everything, keeping: [], at: instant(now))
  }

  private static func open(_ folder: URL, busy: Database.BusyMode) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = busy
    let pool = try DatabasePool(
      path: folder.appending(path: "campaign.sqlite").path, configuration: configuration)
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    var migrator = DatabaseMigrator()
    OutboxMigrations.register(in: &migrator)
    try migrator.migrate(pool)
    return pool
  }
}

/// Answers as its script says, and remembers what it was asked.
final class ScriptedSender: ReminderSender {
  private let sent = Mutex<[ClaimedReminder]>([])
  private let script: @Sendable (ClaimedReminder) async -> DeliveryReport

  init(_ script: @escaping @Sendable (ClaimedReminder) async -> DeliveryReport = { _ in .init(.delivered) }) {
    self.script = script
  }

  var requests: [ClaimedReminder] { sent.withLock { $0 } }
  var units: [String] { requests.map(\.key.unit) }

  func send(_ reminder: ClaimedReminder) async -> DeliveryReport {
    sent.withLock { $0.append(reminder) }
    return await script(reminder)
  }
}

/// Keeps what is logged at warning or above.
final class LogBook: Sendable {
  private let lines = Mutex<[String]>([])
  /// Called with each line as it is logged.
  private let listener: @Sendable (String) -> Void

  init(listener: @escaping @Sendable (String) -> Void = { _ in }) {
    self.listener = listener
  }

  var messages: [String] { lines.withLock { $0 } }
  var logger: Logger { Logger(label: "test") { _ in Handler(book: self) } }

  func append(_ line: String) {
    lines.withLock { $0.append(line) }
    listener(line)
  }

  private struct Handler: LogHandler {
    let book: LogBook
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      book.append("\(event.message)")
    }
  }
}

/// A clock on which no sleep ever ends but by cancellation.
struct StoppedClock: WallClock {
  let now: Timestamp

  func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    while true { try await ContinuousClock().sleep(for: .seconds(3600)) }
  }
}

let everything = instant("2020-01-01T00:00:00Z")..<instant("2100-01-01T00:00:00Z")

/// Reads a literal of a test.
func instant(_ iso: String) -> Timestamp {
  guard let instant = Timestamp(iso: iso) else { preconditionFailure("not an instant: \(iso)") }
  return instant
}

func key(_ unit: String, campaign: String = "member-day", rule: String = "kickoff") -> ReminderKey {
  ReminderKey(
    campaign: campaign, occurrence: "2026", part: nil, unit: unit, rule: rule, receiver: "county.contact",
    channel: "groups")
}

/// A reminder of a county by the county's own robot, due on the day before the member day and good for a day.
func planned(
  _ unit: String, campaign: String = "member-day", rule: String = "kickoff",
  due: String = "2026-05-28T01:07:00Z",
  expires: Duration = .seconds(86_400), condition: SendCondition? = nil, endpoint: String? = nil,
  note: BilingualText? = nil, ends: String = "2026-05-29T16:00:00Z"
) -> PlannedReminder {
  PlannedReminder(
    key: key(unit, campaign: campaign, rule: rule),
    nominal: CivilDateTime(CivilDate(dayNumber: 20_601), CivilTime(secondsOfDay: 32_820)),
    due: instant(due), expires: instant(due).advanced(by: expires), condition: condition, digest: false,
    receiverUnit: unit, endpoint: EndpointID(channel: "groups", unit: endpoint ?? unit), note: note,
    eventDay: CivilDate(dayNumber: 20_602), occurrenceEnds: instant(ends))
}

func message(_ reminder: DueReminder) -> Preparation {
  .send(Message(title: "Member day", text: "For \(reminder.key.unit)"))
}

/// Counts words from several tasks.
final class Tally: Sendable {
  private let words = Mutex<[String: Int]>([:])

  var counts: [String: Int] { words.withLock { $0 } }

  /// - Returns: How often it has been counted now.
  @discardableResult
  func add(_ word: String) -> Int {
    words.withLock { words in
      words[word, default: 0] += 1
      return words[word, default: 0]
    }
  }
}
