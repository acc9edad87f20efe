/// Figures of other times than the session's own.
extension FigureList {
  /// 去年 50 人，今年 58 人; 1 月 50 人，本次 20 人; 上次手册 50 本，这次 60 本.
  ///
  /// - Throws: ``LedgerFault/severalPeriods(_:_:)`` where nothing says which of several is of this session.
  mutating func settleTimes(ofServed isServed: Bool) throws(LedgerFault) {
    let counted = members.indices.filter { members[$0].bearing == .counted && members[$0].lead == nil }
    let told = counted.reduce(into: [:]) { $0[$1] = members[$1].time }
    guard !told.isEmpty else { return }
    try refusePeriods(counted, told)
    let isOfThis = told.values.contains { $0.kind == .this }
    let isCompared = isOfThis || told.values.contains { $0.kind == .present }
    if isPeople, !isServed { try refuseAllTimes(counted, told) }
    let past = counted.filter { index in
      guard let time = told[index] else { return false }
      return time.kind == .earlier || time.kind == .before && (time.isBare || isCompared)
        || isOfThis && (time.kind == .period || time.kind == .present && time.isBare)
    }
    if past.count < counted.count {
      for index in past { members[index].bearing = .earlier }
    }
    for index in counted where members[index].bearing == .counted && members[index].part == nil {
      guard let time = told[index], isPlain(time, besidePast: !past.isEmpty) else { continue }
      members[index].name(time.subject, time.noun)
      guard isNameless(time), let named = past.last(where: { told[$0].map { !isNameless($0) } ?? false }),
        let name = told[named], !isPeople || isServed || name.isBehind,
        members[named].counter == members[index].counter
      else { continue }
      // 手册上次 50 本，这次 60 本
      members[index].name(name.subject, name.noun)
    }
  }

  /// Of 上次发放手册 50 本，这次发放 60 本 the second one is.
  private func isNameless(_ time: ListedFigure.Time) -> Bool {
    isPeople ? time.isBare : PhraseFrame.item(time.subject, time.noun).isEmpty
  }

  /// Whether the word of a time says no more than that these were counted in this session.
  private func isPlain(_ time: ListedFigure.Time, besidePast isBesidePast: Bool) -> Bool {
    switch time.kind {
    // 本次讲座 is where they were.
    case .this:
      isBesidePast && !isPeople || time.isBare || time.isBehind
        || isPeople && PhraseFrame.isPeople(time.subject + time.noun)
    case .present: isBesidePast || time.isBehind || time.isBare
    case .earlier, .before, .day, .period: false
    }
  }

  private func refusePeriods(_ counted: [Int], _ told: [Int: ListedFigure.Time]) throws(LedgerFault) {
    func of(_ kinds: FigureWords.Moment.Kind...) -> [Int] {
      counted.filter { told[$0].map { kinds.contains($0.kind) } ?? false }
    }
    let (earlier, days) = (of(.earlier, .before), of(.day))
    var unclear = of(.day, .period, .present).filter { index in
      !isPeople ? isOfSame(index, counted, told) : true
    }
    if let this = of(.this).first {
      // 昨天 50 人，今天 60 人: days of one session, or another time?
      unclear = days.isEmpty ? [] : [days[0], this]
    } else if Set(unclear.map { told[$0]?.word }).count < 2,
      unclear.count(where: { told[$0]?.isBare ?? false }) < 2
    {
      // 本月 beside 上月 is this session's, 上半年 is of more than one.
      let period = unclear.first { told[$0]?.kind == .period && told[$0]?.isBare ?? false }
      unclear =
        period.map { [$0] + counted.filter { told[$0] == nil && !isOfOthers(members[$0]) }.prefix(1) } ?? []
    }
    let areAllEarlier =
      earlier.count == counted.count && Set(earlier.map { told[$0]?.word }).count > 1
    if areAllEarlier || !unclear.isEmpty { unclear += earlier }
    unclear.sort()
    guard unclear.count > 1 else { return }
    throw .severalPeriods(members[unclear[0]].phrase, members[unclear[1]].phrase)
  }

  /// 三场共 160 人，本场 60 人: who is not of this time is of all of them, or somebody else.
  private func refuseAllTimes(_ counted: [Int], _ told: [Int: ListedFigure.Time]) throws(LedgerFault) {
    let nameless = counted.filter {
      members[$0].isOfCrowd && members[$0].part == nil && members[$0].who.isEmpty
    }
    guard let this = nameless.first(where: { told[$0]?.kind == .this && told[$0]?.isBare == true }),
      let other = nameless.first(where: { told[$0] == nil && !members[$0].isCall })
    else { return }
    throw .countedTwice(members[min(this, other)].phrase, members[max(this, other)].phrase)
  }

  /// Whether a figure of goods and one of another time count the same: 3月手册 50 本，4月 60 本, but not 2025年挂历 and 2026年台历.
  private func isOfSame(_ index: Int, _ counted: [Int], _ told: [Int: ListedFigure.Time]) -> Bool {
    guard let time = told[index] else { return false }
    return counted.contains { other in
      guard other != index, let its = told[other], its.word != time.word else { return false }
      return its.isBare || time.isBare || its.subject + its.noun == time.subject + time.noun
    }
  }
}

extension ListedFigure {
  /// When it was counted, and its words without that.
  struct Time {
    let kind: FigureWords.Moment.Kind
    let word: String
    let subject: String
    let noun: String
    let isBehind: Bool
    var isBare: Bool { subject.isEmpty && noun.isEmpty }
  }

  /// Nil where no words say so.
  var time: Time? {
    if let moment = FigureWords.moment(in: subject) {
      return Time(
        kind: moment.kind, word: moment.word, subject: moment.rest, noun: noun, isBehind: moment.isBehind)
    }
    return FigureWords.moment(in: noun).map {
      Time(kind: $0.kind, word: $0.word, subject: subject, noun: $0.rest, isBehind: $0.isBehind)
    }
  }

  /// Whether it is of an earlier time: 去年 50 人, 50 last month.
  var isEarlier: Bool { FigureWords.isEarlier(subject) || FigureWords.isEarlier(noun) }

  var isOfThisTime: Bool {
    FigureWords.besideThisTime(subject) != nil || FigureWords.besideThisTime(noun) != nil
  }
}
