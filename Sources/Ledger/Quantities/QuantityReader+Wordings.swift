/// Figures that stand in brackets, and the words for nobody.
extension QuantityReader {
  /// 宣传资料（500余份）: the figure in brackets at the end; nil if they hold none, or a part of what is not said (（其中儿童 20 人）).
  ///
  /// - Throws: ``QuantityFault/severalFigures(_:)`` if several brackets hold figures, and the fault of one that alone makes up
  ///   the phrase.
  func bracketed() throws(QuantityFault) -> CountPhrase? {
    var found: [(phrase: CountPhrase, open: Int, close: Int)] = []
    for bracket in brackets {
      let isWhole =
        text.skippingSpaces(from: 0) == bracket.open
        && text.skippingSpaces(from: bracket.close + 1) == text.count
      let words = text.words(bracket.open + 1, bracket.close)
      do throws(QuantityFault) {
        let read = try CountPhrase(words)
        let isFigure =
          read.thing.isEmpty && read.quantity.isKnown
          && (read.counter != nil || read.quantity.certainty != .exact)
        if isWhole ? !words.isEmpty : isFigure { found.append((read, bracket.open, bracket.close)) }
      } catch {
        if isWhole { throw error.of(phrase) }
      }
    }
    guard found.count < 2 else { throw .severalFigures(phrase) }
    guard let one = found.first, text.words(one.close + 1, text.count).withoutMarks.isEmpty else {
      return nil
    }
    let read = one.phrase
    return CountPhrase(
      subject: text.words(0, one.open).withoutMarks + (one.open == 0 ? read.subject : ""),
      quantity: read.quantity,
      counter: read.counter, noun: read.noun, isRough: read.isRough, children: read.children,
      households: read.households)
  }

  /// 20 人（男 5 人，女 16 人）: parts that are not all of them.
  func refuseWrongParts(of figure: FoundFigure) throws(QuantityFault) {
    guard figure.quantity.certainty == .exact,
      let bracket = brackets.first(where: { $0.open == text.skippingSpaces(from: figure.end) })
    else { return }
    let parts = PhraseList(text.words(bracket.open + 1, bracket.close)).phrases
    guard parts.count > 1, FigureWords.withoutLead(parts[0]).lead != .part else { return }
    var sum = Figure.zero
    for part in parts {
      guard let read = try? CountPhrase(part), read.quantity.certainty == .exact, let n = read.quantity.n,
        read.counter == nil || read.counter == figure.counter
      else { return }
      sum = sum + n
    }
    if sum != figure.low { throw .severalFigures(phrase) }
  }

  /// Round brackets that hold no others.
  private var brackets: [(open: Int, close: Int)] {
    var all: [(open: Int, close: Int)] = []
    var open: Int?
    for index in 0..<text.count {
      if text[index] == "(" { open = index }
      if text[index] == ")", let start = open {
        all.append((start, index))
        open = nil
      }
    }
    return all
  }

  /// 无人参加, 一份也没有, 没有一个孩子: a figure of zero, with the words around it.
  var nobody: CountPhrase? {
    guard !text.plain.contains(where: \.isDigit) else { return nil }
    for start in 0..<text.count where text.isOutside[start] {
      guard let found = nothing(at: start) else { continue }
      return CountPhrase(
        subject: text.words(0, start).withoutMarks,
        quantity: .exact(.zero, said: text.words(start, found.end)), counter: found.counter, noun: found.noun,
        isRough: false)
    }
    return nil
  }

  private func nothing(at start: Int) -> (counter: String, end: Int, noun: String)? {
    guard let scalar = text[start], "一无没n".unicodeScalars.contains(scalar), text[start - 1]?.isLetter != true
    else { return nil }
    if scalar == "一" { return notEvenOne(at: start) }
    if let word = Self.notOne.word(in: text, at: start),
      let counter = CountingWord.leading(text, at: start + word.word.count)
    {
      return (counter.meaning, counter.end, text.words(counter.end, text.count).withoutMarks)
    }
    if let word = Self.nobodies.word(in: text, at: start) {
      let end = start + word.word.count
      let rest = text.words(end, text.count).withoutMarks.lowercased()
      return rest.isEmpty || Self.comings.contains(where: rest.hasPrefix)
        ? (CountingWord.person, end, "") : nil
    }
    guard text.hasPrefix(["n", "o", " "], at: start), let counter = CountingWord.leading(text, at: start + 3),
      text.skippingSpaces(from: counter.end) == text.count
    else { return nil }
    return (counter.meaning, counter.end, "")
  }

  /// 一个也没有, 一份都没发.
  private func notEvenOne(at start: Int) -> (counter: String, end: Int, noun: String)? {
    guard let counter = CountingWord.leading(text, at: start + 1), let also = text[counter.end],
      also == "也" || also == "都", let no = text[counter.end + 1], "没无未".unicodeScalars.contains(no)
    else { return nil }
    return (counter.meaning, text.count, "")
  }

  private static let notOne = WordIndex(["没有一", "没一", "没来一", "无一"].map { (word: $0, value: true) })
  private static let nobodies = WordIndex(
    ["无人", "没人", "没有人", "无一人", "没有一人", "没有一个人", "没一个人", "没来人", "没来一个人", "nobody", "no one", "none"].map {
      (word: $0, value: true)
    })
  private static let comings = [
    "参加", "参与", "参会", "到场", "到会", "来", "报名", "出席", "咨询", "领取", "响应", "应到", "签到", "签约", "观看", "came",
    "attended",
    "showed up", "turned up",
  ]
}

extension QuantityFault {
  /// The same fault, of the phrase in which its words stand.
  func of(_ phrase: String) -> QuantityFault {
    switch self {
    case .notUnderstood: .notUnderstood(phrase)
    case .severalFigures: .severalFigures(phrase)
    case .negative: .negative(phrase)
    case .tooLarge: .tooLarge(phrase)
    case .share: .share(phrase)
    case .rate: .rate(phrase)
    case .product: .product(phrase)
    case .change: .change(phrase)
    case .notACount: .notACount(phrase)
    case .malformed: .malformed(phrase)
    case .halfRange: .halfRange(phrase)
    case .notWhole: .notWhole(phrase)
    case .negated: .negated(phrase)
    case .absent: .absent(phrase)
    case .foreignMoney: .foreignMoney(phrase)
    }
  }

  /// A word for programs, as `quantity --json` prints it.
  var kind: String {
    switch self {
    case .notUnderstood: "notUnderstood"
    case .severalFigures: "severalFigures"
    case .negative: "negative"
    case .tooLarge: "tooLarge"
    case .share: "share"
    case .rate: "rate"
    case .product: "product"
    case .change: "change"
    case .notACount: "notACount"
    case .malformed: "malformed"
    case .halfRange: "halfRange"
    case .notWhole: "notWhole"
    case .negated: "negated"
    case .absent: "absent"
    case .foreignMoney: "foreignMoney"
    }
  }
}
