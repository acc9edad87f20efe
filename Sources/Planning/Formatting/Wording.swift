import Recurrence

/// A kind of phrase that both languages have words for: what the reader makes of one, and how the other says it.
enum Wording: Sendable {
  case offset, timedOffset, deadline, days, timedSpan, duration, perMinute, amount, percent
  case monthDay, date, someDate, monthDays, dates, hours, quietHours, monthOrWeekDay

  /// The phrase in a language, or in its own but without full-width slips; nil to leave it as it is.
  ///
  /// - `levels`: Those whose names are known.
  func rewritten(_ text: String, in language: Language?, levels: [Level]) -> String? {
    let hasSlips = text.unicodeScalars.contains { Self.isSlip($0) }
    guard language != nil || hasSlips else { return nil }
    var plain = TimeLanguage.normalized(text)
    if hasSlips { plain = plain.replacing(#/,(?=[^ ])/#, with: ", ") }
    let worded = language.flatMap { phrase(plain, in: $0, levels: levels) } ?? (hasSlips ? plain : text)
    guard worded != text, let meaning = meaning(of: text, levels), self.meaning(of: worded, levels) == meaning
    else { return nil }
    return worded
  }

  /// Full-width digits and signs that the reader takes for their ASCII forms.
  private static func isSlip(_ scalar: Unicode.Scalar) -> Bool {
    (0xFF01...0xFF5E).contains(scalar.value) || scalar == "\u{3000}"
  }

  private func phrase(_ text: String, in language: Language, levels: [Level]) -> String? {
    let words = PhraseWords(language: language, levels: levels)
    return switch self {
    case .offset: words.offset(text)
    case .timedOffset: words.timed(text) { words.offset($0) }
    case .deadline: words.offset(text) ?? words.date(text)
    case .days: words.span(text)
    case .timedSpan: words.timed(text) { words.span($0) ?? words.offset($0) }
    case .duration: words.duration(text)
    case .perMinute: words.perMinute(text)
    case .amount: words.amount(text)
    case .monthDay, .date, .someDate: words.date(text)
    case .monthDays, .dates: words.sides(text)
    case .hours: words.hours(text)
    case .quietHours: words.quietHours(text)
    case .monthOrWeekDay: words.day(text)
    case .percent: nil
    }
  }

  /// What a reader makes of a phrase; nil if it doesn't understand it.
  private func meaning(of text: String, _ levels: [Level]) -> AnyHashable? {
    switch self {
    case .offset: return TimeLanguage.offset(text)
    case .timedOffset: return Self.timed(TimeLanguage.timed(text))
    case .deadline: return TimeLanguage.offset(text).map { AnyHashable($0) } ?? Self.date(text)
    case .days: return TimeLanguage.span(text)
    case .timedSpan: return Self.timed(TimeLanguage.timedSpan(text))
    case .duration: return TimeLanguage.duration(text)
    case .perMinute: return TimeLanguage.perMinute(text)
    case .amount: return Self.amount(text, levels)
    case .percent: return TimeLanguage.basisPoints(text)
    case .monthDay, .date, .someDate: return Self.date(text)
    case .monthDays, .dates:
      let sides = TimeLanguage.sides(text)
      guard let first = Self.date(sides.from) else { return nil }
      guard let second = sides.to else { return first }
      return Self.date(second).map { [first, $0] }
    case .hours: return Self.hours(text)
    case .quietHours: return Vocabulary.value(text) == "off" ? "off" : Self.hours(text)
    case .monthOrWeekDay:
      return TimeLanguage.monthlyRule(text).map { "\($0)" } ?? TimeLanguage.weekday(text).map { "\($0)" }
    }
  }

  private static func timed(
    _ result: Result<(offset: DayOffset, clock: CivilTime?), TimeLanguage.TimeFault>
  ) -> AnyHashable? {
    guard case .success(let (offset, clock)) = result else { return nil }
    return [AnyHashable(offset), AnyHashable(clock)]
  }

  private static func date(_ text: String) -> AnyHashable? {
    if case .success(let date) = TimeLanguage.date(text) { return date }
    if case .success(let day) = TimeLanguage.monthDay(text) { return day }
    return nil
  }

  private static func hours(_ text: String) -> AnyHashable? {
    TimeLanguage.hours(text).map { [$0.from, $0.to] as [CivilTime?] }
  }

  private static func amount(_ text: String, _ levels: [Level]) -> AnyHashable? {
    guard let amount = AmountPhrase(text) else { return nil }
    let level = amount.basis.flatMap { basis in levels.first { $0.isNamed(basis) } }
    return [
      amount.number.map(AnyHashable.init), level.map(AnyHashable.init) ?? amount.basis.map(Vocabulary.value),
    ]
      as [AnyHashable?]
  }
}

/// `500 per county`, `每县500`, `12`, `all listed`, before anybody looks for the level.
struct AmountPhrase {
  /// Nil for all that are listed.
  let number: Int?
  /// The word for what it is counted by; nil for a total.
  let basis: String?

  init?(_ text: String) {
    let text = TimeLanguage.normalized(text)
    if Vocabulary.value(text) == "all listed" {
      (number, basis) = (nil, nil)
    } else if let total = Int(text), total >= 0 {
      (number, basis) = (total, nil)
    } else if let share = Self.share(text) {
      (number, basis) = (share.number, share.basis)
    } else {
      return nil
    }
  }
  /// How many for each of what.
  private static func share(_ text: String) -> (number: Int, basis: String)? {
    var cursor = TextCursor(text)
    if cursor.take("每") {
      cursor.take("个")
      var basis = cursor.upToDigit()
      while basis.last == " " { basis.removeLast() }
      guard !basis.isEmpty, let number = cursor.number(1...9), cursor.isAtEnd else { return nil }
      return (number, String(basis))
    }
    guard let number = cursor.number(1...9), cursor.blanks() > 0, cursor.take("per"), cursor.blanks() > 0,
      !cursor.isAtEnd, !cursor.remainder.contains(where: \.isWhitespace)
    else { return nil }
    return (number, cursor.remainder)
  }
}
