/// What is wrong at some place, and what to do about it, in both languages.
///
/// The texts of this module stand in the extensions of this type, one file for each kind of fault.
struct Fault: Hashable {
  let code: Diagnostic.Code
  let problem: BilingualText
  let advice: BilingualText

  init(_ code: String, _ zh: String, _ en: String, do adviceZh: String, _ adviceEn: String) {
    self.code = Diagnostic.Code(rawValue: code)
    problem = BilingualText(zh: zh, en: en)
    advice = BilingualText(zh: adviceZh, en: adviceEn)
  }

  /// What somebody typed, as a message quotes it: in one line, and not without end.
  static func short(_ text: String) -> String {
    let line = String(text.prefix(200).map { $0.isNewline ? " " : $0 })
    return line.count > 60 ? String(line.prefix(57)) + "…" : line
  }

  /// `，是不是 “…”？`, where something near was found.
  static func guess(_ word: String?) -> BilingualText {
    BilingualText(
      zh: word.map { "，是不是 “\($0)”？" } ?? "", en: word.map { "; did you mean '\($0)'?" } ?? "")
  }

  /// `甲、乙、丙`; a long list ends in an ellipsis.
  static func list(_ words: [String], _ language: Language) -> String {
    let shown = words.prefix(12).joined(separator: language("、", ", "))
    return words.count > 12 ? shown + language("……", ", …") : shown
  }
}

// MARK: - Words and numbers

extension Fault {
  static let chineseQuotes: Set<Character> = ["“", "”", "‘", "’", "＂", "「", "」", "『", "』"]

  /// E206 where somebody typed Chinese quotes round a date, a time, a number, an id or a key.
  static func quoted(_ text: String) -> Fault? {
    guard text.utf8.count < 1000, text.contains(where: { chineseQuotes.contains($0) }) else { return nil }
    let bare = short(text.filter { !chineseQuotes.contains($0) })
    let shown = short(text)
    return Fault(
      "E206", "引号\(shown)是中文引号", "\(shown) has Chinese quotation marks", do: "请用英文双引号 \"\(bare)\"",
      "use straight quotation marks: \"\(bare)\"")
  }

  /// - `meant`: The choice that another word for it stands for.
  static func notAmong(_ text: String, _ key: KeyWord, choices: [String], meant: String? = nil) -> Fault {
    let chinese = choices.map(Vocabulary.chineseValue)
    let nearest = guess(meant ?? Vocabulary.nearest(to: text, among: choices + chinese))
    let pairs = zip(choices, chinese)
    let isChinese = key.language == .zh
    let zh = pairs.map { $0 == $1 || isChinese ? $1 : "\($0)（\($1)）" }
    let en = pairs.map { $0 == $1 || !isChinese ? $0 : "\($1) (\($0))" }
    return Fault(
      "E301", "\(key.zh)不能是 “\(short(text))”\(nearest.zh)",
      "\(key.en) can't be '\(short(text))'\(nearest.text(.en))",
      do: zh.count == 1 ? "只能写 \(zh[0])" : "可以写：\(list(zh, .zh))",
      en.count == 1 ? "write \(en[0])" : "write one of: \(list(en, .en))")
  }

  static func notANumber(_ text: String, _ key: KeyWord, range: ClosedRange<Int>) -> Fault {
    let (low, high) = (range.lowerBound, range.upperBound)
    let isOutside = Int(TimeLanguage.normalized(text)) != nil
    return Fault(
      "E207",
      isOutside
        ? "\(key.zh)应在 \(low) 到 \(high) 之间，不是 \(short(text))" : "\(key.zh)应该是整数，不是 “\(short(text))”",
      isOutside
        ? "\(key.en) must be from \(low) to \(high), not \(short(text))"
        : "\(key.en) must be a whole number, not '\(short(text))'",
      do: "写 \(low) 到 \(high) 的数字，不带单位", "write a number from \(low) to \(high), in digits only")
  }

  static func notAYear(_ text: String) -> Fault {
    let guess = TimeGuess.plain(text).firstMatch(of: #/(19|20)\d\d/#).map { String($0.0) }
    return Fault(
      "E207", "年份 “\(short(text))” 不是 1901 到 2099 的四位数字",
      "'\(short(text))' is no year of four digits from 1901 to 2099", do: "写成 \"\(guess ?? "2026")\":",
      "write \"\(guess ?? "2026")\":")
  }

  static func badID(_ text: String) -> Fault {
    let words = text.split { !($0.isLetter || $0.isNumber || "_.".contains($0)) }
    let example = short(words.joined(separator: "-"))
    let isLong = text.count > 64
    return Fault(
      "E301", isLong ? "编号太长：\(text.count) 个字" : "编号 “\(short(text))” 里有不能用的字符",
      isLong
        ? "the id has \(text.count) characters, which is too long"
        : "the id '\(short(text))' has characters that an id can't have",
      do: "编号只用字母、汉字、数字和 - _ .，最长 64 个字\(isLong || example.isEmpty ? "" : "，如 \(example)")",
      "use letters, digits, - _ . and at most 64 of them\(isLong || example.isEmpty ? "" : ", such as \(example)")"
    )
  }

  static func newerFormat(_ text: String, _ key: KeyWord) -> Fault {
    let isNewer = Int(text).map { $0 > 1 } ?? false
    return Fault(
      "E102", isNewer ? "文件格式是 \(short(text))，这个程序只认识 1" : "\(key.zh)不能是 “\(short(text))”，只能是 1",
      isNewer
        ? "the file has format \(short(text)); this program reads format 1"
        : "\(key.en) can't be '\(short(text))'; it is always 1",
      do: isNewer ? "文件来自更新的版本：请升级程序" : "写 \(key.typed): 1",
      isNewer ? "the file is of a newer version: upgrade this program" : "write \(key.typed): 1")
  }

  static func amount(_ text: String, _ key: KeyWord, _ guess: TimeGuess.Words?) -> Fault {
    let words = guess ?? TimeGuess.Words(zh: "每县500", en: "500 per county")
    let rest =
      guess == nil ? BilingualText(zh: "；每户1；总数直接写数字", en: ", '1 per household', or a number alone") : nil
    return Fault(
      "E207", "看不懂\(key.inner)的数量 “\(short(text))”", "can't read '\(short(text))' as the amount of \(key.en)",
      do: "可写 \(words.either(text, .zh))\(rest?.zh ?? "")",
      "write \(words.either(text, .en))\(rest?.text(.en) ?? "")")
  }

  static func percent(_ text: String, _ key: KeyWord, _ guess: String?) -> Fault {
    Fault(
      "E207", "\(key.zh)应该是 0% 到 100% 的百分数，不是 “\(short(text))”",
      "\(key.en) must be a percentage from 0% to 100%, not '\(short(text))'",
      do: guess.map { "写成 \"\($0)\"" } ?? "写百分数，如 \"95%\"",
      guess.map { "write \"\($0)\"" } ?? "write for example \"95%\"")
  }
}
