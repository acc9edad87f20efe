import Recurrence

extension StockSettings {
  init(_ fields: Fields) {
    acceptWithin = fields.value(
      "accept_within",
      else: { text in
        .span(
          text, fields.word("accept_within"),
          TimeGuess.span(text) ?? .init(zh: "5个工作日", en: "5 workdays"))
      }
    ) { text in
      TimeLanguage.span(text).flatMap { (1...Self.longestWait).contains($0.count) ? $0 : nil }
    }
    if fields["health"] != nil { health = fields.texts("health") }
    if fields["relief"] != nil { relief = fields.texts("relief") }
  }
}
