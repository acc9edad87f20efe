import Foundation
import Planning
import Recurrence
import Testing

/// New campaign files, drafted or copied.
@Suite struct DraftTests {
  private static let today = CivilDate(iso: "2026-11-25")!

  private func draft(_ kind: CampaignDraft.Kind, _ language: Language, in definitions: Definitions) -> String
  {
    CampaignDraft(
      kind: kind, id: "trial", name: "试办", language: language, shared: definitions.shared,
      templates: definitions.templates, today: Self.today
    ).text
  }

  @Test(arguments: CampaignDraft.Kind.allCases, Language.allCases)
  func `a draft is without fault, and plans`(_ kind: CampaignDraft.Kind, _ language: Language) throws {
    for root in [Fixtures.folder.appending(path: "workspace"), Fixtures.repository] {
      let text = draft(kind, language, in: try Fixtures.definitions(at: root))
      let read = try Fixtures.definitions(
        at: root,
        replacingCampaignsWith: [SourceFile(path: "Campaigns/trial.yaml", bytes: Array(text.utf8))])
      #expect(!read.hasErrors, "\(read.diagnostics)\n\(text)")
      let campaign = try #require(read.campaigns.first)
      let planner = Planner(shared: read.shared)
      let rows = (2026...2027).flatMap { planner.rows(of: [campaign], year: $0) }
      #expect(Set(rows.map(\.kind)).isSuperset(of: [.occurrence, .remind, .due, .chase]))
      #expect(text.contains("#"))
    }
  }

  @Test func `drafts in two languages say the same`() throws {
    let definitions = try Fixtures.examples()
    for kind in CampaignDraft.Kind.allCases {
      let campaigns = try Language.allCases.map { language in
        try #require(try Fixtures.check(draft(kind, language, in: definitions)).campaigns.first)
      }
      #expect(campaigns[0].schedule == campaigns[1].schedule)
      #expect(campaigns[0].chases.map(\.after) == campaigns[1].chases.map(\.after))
      #expect(campaigns[0].reminders.map(\.at) == campaigns[1].reminders.map(\.at))
      #expect(campaigns[0].targets == campaigns[1].targets)
    }
  }

  @Test func `a copy differs in id, name and the years of its dates alone`() throws {
    let text = try Fixtures.text("workspace/Campaigns/good-family-2023.yaml")
    let copy = try #require(CampaignCopy(of: text)).text(id: "good-family-2027", name: "“新”", movingBy: 4)
    let old = text.split(separator: "\n", omittingEmptySubsequences: false)
    let new = copy.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(old.count == new.count)
    let changed = zip(old, new).filter { $0 != $1 }.map { String($1) }
    #expect(
      changed == [
        "id: good-family-2027", "name: {zh: \"“新”\", en: \"Good family tradition, healthy living\"}",
        "  once: 2027-08-07 to 2027-12-31", "    due: \"2027-08-31\"", "    due: \"2027-09-30\"",
        "    due: \"2027-10-31\"", "    due: \"2027-11-30\"",
        "  - {id: forward, do: 转发通知, owner: region.masses, due: \"2027-08-07\"}",
        "  - {id: select,  do: 评选并上报优秀案例, owner: region.masses, due: \"2027-11-10\", needs: [stories, tastes]}",
      ])
  }

  @Test func `29 February moves to the end of the month`() throws {
    let copy = try #require(CampaignCopy(of: "id: a\nwhen: {once: \"2024-02-29\"}\n"))
    #expect(copy.years == [2024])
    #expect(copy.text(id: "b", name: nil, movingBy: 1) == "id: b\nwhen: {once: \"2025-02-28\"}\n")
  }

  @Test func `line ends stay as they are in a copy`() throws {
    let windows = try #require(CampaignCopy(of: "id: a\r\nname: b\r\nwhen: {once: \"2024-03-01\"}\r\n"))
    #expect(
      windows.text(id: "c", name: "d", movingBy: 1)
        == "id: c\r\nname: \"d\"\r\nwhen: {once: \"2025-03-01\"}\r\n")
  }

  @Test func `what is no campaign file can't be copied`() {
    #expect(CampaignCopy(of: "[") == nil)
    #expect(CampaignCopy(of: "kind: x\n") == nil)
  }
}
