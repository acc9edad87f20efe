public import Planning

/// Something on which the ledgers of two machines disagree after they met. Both branches are kept until a person says
/// which one stands.
public struct Dispute: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    /// Two corrections of one entry, or a correction of what another machine voided.
    case amendments
    /// Two machines added a session under the same key.
    case sessions(SessionKey)
    /// Two machines recorded the same figure of a session, neither knowing of the other's.
    case figures(SessionKey)
    /// Two machines moved a session to different days, or one cancelled what the other moved, held or counted.
    case course(SessionKey)
    /// A machine recorded something without a word of its being late, not knowing that another had closed the occurrence.
    case late(OccurrenceKey)
    /// A machine wrote of a unit's part in an occurrence, not knowing that another had accepted or waived its report.
    case decided(OccurrenceKey, unit: String, ReportDecision.Act)
    /// One machine accepted or waived a unit's report, another sent it back.
    case opposed(OccurrenceKey, unit: String, ReportDecision.Act)
    /// Two machines entered the same move of a unit's goods, or counted them with different results.
    case moves(unit: String)
    /// Two machines accepted the same allocation of goods, together more than was sent.
    case acceptances(EntryID)
    /// Two machines settled a dispute, each in another way, neither knowing of the other.
    case verdicts
  }

  public let subject: Subject
  /// The entry that is amended, or the one that came later.
  public let entry: EntryID
  /// The amendments, or the entries that added the sessions, the rival records, the closing and what came after it; at
  /// least two, or one beside the entry itself.
  public let branches: [EntryID]
  /// The session that it is about; nil if it is about none.
  public let session: SessionKey?

  init(_ subject: Subject, entry: EntryID, branches: [EntryID], session: SessionKey? = nil) {
    self.subject = subject
    self.entry = entry
    self.branches = branches
    self.session =
      switch subject {
      case .sessions(let key), .figures(let key), .course(let key): key
      case .amendments, .late, .decided, .opposed, .moves, .acceptances, .verdicts: session
      }
  }

  /// The unit that it is about; nil if it may be about several.
  public var unit: String? {
    switch subject {
    case .decided(_, let unit, _), .opposed(_, let unit, _), .moves(let unit): unit
    case .sessions, .figures, .course, .amendments, .late, .acceptances, .verdicts: session?.unit
    }
  }

  /// Whether it follows from the records of one session alone.
  var isOfSession: Bool {
    switch subject {
    case .sessions, .figures, .course: true
    case .amendments, .late, .decided, .opposed, .moves, .acceptances, .verdicts: false
    }
  }

  /// What disagrees, how it counts meanwhile, and what to do.
  public var text: BilingualText {
    let list = branches.map(\.description)
    let (zh, en) = (list.joined(separator: "、"), list.joined(separator: ", "))
    return switch subject {
    case .sessions(let key):
      BilingualText(
        zh: "两台机器都登记了场次 \(key)（\(zh)），暂时都计；\(command)，确是两场用 --both",
        en:
          "two machines added the session \(key) (\(en)); both count for now: \(command), or --both if they are two"
      )
    case .figures(let key):
      BilingualText(
        zh: "两台机器都记了场次 \(key) 的同一项数（\(zh)），暂只按较晚的计；\(command)，确是两批用 --both",
        en:
          "two machines recorded the same figure of the session \(key) (\(en)); only the later one counts for now: \(command), or --both if they are two"
      )
    case .course(let key):
      BilingualText(
        zh: "两台机器记的场次 \(key) 的日期或状态不一（\(zh)），暂按较晚的计；\(command)",
        en:
          "two machines say different things of the day or the state of the session \(key) (\(en)); the later one counts for now: \(command)"
      )
    case .acceptances(let allocation):
      BilingualText(
        zh: "两台机器都签收了下拨 \(allocation)（\(zh)），合计多于下拨，暂只按较晚的计；\(command)，确是两批用 --both",
        en:
          "two machines accepted the allocation \(allocation) (\(en)), together more than was sent; only the later one counts for now: \(command), or --both if they are two"
      )
    case .moves(let unit):
      BilingualText(
        zh: "两台机器都记了 \(unit) 的同一笔物资，或盘点结果不一（\(zh)），暂只按较晚的计；\(command)，确是两笔用 --both",
        en:
          "two machines entered the same move of \(unit)'s goods, or counted them differently (\(en)); only the later one counts for now: \(command), or --both if they are two"
      )
    case .amendments, .verdicts: amendmentText(zh, en)
    case .late, .decided, .opposed: decisionText(zh, en)
    }
  }

  private func amendmentText(_ zh: String, _ en: String) -> BilingualText {
    let of = session.map { BilingualText(zh: "（场次 \($0)）", en: " of the session \($0)") }
    let (ofZH, ofEN) = (of?.zh ?? "", of?.text(.en) ?? "")
    if case .verdicts = subject {
      return BilingualText(
        zh: "两台机器对同一分歧裁定不一\(ofZH)（\(zh)），暂只按一方的计：场次按先登记的，数按较晚的；有一方算入的暂时计入；\(command)",
        en:
          "two machines settled the same dispute\(ofEN) differently (\(en)); one claim counts for now, of sessions the first and of figures the later one, and what one of them let in: \(command)"
      )
    }
    return BilingualText(
      zh: "记录 \(entry)\(of?.zh ?? " ")有几处互相矛盾的更正或作废（\(zh)），有作废的暂按作废计，否则暂按较晚的更正计；\(command)",
      en:
        "entry \(entry)\(ofEN) has amendments that disagree (\(en)); a void or else the later correction counts for now: \(command)"
    )
  }

  private func decisionText(_ zh: String, _ en: String) -> BilingualText {
    switch subject {
    case .decided(let key, let unit, .waive):
      BilingualText(
        zh: "\(unit) 的 \(key) 在一台机器上免报，另一台机器上报了（\(zh)），暂按较晚的计；算已报：\(accept)，仍免报：\(command)",
        en:
          "on one machine \(unit) was waived for \(key), on another it reported (\(en)); the later one counts for now: \(accept) to take the report, \(command) to waive it"
      )
    case .decided(let key, let unit, _):
      BilingualText(
        zh: "\(unit) 的 \(key) 验收时，验收的机器不知道另一台机器的记录（\(zh)），这些记录暂时计入；退回重新验收：\(accept)，不算：\(command)",
        en:
          "whoever accepted \(key) of \(unit) did not know what another machine recorded (\(en)); it counts for now: \(accept) to open it for another look, \(command) to leave it out"
      )
    case .opposed(let key, let unit, let act):
      BilingualText(
        zh:
          "\(unit) 的 \(key) 在一台机器上\(act.text(.zh))，另一台机器退回了（\(zh)），暂按较晚的计；算\(act.text(.zh))：\(command)，算退回：\(settle(branches.last))",
        en:
          "on one machine the report of \(unit) on \(key) was \(act.text(.en)), on another it was sent back (\(en)); the later one counts for now: \(command) if it is \(act.text(.en)), \(settle(branches.last)) if it is sent back"
      )
    case .late(let key):
      BilingualText(
        zh: "届次 \(key) 结束后，另一台机器仍记了数，没写补录原因（\(zh)），暂时计入；算补录：\(accept)，不算：\(command)",
        en:
          "after the occurrence \(key) was closed another machine recorded more, without a reason why it came late (\(en)); it counts for now: \(accept) to let it in, \(command) to leave it out"
      )
    default: BilingualText(zh: zh, en: en)
    }
  }

  private var command: String { settle(branches.first) }
  private var accept: String { settle(entry) }

  private func settle(_ kept: EntryID?) -> String {
    "campaign ledger settle \(entry) --keep \(kept ?? entry)"
  }
}
