import Testing

@testable import Planning

/// What is a robot's address or key, wherever in a file it stands.
@Suite struct SecretScanTests {
  private static let hex = "0123456789abcdef0123456789abcdef"

  private func found(_ text: String) -> [String] {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
    return SecretScan.faults(in: SourceFile(path: "x", bytes: Array(text.utf8))).map { fault in
      let start = fault.column - 1
      return String(String.UnicodeScalarView(lines[fault.line - 1][start..<start + fault.length]))
    }
  }

  @Test(arguments: [
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
    "https://oapi.dingtalk.com/robot/send?access_token=x",
    "HTTPS://Open.Feishu.CN/open-apis/bot/v2/hook/x", "https://hooks.slack.com/services/x",
    "https://discord.com/api/webhooks/1/x", "https://api.telegram.org/bot1:x/sendMessage",
    "http://x/?a=b&sign=c",
    "http://x/?Token=", "https://x/hooks/y", "SEC\(hex)", "whsec_AAAAbbbb1111+/==",
    "http://127.0.0.1.example/hook/",
  ])
  func `a secret is found in a comment, in quotes, in brackets and behind Chinese`(_ secret: String) {
    for text in [
      secret, "# \(secret)", "a: \"\(secret)\"", "[\(secret), b]", "密钥：\(secret)", "\r\n\n  x: '\(secret)'",
    ] {
      #expect(found(text) == [secret], "\(text)")
    }
  }

  @Test(arguments: [
    "https://example.org/page?x=y", "http://127.0.0.1:8787/hook/x", "http://localhost/webhook",
    "ftp://x/hook/y",
    "https://x/bot/y", "https://x/monkey=1", "://x/hook/", "SEC0123456789abcdef", "xSEC\(hex)",
    "_whsec_AAAAbbbb1111cccc",
    "whsec_short", "https://x hook/ ?key=", "SEC\(hex.uppercased())",
  ])
  func `what is none is left alone`(_ text: String) {
    #expect(found("# \(text)") == [])
  }

  @Test func `a line has its first address, else its first key, and every line is looked at`() {
    #expect(
      found("SEC\(Self.hex) https://x/hook/y\n\nSEC\(Self.hex) x") == ["https://x/hook/y", "SEC\(Self.hex)"])
    #expect(found("http://localhost/hook/ https://x/hook/y") == ["https://x/hook/y"])
    #expect(found("a\r\nb: https://x/hook/y\r\n") == ["https://x/hook/y"])
    #expect(found(String(repeating: "演", count: 9000) + "https://x/hook/y") == ["https://x/hook/y"])
  }

  @Test func `all secrets of a line are blotted out in their length`() {
    #expect(
      SecretScan.masked("甲 https://x/hook/密 SEC\(Self.hex), https://y/hook/z b")
        == "甲 •••••••••••••••• \(String(repeating: "•", count: 35)), •••••••••••••••• b")
    #expect(SecretScan.masked("nothing 没有") == "nothing 没有")
  }
}
