/// Several figures in one text: `宣传资料 100 余份，活动礼包 100 余份`.
///
/// Commas and semicolons part them; 、 and 和 only behind a figure, so that `宣传册、折页 500 份` stays one thing. A number
/// in brackets is that of the words before them: `礼包（100 份）`. A text that ends in a total of its parts
/// (`男 20 人，女 30 人，共 50 人`) is one.
public struct PhraseList: Hashable, Sendable {
  /// The figures between two commas, in one list each.
  let clauses: [[String]]

  public var phrases: [String] { clauses.flatMap(\.self) }

  public init(_ text: String) {
    self.init(text, keepingParts: false)
  }

  /// - `keepsParts`: Whether parts that are named and make up the total are the figures, and the total only their sum: 量血压
  ///   120 人次、测血糖 80 人次，共 200 人次.
  /// - `ofGoods`: Whether they are things, each of which may have a counting word of its own: 宣传单 500 张、雨伞 50 把，合计 550 份.
  init(_ text: String, keepingParts keepsParts: Bool, ofGoods: Bool = false) {
    let (text, parts) = Self.counted(in: NumberedList.plain(text))
    // 本次 500 份，累计 2000 份: no sum of these. 签到 50 人，未签到 10 人，共 60 人: of those who were to come.
    let isOfOthers =
      parts.contains { FigureWords.besideThisTime($0) != nil }
      && parts.contains(where: FigureWords.isRunning)
    if parts.count > 1, isOfOthers || !ofGoods && !keepsParts && parts.contains(where: Self.isUnsigned) {
      clauses = parts.map { PhrasePieces($0).phrases }
      return
    }
    if let last = parts.last, Self.statesTotal(last) {
      let named = parts.dropLast().map { PhrasePieces($0).phrases }
      let figures = named.joined()
      if figures.count > 1, figures.allSatisfy(Self.isNamed),
        ofGoods || Self.endsInTotal(last) || Self.nameHelpers(Array(figures))
      {
        let isOther = ofGoods && (try? CountPhrase(last, in: .goods))?.thing.isEmpty != true
        clauses = Self.isSum(last, of: figures) ? named : isOther ? named + [[last]] : [[text]]
        return
      }
    }
    // 手册 50 本，共 500 元: what they cost.
    if ofGoods, let cost = parts.firstIndex(where: Self.isCost), cost > 0,
      parts[..<cost].allSatisfy({
        ((try? CountPhrase($0, in: .goods))?.counter ?? CountingWord.yuan) != CountingWord.yuan
      })
    {
      clauses = parts.map { PhrasePieces($0).phrases }
      return
    }
    if let figure = Self.repeated(in: parts) {
      clauses = [[figure]]
      return
    }
    if keepsParts, parts.count > 1, Self.statesTotal(parts[parts.count - 1]), (try? CountPhrase(text)) != nil
    {
      let named = parts.dropLast().map { PhrasePieces($0).phrases }
      // 慰问困难家庭 12 户，共 35 人: one figure is no sum.
      if named.joined().count > 1, named.joined().allSatisfy(Self.isNamed) {
        clauses = named
        return
      }
    }
    if parts.count > 1, let total = parts.dropFirst().firstIndex(where: Self.statesTotal) {
      clauses = Self.clauses(parts, upTo: total, ofGoods: ofGoods) ?? [[text]]
      return
    }
    clauses = parts.isEmpty ? [[text]] : parts.map { part in PhrasePieces(part).phrases }
  }

  /// 上午 40 人，下午 35 人，共 75 人 and 志愿者 5 人 of the two in a row; nil if the total is the end, or nobody can tell whose it is.
  private static func clauses(_ parts: [String], upTo total: Int, ofGoods: Bool) -> [[String]]? {
    let summed = parts[...total].joined(separator: "，")
    let rest = parts[(total + 1)...]
    guard !rest.isEmpty, !rest.contains(where: statesTotal), (try? CountPhrase(summed)) != nil,
      (try? CountPhrase(parts.joined(separator: "，"))) == nil
    else { return nil }
    let first = PhraseList(summed, keepingParts: false, ofGoods: ofGoods).clauses
    // 群众 60 人、志愿者 3 人，共 63 人，其中儿童 10 人: among whom of these?
    guard first == [[summed]] || !rest.contains(where: { FigureWords.withoutLead($0).lead == .part }) else {
      return nil
    }
    return first + rest.map { PhrasePieces($0).phrases }
  }

  /// What stands between the commas, without what only says who is not counted: of 不含志愿者，共 60 人 nothing but 共 60 人.
  private static func counted(in text: String) -> (text: String, parts: [String]) {
    let parts = parts(of: text)
    guard parts.count > 1 else { return (text, parts) }
    let told = parts.filter { !FigureWords.leavesOut($0) || (try? CountPhrase($0, in: .people)) != nil }
    let counted = DayParts.withPlainTotals(told.isEmpty ? parts : told)
    return counted == parts ? (text, parts) : (counted.joined(separator: "，"), counted)
  }

  /// The 慰问困难家庭 12 户 of 慰问困难家庭 12 户，共慰问 12 户: the total says no more than its only part.
  private static func repeated(in parts: [String]) -> String? {
    guard parts.count == 2, statesTotal(parts[1]), let part = try? CountPhrase(parts[0]),
      let total = try? CountPhrase(parts[1]), part.quantity.isKnown, !part.thing.isEmpty,
      part.quantity.saying(nil) == total.quantity.saying(nil), part.counter == total.counter
    else { return nil }
    return parts[0]
  }

  /// 共 500 元
  static func isCost(_ part: String) -> Bool {
    guard statesTotal(part), let read = try? CountPhrase(part, in: .goods) else { return false }
    return read.counter == CountingWord.yuan && read.thing.isEmpty
  }

  /// Whether it begins or ends with a word that sums up: 共 50 人, 58 in all.
  static func statesTotal(_ part: String) -> Bool {
    ["共", "合计", "总计", "累计", "一共", "总共", "小计", "=", "＝", "in total", "total"].contains { part.hasPrefix($0) }
      || endsInTotal(part)
  }

  private static func endsInTotal(_ part: String) -> Bool {
    [" in all", " in total", " altogether"].contains { part.hasSuffix($0) }
  }

  private static func isUnsigned(_ part: String) -> Bool {
    guard let read = try? CountPhrase(part, in: .people), read.quantity.isKnown else { return false }
    return FigureWords.isUnsigned(read.subject, read.noun)
      && FigureWords.withoutLead(read.subject).lead == nil
      && FigureWords.withoutUnsigned(read.subject) == read.subject
      && FigureWords.withoutUnsigned(read.noun) == read.noun
  }

  /// Whether a total may be what its parts make: surely not if all are exact and make another number.
  private static func isSum(_ total: String, of parts: some Sequence<String>) -> Bool {
    guard let read = try? CountPhrase(total, in: .goods) else { return true }
    let total = read.quantity
    let figures = parts.map { BracketedFigure.figure(of: $0, countedIn: read.counter) }
    let sum = QuantitySum(figures.compactMap { $0?.quantity }).total
    return total.certainty != .exact || sum.certainty != .exact || total.n == sum.n
  }

  /// The 共 31 人 of 男 12 人，女 20 人，共 31 人, and what these make; nil unless all are exact and of one kind.
  static func wrongTotal(in text: String) -> (total: String, sum: Figure)? {
    let parts = parts(of: text)
    guard parts.count > 1, let last = parts.last, statesTotal(last),
      let total = try? CountPhrase(last, in: .goods), total.quantity.certainty == .exact
    else { return nil }
    let figures = parts.dropLast().flatMap { PhrasePieces($0).phrases }.map {
      try? CountPhrase($0, in: .goods)
    }
    guard figures.count > 1,
      figures.allSatisfy({ figure in
        figure?.quantity.certainty == .exact && (figure?.counter == nil || figure?.counter == total.counter)
      })
    else { return nil }
    let sum = figures.reduce(Figure.zero) { $0 + ($1?.quantity.n ?? .zero) }
    return sum == total.quantity.n ? nil : (last, sum)
  }

  /// Whether some parts count volunteers, staff or doctors beside others, who are never summed up with the public.
  private static func nameHelpers(_ parts: [String]) -> Bool {
    let things = parts.compactMap { (try? CountPhrase($0))?.thing }
    return things.contains { FigureWords.role(of: $0) != nil }
      || Set(things.map(FigureWords.isMedical)).count > 1
  }

  /// Whether a part says what it counts, and not only whom.
  private static func isNamed(_ part: String) -> Bool {
    guard let read = try? CountPhrase(part), read.quantity.isKnown else { return false }
    return !["", "男", "女", "男性", "女性", "大人", "孩子", "儿童"].contains(read.thing)
  }

  /// Before some of those who were counted, or their sum, with or without a comma.
  private static let leads = QuantityWords.words(
    "其中 不包括 不包含 不含 包括 包含 内含 含 共 合计 总计 = including of_whom of_which")

  /// Whether a figure ends there, and what follows is a part or the sum: 58 人其中儿童 20 人, 群众 58 人共 63 人.
  private static func endsFigure(_ text: PhraseText, at index: Int, from start: Int) -> Bool {
    if text[index] == "等" { return endsNamed(text, at: index, from: start) }
    guard let lead = leads.word(in: text, at: index), text[index - 1]?.isLetter != true else { return false }
    let begin = PhrasePieces.cuts(in: text).last { $0.upperBound <= index }?.upperBound ?? 0
    guard let read = try? CountPhrase(text.words(max(start, begin), index)) else { return false }
    let rest = index + lead.word.count
    let isNumeral = { (sign: Unicode.Scalar) in sign.isDigit || Numeral.canBegin(sign) }
    guard ["共", "合"].contains(text[index]) || lead.word.first == "总" else {
      return text.plain[min(rest, text.count)...].contains(where: isNumeral)
    }
    return (read.noun.isEmpty || PhraseFrame.isHanPeople(read.noun)) && read.counter != nil
      && (text[text.skippingSpaces(from: rest)].map(isNumeral) ?? false)
  }

  /// Whether things are counted before 等 and all of them behind it: 5 名医生、8 名护士等 20 余人, 折页 500 份等宣传资料 800 份.
  private static func endsNamed(_ text: PhraseText, at index: Int, from start: Int) -> Bool {
    let begin = PhrasePieces.cuts(in: text).last { $0.upperBound <= index }?.upperBound ?? 0
    let end = text.plain[index...].firstIndex { commas.contains($0) || $0 == "、" } ?? text.count
    guard let part = (try? CountPhrase(text.words(max(start, begin), index), in: .people))?.counter,
      let all = (try? CountPhrase(text.words(index + 1, end), in: .people))?.counter
    else { return false }
    return all == part || (all == CountingWord.copy && !CountingWord.countsPeople(part))
  }

  private static let commas: Set<Unicode.Scalar> = ["，", ",", "；", ";", "\n"]

  private static func parts(of text: String) -> [String] {
    let phrase = PhraseText(text)
    var parts: [String] = []
    var start = 0
    for index in 0..<phrase.count where phrase.isOutside[index] {
      if commas.contains(phrase.written[index]), !isInNumber(phrase, index) {
        parts.append(phrase.words(start, index))
        start = index + 1
      } else if endsFigure(phrase, at: index, from: start) {
        parts.append(phrase.words(start, index))
        start = index
      } else if itemises(phrase, at: index, from: start) {
        parts.append(phrase.words(start, index))
        start = index
      }
    }
    parts.append(phrase.words(start, phrase.count))
    return parts.filter { !$0.isEmpty }
  }

  /// Whether a colon stands between a figure and what it is made of: 58 人：家长 30 人、儿童 28 人.
  private static func itemises(_ text: PhraseText, at index: Int, from start: Int) -> Bool {
    guard text[index] == ":", let next = text[text.skippingSpaces(from: index + 1)],
      !next.isDigit || namesFirst(text, from: index + 1),
      text.plain[index...].contains(where: { $0.isDigit || Numeral.canBegin($0) }),
      let read = try? CountPhrase(text.words(start, index), in: .people)
    else { return false }
    return read.quantity.isKnown && read.noun.isEmpty
  }

  /// The 30 parents of `58 people: 30 parents`; 8:30 is a time.
  private static func namesFirst(_ text: PhraseText, from start: Int) -> Bool {
    let end = text.plain[start...].firstIndex { ",，;；、".unicodeScalars.contains($0) } ?? text.count
    guard text[start] == " " || text[start - 2]?.isDigit != true else { return false }
    return (try? CountPhrase(text.words(start, end), in: .people)).map { !$0.noun.isEmpty } ?? false
  }

  /// The comma of 1,200 and of 四，五十人.
  private static func isInNumber(_ text: PhraseText, _ index: Int) -> Bool {
    if Numeral.joinsNeighbours(text, at: index) { return true }
    guard text[index - 1]?.isDigit == true else { return false }
    return (1...3).allSatisfy { text[index + $0]?.isDigit == true } && text[index + 4]?.isDigit != true
  }
}
