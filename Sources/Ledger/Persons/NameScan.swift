/// Finds people's names in running words by what stands around them: 儿童李明, 为陈丽华测血压, 孕妇张丽产检, 王芳夫妇.
///
/// A name alone proves nothing: 高明 may be a place. It is one behind a word for whom it belongs to (儿童, 孕妇), behind a word
/// for what is done to somebody (为, 看望), or before a word that only people have behind them (夫妇, 同学).
struct NameScan {
  private let text: String
  private let signs: [Character]

  init(_ text: String) {
    self.text = text
    signs = Array(text)
  }

  var findings: [PersonalTextScan.Finding] {
    var found: [PersonalTextScan.Finding] = []
    var index = 0
    while index + 1 < signs.count {
      guard let (kind, length) = name(at: index) else {
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

  private func name(at start: Int) -> (PersonalText.Kind, length: Int)? {
    guard NameSigns.mark(signs[start]) & NameSigns.isSurname != 0 || isCompound(at: start) else { return nil }
    let surname = isCompound(at: start) ? 2 : 1
    // Whom it belongs to is asked last: few words look like names.
    let lengths = [2, 1].map { surname + $0 }.filter { isName(at: start, length: $0) }
    guard !lengths.isEmpty else { return nil }
    let before = before(start)
    for length in lengths {
      if let kind = kind(
        before, after(start + length), isLong: length > surname + 1 || isMasked(start, length))
      {
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

  private func isName(at start: Int, length: Int) -> Bool {
    guard start + length <= signs.count else { return false }
    let word = String(signs[start..<start + length])
    if isMasked(start, length) {
      return PersonalNames.surnames.contains(signs[start]) && signs[start + length - 1] == signs[start + 1]
    }
    // 小明 is a child's name only beside a word for children.
    if signs[start] == "小" {
      guard length == 2, start + 1 < signs.count, let first = signs[start].unicodeScalars.first,
        let second = signs[start + 1].unicodeScalars.first
      else { return false }
      return NameSigns.mayBeginName(first.value, second.value)
    }
    return NameSigns.isName(word)
  }

  private func kind(_ before: Before, _ after: After, isLong: Bool) -> PersonalText.Kind? {
    if after == .place { return nil }
    let ofChild: PersonalText.Kind? = after == .child ? .namedMinor : nil
    switch before {
    case .child: return isLong || after != .other ? .namedMinor : nil
    case .person: return isLong || after != .other ? ofChild ?? .namedPerson : nil
    case .act: return after != .other ? ofChild ?? .namedPerson : nil
    case .shortAct: return after != .other && (after != .end || isLong) ? ofChild ?? .namedPerson : nil
    case .mark: return after == .child || after == .people ? ofChild ?? .namedPerson : nil
    case .other: return nil
    }
  }

  // MARK: Before

  private enum Before { case child, person, act, shortAct, mark, other }

  private func before(_ start: Int) -> Before {
    var end = start
    while end > 0, "：:（( “\"".contains(signs[end - 1]) { end -= 1 }
    if ends(end, in: Self.people) { return .person }
    if ends(end, in: Self.children) { return .child }
    if end == start {
      if ends(end, in: Self.acts) { return .act }
      if let sign = end > 0 ? signs[end - 1] : nil, "为给替".contains(sign) { return .shortAct }
    }
    guard let sign = start > 0 ? signs[start - 1] : nil else { return .mark }
    return !sign.isHan && !sign.isLetter || "的和与及由对向到在进往".contains(sign) ? .mark : .other
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

  // MARK: After

  private enum After { case end, child, people, word, place, other }

  private func after(_ end: Int) -> After {
    guard end < signs.count, signs[end].isHan else {
      return .end
    }
    let rest = String(signs[end..<min(signs.count, end + 5)])
    if Self.ofPlaces.contains(where: rest.hasPrefix) { return .place }
    if Self.ofChildren.contains(where: rest.hasPrefix) { return .child }
    if Self.ofPeople.contains(where: rest.hasPrefix) { return .people }
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
    "岭", "坡", "村民", "组", "队",
  ]
  private static let ofChildren = ["同学", "小朋友", "宝宝", "小宝贝"]
  private static let ofPeople = [
    "夫妇", "夫妻", "一家", "全家", "两口子", "奶奶", "爷爷", "大爷", "大妈", "大娘", "大叔", "大婶", "阿姨", "叔叔", "婆婆", "女士", "先生",
    "老人",
    "的妻子", "的丈夫", "的母亲", "的父亲", "的儿子", "的女儿", "的孩子", "的妈妈", "的爸爸", "的家人", "的家属", "的爱人", "的老伴", "的孙",
  ]
  private static let atHome = [
    "中", "里", "的", "慰问", "走访", "看望", "探望", "开展", "进行", "送", "了解", "宣传", "访", "测", "查", "义诊", "体检",
  ]
  private static let follow = [
    "的", "等", "和", "与", "及", "测", "查", "做", "量", "讲", "送", "体检", "产检", "检查", "检测", "免费", "慰问", "进行", "开展",
    "提供", "办理", "申请",
    "发放", "参加", "来", "在", "获", "表演", "住院", "上学", "入学", "就医", "就诊", "生日", "患", "得", "接种", "领取", "收到", "咨询",
    "服务", "上门", "走访", "探望",
    "看望", "帮扶", "捐", "义诊", "说", "因", "这", "打针", "筛查", "随访", "建档", "签约", "解答", "普及", "安装", "购买", "一对一", "理发",
    "打扫",
  ]
}

// MARK: English

extension PersonalTextScan {
  /// pupil Li Ming, the boy Tom.
  var englishNames: [Finding] {
    text.matches(
      of:
        #/\b(child|pupil|student|boy|girl|toddler|baby|infant|schoolboy|schoolgirl|patient|villager|resident|woman|mother) ([A-Z][a-z]+)(?: [A-Z][a-z]+)?/#
    ).compactMap { match in
      guard WhoText.isEnglishName(String(match.2)) else { return nil }
      let isMinor = !["patient", "villager", "resident", "woman", "mother"].contains(match.1)
      return Finding(
        kind: isMinor ? .namedMinor : .namedPerson, range: match.range,
        replacement: "\(match.1) \(match.2.prefix(1))○")
    }
  }
}
