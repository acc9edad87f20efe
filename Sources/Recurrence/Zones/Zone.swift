import Foundation
import Synchronization

/// A time zone of the IANA database: the only place where daylight saving exists.
///
/// Its changes of offset are read from Foundation once a process, 1800 to 2128; later years follow the same
/// rules by a cycle of 28.
public struct Zone: Hashable, Sendable {
  /// As in the IANA database: `Asia/Shanghai`, `UTC`.
  public let identifier: String
  let table: ZoneTable

  public static let utc = Zone(identifier: "UTC", table: ZoneTable(firstOffset: 0, changes: []))

  /// The release of the IANA database that all zones come from, such as `2025b`.
  public static let dataVersion = TimeZone.timeZoneDataVersion

  private static let compiled = Mutex<[String: ZoneTable]>([:])

  /// - Throws: ``UnknownZone`` for a name that the zone database does not hold.
  public init(_ identifier: String) throws(UnknownZone) {
    if identifier == "UTC" {
      self = .utc
      return
    }
    if let table = Zone.compiled.withLock({ $0[identifier] }) {
      self.init(identifier: identifier, table: table)
      return
    }
    // Foundation also takes abbreviations such as CST, which name several zones.
    guard identifier.contains("/") || Zone.plainNames.contains(identifier),
      let zone = TimeZone(identifier: identifier)
    else {
      throw UnknownZone(identifier: identifier)
    }
    let table = Zone.compile(zone)
    Zone.compiled.withLock { $0[identifier] = table }
    self.init(identifier: identifier, table: table)
  }

  /// The names of the IANA database that have no slash.
  private static let plainNames: Set<String> = [
    "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT", "GMT0",
    "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya",
    "MET",
    "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK",
    "Singapore", "Turkey", "UCT", "Universal", "W-SU", "WET", "Zulu",
  ]

  private init(identifier: String, table: ZoneTable) {
    self.identifier = identifier
    self.table = table
  }

  private static func compile(_ zone: TimeZone) -> ZoneTable {
    var date = Date(timeIntervalSince1970: -5_364_662_400)  // 1800-01-01
    let firstOffset = Int32(zone.secondsFromGMT(for: date))
    var offset = firstOffset
    var changes: [ZoneTable.Change] = []
    while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date {
      let instant = Int64(next.timeIntervalSince1970.rounded())
      guard instant < ZoneTable.horizon else { break }
      let after = Int32(zone.secondsFromGMT(for: next))
      if after != offset { changes.append(.init(instant: instant, before: offset, after: after)) }
      offset = after
      date = next
    }
    return ZoneTable(firstOffset: firstOffset, changes: changes)
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
