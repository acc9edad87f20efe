/// Finds people's names in running words by what stands around them: 儿童李明, 为陈丽华测血压, 张伟说, 王芳夫妇.
///
/// A name alone proves nothing: 高明 may be a place. It is one behind a word for whom it belongs to (儿童, 孕妇, 村医), behind a
/// word for what is done to somebody or by them (为, 看望, 由), before a word that only people have behind them (夫妇, 说), and
/// where a thing or a service is called so (张伟毛毯). What is made as names only are, with a surname that is no other word, needs
/// less of it than 高丽.
struct NameScan {
  private let text: String
  private let signs: [Character]
  private let isLabel: Bool

  /// - `isLabel`: What a thing, a service or a group is called. Of canonical JSON each text is taken for one.
  init(_ text: String, isLabel: Bool = false) {
    self.text = text
    self.isLabel = isLabel
    signs = Array(text)
  }

  var findings: [PersonalTextScan.Finding] {
    var found: [PersonalTextScan.Finding] = []
    var index = 0
    while index + 1 < signs.count {
      guard let (kind, length) = nickname(at: index) ?? name(at: index) else {
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
      isOfGroup(start + surname + 1)
      ? [] : [2, 1].map { surname + $0 }.filter { isName(at: start, length: $0) }
    let isElder = lengths.isEmpty && signs[start] != "小" && isKin(start + surname)
    guard !lengths.isEmpty || isElder else { return nil }
    let before = before(start)
    if isElder {
      let isTitle = Self.titles.contains(where: rest(start + surname + 2).hasPrefix)
      return [.person, .act, .shortAct].contains(before) && !isTitle ? (.namedPerson, surname) : nil
    }
    for length in lengths {
      if let kind = kind(before, start, length, isSure: isSure(start, length, surname: surname)) {
        return (kind, length)
      }
    }
    return nil
  }

  private func isCompound(at start: Int) -> Bool {
    start + 2 < signs.count && NameSigns.mark(signs[start + 1]) & NameSigns.isSurname != 0
      && WhoWords.compounds.contains(String(signs[start...start + 1]))
  }

  private func isMasked(_ start: Int, _ length: Int) -> Bool { "某×".contains(signs[start + 1]) && length > 1 }

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

  private func isKin(_ start: Int) -> Bool {
    start + 2 <= signs.count && Self.kin.contains(String(signs[start..<start + 2]))
  }

  private func isName(at start: Int, length: Int) -> Bool {
    let end = start + length
    guard end <= signs.count else { return false }
    let word = String(signs[start..<end])
    if isMasked(start, length) {
      return NameSigns.isSurname(signs[start]) && signs[end - 1] == signs[start + 1]
    }
    // 小明 is a child's name only beside a word for children.
    if signs[start] == "小" { return NameSigns.isNickname(word) }
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
    let kind: PersonalText.Kind = after == .child ? .namedMinor : .namedPerson
    let isToPeople = after == .child || after == .people
    switch before {
    case .child: return isSure || after != .other ? .namedMinor : nil
    case .person, .act: return isSure || after != .other ? kind : nil
    case .shortAct: return isSure || (after != .other && after != .end) ? kind : nil
    case .mark where isToPeople || after == .deed || isWhole(start, length, isSure: isSure): return kind
    case .mark: return isSure && after == .whose ? kind : nil
    case .other: return isSure && isPlain(start) && after == .deed ? kind : nil
    }
  }

  /// Whether somebody's name is all of a text, or what a thing is called after.
  private func isWhole(_ start: Int, _ length: Int, isSure: Bool) -> Bool {
    guard signs[start] != "小", start == 0 || signs[start - 1] == "\"" else { return false }
    let end = start + length
    guard isLabel else { return isSure && (end == signs.count || signs[end] == "、") }
    return after(end) == .whose || isSure
  }

  private func rest(_ start: Int) -> String {
    String(signs[min(start, signs.count)..<min(signs.count, start + 5)])
  }

  /// 罗秀群众: what might be a name before it is where they are from.
  private func isOfGroup(_ end: Int) -> Bool {
    let rest = rest(end)
    return Self.ofPlaces.contains { $0.count > 1 && rest.hasPrefix($0) }
  }

  // MARK: Before

  private enum Before { case child, person, act, shortAct, mark, other }

  private func before(_ start: Int) -> Before {
    var end = start
    while end > 0, "：:（( “\"".contains(signs[end - 1]) { end -= 1 }
    if ends(end, in: Self.people) { return .person }
    if ends(end, in: Self.children) { return .child }
    if ends(end, in: WhoWords.longPosts) { return .person }
    if end == start {
      if ends(end, in: Self.acts) { return .act }
      if end > 0, Self.shortActs.contains(signs[end - 1]), signs[start] != "于" { return .shortAct }
    }
    guard let sign = start > 0 ? signs[start - 1] : nil else { return .mark }
    return !sign.isHan && !sign.isLetter || "的和与及对向到在进往".contains(sign) ? .mark : .other
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
  private static let acts = words(
    "慰问 看望 探望 走访 探访 帮扶 资助 救助 帮助 访问 送到 送至 送给 送往 发给 交给 赠给 捐给 来到 走进 前往 关爱 照顾 照料 护送 陪同")
  /// What is done to somebody, or by them.
  private static let shortActs = Set("为给替由经把被让请据听找问")

  // MARK: After

  /// `deed` is what only people do, `whose` is 的.
  private enum After { case end, child, people, deed, whose, word, place, other }

  private func after(_ end: Int) -> After {
    guard end < signs.count, signs[end].isHan else {
      return .end
    }
    let rest = rest(end)
    if Self.ofPlaces.contains(where: rest.hasPrefix) { return .place }
    if Self.ofChildren.contains(where: rest.hasPrefix) { return .child }
    if Self.ofPeople.contains(where: rest.hasPrefix) || isKin(end) { return .people }
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
    "夫妇", "夫妻", "一家", "全家", "两口子", "老人",
    "的妻子", "的丈夫", "的母亲", "的父亲", "的儿子", "的女儿", "的孩子", "的妈妈", "的爸爸", "的家人", "的家属", "的爱人", "的老伴", "的孙",
  ]
  static let kin = [
    "奶奶", "爷爷", "大爷", "大妈", "大娘", "大叔", "大婶", "大伯", "大嫂", "大姐", "大哥", "阿姨", "叔叔", "婆婆", "伯伯", "妈妈", "爸爸",
    "女士",
    "先生",
  ]
  private static let atHome = [
    "中", "里", "的", "慰问", "走访", "看望", "探望", "开展", "进行", "送", "了解", "宣传", "访", "测", "查", "义诊", "体检",
  ]
  /// 填错, 未签, 交来: what is done with lists and figures, and how.
  private static func isDeed(_ rest: String) -> Bool {
    let signs = Array(rest.prefix(2))
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
    "看望", "帮扶", "捐", "义诊", "因", "这", "筛查", "随访", "建档", "签约", "解答", "普及", "安装", "购买", "一对一", "理发",
    "打扫",
  ]
}

// MARK: English

extension PersonalTextScan {
  /// pupil Li Ming, the boy Tom.
  var englishNames: [Finding] {
    text.matches(
      of:
        #/\b((?i)child|pupil|student|boy|girl|toddler|baby|infant|schoolboy|schoolgirl|patient|villager|resident|woman|mother)(?-i) ([A-Z][a-z]+)(?: [A-Z][a-z]+)?/#
    ).compactMap { match in
      guard WhoText.isEnglishName(String(match.2)) else { return nil }
      let isMinor = !["patient", "villager", "resident", "woman", "mother"].contains(
        match.1.lowercased())
      return Finding(
        kind: isMinor ? .namedMinor : .namedPerson, range: match.range,
        replacement: "\(match.1) \(match.2.prefix(1))○")
    }
  }
}
