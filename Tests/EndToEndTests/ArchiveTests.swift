import Foundation
import TestSupport
import Testing

/// An occurrence's papers in one folder, with the built program.
@Suite struct ArchiveTests {
  static let session = "day/once/county-1/1"
  static let now = ["--now", "2026-06-01T08:10:00+08:00"]

  private func workspace(keep: String = "通知, 签到表, 照片 3 张, 总结", counties: Int = 2) async throws
    -> ScratchWorkspace
  {
    let workspace = try ScratchWorkspace(counties: counties, allow: 1)
    try workspace.write(
      "Campaigns/day.yaml",
      ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07") + """

        report: {due: 5 workdays after, ask: [attendance, materials]}
        archive: {keep: [\(keep)]}
        """)
    for language in ["zh", "en"] {
      let path = "Templates/notice.\(language).mustache"
      let text = try String(contentsOf: ScratchWorkspace.repository.appending(path: path), encoding: .utf8)
      try workspace.write(path, text)
    }
    let recorded = try await workspace.run(["record", Self.session, "--gave", "折页 30 份"] + Self.now)
    #expect(recorded.exitCode == 0, "\(recorded.errors)")
    return workspace
  }

  private func archive(_ workspace: ScratchWorkspace, _ arguments: String..., now: [String] = Self.now)
    async throws
    -> CommandRun
  {
    try await workspace.run(["archive", "day/once", "--lang", "zh"] + arguments + now)
  }

  private func files(_ folder: URL) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.reduce(into: [:]) { files, path in
      files[path] = FileManager.default.contents(atPath: folder.appending(path: path).path)
    }
  }

  @Test func `it says what is missing, and nothing once all is there`() async throws {
    let workspace = try await workspace()
    try workspace.write("Archive/day/once/照片/合影.jpg", "picture")
    let first = try await archive(workspace, "--to", "papers")
    #expect(first.exitCode == 1)
    #expect(first.output.contains("缺：签到表；照片 2 张；第1县的人数；第1县、第2县的报告"), "\(first.output)")
    let english = try await workspace.run(
      ["archive", "day/once", "--to", "english", "--lang", "en"] + Self.now)
    #expect(
      english.output.contains("Missing: sign-in sheet; 2 of photos; 第1县: attendance; reports of 第1县, 第2县"))

    try workspace.write("scan.pdf", "scanned")
    try workspace.write("a/p.jpg", "first")
    try workspace.write("b/p.jpg", "second")
    for county in ["county-1", "county-2"] {
      _ = try await workspace.run(
        ["report", "submit", "--campaign", "day", "--occurrence", "once", "--unit", county] + Self.now)
    }
    _ = try await workspace.run(["record", Self.session, "--attended", "12 位家长"] + Self.now)
    let second = try await archive(
      workspace, "--to", "papers", "--force", "--add", "scan.pdf", "--as", "signin", "--add", "a/p.jpg",
      "--as", "photo",
      "--add", "b/p.jpg", "--as", "photo")
    #expect(second.exitCode == 0, "\(second.output) \(second.errors)")
    let kept = try files(workspace.root.appending(path: "papers"))
    #expect(kept["attachments/signin/scan.pdf"] == Data("scanned".utf8))
    #expect(kept["attachments/photo/p.jpg"] == Data("first".utf8))
    #expect(kept["attachments/photo/p-2.jpg"] == Data("second".utf8))
    #expect(kept["attachments/照片/合影.jpg"] == Data("picture".utf8))
    #expect(FileManager.default.fileExists(atPath: workspace.root.appending(path: "scan.pdf").path))
  }

  @Test func `it holds the campaign, the notice, figures, briefs, entries and messages, in both languages`()
    async throws
  {
    let workspace = try await workspace()
    let found = try await workspace.run(
      ["inspection", "add", "--unit", "county-1", "--campaign", "day", "--occurrence", "once"]
        + ["--date", "5月30日", "--finding", "没有签到表", "--fix-by", "5月31日前"] + Self.now)
    #expect(found.exitCode == 0, "\(found.errors)")
    _ = try await archive(workspace, "--to", "papers")
    let kept = try files(workspace.root.appending(path: "papers")).mapValues {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(
      kept.keys.sorted() == [
        "README.txt", "SHA256SUMS", "briefs.en.txt", "briefs.zh.txt", "campaign.yaml", "index.csv",
        "index.html", "inspections.csv",
        "ledger.jsonl", "messages.csv", "notice.en.md", "notice.zh.md", "sessions.csv", "summary.en.csv",
        "summary.en.txt", "summary.json", "summary.zh.csv", "summary.zh.txt",
      ])
    #expect(kept["campaign.yaml"]?.contains("id: day") == true)
    #expect(kept["notice.zh.md"]?.contains("一、") == true)
    #expect(kept["sessions.csv"]?.contains("发放 折页") == true && kept["sessions.csv"]?.contains(",30,") == true)
    #expect(kept["briefs.zh.txt"]?.contains("折页 30 份") == true)
    #expect(kept["inspections.csv"]?.contains("2026-05-30,第1县,没有签到表,2026-05-31,,") == true)
    #expect(kept["summary.zh.txt"]?.contains("督查未整改  ") == true)
    let entries = (kept["ledger.jsonl"] ?? "").split(separator: "\n")
    let hashes = try await workspace.run(["log", Self.session, "--json"] + Self.now).json.compactMap {
      $0["hash"] as? String
    }
    // The session's, and that of the inspection.
    #expect(entries.count == hashes.count + 1 && zip(entries, hashes).allSatisfy { $0.contains($1) })
    let page = kept["index.html"] ?? ""
    #expect(
      page.contains("档案目录") && page.contains("contents of the archive")
        && page.contains("href=\"ledger.jsonl\""))
  }

  @Test func `every silent unit is named in the folder, and a few of them on the screen`() async throws {
    let workspace = try await workspace(counties: 7)
    let run = try await archive(workspace, "--to", "papers")
    #expect(run.output.contains("等 7 个单位的报告") && !run.output.contains("第7县"), "\(run.output)")
    let kept = try files(workspace.root.appending(path: "papers")).mapValues {
      String(decoding: $0, as: UTF8.self)
    }
    for name in ["README.txt", "index.csv", "index.html"] {
      #expect(kept[name]?.contains("第6县、第7县（共 7 个单位）的报告") == true, "\(name)")
      #expect(kept[name]?.contains("第7县 (7 in all)") == true, "\(name)")
    }
    let json = try await archive(workspace, "--to", "again", "--json")
    let missing = json.json.last?["missing"] as? [String] ?? []
    #expect(missing.last?.contains("第7县") == true)
  }

  @Test func `sha256sum agrees, and a change, a loss and an intruder are found`() async throws {
    let workspace = try await workspace()
    try workspace.write("Archive/day/once/a\\b 名.txt", "odd name")
    _ = try await archive(workspace, "--to", "papers")
    let sums = try await CommandRun.shell("cd papers && sha256sum -c --strict SHA256SUMS", in: workspace.root)
    #expect(sums.exitCode == 0, "\(sums.output) \(sums.errors)")
    #expect(sums.output.split(separator: "\n").count == 17)
    let sound = try await workspace.run(["archive", "--check", "papers", "--json"])
    #expect(sound.exitCode == 0 && sound.json.count == 17)

    try workspace.write("papers/ledger.jsonl", "{}")
    try FileManager.default.removeItem(at: workspace.root.appending(path: "papers/campaign.yaml"))
    try workspace.write("papers/new.txt", "later")
    let broken = try await workspace.run(["archive", "--check", "papers", "--json"])
    #expect(broken.exitCode == 1)
    let states = broken.json.filter { $0["ok"] as? Bool == false }.map {
      "\($0["file"] ?? "") \($0["detail"] ?? "")"
    }
    #expect(states.sorted() == ["campaign.yaml missing", "ledger.jsonl changed", "new.txt extra"])
    #expect(try await workspace.run(["archive", "--check", "Campaigns"]).exitCode == 1)
  }

  @Test func `the same records give the same bytes, today and next year`() async throws {
    let workspace = try await workspace()
    try workspace.write("Archive/day/once/照片/合影.jpg", "picture")
    _ = try await archive(workspace, "--to", "one")
    _ = try await archive(workspace, "--to", "two", now: ["--now", "2027-06-01T08:10:00+08:00"])
    let one = try files(workspace.root.appending(path: "one"))
    #expect(one == (try files(workspace.root.appending(path: "two"))))
    #expect(one.count == 18)
  }

  @Test func `nothing is overwritten unasked, and nothing that is no archive at all`() async throws {
    let workspace = try await workspace()
    try workspace.write("mine/thesis.txt", "years of work")
    for extra in [[], ["--force"]] {
      let run = try await workspace.run(
        ["archive", "day/once", "--to", "mine", "--lang", "en"] + extra + Self.now)
      #expect(run.exitCode == 1 && run.errors.contains("left alone"))
    }
    #expect(try files(workspace.root.appending(path: "mine")).keys.sorted() == ["thesis.txt"])
    _ = try await archive(workspace, "--to", "papers")
    let before = try files(workspace.root.appending(path: "papers"))
    #expect(try await archive(workspace, "--to", "papers").errors.contains("--force"))
    // A file that can't be read leaves the old archive whole and no half of a new one.
    let failed = try await archive(
      workspace, "--to", "papers", "--force", "--add", "gone.jpg", "--as", "photo")
    #expect(failed.exitCode == 74 && failed.errors.contains("gone.jpg"))
    #expect(try files(workspace.root.appending(path: "papers")) == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.root.path)
    #expect(!names.contains { $0.hasSuffix(".tmp") || $0.contains(".old-") })
  }

  @Test func `sign-in sheets are not kept past the day of their names`() async throws {
    let workspace = try await workspace()
    let path = "Campaigns/day.yaml"
    let text = try String(contentsOf: workspace.root.appending(path: path), encoding: .utf8)
    try workspace.write(path, text + "\nprivacy: {collect: names, keep_names_for: 30 days}\n")
    try workspace.write("Archive/day/once/签到表.csv", "names")
    _ = try await archive(workspace, "--to", "early")
    let late = try await archive(workspace, "--to", "late", now: ["--now", "2026-07-10T08:10:00+08:00"])
    #expect(try files(workspace.root.appending(path: "early"))["attachments/签到表.csv"] != nil)
    #expect(try files(workspace.root.appending(path: "late"))["attachments/签到表.csv"] == nil)
    #expect(late.errors.contains("请销毁"))
  }

  @Test(arguments: [["day"], ["day/"], ["day/2031"], ["none/2026"], ["day/once", "--as", "photo"], []])
  func `an occurrence that is none is a clear error, and no folder is made`(_ arguments: [String])
    async throws
  {
    let workspace = try await workspace()
    let run = try await workspace.run(["archive"] + arguments + ["--lang", "zh"] + Self.now)
    #expect(run.exitCode != 0 && run.output.isEmpty && !run.errors.isEmpty)
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.root.path)
    #expect(!names.contains { $0.contains("archive") })
  }
}
