import Foundation
import Testing

/// Every message that a check can give, word for word, in both languages.
@Suite struct FaultGoldenTests {
  @Test(arguments: FaultFixture.all)
  func `a faulty file is told what is wrong with it, in both languages`(_ fixture: FaultFixture) throws {
    let printed = try fixture.printed()
    #expect(printed.contains(": \(fixture.code) "), "its name promises \(fixture.code)")
    let expected = (try? String(contentsOf: fixture.golden, encoding: .utf8)) ?? ""
    guard ProcessInfo.processInfo.environment["RECORD"] == nil else {
      if printed != expected {
        try printed.write(to: fixture.golden, atomically: true, encoding: .utf8)
        Issue.record("recorded anew: \(fixture.golden.lastPathComponent)")
      }
      return
    }
    #expect(printed == expected)
  }

  /// The table of codes in the documentation of campaign files.
  static let codes = [
    "E001", "E101", "E102", "E103", "E201", "E202", "E203", "E204", "E205", "E206", "E207", "E301", "E302",
    "E303",
    "E401", "E505", "W205", "W501", "W502", "W503", "W504", "W506", "W507", "W508",
  ]

  @Test(arguments: codes)
  func `every code of the table is shown by a fixture`(_ code: String) {
    #expect(FaultFixture.all.contains { $0.code == code })
  }

  @Test func `no golden file is left of a fixture that is gone`() throws {
    let goldens = Set(FaultFixture.all.map(\.golden.lastPathComponent))
    let paths = try FileManager.default.subpathsOfDirectory(atPath: FaultFixture.folder.path)
    let found = paths.filter { $0.hasSuffix(FaultFixture.goldenEnding) }.map {
      URL(filePath: $0).lastPathComponent
    }
    #expect(Set(found).subtracting(goldens) == [])
    #expect(found.count == FaultFixture.all.count)
  }
}
