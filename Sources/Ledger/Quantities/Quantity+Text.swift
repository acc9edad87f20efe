public import Planning

extension Quantity {
  /// A single entry: the writer's own words if there are any, with 多 for persons and 余 for things otherwise. 多 follows
  /// tens: 30 多人, 12 余人.
  ///
  /// - `thing`: What is counted, if that is known: it may have a word of its own in English.
  public func entryText(_ language: Language, counter: String?, of thing: String? = nil) -> String {
    if let said, said.isWritten(in: language) {
      return isKnown ? said.counted(in: counter ?? "", of: thing, language) : said.spacedDigits
    }
    let isMany = CountingWord.takesMany(counter ?? "") && (n?.isRound ?? false)
    return text(language, counter: counter, of: thing, open: isMany ? "多" : "余")
  }

  /// A sum: 余 whatever is counted, "600 余份", "约 75 人".
  ///
  /// - `thing`: As in ``entryText(_:counter:of:)``.
  public func sumText(_ language: Language, counter: String?, of thing: String? = nil) -> String {
    text(language, counter: counter, of: thing, open: "余")
  }

  private func text(_ language: Language, counter: String?, of thing: String?, open: String) -> String {
    guard let n, let upper else { return language("未报数", "not reported") }
    return language(chinese(n, upper, counter ?? "", open), english(n, upper, counter, thing))
  }

  private func chinese(_ n: Figure, _ upper: Figure, _ counter: String, _ open: String) -> String {
    let gap = counter.isEmpty ? "" : " "
    return switch certainty {
    case .exact: "\(n)\(gap)\(counter)"
    case .atLeast: "\(n) \(open)\(counter)"
    case .atMost: "至多 \(n)\(gap)\(counter)"
    case .below: "不足 \(n)\(gap)\(counter)"
    case .nearly: "近 \(n)\(gap)\(counter)"
    case .about: "约 \(n)\(gap)\(counter)"
    case .range: "\(n)—\(upper)\(gap)\(counter)"
    case .unknown: "未报数"
    }
  }

  private func english(_ n: Figure, _ upper: Figure, _ counter: String?, _ thing: String?) -> String {
    let number =
      switch certainty {
      case .exact: "\(n)"
      case .atLeast: "\(n)+"
      case .atMost: "at most \(n)"
      case .below: "fewer than \(n)"
      case .nearly: "nearly \(n)"
      case .about: "about \(n)"
      case .range: "\(n)–\(upper)"
      case .unknown: "not reported"
      }
    let isOne = certainty == .exact && n == 1
    let word = counter.map { CountingWord.english(for: $0, isOne: isOne, of: thing) } ?? ""
    return word.isEmpty ? number : "\(number) \(word)"
  }
}

extension String {
  /// A writer's words with the counting word behind a number that has none: 120 余人, 30 多人, 约 300 份左右.
  fileprivate func counted(in counter: String, of thing: String?, _ language: Language) -> String {
    let tail = ["左右", "上下", "以上", "以下", "以内"].first(where: hasSuffix) ?? ""
    let number = String(dropLast(tail.count)).trimmed
    let isBare = number.last { !"余多几来+ ".contains($0) }.map { $0.halfWidth.isASCIIDigit || $0.isNumeral }
    guard !counter.isEmpty, isBare ?? false else { return spacedDigits }
    guard language == .zh else { return "\(self) \(CountingWord.english(for: counter, of: thing))".trimmed }
    return (number + counter + tail).spacedDigits
  }

  /// Whether a reader of the language takes these words as they are; bare signs such as 500+ only in Chinese text, where
  /// a sum has no better way to print them.
  func isWritten(in language: Language) -> Bool {
    let isChinese = contains(where: \.isHan)
    return language == .zh
      ? isChinese || !contains(where: \.isLetter) : !isChinese && contains(where: \.isLetter)
  }

  /// A space between Chinese characters and digits, as the newsletters set them: 500余份 as 500 余份.
  public var spacedDigits: String {
    var text = ""
    for character in self {
      if let last = text.last,
        (last.isASCIIDigit && character.isHan) || (last.isHan && character.isASCIIDigit)
      {
        text.append(" ")
      }
      text.append(character)
    }
    return text
  }
}

extension Character {
  /// A character of the CJK Unified Ideographs block.
  var isHan: Bool {
    unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
  }
}

extension Figure {
  /// Whether it ends in a nought: a number of tens, hundreds or ten thousands.
  var isRound: Bool { ticks % (10 * Figure.ticksPerUnit) == 0 }
}
