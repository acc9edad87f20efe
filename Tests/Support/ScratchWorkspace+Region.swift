import Foundation

extension ScratchWorkspace {
  /// A region of three or four levels that reads its files from here: its units, its settings, the rest days of 2026,
  /// and whatever campaigns and channels a test is about.
  ///
  /// - `units`: The rows of the table, without its header.
  /// - `calendar`: What follows the year: `off: ["01-01 to 01-03"]`.
  public convenience init(
    units: String, settings: String = "", calendar: String, files: [String: String]
  ) throws {
    let shared = [
      "units.csv": "id,name,level,parent,aliases,counted,code\n\(units)\n",
      "settings.yaml": """
      format: 1
      zone: Asia/Shanghai
      language: zh
      levels: [{zh: 自治区, en: region}, {zh: 市, en: city}, {zh: 县, en: county}, {zh: 村, en: village}]
      \(settings)
      """,
      "channels.yaml": "format: 1\nchannels: {hook: {kind: webhook, url_from: \"env:HOOK\"}}\n",
      "calendar-2026.yaml": "format: 1\nyear: 2026\n\(calendar)\n",
    ]
    var all = ["Templates/note.mustache": "{{campaign}}\n\n{{unit}}\n"]
    for (name, text) in shared { all["Campaigns/shared/\(name)"] = text }
    try self.init(files: all.merging(files) { $1 })
  }

  /// Writes the region anew: each county under a city, each city with a robot of its own at one host, and a second
  /// channel with one robot for all.
  public func writeRegion(counties: Int, cities: Int, allow ports: UInt16...) throws {
    let rows =
      (1...cities).map { "c\($0),第\($0)市,市,gx,,true," }
      + (1...counties).map { "county-\($0),第\($0)县,县,c\(($0 - 1) % cities + 1),,true," }
    try write(
      "Campaigns/shared/units.csv",
      "id,name,level,parent,aliases,counted,code\ngx,自治区,自治区,,,true,\n" + rows.joined(separator: "\n") + "\n")
    let addresses = ports.map { "\"127.0.0.1:\($0)\"" }.joined(separator: ", ")
    try write(
      "Campaigns/shared/settings.yaml",
      """
      format: 1
      zone: Asia/Shanghai
      language: zh
      levels:
        - {zh: 自治区, en: region}
        - {zh: 市, en: city}
        - {zh: 县, en: county}
      outgoing: {allow: [\(addresses)]}
      """)
    try write(
      "Campaigns/shared/channels.yaml",
      """
      format: 1
      channels:
        hook: {kind: webhook, one_per: city, url_from: "env:HOOK_URL_<unit>"}
        other: {kind: webhook, url_from: "env:OTHER_URL"}
      """)
  }

  /// The campaign for ``writeRegion(counties:cities:allow:)``: through the city's robot for each county.
  public func writeCityCampaign(_ others: String = "") throws {
    try write(
      "Campaigns/day.yaml",
      Self.campaign(when: "once: 2026-05-29", at: "on the day, 08:07")
        .replacing("county.contact", with: "city.contact") + "\n" + others)
  }

  /// The addresses of the cities' robots, each on a path of its own.
  public static func robots(_ server: HookServer, cities: Int) -> [String: String] {
    Dictionary(uniqueKeysWithValues: (1...cities).map { ("HOOK_URL_c\($0)", "\(server.url)/c\($0)") })
  }

  /// Starts the daemon.
  public func daemon(_ options: String..., environment: [String: String], clock: FakeClock? = nil) throws
    -> ProcessUnderTest
  {
    try ProcessUnderTest(
      ["daemon"] + options, in: root, environment: environment.merging(clock?.environment ?? [:]) { $1 })
  }
}

extension HookServer {
  /// The address for workspaces with one robot.
  public var environment: [String: String] { ["HOOK_URL": url, "HOOK_SECRET": ScratchWorkspace.secret] }

  /// The ids of what arrived, in order.
  public var ids: [String] { arrivals.compactMap { $0.headers["webhook-id"] } }
}

extension HookServer.Arrival {
  /// The reminder's key, which a webhook's body names.
  public var key: String? {
    let data = (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any]
    return (data?["data"] as? [String: Any])?["key"] as? String
  }
}
