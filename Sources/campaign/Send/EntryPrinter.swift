import CampaignScheduler
import Outbox
import Planning
import Recurrence
import Webhooks

/// Reminders of the outbox and their attempts, for people and for programs.
struct EntryPrinter {
  private let language: Language
  private let zone: Zone
  private let channels: [String: Channel]
  private let units: UnitTree
  /// Of the robots that are closed or left alone just now, which is why others wait.
  private let standings: [EndpointID: EndpointStanding]
  private let now: Timestamp

  init(_ options: GlobalOptions, _ scheduler: Scheduler) async throws {
    let shared = scheduler.current.now.definitions.shared
    language = options.language
    zone = shared.zone
    channels = shared.channels
    units = shared.tree
    now = options.clock.now
    standings = try await scheduler.outbox.endpointStandings()
  }

  /// Why it stands where it stands; nil if there is nothing to say.
  private func why(_ entry: OutboxEntry) -> String? {
    waitsForRobot(entry) ?? entry.why(language, kind: kind(entry.key), zone: zone)
  }

  private func waitsForRobot(_ entry: OutboxEntry) -> String? {
    guard entry.state == .scheduled, entry.due <= now,
      let standing = standings[entry.planned.endpoint]
    else { return nil }
    if standing.isOpen {
      return language("在等：机器人已停发，见 campaign channels", "waits: its robot is closed, see 'campaign channels'")
    }
    guard standing.quietUntil > now else { return nil }
    let until = zone.format(standing.quietUntil)
    return language("在等：机器人到 \(until) 前不发", "waits: its robot is left alone until \(until)")
  }

  private func kind(_ key: ReminderKey) -> Channel.Kind? { channels[key.channel]?.kind }

  func cells(_ entry: OutboxEntry) -> [String] {
    [
      zone.format(entry.due), entry.state.name.text(language), tries(entry.attempts), entry.key.description,
      why(entry) ?? "",
    ]
  }

  func pruned(_ count: Int) -> String {
    language(
      "  更早的 \(count) 次发送已过保存期限，只留下合计（campaign purge）",
      "  \(count) older attempts are past their time and only summed up (campaign purge)")
  }

  private func tries(_ count: Int) -> String {
    switch count {
    case 0: language("未发过", "not tried")
    case 1: language("发过 1 次", "1 attempt")
    default: language("发过 \(count) 次", "\(count) attempts")
    }
  }

  /// The `detail` is for people, after a stable word where it was given up; the `reason` is for programs.
  func json(_ entry: OutboxEntry) -> JSONText {
    let key = entry.key
    return [
      "key": .string(key.description), "campaign": .string(key.campaign),
      "occurrence": .string(key.occurrence),
      "unit": .string(key.unit), "reminder": .string(key.rule), "channel": .string(key.channel),
      "state": .string(entry.state.name.rawValue), "due": .string(zone.format(entry.due)),
      "planned": .string(zone.format(entry.planned.due)), "attempts": .number(entry.attempts),
      "outcome": .optional(entry.outcome?.name),
      "detail": .optional(detail(entry)), "reason": .optional(reason(entry)),
      "receiver": .string(key.receiver), "receiverUnit": .string(entry.planned.receiverUnit),
    ]
  }

  /// To whom and how it goes.
  func way(_ entry: OutboxEntry) -> String {
    let unit = entry.planned.receiverUnit
    let to = ReceiverText.text(entry.key.receiver, units[unit]?.name ?? unit, language)
    return language("  发给\(to)，渠道 \(entry.key.channel)", "  to \(to) by \(entry.key.channel)")
  }

  private func detail(_ entry: OutboxEntry) -> String? {
    guard case .discarded(let reason) = entry.state else {
      return why(entry)
    }
    let text = reason.detail.map { ReasonText.text(of: $0, kind: kind(entry.key)).text(language) }
    return [reason.name, text].compactMap(\.self).joined(separator: ": ")
  }

  private func reason(_ entry: OutboxEntry) -> String? {
    if case .discarded(let reason) = entry.state { return reason.detail ?? reason.name }
    return entry.cancelledBy ?? entry.outcome?.detail
  }

  /// An attempt a line, and the steps of its request below it.
  func lines(_ history: OutboxHistory) -> [String] {
    zip(history.attempts, repeats(history)).flatMap { attempt, isRepeat in
      [headline(attempt, history.entry, isRepeat)] + (attempt.report.map(detail) ?? [])
    }
  }

  private func headline(_ attempt: AttemptRecord, _ entry: OutboxEntry, _ isRepeat: Bool) -> String {
    let outcome =
      attempt.report.map { OutcomeText($0, kind: kind(entry.key), zone: zone).text(language) }
      ?? language("进行中", "open")
    let marks = [
      isRepeat ? language("重发", "a repeat") : nil,
      attempt.lateness(of: entry).map { span in
        language("迟了 \(span.rough(.zh))", "\(span.rough(.en)) late")
      },
    ]
    return (["  #\(attempt.number)", zone.format(attempt.started), outcome] + marks.compactMap(\.self))
      .joined(separator: "  ")
  }

  private func detail(_ report: DeliveryReport) -> [String] {
    var lines: [String] = []
    var facts: [String] = []
    if let status = report.status { facts.append("HTTP \(status)") }
    if let code = report.code { facts.append(language("返回码 \(code)", "code \(code)")) }
    if report.bytes > 0 {
      facts.append(
        language("发出 \(report.bytes) 字节", "\(report.bytes) \(report.bytes == 1 ? "byte" : "bytes") sent"))
    }
    if report.status != nil {
      facts.append(language("收到 \(report.answerBytes) 字节", "\(report.answerBytes) received"))
    }
    if report.shortened { facts.append(language("已截短", "shortened")) }
    if !facts.isEmpty { lines.append("      " + facts.joined(separator: language("，", ", "))) }
    if let phases = report.phases.map(steps), !phases.isEmpty {
      lines.append(
        "      "
          + language("用时（毫秒）：", "time in ms: ")
          + phases.map { "\($0.label) \($0.milliseconds)" }.joined(separator: " → "))
    }
    if let answer = report.answer { lines.append("      " + language("对方回答：", "answer: ") + answer) }
    return lines
  }

  private struct Step {
    let name: String
    let label: String
    let milliseconds: String
  }

  /// Those that were reached, each counted from the start.
  private func steps(_ phases: AttemptPhases) -> [Step] {
    [
      ("lookup", language("查到地址", "address found"), phases.lookedUp),
      ("connect", language("连上", "connected"), phases.connected),
      ("tls", language("TLS 就绪", "TLS ready"), phases.secured),
      ("firstByte", language("首字节", "first byte"), phases.firstByte),
      ("total", language("结束", "end"), phases.total),
    ].filter { $0.2 > .zero }.map { Step(name: $0.0, label: $0.1, milliseconds: $0.2.milliseconds) }
  }

  func json(_ history: OutboxHistory) -> [JSONText] {
    zip(history.attempts, repeats(history)).map { attempt, isRepeat in
      let report = attempt.report
      let reached = Dictionary(
        (report?.phases.map(steps) ?? []).map { ($0.name, JSONText.decimal($0.milliseconds)) }
      ) { first, _ in
        first
      }
      let phases = ["lookup", "connect", "tls", "firstByte", "total"].map { ($0, reached[$0] ?? .null) }
      return [
        "attempt": .number(attempt.number), "started": .string(zone.format(attempt.started)),
        "ended": .optional(attempt.ended.map(zone.format)), "outcome": .optional(report?.outcome.name),
        "detail": .optional(text(report?.outcome.detail, history.entry.key)),
        "reason": .optional(report?.outcome.detail),
        "status": report?.status.map { .number($0) } ?? .null, "code": .optional(report?.code),
        "bytes": report.map { .number($0.bytes) } ?? .null,
        "answerBytes": report.map { .number($0.answerBytes) } ?? .null,
        "shortened": report.map { .bool($0.shortened) } ?? .null, "repeat": .bool(isRepeat),
        "late": .bool(attempt.lateness(of: history.entry) != nil),
        "phases": report?.phases == nil ? .null : .object(phases), "answer": .optional(report?.answer),
      ]
    }
  }

  private func text(_ word: String?, _ key: ReminderKey) -> String? {
    word.map { ReasonText.text(of: $0, kind: kind(key)).text(language) }
  }

  /// Whether each attempt came after one that may have arrived: a robot's message then carries a mark.
  private func repeats(_ history: OutboxHistory) -> [Bool] {
    var mayHaveArrived = false
    return history.attempts.map { attempt in
      defer {
        if case .ambiguous = attempt.report?.outcome { mayHaveArrived = true }
      }
      return mayHaveArrived
    }
  }

  func total(_ counts: [ReminderState.Name: Int], _ language: Language) -> String {
    let parts = ReminderState.Name.allCases.compactMap { name in
      counts[name].map { "\(name.text(language)) \($0)" }
    }
    return counts.values.allSatisfy { $0 == 0 }
      ? language("发件箱是空的", "the outbox is empty") : parts.joined(separator: language("，", ", "))
  }
}

extension AttemptRecord {
  /// How long after the planned time it began; nil if that is nothing to speak of.
  fileprivate func lateness(of entry: OutboxEntry) -> Duration? {
    let span = entry.planned.due.duration(to: started)
    return span >= Lateness.recorded ? span : nil
  }
}

extension Duration {
  /// Milliseconds with three digits, such as `12.034`.
  fileprivate var milliseconds: String {
    let micros = Int64(components.seconds) * 1_000_000 + components.attoseconds / 1_000_000_000_000
    let rest = String(micros % 1000)
    return "\(micros / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
