import Foundation

/// A time zone of the IANA database: the only place where daylight saving exists.
///
/// Its changes of offset are read once a process from a ``ZoneDatabase``, 1800 to 2128; later years follow the same
/// rules by a cycle of 28. A value keeps what it has read: after ``reload()``, make those anew that are held for long.
public struct Zone: Hashable, Sendable {
  /// As in the IANA database: `Asia/Shanghai`, `UTC`.
  public let identifier: String
  let table: ZoneTable

  public static let utc = Zone(identifier: "UTC", table: ZoneTable(firstOffset: 0, changes: [], daylight: []))

  /// The release of the IANA database that zones come from, such as `2025b`; `?` if its files don't say.
  public static var dataVersion: String { tables.version }

  private static let tables = ZoneTables(.system)

  /// From here on zones come from another database: for a program's start. Zones that exist stay as they are.
  public static func use(_ database: ZoneDatabase) { tables.use(database) }

  /// Looks whether the data of the zones that were made so far has been replaced, and if so reads it anew for zones
  /// that are made from here on. Costs a look at each zone's file.
  ///
  /// - Returns: Nil if all is as it was.
  public static func reload() -> ZoneDataChange? { tables.reload() }

  /// - Throws: ``UnknownZone`` for a name that the zone database does not hold.
  public init(_ identifier: String) throws(UnknownZone) {
    try self.init(identifier, in: Zone.tables)
  }

  init(_ identifier: String, in tables: ZoneTables) throws(UnknownZone) {
    if identifier == "UTC" {
      self = .utc
      return
    }
    guard let table = tables.table(identifier) else { throw UnknownZone(identifier: identifier) }
    self.init(identifier: identifier, table: table)
  }

  /// The names of the IANA database that have no slash.
  static let plainNames: Set<String> = [
    "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT", "GMT0",
    "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya",
    "MET",
    "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK",
    "Singapore", "Turkey", "UCT", "Universal", "W-SU", "WET", "Zulu",
  ]

  init(identifier: String, table: ZoneTable) {
    self.identifier = identifier
    self.table = table
  }

  public static func == (left: Zone, right: Zone) -> Bool { left.identifier == right.identifier }
  public func hash(into hasher: inout Hasher) { hasher.combine(identifier) }

  /// Seconds east of UTC at an instant.
  public func offset(at instant: Timestamp) -> Int {
    Int(table.offset(atInstant: instant.wholeSeconds))
  }

  /// What a wall clock of this zone shows at an instant.
  public func local(at instant: Timestamp) -> CivilDateTime {
    let seconds = instant.wholeSeconds
    return CivilDateTime(wallSeconds: seconds + Int64(table.offset(atInstant: seconds)))
  }

  /// The instants at which a wall clock of this zone shows `local`: one, none or two.
  public func resolve(_ local: CivilDateTime) -> LocalResolution {
    resolve(wall: local.wallSeconds)
  }

  func resolve(wall: Int64) -> LocalResolution {
    switch table.read(wall: wall) {
    case .certain(let span): return .unique(Timestamp(seconds: wall - span.offset))
    case .doubtful(let change):
      let early = Timestamp(seconds: wall - Int64(change.before))
      let late = Timestamp(seconds: wall - Int64(change.after))
      return change.after > change.before
        ? .gap(shifted: early, unshifted: late) : .fold(first: early, second: late)
    }
  }

  /// `2026-05-29T09:07:00+08:00`: an instant as this zone writes it.
  public func format(_ instant: Timestamp) -> String {
    let local = local(at: instant)
    let offset = offset(at: instant)
    let sign = offset < 0 ? "-" : "+"
    let minutes = abs(offset) / 60
    return "\(local.isoText)\(sign)\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
  }
}

/// How a civil time relates to the instants of a zone.
public enum LocalResolution: Hashable, Sendable {
  case unique(Timestamp)
  /// The clock was set forward over it: `shifted` reads it with the offset before the gap (RFC 5545 3.3.5, so
  /// later on the clock), `unshifted` with the offset after it.
  case gap(shifted: Timestamp, unshifted: Timestamp)
  /// The clock was set back over it, so it occurs twice.
  case fold(first: Timestamp, second: Timestamp)

  /// RFC 5545's reading: after the gap, the first of a fold.
  public var instant: Timestamp {
    switch self {
    case .unique(let instant), .gap(let instant, _), .fold(let instant, _): instant
    }
  }
}

/// A zone that the zone database does not hold.
public struct UnknownZone: RecurrenceFault {
  public let identifier: String
  /// A zone that the name may mean: spelled in other letters, or of a city of that name.
  public let nearest: String?

  public init(identifier: String) {
    self.identifier = identifier
    func city(_ name: String) -> Substring? { name.split(separator: "/").last }
    let name = identifier.lowercased().replacing(" ", with: "_")
    let known = TimeZone.knownTimeZoneIdentifiers
    // The zone of all China is named after its largest city, as zones are, and not after the capital.
    nearest =
      city(name) == "beijing"
      ? "Asia/Shanghai"
      : known.first { $0.lowercased() == name } ?? known.first { city($0.lowercased()) == city(name) }
  }
}
