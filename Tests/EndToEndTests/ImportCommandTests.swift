import Foundation
import TestSupport
import Testing

/// Tables and group lists at the command line.
@Suite struct ImportCommandTests {
  private static let fixtures = ScratchWorkspace.repository.appending(
    path: "Tests/LedgerTests/Fixtures/import")
  private static let clock = ["--now", "2026-06-30T09:00:00+08:00"]

  private func office() async throws -> (workspace: ScratchWorkspace, session: String) {
    let workspace = try ScratchWorkspace(counties: 3, allow: 1)
    let added = try await workspace.run(
      ["session", "add", "--campaign", "day", "--unit", "county-1", "--date", "2026-05-29", "--json"]
        + Self.clock)
    return (workspace, try #require(added.json.first?["session"] as? String, "\(added.errors)"))
  }

  @Test(arguments: ["signin-gb18030.csv", "signin.xlsx", "signin-utf16le.csv"])
  func `a sign-in sheet is looked at first and then entered, once`(_ name: String) async throws {
    let (workspace, session) = try await office()
    let file = Self.fixtures.appending(path: name).path
    let dry = try await workspace.run(
      ["import", file, "--session", session, "--dry-run", "--json"] + Self.clock)
    #expect(dry.exitCode == 0, "\(dry.errors)")
    #expect(dry.json.dropLast().map { $0["row"] as? Int } == Array(1...8))
    #expect((dry.json.last?["persons"] as? [String: Any])?["n"] as? Int == 14)
    let before = try await workspace.run("log", session, "--json")
    for _ in 1...2 {
      let run = try await workspace.run(["import", file, "--session", session, "--json"] + Self.clock)
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect((run.json.last?["persons"] as? [String: Any])?["certainty"] as? String == "exact")
    }
    let after = try await workspace.run("log", session, "--json")
    // The public, volunteers, children and that it was held.
    #expect(after.json.count == before.json.count + 4)
    for word in ["张三", "李四", "12900000001"] {
      #expect(!after.output.contains(word) && !dry.output.contains(word))
    }
  }

  @Test func `bad rows lie beside the file, mended they come in, and units are asked about once`()
    async throws
  {
    let (workspace, _) = try await office()
    try workspace.write("台账.csv", "单位,日期,活动,人数\n第1县,6月1日,讲座,30 多人\n第Ⅱ县,6月2日,讲座,20\n第3县,6月31日,讲座,9\n")
    let first = try await workspace.run(["import", "台账.csv", "--lang", "zh"] + Self.clock)
    #expect(first.exitCode == 1)
    #expect(first.output.contains("第 2 条（A3）") && first.output.contains("是不是"))
    let apart = workspace.root.appending(path: "台账-待改.csv")
    let bytes = try Data(contentsOf: apart)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) && text.contains("6月31日"))
    try workspace.write("台账-待改.csv", text.replacing("6月31日", with: "6月30日"))
    let second = try await workspace.run(
      ["import", "台账-待改.csv", "--unit-is", "第Ⅱ县=county-2", "--json"] + Self.clock)
    #expect(second.exitCode == 0, "\(second.output)")
    #expect(second.json.last?["accepted"] as? Int == 2)
    let aliases = try await workspace.run("aliases", "--json")
    #expect(aliases.json.map { $0["unit"] as? String } == ["county-2"])
    #expect(try await workspace.run("aliases", "--forget", "第Ⅱ县").exitCode == 0)
    let list = try await workspace.run("session", "list", "--json")
    #expect(list.json.count == 4)
  }

  @Test(arguments: ["zh", "en"])
  func `rows that hold a phone are written into no other file, and are asked for where they stand`(
    _ language: String
  ) async throws {
    let (workspace, _) = try await office()
    try workspace.write(
      "t.csv", "单位,日期,活动,人数\n第1县,6月1日,讲座 12900000001,30\n第2县,6月2日,讲座,20\n第3县,6月3日,张伟电话 12900000002,9\n")
    let run = try await workspace.run(["import", "t.csv", "--lang", language] + Self.clock)
    #expect(run.exitCode == 1)
    #expect(
      run.errors.contains(language == "zh" ? "请直接在 t.csv 里改第 2、4 行" : "mend rows 2, 4 in t.csv itself"),
      "\(run.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: workspace.root.path)
    #expect(!files.contains { $0.contains("待改") })
  }

  @Test func `what can't be imported says so in the user's language, with its exit code`() async throws {
    let (workspace, session) = try await office()
    try workspace.write("a.csv", "今天,明天\n")
    for (arguments, code, word) in [
      (["import", "a.csv", "--session", session], 1, "表头"), (["import", "none.csv"], 74, "none.csv"),
      (["import", "a.csv", "--session", "day/once/county-1/9"], 1, "day/once/county-1/9"),
      (["import", Self.fixtures.appending(path: "signin.xlsx").path], 1, "--session"),
      (
        ["import", Self.fixtures.appending(path: "signin.xlsx").path, "--sheet", "没有", "--session", session],
        1, "没有"
      ),
    ] as [([String], Int32, String)] {
      let run = try await workspace.run(arguments + ["--lang", "zh"] + Self.clock)
      #expect(run.exitCode == code && run.errors.contains(word), "\(arguments): \(run.errors)")
    }
    let list = try await workspace.run(
      ["import", Self.fixtures.appending(path: "jielong.txt").path, "--session", session, "--json"]
        + Self.clock)
    #expect(list.exitCode == 0 && (list.json.last?["persons"] as? [String: Any])?["n"] as? Int == 9)
  }

  @Test func `a sessions file tells its units as a table does, and doubles nothing that is recorded`()
    async throws
  {
    let (workspace, _) = try await office()
    let event = "title: 普法宣传, date: 6月上旬, attendance: 30 余人"
    try workspace.write(
      "s.yaml", "events:\n  - {id: a, unit: 第Ⅱ县, \(event)}\n  - {id: b, unit: 第3县, \(event)}\n")
    let record =
      ["record", "--unit", "第3县", "--title", "普法宣传", "--attended", "30余人", "--lang", "zh"] + Self.clock
    #expect(try await workspace.run(record + ["--date", "6月上旬"]).exitCode == 0)
    for day in ["6月上旬", "近日", "6月3日"] {
      let again = try await workspace.run(record + ["--date", day])
      #expect(again.exitCode == 1 && again.errors.contains("--another"), "\(day): \(again.output)")
    }
    let first = try await workspace.run(["import", "s.yaml", "--lang", "zh"] + Self.clock)
    #expect(first.exitCode == 1 && first.errors.contains("--unit-is 第Ⅱ县="), "\(first.errors)")
    #expect(first.output.contains("待问") && first.output.contains("收下 0"), "\(first.output)")
    let second = try await workspace.run(
      ["import", "s.yaml", "--unit-is", "第Ⅱ县=county-2", "--another", "--json"] + Self.clock)
    #expect(second.exitCode == 0 && second.json.last?["accepted"] as? Int == 2, "\(second.output)")
    #expect(try await workspace.run("aliases", "--json").json.count == 1)
  }
}
