import Foundation
import Recurrence
import Testing

@testable import Planning

/// The pages about files say what the reader does: their tables are compared with its tables, their examples are read.
@Suite struct CampaignFileDocumentationTests {
  static let topics = [
    "CampaignFiles", "CampaignKeys", "ReminderKeys", "SharedFiles", "DaysAndAmounts", "FaultCodes",
  ]
  static let today = CivilDate(year: 2026, month: 3, day: 1)

  static func pages(_ language: Language) throws -> [DocumentationPage] {
    try topics.map { try DocumentationPage($0, language) }
  }

  @Test func `there is no page that these tests do not know, nor one in one language only`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: DocumentationPage.catalogue.path)
    let known = Self.topics.flatMap { ["\($0).md", "\($0)InChinese.md"] } + ["Planning.md"]
    #expect(files.sorted() == known.sorted())
  }

  // MARK: - Tables of keys

  /// The keys below a section by path, such as `campaign:when.hold_within.before`.
  static func keys(of section: Section, _ path: String) -> [(path: String, key: Key)] {
    var seen: Set<String> = []
    return section.keys.flatMap { key -> [(String, Key)] in
      let own = [(path + key.name, key)]
      // What must not be there is told in the words of what must.
      guard let below = key.value.section, seen.insert(below.name).inserted else { return own }
      return own + keys(of: below, path + key.name + ".")
    }
  }

  static let allKeys = Section.files.flatMap { keys(of: $0.root, $0.name + ":") }

  /// A line of a table of keys.
  struct Row {
    let path: String
    let chinese: [String]
    let isRequired: Bool
    let values: [String]
    let place: String
  }

  static func rows(of page: DocumentationPage) -> [Row] {
    let codes = DocumentationPage.codes
    return page.tables("键", "Key").flatMap { table in
      table.rows.map { cells in
        let name = codes(cells[page.language == .zh ? 1 : 0]).first ?? "?"
        let path =
          page.isOfSharedFiles
          ? "\(table.subject ?? "?"):\(name)" : "campaign:\(table.subject.map { "\($0)." } ?? "")\(name)"
        return Row(
          path: path, chinese: codes(cells[page.language == .zh ? 0 : 1]),
          isRequired: cells[2] == page.language("必写", "yes"), values: codes(cells[3]),
          place: "\(page.name):\(table.line) \(name)")
      }
    }
  }

  @Test(arguments: [Language.zh, .en])
  func `each key has a line that says its words, whether it must be there, and its closed values`(
    _ language: Language
  ) throws {
    let rows = try Self.pages(language).flatMap(Self.rows)
    let keys = Dictionary(uniqueKeysWithValues: Self.allKeys)
    #expect(rows.map(\.path).sorted() == keys.keys.sorted())
    for row in rows {
      guard let key = keys[row.path] else { continue }
      #expect(row.chinese == key.chinese, "\(row.place)")
      #expect(row.isRequired == key.isRequired, "\(row.place)")
      if case .choice(let words) = key.value {
        let both = words.flatMap { [$0, Vocabulary.chineseValue($0)] }
        #expect(Set(row.values) == Set(both), "\(row.place)")
      }
    }
  }

  // MARK: - Examples

  /// The keys of an example as they are typed, by path.
  static func uses(in block: DocumentationPage.Block) throws -> [(path: String, typed: String)] {
    let root = try #require(Section.files.first { $0.name == block.kind }?.root)
    let node = try #require(YAMLReader.read(block.text, file: "").root)
    func walk(_ node: YAMLNode, _ section: Section, _ path: String) -> [(path: String, typed: String)] {
      (node.entries ?? []).flatMap { entry -> [(path: String, typed: String)] in
        guard let key = section.key(entry.key) else { return [] }
        let own = [(path: path + key.name, typed: entry.key)]
        guard let below = key.value.section else { return own }
        var nodes = entry.value.elements ?? [entry.value]
        if case .table = key.value { nodes = entry.value.entries?.map(\.value) ?? [] }
        return own + nodes.flatMap { walk($0, below, path + key.name + ".") }
      }
    }
    return walk(node, root, block.kind + ":")
  }

  @Test(arguments: [Language.zh, .en])
  func `each key stands in an example, under the word to write`(_ language: Language) throws {
    let blocks = try Self.pages(language).flatMap(\.blocks)
      .filter { $0.syntax == "yaml" && $0.code?.hasPrefix("E") != true }
    var typed: [String: Set<String>] = [:]
    for use in try blocks.flatMap(Self.uses) { typed[use.path, default: []].insert(use.typed) }
    for (path, key) in Self.allKeys {
      #expect(typed[path]?.contains(key.word(language)) == true, "\(path)")
    }
  }

  @Test(arguments: topics, [Language.zh, .en])
  func `each example is read without an error, or gives the code that it shows`(
    _ topic: String, _ language: Language
  ) throws {
    let today = try #require(Self.today)
    let usual = Set(try Fixtures.workspace([]).everything(from: today))
    let page = try DocumentationPage(topic, language)
    for block in page.blocks where !block.syntax.isEmpty {
      let found = try block.definitions().everything(from: today).filter { !usual.contains($0) }
      let codes = Set(found.map(\.code.rawValue))
      if let code = block.code {
        #expect(codes == [code], "\(page.name):\(block.line) \(found.map(\.problem.zh))")
      } else {
        let errors = found.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(page.name):\(block.line) \(errors.map(\.problem.zh))")
      }
    }
  }

  /// Posts may be written in either language; only the words differ.
  static func withEnglishPosts(_ text: String) -> String {
    text.replacing(#/(自治区|市|县)\.(?=[a-z])/#) { match in
      ["自治区": "region.", "市": "city.", "县": "county."][String(match.1)] ?? ""
    }
  }

  /// What a block comes to, as far as it can be compared.
  struct Reading: Equatable {
    let campaigns: [Campaign]
    let units: [Planning.Unit]
    let channels: [String: Channel]
    let workdays: WorkdayCalendar
    let holders: [Contacts.Holder]
    let settings: [String]

    init(_ block: DocumentationPage.Block) throws {
      let plain = DocumentationPage.Block(
        syntax: block.syntax, lines: withEnglishPosts(block.text).split(separator: "\n"), line: block.line)
      let definitions = try plain.definitions()
      let shared = definitions.shared
      campaigns = definitions.campaigns
      units = shared.tree.units
      channels = shared.channels
      workdays = shared.workdays
      holders = shared.tree.units.flatMap { unit in
        shared.contacts.roles.flatMap { shared.contacts.holders(of: $0, at: unit.id) }
      }
      let expected = shared.tree.expected.sorted { $0.key < $1.key }.map { "\($0.key.name.zh) \($0.value)" }
      settings =
        [
          "\(shared.zone)", shared.language.rawValue, "\(shared.tries ?? 0)",
          "\(shared.giveUpAfter ?? .zero)", shared.secretsPath ?? "", "\(shared.retention)",
          "\(shared.dormantAfter ?? .zero)", "\(shared.stock)",
        ] + shared.levels.map { "\($0.name)" } + shared.keyTasks.map(\.zh) + shared.outgoingAllow + expected
    }
  }

  @Test(arguments: topics)
  func `the examples of both languages are the same, example by example`(_ topic: String) throws {
    let chinese = try DocumentationPage(topic, .zh).blocks.filter { !$0.syntax.isEmpty }
    let english = try DocumentationPage(topic, .en).blocks.filter { !$0.syntax.isEmpty }
    #expect(chinese.map(\.code) == english.map(\.code))
    #expect(chinese.map(\.path) == english.map(\.path))
    for (one, other) in zip(chinese, english) where one.code == nil {
      #expect(
        try Reading(one) == Reading(other), "lines \(one.line) and \(other.line) of \(topic) are read apart")
    }
  }

  @Test(arguments: [Language.zh, .en])
  func `a post without a person or without a row is vacant`(_ language: Language) throws {
    let block = try #require(
      try DocumentationPage("SharedFiles", language).blocks.first {
        $0.path?.hasSuffix("contacts.csv") == true
      })
    let review = try block.definitions().review(from: try #require(Self.today))
    let vacant = review.filter { $0.code.rawValue == "W507" }
    // One of its two has no row at all.
    #expect(vacant.map(\.line) == [0, 7])
    #expect(vacant.last?.problem.zh.contains("田阳区") == true)
  }
}
