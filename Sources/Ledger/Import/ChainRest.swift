import Planning

/// What stands behind a name in a 接龙, whosever it is: 叠彩区 2人, 改成 3 人, 来不了了.
struct ChainRest {
  /// That they do not come, which nothing else in the line changes.
  let withdrawal: ChainLine.Act?
  let act: Result<ChainLine.Act, HeadCountFault>
  let doubt: BilingualText?
  /// How many other people it names.
  let others: Int
  let holdsPlus: Bool

  static let withdrawals: SoughtWords = [
    "来不了", "来不成", "不来", "去不了", "去不成", "不去", "不能来", "不能去", "不能参加", "没空", "退出", "取消", "请假", "不参加",
    "无法参加", "无法到", "无法来", "参加不了", "参加不成", "到不了", "不到场", "未到", "没来", "没到", "❌", "✖", "✘", "✗", "×",
    "🙅", "🚫", "⛔", "👎", "已退", "撤销", "撤回", "作废", "撤", "没去", "来不及", "走不开", "不能到", "缺席", "不报了", "先不报", "下次参加",
    "下次再", "算了",
    "can not come", "cannot come", "can't come", "can’t come", "not coming", "won't come", "won’t come",
    "can't make it", "can’t make it", "cannot make it", "can not make it", "withdraw", "cancel", "drop out",
    "drops out",
  ]
  /// Those of the withdrawals that are pictures and come in several colours.
  static let refusals: Set<Unicode.Scalar> = ["🙅", "🚫", "⛔", "👎"]
  static let corrections = SoughtWords(
    ["改", "变", "变更", "更正", "修正", "更新", "调整", "减", "减少", "增加"].flatMap { verb in
      ["为", "成", "到", "至"].map { verb + $0 }
    } + [
      "应为", "应是", "实为", "变更", "更正", "修正", "更新", "调整", "只来", "改", "change to", "changed to", "changes to",
      "make it", "correct to", "corrected to", "correction", "now",
    ])

  /// - `notes`: What stood in brackets.
  init(_ words: String, _ notes: [String]) {
    let lower = words.lowercased()
    let said = ([words] + notes).joined(separator: " ")
    others = words.split(separator: " ").count { PersonalNames.isWholeName(String($0)) }
    holdsPlus = words.contains("+")
    withdrawal = Self.withdrawal(said, said.lowercased())
    let corrected = Self.corrections.first(in: lower).flatMap { lower.firstRange(of: $0) }.map {
      String(lower[$0.upperBound...])
    }
    if let withdrawal {
      (act, doubt) = (.success(withdrawal), nil)
    } else if let change = ChainChange(corrected ?? words) {
      (act, doubt) = (
        .success(change.isMore ? .adds(change.people) : .withdraws(words, part: change.people)), nil
      )
    } else {
      let figures = ChainFigures(corrected ?? words, notes: corrected == nil ? notes : [])
      doubt = figures.doubt
      act = Result { () throws(HeadCountFault) in
        let count = try figures.count()
        return corrected == nil ? .comes(count) : .corrects(count)
      }
    }
  }

  private static func withdrawal(_ words: String, _ lower: String) -> ChainLine.Act? {
    withdrawals.first(in: lower).map { word in
      let said = words.split(separator: " ").last { $0.lowercased().contains(word) }.map(String.init) ?? word
      return .withdraws(said, part: ChainChange.withdrawn(lower, by: word))
    }
  }
}
