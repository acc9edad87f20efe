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
      let scheduler = try await options.openScheduler(forSession: session)
      let key = try await scheduler.openSession(named: session).key
      let late = try await lateness.reason(for: key.occurrence, scheduler, options)
      let entry = try await scheduler.ledger.addMention(
        Mention(document: self.where, words: quote, isSupposed: !certain), to: key,
        reason: UsualReason.mentioned(in: self.where).text(options.language), by: options.author,
        at: options.clock.now, lateReason: late)
      guard let entry else {
        return Output(options).note("这处已登记过", "that is noted already")
      }
      EntryLines(options, scheduler).print([entry])
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
    @Flag(help: "They are the same, though their units or days differ. 单位或日期不同，但确是同一场。")
    var certain = false
    @Flag(help: "Take over the figures that only the second has. 带上只有后者才有的数。")
    var carry = false
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let keptKey = try await scheduler.session(kept)
      let gone = try await scheduler.session(duplicate)
      guard keptKey != gone else {
        throw Failure(.usage, "两个编号是同一场", "both are the same session")
      }
      let stays = try await scheduler.openSession(keptKey)
      let leaves = try await scheduler.openSession(gone)
      guard keptKey.occurrence != nil || gone.occurrence == nil else {
        throw Failure(
          .failed,
          "\(gone) 属于活动届次，\(keptKey) 不属于，并过去活动的汇总就少了这一场；请反过来：campaign session merge \(gone) \(keptKey) --reason …",
          "\(gone) belongs to a campaign, \(keptKey) to none: the campaign would lose it; turn them round: campaign session merge \(gone) \(keptKey) --reason …"
        )
      }
      let output = Output(options)
      if !certain { try requireLikeness(stays, leaves) }
      let figures = stays.missing(of: leaves)
      for key in [keptKey, gone] { _ = try await lateness.reason(for: key.occurrence, scheduler, options) }
      _ = try await scheduler.ledger.merge(
        gone, into: keptKey, reason: reason, carrying: carry ? figures : [], by: options.author,
        at: options.clock.now, lateReason: lateness.reason)
      if !figures.isEmpty, !carry {
        output.note(
          "\(gone) 的这些数不再计入：\(figures.list(.zh))；要带过去，请用 record 记到 \(keptKey)",
          "these figures of \(gone) no longer count: \(figures.list(.en)); record them in \(keptKey) if they should"
        )
      }
      let known = stays.session.mentions.map(\.document)
      for document in leaves.session.mentions.map(\.document) where !known.contains(document) {
        output.note(
          "\(gone) 的另一处报道“\(document)”不再列出；要保留：campaign session mention \(keptKey) --where \"\(document)\"",
          "that '\(document)' speaks of \(gone) is no longer told; to keep it: campaign session mention \(keptKey) --where \"\(document)\""
        )
      }
      try await SessionPrinter(options).print(gone, scheduler)
      try await SessionPrinter(options).print(keptKey, scheduler)
    }

    /// Two units may hold one session together, and a day may be misprinted; but more often the number is.
    private func requireLikeness(_ stays: SessionBalance, _ leaves: SessionBalance) throws {
      let pair = "\(stays.key)、\(leaves.key)"
      guard stays.key.unit == leaves.key.unit else {
        throw Failure(
          .failed, "\(pair) 不在同一单位，没有合并；确是同一场请加 --certain",
          "\(stays.key) and \(leaves.key) are of two units and were not merged; if they are one add --certain"
        )
      }
      let days = [stays, leaves].map(\.session.date)
      guard let first = days[0].first, let last = days[0].last, let start = days[1].first,
        let end = days[1].last, last < start || end < first
      else { return }
      throw Failure(
        .failed,
        "\(pair) 的日期不同（\(days[0].listText(.zh))、\(days[1].listText(.zh))），没有合并；确是同一场请加 --certain",
        "\(stays.key) and \(leaves.key) were on different days (\(days[0].listText(.en)), \(days[1].listText(.en))) and were not merged; if they are one add --certain"
      )
    }
  }
}
