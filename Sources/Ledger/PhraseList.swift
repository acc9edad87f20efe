/// Several figures in one text: `宣传资料 100 余份，活动礼包 100 余份`.
///
/// Commas and semicolons part them, 、 and 和 only where each part has a figure of its own. A text that ends in a total
/// of its parts (`男 20 人，女 30 人，共 50 人`) is one.
public struct PhraseList: Hashable, Sendable {
  public let phrases: [String]

  public init(_ text: String) {
    let parts = Self.parts(of: text, at: ["，", ",", "；", ";", "\n"])
    if parts.count > 1, parts.dropFirst().contains(where: Self.isTotal) {
      phrases = [text]
      return
    }
    phrases = parts.isEmpty ? [text] : parts.flatMap { part in Self.listed(in: part) }
  }

  /// 《甲》 20 本、《乙》 30 本 as two.
  private static func listed(in text: String) -> [String] {
    do throws(QuantityFault) {
      _ = try CountPhrase(text)
      return [text]
    } catch .severalFigures {
      let parts = Self.parts(of: text, at: ["、", "和", "及"])
      let areAllKnown = parts.allSatisfy { part in (try? CountPhrase(part))?.quantity.isKnown == true }
      return areAllKnown ? parts : [text]
    } catch {
      return [text]
    }
  }

  private static func isTotal(_ part: String) -> Bool {
    ["共", "合计", "总计", "累计", "一共", "总共", "小计", "in total", "total"].contains { part.hasPrefix($0) }
  }

  private static func parts(of text: String, at separators: Set<Unicode.Scalar>) -> [String] {
    let phrase = PhraseText(text)
    var parts: [String] = []
    var start = 0
    for index in 0..<phrase.count
    where phrase.isOutside[index] && separators.contains(phrase.written[index]) && !isInNumber(phrase, index)
    {
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
