import Planning

/// What a plan should have and its file leaves out: who answers for it, what it is to reach, what is done for that, and how
/// its effect is told (有负责人员、帮扶目标、帮扶措施、帮扶效果).
///
/// A hint, not a fault: an announcement without them is a good campaign file.
struct PlanGaps {
  private let campaign: String
  private let missing: [BilingualText]

  /// Nil if nothing is missing.
  init?(_ campaign: Campaign) {
    var missing: [BilingualText] = []
    if campaign.tasks.isEmpty {
      missing.append(.init(zh: "谁负责（tasks 的 owner）", en: "who answers for it (a task's owner)"))
    }
    if campaign.targets == Targets(), campaign.parts.allSatisfy({ $0.target == nil }) {
      missing.append(.init(zh: "目标（targets）", en: "what it is to reach (targets)"))
    }
    if campaign.tasks.isEmpty, campaign.parts.isEmpty {
      missing.append(.init(zh: "措施（tasks）", en: "what is done for it (tasks)"))
    }
    if campaign.report == nil, campaign.parts.allSatisfy({ $0.submission == nil && $0.ask.isEmpty }) {
      missing.append(.init(zh: "效果怎么报（report）", en: "how its effect is told (report)"))
    }
    guard !missing.isEmpty else { return nil }
    self.campaign = campaign.id
    self.missing = missing
  }

  func text(_ language: Language) -> String {
    let list = missing.map { $0.text(language) }.joined(separator: language("、", ", "))
    return language("提示：\(campaign) 的计划还没写 \(list)", "hint: the plan of \(campaign) does not say \(list)")
  }
}
