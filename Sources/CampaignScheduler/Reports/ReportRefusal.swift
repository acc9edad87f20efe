public import Ledger
public import Planning

/// Why a report or a decision about one was refused. Nothing is entered then.
public enum ReportRefusal: Error, Hashable, Sendable {
  /// The unit neither reports nor stands above one that does.
  case notAsked(Unit)
  /// What has to be settled before the unit can be accepted.
  case open(Unit, [Acceptance.Obstacle])
  case already(Unit, ReportState)
  /// Accepted, and so only to be opened again.
  case reopenFirst(Unit)
  /// Nothing stands that could be opened again.
  case nothingToReopen(Unit)
  /// Who decides must stand above.
  case notAbove(Unit, decider: String)
  case missingReason(ReportDecision.Act)
  /// Which of a unit's sessions the figures belong to is not said.
  case severalSessions([SessionKey])

  public func text(_ language: Language) -> String {
    switch self {
    case .notAsked(let unit):
      language(
        "\(unit.name)和下面的单位都不用报这项活动；请核对 who 里的 units",
        "neither \(unit.name) nor a unit below it reports this campaign; see 'units' in its file")
    case .open(let unit, let obstacles): open(unit, obstacles, language)
    case .already(let unit, let state):
      language(
        "\(unit.name)\(state.text(.zh))，不用再办；要改请先退回：campaign report reopen",
        "\(unit.name) is \(state.text(.en)) already; to change that, 'campaign report reopen' comes first")
    case .reopenFirst(let unit):
      language(
        "\(unit.name)已验收；请上级先用 campaign report reopen 退回",
        "\(unit.name) is accepted; the level above opens it again first: 'campaign report reopen'")
    case .nothingToReopen(let unit):
      language(
        "\(unit.name)没有报告、验收或免报可以退回；campaign report list 可查看",
        "there is nothing of \(unit.name) to open again; see 'campaign report list'")
    case .notAbove(let unit, let decider):
      language(
        "\(decider) 不是\(unit.name)的上级，不能作这个决定；--by 写它的上级单位或岗位",
        "\(decider) does not stand above \(unit.name) and can't decide this; give --by a unit or post above it"
      )
    case .missingReason(let act):
      language(
        "\(act.text(.zh))要写原因：--reason \"…\"", "it can't be \(act.text(.en)) without a reason: --reason \"…\""
      )
    case .severalSessions(let keys):
      language(
        "这个单位有 \(keys.count) 场（\(keys.map(\.description).joined(separator: "、"))），分不清是哪一场；请用 campaign record 逐场记录，再报送",
        "the unit has \(keys.count) sessions (\(keys.map(\.description).joined(separator: ", "))); record each with 'campaign record', then report"
      )
    }
  }

  private func open(_ unit: Unit, _ obstacles: [Acceptance.Obstacle], _ language: Language) -> String {
    let shown = obstacles.prefix(Self.mostShown).map { obstacle in
      let part = obstacle.part.map { language("（\($0)）", " (\($0))") } ?? ""
      return "\(obstacle.unit.name)\(part)" + language("：", ": ") + Self.state(of: obstacle, language)
    }
    let list = shown.joined(separator: language("；", "; "))
    let more =
      obstacles.count > Self.mostShown
      ? language(" 等 \(obstacles.count) 项", " … (\(obstacles.count) in all)") : ""
    // What was sent back has to come again first.
    if obstacles.allSatisfy({ $0.state == .reopened }) {
      return language(
        "\(unit.name)还不能验收，退回的还没有重报——\(list)\(more)。请先重新报送（campaign report submit），再验收",
        "\(unit.name) can't be accepted yet; sent back and not reported again: \(list)\(more). Report again first ('campaign report submit'), then accept"
      )
    }
    return language(
      "\(unit.name)还不能验收，下列没有办完——\(list)\(more)。请先逐级验收（campaign report accept），或写明原因免报（campaign report waive）",
      "\(unit.name) can't be accepted yet; open are: \(list)\(more). Accept those first ('campaign report accept'), or waive them with a reason ('campaign report waive')"
    )
  }

  private static func state(of obstacle: Acceptance.Obstacle, _ language: Language) -> String {
    switch obstacle.state {
    case .reported: language("已报，未验收", "reported, not accepted")
    case .silent where !obstacle.isHolder:
      obstacle.openBelow == 0
        ? language("未验收", "not accepted")
        : language(
          "未验收，下面还有 \(obstacle.openBelow) 个没有办完", "not accepted, open below it: \(obstacle.openBelow)")
    default: obstacle.state.text(language)
    }
  }

  private static let mostShown = 30
}
