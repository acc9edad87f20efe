/// The figures of one text, and what they have to do with one another: in `共 58 人，其中儿童 20 人` the children are some of
/// the 58, in `应到 50 人，实到 45 人` nobody counts the 50.
struct FigureList {
  var members: [ListedFigure] = []
  let isPeople: Bool
  /// Whose figures they are: among volunteers and staff doctors and other groups are some of these.
  let role: Count.Role

  /// - `role`: Of those whom the words do not name otherwise.
  /// - `keepsParts`: As `PhraseList` says.
  /// - `follows`: Whether other figures of the same kind were given before, which 其中 may mean.
  /// - `read`: Gives nil for a thing without a number.
  init(
    _ text: String, ofPeople isPeople: Bool, _ role: Count.Role = .public, following follows: Bool,
    keepingParts keepsParts: Bool = false, _ read: (String) throws(LedgerFault) -> CountPhrase?
  ) throws(LedgerFault) {
    (self.isPeople, self.role) = (isPeople, role)
    let clauses = PhraseList(text, keepingParts: keepsParts, ofGoods: !isPeople).clauses
    for (clause, phrases) in clauses.enumerated() {
      for phrase in PhrasePieces.distributed(phrases) {
        for figure in try Self.figures(of: phrase, ofPeople: isPeople, behind: members.last, read) {
          // 现场气氛热烈，60 人参加
          if figure.isRemark, members.isEmpty { continue }
          var member = ListedFigure(
            figure.phrase, figure.read, clause: clause, behind: members.last, ofPeople: isPeople)
          if figure.isRemark {
            member.bearing = QuantityWords.compares(figure.phrase) ? .earlier : .part(of: members.count - 1)
          }
          members.append(member)
        }
      }
    }
    if isPeople, members.isEmpty { throw .quantity(.notUnderstood(text)) }
    if isPeople {
      nameSexes(ofServed: keepsParts)
      try markUnsigned()
    }
    try refuseCorrections(in: text)
    let isServed = isPeople && keepsParts
    if isPeople, !isServed { markApart() } else { nameSittings() }
    if !isPeople { settleWhole() }
    markRunningTotals(ofAttendance: isPeople && !isServed)
    if !isPeople { try settleTimes(ofServed: false) }
    if isPeople { markSittings(ofServed: isServed) }
    try markToldTwice(ofServed: isServed, in: text)
    try markWholes(ofServed: isServed, in: text)
    if isPeople, !isServed {
      markServed()
      if role == .public { markHelpers() }
      try markClosingTotal()
    }
    markStatedTotal()
    if isPeople { try markMenAndWomen(ofServed: isServed) } else { try refuseSharedTotal() }
    try markParts(follows: follows, ofServed: isServed)
    try refuseWrongSums()
    if !isPeople {
      settleKinds()
      try settleCollective()
      try settleListed()
      settlePlans()
    } else {
      try markPlans(ofServed: isServed)
      if isServed { try settleServices() } else { try settleCrowd() }
      try refuseTooManyOfThem()
    }
    try refuseMixed(ofServed: isServed, in: text)
    try refuseUnread(ofServed: isServed)
  }

  private typealias Figures = [(phrase: String, read: CountPhrase?, isRemark: Bool)]

  /// One figure, or those of 大人 30 人小孩 20 人 and 男女各 20 人, which nobody can read as one.
  private static func figures(
    of phrase: String, ofPeople: Bool, behind earlier: ListedFigure?,
    _ read: (String) throws(LedgerFault) -> CountPhrase?
  ) throws(LedgerFault) -> Figures {
    do throws(LedgerFault) {
      let one = try read(phrase)
      if ofPeople, earlier != nil, one?.quantity.isKnown == false, QuantityWords.tellsMost(phrase) {
        return [(phrase, nil, true)]
      }
      guard ofPeople, let one, let said = one.quantity.said,
        let groups = QuantityWords.things(before: one.subject), groups.count > 1
      else { return [(phrase, one, false)] }
      var figures: Figures = []
      for group in groups {
        let piece = [group, said, one.noun].joined(separator: " ").trimmed
        figures.append((piece, try read(piece), false))
      }
      return figures
    } catch {
      if isRemark(phrase, error, ofPeople: ofPeople, on: earlier) {
        return [(phrase, nil, true)]
      }
      if case .quantity(.severalFigures) = error, let wrong = PhraseList.wrongTotal(in: phrase) {
        throw .wrongSum(wrong.total, wrong.sum)
      }
      guard case .quantity(.severalFigures) = error, let row = QuantityReader.row(phrase, ofPeople: ofPeople)
      else {
        throw error
      }
      var figures: Figures = []
      for piece in row { figures.append((piece, try read(piece), false)) }
      return figures
    }
  }

  /// Whether a clause that was not read only says something of the figure before it, or behind it.
  private static func isRemark(
    _ phrase: String, _ error: LedgerFault, ofPeople: Bool, on earlier: ListedFigure?
  ) -> Bool {
    guard case .quantity(let fault) = error else { return false }
    return switch fault {
    // 大米 50 袋，每袋 10 斤; but 折页 3 种，每种 500 份 are not three.
    case .rate:
      QuantityWords.beginsRate(phrase)
        && earlier.map { !($0.counter.map(GroupWords.kinds.contains) ?? false) } ?? false
    case .notUnderstood: ofPeople && QuantityWords.describes(phrase)
    // 截至 10 点，到场 60 人
    case .notACount: ofPeople && earlier == nil
    case .change: earlier != nil && QuantityWords.compares(phrase)
    // 60 人参加，满意率 98%
    case .share: earlier != nil && QuantityWords.isRatio(phrase)
    default: false
    }
  }

  // MARK: Parts

  /// 共 58 人，家长 20 人，孩子 38 人; of people also without 共.
  private mutating func markStatedTotal() {
    let rest = members.dropFirst()
    // Of 上午 50 人，下午 30 人，晚上 20 人 the first is no more than the others are.
    guard members.count > 2, let first = members.first, first.part == nil, !first.isPlan,
      first.names(nothingBut: FigureWords.attendance) || (isPeople && first.who.isEmpty),
      let total = first.exact,
      rest.allSatisfy({ $0.lead == nil && $0.exact != nil && $0.counter == first.counter }),
      rest.reduce(Figure.zero, { $0 + ($1.exact ?? .zero) }) == total,
      PhraseList.statesTotal(first.phrase)
        || (isPeople && rest.allSatisfy { $0.role == nil && (!$0.thing.isEmpty || $0.isOfDayPart) })
    else { return }
    for index in rest.indices { members[index].bearing = .part(of: 0) }
  }

  /// 58 人，男 20 人，女 38 人: men and women are of those who were counted before.
  ///
  /// - Throws: ``LedgerFault/unclearPart(_:)`` if they are more, or both and not all of them.
  private mutating func markMenAndWomen(ofServed isServed: Bool) throws(LedgerFault) {
    var whole: Int?
    var sum = Figure.zero
    var count = 0
    for index in members.indices {
      let member = members[index]
      guard member.isSex else {
        let mayBeWhole =
          member.exact != nil && member.bearing == .counted && !member.endsInSex(ofServed: isServed)
        (whole, sum, count) = (mayBeWhole ? index : nil, .zero, 0)
        continue
      }
      guard let of = whole, let total = members[of].exact, let n = member.exact,
        member.counter == members[of].counter, !FigureWords.isOther(member.thing, than: members[of].who)
      else { continue }
      (sum, count) = (sum + n, count + 1)
      let isLast = index + 1 == members.count || !members[index + 1].isSex
      if sum > total || (isLast && count > 1 && sum != total) { throw .unclearPart(member.phrase) }
      members[index].bearing = .part(of: of)
    }
  }

  /// 折页 30 份及手册共 50 份: of one thing or of both? 大米 10 袋、折页和手册共 50 份 is told of two by themselves.
  private func refuseSharedTotal() throws(LedgerFault) {
    for (index, member) in members.enumerated()
    where index > 0 && member.lead == nil && member.bearing == .counted {
      guard !member.subject.isEmpty, PhrasePieces.things(in: member.subject).count == 1,
        PhraseList.statesTotal(String(member.phrase.trimmingPrefix(member.subject))),
        members[..<index].contains(where: { $0.quantity.isKnown && $0.counter == member.counter })
      else { continue }
      throw .sharedTotal(member.phrase)
    }
  }

  private mutating func markParts(follows: Bool, ofServed isServed: Bool) throws(LedgerFault) {
    var open: (whole: Int?, clause: Int, sum: Figure)?
    for index in members.indices where members[index].bearing == .counted || members[index].lead == .part {
      let member = members[index]
      let lead = if let told = member.lead { Optional(told) } else { try outcome(index, ofServed: isServed) }
      switch lead {
      case .part?:
        if case .part(let whole) = member.bearing {
          open = (whole, member.clause, .zero)
          break
        }
        guard index > 0 || follows else {
          // 含糖食品 20 份 are what it begins with.
          guard isPeople || member.phrase.hasPrefix("其中") else { continue }
          throw .partOfNothing(member.phrase)
        }
        let whole = members[..<index].lastIndex { $0.bearing == .counted }
        open = (whole, member.clause, open.map { $0.whole == whole ? $0.sum : .zero } ?? .zero)
      case .other?: open = nil
      case .apart?:
        open = nil
        if member.role == nil { members[index].bearing = .retold }
        continue
      case nil:
        if let known = open, known.clause != member.clause, try !isPart(index, of: known) { open = nil }
      }
      guard let known = open else { continue }
      members[index].bearing = .part(of: known.whole)
      open?.sum = known.sum + (member.quantity.n ?? .zero)
    }
  }

  /// That a figure without 其中 is what came of it for some of those before, or what some of them did.
  ///
  /// - Throws: ``LedgerFault/unclearPart(_:)`` if they are more.
  private func outcome(_ index: Int, ofServed isServed: Bool) throws(LedgerFault) -> FigureWords.Lead? {
    let member = members[index]
    guard index > 0 else { return nil }
    if FigureWords.isOutcome(member.subject, member.noun) { return .part }
    if isServed { return FigureWords.isFinding(member.subject, member.noun) ? .part : nil }
    guard isPeople, member.isOfCrowd,
      member.isDoing || member.isFrom || FigureWords.isDoing(member.subject, member.noun)
    else { return nil }
    let before = members[..<index].filter { $0.isOfCrowd && !$0.isPlan }
    // 50 人听讲座，20 人咨询: two parts of the programme.
    if member.takesPart, let other = before.last, before.allSatisfy(\.takesPart) {
      throw .countedTwice(other.phrase, member.phrase)
    }
    // 60 人来自甲村，40 人来自乙村
    guard !before.isEmpty, !member.isFrom || !before.allSatisfy(\.isFrom), let n = member.quantity.n
    else { return nil }
    let sum = before.reduce(Figure.zero) { $0 + ($1.quantity.upper ?? .zero) }
    guard n <= sum || before.contains(where: { $0.exact == nil }) else { throw .unclearPart(member.phrase) }
    return .part
  }

  /// Whether a figure behind a comma still belongs to the 其中 before it.
  ///
  /// - Throws: ``LedgerFault/unclearPart(_:)`` for goods, of which the next may well be others.
  private func isPart(_ index: Int, of open: (whole: Int?, clause: Int, sum: Figure)) throws(LedgerFault)
    -> Bool
  {
    // 上午 50 人，其中老人 20 人，下午 30 人.
    if let part = members[index].part, let whole = open.whole.flatMap({ members[$0].part }),
      part.kind == whole.kind
    {
      return false
    }
    let member = members[index]
    guard let whole = open.whole.map({ members[$0] }), let total = whole.quantity.n,
      let n = member.quantity.n, countsAlike(member, whole), open.sum + n <= total
    else { return false }
    var sum = open.sum
    for next in members[index...] {
      guard next.lead == nil, countsAlike(next, whole), let n = next.quantity.n else { break }
      sum = sum + n
      if sum == total { return true }
    }
    if isPeople { return member.role == nil }
    throw .unclearPart(member.phrase)
  }

  /// Parents of `58 people: 30 parents` need no counting word to be people.
  private func countsAlike(_ part: ListedFigure, _ whole: ListedFigure) -> Bool {
    part.counter == whole.counter || (isPeople && part.counter == nil)
  }

  /// 58 人：家长 30 人、儿童 27 人: behind a colon stands all of it.
  ///
  /// - Throws: ``LedgerFault/wrongSum(_:_:)`` if exact parts make another number.
  private func refuseWrongSums() throws(LedgerFault) {
    for (index, member) in members.enumerated() where member.isItemised && index > 0 {
      guard case .part(let of?) = member.bearing, let total = members[of].exact else { continue }
      let parts = parts(of: of).filter { !$0.isLate }
      let sum = parts.reduce(Figure.zero) { $0 + ($1.exact ?? .zero) }
      let areComparable = parts.allSatisfy { part in
        part.exact != nil && [nil, members[of].counter].contains(part.counter)
      }
      if areComparable, sum != total { throw .wrongSum(members[of].phrase, sum) }
    }
  }

  /// 60 人，其中儿童 70 人: more than all of whom they are some. Who watched from afar may be more than who came.
  private func refuseTooManyOfThem() throws(LedgerFault) {
    for (index, member) in members.enumerated() where member.lead == .part && !member.isOnline {
      guard case .part(let of?) = member.bearing, let n = member.exact else { continue }
      let all = members[..<index].filter { $0.bearing == .counted && $0.counter == member.counter }
      let exact = all.compactMap(\.exact)
      guard !exact.isEmpty, exact.count == all.count, exact.reduce(.zero, +) < n else { continue }
      throw .tooManyOfThem(member.phrase, members[of].phrase)
    }
  }
}

extension FigureList {
  /// The figures that are parts of one.
  func parts(of index: Int) -> [ListedFigure] { members.filter { $0.bearing == .part(of: index) } }

  /// Volunteers, staff and speakers among the people of a figure, who are not the public.
  func helpers(of index: Int) -> [ListedFigure] {
    let whole = members[index]
    guard let n = whole.quantity.n, whole.role == nil else { return [] }
    func unit(_ figure: ListedFigure) -> String {
      figure.counter.flatMap { $0 == "个" ? nil : $0 } ?? CountingWord.person
    }
    let helpers = parts(of: index).filter {
      $0.role != nil && $0.quantity.isKnown && unit($0) == unit(whole)
    }
    let sum = helpers.reduce(Figure.zero) { $0 + ($1.quantity.upper ?? .zero) }
    return sum < n || (sum == n && whole.exact != nil) ? helpers : []
  }

  /// Whether a part is counted nevertheless, under its own role.
  func isHelper(_ index: Int, _ role: Count.Role) -> Bool {
    guard role == .public, case .part(let whole?) = members[index].bearing else { return false }
    return helpers(of: whole).contains { $0.phrase == members[index].phrase }
  }
}
