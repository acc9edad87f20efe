public import Recurrence

/// What a summary needs to know of one session: its day, its kind and the figures that count.
///
/// Made from a ``SessionBalance``, which is the definition, and kept beside the entries in compact rows, so that a
/// summary of a million entries need not fold them. What only a brief tells (organisers, speaker, byline, notes) is
/// not in it. Many of them stand in a ``SessionList``.
public final class SessionFacts: Sendable {
  /// What decides whether it is meant and where it stands among others.
  public let head: SessionHead
  public let title: String
  public let kind: String?
  public let keyTask: String?
  public let venue: String?
  /// The counts that are to be added up, of every role.
  public let counts: [Count]
  /// Totals that somebody stated beside their parts.
  public let statedTotals: [Count]
  /// What was handed out.
  public let given: [GoodsMove]
  public let mentions: [Mention]
  /// As ``Session/hours``.
  public let hours: Figure?

  public init(_ balance: SessionBalance) {
    let session = balance.session
    head = SessionHead(
      key: balance.key, root: balance.root, recordedAt: balance.recordedAt, date: session.date,
      status: session.status, isHeld: balance.isHeld)
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

  convenience init(from bytes: inout FactsReader) throws(FactsReader.Fault) {
    let head = try SessionHead(from: &bytes)
    try self.init(head, from: &bytes)
  }

  /// - `head`: As it was read from the bytes before.
  init(_ head: SessionHead, from bytes: inout FactsReader) throws(FactsReader.Fault) {
    self.head = head
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

  /// Everything, so that a reader needs no other column.
  var bytes: [UInt8] {
    var writer = FactsWriter()
    head.write(to: &writer)
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

  public var key: SessionKey { head.key }
  public var root: EntryID { head.root }
  public var recordedAt: Timestamp { head.recordedAt }
  public var date: SessionDate { head.date }
  public var status: Session.Status { head.status }
  public var isHeld: Bool { head.isHeld }

  /// Whether it is neither cancelled nor merged into another.
  public var isCounted: Bool { status == .planned || status == .held }

  /// The counts of a role.
  public func counts(_ role: Count.Role) -> [Count] { counts.filter { $0.role == role } }
}

extension SessionFacts: Hashable {
  public static func == (left: SessionFacts, right: SessionFacts) -> Bool {
    left === right
      || left.head == right.head
        && (left.title, left.kind, left.keyTask, left.venue)
          == (right.title, right.kind, right.keyTask, right.venue)
        && (left.counts, left.statedTotals, left.given, left.mentions)
          == (right.counts, right.statedTotals, right.given, right.mentions)
        && left.hours == right.hours
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(root) }
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
  /// A campaign's, of whatever occurrences, in a span.
  case campaign(String, in: ClosedRange<CivilDate>)

  public var isOneSession: Bool { if case .session = self { true } else { false } }

  /// Whether it may take most of a ledger.
  var meansMany: Bool {
    switch self {
    case .everything, .span: true
    case .session, .occurrence, .occurrences, .campaign: false
    }
  }

  /// The span that was asked for.
  public var days: ClosedRange<CivilDate>? {
    switch self {
    case .span(let days), .campaign(_, let days): days
    case .everything, .session, .occurrence, .occurrences: nil
    }
  }

  /// - `zone`: Where the day of recording is read, for sessions without any date.
  public func contains(_ session: SessionHead, zone: Zone) -> Bool {
    switch self {
    case .everything: true
    case .session(let key): session.key == key
    case .occurrence(let key): session.key.occurrence == key
    case .occurrences(let keys): session.key.occurrence.map { keys.contains($0) } ?? false
    case .span(let days): session.falls(in: days, zone: zone)
    case .campaign(let id, let days):
      session.key.occurrence?.campaign == id && session.falls(in: days, zone: zone)
    }
  }
}

extension SessionHead {
  fileprivate func falls(in days: ClosedRange<CivilDate>, zone: Zone) -> Bool {
    if let first = date.first, let last = date.last {
      first <= days.upperBound && last >= days.lowerBound
    } else {
      days.contains(zone.local(at: recordedAt).date)
    }
  }
}

/// Everything that a summary is made of.
public struct LedgerFacts: Hashable, Sendable {
  public var sessions: SessionList
  /// Figures that belong to no session.
  public var sheets: [Standing<Sheet>]
  /// As ``Balance/disputes``.
  public var disputes: [Dispute]

  public init(
    sessions: SessionList = SessionList(), sheets: [Standing<Sheet>] = [], disputes: [Dispute] = []
  ) {
    self.sessions = sessions
    self.sheets = sheets
    self.disputes = disputes
  }

  public init(_ balance: Balance) {
    self.init(
      sessions: SessionList(balance.sessions.lazy.map { SessionFacts($0) }), sheets: balance.sheets,
      disputes: balance.disputes)
  }
}
