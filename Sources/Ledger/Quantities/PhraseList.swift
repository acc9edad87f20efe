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
    let parts = Self.parts(of: text)
    if parts.count > 1, parts.dropFirst().contains(where: Self.statesTotal) {
      clauses = [[text]]
      return
    }
    clauses = parts.isEmpty ? [[text]] : parts.map { part in PhrasePieces(part).phrases }
  }

  /// Whether it begins with a word that sums up: 共 50 人.
  static func statesTotal(_ part: String) -> Bool {
    ["共", "合计", "总计", "累计", "一共", "总共", "小计", "in total", "total"].contains { part.hasPrefix($0) }
  }

  private static let commas: Set<Unicode.Scalar> = ["，", ",", "；", ";", "\n"]

  private static func parts(of text: String) -> [String] {
    let phrase = PhraseText(text)
    var parts: [String] = []
    var start = 0
    for index in 0..<phrase.count
    where phrase.isOutside[index] && commas.contains(phrase.written[index]) && !isInNumber(phrase, index) {
      parts.append(phrase.words(start, index))
      start = index + 1
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
