import Outbox
public import Planning
import Recurrence

/// What a robot's code asks for, and what it means in words.
struct RobotCode: Sendable {
  enum Verdict: Sendable {
    /// Try again by the retry policy.
    case again
    /// Leave the robot alone for a while.
    case wait(Duration)
    /// May be a slip: tried once more, then given up.
    case onceMore
    /// The same message again would not help.
    case never
  }

  let verdict: Verdict
  let meaning: BilingualText

  init(_ verdict: Verdict, _ zh: String, _ en: String) {
    self.verdict = verdict
    meaning = BilingualText(zh: zh, en: en)
  }
}

extension RobotCode {
  /// The outcome of a code other than success; an unknown one is tried once more, and kept as it came.
  static func outcome(_ code: Int, in table: [Int: RobotCode], _ attempt: Attempt) -> DeliveryOutcome {
    let entry = table[code]
    let failed = DeliveryOutcome.failed(reason: attempt.text(.code(String(code), entry?.meaning)))
    switch entry?.verdict ?? .onceMore {
    case .again: return failed
    case .wait(let span): return .throttled(until: attempt.at.advanced(by: span))
    case .onceMore: return attempt.number > 1 ? .refused(code: String(code)) : failed
    case .never: return .refused(code: String(code))
    }
  }
}

extension Channel.Kind {
  /// What a refusal's code means, for a person; nil if nobody wrote it down.
  public func meaning(ofCode code: String) -> BilingualText? {
    guard let number = Int(code) else { return nil }
    switch self {
    case .wecom: return WeComDialect.codes[number]?.meaning
    case .dingtalk: return DingTalkDialect.codes[number]?.meaning
    case .feishu, .lark: return FeishuDialect.codes[number]?.meaning
    case .discord: return DiscordDialect.codes[number]?.meaning
    case .slack, .teams, .telegram, .ntfy, .webhook: return nil
    }
  }
}
