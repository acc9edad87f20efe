public import Planning

/// Why an attempt ended as it did: a word that is stored, with an argument after a colon where it has one.
///
/// Stable and of no language: a reader's language is chosen when it is printed, by ``ReasonText``. None holds a
/// path of an address or a secret. The words of the outbox itself and of whoever writes the messages stand here, too.
package enum Reason: String, CaseIterable, Sendable {
  case nameUnknown = "name_unknown"
  case notConnected = "not_connected"
  case noDescriptor = "no_descriptor"
  case notSecure = "not_secure"
  case slowToConnect = "connect_timeout"
  case brokenUnsent = "broken_before_sending"
  case badAddress = "bad_address"
  /// With libcurl's number.
  case libcurl
  case stopped = "stopped_before_sending"
  case noAnswer = "no_answer"
  case slowToAnswer = "answer_timeout"
  case repeatPrevented = "kept_connection_died"
  case headersTooLong = "headers_too_long"
  case bodyTooLong = "body_too_long"
  case stoppedWaiting = "stopped_before_answer"
  /// With the status.
  case http
  case strangeAnswer = "strange_answer"
  /// With the platform's code.
  case code
  /// With the address, the port and the class of the address.
  case blocked = "address_blocked"
  /// With the instant.
  case throttled
  case leaseLost = "lease_lost"
  case notNeeded = "not_needed"
  /// With the campaign.
  case noOccurrence = "no_occurrence"
  /// With the template's name.
  case noTemplate = "no_template"
  case noUnit = "no_unit"
  /// With the condition that does not hold.
  case condition
  case person, superseded
  /// What was allocated has been accepted.
  case accepted
  /// Whoever it is about need not report.
  case waived
  /// With the channel.
  case unknownChannel = "unknown_channel"
  /// With the name.
  case missingVariable = "missing_variable"
  /// These with the endpoint; the last two with the form and the header's name before it.
  case missingRow = "missing_row"
  case missingUnit = "missing_unit"
  case badURL = "bad_url"
  case literalNotLoopback = "literal_not_loopback"
  case missingSecret = "missing_secret"
  case badSecret = "bad_secret"
  case badHeader = "bad_header"

  /// What is stored.
  package var word: String { rawValue }

  package func word(_ arguments: String...) -> String { ([rawValue] + arguments).joined(separator: ":") }

  /// The word for a condition that does not hold.
  package static func word(for condition: SendCondition) -> String {
    Reason.condition.word(condition.rawValue.replacing(" ", with: "_"))
  }
}

/// Turns the stored words of outcomes and states into sentences: the one table of them.
public enum ReasonText {
  /// - Parameters:
  ///   - word: As an outcome or a state holds it. One that is not known, as an older version wrote it, is printed as
  ///     it is.
  ///   - kind: Of the channel: codes mean something on their platform only.
  public static func text(of word: String, kind: Channel.Kind?) -> BilingualText {
    if let entry = kind?.entry(ofCode: word) { return code(word, entry.text) }
    if kind != nil, Int(word) != nil { return code(word, unknownCode) }
    let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let reason = Reason(rawValue: parts[0]), parts.count == (reason.takesArgument ? 2 : 1) else {
      return BilingualText(zh: word, en: word)
    }
    let argument = parts.count == 2 ? parts[1] : ""
    return reason.transport ?? reason.own ?? reason.answer(argument, kind)
      ?? reason.preparation(argument) ?? reason.endpoint(argument) ?? BilingualText(zh: word, en: word)
  }

  private static let unknownCode = BilingualText(
    zh: "不认识的返回码，请查平台文档", en: "not a code that is known here; see the platform's documentation")

  fileprivate static func code(_ code: String, _ text: BilingualText?) -> BilingualText {
    BilingualText(
      zh: "返回码 \(code)" + (text.map { "：\($0.zh)" } ?? ""),
      en: "code \(code)" + (text.map { ": \($0.text(.en))" } ?? ""))
  }
}

extension Reason {
  fileprivate var takesArgument: Bool {
    transport == nil && own == nil && self != .noUnit
  }

  /// What the way there decided.
  fileprivate var transport: BilingualText? {
    switch self {
    case .nameUnknown: BilingualText(zh: "主机名查不到地址", en: "the host's name has no address")
    case .notConnected: BilingualText(zh: "连不上：拒绝连接或网络不通", en: "no connection: refused or unreachable")
    case .noDescriptor:
      BilingualText(
        zh: "本机打开的文件和连接太多，没有发出；请调高上限（ulimit -n，systemd 里是 LimitNOFILE=）",
        en:
          "this machine has too many files and connections open; raise ulimit -n, or LimitNOFILE= of systemd")
    case .notSecure:
      BilingualText(zh: "TLS 连接不安全：证书不可信或协议太旧", en: "TLS failed: certificate or protocol not to be trusted")
    case .slowToConnect: BilingualText(zh: "连接超时", en: "connecting took too long")
    case .brokenUnsent: BilingualText(zh: "发出之前连接断了", en: "the connection broke before anything was sent")
    case .badAddress: BilingualText(zh: "网址不能用", en: "the address cannot be used")
    case .stopped: BilingualText(zh: "程序停止，没有发出", en: "the program stopped before sending")
    case .noAnswer: BilingualText(zh: "已发出，连接断开，没有回答", en: "sent, but the connection broke before an answer")
    case .slowToAnswer: BilingualText(zh: "已发出，对方超时没有回答", en: "sent, but no answer in time")
    case .repeatPrevented:
      BilingualText(zh: "已发出，旧连接断开，没有回答", en: "sent on a kept connection that died without an answer")
    case .headersTooLong: BilingualText(zh: "已发出，回答的头部过长", en: "sent, but the answer's headers are too long")
    case .bodyTooLong: BilingualText(zh: "已发出，回答过长", en: "sent, but the answer is too long")
    case .stoppedWaiting:
      BilingualText(zh: "已发出，没等到回答程序就停了", en: "sent, but the program stopped before the answer")
    default: nil
    }
  }

  /// What the outbox itself decided.
  fileprivate var own: BilingualText? {
    switch self {
    case .leaseLost:
      BilingualText(
        zh: "发送时程序中断，不知是否送达", en: "the program stopped while sending: nobody knows whether it arrived")
    case .notNeeded: BilingualText(zh: "已不需要", en: "no longer needed")
    case .person: BilingualText(zh: "由人取消", en: "cancelled by a person")
    case .superseded: BilingualText(zh: "新计划里没有了", en: "no longer in the plan")
    case .waived: BilingualText(zh: "免报", en: "it need not report")
    case .accepted: BilingualText(zh: "下拨的物资已签收", en: "what was allocated has been accepted")
    default: nil
    }
  }

  /// What the receiver said, or the setting that kept it from being asked.
  fileprivate func answer(_ argument: String, _ kind: Channel.Kind?) -> BilingualText? {
    switch self {
    case .code: return ReasonText.code(argument, kind?.entry(ofCode: argument)?.text)
    case .http:
      let meaning = Int(argument).flatMap { RobotStatus.meaning(of: $0, kind: kind) }
      return BilingualText(
        zh: "对方回答 HTTP \(argument)" + (meaning.map { "：\($0.zh)" } ?? ""),
        en: "answered HTTP \(argument)" + (meaning.map { ": \($0.text(.en))" } ?? ""))
    case .strangeAnswer:
      return BilingualText(
        zh: "HTTP \(argument) 的回答看不懂，不算送达", en: "HTTP \(argument), but not the answer of such a robot")
    case .libcurl: return BilingualText(zh: "libcurl 错误 \(argument)", en: "libcurl error \(argument)")
    case .throttled:
      return BilingualText(zh: "对方要求等到 \(argument)", en: "the receiver asked to wait until \(argument)")
    case .blocked: return blocked(argument)
    default: return nil
    }
  }

  private func blocked(_ argument: String) -> BilingualText {
    let end = argument.lastIndex(of: ":") ?? argument.endIndex
    let kind = AddressClass(rawValue: String(argument[end...].dropFirst()))?.name
    let place = argument[..<end]
    return BilingualText(
      zh: "\(place) 是\(kind?.zh ?? "不认识的地址")，settings.yaml 的 outgoing.allow 没有放行",
      en:
        "\(place) is \(kind?.text(.en) ?? "an unknown address"), which outgoing.allow in settings.yaml does not allow"
    )
  }

  /// Why there was no message, or no need of one.
  fileprivate func preparation(_ argument: String) -> BilingualText? {
    switch self {
    case .noOccurrence:
      BilingualText(
        zh: "活动文件里没有 \(argument) 的这一届或这条提醒",
        en: "the files have no such occurrence or reminder of \(argument)")
    case .noTemplate: BilingualText(zh: "没有模板 \(argument)", en: "there is no template \(argument)")
    case .noUnit: BilingualText(zh: "没有需要提醒的单位", en: "no unit needs it")
    case .condition:
      switch SendCondition(rawValue: argument.replacing("_", with: " ")) {
      case .noReport: BilingualText(zh: "已收到报告", en: "the report has arrived")
      case .noSession: BilingualText(zh: "已有活动场次", en: "there is a session")
      case .held: BilingualText(zh: "还没有举办", en: "it has not been held")
      case .tasksOpen: BilingualText(zh: "筹备任务已完成", en: "the tasks are done")
      case .belowTarget: BilingualText(zh: "已达目标", en: "the target is reached")
      case nil: nil
      }
    default: nil
    }
  }

  /// What was missing or wrong about the robot.
  fileprivate func endpoint(_ argument: String) -> BilingualText? {
    EndpointFault(reason: self, argument: argument)?.problem
  }
}
