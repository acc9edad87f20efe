public import Planning

extension Quantity {
  /// How it was understood, in full: 至少 500 份, so that whoever typed 500 余份 can see it.
  public func meaning(_ language: Language, counter: String?, of thing: String? = nil) -> String {
    let counter = counter ?? ""
    guard let n, let upper else { return language("没有数字", "no number") }
    let gap = counter.isEmpty ? "" : " "
    let english = CountingWord.english(
      for: counter, isOne: certainty == .exact && n == 1, of: thing)
    let word = english.isEmpty ? gap + counter : " " + english
    return switch certainty {
    case .exact: language("\(n)\(gap)\(counter)", "\(n)\(word)")
    case .atLeast: language("至少 \(n)\(gap)\(counter)", "at least \(n)\(word)")
    case .atMost: language("至多 \(n)\(gap)\(counter)", "at most \(n)\(word)")
    case .below: language("不到 \(n)\(gap)\(counter)", "fewer than \(n)\(word)")
    case .nearly: language("接近 \(n)\(gap)\(counter)", "nearly \(n)\(word)")
    case .about: language("大约 \(n)\(gap)\(counter)", "about \(n)\(word)")
    case .range: language("\(n) 到 \(upper)\(gap)\(counter)", "\(n) to \(upper)\(word)")
    case .unknown: language("没有数字", "no number")
    }
  }
}

extension CountPhrase {
  /// As an entry prints it, in our words: 近 50 人. 至少 40 人 may be forty, 40 余人 are more.
  func text(_ language: Language) -> String {
    let isLeast = quantity.certainty == .atLeast && (quantity.said.map(Self.isLeast) ?? false)
    return isLeast && language == .zh
      ? quantity.meaning(.zh, counter: counter)
      : quantity.saying(nil).entryText(language, counter: counter, of: thing)
  }

  private static func isLeast(_ said: String) -> Bool {
    [
      "至少", "最少", "起码", "少说", "不少于", "不低于", "不小于", "不下", "以上", "大于等于", "或等于", "at least", " above",
      "fewer than", "less than",
      "minimum", "≥", "≧", "⩾",
    ]
    .contains { said.lowercased().contains($0) }
  }

  /// How it was understood.
  public func meaning(_ language: Language) -> String {
    let meaning = quantity.meaning(language, counter: counter, of: thing)
    let parts = [
      children.map { language("其中儿童 \($0) 人", "\($0) of them children") },
      households.map { households in
        let word = CountingWord.english(for: CountingWord.household, isOne: households == 1)
        return language("\(households) 户", "\(households) \(word)")
      },
    ].compactMap(\.self)
    guard !parts.isEmpty else { return meaning }
    return meaning + language("（\(parts.joined(separator: "，"))）", " (\(parts.joined(separator: ", ")))")
  }
}
