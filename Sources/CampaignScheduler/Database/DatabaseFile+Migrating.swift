import Foundation
import GRDB
import Logging

extension DatabaseFile {
  /// Brings an older file up to date, after a copy of it was put aside.
  static func migrate(_ pool: some DatabaseWriter, _ path: String, _ logger: Logger?) throws {
    let applied = try pool.read { try migrator.appliedIdentifiers($0) }
    guard let first = migrator.migrations.first(where: { !applied.contains($0) }) else { return }
    if !applied.isEmpty {
      if case .running(let holder) = LastStop(databasePath: path) {
        throw DatabaseFault.olderDaemon(path, holder: holder)
      }
      let copy = try keepCopy(of: pool, path, before: first)
      logger?.notice(
        "bringing the database up to date", metadata: ["from": "\(first)", "copy": "\(copy)"])
    }
    try migrator.migrate(pool)
  }

  /// How many copies from before migrations stay.
  private static let keptCopies = 2

  private static func keepCopy(of pool: some DatabaseWriter, _ path: String, before identifier: String) throws
    -> String
  {
    let copy = "\(path).before-\(identifier)"
    let draft = "\(copy).\(ProcessInfo.processInfo.processIdentifier).tmp"
    defer { try? FileManager.default.removeItem(atPath: draft) }
    try? FileManager.default.removeItem(atPath: draft)
    try pool.vacuum(into: draft)
    try publish(draft, as: copy)
    try dropOldCopies(of: path)
    return copy
  }

  /// Gives a finished file its name, durably, readable by its owner only.
  static func publish(_ draft: String, as path: String) throws(DatabaseFault) {
    guard chmod(draft, 0o600) == 0 else { throw .unwritable(draft) }
    try makeDurable(draft)
    guard rename(draft, path) == 0 else { throw .unwritable(path) }
    try makeDurable(URL(filePath: path).deletingLastPathComponent().path)
  }

  /// Copies from before migrations, oldest first.
  static func copies(of path: String) -> [String] {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().path
    let beginning = url.lastPathComponent + ".before-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(beginning) && !$0.hasSuffix(".tmp") }.map { "\(folder)/\($0)" }
      .sorted { (modified($0), $0) < (modified($1), $1) }
  }

  private static func modified(_ path: String) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { return 0 }
    return Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
  }

  private static func dropOldCopies(of path: String) throws {
    for old in copies(of: path).dropLast(keptCopies) { try FileManager.default.removeItem(atPath: old) }
  }
}
