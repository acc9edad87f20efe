import Foundation
import Planning
import Testing

@testable import struct Planning.Section

/// The schema for editors, read by another implementation of JSON Schema.
@Suite struct SchemaTests {
  private struct Verdict: Decodable {
    let file: String
    let messages: [String]
  }

  /// The messages about each file, by its name.
  private static func verdicts(_ kind: String, _ files: [URL]) async throws -> [String: [String]] {
    let schema = try #require(FileSchema(of: kind, language: .zh))
    let file = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(schema.json.bytes).write(to: file)
    let output = try await Validator.run("check_schema.py", [file.path] + files.map(\.path))
    let verdicts = try output.split(separator: "\n").map {
      try JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
    }
    return Dictionary(
      uniqueKeysWithValues: verdicts.map { (URL(filePath: $0.file).lastPathComponent, $0.messages) })
  }

  private static func files(in folder: URL, _ ending: String = ".yaml", beginning: String = "") throws
    -> [URL]
  {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasSuffix(ending) && $0.lastPathComponent.hasPrefix(beginning) }
      .sorted { $0.path < $1.path }
  }

  @Test func `every good campaign file fits it, in English and in Chinese`() async throws {
    let files =
      try Self.files(in: Fixtures.folder.appending(path: "workspace/Campaigns"))
      + Self.files(in: Fixtures.repository.appending(path: "Campaigns")).filter {
        !["breastfeeding-week.yaml", "member-day-529.yaml", "member-day-925.yaml", "spring-visits.yaml"]
          .contains($0.lastPathComponent)
      } + [Fixtures.folder.appending(path: "spring-visits.zh.yaml")]
    for (name, messages) in try await Self.verdicts("campaign", files) {
      #expect(messages.isEmpty, "\(name): \(messages)")
    }
    let own = try Self.files(in: Fixtures.repository.appending(path: "Campaigns"))
    for (name, messages) in try await Self.verdicts("campaign", own) {
      #expect(messages.isEmpty, "\(name): \(messages)")
    }
  }

  @Test(arguments: [
    ("settings", "settings"), ("channels", "channels"), ("units", "units"), ("calendar", "calendar-"),
  ])
  func `every good shared file fits its own`(_ kind: String, _ beginning: String) async throws {
    for root in [Fixtures.folder.appending(path: "workspace"), Fixtures.repository] {
      let files = try Self.files(in: root.appending(path: "Campaigns/shared"), beginning: beginning)
      guard !files.isEmpty else { continue }
      for (name, messages) in try await Self.verdicts(kind, files) {
        #expect(messages.isEmpty, "\(name): \(messages)")
      }
    }
  }

  /// It is not the validator: what it sees of the examples is what an editor can mark while somebody types.
  @Test func `it marks what an editor can see of the faulty examples`() async throws {
    let verdicts = try await Self.verdicts(
      "campaign", try Self.files(in: Fixtures.folder.appending(path: "campaigns-bad")))
    let seen = verdicts.filter { !$0.value.isEmpty }.keys.sorted()
    #expect(
      seen == [
        "01-fullwidth-colon.yaml", "03-curly-quotes.yaml", "04-float-date.yaml", "07-unknown-key.yaml",
        "08-missing.yaml",
      ])
  }

  @Test(arguments: Language.allCases)
  func `every key is there under all its words, with a text to hover over`(_ language: Language) throws {
    for (kind, root) in Section.files {
      let text = try #require(FileSchema(of: kind, language: language)).json.description
      for key in root.keys {
        for word in [key.name] + key.chinese { #expect(text.contains("\"\(word)\":{\"$ref\"")) }
        #expect(text.contains(JSONText.string(key.meaning.text(language)).description))
      }
    }
    #expect(FileSchema(of: "nothing", language: language) == nil)
  }

  @Test func `the table of Chinese keys is the one that was agreed`() throws {
    let text = try Fixtures.text("keys-zh.yaml")
    let root = try #require(YAMLReader.read(text, file: "keys-zh.yaml").root)
    for entry in try #require(root["keys"]?.entries) {
      let word = try #require(entry.value.text)
      let sections = Section.all.filter { $0.names.contains(entry.key) }
      #expect(sections.contains { $0.key(word)?.name == entry.key }, "\(entry.key): \(word)")
    }
  }
}
