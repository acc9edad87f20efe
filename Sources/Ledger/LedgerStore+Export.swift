import Foundation
import GRDB
public import Planning
import Recurrence

extension LedgerStore {
  /// Every entry as one line of JSON, chain by chain, just as it is stored.
  public func exportedLines() async throws -> [String] {
    try await database.read { database in
      try Array(
        Row.fetchCursor(
          database, sql: "SELECT \(EntryRow.columns) FROM ledger_entry ORDER BY origin, number"
        ).map { try ExportedEntry(EntryRow($0)).line() })
    }
  }

  /// Takes exported lines back without rewriting a hash: entries that are here already are left alone, two machines'
  /// chains stand side by side.
  ///
  /// - Returns: How many were new.
  /// - Throws: ``ExportFault`` for the first line that is no entry, was changed, or does not continue its chain;
  ///   nothing is entered then.
  public func takeBack(_ lines: [String]) async throws -> Int {
    try await write { database in
      var added = 0
      for (index, line) in lines.enumerated() where !line.trimmed.isEmpty {
        guard let row = try? ExportedEntry(line: line).row else {
          throw ExportFault.notAnEntry(line: index + 1)
        }
        guard row.digest == row.hash else { throw ExportFault.changed(row.id) }
        let here = try String.fetchOne(
          database, sql: "SELECT hash FROM ledger_entry WHERE origin = ? AND number = ?",
          arguments: [row.id.origin, row.id.number])
        if let here {
          guard here == row.hash else { throw ExportFault.forked(row.id) }
          continue
        }
        let last = try String.fetchOne(
          database, sql: "SELECT hash FROM ledger_entry WHERE origin = ? AND number = ?",
          arguments: [row.id.origin, row.id.number - 1])
        guard (last ?? "") == row.previous else { throw ExportFault.gap(row.id) }
        try row.insert(into: database)
        added += 1
      }
      return added
    }
  }
}

/// Why exported lines were not taken back.
public enum ExportFault: Error, Hashable, Sendable {
  /// Counted from 1.
  case notAnEntry(line: Int)
  case changed(EntryID)
  /// Another entry stands under this name here.
  case forked(EntryID)
  case gap(EntryID)

  public func text(_ language: Language) -> String {
    switch self {
    case .notAnEntry(let line):
      language("第 \(line) 行不是台账记录", "line \(line) is no ledger entry")
    case .changed(let id):
      language("记录 \(id) 被改动过，校验不符", "entry \(id) was changed: its hash does not fit")
    case .forked(let id):
      language(
        "本机已有另一条 \(id)；两份台账分叉，请保留两份文件并核对", "another entry \(id) stands here; keep both files and compare")
    case .gap(let id):
      language("记录 \(id) 之前缺行；请导入完整的导出文件", "lines before entry \(id) are missing; import the whole export")
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
  }

  init(line: String) throws {
    self = try JSONDecoder().decode(ExportedEntry.self, from: Data(line.utf8))
  }

  func line() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Nil if its names are not entries' names.
  var row: EntryRow? {
    guard let id = EntryID(entry), (target == nil) == (target.flatMap { EntryID($0) } == nil) else {
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
      source: source, lateReason: late, previous: previous, hash: hash)
  }
}
