/// Headers as people make them up: what stands before a head noun only narrows it, so that 活动开展时间 is a time, 所属村组
/// a place and 参会人员签字 a name.
///
/// Words that may stand in any row are looked up in ``ColumnRole``; this is asked of headers alone.
enum HeaderGrammar {
  private struct Rule {
    let role: ColumnRole
    let qualifiers: [String]
    let heads: [String]
    var tails: [String] = []

    /// Whether a word is qualifiers, a head, and perhaps a tail or another head: a head alone is no header of this kind.
    func holds(_ word: Substring, isNarrowed: Bool = false) -> Bool {
      for head in heads where word.hasPrefix(head) {
        let rest = word.dropFirst(head.count)
        if rest.isEmpty ? isNarrowed : isTail(rest) { return true }
      }
      return qualifiers.contains { qualifier in
        word.hasPrefix(qualifier) && holds(word.dropFirst(qualifier.count), isNarrowed: true)
      }
    }

    private func isTail(_ rest: Substring) -> Bool {
      ["及", "和", "与"].contains { rest.hasPrefix($0) } || (tails + heads).contains { rest == $0 }
    }
  }

  private static let events = [
    "活动", "开展", "举办", "举行", "组织", "实施", "服务", "宣传", "宣讲", "培训", "讲座", "课程", "授课", "走访", "慰问", "义诊", "会议",
    "开班", "集中",
    "本次", "主要", "具体", "实际", "项目", "签到", "报到", "的",
  ]
  private static let coming = [
    "参加", "参会", "参训", "参赛", "参与", "到场", "到会", "出席", "签到", "报到", "领取", "领用", "受访", "本人", "个人", "与会", "前来",
    "实到",
  ]
  private static let people = [
    "人员", "者", "人", "对象", "群众", "居民", "村民", "家长", "学员", "会员", "户主", "服务", "受益", "老人", "妇女", "育龄", "儿童", "孩子",
    "家庭", "成员", "职工",
  ]
  private static let living = ["所在", "所属", "居住", "家庭", "现", "户籍", "常住", "工作", "详细", "本人", "隶属", "来自"]

  private static let rules: [Rule] = [
    Rule(role: .name, qualifiers: coming + people, heads: ["姓名", "名字", "签名", "签字"]),
    Rule(role: .name, qualifiers: coming, heads: ["人员", "人", "者"]),
    Rule(role: .date, qualifiers: events, heads: ["日期", "时间"]),
    Rule(role: .title, qualifiers: events + ["工作"], heads: ["名称", "主题", "内容", "题目", "标题", "项目", "事项"]),
    Rule(role: .venue, qualifiers: events, heads: ["地点", "场地", "场所", "会场", "位置", "地址"]),
    Rule(role: .kind, qualifiers: events, heads: ["类型", "形式", "方式", "类别", "种类"]),
    Rule(
      role: .unit, qualifiers: living + events,
      heads: [
        "村", "社区", "村社区", "社区村", "村居", "村组", "村屯", "屯", "村民小组", "小组", "地区", "区域", "辖区", "片区", "乡镇街道", "乡镇",
        "镇街",
        "镇", "乡", "街道", "县市区", "市县区", "县区", "县", "区", "市", "单位", "机构", "住址", "地址", "地",
      ], tails: ["名称", "名", "全称"]),
    Rule(
      role: .role, qualifiers: ["人员", "参加", "参会", "对象", "人群", "会员", "身份"],
      heads: ["类别", "类型", "性质", "身份", "角色"]),
    Rule(
      role: .item, qualifiers: giving + ["宣传", "慰问"],
      heads: [
        "物资", "物品", "宣传品", "宣传资料", "宣传材料", "宣传物品", "资料", "材料", "礼品", "药具", "用品", "奖品", "纪念品",
      ],
      tails: ["名称", "种类", "品种", "情况", "明细", "清单", "名称数量", "种类数量", "品种数量"]),
  ]

  /// Verbs of giving, before the thing that is given.
  static let giving = ["发放", "赠送", "派发", "分发"]
  /// The same of those who got it, and of a unit that got it to hand it out.
  static let taking = ["领取", "领用"]

  /// What an activity is called by its last words, whatever stands before them.
  private static let activities = [
    "活动", "培训", "讲座", "课程", "课堂", "讲堂", "学堂", "党课", "比赛", "竞赛", "沙龙", "演出", "汇演", "节目", "仪式", "行动", "项目",
    "会议",
    "座谈会", "培训班", "宣传", "义诊", "走访", "慰问",
  ]
  private static let shortActivities = ["班", "课", "会", "赛"]
  /// Those of people, which end as a meeting does.
  private static let bodies = ["协会", "委员会", "委会", "工会", "学会", "商会", "联合会", "理事会", "基金会"]

  /// 培训班名称, 亲子沙龙主题, 比赛时间: of an activity that nobody has a list of.
  private static func roleOfActivity(_ word: String) -> ColumnRole? {
    func stem(_ heads: [String]) -> Substring? {
      heads.first { word.hasSuffix($0) }.map { word.dropLast($0.count) }
    }
    if let stem = stem(["名称", "主题", "题目", "标题", "课题"]) {
      let isOne = (activities + shortActivities).contains { stem.hasSuffix($0) }
      return isOne && !bodies.contains { stem.hasSuffix($0) } ? .title : nil
    }
    let others: [([String], ColumnRole)] = [(["时间"], .date), (["地点", "场地"], .venue)]
    return others.first { heads, _ in
      stem(heads).map { stem in activities.contains { stem.hasSuffix($0) } } ?? false
    }?.1
  }

  /// - `word`: A normalised header.
  static func role(_ word: String) -> ColumnRole? {
    if isStatus(word) { return .status }
    // 出生日期 is nobody's session.
    guard !word.hasPrefix("出生") else { return nil }
    return rules.first { $0.holds(word[...]) }?.role ?? roleOfActivity(word)
  }

  // MARK: Whether somebody came

  /// Words of coming that tell of somebody on a list, and in a table of events how many did.
  static let presence: Set<String> = ["到场", "到会", "到课", "到位", "出席", "出勤", "考勤", "在场", "参加", "参会"]
  private static let verbs = presence.union(["参与", "参训", "签到", "报到", "来", "到", "到岗", "实到"])

  /// 参与 of 参与情况.
  static func isComing(_ word: String) -> Bool { verbs.contains(word) }

  /// 到场, 是否到会, 到课与否, 签到确认.
  private static func isStatus(_ word: String) -> Bool {
    if presence.contains(word) { return true }
    var verb = word[...]
    for sign in ["是否", "有无", "有没有"] where verb.hasPrefix(sign) { verb = verb.dropFirst(sign.count) }
    for sign in ["情况", "状态", "与否", "否", "了没有", "没有", "了没", "了", "标记", "确认", "打勾", "记录"]
    where verb.hasSuffix(sign) {
      verb = verb.dropLast(sign.count)
      break
    }
    return verb.count < word.count && verbs.contains(String(verb))
  }
}
