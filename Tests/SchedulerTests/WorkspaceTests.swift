import CampaignScheduler
import Foundation
import Planning
import Testing

/// What of a workspace's files is read to enter something of one campaign.
@Suite struct WorkspaceTests {
  private let folder: ScratchFolder
  private let workspace: Workspace

  private static func campaign(_ id: String, template: String = "note") -> String {
    """
    format: 1
    id: \(id)
    name: {zh: 会员日, en: Member day}
    kind: member-day
    when: {once: 2026-05-29}
    who: {units: {level: 县, under: gx}}
    reminders:
      - {id: tomorrow, at: "1 day before, 15:07", to: county.contact, channel: groups, template: \(template)}
    """
  }

  init() throws {
    folder = try ScratchFolder()
    let files = [
      "Templates/note.mustache": "{{campaign}}\n",
      "Campaigns/shared/units.csv":
        "id,name,level,parent\ngx,自治区,自治区,\ndiecai,叠彩区,县,gx\n",
      "Campaigns/shared/settings.yaml":
        "format: 1\nzone: Asia/Shanghai\nlanguage: zh\nlevels: [{zh: 自治区, en: region}, {zh: 县, en: county}]\n",
      "Campaigns/shared/channels.yaml":
        "format: 1\nchannels: {groups: {kind: webhook, one_per: county, url_from: \"env:HOOK_<unit>\"}}\n",
      "Campaigns/shared/calendar-2026.yaml": "format: 1\nyear: 2026\noff: [\"05-01 to 05-05\"]\n",
      "Campaigns/spring.yaml": Self.campaign("spring"),
      // Called otherwise than its campaign.
      "Campaigns/second.yaml": Self.campaign("autumn"),
    ]
    for (path, text) in files { try Self.write(text, to: folder[path]) }
    workspace = try Workspace(root: folder.url.path)
  }

  private static func write(_ text: String, to path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  @Test(arguments: [("spring", ["spring"]), ("autumn", ["autumn"]), ("winter", [])])
  func `one campaign is read by its id, whatever its file is called`(_ id: String, _ read: [String]) throws {
    let definitions = try workspace.definitions(ofCampaign: id)
    #expect(definitions.campaigns.map(\.id) == read)
    #expect(definitions.diagnostics.isEmpty)
    #expect(definitions.shared.tree["diecai"]?.name == "叠彩区")
  }

  @Test func `a file elsewhere is itself, even in a folder called shared`() throws {
    try Self.write(Self.campaign("lost", template: "nowhere"), to: folder["other/shared/lost.yaml"])
    let elsewhere = try workspace.definitions(of: [folder["other/shared/lost.yaml"]])
    #expect(elsewhere.diagnostics.map(\.code.rawValue).contains("E301"))
    let own = try workspace.definitions(of: [folder["Campaigns/shared/units.csv"]])
    #expect(own.campaigns.map(\.id).sorted() == ["autumn", "spring"])
  }

  @Test func `an id is found in whatever way it is written`() throws {
    try Self.write(Self.campaign("\"d\\u0061wn\""), to: folder["Campaigns/escaped.yaml"])
    try Self.write(Self.campaign("caf\u{E9}"), to: folder["Campaigns/accent.yaml"])
    try Self.write(Self.campaign("会员日"), to: folder["Campaigns/chinese.yaml"])
    func found(_ id: String) throws -> Bool {
      try workspace.definitions(ofCampaign: id).campaigns.contains { $0.id == id }
    }
    #expect(try found("dawn"))
    #expect(try found("cafe\u{301}"))
    #expect(try found("会员日"))
  }

  @Test func `no campaign is read where none is needed`() throws {
    #expect(try workspace.definitions(ofCampaign: nil).campaigns.isEmpty)
  }

  @Test func `a campaign is the one that it is among all files`() throws {
    // The first file that has an id keeps it.
    try Self.write(Self.campaign("autumn").replacing("会员日", with: "另一个"), to: folder["Campaigns/zzz.yaml"])
    let all = try workspace.definitions().campaigns.first { $0.id == "autumn" }
    let one = try workspace.definitions(ofCampaign: "autumn").campaigns
    #expect(one.map(\.file) == ["Campaigns/second.yaml"])
    #expect(one.first == all)
  }

  @Test func `faults elsewhere are not in the way`() throws {
    try Self.write("format: 1\nid: [\n", to: folder["Campaigns/broken.yaml"])
    try Self.write("{{#open}}", to: folder["Templates/note.mustache"])
    let definitions = try workspace.definitions(ofCampaign: "spring")
    #expect(definitions.campaigns.map(\.id) == ["spring"])
    #expect(definitions.brokenFiles.isEmpty && definitions.diagnostics.isEmpty)
    #expect(try workspace.definitions().campaigns.isEmpty)
  }

  @Test func `a fault of the campaign itself is told`() throws {
    try Self.write(
      Self.campaign("spring").replacing("2026-05-29", with: "2026-05-32"), to: folder["Campaigns/spring.yaml"]
    )
    let definitions = try workspace.definitions(ofCampaign: "spring")
    #expect(definitions.brokenFiles == ["Campaigns/spring.yaml"])
    #expect(definitions.campaigns.isEmpty && definitions.hasErrors)
  }
}
