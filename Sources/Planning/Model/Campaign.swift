public import Recurrence

/// One campaign as its file defines it, checked and resolved against the workspace's units and channels.
public struct Campaign: Hashable, Identifiable, Sendable {
  public var id: String
  public var name: BilingualText
  /// Free word of the organiser: `member-day`, `visit`, `awareness-week`.
  public var kind: String
  public var keyTasks: [String] = []
  /// The documents it rests on, with their numbers.
  public var basis: [String] = []
  public var ordinal: Ordinal?
  public var schedule: Schedule
  public var participation: Participation
  public var venue: Venue?
  public var parts: [Part] = []
  public var tasks: [CampaignTask] = []
  public var materials: [MaterialPlan] = []
  public var targets = Targets()
  public var reminders: [ReminderRule] = []
  public var report: ReportRule?
  public var chases: [ChaseRule] = []
  public var archive: ArchiveRule?
  public var quietHours: QuietHours?
  public var privacy = Privacy()
  public var years: [Int: YearOverride] = [:]
  /// What its author expects of it.
  public var tests: [CampaignTest] = []
  /// Relative to the workspace.
  public var file: String

  public init(
    id: String, name: BilingualText, kind: String, schedule: Schedule, participation: Participation,
    file: String
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.schedule = schedule
    self.participation = participation
    self.file = file
  }
}

/// 第N个…: the edition's number, counted from a first year.
public struct Ordinal: Hashable, Sendable {
  /// With an `N` where the number stands.
  public let label: String
  public let firstYear: Int

  /// Nil before the first year.
  public func number(in year: Int) -> Int? {
    year >= firstYear ? year - firstYear + 1 : nil
  }

  /// The 32 of `第32个世界母乳喂养周`; nil for other words.
  public func number(in words: String) -> Int? {
    let parts = label.split(separator: "N", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, words.hasPrefix(parts[0]), words.hasSuffix(parts[1]),
      words.count > parts[0].count + parts[1].count
    else { return nil }
    return Int(words.dropFirst(parts[0].count).dropLast(parts[1].count)).flatMap { $0 > 0 ? $0 : nil }
  }

  /// `第32个世界母乳喂养周`.
  public func text(in year: Int) -> String? {
    number(in: year).map { label.replacing("N", with: String($0), maxReplacements: 1) }
  }
}

/// Who holds it, who may join, for whom it is.
public struct Participation: Hashable, Sendable {
  public var level: Level
  /// The id of the unit below which (or at which) they stand.
  public var under: String
  public var except: [String] = []
  public var mayJoin: [Level] = []
  public var audience: [String] = []
  public var partners: [String] = []
  public var countBy: CountBy = .person

  public enum CountBy: String, Hashable, CaseIterable, Sendable { case person, household }

  public init(level: Level, under: String) {
    self.level = level
    self.under = under
  }

  /// The units that have to hold it and to report.
  public func units(in tree: UnitTree) -> [Unit] {
    unitIndices(in: tree).map { tree.units[$0] }
  }

  /// The same by their indices in ``UnitTree/units``.
  func unitIndices(in tree: UnitTree) -> [Int] {
    guard let root = tree.index(of: under) else { return [] }
    let left = Set(except.compactMap { tree.index(of: $0) })
    return tree.subtree(ofIndex: root).filter { tree.units[$0].level == level && !left.contains($0) }
  }

  /// Whether a unit has to hold it, without looking at the others.
  public func includes(_ unit: Unit, in tree: UnitTree) -> Bool {
    guard unit.level == level, !except.contains(unit.id), let root = tree[under] else { return false }
    return tree.contains(unit, under: root)
  }

  /// The units below another that have to hold it.
  public func units(below unit: Unit, in tree: UnitTree) -> [Unit] {
    guard unit.level < level, let root = tree[under] else { return [] }
    // Of two subtrees one holds the other, or they have nothing in common.
    if tree.contains(root, under: unit) { return units(in: tree) }
    guard tree.contains(unit, under: root) else { return [] }
    return tree.subtree(of: unit).filter { $0.level == level && !except.contains($0.id) }
  }

  /// Those that have to hold it, of a unit and all below it.
  public func units(at unit: Unit, in tree: UnitTree) -> [Unit] {
    includes(unit, in: tree) ? [unit] : units(below: unit, in: tree)
  }

  /// Whether any unit below another has to hold it.
  func reaches(below unit: Unit, in tree: UnitTree) -> Bool { !units(below: unit, in: tree).isEmpty }
}

public struct Venue: Hashable, Sendable {
  public var usual: String?
  public var needs: [String]
}

/// A sub-activity with a deadline of its own.
public struct Part: Hashable, Identifiable, Sendable {
  public var id: String
  public var name: BilingualText
  public var due: Deadline
  public var target: Amount?
  public var submission: Submission?
  public var ask: [String]
  /// The date is an example to be replaced (W504).
  public var isSample: Bool

  /// What is collected, counted in what, and by whom (`region.masses`).
  public struct Submission: Hashable, Sendable {
    public let what: String
    public let unit: String
    public let to: Post
  }
}

/// Something to be done before or after the day, by a post.
public struct CampaignTask: Hashable, Identifiable, Sendable {
  public var id: String
  public var what: String
  public var owner: Post
  public var due: Deadline
  /// Ids of tasks or parts that come first.
  public var needs: [String]
}

public struct MaterialPlan: Hashable, Identifiable, Sendable {
  public var id: String
  public var name: String
  /// The counting word: 份, 盒, 元.
  public var unit: String
  public var plan: Amount?
  public var titles: [String] = []
  public var keepsStock = false
  public var isReturnable = false
  public var needsTwoSignatures = false
  /// Quantity only; people are registered by the health service.
  public var isHealthGood = false
}

public struct Targets: Hashable, Sendable {
  public var sessions: Amount?
  public var attendance: Amount?
  public var households: Amount?
  public var services: [String: Amount] = [:]
  /// Share of units that must report on time, in hundredths of a percent (9500 for 95%).
  public var reportingBasisPoints: Int?

  public init() {}
}

extension Part {
  /// The same with a bare number as its target asked of each unit.
  func asked(ofEach level: Level) -> Part {
    guard case .total(let number) = target else { return self }
    var part = self
    part.target = .each(number, level)
    return part
  }
}

/// `500 per county`, `1 per household`, `all listed`, `12`.
public enum Amount: Hashable, Sendable {
  case total(Int)
  case each(Int, Level)
  case eachHousehold(Int)
  case allListed
}

/// A post at a level: `county.contact` is the contact of the unit itself or of its ancestor at level county.
public struct Post: Hashable, Sendable, CustomStringConvertible {
  public let level: Level
  public let role: String

  public init(level: Level, role: String) {
    self.level = level
    self.role = role
  }

  /// `county.contact`, however the file writes the level: it is part of reminders' keys.
  public var description: String { "\(level.name.en ?? level.name.zh).\(role)" }
}

/// A message tied to the day, or to each part's deadline.
public struct ReminderRule: Hashable, Identifiable, Sendable {
  public var id: String
  public var at: TimeRule
  public var ofEachPart: Bool
  public var to: Post
  public var channel: String
  public var template: String
  public var condition: SendCondition?
  /// Nil: earlier before the day and on it, later after it.
  public var ifClosed: ReminderRoll?
  public var digest: Bool
  /// How long after its due time it is still sent.
  public var expires: Duration?
}

/// What a reminder does on a rest day.
public enum ReminderRoll: String, Hashable, CaseIterable, Sendable {
  case earlier, later, send
}

/// What units report, until when.
public struct ReportRule: Hashable, Sendable {
  public var due: Deadline
  public var ask: [String]
  public var briefTemplate: String?
  public var maxCharacters: Int?
}

/// A message after a deadline that nobody met; it stops when the report arrives.
public struct ChaseRule: Hashable, Identifiable, Sendable {
  /// `chase-N` unless the file names it.
  public var id: String
  public var after: DayOffset
  public var clock: CivilTime?
  public var ofEachPart: Bool
  public var to: Post
  public var channel: String
  public var template: String
  public var digest: Bool

  /// The id of the chase that stands at a place of the list, counted from 1, unless the file names it.
  static func usualID(_ number: Int) -> String { "chase-\(number)" }
}

public struct ArchiveRule: Hashable, Sendable {
  public var keep: [String]
  public var acceptBy: Post?
  public var close: DayOffset?
}

public struct Privacy: Hashable, Sendable {
  public enum Collect: String, Hashable, CaseIterable, Sendable { case counts, names }
  public var collect: Collect = .counts
  /// What names are taken for.
  public var purpose: String?
  public var keepNamesForDays = 0
  public var masksMessages = true
  public var consentFor: [String] = []

  public init() {}
}

/// What one year does differently.
public struct YearOverride: Hashable, Sendable {
  public var date: CivilDate?
  public var theme: String?
  public var reason: String?
  public var skip = false

  public init() {}
}
