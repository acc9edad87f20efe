import Foundation
import Synchronization
import Webhooks

/// The curl engine alone, to one address or each request to another host, beside a program in C that posts the same to
/// the same receiver.
struct Posting {
  private static let concurrency = 256
  /// Bytes of a request's body: a robot's message of some two hundred Chinese characters.
  private static let bodySize = 600

  let isManyHosts: Bool
  let bench: Bench

  func readings() async throws -> [Reading] {
    let receiver = try Child(["\(bench.folder)/receiver"], hasInput: true)
    defer { receiver.stop() }
    guard let port = Int(receiver.line().filter(\.isNumber)) else { throw Fault("no receiver") }
    let ours = try await measured(port)
    let floor = try measuredFloor(port)
    if isManyHosts {
      return [
        Reading(
          title: "curl engine, \(bench.options.units) hosts: processor", value: ours.processor,
          unit: .seconds,
          limit: 3 * Double(bench.options.units) / 23_200,
          remark: "C: \(Reading.Unit.seconds.text(floor.processor))")
      ]
    }
    return [
      // Nine tenths of the rate are ten ninths of the time.
      Reading(
        title: "curl engine alone: time", value: ours.seconds, unit: .seconds, floor: floor.seconds,
        limit: 1 / 0.9, remark: "\(Int(Double(bench.options.units) / ours.seconds)) posts a second"),
      Reading(
        title: "- processor", value: ours.processor, unit: .seconds, floor: floor.processor, limit: 1.5),
    ]
  }

  private func measuredFloor(_ port: Int) throws -> Cost {
    let poster = try Child([
      "\(bench.folder)/poster", isManyHosts ? "hosts" : "engine", "\(port)", "\(bench.options.units)",
      "\(Self.concurrency)", "\(Self.bodySize)",
    ])
    let numbers = try poster.wholeOutput().split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard numbers.count == 3 else { throw Fault("the floor gave no numbers") }
    return Cost(seconds: numbers[1], processor: numbers[2])
  }

  private func measured(_ port: Int) async throws -> Cost {
    let engine = try CurlEngine(policy: AddressPolicy(allow: ["127.0.0.0/8"]))
    let hosts = RecentHosts(capacity: engine.limits.connections)
    let (numbers, count) = (Numbers(), bench.options.units)
    let before = Cost.spent
    let accepted = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<Self.concurrency {
        group.addTask {
          var accepted = 0
          while true {
            let number = numbers.next()
            if number >= count { return accepted }
            let answer = await engine.post(request(number, hosts, port))
            if answer.status == 200, answer.body == Posting.answer { accepted += 1 }
          }
        }
      }
      return await group.reduce(0, +)
    }
    let cost = Cost.spent - before
    guard accepted == count else { throw Fault("only \(accepted) requests were accepted") }
    return cost
  }

  private static let answer = Array(#"{"errcode":0,"errmsg":"ok"}"#.utf8)

  /// As a sender makes it: `poster.c` makes the same.
  private func request(_ number: Int, _ hosts: RecentHosts, _ port: Int) -> CurlRequest {
    let place = isManyHosts ? number + 1 : 1
    let host = "127.\(place >> 14 & 127).\(place >> 7 & 127).\(1 + place & 127)"
    let head = #"{"number":\#(number),"text":""#
    return CurlRequest(
      url: Secret("http://\(host):\(port)/hook/\(number)"),
      headers: [
        .init("content-type", "application/json"), .init("webhook-id", "msg_\(number)"),
      ],
      body: head.utf8 + Array(repeating: UInt8(ascii: "a"), count: Self.bodySize - head.utf8.count),
      keepsConnection: hosts.meet(host))
  }
}

/// Counts from zero for all tasks together.
private final class Numbers: Sendable {
  private let last = Atomic(0)

  func next() -> Int { last.add(1, ordering: .relaxed).oldValue }
}

/// What posting all requests took, in seconds.
struct Cost {
  let seconds: Double
  /// Of the processor: other work on the machine does not count.
  let processor: Double

  /// What this process has taken up to now.
  static var spent: Cost {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
    #else
      getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    #endif
    let processor = [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6
    }
    return Cost(seconds: ProcessInfo.processInfo.systemUptime, processor: processor)
  }

  static func - (one: Cost, other: Cost) -> Cost {
    Cost(seconds: one.seconds - other.seconds, processor: one.processor - other.processor)
  }
}
