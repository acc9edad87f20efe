import Ledger
import Planning

extension Quantity.Certainty {
  /// A percentage that is as sure as this: 不少于 120.00%.
  func percentText(_ percent: String, _ language: Language) -> String {
    switch self {
    case .exact: percent + "%"
    case .atLeast: language("不少于 ", "at least ") + percent + "%"
    case .atMost, .below: language("不超过 ", "at most ") + percent + "%"
    case .nearly, .about, .range, .unknown: language("约 ", "about ") + percent + "%"
    }
  }
}
