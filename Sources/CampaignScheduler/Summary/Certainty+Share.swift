import Ledger
import Planning

extension Quantity.Certainty {
  /// The certainty of a quotient.
  static func quotient(of part: Self, by whole: Self) -> Self {
    switch (part, whole) {
    case (.exact, .exact): .exact
    case (.atLeast, .exact), (.exact, .atMost), (.exact, .below), (.atLeast, .atMost), (.atLeast, .below):
      .atLeast
    case (.atMost, .exact), (.below, .exact), (.exact, .atLeast), (.atMost, .atLeast), (.below, .atLeast):
      .atMost
    default: .about
    }
  }

  /// A number that is as sure as this: 不少于 40.00.
  func boundText(_ number: String, _ language: Language) -> String {
    switch self {
    case .exact: number
    case .atLeast: language("不少于 ", "at least ") + number
    case .atMost, .below: language("不超过 ", "at most ") + number
    case .nearly, .about, .range, .unknown: language("约 ", "about ") + number
    }
  }

  /// A percentage that is as sure as this: 不少于 120.00%.
  func percentText(_ percent: String, _ language: Language) -> String {
    boundText(percent + "%", language)
  }
}
