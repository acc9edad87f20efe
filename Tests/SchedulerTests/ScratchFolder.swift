import Foundation
import GRDB
import TestSupport

/// A folder in the temporary folder, removed with this object.
final class ScratchFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "campaign-scheduler-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  subscript(name: String) -> String { url.appending(path: name).path }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }

  /// A database of an older version, made of the SQL text that is kept of it.
  func database(fromVersion version: Int, named name: String = "campaign.sqlite") throws -> String {
    let text = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/version-\(version).sql")
    let queue = try DatabaseQueue(path: self[name])
    let schema = try OldDatabase.schema(ofVersion: version)
    try queue.write { try $0.execute(sql: schema + String(contentsOf: text, encoding: .utf8)) }
    try queue.close()
    return self[name]
  }

  /// Overwrites a part of a file.
  func spoil(_ name: String, at offset: UInt64, with bytes: [UInt8]) throws {
    let file = try FileHandle(forWritingTo: url.appending(path: name))
    try file.seek(toOffset: offset)
    try file.write(contentsOf: bytes)
    try file.close()
  }

  func bytes(of name: String) throws -> [UInt8] { Array(try Data(contentsOf: url.appending(path: name))) }
}
