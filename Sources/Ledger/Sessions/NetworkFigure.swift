public import Planning

/// One figure of an organisation's network: how many bodies or members there are, and how sure that is.
///
/// A sheet keeps what was written; this reads it: `{n: 6300000, is: at-least}`, or the words `630 多万人`.
public struct NetworkFigure: Hashable, Sendable {
  /// The key of its file: `floating_population`.
  public let key: String
  public let quantity: Quantity
  public let counter: String
  /// Of a kind of body: which share of those that should be there it is, as it was printed.
  public let coveragePercent: String?
  /// A bare number, such as how many cities there are.
  public let isPlain: Bool

  /// Keys of a network's sheet that are no figures.
  private static let texts: Set<String> = ["id", "name", "as_of", "quote", "levels", "note", "source"]

  /// The figures of a sheet, bodies and members first; those that can't be read are left out.
  public static func all(of sheet: SheetValue) -> [NetworkFigure] {
    let words = Words(quote: sheet["quote"]?.text ?? "")
    let figures = sheet.pairs.compactMap { key, value in NetworkFigure(key, value, words) }
    func rank(_ figure: NetworkFigure) -> Int {
      let first = ["organisations", "members"]
      return first.firstIndex(of: figure.key) ?? (figure.isPlain ? 3 : 2)
    }
    return figures.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }.map(\.element)
  }

  /// - Throws: ``EventFault`` for the first figure that can't be read.
  static func check(_ row: YAMLNode) throws(EventFault) {
    for entry in row.entries ?? [] where !texts.contains(entry.key) && !entry.value.isNull {
      guard NetworkFigure(entry.key, SheetValue(entry.value), Words(quote: "")) == nil else { continue }
      throw EventFault(
        entry.key, entry.value.place,
        zh: "\(entry.key) 的数看不懂：写成 {n: 6300000, is: at-least}，或者 630 多万人",
        en: "can't read the figure of \(entry.key): write {n: 6300000, is: at-least}, or '630 多万人'")
    }
  }

  /// Whether it can be read as a figure.
  static func isFigure(_ node: YAMLNode) -> Bool { !node.isNull && quantity(SheetValue(node)) != nil }

  private init?(_ key: String, _ value: SheetValue, _ words: Words) {
    guard !Self.texts.contains(key), let (quantity, counter) = Self.quantity(value) else { return nil }
    let said = quantity.said == nil ? words.phrase(of: quantity) : nil
    self.key = key
    self.quantity = said.map { quantity.saying($0.quantity.said) } ?? quantity
    self.counter =
      value["unit"]?.text ?? counter ?? said?.counter ?? (Self.isOfPersons(key) ? CountingWord.person : "个")
    coveragePercent = value["coverage_percent"]?.text
    isPlain = value.text.flatMap { Figure($0) } != nil
  }

  private static func isOfPersons(_ key: String) -> Bool {
    ["member", "people", "person", "volunteer", "会员", "志愿者", "人"].contains { key.contains($0) }
  }

  private static func quantity(_ value: SheetValue) -> (Quantity, counter: String?)? {
    if let text = value.text ?? (value["n"] == nil ? value["said"]?.text : nil) {
      if let figure = Figure(text) { return figure < .zero ? nil : (.exact(figure), nil) }
      do throws(QuantityFault) {
        let phrase = try CountPhrase(text)
        return (phrase.quantity, phrase.counter)
      } catch {
        return nil
      }
    }
    guard case .map = value, value["coverage_percent"].map({ $0.figure != nil }) ?? true else { return nil }
    let said = value["said"]?.text
    let word = value["is"]?.text ?? (value["n"] == nil ? "unknown" : "exact")
    guard let certainty = EventReader.certainty(word) else { return nil }
    if certainty == .unknown { return (.unknown(said: said), nil) }
    let bounds = value["n"].map { $0.text == nil ? $0.elements : [$0] } ?? []
    let numbers = bounds.compactMap(\.figure)
    guard numbers.count == bounds.count, numbers.allSatisfy({ $0 >= .zero }) else { return nil }
    if certainty == .range {
      return numbers.count == 2 && numbers[0] <= numbers[1]
        ? (.range(numbers[0], numbers[1], said: said), nil) : nil
    }
    guard numbers.count == 1 else { return nil }
    return Quantity(numbers[0], certainty, said: said).map { ($0, nil) }
  }

  /// The writer's own words; else large round numbers as people say them, so that they claim no more than is known.
  public func text(_ language: Language) -> String {
    if let said = quantity.said, said.isWritten(in: language) { return said.spacedDigits }
    guard let n = quantity.n, quantity.certainty != .range else {
      return quantity.sumText(language, counter: counter)
    }
    let isRound = quantity.certainty != .exact || n.ticks % Figure(1000).ticks == 0
    let large = language == .zh ? Figure(10_000) : Figure(1_000_000)
    guard n >= large, isRound, n.ticks % Int128(large.ticks / Figure.ticksPerUnit) == 0 else {
      return quantity.sumText(language, counter: counter)
    }
    let short = Figure(ticks: n.ticks / (large.ticks / Figure.ticksPerUnit))
    let number =
      switch quantity.certainty {
      case .atLeast: language(short.isWhole ? "\(short) 多万" : "超过 \(short) 万", "over \(short) million")
      case .atMost: language("至多 \(short) 万", "at most \(short) million")
      case .below: language("不足 \(short) 万", "fewer than \(short) million")
      case .nearly: language("近 \(short) 万", "nearly \(short) million")
      case .about: language("约 \(short) 万", "about \(short) million")
      case .exact, .range, .unknown: language("\(short) 万", "\(short) million")
      }
    let word = language(counter, CountingWord.english(for: counter, isOne: false))
    return language == .zh || word.isEmpty ? number + word : "\(number) \(word)"
  }

  /// The figures of a printed sentence, to find the words in which a number stands there.
  private struct Words {
    private let phrases: [CountPhrase]

    init(quote: String) {
      phrases =
        quote.isEmpty
        ? [] : PhraseList(quote).phrases.compactMap { phrase in try? CountPhrase(phrase) }
    }

    func phrase(of quantity: Quantity) -> CountPhrase? {
      phrases.first { $0.quantity.n == quantity.n && $0.quantity.certainty == quantity.certainty }
    }
  }
}
