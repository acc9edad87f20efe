import Testing

@testable import Webhooks

@Suite struct HeaderRulesTests {
  @Test(arguments: [
    ("X-Team", "江西"), ("Authorization", "Bearer abc"), ("x-a.b_c!#$%&'*+^`|~1", ""), ("X-Tab", "a\tb"),
    ("Accept", "application/json"), ("X-Webhook-Id", "1"), ("Webhooks", "1"),
  ])
  func `A header that says something of its own is sent`(_ name: String, _ value: String) {
    #expect(HeaderRules.accepts(name: name, value: value))
  }

  @Test(arguments: [
    "\r\nHost: x", "a\rb", "a\nb", "a\0b", "\u{1}", "a\u{7F}", "\u{1B}[31m", "a\r\n\r\nPOST / HTTP/1.1",
  ])
  func `A value that would split the request is refused`(_ value: String) {
    #expect(!HeaderRules.accepts(name: "X-Team", value: value))
  }

  @Test(arguments: [
    "", " X", "X ", "X-Team:", "X Team", "X\r\nY", "X\0", "小组", "X(1)", "X/1", "\"X\"", "X\u{301}",
  ])
  func `A name that is no token is refused`(_ name: String) {
    #expect(!HeaderRules.accepts(name: name, value: "1"))
  }

  @Test(arguments: [
    "Host", "content-length", "CONTENT-TYPE", "Content-Encoding", "Transfer-Encoding", "Accept-Encoding",
    "Connection", "Keep-Alive", "Expect", "TE", "Trailer", "Upgrade", "HTTP2-Settings", "Proxy-Authorization",
    "Proxy-Connection", "webhook-id", "Webhook-Timestamp", "WEBHOOK-SIGNATURE", "webhook-anything",
  ])
  func `What the sender or the connection says itself is not overwritten`(_ name: String) {
    #expect(!HeaderRules.accepts(name: name, value: "1"))
  }
}
