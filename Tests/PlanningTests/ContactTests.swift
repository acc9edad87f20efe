import Planning
import Recurrence
import Testing

/// Posts, who holds them, and where messages go if nobody does.
@Suite struct ContactTests {
  private static let today = CivilDate(iso: "2026-05-01")!

  private func definitions(contacts: String) throws -> Definitions {
    try Fixtures.examples(adding: [
      SourceFile(path: "Campaigns/shared/contacts.csv", bytes: Array(contacts.utf8))
    ])
  }

  private func reminders(_ definitions: Definitions) throws -> [PlannedReminder] {
    let from = try #require(Timestamp(iso: "2026-05-01T00:00:00+08:00"))
    let to = try #require(Timestamp(iso: "2026-07-01T00:00:00+08:00"))
    return Array(
      Planner(shared: definitions.shared).reminders(
        of: definitions.campaigns.filter { $0.id == "member-day-529" }, over: from..<to))
  }

  private static let header = "unit,role,person,mention,deputy_of\n"
  /// Everybody but the contact of Diecai.
  private static let allButOne = """
    unit,role,person,mention,deputy_of
    diecai,contact,,,
    qixing,contact,某甲,jia,
    huaqiao,contact,某乙,,
    tianyang,contact,某丙,,
    guilin,contact,某丁,ding,
    guilin,contact,某戊,13800000000,某丁
    baise,contact,某己,,
    gx,masses,某庚,,
    """

  @Test func `without contacts every post counts as held`() throws {
    let definitions = try Fixtures.examples()
    #expect(!definitions.everything(from: Self.today).contains { $0.code.rawValue == "W507" })
    let reminders = try reminders(definitions)
    #expect(
      reminders.first { $0.key.unit == "diecai" && $0.key.rule == "tomorrow" }?.receiverUnit == "diecai")
  }

  @Test func `a vacant post is named, and its messages go to the unit above by that one's robot`() throws {
    let definitions = try definitions(contacts: Self.allButOne)
    let warnings = definitions.everything(from: Self.today).filter { $0.code.rawValue == "W507" }
    #expect(warnings.map(\.problem.zh) == ["叠彩区没有负责人（contact），提醒改发桂林市"])
    #expect(warnings.first?.problem.en == "叠彩区 has no contact; its reminders go to 桂林市")
    #expect(warnings.first.map { "\($0.file):\($0.line)" } == "Campaigns/shared/contacts.csv:2")
    let reminders = try reminders(definitions)
    let diecai = try #require(reminders.first { $0.key.unit == "diecai" && $0.key.rule == "tomorrow" })
    #expect(diecai.receiverUnit == "guilin")
    #expect(diecai.endpoint.description == "city-groups/guilin")
    #expect(diecai.key.description == "member-day-529/2026/-/diecai/tomorrow/county.contact/county-groups")
    let qixing = try #require(reminders.first { $0.key.unit == "qixing" && $0.key.rule == "tomorrow" })
    #expect(qixing.endpoint.description == "county-groups/qixing")
  }

  @Test func `a plan names the post and the channel, and for one unit who gets the message`() throws {
    let definitions = try definitions(contacts: Self.allButOne)
    func ways(_ unit: String?) throws -> [String] {
      let unit = try unit.map { try #require(definitions.shared.tree[$0]) }
      return Planner(shared: definitions.shared).rows(
        of: definitions.campaigns.filter { $0.id == "member-day-529" }, year: 2026, unit: unit
      ).filter { ["theme", "plan", "tomorrow", "report"].contains($0.id) && $0.kind != .due }.map {
        [$0.id, $0.receiver ?? "-", $0.receiverUnit ?? "-", $0.channel ?? "-"].joined(separator: " ")
      }
    }
    let tasks = ["plan - - -"]
    #expect(
      try ways("qixing").suffix(3) == tasks + [
        "tomorrow county.contact qixing county-groups", "report county.contact qixing county-groups",
      ])
    #expect(
      try ways("diecai").suffix(2) == [
        "tomorrow county.contact guilin county-groups", "report county.contact guilin county-groups",
      ])
    #expect(try ways(nil).last == "report county.contact - county-groups")
  }

  @Test func `a digest for a vacant post is still about the units below it`() throws {
    let vacantCity = Self.allButOne.split(separator: "\n").filter { !$0.hasPrefix("guilin") }.joined(
      separator: "\n")
    let reminders = try reminders(try definitions(contacts: vacantCity))
    let digest = try #require(reminders.first { $0.key.rule == "chase-2" && $0.key.unit == "guilin" })
    #expect(digest.receiverUnit == "gx")
    #expect(digest.endpoint.description == "region-office")
  }

  @Test func `a deputy fills a post, and both are called`() throws {
    let contacts = try definitions(contacts: Self.allButOne).shared.contacts
    #expect(contacts.mentions(of: "contact", at: "guilin") == ["ding", "13800000000"])
    #expect(contacts.holders(of: "contact", at: "guilin").map(\.isDeputy) == [false, true])
    let deputyOnly = Self.header + "diecai,deputy,某甲,jia,contact\nqixing,contact,某乙,,\n"
    let filled = try definitions(contacts: deputyOnly)
    #expect(filled.shared.contacts.mentions(of: "contact", at: "diecai") == ["jia"])
    #expect(
      !filled.everything(from: Self.today).contains {
        $0.code.rawValue == "W507" && $0.problem.zh.hasPrefix("叠彩区")
      })
  }

  @Test func `a role that nobody holds is pointed at where it is written, with the nearest`() throws {
    let text = try Fixtures.text("workspace/Campaigns/member-day-529.yaml")
      .replacing("county.contact", with: "county.contakt")
    let definitions = try Fixtures.check(
      text,
      adding: [
        SourceFile(path: "Campaigns/shared/contacts.csv", bytes: Array(Self.allButOne.utf8))
      ])
    let fault = try #require(
      definitions.everything(from: Self.today).first { $0.problem.zh.contains("county.contakt") })
    #expect(fault.code.rawValue == "W507")
    #expect(fault.problem.zh == "没有人担任 county.contakt，是不是 county.contact？")
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)[fault.line - 1]
    #expect(line.dropFirst(fault.column - 1).hasPrefix("county.contakt"))
  }

  @Test(arguments: [
    ("unit,role,name\n", "E102"), ("unit,role,person\nguilinn,contact,某甲\n", "E301"),
    ("unit,role,person,mention\nguilin,contact,某甲,all\n", "E001"),
    ("unit,role,person,mention\nguilin,contact,某甲,a b\n", "E001"),
    ("unit,role,person\nguilin,,某甲\n", "E102"), ("unit,role,person\nguilin,contact\n", "E001"),
    ("unit,role,person,tel\nguilin,contact,某甲,1\n", "E101"),
  ])
  func `a faulty table of contacts gives its code and no person`(_ table: String, _ code: String) throws {
    let faults = try definitions(contacts: table).diagnostics.filter { $0.file.hasSuffix("contacts.csv") }
    #expect(faults.map(\.code.rawValue) == [code])
    #expect(!faults.contains { "\($0)".contains("某甲") })
  }
}
