/// Finds people's names in running words by what stands around them: 儿童李明, 为陈丽华测血压, 张伟说, 王芳夫妇.
///
/// A name alone proves nothing: 高明 may be a place. It is one behind a word for whom it belongs to (儿童, 孕妇, 村医), behind a
/// word for what is done to somebody or by them (为, 看望, 由), before a word that only people have behind them (夫妇, 说), and
/// where a service is called so (张伟义诊). What is made as names only are, with a surname that is no other word, needs less of
/// it than 高丽. Less than a whole name is somebody, too, behind a word for an illness or a special family: 失独家庭老周.
struct NameScan {
  private let text: String
  private let signs: [Character]
  private let place: PersonalText.Place

  /// - `place`: Of canonical JSON each text is taken for a label, where most is found.
  init(_ text: String, at place: PersonalText.Place = .words) {
    self.text = text
    self.place = place
    signs = Array(text)
  }

  var findings: [PersonalTextScan.Finding] {
    var found: [PersonalTextScan.Finding] = []
    var index = 0
    while index + 1 < signs.count {
      guard let (kind, length) = nickname(at: index) ?? name(at: index) ?? transliterated(at: index) else {
        index += 1
        continue
      }
      let start = text.index(text.startIndex, offsetBy: index)
      found.append(
        PersonalTextScan.Finding(
          kind: kind, range: start..<text.index(start, offsetBy: length), replacement: "\(signs[index])○"))
      index += length
    }
    return found
  }

  // MARK: Names

  /// A child's name that is said twice: 儿童乐乐.
  private func nickname(at start: Int) -> (PersonalText.Kind, length: Int)? {
    let sign = signs[start]
    guard sign == signs[start + 1], NameSigns.mark(sign) & NameSigns.isNickname != 0, before(start) == .child
    else { return nil }
    let after = after(start + 2)
    return after == .other || after == .place ? nil : (.namedMinor, 2)
  }

  private func name(at start: Int) -> (PersonalText.Kind, length: Int)? {
    guard NameSigns.mark(signs[start]) & NameSigns.isSurname != 0 || isCompound(at: start) else { return nil }
    let surname = isCompound(at: start) ? 2 : 1
    // Whom it belongs to is asked last: few words look like names.
    let lengths =
      isOfGroup(start + surname) || isOfGroup(start + surname + 1)
      ? [] : [2, 1].map { surname + $0 }.filter { isName(at: start, length: $0) }
    let honour = lengths.isEmpty ? honour(at: start + surname, of: signs[start]) : nil
    guard !lengths.isEmpty || honour != nil || isPlain(start) else { return nil }
    let before = before(start)
    if let honour { return isAddressed(before, start, surname, honour) ? (before.kind, surname) : nil }
    for length in lengths {
      if let kind = kind(before, start, length, isSure: isSure(start, length, surname: surname)) {
        return (kind, length)
      }
    }
    return before == .family ? rareName(at: start) : nil
  }

  /// Behind a word for special families a surname and any signs, if what follows says that it is somebody: 张春丰 to 家.
  private func rareName(at start: Int) -> (PersonalText.Kind, length: Int)? {
    let length = [3, 2].first { length in
      guard isPlain(start), start + length <= signs.count else { return false }
      let name = signs[start..<start + length]
      return name.allSatisfy(\.isHan) && !PersonalNames.isCommonWord(String(name))
        && [.people, .deed, .honour].contains(after(start + length))
    }
    return length.map { (.namedFamily, $0) }
  }

  /// 吐尔逊·买买提: signs that only write the sounds of other languages on both sides of a dot.
  private func transliterated(at start: Int) -> (PersonalText.Kind, length: Int)? {
    func end(_ start: Int) -> Int? {
      let end = signs[start...].firstIndex { NameSigns.mark($0) & NameSigns.isSound == 0 } ?? signs.count
      return end - start >= 2 ? end : nil
    }
    guard let dot = end(start), dot + 2 < signs.count, NameSigns.dots.contains(signs[dot]),
      let end = end(dot + 1), after(end) != .place
    else { return nil }
    return (before(start) == .child ? .namedMinor : .namedPerson, end - start)
  }

  private func isCompound(at start: Int) -> Bool {
    start + 2 < signs.count && NameSigns.mark(signs[start + 1]) & NameSigns.isSurname != 0
      && WhoWords.compounds.contains(String(signs[start...start + 1]))
  }

  private func isMasked(_ start: Int, _ length: Int) -> Bool {
    NameSigns.masks.contains(signs[start + 1]) && length > 1
  }

  /// Whether it is made as few words but names are.
  private func isSure(_ start: Int, _ length: Int, surname: Int) -> Bool {
    if length > surname + 1 { return !NameSigns.beginsAsWord(String(signs[start..<start + length])) }
    return isMasked(start, length) || isPlain(start) || isNumeral(start + surname)
  }

  /// The 三 of 张三.
  private func isNumeral(_ index: Int) -> Bool {
    let mark = NameSigns.mark(signs[index])
    return mark & NameSigns.isNumeral != 0 && mark & NameSigns.isGiven == 0
  }

  private func isPlain(_ start: Int) -> Bool { NameSigns.mark(signs[start]) & NameSigns.isPlain != 0 }

  /// How somebody is called by their surname.
  private enum Honour { case kin, post }

  /// - `surname`: 小 and the like are none.
  private func honour(at start: Int, of surname: Character) -> Honour? {
    guard !NameSigns.familiar.contains(surname) else { return nil }
    let rest = rest(start)
    // 阿姨们, 李奶奶课堂, 王阿姨工作室.
    func isCalled(_ words: [String]) -> Bool {
      guard let word = words.first(where: rest.hasPrefix), !WhoWords.posts.contains("\(surname)\(word)")
      else {
        return false
      }
      let next = self.rest(start + word.count)
      if word.count == 1, [.other, .place].contains(after(start + 1)) { return false }
      return !next.hasPrefix("们") && !Self.titles.contains(where: next.hasPrefix)
    }
    return isCalled(Self.kin) ? .kin : isCalled(Self.posts) ? .post : nil
  }

  /// Whether a surname and an honour are somebody: 看望韦奶奶, 失独家庭黄老师, 王主任报 46 人.
  private func isAddressed(_ before: Before, _ start: Int, _ surname: Int, _ honour: Honour) -> Bool {
    switch before {
    case .family: return true
    case .person, .act, .shortAct: if honour == .kin { return true }
    case .child, .mark, .other: break
    }
    // 班主任 is a post, 桂林主任 is Guilin's.
    let words = honour == .kin ? Self.kin : Self.posts
    let length = words.first(where: rest(start + surname).hasPrefix)?.count ?? 0
    return (before == .mark || isPlain(start) && isBorder(start - 1))
      && after(start + surname + length) == .deed
  }

  private func isName(at start: Int, length: Int) -> Bool {
    let end = start + length
    guard end <= signs.count else { return false }
    let word = String(signs[start..<end])
    if isMasked(start, length) {
      return NameSigns.isSurname(signs[start]) && signs[end - 1] == signs[start + 1]
    }
    if NameSigns.familiar.contains(signs[start]) { return NameSigns.isNickname(word) }
    // 唐国强 is somebody, though 唐国 is a word.
    guard NameSigns.isName(word) || length == 3 && isPlain(start) && NameSigns.isMade(word),
      !Self.famous.contains(where: { signs[start...].starts(with: $0) })
    else { return false }
    // 万三千 is a number, 王五一家 are people.
    return !isNumeral(end - 1) || end == signs.count || after(end) == .people
      || NameSigns.mark(signs[end]) & NameSigns.isNumeral == 0 && !"百千万亿".contains(signs[end])
  }

  private func kind(_ before: Before, _ start: Int, _ length: Int, isSure: Bool) -> PersonalText.Kind? {
    let after = after(start + length)
    if after == .place { return nil }
    let kind: PersonalText.Kind = after == .child ? .namedMinor : before.kind
    let isToPeople = [.child, .people, .honour].contains(after)
    switch before {
    case .child: return isSure || after != .other ? .namedMinor : nil
    case .family, .person, .act: return isSure || after != .other ? kind : nil
    case .shortAct: return isSure || (after != .other && after != .end) ? kind : nil
    case .mark where isToPeople || after == .deed || isWhole(start, length, isSure: isSure): return kind
    case .mark: return isSure && after == .whose ? kind : nil
    case .other where isToPeople && (length == 3 || isBorder(start - 1)):
      return isSure && isPlain(start) ? kind : nil
    case .other: return isSure && isPlain(start) && after == .deed ? kind : nil
    }
  }

  /// Behind what a place or a time ends in: 王家村韦秀珍, 昨天王主任.
  private func isBorder(_ index: Int) -> Bool { index >= 0 && "村屯寨组街镇乡县区天午日月".contains(signs[index]) }

  /// Whether somebody's name is all of a text, or what a service is called after. Things are called after makers: 张裕葡萄酒.
  private func isWhole(_ start: Int, _ length: Int, isSure: Bool) -> Bool {
    guard !NameSigns.familiar.contains(signs[start]), start == 0 || signs[start - 1] == "\"" else {
      return false
    }
    let end = start + length
    let isEnd = after(end) == .end && (place == .thing || end == signs.count || signs[end] == "、")
    switch place {
    case .label: return after(end) == .whose || isSure
    case .thing:
      return after(end) == .whose || isSure && (isEnd || isNumeral(end - 1) || isForOne(end) || isOfHome(end))
    case .words, .venue, .reason, .author: return isSure && (isEnd || isForOne(end))
    }
  }

  /// 家大米, not 家具 and 家用电器.
  private func isOfHome(_ start: Int) -> Bool {
    let rest = rest(start)
    return rest.first == "家" && !"具用电庭居纺装".contains(rest.dropFirst().first ?? " ")
  }

  /// 慰问品: what somebody is given and no maker makes.
  private func isForOne(_ start: Int) -> Bool { Self.aid.contains(where: rest(start).hasPrefix) }

  private func rest(_ start: Int) -> String {
    String(signs[min(start, signs.count)..<min(signs.count, start + 5)])
  }

  /// 罗秀群众: what might be a name before it is where they are from.
  private func isOfGroup(_ end: Int) -> Bool {
    let rest = rest(end)
    return Self.ofPlaces.contains { $0.count > 1 && rest.hasPrefix($0) }
  }

  // MARK: Before

  private enum Before {
    case family, child, person, act, shortAct, mark, other

    /// Of what is found behind it.
    var kind: PersonalText.Kind {
      switch self {
      case .family: .namedFamily
      case .child: .namedMinor
      case .person, .act, .shortAct, .mark, .other: .namedPerson
      }
    }
  }

  private func before(_ start: Int) -> Before {
    var end = start
    while end > 0, "：:（( “\"".contains(signs[end - 1]) { end -= 1 }
    if let special = special(end), special == .family || !ends(end, in: Self.children) { return special }
    if ends(end, in: Self.people) { return .person }
    if ends(end, in: Self.children) { return .child }
    if ends(end, in: WhoWords.longPosts) || start > 0 && signs[start - 1] == "@" { return .person }
    if end == start {
      if ends(end, in: Self.acts) { return .act }
      if end > 0, Self.shortActs.contains(signs[end - 1]), signs[start] != "于" { return .shortAct }
    }
    guard let sign = start > 0 ? signs[start - 1] : nil else { return .mark }
    return !sign.isHan && !sign.isLetter || "的和与及对向到在进往".contains(sign) ? .mark : .other
  }

  /// 失独家庭, 艾滋病感染者, 患病的: a word for a special family or an illness, with who they are or without.
  private func special(_ end: Int) -> Before? {
    var end = end
    func ends(in words: [String]) -> Bool {
      words.contains { signs[..<end].reversed().starts(with: $0.reversed()) }
    }
    while true {
      if ends(in: ListedPerson.families) { return .family }
      if ends(in: ListedPerson.illness) { return .person }
      let length = (1...3).first { $0 <= end && Self.ofFamilies.contains(String(signs[end - $0..<end])) }
      guard let length else { return nil }
      end -= length
    }
  }

  private func ends(_ end: Int, in words: Set<String>) -> Bool {
    (2...4).contains { $0 <= end && words.contains(String(signs[end - $0..<end])) }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  private static let children = words(
    """
    儿童 学生 孩子 小孩 男孩 女孩 幼儿 婴儿 婴幼儿 宝宝 新生儿 早产儿 男童 女童 幼童 少年 男生 女生 小朋友 未成年人 未成年 高中生 初中生
    小学生 患儿 孤儿 学童 男婴 女婴 少女 娃娃 贫困生 双胞胎
    """)
  /// Who is cared for, and those who come. An office's people are named elsewhere, if at all.
  private static let people = words(
    """
    孕妇 产妇 孕产妇 宝妈 准妈妈 患者 病人 病患 感染者 携带者 残疾人 老人 老年人 低保户 贫困户 困难户 困难群众 计生户 特困户 五保户 脱贫户
    监测户 双女户 困难家庭 计生家庭 村民 居民 社员 会员 群众 家长 母亲 父亲 妈妈 爸爸 妻子 丈夫 爷爷 奶奶 户主 职工 学员 妇女 伤者 逝者 烈属
    军属 大学生 党员 老党员 农民 退役军人 新婚夫妇 申请人 咨询者 志愿者
    """)
  /// Behind a word for special families or an illness: who it is about.
  private static let ofFamilies = words(
    """
    家庭 父母 父亲 母亲 爸爸 妈妈 老人 老年人 对象 人员 成员 群体 人群 夫妇 夫妻 妇女 儿童 孩子 群众 居民 村民 会员 党员 老党员 职工 家属 户主 户
    患者 病人 者 人 家 的 家中 家里
    """)
  private static let acts = words(
    "慰问 看望 探望 走访 探访 帮扶 资助 救助 帮助 访问 送到 送至 送给 送往 发给 交给 赠给 捐给 来到 走进 前往 关爱 照顾 照料 护送 陪同")
  /// What is done to somebody, or by them.
  private static let shortActs = Set("为给替由经把被让请据听找问补是了漏有")

  // MARK: After

  /// `deed` is what only people do, `whose` is 的.
  private enum After { case end, child, people, honour, deed, whose, word, place, other }

  private func after(_ end: Int) -> After {
    guard end < signs.count, signs[end].isHan else {
      return .end
    }
    let rest = rest(end)
    if Self.ofPlaces.contains(where: rest.hasPrefix) { return .place }
    if Self.ofChildren.contains(where: rest.hasPrefix) { return .child }
    if Self.ofPeople.contains(where: rest.hasPrefix) { return rest.hasPrefix("一家亲") ? .other : .people }
    if let word = Self.honours.first(where: rest.hasPrefix) {
      // Those who are an example to others are called by their names.
      return Self.ofExamples.contains(where: self.rest(end + word.count).hasPrefix) ? .other : .honour
    }
    if Self.isDeed(rest) { return .deed }
    if rest.first == "的" { return .whose }
    if rest.hasPrefix("家庭") { return .word }
    if rest.first == "家" {
      let next = rest.dropFirst()
      return next.first?.isHan != true || Self.atHome.contains(where: next.hasPrefix) ? .people : .other
    }
    return Self.follow.contains(where: rest.hasPrefix) ? .word : .other
  }

  private static let ofPlaces = [
    "镇", "县", "市", "区", "村", "乡", "省", "州", "路", "街", "屯", "社区", "小区", "小学", "中学", "学校", "医院", "集团", "公司",
    "农场", "林场",
    "广场", "公园", "大学", "大厦", "药", "牌", "杯", "地区", "苑", "园", "楼", "站", "庄", "寨", "湾", "河", "江", "湖", "山", "桥",
    "岛", "港", "坪",
    "岭", "坡", "村民", "组", "队", "群众", "居民", "社员", "妇女", "干部", "籍", "等地", "两地", "各地", "一带", "片", "校", "院", "所",
    "店", "厂",
    "社", "馆", "城", "场", "超市", "茶", "酒", "奖", "型", "式",
  ]
  private static let ofChildren = ["同学", "小朋友", "宝宝", "小宝贝"]
  private static let ofPeople = [
    "夫妇", "夫妻", "一家", "全家", "两口子", "老人", "母女", "母子", "父女", "父子", "婆媳", "姐妹", "兄弟", "姐弟", "兄妹", "祖孙",
    "的妻子", "的丈夫", "的母亲", "的父亲", "的儿子", "的女儿", "的孩子", "的妈妈", "的爸爸", "的家人", "的家属", "的爱人", "的老伴", "的孙",
  ]
  private static let honours = ["同志", "老师", "师傅", "医生", "大夫", "护士"] + kin.filter { $0.count > 1 }
  private static let ofExamples = ["先进", "事迹", "精神", "先锋", "纪念", "诞辰", "故居", "生平"]
  /// Of those who are called by surname and post.
  static let posts = [
    "主任", "书记", "老师", "医生", "大夫", "护士", "校长", "院长", "站长", "所长", "会长", "局长", "科长", "村长", "支书", "专干", "师傅",
    "教授",
  ]
  static let kin = [
    "奶奶", "爷爷", "大爷", "大妈", "大娘", "大叔", "大婶", "大伯", "大嫂", "大姐", "大哥", "阿姨", "叔叔", "婆婆", "伯伯", "妈妈", "爸爸",
    "女士",
    "先生", "姨", "婶", "嫂", "姐", "伯", "叔",
  ]
  private static let atHome = [
    "中", "里", "的", "慰问", "走访", "看望", "探望", "开展", "进行", "送", "了解", "宣传", "访", "测", "查", "义诊", "体检",
  ]
  /// 填错, 未签, 交来: what is done with lists and figures, and how.
  private static func isDeed(_ rest: String) -> Bool {
    let signs = Array(rest.prefix(2))
    // 报46人
    if signs.count == 2, signs[0] == "报", !signs[1].isHan || "一二三四五六七八九十".contains(signs[1]) { return true }
    if signs.count == 2, "报填记写签交录登领".contains(signs[0]), "错重漏少多的了来成到过给".contains(signs[1]) { return true }
    if signs.count == 2, "漏多少误错迟补代重未已没".contains(signs[0]), "报填记写签交录登领".contains(signs[1]) { return true }
    return deeds.contains(where: rest.hasPrefix)
  }

  private static let deeds = [
    "说", "没", "忘", "问", "反映", "告知", "告诉", "通知", "请假", "提出", "要求", "核对", "核实", "确认", "弄错", "搞错", "看错", "算错",
    "数错", "输错",
    "打错", "打电话", "来电", "去电", "发现", "经手", "保管", "重复", "未到", "不在", "不来", "不能来", "不肯", "不会", "不愿", "不同意", "不认",
    "到场",
    "缺席", "迟到", "有事", "本人", "领取", "收到", "住院", "生病", "上学", "就医", "就诊", "生日", "患", "获奖", "得奖", "打针", "因病",
  ]
  private static let aid = ["慰问", "救助", "补助", "帮扶", "助学", "资助", "抚恤", "扶助"]
  /// Whom things and teachings are called after.
  private static let famous = [
    "李宁", "李锦记", "张小泉", "陈克明", "王守义", "史丹利", "黄文秀", "张桂梅", "毛泽东", "邓小平", "宋庆龄", "焦裕禄", "黄大年", "黄继光",
  ].map { Array($0) }
  /// 李大姐工作室: what is called after somebody who is known.
  private static let titles = ["工作室", "调解室", "课堂", "讲堂", "驿站", "热线", "团队", "服务队", "志愿", "之家"]
  private static let follow = [
    "等", "和", "与", "及", "测", "查", "做", "量", "讲", "送", "体检", "产检", "检查", "检测", "免费", "慰问", "进行", "开展",
    "提供", "办理", "申请",
    "发放", "参加", "来", "在", "获", "表演", "入学", "得", "接种", "咨询",
    "服务", "上门", "走访", "探望",
    "看望", "帮扶", "捐", "义诊", "因", "这", "筛查", "救助", "随访", "建档", "签约", "解答", "普及", "安装", "购买", "一对一", "理发",
    "打扫",
  ]
}
