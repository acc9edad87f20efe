/// What was done for whom, of the words on both sides of a number: 免费体检 30 名婴幼儿, 为 30 名婴幼儿免费体检.
struct ServedWords {
  let service: String
  let group: String?

  init(_ figure: ListedFigure) {
    let (subject, noun) = (figure.subject, figure.noun)
    var act = subject.isEmpty && figure.phrase.hasPrefix("为") ? "为" : subject
    for word in ["此次活动", "活动", "现场", "共", "累计"] where act.hasPrefix(word) && act != word {
      act = String(act.dropFirst(word.count))
    }
    if ["为", "给", "向", "对"].contains(act) {
      (group, service) = Self.parted(noun)
    } else {
      service = subject.isEmpty ? (noun.isEmpty ? Count.Measure.service.rawValue : noun) : subject
      // 群众 says no more than that people were served; 次 is no one.
      group = subject.isEmpty || noun.isEmpty || Self.anybody.contains(noun) ? nil : noun
    }
  }

  private static let anybody: Set<String> = ["群众", "人员", "居民群众", "people", "persons", "served", "参加", "次"]

  private static let acts = [
    "免费", "提供", "开展", "进行", "做", "测", "量", "检查", "体检", "义诊", "咨询", "诊疗", "讲解", "服务", "办理", "发放", "解答", "理发",
  ]

  /// 婴幼儿 and 免费体检 for 婴幼儿免费体检.
  private static func parted(_ words: String) -> (group: String?, service: String) {
    let starts = acts.compactMap { words.firstRange(of: $0)?.lowerBound }
    guard let start = starts.min() else {
      return (words.isEmpty ? nil : words, Count.Measure.service.rawValue)
    }
    let group = String(words[..<start]).trimmed
    var service = String(words[start...])
    for word in ["提供了", "开展了", "进行了", "提供", "开展", "进行"] where service.hasPrefix(word) && service != word {
      service = String(service.dropFirst(word.count))
      break
    }
    return (group.isEmpty || anybody.contains(group) ? nil : group, service)
  }
}
