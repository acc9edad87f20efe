/// Words for places, groups and sittings that people come from or to, and for kinds of things: not what is counted where a
/// second figure says how many people or pieces it was.
enum GroupWords {
  /// Counting words of them; the people of 村干部 and the like are people.
  static let counters: Set<String> = [
    "村", "班", "组", "队", "支队", "站", "场", "期", "批", "批次", "轮", "堂", "节", "讲", "课时", "桌", "席", "车", "辆", "趟",
    "处",
    "所", "家", "间", "栋", "幢", "门", "部",
  ]
  /// Those that count how often people came together.
  static let sittings: Set<String> = ["场", "期", "批", "批次", "轮", "堂", "节", "讲", "次"]
  /// Kinds of things; of all kinds together there are so many.
  static let kinds: Set<String> = ["种", "类", "款", "项"]

  /// Whether so many sittings or kinds are said beside what they are of, and are no part of its name: 义诊 3 场 90 人次.
  static func isCountedBeside(_ counter: String) -> Bool {
    sittings.contains(counter) || kinds.contains(counter)
  }

  /// Whether what a counting word stands before is a place or a group: 5 个农村社区的居民.
  ///
  /// - `loosely`: Also somewhere inside, as in 5 个社区宣传点.
  static func begins(_ noun: String, loosely: Bool) -> Bool {
    let words = noun.split(whereSeparator: { " ，。；：、,.;:的（(".contains($0) }).first.map(String.init) ?? ""
    guard !people.contains(where: words.hasPrefix) || words.dropFirst(2).hasPrefix("小组") else { return false }
    return all.contains { words.hasPrefix($0) || words.hasSuffix($0) }
      || (loosely && long.contains(where: words.contains)) || english.contains(words.lowercased())
  }

  /// Whether a figure without another one counts places or groups: 来自 5 个村.
  static func areCounted(by counter: String?, _ noun: String) -> Bool {
    ([nil, "个", "所", "家"] as Set<String?>).contains(counter) && begins(noun, loosely: false)
  }

  private static let long = split(
    "社区 小区 乡镇 街道 县区 城区 市区 州县 班级 年级 学校 小学 中学 大学 高校 院校 幼儿园 机构 医院 卫生院 卫生室 门诊 诊所 科室 病区 小组 团队 服务队 队伍 企业 "
      + "公司 工厂 车间 单位 部门 机关 支部 协会 服务站 网格 片区 园区 工地 市场 商场 商铺 门店 养老院 敬老院 福利院 驿站 基地 会场 场次 窗口 展台 展位 摊位 台位 咨询台 "
      + "服务台 展区 代表队 民族 人群 品种 类型 场所 站点 讲座 课程 培训班 夏令营 村寨 村屯 自然村 行政村 会员之家 宣传点 服务点 义诊点 咨询点 体检点 接种点 会员小组 中心户 家庭医生团队"
  )
  private static let all = long + split("村 屯 乡 镇 县 市 区 州 旗 班 组 队 站 点 厂 店 园 校 企 院 系 所 连 营")
  /// People that are called after them.
  private static let people = split(
    "村民 村医 村干 村官 村级 市民 县长 市长 区长 镇长 乡长 队员 队长 组员 组长 班主任 班长 站长 厂长 店长 店员 园长 园丁 校长 院长 社区工作 社区民警 社区干部 社区书记 点子 "
      + "市场价 区域 班次 组合 院士 学校领导")
  static func isGroup(_ word: String) -> Bool { all.contains(word) }

  /// Whether people are told by where they came from: 朝阳社区 20 人, 县妇联 3 人, but not those of a 座谈会.
  static func isPlace(_ words: String) -> Bool {
    !meetings.contains(where: words.hasSuffix)
      && (all.contains(where: words.hasSuffix) || offices.contains(where: words.hasSuffix))
  }

  private static let offices = split(
    "局 委 办 科 室 协 联 行 社 团 庭 党委 支部 机关 系统 部门 中心 协会 学会 商会 工会 委员会 居委会 村委会 理事会 妇委会 联合会 分会 外地 本地 以上 以下 后 方 楼")

  /// What is held so many times.
  private static let meetings = split("会议 座谈 活动 义诊 培训 讲座 讲课 宣传 随访 走访 慰问 体检 课程 课 会")

  /// Whether so many 次 of it were held: 2 次讲座.
  static func isMeeting(_ noun: String) -> Bool { meetings.contains(where: noun.hasPrefix) }

  private static let english: Set<String> = [
    "village", "villages", "community", "communities", "town", "towns", "township", "townships", "county",
    "counties", "city", "cities", "district", "districts", "school", "schools", "class", "classes", "group",
    "groups", "team", "teams", "unit", "units", "company", "companies", "hospital", "hospitals", "clinic",
    "clinics", "street", "streets", "lecture", "lectures", "talk", "talks", "event", "events", "site",
    "sites",
  ]

  /// Things that families are told apart by: 30 组 of them are 30 households.
  static func isFamilies(_ words: String) -> Bool { words.contains("家庭") || words.contains("亲子") }

  private static func split(_ words: String) -> [String] { words.split(separator: " ").map(String.init) }
}

extension FoundFigure {
  /// Whether it counts places, groups or sittings, of which another figure says how many people came from or to them.
  ///
  /// - `noun`: What stands between it and the next figure.
  /// - `lead`: What stands before it.
  /// - `people`: Whether that other figure counts people.
  func isGroup(_ noun: String, after lead: String, ofPeople people: Bool) -> Bool {
    guard children == nil, households == nil else { return false }
    if let counter {
      if counter == "村" || counter == "班" || GroupWords.kinds.contains(counter) { return true }
      if GroupWords.sittings.contains(counter), people || counter != "次" {
        return counter != "次" || GroupWords.isMeeting(noun)
      }
      // 26 组家庭 52 人: both are people.
      if counter == "组", GroupWords.isFamilies(lead + noun) { return false }
      if people, GroupWords.counters.contains(counter) { return true }
      guard !countsPeople, counter == "支" || !CountingWord.goods.contains(counter),
        !CountingWord.measures.contains(counter)
      else {
        return false
      }
      // 5 个农村社区, 村民小组 5 个.
      return GroupWords.begins(noun.isEmpty ? lead : noun, loosely: people)
    }
    return noun.utf8.first.map { $0 < 0x80 } ?? false && GroupWords.begins(noun, loosely: false)
  }
}
