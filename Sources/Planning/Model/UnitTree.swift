/// The organisation: units by id, in the order of their file, each below its parent.
///
/// Valid by construction: ids are unique, every parent exists and stands at a higher level, and there is one root.
public struct UnitTree: Sendable {
  public let levels: [Level]
  public let units: [Unit]
  /// How many counted units of a level there must be: the denominator of coverage.
  public let expected: [Level: Int]
  private let ids: UnitIndex
  private let names = UnitNames()
  private let links: UnitLinks

  /// - Throws: ``UnitTreeFault`` for the first unit that breaks a rule.
  public init(levels: [Level], units: [Unit], expected: [Level: Int] = [:]) throws(UnitTreeFault) {
    var ids = UnitIndex(capacity: units.count)
    for index in units.indices {
      let id = units[index].id
      guard ids.insert(index, for: id, where: { units[$0].id == id }) else { throw .duplicate(id: id) }
    }
    self.levels = levels
    self.units = units
    self.expected = expected
    self.ids = ids
    links = UnitLinks(parents: try UnitTree.parents(of: units, ids))
  }

  /// No units at all.
  static let empty = UnitTree()

  private init() {
    (levels, units, expected, ids) = ([], [], [:], UnitIndex(capacity: 0))
    links = UnitLinks(parents: [])
  }

  private static func parents(of units: [Unit], _ ids: UnitIndex) throws(UnitTreeFault) -> [Int?] {
    var parents: [Int?] = []
    parents.reserveCapacity(units.count)
    var root: String?
    for index in units.indices {
      let id = units[index].id
      if let parent = units[index].parent {
        guard let above = ids.index(of: parent, where: { units[$0].id == parent }) else {
          throw .unknownParent(id: id, parent: parent)
        }
        guard units[above].level < units[index].level else { throw .notBelow(id: id, parent: parent) }
        parents.append(above)
      } else if let root {
        throw .secondRoot(id: id, root: root)
      } else {
        root = id
        parents.append(nil)
      }
    }
    return parents
  }

  /// How many units of a level are in the denominator.
  public func counted(at level: Level) -> Int { units.count { $0.level == level && $0.counted } }

  public var root: Unit? { units.first { $0.parent == nil } }

  public subscript(id: String) -> Unit? { index(of: id).map { units[$0] } }

  public func level(named word: String) -> Level? {
    levels.first { $0.isNamed(word) }
  }

  public func parent(of unit: Unit) -> Unit? {
    unit.parent.flatMap { self[$0] }
  }

  /// The unit and everything above it, upwards.
  public func lineage(of unit: Unit) -> some Sequence<Unit> {
    sequence(first: unit) { parent(of: $0) }
  }

  /// The unit itself or its ancestor at a level; nil if it stands above that level or its line skips it.
  public func ancestor(of unit: Unit, at level: Level) -> Unit? {
    index(of: unit.id).flatMap { ancestor(ofIndex: $0, at: level) }.map { units[$0] }
  }

  /// The unit itself and all below it, in the order of the file within each parent.
  public func subtree(of unit: Unit) -> [Unit] {
    guard let start = index(of: unit.id) else { return [] }
    return links.subtree(of: start).map { units[$0] }
  }

  /// Whether `unit` is `other` or stands below it.
  public func contains(_ unit: Unit, under other: Unit) -> Bool {
    guard let bottom = index(of: unit.id), let top = index(of: other.id) else { return unit.id == other.id }
    return links.lineage(of: bottom).contains(top)
  }

  /// Whether several units go by a name or an alias, exactly.
  package func isShared(name: String) -> Bool { names.index(of: units).count(of: name, in: units) > 1 }

  /// The units that go by a name or an alias, exactly.
  public func units(named name: String) -> [Unit] {
    names.index(of: units).indices(of: name, in: units).map { units[$0] }
  }
}

// MARK: - By index

/// Planning and summaries go over all units many times, and so by their indices in ``UnitTree/units``.
extension UnitTree {
  /// A unit's place in ``UnitTree/units``.
  public func index(of id: String) -> Int? { ids.index(of: id) { units[$0].id == id } }

  package func ancestor(ofIndex index: Int, at level: Level) -> Int? {
    links.lineage(of: index).first { units[$0].level == level }
  }

  package func parent(ofIndex index: Int) -> Int? { links.parent(of: index) }

  package func subtree(ofIndex index: Int) -> some Sequence<Int> { links.subtree(of: index) }
}

/// How units hang together, by their indices; -1 for none.
private struct UnitLinks {
  private let parents: [Int32]
  private let firstChildren: [Int32]
  private let nextSiblings: [Int32]

  init(parents: [Int?]) {
    self.parents = parents.map { Int32($0 ?? -1) }
    var children = [Int32](repeating: -1, count: parents.count)
    var siblings = children
    for (index, parent) in parents.enumerated().reversed() {
      guard let parent else { continue }
      siblings[index] = children[parent]
      children[parent] = Int32(index)
    }
    (firstChildren, nextSiblings) = (children, siblings)
  }

  func parent(of index: Int) -> Int? { parents[index] < 0 ? nil : Int(parents[index]) }

  /// A unit and everything above it, upwards.
  func lineage(of index: Int) -> some Sequence<Int> { sequence(first: index, next: parent) }

  /// A unit and everything below it, each before what is below it.
  func subtree(of top: Int) -> some Sequence<Int> {
    sequence(first: top) { index in
      if firstChildren[index] >= 0 { return Int(firstChildren[index]) }
      var index = index
      while index != top, nextSiblings[index] < 0 { index = Int(parents[index]) }
      return index == top ? nil : Int(nextSiblings[index])
    }
  }
}

/// Why a list of units is not a tree.
public enum UnitTreeFault: Error, Hashable, Sendable {
  /// The unit at fault.
  public var id: String {
    switch self {
    case .duplicate(let id), .unknownParent(let id, _), .notBelow(let id, _), .secondRoot(let id, _): id
    }
  }

  case duplicate(id: String)
  case unknownParent(id: String, parent: String)
  case notBelow(id: String, parent: String)
  case secondRoot(id: String, root: String)
}
