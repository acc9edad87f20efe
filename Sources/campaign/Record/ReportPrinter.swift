import CampaignScheduler
import Ledger
import Planning
import Recurrence

/// How units stand with their reports, for people and for programs.
struct ReportPrinter {
  private let options: GlobalOptions
  private let found: ReportPlace.Found
  private let part: String?

  init(_ options: GlobalOptions, _ found: ReportPlace.Found, part: String?) {
    self.options = options
    self.found = found
    self.part = part
  }

  private var language: Language { options.language }
  private var zone: Zone { found.campaign.schedule.zone }

  /// What a unit that has just reported is told: on time or late, and what is missing.
  func answer(_ line: ReportList.Line, _ output: Output) {
    if options.json { return output.line(json(line)) }
    let gaps = line.gaps?.text(language)
    let late = line.isOnTime == false
    let due = line.due.map { language("截止 \($0)", "due \($0)") } ?? ""
    output.say(
      "\(line.unit.name)\(line.state.text(.zh))\(late ? "，迟报（\(due)）" : "")\(gaps.map { "；" + $0 } ?? "，内容齐全")",
      "\(line.unit.name): \(line.state.text(.en))\(late ? ", late (\(due))" : "")\(gaps.map { "; " + $0 } ?? ", nothing missing")"
    )
  }

  func cells(_ line: ReportList.Line) -> [String] {
    var remarks: [String] = []
    if !line.isAsked { remarks.append(language("不在应报单位之内，不计入", "not asked to report, not counted")) }
    if let at = line.reportedAt { remarks.append(zone.format(at)) }
    if line.isOnTime == false { remarks.append(language("迟报", "late")) }
    if line.isHolder, line.state.isReported, let gaps = line.gaps?.text(language) { remarks.append(gaps) }
    if let reason = line.decision?.value.reason {
      remarks.append(language("原因：\(reason)", "because: \(reason)"))
    }
    return [
      line.unit.name, line.unit.level.name.text(language), state(line), remarks.joined(separator: "  "),
    ]
  }

  /// A unit above is not silent: it has not accepted.
  private func state(_ line: ReportList.Line) -> String {
    line.state == .silent && !line.isHolder ? language("未验收", "open") : line.state.text(language)
  }

  func json(_ line: ReportList.Line) -> JSONText {
    [
      "campaign": .string(found.campaign.id), "occurrence": .string(found.occurrence.id),
      "unit": .string(line.unit.id), "level": .string(line.unit.level.name.zh), "part": .optional(part),
      "state": .string(line.state.rawValue), "reportedAt": .optional(line.reportedAt.map(zone.format)),
      "due": .optional(line.due?.description), "onTime": line.isOnTime.map { .bool($0) } ?? .null,
      "missing": .strings(line.gaps?.words(language) ?? []),
      "decidedBy": .optional(line.decision?.value.decidedBy),
      "reason": .optional(line.decision?.value.reason),
      "counted": .bool(line.isAsked && line.unit.counted),
    ]
  }
}
