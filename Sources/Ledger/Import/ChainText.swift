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
    var mark: ChainMark

    init(_ line: ChainLine, entry: Int, _ count: HeadCount) {
      (name, shown, isMinor, mark) = (line.name, line.shown, line.isMinor, line.mark)
      (self.entry, self.count) = (entry, count)
    }

    /// Those who come, told from the helpers among them.
    var all: HeadCount { mark.over(count) }

    /// The name for whoever keeps the list; a child's is masked.
    var told: String { isMinor ? name.prefix(1) + "*" : name }
  }

  private(set) var titles: [String] = []
  private(set) var rows: [ImportRow] = []
  private(set) var people: [Person] = []
  private(set) var blanks = 0
  private var entries = 0
  /// The number of the last entry.
  private var last = 0
  /// Whether a line below the first one has the number 1.
  private var beginsAgain = false
  private var places: [String: (first: Int, last: Int)] = [:]

  /// Whether a text is a 接龙: it says so, or most of its lines are numbered.
  static func isChain(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    if lines.prefix(3).contains(where: { $0.contains("接龙") && !$0.contains(",") }) { return true }
    let entries = lines.count { ChainEntry.numbered($0) != nil && ChainEntry.leadingTime($0) == nil }
    if entries >= 2 && entries * 2 > lines.count { return true }
    let replies = lines.count { ChainReply.isPlus($0) }
    return replies >= 2 && replies * 2 > lines.count
  }

  init(_ text: String) { self.init([ChainEntry.read(Self.lines(of: text))]) }

  /// As ``init(_:)``, with both processors.
  static func read(_ text: String) async -> ChainText {
    let lines = lines(of: text)
    let middle = lines.startIndex + lines.count / 2
    async let later = ChainEntry.read(lines[middle...])
    let earlier = ChainEntry.read(lines[..<middle])
    return ChainText([earlier, await later])
  }

  /// Every posting repeats the whole list, so of several only the last counts.
  private static func lines(of text: String) -> ArraySlice<Substring> {
    let lines = text.lines
    return ChainReply.numbered(lines[(lines.lastIndex { postings.isAny(in: String($0)) } ?? 0)...])
  }

  private static let postings: SoughtWords = ["#接龙", "＃接龙"]

  /// - `parts`: The lines, in pieces, which to put together would copy all of them.
  private init(_ parts: [[ChainEntry]]) {
    let lines = parts.joined()
    rows.reserveCapacity(lines.count)
    people.reserveCapacity(lines.count)
    beginsAgain = lines.drop { $0.text.isEmpty }.dropFirst().contains {
      !$0.hasTime && $0.numbered?.number == 1
    }
    for line in lines {
      if line.text.isEmpty { blanks += 1 } else { take(line) }
    }
  }

  /// The number and the words of an entry; nil for a line that begins with a day or an hour and not with the next number.
  private func entry(_ line: ChainEntry) -> (number: Int, text: String)? {
    guard let found = line.numbered else { return numberedNext(line.text) }
    guard line.hasTime else { return found }
    return found.number == last + 1 && !(entries == 0 && beginsAgain) ? found : nil
  }

  /// 2 李四, 2李四: the next number without a mark, and no day, hour or number of places.
  private func numberedNext(_ line: String) -> (number: Int, text: String)? {
    let digits = line.prefix(4).prefix { $0.halfWidth.isASCIIDigit }
    guard let number = Int(digits.inHalfWidth), number == last + 1 else { return nil }
    let rest = line[digits.endIndex...].drop(while: \.isWhitespace)
    guard let first = rest.first, first.isLetter, !"月日时点号年人名位组个楼层班期场届次".contains(first) else { return nil }
    return (number, String(rest))
  }

  private static let examples: SoughtWords = ["例", "示例", "例如", "格式"]

  private mutating func take(_ line: ChainEntry) {
    guard let (entry, text) = entry(line) else {
      if Self.examples.leading(line.text) != nil { return }
      if entries == 0 {
        titles.append(line.text)
      } else if let total = ChainTotal(line.text) {
        check(total, line.line, line: line.line)
      } else {
        append(
          line.line, line.line, .refused,
          .init(zh: "没有序号，不知道是谁的，没有收", en: "it has no number and was not taken"))
      }
      return
    }
    last = entry
    // 1. 例：姓名 单位 人数.
    let isExample = Self.examples.leading(text).map { " ：".contains(text.dropFirst($0.count).first ?? " ") }
    if text.isEmpty || isExample ?? false { return }
    if let total = ChainTotal(text) { return check(total, entry, line: line.line) }
    entries += 1
    var rests = WordMemory<ChainRest>()
    read(
      line.found ?? Result { () throws(HeadCountFault) in try ChainLine(text, &rests) }, entry,
      line: line.line)
  }

  // MARK: One entry

  private mutating func read(_ found: Result<ChainLine, HeadCountFault>, _ entry: Int, line: Int) {
    do throws(HeadCountFault) {
      let found = try found.get()
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

  /// 3. 共5人: it is held against those above it and is nobody.
  private mutating func check(_ total: ChainTotal, _ entry: Int, line: Int) {
    let agrees = persons.mayBe(total.people)
    let found = persons.isKnown ? persons : .exact(0)
    append(
      entry, line, agrees ? .ok : .question,
      agrees
        ? BilingualText(zh: "合计，与上面各条相符", en: "a total, which agrees with the lines above")
        : BilingualText(
          zh: "合计 \(total.people) 人，上面各条相加 \(found.sumText(.zh, counter: "人"))；请核对",
          en:
            "a total of \(total.people), where the lines above add up to \(found.sumText(.en, counter: nil)); please check"
        ))
  }

  private mutating func enter(_ person: Person) {
    places[person.name] = (places[person.name]?.first ?? people.count, people.count)
    people.append(person)
  }

  private mutating func add(_ found: ChainLine, _ count: HeadCount, _ entry: Int, line: Int) {
    let earlier = places[found.name].map { people[$0.first] }
    enter(Person(found, entry: entry, count))
    if let earlier {
      append(
        entry, line, .question,
        .init(
          zh: "与第\(earlier.entry)条同名，两人都算，是否正确？",
          en: "same name as line \(earlier.entry): both counted, is that right?"),
        isEntered: true, quotesFile: false)
    } else {
      let doubt = count.doubt ?? found.doubt ?? found.markDoubt.flatMap { role == .public ? $0 : nil }
      append(entry, line, doubt == nil ? .ok : .question, doubt, isEntered: true)
    }
  }

  private mutating func correct(_ found: ChainLine, _ count: HeadCount, _ entry: Int, line: Int) {
    guard let index = places[found.name]?.last else {
      enter(Person(found, entry: entry, count))
      append(
        entry, line, .question,
        .init(
          zh: "说要改，但前面没有这个人；按新报名处理，是否正确？", en: "a correction of nobody before: taken as new, is that right?"),
        isEntered: true)
      return
    }
    let before = people[index]
    people[index].count = count
    people[index].mark = found.mark.isEmpty ? before.mark.withoutBrought : found.mark
    people[index].isWithdrawn = false
    people[index].correctedBy = entry
    // 北门社区 5人 after 北门社区 志愿者3人: nobody knows who these are.
    let isUntold = !before.all.helpers.isEmpty && people[index].all.helpers.isEmpty && role == .public
    append(
      entry, line, isUntold ? .question : .ok,
      isUntold
        ? .init(
          zh: "第\(entry)条更正第\(before.entry)条，没写其中有没有志愿者、工作人员，按没有算，是否正确？",
          en:
            "line \(entry) corrects line \(before.entry) and tells of no volunteers or staff: none counted, is that right?"
        )
        : .init(zh: "第\(entry)条更正第\(before.entry)条", en: "line \(entry) corrects line \(before.entry)"),
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
      var person = Person(found, entry: entry, .none)
      person.isWithdrawn = true
      enter(person)
    }
    append(entry, line, .question, question, isEntered: true)
  }

  private mutating func append(
    _ entry: Int, _ line: Int, _ result: ImportRow.Result, _ reason: BilingualText?, isEntered: Bool = false,
    quotesFile: Bool = true
  ) {
    rows.append(
      ImportRow(
        row: String(entry), cell: nil, result: result, reason: reason, line: line, isEntered: isEntered,
        quotesFile: quotesFile))
  }
}

extension String {
  /// Its lines, empty ones as well. Most texts end them with a line feed alone, which is found by its byte.
  fileprivate var lines: [Substring] {
    let isPlain = unicodeScalars.allSatisfy {
      !(0x0B...0x0D).contains($0.value) && $0.value != 0x85 && !(0x2028...0x2029).contains($0.value)
    }
    return isPlain
      ? utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
      : split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }
}

extension ChainText {
  /// Those who did not withdraw.
  var coming: some Collection<Person> { people.lazy.filter { !$0.isWithdrawn } }

  /// How many of them do not say how many come.
  var untold: Int { coming.count { !$0.count.quantity.isKnown } }

  var persons: Quantity { QuantitySum(coming.map(\.count.quantity)).total }
  var children: Int {
    coming.reduce(0) {
      $0 + ($1.count.children == 0 && $1.isMinor && $1.count.quantity == .exact(1) ? 1 : $1.count.children)
    }
  }

  /// Its people by who they are, ready for the ledger; none if nobody comes.
  func counts(_ measure: Count.Measure, isFinal: Bool) -> [Count] {
    guard !coming.isEmpty else { return [] }
    var helpers: [Count.Role: Int] = [:]
    if role == .public {
      for person in coming { helpers.merge(person.all.helpers, uniquingKeysWith: +) }
    }
    let all = role == .public ? QuantitySum(coming.map(\.all.others)).total : persons
    let parts = Count.Role.allCases.compactMap { role in
      helpers[role].map { Count(measure, role: role, quantity: .exact(Figure($0)), isFinal: isFinal) }
    }
    let quantities =
      (all == .exact(0) && !parts.isEmpty ? [] : [all])
      + (untold > 0 && all.isKnown ? [.unknown(said: "若干")] : [])
    let main = quantities.map {
      Count(measure, role: role, quantity: $0, includesChildren: children > 0, isFinal: isFinal)
    }
    return main + parts
  }

  /// Whether it says who wants to come, not who came.
  var isSignUp: Bool {
    titles.contains { title in ["报名", "预约", "意向"].contains { title.contains($0) } }
  }

  /// What its people are by its title.
  var role: Count.Role {
    let titles = titles.filter { title in !["注明", "备注", "标注", "写明"].contains { title.contains($0) } }
    if titles.contains(where: { $0.contains("志愿者") }) { return .volunteers }
    return titles.contains { $0.contains("工作人员") } ? .staff : .public
  }

  var date: (date: LooseDate, said: String)? {
    titles.lazy.compactMap { LooseDate.find(in: $0) ?? Self.leadingDate($0) }.first
  }

  /// The 8.10 of 8.10义诊.
  private static func leadingDate(_ title: String) -> (date: LooseDate, said: String)? {
    ChainEntry.leadingTime(title).flatMap { said in LooseDate(said).map { ($0, said) } }
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
