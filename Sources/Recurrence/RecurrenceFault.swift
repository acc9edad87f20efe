/// An error of this module: what is wrong with which value, and what to do, in both languages.
///
/// All texts stand in `RecurrenceTexts.swift`.
public protocol RecurrenceFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where, and what is wrong with which value.
  var problem: RecurrenceText { get }
  /// What to do: a range, words to choose from, an example, the clause.
  var advice: RecurrenceText { get }
}

extension RecurrenceFault {
  public var description: String { text.en }

  /// Problem and advice as one sentence.
  public var text: RecurrenceText {
    RecurrenceText("\(problem.zh)；\(advice.zh)", "\(problem.en); \(advice.en)")
  }
}

/// A text in Chinese and in English.
public struct RecurrenceText: Hashable, Sendable {
  public let zh: String
  public let en: String

  init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }
}
