import CNames
import Outbox
import Testing
import TestSupport

@testable import Webhooks

/// However an address is written or found, its number decides, through the engine itself.
@Suite(.timeLimit(.minutes(10))) struct AddressSpellingTests {
  static let refused = [
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "017700000001", "0177.0.0.1", "0177.1",
    "0x7f000001", "0x7f.1", "0x7F.0x0.0x0.0x1", "127.0.0.01", "%31%32%37.0.0.1", "localhost", "LOCALHOST",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]",
    "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]",
    "[2002:a00:1::1]", "[2001:0:7f00:1::]", "0", "0.0.0.0", "0x0", "[::]", "[::ffff:0.0.0.0]", "0.1.2.3",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]",
    "100.100.100.200", "[fd00:ec2::254]", "10.0.0.1", "012.0.0.1", "10.1", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "0300.0250.1", "100.64.0.1", "169.254.1.1", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%251]",
    "[fec0::1]", "[fd12::1]", "[fc00::1]", "224.0.0.1", "239.255.255.255", "[ff02::1]", "[ff02::1%25lo]",
    "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "203.0.113.1", "[2001:db8::1]", "[100::1]",
    "[4000::1]", "[5f00::1]",
  ]

  @Test(arguments: refused) func `No spelling of a forbidden address gets through`(_ host: String)
    async throws
  {
    let engine = try CurlEngine(policy: AddressPolicy())
    let server = try HookServer(everywhere: true)
    let answer = await engine.post("http://\(host):\(server.port)/")
    #expect(answer.ending == .addressRefused)
    #expect(!answer.sent)
    #expect(answer.address != nil)
    #expect(server.connections == 0)
  }

  /// Not every parser takes these for an address; none may lead to one.
  @Test(arguments: [
    "localhost.", "127.0.0.1.", "0x7f000001.", "127。0。0。1", "①②⑦.⓪.⓪.①", "127.0.0.1%00.example.test",
    "256.0.0.1", "127.0.0.0x100",
    "4294967297", "[::1%25]", "[127.0.0.1]", "example.test@127.0.0.1", "127.0.0.1\\@example.test",
  ])
  func `What some take for a forbidden address is not posted to`(_ host: String) async throws {
    let engine = try CurlEngine(policy: AddressPolicy())
    let server = try HookServer(everywhere: true)
    let answer = await engine.post("http://\(host):\(server.port)/")
    #expect([.addressRefused, .nameUnknown, .badAddress].contains(answer.ending), "\(answer.ending)")
    #expect(!answer.sent)
    #expect(server.connections == 0)
  }

  @Test(arguments: [
    "127.0.0.1", "10.0.0.1,127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254", "0.0.0.0,::",
  ])
  func `A name that leads to forbidden addresses is refused`(_ addresses: String) async throws {
    let engine = try CurlEngine(policy: AddressPolicy())
    let server = try HookServer(everywhere: true)
    let name = "inside-\(addresses.utf8.reduce(0) { $0 &* 31 &+ UInt32($1) }).test"
    cnames_set(name, addresses)
    let answer = await engine.post("http://\(name):\(server.port)/")
    #expect(answer.ending == .addressRefused)
    #expect(cnames_lookups(name) == 1)
    #expect(server.connections == 0)
  }

  @Test func `A name that changes its address after it was looked at is looked at again`() async throws {
    let engine = try CurlEngine(policy: AddressPolicy(allow: ["127.0.0.5"]))
    let server = try HookServer(everywhere: true)
    cnames_set("rebound.test", "127.0.0.5;127.0.0.1")
    let url = "http://rebound.test:\(server.port)/"
    #expect(await engine.post(url, keeps: false).status == 200)
    let answer = await engine.post(url, keeps: false)
    #expect(answer.ending == .addressRefused)
    #expect(answer.address == "127.0.0.1")
    #expect(server.arrivals.count == 1)
  }

  @Test func `Of several addresses those that are allowed are used`() async throws {
    let engine = try CurlEngine(policy: AddressPolicy(allow: ["127.0.0.5"]))
    let server = try HookServer(everywhere: true)
    cnames_set("mixed.test", "127.0.0.1,127.0.0.5")
    let answer = await engine.post("http://mixed.test:\(server.port)/")
    #expect(answer.status == 200)
    #expect(answer.address == "127.0.0.5")
  }

  @Test func `A redirect inside is not followed`() async throws {
    let inside = try HookServer(everywhere: true)
    let engine = try CurlEngine(policy: AddressPolicy(allow: ["127.0.0.5"]))
    let server = try HookServer(
      [.status(302, headers: [("Location", "http://127.0.0.5:\(inside.port)/")])], everywhere: true)
    #expect(await engine.post("http://127.0.0.5:\(server.port)/").status == 302)
    #expect(inside.connections == 0)
  }
}
