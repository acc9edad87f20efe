import Foundation
import GRDB
import Planning
import Recurrence
import Testing
import Webhooks

@testable import CampaignScheduler

/// The doctor finds what is wrong, says what to do in both languages, and touches nothing.
@Suite struct DoctorTests {
  private static let channels = """
    format: 1
    channels:
      hook: {kind: webhook, url_from: "env:HOOK_URL", secret_from: "env:HOOK_SECRET"}
    """
  private static let robot = [
    "HOOK_URL": "https://hook.example.org/a", "HOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "LANG": "zh_CN.UTF-8",
  ]

  private func workspace(_ folder: ScratchFolder, allow: [String] = [], secrets: String? = nil) throws
    -> Workspace
  {
    for name in ["Campaigns/shared", "Templates"] {
      try FileManager.default.createDirectory(atPath: folder[name], withIntermediateDirectories: true)
    }
    let allow = allow.map { "\"\($0)\"" }.joined(separator: ", ")
    let files = [
      "settings.yaml": """
      format: 1
      zone: Asia/Shanghai
      language: zh
      levels: [{zh: 自治区, en: region}]
      outgoing: {allow: [\(allow)]}
      \(secrets.map { "secrets: \($0)" } ?? "")
      """,
      "units.csv": "id,name,level,parent,aliases,counted,code\ngx,自治区,自治区,,,true,\n",
      "channels.yaml": Self.channels,
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.url.appending(path: "Campaigns/shared/\(name)"))
    }
    return try Workspace(root: folder.url.path)
  }

  private func findings(
    _ workspace: Workspace?, database: String? = nil, environment: [String: String] = robot,
    credentials: Result<SecretsFile?, SecretsFile.Fault> = .success(nil),
    at now: Timestamp = instant("2026-05-28T01:20:00Z")
  ) -> [Finding] {
    Doctor(
      Doctor.Patient(
        workspace: workspace, databasePath: database ?? workspace?.databasePath, environment: environment,
        credentials: credentials, now: now, version: "1.2.3", asksNetwork: false),
      language: .en
    ).findings()
  }

  private func grade(_ check: String, in findings: [Finding]) -> Finding.Grade? {
    findings.first { $0.check == check }?.grade
  }

  @Test func `a sound installation has nothing bad, and looking makes no file`() throws {
    let folder = try ScratchFolder()
    let found = findings(try workspace(folder))
    #expect(found.filter { $0.grade == .bad } == [])
    #expect(try folder.names == ["Campaigns", "Templates"])
    #expect(grade("database", in: found) == .advisable)
    #expect(grade("channels", in: found) == .good)
  }

  @Test func `every finding is told in both languages, and with advice unless it is good`() throws {
    let folder = try ScratchFolder()
    let path = try folder.database(fromVersion: 1)
    let bad = findings(
      try workspace(folder, allow: ["169.254.169.254:80", "10.0.0.0/8", "8.8.8.8", "nonsense.example"]),
      database: path, environment: ["TZDIR": "/nowhere"], credentials: .failure(.open(mode: "0644")),
      at: instant("1999-01-01T00:00:00Z"))
    #expect(bad.count > 20)
    for finding in bad + findings(nil) {
      #expect(finding.detail.en != nil, "\(finding.check)")
      #expect((finding.advice == nil) == (finding.grade == .good), "\(finding.check)")
      #expect(finding.advice.map { $0.en != nil && $0.en != $0.zh } ?? true, "\(finding.check)")
    }
    for check in ["clock", "timeZones", "secrets", "clockAgainstDatabase"] {
      #expect(grade(check, in: bad) == .bad, "\(check)")
    }
    #expect(
      bad.filter { $0.check == "outgoingAllow" }.map(\.grade) == [.bad, .advisable, .advisable, .bad])
  }

  @Test func `without a workspace only the machine is looked at`() {
    let found = findings(nil)
    #expect(grade("workspace", in: found) == .bad)
    #expect(found.allSatisfy { !["files", "channels", "database"].contains($0.check) })
  }

  @Test func `reminders that are due and no daemon are bad; with a daemon they are a hint`() throws {
    let folder = try ScratchFolder()
    let workspace = try workspace(folder)
    let path = try folder.database(fromVersion: 1)
    #expect(grade("due", in: findings(workspace, database: path)) == .bad)
    let lock = try InstanceLock(databasePath: path)
    let found = findings(workspace, database: path)
    #expect(grade("due", in: found) == .advisable)
    #expect(grade("daemon", in: found) == .good)
    lock.release()
    #expect(
      grade("due", in: findings(workspace, database: path, at: instant("2026-05-28T01:14:00Z"))) == .good)
    #expect(grade("discarded", in: found) == .advisable)
    #expect(grade("databaseSchema", in: found) == .advisable)
  }

  @Test func `an old database is looked at and left as it is`() throws {
    let folder = try ScratchFolder()
    let workspace = try workspace(folder)
    let path = try folder.database(fromVersion: 1)
    let before = try folder.bytes(of: "campaign.sqlite")
    let names = try folder.names
    _ = findings(workspace, database: path)
    #expect(try folder.bytes(of: "campaign.sqlite") == before)
    #expect(try folder.names == names)
  }

  @Test func `damage is told with the way back`() throws {
    let folder = try ScratchFolder()
    let workspace = try workspace(folder)
    let path = try folder.database(fromVersion: 1)
    let size = try #require(FileStatus(path)).bytes
    try folder.spoil("campaign.sqlite", at: UInt64(size - 4096), with: [UInt8](repeating: 0xFF, count: 4096))
    let finding = try #require(
      findings(workspace, database: path).first { $0.check == "databaseIntegrity" })
    #expect(finding.grade == .bad)
    #expect(finding.detail.text(.en).contains("campaign restore"))
  }

  @Test(arguments: [(1, Finding.Grade.good), (31, .advisable)])
  func `a backup gets old`(_ days: Int, _ expected: Finding.Grade) throws {
    let folder = try ScratchFolder()
    let workspace = try workspace(folder)
    let path = try folder.database(fromVersion: 1)
    let now = instant("2026-05-28T01:20:00Z")
    #expect(grade("backup", in: findings(workspace, database: path)) == .advisable)
    try BackupRecord(at: now.advanced(by: .seconds(-days * 86_400)), path: "/mnt/a.sqlite").write(
      beside: path)
    #expect(grade("backup", in: findings(workspace, database: path)) == expected)
  }

  @Test func `a robot without an address is named`() throws {
    let folder = try ScratchFolder()
    let found = findings(try workspace(folder), environment: [:])
    #expect(grade("channels", in: found) == .bad)
    let advice = found.first { $0.check == "channels" }?.advice
    #expect(advice?.text(.en).contains("HOOK_URL") == true)
  }
}
