import Foundation
import Synchronization
import Webhooks

/// A part as this project does it.
struct Posting {
  let part: Part
  let options: Options
  let port: Int

  struct Fault: Error, CustomStringConvertible {
    let accepted: Int
    var description: String { "only \(accepted) requests were accepted" }
  }

  func measured() async throws -> Cost {
    let engine = try CurlEngine(policy: AddressPolicy(allow: ["127.0.0.0/8"]))
    let hosts = RecentHosts(capacity: engine.limits.connections)
    let numbers = Numbers()
    let before = Cost.spent
    let accepted = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<options.concurrency {
        group.addTask {
          var accepted = 0
          while true {
            let number = numbers.next()
            if number >= options.requests { return accepted }
            let answer = await engine.post(request(number, hosts))
            if answer.status == 200, answer.body == Posting.answer { accepted += 1 }
          }
        }
      }
      return await group.reduce(0, +)
    }
    let cost = Cost.spent - before
    guard accepted == options.requests else { throw Fault(accepted: accepted) }
    return cost
  }

  private static let answer = Array(#"{"errcode":0,"errmsg":"ok"}"#.utf8)

  /// As a sender makes it: `poster.c` makes the same.
  private func request(_ number: Int, _ hosts: RecentHosts) -> CurlRequest {
    let place = part == .hosts ? number + 1 : 1
    let host = "127.\(place >> 14 & 127).\(place >> 7 & 127).\(1 + place & 127)"
    let head = #"{"number":\#(number),"text":""#
    return CurlRequest(
      url: Secret("http://\(host):\(port)/hook/\(number)"),
      headers: [
        .init("content-type", "application/json"), .init("webhook-id", "msg_\(number)"),
      ],
      body: head.utf8 + Array(repeating: UInt8(ascii: "a"), count: options.bodySize - head.utf8.count),
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
