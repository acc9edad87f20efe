import Planning
import Recurrence

/// A list of people as it goes into the ledger: figures, and no name.
struct ListImport {
  let id: String
  /// The import that these rows were set apart from.
  let restOf: String?
  let counts: [Count]
  let children: Int
  let isAttendance: Bool
  let date: LooseDate?
  let today: CivilDate

  struct Outcome {
    var isKnown = false
    var holdUp: BilingualText?
    var remarks: [BilingualText] = []
    var warnings: [BilingualText] = []
    /// What is to be written, unless nobody asked for it.
    var drafts: [LedgerDraft] = []
  }

  /// - `entries`: All of the session.
  func outcome(in standing: SessionBalance, _ entries: [LedgerEntry], _ options: TableOptions) -> Outcome {
    var outcome = Outcome(warnings: warnings(standing.session))
    let prefix = ListSource.sheet.of(standing.key) + "/"
    let lists = entries.filter { $0.source?.hasPrefix(prefix) ?? false }
    let parts = Set(lists.flatMap { ($0.source ?? "").dropFirst(prefix.count).split(separator: "/") })
    let same = lists.filter { $0.source?.hasSuffix("/\(id)") ?? false }
    let isPromised = isAttendance && !same.isEmpty && !same.contains(where: \.saysWhoCame)
    if parts.contains(Substring(id)), !isPromised {
      outcome.isKnown = true
      if options.isFinal { finish(&outcome, same, standing) }
      return outcome
    }
    let isRest = restOf.map { parts.contains(Substring($0)) } ?? false
    if !isRest, !options.isMore { meet(standing, hasLists: !lists.isEmpty, &outcome) }
    guard outcome.holdUp == nil, !counts.isEmpty else { return outcome }
    if isPromised { outcome.remarks.append(.cameAsPromised) }
    var contents = counts.map { count in
      LedgerEntry.Content.count(options.isMore || isRest ? standing.joiningLastWord(count) : count)
    }
    if children > 0, !isPromised { contents.append(.note("其中儿童 \(children) 人")) }
    if isAttendance, standing.session.status == .planned { contents.append(.status(.held)) }
    let source = prefix + (isRest ? restOf.map { "\($0)/" } ?? "" : "") + id
    outcome.drafts = contents.map { LedgerDraft(scope: .init(standing.key), .record($0), source: source) }
    return outcome
  }

  /// Makes the figures of a list that was imported before the last word.
  private func finish(_ outcome: inout Outcome, _ entries: [LedgerEntry], _ standing: SessionBalance) {
    let own = Set(entries.map(\.id))
    let open = standing.counts.filter { own.contains($0.root) && !$0.value.isFinal }
    let counts = open.map { known in
      var count = known.value
      count.isFinal = true
      return count
    }
    outcome.holdUp = standing.meeting(counts, of: .sheet).refusal
    guard outcome.holdUp == nil, !open.isEmpty else { return }
    outcome.remarks.append(.nowFinal(counts))
    outcome.drafts = zip(open, counts).map { known, count in
      LedgerDraft(
        scope: known.scope, .correct(known.entry, .count(count), reason: UsualReason.listIsFinal.zh))
    }
  }

  private func meet(_ standing: SessionBalance, hasLists: Bool, _ outcome: inout Outcome) {
    let measure: Count.Measure = isAttendance ? .attendance : .signedUp
    if hasLists, standing.counts.contains(where: { $0.list == .sheet && $0.value.measure == measure }) {
      outcome.holdUp = .otherList
      return
    }
    let meeting = standing.meeting(counts, of: .sheet)
    outcome.holdUp = meeting.refusal
    if let remark = meeting.remark { outcome.warnings.append(remark) }
  }

  private func warnings(_ session: Session) -> [BilingualText] {
    let stillToCome = session.date.first.flatMap { day in
      isAttendance && day > today ? BilingualText.stillToCome(day) : nil
    }
    return [dateWarning(session.date), stillToCome].compactMap(\.self)
  }

  private func dateWarning(_ session: SessionDate) -> BilingualText? {
    guard let date, let first = session.first, let last = session.last,
      let day = date.date(inYear: first.year),
      day < first || day > last
    else { return nil }
    return BilingualText(
      zh: "表上写的日期 \(date.text) 与场次的日期 \(first) 不同，请核对是不是这一场",
      en: "the sheet's date \(date.text) is not the session's \(first); check that it is the right one")
  }
}

extension LedgerEntry {
  fileprivate var saysWhoCame: Bool {
    if case .count(let count) = act.content { count.measure == .attendance } else { false }
  }
}

extension BilingualText {
  fileprivate static let otherList = BilingualText(
    zh: "这一场已导入过另一份名单，没有入账；另有一批人请加 --more，改正原来的数请用 campaign correct",
    en:
      "another list of this session was imported before, nothing was entered; if these came besides add --more, to mend a figure use 'campaign correct'"
  )

  fileprivate static let cameAsPromised = BilingualText(
    zh: "这份名单原来记的是报名，这次记为到场；报名人数仍留作对照，不计入参加",
    en: "this list was entered as sign-ups before and now as attendance; the sign-ups stay beside it")

  fileprivate static func nowFinal(_ counts: [Count]) -> BilingualText {
    let contents = counts.map { LedgerEntry.Content.count($0) }
    func list(_ language: Language) -> String {
      contents.map { $0.text(language) }.joined(separator: language("、", ", "))
    }
    return BilingualText(
      zh: "这份名单以前导入过，这次定为以它为准：\(list(.zh))；另记的人数只作旁证",
      en: "this list was imported before and is the last word now: \(list(.en)); head counts stay as evidence"
    )
  }
}
