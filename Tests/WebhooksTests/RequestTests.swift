import Outbox
import Planning
import Recurrence
import Testing

@testable import Webhooks

@Suite struct RequestTests {
  private func prepare(
    _ kind: Channel.Kind, _ reminder: ClaimedReminder = Samples.reminder(),
    url: String = "https://robot.example/send?key=1",
    secret: String? = nil, language: Language = .zh, zone: Zone = .utc
  ) throws -> PreparedReminder {
    var environment = ["ROBOT_URL": url]
    environment["ROBOT_SECRET"] = secret
    let channel = Samples.channel(kind, secret: secret == nil ? nil : .environment("ROBOT_SECRET"))
    let resolver = EndpointResolver(channels: [channel], environment: environment, secrets: nil)
    return try PreparedReminder(reminder, resolver: resolver, language: language, zone: { _ in zone })
  }

  private func body(_ prepared: PreparedReminder) -> String {
    String(decoding: prepared.request.body, as: UTF8.self)
  }

  @Test(
    arguments: [
      (.wecom, #"{"msgtype":"text","text":{"content":"5·29 会员日\n请准备。"}}"#),
      (.dingtalk, #"{"msgtype":"text","text":{"content":"5·29 会员日\n请准备。"},"at":{"isAtAll":false}}"#),
      (.feishu, #"{"msg_type":"text","content":{"text":"5·29 会员日\n请准备。"}}"#),
      (.lark, #"{"msg_type":"text","content":{"text":"5·29 会员日\n请准备。"}}"#),
      (.slack, #"{"text":"5·29 会员日\n请准备。"}"#),
      (.discord, #"{"content":"5·29 会员日\n请准备。","allowed_mentions":{"parse":[]}}"#),
      (
        .teams,
        #"{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":"#
          + #"{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.2","#
          + #""body":[{"type":"TextBlock","text":"5·29 会员日","wrap":true,"weight":"Bolder"},"#
          + #"{"type":"TextBlock","text":"请准备。","wrap":true}]}}]}"#
      ),
      (.telegram, #"{"text":"5·29 会员日\n请准备。"}"#),
      (.ntfy, #"{"topic":"send","title":"5·29 会员日","message":"请准备。","priority":3,"tags":["calendar"]}"#),
      (
        .webhook,
        #"{"type":"campaign.reminder","data":{"key":"member-day-529/2026/-/diecai/kickoff/county.contact/robots","#
          + #""campaign":"member-day-529","occurrence":"2026","unit":"diecai","reminder":"kickoff","#
          + #""receiver":"county.contact","channel":"robots","title":"5·29 会员日","text":"请准备。"}}"#
      ),
    ] as [(Channel.Kind, String)])
  func `Each kind gets the body it knows`(_ kind: Channel.Kind, _ expected: String) throws {
    let prepared = try prepare(kind)
    #expect(body(prepared) == expected)
    #expect(prepared.request.headers.contains(.init("Content-Type", "application/json; charset=utf-8")))
    #expect(!prepared.shortened)
  }

  @Test func `DingTalk is signed in its address, once encoded`() throws {
    let prepared = try prepare(.dingtalk, secret: "SEC0")
    let sign = Signatures.dingtalk(milliseconds: 1_599_360_473_000, secret: "SEC0")
    #expect(
      prepared.request.url.revealed == "https://robot.example/send?key=1&timestamp=1599360473000&sign=\(sign)"
    )
    #expect(!sign.contains("%25"))
  }

  @Test func `Feishu is signed in its body`() throws {
    #expect(
      body(try prepare(.feishu, secret: "demo")).hasPrefix(
        #"{"timestamp":"1599360473","sign":"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=","msg_type":"text","#
      ))
  }

  @Test func `A webhook is signed by each secret while they rotate, under one id`() throws {
    let first = try prepare(.webhook, secret: "whsec_MDEy whsec_MzQ1")
    let again = try prepare(
      .webhook, Samples.reminder(attempt: 3, mayBeRepeat: true), secret: "whsec_MDEy whsec_MzQ1")
    let fields = Dictionary(first.request.headers.map { ($0.name, $0.value) }) { $1 }
    #expect(fields["webhook-timestamp"] == "1599360473")
    #expect(fields["webhook-id"] == Signatures.webhookID(of: Samples.key))
    #expect(fields["webhook-signature"]?.split(separator: " ").count == 2)
    #expect(first.request.body == again.request.body)
    #expect(again.request.headers.contains(.init("webhook-id", fields["webhook-id"] ?? "")))
  }

  @Test func `A secret that is no signing key is said so, without the secret`() {
    let error = #expect(throws: EndpointFault.self) { try prepare(.webhook, secret: "hunter2") }
    #expect(error?.problem.zh == "robots 的密钥应是 whsec_… 的样子")
  }

  @Test(arguments: [("tk_abc", "Bearer tk_abc"), ("me:pass", "Basic bWU6cGFzcw==")])
  func `ntfy posts to its root with the topic inside`(_ secret: String, _ authorization: String) throws {
    let prepared = try prepare(.ntfy, url: "https://ntfy.example/base/topic", secret: secret)
    #expect(prepared.request.url.revealed == "https://ntfy.example/base/")
    #expect(prepared.request.headers.contains(.init("Authorization", authorization)))
  }

  @Test func `A robot's repeat carries a mark in the installation's language`() throws {
    let repeated = Samples.reminder(attempt: 2, mayBeRepeat: true)
    #expect(body(try prepare(.wecom, repeated)).contains("（重发）5·29"))
    #expect(body(try prepare(.feishu, repeated, language: .en)).contains("(resent) 5·29"))
    #expect(!body(try prepare(.wecom, Samples.reminder(attempt: 2))).contains("重发"))
  }

  /// Sent at 10:47 in Shanghai on 6 September 2020.
  @Test(
    arguments: [
      ("2020-09-05T14:07:00Z", .zh, "（补发：原定 9月5日 22:07）5·29"),
      ("2020-09-05T14:07:00Z", .en, "(late: was due Sep 5 22:07) 5·29"),
      ("2020-09-06T01:07:23Z", .zh, "（补发：原定 9月6日 09:07）5·29"),
      ("2019-12-31T16:00:00Z", .zh, "（补发：原定 1月1日 00:00）5·29"),
      ("2019-12-31T15:59:59Z", .zh, "（补发：原定 2019年12月31日 23:59）5·29"),
      ("2019-12-31T15:59:59Z", .en, "(late: was due Dec 31 2019 23:59) 5·29"),
      // An hour is not over.
      ("2020-09-06T01:47:53Z", .zh, nil), ("2020-09-06T01:47:52.999Z", .zh, "（补发：原定 9月6日 09:47）5·29"),
      ("2020-09-06T02:47:53Z", .zh, nil), ("2020-09-06T05:00:00Z", .zh, nil),
    ] as [(String, Language, String?)])
  func `What goes out over an hour late says when it was due, in its reader's zone`(
    _ due: String, _ language: Language, _ expected: String?
  ) throws {
    let late = Samples.reminder(due: Timestamp(iso: due))
    let zone = try Zone("Asia/Shanghai")
    for kind in Channel.Kind.allCases where kind != .webhook {
      let text = body(try prepare(kind, late, language: language, zone: zone))
      #expect(text.contains(expected ?? #""5·29"#), "\(kind)")
      #expect(expected != nil || !text.contains("补发"), "\(kind)")
    }
    let data = body(try prepare(.webhook, late, language: language, zone: zone))
    #expect(data.contains(#""title":"5·29 会员日""#))
    #expect(data.contains(#""late":true,"due":"2"#) == (expected != nil))
    #expect(!data.contains("补发"))
  }

  @Test func `A late repeat says both`() throws {
    let due = Samples.at.advanced(by: .seconds(-7200))
    let repeated = Samples.reminder(attempt: 2, mayBeRepeat: true, due: due)
    #expect(body(try prepare(.wecom, repeated)).contains("（重发）（补发：原定 9月6日 00:47）5·29"))
    #expect(
      body(try prepare(.telegram, repeated, language: .en))
        .contains("(resent) (late: was due Sep 6 00:47) 5·29"))
  }

  @Test(
    arguments: [(.wecom, 2048), (.discord, 2000), (.telegram, 4096)] as [(Channel.Kind, Int)])
  func `The mark of a late message is within the limit`(_ kind: Channel.Kind, _ limit: Int) throws {
    let text = String(repeating: "提", count: 30_000)
    let late = Samples.reminder(text: text, due: Samples.at.advanced(by: .seconds(-7200)))
    let content = kind.dialect.content(of: try prepare(kind, late).letter)
    let size = kind == .wecom ? content.utf8.count : content.utf16.count
    #expect(content.hasPrefix("（补发：原定 9月6日 00:47）5·29") && content.hasSuffix("提……（已截短）"))
    #expect(size <= limit && size > limit - 3)
  }

  @Test(
    arguments: [
      (.wecom, "@all <@zhang> @所有人", "＠all <＠zhang> ＠所有人"),
      (.wecom, "a@b.example x@all", "a@b.example x＠all"),
      (.dingtalk, "@13800000000 到", "＠13800000000 到"),
      (.feishu, #"<at user_id="all">所有人</at>"#, #"＜at user_id="all">所有人＜/at>"#),
      (.slack, "<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
      (.telegram, "@someone", "＠someone"),
      (.discord, "@everyone", "@everyone"),
      (.dingtalk, "@所有人 @all a@all", "＠所有人 ＠all a＠all"), (.wecom, "x<@zhang>", "x<＠zhang>"),
      (.feishu, #"<at id=all></at> @所有人"#, #"＜at id=all>＜/at> ＠所有人"#),
      (.lark, #"<at user_id="all"></at>"#, #"＜at user_id="all">＜/at>"#),
      (.slack, "<!here> <!subteam^S1> <#C1>", "&lt;!here&gt; &lt;!subteam^S1&gt; &lt;#C1&gt;"),
      (.telegram, "@all a@b.example", "＠all a@b.example"), (.ntfy, "@all", "@all"),
    ] as [(Channel.Kind, String, String)])
  func `No text mentions anybody`(_ kind: Channel.Kind, _ text: String, _ quiet: String) {
    let letter = Letter(key: Samples.key, title: "", text: text, at: Samples.at)
    #expect(kind.dialect.content(of: letter) == quiet)
  }

  @Test func `Nobody is called where a tag could be written into the title or the text`() throws {
    let tags = #"<at user_id="all"></at> <at>all</at> @everyone <!channel> <@U1>"#
    let reminder = Samples.reminder(title: tags, text: tags)
    for kind in [Channel.Kind.feishu, .lark, .teams] {
      #expect(!body(try prepare(kind, reminder)).contains("<at"), "\(kind)")
    }
    #expect(!body(try prepare(.slack, reminder)).contains("<"))
    #expect(body(try prepare(.discord, reminder)).hasSuffix(#""allowed_mentions":{"parse":[]}}"#))
    for kind in [Channel.Kind.wecom, .dingtalk, .telegram] {
      #expect(!body(try prepare(kind, reminder)).contains("@"), "\(kind)")
    }
  }

  @Test(
    arguments: [
      (.wecom, #""mentioned_list":["zhang.san"],"mentioned_mobile_list":["13800000000"]"#),
      (.dingtalk, #""at":{"atMobiles":["13800000000"],"atUserIds":["zhang.san"],"isAtAll":false}"#),
      (.feishu, #"\n<at user_id=\"zhang.san\"></at>"#), (.slack, #"\n<@zhang.san>"#),
      (.discord, #""allowed_mentions":{"parse":[]}"#),
    ] as [(Channel.Kind, String)])
  func `Whom to call comes from the field alone, and can write no tag`(_ kind: Channel.Kind, _ part: String)
    throws
  {
    let letter = Letter(
      key: Samples.key, title: "t", text: "x", at: Samples.at,
      mentions: ["zhang.san", "13800000000", #"a"></at><at user_id="all"#, "U1> <!channel", "", "张三"])
    let endpoint = Endpoint(
      id: EndpointID(channel: "robots", unit: nil), kind: kind,
      address: try #require(EndpointAddress("https://robot.example/send")))
    let text = String(decoding: try kind.dialect.request(for: letter, to: endpoint).body, as: UTF8.self)
    #expect(text.contains(part), "\(text)")
    #expect(!text.contains("channel") && !text.contains("all\\\""), "\(text)")
  }

  @Test func `Discord calls its own ids only`() {
    let letter = Letter(
      key: Samples.key, title: "t", text: "x", at: Samples.at,
      mentions: ["123456789012345678", "13800000000"])
    #expect(Channel.Kind.discord.dialect.content(of: letter) == "t\nx\n<@123456789012345678>")
  }

  @Test(
    arguments: [
      (.wecom, 2048, 680), (.ntfy, 4096, 1358), (.discord, 2000, 1980), (.telegram, 4096, 4070),
    ] as [(Channel.Kind, Int, Int)])
  func `A long text is shortened to the limit with a mark`(_ kind: Channel.Kind, _ limit: Int, _ least: Int)
    throws
  {
    let prepared = try prepare(kind, Samples.reminder(text: String(repeating: "提", count: 30_000)))
    let content = kind.dialect.content(of: prepared.letter)
    let size = kind == .discord || kind == .telegram ? content.utf16.count : content.utf8.count
    #expect(prepared.shortened)
    #expect(size <= limit && size > limit - 3)
    #expect(content.hasSuffix("提……（已截短）"))
    #expect(content.count >= least)
  }

  @Test(arguments: [
    (Channel.Kind.dingtalk, 20_000), (.feishu, 20_000), (.lark, 20_000), (.teams, 28_000), (.webhook, 20_000),
  ])
  func `A long body is shortened to its limit, escapes counted`(_ kind: Channel.Kind, _ limit: Int) throws {
    let prepared = try prepare(
      kind, Samples.reminder(text: String(repeating: "\u{1}\"", count: 30_000)), language: .en)
    #expect(prepared.shortened)
    #expect(prepared.request.body.count <= limit && prepared.request.body.count > limit - 16)
    #expect(body(prepared).contains("… (shortened)"))
  }

  @Test func `A text is cut between characters, not within one`() throws {
    let family = "👨‍👩‍👧‍👦"
    let prepared = try prepare(.wecom, Samples.reminder(text: String(repeating: family, count: 500)))
    let kept = prepared.letter.text.replacing("……（已截短）", with: "")
    #expect(kept == String(repeating: family, count: kept.count))
  }

  @Test func `A title that fills the limit alone is shortened, too`() throws {
    let prepared = try prepare(.wecom, Samples.reminder(title: String(repeating: "长", count: 3000)))
    #expect(prepared.letter.wholeText.utf8.count <= 2048)
    #expect(prepared.letter.wholeText.hasSuffix("……（已截短）"))
  }

  @Test func `A text of just the limit is left alone`() throws {
    let text = String(repeating: "a", count: 2048 - "5·29 会员日\n".utf8.count)
    #expect(try !prepare(.wecom, Samples.reminder(text: text)).shortened)
    #expect(try prepare(.wecom, Samples.reminder(text: text + "a")).shortened)
  }
}
