import Recurrence

/// What several machines said of one session without knowing of one another, as far as it can't all be so.
struct Rivals {
  /// A record that stands, with its content.
  struct Claim {
    let root: LedgerEntry
    let content: LedgerEntry.Content
  }

  let disputes: [Dispute]
  /// Figures that are left out until somebody settles it: those of all machines but the one that wrote last.
  let leftOut: Set<EntryID>

  /// - `claims`: All of one session, in order.
  init(_ claims: [Claim], of key: SessionKey) {
    let isAlone = claims.allSatisfy { $0.root.id.origin == claims.first?.root.id.origin }
    let figures = isAlone ? [] : Self.groups(claims.filter(\.isFigure)).map { $0.map(\.root.id) }
    let courses =
      isAlone ? [] : Self.groups(claims) { !($0.isFigure && $1.isFigure) }.map { $0.map(\.root.id) }
    disputes =
      figures.map { Dispute(.figures(key), entry: $0[$0.count - 1], branches: $0) }
      + courses.map { Dispute(.course(key), entry: $0[$0.count - 1], branches: $0) }
    leftOut = Set(figures.flatMap { group in group.filter { $0.origin != group.last?.origin } })
  }

  /// Claims that exclude one another, directly or by others between them.
  private static func groups(
    _ claims: [Claim], where isMeant: (Claim, Claim) -> Bool = { _, _ in true }
  ) -> [[Claim]] {
    var parent = Array(claims.indices)
    func top(_ index: Int) -> Int { parent[index] == index ? index : top(parent[index]) }
    var isRival = Array(repeating: false, count: claims.count)
    for later in claims.indices {
      for earlier in 0..<later
      where isMeant(claims[earlier], claims[later]) && claims[earlier].excludes(claims[later]) {
        (isRival[earlier], isRival[later]) = (true, true)
        parent[top(later)] = top(earlier)
      }
    }
    let groups = Dictionary(grouping: claims.indices.filter { isRival[$0] }, by: top)
    return groups.values.sorted { $0[0] < $1[0] }.map { $0.map { claims[$0] } }
  }
}

extension Rivals.Claim {
  fileprivate var isFigure: Bool {
    switch content {
    case .count, .goods: true
    default: false
    }
  }

  fileprivate func excludes(_ other: Self) -> Bool {
    root.id.origin != other.root.id.origin
      && (content.excludes(other.content) || other.content.excludes(content))
      && root.isApart(from: other.root)
  }
}

extension LedgerEntry.Content {
  /// Whether the two can't both be so, or are more likely said twice than two things.
  func excludes(_ other: LedgerEntry.Content) -> Bool {
    switch (self, other) {
    case (.count(let one), .count(let two)):
      (one.measure, one.role, one.counter) == (two.measure, two.role, two.counter)
        && (one.group == two.group || one.group == nil || two.group == nil)
    case (.goods(let one), .goods(let two)): (one.kind, one.item) == (two.kind, two.item)
    case (.moved(let one), .moved(let two)): one.day != two.day
    case (.status(let one), .status(let two)): one != two && (one.isOff || two.isOff)
    case (.status(let one), .moved), (.status(let one), .count), (.status(let one), .goods): one.isOff
    default: false
    }
  }
}

extension Session.Status {
  /// Whether it says that the session does not take place, or not as one of its own.
  fileprivate var isOff: Bool { self == .cancelled || self == .merged }
}

/// Entries that machines wrote into an occurrence which another one had closed, without knowing it.
enum Latecomers {
  /// - `entries`: All of the occurrences, in order; nothing comes of them where no occurrence was closed.
  static func disputes(_ entries: [LedgerEntry], _ fold: Amendments) -> [Dispute] {
    var last: [OccurrenceKey: LedgerEntry] = [:]
    var order: [Group] = []
    var found: [Group: [EntryID]] = [:]
    for entry in entries {
      guard let occurrence = entry.scope.occurrence else { continue }
      if case .record(.closing) = entry.act {
        last[occurrence] = entry
        continue
      }
      guard let closing = last[occurrence], case .record(.closing(let state)) = closing.act, state.isClosed,
        entry.lateReason == nil, closing.id.origin != entry.id.origin, entry.act.changesFigures,
        closing.isApart(from: entry), fold.counts(entry)
      else { continue }
      let group = Group(
        occurrence: occurrence, closing: closing.id, origin: entry.id.origin, scope: entry.scope)
      if found[group] == nil { order.append(group) }
      found[group, default: []].append(entry.id)
    }
    return order.compactMap { group in
      found[group].flatMap { late in
        late.last.map { Dispute(.late(group.occurrence), entry: $0, branches: [group.closing] + late) }
      }
    }
  }

  private struct Group: Hashable {
    let occurrence: OccurrenceKey
    let closing: EntryID
    let origin: String
    let scope: LedgerEntry.Scope
  }
}

extension LedgerEntry.Act {
  /// Whether it needs a reason once its occurrence is closed.
  var changesFigures: Bool {
    switch self {
    case .record(.closing), .record(.acceptance), .record(.task), .record(.inspection), .record(.stage): false
    default: true
    }
  }
}
