/// A part of the day without a clock, as organisers write it.
public enum DayPart {
  private static let words: [String: String] = {
    let words = [
      " in the morning": ["上午", "早上", "早晨", "清晨"], " at noon": ["中午"], " in the afternoon": ["下午", "午后"],
      " in the evening": ["晚上", "傍晚", "当晚", "晚", "晚间"], " at night": ["夜间"], " before dawn": ["凌晨"],
      ", all day": ["全天"],
    ]
    return Dictionary(words.flatMap { english, parts in parts.map { ($0, english) } }) { first, _ in first }
  }()

  /// What follows the day in English, with its space; empty for a word that we have no English for.
  public static func english(_ word: String) -> String { words[word] ?? "" }
}
