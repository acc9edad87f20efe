import Outbox
import Planning
import Recurrence
import Webhooks

/// An outcome in words, with what a platform's code means.
struct OutcomeText {
  private let outcome: DeliveryOutcome
  private let code: String?
  private let kind: Channel.Kind?
  private let zone: Zone

  /// - `kind`: Of the channel; nil if it is no longer in the files.
  init(_ report: DeliveryReport, kind: Channel.Kind?, zone: Zone) {
    outcome = report.outcome
    code = report.code
    self.kind = kind
    self.zone = zone
  }

  func text(_ language: Language) -> String {
    let why = outcome.detail.map { ReasonText.text(of: $0, kind: kind).text(language) } ?? ""
    switch outcome {
    case .delivered: return language("已送达", "delivered")
    case .refused: return language("被拒收（\(why)）", "refused (\(why))")
    case .failed: return language("失败（\(why)）", "failed (\(why))")
    case .throttled(let until):
      let said = code.map { language("，返回码 \($0)", ", code \($0)") } ?? ""
      return language("被限流，等到 \(zone.format(until))", "throttled until \(zone.format(until))") + said
    case .notSent: return language("未发出（\(why)）", "not sent (\(why))")
    case .ambiguous: return language("结果不明（\(why)）", "outcome unknown (\(why))")
    case .blocked: return language("按设置不发（\(why)）", "blocked (\(why))")
    }
  }
}

extension OutboxEntry {
  /// Why it stands where it stands, in a language; nil if there is nothing to say.
  func why(_ language: Language, kind: Channel.Kind?, zone: Zone) -> String? {
    func text(_ word: String?) -> String {
      word.map { ReasonText.text(of: $0, kind: kind).text(language) } ?? ""
    }
    guard case .discarded(let reason) = state else {
      if let cancelledBy { return text(cancelledBy) }
      if case .throttled = outcome, let outcome {
        return OutcomeText(DeliveryReport(outcome), kind: kind, zone: zone).text(language)
      }
      return outcome?.detail.map { text($0) }
    }
    let detail = text(reason.detail)
    switch reason {
    case .refused: return language("被拒收：\(detail)", "refused: \(detail)")
    case .blocked: return language("按设置不发：\(detail)", "blocked: \(detail)")
    case .triesSpent: return language("次数用完：\(detail)", "no try is left: \(detail)")
    case .timeSpent: return language("时间用完：\(detail)", "no time is left: \(detail)")
    case .unknown: return language("不知是否送达：\(detail)", "perhaps delivered: \(detail)")
    case .missed: return language("错过：到时没有运行", "missed: nothing ran at its time")
    case .notNeeded: return language("不需要了：\(detail)", "not needed: \(detail)")
    }
  }
}
