/// What was done for whom, of the words on both sides of a number: 免费体检 30 名婴幼儿, 为 30 名婴幼儿免费体检.
struct ServedWords {
  let service: String
  let group: String?

  init(_ figure: ListedFigure) {
    let (subject, noun) = (figure.subject, figure.noun)
    if let words = Self.afterFor(figure), let found = Self.parted(words) {
      (group, service) = found
      return
    }
    // 接受 30 名家长咨询: who came and asked.
    if ["接受", "接待"].contains(subject), let found = Self.parted(noun), found.group != nil {
      (group, service) = found
      return
    }
    let thing = figure.thing
    service =
      thing.isEmpty
      ? Count.Measure.service.rawValue
      : thing.hasSuffix(" for") && !noun.isEmpty ? String(thing.dropLast(4)) : thing
    group = subject.isEmpty || noun.isEmpty || Self.isNoGroup(noun) ? nil : noun
  }

  /// 婴幼儿免费体检 of 为 30 名婴幼儿免费体检 and of 为婴幼儿免费体检 30 人; nil where nobody is served by 为 or 给.
  private static func afterFor(_ figure: ListedFigure) -> String? {
    var act = figure.subject.isEmpty ? figure.phrase : figure.subject
    for word in ["此次活动", "活动", "现场", "共", "累计"] where act.hasPrefix(word) && act != word {
      act = String(act.dropFirst(word.count))
    }
    guard let first = act.first, "为给".contains(first), !act.hasPrefix("为民") else { return nil }
    return figure.subject.isEmpty ? figure.noun : act.dropFirst() + figure.noun
  }

  private static func isNoGroup(_ noun: String) -> Bool {
    FigureWords.people.contains(noun) || ["served", "参加", "次"].contains(noun)
  }

  private static let acts = [
    "免费", "提供", "开展", "进行", "做", "测", "量", "检查", "体检", "义诊", "咨询", "诊疗", "讲解", "服务", "办理", "发放", "解答", "理发",
    "筛查", "接种",
  ]

  /// 婴幼儿 and 免费体检 for 婴幼儿免费体检; nil if no service is named.
  private static func parted(_ words: String) -> (group: String?, service: String)? {
    let starts = acts.compactMap { words.firstRange(of: $0)?.lowerBound }
    guard let start = starts.min() else { return nil }
    let group = String(words[..<start]).trimmed
    var service = String(words[start...])
    for word in ["提供了", "开展了", "进行了", "提供", "开展", "进行"] where service.hasPrefix(word) && service != word {
      service = String(service.dropFirst(word.count))
      break
    }
    return (group.isEmpty || isNoGroup(group) ? nil : group, service)
  }
}
