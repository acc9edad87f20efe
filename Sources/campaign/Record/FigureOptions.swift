import ArgumentParser
import Ledger
import Planning

/// The figures of a session, in the words people write: for whatever records them.
struct FigureOptions: ParsableArguments {
  @Option(help: "Who came: \"58 位家长\". 参加。")
  var attended: [String] = []
  @Option(help: "Who was served, or watched on line: \"咨询义诊 30 多人\", \"线上观看 1200 人次\". 服务；线上观看。")
  var served: [String] = []
  @Option(help: "What was given: \"宣传资料 500 余份\". 发放。")
  var gave: [String] = []
  @Option(help: "Volunteers. 志愿者。")
  var volunteers: [String] = []
  @Option(help: "Staff. 工作人员。")
  var staff: [String] = []
  @Option(help: "Who signs for money or relief goods. 款项、慰问物资的签名人。")
  var by: String?
  @Option(help: "Who signs besides. 第二签名人。")
  var second: String?

  /// Whether no figure was given.
  var isEmpty: Bool { [attended, served, gave, volunteers, staff].allSatisfy(\.isEmpty) }

  /// The figures as they go into the ledger. Says which of them are worth another look.
  ///
  /// - Throws: `LedgerFault` for the first phrase that is no figure.
  func recorded(isFinal: Bool = false, _ output: Output) throws -> RecordedFigures {
    var figures = RecordedFigures(isFinal: isFinal)
    for phrase in attended { try figures.attended(phrase) }
    for phrase in volunteers { try figures.attended(phrase, role: .volunteers) }
    for phrase in staff { try figures.attended(phrase, role: .staff) }
    for phrase in served { try figures.served(phrase) }
    for phrase in gave { try figures.gave(phrase) }
    for phrase in figures.rough {
      output.note("“\(phrase)” 只是约数，请尽量核实", "'\(phrase)' is only a rough figure; please check it")
    }
    for phrase in figures.joint {
      output.note(
        "“\(phrase)” 按合在一起的一项登记；各有各的数，请一样写一个数",
        "'\(phrase)' is entered as one item with one number; give each thing its own if they have them")
    }
    for left in figures.leftOut {
      output.note(left.remark.text(.zh), left.remark.text(.en))
    }
    return figures
  }

  /// The same figures, money and relief among them with the names of the two who signed.
  ///
  /// - `campaign`: What the goods were given for.
  /// - Throws: `BookFault` for what lacks names or an exact number.
  func signed(_ contents: [LedgerEntry.Content], for campaign: String?, _ policy: GoodsPolicy) throws
    -> [LedgerEntry.Content]
  {
    let needsNames = contents.contains { content in
      if case .goods(let move) = content { policy.isEarmarked(move, for: campaign) } else { false }
    }
    return try contents.map { content in
      guard case .goods(var move) = content, !needsNames || policy.isEarmarked(move, for: campaign) else {
        return content
      }
      if policy.isHealth(move.item, for: campaign), by != nil || second != nil {
        throw BookFault.healthQuantityOnly(item: move.item)
      }
      try move.sign(by: by, and: second)
      if let fault = policy.lack(of: move, for: campaign) { throw fault }
      return .goods(move)
    }
  }
}
