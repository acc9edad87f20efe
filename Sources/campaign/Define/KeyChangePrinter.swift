import ArgumentParser
import Outbox
import Planning

struct DryRunOption: ParsableArguments {
  @Flag(help: "Only say what would change. 只看会改什么，不改。")
  var dryRun = false
}

/// A reminder that a person wants changed, as it stands.
struct ChosenReminder: Hashable, Sendable {
  let key: ReminderKey
  /// Nil if there is none with this key.
  let state: ReminderState.Name?
}

/// Says which reminders a person's command changed, and which it could not change.
struct KeyChangePrinter {
  private let options: GlobalOptions
  private let isTrial: Bool

  init(_ options: GlobalOptions, isTrial: Bool) {
    self.options = options
    self.isTrial = isTrial
  }

  /// - Parameters:
  ///   - single: What happened to one.
  ///   - total: What happened to so many.
  /// - Throws: An exit code if any could not be changed.
  func print(_ report: KeyChangeReport, single: (String, String), total: (Int) -> (String, String)) throws {
    let output = Output(options)
    for key in report.changed {
      if options.json {
        var members: [(String, JSONText)] = [("key", .string(key.description)), ("result", "ok")]
        if isTrial { members.append(("dryRun", .bool(true))) }
        output.line(.object(members))
      } else {
        output.line("\(key)  \(options.language(single.0, single.1))")
      }
    }
    for refusal in report.refused { print(refusal, output) }
    let words = total(report.changed.count)
    if report.changed.isEmpty {
      if report.refused.isEmpty { output.note("没有符合条件的提醒", "no reminder matches") }
    } else if isTrial {
      output.note(words.0 + "（只是试看，没有改动）", words.1 + " (a dry run: nothing was changed)")
    } else {
      output.note(words.0, words.1)
    }
    if !report.refused.isEmpty { throw ExitCode(1) }
  }

  private func print(_ refusal: KeyChangeReport.Refusal, _ output: Output) {
    let language = options.language
    let reason =
      refusal.state.map { state in
        let name = state.text(language)
        return language("不能改：状态是\(name)", "can't be changed: it is \(name)")
      } ?? language("没有这条提醒", "no such reminder")
    if options.json {
      output.line(["key": .string(refusal.key.description), "result": "refused", "reason": .string(reason)])
    } else {
      Output.message("\(refusal.key)  \(reason)")
    }
  }
}

extension OutboxStore {
  /// What a change of these would do, without doing it.
  func trial(_ chosen: [ChosenReminder], from states: Set<ReminderState.Name>) async throws -> KeyChangeReport
  {
    KeyChangeReport(
      changed: chosen.filter { $0.state.map(states.contains) ?? false }.map(\.key),
      refused: chosen.filter { !($0.state.map(states.contains) ?? false) }.map {
        KeyChangeReport.Refusal(key: $0.key, state: $0.state)
      })
  }
}

extension ReminderState.Name {
  func text(_ language: Language) -> String {
    switch self {
    case .scheduled: language("待发", "scheduled")
    case .sending: language("发送中", "sending")
    case .retryable: language("待重试", "retryable")
    case .delivered: language("已送达", "delivered")
    case .discarded: language("已放弃", "discarded")
    case .cancelled: language("已取消", "cancelled")
    }
  }
}
