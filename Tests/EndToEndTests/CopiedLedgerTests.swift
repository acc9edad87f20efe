import Foundation
import TestSupport
import Testing

/// A database that was copied, brought back or write-protected.
@Suite struct CopiedLedgerTests {
  private static let place = ".campaign/campaign.sqlite"

  private func office() async throws -> SampleOffice {
    let office = try await SampleOffice()
    let run = try await office.run(
      "session", "add", "--unit", "叠彩区", "--title", "讲座", "--date", "8月10日", "--held")
    #expect(run.exitCode == 0, "\(run.errors)")
    return office
  }

  /// Puts a file's bytes in another's place, as somebody does by hand.
  private func put(_ name: String, over other: String, _ office: SampleOffice) throws {
    try Data(contentsOf: office.root.appending(path: name)).write(to: office.root.appending(path: other))
  }

  private func export(_ database: String, to name: String, _ office: SampleOffice) async throws {
    try office.write(try await office.run("ledger", "export", "--database", database).output, to: name)
  }

  @Test(arguments: ["zh", "en"])
  func `a copy writes a chain of its own, and both merge`(_ language: String) async throws {
    let office = try await office()
    try put(Self.place, over: "copy.sqlite", office)
    let doctor = try await office.run("doctor", "--database", "copy.sqlite", language: language)
    #expect(doctor.output.contains(language == "zh" ? "另立一链" : "a chain of its own"))
    #expect(try await office.run("record", "diecai/1", "--attended", "5 人").exitCode == 0)
    let copied = try await CommandRun.run(
      [
        "record", "diecai/1", "--attended", "8 人", "--database", "copy.sqlite", "--now",
        "2024-01-01T09:00:00+08:00",
      ], in: office.root)
    #expect(copied.exitCode == 0, "\(copied.errors)")
    try await export("copy.sqlite", to: "copy.jsonl", office)
    let before = try await office.run("verify", "--against", "copy.jsonl", language: language)
    #expect(before.exitCode == 0, "\(before.errors)")
    #expect(before.errors.contains(language == "zh" ? "还没有导入过" : "were not imported here yet"))
    let taken = try await office.run("ledger", "import", "copy.jsonl", language: language)
    #expect(taken.output.contains(language == "zh" ? "导入 1 条" : "1 entry taken in; 1 was here already"))
    #expect(try await office.run("ledger", "disputes", "--json").json.count == 1)
    let disputes = try await office.run("ledger", "disputes", language: language).output
    let hasMark = disputes.split(separator: "\n").map {
      $0.contains(language == "zh" ? "那台机器的时钟快了" : "that machine's clock is ahead")
    }
    #expect(hasMark == [false, false, true], "\(disputes)")
    #expect(try await office.run("verify").exitCode == 0)
  }

  @Test func `what was recorded before a restore comes back`() async throws {
    for isByHand in [false, true] {
      let office = try await office()
      #expect(try await office.run("backup", "backup.sqlite").exitCode == 0)
      #expect(try await office.run("record", "diecai/1", "--attended", "5 人").exitCode == 0)
      try await export(Self.place, to: "before.jsonl", office)
      if isByHand {
        try put("backup.sqlite", over: Self.place, office)
      } else {
        #expect(try await office.run("restore", "backup.sqlite").exitCode == 0)
      }
      #expect(try await office.run("record", "diecai/1", "--gave", "折页 9 份").exitCode == 0)
      let back = try await office.run("ledger", "import", "before.jsonl")
      #expect(back.exitCode == 0 && back.output.contains("导入 1 条"), "\(back.errors)")
      #expect(try await office.run("log", "diecai/1", "--json").json.count == 3)
      #expect(try await office.run("verify").exitCode == 0)
    }
  }

  @Test func `two copies under one id part for good by a command`() async throws {
    let office = try await office()
    try put(Self.place, over: "raw.sqlite", office)
    #expect(try await office.run("record", "diecai/1", "--attended", "5 人").exitCode == 0)
    try await export(Self.place, to: "other.jsonl", office)
    let handle = try FileHandle(forWritingTo: office.root.appending(path: Self.place))
    try handle.write(contentsOf: Data(contentsOf: office.root.appending(path: "raw.sqlite")))
    try handle.close()
    #expect(try await office.run("record", "diecai/1", "--attended", "9 人").exitCode == 0)
    let refused = try await office.run("ledger", "import", "other.jsonl")
    #expect(refused.exitCode == 1 && refused.errors.contains("--fork"), "\(refused.errors)")
    #expect(try await office.run("ledger", "import", "other.jsonl", "--fork").exitCode == 0)
    let again = try await office.run("ledger", "import", "other.jsonl", "--fork")
    #expect(again.output.contains("导入 0 条"))
    #expect(try await office.run("ledger", "disputes", "--json").json.count == 1)
    #expect(try await office.run("verify").exitCode == 0)
  }

  @Test(
    .enabled(if: DatabaseCareTests.mayMount, "mounting takes root"),
    arguments: [
      ("mount --bind .campaign .campaign && mount -o remount,bind,ro .campaign", "写保护"),
      (
        """
        mv .campaign old && mkdir .campaign && mount -t tmpfs -o size=1m tmpfs .campaign && cp -p old/* .campaign/
        cat /dev/zero > .campaign/filler || true
        """, "磁盘已满"
      ),
    ])
  func `a disk that can't be written can be read, and whoever enters something is told which and what to do`(
    _ mount: String, _ reason: String
  ) async throws {
    let office = try await office()
    let mounted = try await CommandRun.shell(mount, in: office.root)
    #expect(mounted.exitCode == 0, "\(mounted.errors)")
    do {
      for words in [
        ["verify"], ["summary", "--json"], ["stock", "show"], ["ledger", "export"], ["session", "list"],
      ] {
        let run = try await CommandRun.run(words + ["--lang", "zh"], in: office.root)
        #expect(run.exitCode == 0, "\(words) \(run.errors)")
      }
      let refused = try await office.run("record", "diecai/1", "--attended", "5 人")
      #expect(refused.exitCode == 74)
      #expect(
        refused.errors.contains("\(office.root.path)/.campaign/campaign.sqlite 写不进去")
          && refused.errors.contains(reason), "\(refused.errors)")
      let copied = try await office.run("backup", "copy.sqlite")
      #expect(copied.exitCode == 0, "\(copied.errors)")
    }
    _ = try await CommandRun.shell("umount .campaign", in: office.root)
  }

  @Test(arguments: ["zh", "en"])
  func `an empty file is no export, and a session that nobody added is added first`(_ language: String)
    async throws
  {
    let office = try await office()
    try office.write("", to: "empty.jsonl")
    let empty = try await office.run("ledger", "import", "empty.jsonl", language: language)
    #expect(empty.exitCode == 1 && empty.errors.contains("campaign ledger export"))
    for command in ["signin", "checkin", "log"] {
      let unknown = try await office.run(command, "diecai/7", language: language)
      #expect(
        unknown.exitCode == 1 && unknown.errors.contains("campaign session add --unit diecai"), "\(command)")
    }
    let intact = try await office.run("verify", language: "en")
    #expect(intact.errors.contains("intact: 1 entry\n"), "\(intact.errors)")
    let check = try await office.run("check", language: "en")
    #expect(check.errors.contains(#/\d+ counties: complete/#), "\(check.errors)")
  }

  @Test func `why a session is moved or cancelled stands in its log`() async throws {
    let office = try await office()
    let moved = try await office.run("session", "move", "diecai/1", "--to", "8月11日", "--reason", "下雨")
    #expect(moved.exitCode == 0, "\(moved.errors)")
    let cancelled = try await office.run("session", "cancel", "diecai/1", "--reason", "场地停电")
    #expect(cancelled.exitCode == 0, "\(cancelled.errors)")
    let log = try await office.run("log", "diecai/1").output
    #expect(log.contains("改期原因：下雨") && log.contains("取消原因：场地停电"))
  }
}
