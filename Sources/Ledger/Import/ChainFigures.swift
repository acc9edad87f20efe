import Planning

/// The numbers of people that the rest of an entry holds.
struct ChainFigures {
  private let words: [String]
  /// Words that are numbers of people on their own.
  private let counts: [String]
  let doubt: BilingualText?
  private let isSeveral: Bool
  /// One of （一个小孩） beside a number.
  private let children: Int

  init(_ rest: String, notes: [String]) {
    // 129 1234 5678 is a telephone, whatever parts its digits.
    let spoken = Self.withoutPhones(rest)
    words = spoken.split(separator: " ").map(String.init)
    children = (notes + [notes.joined()]).lazy.compactMap { HeadCount.children(in: $0) }.first ?? 0
    let joined = words.joined()
    // 302 2人: a room and a number of people are no 3022.
    let isApart = zip(words, words.dropFirst()).contains { before, after in
      (before.last?.halfWidth.isASCIIDigit ?? false) && (after.first?.halfWidth.isASCIIDigit ?? false)
    }
    if words.count > 1, !isApart, Self.isCount(joined) {
      (counts, isSeveral, doubt) = ([joined], false, nil)
      return
    }
    let found = words.filter { Self.mayCount($0) }
    let inNotes = found.isEmpty ? notes.filter { Self.isCount($0) } : []
    counts = found.isEmpty ? inNotes : found
    // 张三2人 李四1人: another name between two numbers.
    isSeveral =
      found.count > 1
      && words.contains { word in
        let name = word.prefix { !$0.halfWidth.isASCIIDigit && !$0.isNumeral }
        return name.count >= 2 && name.count < word.count && SignInName.key(String(name)) != nil
          && Self.isCount(String(word[name.endIndex...]))
      }
    let unread = notes.first { note in
      inNotes.isEmpty && note.allSatisfy { $0.halfWidth.isASCIIDigit } && note.count <= 2
    }
    doubt =
      unread.map {
        BilingualText(
          zh: "括号里的“\($0)”没有算进人数，是否正确？", en: "the '\($0)' in brackets was not counted, is that right?")
      } ?? (counts.count > 1 ? .lastOfSeveral(counts[counts.count - 1]) : nil)
  }

  /// The last number; one person if there is none.
  func count() throws(HeadCountFault) -> HeadCount {
    if isSeveral {
      throw HeadCountFault(
        zh: "一条里写了几个人，请一人一条，或只写总人数",
        en: "it names several people; write each on a line, or one number for all")
    }
    guard let word = counts.last else { return .one }
    let count: HeadCount
    do throws(HeadCountFault) {
      count = try HeadCount(Self.bare(word))
    } catch {
      // 叠彩区2组, 3栋2单元, 60岁: numbers of something else. -2人 is a slip.
      guard !"人口位名".contains(word.last ?? " "), !"-=@负".contains(word.first ?? " ") else { throw error }
      return .askedAbout(word)
    }
    if let n = count.quantity.n, n >= HeadCount.absurdOfOne { throw HeadCountFault(.tooManyOfOne(n)) }
    let all = count.including(children: children)
    guard let n = count.quantity.n, n >= HeadCount.manyOfOne else { return all }
    return all.asking(
      BilingualText(zh: "一条 \(n) 人，是否正确？", en: "\(n) people in one entry, is that right?"))
  }

  /// 来2人 as 2人.
  static func bare(_ word: String) -> String {
    guard let verb = verbs.leading(word), word.count > verb.count else { return word }
    return String(word.dropFirst(verb.count))
  }

  private static let verbs: SoughtWords = ["来", "有", "共", "一共", "我们", "报名"]

  /// 2人, 两大一小, 一家三口, 带1个孩子: nothing else would be written so.
  ///
  /// - `isGlued`: It stands right behind a name.
  static func isCount(_ word: String, isGlued: Bool = false) -> Bool {
    let bare = bare(word)
    guard let first = bare.first, bare.count >= 2, bare.count <= 16 else { return false }
    if HeadCount.company(bare, isGlued: isGlued) != nil { return true }
    guard first.halfWidth.isASCIIDigit || first.isNumeral || beginnings.mayLead(bare) else { return false }
    guard let count = try? HeadCount(bare), count.quantity.isKnown else { return false }
    return bare.contains { "人位口大小孩娃童俩妻妇女子名".contains($0) } || "+＋".contains(first)
      || bare.last == "个"
  }

  private static let beginnings: SoughtWords = [
    "+", "＋", "大", "成", "家", "一", "全", "夫", "母", "父", "婆", "姐", "兄", "双", "带", "本", "约", "共",
  ]

  private static func mayCount(_ word: String) -> Bool {
    let isWritten =
      word.contains { $0.halfWidth.isASCIIDigit } || "+＋".contains(word.first ?? " ") || word.hasSuffix("人")
      || word.hasSuffix("口") || word.hasPrefix("带") || (word.contains("大") && word.contains("小"))
      || isCount(word) || numbers.contains(word.lowercased()) || ["俩", "仨"].contains(word)
    // A phone number or a time of the day is no number of people.
    return isWritten && word.count(where: { $0.halfWidth.isASCIIDigit }) < 7
      && !word.contains { ":：点".contains($0) }
  }

  private static let numbers: Set<String> = ["one", "two", "three", "four", "five", "six"]

  /// Digits in groups that are seven and more together.
  private static func withoutPhones(_ text: String) -> String {
    var plain = ""
    var run = ""
    func isPart(_ character: Character) -> Bool {
      character.halfWidth.isASCIIDigit || " -+＋".contains(character)
    }
    func settled(_ run: String) -> String {
      let groups = run.split { " -+＋".contains($0) }
      let isPhone = run.count(where: { $0.halfWidth.isASCIIDigit }) >= 7 && (groups.first?.count ?? 0) >= 2
      guard isPhone else { return run }
      // 12900000001 3人: a short group behind a whole number counts people.
      if groups.count > 1, let last = groups.last, last.count <= 2, run.last != " " { return " " + last }
      return " "
    }
    for character in text {
      if isPart(character) {
        run.append(character)
      } else {
        plain += settled(run)
        run = ""
        plain.append(character)
      }
    }
    return plain + settled(run)
  }
}

extension BilingualText {
  fileprivate static func lastOfSeveral(_ word: String) -> BilingualText {
    BilingualText(zh: "写了几个数，按“\(word)”算，是否正确？", en: "several numbers: '\(word)' was taken, is that right?")
  }
}
