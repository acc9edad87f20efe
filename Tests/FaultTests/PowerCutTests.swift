import CampaignScheduler
import Foundation
import GRDB
import TestSupport
import Testing

/// Scenario 5: what was acknowledged survives a power cut at any moment.
///
/// The program acknowledges in three ways: a request that goes out says that its attempt is on record, a line on
/// standard output says how an attempt ended, and `record` prints the entry that it has made.
@Suite struct PowerCutTests {
  static let images = 1_200

  @Test(.preparedMachine, .timeLimit(.minutes(5)), arguments: [UInt64(5)])
  func `5: no power cut loses what was acknowledged, and none damages the file`(seed: UInt64) async throws {
    let scene = try FaultScene(reminders: 120, then: .after(.milliseconds(10), .ok))
    let disk = try await PreloadedDisk(watching: scene.workspace.root.appending(path: ".campaign"))
    defer { disk.remove() }
    let log = try await record(scene, disk)
    #expect(try scene.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger_entry") ?? 0 } >= 2)
    let losses = try await cut(log, seed: seed)
    print("5: \(log.operations.count) operations, \(log.syncs) syncs, seed \(seed): \(losses)")
    #expect(losses.images == Self.images)
    #expect(losses.acknowledged > 10_000)
    #expect(losses.lost == 0 && losses.corrupt == 0, "\(losses)")
    _ = try await scene.expectSound { $0.mostArrivals = 2 }
    // The method itself: without the syncs of the write-ahead log it must find what is lost.
    let careless = try await cut(log.withoutSyncs(of: "campaign.sqlite-wal"), seed: seed)
    print("5: without syncs of the log: \(careless)")
    #expect(careless.lost > Self.images / 10)
  }

  @Test func `5: the connection that writes reads synchronous=FULL back`() throws {
    let scene = try FaultScene(reminders: 1)
    for isBrief in [false, true] {
      let pool = try DatabaseFile.openAsFarAsPossible(scene.database, isBrief: isBrief)
      #expect(try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
      #expect(
        try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }
  }

  /// A life with a crash, commands beside the daemon, and the checkpoints at the ends.
  private func record(_ scene: FaultScene, _ disk: PreloadedDisk) async throws -> DiskLog {
    scene.environment = disk.environment
    scene.arguments = ["--json"]
    #expect(try await scene.passOnce(crashAt: "before-settle:3").signal == SIGKILL)
    for county in 1...2 {
      let run = try await scene.run("record", "day/once/county-\(county)/1", "--attended", "58 人")
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    #expect(try await scene.passOnce().exitCode == 0)
    (scene.environment, scene.arguments) = ([:], [])
    return try DiskLog(contentsOf: disk.log)
  }

  struct Losses: CustomStringConvertible {
    var images = 0
    /// Summed over all images.
    var acknowledged = 0
    /// Images in which something acknowledged is missing.
    var lost = 0
    var corrupt = 0
    var first: String?

    var description: String {
      "\(images) images, \(acknowledged) acknowledgements, \(lost) with losses, \(corrupt) damaged\(first.map { "; first: \($0)" } ?? "")"
    }
  }

  /// Cuts the power at random moments and looks at what is left.
  private func cut(_ log: DiskLog, seed: UInt64) async throws -> Losses {
    var random = SeededGenerator(seed: seed)
    var moments: [Int: Int] = [:]
    for _ in 0..<Self.images {
      moments[Int.random(in: 1...log.operations.count, using: &random), default: 0] += 1
    }
    let folder = URL(filePath: "/dev/shm").appending(path: "campaign-image-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var (disk, promises, losses) = (DiskState(), Promises(), Losses())
    for (index, operation) in log.operations.enumerated() {
      disk.apply(operation)
      promises.take(operation)
      for _ in 0..<(moments[index + 1] ?? 0) {
        let cut = DiskState.Cut.allCases.randomElement(using: &random) ?? .whole
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (file, content) in disk.files(after: cut, &random) {
          try content.write(to: folder.appending(path: file))
        }
        losses.images += 1
        losses.acknowledged += promises.count
        let wrong = Self.examine(folder, promises)
        losses.lost += wrong.missing > 0 ? 1 : 0
        losses.corrupt += wrong.fault == nil ? 0 : 1
        if losses.first == nil, wrong.missing > 0 || wrong.fault != nil {
          losses.first = "\(cut) after operation \(index + 1): \(wrong)"
        }
      }
    }
    return losses
  }

  private static func examine(_ folder: URL, _ promises: Promises) -> (missing: Int, fault: String?) {
    let path = folder.appending(path: "campaign.sqlite").path
    guard promises.count > 0 || FileManager.default.fileExists(atPath: path) else { return (0, nil) }
    do {
      return try DatabaseQueue(path: path).read { db in
        let check = try String.fetchAll(db, sql: "PRAGMA integrity_check")
        guard check == ["ok"] else { return (promises.count, check.first ?? "nothing") }
        guard promises.count > 0 else { return (0, nil) }
        return (try promises.missing(in: db), nil)
      }
    } catch {
      // Before the first table was made nothing was promised.
      return (promises.count, promises.count > 0 ? "\(error)" : nil)
    }
  }
}

/// What a program has told the world, so that its database must hold it.
private struct Promises {
  private var sent: Set<String> = []
  private var delivered: Set<String> = []
  private var entries: Set<String> = []

  var count: Int { sent.count + delivered.count + entries.count }

  mutating func take(_ operation: DiskLog.Operation) {
    switch operation {
    case .sent(let data):
      let text = String(decoding: data, as: UTF8.self)
      if let match = text.firstMatch(of: #/"data":\{"key":"([^"]+)"/#) { sent.insert(String(match.1)) }
    case .printed(let data):
      for object in CommandRun(output: String(decoding: data, as: UTF8.self)).json {
        if object["outcome"] as? String == "delivered", let key = object["key"] as? String {
          delivered.insert(key)
        }
        if let entry = object["entry"] as? String { entries.insert(entry) }
      }
    default: break
    }
  }

  func missing(in db: Database) throws -> Int {
    let attempted = try String.fetchSet(
      db, sql: "SELECT key FROM reminder WHERE id IN (SELECT reminder FROM attempt)")
    let done = try String.fetchSet(db, sql: "SELECT key FROM reminder WHERE state = 'delivered'")
    let recorded = try String.fetchSet(db, sql: "SELECT origin || '-' || number FROM ledger_entry")
    return sent.subtracting(attempted).count + delivered.subtracting(done).count
      + entries.subtracting(recorded).count
  }
}
