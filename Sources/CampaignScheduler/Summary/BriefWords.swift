import Ledger
import Planning
import Recurrence

extension String {
  /// The words with a number behind them: 宣传资料 500 余份, but 宣传单约 400 张.
  func counting(_ number: String) -> String {
    let isApart = number.first?.isASCII ?? true || last?.isASCII ?? true
    return self + (isApart && !isEmpty ? " " : "") + number
  }

  /// In English quotation marks; those that are in it become the inner ones.
  var quotedInEnglish: String {
    "“" + replacing("“", with: "‘").replacing("”", with: "’") + "”"
  }

  /// `cities` for 2 of a `city`; a word that isn't English stays.
  func counted(_ count: Int) -> String {
    guard count != 1, let last, last.isASCII, last.isLetter else { return "\(count) \(self)" }
    let vowels = "aeiou"
    if last == "y", !(dropLast().last.map { vowels.contains($0) } ?? true) {
      return "\(count) \(dropLast())ies"
    }
    let needsE = ["s", "x", "ch", "sh"].contains { hasSuffix($0) }
    return "\(count) \(self)\(needsE ? "es" : "s")"
  }
}

extension SessionDate {
  /// As a brief begins with it: without the year that all of a newsletter is of; nil if nobody gave a day.
  func briefText(_ language: Language) -> String? {
    guard let text = givenText(language) else { return nil }
    guard let year = first?.year, text.ranges(of: "年").count == 1 else { return text.spacedDigits }
    let rest = text.trimmingPrefix("\(year)").drop { $0 == " " }
    guard rest.first == "年" else { return text.spacedDigits }
    let day = rest.dropFirst().drop { $0 == " " }
    // 2026 年春节期间 is not the Spring Festival of just any year.
    return (day.first.map { "0123456789".contains($0) } ?? false ? String(day) : text).spacedDigits
  }
}

extension Quantity {
  /// In English with its counting word, which stays as it was written where we have no English. 个 and 台 say nothing, nor does 份
  /// unless the thing is printed.
  func englishText(counter: String?, of thing: String? = nil) -> String {
    let text = entryText(.en, counter: counter, of: thing)
    let plain = saying(nil)
    guard let counter, !CountingWord.isSilentInEnglish(counter), isKnown,
      text == plain.entryText(.en, counter: nil),
      text == plain.entryText(.en, counter: counter)
    else { return text }
    return "\(text) \(counter)"
  }
}
