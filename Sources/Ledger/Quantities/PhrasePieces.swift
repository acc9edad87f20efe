/// What stands between two commas, cut at the 、 and 和 that part one figure from the next.
struct PhrasePieces {
  private(set) var phrases: [String] = []

  /// How a piece tells its number.
  private enum Figure {
    case none
    /// 绘本 20 本: whatever follows is another thing.
    case last
    /// 500 份宣传资料: what follows may belong to the same number.
    case first
  }

  init(_ part: String) {
    let text = PhraseText(part)
    var open = ""
    var figure = Figure.none
    var joiner = ""
    var start = 0
    for cut in Self.cuts(in: text) + [text.count..<text.count] {
      let words = text.words(start, cut.lowerBound)
      if words.isEmpty, Self.isOfName(cut, in: text) { continue }
      let pieces = words.isEmpty ? [] : BracketedFigure.spelledOut(words)
      start = cut.upperBound
      let next = pieces.count == 1 ? Self.figure(of: pieces[0]) : .last
      if pieces.count != 1 || open.isEmpty || Self.parts(figure, next) {
        phrases.append(open)
        phrases += pieces.dropLast()
        open = pieces.last ?? ""
        figure = next
      } else {
        open += joiner + pieces[0]
        if next != .none { figure = next }
      }
      joiner = text.words(cut.lowerBound, cut.upperBound)
      if joiner == "and" { joiner = " and " }
    }
    phrases.append(open)
    phrases.removeAll(where: \.isEmpty)
  }

  private static func parts(_ figure: Figure, _ next: Figure) -> Bool {
    switch figure {
    case .none: false
    case .last: true
    case .first: next != .none
    }
  }

  private static func figure(of piece: String) -> Figure {
    do throws(QuantityFault) {
      let read = try CountPhrase(piece)
      // 来自 5 个村的妇女、老人 200 人: the villages are no figure of their own.
      if GroupWords.areCounted(by: read.counter, read.noun) { return .none }
      // 4 个家庭的父母和孩子 10 人: whose those are.
      if read.counter == CountingWord.household, piece.contains("的\(read.noun)"), !read.noun.isEmpty {
        return .none
      }
      return read.noun.isEmpty ? .last : .first
    } catch {
      switch error {
      case .notUnderstood, .notACount: return .none
      // What is wrong with it is said when it is read alone.
      default: return .last
      }
    }
  }

  /// 宣传折页 and 宣传品 for 宣传折页、宣传品; one thing for 婴幼儿、孕产妇保健手册, which is for both.
  static func things(in item: String) -> [String] {
    let text = PhraseText(item)
    var start = 0
    var things: [String] = []
    for cut in cuts(in: text) + [text.count..<text.count] {
      things.append(text.words(start, cut.lowerBound))
      start = cut.upperBound
    }
    things.removeAll(where: \.isEmpty)
    return things.dropLast().contains(where: PhraseFrame.isHanPeople) ? [item] : things
  }

  /// 家长 30 人 and 儿童 20 人 for 家长、儿童分别 30 人、20 人, where there are as many names as figures.
  static func distributed(_ phrases: [String]) -> [String] {
    guard phrases.count > 1, let word = phrases[0].firstRange(of: "分别") else { return phrases }
    let said = String(phrases[0][word.upperBound...].drop { "为是有".contains($0) })
    var names = phrases[0][..<word.lowerBound].split { "、和及与".contains($0) }.map { String($0).trimmed }
    if names == ["男女"] { names = ["男", "女"] }
    let figures = [said] + phrases.dropFirst()
    guard names.count == figures.count, names.allSatisfy({ (try? CountPhrase($0)) == nil }),
      figures.allSatisfy({ (try? CountPhrase($0, in: .people))?.subject.isEmpty ?? false })
    else { return phrases }
    return zip(names, figures).map { $0 + $1 }
  }

  // MARK: Cuts

  static func cuts(in text: PhraseText) -> [Range<Int>] {
    var cuts: [Range<Int>] = []
    var index = 0
    while index < text.count {
      if text.isOutside[index], let word = wholeWords.word(in: text, at: index) {
        index += word.word.count
      } else if text.isOutside[index], let joiner = joiners.word(in: text, at: index),
        !isInNumber(text, index, index + joiner.word.count), QuantityWords.closing(text, at: index) == nil
      {
        cuts.append(index..<index + joiner.word.count)
        index += joiner.word.count
      } else if text.isOutside[index], isPlus(text, index) {
        cuts.append(index..<index + 1)
        index += 1
      } else {
        index += 1
      }
    }
    return cuts
  }

  /// The + of 宣传单 500 张+雨伞 50 把; in 50+ and 50 人+ it is a hedge.
  private static func isPlus(_ text: PhraseText, _ index: Int) -> Bool {
    guard text[index] == "+", let last = text[text.end(before: index) - 1],
      text[text.skippingSpaces(from: index + 1)] != nil
    else { return false }
    let isApart = text[index - 1] == " " && text[index + 1] == " "
    return !last.isDigit && (last.value >= 0x80 || isApart)
  }

  /// Whether numerals stand on both sides: 七、八个, between 20 and 30, a hundred and twenty.
  private static func isInNumber(_ text: PhraseText, _ start: Int, _ end: Int) -> Bool {
    let left = text.end(before: start)
    let right = text.skippingSpaces(from: end)
    if multipliers.word(in: text, endingBefore: left) != nil || halves.word(in: text, at: right) != nil {
      return true
    }
    func isNumeral(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { $0.isDigit || Numeral.canBegin($0) } ?? false
    }
    return isNumeral(text[left - 1]) && isNumeral(text[right])
  }

  /// The 和 of 和田市群众 20 人: only before a number does one at the beginning join it to what was said before.
  private static func isOfName(_ cut: Range<Int>, in text: PhraseText) -> Bool {
    guard cut.count == 1, let joiner = text[cut.lowerBound], "和及与".unicodeScalars.contains(joiner),
      let next = text[text.skippingSpaces(from: cut.upperBound)]
    else { return false }
    return !next.isDigit && !Numeral.canBegin(next)
  }

  private static func words(_ text: String) -> WordIndex<Bool> {
    WordIndex(text.split(separator: " ").map { (word: String($0), value: true) })
  }

  private static let joiners = words("、 和 及 以及 与 还有 and")
  private static let multipliers = words("hundred thousand million billion")
  private static let halves = WordIndex([(word: "a half", value: true)])
  /// Words that hold a joiner and join nothing.
  private static let wholeWords = words(
    "参与 与会 普及 及时 及格 涉及 惠及 波及 提及 顾及 以及时 和谐 和平 和睦 和美 温和 共和 总和 饱和 及以上 及以下")
}

/// A number in brackets behind the words that it counts: 礼包（100 份）.
enum BracketedFigure {
  /// The piece with its number outside of the brackets, or the pieces of a list that stood inside them.
  static func spelledOut(_ piece: String) -> [String] {
    let text = PhraseText(piece)
    guard text.plain.contains("(") else { return [piece] }
    if let helpers = helpers(in: text) { return helpers }
    if let last = groups(in: text).last {
      let (before, inner) = (
        text.words(0, last.lowerBound), text.words(last.lowerBound + 1, last.upperBound - 1)
      )
      let after = text.words(last.upperBound, text.count)
      if let next = next(inner, behind: before) {
        return [before, next] + (after.contains(where: \.isNumber) ? [after] : [])
      }
    }
    guard hasNoFigure(piece) || countsKinds(piece) else { return [piece] }
    for group in groups(in: text) {
      let inner = text.words(group.lowerBound + 1, group.upperBound - 1)
      let before = text.words(0, group.lowerBound)
      let after = text.words(group.upperBound, text.count)
      if isFigure(inner) {
        return [[before, inner].filter { !$0.isEmpty }.joined(separator: " ") + after]
      }
      let list = PhraseList(inner).phrases
      guard after.isEmpty, list.count > 1 else { continue }
      if list.allSatisfy(isNamed) { return list }
      // 家长（58 人，其中儿童 20 人）.
      if isFigure(list[0]), FigureWords.withoutLead(list[1]).lead == .part {
        return ["\(before) \(list[0])"] + list.dropFirst()
      }
    }
    return [piece]
  }

  /// Whether brackets hold what else would stand behind a comma, the figure that counts: the 本次 400 份 of 累计 3000 份（本次 400 份）
  /// and the 实到 58 人 of 应到 60 人（实到 58 人）.
  ///
  /// - Returns: It in words that say so: 实到 58 人 for the 到场 58 人 of 60 人（到场 58 人）.
  private static func next(_ inner: String, behind before: String) -> String? {
    if FigureWords.isRunning(before) {
      return FigureWords.besideThisTime(FigureWords.withoutLead(inner).rest) != nil ? inner : nil
    }
    guard let plan = try? CountPhrase(before, in: .people), let actual = try? CountPhrase(inner, in: .people)
    else { return nil }
    let isCalled = [FigureWords.isPlanned, FigureWords.isSignUp, FigureWords.isCall].contains {
      $0(plan.subject) || $0(plan.noun)
    }
    let goods = FigureWords.plan(in: plan.subject, said: plan.quantity.said ?? "")
    let came = [actual.subject, actual.noun].first { !$0.isEmpty } ?? ""
    let isOfPeople = [plan, actual].allSatisfy { $0.counter.map(CountingWord.countsPersons) ?? true }
    if FigureWords.isActual(came) {
      // 60 人（实到 58 人）, 志愿者 20 名（实到 15 名）.
      return isCalled || goods != nil || isOfPeople ? inner : nil
    }
    if FigureWords.attendance.contains(came), isCalled || goods?.item.isEmpty ?? false { return inner }
    if FigureWords.comings.contains(came), isOfPeople {
      return inner.replacing(came, with: came.utf8.allSatisfy { $0 < 0x80 } ? "actually came" : "实到")
    }
    let isGiven = goods != nil && plan.counter == actual.counter && PhraseFrame.isGiven(actual.subject)
    return isGiven ? inner : nil
  }

  /// 58 人 and 含志愿者 5 人 of 58 人（含志愿者 5 人）; 其中志愿者 5 人 where the brackets alone say that these are among them.
  private static func helpers(in text: PhraseText) -> [String]? {
    guard let group = groups(in: text).last, group.upperBound == text.count else { return nil }
    let inner = text.words(group.lowerBound + 1, group.upperBound - 1)
    let before = text.words(0, group.lowerBound)
    let list = PhraseList(inner).phrases
    let figures = list.map { try? CountPhrase($0, in: .people) }
    guard let first = figures.first, let whole = try? CountPhrase(before, in: .people),
      whole.quantity.isKnown,
      whole.counter.map(CountingWord.countsPeople) ?? true,
      figures.allSatisfy({ $0?.quantity.isKnown ?? false }),
      figures.contains(where: { $0?.isOfHelpers ?? false }) || isMoreOnline(list, figures, whole)
    else { return nil }
    let isTold =
      first.map {
        FigureWords.withoutLead($0.subject).lead != nil || FigureWords.setApart($0.subject, $0.noun) != nil
          || OnlineAudience.isCounted(in: list[0])
      } ?? false
    let isLatin = list[0].allSatisfy(\.isASCII)
    return [before, isTold ? list[0] : (isLatin ? "including " : "其中") + list[0]] + list.dropFirst()
  }

  /// 86 人（线上 1200）: more than all cannot be some of them.
  private static func isMoreOnline(_ list: [String], _ figures: [CountPhrase?], _ whole: CountPhrase) -> Bool
  {
    guard list.count == 1, let n = figures[0]?.quantity.n, let all = whole.quantity.n else { return false }
    return n > all && OnlineAudience.isCounted(in: list[0])
  }

  /// The words without brackets that hold a figure, and what stood in these: 家长（其中儿童 20 人） as 家长.
  static func remarks(in words: String, ofPeople isPeople: Bool) -> (rest: String, remarks: [String]) {
    let text = PhraseText(words)
    guard text.plain.contains("(") else { return (words, []) }
    var rest = ""
    var start = 0
    var remarks: [String] = []
    for group in groups(in: text) {
      let inner = text.words(group.lowerBound + 1, group.upperBound - 1)
      let read = PhraseList(inner).phrases.map { try? CountPhrase($0, in: .people) }
      let areSexes = FigureWords.isSex(String(inner.prefix(1))) && inner.contains(where: \.isNumber)
      let isBare = isPeople && inner.count > 1 && inner.allSatisfy(\.isASCIIDigit)
      let counts =
        areSexes || isBare || read.contains { $0?.counter != nil } || OnlineAudience.isCounted(in: inner)
        // 60 this month (50 last month).
        || read.contains {
          $0.map { $0.quantity.n != nil && FigureWords.moment(in: $0.thing) != nil } ?? false
        }
        // 58 in total.
        || (read.contains { $0?.quantity.n != nil } && PhraseList.statesTotal(inner))
        || (read.count > 1 && read.allSatisfy { $0?.quantity.n != nil })
      // 60 人（不含工作人员） names nobody.
      let tellsWhom =
        isPeople && !counts && FigureWords.tellsWhom(inner) && !inner.contains(where: \.isNumber)
      guard counts || tellsWhom else { continue }
      rest += text.words(start, group.lowerBound)
      if counts { remarks.append(inner) }
      start = group.upperBound
    }
    return (rest + text.words(start, text.count), remarks)
  }

  /// 宣传品 3 种（扇子 100 把、杯子 50 个）.
  private static func countsKinds(_ piece: String) -> Bool {
    (try? CountPhrase(piece, in: .goods)).map { $0.counter.map(GroupWords.kinds.contains) ?? false } ?? false
  }

  private static func hasNoFigure(_ piece: String) -> Bool {
    do throws(QuantityFault) {
      _ = try CountPhrase(piece)
      return false
    } catch {
      switch error {
      case .notUnderstood, .notACount: return true
      default: return false
      }
    }
  }

  /// A number and nothing else; digits alone only where they can't be a year.
  private static func isFigure(_ words: String) -> Bool {
    guard let read = try? CountPhrase(words), read.thing.isEmpty else { return false }
    guard let n = read.quantity.n else {
      return ["若干", "一批", "不详", "未"].contains { words.hasPrefix($0) }
    }
    if read.counter != nil || read.quantity.certainty != .exact { return true }
    return words.allSatisfy(\.isNumber) && words.first?.isASCII == true && !(n >= 1900 && n < 2100)
  }

  private static func isNamed(_ phrase: String) -> Bool {
    (try? CountPhrase(phrase, in: .people)).map { !$0.thing.isEmpty } ?? false
  }

  /// What stands in brackets.
  static func inner(of phrase: String) -> [String] {
    let text = PhraseText(phrase)
    return groups(in: text).map { text.words($0.lowerBound + 1, $0.upperBound - 1) }
  }

  /// The outermost round brackets.
  static func groups(in text: PhraseText) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start: Int?
    var depth = 0
    var titles = 0
    for index in 0..<text.count {
      if "《“「『〈".unicodeScalars.contains(text.plain[index]) { titles += 1 }
      if "》”」』〉".unicodeScalars.contains(text.plain[index]) { titles = max(titles - 1, 0) }
      if text.plain[index] == "(" {
        if depth == 0, titles == 0 { start = index }
        depth += 1
      } else if text.plain[index] == ")" {
        depth -= 1
        if depth == 0, let first = start {
          groups.append(first..<index + 1)
          start = nil
        }
        depth = max(depth, 0)
      }
    }
    return groups
  }
}

extension CountPhrase {
  /// Whether it counts volunteers, staff or speakers.
  fileprivate var isOfHelpers: Bool {
    let (subject, noun) =
      FigureWords.setApart(subject, noun) ?? (FigureWords.withoutLead(subject).rest, noun)
    return FigureWords.role(of: subject.isEmpty ? noun : subject) != nil
  }
}
