import Foundation
import GRDB
import Ledger
import Planning
import Recurrence
import TestSupport

/// Imports of large tables, beside a Python program that reads the same file and writes as many rows into SQLite.
struct ImportBenchmark {
  let rows: Int

  func run(into report: inout BenchmarkReport) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "ledger-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(folder)
    for name in ["signin.csv", "signin-remarks.csv", "signin-gb18030.csv", "signin.xlsx", "chain.txt"] {
      let file = folder.appending(path: name).path
      guard FileManager.default.fileExists(atPath: file) else { continue }
      let peer = try Self.peer("signin", file, folder)
      let time = try await importing(file, isList: true, folder)
      report.add(
        "import \(rows) signatures from \(name)", time, peer: peer, limit: .seconds(2))
    }
    let file = folder.appending(path: "events.csv").path
    let peer = try Self.peer("events", file, folder)
    let time = try await importing(file, isList: false, folder)
    report.add("import \(rows) sessions from events.csv", time, peer: peer)
  }

  private func write(_ folder: URL) throws {
    var generator = SeededGenerator(seed: 629)
    var signatures = "签到表\n序号,姓名,村（社区）,联系电话,来了几人,备注\n"
    var events = "序号,单位,日期,活动,人数,宣传资料（份）\n"
    var remarks = "签到表\n序号,姓名,村（社区）,联系电话,来了几人,备注\n"
    var chain = "#接龙\n健康讲座\n"
    let said = ["", "", "", "带孩子", "实到2", "志愿者", "晚到", "孩子3岁", "已领手册"]
    let company = ["", "1人", "2人", "+1", "3大1小", "带孩子", "和家人", "2"]
    let family = Array("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
    let units = ["叠彩区", "七星区", "田阳区", "朝阳社区"]
    for row in 1...rows {
      let name = String((0..<3).compactMap { _ in family.randomElement(using: &generator) })
      let count = Int.random(in: 1...5, using: &generator)
      signatures += "\(row),\(name),朝阳社区第\(row % 400)组,129\(10_000_000 + row),\(count),\n"
      let day = CivilDate(year: 2020, month: 1, day: 1)?.adding(days: row % 2000).description ?? ""
      let remark = said.randomElement(using: &generator) ?? ""
      remarks += "\(row),\(name),朝阳社区第\(row % 400)组,129\(10_000_000 + row),\(count),\(remark)\n"
      chain += "\(row). \(name) \(company.randomElement(using: &generator) ?? "")\n"
      events += "\(row),\(units[row % 4]),\(day),健康讲座\(row),\(count * 17),\(count * 100)余\n"
    }
    let files = [
      "signin.csv": signatures, "signin-remarks.csv": remarks, "chain.txt": chain, "events.csv": events,
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try Self.python("make", folder.path)
  }

  private func importing(_ file: String, isList: Bool, _ folder: URL) async throws -> Duration {
    let path = folder.appending(path: "\(UUID().uuidString).sqlite").path
    let pool = try DatabasePool(path: path)
    var migrator = DatabaseMigrator()
    LedgerMigrations.register(in: &migrator)
    try migrator.migrate(pool)
    let store = LedgerStore(pool)
    let now = Timestamp(milliseconds: 1_780_000_000_000)
    var options = TableOptions()
    if isList {
      let day = SessionDate(.unknown(notAfter: nil))
      options.session = try await store.addSession(
        Session(title: "课", date: day, status: .planned), occurrence: nil, unit: "diecai", by: "b", at: now
      ).key
    }
    let context = TableContext(
      units: try smallRegion(), today: CivilDate(year: 2026, month: 6, day: 1) ?? .max
    ) { _, _ in
      .noCampaign
    }
    let clock = ContinuousClock()
    let start = clock.now
    let report = try await store.importTable(at: file, context, options, by: "b", at: now)
    let time = clock.now - start
    guard report.accepted == rows else { throw BenchmarkFault.lost(rows - report.accepted) }
    return time
  }

  enum BenchmarkFault: Error {
    case lost(Int)
    case peer(Int32)
  }

  // MARK: The peer

  private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Peers/peer.py")

  private static func peer(_ kind: String, _ file: String, _ folder: URL) throws -> Duration? {
    guard file.hasSuffix(".csv") else { return nil }
    let text = try python(kind, file, folder.appending(path: "\(UUID().uuidString).sqlite").path)
    return Double(text.trimmingCharacters(in: .whitespacesAndNewlines)).map {
      .milliseconds(Int64($0 * 1000))
    }
  }

  @discardableResult
  private static func python(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script.path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchmarkFault.peer(process.terminationStatus) }
    return String(decoding: output, as: UTF8.self)
  }
}
