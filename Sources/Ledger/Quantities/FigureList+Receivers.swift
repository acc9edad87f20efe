/// Figures of goods that name no goods of their own: where they went, or what they were packed in, is told instead.
extension FigureList {
  mutating func settleWhole() {
    settleReceivers()
    settleBoxes()
  }

  /// 资料：东村 200 份，西村 300 份; 给东村 20 袋大米，给西村 30 袋大米: what was given stands before the colon or behind the number.
  private mutating func settleReceivers() {
    var heading = ""
    for index in members.indices where members[index].quantity.isKnown {
      let member = members[index]
      let (own, words) = Receivers.headed(member.subject)
      guard let (receiver, rest) = Receivers.parted(words) else {
        heading = ""
        continue
      }
      if let own { heading = own }
      if !rest.isEmpty {
        members[index].name(rest, member.noun, for: receiver)
      } else if !member.noun.isEmpty {
        members[index].name("", member.noun, for: receiver)
      } else if !heading.isEmpty {
        members[index].name(heading, for: receiver)
      }
    }
  }

  /// 口罩 2 箱，1000 只: what is in the boxes is what was counted.
  private mutating func settleBoxes() {
    for index in members.indices.dropFirst() {
      let (boxes, pieces) = (members[index - 1], members[index])
      guard pieces.lead == nil, !boxes.thing.isEmpty, boxes.bearing == .counted, let outside = boxes.read,
        let inside = pieces.read,
        BracketedFigure.fills(outside, inside)
      else { continue }
      members[index].name(boxes.subject, boxes.noun)
      members[index - 1].bearing = .retold
    }
  }
}

extension Receivers {
  /// 资料 and 东村 for 资料：东村.
  static func headed(_ subject: String) -> (heading: String?, words: String) {
    guard let colon = subject.lastIndex(where: { "：:".contains($0) }) else { return (nil, subject) }
    let heading = String(subject[..<colon]).trimmed
    return (heading.isEmpty ? nil : heading, String(subject[subject.index(after: colon)...]).trimmed)
  }

  /// Who got something, where words say nothing else or only what it was behind a place: 东村 for 给东村 and for 给东村的大米; nil for
  /// what is no receiver.
  static func parted(_ words: String) -> (receiver: String, rest: String)? {
    let lead = givenTo.first(where: words.hasPrefix)
    let whole = String(words.dropFirst(lead?.count ?? 0)).trimmed
    if isReceiver(whole) { return (whole, "") }
    guard lead != nil else { return nil }
    let starts = whole.indices.dropFirst().map { String(whole[..<$0]) }
    let place = starts.last(where: GroupWords.isSettlement) ?? ""
    let rest = whole.dropFirst(place.count)
    // 给东村送大米: the verb tells.
    guard !rest.contains(where: { "送发赠".contains($0) || $0.isNumber }) else { return nil }
    let who = people.first { rest.hasPrefix($0) && rest.count > $0.count } ?? ""
    guard !place.isEmpty || !who.isEmpty else { return nil }
    return (place + who, String(rest.dropFirst(who.count).trimmingPrefix("的")).trimmed)
  }

  /// Whether words beside a figure of goods say no more than who got them: 困难户, 给三班.
  static func isAll(_ words: String) -> Bool {
    guard let (receiver, rest) = parted(words), rest.isEmpty else { return false }
    // 寿司 and 手册全部 end as offices do.
    return !GroupWords.endsAsPlace(receiver) || GroupWords.isSettlement(receiver)
      || "队校".contains(receiver.last ?? " ")
      || (2...4).contains { WhoWords.units.contains(String(receiver.suffix($0))) }
  }

  private static func isReceiver(_ words: String) -> Bool {
    guard !words.isEmpty else { return false }
    return GroupWords.isSettlement(words) || GroupWords.endsAsPlace(words)
      || ["班", "年级"].contains(where: words.hasSuffix)
      || FigureWords.isSex(words)
      || people.contains(where: words.hasSuffix)
  }

  private static let givenTo = ["发放给", "分发给", "派发给", "发给", "分给", "送给", "赠给", "给", "为", "向"]
  private static let people = [
    "老人", "儿童", "学生", "孕妇", "产妇", "妇女", "居民", "村民", "群众", "家长", "困难户", "低保户", "脱贫户", "贫困户", "五保户", "住户", "农户",
    "家庭",
    "志愿者", "党员", "会员", "学员", "职工", "员工", "环卫工", "环卫工人", "工人", "教师", "老师", "残疾人", "患者",
  ]
}
