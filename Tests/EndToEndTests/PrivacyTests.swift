import Foundation
import GRDB
import TestSupport
import Testing

/// A sign-in list goes through the whole program: no name, no phone and, after its day, no trace of it is in anything
/// that was written. All people are invented, their phones have a prefix that nobody has.
@Suite struct PrivacyTests {
  static let list = """
    姓名,电话,村（社区）,身份,年龄,户主
    张三丰,12900000001,东村,家长,35,张三丰
    欧阳小燕,129-0000-0022,西村,家长,41,韦大力
    莫负春光,12900000333,东村,志愿者,28,
    覃有福,12900000001,东村,家长,61,张三丰
    李小明,12900004444,西村,学生,9,李大山
    韦大力,12900005555,西村,失独家庭,55,
    """
  /// What must be found nowhere.
  static let secrets = [
    "张三丰", "欧阳小燕", "莫负春光", "覃有福", "李小明", "李大山", "韦大力", "小明", "12900000001", "129-0000-0022", "12900000022",
    "老周", "黄阿姨", "阿芳", "小刘", "周某",
    "12900000333", "12900004444", "12900005555", "00000001", "00000022", "00000333",
  ]
  static let session = "day/once/county-1/1"
  static let morning = "2026-05-29T08:10:00+08:00"
  static let later = "2026-07-10T08:10:00+08:00"

  private func workspace(_ port: UInt16, extra: String = "") throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: 2, allow: port)
    try workspace.write(
      "Campaigns/day.yaml",
      ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07") + """

        report: {due: 5 workdays after, ask: [attendance, photos]}
        archive: {keep: [通知, 签到表, 照片 3 张, 总结]}
        privacy: {collect: names, keep_names_for: 30 days, purpose: 家长课堂签到}
        \(extra)
        """)
    for language in ["zh", "en"] {
      let path = "Templates/notice.\(language).mustache"
      let text = try String(contentsOf: ScratchWorkspace.repository.appending(path: path), encoding: .utf8)
      try workspace.write(path, text)
    }
    return workspace
  }

  /// Everything below a folder that holds one of the texts, and the texts. The list itself is left out.
  private func traces(of texts: [String], in root: URL) throws -> [String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0 != "list.csv" }
    return paths.flatMap { path -> [String] in
      guard let data = FileManager.default.contents(atPath: root.appending(path: path).path) else {
        return []
      }
      return texts.filter { data.range(of: Data($0.utf8)) != nil }.map { "\(path): \($0)" }
    }
  }

  @Test func `no name or phone of a sign-in list is in anything that the program writes`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try workspace(server.port)
    try workspace.write("list.csv", Self.list)
    var printed = ""
    @discardableResult
    func run(_ arguments: String..., now: String = Self.morning) async throws -> CommandRun {
      let run = try await workspace.run(
        arguments + ["--now", now], environment: ScratchWorkspace.environment(server))
      printed += run.output + run.errors
      return run
    }
    let recorded = try await run("record", Self.session, "--gave", "折页 30 份", "--json")
    let entry = try #require(recorded.json.last?["entry"] as? String)
    // What people write in passing: why, and what a text says.
    for words in [
      ["void", entry, "--reason", "李小明说记错"], ["correct", entry, "--gave", "折页 3 份", "--reason", "把欧阳小燕记重了"],
      ["record", Self.session, "--gave", "折页 9 份", "--late", "李小明补交"],
      [
        "session", "add", "--unit", "county-1", "--date", "2026-05-29", "--title", "课堂", "--mentioned-in",
        "简报",
      ]
        + ["--quote", "9岁儿童李小明到场"],
      ["session", "add", "--unit", "county-1", "--date", "2026-05-29", "--title", "慰问失独家庭老周"],
      ["record", Self.session, "--served", "残疾家庭黄阿姨义诊 1 人"],
      ["record", Self.session, "--gave", "给失独母亲阿芳的慰问品 1 份"],
      ["void", entry, "--reason", "艾滋病感染者小刘没来"],
      [
        "session", "add", "--unit", "county-1", "--date", "2026-05-29", "--title", "课堂", "--mentioned-in",
        "简报",
      ]
        + ["--quote", "计生特扶家庭周某到场"],
      ["session", "move", Self.session, "--to", "2026-05-28", "--reason", "李小明请假"],
    ] {
      let refused = try await workspace.run(
        words + ["--now", Self.morning], environment: ScratchWorkspace.environment(server))
      #expect(refused.exitCode == 1, "\(words): \(refused.output)")
      printed += refused.output + refused.errors
    }
    let added = try await run("persons", "add", Self.session, "--file", "list.csv", "--came", "--lang", "zh")
    #expect(added.exitCode == 1)
    #expect(added.output.contains("未收  6") && added.output.contains("未收  7"))
    #expect(added.output.contains("登记 4 人") && added.output.contains("留到 2026-06-28"))
    #expect(added.errors.contains("4 号 覃* 与 1 号 张* 电话相同"))

    let listed = try await run("persons", "list", Self.session, "--json")
    #expect(listed.json.map { $0["name"] as? String } == ["张*", "欧*", "莫*", "覃*"])
    #expect(listed.json.map { $0["phone"] as? String } == ["**01", "**22", "**33", "**01"])
    for command in [
      ["persons", "list"], ["persons", "export"], ["summary", "--campaign", "day", "--year", "2026"],
      ["summary", Self.session, "--json"], ["brief", Self.session], ["log", Self.session],
      ["daemon", "--once"],
      ["outbox", "list"], ["signin", Self.session], ["signin", Self.session, "--output", "sheet.html"],
      ["backup", "backup.sqlite"], ["archive", "day/once", "--to", "paper"],
      ["notice", "day", "--year", "2026"],
    ] {
      let run = try await workspace.run(
        command + ["--now", Self.morning], environment: ScratchWorkspace.environment(server))
      #expect(run.exitCode == (command[0] == "archive" ? 1 : 0), "\(command): \(run.errors)")
      printed += run.output + run.errors
    }
    #expect(Self.secrets.filter(printed.contains) == [])
    #expect(server.arrivals.flatMap { arrival in Self.secrets.filter(arrival.body.contains) } == [])
    #expect(server.arrivals.count == 2)
    #expect(try traces(of: Self.secrets, in: workspace.root) == [])
  }

  @Test func `after its day nothing of a list is left in the database, its log or its copies`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try workspace(server.port)
    try workspace.write("list.csv", Self.list)
    for arguments in [
      ["record", Self.session, "--gave", "折页 30 份"], ["persons", "add", Self.session, "--file", "list.csv"],
      ["backup", "backup.sqlite"], ["backup", "older.sqlite"], ["backup", "last.sqlite"],
    ] { _ = try await workspace.run(arguments + ["--now", Self.morning]) }
    // What a list leaves while it stands: masked names, marks, places.
    let database = workspace.root.appending(path: ".campaign/campaign.sqlite")
    let marks = try await DatabaseQueue(path: database.path).read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT name_mark FROM person UNION SELECT phone_mark FROM person WHERE phone_mark IS NOT NULL
          UNION SELECT household_mark FROM person WHERE household_mark IS NOT NULL
          """)
    }
    #expect(marks.count == 9)
    let rest = marks + ["张*", "欧*", "莫*", "覃*", "东村", "西村"]
    #expect(try traces(of: rest, in: workspace.root).count >= rest.count * 2)

    let purged = try await workspace.run(
      "purge", "--backup", "backup.sqlite", "--backup", "older.sqlite", "--now", Self.later, "--lang", "en")
    #expect(purged.exitCode == 0, "\(purged.errors)")
    #expect(purged.errors.contains("4 persons reached their day"))
    #expect(purged.errors.contains("last.sqlite"))
    #expect(try traces(of: rest + Self.secrets, in: workspace.root) == [])

    let log = try await workspace.run("log", Self.session, "--lang", "zh", "--now", Self.later)
    #expect(log.output.contains("名单 4 人到期（2026-06-28），已换成人数"))
    #expect(try await workspace.run("verify", "--now", Self.later).exitCode == 0)
    #expect(try await workspace.run("persons", "list", "--json", "--now", Self.later).json.isEmpty)
    // A backup from before brings rows without faces back, which the next purge counts again.
    #expect(try await workspace.run("restore", "last.sqlite", "--now", Self.later).exitCode == 0)
    let again = try await workspace.run("purge", "--now", Self.later, "--lang", "en")
    #expect(again.errors.contains("4 persons reached their day"), "\(again.errors)")
    #expect(try traces(of: rest + Self.secrets, in: workspace.root) == [])
  }

  @Test func `a list that stays does not keep traces of one that goes`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try workspace(server.port)
    try workspace.write(
      "Campaigns/other.yaml",
      ScratchWorkspace.campaign(when: "once: 2026-06-20", at: "on the day, 08:07").replacing(
        "id: day", with: "id: other")
        + "\nprivacy: {collect: names, keep_names_for: 300 days}\n")
    // Enough rows for several pages, so that pages were split and rows moved.
    let letters = Array("甲乙丙丁戊己庚辛壬癸")
    func rows(_ place: String) -> String {
      (0..<600).map { number in
        "\(letters[number % 10])\(letters[number / 10 % 10])\(letters[number / 100]),129\(String(10_000_000 + number)),\(place)\(number)村"
      }.joined(separator: "\n")
    }
    try workspace.write("list.csv", rows("去"))
    for arguments in [
      ["record", Self.session, "--gave", "折页 30 份"], ["persons", "add", Self.session, "--file", "list.csv"],
      ["session", "add", "--campaign", "other", "--occurrence", "once", "--unit", "county-2"],
    ] { #expect(try await workspace.run(arguments + ["--now", Self.morning]).exitCode == 0) }
    try workspace.write("list.csv", rows("留"))
    let kept = try await workspace.run(
      "persons", "add", "other/once/county-2/1", "--file", "list.csv", "--now", Self.morning)
    #expect(kept.exitCode == 0, "\(kept.errors)")
    let gone = (0..<600).map { "去\($0)村" }
    #expect(try traces(of: gone, in: workspace.root).count >= 600)
    #expect(try await workspace.run("purge", "--now", Self.later).exitCode == 0)
    #expect(try traces(of: gone, in: workspace.root) == [])
    #expect(try await workspace.run("persons", "list", "--json", "--now", Self.later).json.count == 600)
  }

  @Test func `without the campaign's word there are no lists, and past its day none is taken`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    try workspace.write("list.csv", "张三丰,12900000001")
    _ = try await workspace.run("record", Self.session, "--gave", "折页 3 份", "--now", Self.morning)
    func add(_ now: String) async throws -> CommandRun {
      try await workspace.run(
        "persons", "add", Self.session, "--file", "list.csv", "--now", now, "--lang", "zh")
    }
    let refused = try await add(Self.morning)
    #expect(
      refused.exitCode == 1 && refused.errors.contains("privacy: {collect: names, keep_names_for: 180 days}"))
    let path = "Campaigns/day.yaml"
    let text = try String(contentsOf: workspace.root.appending(path: path), encoding: .utf8)
    try workspace.write(path, text + "\nprivacy: {collect: names, keep_names_for: 30 days}\n")
    #expect(try await add(Self.later).errors.contains("2026-06-28"))
    #expect(try await add(Self.morning).exitCode == 0)
  }

  @Test(arguments: [
    ["--attended", "小明（8岁）"], ["--gave", "折页 3 份 给小明（8岁）"], ["--served", "血压 140/90"],
    ["--gave", "慰问品 1 份 12900000001"], ["--attended", "失独家庭张三丰 1 人"],
    ["--attended", "30 人", "--venue", "村民小明家 12900000001"],
    ["--attended", "30 人", "--venue", "12900000001", "--dry-run"],
    ["--attended", "30 人", "--activity", "看望小明小朋友", "--dry-run"],
  ])
  func `record refuses words that must not be kept, says what to write, and enters nothing`(
    _ words: [String]
  ) async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    for language in ["zh", "en"] {
      let run = try await workspace.run(
        ["record", Self.session] + words + ["--now", Self.morning, "--lang", language])
      #expect(run.exitCode == 1)
      #expect(
        run.errors.contains(language == "zh" ? "写" : "write") || run.errors.contains("persons add"),
        "\(run.errors)")
      #expect(["小明", "140/90", "12900000001", "三丰"].filter(run.errors.contains) == [])
    }
    #expect(try await workspace.run("session", "list", "--json").json.isEmpty)
  }
}
