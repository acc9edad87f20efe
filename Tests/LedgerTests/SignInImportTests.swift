import Foundation
import GRDB
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// Sign-in sheets: what people write into them, in whatever file they come.
struct SignInImportTests {
  static let files = [
    "signin-utf8-bom.csv", "signin-gb18030.csv", "signin-utf16-bom.csv", "signin-utf16le.csv",
    "signin-utf16be.csv",
    "signin-tabs.txt", "signin-semicolon.csv", "signin-fullwidth.csv", "signin.xlsx", "signin-lo.xlsx",
  ]

  @Test(arguments: files)
  func `the sample sheet gives the same in every encoding and file`(_ name: String) async throws {
    try await withLedger { store, _ in
      let options = try await store.listOptions()
      let report = try await store.importTable(ImportFiles.path(name), options)
      #expect(report.persons == .exact(14))
      #expect(report.rows.map(\.row) == (1...8).map(String.init))
      #expect(report.rows.map(\.result) == [.ok, .ok, .ok, .ok, .ok, .question, .ok, .ok])
      #expect((report.accepted, report.refused) == (8, 0))
      #expect(report.rows[3].reason?.zh == "与第 1 条同名同电话，只算一次")
      #expect(report.rows[5].cell == "E10")
      let facts = try #require(
        JSONSerialization.jsonObject(with: Data(report.json(.zh).description.utf8)) as? [String: Any])
      #expect(facts["headerRow"] as? Int == 3)
      #expect(facts["dateFound"] as? String == "07-12")
      #expect(facts["rowsRead"] as? Int == 8)
      #expect(facts["rowsSkipped"] as? [String: Int] == ["title": 2, "blank": 1, "total": 1, "other": 0])
      #expect((facts["personsBeforeDedup"] as? [String: Any])?["n"] as? Int == 15)
      #expect(facts["namedPeople"] as? Int == 6)
      #expect(facts["unnamedPeople"] as? Int == 8)
      #expect(facts["children"] as? Int == 1)
      #expect(facts["volunteers"] as? Int == 1)
      #expect((facts["duplicates"] as? [[String: Any]])?.map { $0["rows"] as? [Int] } == [[1, 4]])
      #expect(
        (facts["samePhoneDifferentName"] as? [[String: Any]])?.map { $0["rows"] as? [Int] } == [[2, 6]])
      let check = facts["totalRowCheck"] as? [String: Any]
      #expect(check?["message"] as? String == "表内合计15人含重复签到1人，入账14人")
      if !name.hasSuffix("xlsx") {
        let filled = facts["filledDown"] as? [[String: Any]]
        #expect(
          filled?.count == 1 && filled?[0]["row"] as? Int == 3 && filled?[0]["value"] as? String == "朝阳社区")
      }
    }
  }

  @Test func `who wants to come has not come, and an empty cell of those who came says nothing`() async throws
  {
    try await ImportFiles.withFolder { folder in
      try await withLedger { store, _ in
        let options = try await store.listOptions()
        let text = "8月10日讲座报名表,,\n序号,姓名,电话\n1,冬一,12988881001\n2,冬二,12988881002\n"
        _ = try await store.importTable(try ImportFiles.write(text, to: folder), options)
        let key = try #require(options.session)
        let session = try #require(try await store.session(key))
        #expect(session.counts.map(\.value.measure) == [.signedUp])
        #expect(session.counts.map(\.value.quantity) == [.exact(2)])
      }
      try await withLedger { store, _ in
        let text = "姓名,应到,实到\n古月,1,1\n木易,3,2\n弓长,1,\n"
        let report = try await store.importTable(
          try ImportFiles.write(text, to: folder), try await store.listOptions())
        #expect(report.persons == .exact(3))
        #expect(report.rows.map(\.result) == [.ok, .ok, .question])
      }
    }
  }

  @Test func `numbers go into the ledger and no name or phone`() async throws {
    try await withLedger { store, pool in
      let options = try await store.listOptions()
      _ = try await store.importTable(ImportFiles.path("signin-utf8-bom.csv"), options)
      let key = try #require(options.session)
      let session = try #require(try await store.session(key))
      #expect(session.session.status == .held)
      #expect(session.counts.map(\.value.quantity) == [.exact(13), .exact(1)])
      #expect(session.counts.map(\.value.role) == [.public, .volunteers])
      #expect(session.counts[0].value.includesChildren)
      let bodies = try await pool.read {
        try String.fetchAll($0, sql: "SELECT body || coalesce(source, '') FROM ledger_entry")
      }
      for word in ["张三", "李四", "129", "朝阳社区"] { #expect(!bodies.joined().contains(word)) }
      #expect(try await store.verify() == [])
    }
  }

  @Test func `the same list again, in another encoding and after a correction, changes nothing`() async throws
  {
    try await withLedger { store, pool in
      func rows() async throws -> Int {
        try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger_entry") ?? 0 }
      }
      let options = try await store.listOptions()
      let key = try #require(options.session)
      _ = try await store.importTable(ImportFiles.path("signin-gb18030.csv"), options)
      let standing = try #require(try await store.session(key))
      var mended = standing.counts[0].value
      mended.quantity = .exact(12)
      _ = try await store.correct(
        standing.counts[0].root, with: .count(mended), reason: "数错", by: "导入", at: noon)
      let before = try await rows()
      for name in Self.files.dropLast(2) {
        let again = try await store.importTable(ImportFiles.path(name), options)
        #expect(again.rows.allSatisfy { $0.reason?.zh == "以前导入过，内容相同，没有重复登记" }, "\(name)")
      }
      #expect(try await rows() == before)
      #expect(try await store.session(key)?.finalCounts().map(\.quantity) == [.exact(12)])
    }
  }

  @Test
  func `another list, or a head count that stands, holds up the import until somebody says which counts`()
    async throws
  {
    try await withLedger { store, _ in
      var options = try await store.listOptions()
      let key = try #require(options.session)
      let five = Count(.attendance, quantity: .exact(58))
      _ = try await store.record([.count(five)], in: key, by: "导入", at: noon)
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write("姓名,人数\n甲,1\n乙,2\n", to: folder)
        let held = try await store.importTable(file, options)
        #expect(held.table?.holdUp?.zh.contains("--final") == true)
        #expect(held.accepted == 0)
        #expect(try await store.session(key)?.counts.count == 1)
        options.isFinal = true
        #expect(try await store.importTable(file, options).accepted == 2)
        #expect(try await store.session(key)?.finalCounts().map(\.quantity) == [.exact(3)])
        options.isFinal = false
        let other = try ImportFiles.write("姓名,人数\n丙,1\n", to: folder, as: "other.csv")
        #expect(try await store.importTable(other, options).table?.holdUp?.zh.contains("--more") == true)
        options.isMore = true
        #expect(try await store.importTable(other, options).accepted == 1)
      }
    }
  }

  @Test func `bad rows are set apart and come in once they are mended`() async throws {
    let text = """
      5月28日家长课堂签到,,,
      姓名,电话,来了几人,备注
      甲,12900000001,1,
      乙,12900000002,-3,
      丙,12900000003,12900000003,
      丁,12900000004,三户,
      =HYPERLINK("http://x"),12900000005,1,
      戊,12900000006,1.5,
      己,12900000007,50000,"引号,和逗号"
      庚,12900000008,若干,
      辛,123,2人,
      """
    try await withLedger { store, _ in
      let options = try await store.listOptions(on: "2026-05-28")
      let key = try #require(options.session)
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(text, to: folder)
        let report = try await store.importTable(file, options)
        #expect(
          report.rows.map(\.result) == [.ok] + Array(repeating: .refused, count: 6) + [.question, .question])
        #expect(report.rows.map(\.cell) == [nil, "C4", "C5", "C6", "A7", "C8", "C9", "C10", "B11"])
        #expect(
          report.rows.allSatisfy {
            $0.result == .ok || ($0.reason?.zh.isEmpty == false && $0.reason?.en != nil)
          })
        #expect(report.persons == .exact(3))
        let apart = try #require(report.table?.setApart)
        #expect(apart.rows == 6)
        #expect(apart.text.hasPrefix("\u{FEFF}5月28日家长课堂签到"))
        #expect(apart.text.contains("'=HYPERLINK") && apart.text.contains(",'-3,"))
        // The clerk mends two of them and leaves the others.
        let mended = apart.text.replacing(",'-3,", with: ",3,").replacing("50000", with: "5")
        let rest = try ImportFiles.write(mended, to: folder, as: "table-待改.csv")
        let second = try await store.importTable(rest, options)
        #expect((second.accepted, second.refused) == (2, 4))
        #expect(
          try await store.session(key)?.finalCounts().map(\.quantity) == [
            .exact(3), .unknown(said: "若干"), .exact(8),
          ])
        let third = try await store.importTable(rest, options)
        #expect(third.accepted == 2)
        #expect(try await store.session(key)?.counts.count == 3)
      }
    }
  }

  @Test func `a dry run reports and enters nothing, and a list without its session is refused`() async throws
  {
    try await withLedger { store, pool in
      var options = TableOptions()
      options.dryRun = true
      let file = ImportFiles.path("signin.xlsx")
      let report = try await store.importTable(file, options)
      #expect(report.persons == .exact(14))
      let rows = try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger_entry") }
      #expect(rows == 0)
      await #expect(throws: TableFault.needsSession) { try await store.importTable(file) }
      await #expect(throws: LedgerFault.unknownSession("diecai/7")) {
        try await store.importTable(file, TableOptions(session: SessionKey("diecai/7")))
      }
    }
  }

  @Test(arguments: [
    ("1", 1, 0), ("２", 2, 0), ("两人", 2, 0), ("3 位", 3, 0), ("2大1小", 3, 1), ("两大一小", 3, 1), ("大人2孩子1", 3, 1),
    ("2个大人1个孩子", 3, 1), ("带1个孩子", 2, 1), ("带孩子", 2, 1), ("一家三口", 3, 0), ("全家5口人", 5, 0), ("夫妻俩", 2, 0),
    ("+1", 2, 0),
    ("大人2人，小孩1人", 3, 1), ("2大带1小", 3, 1), ("一家4人", 4, 0), ("夫妻二人", 2, 0), ("1人", 1, 0), ("十二大3小", 15, 3),
    ("+ 2", 3, 0), ("带老公", 2, 0), ("家属2人", 3, 0), ("+孩子1", 2, 1), ("和老婆、女儿", 3, 1), ("加公婆", 3, 0),
    ("3个大人", 3, 0), ("+3含本人", 3, 0), ("3人含我", 3, 0), ("夫妻和2个孩子", 4, 2), ("一家三口和奶奶", 4, 0), ("公婆俩", 2, 0),
    ("+3含孩子1人", 4, 1), ("8人+志愿者3人", 11, 0), ("8人+志愿者3人+孩子1人", 12, 1), ("2人+孩子", 3, 1), ("2大+1", 3, 0),
    ("夫妻1个孩子", 3, 1), ("我和老婆两个孩子", 4, 2), ("兄弟姐妹5人", 5, 0), ("30人其中志愿者2人孩子1人", 30, 1),
    ("30人其中60岁以上志愿者5人", 30, 0), ("我、孩子", 2, 1), ("", 1, 0), ("√", 1, 0), ("十二人", 12, 0), ("0", 0, 0),
  ])
  func `the number of people is read from what people write`(_ text: String, _ n: Int, _ children: Int) throws
  {
    let count = try HeadCount(text)
    #expect(count.quantity == .exact(Figure(n)))
    #expect(count.children == children)
  }

  @Test(arguments: [
    "-1", "负2人", "3户", "1.5", "99999", "12900000001", "=1", "@x", "很好", "1人2人", "妈妈", "8人+家长2人+志愿者1人", "12+3",
  ])
  func `what is no number of people is refused with a reason`(_ text: String) {
    #expect(throws: HeadCountFault.self) { try HeadCount(text) }
  }

  @Test(
    arguments: [
      ("张　三", "张三"), ("张三（下午到）", "张三"), ("张三女士", "张三"), ("小红花🌸", "小红花"), ("Ａnn  Lee", "Ann Lee"),
      ("（代签）", nil), ("（张三）", "张三"), ("（后排）", nil),
      ("12", nil), ("欧阳·娜", "欧阳·娜"), ("老师", "老师"),
    ] as [(String, String?)])
  func `names are made comparable`(_ text: String, _ key: String?) {
    #expect(SignInName.key(text)?.replacing("  ", with: " ") == key)
  }

  @Test func `pages with subtotals, repeated headers, printed numbers and footnotes are read as one list`()
    async throws
  {
    let text = """
      序号,姓名,所在社区,手机号码,到场人数
      1,甲,朝阳社区,12900000001,2
      2,乙,〃,12900000002,1
      本页小计,,,,3
      序号,姓名,所在社区,手机号码,到场人数
      3,丙,"",12900000003,1
      4,甲,朝阳社区,12900000009,1
      5,,,,
      6,,,,
      小计,,,,3
      总计：5人,,,,
      填表人：丁,,,,
      """
    try await withLedger { store, _ in
      var options = TableOptions()
      options.dryRun = true
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder), options)
        #expect(report.persons == .exact(5))
        #expect(report.rows.map(\.result) == [.ok, .ok, .ok, .question])
        #expect(report.rows[3].reason?.zh == "与第 1 条同村同名，两人都算，是否正确？")
        #expect(report.table?.warnings.map(\.zh) == ["第 10 行小计 3 人，各行相加 2 人"])
      }
    }
  }

  @Test func `what stands below a printed list is nobody, and a group counts as many as it says`()
    async throws
  {
    let text = """
      姓名,电话
      张三,12900000001
      李四,12900000002
      （以下空白）,
      共计2人,
      实到2人，应到5人,
      应到 5 人,
      主持人：赵局长,
      日期：2026年5月29日,
      第2页,
      -1-,
      ———,
      第 3 页 / 共 5 页,
      家属3人,
      王五等20人,
      群众若干,
      """
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(text, to: folder)
        let report = try await store.importTable(file, try await store.listOptions())
        #expect(report.rows.map(\.result) == [.ok, .ok, .question, .question, .question])
        #expect(report.persons.n == 25)
        let said = report.rows.compactMap { $0.reason?.inBoth }.joined()
        #expect(!said.contains("王五"))
      }
    }
  }

  @Test(
    arguments: [
      ("身份", "家长;儿童;老人;志愿者", "家长 1,老人 1,参加 1,volunteers 1", 1),
      ("身份", "小朋友;小朋友;家长", "参加 2,家长 1", 2), ("身份", "本人;群众;居民;家属", "参加 4", 0),
      ("身份", "村干部;育龄妇女;育龄妇女", "村干部 1,育龄妇女 2", 0), ("身份", "失独老人;老人", "参加 1,老人 1", 0),
      ("身份", "志愿者;非志愿者;群众", "volunteers 1,参加 2", 0), ("志愿者", "志愿者;非志愿者;", "volunteers 1,参加 2", 0),
      ("是否志愿者", "是;否;", "volunteers 1,参加 2", 0), ("是否为工作人员（是/否）", "是;不是;", "staff 1,参加 2", 0),
      ("人数,是否志愿者", "3,是;1,否;2,1", "volunteers 2,参加 4", 0), ("人数,志愿者", "3,1;1,", "volunteers 1,参加 4", 0),
      ("参加对象", "家长;孕妇;家长", "家长 2,孕妇 1", 0), ("参加对象,人数", "家长,2;孕妇,1", "家长 2,孕妇 1", 0),
    ])
  func `who people are is counted as the list calls them`(
    _ header: String, _ roles: String, _ counts: String, _ children: Int
  ) async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let rows = roles.split(separator: ";", omittingEmptySubsequences: false).enumerated().map {
          "人\($0.offset),1290000000\($0.offset),\($0.element)"
        }
        let file = try ImportFiles.write("姓名,电话,\(header)\n\(rows.joined(separator: "\n"))\n", to: folder)
        let options = try await store.listOptions()
        _ = try await store.importTable(file, options)
        let key = try #require(options.session)
        let session = try #require(try await store.session(key))
        let found = session.counts.map(\.value).map { count in
          let who = count.role == .public ? count.group ?? "参加" : count.role.rawValue
          return "\(who) \(count.quantity.n ?? .zero)"
        }
        #expect(Set(found) == Set(counts.split(separator: ",").map(String.init)))
        #expect(session.notes.map(\.value) == (children > 0 ? ["其中儿童 \(children) 人"] : []))
      }
    }
  }

  @Test(
    arguments: [
      ("姓名,电话,大人,小孩\n张三,12900000001,2,1\n李四,12900000002,1,\n", 4),
      ("姓名,电话,男,女\n张三,12900000001,1,2\n李四,12900000002,√,\n", 4),
      ("姓名,电话,儿童数,成人数,合计\n张三,12900000001,1,2,3\n李四,12900000002,0,1,1\n", 4),
      ("户主,地区,电话,携带家属数,到场\n张三,东村,12900000001,2,1\n李明,东村,12900000002,1,0\n王芳,西村,12900000003,—,1\n", 4),
      ("学员姓名,电话,带孩子数\n张三,12900000001,2\n李明,12900000002,0\n", 4),
      ("姓名,电话,人数,随行家属数\n张三,12900000001,3,2\n李明,12900000002,1,\n", 4),
      ("户主,姓名,联系方式（手机）,到会\n张三,李明,12900000001,2\n张三,王芳,12900000001,\n", 3),
      ("姓名,电话,参加户数\n张三,12900000001,3\n", 1),
      ("户主姓名,家庭人数,到场人数,电话\n张三,5,2,12900000001\n李四,4,1,12900000002\n", 3),
      ("序号,姓名,电话,人数\n1,李明,12900000001,2\n2,王小丽,12900000002,3\n3,小计,,5\n", 5),
      ("序号,姓名,电话,人数\n1,李明,12900000001,2\n2,总小丽,12900000002,3\n3,本页合计,,5\n", 5),
      ("序号,村,姓名,人数\n1,东村,李明,2\n,东村,合计,2\n2,西村,王小丽,3\n,,人数合计,3\n,,本页共,5\n", 5),
      ("序号,姓名,人数,序号,姓名,人数\n1,李明,2,2,王小丽,3\n3,李建国,1,4,合计,6\n", 6),
      ("姓名,电话,人数\n李明,12900000001,报3到2\n王小丽,12900000002,3（实到2）\n李建国,12900000003,报3实到2\n", 6),
    ] as [(String, Figure)])
  func `columns of parts are added, and who came goes before who lives there`(_ text: String, _ n: Figure)
    async throws
  {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(text, to: folder)
        let report = try await store.importTable(file, try await store.listOptions())
        #expect(report.persons == .exact(n), "\(report.rows)")
      }
    }
  }

  @Test(
    arguments: [
      ("姓名,电话,男,女\n张三,12900000001,1,2\n李明,12900000002,,1\n合计,,1,3\n", "表内合计4人，与各行相符"),
      ("姓名,电话,大人,小孩\n张三,12900000001,2,1\n李明,12900000002,1,\n合计,,4,\n", "表内合计4人，与各行相符"),
      ("姓名,电话,大人,小孩\n张三,12900000001,2,1\n合计,,2,2\n", "表内合计4人，各行相加3人，去重后3人；请核对"),
      ("姓名,携带家属数,到场\n张三,2,1\n李明,0,1\n合计,2,2\n", "表内合计4人，与各行相符"),
      ("序号,姓名,人数\n1,李明,2\n2,王小丽,3\n3,合计,5\n", "表内合计5人，与各行相符"),
      ("序号,姓名,人数\n1,李明,2\n2,王小丽,3\n3,总计,6\n", "表内合计6人，各行相加5人，去重后5人；请核对"),
    ])
  func `a printed sum in parts is compared as a whole`(_ text: String, _ said: String) async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(
          try ImportFiles.write(text, to: folder), try await store.listOptions())
        let told = (report.table?.remarks ?? []) + (report.table?.warnings ?? [])
        #expect(told.map(\.zh).contains(said), "\(told.map(\.zh))")
      }
    }
  }

  @Test func `one name stands for no thousand, and a word for who came is told which are understood`()
    async throws
  {
    let text =
      "姓名,电话,人数,状态\n张三,12900000001,1000,到\n李明,12900000002,999,到\n王芳,12900000003,1,王小芳\n（张三）,12900000004,2,到\n张三,12900000004,2,到\n"
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(
          try ImportFiles.write(text, to: folder), try await store.listOptions())
        #expect(report.rows.map(\.result) == [.refused, .question, .question, .ok, .ok])
        #expect(report.rows[0].cell == "C2")
        let status = report.rows[2].reason
        #expect(status?.zh.contains("未到") == true && status?.zh.contains("王小芳") == false)
        #expect(report.rows[4].reason?.zh.contains("同名同电话") == true)
      }
    }
  }

  @Test func `a sheet that only some signed says so`() async throws {
    let text = "姓名,电话,签名\n张三,12900000001,张三\n李四,12900000002,\n"
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(
          try ImportFiles.write(text, to: folder), try await store.listOptions())
        #expect(report.persons == .exact(2))
        #expect(report.table?.warnings.contains { $0.zh.contains("签名一栏有 1 行空着") } == true)
      }
    }
  }

  @Test func `no message shows whose number a cell holds`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let list = "姓名,电话,人数,带队人张小三13812345678\n甲某,12900000001,李小四13912345678陪同,\n"
        let report = try await store.importTable(
          try ImportFiles.write(list, to: folder), try await store.listOptions())
        let events = try await store.importTable(
          try ImportFiles.write(
            "单位,日期,活动,人数\n张小三 13812345678,2026-05-28,义诊,50\n", to: folder, as: "events.csv"))
        let said =
          (report.rows + events.rows).compactMap { $0.reason?.inBoth }
          + (report.table?.remarks ?? []).map(\.inBoth)
        #expect(said.count >= 3)
        for secret in ["张小三", "李小四", "1381234", "1391234"] {
          #expect(!said.joined().contains(secret), "\(said)")
        }
        do {
          _ = try await store.importTable(
            try ImportFiles.write("张小三,13812345678,1\n李小四,13912345678,1\n", to: folder, as: "c.csv"))
          Issue.record("a list without a header was read")
        } catch let fault as TableFault {
          #expect(
            fault.reason.zh.contains("张*") && !fault.reason.inBoth.contains("138123"), "\(fault.reason)")
        }
      }
    }
  }

  @Test func `a row with nothing but a village is nobody, and is asked about`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write("姓名,村,电话,人数\n某甲,东村,,2\n,东村,,\n,西村,,3\n", to: folder)
        let report = try await store.importTable(file, try await store.listOptions())
        #expect(report.rows.map(\.result) == [.ok, .question, .ok])
        #expect(report.persons == .exact(5))
      }
    }
  }

  static let absences: [(text: String, n: Int, away: Int)] = [
    ("姓名,电话,状态\n甲甲,12900000001,到\n乙乙,12900000002,未到\n丙丙,12900000003,请假\n", 1, 2),
    ("姓名,电话,状态\n甲甲,12900000001,\n乙乙,12900000002,未到\n丙丙,12900000003,\n", 2, 1),
    ("姓名,电话\n甲甲（请假）,12900000001\n乙乙 未到,12900000002\n丙丙缺席,12900000003\n戊来,12900000004\n", 1, 3),
    ("姓名,人数,备注\n甲甲,1,临时有事请假\n乙乙,2,孩子没来\n丙丙,未到,\n丁丁,1,缺席。\n", 2, 3),
    ("姓名,实到人数,签名\n甲甲,1,甲甲\n乙乙,,（请假）\n", 1, 1),
    ("姓名,人数,备注\n甲甲,1,\n乙乙,2,取消\n丙丙,2,退出\n丁丁,1,（已取消）\n戊戊,1,不来了\n己己,取消,\n", 1, 5),
    ("Name,People,Status\nA Bee,2,present\nC Dee,1,absent\nE Eff,1,Excused\nG Gee,1,registered\n", 2, 3),
  ]

  @Test(arguments: absences.indices)
  func `who is said not to have come is not counted`(_ index: Int) async throws {
    let (text, n, away) = Self.absences[index]
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let options = try await store.listOptions()
        let report = try await store.importTable(try ImportFiles.write(text, to: folder), options)
        #expect(report.persons == .exact(Figure(n)))
        #expect(report.rows.count { $0.reason != nil } == away)
        #expect(report.rows.allSatisfy { $0.result == .ok })
        let key = try #require(options.session)
        #expect(try await store.session(key)?.finalCounts().map(\.quantity) == [.exact(Figure(n))])
      }
    }
  }

  @Test(
    arguments: [
      ("姓名,是否到场\n甲甲,\n乙乙,√\n丙丙,\n", 1, [.question, .ok, .question], "没写来没来", "B2"),
      ("姓名,到否,备注\n甲甲,来了,\n乙乙,,请假\n丙丙,—,\n", 1, [.ok, .ok, .question], "没写来没来", "B4"),
      (
        "姓名,电话,人数\n丙丁,12900000009,1\n丙 丁,12900000009,2\n合计,,3\n", 1, [.ok, .question],
        "人数却不同（1 人、2 人）", "C3"
      ),
      ("姓名,电话,人数\n丙丁,12900000009,2\n丙 丁,12900000009,2\n合计,,4\n", 2, [.ok, .ok], "只算一次", nil),
    ] as [(String, Int, [ImportRow.Result], String, String?)])
  func `what a list leaves open is counted in no guess, and is asked about`(
    _ text: String, _ n: Int, _ results: [ImportRow.Result], _ words: String, _ cell: String?
  ) async throws {
    let warnings = try await check(text, n, results, words, cell)
    #expect(warnings.isEmpty == !results.contains(.question))
  }

  /// Imports a list without entering it.
  ///
  /// - Returns: What is told of the whole list.
  private func check(
    _ text: String, _ n: Int, _ results: [ImportRow.Result], _ words: String, _ cell: String?
  ) async throws -> [BilingualText] {
    try await withLedger { store, _ in
      var options = TableOptions()
      options.dryRun = true
      return try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder), options)
        #expect(report.persons == .exact(Figure(n)))
        #expect(report.rows.map(\.result) == results)
        #expect(report.rows.compactMap(\.reason?.zh).contains { $0.contains(words) })
        #expect(report.rows.compactMap(\.cell).first == cell)
        return report.table?.warnings ?? []
      }
    }
  }

  @Test(
    arguments: [
      ("姓名,人数,备注\n甲甲,3,实到2人\n乙乙,3,实到3人\n", 5, [.question, .ok], "备注里的 2 人", "C2"),
      ("姓名,人数,备注\n甲甲,3,请假1人\n乙乙,3,到3楼\n", 6, [.question, .ok], "有人没来", "C2"),
      ("姓名,人数,备注\n甲甲,2,线上参加\n乙乙,1,看直播\n丙丙,1,线上报名\n", 1, [.question, .question, .ok], "线上人数请另记", "C2"),
      ("姓名,状态\n甲甲,到\n乙乙,线上\n", 1, [.ok, .question], "线上人数请另记", "B3"),
      ("姓名,人数\n王小丽夫妇,\n陈静一家三口,\n李和平,\n", 6, [.question, .question, .ok], "按 3 人算", "A2"),
      ("姓名,人数\n黄秀+1,\n王小丽、李建国,\n陈静（带孩子）,\n", 6, [.question, .question, .question], "按 2 人算", "A2"),
      ("姓名,人数,备注\n李明,,带2个小孩\n王小丽,2,带1个小孩\n", 5, [.question, .ok], "备注里的 3 人", "C2"),
      ("姓名,参加对象\n甲甲,家长3人\n乙乙,家长\n", 2, [.question, .ok], "没有算进人数", "B2"),
      ("姓名,参加对象\n甲甲,家长和孩子\n乙乙,家长\n", 3, [.question, .ok], "按 2 人算", "B2"),
      ("姓名,人数\n甲甲,3人（不含孩子2人）\n乙乙,3人不含本人\n", 9, [.question, .question], "一共按 5 人算", "B2"),
      ("姓名,备注\n李明,和老公\n王小丽,同学介绍\n陈静,第2组\n", 4, [.question, .ok, .ok], "备注里的 2 人", "B2"),
    ] as [(String, Int, [ImportRow.Result], String, String)])
  func `what a name or a remark says of how many came is counted, and asked about`(
    _ text: String, _ n: Int, _ results: [ImportRow.Result], _ words: String, _ cell: String
  ) async throws {
    _ = try await check(text, n, results, words, cell)
  }

  @Test(
    arguments: [
      ("序号,姓名,电话,序号,姓名,电话", "1,甲甲,12900000001,3,丙丙,129", "2,乙乙,12900000002,,,", 3, "F2"),
      ("村,姓名,电话,,姓名,电话", "东村,甲甲,12900000001,,丙丙,129", "东村,乙乙,12900000002,,丁丁,", 4, "F2"),
      ("姓名,姓名,姓名", "甲甲,乙乙,丙丙", "丁丁,,", 4, nil),
    ] as [(String, String, String, Int, String?)])
  func `lists side by side are all read`(
    _ header: String, _ first: String, _ second: String, _ n: Int, _ cell: String?
  ) async throws {
    try await withLedger { store, _ in
      var options = TableOptions()
      options.dryRun = true
      try await ImportFiles.withFolder { folder in
        let text = [header, first, second].joined(separator: "\n") + "\n"
        let report = try await store.importTable(try ImportFiles.write(text, to: folder), options)
        #expect(report.persons == .exact(Figure(n)))
        #expect(report.rows.compactMap(\.cell) == [cell].compactMap { $0 })
      }
    }
  }

  @Test func `a list of a session still to come is asked about, and sessions are no list`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let list = try ImportFiles.write("姓名,人数\n甲甲,1\n乙乙,2\n", to: folder)
        let late = try await store.importTable(list, try await store.listOptions(on: "2027-07-15"))
        #expect(late.table?.warnings.first?.zh.contains("还没到") == true)
        let options = try await store.listOptions(on: "2026-05-12")
        #expect(try await store.importTable(list, options).table?.warnings == [])
        let events = try ImportFiles.write(
          "单位,活动,日期,人数\n叠彩区,讲座,2026-03-01,58\n七星区,义诊,2026-03-02,40\n", to: folder, as: "b.csv")
        await #expect(throws: TableFault.noList) { try await store.importTable(events, options) }
        // Another list of the same session waits, and so do all its rows.
        let other = try ImportFiles.write("姓名,人数\n丙丙,1\n", to: folder, as: "c.csv")
        let held = try await store.importTable(other, options)
        #expect((held.accepted, held.asked) == (0, 1))
        #expect(held.rows.map(\.reason) == [.heldUp])
      }
    }
  }
}
