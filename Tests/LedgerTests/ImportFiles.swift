import Foundation
import Ledger
import Planning
import Recurrence
import TestSupport

/// Files for imports, beside the tests and made by them.
enum ImportFiles {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/import")

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  /// A temporary folder, gone afterwards.
  static func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }

  static func write(_ text: String, to folder: URL, as name: String = "table.csv") throws -> String {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Runs a script of the fixtures.
  static func run(_ script: String, in folder: URL) async throws {
    let process = try ProcessUnderTest(
      ["python3", path(script), folder.path], of: URL(filePath: "/usr/bin/env"), in: folder)
    guard try await process.ended().exitCode == 0 else { throw CocoaError(.fileReadUnknown) }
  }
}

extension LedgerStore {
  static let importDay = CivilDate(year: 2026, month: 6, day: 30)!

  /// Imports into the small region as of 30 June 2026, where the only campaign is 会员日, held on 29 May each year.
  func importTable(
    _ path: String, _ options: TableOptions = TableOptions(), remembered: [String: String] = [:]
  ) async throws -> ImportReport {
    let context = TableContext(units: try smallRegion(), remembered: remembered, today: Self.importDay) {
      word, date in
      guard word == "会员日" else { return .noCampaign }
      guard let day = date.first, day.month == 5 else {
        return .refused(BilingualText(zh: "没有这一届", en: "no such edition"))
      }
      return .found(OccurrenceKey(campaign: "member-day-529", occurrence: "\(day.year)"))
    }
    return try await importTable(at: path, context, options, by: "导入", at: noon)
  }

  /// The options for a list of a session of 叠彩区 on a day, which is added for it.
  func listOptions(on day: String = "2026-07-12") async throws -> TableOptions {
    let added = try await addSession(lecture(on: day), occurrence: nil, unit: "diecai", by: "导入", at: noon)
    return TableOptions(session: added.key)
  }
}
