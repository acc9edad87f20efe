public import Recurrence

/// One line of the ledger. It is added and never changed; a correction is another line that names it.
public struct LedgerEntry: Hashable, Sendable {
  /// What an entry is about: a session, a unit's part in an occurrence, or a unit.
  public struct Scope: Hashable, Sendable {
    public let occurrence: OccurrenceKey?
    public let unit: String
    /// The session's number; nil if it is about no session.
    public let number: Int?

    public init(occurrence: OccurrenceKey? = nil, unit: String, number: Int? = nil) {
      self.occurrence = occurrence
      self.unit = unit
      self.number = number
    }

    public init(_ session: SessionKey) {
      self.init(occurrence: session.occurrence, unit: session.unit, number: session.number)
    }

    public var session: SessionKey? {
      number.map { SessionKey(occurrence: occurrence, unit: unit, number: $0) }
    }
  }

  /// What it states.
  public enum Content: Hashable, Sendable {
    case session(Session)
    case moved(SessionDate)
    case status(Session.Status)
    case count(Count)
    case goods(GoodsMove)
    case report(Report)
    case acceptance(ReportDecision)
    case task(TaskDone)
    case inspection(Inspection)
    case stage(StageReached)
    case note(String)
    case sheet(Sheet)
    case closing(Closing)
    /// A list of persons was replaced by counts.
    case purged(PurgedList)
  }

  /// What it does to the ledger.
  public enum Act: Hashable, Sendable {
    case record(Content)
    /// The content stands in place of the named entry's.
    case correct(EntryID, Content, reason: String)
    /// The named entry no longer counts; if it was a correction, what it corrected stands again.
    case void(EntryID, reason: String)

    public var content: Content? {
      switch self {
      case .record(let content), .correct(_, let content, _): content
      case .void: nil
      }
    }

    public var target: EntryID? {
      switch self {
      case .record: nil
      case .correct(let target, _, _), .void(let target, _): target
      }
    }
  }

  public let id: EntryID
  public let at: Timestamp
  /// Who recorded it: a post or an official's name.
  public let by: String
  public let scope: Scope
  public let act: Act
  /// The row of a file it came from: an id and the digest of its content.
  public let source: String?
  /// Why it was entered after its occurrence was closed.
  public let lateReason: String?
  /// The hash of the entry before it in the same origin; empty for the first.
  public let previous: String
  public let hash: String
  /// Where it stands among the entries of all chains: ``at``, but never before an entry that its writer knew.
  public let moment: Timestamp
  /// What its writer knew of other chains.
  var known = KnownHeads()

  init(
    id: EntryID, at: Timestamp, by: String, scope: Scope, act: Act, source: String?, lateReason: String?,
    previous: String, hash: String, moment: Timestamp? = nil
  ) {
    (self.id, self.at, self.by, self.scope, self.act) = (id, at, by, scope, act)
    (self.source, self.lateReason, self.previous, self.hash) = (source, lateReason, previous, hash)
    self.moment = moment ?? at
  }
}

/// An entry's name: the random id of the database it was written in, and its number there.
public struct EntryID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let origin: String
  /// Counted from 1 without gaps.
  public let number: Int

  /// How many hexadecimal digits an origin has.
  static let originLength = 16

  public init(origin: String, number: Int) {
    self.origin = origin
    self.number = number
  }

  /// Reads `3f9a60c2b1d4e578-17`.
  public init?(_ text: String) {
    guard let dash = text.lastIndex(of: "-"), dash > text.startIndex,
      let number = Int(text[text.index(after: dash)...]),
      number > 0
    else { return nil }
    self.init(origin: String(text[..<dash]), number: number)
  }

  public var description: String { "\(origin)-\(number)" }

  public static func < (left: EntryID, right: EntryID) -> Bool {
    (left.origin, left.number) < (right.origin, right.number)
  }
}
