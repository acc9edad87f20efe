import Outbox
import Recurrence

extension CurlAnswer {
  /// What the way there decided before any kind of robot is asked; nil if there is an answer to read.
  ///
  /// - Parameter statusDecides: The kind's answer is its status, so that a body that broke off changes nothing.
  func transportJudgement(statusDecides: Bool = false) -> Judgement? {
    if ending == .answered { return nil }
    if let status, ending != .headersTooLong, status >= 300 || statusDecides && status >= 200 { return nil }
    return Judgement(sent ? outcomeAfterSending : outcomeBeforeSending)
  }

  private var outcomeBeforeSending: DeliveryOutcome {
    switch ending {
    case .addressRefused: .blocked(policy: blockedWord)
    case .nameUnknown: .failed(reason: Reason.nameUnknown.word)
    case .notConnected: .failed(reason: Reason.notConnected.word)
    case .notSecure: .failed(reason: Reason.notSecure.word)
    case .timedOut: .failed(reason: Reason.slowToConnect.word)
    case .broken: .failed(reason: Reason.brokenUnsent.word)
    case .noDescriptor: .notSent(reason: Reason.noDescriptor.word)
    case .badAddress: .notSent(reason: Reason.badAddress.word)
    case .cancelled: .notSent(reason: Reason.stopped.word)
    case .answered, .repeatPrevented, .headersTooLong, .bodyTooLong, .other:
      .notSent(reason: Reason.libcurl.word(String(curlCode)))
    }
  }

  private var blockedWord: String {
    let host = address ?? "?"
    let kind = NumericAddress(host).map { AddressClass($0.destination) }
    return Reason.blocked.word(
      host.contains(":") ? "[\(host)]" : host, String(port), kind?.rawValue ?? "unknown")
  }

  private var outcomeAfterSending: DeliveryOutcome {
    let reason: Reason =
      switch ending {
      case .timedOut: .slowToAnswer
      case .repeatPrevented: .repeatPrevented
      case .headersTooLong: .headersTooLong
      case .bodyTooLong: .bodyTooLong
      case .cancelled: .stoppedWaiting
      case .answered, .nameUnknown, .addressRefused, .notConnected, .noDescriptor, .notSecure, .broken,
        .badAddress,
        .other:
        .noAnswer
      }
    return .ambiguous(reason: reason.word)
  }

  /// What a status says where the body says nothing.
  ///
  /// - Parameter window: How long to wait after 429 without a figure; nil leaves it to the retry policy.
  func statusJudgement(in attempt: Attempt, window: Duration? = nil) -> Judgement {
    guard let status else { return Judgement(.ambiguous(reason: Reason.noAnswer.word)) }
    let word = Reason.http.word(String(status))
    switch status {
    case 200..<300: return Judgement(.delivered)
    case 408, 425, 429, 500...:
      if let until = RetryAfter.instant(headers["retry-after"], from: attempt.at) {
        return Judgement(.throttled(until: until))
      }
      if status == 429, let window {
        return Judgement(.throttled(until: attempt.at.advanced(by: window)))
      }
      return Judgement(.failed(reason: word))
    case 300..<500:
      return Judgement(.refused(code: word), closesEndpoint: RobotStatus.closesEndpoint(status))
    default: return Judgement(.failed(reason: word))
    }
  }

  /// An answer that no robot of its kind gives, such as a login page: tried once more, then given up.
  func strangeJudgement(in attempt: Attempt) -> Judgement {
    let status = status ?? 0
    guard attempt.number > 1 else {
      return Judgement(.failed(reason: Reason.strangeAnswer.word(String(status))))
    }
    return Judgement(
      .refused(code: Reason.http.word(String(status))), closesEndpoint: RobotStatus.closesEndpoint(status))
  }
}

extension Judgement {
  /// A success by status alone is none where the kind says it otherwise.
  func orStrange(_ answer: CurlAnswer, _ attempt: Attempt) -> Judgement {
    outcome == .delivered ? answer.strangeJudgement(in: attempt) : self
  }
}
