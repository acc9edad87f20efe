/// Figures that may count one crowd twice.
///
/// Where one of them is plainly the count, the others stand aside; where nobody can tell, they are refused, for a sum of
/// them would be taken in silence.
extension FigureList {
  // MARK: Helpers

  /// Doctors and experts beside the public: alone they may be those who came (医生 30 人).
  mutating func markHelpers() {
    func isHelper(_ member: ListedFigure) -> Bool {
      FigureWords.isMedical(member.who) && !FigureWords.isDoing(member.subject, member.noun)
    }
    let crowd = members.indices.filter { members[$0].isOfCrowd }
    let helpers = crowd.filter { isHelper(members[$0]) }
    guard
      crowd.contains(where: { !helpers.contains($0) && (members[$0].who.isEmpty || members[$0].namesPeople) })
    else { return }
    for index in helpers { members[index].role = .staff }
  }

  // MARK: Totals

  /// 党员 8 名、群众 34 名等 42 人; without 等 where the figure behind makes what the others make.
  ///
  /// - Throws: ``LedgerFault/wrongSum(_:_:)`` if what stands before 等 is more.
  mutating func markClosingTotal() throws(LedgerFault) {
    for index in members.indices.dropFirst() {
      let (total, parts) = (members[index], members[..<index])
      guard total.lead == nil, total.counter != nil, total.quantity.isKnown,
        parts.allSatisfy({ $0.lead == nil && $0.quantity.isKnown && $0.counter == total.counter })
      else { continue }
      let sum = parts.reduce(Figure.zero) { $0 + ($1.quantity.n ?? .zero) }
      let isSum = ([total] + parts).isSum(sum)
      if total.endsList {
        if let n = total.quantity.n, n < sum, !isSum { throw .wrongSum(total.phrase, sum) }
      } else {
        guard isSum, total.isOfCrowd, total.who.isEmpty, parts.allSatisfy(\.namesGroup) else { continue }
      }
      for part in parts.indices { members[part].bearing = .part(of: index) }
      return
    }
  }

  // MARK: Other times

  /// 累计 500 人次 beside 本次 35 人 are those of other times as well.
  mutating func markRunningTotals() {
    func isOfThisTime(_ member: ListedFigure) -> Bool {
      FigureWords.thisTime.contains(where: member.subject.hasPrefix)
    }
    guard members.contains(where: isOfThisTime) else { return }
    for index in members.indices
    where members[index].phrase.contains("累计") && !isOfThisTime(members[index]) {
      members[index].bearing = .earlier
    }
  }

  // MARK: Accounts

  /// 签到 52 人，目测 80 人; 发动群众 200 人，参加 120 人; 群众 60 人，满意 58 人.
  mutating func settleCrowd() throws(LedgerFault) {
    guard members.count > 1 else { return }
    let crowd = members.indices.filter { members[$0].isOfCrowd }
    guard crowd.count > 1 else { return }
    let (calls, told) = crowd.partitioned { members[$0].isCall }
    let (counts, named) = told.partitioned { members[$0].isCount }
    for index in calls {
      let isAbroad = FigureWords.isReach(members[index].subject)
      if isAbroad || members[index].isEstimate ? told.isEmpty : counts.isEmpty { continue }
      members[index].bearing = isAbroad ? .retold : .planned
    }
    try settleCounts(counts)
    let groups = named.filter { members[$0].namesGroup }
    guard
      let count = counts.last(where: { members[$0].bearing == .counted })
        ?? groups.first(where: { members[$0].namesPeople })
    else { return }
    // 群众 60 人，讲座 30 人: neither others nor where they came from.
    let isOfAll = members[count].isCount || members[count].isAnybody
    if let other = named.first(where: { !groups.contains($0) && (isOfAll || $0 > count) }) {
      throw .unclearPart(members[max(other, count)].phrase)
    }
    guard members[count].isCount, let group = named.first else { return }
    throw .unclearPart(members[max(group, count)].phrase)
  }

  /// - Throws: ``LedgerFault/countedTwice(_:_:)`` for two figures of all who came, of which none is the last word.
  private mutating func settleCounts(_ counts: [Int]) throws(LedgerFault) {
    guard let first = counts.first,
      let second = counts.first(where: { members[$0].account != members[first].account })
    else { return }
    let actual = counts.filter { FigureWords.isActual(members[$0].subject) }
    let isSame =
      members[first].exact != nil && counts.allSatisfy { members[$0].exact == members[first].exact }
    guard let count = actual.count == 1 ? actual[0] : isSame ? first : nil else {
      throw .countedTwice(members[first].phrase, members[second].phrase)
    }
    for index in counts where index != count { members[index].bearing = .retold }
  }

  // MARK: Services

  /// 服务群众 300 余人次，义诊 120 人次，咨询 180 人次: what all the services make, or in how many persons they were rendered.
  ///
  /// - Throws: ``LedgerFault/wrongSum(_:_:)`` if they make more.
  mutating func settleServices() throws(LedgerFault) {
    let services = members.indices.filter { index in
      let member = members[index]
      return member.bearing == .counted && member.lead == nil && member.quantity.isKnown
        && (member.counter.map(CountingWord.countsPersons) ?? true)
    }
    let (totals, parts) = services.partitioned { ServedWords(members[$0]).isOfAll }
    guard totals.count == 1, let total = totals.first, !parts.isEmpty, let n = members[total].quantity.n
    else {
      return
    }
    let sum = parts.reduce(Figure.zero) { $0 + (members[$1].quantity.n ?? .zero) }
    let isSum = services.map { members[$0] }.isSum(sum, total: members[total])
    if isSum, members[total].exact == sum {
      members[total].bearing = .retold
    } else if isSum || n > sum {
      for index in parts { members[index].bearing = .part(of: total) }
    } else if parts.contains(where: { members[$0].counter != members[total].counter }) {
      members[total].bearing = .retold
    } else {
      throw .wrongSum(members[total].phrase, sum)
    }
  }
}

extension [ListedFigure] {
  /// Whether the first, or another one, may be what a sum says: near it, where somebody only estimated.
  fileprivate func isSum(_ sum: Figure, total: ListedFigure? = nil) -> Bool {
    guard let n = (total ?? self[0]).quantity.n else { return false }
    if allSatisfy({ $0.exact != nil }) { return n == sum }
    let gap = n < sum ? sum.ticks - n.ticks : n.ticks - sum.ticks
    return gap * 10 <= n.ticks
  }
}

extension [Int] {
  fileprivate func partitioned(_ isFirst: (Int) -> Bool) -> (first: [Int], second: [Int]) {
    (filter(isFirst), filter { !isFirst($0) })
  }
}

extension ListedFigure {
  /// Whether it counts persons who came and were not volunteers or staff, told neither by time nor by family.
  var isOfCrowd: Bool {
    guard bearing == .counted, lead == nil, role == nil, quantity.isKnown, !isOfDayPart,
      read?.children == nil,
      [nil, CountingWord.person, "个"].contains(counter)
    else { return false }
    let words = [subject, noun].filter { !$0.isEmpty }.joined(separator: " ")
    return !FigureWords.isSignUp(thing) && !(counter == "个" && FigureWords.isNobody(thing))
      && !FigureWords.households.contains(thing.lowercased())
      && !GroupWords.areCounted(by: counter, noun)
      && OnlineAudience(words, counter: counter, isAttendance: true) == nil
  }

  /// Who came; also the 群众 of 34 名群众参加, whom nobody names where they stand alone.
  private var named: String {
    let head = PhraseFrame.head(of: noun)
    return who.isEmpty && PhraseFrame.isHanPeople(head) ? head : who
  }

  fileprivate var isAnybody: Bool { FigureWords.isAnybody(named) }
  fileprivate var isEstimate: Bool { FigureWords.estimates.contains(where: said.hasPrefix) }
  fileprivate var isCall: Bool {
    isEstimate || FigureWords.isCall(subject) || FigureWords.isReach(subject)
  }

  /// Whether it counts all who came, and names nobody.
  fileprivate var isCount: Bool { named.isEmpty || FigureWords.tally(in: subject) != nil }

  /// In which word it does so.
  fileprivate var account: String {
    FigureWords.tally(in: subject + noun)
      ?? [subject, noun].first { FigureWords.isActual($0) || FigureWords.attendance.contains($0) } ?? ""
  }

  fileprivate var namesPeople: Bool { FigureWords.isSex(named) || PhraseFrame.isPeople(named) }
  /// Whether it says whose they were, or where from.
  fileprivate var namesGroup: Bool {
    namesPeople || role != nil || subject.hasSuffix("等") || GroupWords.isPlace(who)
  }
}
