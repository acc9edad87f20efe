/// A key as a message names it: by the word that stands in the file, or by the one that its author would write there.
struct KeyWord: Hashable {
  let name: String
  /// The word to write.
  let typed: String
  private let chinese: String?

  init(_ key: Key, typed: String) {
    name = key.name
    self.typed = typed
    chinese = key.chinese.first
  }

  /// A key that is not there, in the language of the file's other keys.
  init(_ key: Key, in wording: Language) {
    self.init(key, typed: key.word(wording))
  }

  /// A word of the author's own, such as the name of a channel or a service.
  init(own word: String) {
    (name, typed, chinese) = (word, word, nil)
  }

  /// The language in which the file says it.
  var language: Language { typed == name ? .en : .zh }

  /// `reminders（提醒）`, or `“提醒”` where the file says so.
  var zh: String {
    guard language == .en else { return "“\(typed)”" }
    return chinese.map { "\(typed)（\($0)）" } ?? "“\(typed)”"
  }

  /// The same after a Chinese word, from which a word of Latin letters keeps a distance.
  var inner: String { language == .en && typed.utf8.allSatisfy { $0 < 0x80 } ? " \(zh)" : zh }

  /// `'reminders'`, or `'提醒' (reminders)`.
  var en: String { language == .en ? "'\(typed)'" : "'\(typed)' (\(name))" }
}

extension Key {
  /// What could stand behind the key, as it would be written within braces.
  func example(in language: Language) -> String {
    switch name {
    case "year": "2026"
    case "url_from": "env:ROBOT_URL"
    case "off": "[\"10-01 to 10-07\"]"
    case "levels": "[{zh: 市, en: city}, {zh: 县, en: county}]"
    default: value.example(in: language)
    }
  }
}

extension Shape {
  fileprivate func example(in language: Language) -> String {
    switch self {
    case .text: "…"
    case .phrase(let phrase): phrase.example(in: language)
    case .number(let range): "\(range.lowerBound)"
    case .choice(let words): words.first.map { Vocabulary.value($0, in: language) } ?? "…"
    case .several(let shape): "[\(shape.example(in: language))]"
    case .bilingual: "{\(Section.name.example(in: language)), en: …}"
    case .section(let section): "{\(section.example(in: language))}"
    case .list(let section): "[{\(section.example(in: language))}]"
    case .table(let shape): "{…: \(shape.example(in: language))}"
    }
  }
}

extension Section {
  /// Its required keys with their values.
  fileprivate func example(in language: Language) -> String {
    switch name {
    case "when": return language("每: 年, 日期: \"05-29\"", "every: year, date: \"05-29\"")
    case "levels": return "zh: 县, en: county"
    default: break
    }
    let some = required.isEmpty ? Array(keys.prefix(1)) : required
    return some.map { "\($0.word(language)): \($0.example(in: language))" }.joined(separator: ", ")
  }

  /// An example of the section, within braces.
  func braced(in language: Language) -> String { "{\(example(in: language))}" }
}

extension Phrase {
  /// The first example of the language, quoted where YAML or an editor would take it for another thing.
  fileprivate func example(in language: Language) -> String {
    let isWanted = { (text: String) in text.contains(where: \.isHan) == (language == .zh) }
    let text = examples.first(where: isWanted) ?? examples.first ?? "…"
    let needsQuotes =
      text.first?.isNumber == true && text.contains { "-:,".contains($0) } || text.contains(", ")
    return needsQuotes ? "\"\(text)\"" : text
  }
}

extension Character {
  /// A Chinese character, punctuation excluded.
  var isHan: Bool { unicodeScalars.first.map { (0x3400...0x9FFF).contains($0.value) || $0 == "〇" } ?? false }
}
