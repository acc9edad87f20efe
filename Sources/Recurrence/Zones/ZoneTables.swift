import Synchronization

/// The tables of the zones that were asked for, each compiled once.
final class ZoneTables: Sendable {
  private struct Entry {
    let table: ZoneTable
    let stamps: [FileStamp?]
  }

  private struct State {
    var database: ZoneDatabase
    var version: String
    var entries: [String: Entry] = [:]
  }

  private let state: Mutex<State>

  init(_ database: ZoneDatabase) {
    state = Mutex(State(database: database, version: database.version))
  }

  /// The version of the data that the tables are of.
  var version: String { state.withLock(\.version) }

  var database: ZoneDatabase { state.withLock(\.database) }

  func table(_ name: String) -> ZoneTable? {
    if let entry = state.withLock({ $0.entries[name] }) { return entry.table }
    let database = database
    // Before it is read: a file replaced meanwhile is found out at the next reload.
    let stamps = database.stamps(name)
    guard let table = database.table(name) else { return nil }
    state.withLock { state in
      if state.database == database { state.entries[name] = Entry(table: table, stamps: stamps) }
    }
    return table
  }

  func use(_ database: ZoneDatabase) {
    let version = database.version
    state.withLock { $0 = State(database: database, version: version) }
  }

  /// Forgets all tables if a file behind one of them, or the release, is another.
  func reload() -> ZoneDataChange? {
    state.withLock { state in
      let version = state.database.version
      let isChanged = state.entries.contains { state.database.stamps($0.key) != $0.value.stamps }
      guard isChanged || version != state.version else { return nil }
      defer { state = State(database: state.database, version: version) }
      return ZoneDataChange(from: state.version, to: version)
    }
  }
}

/// Newer time zone data, found while the program runs.
public struct ZoneDataChange: Hashable, Sendable {
  /// The release of the data until now. Two releases may have one name: a system mends its files in between.
  public let from: String
  public let to: String
}
