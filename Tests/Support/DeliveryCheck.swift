public import Recurrence

/// Judges a run in which things were broken on purpose: what was planned, what arrived and when something was broken
/// decide together whether the scheduler did its duty.
///
/// In the manner of Jepsen's check of Chronos: every reminder has its window, a fault that covers the window moves its
/// end, each arrival belongs to one reminder, and a repeat has a fault that explains it. All instants are of one clock,
/// the receiver's.
public struct DeliveryCheck: Sendable {
  public var reminders: [PlannedDelivery]
  public var arrivals: [DeliveryArrival]
  public var faults: [FaultSpan]
  /// How late a reminder may be without any fault.
  public var budget: Duration
  /// How much before its time it may be: none, unless the two clocks differ.
  public var earliness = Duration.zero
  /// How a reminder may end: `delivered`, or with the reason too, as in `cancelled: superseded`. Any other is a violation.
  public var ends: Set<String> = ["delivered"]
  /// How long at most an attempt stays open that the receiver has accepted: what arrived longer before a fault was known
  /// to its sender, and the fault explains no repeat of it. Nil if that is not known.
  public var longestOpen: Duration?
  /// How often one reminder may arrive in all.
  public var mostArrivals: Int?

  public init(
    reminders: [PlannedDelivery], arrivals: [DeliveryArrival], faults: [FaultSpan] = [],
    budget: Duration = .seconds(5)
  ) {
    self.reminders = reminders
    self.arrivals = arrivals
    self.faults = faults
    self.budget = budget
  }

  public func verdict() -> DeliveryVerdict {
    let ofKeys = Dictionary(grouping: arrivals.sorted { $0.at < $1.at }, by: \.key)
    var verdict = DeliveryVerdict(
      reminders: reminders.count, arrivals: arrivals.count,
      repeated: ofKeys.values.count { $0.count(where: \.isAccepted) > 1 },
      most: ofKeys.values.map(\.count).max() ?? 0)
    for reminder in reminders {
      let own = ofKeys[reminder.key] ?? []
      verdict.violations += judgeEnd(of: reminder, own) + judgeTimes(of: reminder, own) + judgeRepeats(own)
    }
    let known = Set(reminders.map(\.key))
    verdict.violations += ofKeys.keys.filter { !known.contains($0) }.sorted()
      .map { DeliveryViolation(.unknownKey, $0, "arrived, and nobody planned it") }
    verdict.violations += sharedIDs()
    return verdict
  }

  private func judgeEnd(of reminder: PlannedDelivery, _ own: [DeliveryArrival]) -> [DeliveryViolation] {
    var found: [DeliveryViolation] = []
    let end = reminder.end
    if !ends.contains(reminder.state), !ends.contains(end),
      !ends.contains(where: { $0.contains(":") && end.hasPrefix($0) })
    {
      found.append(.init(.unexpectedState, reminder.key, "ended as \(end)"))
    }
    let accepted = own.first(where: \.isAccepted)
    if reminder.state == "delivered", accepted == nil {
      found.append(.init(.lost, reminder.key, "stands as delivered, and no receiver has it"))
    } else if !reminder.isTerminal, accepted == nil {
      found.append(.init(.lost, reminder.key, "is \(end) at the end, and no receiver has it"))
    } else if reminder.isDroppedUnsent, let accepted, !isInDoubt(accepted) {
      found.append(.init(.sentThoughDropped, reminder.key, "is \(end), and arrived at \(accepted.at)"))
    }
    return found
  }

  /// Whether its sender may have died or given up before it knew.
  private func isInDoubt(_ arrival: DeliveryArrival) -> Bool {
    let open = longestOpen ?? .zero
    return faults.contains {
      $0.leavesDoubt && $0.from <= arrival.at.advanced(by: open) && arrival.at <= $0.to.advanced(by: open)
    }
  }

  private func judgeTimes(of reminder: PlannedDelivery, _ own: [DeliveryArrival]) -> [DeliveryViolation] {
    var found: [DeliveryViolation] = []
    if let first = own.first, first.at < reminder.due.advanced(by: .zero - earliness) {
      found.append(.init(.early, reminder.key, "was due at \(reminder.due), and arrived at \(first.at)"))
    }
    if let accepted = own.first(where: \.isAccepted) {
      let limit = limit(of: reminder)
      if accepted.at > limit {
        found.append(.init(.late, reminder.key, "was to arrive until \(limit), and did at \(accepted.at)"))
      }
    }
    return found
  }

  /// The end of a reminder's window: faults move it that begin before it and end after the reminder is due.
  private func limit(of reminder: PlannedDelivery) -> Timestamp {
    faults.sorted { $0.from < $1.from }.reduce(reminder.due.advanced(by: budget)) { limit, fault in
      fault.from <= limit && fault.to >= reminder.due
        ? max(limit, fault.to.advanced(by: fault.recovery)) : limit
    }
  }

  private func judgeRepeats(_ own: [DeliveryArrival]) -> [DeliveryViolation] {
    guard let first = own.first else { return [] }
    var found: [DeliveryViolation] = []
    if let other = own.first(where: { $0.id != first.id }) {
      found.append(.init(.differingIDs, first.key, "arrived as \(first.id) and as \(other.id)"))
    }
    if let mostArrivals, own.count > mostArrivals {
      found.append(.init(.tooOften, first.key, "arrived \(own.count) times"))
    }
    // What was refused is rightly tried again; what was accepted is not, unless the sender could not know that.
    for (before, after) in zip(own, own.dropFirst()) where before.isAccepted {
      // A receiver may read the first of them after its sender has died.
      let explained = faults.contains {
        $0.leavesDoubt && $0.from <= after.at && $0.to.advanced(by: longestOpen ?? $0.recovery) >= before.at
          && longestOpen.map { [from = $0.from] in before.at.advanced(by: $0) >= from } ?? true
      }
      if !explained {
        found.append(
          .init(.repeatedWithoutFault, first.key, "arrived at \(before.at) and again at \(after.at)"))
      }
    }
    return found
  }

  private func sharedIDs() -> [DeliveryViolation] {
    Dictionary(grouping: arrivals.filter { !$0.id.isEmpty }, by: \.id).compactMap { id, own in
      let keys = Set(own.map(\.key)).sorted()
      return keys.count < 2
        ? nil : DeliveryViolation(.sharedID, keys[0], "has the id \(id), and so has \(keys[1])")
    }.sorted { $0.key < $1.key }
  }
}

/// A reminder as the outbox lists it at the end of a run.
public struct PlannedDelivery: Hashable, Sendable {
  public var key: String
  /// When it was due, by the receiver's clock.
  public var due: Timestamp
  public var state: String
  public var reason: String?

  public init(key: String, due: Timestamp, state: String, reason: String? = nil) {
    self.key = key
    self.due = due
    self.state = state
    self.reason = reason
  }

  /// Its state, with the reason if it has one.
  public var end: String { reason.map { "\(state): \($0)" } ?? state }

  var isTerminal: Bool { ["delivered", "discarded", "cancelled"].contains(state) }

  /// Whether it ended in a way that means no receiver has it.
  var isDroppedUnsent: Bool {
    state == "cancelled"
      || state == "discarded" && ["missed", "notNeeded"].contains { reason?.hasPrefix($0) == true }
  }
}

/// A request as the receiver saw it.
public struct DeliveryArrival: Hashable, Sendable {
  public var key: String
  /// The `webhook-id`, by which receivers recognise a repeat.
  public var id: String
  public var at: Timestamp
  /// Whether the receiver answered that it has it.
  public var isAccepted: Bool

  public init(key: String, id: String, at: Timestamp, isAccepted: Bool = true) {
    self.key = key
    self.id = id
    self.at = at
    self.isAccepted = isAccepted
  }
}

/// A time in which something was broken.
public struct FaultSpan: Hashable, Sendable {
  public var from: Timestamp
  public var to: Timestamp
  /// How long after its end what it held up may still come.
  public var recovery: Duration
  /// Whether the sender could not know what had arrived: it was killed, or an answer did not reach it.
  public var leavesDoubt: Bool

  public init(from: Timestamp, to: Timestamp, recovery: Duration, leavesDoubt: Bool = false) {
    self.from = from
    self.to = to
    self.recovery = recovery
    self.leavesDoubt = leavesDoubt
  }
}

/// Something that must not happen, and did.
public struct DeliveryViolation: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, CaseIterable, Sendable {
    case lost, early, late, unknownKey, sentThoughDropped, repeatedWithoutFault, differingIDs, sharedID,
      tooOften
    case unexpectedState
  }

  public let kind: Kind
  public let key: String
  public let account: String

  init(_ kind: Kind, _ key: String, _ account: String) {
    (self.kind, self.key, self.account) = (kind, key, account)
  }

  public var description: String { "\(kind.rawValue): \(key) \(account)" }
}

/// What a check found.
public struct DeliveryVerdict: Sendable, CustomStringConvertible {
  public let reminders: Int
  public let arrivals: Int
  /// How many reminders were accepted more than once.
  public let repeated: Int
  /// How often one reminder arrived at most.
  public let most: Int
  public internal(set) var violations: [DeliveryViolation] = []

  public var passes: Bool { violations.isEmpty }

  /// How many violations there are of each kind.
  public var counts: [DeliveryViolation.Kind: Int] {
    Dictionary(grouping: violations, by: \.kind).mapValues(\.count)
  }

  /// A line of figures, then the first violations of each kind.
  public var description: String {
    let figures =
      "\(passes ? "pass" : "FAIL"): \(reminders) reminders, \(arrivals) arrivals, \(repeated) repeated, at most \(most) times"
    let lines = DeliveryViolation.Kind.allCases.flatMap { kind -> [String] in
      let own = violations.filter { $0.kind == kind }
      guard !own.isEmpty else { return [] }
      return ["\(kind.rawValue): \(own.count)"] + own.prefix(3).map { "  \($0)" }
    }
    return ([figures] + lines).joined(separator: "\n")
  }
}
