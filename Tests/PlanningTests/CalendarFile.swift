import Foundation
import Synchronization

/// An iCalendar file taken apart by its letters alone, for checks of form.
struct CalendarFile {
  /// Physical lines, without their ends.
  let physical: [[UInt8]]
  let lines: [String]

  init(_ text: String) {
    var rest = Array(text.utf8)[...]
    var physical: [[UInt8]] = []
    while let end = rest.firstRange(of: Array("\r\n".utf8)) {
      physical.append(Array(rest[..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    // A last line without an end would be a fault: it is kept, so that a check can see it.
    if !rest.isEmpty { physical.append(Array(rest)) }
    self.physical = physical
    lines = physical.reduce(into: [[UInt8]]()) { lines, line in
      if line.first == 0x20, !lines.isEmpty {
        lines[lines.count - 1] += line.dropFirst()
      } else {
        lines.append(line)
      }
    }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The lines of each component of a name, from BEGIN to END.
  func components(_ name: String) -> [[String]] {
    var found: [[String]] = []
    var isOpen = false
    for line in lines {
      if line == "BEGIN:\(name)" {
        isOpen = true
        found.append([])
      }
      if isOpen { found[found.count - 1].append(line) }
      if line == "END:\(name)" { isOpen = false }
    }
    return found
  }

  /// The event whose row has a name such as `health-day/2026//task//plan/plan`.
  func event(_ row: String) -> [String: String]? {
    components("VEVENT").map(Self.values).first { $0["X-CAMPAIGN-ROW"] == row }
  }

  static func values(_ component: [String]) -> [String: String] {
    Dictionary(
      component.compactMap { line in
        line.firstIndex(of: ":").map { colon in
          (String(line[..<colon].prefix { $0 != ";" }), String(line[line.index(after: colon)...]))
        }
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// An event as python3-icalendar reads it.
struct ReadEvent: Decodable, Hashable {
  let uid: String
  /// A day, or an instant in UTC.
  let start: String
  let end: String
  let days: Int
  let summary: String
  let description: String
  let location: String
  let categories: [String]
  let status: String
  let sequence: Int
  let stamp: String
  let transparent: Bool

  /// The events of a file in the order in which they stand in it.
  static func events(in text: String) async throws -> [ReadEvent] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "feed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "plan.ics")
    try Data(text.utf8).write(to: file)
    let output = try await Validator.run("read_ics.py", [file.path])
    return try output.split(separator: "\n").map {
      try JSONDecoder().decode(ReadEvent.self, from: Data($0.utf8))
    }
  }
}
