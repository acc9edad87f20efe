import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct OccurrenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "occurrence",
    abstract: "Close an occurrence, so that what comes later needs a reason. 届次（一届活动）的结束与重新开放。",
    discussion: "Example 例: campaign occurrence close member-day-529/2026",
    subcommands: [Status.self, Close.self, Reopen.self])

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status",
      abstract: "How far it has come; whether it still takes entries, and until when. 进度，是否还能登记。",
      discussion: "Example 例: campaign occurrence status member-day-529/2026")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "Campaign and occurrence: member-day-529/2026. 活动/届次。")
    var occurrence: String

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let (campaign, edition) = try scheduler.edition(occurrence)
      let key = OccurrenceKey(campaign: campaign.id, occurrence: edition.id)
      let status = try await scheduler.status(of: key, campaign, at: options.clock.now)
      let last = scheduler.lastOpenDay(of: key)
      let isOpen: Bool
      do {
        try await scheduler.requireOpen(key, late: nil, at: options.clock.now)
        isOpen = true
      } catch BookFault.occurrenceClosed {
        isOpen = false
      }
      // What was opened again stays open until somebody closes it.
      let isReopened = try await scheduler.ledger.closing(of: key) == false
      let output = Output(options)
      guard !options.json else {
        return output.line([
          "occurrence": .string(key.description), "state": .string(isOpen ? "open" : "closed"),
          "reopened": .bool(isReopened), "lastDay": .optional(last?.description),
          "status": .string(status.rawValue),
        ])
      }
      if status == .accepted {
        return output.say(
          "\(key) \(status.text(.zh))；要更正，先由上级重新打开：campaign report reopen",
          "\(key) is \(status.text(.en)); to mend it, the level above opens it again: campaign report reopen")
      }
      let until =
        isReopened
        ? options.language("，已重新开放；登记完请再结束", "; it was opened again, close it when all is entered")
        : last.map { options.language("，到 \($0) 自动结束", "; it closes by itself after \($0)") } ?? ""
      output.say(
        "\(key) \(status.text(.zh))" + (isOpen ? "，未结束\(until)" : "；补录要写 --late"),
        "\(key) is \(status.text(.en))" + (isOpen ? " and open\(until)" : "; later entries need --late"))
    }
  }

  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close",
      abstract: "Close it: from now on an entry needs --late with a reason. 结束，此后补录要写原因。",
      discussion: "Example 例: campaign occurrence close member-day-529/2026 --reason \"总结已上报\"")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "Campaign and occurrence: member-day-529/2026. 活动/届次。")
    var occurrence: String
    @Option(help: "Why. 原因。")
    var reason: String?

    func run() async throws {
      try await ClosingEntry(options).write(Closing(isClosed: true, reason: reason), of: occurrence)
    }
  }

  struct Reopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reopen", abstract: "Open it for entries again; the reason stays in the ledger. 重新开放登记。",
      discussion: "Example 例: campaign occurrence reopen member-day-529/2026 --reason \"两县漏报\"")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "Campaign and occurrence: member-day-529/2026. 活动/届次。")
    var occurrence: String
    @Option(help: "Why. 原因。")
    var reason: String

    func run() async throws {
      guard reason.contains(where: { !$0.isWhitespace }) else {
        throw Failure(.usage, "重新开放要写 --reason 原因", "say with --reason why it is opened again")
      }
      try await ClosingEntry(options).write(Closing(isClosed: false, reason: reason), of: occurrence)
    }
  }
}

private struct ClosingEntry {
  let options: GlobalOptions

  init(_ options: GlobalOptions) {
    self.options = options
  }

  func write(_ closing: Closing, of text: String) async throws {
    let scheduler = try await options.openScheduler()
    let key = try scheduler.occurrence(text)
    let output = Output(options)
    if try await scheduler.ledger.closing(of: key) == closing.isClosed {
      return output.note(
        closing.isClosed ? "\(key) 早已结束，没有重复登记" : "\(key) 已是开放的，没有重复登记",
        closing.isClosed
          ? "\(key) is closed already; nothing was entered" : "\(key) is open already; nothing was entered")
    }
    guard let root = scheduler.current.now.definitions.shared.tree.root else { return }
    let entries = try await scheduler.ledger.append(
      [LedgerDraft(scope: .init(occurrence: key, unit: root.id), .record(.closing(closing)))],
      by: options.author, at: options.clock.now)
    EntryLines(options, scheduler).print(entries)
  }
}

extension Scheduler {
  /// The occurrence that a person names: `member-day-529/2026`.
  fileprivate func occurrence(_ text: String) throws -> OccurrenceKey {
    let (campaign, occurrence) = try edition(text)
    return OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id)
  }
}
