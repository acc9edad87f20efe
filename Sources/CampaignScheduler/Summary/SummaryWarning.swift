public import Planning

/// A remark beside a summary: a figure that can hardly be right, or a sum that has to be read with care.
public struct SummaryWarning: Hashable, Sendable {
  /// What it is about: the word that its text begins with, in every language.
  public enum Code: String, Hashable, CaseIterable, Sendable {
    /// A figure that can hardly be right.
    case plausible = "W-PLAUSIBLE"
    /// Sums in which a person may count twice.
    case repeats = "W-REPEAT"
    /// Persons and person-times added up.
    case measures = "W-MEASURES"
    /// Figures in different counting words.
    case counters = "W-COUNTERS"
    /// A day before its campaign, or one that has not come yet.
    case date = "W-DATE"
    /// More people than the venue holds.
    case venue = "W-VENUE"
    /// Two sessions that may be one.
    case sameEvent = "W-SAME-EVENT"
    /// A stated total that is not the sum of its parts.
    case total = "W-TOTAL"
    /// Figures of several times about one thing, of which the last were taken.
    case editions = "W-EDITIONS"
    /// Two corrections of one entry, or two machines' sessions under one key.
    case disputed = "W-DISPUTED"
    /// Findings of an inspection that should have been put right by now.
    case overdue = "W-OVERDUE"
    /// Units that have held nothing for a while.
    case dormant = "W-DORMANT"
    /// Sessions of units that the table of units does not know.
    case units = "W-UNITS"
    /// Goods of a place that can't be as they stand: more went than ever came, more came back than was handed out.
    case stock = "W-STOCK"
  }

  public let code: Code
  /// Without the code.
  public let detail: BilingualText

  public init(_ code: Code, zh: String, en: String) {
    self.init(code, BilingualText(zh: zh, en: en))
  }

  init(_ code: Code, _ detail: BilingualText) {
    self.code = code
    self.detail = detail
  }

  public func text(_ language: Language) -> String { "\(code.rawValue) \(detail.text(language))" }
}

/// Warnings of which the first few of each code are listed; of the others there may be as many as sessions, and they are
/// only counted.
struct WarningList {
  private static let listed = 20

  private var kept: [SummaryWarning] = []
  private var counts: [SummaryWarning.Code: Int] = [:]

  mutating func add(_ code: SummaryWarning.Code, zh: @autoclosure () -> String, en: @autoclosure () -> String)
  {
    counts[code, default: 0] += 1
    guard counts[code, default: 0] <= Self.listed else { return }
    kept.append(SummaryWarning(code, zh: zh(), en: en()))
  }

  /// Takes in those that come after its own.
  mutating func add(_ later: WarningList) {
    var told = counts
    for warning in later.kept {
      told[warning.code, default: 0] += 1
      if told[warning.code, default: 0] <= Self.listed { kept.append(warning) }
    }
    counts.merge(later.counts, uniquingKeysWith: +)
  }

  /// How many more there are of a code stands in the last one's place.
  var all: [SummaryWarning] {
    let more = SummaryWarning.Code.allCases.compactMap { code -> SummaryWarning? in
      let rest = counts[code, default: 0] - Self.listed
      return rest > 0 ? SummaryWarning(code, zh: "另有 \(rest) 条同类提示", en: "\(rest) more of this kind") : nil
    }
    return kept + more
  }
}
