import Foundation
import Recurrence
import TestSupport

/// One run of random faults.
///
/// Every fault is a span; the receiver's are over before the next begins, so that each repeat has one fault to explain
/// it. What has failed often waits minutes for its next try: in the end the daemon gets that time.
final class SoakRun {
  enum Fault: String, CaseIterable {
    case kill, pause, terminate, down, slow, tooMany, broken, reset, hang, edit, cancel
    case dayForward, hourOff, secondsOff

    /// What there is on this machine: only its compiler makes a clock that can be set.
    static let possible = allCases.filter {
      FakeClock.isAvailable || ![.dayForward, .hourOff, .secondsOff].contains($0)
    }
  }

  private let scene: FaultScene
  private let duration: Duration
  private var random: SeededGenerator
  private var counts: [Fault: Int] = [:]
  private var daemon: ProcessUnderTest?
  private var units: Int
  private let plan: SoakPlan
  private let fewest: Int
  /// Nil where there is none that can be set.
  private var clock: SoakClock?
  private let begin = ContinuousClock.now

  init(duration: Duration, units: Int, seed: UInt64) throws {
    (self.duration, self.units) = (duration, units)
    random = SeededGenerator(seed: seed)
    fewest = max(1, units / 2)
    clock = FakeClock.isAvailable ? try SoakClock() : nil
    plan = try SoakPlan(from: SystemClock().now, for: duration, days: clock == nil ? 0 : SoakClock.days)
    scene = try FaultScene(reminders: units)
    // What failed twice waits for a person, who comes at the end.
    scene.recovery = duration + .seconds(960)
    try plan.write(units: units, in: scene.workspace)
    scene.environment = clock?.environment ?? [:]
    for unit in 1...units { scene.environment["HOOK_URL_county_\(unit)"] = scene.server.url + "/\(unit)" }
  }

  var account: String {
    counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
      .joined(separator: ", ")
  }

  func run() async throws -> DeliveryVerdict {
    daemon = try scene.start("daemon")
    while begin.duration(to: .now) < duration {
      try await pause(milliseconds: 100...1500)
      guard let fault = Fault.possible.randomElement(using: &random) else { continue }
      counts[fault, default: 0] += 1
      try await meet(fault)
    }
    return try await finish()
  }

  private func meet(_ fault: Fault) async throws {
    switch fault {
    case .kill:
      if let daemon { try await scene.kill(daemon) }
      daemon = try scene.start("daemon")
    case .terminate:
      try await stop()
      daemon = try scene.start("daemon")
    case .pause:
      daemon?.kill(SIGSTOP)
      try await span { daemon?.kill(SIGCONT) }
    case .edit:
      units = max(fewest, units - 1)
      try plan.write(units: units, in: scene.workspace)
    case .cancel:
      let unit = "county-\(Int.random(in: 1...units, using: &random))"
      _ = try await scene.run("outbox", "cancel", "--state", "scheduled", "--unit", unit, "--limit", "5")
    case .dayForward:
      if try clock?.passDay(at: begin.duration(to: .now) / duration) == false {
        counts[.dayForward, default: 1] -= 1
      }
    case .hourOff: try clock?.turnHour()
    case .secondsOff: try clock?.correct(by: Int.random(in: -90...90, using: &random))
    case .down: try await receiver(.drop)
    case .slow: try await receiver(.after(.milliseconds(300), .ok))
    case .tooMany: try await receiver(.status(429, headers: [("Retry-After", "1")]))
    case .broken: try await receiver(.status(500))
    case .reset: try await receiver(.reset)
    case .hang: try await receiver(.after(.seconds(20), .ok))
    }
  }

  private func receiver(_ answer: HookServer.Answer) async throws {
    scene.server.turn(to: answer)
    try await span { scene.server.turn(to: .ok) }
  }

  /// A fault of up to three seconds.
  private func span(_ end: () -> Void) async throws {
    let from = SystemClock().now
    try await pause(milliseconds: 100...3000)
    end()
    // An answer that comes late may not reach its sender any more.
    scene.add(FaultSpan(from: from, to: SystemClock().now, recovery: scene.recovery, leavesDoubt: true))
  }

  private func pause(milliseconds: ClosedRange<Int>) async throws {
    try await ContinuousClock().sleep(for: .milliseconds(Int.random(in: milliseconds, using: &random)))
  }

  private func stop() async throws {
    guard let daemon else { return }
    daemon.kill(SIGTERM)
    let ended = try await daemon.ended()
    // A grace that ran out leaves attempts open, as a kill does.
    scene.down(byKill: true)
    // One that has only just been started dies of the signal, before it has begun anything.
    if ended.exitCode != 0, ended.signal != SIGTERM {
      print("the daemon ended with \(ended.exitCode): \(ended.errors.suffix(500))")
    }
  }

  /// Nothing is broken any more: everything that is left gets due and goes out, or the time is up.
  private func finish() async throws -> DeliveryVerdict {
    scene.server.turn(to: .ok)
    while try clock?.passRest() == true { try await pause(milliseconds: 2000...4000) }
    let scene = scene
    _ = try await eventually(within: .seconds(900)) {
      try await ContinuousClock().sleep(for: .seconds(1))
      if try await !scene.run("outbox", "list", "--state", "discarded").output.isEmpty {
        _ = try await scene.run("outbox", "retry", "--state", "discarded")
        return false
      }
      return try await scene.reminders().allSatisfy { ["delivered", "cancelled"].contains($0.state) }
    }
    try await stop()
    let check = try await judged()
    let verdict = check.verdict()
    for kind in Set(verdict.violations.map(\.kind)) {
      guard let key = verdict.violations.first(where: { $0.kind == kind })?.key else { continue }
      print(try await scene.run("outbox", "show", key).output)
      for fault in check.faults where check.arrivals.contains(where: { $0.key == key && fault.covers($0) }) {
        print("fault \(fault.from) to \(fault.to)\(fault.leavesDoubt ? ", in doubt" : "")")
      }
    }
    return verdict
  }

  /// What the run comes to, by the receiver's clock.
  private func judged() async throws -> DeliveryCheck {
    var check = try await scene.check()
    check.ends = ["delivered", "cancelled: superseded", "cancelled: person"]
    check.budget = .seconds(20)
    check.longestOpen = .seconds(5)
    guard let history = clock?.history else { return check }
    let now = SystemClock().now
    for index in check.reminders.indices {
      let due = check.reminders[index].due
      // What never got due must not have arrived at all.
      check.reminders[index].due = history.firstInstant(showing: due, until: now) ?? now
    }
    check.faults += history.repeats(until: now).map {
      FaultSpan(from: $0.lowerBound, to: $0.upperBound, recovery: scene.recovery)
    }
    return check
  }
}

extension FaultSpan {
  fileprivate func covers(_ arrival: DeliveryArrival) -> Bool {
    from.advanced(by: .seconds(-30)) <= arrival.at && arrival.at <= to.advanced(by: .seconds(30))
  }
}
