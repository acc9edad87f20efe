import Recurrence

/// The end of a chain that goes on otherwise than the one of the same name here: two copies of a database wrote under one
/// origin.
///
/// Its entries get an origin that follows from the first of them: whoever takes them in gives them the same names, and
/// knows them again. What they state, and when, stays as it was.
struct ForkedBranch {
  let origin: String
  /// The number of the first entry that differs.
  let first: Int
  private let name: String
  private let seen: SeenHeads?
  /// The number that comes next, and the hash that it has to carry: the one in the file and the one under the new name.
  private var next: Int
  private var expected: String
  private var previous = ""

  /// - `row`: The first that differs.
  /// - `known`: What its writer knew.
  init(_ row: EntryRow, after moment: Timestamp?, knowing known: KnownHeads) {
    var hash = LedgerHash()
    hash.add("fork")
    hash.add(row.hash)
    origin = String(hash.text.prefix(EntryID.originLength))
    (first, next, name, expected) = (row.id.number, row.id.number, row.id.origin, row.previous)
    var known = known
    let own = row.seen.flatMap { SeenHeads($0) }
    known.add(own)
    seen = SeenHeads(known, after: [moment, own?.floor].compactMap(\.self).max())
  }

  /// The next entry under its new name; nil if it does not follow the one before it.
  mutating func take(_ row: EntryRow) -> EntryRow? {
    guard row.id.number == next, row.previous == expected else { return nil }
    let body = EntryBody(
      act: row.body.act, kind: row.body.kind, json: row.body.json, target: row.body.target.map(renaming),
      reason: row.body.reason)
    func named(hash: String) -> EntryRow {
      EntryRow(
        id: renaming(row.id), at: row.at, by: row.by, scope: row.scope, body: body, source: row.source,
        lateReason: row.lateReason, previous: previous, hash: hash,
        seen: row.id.number == first ? seen?.description : row.seen, moment: row.at)
    }
    let renamed = named(hash: named(hash: "").digest)
    (next, expected, previous) = (row.id.number + 1, row.hash, renamed.hash)
    return renamed
  }

  private func renaming(_ id: EntryID) -> EntryID {
    id.origin == name && id.number >= first ? EntryID(origin: origin, number: id.number - first + 1) : id
  }
}
