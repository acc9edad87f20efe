import CampaignScheduler
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

struct BriefTests {
  @Test func `the newsletter's briefs come out as the newsletter wrote them`() throws {
    let units = try smallRegion()
    let golden = try fixture("golden-briefs.zh.txt").split(separator: "\n\n").map(String.init)
      .filter { $0.hasPrefix("●") }.map { $0.trimmingSuffix { $0 == "\n" } }
    let drafts = try newsletter().sessions.map { try #require(Brief($0, units: units)).text(.zh) }
    #expect(drafts.count == 6)
    #expect(golden.count == 6)
    for (draft, expected) in zip(drafts, golden) { #expect(draft == expected) }
  }

  @Test func `an English draft has the same facts in plain words`() throws {
    let units = try smallRegion()
    let drafts = try newsletter().sessions.map { try #require(Brief($0, units: units)).text(.en) }
    #expect(
      drafts[0] == """
        ● On 2023-07-12, 桂林市叠彩区卫生健康局、计生协 held “Youth health parents' lecture 'The Way to Communicate'” at \
        桂林拔萃环球书院. [Please add: speaker, content] Figures: attended: 58 people (家长).
        (桂林市叠彩区卫生健康局, 刘○)
        """)
    #expect(drafts[5].contains("By 2023-08-27"))
    #expect(drafts[5].contains("[Missing: date, number given, attendance]"))
  }

  @Test func `a recorded session becomes a draft by the same rules`() throws {
    let text = """
      events:
        - {id: a, title: 健康大讲堂, kind: lecture, unit: 七星区, date: "2026-05-29", part_of_day: 上午,
           organisers: [七星区计生协], partners: [区妇幼保健院], venue: 文化馆, scope: 城区,
           attendance: [{group: 育龄群众, said: 60多人}], served: [{service: 义诊, n: 12}],
           materials: [{name: 宣传册, unit: 册, said: 约200册}], byline: {unit: 七星区计生协, name: 张三丰}}
        - {id: b, title: 义诊活动, kind: clinic, unit: 朝阳社区, verb: 承办了, date: null}
      """
    let units = try smallRegion()
    let drafts = try SessionsFile(text, file: "s.yaml").preview(units: units).balance.sessions
      .map { try #require(Brief($0, units: units)).text(.zh) }
    #expect(
      drafts[0] == """
        ● 5 月 29 日上午，桂林市七星区计生协联合区妇幼保健院在文化馆举办健康大讲堂。【请补充：主讲、内容】城区 60 多名育龄群众参加活动。\
        此次活动共发放宣传册 约 200 册，为群众提供义诊 12 人。
        （七星区计生协　张○○）
        """)
    #expect(
      drafts[1] == """
        ● 近日，桂林市七星区朝阳社区承办了义诊活动。【请补充：过程】【缺：活动日期、参加人数】
        （桂林市七星区朝阳社区　【请补充：署名】）
        """)
  }

  @Test func `a visit, a sheet without organisers and a bare session follow the same rules`() throws {
    let text = """
      events:
        - {id: v, title: 春节走访慰问活动, kind: visit, unit: 七星区, date: 2026-01-20/2026-02-03, organisers: [七星区计生协],
           partners: [区民政局], materials: [{name: 大米, unit: 袋, said: 30多袋}], byline: {unit: 七星区计生协, name: 李 四}}
        - {id: w, title: “健康中国·家庭行动”〔2026〕主题宣传, kind: outreach, unit: 叠彩区, date: "2026-03-08", part_of_day: 上午,
           attendance: [{said: 58人}], served: [{service: 咨询, said: 若干}], byline: {unit: 叠彩区, name: 欧阳小燕}}
      """
    let units = try smallRegion()
    let standings = SessionsFile(text, file: "s.yaml").preview(units: units).balance.sessions
    let drafts = try standings.map { try #require(Brief($0, units: units)).text(.zh) }
    #expect(
      drafts[0] == """
        ● 1 月 20 日—2 月 3 日，桂林市七星区组织开展了春节走访慰问活动。【请补充：过程】此次活动共发放大米 30 多袋。【缺：活动日期、参加人数】
        （七星区计生协　李　○）
        """)
    #expect(
      drafts[1] == """
        ● 3 月 8 日上午，桂林市叠彩区组织开展“健康中国·家庭行动”〔2026〕主题宣传。【请补充：过程】辖区 58 人参加活动。开展咨询服务。
        （叠彩区　欧○○○）
        """)
    let spoken = try #require(Brief(standings[1], units: units, verb: "启动")).text(.zh)
    #expect(spoken.contains("桂林市叠彩区启动“健康中国·家庭行动”〔2026〕主题宣传。"))
    let english = try #require(Brief(standings[0], units: units)).text(.en)
    #expect(
      english.contains("Between 2026-01-20 and 2026-02-03") && english.contains("[Missing: date, attendance]")
    )
  }

  @Test func `no draft has the name of a child or a special family, wherever it came from`() throws {
    let text = """
      events:
        - {id: a, title: 小明（8岁）才艺展示, unit: 七星区, date: "2026-05-29",
           materials: [{name: 慰问失独家庭张三丰 米, unit: 袋, said: 1袋}], venue: 文化馆 12900000001}
      """
    let units = try smallRegion()
    let standing = try #require(
      SessionsFile(text, file: "s.yaml").preview(units: units).balance.sessions.first)
    for language in Language.allCases {
      let draft = try #require(Brief(standing, units: units)).text(language)
      #expect(["小明", "8岁", "三丰", "12900000001"].filter(draft.contains) == [], "\(draft)")
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return text
  }
}
