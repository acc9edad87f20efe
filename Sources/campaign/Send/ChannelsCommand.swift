import ArgumentParser
import CampaignScheduler
import Foundation
import Outbox
import Planning
import Recurrence
import Webhooks

struct ChannelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "channels",
    abstract: "Group robots: what they lack, a test message, the exact request. 群机器人（渠道）：缺什么、试发。",
    discussion: "Example 例: campaign channels",
    subcommands: [List.self, Test.self, Preview.self, Reset.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Every robot that a campaign needs, and what it lacks. 列出机器人。",
      discussion: "Example 例: campaign channels list --verbose")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let (shared, resolver) = try options.robots()
      let output = Output(options)
      let robots = try await statuses(shared, resolver)
      for robot in robots {
        if output.json {
          output.line(robot.json(shared.zone))
        } else if robot.state != .missing || options.verbose || robot.endpoint.unit == nil {
          output.line(robot.line(options.language))
        }
      }
      note(robots, output)
    }

    private func statuses(_ shared: SharedDefinitions, _ resolver: EndpointResolver) async throws
      -> [ChannelStatus]
    {
      let now = options.clock.now
      let outbox = try options.outboxIfThere()
      let standings = try await outbox?.endpointStandings() ?? [:]
      let waiting = try await outbox?.backlog(at: now) ?? [:]
      return shared.channels.values.sorted { $0.name < $1.name }.flatMap { channel in
        shared.endpoints(of: channel).map { endpoint in
          ChannelStatus(
            endpoint, of: channel, problem: resolver.problem(with: endpoint),
            address: resolver.redactedAddress(of: endpoint), standings[endpoint],
            waiting: waiting[endpoint] ?? 0, in: shared.zone, at: now, options.language)
        }
      }
    }

    private func note(_ robots: [ChannelStatus], _ output: Output) {
      let missing = robots.count { $0.state == .missing }
      let closed = robots.count { $0.state == .closed }
      if missing > 0 {
        output.note(
          "\(missing) 个机器人还缺网址或密钥（--verbose 逐个列出）",
          missing == 1
            ? "1 robot lacks an address or a secret (--verbose lists it)"
            : "\(missing) robots lack an address or a secret (--verbose lists them)")
      }
      if closed > 0 {
        output.note(
          "\(closed) 个机器人已停发；修好后运行 campaign channels reset",
          closed == 1
            ? "1 robot is closed; mend it, then run 'campaign channels reset'"
            : "\(closed) robots are closed; mend them, then run 'campaign channels reset'")
      }
      if missing + closed == 0 { output.note("全部渠道齐备", "all robots are ready") }
    }
  }

  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Send one marked message. 发一条试验消息。",
      discussion: "Example 例: campaign channels test county-groups --unit diecai")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var robot: RobotOptions

    func run() async throws {
      let (shared, resolver) = try options.robots()
      let (sender, engine) = try options.sender(shared, resolver)
      let trial = try robot.trial(shared, options)
      let report = await sender.send(trial)
      await engine.stop()
      let kind = shared.channels[trial.endpoint.channel]?.kind
      let text = OutcomeText(report, kind: kind, zone: shared.zone).text(options.language)
      let output = Output(options)
      if options.json {
        output.line(
          .object(
            robot.line(trial, kind, state: report.outcome.name, detail: text) + [
              ("status", report.status.map { .number($0) } ?? .null), ("code", .optional(report.code)),
            ]))
      } else {
        output.line(text)
        if report.shortened {
          output.note("消息太长，已截短", "the message was too long and was shortened")
        }
      }
      if report.outcome != .delivered { throw ExitCode(1) }
    }
  }

  struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "preview", abstract: "The exact request, secrets hidden. 请求预览。",
      discussion: "Example 例: campaign channels preview county-groups --unit diecai")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var robot: RobotOptions

    func run() async throws {
      let (shared, resolver) = try options.robots()
      let (sender, engine) = try options.sender(shared, resolver)
      let trial = try robot.trial(shared, options)
      let preview = sender.preview(trial)
      await engine.stop()
      switch preview {
      case .success(let request):
        let output = Output(options)
        if options.json {
          let kind = shared.channels[trial.endpoint.channel]?.kind
          output.line(
            .object(
              robot.line(trial, kind, state: "preview", detail: request.address) + [
                ("headers", .strings(request.headers)), ("body", .string(request.body)),
              ]))
          return
        }
        output.line("POST \(request.address)")
        for header in request.headers { output.line(header) }
        output.line("\n\(request.body)")
      case .failure(let fault): throw Failure(.failed) { fault.problem.text($0) }
      }
    }
  }
}

struct RobotOptions: ParsableArguments {
  @Argument(help: "The channel. 渠道名。", completion: .channels)
  var channel: String
  @Option(help: "The unit, for a channel with one robot for each. 单位。")
  var unit: String?

  func trial(_ shared: SharedDefinitions, _ options: GlobalOptions) throws -> ClaimedReminder {
    let channel = try shared.channel(named: channel)
    if channel.onePer != nil, unit == nil {
      throw Failure(.usage, "这个渠道每个单位一个机器人，请加 --unit", "this channel has one robot for each unit; add --unit")
    }
    let unit = try options.findWorkspace().definitions().unit(named: unit)?.id
    let text = options.language("这是一条试验消息，收到即可，不用回复。", "This is a test message; no answer is needed.")
    return ClaimedReminder(
      key: ReminderKey(
        campaign: "test", occurrence: "test", part: nil, unit: unit ?? "-", rule: "test", receiver: "test",
        channel: channel.name),
      endpoint: EndpointID(channel: channel.name, unit: channel.onePer == nil ? nil : unit), attempt: 1,
      message: Message(title: options.language("【试验】", "[test]"), text: text), at: options.clock.now,
      mayBeRepeat: false)
  }
}

extension RobotOptions {
  /// The members that every line about a robot has.
  fileprivate func line(
    _ trial: ClaimedReminder, _ kind: Channel.Kind?, state: String, detail: String
  ) -> [(String, JSONText)] {
    [
      ("channel", .string(trial.endpoint.channel)), ("unit", .optional(trial.endpoint.unit)),
      ("kind", .optional(kind?.rawValue)), ("state", .string(state)), ("detail", .string(detail)),
    ]
  }
}

extension GlobalOptions {
  func robots() throws -> (SharedDefinitions, EndpointResolver) {
    let shared = try findWorkspace().definitions().shared
    let credentials = try credentials(shared)
    return (
      shared,
      EndpointResolver(
        channels: Array(shared.channels.values), environment: credentials.environment,
        secrets: credentials.secrets)
    )
  }

  /// The engine has to be stopped by whoever asked for it.
  fileprivate func sender(_ shared: SharedDefinitions, _ resolver: EndpointResolver) throws -> (
    WebhookSender, CurlEngine
  ) {
    let engine = try CurlEngine(policy: AddressPolicy(allow: shared.outgoingAllow))
    return (WebhookSender(engine: engine, resolver: resolver, language: language, clock: clock), engine)
  }
}
