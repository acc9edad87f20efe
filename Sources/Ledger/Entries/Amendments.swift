/// Which entries still stand: corrections and voids, followed from the entries that they name.
struct Amendments {
  /// The entries that no other entry replaces by name.
  let records: [LedgerEntry]
  private var corrections: [EntryID: [LedgerEntry]] = [:]
  private var voids: [EntryID: [EntryID]] = [:]
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
      case .correct(let target, _, _): corrections[target, default: []].append(entry)
      case .void(let target, _):
        voids[target, default: []].append(entry.id)
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
    let live = voiding.filter { !isVoid($0.id) }
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
  /// another one corrected.
  var disputes: [Dispute] {
    Set(corrections.keys).union(voids.keys).sorted().compactMap { id in
      let corrections = live(of: id)
      let voids = (voids[id] ?? []).filter { !isVoid($0) }
      guard !voids.isEmpty else {
        return corrections.count > 1
          ? Dispute(
            .amendments, entry: id, branches: corrections.map(\.id).sorted(),
            session: corrections[0].scope.session) : nil
      }
      // Whoever corrects and then voids knows what he does; another machine may not have known of the correction.
      let authors = Set(descendants(of: id).map(\.id.origin))
      guard !authors.isEmpty, voids.contains(where: { !authors.subtracting([$0.origin]).isEmpty }) else {
        return nil
      }
      return Dispute(
        .amendments, entry: id, branches: (corrections.map(\.id) + voids).sorted(),
        session: descendants(of: id).first?.scope.session)
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
      || depth < 64 && (voids[id] ?? []).contains { !isVoid($0, depth: depth + 1) }
  }

  /// What became of an entry, whatever became of the one that it corrects.
  func state(of entry: LedgerEntry) -> EntryState {
    if isVoid(entry.id) { return .void }
    if case .void = entry.act { return .standing }
    return live(of: entry.id).isEmpty ? .standing : .replaced
  }

  /// Whether a correction stands on one that is void, or on a void record.
  ///
  /// - `corrected`: What each correction corrects.
  fileprivate func isDetached(_ id: EntryID, _ corrected: [EntryID: EntryID]) -> Bool {
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
    let corrected = entries.compactMap { entry -> (EntryID, EntryID)? in
      if case .correct(let target, _, _) = entry.act { (entry.id, target) } else { nil }
    }
    let targets = Dictionary(corrected) { first, _ in first }
    return Dictionary(
      entries.map { entry in
        let state = fold.state(of: entry)
        return (entry.id, state != .void && fold.isDetached(entry.id, targets) ? .detached : state)
      }
    ) { first, _ in first }
  }
}
