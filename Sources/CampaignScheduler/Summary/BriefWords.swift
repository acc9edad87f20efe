import Ledger
import Planning
import Recurrence

extension String {
  /// The words with a number behind them: 宣传资料 500 余份, but 宣传单约 400 张.
  func counting(_ number: String) -> String {
    let isApart = number.first?.isASCII ?? true || last?.isASCII ?? true
    return self + (isApart && !isEmpty ? " " : "") + number
  }

  /// In English quotation marks; those that are in it become the inner ones.
  var quotedInEnglish: String {
    "“" + replacing("“", with: "‘").replacing("”", with: "’") + "”"
  }

  /// `cities` for 2 of a `city`; a word that isn't English stays.
  func counted(_ count: Int) -> String {
    guard count != 1, let last, last.isASCII, last.isLetter else { return "\(count) \(self)" }
    let vowels = "aeiou"
    if last == "y", !(dropLast().last.map { vowels.contains($0) } ?? true) {
      return "\(count) \(dropLast())ies"
    }
    let needsE = ["s", "x", "ch", "sh"].contains { hasSuffix($0) }
    return "\(count) \(self)\(needsE ? "es" : "s")"
  }
}

extension SessionDate {
  /// As a brief begins with it: without the year that all of a newsletter is of; nil if nobody gave a day.
  func briefText(_ language: Language) -> String? {
    guard let text = givenText(language) else { return nil }
    guard let year = first?.year, text.ranges(of: "年").count == 1 else { return text.spacedDigits }
    let rest = text.trimmingPrefix("\(year)").drop { $0 == " " }
    guard rest.first == "年" else { return text.spacedDigits }
    let day = rest.dropFirst().drop { $0 == " " }
    // 2026 年春节期间 is not the Spring Festival of just any year.
    return (day.first.map { "0123456789".contains($0) } ?? false ? String(day) : text).spacedDigits
  }
}

extension Quantity {
  /// In English with its counting word, which stays as it was written where English has none. 个 says nothing.
  func englishText(counter: String?) -> String {
    let text = entryText(.en, counter: counter)
    let plain = saying(nil)
    guard let counter, !["", "个"].contains(counter), isKnown, text == plain.entryText(.en, counter: nil),
      text == plain.entryText(.en, counter: counter)
    else { return text }
    return "\(text) \(counter)"
  }
}

/// How services are put into a sentence.
enum ServiceWords {
  private static let known = ["咨询", "义诊", "检查", "体检", "测量", "检测", "诊疗", "讲解"]
  /// Services that are done and not offered: 帮扶 8 户, 签约家庭医生 120 户.
  private static let verbs = [
    "帮扶", "帮助", "慰问", "走访", "签约", "资助", "救助", "动员", "转介", "随访", "接种", "培训", "办理", "登记", "建档", "上门",
    "入户", "为", "给", "发放", "提供", "开展", "接受", "接待",
  ]

  /// The services with their numbers, those with the same verb in one clause: 为群众提供测血糖 30 余人次、测血压 40 人次.
  static func clauses(_ counts: [Count]) -> [String] {
    var clauses: [(start: String, parts: [String])] = []
    for count in counts {
      let (start, part) = phrase(count)
      if let index = clauses.firstIndex(where: { $0.start == start && !start.isEmpty }) {
        clauses[index].parts.append(part)
      } else {
        clauses.append((start, [part]))
      }
    }
    return clauses.map { $0.start + $0.parts.joined(separator: "、") }
  }

  private static func phrase(_ count: Count) -> (start: String, part: String) {
    let service = count.measure.rawValue
    let number = count.quantity.entryText(.zh, counter: count.counter)
    if verbs.contains(where: { service.hasPrefix($0) }) { return ("", service.counting(number)) }
    let isAsked = service.contains("咨询")
    if !isAsked, number.hasSuffix("户") { return ("", "为".counting(number) + "家庭提供\(service)") }
    if !isAsked, number == "1 人" { return ("", "为 1 名群众提供\(service)") }
    let start = isAsked ? "接受群众" : service.hasPrefix("免费") ? "为群众" : "为群众提供"
    return (start, parted(service).counting(number))
  }

  /// 咨询、义诊 for 咨询义诊.
  private static func parted(_ service: String) -> String {
    var rest = service[...]
    var words: [String] = []
    while let word = known.first(where: { rest.hasPrefix($0) }) {
      words.append(word)
      rest = rest.dropFirst(word.count)
    }
    return rest.isEmpty && words.count > 1 ? words.joined(separator: "、") : service
  }

  /// 为群众免费测量血压、血糖: the free activities that a service is made of, or the service itself.
  static func offer(_ service: String, _ activities: [String]) -> String {
    let own = activities.compactMap { activity -> (whom: String, what: String)? in
      guard let mark = activity.firstRange(of: "免费") else { return nil }
      let what = String(activity[mark.upperBound...])
      guard Set(what).intersection(service).count >= 2 else { return nil }
      let whom = String(activity[..<mark.lowerBound])
      return (whom.isEmpty ? "群众" : whom + "们", what)
    }
    guard let first = own.first else {
      return verbs.contains { service.hasPrefix($0) } ? "开展\(service)" : "开展\(service)服务"
    }
    var text = "为\(first.whom)免费\(first.what)"
    for next in own.dropFirst() {
      // 测量血压 and 测量血糖 share their verb.
      let shared = known.first { first.what.hasPrefix($0) && next.what.hasPrefix($0) } ?? ""
      text += "、" + next.what.dropFirst(shared.count)
    }
    return text
  }
}
