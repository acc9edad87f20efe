/// Headers of columns that hold numbers of people, known by what they are made of: 来了几个人, 参加总人数, 受益群众（人）,
/// No. of people.
enum CountHeader {
  /// What a header counts; nil if it counts nobody, or people that the attendance does not hold.
  ///
  /// - `word`: Normalised, of which brackets are left out.
  /// - `measure`: The counting word in its brackets.
  static func role(_ word: String, measure: String? = nil) -> ColumnRole? {
    if isPlanned(word) { return nil }
    return asked(word) ?? grouped(word) ?? summed(word, measure) ?? english(word)
  }

  /// What a column counts if its cells don't say so: 人次 of 参加人次, 户 of 受益家庭; nil for people.
  static func counter(_ text: String) -> String? {
    let word = HeaderText.normalised(text)
    let measure = HeaderText.counter(text)
    if word.hasSuffix("人次") || measure == CountingWord.personTime { return CountingWord.personTime }
    let isOfHouseholds = ["户数", "家庭", "家庭数", "户", "households", "families"].contains {
      word.hasSuffix($0)
    }
    return measure == CountingWord.household || (isOfHouseholds && measure == nil)
      ? CountingWord.household : nil
  }

  /// Whether a header seems to count people, so that a reader should say that it was passed over.
  static func isLike(_ word: String) -> Bool {
    !isPlanned(word) && !["未", "缺", "请假"].contains { word.contains($0) }
      && [
        "人数", "人次", "几人", "几个人", "多少人", "几位", "家属数", "people", "participants", "attendees", "persons",
        "headcount",
      ]
      .contains { word.contains($0) }
  }

  /// 来几人, 几个人来, 带几个孩子.
  private static func asked(_ word: String) -> ColumnRole? {
    guard questions.isAny(in: word), word.count <= 10 else { return nil }
    if ["孩", "儿童", "娃"].contains(where: { word.contains($0) }) { return .children }
    guard !["志愿", "工作人员", "线上", "网"].contains(where: { word.contains($0) }) else { return nil }
    return ["几人", "几个人", "多少人", "几位", "几口"].contains { word.contains($0) } ? .count : nil
  }

  private static let questions: SoughtWords = ["几", "多少"]

  // MARK: Groups that are counted by themselves

  private static let groups: [(role: ColumnRole, words: [String])] = [
    (.companions, ["家属", "亲属", "家人", "亲友", "随行人员", "陪同人员", "随行", "陪同"]),
    (.children, ["少年儿童", "儿童", "小朋友", "小孩子", "小孩", "孩子", "未成年人", "婴幼儿", "幼儿"]),
    (.volunteers, ["志愿服务者", "志愿者服务", "志愿者", "志愿人员", "志愿服务", "义工"]),
    (.staff, ["工作人员", "工作者"]), (.medics, medical), (.speakers, ["讲师", "主讲人", "授课老师", "授课教师", "授课专家"]),
  ]
  private static let medical = ["医务人员", "医护人员", "医务工作者", "医护", "医生", "医师", "护士"]

  /// 医生 of 医生人数; nil for a header that counts no doctors or nurses.
  static func medics(_ text: String) -> String? {
    let word = HeaderText.normalised(text)
    return grouped(word) == .medics ? medical.first(where: word.contains) : nil
  }

  /// Whether a word is one for children: 儿童, 小朋友.
  static func isOfChildren(_ word: String) -> Bool {
    ["children", "kids"].contains(word)
      || groups.contains { $0.role == .children && $0.words.contains(word) }
  }

  /// What may stand around such a group without making it another number.
  private static let around = [
    "人员", "人数", "人次", "数量", "数", "其中", "参加", "参与", "到场", "出动", "现场", "活动", "组织", "投入", "陪同", "随行", "同来", "携带",
    "带",
    "携", "的",
  ]

  /// 携带家属数, 其中儿童人数, 志愿者参与人数; a bare 家属 may be anything.
  private static func grouped(_ word: String) -> ColumnRole? {
    for (role, words) in groups {
      guard let range = words.first(where: word.holds).flatMap({ word.firstRange(of: $0) }) else { continue }
      var rest = word[..<range.lowerBound] + word[range.upperBound...]
      guard !rest.isEmpty || role != .companions else { return nil }
      while let part = around.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(part.count) }
      if rest.isEmpty { return role }
    }
    return nil
  }

  /// Whether a column counts only those whom the one who signs brings along: 带孩子数.
  static func isOfBrought(_ text: String) -> Bool {
    let word = HeaderText.normalised(text)
    return ["带", "携", "随行", "陪同"].contains { word.contains($0) }
  }

  // MARK: The public

  private static let tails = [
    "总人数", "人员总数", "人员数", "人次数", "总户数", "人数", "人次", "户数", "总数", "数量", "数",
  ]
  /// Who comes is the public, whatever it is called.
  private static let attending = [
    "参加", "参与", "参会", "参训", "参赛", "到场", "到会", "到课", "出席", "签到", "实到", "听课", "听讲", "来", "到", "受训",
  ]
  private static let coming = attending + ["受益", "受众", "受教育", "受惠", "覆盖", "惠及"]
  private static let anybody = ["群众", "公众", "人员", "家庭", "来人", "同行", "户"]
  /// Some of the public: only with a word of coming they are all who came.
  private static let somebody = [
    "对象", "会员", "家长", "学员", "居民", "村民", "市民", "学生", "师生", "职工", "青年", "青少年", "育龄妇女", "妇女", "老人", "老年人", "代表",
    "观众",
    "听众", "家属",
  ]
  private static let beside = [
    "实际", "现场", "线下", "活动", "合计", "共计", "总计", "累计", "本次", "此次", "今日", "当天", "直接", "总", "共", "约", "的", "数",
    "及", "和",
  ]

  /// 参加总人数, 受益人数, 参加户数, 受益群众（人）, 到会会员数.
  private static func summed(_ word: String, _ measure: String?) -> ColumnRole? {
    let tail = tails.first { word.hasSuffix($0) } ?? ""
    let countsPeople = measure.map { CountingWord.countsPeople($0) } ?? true
    guard countsPeople else { return nil }
    var rest = word.dropLast(tail.count)
    // 总数 alone may count anything, and so may 数量.
    guard !rest.isEmpty || !["总数", "数量", "数"].contains(tail) else { return nil }
    var found: (coming: Bool, anybody: Bool, somebody: Bool) = (false, false, false)
    while !rest.isEmpty {
      if let part = coming.first(where: { rest.hasPrefix($0) }) {
        (found.coming, rest) = (true, rest.dropFirst(part.count))
      } else if let part = anybody.first(where: { rest.hasPrefix($0) }) {
        (found.anybody, rest) = (true, rest.dropFirst(part.count))
      } else if let part = somebody.first(where: { rest.hasPrefix($0) }) {
        (found.somebody, rest) = (true, rest.dropFirst(part.count))
      } else if let part = beside.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(part.count)
      } else {
        return nil
      }
    }
    if found.somebody { return found.coming ? .count : nil }
    let isOfPeople =
      tail.hasSuffix("人数") || tail.hasSuffix("人次") || tail.hasSuffix("户数") || tail.hasPrefix("人")
    if isOfPeople || measure != nil { return .count }
    // 参训人员 alone are names.
    return found.coming && (found.anybody && !word.hasSuffix("人员") || tail == "总数") ? .count : nil
  }

  // MARK: Some of the public

  private static let adults: Set<String> = ["大人", "成人", "成年人", "adult", "adults"]
  private static let some = adults.union(somebody).union([
    "群众", "干部", "专干", "骨干", "孕妇", "产妇", "孕产妇", "党员", "残疾人", "流动人口", "夫妇", "夫妻", "parents", "women", "elderly",
    "seniors",
    "students",
    "residents",
  ])
  /// Beside groups the rest of the people, or remarks.
  static let others = ["其他", "其它", "其余"]
  /// Groups only beside other ones: 教师 alone may name whoever taught, and 其他 may be anything.
  private static let perhaps = Set(
    others + others.flatMap { [$0 + "人员", $0 + "人"] } + ["教师", "老师", "教职工", "teachers"])
  private static let kinds =
    others + [
      "学生", "育龄", "留守", "困境", "困难", "空巢", "独居", "孤寡", "流动", "失独", "残疾", "高龄", "适龄", "新婚", "准", "农村", "在校",
      "党员",
      "村", "社区", "镇", "乡镇", "机关", "计生",
    ]

  /// Whom a header counts, if it is some of those who came: 家长 of 家长人数, 参加家长数 and 参加人数（家长）; nil for all of
  /// them, and for those who were only reached.
  ///
  /// - `isBesideOthers`: Whether a column right beside it counts a group: 教师 beside 学生.
  static func group(_ text: String, isBesideOthers: Bool = false) -> String? {
    let word = HeaderText.normalised(text)
    guard !isPlanned(word), !isOfBrought(text) else { return nil }
    let inside = part(of: HeaderText.normalised(HeaderText.bracketed(text)), isBesideOthers)
    return inside != nil && role(word) == .count ? inside : part(of: word, isBesideOthers)
  }

  /// Whether a header counts those of a part of the day, or of one of several days: 上午人数, 第二天到场人数.
  static func isOfSlot(_ text: String) -> Bool {
    let word = HeaderText.normalised(text)
    guard let slot = slots.first(where: word.hasPrefix) else { return false }
    let rest = String(word.dropFirst(slot.count))
    return rest.isEmpty || role(rest) == .count && counter(rest) == nil
  }

  private static let slots = [
    "上午", "下午", "晚上", "早上", "中午", "第一天", "第二天", "第三天", "第一场", "第二场", "第三场", "首日", "次日",
  ]

  /// Whether a row is called as some of those of the row above it are: 女性, 儿童.
  static func isPart(_ label: String) -> Bool {
    group(label) != nil || role(HeaderText.normalised(label)) == .volunteers
      || ["男", "女", "男性", "女性", "工作人员"].contains(HeaderText.normalised(label))
  }

  /// What the ledger calls a group; nil for one that anybody belongs to.
  static func name(ofGroup group: String) -> String? {
    adults.contains(group) || Count.isAnybody(group) || others.contains(where: group.hasPrefix) ? nil : group
  }

  private static func part(of word: String, _ isBesideOthers: Bool) -> String? {
    let tail = tails.first { word.hasSuffix($0) } ?? ""
    var rest = String(word.dropLast(tail.count))
    rest = withoutEnglishHead(rest)?.rest ?? rest
    while let part = (attending + beside + ["其中"]).first(where: rest.hasPrefix) {
      rest = String(rest.dropFirst(part.count))
    }
    var kind = rest
    // 党员 and 村民 are somebody themselves, 党员干部 and 村干部 are such a kind of them.
    while !some.contains(kind), !perhaps.contains(kind), let part = kinds.first(where: kind.hasPrefix) {
      kind = String(kind.dropFirst(part.count))
    }
    return some.contains(kind) || isOfChildren(kind) || isBesideOthers && perhaps.contains(kind) ? rest : nil
  }

  private static func isPlanned(_ word: String) -> Bool {
    plans.isAny(in: word)
  }

  private static let plans: SoughtWords = ["应", "预计", "计划", "报名", "预约", "邀请", "目标", "拟"]

  private static func english(_ word: String) -> ColumnRole? {
    let plain = word.filter { !".'’-?".contains($0) }
    guard let (head, rest) = withoutEnglishHead(plain) else { return english[plain] }
    if rest.isEmpty { return head == "howmany" ? .count : nil }
    return english[rest]
  }

  /// people of No. of people; nil for a word without such a head.
  static func withoutEnglishHead(_ word: String) -> (head: String, rest: String)? {
    let plain = word.filter { !".'’-?".contains($0) }
    return ["numberof", "totalnumberof", "noof", "#of", "howmany", "total"].first(where: plain.hasPrefix)
      .map { ($0, String(plain.dropFirst($0.count))) }
  }

  private static let english: [String: ColumnRole] = {
    var roles: [String: ColumnRole] = [:]
    for word in [
      "people", "persons", "participants", "participant", "attendees", "visitors", "attendance", "attended",
      "peopleattended", "peopleattending", "attending", "headcount", "came", "peoplecame",
      "participantscount",
      "participantcount", "attendeecount", "turnout", "households", "families",
    ] { roles[word] = .count }
    for word in ["children", "kids"] { roles[word] = .children }
    for word in ["volunteers", "volunteer"] { roles[word] = .volunteers }
    roles["staff"] = .staff
    return roles
  }()
}
