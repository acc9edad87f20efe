public import Recurrence

/// What decides whether a session is meant and where it stands among others: all that has to be known of the many before
/// the few are picked out.
public struct SessionHead: Hashable, Sendable {
  public let key: SessionKey
  /// The entry that added the session: with ``recordedAt`` it gives the order in which sessions were added.
  public let root: EntryID
  public let recordedAt: Timestamp
  public let date: SessionDate
  public let status: Session.Status
  /// Whether it took place: somebody said so, or recorded figures of it.
  public let isHeld: Bool
}

extension SessionHead {
  init(from bytes: inout FactsReader) throws(FactsReader.Fault) {
    guard try bytes.byte() == Self.version else { throw .unreadable }
    key = try bytes.key()
    root = try bytes.entryID()
    recordedAt = try bytes.time()
    date = try bytes.date()
    status = try bytes.word(of: Session.Status.allCases)
    isHeld = try bytes.flag()
  }

  /// Raised with every change of the bytes of ``SessionFacts``; a migration must then mark all rows as stale.
  private static let version: UInt8 = 1

  func write(to writer: inout FactsWriter) {
    writer.add(byte: Self.version)
    writer.add(key)
    writer.add(root)
    writer.add(recordedAt)
    writer.add(date)
    writer.add(status, of: Session.Status.allCases)
    writer.add(isHeld)
  }

  /// Exact days before intervals, these before sessions without a day; among them by day, then by the time of recording.
  ///
  /// One number, from the highest bits down, since hundreds of thousands may have to be sorted. Sessions that share it
  /// stand in the order of ``root``.
  var rank: Int128 {
    let precision =
      switch date.precision {
      case .day: 0
      case .interval: 1
      case .none: 2
      }
    let day = Int128(precision) << 32 + Int128((date.first ?? .max).dayNumber)
    return day << 64 + Int128(recordedAt.milliseconds)
  }
}
