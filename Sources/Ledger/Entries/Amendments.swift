/// Which entries still stand: corrections and voids, followed from the entries that they name.
struct Amendments {
  /// The entries that no other entry replaces by name.
  let records: [LedgerEntry]
  private var corrections: [EntryID: [LedgerEntry]] = [:]
  /// What each correction corrects.
  private var corrected: [EntryID: EntryID] = [:]
  private var voids: [EntryID: [LedgerEntry]] = [:]
  /// What machines decided about one dispute without knowing of one another.
  private(set) var conflicts: [Verdicts.Conflict] = []
  /// Voids that don't count for now, see ``Verdicts/overruled``.
  private(set) var overruled: Set<EntryID> = []

  /// - `overruled`: Known from more entries than these; nil to find out from them.
  init(_ entries: some Sequence<LedgerEntry>, overruled: Set<EntryID>? = nil) {
    var records: [LedgerEntry] = []
    var voiding: [LedgerEntry] = []
    for entry in entries {
      switch entry.act {
      case .record: records.append(entry)
      case .correct(let target, _, _):
        corrections[target, default: []].append(entry)
        corrected[entry.id] = target
      case .void(let target, _):
        voids[target, default: []].append(entry)
        voiding.append(entry)
      }
    }
    self.records = records
    if let overruled {
      self.overruled = overruled
      return
    }
    guard voiding.contains(where: { $0.id.origin != voiding[0].id.origin }) else { return }
    let verdicts = verdicts(voiding, among: entries)
    (conflicts, self.overruled) = (verdicts.conflicts, verdicts.overruled)
  }

  private func verdicts(_ voiding: [LedgerEntry], among entries: some Sequence<LedgerEntry>) -> Verdicts {
    let live = voiding.filter { !isVoid($0.id) && !($0.act.target.map(isDetached) ?? false) }
    var wanted = Set(live.compactMap(\.act.target))
    wanted.formUnion(live.map { EntryID(origin: $0.id.origin, number: $0.id.number + 1) })
    let known = entries.lazy.filter { wanted.contains($0.id) }.map { ($0.id, $0) }
    return Verdicts(live, among: Dictionary(known) { first, _ in first }, self)
  }

  /// The entry whose content stands in place of a record's; nil if it is void.
  func standing(of record: LedgerEntry) -> LedgerEntry? {
    isVoid(record.id) ? nil : current(from: record)
  }

  /// The last correction of an entry's own line, whether or not the entry is void.
  func current(from entry: LedgerEntry) -> LedgerEntry {
    var current = entry
    // A correction names an entry that existed before it, so the walk ends; the bound is for forged files.
    for _ in 0...corrections.count {
      guard let next = live(of: current.id).last else { return current }
      current = next
    }
    return current
  }

  /// Records and corrections on which their amendments disagree: two corrections stand, or one machine took out what
  /// another one corrected. What hangs on a refused one is nobody's question any more.
  var disputes: [Dispute] {
    Set(corrections.keys).union(voids.keys).sorted().compactMap { id in
      let corrections = live(of: id)
      let voids = (voids[id] ?? []).filter { !isVoid($0.id) }
      let below = voids.isEmpty ? corrections : descendants(of: id)
      // Whoever knew of a correction and took out what it corrects knew what he did.
      let disagree =
        voids.isEmpty
        ? corrections.count > 1 : voids.contains { void in below.contains { $0.isApart(from: void) } }
      guard disagree, !isDetached(id) else { return nil }
      return Dispute(
        .amendments, entry: id, branches: (corrections + voids).map(\.id).sorted(),
        session: below[0].scope.session)
    }
  }

  /// Corrections of it, corrections of these, and so on, as far as they stand.
  private func descendants(of id: EntryID, depth: Int = 0) -> [LedgerEntry] {
    guard depth < 64 else { return [] }
    return live(of: id).flatMap { [$0] + descendants(of: $0.id, depth: depth + 1) }
  }

  private func live(of id: EntryID) -> [LedgerEntry] {
    (corrections[id] ?? []).filter { !isVoid($0.id) }
  }

  private func isVoid(_ id: EntryID, depth: Int = 0) -> Bool {
    overruled.contains(id)
      || depth < 64 && (voids[id] ?? []).contains { !isVoid($0.id, depth: depth + 1) }
  }

  /// What became of an entry.
  func state(of entry: LedgerEntry) -> EntryState {
    if isVoid(entry.id) { return .void }
    if case .void = entry.act { return .standing }
    if isDetached(entry.id) { return .detached }
    return live(of: entry.id).isEmpty ? .standing : .replaced
  }

  /// Whether it is still of any account: neither void nor hanging on what is.
  func counts(_ entry: LedgerEntry) -> Bool {
    switch state(of: entry) {
    case .standing, .replaced: true
    case .void, .detached: false
    }
  }

  /// Whether a correction stands on one that is void, or on a void record.
  private func isDetached(_ id: EntryID) -> Bool {
    var above = id
    // The bound is for forged files.
    for _ in 0...corrected.count {
      guard let next = corrected[above] else { return false }
      if isVoid(next) { return true }
      above = next
    }
    return false
  }
}

/// What became of an entry since it was written.
public enum EntryState: String, Hashable, Sendable {
  case standing
  /// A correction stands in its place.
  case replaced
  case void
  /// What it corrects is void, and so it no longer counts.
  case detached
}

extension EntryState {
  /// Of each of some entries.
  ///
  /// - Parameter entries: With everything that amends them.
  public static func all(of entries: [LedgerEntry]) -> [EntryID: EntryState] {
    let fold = Amendments(entries)
    return Dictionary(entries.map { ($0.id, fold.state(of: $0)) }) { first, _ in first }
  }
}
