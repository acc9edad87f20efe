import Outbox
import Planning
import Testing
import TestSupport

@testable import Webhooks

/// What is not to be trusted gets nothing to read.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TLSServer.isAvailable, "needs python3 and openssl"))
struct TransportSecurityTests {
  @Test func `A certificate that is trusted and fits is posted to`() async throws {
    let server = try TLSServer()
    let engine = try CurlEngine.local(authorities: server.authorities)
    for host in ["localhost", "127.0.0.1"] {
      let answer = await engine.post("https://\(host):\(server.port)/")
      #expect(answer.ending == .answered)
      #expect(answer.phases.secured > .zero)
    }
  }

  @Test func `A certificate that nobody known has signed is refused`() async throws {
    let server = try TLSServer()
    try await expectRefusal(CurlEngine.local(), server)
  }

  // OpenSSL's own level of security refuses the old protocol too, so that this case does not fail without our setting.
  @Test(arguments: [
    (TLSServer.Certificate.expired, TLSServer.Behaviour.answer), (.otherName, .answer), (.valid, .old),
  ])
  func `A certificate or protocol of no use is refused`(
    _ certificate: TLSServer.Certificate, _ behaviour: TLSServer.Behaviour
  ) async throws {
    let server = try TLSServer(certificate, behaviour)
    try await expectRefusal(CurlEngine.local(authorities: server.authorities), server)
  }

  @Test func `A receiver that speaks no TLS is refused`() async throws {
    let server = try HookServer(then: .raw("HTTP/1.1 400 Bad Request\r\n\r\n"))
    let answer = await (try CurlEngine.local { $0.connecting = .seconds(1) }).post(
      "https://localhost:\(server.port)/")
    #expect([.notSecure, .timedOut].contains(answer.ending))
    #expect(!answer.sent)
    #expect(server.arrivals.isEmpty)
  }

  private func expectRefusal(_ engine: CurlEngine, _ server: TLSServer) async throws {
    let answer = await engine.post("https://localhost:\(server.port)/")
    #expect(answer.ending == .notSecure)
    #expect(!answer.sent)
    #expect(answer.status == nil)
    #expect(answer.transportJudgement()?.outcome == .failed(reason: "not_secure"))
  }
}
