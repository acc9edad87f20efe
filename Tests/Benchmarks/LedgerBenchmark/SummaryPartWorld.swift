import CampaignScheduler
import Foundation
import GRDB
import Ledger
import Planning
import Recurrence
import TestSupport

/// A workspace with a year of ledger.
final class SummaryPartWorld {
  let scheduler: Scheduler
  let sessions: Int
  let entries: Int
  let session: SessionKey
  let month = SessionChoice.span(CivilDate(dayNumber: 20_605)...CivilDate(dayNumber: 20_634))
  private let folder: String
  private let program: String
  private let totals: YearOfLedger.Totals
  private let pool: DatabasePool
  private let isKept: Bool

  init(_ options: BenchmarkOptions) async throws {
    isKept = options.keep != nil
    folder = options.keep ?? NSTemporaryDirectory() + "/ledger-benchmark-\(UUID().uuidString)"
    program =
      URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "campaign").path
    let isNew = !FileManager.default.fileExists(atPath: folder + "/.campaign/campaign.sqlite")
    let units = try Self.writeWorkspace(folder, program, units: options.units)
    let workspace = try Workspace(root: folder)
    pool = try DatabaseFile.open(workspace.databasePath)
    scheduler = Scheduler(workspace: workspace, definitions: try workspace.definitions(), pool: pool)
    var year = YearOfLedger(units: units, year: 2026, seed: 6)
    let at = Timestamp(milliseconds: 1_780_000_000_000)
    let count = options.entries / 5
    var done = 0
    while done < count {
      let batch = (0..<min(5000, count - done)).map { _ in year.session() }
      if isNew { _ = try await scheduler.ledger.enter(batch, at: at.advanced(by: .seconds(done))) }
      done += batch.count
      if isNew, done % 20_000 == 0 { say("\(done) of \(count) sessions") }
    }
    totals = year.totals
    sessions = count
    session = SessionKey(
      occurrence: OccurrenceKey(campaign: "classes", occurrence: "2026"), unit: units[0].id, number: 1)
    if isNew { try await Self.writeFloor(scheduler.ledger, units, pool) }
    entries = try await scheduler.ledger.entryCount()
  }

  deinit { if !isKept { try? FileManager.default.removeItem(atPath: folder) } }

  func summary(_ choice: SessionChoice, of unit: String? = nil) async throws -> Summary {
    let tree = scheduler.current.now.definitions.shared.tree
    return try await scheduler.summary(SummaryScope(choice, unit: unit.flatMap { tree[$0] }))
  }

  /// Fails if the summary is not what the generator reckoned: a fast wrong answer is none.
  func check() async throws {
    let summary = try await summary(.everything)
    guard summary.sessions.count == totals.sessions,
      Dictionary(summary.byMonth.map { ($0.name, $0.count) }, uniquingKeysWith: +) == totals.byMonth,
      summary.people.reporting == totals.reporting,
      summary.people.attendance.total.n?.description
        == totals.attendance.text.split(separator: " ").last.map(String.init)
    else { throw WrongSummary() }
  }

  struct WrongSummary: Error {}

  func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/null")
    process.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(command: arguments.joined(separator: " ")) }
  }

  struct Failed: Error { let command: String }

  // MARK: Files

  /// The sample workspace with so many villages that there are as many units as asked for.
  private static func writeWorkspace(_ folder: String, _ program: String, units: Int) throws -> [(
    id: String, city: String
  )] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
      .standardizedFileURL.path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["Campaigns", "Templates"] where !FileManager.default.fileExists(atPath: "\(folder)/\(name)")
    {
      try FileManager.default.copyItem(atPath: "\(root)/\(name)", toPath: "\(folder)/\(name)")
    }
    let path = "\(root)/Campaigns/shared/units.csv"
    let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let counties = rows.filter { $0[2] == "县" }.map { (id: String($0[0]), city: String($0[3])) }
    let villages = (0..<max(0, units - rows.count + 1)).map { index in
      (id: "v\(index)", county: counties[index % counties.count])
    }
    let lines =
      rows.map { $0.joined(separator: ",") } + villages.map { "\($0.id),第\($0.id)村,村,\($0.county.id),,true," }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: "\(folder)/Campaigns/shared/units.csv", atomically: true, encoding: .utf8)
    return counties + villages.map { ($0.id, $0.county.city) }
  }

  // MARK: The floor

  /// One row a session in plain columns: what somebody would make who needs no certainty and no correction.
  private static func writeFloor(
    _ ledger: LedgerStore, _ units: [(id: String, city: String)], _ pool: DatabasePool
  ) async throws {
    let cities = Dictionary(units, uniquingKeysWith: { first, _ in first })
    let facts = try await ledger.facts(zone: .utc).sessions
    try await pool.write { database in
      try database.execute(
        sql: """
          CREATE TABLE floor (month TEXT, city TEXT, unit TEXT, kind TEXT, task TEXT, attendance INTEGER, served INTEGER,
            given INTEGER, item TEXT)
          """)
      for session in facts {
        let known = { (isAttendance: Bool) in
          session.counts.filter { ($0.measure == .attendance) == isAttendance }.compactMap {
            $0.quantity.n.flatMap { Int($0.description) }
          }.reduce(0, +)
        }
        try database.cachedStatement(sql: "INSERT INTO floor VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
          arguments: [
            session.date.first.map { String($0.description.prefix(7)) }, cities[session.key.unit],
            session.key.unit,
            session.kind, session.keyTask, known(true), known(false),
            session.given.compactMap { $0.quantity.n.flatMap { Int($0.description) } }.reduce(0, +),
            session.given.first?.item,
          ])
      }
    }
  }

  func floor() async throws {
    for column in ["month", "city", "unit", "kind", "task", "item"] {
      _ = try await pool.read { database in
        try Row.fetchAll(
          database,
          sql:
            "SELECT \(column), count(*), sum(attendance), sum(served), sum(given) FROM floor GROUP BY \(column)"
        ).count
      }
    }
  }
}
