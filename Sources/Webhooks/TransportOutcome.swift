import Outbox
import Recurrence

extension CurlAnswer {
  /// What the way there decided before any kind of robot is asked; nil if there is an answer to read.
  ///
  /// - Parameter statusDecides: The kind's answer is its status, so that a body that broke off changes nothing.
  func transportOutcome(in attempt: Attempt, statusDecides: Bool = false) -> DeliveryOutcome? {
    if ending == .answered { return nil }
    if let status, ending != .headersTooLong, status >= 300 || statusDecides && status >= 200 { return nil }
    return sent ? outcomeAfterSending(attempt) : outcomeBeforeSending(attempt)
  }

  private func outcomeBeforeSending(_ attempt: Attempt) -> DeliveryOutcome {
    switch ending {
    case .addressRefused:
      let kind = address.flatMap { NumericAddress($0) }.map { AddressClass($0.destination) }
      return .blocked(policy: attempt.text(.blocked(address: address ?? "?", port: Int(port), kind)))
    case .nameUnknown: return .failed(reason: attempt.text(.nameUnknown))
    case .notConnected: return .failed(reason: attempt.text(.notConnected))
    case .notSecure: return .failed(reason: attempt.text(.notSecure))
    case .timedOut: return .failed(reason: attempt.text(.slowToConnect))
    case .broken: return .failed(reason: attempt.text(.brokenUnsent))
    case .noDescriptor: return .notSent(reason: attempt.text(.noDescriptor))
    case .badAddress: return .notSent(reason: attempt.text(.badAddress))
    case .cancelled: return .notSent(reason: attempt.text(.stopped))
    case .answered, .repeatPrevented, .headersTooLong, .bodyTooLong, .other:
      return .notSent(reason: attempt.text(.libcurl(curlCode)))
    }
  }

  private func outcomeAfterSending(_ attempt: Attempt) -> DeliveryOutcome {
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
    return .ambiguous(reason: attempt.text(reason))
  }

  /// What a status says where the body says nothing.
  ///
  /// - Parameter window: How long to wait after 429 without a figure; nil leaves it to the retry policy.
  func statusOutcome(in attempt: Attempt, window: Duration? = nil) -> DeliveryOutcome {
    guard let status else { return .ambiguous(reason: attempt.text(.noAnswer)) }
    switch status {
    case 200..<300: return .delivered
    case 408, 425, 429, 500...:
      if let until = RetryAfter.instant(headers["retry-after"], from: attempt.at) {
        return .throttled(until: until)
      }
      if status == 429, let window { return .throttled(until: attempt.at.advanced(by: window)) }
      return .failed(reason: attempt.text(.status(status)))
    case 300..<500: return .refused(code: "HTTP \(status)")
    default: return .failed(reason: attempt.text(.status(status)))
    }
  }

  /// An answer that no robot of its kind gives, such as a login page: tried once more, then given up.
  func strangeOutcome(in attempt: Attempt) -> DeliveryOutcome {
    let status = status ?? 0
    return attempt.number > 1
      ? .refused(code: "HTTP \(status)") : .failed(reason: attempt.text(.notUnderstood(status)))
  }
}
