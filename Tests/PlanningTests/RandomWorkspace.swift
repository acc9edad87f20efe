import Planning
import Recurrence
import TestSupport
import Testing

/// A small workspace drawn at random, and a window to plan: every kind of rule, channel, zone and quiet hours that files
/// can name, and units that chose days of their own.
struct RandomWorkspace {
  let definitions: Definitions
  let planner: Planner
  let window: Range<Timestamp>

  init(seed: UInt64) throws {
    var draft = WorkspaceDraft(seed: seed)
    let shared = [
      ("settings.yaml", draft.settings()), ("units.csv", draft.units()), ("channels.yaml", draft.channels()),
      ("contacts.csv", draft.contacts()), ("calendar-2026.yaml", Self.calendar),
    ]
    let campaigns = (0..<draft.number(1...3)).map { ("campaign-\($0).yaml", draft.campaign($0)) }
    definitions = Definitions.read(
      campaigns: campaigns.map { SourceFile(path: "Campaigns/\($0.0)", bytes: Array($0.1.utf8)) },
      shared: shared.map { SourceFile(path: "Campaigns/shared/\($0.0)", bytes: Array($0.1.utf8)) },
      templates: [SourceFile(path: "Templates/t.mustache", bytes: Array("t".utf8))])
    let faults = definitions.diagnostics.filter { $0.severity == .error }.map { $0.problem.text(.en) }
    try #require(faults == [], "\(campaigns.map(\.1).joined())")
    let start = try #require(CivilDate(iso: "2026-01-01")).adding(days: draft.number(0...365))
    let zone = definitions.shared.zone
    func instant(_ day: CivilDate) -> Timestamp {
      zone.resolve(CivilDateTime(day, CivilTime(secondsOfDay: Int32(draft.number(0...86_399))))).instant
    }
    window = instant(start)..<instant(start.adding(days: draft.number(1...90)))
    planner = Planner(shared: definitions.shared, sessionDays: draft.sessionDays(definitions, around: start))
  }

  private static let calendar = """
    format: 1
    year: 2026
    off: ["01-01 to 01-03", "02-15 to 02-23", "04-04 to 04-06", "05-01 to 05-05", "06-19 to 06-21", "09-25 to 09-27", "10-01 to 10-07"]
    work: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
    """
}

/// The texts of its files.
private struct WorkspaceDraft {
  private var random: SeededGenerator
  private var levelOfUnit: [Int] = []
  private var channelCount = 0

  private static let levels = ["region", "city", "county", "township", "village"]
  private static let zones = [
    "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago",
    "Pacific/Apia", "UTC",
  ]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  private mutating func one<Element>(of choices: [Element]) -> Element {
    choices[number(0...(choices.count - 1))]
  }

  private mutating func clock() -> String {
    let (hour, minute) = (number(0...23), one(of: [0, 7, 30, 57, 59]))
    return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
  }

  mutating func settings() -> String {
    "format: 1\nzone: \(one(of: Self.zones))\nlevels: ["
      + Self.levels.map { "{zh: \($0)}" }.joined(separator: ", ") + "]\n"
  }

  /// Lines may skip levels: a village may stand below a city.
  mutating func units() -> String {
    var rows = ["id,name,level,parent", "u0,root,region,"]
    levelOfUnit = [0]
    for unit in 1..<number(10...40) {
      let parent = one(of: levelOfUnit.indices.filter { levelOfUnit[$0] < 4 })
      levelOfUnit.append(number((levelOfUnit[parent] + 1)...4))
      rows.append("u\(unit),name \(unit % 7),\(Self.levels[levelOfUnit[unit]]),u\(parent)")
    }
    return rows.joined(separator: "\n") + "\n"
  }

  /// Some of the posts, or none at all.
  mutating func contacts() -> String {
    var rows = ["unit,role,person"]
    if chance(50) {
      for unit in levelOfUnit.indices {
        for role in ["contact", "chief"] where chance(50) { rows.append("u\(unit),\(role),somebody") }
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  mutating func channels() -> String {
    channelCount = number(1...4)
    return "format: 1\nchannels:\n"
      + (0..<channelCount).map { channel in
        var keys = ["kind: webhook", "url_from: secrets"]
        if chance(60) { keys.append("one_per: \(Self.levels[number(0...3)])") }
        if chance(60) {
          keys.append("spread: \(one(of: ["40 seconds", "15 minutes", "3 hours", "20 hours", "3 days"]))")
        }
        if chance(40) {
          keys.append(
            "avoid: [\((0..<number(1...9)).map { _ in "\":\(number(0...59))\"" }.joined(separator: ", "))]")
        }
        return "  c\(channel): {\(keys.joined(separator: ", "))}\n"
      }.joined()
  }

  mutating func campaign(_ index: Int) -> String {
    var text = "format: 1\nid: campaign-\(index)\nname: n\nkind: k\n"
    let isOnce = chance(20)
    let when = isOnce ? ["once: 2026-05-\(number(10...28)) to 2026-06-0\(number(1...9))"] : when()
    text += "when: {\(when.joined(separator: ", "))}\n"
    let participant = one(of: Array(levelOfUnit.indices))
    let under = chance(70) ? 0 : one(of: Array(levelOfUnit.indices))
    text += """
      who: {units: {level: \(Self.levels[levelOfUnit[participant]]), under: u\(under), except: [u\(number(0...9))]}}

      """
    if chance(70) { text += "quiet_hours: \"\(clock())-\(clock())\"\n" }
    if when.contains("every: year"), chance(30) {
      text += "years: {\"2026\": {\(one(of: ["date: \"04-1\(number(0...9))\"", "skip: true"]))}}\n"
    }
    let parts = number(0...2)
    if parts > 0 {
      text += "parts:\n"
      for part in 0..<parts {
        let due = isOnce && chance(50) ? "\"2026-0\(number(5...9))-\(number(10...28))\"" : offset()
        text += "  - {id: p\(part), name: p, due: \(due)}\n"
      }
    }
    text += "reminders:\n"
    for rule in 0..<number(1...4) {
      text += "  - {id: r\(rule), at: \"\(offset()), \(clock())\", \(message(parts > 0))}\n"
    }
    text += "report: {due: \(offset()), ask: [date]}\nchase:\n"
    for _ in 0..<number(1...2) {
      let clock = chance(50) ? ", \(clock())" : ""
      text +=
        "  - {after: \"\(number(1...9)) \(one(of: ["days", "workdays"]))\(clock)\", \(message(parts > 0, isChase: true))}\n"
    }
    return text
  }

  private mutating func when() -> [String] {
    var keys: [String]
    switch number(0...7) {
    case 0: keys = ["every: year", "date: \"0\(number(1...9))-\(number(10...28))\""]
    case 1: keys = ["every: year", "dates: 07-\(number(10...28)) to 08-0\(number(1...9))"]
    case 2: keys = ["every: year", "lunar: \(one(of: ["正月初一", "八月十五", "除夕", "腊月初八"]))"]
    case 3: keys = ["every: month", "on: \(one(of: ["15", "last friday", "2nd tuesday", "31"]))"]
    case 4: keys = ["every: week", "on: [monday, friday]"]
    case 5: keys = ["rrule: \"FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=9,15\"", "start: \"2025-01-05T09:00\""]
    default: keys = ["every: year", "date: \"0\(number(1...9))-\(number(10...28))\""]
    }
    keys.append("if_closed: \(one(of: ["keep", "previous workday", "next workday"]))")
    if chance(60) {
      keys.append("hold_within: {before: \(number(0...9)) days, after: \(number(-3...9)) days}")
    }
    if chance(30) { keys.append("zone: \(one(of: Self.zones))") }
    return keys
  }

  private mutating func offset() -> String {
    if chance(15) { return "on the day" }
    let span = chance(20) ? "\(number(0...4)) weeks" : "\(number(0...25)) \(one(of: ["days", "workdays"]))"
    return "\(span) \(one(of: ["before", "after"]))"
  }

  private mutating func message(_ hasParts: Bool, isChase: Bool = false) -> String {
    var keys = [
      "to: \(one(of: Self.levels)).\(one(of: ["contact", "chief"]))",
      "channel: c\(number(0...(channelCount - 1)))",
      "template: t",
    ]
    if hasParts, chance(50) { keys.append("of: each part") }
    if chance(30) { keys.append("digest: true") }
    if !isChase {
      if chance(30) { keys.append("only_if: \(one(of: ["no report", "tasks open"]))") }
      if chance(50) { keys.append("if_closed: \(one(of: ["earlier", "later", "send"]))") }
      if chance(30) { keys.append("expires: \(number(1...100)) hours") }
    }
    return keys.joined(separator: ", ")
  }

  /// Of participants and of others, within the campaign's days or not: the planner takes what was recorded.
  mutating func sessionDays(
    _ definitions: Definitions, around day: CivilDate
  ) -> [Planner.SessionDayKey: CivilDate] {
    var days: [Planner.SessionDayKey: CivilDate] = [:]
    guard chance(60) else { return [:] }
    for campaign in definitions.campaigns {
      let occurrences = campaign.occurrences(
        in: day.adding(days: -100)..<day.adding(days: 200), workdays: definitions.shared.workdays)
      for occurrence in occurrences.prefix(5) {
        for unit in levelOfUnit.indices where chance(30) {
          let key = Planner.SessionDayKey(
            campaign: campaign.id, occurrence: occurrence.id, unit: "u\(unit)")
          days[key] = occurrence.firstDay.adding(days: number(-9...9))
        }
      }
    }
    return days
  }
}
