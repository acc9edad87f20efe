import Foundation

@testable import Planning

/// A page of the documentation catalogue: its examples and its tables.
struct DocumentationPage {
  /// A fenced block.
  struct Block {
    let syntax: String
    let text: String
    let line: Int
    /// The code of the fault or warning that a block shows, from its first line: `# wrong E201`.
    let code: String?
    /// The file that a block is, from its first line but for the code; nil for a part of a campaign file.
    let path: String?
  }

  struct Table {
    let line: Int
    /// The first code in the heading above it, such as `when`.
    let subject: String?
    let header: [String]
    let rows: [[String]]
    /// The last block before it.
    let block: Block?
  }

  let name: String
  let language: Language
  private(set) var blocks: [Block] = []
  private(set) var tables: [Table] = []

  static let catalogue = Fixtures.repository.appending(path: "Sources/Planning/Planning.docc")

  init(_ topic: String, _ language: Language) throws {
    name = topic + (language == .zh ? "InChinese" : "") + ".md"
    self.language = language
    let text = try String(contentsOf: Self.catalogue.appending(path: name), encoding: .utf8)
    var scan = Scan()
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      scan.take(line, number: index + 1)
    }
    (blocks, tables) = (scan.blocks, scan.tables)
  }

  /// The tables whose first column is called so, in the page's language.
  func tables(_ zh: String, _ en: String) -> [Table] {
    tables.filter { $0.header[0] == language(zh, en) }
  }

  var isOfSharedFiles: Bool { name.hasPrefix("SharedFiles") }

  /// What stands between backquotes.
  static func codes(in text: String) -> [String] {
    text.matches(of: #/`([^`]+)`/#).map { String($0.1) }
  }

  /// Walks over a page line by line.
  private struct Scan {
    var blocks: [Block] = []
    var tables: [Table] = []
    private var fence: (syntax: String, line: Int, text: [Substring])?
    private var rows: [[String]] = []
    private var subject: String?

    mutating func take(_ line: Substring, number: Int) {
      if line.hasPrefix("```") {
        if let open = fence {
          blocks.append(Block(syntax: open.syntax, lines: open.text, line: open.line))
          fence = nil
        } else {
          fence = (String(line.dropFirst(3)), number, [])
        }
      } else if fence != nil {
        fence?.text.append(line)
      } else if line.hasPrefix("|") {
        rows.append(Self.cells(of: line))
      } else {
        if rows.count > 2 {
          tables.append(
            Table(
              line: number - rows.count, subject: subject, header: rows[0], rows: Array(rows.dropFirst(2)),
              block: blocks.last))
        }
        rows = []
        if line.hasPrefix("#") { subject = DocumentationPage.codes(in: String(line)).first }
      }
    }

    private static func cells(of line: Substring) -> [String] {
      line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }
}

extension DocumentationPage.Block {
  init(syntax: String, lines: [Substring], line: Int) {
    self.syntax = syntax
    self.line = line
    text = lines.joined(separator: "\n") + "\n"
    let comments = lines.prefix { $0.hasPrefix("#") }
    code = comments.first.flatMap { $0.wholeMatch(of: #/# (?:wrong|warning|错|警告) ([EW]\d{3})/#) }
      .map { String($0.1) }
    let named = comments.dropFirst(code == nil ? 0 : 1).first
    switch syntax {
    case "csv":
      // A table has no comments: its columns say what it is.
      path = "Campaigns/shared/" + (lines.first?.hasPrefix("id,") == true ? "units.csv" : "contacts.csv")
    default: path = named.flatMap { $0.wholeMatch(of: #/# (Campaigns/\S+)/#) }.map { String($0.1) }
    }
  }

  /// The kind of file, as in `Section.files`.
  var kind: String {
    guard let path, path.contains("/shared/") else { return "campaign" }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return name.hasPrefix("calendar-") ? "calendar" : String(name.prefix { $0 != "." })
  }

  /// The campaign that the examples of shared files are tried with.
  static let campaignAtHand = """
    format: 1
    id: demo
    name: 演示
    kind: demo
    when: {every: year, date: "05-29"}
    who: {units: {level: county, under: gx}}
    reminders:
      - {id: tomorrow, at: "1 workday before, 09:00", to: county.contact, channel: county-groups, template: tomorrow}
    """

  /// What a part of a campaign file must have besides, by key.
  private static let rest = [
    ("format", "1"), ("id", "demo"), ("name", "演示"), ("kind", "demo"),
    ("when", "{every: year, date: \"05-29\"}"), ("who", "{units: {level: county, under: gx}}"),
  ]

  /// The workspace of the fixtures with this block as one of its files.
  func definitions() throws -> Definitions {
    if let path, path.contains("/shared/") {
      return try Fixtures.workspace(
        [SourceFile(path: "Campaigns/demo.yaml", bytes: Array(Self.campaignAtHand.utf8))],
        putting: [SourceFile(path: path, bytes: Array(text.utf8))])
    }
    var whole = text
    if path == nil {
      let given = text.split(separator: "\n").compactMap { line in
        line.prefixMatch(of: #/([^\s#:：]+)[:：]/#).flatMap { Section.head.key(String($0.1))?.name }
      }
      for (key, value) in Self.rest where !given.contains(key) { whole += "\(key): \(value)\n" }
    }
    return try Fixtures.workspace([SourceFile(path: path ?? "Campaigns/demo.yaml", bytes: Array(whole.utf8))])
  }
}
