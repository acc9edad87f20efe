import Recurrence

extension RetentionSettings {
  init(_ fields: Fields) {
    delivered = Self.span("delivered", of: fields)
    discarded = Self.span("discarded", of: fields)
    missed = Self.span("missed", of: fields)
  }

  /// Whole days, as a key of a section has them.
  static func span(_ key: String, of fields: Fields) -> Duration? {
    fields.value(
      key,
      else: { text in
        TimeLanguage.duration(text) == nil
          ? .span(text, fields.word(key), TimeGuess.duration(text) ?? .init(zh: "400天", en: "400 days"))
          : .spanOutside(text, fields.word(key), days: days)
      }
    ) { text in
      TimeLanguage.duration(text).flatMap { span in
        (.seconds(days.lowerBound * 86_400)...Duration.seconds(days.upperBound * 86_400)).contains(span)
          ? span : nil
      }
    }
  }
}
