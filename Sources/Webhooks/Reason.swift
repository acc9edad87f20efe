import Planning

/// The words in which an attempt's end is told: one table, in both languages. None holds an address or a secret.
enum Reason {
  case resent, shortened
  case nameUnknown, notConnected, noDescriptor, notSecure, slowToConnect, brokenUnsent, badAddress, stopped,
    libcurl(Int)
  case noAnswer, slowToAnswer, repeatPrevented, headersTooLong, bodyTooLong, stoppedWaiting
  case status(Int), notUnderstood(Int), code(String, BilingualText?)
  case blocked(address: String, port: Int, AddressClass?)

  var text: BilingualText {
    switch self {
    case .resent: BilingualText(zh: "（重发）", en: "(resent) ")
    case .shortened: BilingualText(zh: "……（已截短）", en: "… (shortened)")
    case .nameUnknown, .notConnected, .noDescriptor, .notSecure, .slowToConnect, .brokenUnsent, .badAddress,
      .stopped, .libcurl:
      beforeSending
    case .noAnswer, .slowToAnswer, .repeatPrevented, .headersTooLong, .bodyTooLong, .stoppedWaiting:
      afterSending
    case .status(let status): BilingualText(zh: "对方回答 HTTP \(status)", en: "answered HTTP \(status)")
    case .notUnderstood(let status):
      BilingualText(
        zh: "HTTP \(status) 的回答看不懂，不算送达", en: "HTTP \(status), but not the answer of such a robot")
    case .code(let code, let meaning):
      BilingualText(
        zh: "返回码 \(code)" + (meaning.map { "：\($0.text(.zh))" } ?? ""),
        en: "code \(code)" + (meaning.map { ": \($0.text(.en))" } ?? ""))
    case .blocked(let address, let port, let kind):
      blocked(address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)", kind)
    }
  }

  private var beforeSending: BilingualText {
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
    case .libcurl(let code): BilingualText(zh: "libcurl 错误 \(code)", en: "libcurl error \(code)")
    default: BilingualText(zh: "没有发出", en: "not sent")
    }
  }

  private var afterSending: BilingualText {
    switch self {
    case .slowToAnswer: BilingualText(zh: "已发出，对方超时没有回答", en: "sent, but no answer in time")
    case .repeatPrevented:
      BilingualText(zh: "已发出，旧连接断开，没有回答", en: "sent on a kept connection that died without an answer")
    case .headersTooLong: BilingualText(zh: "已发出，回答的头部过长", en: "sent, but the answer's headers are too long")
    case .bodyTooLong: BilingualText(zh: "已发出，回答过长", en: "sent, but the answer is too long")
    case .stoppedWaiting:
      BilingualText(zh: "已发出，没等到回答程序就停了", en: "sent, but the program stopped before the answer")
    default: BilingualText(zh: "已发出，连接断开，没有回答", en: "sent, but the connection broke before an answer")
    }
  }

  private func blocked(_ place: String, _ kind: AddressClass?) -> BilingualText {
    BilingualText(
      zh: "\(place) 是\(kind?.name.text(.zh) ?? "不认识的地址")，settings.yaml 的 outgoing.allow 没有放行",
      en:
        "\(place) is \(kind?.name.text(.en) ?? "an unknown address"), which outgoing.allow in settings.yaml does not allow"
    )
  }
}

extension Attempt {
  func text(_ reason: Reason) -> String { reason.text.text(language) }
}
