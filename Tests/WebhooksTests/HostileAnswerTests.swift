import Outbox
import Testing
import TestSupport

@testable import Webhooks

/// Receivers that answer so as to harm: each request ends soon, keeps little, and says what it met.
@Suite(.timeLimit(.minutes(10))) struct HostileAnswerTests {
  struct Case: CustomTestStringConvertible {
    let what: String
    let answer: HookServer.Answer
    let ending: CurlAnswer.Ending
    var status: Int?
    var testDescription: String { what }
  }

  private static let ok = "HTTP/1.1 200 OK\r\n"

  static let floods: [Case] = [
    Case(
      what: "a body without end", answer: .flood(ok + "\r\n", String(repeating: "a", count: 4096)),
      ending: .bodyTooLong, status: 200),
    Case(
      what: "a body longer than it may be, announced",
      answer: .flood(ok + "Content-Length: 9999999\r\n\r\n", "aaaa"),
      ending: .bodyTooLong, status: 200),
    Case(
      what: "chunks without end",
      answer: .flood(
        ok + "Transfer-Encoding: chunked\r\n\r\n", "1000\r\n" + String(repeating: "a", count: 4096) + "\r\n"),
      ending: .bodyTooLong, status: 200),
    Case(
      what: "trailers without end",
      answer: .flood(
        ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "x: \(String(repeating: "b", count: 500))\r\n"),
      ending: .headersTooLong, status: 200),
    Case(
      what: "headers without end", answer: .flood(ok, "x: \(String(repeating: "b", count: 500))\r\n"),
      ending: .headersTooLong, status: 200),
    Case(
      what: "a header without end", answer: .flood(ok + "x: ", String(repeating: "b", count: 500)),
      ending: .headersTooLong, status: 200),
    Case(
      what: "interim answers without end",
      answer: .flood("", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
      ending: .headersTooLong, status: 103),
    Case(
      what: "a dripping body", answer: .drip(ok + "\r\n", everyMilliseconds: 20), ending: .timedOut,
      status: 200),
    Case(
      what: "a dripping header", answer: .drip(ok + "x: ", everyMilliseconds: 20), ending: .timedOut,
      status: 200),
    Case(
      what: "a dripping status", answer: .drip("HTTP/1.1 2", everyMilliseconds: 20), ending: .timedOut),
  ]

  @Test(arguments: floods) func `What never ends is ended`(_ example: Case) async throws {
    let engine = try CurlEngine.local { $0.total = .seconds(2) }
    let server = try HookServer([example.answer])
    let answer = await engine.post(server.url)
    #expect(answer.ending == example.ending)
    #expect(answer.status == example.status)
    #expect(answer.sent)
    #expect(answer.body.count <= 65536)
    #expect(answer.headers.size <= 16384)
    #expect(answer.phases.total < .seconds(4))
  }

  static let malformed: [Case] = [
    Case(what: "HTTP/0.9", answer: .raw("{\"errcode\":0}"), ending: .broken),
    Case(what: "nothing", answer: .raw(""), ending: .broken),
    Case(what: "another protocol", answer: .raw("SSH-2.0-OpenSSH_9.2\r\n"), ending: .broken),
    Case(what: "status 0", answer: .raw("HTTP/1.1 0 X\r\n\r\n"), ending: .broken),
    Case(what: "status 1000", answer: .raw("HTTP/1.1 1000 X\r\n\r\n"), ending: .broken),
    Case(what: "no status", answer: .raw("HTTP/1.1 OK\r\n\r\n"), ending: .broken),
    Case(
      what: "a negative length", answer: .raw(ok + "Content-Length: -1\r\n\r\nok"), ending: .broken,
      status: 200),
    Case(
      what: "a length that is no number", answer: .raw(ok + "Content-Length: x\r\n\r\nok"), ending: .broken,
      status: 200),
    Case(
      what: "a length of 20 digits, which the connection's end decides",
      answer: .raw(ok + "Content-Length: 99999999999999999999\r\n\r\nok"),
      ending: .answered, status: 200),
    Case(
      what: "a chunk of 2^64", answer: .raw(ok + "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\nok"),
      ending: .broken, status: 200),
    Case(
      what: "a chunk that is no number", answer: .raw(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nok"),
      ending: .broken, status: 200),
    Case(what: "NUL in a header", answer: .raw(ok + "x: a\0b\r\n\r\n"), ending: .broken, status: 200),
    Case(
      what: "a header without a colon", answer: .raw(ok + "nonsense\r\nContent-Length: 0\r\n\r\n"),
      ending: .broken, status: 200),
    Case(
      what: "a body shorter than said", answer: .raw(ok + "Content-Length: 9\r\n\r\nok"), ending: .broken,
      status: 200),
  ]

  @Test(arguments: malformed) func `What is no answer is told as such`(_ example: Case) async throws {
    let engine = try CurlEngine.local { $0.total = .seconds(2) }
    let server = try HookServer([example.answer])
    let answer = await engine.post(server.url)
    #expect(answer.ending == example.ending, "\(answer.curlCode)")
    #expect(answer.status == example.status)
    #expect(answer.sent)
    #expect(server.arrivals.count == 1)
  }

  @Test func `A compressed answer is taken as it is, however large it would become`() async throws {
    let engine = try CurlEngine.local()
    let packed = "\u{1F}~~~ not to be unpacked"
    let server = try HookServer([
      .status(200, headers: [("Content-Encoding", "gzip")], body: packed)
    ])
    let answer = await engine.post(server.url)
    #expect(answer.ending == .answered)
    #expect(String(decoding: answer.body, as: UTF8.self) == packed)
    #expect(server.arrivals.first?.headers["accept-encoding"] == nil)
  }

  @Test func `A redirect to itself is met once`() async throws {
    let engine = try CurlEngine.local()
    let server = try HookServer(then: .status(308, headers: [("Location", "/")]))
    let answer = await engine.post(server.url)
    #expect(answer.ending == .answered)
    #expect(answer.status == 308)
    #expect(server.arrivals.count == 1)
  }

  @Test func `Many floods at once leave others alone`() async throws {
    let engine = try CurlEngine.local { $0.total = .seconds(5) }
    let hostile = try HookServer(then: .flood(Self.ok + "\r\n", String(repeating: "a", count: 65536)))
    let server = try HookServer()
    let urls = (0..<200).map { ($0 % 2 == 0 ? hostile : server).url }
    let endings = await engine.post(all: urls).endings
    #expect(endings == [.answered: 100, .bodyTooLong: 100])
  }
}
