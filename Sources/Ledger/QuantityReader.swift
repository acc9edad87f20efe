/// Reads one figure out of a phrase.
struct QuantityReader {
  private let phrase: String
  /// As written, and with full-width characters narrowed; index by index the same.
  private let written: [Character]
  private let text: [Character]
  /// False inside quotation marks and brackets, where digits belong to a name.
  private let isOutside: [Bool]

  init(_ phrase: String) {
    self.phrase = phrase
    written = Array(phrase)
    text = written.map(\.halfWidth)
    var depth = 0
    isOutside = text.map { character in
      if "《“「『(〔【".contains(character) { depth += 1 }
      defer { if "》”」』)〕】".contains(character) { depth = max(0, depth - 1) } }
      return depth == 0
    }
  }

  func read() throws(QuantityFault) -> CountPhrase {
    let trimmed = String(text).trimmed
    if QuantityWords.unknown.contains(trimmed.lowercased()) {
      return CountPhrase(
        subject: "", quantity: .unknown(said: said(0, text.count)), counter: nil, noun: "", isRough: false)
    }
    if let digit = text.indices.first(where: beginsFigure) {
      return try figure(at: digit)
    }
    if let start = chineseStart() { return try figure(at: start) }
    if let vague = vagueAmount(in: trimmed) { return vague }
    throw .notUnderstood(phrase)
  }

  /// Whether digits begin here that count something: not those of 第 3 期, 3 岁, 2023 年, A4 or 5·29.
  private func beginsFigure(_ index: Int) -> Bool {
    guard isOutside[index], text[index].isASCIIDigit else { return false }
    let before = text[..<index].last { $0 != " " }
    if let last = text[..<index].last, last.isASCIIDigit || last == "." || last == "," { return false }
    if let last = text[..<index].last, last.isASCII, last.isLetter { return false }
    if before == "第" || before == "·" { return false }
    let after = text[index...].drop { $0.isASCIIDigit || $0 == "." }.first { $0 != " " }
    return after.map { !"岁年月日号·".contains($0) } ?? true
  }

  /// The last Chinese number that a counting word or the end follows: 一次性口罩五十个 counts fifty.
  private func chineseStart() -> Int? {
    text.indices.last { index in
      guard isOutside[index], Numeral.canBegin(text[index]) else { return false }
      if index > 0, Numeral.canBegin(text[index - 1]) { return false }
      guard let numeral = Numeral(text, at: index) else { return false }
      let tail = Tail(text, after: numeral.end)
      let isHedged = tail.hedges.isEmpty == false || numeral.isRough || !head(before: index).hedges.isEmpty
      if numeral.isBare, !isHedged { return false }
      return tail.counter != nil || text[tail.end...].allSatisfy { $0 == " " }
    }
  }

  private func figure(at start: Int) throws(QuantityFault) -> CountPhrase {
    guard let first = Numeral(text, at: start) else { throw .tooLarge(phrase) }
    let before = head(before: start)
    if before.isNegative { throw .negative(phrase) }
    var tail = Tail(text, after: first.end)
    var low = first.low
    var high = first.high
    if let next = rangeEnd(after: tail.end) {
      guard let second = Numeral(text, at: next) else { throw .tooLarge(phrase) }
      // 20—30万 is 20万 to 30万.
      if first.high < second.low, let scaled = Numeral.shared(first, second, in: text) { low = scaled }
      high = second.high
      tail = Tail(text, after: second.end, counter: tail.counter)
    }
    if text[tail.end...].indices.contains(where: beginsFigure) { throw .severalFigures(phrase) }
    var hedges = before.hedges + tail.hedges
    if first.isOpen || first.isRough { hedges.append(.atLeast) }
    let words = said(before.start, tail.end)
    let quantity =
      low == high
      ? Quantity(low, QuantityWords.certainty(of: hedges), said: words) ?? .unknown(said: words)
      : .range(low, high, said: words)
    return CountPhrase(
      subject: String(written[..<before.start]).trimmed, quantity: quantity, counter: tail.counter,
      noun: String(written[tail.end...]).trimmed, isRough: first.isRough || before.isRough)
  }

  /// The hedges that stand directly before a number, and where they begin.
  private func head(before start: Int) -> (
    start: Int, hedges: [Quantity.Certainty], isNegative: Bool, isRough: Bool
  ) {
    var begin = start
    var hedges: [Quantity.Certainty] = []
    var isRough = false
    while true {
      let head = String(text[..<begin]).trimmedEnd.lowercased()
      guard !QuantityWords.notHedges.contains(where: { head.hasSuffix($0) }),
        let found = QuantityWords.before.first(where: { head.hasSuffix($0.word) })
      else {
        let isNegative = head.last == "-" || head.last == "−" || head.last == "负"
        return (begin, hedges, isNegative, isRough)
      }
      if let certainty = found.certainty { hedges.append(certainty) }
      isRough = isRough || found.word == "上"
      begin = head.count - found.word.count
    }
  }

  /// Where the second number of a range begins, if a dash or 至 and a number follow.
  private func rangeEnd(after index: Int) -> Int? {
    var index = index
    var dashes = 0
    while index < text.count, text[index] == " " || "—–-~～至到".contains(text[index]) {
      if text[index] != " " { dashes += 1 }
      index += 1
    }
    guard dashes > 0, index < text.count else { return nil }
    return text[index].isASCIIDigit || Numeral.digits[text[index]] != nil || text[index] == "十" ? index : nil
  }

  /// 宣传品一批, 折页若干份: a thing without a number.
  private func vagueAmount(in text: String) -> CountPhrase? {
    var head = text
    var counter: String?
    if let word = CountingWord.table.first(where: {
      head.hasSuffix($0.written) && head.count > $0.written.count
    }) {
      let stem = String(head.dropLast(word.written.count)).trimmedEnd
      if QuantityWords.unknown.contains(where: { !$0.isEmpty && stem.hasSuffix($0) }) {
        counter = word.meaning
        head = stem
      }
    }
    guard let word = QuantityWords.unknown.first(where: { !$0.isEmpty && head.hasSuffix($0) }) else {
      return nil
    }
    let subject = String(head.dropLast(word.count)).trimmed
    return CountPhrase(
      subject: subject, quantity: .unknown(said: word), counter: counter, noun: "", isRough: false)
  }

  private func said(_ start: Int, _ end: Int) -> String? {
    let words = String(written[start..<end]).trimmed
    return words.isEmpty ? nil : words
  }

  /// What follows a number: hedges, a counting word, hedges.
  private struct Tail {
    var hedges: [Quantity.Certainty] = []
    var counter: String?
    /// The index after all of it.
    var end: Int

    init(_ text: [Character], after start: Int, counter given: String? = nil) {
      end = start
      counter = given
      takeHedges(text)
      var index = end
      while index < text.count, text[index] == " " { index += 1 }
      let rest = String(text[index...])
      if let word = CountingWord.leading(rest) {
        counter = word.meaning
        end = index + word.written.count
        takeHedges(text)
      } else if let word = CountingWord.english.first(where: { rest.lowercased().hasPrefix($0.written) }) {
        counter = word.meaning
        end = index + word.written.count
      }
    }

    private mutating func takeHedges(_ text: [Character]) {
      while true {
        var index = end
        while index < text.count, text[index] == " " { index += 1 }
        let rest = String(text[index...])
        guard let found = QuantityWords.after.first(where: { rest.hasPrefix($0.word) }) else { return }
        // 来 hedges only before a counting word: 二十来人, but 58 来宾.
        if found.word == "来", CountingWord.leading(rest.dropFirst()) == nil { return }
        hedges.append(found.certainty)
        end = index + found.word.count
      }
    }
  }
}

extension Numeral {
  /// The lower end of 20—30万, whose multiplier is written once; nil if the first number has its own.
  fileprivate static func shared(_ first: Numeral, _ second: Numeral, in text: [Character]) -> Figure? {
    guard let unit = text[..<second.end].last, let factor = multipliers[unit], factor >= 10_000,
      !text[..<first.end].contains(unit)
    else { return nil }
    let scaled = Figure(ticks: first.low.ticks * factor)
    return scaled < second.low ? scaled : nil
  }
}

extension StringProtocol {
  var trimmed: String { String(drop(while: \.isWhitespace)).trimmedEnd }

  var trimmedEnd: String {
    var text = String(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
