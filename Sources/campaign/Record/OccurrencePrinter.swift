import Planning
import Recurrence

/// Prints the occurrences of `campaign recur`, and why each is there.
struct OccurrencePrinter {
  let set: MovedSet
  let zone: Zone
  /// Whether times are the same in every zone, and have no offset.
  let isFloating: Bool
  let output: Output
  let saysWhy: Bool

  func print(_ occurrence: MovedInstance) {
    let at = isFloating ? occurrence.local.isoText : zone.format(occurrence.instant)
    let explanation = saysWhy ? set.explanation(of: occurrence, in: zone) : nil
    if output.json {
      output.line(.object([("at", .string(at))] + (explanation.map(members) ?? [])))
    } else {
      output.line(
        explanation.map { "\(at)  \(reasons($0).joined(separator: output.language("；", "; ")))" } ?? at)
    }
  }

  private func members(_ why: Instance.Explanation) -> [(String, JSONText)] {
    let source =
      switch why.source {
      case .rule: "rule"
      case .start: "start"
      case .addition: "rdate"
      }
    return [
      ("source", .string(source)), ("rule", .optional(why.rule?.description)),
      ("beforeGap", .optional(why.beforeGap?.description)), ("skip", .bool(why.isMovedBySkip)),
      ("movedFrom", .optional(why.movedFrom?.description)),
      ("workdays", .optional(isMoving ? why.workdays?.rawValue : nil)),
      ("notice", .optional(isMoving ? why.notice?.source : nil)),
      ("noticeVersion", isMoving ? why.notice.map { .number($0.version) } ?? .null : .null),
      ("zone", .string(why.zone.identifier)), ("zoneData", .string(why.zoneData)),
      ("lunarData", .optional(why.lunarData)), ("undecidedMonth", .bool(why.isUndecidedLunarMonth)),
    ]
  }

  /// Without steps, working days have no say.
  private var isMoving: Bool { !set.transforms.isEmpty }

  private func reasons(_ why: Instance.Explanation) -> [String] {
    let say = output.language
    var reasons: [String] = []
    switch why.source {
    case .rule(let index):
      reasons.append(
        set.set.rules.count > 1 ? say("规则 \(index + 1)", "rule \(index + 1)") : say("规则", "the rule"))
    case .start: reasons.append(say("起点", "the start"))
    case .addition: reasons.append(say("另加", "added by --rdate"))
    }
    if let asked = why.beforeGap {
      reasons.append(
        say("\(asked) 在 \(why.zone.identifier) 被跳过", "\(asked) is skipped in \(why.zone.identifier)"))
    }
    if why.isMovedBySkip {
      reasons.append(say("历法里没有这一天，按 SKIP 移动", "the calendar lacks the day: moved by SKIP"))
    }
    if let from = why.movedFrom { reasons.append(say("由 \(from) 移来", "moved from \(from)")) }
    if isMoving, let status = why.workdays, status != .announced {
      reasons.append(say("休息日暂定", "rest days are provisional"))
    } else if isMoving, let notice = why.notice?.source, !notice.isEmpty {
      reasons.append(notice)
    }
    if why.isUndecidedLunarMonth {
      reasons.append(say("该农历月初一各家推算差一天", "sources disagree by a day on the lunar month"))
    }
    return reasons
  }
}
