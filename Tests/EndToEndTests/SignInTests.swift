import Foundation
import TestSupport
import Testing

/// Sheets and codes for the door, with the built program.
@Suite struct SignInTests {
  static let session = "day/once/county-1/1"
  static let now = ["--now", "2026-05-29T08:10:00+08:00"]

  private func workspace(_ privacy: String = "") async throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: 2, allow: 1)
    try workspace.write(
      "Campaigns/day.yaml",
      ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07") + "\n\(privacy)\n")
    let added = try await workspace.run(
      ["session", "add", "--campaign", "day", "--unit", "county-1", "--date", "2026-05-29"] + Self.now)
    #expect(added.exitCode == 0, "\(added.errors)")
    return workspace
  }

  private func codes(_ workspace: ScratchWorkspace, _ count: Int, of session: String = Self.session)
    async throws
    -> [String]
  {
    try await workspace.run(["signin", session, "--codes", "\(count)", "--json"] + Self.now).json
      .compactMap { $0["code"] as? String }
  }

  private func checkin(
    _ workspace: ScratchWorkspace, _ lines: [String], session: String = Self.session
  ) async throws -> CommandRun {
    try workspace.write("codes.txt", lines.joined(separator: "\n"))
    return try await CommandRun.shell(
      "campaign checkin '\(session)' --json --lang en --now 2026-05-29T08:10:00+08:00 < codes.txt",
      in: workspace.root)
  }

  private func attendance(_ workspace: ScratchWorkspace) async throws -> [Int?] {
    let log = try await workspace.run(["summary", Self.session, "--json"] + Self.now)
    return log.json.map { ($0["attendance"] as? [String: Any])?["n"] as? Int }
  }

  @Test func `a sheet has numbered rows, page totals and the columns that the campaign takes`() async throws {
    let counts = try await workspace()
    let page = try await counts.run([
      "signin", Self.session, "--rows", "70", "--format", "html", "--lang", "zh",
    ])
    #expect(page.exitCode == 0, "\(page.errors)")
    #expect(page.output.ranges(of: "<section class=\"page\">").count == 3)
    #expect(page.output.ranges(of: "<thead>").count == 3)
    #expect(page.output.contains("<td class=\"number\">70</td>") && !page.output.contains(">71<"))
    #expect(page.output.contains("本页合计") && page.output.contains("各页总计") && page.output.contains("儿童数"))
    #expect(page.output.contains("2026 年 5 月 29 日") && page.output.contains("会员日活动签到表"))
    #expect(!page.output.contains("<th>姓名</th>") && !page.output.contains("<th>电话</th>"))
    #expect(!page.output.contains("http"))

    let names = try await workspace(
      "privacy: {collect: names, keep_names_for: 180 days, purpose: 发放纪念品, consent_for: [照片]}")
    let sheet = try await names.run(["signin", Self.session, "--lang", "zh"])
    #expect(sheet.output.contains("姓名") && sheet.output.contains("电话") && sheet.output.contains("随行儿童数"))
    #expect(sheet.output.contains("用途：发放纪念品。保存：姓名和电话留到 2026 年 11 月 25 日前"))
    #expect(sheet.output.contains("同意使用照片"))
    let english = try await names.run(["signin", Self.session, "--rows", "5", "--lang", "en"])
    #expect(english.output.contains("Signature") && english.output.contains("page 1 of 1"))
    #expect(!english.output.contains("签"))
  }

  @Test func `a sheet of nothing or of too much is refused`() async throws {
    let workspace = try await workspace()
    for rows in ["0", "-3", "100000"] {
      #expect(try await workspace.run(["signin", Self.session, "--rows=\(rows)"]).exitCode == 64)
    }
    #expect(try await workspace.run(["signin", "day/once/county-2/7"]).exitCode == 1)
  }

  @Test func `codes are taken once, others are refused with their reason, and the count is one entry`()
    async throws
  {
    let workspace = try await workspace()
    let second = try await workspace.run(
      ["session", "add", "--campaign", "day", "--unit", "county-1", "--date", "2026-05-29", "--another"]
        + Self.now)
    #expect(second.exitCode == 0, "\(second.errors)")
    let own = try await codes(workspace, 4)
    let others = try await codes(workspace, 2, of: "day/once/county-1/2")
    #expect(Set(own + others).count == 6)
    var forged = own[2].split(separator: "|").map(String.init)
    forged[4] = "5"
    let run = try await checkin(
      workspace,
      [own[0], own[1], own[0], others[1], forged.joined(separator: "|"), "hello", "", own[3].lowercased()])
    #expect(run.exitCode == 1)
    #expect(
      run.json.map { "\($0["result"] ?? "") \($0["reason"] as? String ?? "-")" } == [
        "ok -", "ok -", "refused already", "refused other_session", "refused bad_check", "refused unknown",
        "ok -",
      ])
    #expect(run.json.allSatisfy { Set($0.keys) == ["code", "result", "reason"] })
    #expect(try await attendance(workspace) == [3])
    // Another day's reading knows what was taken.
    let again = try await checkin(workspace, [own[0], own[2]])
    #expect(again.json.map { $0["reason"] as? String } == ["already", nil])
    #expect(again.exitCode == 0)
    #expect(try await attendance(workspace) == [4])
    let log = try await workspace.run(["log", Self.session, "--json"] + Self.now)
    #expect(log.json.count { ($0["what"] as? String)?.contains("attendance") == true } == 2)
  }

  @Test func `what is no code is not repeated as it was typed`() async throws {
    let workspace = try await workspace()
    // Not one of its own: a check is random, and one that begins as a phone number does is masked as such.
    let forged = "C1|day|once|county-1|1|ABCDEFABCD"
    let long = String(repeating: "x", count: 100_000)
    let run = try await checkin(
      workspace,
      [
        "张伟 12900000001", "\u{1B}[31mred\u{7}", long, "129 0000 0002 李娜", forged + "\u{1B}[2J",
        "欧阳明月，2812345",
      ])
    #expect(run.json.allSatisfy { $0["result"] as? String == "refused" })
    let shown = run.json.compactMap { $0["code"] as? String }
    #expect(
      shown == [
        "张* *01", "[31mred", String(repeating: "x", count: 40) + "…", "尾号 02 李*", forged + "[2J", "欧*，*45",
      ])
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func `a ticket has its code in bars for a scanner, a text has none`() async throws {
    let workspace = try await workspace()
    let page = try await workspace.run(
      ["signin", Self.session, "--codes", "3", "--format", "html"] + Self.now)
    #expect(page.output.ranges(of: "<svg class=\"bars\"").count == 3)
    #expect(page.output.ranges(of: "<code>C1|day|once|county-1|").count == 3 && !page.output.contains("http"))
    let text = try await workspace.run(["signin", Self.session, "--codes", "3"] + Self.now)
    #expect(text.output.contains("C1|day|once|county-1|3|") && !text.output.contains("<svg"))
  }

  @Test func `Ctrl-C at the desk loses nothing`() async throws {
    let workspace = try await workspace()
    let codes = try await codes(workspace, 3)
    let pipe = workspace.root.appending(path: "scanner").path
    #expect(mkfifo(pipe, 0o600) == 0)
    // Open on both sides, so that the input never ends.
    let scanner = try #require(FileHandle(forUpdatingAtPath: pipe))
    try scanner.write(contentsOf: Data((codes.joined(separator: "\n") + "\n").utf8))
    let path = try CommandRun.program.path
    let desk = try ProcessUnderTest(
      ["-c", "exec '\(path)' checkin \(Self.session) --json --now 2026-05-29T08:10:00+08:00 < scanner"],
      of: URL(filePath: "/bin/sh"), in: workspace.root)
    #expect(try await eventually { desk.outputSoFar.split(separator: "\n").count == 3 })
    desk.kill(SIGINT)
    let run = try await desk.ended()
    #expect(run.exitCode == 0, "\(run.errors)")
    try scanner.close()
    #expect(try await attendance(workspace) == [3])
  }

  @Test func `the key is the machine's own, and read by its owner only`() async throws {
    let workspace = try await workspace()
    let first = try await codes(workspace, 1)
    let key = workspace.root.appending(path: ".campaign/machine.key").path
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try await codes(workspace, 1) == first)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
    let open = try await workspace.run(["signin", Self.session, "--codes", "1", "--lang", "en"])
    #expect(open.exitCode == 74 && open.errors.contains("chmod 600"))
    try FileManager.default.removeItem(atPath: key)
    let other = try await codes(workspace, 1)
    #expect(other != first)
    #expect(try await checkin(workspace, first).json.map { $0["reason"] as? String } == ["bad_check"])
  }
}
