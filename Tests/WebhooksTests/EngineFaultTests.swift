import CNames
import Outbox
import Synchronization
import Testing
import TestSupport

@testable import Webhooks

/// What libcurl does badly when it is left alone: each test fails without the setting that it is about.
@Suite(.timeLimit(.minutes(10))) struct EngineFaultTests {
  @Test func `A lookup that hangs costs its own request only`() async throws {
    let engine = try CurlEngine.local { $0.connecting = .seconds(1) }
    let server = try HookServer()
    let port = server.port
    let ended = Mutex(false)
    async let stuck = {
      let answers = await engine.post(
        all: ["a", "b", "c", "d"].map { "http://\($0).hang.test:\(port)/" })
      ended.withLock { $0 = true }
      return answers
    }()
    await eventually { cnames_hanging() == 4 }
    var slowest = Duration.zero
    var count = 0
    while count < 200 || !ended.withLock({ $0 }) {
      let begin = ContinuousClock.now
      #expect(await engine.post(server.url).status == 200)
      slowest = max(slowest, ContinuousClock.now - begin)
      count += 1
    }
    // The lookups hang 2.5 s longer than their requests, and so does everything if their end is waited for.
    #expect(slowest < .seconds(2))
    for answer in await stuck {
      #expect(answer.ending == .timedOut)
      #expect(!answer.sent)
      #expect(answer.phases.total < .seconds(3))
    }
  }

  @Test func `Requests to other hosts do not wait behind those to a host that hangs`() async throws {
    let engine = try CurlEngine.local {
      $0.connecting = .seconds(30)
      $0.total = .seconds(30)
    }
    let (hung, server) = (try HookServer(then: .hang), try HookServer())
    let begin = ContinuousClock.now
    async let answers = engine.post(
      all: Array(repeating: hung.url, count: 200) + Array(repeating: server.url, count: 100))
    await server.waitForArrivals(100)
    // libcurl's own waiting list would let them go on only when those to the host that hangs are given up.
    #expect(ContinuousClock.now - begin < .seconds(10))
    hung.close()
    #expect(await answers.filter { $0.status == 200 }.count == 100)
  }

  @Test func `A host that is met once leaves no connection behind`() async throws {
    let engine = try CurlEngine.local()
    let server = try HookServer(everywhere: true)
    let urls = (0..<600).map { "http://\(loopbackHost($0)):\(server.port)/" }
    let answers = await engine.post(all: urls, keeps: false)
    #expect(answers.endings == [.answered: 600])
    #expect(server.connections == 600)
    await eventually { server.openConnections == 0 }
  }

  @Test func `A host that is met once leaves no address behind, another does`() async throws {
    let engine = try CurlEngine.local()
    let server = try HookServer()
    for (name, keeps) in [("once.test", false), ("often.test", true)] {
      cnames_set(name, "127.0.0.1")
      for _ in 0..<2 {
        let answer = await engine.post("http://\(name):\(server.port)/", keeps: keeps)
        #expect(answer.status == 200)
      }
    }
    #expect(cnames_lookups("once.test") == 2)
    #expect(cnames_lookups("often.test") == 1)
  }

  @Test func `Connections are kept although few requests are under way`() async throws {
    let engine = try CurlEngine.local()
    let server = try HookServer(everywhere: true)
    for round in 0..<2 {
      for host in 0..<24 {
        let answer = await engine.post("http://\(loopbackHost(host)):\(server.port)/")
        #expect(answer.reused == (round == 1))
      }
    }
    #expect(server.connections == 24)
  }

  @Test func `A batch for more hosts than connections goes on over what is open`() async throws {
    let engine = try CurlEngine.local {
      $0.connections = 4
      $0.connectionsPerHost = 2
    }
    let server = try HookServer(everywhere: true)
    let urls = (0..<480).map { "http://\(loopbackHost($0 % 12)):\(server.port)/" }
    #expect(await engine.post(all: urls).endings == [.answered: 480])
    // In turn, each request would find the connection of its host closed for the one before it.
    #expect(server.connections < 120)
  }

  @Test func `The next request begins as soon as one has ended`() async throws {
    let engine = try CurlEngine.local { $0.connections = 1 }
    let server = try HookServer()
    let url = server.url
    let begin = ContinuousClock.now
    #expect(await engine.post(all: Array(repeating: url, count: 100)).endings == [.answered: 100])
    #expect(server.connections == 1)
    // Each would wait for a second if the engine slept before it looked.
    #expect(ContinuousClock.now - begin < .seconds(10))
  }

  @Test func `Waiting for a connection is part of a request's time`() async throws {
    let engine = try CurlEngine.local {
      $0.connections = 1
      $0.total = .seconds(2)
    }
    let server = try HookServer(then: .hang)
    let begin = ContinuousClock.now
    let answers = await engine.post(all: Array(repeating: server.url, count: 20))
    // One after the other they would take forty.
    #expect(ContinuousClock.now - begin < .seconds(20))
    #expect(answers.endings == [.timedOut: 20])
    #expect(answers.filter(\.sent).count == server.arrivals.count)
    // Their clocks began as they were posted, so that those posted late by a busy machine may still be sent; were waiting
    // no part of the time, all would be.
    #expect(server.arrivals.count < 20)
  }

  @Test func `A request that waits for a connection can be cancelled`() async throws {
    let engine = try CurlEngine.local { $0.connections = 1 }
    let server = try HookServer(then: .hang)
    let url = server.url
    async let first = engine.post(url)
    await server.waitForArrivals(1)
    let answer = await withTaskGroup(of: CurlAnswer.self) { group in
      group.addTask { await engine.post(url) }
      group.cancelAll()
      return await group.next()
    }
    #expect(answer?.ending == .cancelled)
    #expect(answer?.sent == false)
    #expect(answer?.address == nil)
    server.close()
    #expect(await first.ending == .broken)
  }

  @Test func `An answer says nothing of the request that had its handle before`() async throws {
    let engine = try CurlEngine.local { $0.connections = 1 }
    let server = try HookServer([.status(503), .status(503)], then: .hang)
    let url = server.url
    #expect(await engine.post(all: [url, url]).allSatisfy { $0.status == 503 })
    async let hung = engine.post(url)
    await server.waitForArrivals(3)
    let late = await withTaskGroup(of: CurlAnswer.self) { group in
      group.addTask { await engine.post(url) }
      group.cancelAll()
      return await group.next()
    }
    #expect(late?.status == nil)
    #expect(late?.phases.total == .zero)
    server.close()
    _ = await hung
  }

  @Test func `An engine that goes closes its connections`() async throws {
    let server = try HookServer(everywhere: true)
    var engine: CurlEngine? = try CurlEngine.local()
    let urls = (0..<20).map { "http://\(loopbackHost($0)):\(server.port)/" }
    #expect(await engine?.post(all: urls).endings == [.answered: 20])
    #expect(server.openConnections == 20)
    engine = nil
    await eventually { server.openConnections == 0 }
  }
}
