import Planning
import Testing

@Suite struct FaultTests {
  @Test(
    arguments: [
      ("01-fullwidth-colon", "E001", 11, 8), ("03-curly-quotes", "E206", 12, 9),
      ("04-float-date", "E201", 10, 27),
      ("07-unknown-key", "E101", 11, 1), ("08-missing", "E102", 3, 1), ("10-bad-offset", "E203", 8, 26),
      ("12-unknown-channel", "E301", 8, 82), ("15-secret-in-file", "E505", 11, 10),
    ])
  func `a faulty example gives its code at its place`(
    _ name: String, _ code: String, _ line: Int, _ column: Int
  ) throws {
    let definitions = try Fixtures.check(
      try Fixtures.bytes("campaigns-bad/\(name).yaml"), name: "\(name).yaml")
    // The examples name a template `t`, which nobody wrote: a fault of its own, beside the one they show.
    let faults = definitions.diagnostics.filter {
      $0.file == "Campaigns/\(name).yaml" && !$0.problem.zh.contains("模板")
    }
    let fault = try #require(faults.first)
    #expect(faults.count == 1)
    #expect(fault.code.rawValue == code)
    #expect((fault.line, fault.column) == (line, column))
    #expect(definitions.campaigns.isEmpty)
  }
}
