import Ledger
import Planning
import Recurrence

/// The draft in the newsletter's own style.
struct ChineseBrief {
  let standing: SessionBalance
  let names: OrganiserNames

  private var session: Session { standing.session }

  var text: String {
    let gaps = standing.briefGaps.map { $0.text(.zh) }.joined(separator: "、")
    let missing = gaps.isEmpty ? "" : "【缺：\(gaps)】"
    return "● \(opening)\(course)\(figures)\(missing)\n\(byline)"
  }

  /// Date, organisers, partners, place, verb and title.
  private var opening: String {
    // In a visit, the partners do the work later.
    let partners = isVisit || session.partners.isEmpty ? "" : "联合" + session.partners.joined(separator: "、")
    let place = session.place.map { "在" + $0 } ?? ""
    let signer = partners.isEmpty ? session.byline?.unit : nil
    let who = names.organisers(session.organisers, signer: signer)
    let earlier = session.after.map { "\($0)结束后，" } ?? ""
    let day = dayText ?? "【请补充：日期】"
    // 联合妇幼保健院联合举办: once is enough.
    let verb = partners.isEmpty || !verb.hasPrefix("联合") ? verb : String(verb.dropFirst(2))
    return "\(day)，\(earlier)\(who)\(partners)\(place)\(verb)\(session.title)。"
  }

  /// Without the day on which all was given out, where the figures tell it.
  private var dayText: String? {
    guard closing != nil, let text = session.date.briefText(.zh), let end = text.firstRange(of: "截止") else {
      return session.date.briefText(.zh)
    }
    let day = text[..<end.lowerBound].reversed().drop { "，、；, ".contains($0) }.reversed()
    return day.isEmpty ? text : String(day)
  }

  private var closing: CivilDate? { standing.given.isEmpty ? nil : session.date.completedOn }

  private var isVisit: Bool { session.isVisit }

  /// What happened: for a person to write, but for a lecture of which both speaker and topics are known.
  private var course: String {
    let hours = session.hours.map { "共 \($0) 学时" }
    guard let teaching = session.teaching else {
      return "【请补充：\(session.isLecture ? "主讲、内容" : "过程")】" + (hours.map { "\($0)。" } ?? "")
    }
    let sentence =
      ["由\(teaching.speaker)主讲，内容为\(teaching.topics.joined(separator: "、"))", hours].compactMap(\.self)
      .joined(separator: "，") + "。"
    return session.isLecture ? sentence : "【请补充：过程】" + sentence
  }

  /// Whether ``course`` asks for what happened.
  private var isLeftToWriter: Bool { !session.isLecture || session.teaching == nil }

  private var verb: String {
    if let verb = session.verb { return verb }
    if isVisit { return "组织开展了" }
    if session.venue != nil { return "举办" }
    if !session.partners.isEmpty { return "开展" }
    return session.organisers.count > 1 ? "联合开展" : "组织开展"
  }

  private var byline: String {
    guard let byline = session.byline else { return "（\(names.fullName)　【请补充：署名】）" }
    guard let name = byline.maskedName else { return "（\(byline.unit)）" }
    // A two-character name is set as wide as one of three.
    let wide = name.count == 2 ? "\(name.prefix(1))　\(name.suffix(1))" : name
    return byline.unit.isEmpty ? "（\(wide)）" : "（\(byline.unit)　\(wide)）"
  }

  // MARK: Figures

  private var figures: String {
    if let closing {
      return attendance + helpers + finished(closing) + reached(goods: [])
    }
    return attendance + helpers + reached(goods: standing.givenInAll)
  }

  /// `辖区 58 位家长参加活动。`
  private var attendance: String {
    let groups = standing.countsInAll.filter { $0.measure == .attendance && $0.quantity.isKnown }
    guard !groups.isEmpty else { return "" }
    let text = groups.map(came).joined(separator: "、")
    // Whoever is visited comes to nothing.
    if isVisit { return "走访".counting(text) + "。" }
    return (text.hasPrefix(scope) ? text : scope.counting(text)) + "参加活动。"
  }

  private func came(_ count: Count) -> String {
    guard let group = count.group else {
      let number = count.quantity.entryText(.zh, counter: count.counter)
      if number.hasSuffix("户"), !isVisit { return number + "家庭" }
      // 58 名 alone counts nobody.
      return ["名", "位"].contains(where: number.hasSuffix) ? number.dropLast() + "人" : number
    }
    // A remark and no group: 58 人（其中儿童 20 人）.
    if ["（", "("].contains(group.first) {
      return count.quantity.entryText(.zh, counter: count.counter) + group.spacedDigits
    }
    // 58 位朝阳社区 is no Chinese.
    guard count.namesPeople else { return group.counting(count.plainNumber) }
    let who = group.hasPrefix(scope) ? String(group.dropFirst(scope.count)) : group
    // 30 名男 is no Chinese.
    return count.number("位").adding(["男", "女"].contains(who) ? who + "性" : who)
  }

  /// `12 名志愿者、3 名工作人员参与服务。` Of a group: `大学生志愿者 20 名`, but `8 名医务人员`, who are staff by their name.
  private var helpers: String {
    let texts = standing.helpers.flatMap { word, counts in
      counts.map { count in
        let word = word.zh
        let group = count.group ?? word
        let number = count.number("名")
        let isWhole = group.contains(word) || (count.role != .volunteers && count.namesPeople)
        return isWhole ? number.adding(group) : (group + word).counting(number)
      }
    }
    return texts.isEmpty ? "" : texts.joined(separator: "、") + "参与服务。"
  }

  private var scope: String {
    if let scope = session.scope { return scope }
    if names.unit.name.hasSuffix("社区") { return "社区" }
    return names.unit.name.hasSuffix("村") ? "本村" : "辖区"
  }

  /// `截止 8 月 20 日，183 份“暖心服务卡”通过入户慰问的形式发放完毕。`
  private func finished(_ day: CivilDate) -> String {
    let items = standing.givenInAll.map { move in
      let name = move.item.hasPrefix("“") ? move.item : "“\(move.item)”"
      return move.quantity.isKnown ? move.quantity.entryText(.zh, counter: move.counter) + name : name
    }.joined(separator: "、")
    return "截止 \(day.text(.zh))，\(items)\(ways)发放完毕。"
  }

  /// How things reached people.
  private var ways: String {
    session.channels.isEmpty ? "" : "通过\(session.channels.joined(separator: "、"))的形式"
  }

  /// What was given and done: first what nobody counted, by name, then the figures.
  private func reached(goods: [GoodsMove]) -> String {
    let services = standing.countsInAll.filter { $0.measure.isService }
    let unknownGoods = goods.filter { !$0.quantity.isKnown }.map(\.item)
    let offers = services.filter { !$0.quantity.isKnown }.map {
      ServiceWords.offer($0, session.activities)
    }
    let ways = goods.isEmpty ? "" : ways
    let unnumbered =
      (unknownGoods.isEmpty ? [] : [ways + "发放" + unknownGoods.joined(separator: "、")])
      + People.unique(offers)
    let counted = goods.filter(\.quantity.isKnown).map(numbered).joined(separator: "，")
    // 发放宣传品，环保袋 200 个: once is enough.
    let verb = unknownGoods.isEmpty || !offers.isEmpty ? "发放" : ""
    let isToldHow = unnumbered.isEmpty || !unknownGoods.isEmpty
    let clauses =
      unnumbered + (counted.isEmpty ? [] : [(isToldHow ? "" : ways) + verb + counted])
      + ServiceWords.clauses(services.filter(\.quantity.isKnown)) + online
    let told = clauses.joined(separator: "，")
    guard !clauses.isEmpty else { return done(services, besides: told) }
    return (unnumbered.isEmpty ? "此次活动\(ways)共" : "") + told + "。" + done(services, besides: told)
  }

  private func numbered(_ move: GoodsMove) -> String {
    let titles = move.titles.joined() + (move.titles.count > 1 ? "等" : "")
    return (titles + move.item).counting(move.quantity.entryText(.zh, counter: move.counter))
  }

  /// Where neither goods nor services tell what was done, or nobody is asked to write it.
  private func done(_ services: [Count], besides told: String) -> String {
    let isAlone = services.isEmpty && standing.given.isEmpty
    guard isAlone || !isLeftToWriter else { return "" }
    let activities = isAlone ? session.activities : session.activities.filter { !told.contains($0) }
    return activities.isEmpty ? "" : "活动内容包括\(activities.joined(separator: "、"))。"
  }

  /// 有 3.6 万人次、500 余人线上观看.
  private var online: [String] {
    let watching = standing.countsInAll.filter { $0.measure == .online && $0.quantity.isKnown }
      .map { $0.quantity.entryText(.zh, counter: $0.counter) + ($0.group ?? "") }
    return watching.isEmpty ? [] : ["有".counting(watching.joined(separator: "、")) + "线上观看"]
  }
}
