import Planning

/// Numbers that are told apart by different things: 会员 50 人，上午 30 人.
///
/// Parts of one dimension (groups, places, parts of the day) add up. Those of another one are the same people or things told
/// once more where they make the same sum; where they do not, nobody can tell, and nothing is added.
extension FigureList {
  /// By what the words of a figure tell it from others, the plainer ones first.
  private enum Dimension: Hashable {
    /// Whom or what it counts, also where it says nothing.
    case name
    case place, day, sitting, partOfDay

    var isTime: Bool { self != .name && self != .place }
  }

  /// Which of two may be told of the same people. Days are told by their mornings and afternoons, and by their sittings.
  private static let pairs: [(Dimension, Dimension)] = [
    (.name, .place), (.name, .day), (.name, .sitting), (.name, .partOfDay),
    (.place, .day), (.place, .sitting), (.place, .partOfDay), (.sitting, .partOfDay),
  ]

  /// 家长 50 人，老师 5 人，上午 30 人，下午 25 人: the second ones are the first.
  ///
  /// - Throws: ``LedgerFault/wrongSum(_:_:)`` for what follows 其中 and is more than all before it.
  mutating func markToldTwice(ofServed isServed: Bool, in text: String) throws(LedgerFault) {
    try markOpened(isServed)
    for (one, other) in Self.pairs {
      for told in dimensions(isServed) {
        guard let wholes = told[one], let parts = told[other], let whole = wholes.last,
          let sum = sum(wholes), sum == self.sum(parts)
        else { continue }
        // 东村 12 人，西村 8 人和上午 20 人: of so many nobody makes the same sum by chance.
        let isSurelySame = other.isTime && wholes.count + parts.count > 2
        guard !isTied(wholes, parts, other, isServed, isSurelySame, in: text) else { continue }
        for part in parts { members[part].bearing = .part(of: whole) }
      }
    }
  }

  /// - Throws: ``LedgerFault/mixed(_:_:)``
  func refuseMixed(ofServed isServed: Bool, in text: String) throws(LedgerFault) {
    for told in dimensions(isServed) {
      for (one, other) in Self.pairs {
        guard let parts = told[other] else { continue }
        // 叠彩社区 30 人，象山社区 20 人，老师 3 人: whoever looks after people came from nowhere.
        let wholes = told[one, default: []].filter { other != .place || !isHost(members[$0]) }
        guard let whole = wholes.first, let part = parts.first,
          !isTied(wholes, parts, other, isServed, in: text)
        else { continue }
        throw .mixed(members[min(whole, part)].phrase, members[max(whole, part)].phrase)
      }
    }
  }

  /// Whether words say that the later ones are more, where 和 alone does not say so of what is surely the same: 会员 50 人和叠彩社区 30 人, 会员 50 人，另有叠彩社区 30 人，象山社区 20 人.
  private func isTied(
    _ wholes: [Int], _ parts: [Int], _ kind: Dimension, _ isServed: Bool, _ isSurelySame: Bool = false,
    in text: String
  ) -> Bool {
    guard let whole = wholes.first, let part = parts.first else { return false }
    let isOpened = members[..<part].contains {
      $0.lead == .other && mayBeTold($0, isServed) && dimension($0, isServed) == kind
    }
    // The 义诊 12 人 of 讲座、义诊分别 18 人、12 人 stands nowhere in these words.
    let later = members[max(whole, part)].phrase
    return isOpened || text.contains(later) && Self.isAdded(later, in: text, byAnd: !isSurelySame)
  }

  /// The 下午 25 人 of 家长 50 人，老师 5 人，其中上午 30 人，下午 25 人, which 其中 is said of as well.
  private mutating func markOpened(_ isServed: Bool) throws(LedgerFault) {
    for first in members.indices where members[first].lead == .part && first > 0 {
      guard members[first].bearing == .counted, let kind = dimension(members[first], isServed), kind != .name
      else { continue }
      let rest = members.indices[(first + 1)...].prefix {
        members[$0].lead == nil && mayBeTold(members[$0], isServed)
          && dimension(members[$0], isServed) == kind && members[$0].counter == members[first].counter
      }
      let wholes = members.indices[..<first].filter {
        members[$0].lead == nil && mayBeTold(members[$0], isServed)
          && members[$0].counter == members[first].counter
      }
      guard !rest.isEmpty, let whole = wholes.last, let sum = sum([first] + rest),
        let last = members[whole].exact, let all = self.sum(wholes), sum > last
      else { continue }
      guard sum <= all else { throw .wrongSum(members[whole].phrase, sum) }
      for part in [first] + rest { members[part].bearing = .part(of: whole) }
    }
  }

  /// The figures of each dimension; of goods apart for each counting word.
  private func dimensions(_ isServed: Bool) -> [[Dimension: [Int]]] {
    let told = members.indices.filter { members[$0].lead == nil && mayBeTold(members[$0], isServed) }
    let counted = Dictionary(grouping: told) { isPeople ? nil : members[$0].counter }.values
    return counted.sorted { $0[0] < $1[0] }.map { indices in
      indices.reduce(into: [:]) { all, index in
        if let kind = dimension(members[index], isServed) { all[kind, default: []].append(index) }
      }
    }
  }

  /// Nil for what is told by several at once: 上午义诊 30 人.
  private func dimension(_ member: ListedFigure, _ isServed: Bool) -> Dimension? {
    let name = name(member, isServed)
    if let part = member.part {
      let isElse = !name.isEmpty || !member.wordsBesidePart.noun.isEmpty
      return switch part.kind {
      case _ where isElse: nil
      case .respective: nil
      case .partOfDay: .partOfDay
      case .sitting: .sitting
      case .day: .day
      }
    }
    if GroupWords.isSettlement(name) || GroupWords.settlements.contains(name) { return .place }
    if !isPeople, Receivers.isAll(name) || GoodsTitles.isLook(name) { return .place }
    if let apart = member.apart, !FigureWords.isTask(apart) { return .place }
    // 叠彩社区会员, 义诊：东村, and what is as much a place as those who belong to it: 实验小学, 县妇联.
    let isBoth = GroupWords.namesSettlement(in: name) || GroupWords.endsAsPlace(name)
    return isBoth || !isPeople && name.isEmpty ? nil : .name
  }

  private func mayBeTold(_ member: ListedFigure, _ isServed: Bool) -> Bool {
    guard mayBeSummed(member, opened: true), member.isOfNow(isServed), !member.isForecast,
      !isOfOthers(member), member.read?.children == nil
    else { return false }
    guard isPeople else {
      let counter = member.counter ?? ""
      return !CountingWord.countsHeads(counter) && !CountingWord.isMeasure(counter)
        && counter != CountingWord.yuan
    }
    return !member.isOnline && !GroupWords.areCounted(by: member.counter, member.noun)
      && !(member.counter == "个" && FigureWords.isNobody(member.thing))
  }

  private func isHost(_ member: ListedFigure) -> Bool {
    FigureWords.helpers.contains(where: member.who.hasSuffix) && !member.who.isEmpty
      || ["领导", "干部", "嘉宾", "代表"].contains(where: member.who.hasSuffix)
  }

  private func sum(_ indices: [Int]) -> Figure? {
    let exact = indices.compactMap { members[$0].exact }
    return exact.count == indices.count ? exact.reduce(.zero, +) : nil
  }

  /// 60 人，分三批; 义诊 2 场，60 人: in how many of them they came is no figure of people.
  ///
  /// - `isServed`: Whether what was held so often is what was done for those behind it.
  mutating func markSittings(ofServed isServed: Bool) {
    guard members.contains(where: { $0.counter.map(CountingWord.countsPeople) ?? false }) else { return }
    let sittings = members.indices.filter {
      members[$0].bearing == .counted && (members[$0].counter.map(GroupWords.sittings.contains) ?? false)
    }
    for index in sittings {
      let held = members[index].thing
      let isPlain = ["", "分", "分为", "分成"].contains(held)
      guard isPlain || isServed && sittings.count == 1 || !isServed && GroupWords.isMeeting(held) else {
        continue
      }
      let rest = members.indices[(index + 1)...].prefix { members[$0].isBare }
      if isServed, !isPlain {
        guard !rest.isEmpty else { continue }
        for figure in rest { members[figure].name(held) }
      }
      members[index].bearing = .retold
    }
  }
}

extension ListedFigure {
  /// Whether it says nothing but how many people there were.
  fileprivate var isBare: Bool {
    thing.isEmpty && part == nil && (counter.map(CountingWord.countsPersons) ?? true) && quantity.isKnown
  }
}

extension GroupWords {
  /// Whether words are the name of a place where people live, and nothing else: 叠彩社区, Diecai community.
  static func isSettlement(_ words: String) -> Bool {
    let words = words.hasPrefix("来自") ? String(words.dropFirst(2)) : words
    guard let kind = settlements.first(where: words.lowercased().hasSuffix) else { return false }
    // 讲座进社区 and 送戏下乡 are what was done.
    let name = words.dropLast(kind.count)
    return !name.isEmpty && !name.contains(where: { "给向为发".contains($0) })
      && !(name.last.map { "进下入到驻在".contains($0) } ?? false)
      && !ServedWords.beginsWithService(words) && !ServedWords.names(aServiceIn: words)
  }

  /// Whether people or things are told by one as well: 叠彩社区会员.
  static func namesSettlement(in words: String) -> Bool {
    settlements.contains { kind in
      words.ranges(of: kind).contains { isSettlement(String(words[..<$0.upperBound])) }
    }
  }

  /// 义诊：东村, 实验小学, 舞蹈队.
  static func endsAsPlace(_ words: String) -> Bool {
    settlements.contains(where: words.hasSuffix) || "队校".contains(words.last ?? " ")
      || (1...4).contains { WhoWords.units.contains(String(words.suffix($0))) }
  }

  static let settlements = [
    "社区", "小区", "街道", "村", "屯", "寨", "镇", "乡", "县", "市", "区", " community", " village", " district", " town",
  ]
}
