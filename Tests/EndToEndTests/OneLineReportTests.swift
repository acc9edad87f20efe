import Foundation
import TestSupport
import Testing

/// An event reported in one command line, and sessions told in people's own words (J1).
@Suite struct OneLineReportTests {
  /// Brief 3 of the newsletter, as an editor wrote it down.
  private static let file = """
    format: 1
    events:
      - id: diecai-tcm-20230810
        title: 中医药健康素养知识宣传和免费义诊活动
        title_en: TCM health literacy outreach and free clinic
        kind: clinic
        key_task: 家庭健康促进
        date: "2023-08-10"
        date_text: "8 月 10 日"
        unit: diecai
        organisers: [叠彩区卫生健康局, 叠彩区计生协]
        volunteers: {unit: 人, is: unknown, from: 城区卫生健康系统}
        activities: [健康科普, 免费测量血压, 义诊, 发放活动礼包, 健康素养答题]
        attendance: []
        served: [{service: 咨询义诊, unit: 人, n: 30, is: at-least}]
        materials:
          - {name: 宣传资料, unit: 份, n: 100, is: at-least}
          - {name: 活动礼包, unit: 份, n: 100, is: at-least}
        byline: {unit: 叠彩区卫生健康局, name: "刘○"}
        mentioned_again: {where: 广西扎实开展 2023 年度家庭健康主题推进活动, quote: "叠彩区联合开展中医药健康素养知识进乡村宣传活动"}
    """

  private func reportInOneLine(_ office: SampleOffice, _ more: String...) async throws -> CommandRun {
    try await CommandRun.run(
      [
        "record", "--unit", "叠彩区", "--date", "8 月 10 日", "--title", "中医药健康素养知识宣传和免费义诊活动", "--kind", "clinic",
        "--title-en", "TCM health literacy outreach and free clinic", "--key-task", "家庭健康促进",
        "--organiser", "叠彩区卫生健康局、叠彩区计生协", "--volunteers", "城区卫生健康系统若干",
        "--activity", "健康科普、免费测量血压、义诊、发放活动礼包、健康素养答题",
        "--gave", "宣传资料 100 余份，活动礼包 100 余份", "--served", "咨询义诊 30 多人", "--byline", "叠彩区卫生健康局 刘○",
        "--mentioned-in", "广西扎实开展 2023 年度家庭健康主题推进活动", "--quote", "叠彩区联合开展中医药健康素养知识进乡村宣传活动",
        "--now", "2023-08-28T09:00:00+08:00", "--lang", "zh",
      ] + more, in: office.root)
  }

  @Test func `an event reported in one command line sums up as its import does`() async throws {
    let office = try await SampleOffice()
    try Data(Self.file.utf8).write(to: office.root.appending(path: "event.yaml"))
    let imported = try await office.run("import", "event.yaml", "--database", "imported.sqlite")
    #expect(imported.exitCode == 0, "\(imported.errors)")
    let line = try await reportInOneLine(office, "--database", "typed.sqlite")
    #expect(line.exitCode == 0, "\(line.errors)")
    #expect(line.output.contains("→ 至少 100 份") && line.output.contains("→ 至少 30 人"))
    #expect(line.errors.contains("2023"))
    for command in [
      ["summary", "--from", "2023-07-01", "--to", "2023-08-31"],
      ["summary", "--from", "2023-07-01", "--to", "2023-08-31", "--json"], ["brief", "diecai/1"],
      ["session", "list", "--json"],
    ] {
      for language in ["zh", "en"] {
        let arguments = command + ["--now", "2023-08-28T09:00:00+08:00", "--lang", language]
        let one = try await CommandRun.run(arguments + ["--database", "imported.sqlite"], in: office.root)
        let other = try await CommandRun.run(arguments + ["--database", "typed.sqlite"], in: office.root)
        #expect(one.exitCode == 0 && other.exitCode == 0, "\(one.errors)\(other.errors)")
        #expect(!one.output.isEmpty)
        #expect(one.output == other.output, "\(command)")
      }
    }
  }

  @Test func `a refused figure makes no database`() async throws {
    let office = try await SampleOffice()
    let run = try await CommandRun.run(
      ["record", "--unit", "叠彩区", "--title", "义诊", "--attended=-5人", "--database", "none.sqlite"],
      in: office.root)
    #expect(run.exitCode != 0)
    #expect(!FileManager.default.fileExists(atPath: office.root.appending(path: "none.sqlite").path))
  }

  @Test func `a dry run says what was understood and enters nothing`() async throws {
    let office = try await SampleOffice()
    let dry = try await reportInOneLine(office, "--dry-run")
    #expect(dry.exitCode == 0, "\(dry.errors)")
    #expect(dry.output.contains("宣传资料") && dry.output.contains("→ 至少 100 份"))
    #expect(dry.errors.contains("没有入账"))
    let list = try await office.run("session", "list", "--json")
    #expect(list.json.isEmpty)
  }

  @Test func `the same event a second time is asked about, and a bad figure enters nothing`() async throws {
    let office = try await SampleOffice()
    let bad = try await office.run(
      "record", "--unit", "叠彩区", "--date", "8月10日", "--title", "义诊", "--gave", "宣传资料 100 份，礼包 -5 份")
    #expect(bad.exitCode == 1 && bad.errors.contains("负数"))
    #expect(try await office.run("session", "list", "--json").json.isEmpty)
    #expect(try await reportInOneLine(office).exitCode == 0)
    let again = try await reportInOneLine(office)
    #expect(again.exitCode == 1 && again.errors.contains("diecai/1") && again.errors.contains("--another"))
    let ahead = try await office.run(
      "record", "--unit", "叠彩区", "--date", "2023-09-10", "--title", "义诊", "--attended", "5 人")
    #expect(ahead.exitCode == 1 && ahead.errors.contains("还没有到"))
  }

  @Test func `last year's session is the model of this year's`() async throws {
    let office = try await SampleOffice()
    #expect(try await reportInOneLine(office).exitCode == 0)
    let copy = try await CommandRun.run(
      [
        "record", "--unit", "叠彩区", "--like", "diecai/1", "--date", "2024-08-09", "--attended", "58 位家长",
        "--now",
        "2024-08-12T09:00:00+08:00", "--lang", "zh",
      ], in: office.root)
    #expect(copy.exitCode == 0, "\(copy.errors)")
    let brief = try await office.run("brief", "diecai/2")
    #expect(brief.output.contains("8 月 9 日，桂林市叠彩区卫生健康局、计生协联合开展中医药健康素养知识宣传和免费义诊活动"))
    #expect(brief.output.contains("58 位家长") && !brief.output.contains("100 余份"))
  }

  @Test func `what is like a campaign's session is one of that campaign`() async throws {
    let office = try await SampleOffice()
    func run(_ arguments: String...) async throws -> CommandRun {
      try await CommandRun.run(
        arguments + ["--now", "2026-06-30T09:00:00+08:00", "--lang", "zh"], in: office.root)
    }
    let first = try await run("record", "member-day-529/2025/diecai/1", "--attended", "58 人", "--late", "补录")
    #expect(first.exitCode == 0, "\(first.errors)")
    let copy = try await run(
      "record", "--unit", "七星区", "--like", "member-day-529/2025/diecai/1", "--date", "2026-05-29",
      "--attended",
      "60 人", "--late", "补录")
    #expect(copy.exitCode == 0, "\(copy.errors)")
    let list = try await run("session", "list", "--campaign", "member-day-529", "--json")
    let keys = list.json.compactMap { $0["session"] as? String }
    #expect(keys.contains("member-day-529/2026/qixing/1"), "\(list.output)")
  }

  @Test func `days are kept in the words of those who gave them`() async throws {
    let office = try await SampleOffice()
    for (title, words) in [("暖心行动", "8 月中旬"), ("调研", "自 4 月中旬起"), ("托育宣传", "近日"), ("亲子课堂", "8 月 23 日下午")] {
      let added = try await office.run(
        "session", "add", "--unit", "叠彩区", "--title", title, "--date", words, "--held")
      #expect(added.exitCode == 0, "\(added.errors)")
    }
    let list = try await office.run("session", "list", "--unit", "叠彩区")
    #expect(list.output.contains("2023-08-11/2023-08-20（8 月中旬）"))
    #expect(list.output.contains("近日") && list.output.contains("自 4 月中旬起"))
    #expect(list.output.contains("2023-08-23 下午"))
    let undated = try await office.run("session", "list", "--undated", "--json")
    #expect(
      undated.json.compactMap { $0["precision"] as? String }.sorted() == ["interval", "interval", "none"])
    let august = try await office.run(
      "session", "list", "--from", "2023-08-21", "--to", "2023-08-31", "--json")
    #expect(august.json.count == 3)
    let wrong = try await office.run("session", "add", "--unit", "叠彩区", "--title", "走访", "--date", "2月30日")
    #expect(wrong.exitCode == 1 && wrong.errors.contains("没有 “2月30日” 这一天"))
    let nonsense = try await office.run(
      "session", "add", "--unit", "叠彩区", "--title", "走访", "--date", "大概那天", language: "en")
    #expect(nonsense.exitCode == 64 && nonsense.errors.contains("can't read the date"))
  }

  @Test func `an event that two texts speak of counts once, and one entered twice is merged`() async throws {
    let office = try await SampleOffice()
    for title in ["中医药义诊活动", "中医药进乡村义诊活动"] {
      let run = try await office.run(
        "record", "--unit", "叠彩区", "--title", title, "--date", "8月10日", "--another", "--served", "义诊 30 多人",
        "--gave",
        title == "中医药义诊活动" ? "宣传资料 100 余份" : "礼包 20 份")
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    let mention = try await office.run(
      "session", "mention", "diecai/1", "--where", "广西扎实开展推进活动", "--quote", "叠彩区联合开展中医药义诊")
    #expect(mention.exitCode == 0, "\(mention.errors)")
    let noReason = try await office.run("session", "merge", "diecai/1", "diecai/2", "--reason", " ")
    #expect(noReason.exitCode == 1)
    let merged = try await office.run(
      "session", "merge", "diecai/1", "diecai/2", "--reason", "登记了两次", "--carry")
    #expect(merged.exitCode == 0, "\(merged.errors)")
    let summary = try await office.run("summary", "--from", "2023-08-01", "--to", "2023-08-31", "--json")
    let sums = try #require(summary.json.first)
    #expect(sums["sessions"] as? Int == 1)
    #expect((sums["served"] as? [String: Any])?["n"] as? Int == 30)
    let items = (sums["materials"] as? [String: Any])?["items"] as? [String: Any]
    #expect(items?.keys.sorted() == ["宣传资料", "礼包"])
    let text = try await office.run("summary", "--from", "2023-08-01", "--to", "2023-08-31")
    #expect(text.output.contains("疑似同一活动") && text.output.contains("只计一次"))
    let gone = try await office.run("record", "diecai/2", "--attended", "5 人")
    #expect(gone.exitCode == 1 && gone.errors.contains("并入"))
    #expect(try await office.run("verify").exitCode == 0)
    let list = try await office.run("session", "list", "--status", "merged", "--json")
    #expect(list.json.compactMap { $0["session"] as? String } == ["diecai/2"])
  }

  @Test func `a batch of phrases is answered in order, and what is not understood is counted`() async throws {
    let office = try await SampleOffice()
    let phrases = ["500 余份", "近万名群众", "20—30人", "若干", "-5 人", "", "2大1小", "1.2万余人次"]
    let lines = (0..<2000).map { phrases[$0 % phrases.count] }
    try Data((lines.joined(separator: "\r\n") + "\r\n").utf8).write(
      to: office.root.appending(path: "phrases.txt"))
    let run = try await CommandRun.shell("campaign quantity --batch --lang zh < phrases.txt", in: office.root)
    #expect(run.exitCode == 1)
    #expect(run.json.count == lines.count)
    #expect(run.json.compactMap { $0["phrase"] as? String } == lines)
    #expect(run.errors.contains("有 250 行没有读懂：第 5、13、21、29、37、45、53、61、69、77 行等；第 5 行：“-5 人”是负数"))
    #expect(run.json[4]["fault"] as? String == "negative" && run.json[3]["fault"] == nil)
    #expect(run.json[0]["n"] as? Int == 500 && run.json[0]["text"] as? String == "500 余份")
    #expect(run.json[2]["n"] as? [Int] == [20, 30])
    #expect(run.json[3]["n"] is NSNull && run.json[5]["certainty"] as? String == "unknown")
    let file = try await office.run("quantity", "--batch", "phrases.txt")
    #expect(file.output == run.output && file.exitCode == 1)
    let phrase = try await office.run("quantity", "--batch", "500 余份")
    #expect(phrase.exitCode == 74 && phrase.errors.contains("不要加 --batch"))
  }

  @Test(arguments: ["在第 32 个世界母乳喂养周", "世界母乳喂养周期间"])
  func `an occurrence that is named gives its days`(_ words: String) async throws {
    let office = try await SampleOffice()
    let made = try await office.run(
      "record", "--campaign", "breastfeeding-week", "--unit", "七星区", "--date", words, "--gave", "叶酸、避孕药具",
      "--kind", "亲子")
    #expect(made.exitCode == 0 && made.errors.contains("类型“亲子”不在常用类型中"), "\(made.errors)")
    let listed = try await office.run("session", "list", "--json").output
    #expect(listed.contains("breastfeeding-week/2023/qixing/1") && listed.contains("2023-08-07"), "\(listed)")
    let brief = try await office.run("brief", "breastfeeding-week/2023/qixing/1").output
    #expect(brief.hasPrefix("● \(words)，") && brief.contains("发放叶酸、避孕药具。"), "\(brief)")
    let other = try await office.run(
      "record", "breastfeeding-week/2023/diecai/1", "--date", "第 31 个世界母乳喂养周", "--attended", "9 人")
    #expect(other.exitCode == 64 && other.errors.contains("--date-text"), "\(other.errors)")
  }

  @Test func `a late reason stays with a session that record makes`() async throws {
    let office = try await SampleOffice()
    let made = try await office.run(
      "record", "member-day-529/2023/qixing/1", "--attended", "42 人", "--late", "停电", "--json")
    #expect(made.exitCode == 0, "\(made.errors)")
    let log = try await office.run("log", "member-day-529/2023/qixing/1")
    #expect(log.output.split(separator: "\n").count { $0.contains("补录：停电") } == made.json.count)
  }

  @Test func `a session without a day belongs to the occurrence nearest to the fixed clock`() async throws {
    let office = try await SampleOffice()
    let added = try await office.run(
      "session", "add", "--campaign", "member-day-529", "--unit", "七星区", "--date", "近日", "--json")
    #expect(added.json.first?["occurrence"] as? String == "2023", "\(added.output)\(added.errors)")
  }
}
