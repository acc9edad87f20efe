import Foundation
import Recurrence

/// A made-up region with one campaign, as a workspace on disk.
struct BurstWorkspace {
  /// Who gets reminders, and by which robots.
  enum Kind: Hashable {
    /// Each village by a robot of its own; all robots stand at one host.
    case robots
    /// Each village, all by one robot, which keeps their order.
    case oneRobot
    /// Townships, counties and cities, each with a list of the villages below it that have not reported.
    case digests
    /// Each village by a robot of its own, over one minute; with `hung`, as many again by robots at a host that never
    /// answers.
    case spread(hung: Int?)
  }

  let kind: Kind
  let folder: String
  let villages: Int
  /// When the reminders are due, or begin to be.
  let due: Date

  /// - `lead`: Seconds at least until they are due.
  init(_ kind: Kind, villages: Int, port: Int, lead: Double, in folder: String) throws {
    self.kind = kind
    self.folder = folder
    self.villages = villages
    due = Date(timeIntervalSince1970: ((Date().timeIntervalSince1970 + lead) / 60).rounded(.up) * 60)
    try FileManager.default.createDirectory(
      atPath: folder + "/Campaigns/shared", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: folder + "/Templates", withIntermediateDirectories: true)
    for template in ["today", "overdue-list"] {
      try FileManager.default.copyItem(
        atPath: Self.repository + "/Templates/\(template).zh.mustache",
        toPath: folder + "/Templates/\(template).zh.mustache")
    }
    try write("Campaigns/shared/units.csv", units)
    try write("Campaigns/shared/settings.yaml", settings)
    try write("Campaigns/shared/channels.yaml", "format: 1\nchannels:\n" + channels(port))
    try write("Campaigns/burst.yaml", campaign)
    try write("secrets.csv", secrets(port))
    guard chmod(folder + "/secrets.csv", 0o600) == 0 else { throw Fault("the secrets file stays open") }
  }

  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
  }

  /// How many reminders there are at the due time, or from then on.
  var count: Int {
    switch kind {
    case .robots, .oneRobot, .spread: villages
    case .digests: Self.cities + Self.counties + townships
    }
  }

  private static let cities = 14
  private static let counties = 111
  private var townships: Int { max(Self.counties, villages / 18) }

  private var units: String {
    var rows = ["id,name,level,parent,aliases,counted,code", "gx,自治区计生协,自治区,,,true,"]
    rows += (0..<Self.cities).map { "city-\($0),山口\($0)市,市,gx,,true," }
    rows += (0..<Self.counties).map {
      "county-\($0),清河\($0)县,县,city-\($0 * Self.cities / Self.counties),,true,"
    }
    rows += (0..<townships).map {
      "township-\($0),平安\($0)镇,乡,county-\($0 * Self.counties / townships),,true,"
    }
    rows += (0..<villages).map { "village-\($0),福林\($0)村,村,township-\($0 * townships / villages),,true," }
    return rows.joined(separator: "\n") + "\n"
  }

  private var settings: String {
    """
    format: 1
    zone: Asia/Shanghai
    language: zh
    levels:
      - {zh: 自治区, en: region}
      - {zh: 市, en: city}
      - {zh: 县, en: county}
      - {zh: 乡, en: township}
      - {zh: 村, en: village}
    outgoing: {allow: ["127.0.0.0/8"]}
    secrets: "\(folder)/secrets.csv"

    """
  }

  private func channels(_ port: Int) -> String {
    switch kind {
    case .robots: "  hook: {kind: webhook, one_per: village, url_from: secrets}\n"
    case .oneRobot, .digests: "  hook: {kind: webhook, url: \"http://127.0.0.1:\(port)/hook\"}\n"
    case .spread:
      "  hook: {kind: webhook, one_per: village, url_from: secrets, spread: 1 minutes}\n"
        + "  hung: {kind: webhook, one_per: village, url_from: secrets}\n"
    }
  }

  private func secrets(_ port: Int) -> String {
    var rows = ["unit,channel,url,secret"]
    switch kind {
    case .oneRobot, .digests: break
    case .robots, .spread:
      rows += (0..<villages).map { "village-\($0),hook,http://127.0.0.1:\(port)/hook/\($0)," }
    }
    if case .spread(let hung?) = kind {
      rows += (0..<villages).map { "village-\($0),hung,http://127.0.0.2:\(hung)/hook/\($0)," }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private var campaign: String {
    let local = CivilDateTime(wallSeconds: Int64(due.timeIntervalSince1970) + 8 * 3600)
    let at = "on the day, \(local.time)"
    func reminder(_ id: String, _ level: String, _ channel: String, _ rest: String) -> String {
      "  - {id: \(id), at: \"\(at)\", to: \(level).contact, channel: \(channel), \(rest)}\n"
    }
    let reminders =
      switch kind {
      case .robots, .oneRobot, .spread(nil): reminder("now", "village", "hook", "template: today")
      case .spread:
        reminder("now", "village", "hook", "template: today")
          + reminder("lost", "village", "hung", "template: today")
      case .digests:
        ["township", "county", "city"].map {
          reminder($0, $0, "hook", "template: overdue-list, digest: true, only_if: no report")
        }.joined()
      }
    return """
      format: 1
      id: burst
      name: {zh: 家庭健康宣传日, en: burst}
      kind: demo
      who: {units: {level: 村, under: gx}}
      when: {once: \(local.date)}
      venue: {default: 村委会广场}
      quiet_hours: off
      reminders:
      \(reminders)report: {due: 5 workdays after, ask: [date, attendance]}

      """
  }

  var database: String { folder + "/.campaign/campaign.sqlite" }

  /// The daemon, as whoever runs it starts it; it stands beside this program.
  func startDaemon() throws -> Child {
    let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
      .appending(path: "campaign").path
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw Fault("build the program first: swift build -c release --product campaign")
    }
    return try Child([program, "daemon"], in: folder, log: folder + "/daemon.log")
  }

  func daemonLog() -> String {
    let text = (try? String(contentsOfFile: folder + "/daemon.log", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").suffix(3).joined(separator: "\n")
  }
}
