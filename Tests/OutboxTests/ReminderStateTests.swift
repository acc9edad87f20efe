import Outbox
import Planning
import Recurrence
import Testing

private let now = instant("2026-05-28T01:00:00Z")

/// Attempt 1 of a reminder that is good for a day, without jitter.
private let first = AttemptFacts(attempt: 1, jitter: 0, expires: instant("2026-05-29T01:00:00Z"))

private let states: [String: ReminderState] = [
  "scheduled": .scheduled,
  "sending": .sending(Lease(attempt: 1, until: instant("2026-05-28T01:10:00Z"))),
  "retryable": .retryable(due: now),
  "delivered": .delivered,
  "discarded": .discarded(.missed),
  "cancelled": .cancelled,
]

private let events: [String: ReminderEvent] = [
  "claimed": .claimed(Lease(attempt: 1, until: instant("2026-05-28T01:10:00Z"))),
  "delivered": .settled(.delivered, first),
  "refused": .settled(.refused(code: "93000"), first),
  "blocked": .settled(.blocked(policy: "ssrf"), first),
  "failed": .settled(.failed(reason: "reset"), first),
  "throttled": .settled(.throttled(until: instant("2026-05-28T01:00:30Z")), first),
  "notSent": .settled(.notSent(reason: "no route"), first),
  "ambiguous": .settled(.ambiguous(reason: "no answer"), first),
  "leaseLost": .leaseLost(first),
  "released": .released(Lease(attempt: 1, until: now), to: .scheduled),
  "expired": .expired,
  "conditionFalse": .conditionFalse("reported"),
  "cancelled": .cancelled,
]

/// The table of the documentation, a line a cell: state, event, and the state after it or "-".
private let table = """
  scheduled claimed        sending(1, 2026-05-28T01:10:00Z)
  scheduled delivered      -
  scheduled refused        -
  scheduled blocked        -
  scheduled failed         -
  scheduled throttled      -
  scheduled notSent        -
  scheduled ambiguous      -
  scheduled leaseLost      -
  scheduled released       -
  scheduled expired        discarded(missed)
  scheduled conditionFalse discarded(notNeeded: reported)
  scheduled cancelled      cancelled
  sending   claimed        -
  sending   delivered      delivered
  sending   refused        discarded(refused: 93000)
  sending   blocked        discarded(blocked: ssrf)
  sending   failed         retryable(2026-05-28T01:00:05Z)
  sending   throttled      retryable(2026-05-28T01:00:30Z)
  sending   notSent        retryable(2026-05-28T01:01:00Z)
  sending   ambiguous      retryable(2026-05-28T01:00:05Z)
  sending   leaseLost      retryable(2026-05-28T01:00:00Z)
  sending   released       scheduled
  sending   expired        -
  sending   conditionFalse -
  sending   cancelled      -
  retryable claimed        sending(1, 2026-05-28T01:10:00Z)
  retryable delivered      -
  retryable refused        -
  retryable blocked        -
  retryable failed         -
  retryable throttled      -
  retryable notSent        -
  retryable ambiguous      -
  retryable leaseLost      -
  retryable released       -
  retryable expired        discarded(missed)
  retryable conditionFalse discarded(notNeeded: reported)
  retryable cancelled      cancelled
  delivered claimed        -
  delivered delivered      -
  delivered refused        -
  delivered blocked        -
  delivered failed         -
  delivered throttled      -
  delivered notSent        -
  delivered ambiguous      -
  delivered leaseLost      -
  delivered released       -
  delivered expired        -
  delivered conditionFalse -
  delivered cancelled      -
  discarded claimed        -
  discarded delivered      -
  discarded refused        -
  discarded blocked        -
  discarded failed         -
  discarded throttled      -
  discarded notSent        -
  discarded ambiguous      -
  discarded leaseLost      -
  discarded released       -
  discarded expired        -
  discarded conditionFalse -
  discarded cancelled      -
  cancelled claimed        -
  cancelled delivered      -
  cancelled refused        -
  cancelled blocked        -
  cancelled failed         -
  cancelled throttled      -
  cancelled notSent        -
  cancelled ambiguous      -
  cancelled leaseLost      -
  cancelled released       -
  cancelled expired        -
  cancelled conditionFalse -
  cancelled cancelled      -
  """

private func text(_ state: ReminderState) -> String {
  switch state {
  case .sending(let lease): "sending(\(lease.attempt), \(lease.until))"
  case .retryable(let due): "retryable(\(due))"
  case .discarded(let reason):
    "discarded(\([reason.name, reason.detail].compactMap(\.self).joined(separator: ": ")))"
  default: state.name.rawValue
  }
}

private func after(_ state: ReminderState, _ event: ReminderEvent, _ policy: RetryPolicy) -> String {
  do throws(InvalidTransition) {
    return text(try state.applying(event, at: now, policy: policy))
  } catch {
    return error.state == state && error.event == event ? "-" : "\(error)"
  }
}

@Suite struct ReminderStateTests {
  @Test func `Every event in every state does what the table says`() throws {
    var cells = 0
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
      let state = try #require(states[String(words[0])])
      let event = try #require(events[String(words[1])])
      let expected = String(words[2].drop { $0 == " " })
      #expect(after(state, event, RetryPolicy()) == expected, "\(line)")
      cells += 1
    }
    #expect(cells == states.count * events.count)
  }

  @Test(arguments: [
    (DeliveryOutcome.failed(reason: "reset"), 7, "2026-05-29T01:00:00Z", "discarded(triesSpent: reset)"),
    (.failed(reason: "reset"), 6, "2026-05-29T01:00:00Z", "retryable(2026-05-28T11:00:00Z)"),
    (.failed(reason: "reset"), 6, "2026-05-28T11:00:00Z", "discarded(timeSpent: reset)"),
    // Nobody was asked: only time is spent.
    (.notSent(reason: "no route"), 7, "2026-05-29T01:00:00Z", "retryable(2026-05-28T01:15:00Z)"),
    (.notSent(reason: "no route"), 7, "2026-05-28T01:15:00Z", "discarded(timeSpent: no route)"),
    (
      .throttled(until: instant("2026-05-28T01:00:30Z")), 7, "2026-05-29T01:00:00Z",
      "discarded(triesSpent: throttled:2026-05-28T01:00:30Z)"
    ),
    (.ambiguous(reason: "no answer"), 7, "2026-05-29T01:00:00Z", "discarded(unknown: no answer)"),
    (.ambiguous(reason: "no answer"), 2, "2026-05-28T01:05:00Z", "discarded(unknown: no answer)"),
  ])
  func `A reminder is given up when its tries or its time are spent`(
    _ outcome: DeliveryOutcome, _ attempt: Int, _ expires: String, _ expected: String
  ) {
    let facts = AttemptFacts(attempt: attempt, jitter: 0, expires: instant(expires))
    let sending = ReminderState.sending(Lease(attempt: attempt, until: now))
    #expect(after(sending, .settled(outcome, facts), RetryPolicy()) == expected)
  }

  @Test func `A channel that holds what is ambiguous leaves it to a person`() throws {
    let hold = RetryPolicy(ambiguity: .hold)
    let sending = try #require(states["sending"])
    #expect(
      after(sending, .settled(.ambiguous(reason: "no answer"), first), hold)
        == "discarded(unknown: no answer)")
    #expect(after(sending, .leaseLost(first), hold) == "discarded(unknown: lease_lost)")
    #expect(
      after(sending, .settled(.failed(reason: "reset"), first), hold) == "retryable(2026-05-28T01:00:05Z)")
  }

  @Test(arguments: [
    (1, "retryable(2026-05-28T01:00:00Z)"), (2, "retryable(2026-05-28T01:00:01Z)"),
    (3, "retryable(2026-05-28T01:00:02Z)"), (5, "retryable(2026-05-28T01:00:08Z)"),
    (6, "discarded(unknown: lease_lost)"),
  ])
  func `What was open in crash after crash waits longer, and is left to a person in the end`(
    _ crashes: Int, _ expected: String
  ) throws {
    let facts = AttemptFacts(
      attempt: 1, number: 1, jitter: 0, expires: instant("2026-05-29T01:00:00Z"), crashes: crashes)
    #expect(after(try #require(states["sending"]), .leaseLost(facts), RetryPolicy()) == expected)
  }

  @Test func `Only the attempt that holds the lease settles`() {
    let second = ReminderState.sending(Lease(attempt: 2, until: now))
    #expect(after(second, .settled(.delivered, first), RetryPolicy()) == "-")
    #expect(after(second, .leaseLost(first), RetryPolicy()) == "-")
  }

  @Test func `A round that a person started counts its own tries under the numbers of its leases`() {
    let ninth = AttemptFacts(attempt: 1, number: 9, jitter: 0, expires: instant("2026-05-29T01:00:00Z"))
    let sending = ReminderState.sending(Lease(attempt: 9, until: now))
    #expect(
      after(sending, .settled(.failed(reason: "reset"), ninth), RetryPolicy())
        == "retryable(2026-05-28T01:00:05Z)")
  }
}
