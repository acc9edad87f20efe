import ArgumentParser
import CampaignScheduler
import Foundation
import Planning
import Recurrence
import Webhooks

struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "The exact text of a reminder for a unit, as each kind of group shows it. 预览某单位收到的提醒。",
    discussion: """
      Example 例: campaign preview member-day-529 tomorrow --unit diecai
      A chase goes by its id 催报写编号: campaign preview member-day-529 chase-1 --unit diecai --kind wecom
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The campaign. 活动编号。", completion: .campaigns)
  var campaign: String
  @Argument(help: "The reminder's or chase's id. 提醒或催报的编号。")
  var reminder: String
  @Option(help: "The unit: id, name or alias. 单位。", completion: .units)
  var unit: String
  @Option(help: "The occurrence; the next one by default. 届次。")
  var occurrence: String?
  @Option(help: ArgumentHelp("One kind of group; all of them by default. 哪种群。", valueName: "kind"))
  var kind: Channel.Kind?

  func run() async throws {
    let workspace = try options.findWorkspace()
    let definitions = try workspace.definitions()
    let campaign = try definitions.campaigns(named: campaign)[0]
    try check(campaign)
    guard let unit = try definitions.unit(named: unit) else { return }
    let previews = try await options.withScheduler(workspace, definitions) { scheduler in
      try await scheduler.previews(
        of: reminder, in: campaign, for: unit, occurrence: occurrence, at: options.clock.now)
    }
    guard !previews.isEmpty else { throw nothing(for: unit, campaign) }
    for preview in previews { print(preview, definitions) }
  }

  private func check(_ campaign: Campaign) throws {
    let known = campaign.reminders.map(\.id) + campaign.chases.map(\.id)
    guard !known.contains(reminder) else { return }
    let list = known.joined(separator: ", ")
    let guess = Vocabulary.nearest(to: reminder, among: known)
    throw Failure(
      .failed, "\(campaign.id) 没有提醒 “\(reminder)”\(guess.map { "，是不是 \($0)？" } ?? "；")有：\(list)",
      "\(campaign.id) has no reminder '\(reminder)'\(guess.map { "; did you mean \($0)?" } ?? ";") It has: \(list)"
    )
  }

  private func nothing(for unit: Planning.Unit, _ campaign: Campaign) -> Failure {
    Failure(
      .failed, "\(unit.name)不会收到这条提醒：它不在 \(campaign.id) 的范围里，或这一届没有安排",
      "\(unit.name) gets no such reminder: it does not take part in \(campaign.id), or has none in that occurrence"
    )
  }

  private func print(_ preview: MessagePreview, _ definitions: Definitions) {
    let output = Output(options)
    if !options.json { for line in heading(preview, definitions) { output.line(line) } }
    for kind in kind.map({ [$0] }) ?? Channel.Kind.allCases {
      let shown = ChannelPreview(
        of: preview.message, key: preview.reminder.key, as: kind, language: definitions.shared.language)
      guard let shown else { continue }
      if options.json {
        output.line(json(shown, preview, definitions))
      } else {
        output.line("")
        output.line("── \(kind.rawValue) · \(size(shown))")
        if !shown.text.hasPrefix(shown.title) { output.line("[\(shown.title)]") }
        output.line(shown.text)
      }
    }
  }

  private func heading(_ preview: MessagePreview, _ definitions: Definitions) -> [String] {
    let shared = definitions.shared
    let reminder = preview.reminder
    let language = options.language
    let receiver = shared.tree[reminder.receiverUnit]?.name ?? reminder.receiverUnit
    var lines = [
      "\(reminder.key)",
      language("发送 ", "sent ") + shared.zone.format(reminder.due)
        + language("，渠道 ", ", through ") + reminder.endpoint.description
        + " (\(shared.channels[reminder.endpoint.channel]?.kind.rawValue ?? ""))",
      language("收件 ", "to ") + "\(receiver) \(reminder.key.receiver)" + people(reminder, definitions),
    ]
    if let silence = preview.silence {
      lines.append(language("现在看来不会发：", "as things stand it stays silent: ") + silence.text(language))
    }
    return lines
  }

  /// Who holds the post, for whoever sits at this machine; the message itself names nobody.
  private func people(_ reminder: PlannedReminder, _ definitions: Definitions) -> String {
    let role = reminder.key.receiver.split(separator: ".").last.map(String.init) ?? ""
    let holders = definitions.shared.contacts.holders(of: role, at: reminder.receiverUnit).map { holder in
      holder.person + (holder.isDeputy ? options.language("（代理）", " (deputy)") : "")
    }
    return holders.isEmpty
      ? "" : options.language("：", ": ") + holders.joined(separator: options.language("、", ", "))
  }

  private func size(_ shown: ChannelPreview) -> String {
    let language = options.language
    let unit =
      switch shown.limit {
      case .textBytes: language("字节", "bytes of text")
      case .textCharacters: language("字", "characters")
      case .bodyBytes: language("字节（整个请求）", "bytes of the request")
      }
    let mark = shown.isShortened ? language("，已截短", ", shortened") : ""
    return "\(shown.size)/\(shown.limit.bound) \(unit)\(mark)"
  }

  private func json(_ shown: ChannelPreview, _ preview: MessagePreview, _ definitions: Definitions)
    -> JSONText
  {
    [
      "key": .string(preview.reminder.key.description), "kind": .string(shown.kind.rawValue),
      "channel": .string(preview.reminder.endpoint.channel),
      "receiver": .string(preview.reminder.receiverUnit),
      "at": .string(definitions.shared.zone.format(preview.reminder.due)), "title": .string(shown.title),
      "text": .string(shown.text), "shortened": .bool(shown.isShortened), "size": .number(shown.size),
      "limit": .number(shown.limit.bound), "silent": .optional(preview.silence?.text(options.language)),
    ]
  }
}

extension GlobalOptions {
  /// A scheduler over the workspace's database if there is one, else over an empty one that is thrown away: looking at
  /// things makes no file.
  func withScheduler<Value: Sendable>(
    _ workspace: Workspace, _ definitions: Definitions, _ body: (Scheduler) async throws -> Value
  ) async throws -> Value {
    if let scheduler = try schedulerIfThere(workspace, definitions) { return try await body(scheduler) }
    let folder = FileManager.default.temporaryDirectory.appending(path: "campaign-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let pool = try DatabaseFile.open(folder.appending(path: "empty.sqlite").path)
    return try await body(Scheduler(workspace: workspace, definitions: definitions, pool: pool))
  }
}
