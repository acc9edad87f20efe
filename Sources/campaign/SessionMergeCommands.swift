import ArgumentParser
import CampaignScheduler
import Ledger
import Planning

extension SessionCommand {
  struct Mentioned: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mention",
      abstract: "Note that another printed text speaks of a session: it is counted once. 登记另一处报道，同一场只计一次。",
      discussion: """
        Example 例: campaign session mention diecai/3 --where 广西扎实开展年度家庭健康主题推进活动 --quote 叠彩区联合开展进乡村宣传活动
        """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The session, as the list prints it. 场次编号。")
    var session: String
    @Option(help: "The document: an article, a newsletter, a page. 出处。")
    var `where`: String
    @Option(help: "Its words. 原文。")
    var quote: String?
    @Flag(help: "It is surely the same event. 确是同一活动。")
    var certain = false
    @OptionGroup var lateness: LateOption

    func run() async throws {
      guard !self.where.allSatisfy(\.isWhitespace) else {
        throw Failure(.usage, "--where 是空的", "--where is empty")
      }
      let scheduler = try options.openScheduler(forSession: session)
      let key = try await scheduler.openSession(named: session).key
      let late = try await lateness.reason(for: key.occurrence, scheduler, options)
      let entry = try await scheduler.ledger.addMention(
        Mention(document: self.where, words: quote, isSupposed: !certain), to: key,
        reason: options.language("另见《\(self.where)》", "mentioned in \(self.where)"), by: options.author,
        at: options.clock.now, lateReason: late)
      guard let entry else {
        return Output(options).note("这处已登记过", "that is noted already")
      }
      EntryLines(options).print([entry])
    }
  }

  struct Merge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "merge",
      abstract: "Two sessions are one and the same: the second no longer counts. 同一场登记了两次，并为一场。",
      discussion: "Example 例: campaign session merge diecai/3 diecai/4 --reason 同一场活动登记了两次")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The session that stays. 保留的场次。")
    var kept: String
    @Argument(help: "The one that no longer counts. 并入的场次。")
    var duplicate: String
    @Option(help: "Why. 原因。")
    var reason: String
    @Flag(help: "Take over the figures that only the second has. 带上只有后者才有的数。")
    var carry = false
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try options.openScheduler()
      let keptKey = try await scheduler.session(kept)
      let gone = try await scheduler.session(duplicate)
      guard keptKey != gone else {
        throw Failure(.usage, "两个编号是同一场", "both are the same session")
      }
      let stays = try await scheduler.openSession(keptKey)
      let leaves = try await scheduler.openSession(gone)
      let output = Output(options)
      if keptKey.unit != gone.unit {
        output.note(
          "两场不在同一单位：\(keptKey.unit)、\(gone.unit)，请核对",
          "the sessions are of two units, \(keptKey.unit) and \(gone.unit); please check")
      }
      let figures = stays.missing(of: leaves)
      for key in [keptKey, gone] { _ = try await lateness.reason(for: key.occurrence, scheduler, options) }
      _ = try await scheduler.ledger.merge(
        gone, into: keptKey, reason: reason, carrying: carry ? figures : [], by: options.author,
        at: options.clock.now, lateReason: lateness.reason)
      if !figures.isEmpty, !carry {
        let list = figures.map { $0.text(options.language) }.joined(separator: options.language("、", ", "))
        output.note(
          "\(gone) 的这些数不再计入：\(list)；要带过去，请用 record 记到 \(keptKey)",
          "these figures of \(gone) no longer count: \(list); record them in \(keptKey) if they should")
      }
      try await SessionPrinter(options).print(gone, scheduler)
      try await SessionPrinter(options).print(keptKey, scheduler)
    }
  }
}
