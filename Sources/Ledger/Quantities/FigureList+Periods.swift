/// Figures of other times than the session's own.
extension FigureList {
  /// 去年 50 人，今年 58 人; 1 月 50 人，本次 20 人.
  ///
  /// - Throws: ``LedgerFault/severalPeriods(_:_:)`` where nothing says which of several is of this session.
  mutating func markEarlier() throws(LedgerFault) {
    let counted = members.indices.filter { members[$0].bearing == .counted && members[$0].lead == nil }
    let earlier = counted.filter { members[$0].isEarlier }
    let periods = counted.filter { members[$0].isOfPeriod }
    if counted.contains(where: { members[$0].isOfThisTime }) {
      for index in earlier + periods { members[index].bearing = .earlier }
      return
    }
    let times = Set(earlier.map { members[$0].earlierTime })
    let isOfNoTime = earlier.count == counted.count && times.count > 1
    // 本月 beside 上月 is this session's.
    let others = periods.filter { !members[$0].isOfPresent || periods.count > 1 }
    let unclear = (isOfNoTime || !others.isEmpty ? earlier : []) + others
    if unclear.count > 1, let first = unclear.min(), let second = unclear.filter({ $0 > first }).min() {
      throw .severalPeriods(members[first].phrase, members[second].phrase)
    }
    guard !earlier.isEmpty, earlier.count < counted.count else { return }
    for index in earlier { members[index].bearing = .earlier }
    for index in counted where members[index].bearing == .counted { members[index].dropPresent() }
  }
}

extension ListedFigure {
  /// Whether it is told by a month or another period, and by nothing else: 1 月 50 人, 本月 60 人.
  fileprivate var isOfPeriod: Bool {
    (subject.isEmpty || noun.isEmpty) && (FigureWords.isPeriod(thing) || isOfPresent)
  }

  fileprivate var isOfPresent: Bool {
    !thing.isEmpty && (subject.isEmpty || noun.isEmpty) && !isOfThisTime
      && FigureWords.withoutPresent(thing).isEmpty
  }

  fileprivate var earlierTime: String? {
    FigureWords.earlierTime(of: subject) ?? FigureWords.earlierTime(of: noun)
  }

  /// 今年 beside 去年 says no more than that it is this time's.
  fileprivate mutating func dropPresent() {
    guard part == nil else { return }
    name(FigureWords.withoutPresent(subject), FigureWords.withoutPresent(noun))
  }
}
