import Planning

/// A 接龙 pasted from a group chat: numbered lines that people add one after the other, corrections included.
struct ChainText {
  /// Somebody on the list after all corrections.
  struct Person: Hashable, Sendable {
    let name: String
    let shown: String
    /// The line that first named them.
    let entry: Int
    var count: HeadCount
    var correctedBy: Int?
    var isWithdrawn = false
    /// Whether their line says that they are a child themselves.
    let isMinor: Bool

    /// The name for whoever keeps the list; a child's is masked.
    var told: String { isMinor ? name.prefix(1) + "*" : name }
  }

  private(set) var titles: [String] = []
  private(set) var rows: [ImportRow] = []
  private(set) var people: [Person] = []
  private(set) var blanks = 0
  private var entries = 0
  /// Of the line that is being read.
  private var isMinor = false

  /// Whether a text is a 接龙: it says so, or most of its lines are numbered.
  static func isChain(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    if lines.prefix(3).contains(where: { $0.contains("接龙") && !$0.contains(",") }) { return true }
    let entries = lines.count { numbered($0) != nil }
    return entries >= 2 && entries * 2 > lines.count
  }

  init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated().map { (number: $0.offset + 1, text: String($0.element).trimmed) }
    // Every posting repeats the whole list, so of several only the last counts.
    let start = lines.lastIndex { $0.text.contains("#接龙") || $0.text.contains("＃接龙") } ?? 0
    for line in lines[start...] {
      if line.text.isEmpty { blanks += 1 } else { take(line.text, line.number) }
    }
  }

  /// 3. 王五: the number and what follows.
  private static func numbered(_ line: String) -> (number: Int, text: String)? {
    // By hand: it is asked of every line of a table before anybody knows that it is one.
    let start = line.drop(while: \.isWhitespace)
    let digits = start.prefix(5).prefix { $0.isASCIIDigit }
    guard digits.count <= 4, let number = Int(digits) else { return nil }
    let rest = start[digits.endIndex...].drop(while: \.isWhitespace)
    guard let mark = rest.first, ".、．:：)）".contains(mark) else { return nil }
    return (number, String(rest.dropFirst()).trimmed)
  }

  private static let examples = ["例", "示例", "例如", "格式"]

  private mutating func take(_ line: String, _ number: Int) {
    guard let (entry, text) = Self.numbered(line) else {
      if Self.examples.contains(where: { line.hasPrefix($0) }) { return }
      if entries == 0 {
        titles.append(line)
      } else {
        append(
          number, number, .refused, .init(zh: "没有序号，不知道是谁的，没有收", en: "it has no number and was not taken"))
      }
      return
    }
    // 1. 例：姓名 单位 人数.
    if text.isEmpty
      || Self.examples.contains(where: { text == $0 || text.hasPrefix($0 + " ") || text.hasPrefix($0 + "：") })
    {
      return
    }
    entries += 1
    read(text, entry, line: number)
  }

  // MARK: One entry

  private static let withdrawals = ["来不了", "不来了", "去不了", "不去了", "退出", "取消", "请假", "不参加"]
  private static let corrections = ["改成", "改为", "更正为", "更正", "变成", "修改为", "改"]

  private mutating func read(_ text: String, _ entry: Int, line: Int) {
    let (shown, rest) = Self.split(text)
    guard let name = SignInName.key(shown) else {
      append(entry, line, .refused, .init(zh: "看不出姓名", en: "there is no name in it"))
      return
    }
    isMinor = Self.isMinor(text, shown)
    if let word = Self.withdrawals.first(where: { rest.contains($0) }) {
      let said = rest.split(separator: " ").last { $0.contains(word) }.map(String.init) ?? word
      return withdraw(name, shown, said, entry, line: line)
    }
    do throws(HeadCountFault) {
      if let correction = Self.corrections.first(where: { rest.contains($0) }),
        let range = rest.firstRange(of: correction)
      {
        return correct(name, shown, try Self.count(String(rest[range.upperBound...])), entry, line: line)
      }
      add(name, shown, try Self.count(rest), entry, line: line)
    } catch {
      append(entry, line, .refused, error.reason)
    }
  }

  /// The name, and what follows without notes in brackets.
  private static func split(_ text: String) -> (name: String, rest: String) {
    var depth = 0
    var plain = ""
    for character in text {
      if "（([【".contains(character) {
        depth += 1
      } else if "）)]】".contains(character) {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        plain.append("，,、；;\t　".contains(character) ? " " : character)
      }
    }
    let body = plain.trimmed
    let verbs = withdrawals + corrections.filter { $0.count > 1 }
    let stop = body.indices.dropFirst().first { index in
      body[index] == " " || body[index].halfWidth.isASCIIDigit || body[index] == "+"
        || verbs.contains { body[index...].hasPrefix($0) }
    }
    guard let stop else { return (body, "") }
    return (String(body[..<stop]), String(body[stop...]).trimmed)
  }

  /// 孙某某（9岁）, 李某某 小学生: a child on the list, rather than one that somebody brings.
  private static func isMinor(_ text: String, _ name: String) -> Bool {
    let rest = text.hasPrefix(name) ? String(text.dropFirst(name.count)) : text
    let ages = rest.matches(of: #/([0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?(?:周?岁|个月|月龄)/#)
    let isYoung = ages.contains { age in
      !age.0.hasSuffix("岁") || PersonalNames.age(age.1).map { $0 < 18 } ?? false
    }
    let brings = ["带", "大", "家长", "妈", "爸", "老师", "孩子的", "奶奶", "爷爷", "+", "＋"].contains { rest.contains($0) }
    let words = ["儿童", "小朋友", "小学生", "初中生", "高中生", "中学生", "学生", "幼儿", "宝宝", "孩子", "男孩", "女孩"]
    return !brings && (isYoung || words.contains { rest.contains($0) })
  }

  /// The last word that is a number of people; one person if there is none.
  private static func count(_ rest: String) throws(HeadCountFault) -> HeadCount {
    // 129 1234 5678 is a telephone, whatever parts its digits.
    let rest = rest.replacing(#/[+＋]?[0-9０-９]{2,}(?:[ \-]?[0-9０-９]{3,})+/#) { match in
      match.0.filter { $0.halfWidth.isASCIIDigit }.count < 7 ? String(match.0) : " "
    }
    let words = rest.split(separator: " ").map(String.init).filter { word in
      word.contains { $0.halfWidth.isASCIIDigit } || word.hasPrefix("+") || word.hasSuffix("人")
        || word.hasSuffix("口")
        || word.hasPrefix("带") || (word.contains("大") && word.contains("小"))
    }
    // A phone number or a time of the day is no number of people.
    let candidates = words.filter { word in
      word.count(where: { $0.halfWidth.isASCIIDigit }) < 7 && !word.contains { ":：点".contains($0) }
    }
    guard let last = candidates.last else { return .one }
    return try HeadCount(last)
  }

  private mutating func add(_ name: String, _ shown: String, _ count: HeadCount, _ entry: Int, line: Int) {
    let earlier = people.first { $0.name == name }
    people.append(Person(name: name, shown: shown, entry: entry, count: count, isMinor: isMinor))
    if let earlier {
      append(
        entry, line, .question,
        .init(
          zh: "与第\(earlier.entry)条同名，两人都算，是否正确？",
          en: "same name as line \(earlier.entry): both counted, is that right?"),
        isEntered: true)
    } else {
      append(entry, line, count.doubt == nil ? .ok : .question, count.doubt, isEntered: true)
    }
  }

  private mutating func correct(_ name: String, _ shown: String, _ count: HeadCount, _ entry: Int, line: Int)
  {
    guard let index = people.lastIndex(where: { $0.name == name }) else {
      people.append(Person(name: name, shown: shown, entry: entry, count: count, isMinor: isMinor))
      append(
        entry, line, .question,
        .init(
          zh: "说要改，但前面没有这个人；按新报名处理，是否正确？", en: "a correction of nobody before: taken as new, is that right?"),
        isEntered: true)
      return
    }
    let before = people[index]
    people[index].count = count
    people[index].isWithdrawn = false
    people[index].correctedBy = entry
    append(
      entry, line, .ok,
      .init(zh: "第\(entry)条更正第\(before.entry)条", en: "line \(entry) corrects line \(before.entry)"),
      isEntered: true)
  }

  private mutating func withdraw(_ name: String, _ shown: String, _ said: String, _ entry: Int, line: Int) {
    if let index = people.lastIndex(where: { $0.name == name }) {
      people[index].isWithdrawn = true
    } else {
      var person = Person(name: name, shown: shown, entry: entry, count: .none, isMinor: isMinor)
      person.isWithdrawn = true
      people.append(person)
    }
    append(
      entry, line, .question,
      .init(
        zh: "第\(entry)条“\(said)”：按退出处理，是否正确？",
        en: "line \(entry) '\(said)': taken as withdrawn, is that right?"),
      isEntered: true)
  }

  private mutating func append(
    _ entry: Int, _ line: Int, _ result: ImportRow.Result, _ reason: BilingualText?, isEntered: Bool = false
  ) {
    rows.append(
      ImportRow(
        row: String(entry), cell: nil, result: result, reason: reason, line: line, isEntered: isEntered))
  }
}

extension ChainText {
  /// Those who did not withdraw.
  var coming: [Person] { people.filter { !$0.isWithdrawn } }

  var persons: Quantity { QuantitySum(coming.map(\.count.quantity)).total }
  var children: Int {
    coming.reduce(0) {
      $0 + ($1.count.children == 0 && $1.isMinor && $1.count.quantity == .exact(1) ? 1 : $1.count.children)
    }
  }

  /// Whether it says who wants to come, not who came.
  var isSignUp: Bool {
    titles.contains { title in ["报名", "预约", "意向"].contains { title.contains($0) } }
  }

  /// What its people are by its title.
  var role: Count.Role {
    if titles.contains(where: { $0.contains("志愿者") }) { return .volunteers }
    return titles.contains { $0.contains("工作人员") } ? .staff : .public
  }

  var date: (date: LooseDate, said: String)? { titles.lazy.compactMap { LooseDate.find(in: $0) }.first }

  var contentDigest: String {
    var digest = ContentDigest()
    for person in people {
      digest.add([
        person.name, person.count.quantity.n?.description, String(person.count.children),
        "\(person.isWithdrawn)",
      ])
    }
    return digest.text
  }
}
