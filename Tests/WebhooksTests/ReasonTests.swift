import Planning
import Testing

@testable import Webhooks

@Suite struct ReasonTests {
  private static let arguments: [Reason: String] = [
    .libcurl: "52", .http: "503", .strangeAnswer: "200", .code: "45009",
    .blocked: "127.0.0.1:80:loopback", .throttled: "2026-05-29T01:00:00Z", .noOccurrence: "member-day-529",
    .noTemplate: "kickoff", .condition: "no_report", .unknownChannel: "robots", .missingVariable: "WECOM_URL",
    .missingRow: "robots/diecai", .missingUnit: "robots", .badURL: "robots", .literalNotLoopback: "robots",
    .missingSecret: "robots", .badSecret: "whsec_…:robots", .badHeader: "X-名:robots",
  ]

  @Test(arguments: Reason.allCases)
  func `Every word has a sentence in both languages, and is stable`(_ reason: Reason) {
    let word = Self.arguments[reason].map { reason.word($0) } ?? reason.word
    let text = ReasonText.text(of: word, kind: .wecom)
    #expect(text.zh != word && text.text(.en) != word, "\(word)")
    #expect(text.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(word)")
    #expect(word.utf8.allSatisfy { $0 > 0x20 })
    #expect(reason.rawValue.wholeMatch(of: /[a-z_]+/) != nil)
  }

  @Test(arguments: [
    "主机名查不到地址", "HTTP 404", "lease lost", "no_such_word", "http", "not_connected:1", "condition:x", "",
    "unknown variable 'nmae'",
  ])
  func `A word that is not known prints as it is`(_ word: String) {
    let text = ReasonText.text(of: word, kind: .wecom)
    #expect(text.zh == word && text.text(.en) == word)
  }

  @Test(
    arguments: [
      (
        "93000", .wecom,
        "code 93000: the robot's address is void, or it was removed from its group; "
          + "add the robot to its group again and put its new address among the secrets"
      ),
      ("code:45033", .wecom, "code 45033: too many requests at once"), ("code:77777", .wecom, "code 77777"),
      (
        "77777", .wecom,
        "code 77777: not a code that is known here; "
          + "see the platform's documentation"
      ), ("93000", nil, "93000"),
      (
        "no_service", .slack,
        "code no_service: the webhook is switched off or deleted; "
          + "add the robot to its group again and put its new address among the secrets"
      ),
      ("http:403", .telegram, "answered HTTP 403: the bot was removed or blocked; add it to the chat again"),
      ("http:599", .webhook, "answered HTTP 599: the receiver's service failed"),
      ("missing_secret:robots/diecai", .dingtalk, "robots/diecai has no secret"),
      (
        "bad_header:X-Y:robots", .webhook,
        "the header X-Y of robots cannot be used: no token, kept for the program, or a control character in it"
      ),
    ] as [(String, Channel.Kind?, String)])
  func `A word means what its platform says`(_ word: String, _ kind: Channel.Kind?, _ text: String) {
    #expect(ReasonText.text(of: word, kind: kind).text(.en) == text)
  }

  @Test func `What was wrong about a robot survives being stored`() {
    let id = EndpointID(channel: "county-groups", unit: "diecai")
    let faults: [EndpointFault] = [
      .unknownChannel("a"), .missingVariable("WECOM_URL_diecai"), .missingRow(id), .missingUnit(id),
      .badAddress(id), .literalNotLoopback(id), .missingSecret(id), .badSecret(id, form: "whsec_…"),
      .badHeader(id, name: "X-Y"),
    ]
    for fault in faults {
      #expect(ReasonText.text(of: fault.word, kind: nil) == fault.problem)
    }
  }
}
