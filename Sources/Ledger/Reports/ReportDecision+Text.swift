public import Planning

extension ReportDecision.Act {
  public func text(_ language: Language) -> String {
    switch self {
    case .accept: language("验收", "accepted")
    case .waive: language("免报", "waived")
    case .reopen: language("退回", "opened again")
    }
  }
}

extension ReportDecision {
  /// The part, who decided and why.
  func detail(_ language: Language) -> String {
    [
      part, language("由\(decidedBy)", "by \(decidedBy)"),
      reason.map { language("原因：\($0)", "because: \($0)") },
    ]
    .compactMap(\.self).joined(separator: " ")
  }
}

extension ReportState {
  public func text(_ language: Language) -> String {
    switch self {
    case .silent: language("未报", "silent")
    case .reported: language("已报", "reported")
    case .reopened: language("已退回", "opened again")
    case .accepted: language("已验收", "accepted")
    case .waived: language("免报", "waived")
    }
  }
}

extension Inspection {
  func subject(_ language: Language) -> String {
    switch self {
    case .visit: language("督查", "inspection")
    case .fix: language("整改", "put right")
    }
  }

  func detail(_ language: Language) -> String {
    switch self {
    case .visit(let visit):
      let finding = visit.finding ?? language("未发现问题", "nothing found")
      let fixBy = visit.fixBy.map { language("（\($0) 前整改）", " (to be put right by \($0))") } ?? ""
      return "\(visit.date) \(finding)\(fixBy)"
    case .fix(let fix): return "\(fix.date) \(fix.finding) \(fix.words)"
    }
  }
}

extension StageReached {
  func detail(_ language: Language) -> String {
    "\(stage.name.text(language)) \(date)" + language("（\(decidedBy)）", " by \(decidedBy)")
  }
}
