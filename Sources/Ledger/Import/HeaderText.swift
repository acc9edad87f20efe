enum HeaderText {
  /// 村（社区） as 村, ` 姓　名 ` as 姓名, `Phone No.` as phoneno.: half-width, lower case, no blanks, stars, colons or
  /// brackets with what is in them.
  static func normalised(_ text: String) -> String {
    var depth = 0
    var word = ""
    for character in text {
      let half = character.halfWidth
      if half == "(" || half == "【" || half == "[" {
        depth += 1
      } else if half == ")" || half == "】" || half == "]" {
        depth = max(0, depth - 1)
      } else if depth == 0, !half.isWhitespace, !"*:_/、\\".contains(half) {
        word += half.lowercased()
      }
    }
    return word
  }

  /// 大人 of 参加人数（大人）, empty without brackets.
  static func bracketed(_ text: String) -> String {
    let half = text.inHalfWidth
    guard let open = half.lastIndex(of: "("), let close = half.lastIndex(of: ")"), open < close else {
      return ""
    }
    return half[half.index(after: open)..<close].trimmed
  }

  /// What brackets say that a column's numbers are: of 宣传资料（万份） the words 万份, of which 万 multiplies and 份 counts.
  struct Measure: Hashable, Sendable {
    let words: String
    let isScaled: Bool
    let counter: String?
  }

  /// 份 of 宣传资料（份）; nil if the brackets hold no counting word.
  static func counter(_ text: String) -> String? { measure(text)?.counter }

  /// - Returns: Nil if the last brackets hold anything else.
  static func measure(_ text: String) -> Measure? {
    var inside = bracketed(text)
    guard !inside.isEmpty else { return nil }
    for label in ["单位:", "单位", "unit:"] where inside.hasPrefix(label) {
      inside = String(inside.dropFirst(label.count)).trimmed
      break
    }
    let scale = inside.prefix { "十百千万亿".contains($0) }
    let english = scales[inside.lowercased()]
    let words = PhraseText(String(inside.dropFirst(scale.count)))
    let counter = CountingWord.leading(words, at: 0).flatMap { $0.end == words.count ? $0.meaning : nil }
    guard counter != nil || english != nil || (!scale.isEmpty && scale.count == inside.count) else {
      return nil
    }
    return Measure(words: english ?? inside, isScaled: english != nil || !scale.isEmpty, counter: counter)
  }

  private static let scales = [
    "thousand": "千", "thousands": "千", "'000": "千", "000s": "千", "ten thousand": "万", "ten thousands": "万",
    "10,000": "万", "million": "百万", "millions": "百万",
  ]
}
