import Outbox
import Testing
import TestSupport
@testable import Webhooks

@Suite(.timeLimit(.minutes(10))) struct CurlEngineTests {
  let engine: CurlEngine

  init() throws {
    engine = try CurlEngine(policy: AddressPolicy(allow: ["127.0.0.0/8"]))
  }

  private func request(_ url: String, body: String = "{}", keeps: Bool = true) -> CurlRequest {
    CurlRequest(url: Secret(url), body: Array(body.utf8), keepsConnection: keeps)
  }

  @Test func `A request arrives whole, and its answer comes back whole`() async throws {
    let server = try HookServer([.status(201, headers: [("Retry-After", " 7 ")], body: "谢谢")])
    let answer = await engine.post(
      CurlRequest(
        url: Secret(server.url + "/hook?key=a"), headers: [.init("X-One", "1"), .init("X-Empty", "")],
        body: Array("提醒".utf8)))
    #expect(answer.ending == .answered)
    #expect(answer.sent)
    #expect(answer.status == 201)
    #expect(answer.headers["retry-after"] == "7")
    #expect(String(decoding: answer.body, as: UTF8.self) == "谢谢")
    #expect(answer.address == "127.0.0.1")
    #expect(answer.port == server.port)
    #expect(answer.phases.total >= answer.phases.firstByte)
    let arrival = try #require(server.arrivals.first)
    #expect(arrival.path == "/hook?key=a")
    #expect(arrival.body == "提醒")
    #expect(arrival.headers["x-one"] == "1")
    #expect(arrival.headers["x-empty"] == "")
    #expect(arrival.headers["expect"] == nil)
    #expect(arrival.head.hasPrefix("POST /hook?key=a HTTP/1.1"))
  }

  @Test func `A connection is kept, but not for a host that is met once`() async throws {
    let server = try HookServer()
    let reused = [
      await engine.post(request(server.url, keeps: false)).reused,
      await engine.post(request(server.url)).reused,
      await engine.post(request(server.url)).reused,
    ]
    #expect(reused == [false, false, true])
    #expect(server.connections == 2)
  }

  @Test func `A kept connection that dies unanswered is not posted to again`() async throws {
    let server = try HookServer([.ok, .drop])
    #expect(await engine.post(request(server.url)).ending == .answered)
    let answer = await engine.post(request(server.url))
    #expect(answer.ending == .repeatPrevented)
    #expect(answer.sent)
    #expect(answer.status == nil)
    #expect(server.arrivals.count == 2)
  }

  @Test(arguments: [HookServer.Answer.drop, .reset])
  func `A new connection that dies unanswered may have delivered`(_ fault: HookServer.Answer) async throws {
    let server = try HookServer([fault])
    let answer = await engine.post(request(server.url))
    #expect(answer.ending == .broken)
    #expect(answer.sent)
    #expect(server.arrivals.count == 1)
  }

  @Test func `A new policy holds from the next connection on`() async throws {
    let server = try HookServer()
    let engine = try CurlEngine(policy: AddressPolicy())
    #expect(await engine.post(request(server.url, keeps: false)).ending == .addressRefused)
    engine.policy = try AddressPolicy(allow: ["127.0.0.1:\(server.port)"])
    #expect(await engine.post(request(server.url, keeps: false)).ending == .answered)
    engine.policy = try AddressPolicy()
    #expect(await engine.post(request(server.url, keeps: false)).ending == .addressRefused)
    #expect(server.arrivals.count == 1)
  }

  @Test func `An answer that breaks off keeps its status`() async throws {
    let server = try HookServer([.truncated])
    let answer = await engine.post(request(server.url))
    #expect(answer.ending == .broken)
    #expect(answer.status == 200)
  }

  @Test func `A body without end is cut at 64 KiB`() async throws {
    let server = try HookServer([.endlessBody])
    let answer = await engine.post(request(server.url))
    #expect(answer.ending == .bodyTooLong)
    #expect(answer.status == 200)
    #expect(answer.body.count == 65536)
  }

  @Test func `Headers without end are given up after 16 KiB`() async throws {
    let server = try HookServer([.endlessHeaders])
    let answer = await engine.post(request(server.url))
    #expect(answer.ending == .headersTooLong)
    #expect(answer.sent)
  }

  @Test func `A redirect is an answer and is not followed`() async throws {
    let other = try HookServer()
    let server = try HookServer([.status(307, headers: [("Location", other.url + "/hook")])])
    let answer = await engine.post(request(server.url))
    #expect(answer.status == 307)
    #expect(other.arrivals.isEmpty)
  }

  @Test func `Nobody listens: not connected, nothing sent`() async throws {
    let silent = try SilentPort()
    let answer = await engine.post(request("http://127.0.0.1:\(silent.number)"))
    #expect(answer.ending == .notConnected)
    #expect(!answer.sent)
  }

  @Test func `A name without an address is told from a host that is down`() async {
    let answer = await engine.post(request("http://nobody.invalid/"))
    #expect(answer.ending == .nameUnknown)
    #expect(!answer.sent)
  }

  @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "http://user@127.0.0.1/", "nonsense://"])
  func `Only plain http and https addresses are posted to`(_ url: String) async {
    let answer = await engine.post(request(url))
    #expect(answer.ending == .badAddress)
    #expect(!answer.sent)
  }

  @Test func `A host that does not answer runs into the time limit`() async throws {
    var limits = CurlEngine.Limits()
    limits.total = .milliseconds(200)
    let hasty = try CurlEngine(limits: limits, policy: AddressPolicy(allow: ["127.0.0.0/8"]))
    let server = try HookServer(then: .hang)
    let answer = await hasty.post(request(server.url))
    #expect(answer.ending == .timedOut)
    #expect(answer.sent)
    #expect(answer.phases.total >= .milliseconds(200))
  }

  @Test func `A host that does not answer does not delay another`() async throws {
    let hung = try HookServer(then: .hang)
    let server = try HookServer()
    let hungURL = hung.url
    await withTaskGroup(of: CurlAnswer.self) { group in
      for _ in 0..<40 { group.addTask { await engine.post(request(hungURL)) } }
      await hung.waitForArrivals(engine.limits.connectionsPerHost)
      for _ in 0..<20 { #expect(await engine.post(request(server.url)).status == 200) }
      #expect(hung.arrivals.count == engine.limits.connectionsPerHost)
      hung.close()
      for await answer in group { #expect(answer.status == nil) }
    }
  }

  @Test func `Many requests at once are all answered over few connections`() async throws {
    let server = try HookServer()
    let url = server.url
    let answered = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<1000 {
        group.addTask { await engine.post(request(url, body: "\(number)")).ending == .answered }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(answered == 1000)
    #expect(Set(server.arrivals.map(\.body)).count == 1000)
    #expect(server.connections <= engine.limits.connectionsPerHost)
  }

  @Test func `Stopping waits for what is under way and takes nothing new`() async throws {
    let server = try HookServer(then: .hang)
    async let pending = engine.post(request(server.url))
    await server.waitForArrivals(1)
    async let stopped: Void = engine.stop()
    server.close()
    #expect(await pending.ending == .broken)
    await stopped
    let late = await engine.post(request(server.url))
    #expect(late.ending == .cancelled)
    #expect(!late.sent)
  }

  @Test func `A cancelled task ends its request`() async throws {
    let server = try HookServer(then: .hang)
    let url = server.url
    let answer = await withTaskGroup(of: CurlAnswer.self) { group in
      group.addTask { await engine.post(request(url)) }
      await server.waitForArrivals(1)
      group.cancelAll()
      return await group.next()
    }
    #expect(answer?.ending == .cancelled)
    #expect(answer?.sent == true)
  }

  @Test func `A request of a task cancelled before it began ends without a wait`() async throws {
    let server = try HookServer(then: .hang)
    let url = server.url
    let answer = await withTaskGroup(of: CurlAnswer.self) { group in
      group.cancelAll()
      group.addTask { await engine.post(request(url)) }
      return await group.next()
    }
    #expect(answer?.ending == .cancelled)
  }
}
