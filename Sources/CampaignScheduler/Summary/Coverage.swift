import Ledger
public import Planning

/// How many units of a level held something, of how many.
public struct Coverage: Hashable, Sendable {
  public let level: Level
  public let with: Int
  public let of: Int
  /// Units that held something and are not in the denominator.
  public let apart: [String]

  /// Two places, half up; nil if the denominator is zero.
  public var percent: String? { Figure(with).percent(of: Figure(of)) }

  /// One for each level that has a denominator below the summary's root.
  static func all(of sessions: [SessionBalance], in tree: UnitTree, under root: Unit?) -> [Coverage] {
    let own = sessions.compactMap { tree[$0.key.unit] }
    let given = tree.expected.keys.sorted()
    let levels = given.isEmpty ? Array(tree.levels.dropFirst().prefix(2)) : given
    return levels.filter { root == nil || $0 > root?.level ?? $0 }.map { level in
      let found = own.compactMap { tree.ancestor(of: $0, at: level) }
      let inSubtree = root.map { tree.subtree(of: $0) } ?? tree.units
      let counted = inSubtree.count { $0.level == level && $0.counted }
      let isWhole = root == nil || root?.parent == nil
      return Coverage(
        level: level, with: Set(found.filter(\.counted).map(\.id)).count,
        of: isWhole ? tree.expected[level] ?? counted : counted,
        apart: People.unique(found.filter { !$0.counted }.map { tree.plainName(of: $0) }))
    }
  }
}

/// A unit at the first level below the root, with the units at the second that held something in it.
public struct Region: Hashable, Sendable {
  public let name: String
  public let count: Int
  /// Empty if all its sessions are its own.
  public let units: [Summary.Tally]

  static func all(of sessions: [SessionBalance], in tree: UnitTree) -> [Region] {
    let pairs = sessions.compactMap { session -> (city: Unit, unit: Unit)? in
      guard let unit = tree[session.key.unit] else { return nil }
      // From the root downwards: root, city, county.
      let line = Array(tree.lineage(of: unit)).reversed().map { $0 }
      let city = line.count > 1 ? line[1] : line[0]
      return (city, line.count > 2 ? line[2] : city)
    }
    let ranks = Dictionary(
      tree.units.enumerated().map {
        ($0.element.id, ($0.element.counted ? 0 : tree.units.count) + $0.offset)
      },
      uniquingKeysWith: { first, _ in first })
    func tallies(_ units: [Unit]) -> [Summary.Tally] {
      let order = units.sorted { ranks[$0.id, default: 0] < ranks[$1.id, default: 0] }.map {
        tree.plainName(of: $0)
      }
      return Summary.tallies(order, order: People.unique(order))
    }
    return tallies(pairs.map(\.city)).map { city in
      let own = pairs.filter { tree.plainName(of: $0.city) == city.name }.map(\.unit)
      return Region(
        name: city.name, count: city.count,
        units: tallies(own.filter { tree.plainName(of: $0) != city.name }))
    }
  }
}
