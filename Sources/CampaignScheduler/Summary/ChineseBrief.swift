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
    return "● \(opening)【请补充：\(toBeWritten)】\(figures)\(missing)\n\(byline)"
  }

  /// Date, organisers, partners, place, verb and title.
  private var opening: String {
    // In a visit, the partners do the work later.
    let partners = isVisit || session.partners.isEmpty ? "" : "联合" + session.partners.joined(separator: "、")
    let place = session.venue.map { "在" + $0 } ?? ""
    let signer = partners.isEmpty ? session.byline?.unit : nil
    let who = names.organisers(session.organisers, signer: signer)
    let earlier = session.after.map { "\($0)结束后，" } ?? ""
    return
      "\(session.date.text(.zh).spacedDigits)，\(earlier)\(who)\(partners)\(place)\(verb)\(session.title)。"
  }

  private var isVisit: Bool { session.kind == "visit" }
  private var toBeWritten: String { session.kind == "lecture" ? "主讲、内容" : "过程" }

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
    if let closing = session.date.completedOn, !standing.given.isEmpty {
      return attendance + finished(closing)
    }
    return attendance + reached
  }

  /// `辖区 58 位家长参加活动。`
  private var attendance: String {
    let groups = standing.finalCounts().filter { $0.measure == .attendance && $0.quantity.isKnown }
    guard !groups.isEmpty else { return "" }
    let text = groups.map { count in
      guard let group = count.group else { return count.quantity.entryText(.zh, counter: count.counter) }
      let isPersons = count.counter == CountingWord.person
      let number = count.quantity.entryText(.zh, counter: isPersons ? "位" : count.counter)
      // 60 多人育龄群众 is no Chinese, 60 多名育龄群众 is.
      return (isPersons && number.hasSuffix("人") ? number.dropLast() + "名" : number) + group
    }.joined(separator: "、")
    let gap = text.first?.isWholeNumber == true ? " " : ""
    return "\(scope)\(gap)\(text)参加活动。"
  }

  private var scope: String {
    if let scope = session.scope { return scope }
    if names.unit.name.hasSuffix("社区") { return "社区" }
    return names.unit.name.hasSuffix("村") ? "本村" : "辖区"
  }

  /// `截止 8 月 20 日，183 份“暖心服务卡”通过入户慰问的形式发放完毕。`
  private func finished(_ day: CivilDate) -> String {
    let items = standing.given.map { move in
      let name = "“\(move.item)”"
      return move.quantity.isKnown ? move.quantity.entryText(.zh, counter: move.counter) + name : name
    }.joined(separator: "、")
    let ways = session.channels.isEmpty ? "" : "通过\(session.channels.joined(separator: "、"))的形式"
    return "截止 \(day.text(.zh))，\(items)\(ways)发放完毕。"
  }

  /// What was given and done: first what nobody counted, by name, then the figures.
  private var reached: String {
    let given = standing.given
    let unknownGoods = given.filter { !$0.quantity.isKnown }.map(\.item)
    let goods = given.filter(\.quantity.isKnown).map { move in
      let titles = move.titles.isEmpty ? "" : move.titles.joined() + "等"
      return "\(titles)\(move.item) \(move.quantity.entryText(.zh, counter: move.counter))"
    }
    let services = standing.finalCounts().filter { $0.measure.isService }
    let unnumbered =
      (unknownGoods.isEmpty ? [] : ["发放" + unknownGoods.joined(separator: "、")])
      + services.filter { !$0.quantity.isKnown }.map {
        ServiceWords.offer($0.measure.rawValue, session.activities)
      }
    let numbered =
      (goods.isEmpty ? [] : ["发放" + goods.joined(separator: "，")])
      + services.filter(\.quantity.isKnown).map { count in
        let number = count.quantity.entryText(.zh, counter: count.counter)
        return "\(ServiceWords.received(count.measure.rawValue)) \(number)"
      } + online
    let clauses = unnumbered + numbered
    guard !clauses.isEmpty else { return "" }
    return (unnumbered.isEmpty ? "此次活动共" : "") + clauses.joined(separator: "，") + "。"
  }

  private var online: [String] {
    standing.finalCounts().filter { $0.measure == .online && $0.quantity.isKnown }.map { count in
      "有 \(count.quantity.entryText(.zh, counter: count.counter))\(count.group ?? "")线上观看"
    }
  }
}

/// How services are put into a sentence.
private enum ServiceWords {
  static let known = ["咨询", "义诊", "检查", "体检", "测量", "检测", "诊疗", "讲解"]

  /// 接受群众咨询、义诊 for 咨询义诊.
  static func received(_ service: String) -> String {
    var rest = service[...]
    var words: [String] = []
    while let word = known.first(where: { rest.hasPrefix($0) }) {
      words.append(word)
      rest = rest.dropFirst(word.count)
    }
    let text = rest.isEmpty && words.count > 1 ? words.joined(separator: "、") : service
    return (service.contains("咨询") ? "接受群众" : "为群众提供") + text
  }

  /// 为群众免费测量血压、血糖: the free activities that a service is made of, or the service itself.
  static func offer(_ service: String, _ activities: [String]) -> String {
    let own = activities.compactMap { activity -> (whom: String, what: String)? in
      guard let mark = activity.firstRange(of: "免费") else { return nil }
      let what = String(activity[mark.upperBound...])
      guard Set(what).intersection(service).count >= 2 else { return nil }
      let whom = String(activity[..<mark.lowerBound])
      return (whom.isEmpty ? "群众" : whom + "们", what)
    }
    guard let first = own.first else { return "开展\(service)服务" }
    var text = "为\(first.whom)免费\(first.what)"
    for next in own.dropFirst() {
      // 测量血压 and 测量血糖 share their verb.
      let shared = known.first { first.what.hasPrefix($0) && next.what.hasPrefix($0) } ?? ""
      text += "、" + next.what.dropFirst(shared.count)
    }
    return text
  }
}
