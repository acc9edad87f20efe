import Foundation

/// Databases as older versions made them.
public enum OldDatabase {
  /// The statements that made the tables of a version; what was in them is up to the test.
  public static func schema(ofVersion version: Int) throws -> String {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return try String(contentsOf: fixtures.appending(path: "schema-\(version).sql"), encoding: .utf8)
  }
}
