import TestSupport
import Testing

@testable import Planning

/// Untidy files made at random from the example campaigns: formatting keeps what they mean.
@Suite struct FormatterPropertyTests {
  private static let names = [
    "breastfeeding-week", "good-family-2023", "member-day-529", "member-day-925", "spring-visits",
  ]

  private static let texts = [
    "含: 冒号", "井号 # 不是说明", "it's 9 o'clock", "他说\"好\"", "第一行\n第二行\n", "一\n\n二", " 前后有空格 ", "05-29", "5.30",
    "{花括号}", "- 短横", "C:\\路径\\", "“中文引号”，全角标点：照旧",
    "words that are long enough to be folded at a blank or two",
    "~", "null", "", "  缩进\n  两格\n", "末尾两行\n\n", "2026", "前7天", "true",
  ]

  /// The free texts of a campaign: whatever they are, the file stays good.
  private static let free: Set<String> = [
    "do", "事项", "default", "默认", "theme", "主题", "reason", "原因", "label", "说法",
  ]

  private static func mutated(_ node: YAMLNode, _ random: inout SeededGenerator) -> YAMLNode {
    switch node.content {
    case .scalar: return node
    case .sequence(let elements):
      return YAMLNode(place: node.place, content: .sequence(elements.map { mutated($0, &random) }))
    case .mapping(let entries):
      let changed = entries.map { entry in
        var value = mutated(entry.value, &random)
        if free.contains(entry.key), Bool.random(using: &random),
          let text = texts.randomElement(using: &random)
        {
          value = YAMLNode(place: value.place, content: .scalar(text, isPlain: false))
        }
        return YAMLEntry(key: entry.key, keyPlace: entry.keyPlace, value: value)
      }
      return YAMLNode(place: node.place, content: .mapping(changed))
    }
  }

  private static func root(_ bytes: [UInt8]) throws -> YAMLNode {
    let (root, diagnostics) = YAMLReader.read(bytes, file: "messy.yaml")
    try #require(diagnostics.isEmpty, "\(diagnostics)")
    return try #require(root)
  }

  private static func formatted(_ text: String, keys: Language? = nil) throws -> String {
    try CampaignFormatter(keys: keys).format(
      SourceFile(path: "Campaigns/messy.yaml", bytes: Array(text.utf8)))
  }

  /// Any tree, deep and irregular; its words mean nothing to a reader of campaigns.
  private static func tree(_ depth: Int, _ random: inout SeededGenerator) -> YAMLNode {
    let place = Place(line: 1, column: 1)
    let count = Int.random(in: depth == 0 ? 1...6 : 0...4, using: &random)
    switch depth == 0 ? 0 : Int.random(in: 0...(depth > 5 ? 4 : 7), using: &random) {
    case 0, 5:
      let entries = (0..<count).map { number in
        YAMLEntry(key: "k\(number)", keyPlace: place, value: tree(depth + 1, &random))
      }
      return YAMLNode(place: place, content: .mapping(entries))
    case 6, 7:
      let elements = (0..<count).map { _ in tree(depth + 1, &random) }
      return YAMLNode(place: place, content: .sequence(elements))
    case 1: return YAMLNode(place: place, content: .scalar("", isPlain: true))
    default:
      return YAMLNode(
        place: place, content: .scalar(texts.randomElement(using: &random) ?? "", isPlain: false))
    }
  }

  @Test(arguments: 0..<30)
  func `any tree keeps its meaning and its comments, and twice is once`(_ block: UInt64) throws {
    for seed in (block * 10)..<(block * 10 + 10) {
      var random = SeededGenerator(seed: seed)
      let text = MessyFile.text(of: Self.tree(0, &random), seed: seed)
      let before = try Self.root(Array(text.utf8))
      let result = try Self.formatted(text)
      #expect(before.means(try Self.root(Array(result.utf8))), "seed \(seed)")
      #expect(MessyFile.notes(in: result) == MessyFile.notes(in: text), "seed \(seed)")
      #expect(try Self.formatted(result) == result, "seed \(seed)")
      Self.expectStyle(result, seed)
    }
  }

  @Test(arguments: 0..<12)
  func `an untidy file keeps its meaning and its comments, and twice is once`(_ block: UInt64) throws {
    for seed in (block * 10)..<(block * 10 + 10) {
      var random = SeededGenerator(seed: seed &* 7919)
      let name = Self.names[Int(seed) % Self.names.count]
      let tidy = try Self.formatted(
        Fixtures.text("workspace/Campaigns/\(name).yaml"), keys: seed % 3 == 0 ? .zh : nil)
      let text = MessyFile.text(of: Self.mutated(try Self.root(Array(tidy.utf8)), &random), seed: seed)
      let before = try Self.root(Array(text.utf8))
      let result = try Self.formatted(text)
      #expect(before.means(try Self.root(Array(result.utf8))), "seed \(seed)")
      #expect(MessyFile.notes(in: result) == MessyFile.notes(in: text), "seed \(seed)")
      #expect(try Self.formatted(result) == result, "seed \(seed)")
      Self.expectStyle(result, seed)
      if seed % 8 == 0 {
        try Self.expectSameCampaign(text, result, seed)
      }
    }
  }

  @Test(arguments: 0..<6)
  func `an untidy file keeps its meaning in the other language and comes back from it`(_ block: UInt64) throws
  {
    for seed in (block * 5)..<(block * 5 + 5) {
      let name = Self.names[Int(seed) % Self.names.count]
      let tidy = try Fixtures.text("workspace/Campaigns/\(name).yaml")
      let text = MessyFile.text(of: try Self.root(Array(tidy.utf8)), seed: seed)
      let english = try Self.formatted(text, keys: .en)
      let chinese = try Self.formatted(english, keys: .zh)
      let again = try Self.formatted(chinese, keys: .en)
      #expect(try Self.root(Array(again.utf8)).means(Self.root(Array(english.utf8))), "seed \(seed)")
      #expect(MessyFile.notes(in: chinese) == MessyFile.notes(in: text), "seed \(seed)")
      #expect(try Self.formatted(chinese, keys: .zh) == chinese, "seed \(seed)")
      if seed % 5 == 0 {
        try Self.expectSameCampaign(text, chinese, seed)
      }
    }
  }

  private static func expectSameCampaign(_ text: String, _ other: String, _ seed: UInt64) throws {
    let (before, after) = (try Fixtures.check(text), try Fixtures.check(other))
    #expect(before.campaigns == after.campaigns, "seed \(seed)")
    #expect(before.diagnostics.map(\.code) == after.diagnostics.map(\.code), "seed \(seed)")
  }

  private static func expectStyle(_ text: String, _ seed: UInt64) {
    #expect(!text.contains("\r") && text.hasSuffix("\n") && !text.hasPrefix("\n"), "seed \(seed)")
    // Texts in lines keep their blanks and empty lines; without one there are none.
    guard !text.contains(#/[:-] +[|>][0-9+-]*( +#.*)?\n/#) else { return }
    #expect(!text.hasSuffix("\n\n"), "seed \(seed)")
    #expect(!text.contains("\n\n\n"), "seed \(seed)")
    #expect(!text.contains(" \n"), "seed \(seed)")
  }
}
