public import Planning

/// What a check of an installation found.
public struct Finding: Hashable, Sendable {
  public enum Grade: Hashable, Sendable {
    case good
    /// Nothing is broken, but something would be better otherwise.
    case advisable
    case bad
  }

  /// A stable name: `databaseIntegrity`.
  public let check: String
  public let grade: Grade
  public let detail: BilingualText
  /// What to do; nil only if there is nothing to do.
  public let advice: BilingualText?

  static func good(_ check: String, _ zh: String, _ en: String) -> Finding {
    Finding(check: check, grade: .good, detail: BilingualText(zh: zh, en: en), advice: nil)
  }

  static func good(_ check: String, _ fact: String) -> Finding { good(check, fact, fact) }

  func advising(_ zh: String, _ en: String) -> Finding {
    Finding(check: check, grade: .advisable, detail: detail, advice: BilingualText(zh: zh, en: en))
  }

  func bad(_ zh: String, _ en: String) -> Finding {
    Finding(check: check, grade: .bad, detail: detail, advice: BilingualText(zh: zh, en: en))
  }
}
