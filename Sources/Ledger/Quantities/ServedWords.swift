/// What was done for whom, of the words on both sides of a number: 免费体检 30 名婴幼儿, 为 30 名婴幼儿免费体检, 接受家长咨询 30 人次.
///
/// A service has one name, however its sentence begins and whomever it names: 共义诊 45 人, 义诊群众 45 人 and 开展义诊 45 人 are 义诊.
struct ServedWords {
  let service: String
  let group: String?

  /// Whether nobody said what was done.
  var isUnnamed: Bool { service == Count.Measure.service.rawValue }

  /// Whether it is what all services together make, and for nobody in particular: 服务群众 300 人次.
  var isOfAll: Bool {
    let act = Self.anybody.first { service.hasSuffix($0) && service != $0 }
    return group == nil && Self.sums.contains(String(service.dropLast(act?.count ?? 0)))
  }

  /// Whether nobody said what was done, only for whom: the 老人 of 义诊 50 人，老人 30 人.
  var isOnlyPeople: Bool {
    group == nil && PhraseFrame.isHanPeople(service) && !Self.beginsWithService(service) && !isOfAll
  }

  /// Whether these people are surely none of others who are named beside them.
  ///
  /// - `official`: Whether the others are there by their office, and so none of the public.
  func isGroup(besideOfficials official: Bool) -> Bool {
    isOnlyPeople && (official || !FigureWords.isAnybody(service)) && FigureWords.role(of: service) == nil
      && !FigureWords.tellsWhen(service)
  }

  /// Whether these served others, where what was done stands beside them: the 医生 5 人 of 医生 5 人，义诊 60 人.
  var isOfHelpers: Bool {
    guard let who = isUnnamed ? group : isOnlyPeople ? service : nil else { return false }
    return FigureWords.isMedical(who) || FigureWords.role(of: who) != nil
      || ["师傅", "律师"].contains(where: who.hasSuffix)
  }

  /// Whether it names what was done.
  var isOfDeed: Bool { !isUnnamed && !isOnlyPeople && !isOfAll }

  /// 民警, 教师.
  var isOfOffice: Bool {
    isOnlyPeople && ["民警", "干部", "领导", "书记", "主任", "教师", "老师"].contains(where: service.hasSuffix)
  }

  static func beginsWithService(_ words: String) -> Bool {
    parted(words) != nil || transitive.contains(where: words.hasPrefix)
  }

  /// Whether words say whom somebody helped: 服务居民, 接诊; 帮扶对象 and 接待员 are people themselves.
  static func helps(_ words: String) -> Bool {
    guard let verb = helping.first(where: words.hasPrefix) else { return false }
    let rest = words.dropFirst(verb.count)
    return rest.isEmpty || rest.count > 1 && rest != "对象" && PhraseFrame.isHanPeople(String(rest))
  }

  /// Whether words between two figures say that the first helped the second: 志愿者慰问.
  static func names(helpIn words: String) -> Bool { helping.contains(where: words.contains) }

  private static let sums: Set<String> = [
    Count.Measure.service.rawValue, "接待", "惠及", "受益", "覆盖", "服务惠及", "累计服务", "共服务", "服务覆盖",
  ]

  /// - `earlier`: What was done for those of the same clause before: 慰问失独家庭 8 户、困难家庭 12 户.
  init(_ figure: ListedFigure, after earlier: String? = nil) {
    let subject = Self.withoutSetting(figure.subject)
    // 30 人（免费体检） says what was done, 义诊 30 人（村医负责） who did it.
    let said = subject.isEmpty ? figure.noun : PhraseFrame.withoutRemark(figure.noun)
    let noun = PhraseFrame.head(of: said)
    let found = Self.offered(figure, subject) ?? Self.told(subject, said) ?? Self.named(subject, noun)
    let isOfNobody = found.group?.isEmpty ?? true
    let parts = isOfNobody ? Self.objects(of: found.service) : nil
    if let earlier, isOfNobody, parts == nil, PhraseFrame.isHanPeople(found.service) {
      (service, group) = (earlier, found.service)
      return
    }
    service = Self.plain(parts?.act ?? found.service)
    group = (parts?.object ?? found.group).flatMap { $0.isEmpty || Self.anybody.contains($0) ? nil : $0 }
  }

  /// Whether words name a service that may have been rendered though nobody says how often: 为群众免费测量血压.
  static func names(aServiceIn words: String) -> Bool {
    parted(words) != nil || PhraseText(words).holds(englishActs)
  }

  private typealias Found = (group: String?, service: String)

  /// 为 30 名婴幼儿免费体检, 为婴幼儿免费体检 30 人, 接受家长咨询 30 人.
  private static func offered(_ figure: ListedFigure, _ subject: String) -> Found? {
    // The reader takes the 为 before a number for a word that adds nothing.
    var (opening, subject) = (subject.isEmpty ? withoutSetting(figure.phrase) : subject, subject)
    // 免费为老人体检.
    let isFree = ["免费为", "免费给", "免费向"].contains(where: opening.hasPrefix)
    if isFree { (opening, subject) = (String(opening.dropFirst(2)), String(subject.dropFirst(2))) }
    guard let word = ["接受", "接待", "解答", "为", "给", "向", "对"].first(where: opening.hasPrefix),
      !opening.hasPrefix("为民")
    else { return nil }
    let found = parted((subject.isEmpty ? "" : subject.dropFirst(word.count)) + figure.noun)
    guard let found, isFree, !found.service.hasPrefix("免费") else { return found }
    return (found.group, "免费" + found.service)
  }

  /// 30 名家长前来咨询, 30 人义诊, 30 名家长.
  private static func told(_ subject: String, _ noun: String) -> Found? {
    guard subject.isEmpty, !noun.isEmpty else { return nil }
    if let (group, service) = parted(noun) {
      guard var who = group else { return (nil, service) }
      for verb in ["前来", "接受", "参加", "进行"] where who.hasSuffix(verb) {
        who = String(who.dropLast(verb.count))
      }
      return PhraseFrame.isHanPeople(who) ? (who, service) : nil
    }
    let who = PhraseFrame.head(of: noun)
    return who.isEmpty || PhraseFrame.isHanPeople(who) ? (who, Count.Measure.service.rawValue) : nil
  }

  /// 义诊, 慰问 of 慰问计生家庭, `checks` of `checks for`.
  private static func named(_ subject: String, _ noun: String) -> Found {
    let thing = subject.isEmpty ? noun : subject
    guard !thing.isEmpty else { return (nil, Count.Measure.service.rawValue) }
    let group = subject.isEmpty ? "" : noun
    for word in [" for", " of"] where thing.hasSuffix(word) {
      return (group, String(thing.dropLast(word.count)))
    }
    guard group.isEmpty || anybody.contains(group), let (act, object) = objects(of: thing) else {
      return (group, thing)
    }
    return (object, act)
  }

  /// 慰问 and 计生家庭 for 慰问计生家庭: a verb, or several, with those whom it is done to; 服务对象 are people.
  private static func objects(of thing: String) -> (act: String, object: String)? {
    var object = thing
    while let act = transitive.first(where: object.hasPrefix), object != act + "对象" || object == thing {
      object = String(object.dropFirst(act.count)).trimmed
    }
    guard object.count < thing.count, PhraseFrame.isHanPeople(object),
      object.hasSuffix("对象") || !acts.contains(where: object.hasPrefix)
    else { return nil }
    return (String(thing.dropLast(object.count)).trimmed, object)
  }

  /// Without the words that only say that it was done, and where: 此次活动共, 现场, 开展.
  private static func withoutSetting(_ words: String) -> String {
    var rest = words[...]
    while let word = settings.first(where: { rest.hasPrefix($0) && rest.count > $0.count }) {
      rest = rest.dropFirst(word.count)
    }
    return String(rest).trimmed
  }

  /// 咨询义诊 for 咨询、义诊, 义诊 for 义诊服务.
  private static func plain(_ service: String) -> String {
    var name = service
    for word in ["总人数", "人数", "总人次"] where name.hasSuffix(word) && name != word {
      name = String(name.dropLast(word.count))
    }
    if ["served", "people served", "number served"].contains(name.lowercased()) {
      return Count.Measure.service.rawValue
    }
    for word in ["服务", "活动"] where name.hasSuffix(word) {
      let rest = String(name.dropLast(word.count))
      if isSimple(rest) { name = rest }
    }
    return isSimple(name) ? parts(of: name).joined() : name
  }

  private static func parts(of name: String) -> [String] {
    name.split { "、和及与 ".contains($0) }.map(String.init)
  }

  private static func isSimple(_ name: String) -> Bool {
    let parts = parts(of: name)
    return !parts.isEmpty && parts.allSatisfy(simple.contains)
  }

  private static let settings = [
    "截至目前", "截止目前", "到目前为止", "目前", "迄今", "此次活动", "本次活动", "活动现场", "活动当天", "活动期间", "本次", "此次", "本场", "今天", "活动",
    "现场", "当天", "一共", "共计", "合计", "累计",
    "总计", "共", "开展了", "开展",
    "提供了", "提供", "进行了", "进行",
  ]
  private static let anybody = FigureWords.people.union([
    "辖区居民", "居民", "村民", "现场群众", "对象", "served", "参加", "次",
  ])
  private static let simple: Set<String> = [
    "咨询", "义诊", "检查", "体检", "测量", "检测", "诊疗", "讲解", "筛查", "接种", "随访", "理发",
  ]
  /// Verbs that take people, the longer ones first.
  private static let transitive =
    [
      "免费体检", "免费义诊", "体检", "义诊", "诊疗", "接种", "随访", "检查", "筛查", "咨询", "惠及",
    ] + helping
  /// What some do for others, who need not be at the event.
  private static let helping = [
    "服务", "接待", "接诊", "入户", "上门", "慰问", "走访", "看望", "帮扶", "帮助", "资助", "救助",
  ]
  private static let acts = [
    "免费", "提供", "开展", "进行", "做", "测", "量", "检查", "体检", "义诊", "咨询", "诊疗", "讲解", "服务", "办理", "发放", "解答", "理发",
    "筛查", "接种", "建册", "建档", "建卡", "指导", "访视", "注射",
  ]
  private static let englishActs = QuantityWords.words(
    "check checks check-up check-ups checkup checkups test tests screening screenings consultation consultations consulting advice "
      + "service services measurement measurements measuring haircut haircuts vaccination vaccinations visit visits counselling "
      + "counseling treatment treatments")

  /// 婴幼儿 and 免费体检 for 婴幼儿免费体检; nil if no service is named.
  private static func parted(_ words: String) -> Found? {
    let starts = acts.compactMap { words.firstRange(of: $0)?.lowerBound }
    guard let start = starts.min() else { return nil }
    var service = String(words[start...])
    for word in ["提供了", "开展了", "进行了", "提供", "开展", "进行"] where service.hasPrefix(word) && service != word {
      service = String(service.dropFirst(word.count))
      break
    }
    let group = String(words[..<start]).trimmed
    // 群众法律咨询: the law is part of the service.
    if !PhraseFrame.isHanPeople(group), let who = anybody.first(where: group.hasPrefix),
      !["前来", "接受", "参加", "进行", "现场"].contains(String(group.dropFirst(who.count)))
    {
      return (who, group.dropFirst(who.count) + service)
    }
    return (group.isEmpty ? nil : group, service)
  }
}

extension PhraseText {
  /// Whether one of some words stands in it.
  fileprivate func holds(_ words: WordIndex<Bool>) -> Bool {
    (0..<count).contains { self[$0 - 1]?.isLetter != true && words.word(in: self, at: $0) != nil }
  }
}
