import Planning

/// The words of a sentence around a figure: what is counted, without where and when it was, who did it and what came of it.
///
/// 活动吸引了近 300 名居民驻足 counts 居民, 向群众免费发放宣传折页 600 余份 counts 宣传折页. Words cannot be told from one another by
/// their form in Chinese; so the verbs and places that reports are made of are listed, and whatever is left is the noun.
enum PhraseFrame {
  // MARK: People

  /// Who came: 家长 of `辖区 58 位家长参加活动` and of `家长 58 人到场`; empty where nobody says.
  ///
  /// - `said`: The number with its counting word. Behind 人 hardly ever stands who these were, behind 位 it does.
  static func people(_ subject: String, _ noun: String, said: String) -> String {
    let (subject, noun) = (ofThisTime(subject), ofThisTime(withoutRemark(noun)))
    let behind = FigureWords.attendance.contains(noun.lowercased()) ? "" : noun
    let (front, back) = (withoutPlace(group(in: subject)), withoutPlace(head(of: behind)))
    guard !front.isEmpty, !back.isEmpty else { return front + back }
    let isSaid = ["人", "people", "person"].contains(where: said.contains)
    if isHanPeople(front) || FigureWords.role(of: front) != nil { return front }
    return isHanPeople(back) || !isSaid ? back : front
  }

  /// 会员 for 本次会员, members for `members today`.
  private static func ofThisTime(_ words: String) -> String {
    FigureWords.besideThisTime(words).flatMap { $0.isEmpty || isPeople($0) ? $0 : nil } ?? words
  }

  /// 家长 of （家长）, and nothing of （村医负责）; words without brackets around them as they are.
  static func withoutRemark(_ noun: String) -> String {
    noun.bracketed.map { isHanPeople($0) && !$0.contains { "为每".contains($0) || $0.isNumber } ? $0 : "" }
      ?? noun
  }

  /// Whether words name people: 计生特殊家庭, not 朝阳社区. Any English words may.
  static func isPeople(_ words: String) -> Bool {
    (words.last.map { $0.isASCII && $0.isLetter } ?? false) || isHanPeople(words)
  }

  static func isHanPeople(_ words: String) -> Bool {
    words.last.map(people.contains) ?? false || peoples.contains(where: words.hasSuffix)
  }

  /// Whether words behind a number of people are what these did, and neither who they are nor that they came.
  static func isVerb(_ words: String) -> Bool {
    words.first.map(\.isHan) ?? false && !isHanPeople(words) && !GroupWords.isPlace(words)
      && FigureWords.role(of: words) == nil && first(attending, in: PhraseText(words)) == nil
  }

  private static let people: Set<Character> = Set("男人童众民员者长女生友妇属师亲妈爸母父子孩婴户工客宾兵护医患士们老姐妹哥弟嫂姨婆奶爷娃宝友胞")
  private static let peoples = [
    "婴儿", "幼儿", "新生儿", "少儿", "孤儿", "家庭", "代表", "干部", "对象", "青年", "少年", "骨干", "领导", "专家", "夫妻", "群体",
    "其他", "其它", "同志", "书记", "主任", "保安", "保洁", "司机", "网红", "主播", "骑手", "乡贤", "嘉宾", "大妈", "大爷", "班子", "夫妇",
    "丈夫", "红娘", "列席", "旁听", "主席", "理事", "干事", "专干", "支书", "经理", "教授", "民警",
  ]

  /// The 家长 of 活动吸引了家长; empty for places, times and events.
  private static func group(in subject: String) -> String {
    var words = subject.behindHeading
    // 实签到, whose 签到 is not what 实 did.
    if FigureWords.actual.contains(words) || FigureWords.planned.contains(words) { return "" }
    let text = PhraseText(words)
    if let verb = last(drawing, in: text) {
      // 朝阳社区义诊活动吸引了: what drew them is none of them.
      words = text.words(verb.upperBound, text.count)
    } else if begins(text, with: attending) || words.contains("来自"), let of = text.plain.lastIndex(of: "的") {
      words = text.words(of + 1, text.count)
    }
    words = withoutComing(words.withoutHeadCount)
    let isOccasion = ["本次", "此次", "这次", "本场", "本期"].contains(where: words.hasPrefix) && !isHanPeople(words)
    return isFrame(words) || isOccasion ? "" : withoutLeadingComing(words)
  }

  /// 群众 for 参加活动群众.
  private static func withoutLeadingComing(_ words: String) -> String {
    let verb = [
      "参加活动的", "参加活动", "参与活动的", "参与活动", "参加的", "参加", "参与", "实际参加", "实际到场", "实到",
    ].first { words.hasPrefix($0) }
    let rest = String(words.dropFirst(verb?.count ?? 0)).trimmed
    return isHanPeople(rest) && rest.count > 1 ? rest : words
  }

  /// 家长 for 辖区家长: whose place that is is known.
  private static func withoutPlace(_ words: String) -> String {
    if isNumberOfPlaces(words) { return "" }
    guard let place = places.word(in: PhraseText(words), at: 0) else { return words }
    let rest = String(words.dropFirst(place.word.count)).trimmed
    return isHanPeople(rest) && rest.count > 1 ? rest : words
  }

  /// 3个班, 两个社区, 3场讲座: how many places people came from, or came to, is no group of them.
  private static func isNumberOfPlaces(_ words: String) -> Bool {
    let rest = words.drop { $0.isNumber || $0.isNumeral }
    return rest.count < words.count && rest.first.map { "个所支场期批".contains($0) } ?? false
      && !isHanPeople(words)
  }

  private static let places = words(
    "辖区内 辖区 现场 会场 村里 村内 全村 本村 镇里 全镇 本镇 乡里 全乡 本乡 县里 全县 本县 市里 全市 本市 全区 本区 当地 本地 周边 附近")

  /// 家长 for 家长参加了活动: without the verb at its end.
  private static func withoutComing(_ words: String) -> String {
    let verb = ["参加了活动", "参加活动", "参加", "到场", "参与", "出席", "到会", "签到", "前来"].first { words.hasSuffix($0) }
    guard let verb else { return words }
    return withoutAll(String(words.dropLast(verb.count)).trimmed)
  }

  /// 家长 of 家长均 and of 家长全部, which stand before a verb.
  private static func withoutAll(_ who: String) -> String {
    let all = ["全部", "全都", "均", "都"].first { who.hasSuffix($0) && who.count > $0.count }
    return String(who.dropLast(all?.count ?? 0))
  }

  /// Whether words only say where or when it was, or that people came: 辖区内, 两天, 活动现场, 来自全县的.
  private static func isFrame(_ words: String) -> Bool {
    let text = PhraseText(words)
    var index = 0
    while index < text.count {
      index = text.skippingSpaces(from: index)
      if let word = settings.word(in: text, at: index) {
        index += word.word.count
      } else if let end = span(in: text, at: index) {
        index = end
      } else {
        return FigureWords.attendance.contains(text.words(index, text.count).lowercased())
      }
    }
    return true
  }

  /// The end of 两天, 3 场.
  private static func span(in text: PhraseText, at index: Int) -> Int? {
    guard case .number(let number) = Numeral.read(text, at: index) else { return nil }
    let unit = text.skippingSpaces(from: number.end)
    return text[unit].map { "天日周场期月".unicodeScalars.contains($0) } ?? false ? unit + 1 : nil
  }

  /// The 家长 of 家长踊跃参加活动 and of 来自各村的家长: what stands before the verb, or behind the 的 of a clause that begins
  /// with one. Empty for 参加活动.
  static func head(of noun: String) -> String {
    let text = PhraseText(noun)
    if from.word(in: text, at: 0) != nil { return "" }
    // students from 3 schools.
    if let place = noun.firstRange(of: " from ") { return head(of: String(noun[..<place.lowerBound])) }
    guard let verb = first(attending, in: text) else { return noun }
    guard verb.lowerBound == 0 else { return withoutAll(text.words(0, verb.lowerBound).withoutMarks) }
    if let of = text.plain.lastIndex(of: "的") {
      let behind = head(of: text.words(of + 1, text.count))
      if isHanPeople(behind) { return behind }
    }
    var rest = verb.upperBound
    while let next = attending.word(in: text, at: text.skippingSpaces(from: rest)) {
      rest = text.skippingSpaces(from: rest) + next.word.count
    }
    // 参会代表 are people; 参加讲座 is what people did.
    return text.isLatin(at: 0) || says(text.words(rest, text.count)) ? "" : noun
  }

  /// Whether words behind a verb are what it is about, and not who did it.
  private static func says(_ rest: String) -> Bool {
    guard let first = rest.first, !["者", "人员", "人数"].contains(rest) else { return true }
    return "了过“《本此".contains(first) || events.contains { rest.contains($0) }
  }

  private static let events = [
    "活动", "讲座", "培训", "课", "会议", "座谈", "班", "宣讲", "义诊", "咨询", "仪式", "比赛", "沙龙", "游戏", "演出", "现场",
  ]

  /// What those do who are counted, and how.
  private static let attending = words(
    "参加 参与 参会 到场 到会 到访 出席 前来 驻足 观看 收看 收听 聆听 听取 倾听 围观 光临 莅临 来到 走进 赶来 来自 签到 领取 加入 接受 受益 受教育 "
      + "积极 踊跃 纷纷 热情 主动 认真 一起 一同 共同 齐聚 欢聚 相聚 聚集 参观 现场 到现场 attended attending came took_part taking_part "
      + "joined watched participated turned_up showed_up stopped were was")
  private static let from = words("from at in")

  /// What an event does with those who are counted.
  private static let drawing = words(
    "来了 到了 参加的有 参加人员有 参会人员有 吸引了 吸引 迎来了 迎来 引来了 引来 组织了 组织 动员 发动 召集 邀请了 接待了 接待 惠及 覆盖 带动 汇聚了 汇聚 drew attracted reached "
      + "attended_by")

  private static let settings = words(
    "此次活动 本次活动 这次活动 活动期间 活动当天 活动现场 活动 现场 线下 分别 会场 当天 当日 今天 昨天 今年 本年 本月 本周 本季度 上午 下午 晚上 全天 辖区 社区 小区 街道 村里 村内 本村 "
      + "全村 各村 镇里 本镇 全镇 各镇 乡里 本乡 全乡 县里 本县 全县 市里 本市 全市 本区 全区 各地 周边 附近 当地 本地 内 里 的 在 来自 有 共 一共 共计 "
      + "合计 累计 总计 截至目前 截止目前 到目前为止 目前为止 目前 迄今为止 迄今 已 先后 参加 参与 到场 前来 来了 来 the there we in all total on_site")

  // MARK: Goods

  /// What was given: 叶酸 of 免费发放叶酸, 宣传折页 of `向群众发放 600 余份宣传折页`; empty where nobody says.
  static func item(_ subject: String, _ noun: String) -> String {
    let text = PhraseText(subject.behindHeading)
    var start = withoutTotal(text)
    if let made = making(in: text, at: start) { start = made.upperBound }
    if let kept = keeping.word(in: text, at: start), !isOfThing(text, kept.word.count + start) {
      start += kept.word.count
    }
    guard let verb = first(giving, in: text, from: start) ?? toWhom(text, from: start) else {
      // 发叶酸; 发票 is a thing.
      let isVerb =
        text[start] == "发" && !(text[start + 1].map { "票卡圈夹带箍泡热饰展明育型".unicodeScalars.contains($0) } ?? false)
      let isSent =
        text[start] == "送" && !(text[start + 1].map { "子别教戏医书".unicodeScalars.contains($0) } ?? false)
      if isVerb || isSent { start += 1 }
      let words = withoutKinds(text.words(start, text.count).withoutMarks)
      return words.isEmpty ? given(noun) : words
    }
    var rest = verb.upperBound
    while let next = giving.word(in: text, at: text.skippingSpaces(from: rest)) {
      rest = text.skippingSpaces(from: rest) + next.word.count
    }
    let behind = withoutKinds(text.words(rest, text.count).withoutMarks)
    guard behind.isEmpty else { return behind }
    let thing = given(noun)
    guard thing.isEmpty else { return thing }
    // 宣传资料共发放 500 份.
    var end = verb.lowerBound
    while let word = totals.word(in: text, endingBefore: text.end(before: end)) {
      end = text.end(before: end) - word.word.count
    }
    let words = withoutKinds(text.words(start, end).withoutMarks)
    return isToWhom(text, from: start) || isFrame(words) ? "" : words
  }

  /// 宣传资料 for 各类宣传资料, which is no other item.
  private static func withoutKinds(_ item: String) -> String {
    for word in ["各类", "各种", "各式"] where item.hasPrefix(word) && item.count > word.count + 1 {
      return String(item.dropFirst(word.count))
    }
    return item
  }

  /// Where the words begin behind 现场 and 共; 共享雨伞 and 活动礼包 are things.
  private static func withoutTotal(_ text: PhraseText) -> Int {
    var start = 0
    while let word = totals.word(in: text, at: text.skippingSpaces(from: start)) {
      let end = text.skippingSpaces(from: start) + word.word.count
      if word.word == ["共"], text[end].map({ "享同建产青".unicodeScalars.contains($0) }) ?? false { break }
      start = end
    }
    return start
  }

  /// The verb of 向困难家庭送, 为老人送.
  private static func toWhom(_ text: PhraseText, from start: Int) -> Range<Int>? {
    guard isToWhom(text, from: start),
      let verb = text.plain[start...].firstIndex(where: { $0 == "送" || $0 == "发" })
    else { return nil }
    return verb..<verb + 1
  }

  private static func isToWhom(_ text: PhraseText, from start: Int) -> Bool {
    text[text.skippingSpaces(from: start)].map { "向为给".unicodeScalars.contains($0) } ?? false
  }

  /// 宣传资料 for the 宣传资料发放给群众 behind a figure.
  private static func given(_ noun: String) -> String {
    let text = PhraseText(noun)
    guard let verb = first(afterGiving, in: text) else { return noun }
    return text.words(0, verb.lowerBound).withoutMarks
  }

  private static let giving = words(
    "实际发放 实际发出 实际发 实发放 实发 派送了 派送 免费发放了 免费发放 发放了 发放 发了 送了 印发了 印发 义务书写 现场书写 书写 义务写 现场写 派发了 派发 分发了 分发 散发了 散发 赠送了 赠送 捐赠了 捐赠 送出 送去 送上 送达 发出 配发 投放 赠予 handed_out "
      + "gave_out gave distributed")
  private static let afterGiving = words(
    "免费发放 发放 派发 分发 赠送 通过 已经 已全部 已发 已送 均已 全部 送到 送至 送给 送达 发给 发到 were was handed_out given_out given to")
  private static let totals = words(
    "此次活动共 本次活动共 活动共 此次活动 本次活动 此次 本次 这次 活动现场 现场 一共 共计 合计 累计 总计 共 实际 截至目前 截止目前 到目前为止 目前为止 目前 迄今为止 迄今")

  /// Whether words say that it was hung up, made or bought, which is not handed out: 悬挂横幅, 展板制作, `banners were hung`.
  static func isMade(_ subject: String, _ noun: String) -> Bool {
    let (front, back) = (PhraseText(subject), PhraseText(noun))
    if madeWords.word(in: back, endingBefore: back.count) != nil { return true }
    let isSomewhere = front.hasPrefix(["在"], at: 0)
    let start = isSomewhere ? 0 : withoutTotal(front)
    let verbs = isSomewhere ? start..<max(start, front.count) : start..<start + 1
    if let made = verbs.lazy.compactMap({ making(in: front, at: $0) }).first {
      return first(giving, in: front, from: made.upperBound) == nil
    }
    return madeWords.word(in: front, endingBefore: front.count) != nil
  }

  /// Whether words say that it was handed out.
  static func isGiven(_ subject: String) -> Bool { first(giving, in: PhraseText(subject)) != nil }

  /// The verb of 制作展板, and not that of 制作材料包.
  private static func making(in text: PhraseText, at index: Int) -> Range<Int>? {
    guard let word = madeWords.word(in: text, at: index) else { return nil }
    var end = index + word.word.count
    if text[end] == "了" { end += 1 }
    return text[end].map { "画架器机柜台券卡品材费纸金".unicodeScalars.contains($0) } ?? false ? nil : index..<end
  }

  private static let madeWords = words(
    "拉横幅 挂横幅 悬挂 张挂 拉挂 拉起 挂出 张贴 粘贴 制作 印制 印刷 设置 摆放 摆出 布置 展出 展示 搭建 播放 放映 购买 购置 采购 订购 准备 出动 设立 搭设 发送 推送 编发 转发 刊发 "
      + "put_up set_up hung posted printed displayed made bought prepared")

  /// Whether a clause beside figures of goods names no thing: 都发完了, 价值 6400 元.
  static func isRemark(_ phrase: String) -> Bool {
    values.contains(where: phrase.hasPrefix)
      || (!phrase.contains(where: \.isNumber) && outcomes.contains(where: phrase.hasSuffix))
  }

  private static let values = ["价值", "总价值", "折合", "合计价值", "共计价值"]
  private static let outcomes = [
    "发完", "发完了", "发放完毕", "完毕", "领完", "领完了", "发放到位", "到位", "全部发放", "已发放", "已发", "一空", "欢迎", "好评",
  ]

  /// Whether the words on either side say that it was not handed out: 剩余宣传单, 问卷回收, 锦旗收到. Where it is given away
  /// behind that, it was.
  static func isNotGiven(_ subject: String, _ noun: String) -> Bool {
    let (front, back) = (PhraseText(subject), PhraseText(noun))
    if keeping.word(in: back, at: 0) != nil || keeping.word(in: back, endingBefore: back.count) != nil {
      return true
    }
    guard let kept = last(keeping, in: front), first(giving, in: front, from: kept.upperBound) == nil else {
      return false
    }
    if isOfThing(front, kept.upperBound) { return false }
    let isBehind = kept.lowerBound > 0 && "后并，, ".unicodeScalars.contains(front.plain[kept.lowerBound - 1])
    return kept.lowerBound == withoutTotal(front) || kept.upperBound == front.count || isBehind
  }

  /// The 箱 of 回收箱.
  private static func isOfThing(_ text: PhraseText, _ index: Int) -> Bool {
    text[index].map { "箱袋桶站点车".unicodeScalars.contains($0) } ?? false
  }

  private static let keeping = words(
    "回收 收回 收到 收取 剩余 剩下 还剩 剩 结余 余下 库存 现存 领入 领回 退回 归还 损坏 损耗 遗失 丢失 报废 未发放 未发 应发放 应发 拟发放 拟发 计划发放 计划发 没有发放 没有发 没发 未领 盘点 入库 "
      + "left left_over leftover remaining returned received collected_back damaged lost in_stock not_given_out"
  )

  // MARK: Words

  private static func words(_ text: String) -> WordIndex<Bool> { QuantityWords.words(text) }

  private static func begins(_ text: PhraseText, with words: WordIndex<Bool>) -> Bool {
    words.word(in: text, at: 0) != nil
  }

  /// The first of some words outside of quotation marks and brackets; Latin ones only as whole words.
  private static func first(_ words: WordIndex<Bool>, in text: PhraseText, from start: Int = 0) -> Range<Int>?
  {
    for index in start..<max(start, text.count) where text.isOutside[index] && !text.isInsideWord(index) {
      if let word = words.word(in: text, at: index), notVerbs.word(in: text, at: index) == nil {
        return index..<index + word.word.count
      }
    }
    return nil
  }

  /// Nouns that begin like a verb.
  private static let notVerbs = words("积极分子 现场会 组织者 组织部 组织委员 接待员 接受者")

  private static func last(_ words: WordIndex<Bool>, in text: PhraseText) -> Range<Int>? {
    var found: Range<Int>?
    var index = 0
    while index < text.count, let next = first(words, in: text, from: index) {
      found = next
      index = next.upperBound
    }
    return found
  }
}

extension PhraseText {
  fileprivate func isLatin(at index: Int) -> Bool { self[index]?.isLetter ?? false }
  fileprivate func isInsideWord(_ index: Int) -> Bool { isLatin(at: index) && isLatin(at: index - 1) }
}

extension String {
  /// Without what announces it: 折页 of 宣传资料：折页. Of a title that is the item (宣传资料：《优生优育》) both stay.
  fileprivate var behindHeading: String {
    guard let colon = lastIndex(where: { "：:".contains($0) }) else { return self }
    let rest = String(self[index(after: colon)...]).trimmed
    return rest.first?.isLetter ?? false && !self[..<colon].contains("（") ? rest : self
  }

  /// What stands in brackets, if that is all: 以妇女为主 of （以妇女为主）.
  fileprivate var bracketed: String? {
    guard let first, let last, "（(".contains(first), "）)".contains(last) else { return nil }
    return String(dropFirst().dropLast()).trimmed
  }

  /// 家长 for 家长人数.
  fileprivate var withoutHeadCount: String {
    for word in ["总人数", "人数", "人员数", "总人次", "人次"] where hasSuffix(word) {
      return String(dropLast(word.count)).trimmedEnd
    }
    return self
  }
}
