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

  /// 60 人，更正为 58 人: nobody knows which stands.
  ///
  /// - Throws: ``LedgerFault/countedTwice(_:_:)``, of goods ``QuantityFault/severalFigures(_:)``.
  func refuseCorrections(in text: String) throws(LedgerFault) {
    for (index, member) in members.enumerated() {
      let told = index > 0 && FigureWords.corrects(member.phrase) ? member.phrase : nil
      guard let correction = told ?? member.remarks.first(where: FigureWords.corrects) else { continue }
      guard isPeople else { throw .quantity(.severalFigures(text)) }
      let first = members[told == nil ? index : index - 1].phrase
      throw .countedTwice(String(first.prefix { !"（(".contains($0) }), correction)
    }
  }

  /// 58 人，另 5 人未签到: nobody knows whether these came; of 应到 60 人，签到 58 人，未签到 2 人 they did not.
  ///
  /// - Throws: ``LedgerFault/notSignedIn(_:)``
  mutating func markUnsigned() throws(LedgerFault) {
    for index in members.indices {
      let member = members[index]
      guard FigureWords.isUnsigned(member.subject, member.noun), member.lead != .part,
        let n = member.quantity.n
      else { continue }
      let whole = members.first { whole in
        members.contains { came in
          came.phrase != member.phrase && came.phrase != whole.phrase && whole.exact != nil
            && whole.exact == (came.exact ?? .zero) + n
        }
      }
      guard let whole else { throw .notSignedIn(member.phrase) }
      // Of 到场 50 人，签到 47 人，未签到 3 人 these came.
      let isTotal = whole.who.isEmpty && PhraseList.statesTotal(whole.phrase)
      guard isTotal || whole.isPlan else { continue }
      members[index].bearing = .absent
      if isTotal, let all = members.firstIndex(where: { $0.phrase == whole.phrase }) {
        members[all].bearing = .planned
      }
    }
    markUnsignedComers()
  }

  /// 签到 48 人，到场未签到 3 人: others than those who signed in, or with them all who came.
  private mutating func markUnsignedComers() {
    guard let other = members.firstIndex(where: { $0.isUnsigned && $0.lead == nil }),
      let signed = members.firstIndex(where: { FigureWords.tally(in: $0.subject + $0.noun) == "签到" }),
      let n = members[other].exact
    else { return }
    let sum = members[signed].exact.map { $0 + n }
    guard let whole = members.firstIndex(where: { $0.exact == sum && sum != nil }) else {
      members[other].lead = .other
      return
    }
    for part in [signed, other] { members[part].bearing = .part(of: whole) }
  }

  // MARK: Served

  /// 志愿者 12 人，服务居民 200 人次; 群众 60 人，义诊 80 人次: what those did who were counted, or had done.
  mutating func markServed() {
    for index in members.indices.dropFirst() where members[index].isServed {
      members[index].bearing = .served
    }
  }

  // MARK: Accounts

  /// 签到 52 人，目测 80 人; 发动群众 200 人，参加 120 人; 群众 60 人，满意 58 人.
  mutating func settleCrowd() throws(LedgerFault) {
    // 两场分别有 80 人和 95 人参加
    guard members.count > 1, !members.contains(where: { $0.subject.contains("分别") }) else { return }
    let crowd = members.indices.filter { members[$0].isOfCrowd }
    guard crowd.count > 1 else { return }
    let (calls, told) = crowd.partitioned { members[$0].isCall }
    let (counts, named) = told.partitioned { members[$0].isCount }
    for index in calls {
      let isAbroad = FigureWords.isReach(members[index].subject)
      if isAbroad || members[index].isForecast ? told.isEmpty : counts.isEmpty { continue }
      members[index].bearing = isAbroad ? .retold : .planned
    }
    try settleCounts(counts)
    let groups = named.filter { members[$0].namesGroup }
    guard
      let count = counts.last(where: { members[$0].bearing == .counted })
        ?? groups.first(where: { members[$0].namesPeople })
    else { return }
    // 群众 60 人，讲座 30 人: neither others nor where they came from. Volunteers may be called anything: 学生 10 人，红马甲 5 人.
    let isOfAll = members[count].isCount || members[count].isAnybody
    if let other = named.first(where: { !groups.contains($0) && (isOfAll || role == .public && $0 > count) })
    {
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
  /// - Throws: ``LedgerFault/wrongSum(_:_:)`` if they make more, or several of them less.
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
    let all = services.map { members[$0] }
    let isSum = all.isSum(sum, total: members[total])
    let areComparable = all.allSatisfy { $0.exact != nil && $0.counter == members[total].counter }
    if isSum, members[total].exact == sum {
      members[total].bearing = .retold
    } else if isSum || n > sum && !(areComparable && parts.count > 1) {
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
  func isSum(_ sum: Figure, total: ListedFigure? = nil) -> Bool {
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
    return !isSignUp && !(counter == "个" && FigureWords.isNobody(thing))
      && !FigureWords.households.contains(thing.lowercased())
      && !GroupWords.areCounted(by: counter, noun)
      && OnlineAudience(words, counter: counter, isAttendance: true) == nil
  }

  /// Whether it says what they did and nobody's name, so that they were counted before: 5 人未签到, 8 人带了孩子. Behind 人
  /// nothing else stands but a verb.
  var isDoing: Bool {
    subject.isEmpty && said.last.map { "人个".contains($0) } ?? false && PhraseFrame.isVerb(noun)
  }

  /// Whether it says which part of the programme they took: 50 人听讲座.
  var takesPart: Bool { isDoing && FigureWords.takesPart(noun) }

  /// 20 人来自外村
  var isFrom: Bool { subject.isEmpty && noun.hasPrefix("来自") }

  /// Whether it is whom those served who were counted before it, or how often.
  var isServed: Bool {
    guard bearing == .counted, lead == nil, role == nil, apart == nil, !FigureWords.isMedical(who) else {
      return false
    }
    let isOften = counter == CountingWord.personTime && ServedWords.beginsWithService(thing)
    return isOften || ServedWords.helps(subject)
  }

  fileprivate var isAnybody: Bool { FigureWords.isAnybody(who) }
  /// 预计 60 人, which is taken for about 60 where nobody says how many came.
  var isForecast: Bool { FigureWords.estimates.contains(where: said.hasPrefix) }
  var isCall: Bool {
    isForecast || apart == nil && (FigureWords.isCall(subject) || FigureWords.isReach(subject))
  }

  /// Whether it counts all who came, and names nobody.
  fileprivate var isCount: Bool {
    who.isEmpty || apart == nil && FigureWords.tally(in: subject) != nil
  }

  /// In which word it does so.
  fileprivate var account: String {
    FigureWords.tally(in: subject + noun)
      ?? [subject, noun].first { FigureWords.isActual($0) || FigureWords.attendance.contains($0) }
      // 80 人参加讲座，60 人参加义诊 may be the same.
      ?? (noun.hasPrefix("参加") ? noun : "")
  }

  fileprivate var namesPeople: Bool { FigureWords.isSex(who) || PhraseFrame.isPeople(who) }
  /// Whether it says whose they were, or where from.
  fileprivate var namesGroup: Bool {
    namesPeople || role != nil || apart != nil || subject.hasSuffix("等") || GroupWords.isPlace(who)
  }
}
