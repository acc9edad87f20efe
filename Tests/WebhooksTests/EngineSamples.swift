import Outbox
import TestSupport

@testable import Webhooks

extension CurlEngine {
  /// An engine that may post to the loopback network, its limits changed by a test.
  static func local(
    authorities: String? = nil, _ change: (inout Limits) -> Void = { _ in }
  ) throws -> CurlEngine {
    var limits = Limits()
    change(&limits)
    return try CurlEngine(
      limits: limits, policy: AddressPolicy(allow: ["127.0.0.0/8", "::1"]), authorities: authorities)
  }

  func post(_ url: String, body: String = "{}", keeps: Bool = true) async -> CurlAnswer {
    await post(CurlRequest(url: Secret(url), body: Array(body.utf8), keepsConnection: keeps))
  }

  /// Posts to all at once.
  func post(all urls: [String], keeps: Bool = true) async -> [CurlAnswer] {
    await withTaskGroup(of: CurlAnswer.self) { group in
      for url in urls { group.addTask { await self.post(url, keeps: keeps) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }
}

extension [CurlAnswer] {
  /// How many ended in which way.
  var endings: [CurlAnswer.Ending: Int] { reduce(into: [:]) { $0[$1.ending, default: 0] += 1 } }
}

/// Waits for what another thread does soon, such as closing a connection; the test's time limit ends it at the latest.
func eventually(_ condition: () -> Bool) async {
  while !condition() { await Task.yield() }
}

/// An address of the loopback network: each number is a host of its own.
func loopbackHost(_ number: Int) -> String { "127.1.\(number / 250).\(1 + number % 250)" }
