import Planning

/// The words beside a figure that say how it stands to others, and whom it counts.
enum FigureWords {
  enum Lead: Hashable {
    /// 其中: some of what was counted before.
    case part
    /// 另有: beside what was counted before.
    case other
    /// 不含: not among what was counted before.
    case apart
  }

  private static let leads: [(word: String, lead: Lead)] = [
    ("其中还有", .part), ("其中包括", .part), ("其中有", .part), ("其中", .part), ("包括", .part), ("包含", .part),
    ("内含", .part), ("内装", .part), ("内有", .part), ("incl.", .part), ("incl", .part),
    ("含", .part),
    ("including", .part), ("of them", .part), ("of whom", .part), ("of which", .part), ("of these", .part),
    ("among them", .part), ("among which", .part),
    ("此外还有", .other), ("另外还有", .other), ("另外有", .other), ("另外", .other), ("另有", .other), ("还有", .other),
    ("外加", .other), ("加上", .other),
    ("此外", .other), ("以及", .other), ("并有", .other), ("另", .other), ("plus", .other), ("also", .other),
    ("and", .other),
  ]

  static func withoutLead(_ subject: String) -> (rest: String, lead: Lead?) {
    let lower = subject.lowercased()
    for (word, lead) in leads where lower.hasPrefix(word) {
      let rest = String(subject.dropFirst(word.count))
      // 含片 and 另类 are things, and so is an "android phone".
      if word.count == 1, ["片", "类", "氟", "碘", "锌", "铁", "钙"].contains(where: rest.hasPrefix) { continue }
      if word.first?.isASCII == true, let next = rest.first, next.isLetter { continue }
      return (trimmed(rest), lead)
    }
    return (subject, nil)
  }

  /// children for the `of them children` of `20 of them children`.
  static func withoutOfThem(_ noun: String) -> (rest: String, isPart: Bool) {
    for word in ["of them", "of whom", "of these", "them ", "whom "] where noun.lowercased().hasPrefix(word) {
      return (trimmed(String(noun.dropFirst(word.count))), true)
    }
    return (noun.hasPrefix("of ") ? trimmed(String(noun.dropFirst(3))) : noun, false)
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0.isWhitespace || "，,：:、".contains($0) }).trimmedEnd
  }

  // MARK: People

  /// Words that say that people came, and not who they were.
  static let attendance = actual.union([
    "参加", "参加人数", "参加人员", "参与人员", "参会人员", "人数", "参与", "参与人数", "参加活动", "出席", "到场", "到会", "来了", "来", "签到",
    "到了", "到", "来到", "参会", "与会", "参训", "参训人员", "参与活动",
    "attended", "attending", "attendance", "attendees", "participants", "number of participants",
    "number of attendees", "number of people", "turnout", "headcount", "head count", "came", "people",
    "signed in", "checked in",
  ])

  /// Words that tell those who came from those who were to come.
  static let actual: Set<String> = [
    "实到", "实到人数", "实到场", "实签", "实签到", "实签人数", "实际", "实际参加", "实际参加人数", "实际到场", "实际到会", "实际签到", "实际人数", "实参加",
    "实有", "最终到场", "actually came",
    "present", "turned up", "actual",
  ]

  /// What a bare number counts in households.
  static let households: Set<String> = ["户数", "家庭", "家庭数", "总户数", "families", "households"]

  static let planned: Set<String> = [
    "应到", "应到人数", "应签", "应签到", "应参加", "应参加人数", "应到会", "应参会", "计划", "计划参加", "计划人数", "计划参加人数", "计划到场", "原计划",
    "原计划参加",
    "拟", "拟参加", "拟邀请", "原定", "预定", "预计", "预计参加", "预计到场", "预计人数", "通知", "邀请", "受邀", "planned", "expected",
    "invited",
  ]
  /// The same, where the reader takes them for a hedge of the number.
  static let estimates = ["预计", "预定", "计划", "expected", "planned"]

  /// Whether they came, and late: some of those who are counted.
  static func isLate(_ subject: String, _ noun: String) -> Bool {
    [subject, noun].contains { words in
      let words = " " + words.lowercased()
      return late.contains { words.hasSuffix($0) }
    }
  }

  /// Whether it is what came of it for some of those before: 筛查 120 人，阳性 8 人.
  static func isOutcome(_ subject: String, _ noun: String) -> Bool {
    outcomes.contains { subject.hasSuffix($0) || noun == $0 }
  }

  /// Whether it is what a service brought to light: 发现高危 2 人, 高血压患者 12 人.
  static func isFinding(_ subject: String, _ noun: String) -> Bool {
    let words = subject + noun
    return findings.contains(where: words.hasPrefix) || ["满意", "不满意", "非常满意", "基本满意"].contains(words)
      || (illnesses.contains(where: words.hasSuffix) && !ServedWords.beginsWithService(words))
  }

  private static let findings = ["发现", "查出", "检出", "筛出", "检测出", "疑似", "建议", "需"]
  private static let illnesses = [
    "患者", "病人", "高危", "偏高", "偏低", "超标", "高血压", "高血糖", "高血脂", "糖尿病", "贫血", "异常者", "阳性者",
  ]

  private static let outcomes = [
    "结业", "毕业", "合格", "及格", "达标", "异常", "阳性", "确诊", "转诊", "转介", "获证", "获奖", "中奖", "referred",
    "tested positive", "passed",
  ]

  private static let late = [
    "迟到", "晚到", "早退", "中途离开", "提前离开", "提前离场", " late", " left early",
  ]

  private static let absent = [
    "缺", "缺员", "请假", "缺席", "缺勤", "未到", "未到场", "未参加", "未到会", "未出席", "没来", "没到", "没有来", "没到场", "没参加", "absent",
    "excused",
    "did not come", "did not attend", "stayed away",
  ]

  /// Whether the words on either side of a figure say that these did not come: 家长请假 3 人, 5 人因故缺席.
  static func isAbsent(_ subject: String, _ noun: String) -> Bool {
    let (subject, noun) = (subject.lowercased(), noun.lowercased())
    if isExcepted(subject, noun) || exceptions.contains(where: subject.hasSuffix) { return true }
    return absent.contains { subject.hasSuffix($0) || noun.hasSuffix($0) }
  }

  /// 除 5 人外全部到齐, 除 2 人请假外.
  static func isExcepted(_ subject: String, _ noun: String) -> Bool {
    ["除", "除了", "除去", "除开"].contains(where: subject.hasSuffix) && noun.contains("外")
  }

  /// Whether all others came, and nobody says how many these are.
  static func leavesRestOpen(_ noun: String) -> Bool {
    guard let end = noun.firstRange(of: "外")?.upperBound else { return false }
    return ["全", "都", "均", "其", "到"].contains(where: noun[end...].contains)
  }

  /// Before those who did not come: everyone except 5 people.
  private static let exceptions = [
    "except", "except for", "all but", "apart from", "other than", "excluding",
  ]

  /// Whether these said that they would come: 报名 50 人, 微信群报名 60 人.
  static func isSignUp(_ thing: String) -> Bool {
    signedUp.contains(thing) || ["报名", "报名人数", "报名参加"].contains(where: thing.hasSuffix)
  }

  static let signedUp: Set<String> = ["报名", "报名人数", "报名参加", "已报名", "signed up", "registered"]

  /// Whether so many 个 of something are no people: 解答疑问 30 个.
  static func isNobody(_ thing: String) -> Bool {
    ["问题", "疑问", "难题", "困惑", "矛盾", "纠纷", "诉求", "电话", "案例", "心愿", "项目", "活动", "建议", "意见"].contains(
      where: thing.hasSuffix)
  }

  /// Whether none of a thing was given: 宣传资料无.
  static func deniesAll(_ phrase: String) -> Bool {
    ["无", "没有", "没发", "未发", "未发放", "没有发"].contains(where: phrase.hasSuffix)
  }

  /// What was not given: 还剩 50 本.
  static func isRest(_ subject: String) -> Bool {
    ["剩", "剩余", "剩下", "余下", "结余", "库存", "left over", "remaining"].contains(where: subject.hasSuffix)
  }

  /// 宣传单 for 宣传单剩余 and 现有宣传单, where a count of what is there is given.
  static func withoutRest(_ words: String) -> String {
    if let word = rests.first(where: {
      $0.count > 1 && !$0.utf8.allSatisfy { $0 < 0x80 } && words.hasPrefix($0)
    }) {
      return String(words.dropFirst(word.count))
    }
    guard let word = rests.first(where: words.lowercased().hasSuffix) else { return words }
    return String(words.dropLast(word.count)).trimmedEnd
  }

  /// The longer ones first.
  private static let rests = [
    "还剩下", "还剩余", "剩余", "剩下", "还剩", "尚余", "尚存", "余下", "结余", "结存", "现存", "实存", "库存", "现有", "实有", "还有", "尚有",
    "余",
    "剩", "left over", "remaining", "left", "in stock", "on hand",
  ]

  static func isSex(_ words: String) -> Bool {
    [
      "男", "女", "男性", "女性", "男士", "女士", "男生", "女生", "男同志", "女同志", "men", "women", "male", "female", "boys",
      "girls",
    ].contains(
      words.lowercased())
  }

  /// Whether nobody of a sex is among people who are all of the other: the 男同志 beside 妇女群众.
  static func isOther(_ sex: String, than who: String) -> Bool {
    let others = sex.hasPrefix("男") ? women : sex.hasPrefix("女") ? men : []
    return others.contains { who.hasSuffix($0) || who.hasSuffix($0 + "群众") || who.hasSuffix($0 + "代表") }
  }

  private static let women = ["妇女", "女性", "女同志", "女职工", "女生", "孕妇", "产妇", "孕产妇", "妈妈", "母亲"]
  private static let men = ["男性", "男同志", "男职工", "男生", "爸爸", "父亲", "丈夫"]

  static func namesChildren(_ words: String) -> Bool {
    ["孩子", "儿童", "幼儿", "婴幼儿", "小朋友", "child"].contains { words.contains($0) }
  }

  /// Words for people that leave open whose they are.
  static let people: Set<String> = ["群众", "人员", "居民群众", "辖区群众", "people", "persons"]

  /// Those who serve others.
  static let helpers = [
    "医生", "医护人员", "医务人员", "医务工作者", "护士", "专家", "大夫", "志愿者", "工作人员", "讲师", "老师", "社工", "骨干", "家庭医生", "党员",
  ]

  private static let roles: [(word: String, role: Count.Role)] = [
    ("志愿者", .volunteers), ("志愿服务者", .volunteers), ("志愿服务队员", .volunteers), ("志愿人员", .volunteers),
    ("义工", .volunteers),
    ("volunteers", .volunteers), ("volunteer", .volunteers), ("工作人员", .staff), ("工作者", .staff),
    ("staff", .staff),
    ("staff members", .staff), ("讲师", .speakers), ("主讲", .speakers), ("主讲人", .speakers), ("授课老师", .speakers),
    ("授课专家", .speakers), ("speakers", .speakers), ("speaker", .speakers), ("lecturers", .speakers),
  ]

  /// Who else than the public is named: nobody if some of them are the public, as in 群众和志愿者.
  static func role(of thing: String) -> Count.Role? {
    let names = thing.split { "、，和与及".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
    let found = names.map { name in
      let name = name.lowercased()
      return roles.first { name == $0.word || isSuffix($0.word, of: name) }?.role
    }
    return found.allSatisfy { $0 != nil } ? found.first ?? nil : nil
  }

  /// Whether they help in the role that was asked for, whatever they are called: 社区工作者 and 志愿讲师 among volunteers.
  static func helps(_ who: String, as role: Count.Role) -> Bool {
    role != .public && (who.hasSuffix("工作者") || role == .volunteers && who.contains("志愿"))
  }

  /// Whether a role's word says all that a group's name says.
  static func isPlainRole(_ thing: String) -> Bool { roles.contains { $0.word == thing.lowercased() } }

  private static func isSuffix(_ word: String, of name: String) -> Bool {
    name.hasSuffix(word.first?.isASCII == true ? " " + word : word)
  }
}
