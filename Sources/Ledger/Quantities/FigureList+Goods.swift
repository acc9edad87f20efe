import Planning

/// Figures of goods that say no more than others beside them, or what was to be given.
extension FigureList {
  /// 宣传资料 3 种：《甲》100 份、《乙》200 份: so many kinds are no figure where there is one of each.
  mutating func settleKinds() {
    for index in members.indices.dropLast()
    where members[index].bearing == .counted && members[index].countsKinds {
      let parts = members.indices.filter {
        members[$0].bearing == .part(of: index) && members[$0].quantity.isKnown && !members[$0].countsKinds
      }
      guard !parts.isEmpty || members[index + 1].subject.hasPrefix("《") else { continue }
      members[index].bearing = .retold
      for part in parts { members[part].bearing = .counted }
    }
  }

  /// 宣传资料共 550 份，手册 300 本，折页 200 份，礼包 50 份: a word for things of many kinds, and what those make that are named.
  ///
  /// - Throws: ``LedgerFault/wrongSum(_:_:)`` for a total of printed matter that pieces of it do not make.
  mutating func settleCollective() throws(LedgerFault) {
    guard members.count > 2, let total = members.indices.first(where: { members[$0].isCollective }),
      let all = members[total].exact, total == 0 || total == members.count - 1
    else { return }
    let parts = members.indices.filter { $0 != total }
    let counted = parts.compactMap { members[$0].isPiece ? members[$0].exact : nil }
    guard counted.count == parts.count else { return }
    let sum = counted.reduce(Figure.zero, +)
    if sum == all {
      members[total].bearing = .retold
    } else if members[total].statesTotal,
      parts.allSatisfy({ members[$0].counter.map(CountingWord.alternatives.contains) ?? false })
    {
      throw .wrongSum(members[total].phrase, sum)
    }
  }

  /// 宣传单 300 份、折页 200 份等宣传资料 500 份: behind 等 stands what all of them make, or more than is named.
  ///
  /// - Throws: ``LedgerFault/sharedTotal(_:)`` if it can't be that.
  mutating func settleListed() throws(LedgerFault) {
    for index in members.indices.dropFirst() where members[index].bearing == .counted {
      let (total, parts) = (members[index], members[..<index])
      guard total.subject.hasPrefix("等"), let n = total.quantity.n,
        parts.allSatisfy({ $0.bearing == .counted && $0.quantity.isKnown })
      else { continue }
      let sum = parts.reduce(Figure.zero) { $0 + ($1.quantity.n ?? .zero) }
      if n == sum {
        members[index].bearing = .retold
      } else if n > sum, parts.allSatisfy({ $0.counter == total.counter }) {
        members[index].subject = String(total.subject.dropFirst()).trimmed
        for part in parts.indices { members[part].bearing = .part(of: index) }
      } else {
        throw .sharedTotal(total.phrase)
      }
    }
  }

  /// 宣传资料计划 500 份，实发 400 份; 领取 500 份，发放 400 份宣传资料: what was given in fact is of the same.
  mutating func settlePlans() {
    for index in members.indices where members[index].bearing == .counted {
      guard let plan = members[index].planned,
        let given = members.indices.first(where: { other in
          let member = members[other]
          // 手册 50 本，目标 60 本
          let isOfPlan = plan.item.isEmpty && !plan.isReceived && member.counter == members[index].counter
          return other != index && member.bearing == .counted && member.planned == nil
            && (PhraseFrame.isGiven(member.subject) || isOfPlan)
        })
      else { continue }
      members[index].bearing = plan.isReceived ? .received : .planned
      if PhraseFrame.item(members[given].subject, members[given].noun).isEmpty {
        members[given].subject = plan.item + members[given].subject
      }
    }
  }
}

extension ListedFigure {
  /// Whether its name holds things of many kinds.
  fileprivate var isCollective: Bool {
    isPiece
      && ["资料", "材料", "物资", "物品", "用品", "宣传品", "礼品", "慰问品", "materials", "items"].contains(
        where: PhraseFrame.item(subject, noun).hasSuffix)
  }

  /// Whether it counts pieces of a thing with a name, and nothing that is some of another one.
  fileprivate var isPiece: Bool {
    bearing == .counted && lead == nil && !thing.isEmpty && !countsKinds
      && !(counter.map {
        CountingWord.countsHeads($0) || CountingWord.isMeasure($0) || $0 == CountingWord.yuan
      } ?? false)
  }

  /// Whether 共 or the like stands before its number.
  fileprivate var statesTotal: Bool { PhraseList.statesTotal(String(phrase.trimmingPrefix(subject))) }

  fileprivate var countsKinds: Bool { counter.map(GroupWords.kinds.contains) ?? false }

  fileprivate var planned: (item: String, isReceived: Bool)? { FigureWords.plan(in: subject, said: said) }
}

extension FigureWords {
  /// What was to be given, or came in to be given; nil for what was given.
  static func plan(in subject: String, said: String) -> (item: String, isReceived: Bool)? {
    if estimates.contains(where: said.hasPrefix) { return (subject, false) }
    // 手册 50 本，目标 60 本
    if planned.contains(subject) || bareGoodsPlans.contains(subject) || isSignUp(subject) {
      return ("", false)
    }
    for (words, isReceived) in [(goodsPlans, false), (receipts, true)] {
      if let word = words.first(where: subject.hasSuffix) {
        return (String(subject.dropLast(word.count)).trimmedEnd, isReceived)
      }
      if let word = words.first(where: subject.hasPrefix), !subject.hasPrefix("计划生育") {
        return (String(subject.dropFirst(word.count)).trimmed, isReceived)
      }
    }
    return nil
  }

  private static let bareGoodsPlans = ["目标", "任务", "需求", "需要", "预算", "预订", "打算", "本来", "额定", "应有"]
  /// The longer ones first.
  private static let goodsPlans = [
    "原计划发放", "计划发放", "预计发放", "原计划", "计划发", "计划", "应发放", "应发", "拟发放", "拟发", "需发放", "planned to give",
    "planned",
  ]
  private static let receipts = ["共领取", "领取", "领回", "领到", "领入", "到货", "共印制", "共印", "印制", "received"]
}
