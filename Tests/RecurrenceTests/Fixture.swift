import Foundation
import Recurrence
import Testing

/// A file of `Fixtures` beside the tests.
enum Fixture {
  static func text(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Its lines, without empty ones and comments.
  static func lines(_ name: String) throws -> [Substring] {
    try text(name).split(separator: "\n").filter { !$0.hasPrefix("#") }
  }

  /// The working days of 2007 to 2026, as the notices have them.
  static func announcedYears() throws -> WorkdayCalendar {
    WorkdayCalendar(
      announced: try Fixture.lines("rest-days.txt").map { line in
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
        let days = try fields[1...].map { list in
          try list.split(separator: " ").map {
            try #require(CivilDate(iso: "\(fields[0])-\($0.prefix(2))-\($0.suffix(2))"))
          }
        }
        return try AnnouncedYear(
          year: #require(Int(fields[0])), source: "notice of \(fields[0])", off: days[0], work: days[1])
      })
  }
}
