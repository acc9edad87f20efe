public import Recurrence

/// An inspection of a unit: a visit with what it found, or that something found has been put right.
public enum Inspection: Hashable, Sendable {
  case visit(Visit)
  case fix(Fix)

  public struct Visit: Hashable, Sendable {
    public let date: CivilDate
    /// What is to be put right; nil if all was well.
    public let finding: String?
    /// By when.
    public let fixBy: CivilDate?
    /// The unit or post that came: `gx`, `city.contact`.
    public let inspector: String?

    public init(on date: CivilDate, finding: String?, fixBy: CivilDate? = nil, inspector: String? = nil) {
      self.date = date
      self.finding = finding
      self.fixBy = fixBy
      self.inspector = inspector
    }
  }

  public struct Fix: Hashable, Sendable {
    /// The entry of the visit that found it.
    public let finding: EntryID
    public let date: CivilDate
    /// What was done.
    public let words: String

    public init(of finding: EntryID, on date: CivilDate, words: String) {
      self.finding = finding
      self.date = date
      self.words = words
    }
  }
}

extension Inspection: Codable {
  private enum Keys: String, CodingKey { case date, finding, fixBy, inspector, fixes, words }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    func day(_ key: Keys) throws -> CivilDate? {
      guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
      guard let day = CivilDate(iso: text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "no day: '\(text)'")
      }
      return day
    }
    guard let date = try day(.date) else {
      throw DecodingError.dataCorruptedError(forKey: .date, in: container, debugDescription: "no date")
    }
    guard let fixes = try container.decodeIfPresent(String.self, forKey: .fixes) else {
      self = .visit(
        Visit(
          on: date, finding: try container.decodeIfPresent(String.self, forKey: .finding),
          fixBy: try day(.fixBy), inspector: try container.decodeIfPresent(String.self, forKey: .inspector)))
      return
    }
    guard let finding = EntryID(fixes) else {
      throw DecodingError.dataCorruptedError(
        forKey: .fixes, in: container, debugDescription: "no entry: '\(fixes)'")
    }
    self = .fix(
      Fix(of: finding, on: date, words: try container.decode(String.self, forKey: .words)))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    switch self {
    case .visit(let visit):
      try container.encode(visit.date.description, forKey: .date)
      try container.encodeIfPresent(visit.finding, forKey: .finding)
      try container.encodeIfPresent(visit.fixBy?.description, forKey: .fixBy)
      try container.encodeIfPresent(visit.inspector, forKey: .inspector)
    case .fix(let fix):
      try container.encode(fix.date.description, forKey: .date)
      try container.encode(fix.finding.description, forKey: .fixes)
      try container.encode(fix.words, forKey: .words)
    }
  }
}

/// A visit as it stands now, with the fix of what it found, if there is one.
public struct InspectionRecord: Hashable, Sendable {
  public let entry: EntryID
  public let unit: String
  public let occurrence: OccurrenceKey?
  public let visit: Inspection.Visit
  public internal(set) var fix: Inspection.Fix?

  /// Whether something that was found still has to be put right.
  public var isOpen: Bool { visit.finding != nil && fix == nil }

  /// Whether its day is over and it is still open.
  public func isOverdue(on today: CivilDate) -> Bool {
    isOpen && visit.fixBy.map { $0 < today } ?? false
  }
}

extension Balance {
  /// Every inspection, by the day of the visit, with its fix.
  public var inspections: [InspectionRecord] {
    var records: [InspectionRecord] = []
    var positions: [EntryID: Int] = [:]
    for standing in inspectionNotes {
      guard case .visit(let visit) = standing.value else { continue }
      positions[standing.root] = records.count
      records.append(
        InspectionRecord(
          entry: standing.root, unit: standing.scope.unit, occurrence: standing.scope.occurrence,
          visit: visit))
    }
    for standing in inspectionNotes {
      guard case .fix(let fix) = standing.value, let position = positions[fix.finding] else { continue }
      records[position].fix = fix
    }
    return records.sorted { ($0.visit.date, $0.entry) < ($1.visit.date, $1.entry) }
  }
}
