import Planning
import Testing

@testable import Webhooks

@Suite struct SignatureTests {
  @Test func `DingTalk signs as its documentation's vector`() {
    #expect(
      Signatures.dingtalk(milliseconds: 1_573_545_385_000, secret: "SEC000000000000000000000")
        == "UZwTQB%2FgwA9j0w%2B948gvVbr65FInvTjuBa985qmvPjE%3D")
  }

  @Test func `Feishu signs as its documentation's vector`() {
    #expect(
      Signatures.feishu(seconds: 1_599_360_473, secret: "demo")
        == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=")
  }

  @Test func `Standard Webhooks signs as its vector`() throws {
    let keys = try #require(Signatures.standardKeys(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
    #expect(
      Signatures.standard(
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330,
        body: Array(#"{"test": 2432232314}"#.utf8),
        key: keys[0]) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test(arguments: ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_???", "whsec_MfKQ demo"])
  func `A secret of another form is no key`(_ text: String) {
    #expect(Signatures.standardKeys(Secret(text)) == nil)
  }

  @Test func `The id is the reminder's and tells nothing of it`() {
    let key = ReminderKey(
      campaign: "a", occurrence: "2026", part: nil, unit: "u", rule: "r", receiver: "county.contact",
      channel: "c")
    #expect(Signatures.webhookID(of: key) == Signatures.webhookID(of: key))
    #expect(Signatures.webhookID(of: key).wholeMatch(of: /msg_[0-9a-f]{32}/) != nil)
  }

  @Test func `A secret prints as a fingerprint everywhere`() {
    let secret = Secret("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc")
    for text in ["\(secret)", String(reflecting: secret), "\([secret])", "\(Optional(secret) as Any)"] {
      #expect(!text.contains("weixin") && !text.contains("abc"), "\(text)")
    }
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("abc"))
    #expect(Secret("demo").fingerprint == "2a9751")
  }
}
