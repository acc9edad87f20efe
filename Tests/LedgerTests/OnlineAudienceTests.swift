import Ledger
import Planning
import Testing

/// People who watched from afar, whichever option their figure was written with.
struct OnlineAudienceTests {
  private func counts(_ take: (inout RecordedFigures) throws -> Void) throws -> [Count] {
    var figures = RecordedFigures()
    try take(&figures)
    return figures.contents.compactMap { if case .count(let count) = $0 { count } else { nil } }
  }

  @Test(
    arguments: [
      ("线上观看 1200 人次", "1200", "人次", nil), ("直播观看 1.2 万人次", "12000", "人次", nil),
      ("在线收看 800 人", "800", "人", nil),
      ("观看直播 300 余人次", "300", "人次", nil), ("网络直播观看人数 450", "450", "人", nil), ("线上 60 人", "60", "人", nil),
      ("微信群观看 90 人", "90", "人", nil), ("公众号阅读 3000 次", "3000", "次", nil), ("观看 70 人", "70", "人", nil),
      ("58 位家长线上观看", "58", "人", "家长"), ("线上参加 40 人", "40", "人", nil),
      ("watched online 1200", "1200", "人", nil), ("1200 people watched online", "1200", "人", nil),
      ("about 300 online viewers", "300", "人", nil), ("livestream views: 2,500", "2500", "人", nil),
      ("watched the live stream 75 people", "75", "人", nil), ("阅读量 2.1 万", "21000", "人次", nil),
      ("公众号浏览量 300 余次", "300", "次", nil), ("视频播放量 1.2 万", "12000", "人次", nil),
    ] as [(String, String, String, String?)])
  func `who watched on line is counted apart, with either option`(
    _ phrase: String, _ n: String, _ counter: String, _ group: String?
  ) throws {
    let served = try counts { try $0.served(phrase) }
    #expect(served.map(\.measure) == [.online])
    #expect(served.map { $0.quantity.n?.description } == [n])
    #expect(served.map(\.counter) == [counter])
    #expect(served.map(\.group) == [group])
    if phrase != "观看 70 人" {
      #expect(try counts { try $0.attended(phrase) }.map(\.measure) == [.online])
    }
  }

  @Test(arguments: [
    ("线上咨询 30 人", "线上咨询"), ("网上答题 500 人次", "网上答题"), ("微信群咨询 20 人", "微信群咨询"),
    ("online consultation 12 people", "online consultation"), ("义诊 30 多人", "义诊"),
  ])
  func `a service on line is a service`(_ phrase: String, _ service: String) throws {
    #expect(try counts { try $0.served(phrase) }.map(\.measure.rawValue) == [service])
  }

  @Test(arguments: ["58 位家长", "现场 200 人", "overview session 20 people", "网格员 12 人"])
  func `who came is attendance`(_ phrase: String) throws {
    #expect(try counts { try $0.attended(phrase) }.map(\.measure) == [.attendance])
  }

  @Test(arguments: ["线上线下共 200 人", "现场和线上参加 200 人", "200 people on site and online"])
  func `one figure of both is refused with what to write`(_ phrase: String) {
    let fault = LedgerFault.onlineWithOnSite(phrase)
    #expect(throws: fault) { try counts { try $0.attended(phrase) } }
    #expect(throws: fault) { try counts { try $0.served(phrase) } }
    #expect(fault.text(.zh).contains("--attended") && fault.text(.en).contains("--served"))
  }

  @Test func `volunteers who helped on line are volunteers`() throws {
    let counts = try counts { try $0.attended("线上 5 人", role: .volunteers) }
    #expect(counts.map(\.role) == [.volunteers])
    #expect(counts.map(\.measure) == [.attendance])
  }
}
