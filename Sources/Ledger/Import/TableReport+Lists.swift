public import Planning
import Recurrence

extension TableReport {
  /// What a sign-in sheet adds up to.
  mutating func add(_ tally: SignInTally) {
    let check = tally.totalCheck
    members += [
      ("personsBeforeDedup", tally.before.total.briefJSON), ("namedPeople", .number(tally.named)),
      ("unnamedPeople", tally.unnamed.json), ("children", .number(tally.children)),
      ("volunteers", tally.total(of: .volunteers).json), ("staff", tally.total(of: .staff).json),
      ("notReporting", .number(tally.unknowns)), ("absent", .number(tally.away[.absent] ?? 0)),
      ("excused", .number(tally.away[.excused] ?? 0)), ("planned", .number(tally.away[.planned] ?? 0)),
      ("unmarked", .number(tally.away[.unknown] ?? 0)),
    ]
    for (counter, name) in [(CountingWord.personTime, "personTimes"), (CountingWord.household, "households")]
    {
      if let total = tally.total(in: counter) { members.append((name, total.json)) }
    }
    members += Self.twice(tally)
    members.append(
      (
        "totalRowCheck",
        check.map { check in
          [
            "printed": tally.printed.map { .figure($0) } ?? .null, "beforeDedup": tally.before.total.json,
            "afterDedup": tally.once.json, "message": .string(check.message.zh),
          ]
        } ?? .null
      ))
    remarks.append(tally.summary)
    if let away = tally.awayText { remarks.append(away) }
    if let unmarked = tally.unmarkedText { warnings.append(unmarked) }
    if let unsigned = tally.unsignedText { warnings.append(unsigned) }
    if tally.unknowns > 0 {
      warnings.append(
        BilingualText(
          zh: "另有 \(tally.unknowns) 行没写清几个人，没有算进人数",
          en: "\(tally.unknowns) more row\(tally.unknowns == 1 ? " does" : "s do") not say how many people"))
    }
    if let check {
      if check.agrees { remarks.append(check.message) } else { warnings.append(check.message) }
    }
    warnings += tally.subtotals
    if let warning = tally.remarkFigures.warning { warnings.append(warning) }
  }

  /// Says that nobody of the list is taken to have come.
  mutating func addSignUp() { remarks.append(.signUpOnly) }

  /// Rows that are, or may be, the same person's.
  private static func twice(_ tally: SignInTally) -> [(String, JSONText)] {
    [
      ("duplicates", Self.pairs(tally.duplicates, why: "同名同电话", action: "auto")),
      (
        "samePersonOtherCount",
        Self.pairs(tally.otherCounts, why: "同名同电话，人数不同", action: "keep the first and ask")
      ),
      (
        "samePhoneDifferentName",
        Self.pairs(tally.samePhone, why: "同一电话不同姓名（可能是一家人）", action: "keep both and ask")
      ),
      ("sameNameSameVillage", Self.pairs(tally.sameName, why: "同村同名", action: "keep both and ask")),
    ]
  }

  private static func pairs(_ rows: [[Int]], why: String, action: String) -> JSONText {
    .array(
      rows.map { pair in
        ["rows": .array(pair.map { .number($0) }), "why": .string(why), "action": .string(action)]
      })
  }

  /// What a 接龙 adds up to. It is told to whoever asks, in the words of the list itself; none of it is stored.
  init(_ chain: ChainText, isAttendance: Bool) {
    let people: [JSONText] = chain.coming.map { person in
      var facts: [(String, JSONText)] = [("name", .string(person.told)), ("n", person.count.quantity.json)]
      if person.count.children > 0, let n = person.count.quantity.n {
        facts += [
          ("adults", .figure(n - Figure(person.count.children))),
          ("children", .number(person.count.children)),
        ]
      }
      if let correction = person.correctedBy {
        facts.append(("note", .string("第\(correction)条更正第\(person.entry)条")))
      }
      return .object(facts)
    }
    members = [
      ("format", .string("接龙")), ("dateFound", .optional(chain.date?.date.text)),
      ("entries", .number(chain.rows.count)),
      ("people", .array(people)), ("withdrawn", .strings(chain.people.filter(\.isWithdrawn).map(\.told))),
      ("ask", .strings(chain.rows.filter { $0.result == .question }.compactMap { $0.reason?.zh })),
      ("children", .number(chain.children)), ("measure", .string(isAttendance ? "参加" : "报名")),
    ]
    let all = chain.persons.isKnown || chain.untold > 0 ? chain.persons : .exact(0)
    let (n, nEnglish) = (all.sumText(.zh, counter: "人"), all.sumText(.en, counter: nil))
    let verb = isAttendance ? (zh: "参加", en: "came") : (zh: "报名", en: "signed up")
    let role: (zh: String, en: String) =
      switch chain.role {
      case .volunteers: ("志愿者", " volunteers")
      case .staff: ("工作人员", " staff")
      case .public, .speakers: ("", "")
      }
    let parts = chain.parts
    remarks.append(
      BilingualText(
        zh: "接龙 \(chain.rows.count) 条，\(role.zh)\(verb.zh) \(n)"
          + (parts.isEmpty ? "" : "（其中\(parts.map(\.zh).joined(separator: "、"))）"),
        en: "\(chain.rows.count) lines, \(nEnglish)\(role.en) \(verb.en)"
          + parts.map { ", " + $0.text(.en) }.joined()))
    if !isAttendance { remarks.append(.signUpOnly) }
    if chain.untold > 0 {
      warnings.append(
        BilingualText(
          zh: "另有 \(chain.untold) 条没写清几个人，没有算进人数",
          en: "\(chain.untold) more line\(chain.untold == 1 ? " does" : "s do") not say how many people"))
    }
  }

  /// What a table of events adds up to.
  mutating func add(_ table: EventTable, _ sums: AttendanceSums) {
    unknownUnits = table.unknownUnits
    if let unit = table.supposedUnit {
      remarks.append(
        BilingualText(zh: "没有单位一列，按标题登记：\(unit)", en: "it has no column of units; by its title: \(unit)"))
    }
    members.append(
      (
        "unknownUnits",
        .array(table.unknownUnits.map { ["word": .string($0.word), "nearest": .strings($0.nearest)] })
      ))
    let years = table.assumedYears.sorted { $0.key < $1.key }
    members.append(
      ("assumedYears", .object(years.map { (String($0.key), .number($0.value)) })))
    for (year, rows) in years {
      warnings.append(
        BilingualText(
          zh: "\(rows) 行的日期没写年份，按 \(year) 年登记；不对请在标题行写上年份再导入",
          en:
            "\(rows) row\(rows == 1 ? " has a date" : "s have dates") without a year, taken as \(year); if that is wrong write the year into the title"
        ))
    }
    if let warning = table.remarkFigures.warning { warnings.append(warning) }
    if let warning = table.undecidedText { warnings.append(warning) }
    guard let printed = table.printed, sums.persons.isKnown else { return }
    let counter = sums.counter
    if sums.mayBe(printed) {
      remarks.append(
        BilingualText(
          zh: "表内合计\(printed)\(counter)，与收下的各行相符",
          en: "the printed total of \(printed) agrees with the rows taken"))
    } else {
      warnings.append(
        BilingualText(
          zh: "表内合计\(printed)\(counter)，收下的各行相加 \(sums.text(.zh))；请核对",
          en: "the printed total is \(printed), the rows taken add up to \(sums.text(.en)); please check"
        ))
    }
  }

  mutating func apply(_ outcome: ListImport.Outcome) {
    holdUp = outcome.holdUp
    remarks += outcome.remarks
    warnings += outcome.warnings
    // What was set apart from a list that is known has been written before.
    if outcome.holdUp != nil || outcome.isKnown { setApart = nil }
  }
}

extension ChainText {
  /// Children and helpers among its people.
  fileprivate var parts: [BilingualText] {
    var parts: [BilingualText] = []
    if children > 0 {
      parts.append(BilingualText(zh: "儿童 \(children) 人", en: "\(children) of them children"))
    }
    for count in counts(.attendance, isFinal: false) where count.role != role {
      let n = count.quantity.n ?? .zero
      let word = count.role == .staff ? "工作人员" : count.role == .speakers ? "讲师" : "志愿者"
      parts.append(BilingualText(zh: "\(word) \(n) 人", en: "\(n) of them \(count.role.rawValue)"))
    }
    return parts
  }
}

extension SignInTally {
  /// Who is on the list and did not come; nil if it names nobody so.
  fileprivate var awayText: BilingualText? {
    let said = Person.Status.allCases.filter { $0 != .unknown }
    let all = said.compactMap { away[$0] }.reduce(0, +)
    guard all > 0 else { return nil }
    func parts(_ language: Language) -> String {
      said.compactMap { status in away[status].map { "\(status.text(language)) \($0)" } }
        .joined(separator: language("、", ", "))
    }
    return BilingualText(
      zh: "名单上写明没来的 \(all) 条（\(parts(.zh))），没有算进人数", en: "not counted: \(parts(.en))")
  }

  /// Of whom nobody knows whether they came; nil if there is none.
  fileprivate var unmarkedText: BilingualText? {
    away[.unknown].map { rows in
      BilingualText(
        zh: "另有 \(rows) 条没写来没来，没有算进人数；来了的请补上",
        en:
          "\(rows) more row\(rows == 1 ? " does" : "s do") not say whether they came and \(rows == 1 ? "is" : "are") not counted; mark those who did"
      )
    }
  }

  /// Everybody once, and who they are.
  var summary: BilingualText {
    var zh: [String] = []
    var en: [String] = []
    for (role, words) in [
      (Count.Role.volunteers, ("志愿者", "volunteer")), (.staff, ("工作人员", "staff member")),
      (.speakers, ("讲师", "speaker")),
    ] {
      guard let n = total(of: role).n, n > .zero else { continue }
      zh.append("\(words.0) \(n) 人")
      en.append("\(n) \(words.1)\(n == Figure(1) ? "" : "s")")
    }
    for (name, total) in groups {
      guard let n = total.n, n > .zero else { continue }
      zh.append("\(name) \(n) 人")
      en.append("\(n) \(name)")
    }
    if children > 0 {
      zh.append("儿童 \(children) 人")
      en.append(children == 1 ? "1 child" : "\(children) children")
    }
    let tail =
      zh.isEmpty
      ? ("", "") : ("（其中" + zh.joined(separator: "、") + "）", ", among them " + en.joined(separator: ", "))
    let all = counters.compactMap { counter in
      total(in: counter).flatMap { $0.isKnown ? (counter: counter, total: $0) : nil }
    }
    guard !all.isEmpty else {
      return unknowns == 0
        ? BilingualText(zh: "名单里没有人", en: "there is nobody on the list")
        : BilingualText(zh: "没有一行写清几个人", en: "no row says how many people")
    }
    func text(_ language: Language) -> String {
      all.map { part in
        language == .en && part.counter == CountingWord.person
          ? part.total.sumText(.en, counter: nil) + " people"
          : part.total.sumText(language, counter: part.counter)
      }.joined(separator: language("，另 ", ", and "))
    }
    return BilingualText(
      zh: "共 \(text(.zh))\(tail.0)；有姓名的 \(named) 人", en: "\(text(.en))\(tail.1); \(named) with names")
  }
}

extension ImportRow {
  /// The row after the whole list was found to be known, or held up.
  func after(_ outcome: ListImport.Outcome) -> ImportRow {
    guard isEntered else { return self }
    if outcome.isKnown {
      return ImportRow(
        row: row, cell: cell, result: .ok,
        reason: .knownRow,
        line: line,
        isEntered: true)
    }
    guard outcome.holdUp != nil else { return self }
    return ImportRow(
      row: row, cell: cell, result: .question, reason: reason ?? .heldUp, line: line, isEntered: false)
  }
}

extension BilingualText {
  fileprivate static let signUpOnly = BilingualText(
    zh: "标题说是报名，所以记为“报名”，不算参加人数；如果是到场名单请加 --came",
    en: "its title says sign-up, so it is not attendance; if these people came add --came")

  /// What a row says whose whole list waits for an answer.
  public static let heldUp = BilingualText(
    zh: "整份名单没有入账，原因见最后", en: "the whole list was held up, see the end")

  static func stillToCome(_ day: CivilDate) -> BilingualText {
    BilingualText(
      zh: "这一场是 \(day)，还没到，却有到场的人；是不是这一场？改了日期的请用 session move，弄错了请用 void 作废",
      en:
        "the session is on \(day), which is still to come, but people came: is it the right one? 'session move' changes its day, 'void' takes a figure back"
    )
  }

  /// Why a session of a file is not entered: the unit has one that may be the same.
  static func sameEvent(_ session: SessionFacts, _ likeness: ToldEvent.Likeness) -> BilingualText {
    let why =
      switch likeness {
      case .title: (zh: "名称相同", en: "the same title")
      case .campaign: (zh: "同一活动", en: "the same campaign")
      case .figures: (zh: "数字相同", en: "the same figures")
      }
    let key = session.key
    return BilingualText(
      zh:
        "像是已登记的 \(key)（\(session.date.listText(.zh))，\(session.title)）：同一单位，日期相同或重合，\(why.zh)；没有登记。补数用 campaign record \(key)，确是另一场请加 --another",
      en:
        "it looks like \(key) (\(session.date.listText(.en)), \(session.title)): one unit, the same or overlapping days, \(why.en); not entered. To add figures use 'campaign record \(key)', if it is another one add --another"
    )
  }

  /// Why a session of a table is not entered: it may be the one above, with another thing that was given.
  static func moreGoods(ofRow row: Int) -> BilingualText {
    BilingualText(
      zh: "像是第 \(row) 条那一场的另一种物资（同一天、同名，人数相同或没写）；没有登记。请并入那一条，如“折页 100 份、手册 50 本”，确是另一场请加 --another",
      en:
        "it seems to be another thing given at the session of entry \(row) (same day and title, same people or none); not entered. Put it into that row, as in '折页 100 份、手册 50 本', or add --another if it is another session"
    )
  }

  /// Why a session of a table is not entered: but for its day it is one that the unit has and the table does not tell of.
  fileprivate static func otherDay(_ session: SessionFacts) -> BilingualText {
    let key = session.key
    return BilingualText(
      zh:
        "除日期外，与已登记的 \(key)（\(session.date.listText(.zh))，\(session.title)）完全相同；没有登记。改了日期的用 campaign session move \(key) --to 日期 --reason …，确是另一场请加 --another",
      en:
        "but for its day it is like \(key) (\(session.date.listText(.en)), \(session.title)); not entered. If the day was corrected use 'campaign session move \(key) --to DATE --reason …', if it is another one add --another"
    )
  }
}

extension EarlierSessions {
  /// What is asked before a session of a file is entered beside them; nil if none of them can be the same.
  ///
  /// - `isOther`: Whether a session of another day is another event, because the file tells of it, too.
  func question(
    _ session: Session, _ figures: [LedgerEntry.Content], of occurrence: OccurrenceKey?,
    recordedOn day: CivilDate, unless isOther: (SessionFacts) -> Bool = { _ in true }
  ) -> BilingualText? {
    guard !isEmpty else { return nil }
    let told = ToldEvent(session, figures, of: occurrence, recordedOn: day)
    return first(like: told).map { .sameEvent($0.session, $0.likeness) }
      ?? first(likeOnOtherDay: told, unless: isOther).map { .otherDay($0) }
  }
}

extension TableFault {
  static let needsSession = TableFault(
    zh:
      "这是一份名单；请用 --session 指明是哪一场（campaign session list 可查看），或加 --dry-run 先看看；一行一张的答卷请加 --questionnaire 问卷名称",
    en:
      "this is a list of people; name its session with --session (see 'campaign session list'), or look first with --dry-run; for forms of a questionnaire give --questionnaire NAME"
  )
  static let noList = TableFault(
    zh: "这不像签到名单：没有姓名、电话或人数一列；一行一场的活动表不要加 --session",
    en:
      "this is no list of people: it has no column of names, phones or numbers; a table of events goes without --session"
  )
  static let noEntries = TableFault(
    zh: "接龙里没有一条看得懂的；每条写成“1. 姓名 2人”",
    en: "the 接龙 has no entry that can be read; write each as '1. name 2'")
  static let noUnit = TableFault(
    zh: "表里没有“单位”一列，标题里也没有“填报单位：…”，不知道每行是哪个单位的；签到名单请加 --session，问卷请加 --questionnaire 问卷名称",
    en:
      "it has no column of units and no title 'unit: …', so nobody knows whose rows these are; a list of people needs --session, a questionnaire --questionnaire NAME"
  )
}
