public import Recurrence

/// What a summary needs to know of one session: its day, its kind and the figures that count.
///
/// Made from a ``SessionBalance``, which is the definition, and kept beside the entries in compact rows, so that a
/// summary of a million entries need not fold them. What only a brief tells (organisers, speaker, byline, notes) is
/// not in it.
public struct SessionFacts: Hashable, Sendable {
  public let key: SessionKey
  /// The entry that added the session: with ``recordedAt`` it gives the order in which sessions were added.
  public let root: EntryID
  public let recordedAt: Timestamp
  public internal(set) var date: SessionDate
  public internal(set) var status: Session.Status
  /// Whether it took place: somebody said so, or recorded figures of it.
  public internal(set) var isHeld: Bool
  public internal(set) var title: String
  public internal(set) var kind: String?
  public internal(set) var keyTask: String?
  public internal(set) var venue: String?
  /// The counts that are to be added up, of every role.
  public internal(set) var counts: [Count]
  /// Totals that somebody stated beside their parts.
  public internal(set) var statedTotals: [Count]
  /// What was handed out.
  public internal(set) var given: [GoodsMove]
  public internal(set) var mentions: [Mention]
  /// As ``Session/hours``.
  public internal(set) var hours: Figure?

  public init(_ balance: SessionBalance) {
    let session = balance.session
    key = balance.key
    root = balance.root
    recordedAt = balance.recordedAt
    date = session.date
    status = session.status
    isHeld = balance.isHeld
    title = session.title
    kind = session.kind
    keyTask = session.keyTask
    venue = session.venue
    counts = Count.Role.allCases.flatMap { balance.finalCounts($0) }
    statedTotals = Count.Role.allCases.flatMap { balance.statedTotals($0) }
    given = balance.given
    mentions = session.mentions
    hours = session.hours.flatMap { Figure($0) }
  }

  init(key: SessionKey, root: EntryID, recordedAt: Timestamp, from bytes: inout FactsReader)
    throws(FactsReader.Fault)
  {
    self.key = key
    self.root = root
    self.recordedAt = recordedAt
    guard try bytes.byte() == Self.version else { throw .unreadable }
    date = try bytes.date()
    status = try bytes.word(of: Session.Status.allCases)
    isHeld = try bytes.flag()
    title = try bytes.text()
    kind = try bytes.optionalText()
    keyTask = try bytes.optionalText()
    venue = try bytes.optionalText()
    counts = try bytes.list { reader throws(FactsReader.Fault) in try reader.count() }
    statedTotals = try bytes.list { reader throws(FactsReader.Fault) in try reader.count() }
    given = try bytes.list { reader throws(FactsReader.Fault) in try reader.move() }
    mentions = try bytes.list { reader throws(FactsReader.Fault) in try reader.mention() }
    hours = try bytes.optionalText().flatMap { Figure($0) }
  }

  /// Raised with every change of the bytes below; a migration must then mark all rows as stale.
  private static let version: UInt8 = 2

  /// All but key, root and time of recording, which are columns.
  var bytes: [UInt8] {
    var writer = FactsWriter()
    writer.add(byte: Self.version)
    writer.add(date)
    writer.add(status, of: Session.Status.allCases)
    writer.add(isHeld)
    writer.add(title)
    writer.add(optional: kind)
    writer.add(optional: keyTask)
    writer.add(optional: venue)
    writer.add(counts) { $0.add($1) }
    writer.add(statedTotals) { $0.add($1) }
    writer.add(given) { $0.add($1) }
    writer.add(mentions) { $0.add($1) }
    writer.add(optional: hours?.description)
    return writer.bytes
  }

  /// Whether it is neither cancelled nor merged into another.
  public var isCounted: Bool { status == .planned || status == .held }

  /// The counts of a role.
  public func counts(_ role: Count.Role) -> [Count] { counts.filter { $0.role == role } }
}

/// Which sessions are meant.
public enum SessionChoice: Hashable, Sendable {
  case everything
  case session(SessionKey)
  case occurrence(OccurrenceKey)
  /// All of a campaign's occurrences in a year.
  case occurrences(Set<OccurrenceKey>)
  /// Both days included.
  case span(ClosedRange<CivilDate>)

  /// - `zone`: Where the day of recording is read, for sessions without any date.
  public func contains(_ session: SessionFacts, zone: Zone) -> Bool {
    switch self {
    case .everything: true
    case .session(let key): session.key == key
    case .occurrence(let key): session.key.occurrence == key
    case .occurrences(let keys): session.key.occurrence.map { keys.contains($0) } ?? false
    case .span(let days):
      if let first = session.date.first, let last = session.date.last {
        first <= days.upperBound && last >= days.lowerBound
      } else {
        days.contains(zone.local(at: session.recordedAt).date)
      }
    }
  }
}

/// Everything that a summary is made of.
public struct LedgerFacts: Hashable, Sendable {
  /// In no particular order.
  public var sessions: [SessionFacts]
  /// Figures that belong to no session.
  public var sheets: [Standing<Sheet>]
  /// As ``Balance/disputes``.
  public var disputes: [Dispute]

  public init(sessions: [SessionFacts] = [], sheets: [Standing<Sheet>] = [], disputes: [Dispute] = []) {
    self.sessions = sessions
    self.sheets = sheets
    self.disputes = disputes
  }

  public init(_ balance: Balance) {
    self.init(
      sessions: balance.sessions.map { SessionFacts($0) }, sheets: balance.sheets, disputes: balance.disputes)
  }
}
