import GRDB
import Ledger
import Planning
import Recurrence
import Testing

private let key = MachineKey(Array(0..<32))!
private let today = CivilDate(iso: "2026-05-29")!
private let end = CivilDate(iso: "2026-11-25")!

/// Invented people, with phones of a prefix that nobody has.
private func person(
  _ name: String, phone: String? = nil, group: String? = nil, place: String? = nil, age: String? = nil,
  birth: String? = nil, status: Person.Status = .came
) throws(PersonRefusal) -> Person {
  var row = ListedPerson(name: name)
  (row.phone, row.group, row.place, row.age, row.birth) = (phone, group, place, age, birth)
  row.status = status
  return try Person(row, year: 2026, key: key)
}

@Suite struct PersonStoreTests {
  private func withList<Result>(
    _ body: (PersonStore, LedgerStore, SessionKey, DatabasePool) async throws -> Result
  ) async throws -> Result {
    try await withLedger { ledger, pool in
      let session = try await ledger.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
      ).key
      return try await body(PersonStore(ledger), ledger, session, pool)
    }
  }

  @Test func `a person is kept masked, with a mark in place of the phone`() throws {
    let one = try person("张三丰", phone: "129-0000-0001", group: "家长")
    #expect(one.maskedName == "张*")
    #expect(one.phone?.tail == "01")
    #expect(!"\(one)".contains("三丰") && !"\(one)".contains("12900000001"))
    let same = try person("张 三 丰 女士", phone: "+86 12900000001")
    #expect(same.phone == one.phone)
    #expect(try person("Alice Example").maskedName == "A*")
  }

  @Test(
    arguments: [
      ("张三", nil, "8", nil, nil), ("张三", nil, "八岁", nil, nil), ("张三", nil, nil, "2012年5月", nil),
      ("张三", "学生", nil, nil, nil), ("张三", "家长和孩子", nil, nil, nil), ("张三（儿童）", nil, nil, nil, nil),
      ("小明（8岁）", nil, nil, nil, nil), ("丙小明", "高中生", nil, nil, nil), ("丁小明", nil, "2015-03-01", nil, nil),
      ("戊小明", nil, "8个月", nil, nil), ("己小明", "新生儿", nil, nil, nil), ("张三", nil, "半岁", nil, nil),
      ("张三", nil, "2岁半", nil, nil), ("张三", "三年级", nil, nil, nil), ("张三", "pupil", nil, nil, nil),
      ("张三", nil, nil, "20150301", nil), ("张三", nil, nil, "15年3月", nil), ("张三", nil, "10后", nil, nil),
      ("张三", nil, "6 months", nil, nil), ("张三", nil, "未满18", nil, nil), ("张三", "初中学生（女）", nil, nil, nil),
    ] as [(String, String?, String?, String?, String?)])
  func `a named minor is refused`(
    _ name: String, _ group: String?, _ age: String?, _ birth: String?, _ place: String?
  ) {
    #expect(throws: PersonRefusal.minor) {
      _ = try person(name, group: group, place: place, age: age, birth: birth)
    }
  }

  @Test(
    arguments: [
      ("壬小明", "孙子", nil, nil, PersonRefusal.ageNeeded), ("张三", "儿子", "不详", nil, .ageNeeded),
      ("卯小明", nil, "200", nil, .badAge("200")), ("张三", nil, "很大", nil, .badAge("很大")),
      ("张三", nil, nil, "某年", .badBirth("某年")), ("张三", nil, nil, "1850-01-01", .badBirth("1850-01-01")),
    ] as [(String, String?, String?, String?, PersonRefusal)])
  func `whose age nobody can tell is asked for it`(
    _ name: String, _ group: String?, _ age: String?, _ birth: String?, _ refusal: PersonRefusal
  ) {
    #expect(throws: refusal) { _ = try person(name, group: group, age: age, birth: birth) }
    for language in Language.allCases { #expect(refusal.text(language).count > 10) }
  }

  @Test(arguments: [
    ("学生家长", "35"), ("大学生志愿者", "20"), ("育龄群众", "十八"), ("高中文化", "40"), ("孩子妈妈", "31岁"), ("儿子", "35"),
    ("家长", "60多"),
    ("孙子", "三十五岁"), ("教师", "1985年5月"), ("群众", "不详"), ("居民", "80后"), ("kidney care worker", "45"),
  ])
  func `parents and adults are no minors`(_ group: String, _ age: String) throws {
    _ = try person("张三", group: group, age: age)
  }

  @Test func `special families, phones that are none and nameless rows are refused`() {
    for place in ["张三丰家", "张桂花家"] {
      #expect(throws: PersonRefusal.self) { _ = try person("张三", place: place) }
    }
    for place in ["张家", "李家", "老年之家", "王家村"] {
      #expect(throws: Never.self) { _ = try person("张三", place: place) }
    }
    #expect(throws: PersonRefusal.specialFamily) { _ = try person("张三", group: "计生特殊家庭") }
    #expect(throws: PersonRefusal.badPhone) { _ = try person("张三", phone: "12 34") }
    #expect(throws: PersonRefusal.noName) { _ = try person("（家长）") }
  }

  @Test(arguments: [
    ("失独", PersonRefusal.specialFamily), ("特扶对象，已慰问", .specialFamily), ("儿童", .minor), ("孩子生病请假", nil),
    ("第一次来", nil),
  ])
  func `a remark tells who must not be listed`(_ remark: String, _ refusal: PersonRefusal?) {
    let row = ListedPerson(["张三", "", "东村", "群众", "35", remark], columns: ListedPerson.usualColumns)
    do throws(PersonRefusal) {
      _ = try Person(row, year: 2026, key: key)
      #expect(refusal == nil)
    } catch {
      #expect(error == refusal)
    }
  }

  @Test(arguments: [
    ("高血压患者", true), ("艾滋病感染者", true), ("糖尿病人", true), ("残疾人", true), ("家长、抑郁症", true), ("HIV carrier", true),
    ("diabetic", true), ("血压 150/95", true), ("慢病防治干部", false), ("医院职工", false), ("孕妇", false),
    ("老年人", false),
    ("patient care worker", false),
  ])
  func `illness is no group, who cares for the ill is one`(_ group: String, _ isRefused: Bool) {
    do {
      _ = try person("张三", group: group)
      #expect(!isRefused)
    } catch {
      #expect(isRefused && error == .health)
      #expect(error.text(.zh).contains("写人群") && error.text(.en).contains("resident"))
    }
  }

  @Test func `the same name and phone are one person, others are kept and asked about`() async throws {
    try await withList { persons, _, session, _ in
      let first = try await persons.add(
        [try person("张三", phone: "12900000001", place: "东村"), try person("李四", place: "东村")], to: session,
        deleteOn: end, by: "县", at: noon)
      #expect(first.added.map(\.number) == [1, 2])
      let second = try await persons.add(
        [
          try person("张三先生", phone: "129 0000 0001"), try person("张小四", phone: "12900000001"),
          try person("李四", place: "东村"), try person("李四", place: "西村"),
        ], to: session, deleteOn: end, by: "县", at: noon)
      #expect(second.repeated.map(\.row.number) == [1] && second.repeated.map(\.index) == [0])
      #expect(second.added.map(\.number) == [3, 4, 5])
      #expect(second.questions.map(\.kind) == [.samePhone, .sameName])
      #expect(try await persons.rows(of: session, on: today).count == 5)
      // Past their day they are shown to nobody, purged or not.
      #expect(try await persons.rows(of: session, on: end).isEmpty)
    }
  }

  @Test func `one person on the lists of two sessions is told of, and stays on both`() async throws {
    try await withList { persons, ledger, session, _ in
      let other = try await ledger.addSession(
        lecture(), occurrence: memberDay, unit: "qixing", by: "县", at: noon
      ).key
      let people = [
        try person("张三", phone: "12900000001"), try person("李四", phone: "12900000002"), try person("王五"),
      ]
      let first = try await persons.add(people, to: session, deleteOn: end, by: "县", at: noon)
      #expect(first.elsewhere.isEmpty)
      let second = try await persons.add(
        [try person("王五"), try person("李四", phone: "12900000009"), try person("张 三", phone: "12900000001")],
        to: other, deleteOn: end, by: "县", at: noon)
      #expect(second.elsewhere.map { $0.map(\.session) } == [[session, other]])
      #expect(second.elsewhere.map { $0.map(\.number) } == [[1, 3]] && second.added.count == 3)
      let all = try await persons.rows(on: today)
      #expect(PersonStore.acrossSessions(all) == second.elsewhere)
    }
  }

  @Test func `the table itself takes no whole name, no phone and no row without an end`() async throws {
    try await withList { persons, _, session, pool in
      _ = try await persons.add(
        [try person("张三", phone: "12900000001")], to: session, deleteOn: end, by: "县", at: noon)
      for change in [
        "masked_name = '张三'", "phone_tail = '12900000001'", "phone_mark = '12900000001'", "delete_on = NULL",
        "delete_on = '2026'", "name_mark = '张三'",
      ] {
        await #expect(throws: DatabaseError.self, "\(change)") {
          try await pool.write { try $0.execute(sql: "UPDATE person SET \(change)") }
        }
      }
    }
  }

  @Test func `on its day a list becomes counts with an entry, and no sum changes where a count stood`()
    async throws
  {
    try await withList { persons, ledger, session, _ in
      _ = try await persons.add(
        [
          try person("张三", group: "家长"), try person("李四", group: "家长"),
          try person("王五", group: "家长", status: .unknown), try person("赵六"),
        ], to: session, deleteOn: end, by: "县", at: noon)
      #expect(try await persons.purge(on: today, by: "县", at: noon).persons == 0)
      let purge = try await persons.purge(on: end, by: "县", at: noon)
      #expect(purge.persons == 4)
      #expect(
        purge.entries.map { $0.what(.zh) } == [
          "名单 4 人到期（2026-11-25），已换成人数：群众 1 人已到、家长 2 人已到、家长 1 人到场不详", "参加 1 人", "参加（家长） 2 人",
        ])
      let standing = try #require(try await ledger.session(session))
      #expect(standing.finalCounts().map(\.quantity) == [.exact(1), .exact(2)])
      #expect(try await ledger.verify().isEmpty)
      #expect(try await persons.purge(on: end, by: "县", at: noon).persons == 0)

      _ = try await persons.add([try person("孙七")], to: session, deleteOn: end, by: "县", at: noon)
      let again = try await persons.purge(on: end, by: "县", at: noon)
      #expect(again.entries.count == 1)
      #expect(try await ledger.session(session)?.finalCounts().map(\.quantity) == [.exact(1), .exact(2)])
    }
  }

  @Test func `of the words beside names only usual groups outlive the names`() async throws {
    try await withList { persons, ledger, session, _ in
      let groups = [
        "家长", "三楼租客", "对门邻居", "老王的邻居", "Parents", "村民、家长", "摆摊的", "领奖的", "第三排",
      ]
      let people = try groups.enumerated().map {
        try person("张\("甲乙丙丁戊己庚辛壬".dropFirst($0.offset).prefix(1))", group: $0.element)
      }
      _ = try await persons.add(people, to: session, deleteOn: end, by: "县", at: noon)
      let purge = try await persons.purge(on: end, by: "县", at: noon)
      #expect(
        purge.entries.map { $0.what(.zh) } == [
          "名单 9 人到期（2026-11-25），已换成人数：parents 1 人已到、其他 6 人已到、家长 1 人已到、村民、家长 1 人已到",
          "参加 6 人", "参加（parents） 1 人", "参加（家长） 1 人", "参加（村民、家长） 1 人",
        ])
      #expect(purge.entries.first?.what(.en).contains("others: 6 came") == true)
      #expect(try await ledger.verify().isEmpty)
    }
  }

  @Test(arguments: ["王大锤", "张伟的妻子", "李明、王红"])
  func `a column for groups takes no names`(_ group: String) {
    do {
      _ = try person("赵六", group: group)
      Issue.record("taken")
    } catch {
      #expect(error.text(.zh).contains("写人群或村名") && error.text(.en).contains("write resident"))
    }
  }

  @Test func `names go on their day and counts come late, though the occurrence is closed`() async throws {
    try await withList { persons, ledger, session, _ in
      _ = try await persons.add([try person("张三")], to: session, deleteOn: end, by: "县", at: noon)
      let root = LedgerEntry.Scope(occurrence: memberDay, unit: "gx")
      _ = try await ledger.append(
        [LedgerDraft(scope: root, .record(.closing(Closing(isClosed: true))))], by: "区", at: noon)
      #expect(try await persons.take([1], at: session, now: noon) == [1])
      await #expect(throws: BookFault.occurrenceClosed(memberDay)) {
        _ = try await persons.countCheckins(at: session, by: "县", now: noon)
      }
      let late = try await persons.countCheckins(at: session, by: "县", now: noon, lateReason: "断电")
      #expect(late.map(\.lateReason) == ["断电", "断电"])
      let purge = try await persons.purge(on: end, by: "县", at: noon)
      #expect(purge.persons == 1 && purge.entries.count == 1)
      #expect(purge.entries.allSatisfy { $0.lateReason != nil })
      #expect(try await persons.rows(on: today) == [])
      #expect(try await ledger.verify() == [])
    }
  }

  @Test func `an export with the entry of a purge round-trips`() async throws {
    let lines = try await withList { persons, ledger, session, _ in
      _ = try await persons.add([try person("张三")], to: session, deleteOn: end, by: "县", at: noon)
      _ = try await persons.purge(on: end, by: "县", at: noon)
      return try await ledger.exportedLines()
    }
    try await withLedger { ledger, _ in
      let taken = try await ledger.takeBack(lines)
      let back = try await ledger.exportedLines()
      #expect(taken == lines.count)
      #expect(back == lines)
    }
  }

  @Test func `those who came are counted once, unless somebody counted them`() async throws {
    try await withList { persons, ledger, session, _ in
      let first = try await persons.add(
        [try person("张三"), try person("李四"), try person("王五", status: .absent)], to: session, deleteOn: end,
        by: "县", at: noon, countsWhoCame: true)
      #expect(first.count?.act.content?.figure?.quantity == .exact(2))
      let second = try await persons.add(
        [try person("赵六")], to: session, deleteOn: end, by: "县", at: noon, countsWhoCame: true)
      #expect(second.count == nil)
      #expect(try await ledger.session(session)?.finalCounts().map(\.quantity) == [.exact(2)])
    }
  }
}

@Suite struct CheckinCodeTests {
  private let session = SessionKey(occurrence: memberDay, unit: "diecai", number: 1)

  @Test func `a code is read back, in small letters and full-width signs as well`() throws {
    let code = CheckinCode(session: session, number: 17, key: key)
    #expect(code.text.hasPrefix("C1|member-day-529|2026|diecai|17|"))
    for text in [code.text, code.text.lowercased(), " \(code.text.replacing("|", with: "｜"))\t"] {
      let typed = try #require(TypedCode(text))
      #expect(typed.number == 17)
      #expect(typed.belongs(to: session, key: key))
    }
  }

  @Test func `a changed number, another session, another key and a changed check do not fit`() throws {
    let code = CheckinCode(session: session, number: 17, key: key)
    let check = String(code.text.suffix(10))
    for text in ["C1|member-day-529|2026|diecai|18|\(check)", "C1|member-day-529|2026|qixing|17|\(check)"] {
      let typed = try #require(TypedCode(text))
      #expect(!typed.belongs(to: session, key: key))
    }
    let typed = try #require(TypedCode(code.text))
    #expect(!typed.belongs(to: SessionKey(occurrence: memberDay, unit: "diecai", number: 2), key: key))
    #expect(!typed.belongs(to: session, key: MachineKey(Array(1..<33))!))
    for text in ["", "C1", "C2|a|b|c|1|X", "C1|a|b|c|0|X", "C1|a|b|c|one|X", "C1||b|c|1|X", "hello"] {
      #expect(TypedCode(text) == nil, "\(text)")
    }
    let adHoc = CheckinCode(
      session: SessionKey(occurrence: nil, unit: "diecai", number: 3), number: 1, key: key)
    #expect(adHoc.text.hasPrefix("C1|-|-|diecai|1|"))
    #expect(TypedCode(adHoc.text)?.occurrence == nil)
  }

  @Test func `each number is taken once and counted once, by whichever reading`() async throws {
    try await withLedger { ledger, pool in
      let session = try await ledger.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
      ).key
      let persons = PersonStore(ledger)
      #expect(try await persons.take([1, 2, 2], at: session, now: noon) == [1, 2])
      // This reading was killed; the next one counts what it took.
      #expect(try await persons.take([2, 3], at: session, now: noon) == [3])
      let entries = try await persons.countCheckins(at: session, by: "县", now: noon)
      #expect(
        entries.map(\.act.content) == [
          .count(Count(.attendance, quantity: .exact(3))), .status(.held),
        ])
      #expect(try await persons.countCheckins(at: session, by: "县", now: noon).isEmpty)
      #expect(try await persons.taken(at: session) == 3)
    }
  }
}
