import ArgumentParser
import CampaignScheduler
import Foundation
import Outbox
import Planning
import Recurrence
import Webhooks

/// How a robot stands: what it lacks, whether it rests or is closed, and what waits for it.
struct ChannelStatus {
  enum State: String { case ready, missing, closed, failing, resting }

  let endpoint: EndpointID
  let kind: Channel.Kind
  let state: State
  let detail: String
  /// When it is written to next; nil if that may be at any time.
  let next: Timestamp?
  /// Reminders that are due and wait for it.
  let waiting: Int

  /// - `problem`: What its address or its secret lacks.
  init(
    _ endpoint: EndpointID, of channel: Channel, problem: BilingualText?, address: String?,
    _ standing: EndpointStanding?, waiting: Int, in zone: Zone, at now: Timestamp, _ language: Language
  ) {
    self.endpoint = endpoint
    self.waiting = waiting
    kind = channel.kind
    next = standing.flatMap { $0.quietUntil > now ? $0.quietUntil : nil }
    if let problem {
      (state, detail) = (.missing, problem.text(language))
    } else if let standing, case .open(let reason, let since) = standing.breaker {
      let why = ReasonText.text(of: reason, kind: channel.kind).text(language)
      state = .closed
      detail = language("\(zone.format(since)) 起停发：\(why)", "closed since \(zone.format(since)): \(why)")
    } else if let next {
      state = standing?.failures ?? 0 > 0 ? .failing : .resting
      detail = language("\(zone.format(next)) 前不发", "left alone until \(zone.format(next))")
    } else {
      (state, detail) = (.ready, address ?? "")
    }
  }

  func json(_ zone: Zone) -> JSONText {
    [
      "channel": .string(endpoint.channel), "unit": .optional(endpoint.unit), "kind": .string(kind.rawValue),
      "state": .string(state.rawValue), "detail": .string(detail), "next": .optional(next.map(zone.format)),
      "waiting": .number(waiting),
    ]
  }

  func line(_ language: Language) -> String {
    let queue = waiting > 0 ? language("（\(waiting) 条等着）", " (\(waiting) waiting)") : ""
    return "\(endpoint)  \(kind.rawValue)  \(detail)\(queue)"
  }
}

extension ChannelsCommand {
  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Have closed robots written to again, once they are mended. 恢复停发的机器人。",
      discussion: """
        Example 例: campaign channels reset county-groups --unit diecai
        What was refused meanwhile goes out by 'campaign outbox retry'. 期间被拒收的用 campaign outbox retry 重发。
        """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The channel; all channels if left out. 渠道名；不写就是全部。", completion: .channels)
    var channel: String?
    @Option(help: "One unit's robot. 单位。")
    var unit: String?

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let definitions = scheduler.current.now.definitions
      if let channel { _ = try definitions.shared.channel(named: channel) }
      let unit = try definitions.unit(named: unit)?.id
      let known = try await scheduler.outbox.endpointStandings().keys.filter { endpoint in
        (channel == nil || endpoint.channel == channel) && (unit == nil || endpoint.unit == unit)
      }
      let reset = try await scheduler.outbox.reset(known)
      let output = Output(options)
      for endpoint in reset.sorted(by: { $0.description < $1.description }) {
        if output.json {
          output.line([
            "channel": .string(endpoint.channel), "unit": .optional(endpoint.unit), "result": "ok",
          ])
        } else {
          output.line("\(endpoint)  \(options.language("已恢复", "is written to again"))")
        }
      }
      if reset.isEmpty { output.note("没有停发的机器人", "no robot was closed or left alone") }
    }
  }
}

extension SharedDefinitions {
  /// - Throws: A `Failure` that names the channels there are.
  func channel(named name: String) throws -> Channel {
    if let channel = channels[name] { return channel }
    let known = channels.keys.sorted().joined(separator: ", ")
    throw Failure(.failed, "没有渠道 “\(name)”；有：\(known)", "there is no channel '\(name)'; there are: \(known)")
  }
}
