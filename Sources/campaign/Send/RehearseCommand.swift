import ArgumentParser
import CampaignScheduler
import Foundation
import Outbox
import Planning
import Recurrence

struct RehearseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "The daemon's loop on a simulated clock: a year in seconds, nothing sent. 预演一段时间，不发送。",
    discussion:
      "Example 例: campaign rehearse --from 2026-01-01 --to 2026-12-31 --deliver http://127.0.0.1:8787")

  @OptionGroup var options: GlobalOptions
  @Option(help: "The first day. 起。")
  var from: String
  @Option(help: "The last day. 止（含当天）。")
  var to: String
  @Option(help: ArgumentHelp("Send everything to this one address. 全部发到这个网址。", valueName: "url"))
  var deliver: String?
  @Option(help: "One campaign. 活动编号。", completion: .campaigns)
  var campaign: String?

  func run() async throws {
    let output = Output(options)
    let (workspace, definitions) = try options.readWorkspace(notingTo: output)
    let window = try InstantSpan(from: from, to: to, zone: definitions.shared.zone).window
    if let campaign { _ = try definitions.campaigns(named: campaign) }
    if let deliver, URL(string: deliver)?.host() == nil {
      throw Failure(
        .usage, "--deliver 写成网址，如 http://127.0.0.1:8787，不是 “\(deliver)”",
        "--deliver takes an address such as http://127.0.0.1:8787, not '\(deliver)'")
    }
    let printer = AttemptPrinter(output: output, current: CurrentDefinitions(definitions))
    let counts = try await Rehearsal(
      workspace: workspace, definitions: definitions.keeping(campaign).allowing(Self.named(deliver)),
      logger: options.logger()
    ).run(over: window, deliveringTo: deliver) { settled in
      if options.json || !options.quiet { printer.print(settled) }
    }
    let delivered = counts[.delivered] ?? 0
    let all = counts.values.reduce(0, +)
    output.note(
      "共 \(all) 条提醒：送达 \(delivered)，未送达 \(all - delivered)\(deliver == nil ? "（只是预演，没有发送）" : "")",
      "\(all) reminders: \(delivered) delivered, \(all - delivered) not\(deliver == nil ? " (a rehearsal: nothing was sent)" : "")"
    )
    if delivered < all, (counts[.discarded] ?? 0) > 0 || (counts[.retryable] ?? 0) > 0 { throw ExitCode(1) }
  }

  /// Whoever names an address of this machine on the command line means it; others need the setting.
  private static func named(_ address: String?) -> [String] {
    guard let address, let url = URL(string: address), let host = url.host(),
      ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    else { return [] }
    let port = url.port ?? (url.scheme == "https" ? 443 : 80)
    return ["127.0.0.1:\(port)", "[::1]:\(port)"]
  }
}
