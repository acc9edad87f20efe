import Planning

/// The words of questionnaires.
enum QuestionnaireWords {
  /// Answers of a scale, without blanks and brackets, in lower case.
  private static let ratings: Set<String> = [
    "好", "很好", "非常好", "较好", "比较好", "一般", "一般般", "差", "较差", "很差", "非常差", "不好", "优", "良", "中", "优秀", "良好", "合格",
    "不合格", "基本合格", "满意", "很满意", "非常满意", "较满意", "比较满意", "基本满意", "不满意", "不太满意", "很不满意", "非常不满意", "同意", "非常同意",
    "比较同意", "基本同意", "不同意", "不太同意", "非常不同意", "了解", "非常了解", "比较了解", "基本了解", "不了解", "不太了解", "愿意", "不愿意", "不确定",
    "中立",
    "不清楚", "说不清", "是", "否", "excellent", "verygood", "good", "fair", "average", "poor", "verypoor",
    "verysatisfied", "satisfied", "neutral", "dissatisfied", "verydissatisfied", "agree", "stronglyagree",
    "disagree",
    "stronglydisagree", "yes", "no",
  ]
  private static let items: Set<String> = ["题数", "题目数", "小题数", "题量", "项数", "items", "questions"]
  private static let votes: Set<String> = [
    "票数", "得票", "得票数", "选票", "选择人数", "选择次数", "选择数", "投票数", "votes", "numberofvotes",
  ]
  /// What heads a column of answers where each has a row of its own.
  private static let answers: Set<String> = [
    "选项", "答案", "答项", "等级", "评价等级", "评价", "评价结果", "评价档次", "档次", "满意程度", "程度", "option", "answer", "rating",
    "response",
  ]
  private static let counts: Set<String> = [
    "人数", "份数", "数量", "频数", "次数", "小计", "计数", "人次", "填写人数", "count", "number", "respondents", "responses",
    "n",
  ]
  /// What groups several questions.
  private static let groups: Set<String> = [
    "维度", "一级指标", "类别", "大类", "dimension", "category", "group",
  ]
  private static let names: Set<String> = [
    "维度", "项目", "题目", "问题", "评价内容", "评价项目", "评价指标", "测评项目", "测评内容", "测评指标", "调查项目", "调查内容", "内容", "指标", "选项",
    "措施", "建议", "二级指标", "dimension", "item", "question", "topic", "choice", "option",
  ]
  private static let sent: Set<String> = [
    "发放", "发出", "发放数", "发出数", "发放份数", "发出份数", "发放问卷", "发出问卷", "发放问卷数", "发出问卷数", "sent", "formssent",
  ]
  private static let returned: Set<String> = [
    "收回", "回收", "收回数", "回收数", "收回份数", "回收份数", "收回问卷", "回收问卷", "收回问卷数", "回收问卷数", "returned", "formsreturned",
  ]
  private static let usable: Set<String> = [
    "有效", "有效数", "有效份数", "有效问卷", "有效问卷数", "usable", "valid", "usableforms",
  ]
  private static let subjects = ["问卷", "测评", "满意度", "民意调查", "questionnaire", "survey"]

  /// A cell of a form on which nobody answered, as exports of forms write it.
  private static let blanks: Set<String> = [
    "(空)", "(跳过)", "(未填)", "(未答)", "未填", "未答", "未填写", "未作答", "未选", "-", "--", "—", "/", "n/a", "(blank)",
    "(skipped)",
  ]
  /// Rows below the answers that count none of them: sums and means.
  private static let sums: Set<String> = [
    "总票数", "票数合计", "合计票数", "投票总数", "总票", "本题有效填写人次", "有效填写人次", "填写人次", "平均", "平均值", "均值", "平均分", "平均数",
    "totalvotes",
    "votesintotal", "average", "mean",
  ]

  /// What programs that collect forms write beside the answers: when, how long, from where.
  private static let records: Set<String> = [
    "答卷编号", "问卷编号", "答题序号", "答卷序号", "答卷id", "提交答卷时间", "提交时间", "开始时间", "开始答题时间", "结束时间", "结束答题时间", "填写时间",
    "填表时间",
    "填表日期", "所用时间", "答题时长", "用时", "来源", "来源详情", "来自ip", "ip", "ip地址", "总分", "得分", "微信昵称", "昵称", "录入人", "调查员",
    "submittedat", "timestamp", "duration", "source", "ipaddress", "score",
  ]

  /// What heads a column of how many answered a row's question.
  private static let wholes: Set<String> = [
    "合计", "总计", "小计", "共计", "总数", "总份数", "答卷数", "作答人数", "回答人数", "填答人数", "total", "sum",
  ]

  enum Total: String { case sent, returned, usable }

  /// What a form has beside an option of a question.
  enum Tick {
    case sign, figure, cross

    init?(_ text: String) {
      guard text.utf8.count <= 4 else { return nil }
      switch text.lowercased() {
      case "√", "✓", "✔", "☑", "✅", "■", "v", "y": self = .sign
      case "1": self = .figure
      case "0", "×", "✗", "✘", "x", "□", "☐", "n": self = .cross
      default: return nil
      }
    }
  }

  static func isRating(_ text: String) -> Bool {
    text.utf8.count <= 48 && ratings.contains(HeaderText.normalised(answer(text)))
  }
  static func isRecord(_ text: String) -> Bool { records.contains(HeaderText.normalised(text)) }

  /// 满意 of `A. 满意`, `1、满意` and `①满意`: an answer without the sign that it has on the form.
  static func answer(_ text: String) -> String {
    let text = text.trimmed
    guard let first = text.first else { return text }
    var rest = text.dropFirst()
    if !circled.contains(first) {
      guard ("A"..."J").contains(first) || ("a"..."j").contains(first) || first.isASCIIDigit,
        let mark = rest.first, ".．、:：)） ".contains(mark)
      else { return text }
      rest = rest.dropFirst()
    }
    let bare = String(rest).trimmed
    // A、B are two answers.
    let isCode = bare.allSatisfy { ("A"..."J").contains($0) || "、,，;； ".contains($0) }
    return bare.first?.isLetter == true && !isCode ? bare : text
  }

  static let circled = Set("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
  static func isItems(_ text: String) -> Bool { items.contains(HeaderText.normalised(text)) }
  static func isVotes(_ text: String) -> Bool { votes.contains(HeaderText.normalised(text)) }
  static func isAnswer(_ text: String) -> Bool { answers.contains(HeaderText.normalised(text)) }
  static func isCount(_ text: String) -> Bool {
    counts.contains(HeaderText.normalised(text)) || isVotes(text)
  }
  static func isWhole(_ text: String) -> Bool {
    wholes.contains(HeaderText.normalised(text)) || counts.contains(HeaderText.normalised(text))
  }
  static func isGroup(_ text: String) -> Bool { groups.contains(HeaderText.normalised(text)) }
  static func isBlank(_ text: String) -> Bool {
    text.utf8.count <= 24 && blanks.contains(text.inHalfWidth.trimmed.lowercased())
  }
  /// Whether a row sums up those above it; its first words say so.
  static func isSum(_ row: TableRow) -> Bool {
    if TableShape.totalWord(of: row) != nil { return true }
    return row.cells.first { !$0.isEmpty }.map { sums.contains(HeaderText.normalised($0)) } ?? false
  }
  static func isName(_ text: String) -> Bool { names.contains(HeaderText.normalised(text)) }
  /// Whether a title or a file's name is about a questionnaire.
  static func isSubject(_ text: String) -> Bool {
    let text = text.lowercased()
    return subjects.contains { text.contains($0) }
  }

  static func total(_ text: String) -> Total? {
    let word = HeaderText.normalised(text)
    return sent.contains(word)
      ? .sent : returned.contains(word) ? .returned : usable.contains(word) ? .usable : nil
  }

  /// 发放问卷 284 份，收回 284 份，其中有效 279 份: what a sentence says of the forms.
  static func totals(in text: String) -> [(Total, Int)] {
    let half = text.inHalfWidth.lowercased().replacing(",", with: "")
    let patterns: [(Total, Regex<(Substring, Substring)>)] = [
      (.sent, #/(?:发放|发出|sent)[^0-9，。；;]{0,40}?([0-9]{1,9})/#),
      (.returned, #/(?:收回|回收|returned)[^0-9，。；;]{0,40}?([0-9]{1,9})/#),
      (.usable, #/(?:有效|usable|valid)[^0-9，。；;]{0,40}?([0-9]{1,9})/#),
    ]
    return patterns.compactMap { total, pattern in
      // 回收率 and 有效率 are shares.
      guard let match = half.firstMatch(of: pattern), !match.0.contains("率"), let n = Int(match.1) else {
        return nil
      }
      return (total, n)
    }
  }

  /// 《干部作风建设调查问卷表》 as it stands between its marks; otherwise the title without what follows a comma.
  static func name(in titles: [String]) -> String? {
    for title in titles {
      if let match = title.firstMatch(of: #/《([^》]{2,60})》/#) { return String(match.1) }
    }
    let title = titles.first { isSubject($0) && totals(in: $0).isEmpty && $0.count <= 60 }
    return title.map { String($0.prefix { !"，。,；;（(".contains($0) }).trimmed }
  }

  /// Whether a line between tables says what the next one is about, rather than who filled it in.
  ///
  /// - `alone`: It stands in no column of answers.
  static func isHeading(_ text: String, alone: Bool) -> Bool {
    alone || question(text) != text.trimmed || text.last.map { "？?".contains($0) } ?? false
  }

  /// 您是否满意 of `第1题：您是否满意 [单选题]`.
  static func question(_ text: String) -> String {
    var name = text.trimmed[...]
    if let match = name.prefixMatch(of: #/[QＱq第(（]?\s*\d{1,3}\s*(?:[题.、．)）]\s*[:：]?|[:：])\s*/#) {
      name = name[match.range.upperBound...]
    }
    if let mark = name.firstMatch(of: #/\s*[\[【(（](?:[^\]】)）]{1,6}题|[单多可]选)[\]】)）]\s*$/#) {
      name = name[..<mark.range.lowerBound]
    }
    return name.isEmpty ? text : String(name)
  }

  /// 理论学习 of `1、理论学习—1`, and of `理论学习：学习的自觉性`.
  static func dimension(of header: String) -> String {
    let name = question(header)
    let stem = withoutNumber(name.firstIndex(where: isDash).map { name[..<$0] } ?? name[...])
    return stem.isEmpty ? withoutNumber(name[...]) : stem
  }

  /// 希望 and 讲座 of `3、希望：讲座` and `希望（讲座）`, a question and one of its options; of a bare 好 the only question,
  /// which has no name; nil for any other header.
  static func choice(of header: String) -> (question: String, option: String)? {
    let name = question(header)
    if isRating(name) { return ("", answer(name)) }
    var parts: (stem: Substring, option: Substring)?
    if let mark = name.firstIndex(where: isDash) {
      parts = (name[..<mark], name[mark...].drop(while: isDash))
    } else if let match = name.wholeMatch(of: #/(.+?)[（(\[]([^（(\[）)\]]+)[）)\]]/#) {
      parts = (match.1, match.2)
    }
    guard let (stem, option) = parts, !stem.isEmpty, option.contains(where: \.isLetter) else { return nil }
    return (withoutNumber(stem), answer(String(option)))
  }

  /// Whether a header asks for a score, whose digits need no words: 服务态度（1-5分）, 环境评分. Under
  /// 满意度 they may be the numbers of answers, of which the first is the best.
  static func isScored(_ header: String) -> Bool {
    let words = header.inHalfWidth.lowercased()
    return scores.contains(where: words.contains) || words.contains(#/[0-9] ?分/#)
      || words.contains(#/(?:^|[^0-9])[01] ?[-~–—～至到] ?(?:5|10)(?:[^0-9]|$)/#)
        && !words.contains(#/(?:数|多少|几个?[次人天]|年龄|时长) ?(?:[(\[【]|[01] ?[^数]{1,3}$)/#)
  }

  /// The scores that a header allows: 1 to 5 of 服务态度（1-5分）, up to 10 of 满分10分 and 十分制; nil if it does not say.
  static func scale(_ header: String) -> ClosedRange<Int>? {
    let words = header.inHalfWidth
    if let match = words.firstMatch(of: #/(?:^|[^0-9])([01]) ?分? ?[-~–—～至到] ?(5|10)(?:[^0-9岁月年周]|$)/#),
      let low = Int(match.1), let high = Int(match.2)
    {
      return low...high
    }
    guard let match = words.firstMatch(of: #/满分(?:为|是)? ?([0-9]{1,2})(?:[^0-9]|$)|([0-9]{1,2}) ?分制/#),
      let high = (match.1 ?? match.2).flatMap({ Int($0) }), high > 1
    else { return nil }
    return 0...high
  }

  private static let scores = [
    "评分", "打分", "分值", "分数", "得分", "分制", "几分", "星级", "评星", "score", "rating", "points",
  ]

  /// 服务态度 of 服务态度（1-5分）.
  static func withoutScale(_ header: String) -> String {
    header.replacing(#/ ?[（(\[【][^（(\[【）)\]】]*[0-9０-９][^（(\[【）)\]】]*[）)\]】]/#) { match in
      isScored(String(match.output)) ? "" : String(match.output)
    }
  }

  /// 5分 of 5, 5 分 and 5星; nil for what is no whole score up to ten, or of the scale that is told.
  static func score(_ text: String, of scale: ClosedRange<Int>? = nil) -> String? {
    let digits = text.map(\.halfWidth).filter { $0 != " " }
    let bare = digits.last.map { "分星".contains($0) } ?? false ? digits.dropLast() : digits[...]
    guard bare.count <= 2, bare.allSatisfy(\.isASCIIDigit), let n = Int(String(bare)), (0...10).contains(n),
      scale?.contains(n) ?? true
    else { return nil }
    return "\(n)分"
  }

  private static func isDash(_ character: Character) -> Bool { "—–-_：:".contains(character) }

  private static func withoutNumber(_ text: Substring) -> String {
    var name = text
    while let last = name.last, last.isNumber || last.isWhitespace, name.count > 1 { name.removeLast() }
    return String(name)
  }

  /// Whether it is a number of forms that can't be a tick in one of them.
  static func isSeveral(_ text: String) -> Bool { number(text).map { $0 > 1 } ?? false }

  /// A whole number of forms or ticks; nil for anything else.
  static func number(_ text: String) -> Int? {
    let digits = text.inHalfWidth.replacing(",", with: "").replacing(" ", with: "")
    let bare = ["份", "票", "人", "人次", "个", "次"].first { digits.hasSuffix($0) }.map {
      String(digits.dropLast($0.count))
    }
    guard let n = Int(bare ?? digits), n >= 0, n <= 1_000_000_000 else { return nil }
    return n
  }
}
