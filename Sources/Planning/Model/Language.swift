/// A language that organisers read: every text of the product exists in both.
public enum Language: String, Hashable, CaseIterable, Sendable {
  case zh, en

  /// Picks the text of this language.
  public func callAsFunction(_ zh: @autoclosure () -> String, _ en: @autoclosure () -> String) -> String {
    self == .zh ? zh() : en()
  }
}

/// A text in Chinese and, if somebody wrote one, in English.
public struct BilingualText: Hashable, Sendable {
  public let zh: String
  public let en: String?

  public init(zh: String, en: String? = nil) {
    self.zh = zh
    self.en = en
  }

  /// What `text` says in each language.
  public init(_ text: (Language) -> String) {
    self.init(zh: text(.zh), en: text(.en))
  }

  /// The text in `language`; Chinese where there is no English.
  public func text(_ language: Language) -> String {
    language == .en ? en ?? zh : zh
  }
}

/// Names that are written down in Chinese, with what they are called in English.
extension [BilingualText] {
  /// One of them in a language; any other name as it is.
  public func text(of name: String, _ language: Language) -> String {
    first { $0.zh == name }?.text(language) ?? name
  }

  /// The Chinese name of one that is named in either language; any other name as it is.
  public func chinese(of name: String) -> String {
    first { $0.zh == name || $0.en?.lowercased() == name.lowercased() }?.zh ?? name
  }
}
