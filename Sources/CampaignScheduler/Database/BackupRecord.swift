import Foundation
import Planning
public import Recurrence

/// When a database was backed up last, and where to: a line in a file beside it, for whoever asks how old the backup is.
public struct BackupRecord: Hashable, Sendable {
  public let at: Timestamp
  public let path: String

  public init(at: Timestamp, path: String) {
    // Whole seconds, as instants are read.
    self.at = Timestamp(milliseconds: at.milliseconds - at.milliseconds % 1000)
    self.path = path
  }

  /// Nil if there was none.
  public init?(beside databasePath: String) {
    guard let text = try? Workspace.textIfThere(Self.path(databasePath)),
      let space = text.firstIndex(of: " "), let at = Timestamp(iso: String(text[..<space]))
    else { return nil }
    self.at = at
    path = text[text.index(after: space)...].trimmingCharacters(in: .newlines)
  }

  public func write(beside databasePath: String) throws {
    try Workspace.write("\(at) \(path)\n", to: Self.path(databasePath))
  }

  private static func path(_ databasePath: String) -> String { databasePath + ".last-backup" }
}
