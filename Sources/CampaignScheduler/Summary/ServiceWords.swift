import Ledger
import Planning

/// How services are put into a sentence.
enum ServiceWords {
  private static let known = ["咨询", "义诊", "检查", "体检", "测量", "检测", "诊疗", "讲解"]
  /// Services that are done and not offered: 帮扶 8 户, 签约家庭医生 120 户.
  private static let verbs = [
    "帮扶", "帮助", "慰问", "走访", "签约", "资助", "救助", "动员", "转介", "随访", "接种", "培训", "办理", "登记", "建档", "上门",
    "入户", "为", "给", "发放", "提供", "开展", "接受", "接待",
  ]
  /// What those who are counted do themselves: 270 多户家庭签订承诺书.
  private static let ownActs = ["签订", "签署", "签名", "领取", "申请", "申领", "报名", "加入", "参保", "投保"]

  /// The services with their numbers, those with the same verb in one clause: 为群众提供测血糖 30 余人次、测血压 40 人次.
  static func clauses(_ counts: [Count]) -> [String] {
    var clauses: [(start: String, parts: [String])] = []
    for count in counts {
      let (start, part) = phrase(count)
      if let index = clauses.firstIndex(where: { $0.start == start && !start.isEmpty }) {
        clauses[index].parts.append(part)
      } else {
        clauses.append((start, [part]))
      }
    }
    return clauses.map { $0.start + $0.parts.joined(separator: "、") }
  }

  private static func phrase(_ count: Count) -> (start: String, part: String) {
    let service = count.measure.rawValue
    if let act = ownAct(service) {
      return ("", people(count).map { $0 + act } ?? act.counting(count.plainNumber))
    }
    if isDone(service) {
      let number = count.group == nil ? count.plainNumber : count.number("名")
      return ("", service.counting(number).adding(count.group ?? ""))
    }
    let isAsked = service.contains("咨询")
    if count.group == nil, !isAsked, let (group, rest) = grouped(service) {
      var count = count
      (count.group, count.measure) = (group, Count.Measure(rawValue: rest))
      return phrase(count)
    }
    if count.group != nil || (!isAsked && (count.counter == CountingWord.household || count.isOne)),
      let who = people(count)
    {
      if isAsked { return ("", "接受".counting(who) + service) }
      return ("", "为".counting(who) + (service.hasPrefix("免费") ? service : "提供\(service)"))
    }
    let whom = count.group ?? "群众"
    let start =
      isAsked ? "接受\(whom)" : service.hasPrefix("免费") ? "为\(whom)" : "为\(whom)提供"
    return (start, parted(service).counting(count.plainNumber))
  }

  private static let groups = [
    "孕产妇", "孕妇", "产妇", "妇女", "老年人", "老人", "婴幼儿", "新生儿", "幼儿", "儿童", "青少年", "中小学生", "学生", "夫妇", "会员", "职工",
    "居民",
    "村民", "群众",
  ]

  /// 育龄妇女 and 两癌筛查 of 育龄妇女两癌筛查; nil for a service that names nobody whom it is for, or a place called after
  /// them: 幼儿园体检.
  private static func grouped(_ service: String) -> (group: String, service: String)? {
    guard let word = groups.lazy.compactMap({ service.firstRange(of: $0) }).first else { return nil }
    let rest = String(service[word.upperBound...])
    guard rest.count > 1, !rest.hasPrefix("园"), !rest.contains("医院"), let last = rest.last,
      "检查诊测疗导估理视摩发种术".contains(last)
    else { return nil }
    return (String(service[..<word.upperBound]), rest)
  }

  private static func isDone(_ service: String) -> Bool {
    verbs.contains { service.hasPrefix($0) } || (service.hasPrefix("服务") && service != "服务")
  }

  /// 签订承诺书 of 签订承诺书 and of 承诺书签订; nil for what is done for people.
  private static func ownAct(_ service: String) -> String? {
    if ownActs.contains(where: { service.hasPrefix($0) }) { return service }
    return ownActs.first { service.hasSuffix($0) }.map { $0 + service.dropLast($0.count) }
  }

  /// 270 多户家庭, 30 名婴幼儿; nil where no one is counted one by one: 30 人次.
  private static func people(_ count: Count) -> String? {
    switch count.counter {
    case CountingWord.person: count.number("名").adding(count.group ?? "群众")
    case CountingWord.household: count.number("户").adding(count.group ?? "家庭")
    default: nil
    }
  }

  /// 咨询、义诊 for 咨询义诊.
  private static func parted(_ service: String) -> String {
    var rest = service[...]
    var words: [String] = []
    while let word = known.first(where: { rest.hasPrefix($0) }) {
      words.append(word)
      rest = rest.dropFirst(word.count)
    }
    return rest.isEmpty && words.count > 1 ? words.joined(separator: "、") : service
  }
}

// MARK: What nobody counted

extension ServiceWords {
  /// 为群众免费测量血压、血糖: the free activities that a service is made of, if these tell all of it, or the service itself.
  static func offer(_ count: Count, _ activities: [String]) -> String {
    let service = count.measure.rawValue
    let own = activities.compactMap(FreeOffer.init).filter { $0.has(a: subject(of: service)) }
    let said = own.map(\.words).joined()
    guard let first = own.first, subject(of: service).allSatisfy({ said.contains($0) }) else {
      if service.hasPrefix("免费") { return "为\(count.group ?? "群众")\(service)" }
      let name = (count.group ?? "") + service
      if isDone(service) { return "开展\(service)\(count.group ?? "")" }
      return service.hasSuffix("服务") ? "开展\(name)" : "开展\(name)服务"
    }
    var text = first.text
    var last = first
    for next in own.dropFirst() {
      // 测量血压 and 测量血糖 share their verb.
      let shared = known.first { last.what.hasPrefix($0) && next.what.hasPrefix($0) && next.what != $0 } ?? ""
      text += "、" + (next.whom == last.whom ? String(next.what.dropFirst(shared.count)) : next.text)
      last = next
    }
    return text
  }

  /// What is left without the words that any service may have: 血压血糖 of 血压血糖测量. Two words for one thing,
  /// 测量 and 检测, tell no service from another.
  private static func subject(of service: String) -> String {
    var rest = service
    for word in ["免费", "服务", "测量", "检测", "检查", "筛查", "测定", "体检"] { rest = rest.replacing(word, with: "") }
    for verb in ["测", "量", "查"] where rest.hasPrefix(verb) && rest.count > 2 { rest.removeFirst() }
    return rest.count > 1 ? rest : service
  }

  /// An activity that says what was free and for whom: 婴幼儿免费健康体检.
  private struct FreeOffer {
    let words: String
    let whom: String
    let what: String

    init?(_ activity: String) {
      guard let mark = activity.firstRange(of: "免费") else { return nil }
      words = activity
      what = String(activity[mark.upperBound...])
      let before = activity[..<mark.lowerBound].drop { "为给向对".contains($0) }
      // 现场免费测血压 is for nobody named 现场.
      let isPeople = before.last.map { "人儿童众民员者长女生友妇属".contains($0) } ?? false
      whom = isPeople ? before.hasSuffix("群众") ? String(before) : "\(before)们" : "群众"
    }

    /// 免费为老人理发 says for whom.
    var text: String { what.first == "为" || what.first == "给" ? "免费\(what)" : "为\(whom)免费\(what)" }

    /// Whether two characters of a service stand side by side in it, too.
    func has(a subject: String) -> Bool {
      zip(subject, subject.dropFirst()).contains { words.contains("\($0)\($1)") }
    }
  }
}

extension Count {
  /// As it was entered: 30 多人.
  var plainNumber: String { quantity.entryText(.zh, counter: counter) }

  fileprivate var isOne: Bool { counter == CountingWord.person && quantity == .exact(1, said: quantity.said) }

  /// In front of who was counted. 60 多人育龄群众 is no Chinese, 60 多名育龄群众 is.
  func number(_ word: String) -> String {
    guard counter == CountingWord.person else { return plainNumber }
    let number = quantity.entryText(.zh, counter: word)
    return number.hasSuffix("人") ? number.dropLast() + "名" : number
  }
}

extension String {
  /// The words with others behind them, a space between letters.
  func adding(_ words: String) -> String {
    let isApart = (words.first?.isASCII ?? false) && !(last?.isWhitespace ?? true)
    return self + (isApart ? " " : "") + words
  }
}
