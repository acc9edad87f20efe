public import Planning

/// Why the ledger refused something.
public enum LedgerFault: Error, Hashable, Sendable {
  case unknownSession(String)
  case unknownEntry(EntryID)
  /// A correction of another kind than the entry it names.
  case otherKind(EntryID)
  case voided(EntryID)
  /// A correction that is to be void was corrected itself: the later one would go with it, unsaid.
  case correctedSince(EntryID, by: EntryID)
  case missingReason
  case unreadableEntry(EntryID)
  case quantity(QuantityFault)
  case moneyNotExact(String)
  case missingItem(String)
  /// One figure for those who came and those who watched on line.
  case onlineWithOnSite(String)
  /// 500 份 as people.
  case notPeople(String, counter: String)
  /// 300 人 as goods.
  case notGoods(String, counter: String)
  /// Only people who were to come, or stayed away.
  case nobodyCame(String)
  /// A figure after 其中 that may be a part or another thing.
  case unclearPart(String)
  /// Two figures of one crowd: 签到 52 人，目测 80 人.
  case countedTwice(String, String)
  /// Two figures that are told apart by different things, and may be of the same people or things: 会员 50 人，上午 30 人.
  case mixed(String, String)
  /// Two figures of several months or the like, where a session has but one time: 1 月 50 人，2 月 60 人.
  case severalPeriods(String, String)
  /// Some of a crowd who are more than all of it: 60 人，其中儿童 70 人.
  case tooManyOfThem(String, String)
  /// 另 5 人未签到: who came and is not on the sheet, or did not come.
  case notSignedIn(String)
  /// Staff or volunteers whom the words of those who came counted before.
  case toldTwice(String)
  /// A total that may or may not include what was counted before it.
  case sharedTotal(String)
  /// What a figure is made of makes another number: 58 人：家长 30 人、儿童 27 人.
  case wrongSum(String, Figure)
  /// 其中儿童 15 人 where nobody says of whom.
  case partOfNothing(String)
  /// 点赞 5200 次: no people.
  case notServed(String)
  /// 签到 40 人 among services: who came, and nothing that was done for them.
  case onlyCame(String)
  /// 剩余 50 份, 收到 2 面, 悬挂横幅 3 条: not handed out.
  case notGiven(String)
  /// A beginning of several entries' ids.
  case severalEntries(String, [EntryID])
  /// The occurrence is accepted at the second unit, so the first one's entries stand.
  case accepted(OccurrenceKey, unit: String, by: String, part: String? = nil)
  /// A decision on a report is not corrected or voided.
  case decisionStands(EntryID)
  /// The database no longer says the same twice of the chain that it writes.
  case originDiffers(String, String)
  /// Something that must not be kept.
  case personal(PersonalText)

  /// What adds a session that somebody took to be there.
  private static func adding(_ text: String) -> String {
    let key = SessionKey(text)
    let occurrence = key?.occurrence.map { " --campaign \($0.campaign) --occurrence \($0.occurrence)" } ?? ""
    return "campaign session add\(occurrence) --unit \(key?.unit ?? "…") --date …"
  }

  public func text(_ language: Language) -> String {
    switch self {
    case .unknownSession(let key):
      language(
        "没有场次“\(key)”；campaign session list 可查看，还没登记就先登记：\(Self.adding(key))",
        "no session '\(key)'; see 'campaign session list', or add it first: \(Self.adding(key))")
    case .unknownEntry(let id):
      language("没有记录 \(id)；用 log 查看", "no entry \(id); see log")
    case .otherKind(let id):
      language("更正的内容与记录 \(id) 不是一类", "the correction is of another kind than entry \(id)")
    case .voided(let id):
      language("记录 \(id) 已作废，不能再更正或作废", "entry \(id) is void already; record anew")
    case .correctedSince: correctedText(language)
    case .missingReason:
      language("更正或作废要写原因（--reason）", "a correction needs its reason (--reason)")
    case .unreadableEntry(let id):
      language("读不懂记录 \(id)，请升级程序", "can't read entry \(id); please upgrade")
    case .quantity(let fault): fault.text(language)
    case .personal(let found): found.text(language)
    case .originDiffers(let one, let two):
      language(
        "本机台账的编号已损坏（\(one)、\(two)），没有登记；请先 campaign verify 核对，并用备份恢复",
        "the ledger's own id is damaged (\(one), \(two)), so nothing was entered; see 'campaign verify' and restore a backup"
      )
    case .missingItem, .onlineWithOnSite, .moneyNotExact, .notPeople, .nobodyCame, .unclearPart, .sharedTotal,
      .countedTwice, .mixed, .severalPeriods, .tooManyOfThem, .toldTwice, .notSignedIn,
      .wrongSum, .partOfNothing, .notServed, .onlyCame, .notGoods, .notGiven:
      figureText(language)
    case .severalEntries(let text, let ids):
      language(
        "“\(text)”可以是 \(ids.map(\.description).joined(separator: "、"))；请写长一些",
        "'\(text)' may be \(ids.map(\.description).joined(separator: " or ")); write more of it")
    case .accepted: acceptedText(language)
    case .decisionStands(let id):
      language(
        "\(id) 是验收、免报或退回的决定，不能更正或作废；请用 campaign report reopen",
        "\(id) is a decision on a report, which is not corrected or voided; use 'campaign report reopen'")
    }
  }
}
