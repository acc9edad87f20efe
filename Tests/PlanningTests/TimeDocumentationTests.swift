import Foundation
import Recurrence
import Testing

@testable import Planning

/// The pages about times and codes say what the program does.
@Suite struct TimeDocumentationTests {
  /// How a phrase is read below a heading about a key.
  static func reading(_ phrase: String, as key: String, _ reader: CampaignReader) -> String? {
    switch key {
    case "date":
      let sides = TimeLanguage.sides(phrase)
      let days = [sides.from, sides.to ?? sides.from].map { day -> String in
        if case .success(let day) = TimeLanguage.monthDay(day) { return "\(day.month)-\(day.day)" }
        if case .success(let date) = TimeLanguage.date(day) { return "\(date)" }
        return "?"
      }
      return days.contains("?") ? nil : days.joined(separator: " to ")
    case "time": return TimeLanguage.hours(phrase).map { "\($0.from) \($0.to.map { "\($0)" } ?? "")" }
    case "due": return TimeLanguage.offset(phrase).map { "\($0)" }
    case "at": return (try? TimeLanguage.timed(phrase).get()).map { "\($0)" }
    case "after": return (try? TimeLanguage.timedSpan(phrase).get()).map { "\($0)" }
    case "hold_within": return TimeLanguage.span(phrase).map { "\($0)" }
    case "expires": return TimeLanguage.duration(phrase).map { "\($0)" }
    case "limit": return TimeLanguage.perMinute(phrase).map { "\($0)" }
    case "target": return reader.amount(phrase).map { "\($0)" }
    case "reporting": return TimeLanguage.basisPoints(phrase).map { "\($0)" }
    case "on":
      return TimeLanguage.monthlyRule(phrase).map { "\($0)" } ?? TimeLanguage.weekday(phrase).map { "\($0)" }
    default: return nil
    }
  }

  @Test(arguments: [Language.zh, .en])
  func `all phrases of a line mean the same`(_ language: Language) throws {
    let definitions = try Fixtures.examples()
    let reader = CampaignReader(
      shared: definitions.shared, templates: definitions.templates, faults: FaultList(file: ""))
    let tables = try DocumentationPage("DaysAndAmounts", language).tables("中文", "English")
    #expect(tables.count == 12)
    for table in tables {
      let key = try #require(table.subject, "line \(table.line)")
      for row in table.rows {
        let phrases = DocumentationPage.codes(in: row[0] + row[1])
        let readings = phrases.map { Self.reading($0, as: key, reader) }
        #expect(!readings.contains(nil) && Set(readings).count == 1, "\(key): \(row[0]) \(row[1])")
      }
    }
  }

  @Test(arguments: [Language.zh, .en])
  func `lunar days fall where the page says`(_ language: Language) throws {
    let table = try #require(try DocumentationPage("DaysAndAmounts", language).tables("日子", "Day").first)
    for row in table.rows {
      let day = try #require(LunarDay(DocumentationPage.codes(in: row[0])[0]), "\(row)")
      for (year, date) in zip(table.header.dropFirst(), row.dropFirst()) {
        let found = try day.date(inLunarYear: try #require(Int(year)))
        #expect(found?.date.description == date, "\(row[0])")
      }
    }
  }

  @Test(arguments: [Language.zh, .en])
  func `rules give the days that the page says`(_ language: Language) throws {
    let table = try #require(try DocumentationPage("DaysAndAmounts", language).tables("规则", "Rule").first)
    for row in table.rows {
      let rule = DocumentationPage.codes(in: row[0])[0]
      let campaign = try #require(
        try Self.campaign("when: {rrule: \"\(rule)\", start: \"\(row[1])\"}\n").campaigns.first, "\(rule)")
      let span = try #require(CivilDate(iso: "2026-01-01"))..<(try #require(CivilDate(iso: "2030-01-01")))
      let days = campaign.occurrences(in: span, workdays: .provisional).map(\.firstDay.description)
      #expect(days.prefix(3).joined(separator: ", ") == row[2], "\(rule)")
    }
  }

  private static func campaign(_ text: String) throws -> Definitions {
    try DocumentationPage.Block(syntax: "yaml", lines: [Substring(text)], line: 0).definitions()
  }

  @Test(arguments: ["CampaignFiles", "DaysAndAmounts"], [Language.zh, .en])
  func `the plan of an example is the one beside it`(_ topic: String, _ language: Language) throws {
    let table = try #require(try DocumentationPage(topic, language).tables("何时", "When").first)
    let definitions = try #require(table.block).definitions()
    let rows = Planner(shared: definitions.shared).rows(of: definitions.campaigns, year: 2026)
    let plan = rows.map { row in
      let noun = CampaignTest.Expectation.Subject(rawValue: row.kind.rawValue)?.noun.text(language) ?? "?"
      return "\(row.local.date) \(row.local.time) \(noun) \(row.kind == .occurrence ? row.campaign : row.id)"
    }
    #expect(plan == table.rows.map { "\($0[0]) \($0[1])" })
  }

  @Test(arguments: [Language.zh, .en])
  func `what is said of the first mistake is printed beside it`(_ language: Language) throws {
    let blocks = try DocumentationPage("FaultCodes", language).blocks
    let fault = try #require(try blocks[0].definitions().diagnostics.first { $0.code.rawValue == "E201" })
    let line = blocks[0].text.split(separator: "\n")[fault.line - 1]
    #expect(DiagnosticPrinter(language: language).text(fault, line: String(line)) == blocks[1].text)
  }

  /// Every code that stands in the sources of the faults.
  static func codes() throws -> Set<String> {
    let folder = Fixtures.repository.appending(path: "Sources/Planning/Faults")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("Fault") && $0.hasSuffix(".swift") }
    var codes: Set<String> = []
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      codes.formUnion(text.matches(of: #/"([EW]\d{3})"/#).map { String($0.1) })
    }
    return codes
  }

  @Test(arguments: [Language.zh, .en])
  func `every code is explained, and shown by an example`(_ language: Language) throws {
    let page = try DocumentationPage("FaultCodes", language)
    let explained = page.tables("代码", "Code").flatMap { table in
      table.rows.compactMap { DocumentationPage.codes(in: $0[0]).first }
    }
    let codes = try Self.codes()
    #expect(codes.count >= 25)
    #expect(Set(explained) == codes)
    #expect(explained.count == codes.count)
    // A vacant post takes a table of contacts: the page about shared files shows it.
    #expect(Set(page.blocks.compactMap(\.code)) == codes.subtracting(["W507"]))
  }
}
