import CampaignScheduler
@testable import Ledger
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
        此次活动共发放宣传册约 200 册，为群众提供义诊 12 人。
        （七星区计生协　张○○）
        """)
    #expect(
      drafts[1] == """
        ● 【请补充：日期】，桂林市七星区朝阳社区承办了义诊活动。【请补充：过程】【缺：活动日期、参加人数】
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

  private func brief(_ fields: String) throws -> Brief {
    let units = try smallRegion()
    let text = "events:\n  - {id: a, title: 活动, unit: 七星区, \(fields)}\n"
    let standings = SessionsFile(text, file: "s.yaml").preview(units: units).balance.sessions
    let standing = try #require(standings.first)
    return try #require(Brief(standing, units: units))
  }

  private static let day = #"date: "2026-10-03", "#
  private static let chinese: [(fields: String, sentence: String)] = [
    (
      day + "served: [{service: 测血糖, said: 30余人次, unit: 人次}, {service: 测血压, said: 40人次, unit: 人次}]",
      "此次活动共为群众提供测血糖 30 余人次、测血压 40 人次。"
    ),
    (
      day + "served: [{service: 义诊, said: 近200人次, unit: 人次}, {service: B超检查, n: 35}]",
      "为群众提供义诊近 200 人次、B超检查 35 人。"
    ),
    (
      day + "served: [{service: 帮扶, n: 8, unit: 户}, {service: 签约家庭医生, n: 120, unit: 户}]",
      "此次活动共帮扶 8 户，签约家庭医生 120 户。"
    ),
    (
      day + "served: [{service: 健康服务, n: 30, unit: 户}, {service: 检查, n: 1}]",
      "此次活动共为 30 户家庭提供健康服务，为 1 名群众提供检查。"
    ),
    (
      day + "served: [{service: 线上观看, said: 3.6万人次, unit: 人次}, {service: 直播观看, said: 500余人}]",
      "此次活动共有 3.6 万人次、500 余人线上观看。"
    ),
    (
      day + "materials: [{name: 宣传单, unit: 张, said: 约400张}, {name: 折页, unit: 份, said: 近300份}]",
      "此次活动共发放宣传单约 400 张，折页近 300 份。"
    ),
    (
      day + "materials: [{name: 宣传单, unit: 张, said: 约400}, {name: 折页, unit: 份, said: 300余}]",
      "此次活动共发放宣传单约 400 张，折页 300 余份。"
    ),
    (day + "materials: [{name: 宣传品, unit: 份}, {name: 环保袋, unit: 个, n: 200}]", "发放宣传品，环保袋 200 个。"),
    // What was entered in parts.
    (
      day + "materials: [{name: 折页, unit: 份, said: 500余份}, {name: 折页, unit: 份, n: 80}]", "此次活动共发放折页 580 余份。"
    ),
    (day + "served: [{service: 义诊, n: 20}, {service: 义诊, n: 9}]", "为群众提供义诊 29 人。"),
    (day + "venue: 会议室（可容纳 60 人）", "在会议室举办活动。"),
    (
      day + "channels: [入户慰问, 集中慰问], materials: [{name: 服务卡, unit: 张, n: 183}]",
      "此次活动通过入户慰问、集中慰问的形式共发放服务卡 183 张。"
    ),
    (
      day + "channels: [入户], served: [{service: 义诊, is: unknown}], materials: [{name: 折页, unit: 份, n: 9}]",
      "，通过入户的形式发放折页 9 份。"
    ),
    (
      #"date: "2026-10-03", date_text: "10 月 3 日，截止 10 月 8 日", completed_on: "2026-10-08", "#
        + "materials: [{name: 折页, unit: 份, n: 9}]",
      "● 10 月 3 日，桂林市七星区"
    ),
    (day + "materials: [{name: 读本, unit: 本, n: 30, titles: [《民法典》]}]", "发放《民法典》读本 30 本。"),
    (day + "attendance: [{group: 居民, said: 一百二十余名}]", "辖区一百二十余名居民参加活动。"),
    (day + "attendance: [{group: （其中儿童20人）, n: 58}]", "辖区 58 人（其中儿童 20 人）参加活动。"),
    (day + "attendance: [{n: 12, unit: 户}]", "辖区 12 户家庭参加活动。"),
    (day + "attendance: [辖区 58 位家长参加活动]", "】辖区 58 位家长参加活动。"),
    (day + "attendance: [活动吸引了近 300 名居民驻足]", "】辖区近 300 名居民参加活动。"),
    (day + "attendance: [{group: 辖区妇女, n: 30}]", "】辖区 30 位妇女参加活动。"),
    (day + "attendance: [{group: 辖区计生专干, n: 32}]", "】辖区 32 位计生专干参加活动。"),
    (day + "attendance: [{group: 辖区计生协, n: 32}]", "】辖区计生协 32 人参加活动。"),
    (day + "attendance: [{group: 男, n: 30}, {group: 女, n: 28}]", "】辖区 30 位男性、28 位女性参加活动。"),
    (day + "attendance: [{said: 58名}]", "】辖区 58 人参加活动。"),
    (day + "attendance: [12 户 35 人]", "】辖区 35 人、12 户家庭参加活动。"),
    ("date: 2026年8月中旬, attendance: [{n: 9}]", "● 8 月中旬，桂林市七星区组织开展活动。【请补充：过程】辖区 9 人参加活动。\n"),
    (day + "attendance: [{group: 朝阳社区, n: 57}]", "】辖区朝阳社区 57 人参加活动。"),
    (day + "served: [共接受群众咨询、义诊 30 多人]", "此次活动共接受群众咨询、义诊 30 多人。"),
    (day + "served: [慰问计生家庭 12 户]", "此次活动共慰问 12 户计生家庭。"),
    (day + "served: [为群众免费测量血压、血糖]", "】为群众免费测量血压、血糖。"),
    (day + "materials: [免费发放叶酸 30 盒, 183 份“暖心服务卡”]", "此次活动共发放叶酸 30 盒，暖心服务卡 183 份。"),
    (day + "kind: 专题讲座", "【请补充：主讲、内容】"),
    (day + "attendance: [{group: 妇女, n: 86}, {group: 婴幼儿, is: unknown}]", "【缺：婴幼儿人数】"),
    (day + "kind: visit, attendance: [{n: 12, unit: 户}]", "走访 12 户。"),
    (day + "kind: 走访慰问, attendance: [{group: 老人, n: 30}]", "走访 30 位老人。"),
    (day + "volunteers: {n: 20, from: 城区卫健系统}", "城区卫健系统志愿者 20 名参与服务。"),
    (day + "volunteers: {said: 二十名, from: 大学生}", "大学生志愿者二十名参与服务。"),
    (day + "volunteers: {said: 30多人}", "30 多名志愿者参与服务。"),
    (
      day + "kind: lecture, hours: 3, speaker: 宣讲团老师, course: {topic_names: [叶酸, 产检]}",
      "活动。由宣讲团老师主讲，内容为叶酸、产检，共 3 学时。【缺：参加人数】"
    ),
    (day + "kind: lecture, hours: 3, speaker: 宣讲团老师", "【请补充：主讲、内容】共 3 学时。"),
    (day + "activities: [学习, 讨论], attendance: [{n: 9}]", "参加活动。活动内容包括学习、讨论。"),
    // What was served and not counted: told by the free activities only as far as these name it.
    (
      day + "activities: [免费测量血压], served: [{service: 血糖测量, is: unknown}, {service: 骨密度测量, is: unknown}]",
      "开展血糖测量服务，开展骨密度测量服务。"
    ),
    (day + "activities: [免费测量血压], served: [{service: 血压血糖测量, is: unknown}]", "开展血压血糖测量服务。"),
    (day + "activities: [免费测血压, 免费测血糖], served: [{service: 测血压, is: unknown}]", "为群众免费测血压。"),
    (
      day + "activities: [老年人免费体检, 儿童免费体检], served: [{service: 体检, is: unknown}]",
      "为老年人们免费体检、为儿童们免费体检。"
    ),
    (day + "activities: [现场免费测量血压], served: [{service: 血压测量, is: unknown}]", "为群众免费测量血压。"),
    (day + "served: [{service: 体检, group: 妇女, is: unknown}]", "开展妇女体检服务。"),
    // Whom a service was for.
    (day + "served: [{service: 免费体检, group: 婴幼儿, said: 30名}]", "为 30 名婴幼儿免费体检。"),
    (day + "served: [{service: 测血压, group: 老人, said: 40余人}]", "为 40 余名老人提供测血压。"),
    (day + "served: [{service: 测血压, group: 老人, n: 40, unit: 人次}]", "为老人提供测血压 40 人次。"),
    (day + "served: [{service: 咨询, group: 家长, n: 12}]", "接受 12 名家长咨询。"),
    (day + "served: [{service: 孕妇产检, n: 12}]", "此次活动共为 12 名孕妇提供产检。"),
    (day + "served: [{service: 育龄妇女两癌筛查, n: 40, unit: 人次}]", "为育龄妇女提供两癌筛查 40 人次。"),
    (day + "served: [{service: 幼儿园体检, n: 12}]", "为群众提供幼儿园体检 12 人。"),
    (day + "served: [{service: 儿童营养咨询, n: 12}]", "接受群众儿童营养咨询 12 人。"),
    (day + "served: [{service: 慰问, group: 计生家庭, n: 12, unit: 户}]", "慰问 12 户计生家庭。"),
    // Who did it themselves.
    (day + "served: [{service: 签订承诺书, said: 270多户, unit: 户}]", "270 多户家庭签订承诺书。"),
    (day + "served: [{service: 承诺书签订, said: 270多户, unit: 户}]", "270 多户家庭签订承诺书。"),
    (day + "served: [{service: 签署倡议书, n: 80}]", "80 名群众签署倡议书。"),
    (day + "served: [{service: 领取药具, n: 80, unit: 人次}]", "领取药具 80 人次。"),
    // Where nobody is asked to write what happened, nothing that was done is left out.
    (
      day + """
        kind: lecture, speaker: 主任医师, course: {topic_names: [孕期营养]}, activities: [文艺演出, 咨询],
           served: [{service: 咨询, n: 12}]
        """, "接受群众咨询 12 人。活动内容包括文艺演出。"
    ),
    (day + "volunteers: {n: 12, is: at-least}", "12 余名志愿者参与服务。"),
    (day + "attendance: [{group: parents, n: 41, is: nearly, unit: persons}]", "辖区近 41 位 parents"),
    (#"date: "2026-09-25", date_text: "2026 年 9 月 25 日""#, "● 9 月 25 日，"),
    (#"date: 2026-02-16/2026-02-23, date_text: 2026年春节期间"#, "● 2026 年春节期间，"),
    (#"date: 2026-10-01/2026-10-07, date_text: 10月1日至7日"#, "● 10 月 1 日至 7 日，桂林市七星区组织开展活动。【请补充：过程】【缺：参加人数】"),
    (#"date: 2026-10-01/2026-10-10, date_text: 10月上旬, date_inferred: true"#, "【缺：参加人数】"),
    ("date_text: 日期不详", "● 【请补充：日期】，"), ("date_text: 近日", "● 近日，"),
  ]

  @Test(arguments: chinese.indices)
  func `a Chinese draft says what was recorded as Chinese says it`(_ row: Int) throws {
    let text = try brief(Self.chinese[row].fields).text(.zh)
    #expect(text.contains(Self.chinese[row].sentence), "\(text)")
  }

  private static let english: [(fields: String, sentence: String)] = [
    (#"date: "2026-10-03", part_of_day: 下午"#, "● On 2026-10-03 in the afternoon, 桂林市七星区 held “活动”."),
    ("date_text: 近日", "● Recently, "), ("venue: Hall", "● [Please add: date], "),
    (#"not_after: "2026-10-20", date_text: 近日"#, "● By 2026-10-20, 桂林市七星区 had held "),
    (day + "title_en: The “Way” home", "held “The ‘Way’ home”."),
    (day + "organisers: [Health Bureau, Family Association]", "Health Bureau, Family Association held "),
    (day + "activities: [学习, 讨论]", "Activities: 学习, 讨论."),
    (day + "attendance: [{group: 家庭, n: 45, unit: 户}]", "attended: 45 households."),
    (day + "kind: visit, attendance: [{n: 1, unit: 户}]", "visited: 1 household."),
    (day + "volunteers: {n: 20}", "volunteers: 20 people."),
    (day + "served: [{service: 线上观看, n: 500}]", "watched online: 500 people."),
    (day + "materials: [{name: 奶粉, unit: 罐甲, n: 3}, {name: 环保袋, unit: 个, n: 2}]", "奶粉: 3 罐甲; 环保袋: 2."),
    (day + "served: [{service: 体检, group: 婴幼儿, n: 30}]", "体检: 30 people (婴幼儿)."),
    (day + "served: [{service: Counselling, n: 9, unit: person-times}]", "Counselling: 9 person-times."),
    (
      day
        + "materials: [{name: 血压计, unit: 台, n: 3}, {name: 海报, unit: 卷, n: 1}, {name: Card, unit: cards, n: 1}]",
      "血压计: 3; 海报: 1 roll; Card: 1 card."
    ),
    (
      day + "kind: lecture, hours: 3, speaker: Dr, course: {topic_names: [a, b]}",
      " Dr taught a, b (3 hours)."
    ),
  ]

  @Test(arguments: english.indices)
  func `an English draft has no Chinese marks and no facts of its own`(_ row: Int) throws {
    let text = try brief(Self.english[row].fields).text(.en)
    #expect(text.contains(Self.english[row].sentence), "\(text)")
  }

  @Test func `names in Latin letters are not run together`() throws {
    let levels = ["region", "area", "county", "village"].enumerated().map { depth, name in
      Level(depth: depth, name: BilingualText(zh: name))
    }
    let names = [
      ("r", "Region", nil), ("n", "North Area", "r"), ("f", "Northfield", "n"), ("o", "Old Mill", "f"),
    ]
    let units = try UnitTree(
      levels: levels,
      units: names.enumerated().map { depth, unit in
        Unit(id: unit.0, name: unit.1, level: levels[depth], parent: unit.2)
      })
    let text = """
      events:
        - {id: a, title: Health Day, unit: f, date: "2026-05-29", attendance: [{n: 9}]}
        - {id: b, title: Talk, unit: o}
        - {id: c, title: Walk, unit: f, date: "2026-05-30", organisers: [Northfield Health Bureau, Red Cross]}
      """
    let balance = SessionsFile(text, file: "s.yaml").preview(units: units).balance
    let drafts = try balance.sessions.map { try #require(Brief($0, units: units)).text(.en) }
    #expect(drafts[0].contains("On 2026-05-29, Northfield (North Area) held “Health Day”."))
    #expect(
      drafts[2].contains("Northfield Health Bureau (North Area), Red Cross held “Walk”."), "\(drafts[2])")
    let summary = Summary(balance, units: units)
    #expect(summary.text(.en).contains("Old Mill (Northfield, North Area): date, attendance"))
    #expect(RoundUp(summary, units: units).text(.zh).contains("Northfield (North Area) 5 月 29 日开展Health Day"))
  }

  @Test func `what goes on is not said to be over`() throws {
    let units = try smallRegion()
    var session = Session(
      title: "调研", date: SessionDate(.interval(CivilDate(iso: "2026-04-11")!, CivilDate(iso: "2026-10-20")!)),
      status: .held)
    session.date.said = "自4月中旬起"
    session.date.isOpen = true
    let key = SessionKey(occurrence: nil, unit: "qixing", number: 1)
    let balance = Balance([
      LedgerEntry(
        id: EntryID(origin: "0011223344556677", number: 1), at: Timestamp(milliseconds: 0), by: "甲",
        scope: .init(key), act: .record(.session(session)), source: nil, lateReason: nil, previous: "",
        hash: "")
    ])
    let standing = try #require(balance.sessions.first)
    let draft = try #require(Brief(standing, units: units))
    #expect(draft.text(.en).hasPrefix("● Since 2026-04-11, 桂林市七星区 has held “调研”."))
    #expect(draft.text(.zh).hasPrefix("● 自 4 月中旬起，"))
  }

  @Test func `what only a person can make a story of is handed to whoever writes`() throws {
    let units = try smallRegion()
    let drafts = try newsletter().sessions.map { try #require(Brief($0, units: units)) }
    #expect(
      drafts[0].leftToWriter(.zh) == "主题 理解青春期、生殖与性行为、预防意外怀孕、预防性病（艾滋病）、社交安全、亲子互动")
    #expect(drafts[4].leftToWriter(.en) == "speaker 桂林市“桂姐姐”宣讲团老师")
    #expect(drafts[2].leftToWriter(.zh)?.contains("健康科普") == true)
    #expect(drafts[3].leftToWriter(.zh) == nil)
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
