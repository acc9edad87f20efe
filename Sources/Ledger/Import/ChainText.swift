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
  /// The number of the last entry.
  private var last = 0
  /// Whether a line below the first one has the number 1.
  private var beginsAgain = false
  private var places: [String: (first: Int, last: Int)] = [:]

  /// Whether a text is a 接龙: it says so, or most of its lines are numbered.
  static func isChain(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    if lines.prefix(3).contains(where: { $0.contains("接龙") && !$0.contains(",") }) { return true }
    let entries = lines.count { numbered($0) != nil && leadingTime($0) == nil }
    return entries >= 2 && entries * 2 > lines.count
  }

  init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated().map { (number: $0.offset + 1, text: String($0.element).trimmed) }
    // Every posting repeats the whole list, so of several only the last counts.
    let start = lines.lastIndex { $0.text.contains("#接龙") || $0.text.contains("＃接龙") } ?? 0
    beginsAgain = lines[start...].drop { $0.text.isEmpty }.dropFirst().contains {
      Self.leadingTime($0.text) == nil && Self.numbered($0.text)?.number == 1
    }
    for line in lines[start...] {
      if line.text.isEmpty { blanks += 1 } else { take(line.text, line.number) }
    }
  }

  /// 3. 王五, （3）王五, ③王五: the number and what follows.
  private static func numbered(_ line: String) -> (number: Int, text: String)? {
    // By hand: it is asked of every line of a table before anybody knows that it is one.
    var start = line.drop(while: \.isWhitespace)
    if let sign = start.unicodeScalars.first, let number = enclosed(sign) {
      return (number, String(start.dropFirst().drop { ".、．:：)） ".contains($0) }).trimmed)
    }
    let isBracketed = start.first.map { "(（【[".contains($0) } ?? false
    if isBracketed { start = start.dropFirst() }
    let digits = start.prefix(7).prefix { $0.halfWidth.isASCIIDigit || isKeycap($0) }
    guard digits.count <= 6, let number = Int(String(digits.map { isKeycap($0) ? digit($0) : $0.halfWidth }))
    else { return nil }
    let rest = start[digits.endIndex...].drop(while: \.isWhitespace)
    guard let mark = rest.first else { return nil }
    if isKeycap(digits.last ?? " ") { return (number, String(rest).trimmed) }
    guard (isBracketed ? ")）】]" : ".、．:：)）。").contains(mark) else { return nil }
    return (number, String(rest.dropFirst()).trimmed)
  }

  /// The 8.10 of 8.10义诊 and the 9:30 of 9:30集合, which look like entry 8 and 9; nil for 1.2人 and 3.302室.
  private static func leadingTime(_ line: String) -> String? {
    let signs = line.prefix(12).map(\.halfWidth)
    let run = signs.prefix { $0.isASCIIDigit || ".:".contains($0) }
    let next = signs.dropFirst(run.count).first ?? " "
    guard run.last?.isASCIIDigit ?? false, !"人位名口个大小户".contains(next) else { return nil }
    let parts = run.split(separator: ":").compactMap { Int(String($0)) }
    let isClock =
      run.count { $0 == ":" } == 1 && run.suffix(3).first == ":" && parts.count == 2 && parts[0] < 24
      && parts[1] < 60
    return isClock || (run.contains(".") && LooseDate(String(run)) != nil) ? String(run) : nil
  }

  /// The number and the words of an entry; nil for a line that begins with a day or an hour and not with the next number.
  private func entry(_ line: String) -> (number: Int, text: String)? {
    guard let found = Self.numbered(line) else { return numberedNext(line) }
    guard Self.leadingTime(line) != nil else { return found }
    return found.number == last + 1 && !(entries == 0 && beginsAgain) ? found : nil
  }

  /// ①, ⑴, ⒈, ❶, ㈠.
  private static func enclosed(_ sign: Unicode.Scalar) -> Int? {
    for (first, count) in [
      (0x2460, 20), (0x2474, 20), (0x2488, 20), (0x2776, 10), (0x3220, 10), (0x3251, 15),
    ]
    where (first..<(first + count)).contains(Int(sign.value)) {
      return Int(sign.value) - first + (first == 0x3251 ? 21 : 1)
    }
    return nil
  }

  /// 1️⃣.
  private static func isKeycap(_ character: Character) -> Bool {
    character.unicodeScalars.count > 1 && character.unicodeScalars.last?.value == 0x20E3
  }

  private static func digit(_ keycap: Character) -> Character {
    Character(keycap.unicodeScalars.first ?? " ")
  }

  /// 2 李四, 2李四: the next number without a mark, and no day, hour or number of places.
  private func numberedNext(_ line: String) -> (number: Int, text: String)? {
    let digits = line.prefix(4).prefix { $0.halfWidth.isASCIIDigit }
    guard let number = Int(String(digits.map(\.halfWidth))), number == last + 1 else { return nil }
    let rest = line[digits.endIndex...].drop(while: \.isWhitespace)
    guard let first = rest.first, first.isLetter, !"月日时点号年人名位组个楼层班期场届次".contains(first) else { return nil }
    return (number, String(rest))
  }

  private static let examples = ["例", "示例", "例如", "格式"]

  private mutating func take(_ line: String, _ number: Int) {
    guard let (entry, text) = entry(line) else {
      if Self.examples.contains(where: { line.hasPrefix($0) }) { return }
      if entries == 0 {
        titles.append(line)
      } else {
        append(
          number, number, .refused, .init(zh: "没有序号，不知道是谁的，没有收", en: "it has no number and was not taken"))
      }
      return
    }
    last = entry
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

  private mutating func read(_ text: String, _ entry: Int, line: Int) {
    do throws(HeadCountFault) {
      let found = try ChainLine(text)
      isMinor = Self.isMinor(text, found.shown)
      switch found.act {
      case .withdraws(let said, let part):
        if let part, lessen(found, by: part, said, entry, line: line) { return }
        leaveOut(
          found, entry, line: line,
          .init(
            zh: "第\(entry)条“\(said)”：按退出处理，是否正确？",
            en: "line \(entry) '\(said)': taken as withdrawn, is that right?"))
      case .wavers(let said):
        leaveOut(
          found, entry, line: line,
          .init(
            zh: "第\(entry)条“\(said)”：还没定，没有算人数，是否正确？",
            en: "line \(entry) '\(said)': undecided, not counted, is that right?"))
      case .adds(let others):
        let before = places[found.name].map { people[$0.last].count } ?? .one
        correct(found, before + others, entry, line: line)
      case .corrects(let count): correct(found, count, entry, line: line)
      case .comes(let count): add(found, count, entry, line: line)
      }
    } catch {
      append(entry, line, .refused, error.reason)
    }
  }

  private mutating func enter(_ person: Person) {
    places[person.name] = (places[person.name]?.first ?? people.count, people.count)
    people.append(person)
  }

  /// 孙某某（9岁）, 李某某 小学生: a child on the list, rather than one that somebody brings.
  private static func isMinor(_ text: String, _ name: String) -> Bool {
    let rest = text.hasPrefix(name) ? String(text.dropFirst(name.count)) : text
    return (minors.isAny(in: rest) || isYoung(rest)) && !companions.isAny(in: rest)
  }

  private static let minors: SoughtWords = [
    "儿童", "小朋友", "小学生", "初中生", "高中生", "中学生", "学生", "幼儿", "宝宝", "孩子", "男孩", "女孩",
  ]
  private static let companions: SoughtWords = [
    "带", "大", "家长", "妈", "爸", "老师", "孩子的", "奶奶", "爷爷", "+", "＋", "和", "跟", "同", "加",
  ]

  private static func isYoung(_ text: String) -> Bool {
    guard text.unicodeScalars.contains(where: { "岁月".unicodeScalars.contains($0) }) else { return false }
    return text.matches(of: #/([0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?(?:周?岁|个月|月龄)/#).contains { age in
      !age.0.hasSuffix("岁") || PersonalNames.age(age.1).map { $0 < 18 } ?? false
    }
  }

  private mutating func add(_ found: ChainLine, _ count: HeadCount, _ entry: Int, line: Int) {
    let earlier = places[found.name].map { people[$0.first] }
    enter(Person(name: found.name, shown: found.shown, entry: entry, count: count, isMinor: isMinor))
    if let earlier {
      append(
        entry, line, .question,
        .init(
          zh: "与第\(earlier.entry)条同名，两人都算，是否正确？",
          en: "same name as line \(earlier.entry): both counted, is that right?"),
        isEntered: true)
    } else {
      let doubt = count.doubt ?? found.doubt
      append(entry, line, doubt == nil ? .ok : .question, doubt, isEntered: true)
    }
  }

  private mutating func correct(_ found: ChainLine, _ count: HeadCount, _ entry: Int, line: Int) {
    guard let index = places[found.name]?.last else {
      enter(Person(name: found.name, shown: found.shown, entry: entry, count: count, isMinor: isMinor))
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

  /// Takes a part from those whom somebody announced.
  ///
  /// - Returns: False if nobody would be left.
  private mutating func lessen(
    _ found: ChainLine, by part: HeadCount, _ said: String, _ entry: Int, line: Int
  ) -> Bool {
    guard let index = places[found.name]?.last, !people[index].isWithdrawn,
      let rest = people[index].count.without(part)
    else { return false }
    people[index].count = rest
    people[index].correctedBy = entry
    let (zh, en) = (rest.quantity.sumText(.zh, counter: "人"), rest.quantity.sumText(.en, counter: "人"))
    append(
      entry, line, .question,
      .init(
        zh: "第\(entry)条“\(said)”：按还有 \(zh)算，是否正确？",
        en: "line \(entry) '\(said)': \(en) left, is that right?"),
      isEntered: true)
    return true
  }

  private mutating func leaveOut(_ found: ChainLine, _ entry: Int, line: Int, _ question: BilingualText) {
    if let index = places[found.name]?.last {
      people[index].isWithdrawn = true
    } else {
      var person = Person(name: found.name, shown: found.shown, entry: entry, count: .none, isMinor: isMinor)
      person.isWithdrawn = true
      enter(person)
    }
    append(entry, line, .question, question, isEntered: true)
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

  var date: (date: LooseDate, said: String)? {
    titles.lazy.compactMap { LooseDate.find(in: $0) ?? Self.leadingDate($0) }.first
  }

  /// The 8.10 of 8.10义诊.
  private static func leadingDate(_ title: String) -> (date: LooseDate, said: String)? {
    leadingTime(title).flatMap { said in LooseDate(said).map { ($0, said) } }
  }

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
