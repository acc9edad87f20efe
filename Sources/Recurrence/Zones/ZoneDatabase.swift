import Foundation

/// Where zones come from: folders of zone files (RFC 9636), as the system keeps them, and Foundation's own data for what
/// they lack.
public struct ZoneDatabase: Hashable, Sendable {
  /// Looked through in this order.
  public let folders: [String]

  /// The places where systems keep zone files.
  public static let system = ZoneDatabase()
  static let foundation = ZoneDatabase(folders: [])

  /// - `folder`: Comes before the system's, as the variable TZDIR means it; nil or empty for none.
  public init(preferring folder: String? = nil) {
    let places = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"]
    folders = (folder.map { $0.isEmpty ? [] : [$0] } ?? []) + places
  }

  private init(folders: [String]) {
    self.folders = folders
  }

  /// The first of its folders that there is; nil if all zones come from Foundation.
  public var folder: String? {
    folders.first {
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0, isDirectory: &isDirectory) && isDirectory.boolValue
    }
  }

  /// The release of its data, such as `2025b`; `?` if its folder does not say.
  public var version: String {
    guard let folder else { return TimeZone.timeZoneDataVersion }
    if let line = Self.firstLine("\(folder)/+VERSION"), let version = line.split(separator: " ").last {
      return String(version)
    }
    let words = Self.firstLine("\(folder)/tzdata.zi")?.split(separator: " ") ?? []
    return words.count >= 3 && words[0] == "#" && words[1] == "version" ? String(words[2]) : "?"
  }

  private static func firstLine(_ path: String) -> Substring? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    let start = (try? file.read(upToCount: 200)).map { String(decoding: $0, as: UTF8.self) }
    return start?.split(whereSeparator: \.isNewline).first
  }

  /// Whether its own files, and not Foundation, tell of a zone.
  public func hasFile(for zone: String) -> Bool { Self.isPath(zone) && fileTable(zone) != nil }

  /// Nil for a name that it does not hold. A file that can't be used counts as none.
  func table(_ name: String) -> ZoneTable? {
    // Foundation also takes abbreviations such as CST, which name several zones.
    guard name.contains("/") || Zone.plainNames.contains(name) else { return nil }
    if Self.isPath(name), let table = fileTable(name) { return table }
    return TimeZone(identifier: name).map(Self.compile)
  }

  /// Names are paths, so none may lead out of the folder, nor to `posix/` and `right/`, which hold all zones again, these
  /// with leap seconds.
  private static func isPath(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts[0] != "posix" && parts[0] != "right"
      && parts.allSatisfy { part in
        part.first.map { $0 != "-" && $0 != "+" } ?? false
          && part.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
              UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
              true
            default: false
            }
          }
      }
  }

  /// Files of today have 4 kB at most.
  private static let largestFile = 64 << 10

  private func fileTable(_ name: String) -> ZoneTable? {
    for folder in folders {
      // A pipe would be waited for.
      guard Self.stamp("\(folder)/\(name)") != nil,
        let file = FileHandle(forReadingAtPath: "\(folder)/\(name)")
      else { continue }
      defer { try? file.close() }
      if let data = try? file.read(upToCount: Self.largestFile),
        let table = try? ZoneFile(bytes: Array(data)).table()
      {
        return table
      }
    }
    return nil
  }

  /// What changes when one of a zone's files is replaced.
  func stamps(_ name: String) -> [FileStamp?] {
    guard Self.isPath(name) else { return [] }
    return folders.map { Self.stamp("\($0)/\(name)") }
  }

  /// Of a regular file, links followed.
  private static func stamp(_ path: String) -> FileStamp? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileStamp(status)
  }

  private static func compile(_ zone: TimeZone) -> ZoneTable {
    var date = Date(timeIntervalSince1970: Double(ZoneFile.beginning))
    let firstOffset = Int32(zone.secondsFromGMT(for: date))
    var offset = firstOffset
    var changes: [ZoneTable.Change] = []
    var daylight: [Bool] = []
    while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date {
      let instant = Int64(next.timeIntervalSince1970.rounded())
      guard instant < ZoneTable.horizon else { break }
      let after = Int32(zone.secondsFromGMT(for: next))
      if after != offset {
        changes.append(.init(instant: instant, before: offset, after: after))
        daylight.append(zone.isDaylightSavingTime(for: next))
      }
      offset = after
      date = next
    }
    return ZoneTable(firstOffset: firstOffset, changes: changes, daylight: daylight)
  }
}

/// What tells a file from the one that replaced it.
struct FileStamp: Hashable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    #if canImport(Darwin)
      (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #else
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #endif
  }
}
