import TestSupport
import Testing

@testable import Planning

@Suite struct EditableFileTests {
  private static let text = """
    # 开头
    format: 1
    id: demo   # 编号
    name: {zh: 演示, en: Demo}

    when:
      every: year
      # 日期
      date: "05-29"  # 会员日

    tasks:
      - {id: plan, do: 写方案, due: 20 workdays before}
      # 第二件
      - id: print
        do: |
          印资料
        due: 10 workdays before

    years:
      "2025": {theme: 旧}

    # 结尾
    """

  private static func file(_ text: String = text) throws -> EditableFile {
    try EditableFile(SourceFile(path: "Campaigns/demo.yaml", bytes: Array(text.utf8)))
  }

  /// The lines that a change takes away and those that it adds.
  private static func changes(_ change: (inout EditableFile) throws -> Void) throws -> [String] {
    var file = try file()
    try change(&file)
    let (before, after) = (lines(text), lines(file.text))
    return after.difference(from: before).map { change in
      switch change {
      case .remove(_, let line, _): "-\(line)"
      case .insert(_, let line, _): "+\(line)"
      }
    }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func `a value is replaced where it stands`() throws {
    #expect(
      try Self.changes { try $0.set("other", at: ["id"]) } == ["-id: demo   # 编号", "+id: other   # 编号"])
    #expect(
      try Self.changes { try $0.set("06-01", at: ["when", "date"]) }
        == ["-  date: \"05-29\"  # 会员日", "+  date: \"06-01\"  # 会员日"])
    #expect(
      try Self.changes { try $0.set("a, b: c", at: ["tasks", 0, "do"]) } == [
        "-  - {id: plan, do: 写方案, due: 20 workdays before}",
        "+  - {id: plan, do: \"a, b: c\", due: 20 workdays before}",
      ])
    #expect(
      try Self.changes { try $0.set("印好", at: ["tasks", .item("print"), "do"]) }
        == ["-      印资料", "-    do: |", "+    do: 印好"])
    #expect(
      try Self.changes { try $0.set(["zh": "新", "en": "New"], at: ["name"]) }
        == ["-name: {zh: 演示, en: Demo}", "+name: {zh: 新, en: New}"])
  }

  @Test func `a new key comes where the table has it`() throws {
    #expect(try Self.changes { try $0.set("会员日", at: ["kind"]) } == ["+kind: 会员日"])
    #expect(try Self.file().text.contains("kind") == false)
    var file = try Self.file()
    try file.set("09:00", at: ["when", "time"])
    #expect(file.text.contains("  date: \"05-29\"  # 会员日\n  time: \"09:00\"\n"))
    try file.set(["url"], at: ["basis"])
    #expect(file.text.contains("name: {zh: 演示, en: Demo}\nbasis: [url]\n\nwhen:"))
    try file.set("8 days before", at: ["tasks", .item("plan"), "due"])
    try file.set(["plan"], at: ["tasks", 1, "needs"])
    #expect(file.text.contains("    due: 10 workdays before\n    needs: [plan]\n\nyears:"))
    try file.set(["due": "5 workdays after", "brief": ["template": "brief"]], at: ["report"])
    #expect(
      file.text.contains(
        "needs: [plan]\n\nreport:\n  due: 5 workdays after\n  brief: {template: brief}\n\nyears:"))
    #expect(try FormatterTests.format(file.text) == file.text + "\n")
  }

  @Test func `keys on the way are made`() throws {
    #expect(
      try Self.changes { try $0.set("2027-05-28", at: ["years", "2027", "date"]) }
        == ["+  \"2027\": {date: \"2027-05-28\"}"])
    #expect(
      try Self.changes { try $0.set("新", at: ["years", "2025", "reason"]) }
        == ["-  \"2025\": {theme: 旧}", "+  \"2025\": {theme: 旧, reason: 新}"])
    var sections = try Self.file()
    try sections.set("names", at: ["privacy", "collect"])
    #expect(sections.text.contains("due: 10 workdays before\n\nprivacy: {collect: names}\n\nyears:"))
    var file = try Self.file("id: a\nyears:\n  # 还没有\nkind: b\n")
    try file.set("x", at: ["years", "2026", "theme"])
    #expect(file.text == "id: a\nyears:\n  \"2026\": {theme: x}\n  # 还没有\nkind: b\n")
  }

  @Test func `items are added behind the last`() throws {
    #expect(
      try Self.changes { try $0.append(["id": "more", "do": "再做", "due": "on the day"], to: ["tasks"]) }
        == ["+  - {id: more, do: 再做, due: on the day}"])
    var file = try Self.file("id: a\nbasis: [b]\nkey_tasks:\n- c # d\nwho: {}\n")
    try file.append("x", to: ["basis"])
    try file.append("y", to: ["key_tasks"])
    try file.append("z", to: ["who", "audience"])
    #expect(file.text == "id: a\nbasis: [b, x]\nkey_tasks:\n- c # d\n- y\nwho: {audience: [z]}\n")
  }

  @Test func `what is removed leaves the comments in lines of their own`() throws {
    #expect(try Self.changes { try $0.remove(["id"]) } == ["-id: demo   # 编号"])
    #expect(
      try Self.changes { try $0.remove(["years"]) } == ["-", "-  \"2025\": {theme: 旧}", "-years:"])
    #expect(
      try Self.changes { try $0.remove(["years", "2025", "theme"]) } == [
        "-", "-  \"2025\": {theme: 旧}", "-years:",
      ])
    #expect(
      try Self.changes { try $0.remove(["tasks", 1, "id"]) }
        == ["-    do: |", "-  - id: print", "+  - do: |"])
    #expect(
      try Self.changes { try $0.remove(["name", "en"]) } == ["-name: {zh: 演示, en: Demo}", "+name: {zh: 演示}"])
    #expect(
      try Self.changes { try $0.remove(["tasks", 0]) } == [
        "-  - {id: plan, do: 写方案, due: 20 workdays before}"
      ])
    #expect(try Self.changes { try $0.remove(["nothing", "there"]) }.isEmpty)
    var file = try Self.file("a: {b: 1, # 一\n    c: 2, # 二\n    d: 3}\n")
    try file.remove(["a", "d"])
    #expect(file.text == "a: {b: 1, # 一\n    c: 2, # 二\n    }\n")
    try file.remove(["a", "b"])
    #expect(file.text == "a: { # 一\n    c: 2, # 二\n    }\n")
  }

  @Test func `a file in Chinese is changed in Chinese`() throws {
    var file = try EditableFile(
      SourceFile(path: "Campaigns/spring-visits.yaml", bytes: try Fixtures.bytes("spring-visits.zh.yaml")))
    #expect(file.language == .zh)
    try file.set("7 days before", at: ["tasks", .item("team"), "due"])
    try file.set(["theme": "团圆", "skip": "true"], at: ["years", "2027"])
    #expect(file.text.contains("负责: county.contact, 截止: 前7天, 先完成: [list]}"))
    #expect(file.text.hasSuffix("\n\n各年:\n  \"2027\": {主题: 团圆, 停办: 是}\n"))
    #expect(file.value(at: ["years", "2027", "skip"])?.text == "是")
    #expect(file.value(at: ["reminders", .item("seven"), "at"])?.text == "前7天 09:07")
  }

  @Test func `what cannot be done is refused and changes nothing`() throws {
    var file = try Self.file()
    #expect(throws: FileRefusal.self) { try file.set("x", at: ["id", "zh"]) }
    #expect(throws: FileRefusal.self) { try file.set("x", at: ["tasks", 7, "do"]) }
    #expect(file.text == Self.text)
    #expect(throws: FileRefusal.self) { try Self.file("a: [b\n") }
  }

  @Test(arguments: 0..<60)
  func `any value of an untidy file can be replaced, and the rest stays`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let names = ["breastfeeding-week", "good-family-2023", "member-day-529", "spring-visits"]
    let tidy = try Fixtures.text("workspace/Campaigns/\(names[Int(seed) % 4]).yaml")
    let root = try #require(YAMLReader.read(tidy, file: "").root)
    var file = try Self.file(MessyFile.text(of: root, seed: seed))
    let paths = Self.paths(in: file.root)
    let values: [YAMLValue] = ["x", "a: \"b\" # c", "两\n行", ["p", "q"], ["k": ["v": "w"]], "05-29", "", "~"]
    for _ in 0..<5 {
      let path = try #require(paths.randomElement(using: &random))
      let value = try #require(values.randomElement(using: &random))
      guard file.value(at: YAMLPath(path)) != nil else { continue }
      // Each change is compared with the tree as it should be, or it throws.
      try file.set(value, at: YAMLPath(path))
    }
    let path = try #require(
      paths.filter { file.value(at: YAMLPath($0)) != nil }.randomElement(using: &random))
    try file.remove(YAMLPath(path))
    // Another item may have come into the place of an item.
    #expect(file.value(at: YAMLPath(path)) == nil || path.contains { Self.isIndex($0) })
    _ = try FormatterTests.format(file.text)
  }

  private static func isIndex(_ step: YAMLPath.Step) -> Bool {
    if case .index = step { true } else { false }
  }

  private static func paths(in node: YAMLNode, _ path: [YAMLPath.Step] = []) -> [[YAMLPath.Step]] {
    let inner =
      node.entries?.flatMap { paths(in: $0.value, path + [.key($0.key)]) }
      ?? node.elements?.enumerated().flatMap { paths(in: $0.element, path + [.index($0.offset)]) } ?? []
    return path.isEmpty ? inner : [path] + inner
  }
}
