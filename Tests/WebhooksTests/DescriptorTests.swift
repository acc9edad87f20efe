import CNames
import Foundation
import Outbox
import Planning
import Recurrence
import Testing
import TestSupport

@testable import Webhooks

/// Each runs in a process of its own: a limit of descriptors, and a signal's action, are the whole process's.
@Suite(.timeLimit(.minutes(10))) struct DescriptorTests {
  @Test func `The engine keeps within the descriptors that it may open`() async throws {
    let server = try HookServer(everywhere: true)
    await #expect(processExitsWith: .success) { [port = Int(server.port) as Int] in
      limitDescriptors(to: 100)
      let engine = try CurlEngine.local()
      let urls = (0..<500).map { "http://\(loopbackHost($0)):\(port)/" }
      let answers = await engine.post(all: urls)
      try #require(engine.limits.connections == 12)
      try #require(answers.endings == [.answered: 500])
    }
    #expect(server.arrivals.count == 500)
  }

  @Test(arguments: [true, false])
  func `No request fails because descriptors are fewer than was reckoned`(_ keeps: Bool) async throws {
    let server = try HookServer(everywhere: true)
    await #expect(processExitsWith: .success) { [port = Int(server.port) as Int, keeps = keeps as Bool] in
      let engine = try CurlEngine.local()
      try #require(engine.limits.connections == 256)
      limitDescriptors(to: 48)
      let urls = (0..<500).map { "http://\(loopbackHost($0)):\(port)/" }
      let answers = await engine.post(all: urls, keeps: keeps)
      try #require(answers.endings == [.answered: 500])
    }
    #expect(server.arrivals.count == 500)
  }

  @Test func `Names are not unknown because descriptors are short`() async throws {
    let server = try HookServer()
    await #expect(processExitsWith: .success) { [port = Int(server.port) as Int] in
      let engine = try CurlEngine.local { $0.connectionsPerHost = 256 }
      limitDescriptors(to: 48)
      cnames_set("short.test", "127.0.0.1")
      let urls = (0..<200).map { "http://short.test:\(port)/\($0)" }
      let answers = await engine.post(all: urls, keeps: false)
      try #require(answers.endings == [.answered: 200])
    }
    #expect(server.arrivals.count == 200)
  }

  @Test func `Without a descriptor nothing is sent, and the receiver is not to blame`() async throws {
    let server = try HookServer()
    await #expect(processExitsWith: .success) { [port = Int(server.port) as Int] in
      let engine = try CurlEngine.local { $0.total = .seconds(1) }
      limitDescriptors(to: 48)
      while open("/dev/null", O_RDONLY) >= 0 {}
      let answers = await engine.post(
        all: ["http://127.0.0.1:\(port)/", "http://short.test:\(port)/"])
      try #require(answers.endings == [.noDescriptor: 2])
      try #require(answers[0].transportJudgement()?.outcome == .notSent(reason: "no_descriptor"))
    }
    #expect(server.connections == 0)
  }

  @Test func `A request waits for a descriptor until there is one`() async throws {
    let server = try HookServer()
    await #expect(processExitsWith: .success) { [port = Int(server.port) as Int] in
      let engine = try CurlEngine.local()
      limitDescriptors(to: 48)
      var taken: [Int32] = []
      while case let next = open("/dev/null", O_RDONLY), next >= 0 { taken.append(next) }
      async let answer = engine.post("http://127.0.0.1:\(port)/")
      // The engine tries anew every 50 ms. No longer than that needs: libdispatch ends a process whose threads it can't
      // look at, for which it wants a descriptor, too.
      let begin = ContinuousClock.now
      while ContinuousClock.now - begin < .milliseconds(80) { await Task.yield() }
      for descriptor in taken { close(descriptor) }
      try #require(await answer.ending == .answered)
    }
  }

  @Test(.enabled(if: TLSServer.isAvailable, "needs python3 and openssl"))
  func `A receiver that hangs up while it is written to ends the request and not the process`() async throws {
    let server = try TLSServer(.valid, .reset)
    await #expect(processExitsWith: .success) {
      [port = server.port as UInt16, authorities = server.authorities as String] in
      // OpenSSL writes without MSG_NOSIGNAL. That libcurl 7.88 sees the end before it writes is luck, so what keeps
      // the process alive is shown by the next test and not by this one.
      signal(SIGPIPE, SIG_DFL)
      let engine = try CurlEngine.local(authorities: authorities)
      let body = String(repeating: "x", count: 8 << 20)
      for _ in 0..<10 {
        let answer = await engine.post("https://localhost:\(port)/", body: body, keeps: false)
        try #require(answer.ending == .broken)
      }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/task"), "needs Linux"))
  func `A broken pipe raises no signal in the engine's thread`() async throws {
    let engine = try CurlEngine.local()
    // The thread has named itself when it has served a request.
    #expect(await engine.post("nonsense://").ending == .badAddress)
    let masks = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap {
      task -> UInt64? in
      guard let status = try? String(contentsOfFile: "/proc/self/task/\(task)/status", encoding: .utf8),
        status.hasPrefix("Name:\tcurl-engine\n"), let line = status.firstMatch(of: #/SigBlk:\s*(\w+)/#)
      else { return nil }
      return UInt64(line.1, radix: 16)
    }
    #expect(!masks.isEmpty)
    #expect(masks.allSatisfy { $0 & 1 << UInt64(SIGPIPE - 1) != 0 })
  }
}

/// Also for root: hard and soft.
private func limitDescriptors(to count: UInt) {
  var limit = rlimit(rlim_cur: rlim_t(count), rlim_max: rlim_t(count))
  setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
