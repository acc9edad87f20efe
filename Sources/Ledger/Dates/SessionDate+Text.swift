public import Planning
public import Recurrence

extension SessionDate {
  /// The words as printed, up to a closing date (`8 月中旬`); the date itself if none were.
  public func text(_ language: Language) -> String {
    if let said, said.isWritten(in: language) {
      return (said.split(separator: "…").first.map(String.init) ?? said).trimmed
    }
    return switch day {
    case .exact(let date):
      date.text(language) + (partOfDayText(language).map { language($0, " " + $0) } ?? "")
    case .interval(let first, let last):
      isOpen
        ? language("自 \(first.text(.zh))起", "since \(first)")
        : language(
          first.year == last.year && first.month == last.month
            ? "\(first.text(.zh))—\(last.day) 日" : "\(first.text(.zh))—\(last.text(.zh))",
          "\(first) to \(last)")
    case .unknown: language("近日", "date not given")
    }
  }

  /// 下午; `afternoon` in English, or nothing for a part that has no English word.
  public func partOfDayText(_ language: Language) -> String? {
    partOfDay.flatMap { language == .zh ? $0 : DayWords.englishPartsOfDay[$0] }
  }

  /// As ``text(_:)``, for a list: where a brief says 近日 of a day that nobody gave, this says so.
  public func listText(_ language: Language) -> String {
    guard case .unknown = day, said?.isWritten(in: language) != true else { return text(language) }
    return language("日期不详", "date not given")
  }
}

extension SessionDate {
  /// Whether somebody gave a day, or words such as 近日 in place of one.
  public var isGiven: Bool {
    guard precision == .none else { return true }
    return said.map { !DayWords.unknown.contains(PhraseText($0).trimmed) } ?? false
  }

  /// As ``text(_:)``, or nil if nobody gave a day: 近日 stands only where somebody wrote it.
  public func givenText(_ language: Language) -> String? { isGiven ? text(language) : nil }

  /// Whether its words are a stretch of a month, as 8 月中旬 and `mid-August`, with which a brief may begin; a festival or a
  /// week of something tells no date.
  public var namesMonth: Bool {
    guard case .interval = day, let said else { return false }
    if said.contains(#/[0-9一二三四五六七八九十]\s*月/#) { return true }
    let words = PhraseText(said)
    return (0..<words.count).contains { index in
      words[index - 1]?.isLetter != true && QuantityWords.months.word(in: words, at: index) != nil
    }
  }

  private static let dashes = Array("至到—–-~～".unicodeScalars)

  /// Whether the words name its first and its last day: 10 月 1 日至 7 日.
  var namesBothEnds: Bool {
    guard let said, !isInferred, !isOpen else { return false }
    return said.unicodeScalars.contains { Self.dashes.contains($0) } || said.contains(" to ")
  }
}

extension CivilDate {
  /// `8 月 10 日`; `2023-08-10` in English.
  public func text(_ language: Language) -> String {
    language("\(month) 月 \(day) 日", description)
  }
}
