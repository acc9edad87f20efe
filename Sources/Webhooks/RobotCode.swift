import Outbox
package import Planning
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
    /// The same message again would not help; another one may.
    case never
    /// The robot takes nothing more, whatever the message, until a person mends it.
    case closed
  }

  let verdict: Verdict
  let meaning: BilingualText
  /// What a person can do about it.
  let advice: BilingualText?

  init(_ verdict: Verdict, _ zh: String, _ en: String, todo: BilingualText? = nil) {
    self.verdict = verdict
    meaning = BilingualText(zh: zh, en: en)
    advice = todo
  }

  /// The meaning, and what to do.
  var text: BilingualText {
    guard let advice else { return meaning }
    return BilingualText(zh: "\(meaning.zh)；\(advice.zh)", en: "\(meaning.text(.en)); \(advice.text(.en))")
  }
}

extension RobotCode {
  /// The judgement of a code other than success; an unknown one is tried once more, and kept as it came.
  static func judgement(
    _ code: String, as entry: RobotCode?, status: Int? = nil, _ attempt: Attempt
  ) -> Judgement {
    let failed = DeliveryOutcome.failed(reason: Reason.code.word(code))
    let refused = DeliveryOutcome.refused(code: code)
    let outcome: DeliveryOutcome =
      switch entry?.verdict ?? .onceMore {
      case .again: failed
      case .wait(let span): .throttled(until: attempt.at.advanced(by: span))
      case .onceMore: attempt.number > 1 ? refused : failed
      case .never, .closed: refused
      }
    var closes = false
    if case .closed = entry?.verdict { closes = true }
    if entry == nil, outcome == refused { closes = RobotStatus.closesEndpoint(status) }
    return Judgement(outcome, code: code, closesEndpoint: closes)
  }
}

/// Advice that several platforms' codes share.
enum RobotAdvice {
  static let newRobot = BilingualText(
    zh: "请在群里重新添加机器人，把新地址写进密钥",
    en: "add the robot to its group again and put its new address among the secrets")
  static let switchOn = BilingualText(zh: "请群主重新启用机器人", en: "have the group's owner switch the robot on")
  static let allowAddress = BilingualText(
    zh: "请把本机出口 IP 加进机器人的安全设置", en: "add this machine's public IP to the robot's security settings")
  static let sayLess = BilingualText(zh: "请改短模板", en: "shorten the template")
  static let keyword = BilingualText(
    zh: "请把关键词写进模板，或改机器人的关键词", en: "put the keyword into the template, or change the robot's")
  static let checkSecret = BilingualText(
    zh: "请核对签名密钥和本机时钟", en: "check the signing secret and this machine's clock")
}

extension Channel.Kind {
  /// What a refusal's code means, for a person; nil if nobody wrote it down.
  package func meaning(ofCode code: String) -> BilingualText? { entry(ofCode: code)?.meaning }

  func entry(ofCode code: String) -> RobotCode? {
    switch self {
    case .wecom: Int(code).flatMap { WeComDialect.codes[$0] }
    case .dingtalk: Int(code).flatMap { DingTalkDialect.codes[$0] }
    case .feishu, .lark: Int(code).flatMap { FeishuDialect.codes[$0] }
    case .discord: Int(code).flatMap { DiscordDialect.codes[$0] }
    case .slack: SlackDialect.codes[code]
    case .teams: TeamsDialect.codes[code]
    case .telegram, .ntfy, .webhook: nil
    }
  }
}

/// What statuses say of an endpoint, where no code says more.
enum RobotStatus {
  /// Answers that depend on the address and its keys, not on the message: moved for good, no right, not there, gone.
  private static let closing: Set<Int> = [301, 308, 401, 403, 404, 410]

  static func closesEndpoint(_ status: Int?) -> Bool { status.map(closing.contains) ?? false }

  static func meaning(of status: Int, kind: Channel.Kind?) -> BilingualText? {
    switch (status, kind) {
    case (403, .telegram):
      BilingualText(
        zh: "机器人被移出群或被拉黑；请把它重新加进群", en: "the bot was removed or blocked; add it to the chat again")
    case (404, .telegram), (401, .telegram):
      BilingualText(
        zh: "机器人令牌无效；请核对密钥里的地址",
        en: "the bot's token is void; check the address among the secrets")
    case (401, _), (403, _):
      BilingualText(zh: "没有权限；请核对地址和密钥", en: "no permission; check the address and the secret")
    case (404, _):
      BilingualText(zh: "没有这个地址；请核对密钥里的网址", en: "no such address; check the one among the secrets")
    case (410, _): BilingualText(zh: "对方已停用这个地址", en: "the receiver has given this address up")
    case (413, _): BilingualText(zh: "消息太大；请改短模板", en: "the message is too big; shorten the template")
    case (408, _): BilingualText(zh: "对方等超时了", en: "the receiver waited too long")
    case (429, _): BilingualText(zh: "发得太快", en: "too fast")
    case (300..<400, _):
      BilingualText(
        zh: "地址搬了家，程序不跟随转向；请换成新地址", en: "the address moved, and redirects are not followed; use the new one")
    case (500..., _): BilingualText(zh: "对方的服务出了故障", en: "the receiver's service failed")
    case (400..<500, _): BilingualText(zh: "对方不接受这条消息", en: "the receiver does not take this message")
    default: nil
    }
  }
}
