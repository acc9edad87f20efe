import Planning
import Testing

@testable import Webhooks

@Suite struct RobotDoubleTests {
  private func request(_ body: String) -> RobotDouble.Request {
    RobotDouble.Request(path: "/cgi-bin/webhook/send?key=1", headers: [:], body: Array(body.utf8))
  }

  /// Three bytes a character.
  @Test(arguments: [
    ("text", 682, true), ("text", 683, false), ("markdown", 683, true), ("markdown", 1365, true),
    ("markdown", 1366, false), ("markdown_v2", 1365, true), ("markdown_v2", 1366, false),
  ])
  func `WeCom takes more bytes of markdown than of text`(_ type: String, _ count: Int, _ fits: Bool) {
    let text = String(repeating: "提", count: count)
    let robot = RobotDouble(kind: .wecom, secret: nil)
    let refusal = robot.refusalOfSize(request(#"{"msgtype":"\#(type)","\#(type)":{"content":"\#(text)"}}"#))
    let most = type == "text" ? 2048 : 4096
    #expect(
      refusal?.body
        == (fits ? nil : #"{"errcode":40058,"errmsg":"\#(type).content exceed max length \#(most)"}"#))
  }

  @Test func `A message is found wherever its type keeps it`() {
    let robot = RobotDouble(kind: .wecom, secret: nil)
    for type in ["text", "markdown", "markdown_v2"] {
      #expect(
        robot.message(in: request(#"{"msgtype":"\#(type)","\#(type)":{"content":"**会员日**"}}"#)) == "**会员日**")
    }
    #expect(robot.message(in: request(#"{"msgtype":"markdown","text":{"content":"x"}}"#)) == "x")
  }
}
