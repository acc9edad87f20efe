/// How names look beside an age or a family, as far as that can be told without a list of all words.
enum PersonalNames {
  /// The commonest surnames, those of Guangxi among them.
  static let surnames: Set<Character> = Set(
    """
    王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜\
    范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛\
    伍韦覃莫蒙农闭岑凌欧甘
    """)

  /// What an age stands beside that is nobody's own: 3 岁以下, 6 岁儿童.
  static let ofGroups = [
    "以下", "以上", "以内", "及", "至", "到", "-", "—", "–", "~", "～", "左右", "儿童", "幼儿", "婴", "孩", "学生", "组", "段",
    "青少年", "少年", "未成年",
  ]

  static let englishGroups: Set<String> = [
    "Children", "Kids", "Students", "Pupils", "Boys", "Girls", "Minors", "Babies", "Infants", "Youth",
    "Teenagers",
  ]

  /// How words end that mean many: 儿童（6 岁）.
  private static let groupEndings = [
    "儿童", "孩子", "幼儿", "婴儿", "学生", "少年", "年人", "宝宝们", "家长", "女童", "男童", "小朋友", "对象", "年龄", "群体", "班",
    "组", "级", "园", "队", "人", "名", "位", "户", "满", "以下", "课堂", "活动", "讲座", "小学", "小班", "大班", "中班",
  ]

  static func age(_ text: Substring) -> Int? {
    if let number = Int(text) { return number }
    let digits = Dictionary(uniqueKeysWithValues: zip("一二三四五六七八九", 1...9))
    guard let ten = text.firstIndex(of: "十") else {
      return text.count == 1 ? text.first.flatMap { digits[$0] } : nil
    }
    let tens = text[..<ten].first.flatMap { digits[$0] } ?? 1
    return tens * 10 + (text[text.index(after: ten)...].first.flatMap { digits[$0] } ?? 0)
  }

  /// What stands between a name and an age taken off: （, 男，今年.
  ///
  /// - Returns: Whether a mark stood between them, so that the name ends there for certain.
  static func withoutLink(_ text: Substring) -> (rest: Substring, isApart: Bool) {
    var rest = text
    var isApart = false
    while let last = rest.last {
      if "（(，,：:、".contains(last) {
        isApart = true
      } else if let word = ["今年", "才", "仅", "已", "刚"].first(where: { rest.hasSuffix($0) }) {
        rest = rest.dropLast(word.count)
        continue
      } else if isApart && "男女".contains(last) {
        // 王小明，男，9 岁
      } else if last != " " {
        break
      }
      rest = rest.dropLast()
    }
    return (rest, isApart)
  }

  /// - `isApart`: A mark follows, so that longer words may end in a name: 参加活动的小明（8岁）.
  static func name(atEndOf text: Substring, isApart: Bool) -> Substring? {
    let run = text.suffix(while: \.isHan)
    guard run.count >= 2, !groupEndings.contains(where: { run.hasSuffix($0) }) else { return nil }
    if run.count <= 4, isName(run) { return run }
    guard isApart else { return nil }
    return [3, 2].lazy.map { run.suffix($0) }.first { isName($0) && $0.count >= 2 }
  }

  /// A name up to the next mark, or up to a word that follows names.
  static func name(atStartOf text: Substring) -> Substring? {
    let run = text.prefix(while: \.isHan)
    let after = ["参加", "来", "和", "在", "由", "同学", "小朋友", "说", "获", "表演", "的"]
    for length in [3, 2] where run.count >= length {
      let name = run.prefix(length)
      let rest = run.dropFirst(length)
      guard isName(name), !groupEndings.contains(where: { name.hasSuffix($0) }) else { continue }
      if rest.isEmpty || after.contains(where: { rest.hasPrefix($0) }) { return name }
    }
    return nil
  }

  /// A name after a word for special families, up to the next mark or a word that follows names.
  static func familyName(atStartOf text: Substring) -> Substring? {
    let run = text.prefix(while: \.isHan)
    let honours = [
      "夫妇", "夫妻", "一家", "家中", "家里", "家", "同志", "老人", "女士", "先生", "奶奶", "爷爷", "阿姨", "叔叔", "大爷", "大妈", "等",
      "不在", "已", "未", "因病", "住院", "生病",
    ]
    for length in [3, 2] where run.count >= length {
      let name = run.prefix(length)
      let rest = run.dropFirst(length)
      guard let first = name.first, surnames.contains(first),
        commonWords.leading(name) == nil
      else { continue }
      if honours.contains(where: { rest.hasPrefix($0) }) || rest.isEmpty { return name }
    }
    return nil
  }

  /// Whether a whole text is somebody's name: 张大山, 王小明家, 李四等.
  static func isPerson(_ text: String) -> Bool {
    guard let name = familyName(atStartOf: text[...]), let last = name.last else { return false }
    return name.endIndex != text.endIndex || !ofPlaces.contains(last)
  }

  /// How words of two or three characters end that are a place, an office or a group: 黄村, 施工队.
  private static let ofPlaces: Set<Character> = Set("村镇乡区县市省街路组队校院所站户会部委局办厂场店园班族员生众民童人者司处科室警保边屯寨庄")

  /// Words that begin as surnames do.
  private static let commonWords: SoughtWords = [
    "安居", "安全", "安康", "安装", "安排", "温暖", "金额", "常态", "方面", "方案", "方式", "文化", "文艺", "任务", "何时", "马上", "严重",
    "康复", "余额",
    "江苏", "江西", "广西", "于是", "易返", "白天", "段落", "项目", "全部", "万元", "史料", "雷锋", "施策", "章程", "洪水", "田间", "石材",
    "季度", "单位", "贺卡", "贺年", "汤圆", "牛奶", "龙舟", "金秋", "夏季", "夏送", "程序", "许可", "武装", "钱物", "毛巾", "毛毯", "常年",
    "高龄", "成员", "关爱", "关怀", "和谐", "奉献", "危险", "危重", "符合",
  ]

  /// Two or three characters, or four with a surname of two, that are no word for a group.
  static func isWholeName(_ word: String) -> Bool {
    guard WhoText.mayBeName(word), word.allSatisfy(\.isHan),
      !groupEndings.contains(where: { word.ends(with: $0) }), !WhoText.isOrdinary(word),
      !NameSigns.beginsAsWord(word), NameSigns.isName(word) || !(word.last.map(ofPlaces.contains) ?? true)
    else { return false }
    return WhoWords.beginsInCompound(word)
      ? (3...4).contains(word.count) : (2...3).contains(word.count) && !groups.contains(word)
  }

  /// Whether a word of a name's length is called after what people do or are: 农妇, 高工, 安检员.
  static func isWordForOne(_ word: String) -> Bool {
    word.last.map { "员工妇师者嫂户童众友干兵医商客女男孩婴长任记士生民属亲孙儿父母".contains($0) } ?? true
  }

  /// Whether a word is a name that ends in a numeral: 张三, 赵六. Not what is counted, such as 农民五.
  static func isNumeralName(_ word: String) -> Bool {
    let signs = Array(word.unicodeScalars)
    guard (2...3).contains(signs.count), signs.last.map(Numeral.canBegin) ?? false, word != "田七" else {
      return false
    }
    // 陆五: the surname may be a numeral itself.
    let head = String(String.UnicodeScalarView(signs.dropFirst().prefix { !Numeral.canBegin($0) }))
    let group = word.prefix(1) + head
    return !groups.contains(String(group)) && (head.isEmpty || !isWordForOne(head)) && isWholeName(word)
  }

  /// Words for groups that begin as surnames do.
  private static let groups: Set<String> = [
    "白领", "高管", "文员", "文书", "常客", "安保", "农民", "农户", "农村妇女", "单身", "左邻", "应届", "高中生", "马帮", "牛倌", "管理", "管理员",
    "安保员",
    "石匠", "田户", "常住", "常住户", "高龄者", "房东", "金婚", "江南", "时代", "方队", "童星", "祝寿", "全体", "全家", "单亲", "龙队", "雷达",
    "容县", "石龙", "连队", "康养", "麻风", "甘蔗", "盲人", "残疾人",
  ]

  static func isCommonWord(_ text: String) -> Bool { commonWords.leading(text) != nil }

  private static func isName(_ run: Substring) -> Bool {
    guard let first = run.first, (2...4).contains(run.count) else { return false }
    if commonWords.leading(run) != nil { return false }
    if "小阿".contains(first) {
      return run.count <= 3 && !["小学", "小区", "小组", "小班", "小时", "小朋"].contains { run.hasPrefix($0) }
    }
    return (surnames.contains(first) || NameSigns.rare.contains(first))
      && (run.count <= 3 || run.hasSuffix("同学") || run.hasSuffix("宝宝"))
  }
}

extension Substring {
  /// The longest end of it whose characters all satisfy a condition.
  fileprivate func suffix(while holds: (Character) -> Bool) -> Substring {
    var start = endIndex
    while start > startIndex, holds(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
