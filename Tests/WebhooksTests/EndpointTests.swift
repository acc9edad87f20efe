import Foundation
import Planning
import TestSupport
import Testing

@testable import Webhooks

@Suite struct EndpointTests {
  private let id = EndpointID(channel: "robots", unit: "diecai")
  private let county = Level(depth: 2, name: BilingualText(zh: "县", en: "county"))

  private func channel(
    url: Channel.Source, secret: Channel.Source? = nil, headers: [String: String] = [:]
  ) -> Channel {
    Channel(name: "robots", kind: .dingtalk, onePer: county, url: url, secret: secret, headers: headers)
  }

  @Test func `A variable's name takes the unit, with or without a hyphen`() throws {
    let resolver = EndpointResolver(
      channels: [channel(url: .environment("URL_<unit>"), secret: .environment("SECRET_<unit>"))],
      environment: [
        "URL_diecai": "https://a.example/1", "SECRET_diecai": "s1", "URL_qi_xing": "https://a.example/2",
        "SECRET_qi_xing": "s2",
      ], secrets: nil)
    #expect(try resolver.endpoint(for: id).address.url == Secret("https://a.example/1"))
    #expect(try resolver.endpoint(for: EndpointID(channel: "robots", unit: "qi-xing")).secret == Secret("s2"))
  }

  @Test func `What is missing is named`() {
    let resolver = EndpointResolver(
      channels: [channel(url: .environment("URL_<unit>"), secret: .secretsFile)],
      environment: ["URL_qixing": "https://a.example/1", "URL_bad": "ftp://a.example"], secrets: nil)
    func fault(_ id: EndpointID) -> EndpointFault? {
      #expect(throws: EndpointFault.self) { try resolver.endpoint(for: id) }
    }
    let qixing = EndpointID(channel: "robots", unit: "qixing")
    #expect(fault(id) == .missingVariable("URL_diecai"))
    #expect(fault(qixing) == .missingRow(qixing))
    #expect(
      fault(EndpointID(channel: "robots", unit: nil))
        == .missingUnit(EndpointID(channel: "robots", unit: nil)))
    #expect(fault(EndpointID(channel: "other", unit: nil)) == .unknownChannel("other"))
    #expect(resolver.problem(with: id)?.en == "the environment variable URL_diecai is missing")
  }

  @Test(arguments: [
    "ftp://a.example", "a.example", "https://", "https://user@a.example/", "https://a.example/#x",
    "https://a.example/ x",
    "https://a.example/\r\nx",
  ])
  func `Only a plain http or https address is one`(_ text: String) {
    #expect(EndpointAddress(text) == nil)
  }

  /// Foundation's reader is the other opinion: what is an address here is one there, with the same parts.
  @Test(arguments: [UInt64(1), 2, 3])
  func `An address is read as Foundation reads it`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "http", "HTTPS", "https", "://", ":", "//", "a.example", "A-1.example", "[::1]", "[fd00::1",
      "127.0.0.1", ":80",
      ":65535", ":65536", ":x", "user@", "/", "/p%20q", "/%zz", "/a b", "?", "?key=1&x=%E4%B8%AD", "#f", "中",
      "\n",
      "", "/@~!$&'()*+,;=", "\"", "\\", "_",
    ]
    var taken = 0
    for _ in 0..<4_000 {
      let text =
        "http" + ["", "s"].randomElement(using: &generator)! + "://"
        + (0..<4).map { _ in pieces.randomElement(using: &generator)! }.joined()
      guard let address = EndpointAddress(text) else { continue }
      taken += 1
      let parts = URLComponents(string: text, encodingInvalidCharacters: false)
      #expect(parts?.scheme?.lowercased() == address.scheme, "\(text)")
      let host = (parts?.host?.lowercased()).map { $0 + (parts?.port.map { ":\($0)" } ?? "") }
      #expect(host == address.host, "\(text)")
      #expect(parts?.percentEncodedPath == address.path, "\(text)")
      #expect(parts?.user == nil && parts?.fragment == nil, "\(text)")
      let extended = URLComponents(string: address.adding(query: "t=1").revealed)
      #expect(extended?.queryItems?.last?.name == "t", "\(text)")
    }
    #expect(taken > 50, "\(taken)")
  }

  @Test func `An address prints its host and a fingerprint`() throws {
    let address = try #require(
      EndpointAddress("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"))
    #expect("\(address)".wholeMatch(of: #/https://qyapi\.weixin\.qq\.com/… #[0-9a-f]{6}/#) != nil)
    #expect(address.path == "/cgi-bin/webhook/send")
  }

  @Test(arguments: [
    ("http://127.0.0.1:8787/hook", true), ("http://[::1]:8787/hook", true), ("http://localhost/", true),
    ("http://10.0.0.1/", false), ("https://example.org/", false),
  ])
  func `A literal address is taken for this machine only`(_ url: String, _ taken: Bool) {
    let resolver = EndpointResolver(channels: [channel(url: .literal(url))], environment: [:], secrets: nil)
    #expect((resolver.problem(with: id) == nil) == taken)
  }

  @Test func `Everything goes to one address, each kind by its own path`() throws {
    let channels = [channel(url: .environment("NONE")), Samples.channel(.wecom)]
    let resolver = EndpointResolver.single(
      url: "http://127.0.0.1:9", channels: [channels[0]], secret: Secret("s"))
    let endpoint = try resolver.endpoint(for: id)
    #expect(endpoint.address.url == Secret("http://127.0.0.1:9/robot/send?access_token=rehearsal"))
    #expect(endpoint.secret == Secret("s"))
    let fixed = EndpointResolver.single(url: "http://127.0.0.1:9/all", channels: [channels[1]])
    #expect(try fixed.endpoint(for: id).address.url == Secret("http://127.0.0.1:9/all"))
  }

  @Test(arguments: [
    ("X-Ok", "yes", true), ("X-Tab", "a\tb", true), ("X-CR", "a\rb", false), ("X-LF", "a\nHost: b", false),
    ("X-NUL", "a\0b", false), ("X-CRLF", "a\r\nX: b", false), ("X Y", "a", false), ("X:", "a", false),
    ("", "a", false),
    ("X-名", "a", false), ("Host", "a", false), ("content-LENGTH", "1", false),
    ("Transfer-Encoding", "chunked", false),
    ("webhook-id", "a", false), ("Webhook-Signature", "a", false), ("Authorization", "Bearer a", true),
  ])
  func `A header from configuration can neither split nor take over a request`(
    _ name: String, _ value: String, _ taken: Bool
  ) {
    let resolver = EndpointResolver(
      channels: [channel(url: .literal("http://127.0.0.1/"), headers: [name: value])], environment: [:],
      secrets: nil)
    #expect((resolver.problem(with: id) == nil) == taken)
  }

  @Test func `The secrets file gives addresses and secrets by unit and channel`() throws {
    let file = try SecretsFile(
      csv:
        "\u{FEFF}unit,channel,url,secret\r\n# 说明\r\ndiecai,robots,\"https://a.example/?x=1,2\",\"s\"\"1\"\r\n,office,https://b.example/,\n"
    )
    #expect(file[id] == .init(url: Secret("https://a.example/?x=1,2"), secret: Secret("s\"1")))
    #expect(file[EndpointID(channel: "office", unit: nil)]?.secret == nil)
    let resolver = EndpointResolver(channels: [channel(url: .secretsFile)], environment: [:], secrets: file)
    #expect(try resolver.endpoint(for: id).secret == Secret("s\"1"))
  }

  @Test(
    arguments: [
      ("a,b\n", .badHeader), ("unit,channel,url,secret\na,b,c\n", .badLine(2)),
      ("unit,channel,url,secret\na,,c,d\n", .badLine(2)),
      ("unit,channel,url,secret\na,b,\"c,d\n", .badLine(2)),
      ("unit,channel,url,secret\na,b,c,d\na,b,e,f\n", .duplicate(line: 3)),
    ] as [(String, SecretsFile.Fault)])
  func `A faulty secrets file is refused by its line`(_ text: String, _ fault: SecretsFile.Fault) {
    #expect(throws: fault) { try SecretsFile(csv: text) }
  }

  @Test(arguments: [
    (0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o644, false), (0o660, false),
  ])
  func `A secrets file that others can read is refused`(_ mode: Int, _ taken: Bool) throws {
    try withFile(mode: mode) { path in
      if taken {
        let file = try SecretsFile.load(path: path)
        #expect(file[id] != nil)
      } else {
        #expect(throws: SecretsFile.Fault.open(mode: "0" + String(mode, radix: 8))) {
          try SecretsFile.load(path: path)
        }
      }
    }
  }

  @Test func `A credential of systemd may show the group's right`() throws {
    try withFile(mode: 0o440) { path in
      let folder = URL(filePath: path).deletingLastPathComponent().path
      let file = try SecretsFile.load(path: path, credentials: folder)
      #expect(file[id] != nil)
      #expect(throws: SecretsFile.Fault.open(mode: "0440")) { try SecretsFile.load(path: path) }
    }
    #expect(throws: SecretsFile.Fault.unreadable) { try SecretsFile.load(path: "/nonexistent/secrets.csv") }
  }

  private func withFile(mode: Int, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "secrets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "secrets.csv").path
    let text = "unit,channel,url,secret\ndiecai,robots,https://a.example/,\n"
    #expect(
      FileManager.default.createFile(
        atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode]))
    try body(path)
  }
}
