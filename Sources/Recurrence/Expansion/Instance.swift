/// One occurrence of a recurrence set.
public struct Instance: Hashable, Sendable {
  public let instant: Timestamp
  /// What the zone's clocks show at ``instant``: in a gap that was shifted, not what the rule asked for.
  public let local: CivilDateTime
  public let reason: Reason

  /// Why an occurrence is there.
  public struct Reason: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
      /// The rule at this place of ``RecurrenceSet/rules``; the first of several that give it.
      case rule(Int)
      /// The start itself, by ``RecurrencePolicies/Start/always``.
      case start
      /// An addition (RDATE).
      case addition
    }

    /// What the zone's clock changes did to it.
    public enum Adjustment: UInt8, Hashable, Sendable {
      case none
      /// Its civil time does not exist on that day, and was read with the offset before the gap or after it.
      case shiftedGap
      /// Its civil time exists twice on that day, and this is the second.
      case secondOfOverlap
    }

    public let source: Source
    public let adjustment: Adjustment
  }
}

/// A moment on its way to an ``Instance``: seconds since 1970, in UTC and on the wall.
struct Resolved: Comparable {
  let instant: Int64
  let wall: Int64
  let adjustment: Instance.Reason.Adjustment

  static func < (left: Resolved, right: Resolved) -> Bool { left.instant < right.instant }
  static func == (left: Resolved, right: Resolved) -> Bool { left.instant == right.instant }
}

extension ZoneTable {
  /// The moments that a civil time means under the policies: one, none or two.
  func moments(of wall: Int64, _ policies: RecurrencePolicies, _ body: (Resolved) -> Void) {
    switch read(wall: wall) {
    case .certain(let span): body(Resolved(instant: wall - span.offset, wall: wall, adjustment: .none))
    case .doubtful(let change) where change.after > change.before:
      // A gap; with the other side's offset the clock shows a time outside it.
      let (before, after) = (Int64(change.before), Int64(change.after))
      switch policies.gap {
      case .shiftForward:
        body(Resolved(instant: wall - before, wall: wall - before + after, adjustment: .shiftedGap))
      case .before:
        body(Resolved(instant: wall - after, wall: wall - after + before, adjustment: .shiftedGap))
      case .skip: break
      }
    case .doubtful(let change):
      if policies.overlap != .second {
        body(Resolved(instant: wall - Int64(change.before), wall: wall, adjustment: .none))
      }
      if policies.overlap != .first {
        body(Resolved(instant: wall - Int64(change.after), wall: wall, adjustment: .secondOfOverlap))
      }
    }
  }
}
