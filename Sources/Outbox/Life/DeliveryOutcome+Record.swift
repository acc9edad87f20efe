import Recurrence

extension DeliveryOutcome {
  /// A stable word for tables, metrics and the store.
  public var name: String {
    switch self {
    case .delivered: "delivered"
    case .refused: "refused"
    case .failed: "failed"
    case .throttled: "throttled"
    case .notSent: "notSent"
    case .ambiguous: "ambiguous"
    case .blocked: "blocked"
    }
  }

  /// The code or the words that came with it.
  public var detail: String? {
    switch self {
    case .refused(let text), .failed(let text), .notSent(let text), .ambiguous(let text), .blocked(let text):
      text
    case .delivered, .throttled: nil
    }
  }

  /// The instant that a throttling receiver named.
  var waitUntil: Timestamp? {
    if case .throttled(let until) = self { until } else { nil }
  }

  /// Puts together what ``name``, ``detail`` and the instant took apart; nil for an unknown word.
  init?(name: String, detail: String?, until: Timestamp?) {
    let text = detail ?? ""
    switch name {
    case "delivered": self = .delivered
    case "refused": self = .refused(code: text)
    case "failed": self = .failed(reason: text)
    case "throttled": self = .throttled(until: until ?? Timestamp(milliseconds: 0))
    case "notSent": self = .notSent(reason: text)
    case "ambiguous": self = .ambiguous(reason: text)
    case "blocked": self = .blocked(policy: text)
    default: return nil
    }
  }
}
