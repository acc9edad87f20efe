import Foundation
import Testing

@testable import Planning

@Suite struct FormatterTests {
  static func format(_ text: String, keys: Language? = nil, levels: [Level] = []) throws -> String {
    try CampaignFormatter(keys: keys, levels: levels).format(
      SourceFile(path: "Campaigns/test.yaml", bytes: Array(text.utf8)))
  }

  struct Rule: CustomTestStringConvertible {
    let name: String
    let before: String
    let after: String
    var testDescription: String { name }
  }

  static let rules = [
    Rule(name: "Windows line ends", before: "id: a\r\nkind: b\r\n", after: "id: a\nkind: b\n"),
    Rule(name: "one line end at the end", before: "id: a", after: "id: a\n"),
    Rule(name: "no empty lines at the ends", before: "\n\nid: a\n\n\n", after: "id: a\n"),
    Rule(name: "one empty line in a row", before: "id: a\n\n \n\nkind: b\n", after: "id: a\n\nkind: b\n"),
    Rule(name: "no blanks at line ends", before: "id: a  \n# c \n", after: "id: a\n# c\n"),
    Rule(
      name: "two blanks a level", before: "who:\n    units:\n        level: 县\n",
      after: "who:\n  units:\n    level: 县\n"),
    Rule(name: "one blank a level is too few", before: "who:\n units: a\n", after: "who:\n  units: a\n"),
    Rule(name: "lists are indented", before: "tasks:\n- a\n- b\n", after: "tasks:\n  - a\n  - b\n"),
    Rule(
      name: "keys stand behind the dash", before: "tasks:\n-   id: a\n    do: b\n",
      after: "tasks:\n  - id: a\n    do: b\n"),
    Rule(name: "lists in lists", before: "a:\n-    - b\n     - c\n", after: "a:\n  - - b\n    - c\n"),
    Rule(
      name: "the whole file indented", before: "  id: a\n  who:\n    x: 1\n", after: "id: a\nwho:\n  x: 1\n"),
    Rule(
      name: "blanks around a colon", before: "id :   a\n'b' : {c :   d}\n", after: "id: a\n\"b\": {c: d}\n"),
    Rule(name: "blanks in brackets", before: "a: [ b,c ,d  ]\ne: { }\n", after: "a: [b, c, d]\ne: {}\n"),
    Rule(name: "a value without text", before: "a: {b:   , c: d}\n", after: "a: {b: , c: d}\n"),
    Rule(name: "lone runs of blanks", before: "a: {b: 1,    c: 2}\n", after: "a: {b: 1, c: 2}\n"),
    Rule(
      name: "rows keep their columns", before: "a:\n- {b: 甲乙, c: 1}\n- {b: 丙,   c: 2}\n",
      after: "a:\n  - {b: 甲乙, c: 1}\n  - {b: 丙,   c: 2}\n"),
    Rule(
      name: "quotation marks move a column", before: "a:\n  - {b: 5-9,   c: 1}\n  - {b: plain, c: 2}\n",
      after: "a:\n  - {b: \"5-9\", c: 1}\n  - {b: plain, c: 2}\n"),
    Rule(
      name: "rows below keys", before: "a:\n  long: {b: 1}\n  s:    {b: 2}\n",
      after: "a:\n  long: {b: 1}\n  s:    {b: 2}\n"),
    Rule(
      name: "brackets in lines", before: "a:\n    b: [c,\n        d,\n    ]\n",
      after: "a:\n  b: [c,\n      d,\n  ]\n"),
    Rule(
      name: "a text in lines", before: "a:\n    b: |\n         c\n           d\n\n\n    e: f\n",
      after: "a:\n  b: |\n    c\n      d\n\n  e: f\n"),
    Rule(
      name: "a text that keeps its end", before: "a: |+\n   b\n\n\nc: d\n", after: "a: |+\n  b\n\n\nc: d\n"),
    Rule(
      name: "blanks without a line end are none of it", before: "a: |+\n  b\n\n  ", after: "a: |+\n  b\n\n"),
    Rule(name: "a text with an indentation", before: "a: |4\n     b\n    c\n", after: "a: |2\n   b\n  c\n"),
    Rule(name: "a text without a line end", before: "a: >\n  b", after: "a: >-\n  b\n"),
    Rule(
      name: "blanks within a text", before: "a: |\n  b  \n     \n  c\n", after: "a: |\n  b  \n     \n  c\n"),
    Rule(
      name: "further lines of a value", before: "a:\n    b: one\n      two\n    c: 'three\n     four'\n",
      after: "a:\n  b: one\n    two\n  c: \"three\n    four\"\n"),
    Rule(name: "a held blank", before: "a: \"b\\ \n  c \\\n  d\"\n", after: "a: \"b\\ \n  c \\\n  d\"\n"),
    Rule(name: "two blanks before a comment", before: "a: b # c\n", after: "a: b  # c\n"),
    Rule(name: "comments keep their distance", before: "a:   b     # c\n", after: "a: b     # c\n"),
    Rule(
      name: "comments below each other", before: "a:   b  # c\n        # d\nee:    f\n",
      after: "a: b  # c\n      # d\nee: f\n"),
    Rule(
      name: "a comment goes with the next line", before: "a:\n    # b\n    c: d\n# e\n    f: g\n",
      after: "a:\n  # b\n  c: d\n  # e\n  f: g\n"),
    Rule(
      name: "a comment ends a block", before: "a:\n    b: c\n    # d\n# e\nf: g\n",
      after: "a:\n  b: c\n  # d\n# e\nf: g\n"),
    Rule(name: "a comment in place of a value", before: "a:\n    # b\nc: d\n", after: "a:\n  # b\nc: d\n"),
    Rule(name: "only comments", before: "\n # a\n\n\n  # b", after: "# a\n\n# b\n"),
    Rule(name: "a document's beginning", before: "---\n a: b\n", after: "---\na: b\n"),
    Rule(name: "nothing", before: "", after: ""),
  ]

  @Test(arguments: rules)
  func `each rule does what it says`(_ rule: Rule) throws {
    #expect(try Self.format(rule.before) == rule.after)
    #expect(try Self.format(rule.after) == rule.after)
  }

  @Test(
    arguments: [
      ("05-29", "\"05-29\""), ("2026-05-29", "\"2026-05-29\""), ("09:07", "\"09:07\""), ("95%", "\"95%\""),
      ("09:00-11:30", "\"09:00-11:30\""), ("09:00至11:30", "\"09:00至11:30\""), ("5.30", "\"5.30\""),
      ("2026-05-29 08:07", "\"2026-05-29 08:07\""), ("2026-05-29T08:07", "\"2026-05-29T08:07\""),
      ("007", "\"007\""), ("1e3", "\"1e3\""), ("0x1F", "\"0x1F\""), (".5", "\".5\""), ("1_000", "\"1_000\""),
      ("-1.5", "\"-1.5\""), (".inf", "\".inf\""),
      ("1999", "1999"), ("-7", "-7"), ("0", "0"), ("true", "true"), ("~", "~"), ("7 days", "7 days"),
      ("-7 days", "-7 days"), ("08-01 to 08-07", "08-01 to 08-07"), ("5月29日", "5月29日"), ("a.b", "a.b"),
      ("2026年", "2026年"), ("5·29会员活动日", "5·29会员活动日"), ("1e3x", "1e3x"), ("-a", "-a"), ("...a", "...a"),
      ("“引号”", "“引号”"), ("'a'", "\"a\""), ("'it''s'", "\"it's\""), ("'say \"a\"'", "'say \"a\"'"),
      ("'a\\b'", "'a\\b'"), ("\"a\\tb\"", "\"a\\tb\""), ("''", "\"\""),
    ])
  func `what a tool could take for something else is quoted, and nothing else`(
    _ before: String, _ after: String
  )
    throws
  {
    #expect(try Self.format("a: \(before)\n") == "a: \(after)\n")
    #expect(try Self.format("a: [\(before)]\n") == "a: [\(after)]\n")
  }

  @Test func `an untidy file becomes tidy`() throws {
    let result = try Self.format(try Fixtures.text("formatting/messy.yaml"))
    #expect(result == (try Fixtures.text("formatting/messy.formatted.yaml")))
  }

  static let campaigns: [URL] = [
    Fixtures.folder.appending(path: "workspace/Campaigns"),
    Fixtures.folder.appending(path: "workspace/Campaigns/shared"),
    Fixtures.repository.appending(path: "Campaigns"), Fixtures.repository.appending(path: "Campaigns/shared"),
  ]

  private static func files(in folder: URL) throws -> [SourceFile] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
      .map { name in
        SourceFile(path: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
      }
  }

  @Test(arguments: campaigns)
  func `the example files keep their meaning in both languages`(_ folder: URL) throws {
    for file in try Self.files(in: folder) {
      let root = try #require(YAMLReader.read(file.bytes, file: file.path).root)
      let tidy = try CampaignFormatter().format(file)
      #expect(try #require(YAMLReader.read(tidy, file: file.path).root).means(root), "\(file.path)")
      let english = try CampaignFormatter(keys: .en).format(file)
      #expect(english == tidy, "\(file.path) is written in English")
      let chinese = try CampaignFormatter(keys: .zh).format(file)
      #expect(chinese != tidy)
      let back = try CampaignFormatter(keys: .en).format(
        SourceFile(path: file.path, bytes: Array(chinese.utf8)))
      #expect(try #require(YAMLReader.read(back, file: file.path).root).means(root), "\(file.path)")
    }
  }

  @Test func `the campaigns of this repository are in this style, and come back from Chinese byte for byte`()
    throws
  {
    for folder in Self.campaigns.suffix(2) {
      for file in try Self.files(in: folder) {
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(try CampaignFormatter().format(file) == text, "\(file.path)")
        let chinese = try CampaignFormatter(keys: .zh).format(file)
        let back = try CampaignFormatter(keys: .en).format(
          SourceFile(path: file.path, bytes: Array(chinese.utf8)))
        #expect(back == text, "\(file.path)")
      }
    }
  }

  @Test func `all campaigns of a workspace read the same after formatting in either language`() throws {
    for root in [Fixtures.folder.appending(path: "workspace"), Fixtures.repository] {
      let before = try Fixtures.definitions(at: root)
      for keys in [nil, .zh, .en] as [Language?] {
        let formatter = CampaignFormatter(keys: keys, levels: before.shared.levels)
        let files = try Self.files(in: root.appending(path: "Campaigns")).map { file in
          SourceFile(
            path: "Campaigns/\(file.path)", bytes: Array(try formatter.format(file).utf8))
        }
        let after = try Fixtures.definitions(at: root, replacingCampaignsWith: files)
        #expect(after.campaigns == before.campaigns)
        #expect(after.diagnostics.map(\.code) == before.diagnostics.map(\.code))
      }
    }
  }

  @Test func `a byte order mark goes`() throws {
    let file = SourceFile(path: "a.yaml", bytes: [0xEF, 0xBB, 0xBF] + Array("id: a\n".utf8))
    #expect(try CampaignFormatter().format(file) == "id: a\n")
  }

  @Test(
    arguments: [
      ("when：\n  every: year\n", "E001"), ("\tid: a\n", "E001"), ("id: a\nid: b\n", "E103"),
      ("a: &b c\n", "E001"),
      ("- a\n- b\n", "E001"), ("id：a\n", "E001"), ("? a\n: b\n", "E001"), ("a: [b\n", "E001"),
    ])
  func `a file that can't be read is reported and left alone`(_ text: String, _ code: String) throws {
    let refusal = #expect(throws: FileRefusal.self) { try Self.format(text) }
    #expect(refusal?.diagnostics.map(\.code.rawValue) == [code])
  }

  @Test func `a file in one line takes no longer than any other`() throws {
    let text = "a: [" + Array(repeating: "{b:  1}", count: 20_000).joined(separator: ",") + "]\n"
    #expect(try Self.format(text).utf8.count == text.utf8.count - 1)
  }
}
