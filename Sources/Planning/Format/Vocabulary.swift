/// The words of campaign files: values that have a word in both languages, and how keys are shown.
package enum Vocabulary {
  /// Chinese words of the values that a closed list allows.
  static let values: [String: String] = [
    "年": "year", "月": "month", "周": "week", "日": "day", "照常": "keep", "前一个工作日": "previous workday",
    "后一个工作日": "next workday", "提前": "earlier", "推后": "later", "照发": "send", "户": "household",
    "人": "person", "是": "true", "否": "false", "任务未完成": "tasks open", "未达目标": "below target",
    "未报": "no report", "未办": "no session", "已办": "held", "姓名": "names", "人数": "counts",
    "只记人数": "counts only", "名单内全部": "all listed", "每个分项": "each part", "卫生机构": "health",
    "收到": "received", "已公布": "announced", "暂定": "provisional", "再发": "retry", "留待": "hold",
    "中文": "zh", "英文": "en", "不设": "off",
  ]

  private static let chineseValues = Dictionary(
    values.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })

  /// Whether any section has such a key, in either language.
  static func isKey(_ word: String) -> Bool { chineseWords[word] != nil || englishWords.contains(word) }

  /// English keys to their usual Chinese words.
  private static let chineseNames: [String: String] = Dictionary(
    Section.all.flatMap(\.keys).compactMap { key in key.chinese.first.map { (key.name, $0) } },
    uniquingKeysWith: { first, _ in first })
  private static let chineseWords: [String: String] = Dictionary(
    Section.all.flatMap(\.keys).flatMap { key in key.chinese.map { ($0, key.name) } },
    uniquingKeysWith: { first, _ in first })
  private static let englishWords = Set(Section.all.flatMap(\.names))

  /// The English value a word stands for, or the word itself.
  static func value(_ word: String) -> String { values[word] ?? word }

  /// The Chinese word for a value of a closed list, or the word itself.
  static func chineseValue(_ value: String) -> String { chineseValues[value] ?? value }

  /// The word for a value of a closed list, in a language.
  static func value(_ value: String, in language: Language) -> String {
    language == .zh ? chineseValue(value) : value
  }

  /// How a message names a key, whatever section it is of.
  static func word(_ name: String, in wording: Language) -> KeyWord {
    guard let key = Section.all.lazy.compactMap({ $0.key(name) }).first(where: { $0.name == name }) else {
      return KeyWord(own: name)
    }
    return KeyWord(key, in: wording)
  }

  /// How a message names a key of a section.
  static func word(_ name: String, of section: Section, in wording: Language) -> KeyWord {
    section.key(name).map { KeyWord($0, in: wording) } ?? KeyWord(own: name)
  }

  /// The word nearest to what was typed, if any is near, whatever their case: at most a third of its letters differ, of
  /// Chinese characters a quarter; else the one of which it is the beginning, or the other way round.
  package static func nearest(to typed: String, among words: some Sequence<String>) -> String? {
    let letters = Array(typed.lowercased())
    let isChinese = typed.contains(where: \.isHan)
    var best: (distance: Int, word: String)?
    for word in words {
      let other = Array(word.lowercased())
      // Something must be left of the word: any single character is one step from any other.
      let limit = min(max(1, letters.count / (isChinese ? 4 : 3)), max(letters.count, other.count) - 1)
      guard abs(letters.count - other.count) <= min(limit, best?.distance ?? limit) else { continue }
      let distance = editDistance(letters, other)
      guard distance <= limit else { continue }
      if best.map({ (distance, word) < ($0.distance, $0.word) }) ?? true { best = (distance, word) }
    }
    return best?.word
      ?? words.filter { isBeginning(letters, Array($0.lowercased())) }.min { ($0.count, $0) < ($1.count, $1) }
  }

  /// `alias` and `aliases`, `截止日期` and `截止`.
  private static func isBeginning(_ left: [Character], _ right: [Character]) -> Bool {
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    let least = short.contains(where: \.isHan) ? 2 : 3
    return short.count >= least && long.count - short.count <= 3 && long.starts(with: short)
  }

  /// Insertions, deletions, replacements and swaps of neighbours.
  static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var older: [Int] = []
    var old = Array(0...right.count)
    for i in 1...left.count {
      var row = [i] + Array(repeating: 0, count: right.count)
      for j in 1...right.count {
        let cost = left[i - 1] == right[j - 1] ? 0 : 1
        row[j] = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + cost)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          row[j] = min(row[j], older[j - 2] + 1)
        }
      }
      (older, old) = (old, row)
    }
    return old[right.count]
  }
}
