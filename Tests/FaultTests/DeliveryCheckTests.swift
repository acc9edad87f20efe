import Recurrence
import TestSupport
import Testing

/// The check of all fault tests finds each thing that must not happen, and nothing else.
@Suite struct DeliveryCheckTests {
  private static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_780_000_000 + seconds) }

  /// Due at 0, delivered a second later.
  private static var quiet: DeliveryCheck {
    DeliveryCheck(
      reminders: [
        PlannedDelivery(key: "a", due: at(0), state: "delivered"),
        PlannedDelivery(key: "b", due: at(0), state: "delivered"),
      ],
      arrivals: [
        DeliveryArrival(key: "a", id: "1", at: at(1)), DeliveryArrival(key: "b", id: "2", at: at(1)),
      ],
      budget: .seconds(5))
  }

  @Test func `a quiet run passes`() {
    let verdict = Self.quiet.verdict()
    #expect(verdict.passes)
    #expect(verdict.description == "pass: 2 reminders, 2 arrivals, 0 repeated, at most 1 times")
  }

  static let wrongs: [(DeliveryViolation.Kind, @Sendable (inout DeliveryCheck) -> Void)] = [
    (.lost, { $0.arrivals.removeFirst() }),
    // Only a refusal, and yet it stands as delivered.
    (.lost, { $0.arrivals[0].isAccepted = false }),
    (
      .lost,
      {
        $0.reminders[0].state = "retryable"
        $0.arrivals.removeFirst()
        $0.ends.insert("retryable")
      }
    ),
    (.early, { $0.arrivals[0].at = at(-1) }),
    (.late, { $0.arrivals[0].at = at(6) }),
    // The fault was over before the reminder was due.
    (
      .late,
      {
        $0.arrivals[0].at = at(6)
        $0.faults = [FaultSpan(from: at(-9), to: at(-1), recovery: .seconds(60))]
      }
    ),
    // Later than the fault and the recovery allow.
    (
      .late,
      {
        $0.arrivals[0].at = at(16)
        $0.faults = [FaultSpan(from: at(-9), to: at(10), recovery: .seconds(5))]
      }
    ),
    (.unknownKey, { $0.arrivals.append(DeliveryArrival(key: "c", id: "3", at: at(1))) }),
    (
      .sentThoughDropped,
      {
        $0.reminders[0].state = "cancelled"
        $0.reminders[0].reason = "superseded"
        $0.ends.insert("cancelled: superseded")
      }
    ),
    // A fault without doubt, or one that came later, does not excuse it.
    (
      .sentThoughDropped,
      {
        $0.reminders[0].state = "cancelled"
        $0.reminders[0].reason = "superseded"
        $0.ends.insert("cancelled: superseded")
        $0.faults = [
          FaultSpan(from: at(0), to: at(3), recovery: .seconds(60)),
          FaultSpan(from: at(9), to: at(12), recovery: .seconds(60), leavesDoubt: true),
        ]
        $0.longestOpen = .seconds(5)
      }
    ),
    (
      .sentThoughDropped,
      {
        $0.reminders[0].state = "discarded"
        $0.reminders[0].reason = "missed"
        $0.ends.insert("discarded")
      }
    ),
    (.repeatedWithoutFault, { $0.arrivals.append(DeliveryArrival(key: "a", id: "1", at: at(2))) }),
    // A fault without doubt explains no repeat, nor does one that came before both.
    (
      .repeatedWithoutFault,
      {
        $0.arrivals.append(DeliveryArrival(key: "a", id: "1", at: at(3)))
        $0.faults = [
          FaultSpan(from: at(2), to: at(3), recovery: .zero),
          FaultSpan(from: at(-2), to: at(0), recovery: .zero, leavesDoubt: true),
        ]
      }
    ),
    // It arrived so long before the crash, or after it, that its sender knew.
    (
      .repeatedWithoutFault,
      {
        $0.arrivals.append(DeliveryArrival(key: "a", id: "1", at: at(40)))
        $0.faults = [FaultSpan(from: at(20), to: at(30), recovery: .seconds(10), leavesDoubt: true)]
        $0.longestOpen = .seconds(5)
      }
    ),
    (
      .repeatedWithoutFault,
      {
        $0.arrivals.append(DeliveryArrival(key: "a", id: "1", at: at(40)))
        $0.faults = [FaultSpan(from: at(-20), to: at(-9), recovery: .seconds(60), leavesDoubt: true)]
        $0.longestOpen = .seconds(5)
      }
    ),
    (
      .differingIDs,
      {
        $0.arrivals.append(DeliveryArrival(key: "a", id: "9", at: at(3)))
        $0.faults = [FaultSpan(from: at(2), to: at(3), recovery: .zero, leavesDoubt: true)]
      }
    ),
    (.sharedID, { $0.arrivals[0].id = "2" }),
    (
      .tooOften,
      {
        $0.arrivals[0].isAccepted = false
        $0.arrivals += [2, 3].map { DeliveryArrival(key: "a", id: "1", at: at($0), isAccepted: $0 == 3) }
        $0.mostArrivals = 2
      }
    ),
    (
      .unexpectedState,
      {
        $0.reminders[0].state = "discarded"
        $0.reminders[0].reason = "refused: 404"
        $0.ends.insert("discarded: missed")
      }
    ),
    (.unexpectedState, { $0.reminders[0].state = "sending" }),
  ]

  @Test(arguments: Self.wrongs.indices)
  func `each thing that must not happen is found, and only that`(_ index: Int) {
    let (kind, spoil) = Self.wrongs[index]
    var check = Self.quiet
    spoil(&check)
    #expect(check.verdict().violations.map(\.kind) == [kind])
  }

  static let rights: [@Sendable (inout DeliveryCheck) -> Void] = [
    // Held up by a fault, and by a second one that began in the first one's recovery.
    {
      $0.arrivals[0].at = at(29)
      $0.faults = [
        FaultSpan(from: at(12), to: at(20), recovery: .seconds(10)),
        FaultSpan(from: at(-5), to: at(3), recovery: .seconds(10)),
      ]
    },
    // A refusal is tried again, at its time.
    {
      $0.arrivals[0].isAccepted = false
      $0.arrivals.append(DeliveryArrival(key: "a", id: "1", at: at(4)))
    },
    // A crash may repeat what was accepted shortly before, under its id.
    {
      $0.arrivals.append(DeliveryArrival(key: "a", id: "1", at: at(40)))
      $0.faults = [FaultSpan(from: at(2), to: at(30), recovery: .seconds(10), leavesDoubt: true)]
    },
    {
      $0.arrivals.append(DeliveryArrival(key: "a", id: "1", at: at(40)))
      $0.faults = [FaultSpan(from: at(2), to: at(30), recovery: .seconds(10), leavesDoubt: true)]
      $0.longestOpen = .seconds(5)
    },
    // Its answer did not reach the sender, and by the next try nobody wanted it any more.
    {
      $0.reminders[0] = PlannedDelivery(key: "a", due: at(0), state: "cancelled", reason: "superseded")
      $0.ends.insert("cancelled: superseded")
      $0.faults = [FaultSpan(from: at(0), to: at(3), recovery: .zero, leavesDoubt: true)]
    },
    // What ended with a reason need not arrive.
    {
      $0.reminders[0] = PlannedDelivery(key: "a", due: at(0), state: "discarded", reason: "missed")
      $0.arrivals.removeFirst()
      $0.ends.insert("discarded: missed")
    },
    // A receiver that refuses for good has seen it.
    {
      $0.reminders[0] = PlannedDelivery(key: "a", due: at(0), state: "discarded", reason: "refused: 404")
      $0.arrivals[0].isAccepted = false
      $0.ends.insert("discarded: refused")
    },
  ]

  @Test(arguments: Self.rights.indices)
  func `what a fault explains is no violation`(_ index: Int) {
    var check = Self.quiet
    Self.rights[index](&check)
    #expect(check.verdict().violations == [])
  }

  @Test func `an arrival is read as it was written`() throws {
    let arrival = DeliveryArrival(key: #"a/"b"\"#, id: "msg_1", at: Self.at(3), isAccepted: false)
    let object = try #require(CommandRun(output: arrival.line).json.first)
    #expect(DeliveryArrival(line: object) == arrival)
  }

  @Test(arguments: [
    ("2026-05-29T08:00:00Z/2026-05-29T08:01:00Z/5", false),
    ("2026-05-29T16:00:00+08:00/2026-05-29T16:01:00+08:00/5/doubt", true),
  ])
  func `a fault is read from a word`(_ text: String, _ doubt: Bool) throws {
    let fault = try #require(FaultSpan(text: text))
    #expect(fault.from.description == "2026-05-29T08:00:00Z")
    #expect(fault.to.description == "2026-05-29T08:01:00Z")
    #expect(fault.recovery == .seconds(5))
    #expect(fault.leavesDoubt == doubt)
  }
}
