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
  ///
  /// - `ids`: Of the units that held something.
  static func all(of ids: [String], in tree: UnitTree, under root: Unit?) -> [Coverage] {
    let own = ids.compactMap { tree.index(of: $0) }
    let given = tree.expected.keys.sorted()
    let levels = given.isEmpty ? Array(tree.levels.dropFirst().prefix(2)) : given
    return levels.filter { root == nil || $0 > root?.level ?? $0 }.map { level in
      var found: [Unit] = []
      var isFound = Array(repeating: false, count: tree.units.count)
      for unit in own {
        guard let above = tree.ancestor(ofIndex: unit, at: level), !isFound[above] else { continue }
        isFound[above] = true
        found.append(tree.units[above])
      }
      let inSubtree = root.map { tree.subtree(of: $0) } ?? tree.units
      let counted = inSubtree.count { $0.level == level && $0.counted }
      let isWhole = root == nil || root?.parent == nil
      return Coverage(
        level: level, with: found.count(where: \.counted),
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
  /// Whether these are the root's own sessions, which belong to no region.
  let isRoot: Bool

  /// Sessions that it held itself, and no unit below it.
  var own: Int { count - units.map(\.count).reduce(0, +) }

  /// - `held`: How many sessions each unit held, by its id.
  static func all(of held: NameCounts, in tree: UnitTree) -> [Region] {
    // Few places, however many units: names are looked up once for each.
    struct Place: Hashable {
      let city: Int
      let inner: Int
    }
    var counts: [Place: Int] = [:]
    for (id, count) in held.pairs {
      guard let index = tree.index(of: id) else { continue }
      // The last three upwards: county, city, root.
      var (inner, city, root) = (index, index, index)
      while let above = tree.parent(ofIndex: root) { (inner, city, root) = (city, root, above) }
      counts[Place(city: city, inner: inner), default: 0] += count
    }
    // Units outside the denominator stand last, else the order is the table's.
    func rank(_ index: Int) -> Int { (tree.units[index].counted ? 0 : tree.units.count) + index }
    var cities: [String: Gathered] = [:]
    var roots: [Region] = []
    for (place, count) in counts {
      let (city, inner) = (tree.units[place.city], tree.units[place.inner])
      if city.parent == nil, tree.subtree(of: city).count > 1 {
        roots.append(Region(name: tree.plainName(of: city), count: count, units: [], isRoot: true))
        continue
      }
      cities[tree.plainName(of: city), default: Gathered()].add(
        count, rank: rank(place.city),
        unit: place.inner == place.city ? nil : (tree.plainName(of: inner), rank(place.inner)))
    }
    return Gathered.sorted(cities).map { name, city in
      Region(
        name: name, count: city.count,
        units: Gathered.sorted(city.units).filter { $0.name != name }.map {
          Summary.Tally(name: $0.name, count: $0.value.count)
        }, isRoot: false)
    } + roots.sorted { $0.name < $1.name }
  }
}

/// Sessions of one name while they are gathered.
private struct Gathered {
  private(set) var count = 0
  private var rank = Int.max
  private(set) var units: [String: Gathered] = [:]

  mutating func add(_ more: Int, rank: Int, unit: (name: String, rank: Int)?) {
    count += more
    self.rank = min(self.rank, rank)
    if let unit { units[unit.name, default: Gathered()].add(more, rank: unit.rank, unit: nil) }
  }

  /// The most first, ties in the order of the table.
  static func sorted(_ all: [String: Gathered]) -> [(name: String, value: Gathered)] {
    all.map { (name: $0.key, value: $0.value) }.sorted {
      ($1.value.count, $0.value.rank) < ($0.value.count, $1.value.rank)
    }
  }
}
