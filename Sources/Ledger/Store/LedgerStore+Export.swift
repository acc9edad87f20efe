public import Foundation
import GRDB
import Planning
import Recurrence

extension LedgerStore {
  /// Every entry as one line of JSON, chain by chain, just as it is stored.
  public func exportedLines() async throws -> [String] {
    try await database.read { database in
      var lines: [String] = []
      try Self.export(database) { lines.append($0) }
      return lines
    }
  }

  /// The same line by line, so that a large ledger never stands in memory as a whole; all as of one instant.
  public func export(_ write: @escaping @Sendable (String) throws -> Void) async throws {
    try await database.read { database in try Self.export(database) { try write($0) } }
  }

  private static func export(
    _ database: Database, where condition: String = "TRUE", _ arguments: StatementArguments = [],
    _ write: (String) throws -> Void
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT \(EntryRow.columns) FROM ledger_entry WHERE \(condition) ORDER BY origin, number",
      arguments: arguments)
    while let row = try rows.next() {
      try write(String(decoding: try encoder.encode(ExportedEntry(EntryRow(row))), as: UTF8.self))
    }
  }

  /// The entries of one occurrence as lines of JSON, hashes included: for its archive. They are no whole chain, so they
  /// can be read and compared, not taken back.
  public func exportedLines(of occurrence: OccurrenceKey) async throws -> [String] {
    try await database.read { database in
      var lines: [String] = []
      try Self.export(
        database, where: "campaign = ? AND occurrence = ?", [occurrence.campaign, occurrence.occurrence]
      ) { lines.append($0) }
      return lines
    }
  }

  /// What came of taking an export back.
  public struct TakenBack: Hashable, Sendable {
    /// How many entries were new, and how many stood here already.
    public var added = 0
    public var known = 0
    /// The chains under which entries were taken in that go under the name of another one in the file, see ``Forks``.
    public var forks: [String] = []
  }

  /// What to do with entries of a file that stand under the name of others here, as after a database was copied.
  public enum Forks: Sendable {
    /// Nothing of the file is taken in.
    case refused
    /// They become a chain of their own from there on, beside the one that is here.
    case apart
  }

  /// Takes exported lines back; for lines that are texts already.
  ///
  /// - Returns: How many were new.
  public func takeBack(_ lines: [String]) async throws -> Int {
    try await takeBack(Data(lines.joined(separator: "\n").utf8)).added
  }

  /// Takes an export back without rewriting a hash: entries that are here already are left alone, two machines' chains
  /// stand side by side.
  ///
  /// - Throws: ``ExportFault`` for the first line that is no entry, was changed, or does not continue its chain;
  ///   nothing is entered then.
  public func takeBack(_ file: Data, forks: Forks = .refused) async throws -> TakenBack {
    try await write { database in
      var reentry = Reentry(database, forks: forks)
      var rest = file.starts(with: [0xEF, 0xBB, 0xBF]) ? file.dropFirst(3) : file
      var line = 0
      while !rest.isEmpty {
        line += 1
        // Bytes, not characters: the texts may hold any separator that Unicode has.
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        try reentry.take(rest[..<end], line: line)
        rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...]
      }
      try reentry.requireTargets()
      return reentry.intake
    }
  }
}

/// Enters exported lines, one after another, inside one transaction.
private struct Reentry {
  let database: Database
  var intake = LedgerStore.TakenBack()
  private let forks: LedgerStore.Forks
  private let decoder = JSONDecoder()
  /// Of each chain that parts from the one here.
  private var branches: [String: ForkedBranch] = [:]
  /// What amendments among them name, with the lines.
  private var targets: [(line: Int, entry: EntryID, target: EntryID)] = []

  init(_ database: Database, forks: LedgerStore.Forks) {
    self.database = database
    self.forks = forks
  }

  mutating func take(_ bytes: Data, line: Int) throws {
    guard !bytes.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) else { return }
    guard var row = (try? decoder.decode(ExportedEntry.self, from: bytes))?.row else {
      throw ExportFault(.notAnEntry, line: line)
    }
    func fault(_ problem: ExportFault.Problem) -> ExportFault {
      ExportFault(problem, line: line, entry: row.id)
    }
    guard row.digest == row.hash else { throw fault(.changed) }
    if var branch = try branch(of: row) {
      let name = row.id.origin
      guard let renamed = branch.take(row) else { throw fault(.gap) }
      branches[name] = branch
      row = renamed
    }
    if let here = try hash(of: row.id) {
      guard here == row.hash else { throw fault(.forked) }
      return intake.known += 1
    }
    let before = EntryID(origin: row.id.origin, number: row.id.number - 1)
    let last = try link(of: before)
    guard (last?.hash ?? "") == row.previous else { throw fault(.gap) }
    row.moment = EntryRow.moment(
      at: row.at, seen: row.seen.flatMap { SeenHeads($0) }, after: last?.moment)
    guard !row.holdsNUL else { throw fault(.holdsNUL) }
    // What this version can't read would keep it from reading all the rest.
    guard (try? row.entry()) != nil else { throw fault(.unreadable) }
    do {
      try row.insert(into: database)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw fault(.notAnEntry)
    }
    if let target = row.body.target { targets.append((line, row.id, target)) }
    intake.added += 1
  }

  /// Where an entry belongs to that can't stand under its own name; nil for one that can.
  private mutating func branch(of row: EntryRow) throws -> ForkedBranch? {
    if let known = branches[row.id.origin] { return known }
    guard case .apart = forks, let here = try hash(of: row.id), here != row.hash else { return nil }
    let before = EntryID(origin: row.id.origin, number: row.id.number - 1)
    let stem = try link(of: before)
    guard (stem?.hash ?? "") == row.previous else { return nil }
    var known = try KnownStages(database).known(to: before)
    if stem != nil { known.add(before) }
    let branch = ForkedBranch(row, after: stem?.moment, knowing: known)
    intake.forks.append(branch.origin)
    return branch
  }

  private func hash(of id: EntryID) throws -> String? { try link(of: id)?.hash }

  private func link(of id: EntryID) throws -> (hash: String, moment: Timestamp)? {
    let statement = try database.cachedStatement(
      sql: "SELECT hash, moment FROM ledger_entry WHERE origin = ? AND number = ?")
    return try Row.fetchOne(statement, arguments: [id.origin, id.number]).map {
      ($0[0], Timestamp(milliseconds: $0[1]))
    }
  }

  /// Other machines' entries may come behind those that amend them.
  func requireTargets() throws {
    for (line, entry, target) in targets {
      if try hash(of: target) == nil {
        throw ExportFault(.targetMissing(target), line: line, entry: entry)
      }
      // It means the entry that stands under this name in the file, not the one that does here.
      if let branch = branches[target.origin], target.number >= branch.first {
        throw ExportFault(.forked, line: line, entry: entry)
      }
    }
  }
}

/// A row as a line of JSON; the body stays text, so that its bytes and its hash agree.
private struct ExportedEntry: Codable {
  let entry: String
  let at: Int64
  let by: String
  let campaign: String?
  let occurrence: String?
  let unit: String
  let session: Int?
  let act: String
  let kind: String?
  let body: String
  let target: String?
  let reason: String?
  let source: String?
  let late: String?
  let previous: String
  let hash: String
  let seen: String?

  init(_ row: EntryRow) {
    entry = row.id.description
    at = row.at.milliseconds
    by = row.by
    campaign = row.scope.occurrence?.campaign
    occurrence = row.scope.occurrence?.occurrence
    unit = row.scope.unit
    session = row.scope.number
    act = row.body.act
    kind = row.body.kind
    body = row.body.json
    target = row.body.target?.description
    reason = row.body.reason
    source = row.source
    late = row.lateReason
    previous = row.previous
    hash = row.hash
    seen = row.seen
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case entry, at, by, campaign, occurrence, unit, session, act, kind, body, target, reason, source, late,
      previous, hash, seen
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// - Throws: Also for a key that no entry has: it would be lost without a word.
  init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    guard Set(keys).isSubset(of: CodingKeys.allCases.map(\.rawValue)) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "keys that no entry has"))
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String { try container.decode(String.self, forKey: key) }
    func maybe(_ key: CodingKeys) throws -> String? {
      try container.decodeIfPresent(String.self, forKey: key)
    }
    entry = try text(.entry)
    at = try container.decode(Int64.self, forKey: .at)
    by = try text(.by)
    campaign = try maybe(.campaign)
    occurrence = try maybe(.occurrence)
    unit = try text(.unit)
    session = try container.decodeIfPresent(Int.self, forKey: .session)
    act = try text(.act)
    kind = try maybe(.kind)
    body = try text(.body)
    target = try maybe(.target)
    reason = try maybe(.reason)
    source = try maybe(.source)
    late = try maybe(.late)
    previous = try text(.previous)
    hash = try text(.hash)
    seen = try maybe(.seen)
  }

  /// Nil if its names are not entries' names.
  var row: EntryRow? {
    guard let id = EntryID(entry), id.description == entry, (campaign == nil) == (occurrence == nil),
      (target == nil) == (target.flatMap { EntryID($0) } == nil),
      (seen == nil) == (seen.flatMap { SeenHeads($0) } == nil)
    else {
      return nil
    }
    let pair = campaign.flatMap { campaign in
      occurrence.map { OccurrenceKey(campaign: campaign, occurrence: $0) }
    }
    return EntryRow(
      id: id, at: Timestamp(milliseconds: at), by: by,
      scope: LedgerEntry.Scope(occurrence: pair, unit: unit, number: session),
      body: EntryBody(
        act: act, kind: kind, json: body, target: target.flatMap { EntryID($0) }, reason: reason),
      source: source, lateReason: late, previous: previous, hash: hash, seen: seen,
      moment: Timestamp(milliseconds: at))
  }
}
