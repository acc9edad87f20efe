import Planning
import Testing

/// Files that attack the reader, and files that an ordinary editor spoils: a message each, no crash.
@Suite struct HostileFileTests {
  private static let head = "format: 1\nid: demo\nname: {zh: 演示, en: Demo}\nkind: outreach\n"

  private func codes(_ text: String) throws -> [String] {
    try Fixtures.check(text).diagnostics.filter { $0.file == "Campaigns/test.yaml" }.map(\.code.rawValue)
  }

  private func codes(_ bytes: [UInt8]) throws -> [String] {
    try Fixtures.check(bytes).diagnostics.filter { $0.file == "Campaigns/test.yaml" }.map(\.code.rawValue)
  }

  @Test func `brackets, blocks and dashes nested without end are refused`() throws {
    #expect(try codes(String(repeating: "[", count: 1_000_000)) == ["E001"])
    #expect(try codes("a: " + String(repeating: "{a: ", count: 10_000)) == ["E001"])
    #expect(try codes(String(repeating: "- ", count: 100_000) + "a") == ["E001"])
    let blocks = (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(try codes(blocks) == ["E001"])
  }

  @Test func `aliases that multiply are refused before they are expanded`() throws {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let uses = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(uses)]\n"
    }
    #expect(try codes(bomb) == ["E001"])
    let one = try codes(Self.head + "basis: &b [x]\nkey_tasks: *b\n")
    #expect(one.contains("E001"))
  }

  @Test func `a file of over a mebibyte is refused`() throws {
    #expect(try codes("# " + String(repeating: "x", count: 1 << 20)) == ["E001"])
  }

  @Test func `brackets are refused by their depth, whatever hides them from a look at the text`() throws {
    // To the parser a comment begins here, in which a quotation mark opens nothing.
    #expect(try codes("a: [b,# '\n" + String(repeating: "[", count: 100_000)) == ["E001"])
  }

  @Test func `a file of very many values is refused where they are too many`() throws {
    let definitions = try Fixtures.check(
      Self.head + "basis: [" + String(repeating: "x,", count: 200_000) + "]\n")
    let faults = definitions.diagnostics.filter { $0.file == "Campaigns/test.yaml" }
    #expect(faults.map(\.problem.zh) == ["文件里的内容超过 200000 项"])
    #expect(faults.first?.line == 5)
  }

  @Test func `of very many errors a hundred are told, and that there are more`() throws {
    let twice = Self.head + String(repeating: "kind: demo\n", count: 20_000)
    let unknown = Self.head + (0..<20_000).map { "k\($0): v\n" }.joined()
    for text in [twice, unknown] {
      let faults = try Fixtures.check(text).diagnostics.filter { $0.file == "Campaigns/test.yaml" }
      #expect(faults.count == 101)
      #expect(faults.count { $0.problem.zh == "错误太多，只列出前 100 个" } == 1)
    }
    #expect(try codes(Self.head + (0..<99).map { "k\($0): v\n" }.joined()).count == 101)
  }

  @Test func `warnings leave room for an error`() throws {
    let parts = (0..<300).map { "  - {id: p\($0), name: n, due: 1 day after, sample_date: true}\n" }.joined()
    let text =
      Self.head + "who: {units: {level: 县, under: gx}}\nwhen: {every: year, date: \"05-29\"}\nparts:\n"
    let found = try codes(text + parts + "targets: {reporting: 很高}\n")
    #expect(found.count { $0 == "W504" } == 300)
    #expect(found.contains("E207"))
  }

  @Test func `a table of units with a fault in every row is told of a hundred`() throws {
    let rows = "id,name,level,parent\ngx,g,自治区,\n" + (0..<5000).map { "u\($0),n,省\($0),gx\n" }.joined()
    let definitions = try Fixtures.check(
      Self.head, adding: [SourceFile(path: "Campaigns/shared/units.csv", bytes: Array(rows.utf8))])
    #expect(definitions.diagnostics.filter { $0.file == "Campaigns/shared/units.csv" }.count == 101)
  }

  @Test func `tasks in a ring of thousands are found`() throws {
    func task(_ number: Int, needs: Int) -> String {
      "  - {id: t\(number), do: x, owner: county.contact, due: 1 day before, needs: [t\(needs)]}\n"
    }
    let head =
      Self.head + "who: {units: {level: 县, under: gx}}\nwhen: {every: year, date: \"05-29\"}\ntasks:\n"
    let chain = (0..<4000).map { task($0, needs: $0 + 1) }.joined()
    #expect(try codes(head + chain + task(4000, needs: 3999)) == ["E302"])
    #expect(
      try codes(head + chain + "  - {id: t4000, do: x, owner: county.contact, due: 1 day before}\n") == [])
  }

  @Test func `GBK is recognised and named`() throws {
    // "id: 演示" in GBK.
    let definitions = try Fixtures.check([0x69, 0x64, 0x3A, 0x20, 0xD1, 0xDD, 0xCA, 0xBE, 0x0A])
    let fault = try #require(definitions.diagnostics.first { $0.file == "Campaigns/test.yaml" })
    #expect(fault.code.rawValue == "E001")
    #expect(fault.problem.zh.contains("GBK"))
    #expect((fault.line, fault.column) == (1, 5))
  }

  @Test func `truncated UTF-8, UTF-16, NUL and an empty file end in messages`() throws {
    #expect(try codes([0x69, 0x64, 0x3A, 0x20, 0xE6, 0xBC]).first == "E001")
    #expect(try codes([0xFF, 0xFE, 0x69, 0x00]).first == "E001")
    #expect(try codes([0x69, 0x00, 0x3A]).first == "E001")
    #expect(try codes("").first == "E102")
  }

  @Test func `a byte order mark and Windows line ends change nothing`() throws {
    let text = try Fixtures.text("workspace/Campaigns/member-day-529.yaml")
    let plain = try Fixtures.check(text)
    let windows = try Fixtures.check([0xEF, 0xBB, 0xBF] + Array(text.replacing("\n", with: "\r\n").utf8))
    #expect(windows.campaigns == plain.campaigns)
    #expect(windows.campaigns.count == 1)
  }

  @Test(arguments: ["\tid: x", "id: x\n\tkind: y"])
  func `a tab is named`(_ text: String) throws {
    let definitions = try Fixtures.check(text)
    #expect(
      definitions.diagnostics.contains {
        $0.code.rawValue == "E001" && $0.problem.en?.contains("tab") == true
      })
  }

  @Test func `a key written twice names both lines and the rest is still checked`() throws {
    let text = Self.head + "kind: visit\nremainders: []\n"
    let definitions = try Fixtures.check(text)
    let fault = try #require(definitions.diagnostics.first { $0.code.rawValue == "E103" })
    #expect((fault.line, fault.column) == (5, 1))
    #expect(fault.problem.zh.contains("第 4 行") && fault.problem.zh.contains("第 5 行"))
    #expect(definitions.diagnostics.contains { $0.code.rawValue == "E101" })
  }

  @Test(
    arguments: [
      ("when: {every: year, date: \"02-30\"}", "E202"), ("when: {every: year, date: \"02-29\"}", "E202"),
      ("when: {every: year, date: \"05-29\", time: \"25:00\"}", "E204"),
      ("when: {every: year, date: \"05-29\", time: \"9：07\"}", "E204"),
      ("when: {every: year}", "E102"), ("when: {lunar: 正月卅五}", "E202"),
      ("when: {rrule: FREQ=NEVER, start: \"2026-01-01T09:00\"}", "E205"),
      ("when: {every: year, date: \"05-29\", lunar: 除夕}", "E103"),
      ("when: {every: year, dates: 08-07 to 08-01}", "E202"),
      ("when: {every: year, date: \"05-29\", zone: Mars/Base}", "E301"),
      ("when: {every: year, once: \"2026-05-29\"}", "E103"),
      ("when: {every: year, date: \"05-29\", start: \"2026-01-01\"}", "E102"),
    ])
  func `a wrong time has its code`(_ when: String, _ code: String) throws {
    #expect(try codes(Self.head + "who: {units: {level: 县, under: gx}}\n" + when + "\n") == [code])
  }

  @Test(arguments: [
    ("rrule: FREQ=MONTHLY;BYMONTHDAY=15,32", "32"), ("rrule: \"FREQ=MONTHLY;BYMONTHDAY=32\"", "32"),
    ("rrule: FREQ=WEEKLY;BYDAY=MO,MOO", "MOO"), ("rrule: FREQ=每月", "每月"),
    ("rrule: FREQ=WEEKLY;BYDAY=2TU", "2TU"),
  ])
  func `a wrong rule is pointed at where its wrong value stands`(_ line: String, _ value: String) throws {
    let text =
      Self.head + "who: {units: {level: 县, under: gx}}\nwhen:\n  \(line)\n  start: \"2026-01-01T09:00\"\n"
    let fault = try #require(try Fixtures.check(text).diagnostics.first { $0.code.rawValue == "E205" })
    let typed = text.split(separator: "\n", omittingEmptySubsequences: false)[fault.line - 1]
    #expect(typed.dropFirst(fault.column - 1).prefix(fault.length) == value)
    #expect(fault.problem.zh.contains("重复规则不对") && fault.advice.text(.en).contains("as in"))
  }

  @Test(
    arguments: [
      ("who: {units: {level: 省, under: gx}}", "E301"), ("who: {units: {level: 县, under: guilinn}}", "E301"),
      (
        "tasks: [{id: a, do: x, owner: county.contact, due: 1 day before, needs: [b]}, {id: b, do: y, owner: county.contact, due: 1 day before, needs: [a]}]",
        "E302"
      ),
      (
        "tasks: [{id: a, do: x, owner: county.contact, due: 1 day before}, {id: a, do: y, owner: county.contact, due: 1 day before}]",
        "E303"
      ),
      ("chase: [{after: 1 workday, to: county.contact, channel: county-groups, template: overdue}]", "E401"),
      (
        "reminders: [{id: r, at: \"1 day before, 09:07\", of: each part, to: county.contact, channel: county-groups, template: today}]",
        "E401"
      ),
      ("materials: [{id: m, name: 资料, unit: 份, plan: 许多}]", "E207"), ("targets: {reporting: 很高}", "E207"),
      ("tasks: [{id: a, do: x, owner: contact, due: 1 day before}]", "E301"),
      ("years: {\"2026\": {date: \"2027-05-28\"}}", "E202"),
      (
        "report: {due: 5 workdays after}\nchase: [{after: on the day, to: county.contact, channel: county-groups, template: overdue}]",
        "E203"
      ),
      ("# https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000", "E505"),
    ])
  func `what does not fit has its code`(_ line: String, _ code: String) throws {
    let who = line.hasPrefix("who") ? "" : "who: {units: {level: 县, under: gx}}\n"
    let text = Self.head + who + "when: {every: year, date: \"05-29\"}\n" + line + "\n"
    #expect(try codes(text) == [code])
  }

  @Test func `a secret is found in a long file with Windows line ends, in its line`() throws {
    let filler = Array(repeating: "# \(String(repeating: "说明", count: 40))", count: 200)
    let secret = "# https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000"
    let definitions = try Fixtures.check((filler + [secret] + filler).joined(separator: "\r\n"))
    let fault = try #require(definitions.diagnostics.first { $0.code.rawValue == "E505" })
    #expect((fault.line, fault.column) == (201, 3))
  }

  @Test func `what moves a cursor is shown and does not act`() throws {
    let definitions = try Fixtures.check("\u{1B}[31mformat\u{202E}: 1\n")
    for language in Language.allCases {
      let printer = DiagnosticPrinter(language: language)
      let shown = definitions.diagnostics.map { printer.text($0, line: "\u{1B}[31mformat\u{202E}: 1") }
        .joined()
      #expect(!shown.isEmpty && !shown.contains("\u{1B}") && !shown.contains("\u{202E}"))
    }
  }

  @Test func `a table of many wrong rows is told about them in time`() throws {
    let rows = (0..<20_000).map { "x\($0)镇,contact,甲" }
    let table = (["unit,role,person"] + rows).joined(separator: "\n")
    let definitions = try Fixtures.check(
      "", adding: [SourceFile(path: "Campaigns/shared/contacts.csv", bytes: Array(table.utf8))])
    let faults = definitions.diagnostics.filter { $0.file.hasSuffix("contacts.csv") }
    #expect(faults.count { $0.code.rawValue == "E301" } == 100)
    #expect(faults.last?.problem.zh == "错误太多，只列出前 100 个")
  }
}
