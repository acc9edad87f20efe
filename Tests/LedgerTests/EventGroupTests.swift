import Planning
import TestSupport
import Testing

@testable import Ledger

/// Whom the figures of a table of events count: groups by their columns or in the words of the cells.
struct EventGroupTests {
  /// What became of a table, with its figures and notes as they stand in the ledger.
  private func imported(_ text: String) async throws -> (report: ImportReport, figures: String) {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        let sessions = try await store.balance().sessions
        let counts = sessions.flatMap(\.counts).map { standing in
          let count = standing.value
          let group = count.group.map { ":\($0)" } ?? ""
          return "\(count.measure.rawValue)\(group) \(count.quantity.n ?? .zero)\(count.counter)"
        }
        return (report, (counts + sessions.flatMap(\.notes).map(\.value)).joined(separator: " "))
      }
    }
  }

  @Test(
    arguments: [
      ("服务人数", "线上观看1.2万人次", "观看 12000人次"), ("服务人数", "走访慰问37户", "走访慰问 37户"), ("服务人数", "体检不足40人", "体检 40人"),
      ("服务人次", "50", "服务 50人次"), ("服务人次", "\"咨询200余人次，义诊150人次\"", "咨询 200人次 义诊 150人次"),
      ("义诊人次", "老人 50", "义诊 50人次"), ("咨询人数", "58", "咨询 58人"), ("人数", "126名学生", "参加:学生 126人"),
      ("人数", "68人（22户）", "参加 68人 参加 22户"), ("人数", "68人（其中女32人）", "参加 68人"), ("参加人次", "家长 50", "参加:家长 50人次"),
      ("人数", "58位家长，志愿者6人", "参加:家长 58人 参加 6人"), ("参加人数", "30户家庭90人", "参加 90人 参加 30户"),
      ("参加人数", "30户90余人", "参加 90人 参加 30户"), ("人数", "上午40人，下午35人，全天共75人", "参加 75人"),
      ("工作人员", "工作人员3人、医务人员6人", "参加 3人 参加:医务人员 6人"),
      ("志愿者", "医生6人，学生10人", "参加:医生 6人 参加:学生 10人"),
    ])
  func `a cell that says more than a number is read as people say it`(
    _ header: String, _ cell: String, _ figures: String
  ) async throws {
    // What was left out is told.
    try await expect(header, cell, figures, cell.contains("其中") ? .question : .ok, unread: [])
  }

  @Test(
    arguments: [
      ("家长,儿童", "20,15", "参加:家长 20人 参加:儿童 15人", []),
      ("参加人数,儿童人数", "20,15", "参加 20人 其中儿童 15 人", []), ("参加人数,其中儿童", "20,约6", "参加 20人 其中儿童 约 6 人", []),
      ("家长人数", "20", "参加:家长 20人", []), ("参加家长数,参加儿童数", "20,15", "参加:家长 20人 参加:儿童 15人", []),
      ("参加人数,家长,儿童", "35,20,15", "参加 35人 其中儿童 15 人", ["家长"]),
      ("参加人数,参加家长数", "35,20", "参加 35人", ["参加家长数"]), ("家长,儿童,合计", "20,15,35", "参加 35人 其中儿童 15 人", ["家长"]),
      ("群众,育龄妇女,老人人数,志愿者", "20,15,8,3", "参加 20人 参加:育龄妇女 15人 参加:老人 8人 参加 3人", []),
      ("群众,志愿者,合计", "20,3,23", "参加 20人 参加 3人", ["群众"]), ("大人,小孩", "20,15", "参加 20人 参加:小孩 15人", []),
      ("参加户数,家长,儿童", "9,12,8", "参加 9户 参加:家长 12人 参加:儿童 8人", []),
      ("参加人数,受益妇女人数", "35,200", "参加 35人", ["受益妇女人数"]), ("咨询人数,慰问老人", "9,8", "咨询 9人", ["慰问老人"]),
      ("Attendance,Served,Leaflets", "20,6,40", "参加 20人 服务 6人", []),
      ("Participants,Households,Children", "20,8,6", "参加 20人 参加 8户 其中儿童 6 人", []),
      ("学生,家长,教师", "60,35,5", "参加:学生 60人 参加:家长 35人 参加:教师 5人", []),
      ("家长,儿童,其他", "20,15,3", "参加:家长 20人 参加:儿童 15人 参加 3人", []),
      ("家长,儿童,其他", "20,15,雨天改室内", "参加:家长 20人 参加:儿童 15人", []),
      ("参加人数,教师", "20,3", "参加 20人", ["教师"]), ("培训人数", "68", "参加 68人", []),
      ("培训对象及人数", "村专干68人", "参加:村专干 68人", []), ("参加人数,培训人数", "80,68", "参加 80人 培训 68人", []),
      ("咨询人数,培训人数", "80,68", "咨询 80人 培训 68人", []),
      ("Parents,Children", "20,15", "参加:parents 20人 参加:children 15人", []),
    ] as [(String, String, String, [String])])
  func `groups are the attendance, or parts of it where a column has all`(
    _ header: String, _ cells: String, _ figures: String, _ unread: [String]
  ) async throws {
    try await expect(header, cells, figures, .ok, unread: unread)
  }

  @Test(
    arguments: [
      ("人数,,\n,,,家长,儿童,志愿者", "20,15,3", "参加:家长 20人 参加:儿童 15人 参加 3人"),
      ("参加情况,\n,,,干部,群众", "5,30", "参加:干部 5人 参加 30人"), ("活动情况,\n,,,干部,群众", "5,30", "参加:干部 5人 参加 30人"),
      ("参加情况,\n,,,网格员,群众", "5,30", "参加 5人 参加 30人"), ("参加情况,\n,,,人数,户数", "60,20", "参加 60人 参加 20户"),
      ("活动情况,,\n,,,场次,群众,党员", "1,30,5", "参加 30人 参加:党员 5人"),
      ("参加情况,,\n,,,党员,群众,合计", ",30,30", "参加 30人"), ("参加情况,,\n,,,党员,群众,合计", "5,30,", "参加:党员 5人 参加 30人"),
    ])
  func `a header of two rows may have groups below the attendance`(
    _ header: String, _ cells: String, _ figures: String
  ) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)")
    #expect(found.figures == figures, "\(found.report.rows)")
    #expect(found.report.rows.map(\.result) == [.ok])
  }

  @Test(
    arguments: [
      ("参加人数,其中志愿者", "66,8", "参加 58人 参加 8人", true), ("参加人数,志愿者", "66,8", "参加 66人 参加 8人", true),
      ("参加人数（含志愿者）,志愿者", "66,8", "参加 58人 参加 8人", true), ("参加人数,含志愿者（人）", "66余,8", "参加 58人 参加 8人", true),
      ("参加人数,其中：工作人员,其中：志愿者", "66,3,8", "参加 55人 参加 8人 参加 3人", true),
      ("参加人数,其中志愿者", "66人（其中志愿者8人）,8", "参加 58人 参加 8人", true),
      ("参加人数,其中志愿者", "66人（其中志愿者8人）,9", "参加 58人 参加 8人", false),
      ("参加人次,参加户数,其中志愿者", "66,20,8", "参加 58人次 参加 20户 参加 8人次", true),
      ("干部,群众,志愿者,合计人数", "5,30,8,43", "参加 35人 参加 8人", true),
      ("干部,群众,志愿者,合计人数", "5,30,8,40", "参加 32人 参加 8人", false),
      ("参加人数,其中：党员,志愿者,群众", "66,10,8,48", "参加 58人 参加 8人", true),
      ("男,女,合计,志愿者", "20,23,43,8", "参加 43人 参加 8人", true),
      ("群众,志愿者,合计", ",,38", "参加 38人", true), ("群众,志愿者,合计", "30,8,", "参加 30人 参加 8人", true),
      ("家长,儿童,合计", "20,15,40", "参加 40人 其中儿童 15 人", false), ("群众,其中党员", "30,5", "参加 30人", true),
      ("参加人数,,,\n,,,总数,党员,群众,志愿者", "43,5,30,8", "参加 35人 参加 8人", true),
      ("参加人数,,\n,,,群众,志愿者,小计", "35,8,50", "参加 42人 参加 8人", false),
      ("参加人数,,\n,,,合计,其中：党员,其中：志愿者", "43,5,8", "参加 35人 参加 8人", true),
      ("参加人数,,,\n,,,总人数,男,女,志愿者", "43,20,23,8", "参加 35人 参加 8人", true),
      ("参加人数,学生,家长,教师,志愿者", "100,60,35,5,5", "参加 100人 参加 5人", true),
      ("参加人数,学生,家长,领队,志愿者", "100,60,35,5,5", "参加 100人 参加 5人", true),
      ("男性,女性,儿童,合计", "20,40,25,60", "参加 60人 其中儿童 25 人", true),
      ("家长,孩子,其他,志愿者,合计", "45,55,10,6,116", "参加 110人 参加 6人 其中儿童 55 人", true),
      ("家长,孩子,领队,志愿者,合计", "45,55,10,6,116", "参加 110人 参加 6人 其中儿童 55 人", true),
      ("男,女,志愿者,合计", "20,40,5,65", "参加 60人 参加 5人", true),
      ("参加人数,志愿者", "85人（含志愿者10人）,10", "参加 75人 参加 10人", true),
      ("参加人数,志愿者", "85人（不含志愿者10人）,10", "参加 85人 参加 10人", true),
      ("参加人数,志愿者", "群众60人、志愿者8人,8", "参加:群众 60人 参加 8人", true),
      ("参加人数,志愿者", "群众60人、志愿者8人,9", "参加:群众 60人 参加 8人", false),
      ("参加人数,志愿者,工作人员", "\"90人，其中志愿者10人、工作人员5人\",10,5", "参加 75人 参加 10人 参加 5人", true),
      ("群众人数,志愿者人数,工作人员人数,总人数", "80,5,3,88", "参加 80人 参加 5人 参加 3人", true),
      ("群众人数,志愿者人数,工作人员人数,总人数", "50,6,2,60", "参加 52人 参加 6人 参加 2人", false),
      ("学员,志愿者,工作人员,参加总人数", "50,6,2,85", "参加 77人 参加 6人 参加 2人", false),
      ("参加总人数,育龄妇女,志愿者", "60,30,5", "参加 60人 参加 5人", true),
      ("参加人数,志愿者,合计", "40,10,50", "参加 40人 参加 10人", true),
      ("参加人数,志愿者,合计", "40,10,40", "参加 30人 参加 10人", false),
      ("参加人数,志愿者,合计", "40,10,45", "参加 40人 参加 10人", false),
      ("参加人数,志愿者,合计", "40,0,40", "参加 40人 参加 0人", true), ("参加人数,志愿者,合计", "40,10,", "参加 40人 参加 10人", true),
      ("参加人数,志愿者,工作人员,合计", "40,10,2,52", "参加 40人 参加 10人 参加 2人", true),
      ("参加人数,其中志愿者,合计", "40,10,40", "参加 30人 参加 10人", true),
      ("参加人数,医生,护士", "40,3,2", "参加 40人 参加:医生 3人 参加:护士 2人", true),
      ("参加人数,医务人员,医生,护士", "40,5,3,2", "参加 40人 参加:医务人员 5人", true),
      ("参加人数,志愿者,合计", ",10,50", "参加 10人", false),
    ])
  func `helpers are taken out of the people whose number counts them`(
    _ header: String, _ cells: String, _ figures: String, _ fits: Bool
  ) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)")
    #expect(found.figures == figures, "\(found.report.rows)")
    #expect(found.report.rows.map(\.result) == [fits ? .ok : .question])
    #expect(found.report.rows.first?.reason?.en != nil || fits)
  }

  @Test(
    arguments: [
      ("总人数,志愿者,工作人员", "50,5,3", "参加 50人 参加 5人 参加 3人", "志愿者、工作人员"),
      ("总人数,其中：老年人,志愿者", "50,45,5", "参加 50人 参加 5人", "志愿者"),
      ("参加人数,其中：老年人,志愿者", "50,45,5", "参加 50人 参加 5人", "志愿者"),
      ("参加人数,儿童,志愿者", "50,45,5", "参加 50人 参加 5人 其中儿童 45 人", nil),
      ("参加人数,群众,志愿者,领队", "66,58,8,5", "参加 66人 参加 8人", "志愿者"),
      ("参加人数,群众,志愿者,经费", "66,58,8,500", "参加 58人 参加 8人", nil),
      ("参加人数,志愿者", "66,8", "参加 66人 参加 8人", nil), ("总人数,志愿者", "50,0", "参加 50人 参加 0人", nil),
      ("参加人数,志愿者,群众", "50,10,", "参加 50人 参加 10人", "志愿者"), ("参加人数,志愿者,群众", "50,10,40", "参加 40人 参加 10人", nil),
      ("参加人数,志愿者,群众", "50,10,50", "参加 50人 参加 10人", nil),
      ("总人数,群众,志愿者", "50,45,5", "参加 45人 参加 5人", nil), ("总人数,其中志愿者", "50,5", "参加 45人 参加 5人", nil),
    ] as [(String, String, String, String?)])
  func `helpers that the number of people may count are told and no coincidence decides`(
    _ header: String, _ cells: String, _ figures: String, _ told: String?
  ) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)")
    #expect(found.figures == figures, "\(found.report.rows)")
    let warnings = found.report.table?.warnings.filter { $0.zh.contains("看不出包不包括") } ?? []
    #expect(
      warnings.map { $0.zh.contains("“\(told ?? "")”") && $0.en?.contains("in 1 row ") == true }
        == (told == nil ? [] : [true]))
  }

  @Test(
    arguments: [
      ("参加人数,医务人员", "50,4", "参加 50人 参加:医务人员 4人", nil), ("参加人数,其中医务人员", "50,4", "参加 46人 参加:医务人员 4人", nil),
      ("医生人数,参加人数", "3,80", "参加 80人 参加:医生 3人", nil), ("医务人员", "40", "参加:医务人员 40人", "按工作人员登记"),
      ("护士,医生", "3,2", "参加:护士 3人 参加:医生 2人", "“护士、医生”按工作人员登记"),
      ("医生,义诊人次", "3,80", "参加:医生 3人 义诊 80人次", nil), ("参加人数（医生）", "40", "参加 40人", nil),
      ("参加人数,医务人员", "50,市医院派员", "参加 50人", "没有数量"), ("参加人数,主讲人", "50,2", "参加 50人 参加 2人", nil),
      ("参加人数,参加对象", "80,\"家长50人、儿童30人\"", "参加:家长 50人 参加:儿童 30人", nil),
      ("参加人数,参加对象", "80,\"家长50人、儿童20人\"", "参加 80人", "70 人"), ("参加人数,参加对象", "80,育龄群众", "参加 80人", nil),
      ("参加人数,参加对象", "40,\"志愿者10人、群众30人\"", "参加 10人 参加:群众 30人", nil),
      ("参加人数,参加对象", "40,\"家长30人、工作人员10人\"", "参加:家长 30人 参加 10人", nil),
      ("参加人数,参加对象", "30,\"志愿者10人、群众30人\"", "参加 30人", "40 人"), ("参加人数,参加对象", "40,志愿者10人", "参加 40人", "10 人"),
      ("参加人数,志愿者,参加对象", "40,10,\"志愿者10人、群众30人\"", "参加:群众 30人 参加 10人", nil),
      ("参加人数,志愿者,参加对象", "30,10,\"志愿者10人、群众30人\"", "参加:群众 30人 参加 10人", nil),
      ("参加人数,志愿者,参加对象", "40,8,\"志愿者10人、群众30人\"", "参加 40人 参加 8人", "40 人"),
      ("参加对象", "\"家长50人、儿童30人\"", "参加:家长 50人 参加:儿童 30人", nil),
    ] as [(String, String, String, String?)])
  func `columns of words and of those who served are read as record reads them`(
    _ header: String, _ cells: String, _ figures: String, _ told: String?
  ) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)")
    #expect(found.figures == figures, "\(found.report.rows)")
    let row = try #require(found.report.rows.first)
    #expect(row.result == (told == nil ? .ok : .question))
    #expect(told.map { row.reason?.zh.contains($0) == true && row.reason?.en != nil } ?? true, "\(row)")
  }

  @Test(
    arguments: [
      ("6", "2", "6", nil, nil), ("1.5小时", "市妇幼保健院主任医师", "1.5", "市妇幼保健院主任医师", nil),
      ("半天", "市妇幼保健院李娜", nil, "市妇幼保健院", "学时"), ("6学时", "韦桂花", "6", nil, "没有读"),
      ("60", "市妇幼保健院", "60", "市妇幼保健院", "1 天"), ("12", "市妇幼保健院", "12", "市妇幼保健院", nil),
      ("", "", nil, nil, nil),
    ] as [(String, String, String?, String?, String?)])
  func `a training has hours and a speaker without a name`(
    _ hours: String, _ speaker: String, _ kept: String?, _ post: String?, _ told: String?
  ) async throws {
    let text = "单位,日期,活动,参加人数,学时,主讲人\n叠彩区,2026-05-28,培训,50,\(hours),\(speaker)\n"
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        let session = try #require(try await store.balance().sessions.first).session
        #expect(session.hours == kept && session.speaker == post)
        let row = try #require(report.rows.first)
        #expect(row.result == (told == nil ? .ok : .question))
        #expect(row.reason?.zh.contains(told ?? "") ?? (told == nil))
        #expect(["李娜", "韦桂花"].filter { "\(report)".contains($0) } == [])
      }
    }
  }

  @Test(arguments: [(58, true), (66, true), (60, false)])
  func `a printed sum is the public's or that of everybody`(_ sum: Int, _ fits: Bool) async throws {
    let found = try await imported("单位,日期,活动,参加人数,其中志愿者\n叠彩区,2026-05-28,义诊,66,8\n合计,,,\(sum),8")
    #expect(found.report.table?.warnings.isEmpty == fits)
  }

  @Test(arguments: ["志愿者,志愿者服务人次|8,20", "志愿服务人次,志愿者|20,8"])
  func `how often volunteers helped is told and not taken for how many they were`(_ table: String)
    async throws
  {
    let rows = table.split(separator: "|")
    let found = try await imported("单位,日期,活动,\(rows[0])\n叠彩区,2026-05-28,义诊,\(rows[1])")
    #expect(found.figures == "参加 8人")
    let told = try #require(found.report.table?.warnings.first)
    #expect(told.zh.contains("服务人次”没有读") && told.en?.contains("person-times") == true)
  }

  @Test(arguments: [("参加人数,家长", "20,30"), ("参加人数,儿童", "20,30"), ("参加人数,其中志愿者", "20,30")])
  func `a part is not more than all`(_ header: String, _ cells: String) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cells)")
    #expect(found.report.refused == 1 && found.report.rows.first?.cell == "E2")
  }

  private func expect(
    _ header: String, _ cell: String, _ figures: String, _ result: ImportRow.Result, unread: [String]
  ) async throws {
    let found = try await imported("单位,日期,活动,\(header)\n叠彩区,2026-05-28,义诊,\(cell)\n")
    #expect(found.figures == figures, "\(found.report.rows)")
    #expect(found.report.rows.first?.result == result)
    let table = try #require(found.report.table)
    let told = table.json(.zh).first { $0.0 == "unknownColumns" }?.1
    #expect(told.map { "\($0)" } == "\(JSONText.strings(unread))")
    // A group or a sum that is not read is none whose header should be another.
    #expect(table.warnings.isEmpty == !unread.contains("受益妇女人数"))
  }
}
