public import Planning
public import Recurrence

/// The steps of a project in a year, each after the one before: 申报—论证—实施—督导—评估—验收—总结.
public enum ProjectStage: String, Hashable, CaseIterable, Comparable, Sendable, Codable {
  case application, appraisal, implementation, supervision, evaluation, acceptance, summary

  public static func < (left: ProjectStage, right: ProjectStage) -> Bool { left.rank < right.rank }

  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public var next: ProjectStage? { Self.allCases.first { $0.rank == rank + 1 } }

  public var name: BilingualText {
    switch self {
    case .application: BilingualText(zh: "申报", en: "application")
    case .appraisal: BilingualText(zh: "论证", en: "appraisal")
    case .implementation: BilingualText(zh: "实施", en: "implementation")
    case .supervision: BilingualText(zh: "督导", en: "supervision")
    case .evaluation: BilingualText(zh: "评估", en: "evaluation")
    case .acceptance: BilingualText(zh: "验收", en: "acceptance")
    case .summary: BilingualText(zh: "总结", en: "summary")
    }
  }

  /// Reads its name in either language.
  public init?(named word: String) {
    guard let stage = Self.allCases.first(where: { $0.name.zh == word || $0.rawValue == word.lowercased() })
    else { return nil }
    self = stage
  }
}

/// That a project has reached a stage.
public struct StageReached: Hashable, Sendable {
  public let stage: ProjectStage
  public let date: CivilDate
  /// The unit or post that says so.
  public let decidedBy: String

  public init(_ stage: ProjectStage, on date: CivilDate, decidedBy: String) {
    self.stage = stage
    self.date = date
    self.decidedBy = decidedBy
  }
}

extension StageReached: Codable {
  private enum Keys: String, CodingKey { case stage, date, decidedBy }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    let text = try container.decode(String.self, forKey: .date)
    guard let date = CivilDate(iso: text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .date, in: container, debugDescription: "no day: '\(text)'")
    }
    self.init(
      try container.decode(ProjectStage.self, forKey: .stage), on: date,
      decidedBy: try container.decode(String.self, forKey: .decidedBy))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(stage, forKey: .stage)
    try container.encode(date.description, forKey: .date)
    try container.encode(decidedBy, forKey: .decidedBy)
  }
}

/// How far a project has come in a year: its stages without a gap.
public struct ProjectStages: Hashable, Sendable {
  /// In order, from the first on.
  public let reached: [Standing<StageReached>]

  /// - Parameter standings: Of one campaign and year. After a gap, which voiding an entry leaves, nothing counts.
  public init(_ standings: [Standing<StageReached>]) {
    var reached: [Standing<StageReached>] = []
    for stage in ProjectStage.allCases {
      guard let standing = standings.first(where: { $0.value.stage == stage }) else { break }
      reached.append(standing)
    }
    self.reached = reached
  }

  /// Nil before the first.
  public var current: ProjectStage? { reached.last?.value.stage }
  /// Nil after the last.
  public var next: ProjectStage? { current.map(\.next) ?? ProjectStage.allCases.first }

  /// Why a stage can't be entered now; nil if it can.
  public func refusal(of new: StageReached) -> StageRefusal? {
    if let known = reached.first(where: { $0.value.stage == new.stage }) { return .reachedBefore(known) }
    guard new.stage == next else {
      return .skips(ProjectStage.allCases.filter { $0.rank >= reached.count && $0 < new.stage })
    }
    if let last = reached.last, new.date < last.value.date { return .earlier(than: last) }
    return nil
  }
}

/// Why a stage can't be entered.
public enum StageRefusal: Hashable, Sendable {
  case reachedBefore(Standing<StageReached>)
  /// The stages that come first.
  case skips([ProjectStage])
  case earlier(than: Standing<StageReached>)
}
