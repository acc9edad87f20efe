extension PersonalTextScan {
  /// pupil Li Ming, the boy Tom, Ms. Wei Xiuzhen, Home of Huang Xiuying, Emma's home.
  var englishNames: [Finding] {
    let beside = text.matches(
      of:
        #/\b((?i)child|pupil|student|boy|girl|toddler|baby|infant|schoolboy|schoolgirl|orphan|patient|villager|resident|woman|man|mother|father|widow|widower|grandma|grandpa|granny|auntie|aunt|uncle)(?-i),? ([A-Z][a-z]+)(?: ([A-Z][a-z]+))?/#
    ).compactMap { match -> Finding? in
      // Grandpa Mo
      let isKin =
        Self.englishKin.contains(match.1.lowercased()) && Self.surnames.contains(match.2.lowercased())
      guard isKin || WhoText.isEnglishName(String(match.2)) || Self.isWholeName(match.2, match.3) else {
        return nil
      }
      return Finding(
        kind: Self.englishMinors.contains(match.1.lowercased()) ? .namedMinor : .namedPerson,
        range: match.range,
        replacement: "\(match.1) \(match.2.prefix(1))○")
    }
    let titled = text.matches(of: #/\b(Mr|Mrs|Ms|Miss|Dr|Prof)\.? ([A-Z][a-z]+)(?:[ -][A-Z][a-z]+)?/#)
      .compactMap { match -> Finding? in
        guard !WhoText.isEnglishWord(String(match.2)) else { return nil }
        return Finding(
          kind: .namedPerson, range: match.range, replacement: "\(match.1) \(match.2.prefix(1))○")
      }
    return beside + titled + visited + leaders + owners + withKin + families + homes + doing
  }

  /// Visit to Mary Smith, counselling Emma, a wheelchair for Maria Lopez; not for Long Sheng County.
  private var visited: [Finding] {
    text.matches(
      of:
        #/\b((?i)visit to|visiting|visited|call on|thanks to|interview with|home of|birthday of|signature of|signed by|counselling|counseling|helping|for)(?-i) (?:the )?([A-Z][a-z]+)(?: ([A-Z][a-z]+))?/#
    ).compactMap { match in
      let next = text[match.range.upperBound...].dropFirst().prefix(while: \.isLetter)
      if next.first?.isUppercase ?? false, WhoText.isEnglishWord(String(next)) || Self.places.contains(next) {
        return nil
      }
      let isAlone = match.3 == nil && WhoText.isEnglishName(String(match.2))
      guard isAlone || Self.isWholeName(match.2, match.3) else { return nil }
      return Finding(
        kind: .namedPerson, range: match.range, replacement: "\(match.1) \(match.2.prefix(1))○")
    }
  }

  /// Led by Huang Xiaohong; not by Tian Lin County.
  private var leaders: [Finding] {
    text.matches(of: #/\b((?i)led|taught|chaired|guided|moderated)(?-i) by ([A-Z][a-z]+)(?: ([A-Z][a-z]+))?/#)
      .compactMap { match in
        let isName =
          match.3.map { Self.isSurelyName(match.2, $0) } ?? WhoText.isEnglishName(String(match.2))
        guard isName else { return nil }
        return Finding(
          kind: .namedPerson, range: match.range, replacement: "\(match.1) by \(match.2.prefix(1))○")
      }
  }

  /// Emma's home, Wei Jianguo's mother, at Li Fang's.
  private var owners: [Finding] {
    text.matches(
      of:
        #/\b([A-Z][a-z]+)(?: ([A-Z][a-z]+))?'s(?: (?:home|house|flat|yard|birthday|story|son|mother|father|family|wife|husband|wheelchair|walker|crutch(?:es)?|cane|hearing aid|glasses|medicine|bed)\b|$)/#
    ).compactMap { match in
      let isAlone = WhoText.isEnglishName(String(match.1)) && match.2 == nil
      guard isAlone || Self.isWholeName(match.1, match.2) else { return nil }
      return Finding(kind: .namedPerson, range: match.range, replacement: "\(match.1.prefix(1))○'s")
    }
  }

  /// Wei Guilan home, Li Xiaoming home visit, Home visit: Li Xiaoming; not Yang Shuo home visits, Home visit: Xiang Shan.
  private var homes: [Finding] {
    let behind = text.matches(
      of: #/\b([A-Z][a-z]+) ([A-Z][a-z]+) (?:[Hh]ome|[Hh]ousehold)(?= (?:[Vv]isits?\b)|[.,:;!?"]|$)/#
    ).map { ($0.range, $0.1, $0.2) }
    let before = text.matches(
      of: #/\b(?:[Hh]ome )?[Vv]isits?:? ([A-Z][a-z]+) ([A-Z][a-z]+)(?=[.,:;!?"]|$)/#
    ).map { ($0.range, $0.1, $0.2) }
    return (behind + before).compactMap { range, first, second in
      guard Self.isSurelyName(first, second) else { return nil }
      return Finding(kind: .namedPerson, range: range, replacement: "\(first.prefix(1))○")
    }
  }

  /// Whether two words with capitals and nothing else are somebody: Zhang Wei, Wei Guilan; not Yang Shuo and Health Day.
  static func isName(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: #/([A-Z][a-z]+) ([A-Z][a-z]+)/#) else { return false }
    return isSurelyName(match.1, match.2)
  }

  /// A second word of one syllable may be the rest of a place: Yang Shuo, and Liu Zhou as so many cities. Li Na is none.
  private static func isSurelyName(_ first: Substring, _ second: Substring) -> Bool {
    guard isWholeName(first, second) else { return false }
    return !surnames.contains(first.lowercased()) || syllables(of: second) == 2
      || WhoText.isEnglishName(String(second)) && second != "Zhou"
      || givenSyllables.contains(second.lowercased())
  }

  /// What people are called and hardly a place ends in.
  private static let givenSyllables = Set(
    """
    na wei fang min jing jie juan jun tao chao hui xia hong qiang lei hao peng fei ying ting xue mei kai qian rui shuai shuang bo
    kun meng
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  /// Li Fang said, Wei Jianguo did not come.
  private var doing: [Finding] {
    text.matches(
      of:
        #/\b([A-Z][a-z]+) ([A-Z][a-z]+) (?:said|says|did|forgot|called|signed|asked|came|(?:was )?counted)\b/#
    )
    .compactMap { match in
      guard Self.isWholeName(match.1, match.2) else { return nil }
      return Finding(kind: .namedPerson, range: match.range, replacement: "\(match.1.prefix(1))○")
    }
  }

  /// Emma and her mother, Wei Jianguo and family.
  private var withKin: [Finding] {
    text.matches(
      of:
        #/\b([A-Z][a-z]+)(?: ([A-Z][a-z]+))? and (?:(?:her|his) (?:mother|father|parents|husband|wife|son|daughter|grand|family)|family\b)/#
    ).compactMap { match in
      let isAlone = match.2 == nil && WhoText.isEnglishName(String(match.1))
      guard isAlone || Self.isWholeName(match.1, match.2) else { return nil }
      return Finding(kind: .namedPerson, range: match.range, replacement: "\(match.1.prefix(1))○")
    }
  }

  /// Wei Jianguo family visit, the Mary Smith family; not Long Sheng family planning.
  private var families: [Finding] {
    text.matches(
      of: #/\b([A-Z][a-z]+) ([A-Z][a-z]+) [Ff]amily(?= (?:[Vv]isit|[Hh]ome|[Ss]upport|[Aa]id)|[.,;!?"]|$)/#
    ).compactMap { match in
      guard Self.isWholeName(match.1, match.2) else { return nil }
      return Finding(kind: .namedPerson, range: match.range, replacement: "\(match.1.prefix(1))○")
    }
  }

  private static let englishMinors: Set<String> = [
    "child", "pupil", "student", "boy", "girl", "toddler", "baby", "infant", "schoolboy", "schoolgirl",
    "orphan",
  ]
  /// What stands behind a place's name of two words: Liu Sanjie Park.
  private static let places: Set<Substring> = [
    "Park", "Mountain", "River", "Lake", "Temple", "Palace", "Garden", "Square", "Hall", "Hill", "Bridge",
    "Road",
  ]
  private static let englishKin: Set<String> = ["grandma", "grandpa", "granny", "auntie", "aunt", "uncle"]

  /// Mary Smith, Huang Xiuying; not Li River and Tang Dynasty.
  private static func isWholeName(_ first: Substring, _ last: Substring?) -> Bool {
    guard let last, !WhoText.isEnglishWord(String(first)), !WhoText.isEnglishWord(String(last)) else {
      return false
    }
    guard surnames.contains(first.lowercased()) else { return WhoText.isEnglishName(String(first)) }
    return syllables(of: last) != nil
  }

  /// How many syllables of pinyin a word is, one or two; nil for any other word.
  private static func syllables(of word: Substring) -> Int? {
    let syllable =
      #/(?i)(?:[zcs]h|[bpmfdtnlgkhjqxzcsrwy])?(?:i?ong|[iu]?ang|ueng|eng|ing|iao|uai|[iu]?an|[aeu]i|i?ao|ou|[eiu]n|er|i[aeu]|u[aoe]|[aoeiuv])/#
    if word.wholeMatch(of: syllable) != nil { return 1 }
    let two = word.indices.dropFirst().contains { index in
      word[..<index].wholeMatch(of: syllable) != nil && word[index...].wholeMatch(of: syllable) != nil
    }
    return two ? 2 : nil
  }

  /// As they are written in pinyin, without those that are English words.
  private static let surnames = Set(
    """
    bi cai cao cen chen cui dai deng ding dong du duan fan fang feng fu gao gong gu guo han hao he hou hu huang jia jiang jin kang
    kong lai lan lei li liang liao lin ling liu long lu luo lv ma mao meng mo nie nong ou pan pang peng qian qiao qin qiu ren ruan shao shen
    shi song su sun tan tang tao tian wan wang wei wen wu xia xiang xiao xie xiong xu xue yan yang yao ye yin yu yuan zeng zhang
    zhao zheng zhong zhou zhu zhuang zou
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
