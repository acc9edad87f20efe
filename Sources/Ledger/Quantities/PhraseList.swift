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
    let parts = Self.parts(of: text)
    if let last = parts.last, ofGoods ? Self.statesTotal(last) : Self.endsInTotal(last) {
      let named = parts.dropLast().map { PhrasePieces($0).phrases }
      let figures = named.joined()
      if figures.count > 1, figures.allSatisfy(Self.isNamed) {
        clauses = Self.isSum(last, of: figures) ? named : ofGoods ? named + [[last]] : [[text]]
        return
      }
    }
    if keepsParts, parts.count > 1, Self.statesTotal(parts[parts.count - 1]), (try? CountPhrase(text)) != nil
    {
      let named = parts.dropLast().map { PhrasePieces($0).phrases }
      if named.joined().allSatisfy(Self.isNamed) {
        clauses = named
        return
      }
    }
    if parts.count > 1, parts.dropFirst().contains(where: Self.statesTotal) {
      clauses = [[text]]
      return
    }
    clauses = parts.isEmpty ? [[text]] : parts.map { part in PhrasePieces(part).phrases }
  }

  /// Whether it begins or ends with a word that sums up: 共 50 人, 58 in all.
  static func statesTotal(_ part: String) -> Bool {
    ["共", "合计", "总计", "累计", "一共", "总共", "小计", "in total", "total"].contains { part.hasPrefix($0) }
      || endsInTotal(part)
  }

  private static func endsInTotal(_ part: String) -> Bool {
    [" in all", " in total", " altogether"].contains { part.hasSuffix($0) }
  }

  /// Whether a total may be what its parts make: surely not if all are exact and make another number.
  private static func isSum(_ total: String, of parts: some Sequence<String>) -> Bool {
    guard let total = (try? CountPhrase(total, in: .goods))?.quantity else { return true }
    let sum = QuantitySum(parts.compactMap { (try? CountPhrase($0, in: .goods))?.quantity }).total
    return total.certainty != .exact || sum.certainty != .exact || total.n == sum.n
  }

  /// Whether a part says what it counts, and not only whom.
  private static func isNamed(_ part: String) -> Bool {
    guard let read = try? CountPhrase(part), read.quantity.isKnown else { return false }
    return !["", "男", "女", "男性", "女性", "大人", "孩子", "儿童"].contains(read.thing)
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
      } else if phrase.hasPrefix(["其", "中"], at: index),
        (try? CountPhrase(phrase.words(start, index))) != nil
      {
        parts.append(phrase.words(start, index))
        start = index
      }
    }
    parts.append(phrase.words(start, phrase.count))
    return parts.filter { !$0.isEmpty }
  }

  /// The comma of 1,200.
  private static func isInNumber(_ text: PhraseText, _ index: Int) -> Bool {
    guard text[index - 1]?.isDigit == true else { return false }
    return (1...3).allSatisfy { text[index + $0]?.isDigit == true } && text[index + 4]?.isDigit != true
  }
}
