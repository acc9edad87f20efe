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
    let parts = Set(entries.flatMap { ListSource.sheets($0.source) })
    let same = entries.filter { ListSource.sheets($0.source).contains(Substring(id)) }
    let isPromised = isAttendance && !same.isEmpty && !same.contains(where: \.saysWhoCame)
    let own = isPromised ? [] : standing.counts(of: [id])
    let isAsked = options.isMore || options.isFinal
    outcome.isKnown = !same.isEmpty && !isPromised && !(own.isEmpty && isAsked)
    if outcome.isKnown {
      if own.isEmpty { outcome.warnings.append(.takenOut) } else { raise(own, standing, options, &outcome) }
    } else {
      if isPromised { outcome.remarks.append(.cameAsPromised) }
      let isRest = restOf.map { parts.contains(Substring($0)) } ?? false
      if !isRest, !isAsked { meet(standing, &outcome) }
      guard outcome.holdUp == nil, !counts.isEmpty else { return outcome }
      enter(standing, options, isRest: isRest, hasNote: !isPromised, &outcome)
    }
    if options.isFinal, !options.isMore {
      displace(own.isEmpty ? counts : own.map(\.value), standing, &outcome)
    }
    return outcome
  }

  /// The list, and the one that it is the rest of.
  private var kin: [String] { [id] + (restOf.map { [$0] } ?? []) }

  private func enter(
    _ standing: SessionBalance, _ options: TableOptions, isRest: Bool, hasNote: Bool, _ outcome: inout Outcome
  ) {
    let isFinal = isRest && standing.counts(of: kin).contains(where: \.value.isFinal)
    var contents = counts.map { known in
      var count = known
      count.isFinal = count.isFinal || isFinal
      return LedgerEntry.Content.count(options.isMore ? standing.joiningLastWord(count) : count)
    }
    if children > 0, hasNote {
      contents.append(.note(UsualNote.ofFamilies(children: Figure(children), households: .zero)))
    }
    if isAttendance, standing.session.status == .planned { contents.append(.status(.held)) }
    let source = ([ListSource.sheet.of(standing.key)] + (isRest ? kin.reversed() : [id])).joined(
      separator: "/")
    outcome.drafts += contents.map { LedgerDraft(scope: .init(standing.key), .record($0), source: source) }
  }

  /// Makes figures of a list that was imported before the last word, or a part of the one that stands.
  private func raise(
    _ own: [Standing<Count>], _ standing: SessionBalance, _ options: TableOptions, _ outcome: inout Outcome
  ) {
    guard options.isMore || options.isFinal else { return }
    let open = (options.isMore ? own : standing.counts(of: kin)).filter { !$0.value.isFinal }
    let raised = open.compactMap { known -> (Standing<Count>, Count)? in
      var count = known.value
      count.isFinal = options.isFinal
      count = standing.joiningLastWord(count)
      return count.isFinal ? (known, count) : nil
    }
    guard !raised.isEmpty else { return }
    let told = raised.map(\.1).told
    outcome.remarks.append(options.isFinal ? .nowFinal(told) : .nowMore(told))
    let reason = options.isFinal ? UsualReason.listIsFinal : UsualReason.listOnTop
    outcome.drafts += raised.map { known, count in
      LedgerDraft(scope: known.scope, .correct(known.entry, .count(count), reason: reason.zh))
    }
  }

  /// Takes out other lists, which this one replaces, and leaves an earlier last word as evidence.
  private func displace(_ new: [Count], _ standing: SessionBalance, _ outcome: inout Outcome) {
    let ours = Set(standing.counts(of: kin).map(\.root))
    let others = standing.counts.filter { !ours.contains($0.root) }
    let replaced = others.filter { known in
      known.list == .sheet && new.contains { $0.measure == known.value.measure }
    }
    let sources = Set(replaced.map(\.source))
    let roots = replaced.map(\.root) + standing.notes.filter { sources.contains($0.source) }.map(\.root)
    outcome.drafts += roots.map {
      LedgerDraft(scope: .init(standing.key), .void($0, reason: UsualReason.newerList.zh))
    }
    if !replaced.isEmpty { outcome.warnings.append(.replaced(replaced.map(\.value).told)) }
    let beside = others.filter { known in
      known.list != .sheet && known.value.isFinal && new.contains { $0.countsAlike(known.value) }
    }
    outcome.drafts += beside.map { known in
      var count = known.value
      count.isFinal = false
      return LedgerDraft(
        scope: known.scope, .correct(known.entry, .count(count), reason: UsualReason.listIsFinal.zh))
    }
    if !beside.isEmpty { outcome.warnings.append(.nowEvidence(beside.map(\.value).told)) }
  }

  private func meet(_ standing: SessionBalance, _ outcome: inout Outcome) {
    let measure: Count.Measure = isAttendance ? .attendance : .signedUp
    if standing.counts.contains(where: { $0.list == .sheet && $0.value.measure == measure }) {
      outcome.holdUp = .otherList
      return
    }
    let meeting = standing.meeting(counts, of: .sheet)
    outcome.holdUp = meeting.refusal
    if case .evidence(let known) = meeting {
      outcome.warnings.append(.evidence([known.value].told, known.entry))
    }
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

extension SessionBalance {
  /// Those that stand of some lists, or of the rests of these.
  fileprivate func counts(of lists: [String]) -> [Standing<Count>] {
    counts.filter { known in
      let parts = ListSource.sheets(known.source)
      return lists.contains { parts.contains(Substring($0)) }
    }
  }
}

extension [Count] {
  fileprivate var told: BilingualText {
    func list(_ language: Language) -> String {
      map { LedgerEntry.Content.count($0).text(language) }.joined(separator: language("、", ", "))
    }
    return BilingualText(zh: list(.zh), en: list(.en))
  }
}

extension BilingualText {
  fileprivate static let otherList = BilingualText(
    zh: "这一场已导入过另一份名单，没有入账；这份更新、代替原来那份请加 --final，另有一批人请加 --more，只改一个数请用 campaign correct",
    en:
      "another list of this session was imported before, nothing was entered; if this one takes its place add --final, if these came besides add --more, to mend one figure use 'campaign correct'"
  )

  fileprivate static let cameAsPromised = BilingualText(
    zh: "这份名单原来记的是报名，这次记为到场；报名人数仍留作对照，不计入参加",
    en: "this list was entered as sign-ups before and now as attendance; the sign-ups stay beside it")

  fileprivate static let takenOut = BilingualText(
    zh: "这份名单以前导入过，记的数后来作废了，没有重新入账；现在要算数请加 --final，加在别的数之外请加 --more",
    en:
      "this list was imported before and its figures were voided since; nothing was entered anew. If it is to count add --final, if these came besides others add --more"
  )

  fileprivate static func nowFinal(_ told: BilingualText) -> BilingualText {
    BilingualText(
      zh: "这份名单以前导入过，这次定为以它为准：\(told.text(.zh))；另记的人数只作旁证",
      en:
        "this list was imported before and is the last word now: \(told.text(.en)); head counts stay as evidence"
    )
  }

  fileprivate static func nowMore(_ told: BilingualText) -> BilingualText {
    BilingualText(
      zh: "这份名单以前导入过，原来只作旁证，这次加在定数之上：\(told.text(.zh))",
      en:
        "this list was imported before as evidence and is counted now, on top of the last word: \(told.text(.en))"
    )
  }

  fileprivate static func replaced(_ told: BilingualText) -> BilingualText {
    BilingualText(
      zh: "这份名单代替以前导入的名单（\(told.text(.zh))，已作废，campaign log 里仍可查）；那是另一批人的话，请把那一份再导入一次，加 --more",
      en:
        "this list takes the place of what was imported before (\(told.text(.en)), now void, 'campaign log' still shows it); if those were other people import that list again with --more"
    )
  }

  fileprivate static func nowEvidence(_ told: BilingualText) -> BilingualText {
    BilingualText(
      zh: "这一场改以名单为准；原来的定数（\(told.text(.zh))）留作旁证，不计入",
      en:
        "the list is the last word now; what was before (\(told.text(.en))) stays as evidence and is not counted"
    )
  }

  fileprivate static func evidence(_ told: BilingualText, _ entry: EntryID) -> BilingualText {
    BilingualText(
      zh:
        "这一场已定数：\(told.text(.zh))（记录 \(entry)），这份名单只作旁证，不计入；改以名单为准请再导入一次加 --final，另有这些人请加 --more",
      en:
        "this session has \(told.text(.en)) as the last word (entry \(entry)), so this list is evidence and not counted; if it is to count import it again with --final, if these came on top with --more"
    )
  }
}
