import Recurrence
import TestSupport
import Testing

@testable import Planning

/// What `check` accepts, `plan` plans; whatever it is given, it answers.
@Suite struct AcceptedFileTests {
  /// Campaign files drawn from the tables of the format themselves.
  private struct RandomCampaign {
    var random: SeededGenerator
    /// What names must exist elsewhere are drawn from.
    private static let names: [String: [String]] = [
      "channel": ["county-groups", "city-groups", "region-office", "test"],
      "template": ["today", "tomorrow", "checklist", "overdue", "part-due"],
      "under": ["gx", "guilin"], "except": ["qixing", "huaqiao"], "level": ["县", "市", "county", "村"],
      "may_join": ["乡", "township"], "first_year": ["1992", "2020"],
      "unit": ["份", "盒"], "zone": ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"],
      "what": ["故事"], "id": ["a", "b", "c", "d"], "needs": ["a", "b"],
      "rrule": [
        "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;INTERVAL=2", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=29;COUNT=3",
      ],
      "accept_by": ["region.masses"], "owner": ["county.contact", "市.contact"],
      "to": ["county.contact", "city.contact", "region.masses"],
    ]
    /// Each way to say when, so that files are not refused for saying it twice.
    private static let schedules = [
      "every: year\ndate: \"05-29\"", "每: 年\n日期: 10-02", "every: year\ndates: 08-01 to 08-07", "lunar: 除夕",
      "lunar: 正月初一\nhold_within: {before: 21 days, after: -7 days}", "every: month\non: last friday",
      "every: week\non: [monday, 周五]", "every: day", "once: 2026-05-15 to 2026-12-11", "once: \"2026-02-28\"",
      "rrule: FREQ=MONTHLY;BYDAY=-1FR\nstart: 2026-01-15T09:00",
    ]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: elements.indices, using: &random)]
    }

    mutating func text() -> String {
      var lines = ["format: 1", "id: trial", "name: 试办", "kind: outreach"]
      let schedule =
        pick(Self.schedules)
        + pick(["", "\nif_closed: previous workday", "\n遇休息日: 后一个工作日", "\ntime: 09:00-11:30"])
      lines.append("when:\n" + schedule.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      lines.append("who: {units: {level: \(pick(["县", "city"])), under: gx}}")
      let skipped = ["format", "id", "name", "kind", "when", "who", "tests", "years"]
      for key in Section.head.keys where !skipped.contains(key.name) && Bool.random(using: &random) {
        lines.append("\(word(key)): \(value(key, depth: 0))")
      }
      return lines.joined(separator: "\n") + "\n"
    }

    private mutating func word(_ key: Key) -> String { pick([key.name] + key.chinese.prefix(1)) }

    private mutating func value(_ key: Key, depth: Int) -> String {
      if let names = Self.names[key.name], !(key.name == "unit" && depth == 0) {
        let name = pick(names)
        if case .several = key.value { return "[\(name)]" }
        return name
      }
      return value(key.value, depth: depth)
    }

    private mutating func value(_ shape: Shape, depth: Int) -> String {
      switch shape {
      case .text, .bilingual: return pick(["活动方案", "词", "“引号”里的词", "one two"])
      case .phrase(let phrase): return "\"\(pick(phrase.examples))\""
      case .number(let range): return String(Int.random(in: range, using: &random))
      case .choice(let words):
        return pick([true, false]) ? pick(words) : Vocabulary.chineseValue(pick(words))
      case .several(let shape): return "[\(value(shape, depth: depth))]"
      case .section(let section): return mapping(section, depth: depth)
      case .list(let section):
        let ids = ["a", "b", "c"].prefix(Int.random(in: 1...3, using: &random))
        return "[" + ids.map { mapping(section, depth: depth, id: $0) }.joined(separator: ", ") + "]"
      case .table(let shape): return "{项: \(value(shape, depth: depth))}"
      }
    }

    private mutating func mapping(_ section: Section, depth: Int, id: String? = nil) -> String {
      var cells: [String] = []
      for key in section.keys where key.isRequired || Bool.random(using: &random) {
        // What waits for each other, and samples, are tested elsewhere.
        guard !["needs", "of"].contains(key.name) else { continue }
        let text = key.name == "id" ? id ?? pick(["a", "b"]) : value(key, depth: depth + 1)
        cells.append("\(word(key)): \(text)")
      }
      return "{" + cells.joined(separator: ", ") + "}"
    }
  }

  private static let today = CivilDate(iso: "2026-05-01")!

  /// Plans everything that a file defines, over years on both sides of what is announced.
  private static func plan(_ definitions: Definitions) throws {
    let planner = Planner(shared: definitions.shared)
    for campaign in definitions.campaigns {
      for year in [2024, 2026, 2027] {
        let occurrences = campaign.occurrences(inYear: year, workdays: definitions.shared.workdays)
        let rows = planner.rows(of: [campaign], year: year)
        #expect(rows.filter { $0.kind == .occurrence }.count == occurrences.count)
        #expect(rows.map(\.at) == rows.map(\.at).sorted())
      }
      let from = try #require(Timestamp(iso: "2026-04-01T00:00:00Z"))
      let window = from..<from.advanced(by: .seconds(90 * 86_400))
      var keys: Set<ReminderKey> = []
      for reminder in planner.reminders(of: [campaign], over: window) {
        #expect(keys.insert(reminder.key).inserted, "\(reminder.key) twice")
        #expect(window.contains(reminder.due) && reminder.due < reminder.expires)
      }
    }
    _ = definitions.everything(from: today)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `files drawn from the format's own tables are accepted, planned, formatted and still the same`(
    _ seed: UInt64
  )
    throws
  {
    var source = RandomCampaign(seed: seed)
    var accepted = 0
    for _ in 0..<5 {
      let text = source.text()
      let definitions = try Fixtures.check(text)
      try Self.plan(definitions)
      guard !definitions.hasErrors else { continue }
      accepted += 1
      let formatted = try CampaignFormatter(keys: .zh).format(
        SourceFile(path: "Campaigns/test.yaml", bytes: Array(text.utf8)))
      #expect(try Fixtures.check(formatted).campaigns == definitions.campaigns, "\(text)")
    }
    #expect(accepted > 0)
  }

  private static let slips = [
    "：", "，", "“", "”", "　", "\t", "[", "]", "{", "}", "&a ", "*a", "!x ", "- ", "? ", "#", "\"", "'", ":",
    "\n", "é", "👍",
    "\u{0}", "\u{FEFF}", "５", "正月", "|", ">", "%", "@", "`", "---\n", "...\n", "null", "~", "0x1F", "1e9",
  ]

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a file with random slips is answered with faults, or planned`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &+ 1000)
    let names = ["member-day-529", "good-family-2023", "spring-visits"]
    let text = try Fixtures.text("workspace/Campaigns/\(names[Int(seed % 3)]).yaml")
    for _ in 0..<6 {
      var scalars = Array(text.unicodeScalars)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0..<scalars.count, using: &random)
        let end = min(scalars.count, start + Int.random(in: 0...3, using: &random))
        let slip = Self.slips.randomElement(using: &random) ?? ""
        scalars.replaceSubrange(start..<end, with: slip.unicodeScalars)
      }
      let definitions = try Fixtures.check(String(String.UnicodeScalarView(scalars)))
      #expect(definitions.campaigns.count == 1 || definitions.hasErrors)
      for fault in definitions.diagnostics {
        #expect(!fault.problem.zh.isEmpty && fault.problem.en?.isEmpty == false)
        #expect(fault.line >= 0 && fault.column >= 0)
      }
      try Self.plan(definitions)
    }
  }
}
