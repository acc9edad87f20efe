/// The words by which several figures may count one crowd: how many were to come, came, were counted at the door, were
/// reached, or did something there.
extension FigureWords {
  /// Whether nobody came by this figure yet: 目标 100 人, 应到家长 60 人.
  static func isPlanned(_ subject: String) -> Bool {
    if planned.contains(subject) || ["应到", "应签", "应签到"].contains(where: subject.hasSuffix) { return true }
    guard let plan = plans.first(where: subject.hasPrefix), !subject.hasPrefix("计划生育") else { return false }
    let rest = String(subject.dropFirst(plan.count))
    return rest.isEmpty || attendance.contains(rest) || PhraseFrame.isHanPeople(rest)
  }

  /// The longer ones first.
  private static let plans = [
    "应参加", "应参会", "应出席", "应到", "应签到", "应签", "原计划", "计划", "预计", "预期", "原定", "目标", "名额", "任务数", "任务", "指标",
    "座位", "限额", "限",
  ]

  /// The 义诊 of 计划义诊, and of 预约义诊 where others are counted beside it.
  static func promises(_ words: String) -> (rest: String, isSure: Bool)? {
    let found =
      plans.first(where: words.hasPrefix).map { ($0, true) }
      ?? ["报名", "预约", "邀请", "拟", "准备", "打算", "本来"].first(where: words.hasPrefix).map { ($0, false) }
    guard let (word, isSure) = found, !words.hasPrefix("计划生育"), words.count > word.count else { return nil }
    return (String(words.dropFirst(word.count)), isSure)
  }

  /// Whether it tells those who came from those who were to come: 实到, 实际来了.
  static func isActual(_ subject: String) -> Bool {
    if actual.contains(subject) { return true }
    guard let word = ["实际", "最终", "最后"].first(where: subject.hasPrefix) else { return false }
    return attendance.contains(String(subject.dropFirst(word.count)))
  }

  /// Whether a figure stands in the place of the one before it: 更正为 58 人, 后改为 58 人.
  static func corrects(_ phrase: String) -> Bool {
    let words = phrase.lowercased().trimmingPrefix { "后已现经又，,：: ".contains($0) }
    return corrections.contains(where: words.hasPrefix) && words.contains { $0.isNumber || $0.isNumeral }
  }

  private static let corrections = [
    "更正", "订正", "改为", "修改为", "修正为", "纠正为", "调整为", "核实为", "核实后为", "核实后", "应为", "实为", "实应为", "corrected to",
    "corrected:", "correction:", "correction to", "should be", "should read", "changed to",
  ]

  /// How people were counted: 签到 of 签到表上, 目测 of 现场目测.
  static func tally(in words: String) -> String? { tallies.first(where: words.contains) }

  private static let tallies = ["签到", "目测", "清点", "点名", "统计", "数了", "扫码入场"]

  /// Whether it only says that these are not on the sheet: 未签到 5 人, 5 人没有签到.
  static func isUnsigned(_ subject: String, _ noun: String) -> Bool {
    let (subject, noun) = (subject.lowercased(), noun.lowercased())
    return unsigned.contains { subject.hasSuffix($0) || noun == $0 || noun == "人" + $0 }
  }

  /// 到场 for 到场未签到: who is not on the sheet came nevertheless.
  static func withoutUnsigned(_ noun: String) -> String {
    guard let word = unsigned.first(where: noun.hasSuffix), noun.count > word.count else { return noun }
    let rest = String(noun.dropLast(word.count)).trimmed
    let verb = ["但", "却", "而", "并", "，", ","].first(where: rest.hasSuffix).map {
      String(rest.dropLast($0.count))
    }
    let came = verb ?? rest
    return attendance.contains(came) ? came : noun
  }

  private static let unsigned = [
    "未签到", "没签到", "没有签到", "没来签到", "未签名", "没签名", "未签", "没签", "did not sign in", "didn't sign in",
    "not signed in",
  ]

  /// Whether people are on the books, of whom another figure says how many came: 注册志愿者 200 人, 200 registered volunteers.
  static func isEnrolled(_ subject: String, _ noun: String) -> Bool {
    [subject, noun].contains { words in enrolled.contains(where: words.lowercased().hasPrefix) }
  }

  private static let enrolled = ["注册", "在册", "在籍", "在库", "入库", "已注册", "登记在册", "registered ", "enrolled "]

  /// Words by which somebody came, and not only is on a sheet: the 到场 of 60 人（到场 58 人）.
  static let comings: Set<String> = [
    "到场", "到会", "到", "来", "来了", "到了", "出席", "came", "turned up", "present", "attended",
  ]

  /// Whether words say that people came or signed in, and leave no doubt that they say nothing else.
  static func tellsOfComing(_ words: String) -> Bool {
    tally(in: words) != nil || comings.contains(words) || actual.contains(words)
      || ["signed in", "checked in"].contains(words)
  }

  /// Whether people were called or listed, of whom another figure says how many came: 发动群众 200 人, 接龙 45 人.
  static func isCall(_ subject: String) -> Bool {
    calls.contains(where: subject.hasPrefix) || ["接龙", "名单", "花名册"].contains(where: subject.contains)
  }

  /// The 义诊 of 义诊报名, 义诊预约 and 义诊应到; nil where nothing says that it was only planned.
  static func withoutPromise(_ subject: String) -> String? {
    guard let word = promises.first(where: subject.hasSuffix) else { return nil }
    return String(subject.dropLast(word.count)).trimmed
  }

  /// The longer ones first.
  private static let promises = [
    "报名参加", "报名人数", "报名", "预约人数", "预约", "应签到", "应签", "应到", "应检", "计划", "目标", "邀请", "受邀", "接龙",
    "登记在册", "在册", "登记", "注册",
  ]

  private static let calls = ["登记", "发动", "动员", "号召", "组织", "预约", "召集"]

  /// Whether it is how many an event was good for, near and far: 惠及群众 3000 余人.
  static func isReach(_ subject: String) -> Bool { reaches.contains(where: subject.hasPrefix) }

  private static let reaches = ["惠及", "覆盖", "辐射", "受益", "带动", "影响"]

  /// Whether it is what some of those did who came: 50 人填写问卷, 接受义诊 30 人, 走了 3 个.
  static func isDoing(_ subject: String, _ noun: String) -> Bool {
    [subject, noun].contains { words in
      var words = words.lowercased()[...]
      while let word = adverbs.first(where: words.hasPrefix) { words = words.dropFirst(word.count) }
      return ["走", "离场"].contains(String(words)) || doings.contains(where: words.hasPrefix)
    }
  }

  /// Whether it is a part of the programme that some people took, who may be others than those of another part: 20 人咨询.
  static func takesPart(_ noun: String) -> Bool {
    ["听", "看", "观看", "参观", "学习", "咨询"].contains(where: noun.hasPrefix) || ServedWords.names(aServiceIn: noun)
  }

  private static let adverbs = [
    "现场", "当场", "中途", "提前", "陆续", "后来", "当天", "会后", "课后", "主动", "积极", "踊跃", "自愿", "均", "都", "并", "已", "有",
    "表示", "非常", "很", "比较", "基本",
  ]
  private static let doings = [
    "接受", "填写", "填报", "填了", "领取", "领到", "领了", "转发", "满意", "不满意", "发证", "持证",
    "获得", "获赠", "得到", "收到", "走了", "离开", "答题", "答对", "作答", "回答", "购买", "签约", "签署", "签订", "签名",
    "承诺", "加入", "关注", "扫码", "下载", "注册", "体验", "发言", "提问", "互动", "点赞", "认为", "知晓", "了解", "掌握", "通过", "考试",
    "完成", "提交", "上交", "交回", "投票", "捐款", "捐赠", "捐献", "献血", "报销", "办理", "享受", "受访", "留下", "打卡", "接种", "建档",
    "建卡",
    "复查", "查出", "检出", "筛出", "发现", "患有", "抽中", "抽奖", "上台", "合影", "评出", "评选", "选出", "推选", "表彰", "颁奖", "用餐",
    "就餐", "拿到", "愿意", "同意", "提出", "反馈", "评价",
    "做了",
    "测了", "量了", "filled ", "received ", "took ", "got ", "left", "signed ", "rated ", "were satisfied",
    "satisfied", "answered ",
  ]

  /// Names of those who look after others at an event, and who may well be its guests where nobody else is named.
  static func isMedical(_ who: String) -> Bool { medical.contains(where: who.hasSuffix) }

  private static let medical = ["医生", "医护人员", "医务人员", "医护", "医师", "大夫", "护士", "专家", "doctors", "nurses"]

  /// Whether words are nobody in particular, so that others named beside them may be among them.
  static func isAnybody(_ who: String) -> Bool {
    who.isEmpty || people.contains(who) || ["群众", "居民", "村民"].contains(where: who.hasSuffix)
  }

  // MARK: Exclusion

  private static let without = ["不包括", "不包含", "不含", "未包括", "未包含", "未含", "未计入", "未计", "不计", "不算"]
  private static let withoutInEnglish = ["excluding", "not including", "not counting"]
  private static let apart = [
    "除外", "不包括在内", "不计算在内", "未计算在内", "不计入", "不计在内", "不在内", "不计", "未计入", "未计", "不算", "not included",
    "not counted",
    "excluded",
  ]

  /// The 工作人员 of 不含工作人员 6 人, 工作人员 6 人除外, 6 名工作人员除外 and 除工作人员 6 人外; nil if they are not set apart.
  static func setApart(_ subject: String, _ noun: String) -> (subject: String, noun: String)? {
    if let word = without.first(where: subject.hasPrefix) {
      return (String(subject.dropFirst(word.count)).trimmed, noun)
    }
    if let word = withoutInEnglish.first(where: subject.lowercased().hasPrefix) {
      return (String(subject.dropFirst(word.count)).trimmed, noun)
    }
    if let word = apart.first(where: noun.lowercased().hasSuffix), !subject.isEmpty || noun.count > word.count
    {
      return (subject, String(noun.dropLast(word.count)).trimmed)
    }
    guard let word = ["除了", "除去", "除"].first(where: subject.hasPrefix), subject.count > word.count,
      let end = ["以外", "之外", "外"].first(where: noun.hasPrefix)
    else { return nil }
    return (String(subject.dropFirst(word.count)).trimmed, String(noun.dropFirst(end.count)).withoutMarks)
  }

  /// Whether words without a figure say who is or is not among those before: 不含工作人员, 含志愿者, 志愿者除外.
  static func tellsWhom(_ words: String) -> Bool { withoutLead(words).lead == .part || leavesOut(words) }

  /// Whether they say who is not: 工作人员不算.
  static func leavesOut(_ words: String) -> Bool {
    without.contains(where: words.hasPrefix) || apart.contains(where: words.hasSuffix)
      || withoutInEnglish.contains(where: words.lowercased().hasPrefix)
      || (words.hasPrefix("除") && words.hasSuffix("外"))
  }

  /// Whether volunteers or staff are among all who are counted: 连工作人员一共 40 人, 包括志愿者在内共 40 人. 加上志愿者 5 人 are five
  /// more, and 含志愿者 5 人 some of those before.
  static func takesIn(_ subject: String, _ phrase: String, alone isAlone: Bool) -> Bool {
    guard let word = ["连同", "连", "算上", "加上", "包括", "包含", "含"].first(where: subject.hasPrefix) else {
      return false
    }
    let rest = subject.dropFirst(word.count)
    let isAll = ["连同", "连", "算上"].contains(word) || phrase.contains("共") && (isAlone || word == "加上")
    return isAll && role(of: String(rest.hasSuffix("在内") ? rest.dropLast(2) : rest)) != nil
  }
}
