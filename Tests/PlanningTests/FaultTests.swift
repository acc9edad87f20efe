import Planning
import Testing

/// The examples of `campaigns-bad`, each with what it must be told in its first lines.
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

  @Test(
    arguments: [
      "01-fullwidth-colon", "03-curly-quotes", "04-float-date", "07-unknown-key", "08-missing",
      "10-bad-offset",
      "12-unknown-channel", "15-secret-in-file",
    ])
  func `a faulty example is told what its head says`(_ name: String) throws {
    let text = try Fixtures.text("campaigns-bad/\(name).yaml")
    func head(_ key: String) throws -> String {
      let line = text.split(separator: "\n").first { $0.hasPrefix("# \(key): ") }
      return String(try #require(line).dropFirst(key.count + 4))
    }
    let definitions = try Fixtures.check(text, name: "\(name).yaml")
    let fault = try #require(
      definitions.diagnostics.first { $0.file == "Campaigns/\(name).yaml" && !$0.problem.zh.contains("模板") })
    #expect(fault.code.rawValue == (try head("expect")))
    // The head names the line in words; here it stands before the message. Blanks and full stops are a matter of taste.
    let message = try head("message").replacing(#/^第\d+行(第\d+列)?：?/#, with: "")
    let told = Self.letters("\(fault.problem.zh)\(fault.advice.zh)")
    let clauses = message.split { "，；。：？".contains($0) }.map { Self.letters(String($0)) }
    for clause in clauses where !name.hasPrefix("15") {
      #expect(told.contains(clause), "\(clause) in \(told)")
    }
    if name.hasPrefix("15") {
      for word in ["机器人网址", "网址就是密码", "请放到环境变量", "url_from"] { #expect(told.contains(word)) }
    }
  }

  /// Without blanks, and without the punctuation between clauses.
  private static func letters(_ text: String) -> String { text.filter { !" ，；。：？".contains($0) } }
}
