/// Which entries still stand: corrections and voids, followed from the entries that they name.
struct Amendments {
  /// The entries that no other entry replaces by name.
  let records: [LedgerEntry]
  private var corrections: [EntryID: [LedgerEntry]] = [:]
  private var voids: [EntryID: [EntryID]] = [:]

  init(_ entries: some Sequence<LedgerEntry>) {
    var records: [LedgerEntry] = []
    for entry in entries {
      switch entry.act {
      case .record: records.append(entry)
      case .correct(let target, _, _): corrections[target, default: []].append(entry)
      case .void(let target, _): voids[target, default: []].append(entry.id)
      }
    }
    self.records = records
  }

  /// The entry whose content stands in place of a record's; nil if it is void.
  func standing(of record: LedgerEntry) -> LedgerEntry? {
    guard !isVoid(record.id) else { return nil }
    var current = record
    // A correction names an entry that existed before it, so the walk ends; the bound is for forged files.
    for _ in 0...corrections.count {
      guard let next = live(of: current.id).last else { return current }
      current = next
    }
    return current
  }

  /// Records and corrections that more than one standing correction names.
  var disputed: [EntryID] {
    corrections.keys.filter { live(of: $0).count > 1 }.sorted()
  }

  private func live(of id: EntryID) -> [LedgerEntry] {
    (corrections[id] ?? []).filter { !isVoid($0.id) }
  }

  private func isVoid(_ id: EntryID, depth: Int = 0) -> Bool {
    depth < 64 && (voids[id] ?? []).contains { !isVoid($0, depth: depth + 1) }
  }
}
