import Foundation
import TestSupport
import Testing

/// What is corrected, cancelled, merged or taken back, and what is asked about before it goes in.
@Suite struct SecondThoughtsTests {
  private func isChinese(_ language: String) -> Bool { language == "zh" }

  private func session(_ office: SampleOffice, _ unit: String, _ day: String, _ more: String...) async throws
  {
    let run = try await CommandRun.run(
      ["record", "--unit", unit, "--title", "讲座", "--date", day] + more
        + ["--now", "2023-08-28T09:00:00+08:00", "--lang", "zh"], in: office.root)
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  /// The ids of a session's entries, oldest first.
  private func ids(_ office: SampleOffice, _ session: String) async throws -> [String] {
    try await office.run("log", session, "--json").json.compactMap { $0["entry"] as? String }
  }

  @Test(arguments: ["zh", "en"])
  func `a second last word is refused, and what comes after one is evidence`(_ language: String) async throws
  {
    let office = try await SampleOffice()
    try await session(office, "叠彩区", "8月10日", "--attended", "58人", "--final")
    let last = try await ids(office, "diecai/1")[1]
    let refused = try await office.run(
      "record", "diecai/1", "--attended", "60人", "--final", language: language)
    #expect(refused.exitCode == 1 && refused.errors.contains("campaign correct \(last)"), "\(refused.errors)")
    let evidence = try await office.run("record", "diecai/1", "--attended", "61人", language: language)
    #expect(evidence.exitCode == 0)
    #expect(
      evidence.errors.contains(isChinese(language) ? "只作旁证" : "stays as evidence"), "\(evidence.errors)")
    #expect(evidence.errors.contains("campaign correct \(last)") && !evidence.output.contains("→"))
    let log = try await office.run("log", "diecai/1", language: language)
    #expect(
      log.output.ranges(of: isChinese(language) ? "〔旁证，不计入〕" : "[evidence, not counted]").count == 1,
      "\(log.output)")
    let served = try await office.run(
      "record", "diecai/1", "--served", "义诊 9 人", "--final", language: language)
    #expect(served.exitCode == 0 && served.errors.isEmpty, "\(served.errors)")
    let more = try await office.run(
      "record", "diecai/1", "--attended", "2人", "--final", "--more", language: language)
    #expect(more.exitCode == 0, "\(more.errors)")
    let sums = try #require(try await office.run("summary", "--json").json.first)
    #expect((sums["attendance"] as? [String: Any])?["n"] as? Int == 60)
  }

  @Test(arguments: ["zh", "en"])
  func `a head count beside a list is asked about, and made the last word counts alone`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    try await session(office, "叠彩区", "8月10日")
    try office.write("姓名,电话\n甲甲,12900000001\n乙乙,12900000002\n", to: "l.csv")
    #expect(try await office.run("import", "l.csv", "--session", "diecai/1").exitCode == 0)
    func attended(_ words: String...) async throws -> CommandRun {
      try await CommandRun.run(
        ["record", "diecai/1", "--attended"] + words
          + ["--now", "2023-08-28T09:00:00+08:00", "--lang", language], in: office.root)
    }
    func sum() async throws -> Int? {
      let json = try await office.run("summary", "--json").json.first
      return (json?["attendance"] as? [String: Any])?["n"] as? Int
    }
    let asked = try await attended("30 人")
    #expect(
      asked.exitCode == 1 && asked.errors.contains("--final") && asked.errors.contains("--more"),
      "\(asked.errors)")
    #expect(try await attended("30 人", "--more").exitCode == 0)
    #expect(try await sum() == 32)
    #expect(try await attended("30 人", "--final").exitCode == 0)
    #expect(try await sum() == 30)
    let again = try await attended("30 人", "--final")
    #expect(again.exitCode == 1, "\(again.output)")
    let desk = try await office.run("checkin", "diecai/1", "--final", language: language)
    #expect(desk.exitCode == 1 && desk.errors.contains("campaign void"), "\(desk.errors)")
  }

  @Test(arguments: ["zh", "en"])
  func `corrections are taken back one at a time, and what hangs on a void one is marked`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    try await session(office, "叠彩区", "8月10日", "--attended", "30人")
    let root = try await ids(office, "diecai/1")[1]
    for n in ["35人", "36人"] {
      #expect(try await office.run("correct", root, "--attended", n, "--reason", "重数").exitCode == 0)
    }
    let all = try await ids(office, "diecai/1")
    let refused = try await office.run("void", all[2], "--reason", "错", language: language)
    #expect(refused.exitCode == 1 && refused.errors.contains("campaign void \(all[3])"), "\(refused.errors)")
    #expect(try await office.run("void", all[3], "--reason", "错").exitCode == 0)
    let sums = try #require(try await office.run("summary", "--json").json.first)
    #expect((sums["attendance"] as? [String: Any])?["n"] as? Int == 35)
    #expect(try await office.run("void", root, "--reason", "没有").exitCode == 0)
    let log = try await office.run("log", "diecai/1", language: language).output.split(separator: "\n")
    #expect(
      log[2].contains(isChinese(language) ? "〔所更正的记录已作废，不计入〕" : "[what it corrects is void]"), "\(log)")
    let states = try await office.run("log", "diecai/1", "--json").json.compactMap { $0["state"] as? String }
    #expect(states == ["standing", "void", "detached", "void", "standing", "standing"])
  }

  @Test(arguments: ["zh", "en"])
  func `figures by unit, title and day go into the session that waits for them`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    let words = ["--unit", "叠彩区", "--title", "讲座", "--date", "8月10日"]
    let now = ["--now", "2023-08-28T09:00:00+08:00", "--lang", language]
    func run(_ arguments: [String]) async throws -> CommandRun {
      try await CommandRun.run(arguments + now, in: office.root)
    }
    #expect(try await run(["session", "add"] + words + ["--held"]).exitCode == 0)
    let other = try await run([
      "record", "--unit", "叠彩区", "--title", "义诊", "--date", "8月10日", "--attended", "9人",
    ])
    #expect(other.exitCode == 1 && other.errors.contains("--another"), "\(other.errors)")
    let first = try await run(["record"] + words + ["--attended", "40人"])
    #expect(first.exitCode == 0 && first.errors.contains("diecai/1"), "\(first.errors)")
    let second = try await run(["record"] + words + ["--attended", "50人"])
    #expect(second.exitCode == 1 && second.errors.contains("campaign record diecai/1"), "\(second.errors)")
    #expect(try await ids(office, "diecai/1").count == 2)
    #expect(try await office.run("session", "list", "--json").json.count == 1)
  }

  @Test(arguments: ["zh", "en"])
  func `a session of a unit that nobody knows is asked for by the unit`(_ language: String) async throws {
    let office = try await SampleOffice()
    for (session, words) in [
      ("diecia/1", "叠彩区"), ("nosuch/1", "nosuch"), ("diecai/7", "campaign session add --unit diecai"),
      ("member-day-529/2023/nosuch/1", "nosuch"), ("no-day/2023/diecai/1", "no-day"),
    ] {
      let run = try await office.run("record", session, "--attended", "5人", language: language)
      #expect(run.exitCode == 1 && run.errors.contains(words), "\(run.errors)")
      #expect(run.errors.contains("session add") == (session == "diecai/7"), "\(run.errors)")
    }
    let future = try await office.run(
      "session", "add", "--unit", "叠彩区", "--title", "讲座", "--date", "2023-09-01", "--held", language: language
    )
    #expect(future.exitCode == 1 && future.errors.contains("--held"), "\(future.errors)")
  }

  @Test(arguments: ["zh", "en"])
  func `a figure that is added to another says so, unless it is more of the same`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    try await session(
      office, "叠彩区", "8月10日", "--attended", "50人", "--served", "义诊 20 人", "--gave", "折页 100 份")
    let ids = try await ids(office, "diecai/1")
    for (figure, old) in [
      (["--attended", "60人"], ids[1]), (["--served", "义诊 30 人次"], ids[2]), (["--gave", "折页 120 份"], ids[3]),
    ] {
      let added = try await CommandRun.run(
        ["record", "diecai/1"] + figure + ["--now", "2023-08-28T09:00:00+08:00", "--lang", language],
        in: office.root)
      #expect(added.exitCode == 0 && added.errors.contains("campaign void \(old)"), "\(added.errors)")
    }
    let more = try await office.run("record", "diecai/1", "--attended", "7人", "--more", language: language)
    #expect(more.exitCode == 0 && more.errors.isEmpty, "\(more.errors)")
    let other = try await office.run("record", "diecai/1", "--attended", "走访 62 户", language: language)
    #expect(other.exitCode == 0 && !other.errors.contains("campaign void"), "\(other.errors)")
    let sums = try #require(try await office.run("summary", "--json").json.first)
    #expect((sums["attendance"] as? [String: Any])?["n"] as? Int == 117, "\(sums)")
  }

  @Test(arguments: ["zh", "en"])
  func `a cancelled session says which figures it takes along, and how to take that back`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    try await session(office, "叠彩区", "8月10日", "--attended", "58人", "--gave", "手册58本")
    let cancelled = try await office.run("session", "cancel", "diecai/1", language: language)
    let status = try #require(try await ids(office, "diecai/1").last)
    #expect(cancelled.exitCode == 0 && cancelled.errors.contains("campaign void \(status)"))
    #expect(cancelled.errors.contains(isChinese(language) ? "参加 58 人、手册 发放 58 本" : "attendance 58 people"))
    let later = try await office.run("record", "diecai/1", "--attended", "3人", language: language)
    #expect(later.exitCode == 1 && later.errors.contains("campaign void \(status)"), "\(later.errors)")
    #expect(try await office.run("void", status, "--reason", "没有取消").exitCode == 0)
    let sums = try #require(try await office.run("summary", "--json").json.first)
    #expect((sums["attendance"] as? [String: Any])?["n"] as? Int == 58)
    let added = try #require(try await ids(office, "diecai/1").first)
    let voided = try await office.run("void", added, "--reason", "记错单位", language: language)
    #expect(
      voided.errors.contains(isChinese(language) ? "不再计入：参加 58 人" : "count either: attendance 58 people"),
      "\(voided.errors)")
  }

  @Test(arguments: ["zh", "en"])
  func `sessions of two units or days are merged only if somebody is certain`(_ language: String) async throws
  {
    let office = try await SampleOffice()
    try await session(office, "叠彩区", "8月10日", "--attended", "58人")
    try await session(office, "象山区", "8月10日", "--attended", "57人")
    try await session(office, "叠彩区", "8月11日", "--attended", "56人")
    try await session(office, "叠彩区", "8月上旬", "--attended", "55人", "--another")
    for (other, words) in [
      ("xiangshan/1", isChinese(language) ? "不在同一单位" : "of two units"),
      (
        "diecai/2",
        isChinese(language) ? "日期不同（8月10日、8月11日）" : "different days (2023-08-10, 2023-08-11)"
      ),
    ] {
      let refused = try await office.run(
        "session", "merge", "diecai/1", other, "--reason", "同一场", language: language)
      #expect(refused.exitCode == 1 && refused.errors.contains(words), "\(refused.errors)")
      #expect(refused.errors.contains("--certain"))
    }
    let list = try await office.run("session", "list", "--status", "merged", "--json")
    #expect(list.output.isEmpty)
    _ = try await office.run("session", "mention", "diecai/3", "--where", "《简讯》第 5 期")
    let near = try await office.run("session", "merge", "diecai/1", "diecai/3", "--reason", "同一场")
    #expect(near.exitCode == 0 && near.errors.contains("session mention diecai/1 --where"), "\(near.errors)")
    let certain = try await office.run(
      "session", "merge", "diecai/1", "xiangshan/1", "--reason", "联合举办", "--certain")
    #expect(certain.exitCode == 0, "\(certain.errors)")
  }

  @Test(arguments: ["zh", "en"])
  func `an entry goes by the beginning of its id, and a correction takes one figure`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    try await session(office, "叠彩区", "8月10日", "--attended", "群众 100 人", "--served", "义诊 30 人")
    let ids = try await ids(office, "diecai/1")
    let origin = try #require(ids[1].split(separator: "-").first)
    let short = "\(origin.prefix(5))-2"
    let corrected = try await office.run(
      "correct", short, "--attended", "126 人", "--reason", "重数", "--name", "办公室", language: language)
    #expect(corrected.exitCode == 0, "\(corrected.errors)")
    #expect(corrected.output.contains(isChinese(language) ? "参加（群众） 126 人" : "attendance (群众) 126 people"))
    let service = try await office.run(
      "correct", "\(origin.prefix(4))-3", "--served", "31 人", "--reason", "重数")
    #expect(service.output.contains("义诊 31 人"), "\(service.output)\(service.errors)")
    let two = try await office.run(
      "correct", short, "--attended", "130 人", "--attended", "5 户", "--reason", "重数", language: language)
    #expect(two.exitCode == 64 && two.errors.contains(isChinese(language) ? "一次更正一个数" : "takes one figure"))
    let negative = try await office.run(
      "correct", short, "--attended=-5 人", "--reason", "重数", language: language)
    #expect(negative.exitCode == 1)
    #expect(negative.errors.contains(isChinese(language) ? "不写增减" : "not the change"), "\(negative.errors)")
    let several = try await office.run("void", "\(origin)", "--reason", "错", language: language)
    #expect(several.exitCode == 1 && several.errors.contains("\(origin)-2"), "\(several.errors)")
    #expect(try await office.run("void", "\(origin.prefix(4))-99", "--reason", "错").exitCode == 1)
    #expect(try await office.run("void", "\(origin.prefix(3))", "--reason", "错").exitCode == 64)
    let log = try await office.run("log", "diecai/1", "--json")
    #expect(log.json.map { $0["by"] as? String }.filter { $0 == "办公室" }.count == 1)
    #expect(log.json.count == 5)
  }

  @Test(arguments: ["zh", "en"])
  func `figures of a session that was taken out are marked in the log, in the reader's language`(
    _ language: String
  ) async throws {
    let office = try await SampleOffice()
    try await session(office, "叠彩区", "近日", "--attended", "58人")
    let mention = try await office.run("session", "mention", "diecai/1", "--where", "综述《甲》", "--certain")
    #expect(mention.output.contains("（另见综述《甲》）"), "\(mention.output)")
    _ = try await office.run("session", "mention", "diecai/1", "--where", "综述《甲》")
    _ = try await office.run(
      "session", "mention", "diecai/1", "--where", "综述《甲》", "--quote", "叠彩区义诊")
    let plain = try await office.run("session", "mention", "diecai/1", "--where", "新闻网")
    #expect(plain.output.contains("（另见《新闻网》）"), "\(plain.output)")
    let summary = try await office.run("summary", language: language)
    #expect(
      summary.output.contains(isChinese(language) ? "\n同一活动    叠彩区" : "\nSame event "),
      "\(summary.output)")
    #expect(!summary.output.contains("《综述"))
    // Told once, and not as a guess, though it was noted three times.
    #expect(summary.output.ranges(of: "综述").count == 1, "\(summary.output)")
    let log = try await office.run("log", "diecai/1", language: language)
    #expect(log.output.contains(isChinese(language) ? "另见《新闻网》" : "(mentioned in 新闻网)"), "\(log.output)")
    #expect(isChinese(language) || !log.output.contains("近日"))
    let root = try #require(try await ids(office, "diecai/1").first)
    #expect(try await office.run("void", root, "--reason", "没有这场").exitCode == 0)
    let gone = try await office.run("log", "diecai/1", language: language).output.split(separator: "\n")
    #expect(gone[1].contains(isChinese(language) ? "〔场次已作废，不计入〕" : "[its session is void]"), "\(gone)")
  }

  @Test(arguments: ["zh", "en"])
  func `a merge that is taken back takes along what it carried over`(_ language: String) async throws {
    let office = try await SampleOffice()
    try await session(office, "叠彩区", "8月10日", "--attended", "10人", "--served", "义诊 4 人")
    try await session(office, "叠彩区", "8月10日", "--attended", "12人", "--served", "咨询 6 人", "--another")
    #expect(
      try await office.run("session", "merge", "diecai/1", "diecai/2", "--reason", "同一场", "--carry").exitCode
        == 0)
    func served() async throws -> Int? {
      (try await office.run("summary", "--json").json.first?["served"] as? [String: Any])?["n"] as? Int
    }
    #expect(try await served() == 10)
    let refused = try await office.run("record", "diecai/2", "--attended", "1人", language: language)
    let merge = try #require(refused.errors.firstMatch(of: #/campaign void (\S+)/#)).1
    let undone = try await office.run("void", String(merge), "--reason", "其实两场", language: language)
    #expect(
      undone.exitCode == 0 && undone.errors.contains(isChinese(language) ? "一并撤回" : "went back with it"),
      "\(undone.errors)")
    #expect(try await served() == 10)
    let attendance = try await office.run("summary", "--json").json.first?["attendance"] as? [String: Any]
    #expect(attendance?["n"] as? Int == 22)
  }

  @Test(arguments: ["zh", "en"])
  func `what is known of a session is corrected without its figures, its day or its mentions`(
    _ language: String
  ) async throws {
    let office = try await SampleOffice()
    try await session(
      office, "叠彩区", "8月10日", "--attended", "58人", "--volunteers", "9人", "--venue", "叠采广场", "--partner",
      "社区医院")
    #expect(try await office.run("session", "move", "diecai/1", "--to", "2023-08-11").exitCode == 0)
    let change = try await office.run(
      "session", "change", "diecai/1", "--venue", "叠彩广场", "--title", "健康讲座", "--partner", "", "--key-task",
      "家庭健康促进", "--reason", "写错了", language: language)
    #expect(change.exitCode == 0 && change.output.contains("健康讲座"), "\(change.output)\(change.errors)")
    let again = try await office.run(
      "session", "change", "diecai/1", "--venue", "叠彩广场", "--reason", "写错了", language: language)
    #expect(again.exitCode == 0 && again.output.isEmpty)
    #expect(again.errors.contains(isChinese(language) ? "没有改动" : "nothing was changed"), "\(again.errors)")
    let brief = try await office.run("brief", "diecai/1").output
    #expect(brief.contains("叠彩广场") && brief.contains("健康讲座"), "\(brief)")
    #expect(brief.contains("8 月 11 日") && brief.contains("58") && !brief.contains("社区医院"), "\(brief)")
    let log = try await office.run("log", "diecai/1", language: language).output
    #expect(log.contains("叠采广场 → 叠彩广场") && log.contains("社区医院 → "), "\(log)")
    #expect(log.contains(isChinese(language) ? "→ 家庭健康促进" : "→ family health promotion"), "\(log)")
    let entries = try await ids(office, "diecai/1")
    let title = try await office.run(
      "correct", entries[0], "--attended", "60 人", "--reason", "重数", language: language)
    #expect(title.exitCode == 1 && title.errors.contains("session change diecai/1"), "\(title.errors)")
    let staff = try await office.run(
      "correct", entries[2], "--staff", "8 人", "--reason", "重数", language: language)
    #expect(staff.exitCode == 1 && staff.errors.contains("campaign void"), "\(staff.errors)")
    let volunteers = try await office.run(
      "correct", entries[2], "--volunteers", "8 人", "--reason", "重数", language: language)
    #expect(volunteers.exitCode == 0, "\(volunteers.errors)")
    for refused in [
      ["--reason", "改"], ["--like", "diecai/1", "--reason", "改"], ["--title", " ", "--reason", "改"],
      ["--quote", "叠彩区开展义诊", "--reason", "改"], ["--mentioned-in", " ", "--reason", "改"],
    ] {
      let run = try await CommandRun.run(
        ["session", "change", "diecai/1", "--lang", language] + refused, in: office.root)
      #expect(run.exitCode == 64, "\(refused): \(run.errors)")
    }
  }

  @Test(arguments: ["zh", "en"])
  func `a day that nobody gave is told as such, and one that said recently as said`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    let words = isChinese(language) ? "日期不详" : "date not given"
    let record = try await office.run(
      "record", "--unit", "叠彩区", "--title", "讲座", "--attended", "58人", language: language)
    #expect(record.output.contains("讲座 \(words)"), "\(record.output)")
    try await session(office, "叠彩区", "近日", "--attended", "3人", "--another")
    let list = try await office.run("session", "list", language: language).output.split(separator: "\n")
    #expect(list[0].contains(words))
    #expect(list[1].contains(isChinese(language) ? "近日" : words), "\(list)")
    try await session(office, "叠彩区", "8月10日", "--attended", "4人", "--another")
    let summary = try await office.run("summary", language: language)
    #expect(summary.output.contains(words), "\(summary.output)")
  }

  @Test(arguments: ["zh", "en"])
  func `an unknown key task and a year before the campaign's first are refused`(_ language: String)
    async throws
  {
    let office = try await SampleOffice()
    let task = try await office.run(
      "record", "--unit", "叠彩区", "--title", "讲座", "--date", "8月10日", "--key-task", "瞎写", "--attended", "3人",
      language: language)
    #expect(
      task.exitCode == 64 && task.errors.contains(language == "zh" ? "优生优育指导" : "guidance on healthy births"),
      "\(task.errors)")
    let early = try await office.run(
      "session", "add", "--campaign", "member-day-529", "--occurrence", "1998", "--date", "1998-05-29",
      "--unit",
      "叠彩区", "--late", "补录", language: language)
    #expect(early.exitCode == 1 && early.errors.contains("1999"), "\(early.errors)")
    #expect(try await office.run("session", "list").output.isEmpty)
  }
}
