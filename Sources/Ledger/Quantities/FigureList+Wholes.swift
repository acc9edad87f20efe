import Planning

/// A number beside others that are told apart by nothing but time: 群众 500 人，上午 200 人，下午 300 人.
///
/// Only their sum says that it is the whole of them. Where it is another one, nobody can tell what was meant.
extension FigureList {
  /// - Throws: ``LedgerFault/wrongSum(_:_:)`` and ``LedgerFault/unclearPart(_:)`` for parts beside what may be their whole and is
  ///   not what they make.
  mutating func markWholes(ofServed isServed: Bool, in text: String) throws(LedgerFault) {
    markRespective()
    for kind in DayParts.Kind.allCases {
      let runs = runs(of: kind, isServed)
      for (index, run) in runs.enumerated() {
        let start = index > 0 ? runs[index - 1].last.map { $0 + 1 } : 0
        let end = index + 1 < runs.count ? runs[index + 1].first : members.count
        let range = (start ?? 0)..<(end ?? members.count)
        if let doubt = markWhole(of: run, within: range, kind, isServed) {
          try refuse(members[doubt], run.map { members[$0] }, isBefore: doubt < run[0], isServed, in: text)
        }
      }
    }
  }

  /// 手册 20 本 and 手册 30 本 of 手册第一场 20 本，第二场 30 本: when they were given no entry says.
  mutating func nameSittings() {
    // 会员通讯第3期 is called so.
    func kind(_ member: ListedFigure) -> DayParts.Kind? {
      guard let part = member.part, !member.isOfDayPart,
        isPeople || part.kind == .day || part.word.hasSuffix("场")
      else { return nil }
      return part.kind
    }
    let kinds = members.compactMap(kind)
    var last: (kind: DayParts.Kind, subject: String, noun: String)?
    for index in members.indices {
      guard let kind = kind(members[index]), kinds.count(where: { $0 == kind }) > 1 else { continue }
      var (subject, noun) = members[index].wordsBesidePart
      if subject.isEmpty, noun.isEmpty, let last, last.kind == kind {
        (subject, noun) = (last.subject, last.noun)
      }
      guard !subject.isEmpty || !noun.isEmpty else { continue }
      members[index].name(subject, noun)
      last = (kind, subject, noun)
    }
  }

  /// 两场 75 人，分别为 40 人、35 人.
  private mutating func markRespective() {
    for first in members.indices where members[first].subject == "分别" {
      for index in first..<members.count where members[index].clause == members[first].clause {
        guard index == first || members[index].subject.isEmpty else { break }
        members[index].setApart(as: DayParts.Part(kind: .respective, word: "\(index)"))
      }
    }
  }

  /// Those of one kind, up to where a part is named again. Behind 其中上午 200 人 those are told that follow.
  private func runs(of kind: DayParts.Kind, _ isServed: Bool) -> [[Int]] {
    var runs: [[Int]] = []
    var seen: Set<String> = []
    var told: Int?
    for (index, member) in members.enumerated() where member.part?.kind == kind {
      if member.lead == .part || (told == index - 1 && member.lead == nil) { told = index }
      guard told != index, mayBeSummed(member) else { continue }
      let key = (member.part?.word ?? "") + " " + name(member, isServed)
      if runs.isEmpty || !seen.insert(key).inserted {
        runs.append([])
        seen = [key]
      }
      runs[runs.count - 1].append(index)
    }
    return runs
  }

  /// - Returns: What may be the whole and is not what the parts make.
  private mutating func markWhole(
    of run: [Int], within range: Range<Int>, _ kind: DayParts.Kind, _ isServed: Bool
  ) -> Int? {
    guard let first = run.first, let last = run.last else { return nil }
    let parts = run.map { members[$0] }
    let names = Set(parts.map { name($0, isServed) })
    let wholes = (Array((range.lowerBound..<first).reversed()) + (last + 1..<range.upperBound)).filter {
      mayBeWhole($0, of: parts, kind, isBefore: $0 < first, isServed) && isNamed($0, as: names, isServed)
    }
    let sum = parts.reduce(Figure.zero) { $0 + ($1.quantity.n ?? .zero) }
    if let whole = wholes.first(where: { isSum(members[$0], of: parts, sum) }) {
      let own = name(members[whole], isServed)
      let isToldByParts = own.isEmpty ? false : names != [""] || isServed && own.hasSuffix("接待")
      if isToldByParts {
        members[whole].bearing = .retold
      } else {
        for part in run { members[part].bearing = .part(of: whole) }
      }
      return nil
    }
    // No whole that is named as its parts are is less than one of them: 上午班 30 人，下午班 10 人，晚班 5 人.
    let least = names == [""] ? .zero : parts.compactMap(\.quantity.n).max() ?? .zero
    return wholes.first {
      !isOfOthers(members[$0]) && members[$0].isOnline == parts[0].isOnline
        && members[$0].quantity.n ?? .zero >= least
    }
  }

  private func refuse(
    _ whole: ListedFigure, _ parts: [ListedFigure], isBefore: Bool, _ isServed: Bool, in text: String
  ) throws(LedgerFault) {
    let sum = parts.reduce(Figure.zero) { $0 + ($1.quantity.n ?? .zero) }
    let isOfAll =
      name(whole, isServed).isEmpty || isServed || !isPeople || FigureWords.isAnybody(whole.who)
      || whole.role != nil
    guard parts.count > 1 else {
      // 500 人，上午 200 人; but 上午 200 人，500 人, 家长 50 人，上午 20 人, 50 人和下午 20 人 and 50 人参加讲座，下午 20 人参加义诊 were told apart
      // by whoever wrote them.
      let part = parts[0]
      if isBefore, isOfAll, name(part, isServed).isEmpty, part.noun.isEmpty,
        !Self.isAdded(part.phrase, in: text)
      {
        throw .unclearPart(part.phrase)
      }
      return
    }
    if isOfAll || whole.quantity.n ?? .zero > sum { throw .wrongSum(whole.phrase, sum) }
    throw .unclearPart(whole.phrase)
  }

  /// Whether words before a figure, or in it, add it to others: 还有下午 20 人, 下午还来了 20 人.
  ///
  /// - `and`: Whether 和 does.
  static func isAdded(_ phrase: String, in text: String, byAnd and: Bool = true) -> Bool {
    guard let place = text.firstRange(of: phrase), !phrase.contains("还"), !phrase.contains("又") else {
      return true
    }
    let before = text[..<place.lowerBound].lowercased()
    let words = ["有", "加", "上", "+", "＋", "plus", "又", "再", "还", "另", "外"]
    return (words + (and ? ["和", "及", "与", "and"] : [])).contains(where: before.trimmedEnd.hasSuffix)
  }

  /// Whether it counts what parts count: of people persons, or how often they came, and of goods the same pieces.
  private func mayBeWhole(
    _ index: Int, of parts: [ListedFigure], _ kind: DayParts.Kind, isBefore: Bool, _ isServed: Bool
  ) -> Bool {
    let whole = members[index]
    guard mayBeSummed(whole), whole.isOfNow(isServed), !whole.isForecast,
      isPeople || whole.counter == parts[0].counter
    else {
      return false
    }
    // Of 线上 1000 人，上午 600 人，下午 400 人 these watched as well.
    guard whole.isOnline || !parts.contains(where: \.isOnline) else { return false }
    guard let own = whole.part else { return true }
    // 第一天 75 人，上午 40 人，下午 35 人; but 上午 40 人，下午 35 人，第二天 30 人.
    return isBefore && own.kind.rawValue > kind.rawValue
      && parts.allSatisfy { $0.wordsBesidePart.subject.isEmpty && $0.wordsBesidePart.noun.isEmpty }
  }

  /// Whether it may be the whole of parts by their names: those of nobody may be anybody's.
  private func isNamed(_ index: Int, as names: Set<String>, _ isServed: Bool) -> Bool {
    let own = name(members[index], isServed)
    guard names != [""] else { return true }
    if own.isEmpty { return isPeople && !isServed }
    if names.count == 1, names.allSatisfy(own.hasSuffix) { return true }
    // 群众 75 人，上午义诊 40 人，下午讲座 35 人.
    return isPeople && !isServed && FigureWords.isAnybody(own)
      && !names.contains { PhraseFrame.isPeople($0) || FigureWords.role(of: $0) != nil }
  }

  /// Volunteers and doctors beside the public, who are as many as they are.
  func isOfOthers(_ member: ListedFigure) -> Bool {
    member.role.map { $0 != role } ?? (role == .public && isPeople && FigureWords.isMedical(member.who))
  }

  /// Whom or what it counts, whenever that was.
  func name(_ member: ListedFigure, _ isServed: Bool) -> String {
    if let apart = member.apart { return apart }
    var (subject, noun) = member.wordsBesidePart
    if let part = DayParts.part(of: subject) { subject = part.rest }
    guard isPeople else { return PhraseFrame.item(subject, noun) }
    guard isServed else { return PhraseFrame.people(subject, noun, said: member.said) }
    let isUnnamed = subject.isEmpty && noun.isEmpty || ServedWords(member).isUnnamed
    return isUnnamed ? "" : subject + noun
  }

  /// - `opened`: Whether 其中 may stand before it.
  func mayBeSummed(_ member: ListedFigure, opened: Bool = false) -> Bool {
    member.bearing == .counted && (member.lead == nil || opened) && member.quantity.isKnown
      && !member.isSignUp
      && (!isPeople || (member.counter.map(CountingWord.countsPersons) ?? true))
  }

  private func isSum(_ whole: ListedFigure, of parts: [ListedFigure], _ sum: Figure) -> Bool {
    parts.count > 1 ? ([whole] + parts).isSum(sum) : whole.exact != nil && whole.exact == parts[0].exact
  }
}

extension ListedFigure {
  /// Whether these watched from afar, who are no part of those who came.
  var isOnline: Bool {
    OnlineAudience("\(subject) \(noun)".trimmed, counter: counter, isAttendance: true) != nil
  }

  /// Whether it counts the public of this time, neither planned nor called nor those of all times together.
  ///
  /// - `isServed`: Whether it counts those who were served, and nobody else.
  func isOfNow(_ isServed: Bool) -> Bool {
    !isPlan && !FigureWords.isCall(subject) && !isEarlier
      && (!FigureWords.isRunning(phrase) || FigureWords.tellsUntilNow(phrase))
      && (isServed || !self.isServed)
  }
}
