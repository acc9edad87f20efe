import Planning

/// What the file of a questionnaire says: forms sent, returned and usable, ratings by dimension, votes.
struct Questionnaire {
  /// A dimension, or one question: how often each answer was ticked.
  struct Dimension: Hashable {
    let name: String
    /// How many questions of the form belong to it.
    var items: Int
    var counts: [String: Int]

    var answers: Int { counts.values.reduce(0, +) }
  }

  struct Choice: Hashable {
    let name: String
    var votes: Int
  }

  var name: String
  var sent: Int?
  var returned: Int?
  /// Forms on which somebody answered something.
  var usable: Int?
  var dimensions: [Dimension] = []
  var choices: [Choice] = []
  /// All votes, where the file lists only the most chosen.
  var totalVotes: Int?

  var votes: Int { choices.reduce(0) { $0 + $1.votes } }

  /// As the ledger keeps it: in the keys of a sessions file.
  var sheet: Sheet {
    func text(_ number: Int) -> SheetValue { .text(String(number)) }
    var value: [String: SheetValue] = ["name": .text(name)]
    value["sent"] = sent.map(text)
    value["returned"] = returned.map(text)
    value["usable"] = usable.map(text)
    if !dimensions.isEmpty {
      value["dimensions"] = .list(
        dimensions.map {
          .map(["name": .text($0.name), "items": text($0.items), "counts": .map($0.counts.mapValues(text))])
        })
    }
    if !choices.isEmpty {
      value["measures"] = .map([
        "total_votes": text(max(totalVotes ?? 0, votes)),
        "items": .list(choices.map { .map(["name": .text($0.name), "votes": text($0.votes)]) }),
      ])
    }
    return Sheet(section: .questionnaire, id: name.replacing("#", with: "＃"), value: .map(value))
  }

  /// Figures that can't stand beside one another, which a clerk must mend before anything is entered.
  var contradictions: [BilingualText] {
    var found: [BilingualText] = []
    func check(_ part: Int?, _ whole: Int?, _ zh: (String, String), _ en: (String, String)) {
      guard let part, let whole, part > whole else { return }
      found.append(
        BilingualText(
          zh: "\(zh.0) \(part) 份，比\(zh.1) \(whole) 份还多；请核对",
          en: "\(part) forms \(en.0) are more than \(whole) \(en.1); please check"))
    }
    check(returned, sent, ("收回", "发放"), ("returned", "sent"))
    check(usable, returned, ("有效", "收回"), ("usable", "returned"))
    if let returned {
      for dimension in dimensions where dimension.answers > returned * dimension.items {
        found.append(
          BilingualText(
            zh: "“\(dimension.name)”的答案 \(dimension.answers) 个，多于收回 \(returned) 份 × \(dimension.items) 题；请核对",
            en:
              "'\(dimension.name)' has \(dimension.answers) answers, more than \(returned) forms × \(dimension.items) questions; please check"
          ))
      }
    }
    if let totalVotes, totalVotes < votes {
      found.append(
        BilingualText(
          zh: "总票数 \(totalVotes)，各项相加 \(votes)；请核对",
          en: "\(totalVotes) votes in all, but the choices add up to \(votes); please check"))
    }
    return found
  }

  /// What a share can't be worked out without.
  var gaps: [BilingualText] {
    var found: [BilingualText] = []
    if sent == nil {
      found.append(
        BilingualText(
          zh: "没写发放多少份，算不出回收率；请加 --sent 份数",
          en: "how many forms were sent is unknown, so there is no share returned; add --sent"))
    }
    if returned == nil {
      found.append(
        BilingualText(
          zh: "没写收回多少份，算不出各档比例；请在表里写“收回 … 份”",
          en: "how many forms came back is unknown, so there are no shares; write 收回 … 份 into the table"))
    }
    return found
  }
}

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
  private static let names: Set<String> = [
    "维度", "项目", "题目", "问题", "评价内容", "评价项目", "评价指标", "测评项目", "测评内容", "测评指标", "调查项目", "调查内容", "内容", "指标", "选项",
    "措施", "建议", "dimension", "item", "question", "topic", "choice", "option",
  ]
  private static let sent: Set<String> = [
    "发放", "发出", "发放数", "发放份数", "发放问卷", "发出问卷", "发放问卷数", "sent", "formssent",
  ]
  private static let returned: Set<String> = [
    "收回", "回收", "收回数", "回收数", "收回份数", "回收份数", "收回问卷", "回收问卷", "收回问卷数", "回收问卷数", "returned", "formsreturned",
  ]
  private static let usable: Set<String> = [
    "有效", "有效数", "有效份数", "有效问卷", "有效问卷数", "usable", "valid", "usableforms",
  ]
  private static let subjects = ["问卷", "测评", "满意度", "民意调查", "questionnaire", "survey"]

  enum Total { case sent, returned, usable }

  static func isRating(_ text: String) -> Bool {
    text.utf8.count <= 48 && ratings.contains(HeaderText.normalised(text))
  }
  static func isItems(_ text: String) -> Bool { items.contains(HeaderText.normalised(text)) }
  static func isVotes(_ text: String) -> Bool { votes.contains(HeaderText.normalised(text)) }
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
    let half = String(text.map(\.halfWidth)).replacing(",", with: "")
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
}
