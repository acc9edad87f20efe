public import Foundation

/// A workspace in a temporary folder, removed with this object: what a test writes into it, or some counties, one robot
/// for all and one campaign.
public final class ScratchWorkspace: Sendable {
  public let root: URL
  public static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL

  /// - `files`: The text of each, by its path within the workspace.
  public init(files: [String: String]) throws {
    root = FileManager.default.temporaryDirectory.appending(path: "campaign-test-\(UUID().uuidString)")
    for (path, text) in files { try write(path, text) }
  }

  /// - Parameters:
  ///   - counties: How many units hold the campaign.
  ///   - when: The `when` section's inside.
  ///   - at: The reminder's time.
  public convenience init(
    counties: Int, when: String = "once: 2026-05-29", at: String = "on the day, 08:07", allow: UInt16
  )
    throws
  {
    try self.init(files: [:])
    try writeUnits(counties)
    try write(
      "Campaigns/shared/settings.yaml",
      """
      format: 1
      zone: Asia/Shanghai
      language: zh
      levels:
        - {zh: 自治区, en: region}
        - {zh: 县, en: county}
      outgoing: {allow: ["127.0.0.1:\(allow)"]}
      """)
    try write("Campaigns/shared/calendar-2026.yaml", "format: 1\nyear: 2026\noff: [\"01-01 to 01-03\"]\n")
    try write(
      "Campaigns/shared/channels.yaml",
      "format: 1\nchannels:\n  hook: {kind: webhook, url_from: \"env:HOOK_URL\", secret_from: \"env:HOOK_SECRET\"}\n"
    )
    try write("Templates/note.mustache", "{{campaign}}\n\n{{unit}}：{{date}}\n")
    try write("Campaigns/day.yaml", Self.campaign(when: when, at: at))
  }

  deinit {
    try? FileManager.default.removeItem(at: root)
  }

  /// The table of the units: so many counties.
  public func writeUnits(_ counties: Int) throws {
    let rows = (1...counties).map { "county-\($0),第\($0)县,县,gx,,true," }
    try write(
      "Campaigns/shared/units.csv",
      "id,name,level,parent,aliases,counted,code\ngx,自治区,自治区,,,true,\n" + rows.joined(separator: "\n") + "\n")
  }

  public static func campaign(when: String, at: String) -> String {
    """
    format: 1
    id: day
    name: {zh: 会员日, en: Member day}
    kind: member-day
    when: {\(when)}
    who: {units: {level: 县, under: gx}}
    quiet_hours: "00:00-00:00"
    reminders:
      - {id: now, at: "\(at)", to: county.contact, channel: hook, template: note, if_closed: send}
    """
  }

  public func write(_ path: String, _ text: String) throws {
    let url = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    // As editors do: a daemon that looks on never sees half of it.
    try Data(text.utf8).write(to: url, options: .atomic)
  }

  public func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> CommandRun {
    try await CommandRun.run(arguments, in: root, environment: environment)
  }

  public func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandRun {
    try await CommandRun.run(arguments, in: root, environment: environment)
  }
}

extension ScratchWorkspace {
  /// A moment after the reminders of 2026-05-29 are due.
  public static let morning = "2026-05-29T08:10:00+08:00"

  /// Due at every time of the day, and good until its end.
  public static let today = "on the day, 00:00"

  public static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  /// Where the robot is and what it checks signatures with.
  public static func environment(_ server: HookServer, crashAt point: String = "") -> [String: String] {
    [
      "HOOK_URL": server.url, "HOOK_SECRET": secret, "CRASH_AT": point,
    ]
  }

  /// How many reminders are in each state.
  public func states() async throws -> [String: Int] {
    let list = try await run("outbox", "list", "--json")
    return Dictionary(grouping: list.json) { $0["state"] as? String ?? "?" }.mapValues(\.count)
  }
}
