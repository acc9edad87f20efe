import Foundation
import TestSupport
import Testing

/// Remote units, trainings, what follows on another session, and baselines, on the command line.
@Suite struct FigureRowsTests {
  private final class Office {
    let root: URL

    init() async throws {
      root = FileManager.default.temporaryDirectory.appending(path: "campaign-rows-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
      let run = try await CommandRun.run(["init", "."], in: root)
      #expect(run.exitCode == 0, "\(run.errors)")
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func run(_ arguments: String..., language: String = "zh") async throws -> CommandRun {
      try await CommandRun.run(
        arguments + ["--now", "2023-08-28T09:00:00+08:00", "--lang", language], in: root)
    }

    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: root.appending(path: name))
    }
  }

  @Test func `a unit marked as remote is listed until something was held in it`() async throws {
    let office = try await Office()
    let path = office.root.appending(path: "Campaigns/shared/units.csv")
    let rows = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").enumerated().map {
      line, row in
      row + (line == 0 ? ",偏远" : row.hasPrefix("diecai,") ? ",是" : ",")
    }
    try office.write(rows.joined(separator: "\n") + "\n", to: "Campaigns/shared/units.csv")
    let before = try await office.run("dormant", "--remote")
    #expect(before.exitCode == 0, "\(before.errors)")
    #expect(before.output.contains("1 个偏远单位中 1 个"))
    #expect(before.output.contains("叠彩区"))
    let record = try await office.run(
      "record", "--unit", "叠彩区", "--date", "8 月 10 日", "--title", "义诊", "--attended", "30 人")
    #expect(record.exitCode == 0, "\(record.errors)")
    #expect(try await office.run("dormant", "--remote", "--json").output == "")
    #expect(try await office.run("summary", language: "en").output.contains("1 / 1 (100.00%)\n"))
    #expect(try await office.run("check").exitCode == 0)
  }

  @Test func `a training is recorded with its hours, and after what it was held`() async throws {
    let office = try await Office()
    let first = try await office.run("record", "--unit", "叠彩区", "--date", "8 月 9 日", "--title", "启动仪式")
    #expect(first.exitCode == 0, "\(first.errors)")
    let record = try await office.run(
      "record", "--unit", "叠彩区", "--date", "8 月 10 日", "--title", "业务培训", "--kind", "training", "--attended",
      "40 人", "--hours", "3 学时", "--after", "diecai/1")
    #expect(record.exitCode == 0, "\(record.errors)")
    #expect(try await office.run("summary").output.contains("1 场       40 人，3 学时，合 120 人学时"))
    #expect(try await office.run("brief", "diecai/2").output.contains("启动仪式结束后，"))
    let wrong = try await office.run(
      "record", "--unit", "叠彩区", "--date", "8 月 11 日", "--title", "又一次", "--hours", "很久")
    #expect(wrong.exitCode == 64)
    #expect(wrong.errors.contains("学时看不懂"))
    #expect(!(try await office.run("session", "list").output.contains("又一次")))
  }

  @Test func `a baseline stands beside the end in every format that has rows`() async throws {
    let office = try await Office()
    try office.write(
      """
      format: 1
      questionnaire:
        - {id: a, name: 基线, sent: 100, returned: 100, dimensions: [{name: 知晓, items: 1, counts: {好: 31}}]}
        - {id: b, name: 终期, sent: 100, returned: 100, dimensions: [{name: 知晓, items: 1, counts: {好: 75}}]}
      """, to: "surveys.yaml")
    let taken = try await office.run("import", "surveys.yaml")
    #expect(taken.exitCode == 0, "\(taken.errors)")
    let text = try await office.run(
      "summary", "--campaign", "member-day-529", "--year", "2023", "--baseline", "基线")
    #expect(text.exitCode == 0, "\(text.errors)")
    #expect(text.output.contains("基线与终期对比：基线 → 终期"))
    #expect(text.output.contains("31.00"))
    #expect(text.output.contains("+44.00"))
    let csv = try await office.run("summary", "--baseline", "基线", "--final", "终期", "--format", "csv")
    #expect(csv.output.contains("baseline,知晓 · 好,31.00,75.00,,,44.00\r\n"))
    let json = try await office.run("summary", "--baseline", "a", "--json")
    #expect(json.output.contains(#""baseline":{"baseline":"基线","final":"终期","rows":["#))
    let markdown = try await office.run("summary", "--baseline", "a", "--format", "markdown", language: "en")
    #expect(markdown.output.contains("| figure | baseline | final | change |"))
    let unknown = try await office.run("summary", "--baseline", "无")
    #expect(unknown.exitCode == 1)
    #expect(unknown.errors.contains("基线、终期"))
    #expect(try await office.run("summary", "--final", "b").exitCode == 64)
  }
}
