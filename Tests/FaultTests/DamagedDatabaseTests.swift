import Foundation
import GRDB
import TestSupport
import Testing

/// Scenario 8: a damaged file is refused and kept; none is made anew in its place.
@Suite struct DamagedDatabaseTests {
  enum Damage: String, CaseIterable {
    case header, schema, middle, half, empty, textInstead

    func apply(to bytes: Data) -> Data {
      var bytes = bytes
      let garbage = Data((0..<64).map { UInt8(truncatingIfNeeded: $0 * 37 ^ 0xA5) })
      switch self {
      case .header: bytes.replaceSubrange(0..<16, with: Data("SQLite form\u{0}t 3".utf8.prefix(16)))
      case .schema: bytes.replaceSubrange(100..<164, with: garbage)
      case .middle:
        // The head of every page but the first: whatever lies there can't be read.
        for page in 1..<bytes.count / 4096 {
          bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: garbage)
        }
      case .half: bytes = bytes.prefix(bytes.count / 2 / 512 * 512 + 100)
      case .empty: bytes = Data()
      case .textInstead: bytes = Data("no database\n".utf8) + bytes.dropFirst(4096)
      }
      return bytes
    }
  }

  @Test(arguments: Damage.allCases)
  func `8: a damaged database is refused with its name and what to do, and left as it is`(_ damage: Damage)
    async throws
  {
    let scene = try await crashed()
    // Only the file itself is left, whole, so that nothing heals it.
    try scene.fold()
    let url = URL(filePath: scene.database)
    let damaged = damage.apply(to: try Data(contentsOf: url))
    try damaged.write(to: url)
    let arrived = scene.server.arrivals.count
    let run = try await scene.run("daemon", "--once")
    #expect(run.exitCode == 74, "\(run.exitCode): \(run.errors)")
    #expect(run.errors.contains("campaign.sqlite") && run.errors.contains("damaged"), "\(run.errors)")
    #expect(run.errors.contains("backup"))
    #expect(try Data(contentsOf: url) == damaged)
    #expect(scene.server.arrivals.count == arrived, "nothing is sent on the word of a damaged file")
  }

  @Test func `8: a write-ahead log without its database is kept, and no new database takes its place`()
    async throws
  {
    let scene = try await crashed()
    try FileManager.default.removeItem(atPath: scene.database)
    let log = try Data(contentsOf: URL(filePath: scene.database + "-wal"))
    #expect(!log.isEmpty)
    let run = try await scene.run("daemon", "--once")
    #expect(run.exitCode == 74)
    #expect((try? Data(contentsOf: URL(filePath: scene.database + "-wal"))) == log)
  }

  /// SQLite reads a log up to its first frame that is not whole, as after a power cut; nothing tells that from damage.
  @Test(arguments: [true, false])
  func `8: a damaged or truncated write-ahead log repeats what it forgot, and loses no reminder`(
    isTruncated: Bool
  ) async throws {
    let scene = try await crashed()
    let url = URL(filePath: scene.database + "-wal")
    var log = try Data(contentsOf: url)
    let middle = log.count / 2
    if isTruncated {
      log = log.prefix(middle)
    } else {
      log.replaceSubrange(middle..<middle + 64, with: Data(repeating: 0x5A, count: 64))
    }
    try log.write(to: url)
    try? FileManager.default.removeItem(atPath: scene.database + "-shm")
    let run = try await scene.passOnce()
    #expect(run.exitCode == 0, "\(run.errors)")
    _ = try await scene.expectSound { $0.mostArrivals = 2 }
  }

  /// A daemon that was killed with half of its reminders sent.
  private func crashed() async throws -> FaultScene {
    let scene = try FaultScene(reminders: 300)
    #expect(try await scene.passOnce(crashAt: "after-settle").signal == SIGKILL)
    return scene
  }
}

extension FaultScene {
  /// Brings the write-ahead log into the database and removes it.
  func fold() throws {
    _ = try DatabaseQueue(path: database).writeWithoutTransaction { try $0.checkpoint(.truncate) }
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + suffix) }
  }
}
