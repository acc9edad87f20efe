/// The organisation: units by id, in the order of their file, each below its parent.
///
/// Valid by construction: ids are unique, every parent exists and stands at a higher level, and there is one root.
public struct UnitTree: Sendable {
  public let levels: [Level]
  public let units: [Unit]
  /// How many counted units of a level there must be: the denominator of coverage.
  public let expected: [Level: Int]
  private let indexByID: [String: Int]
  private let children: [[Int]]
  private let indexByName: [String: [Int]]

  /// - Throws: ``UnitTreeFault`` for the first unit that breaks a rule.
  public init(levels: [Level], units: [Unit], expected: [Level: Int] = [:]) throws(UnitTreeFault) {
    var byID: [String: Int] = [:]
    byID.reserveCapacity(units.count)
    for (index, unit) in units.enumerated() where byID.updateValue(index, forKey: unit.id) != nil {
      throw .duplicate(id: unit.id)
    }
    var children: [[Int]] = Array(repeating: [], count: units.count)
    var root: String?
    for (index, unit) in units.enumerated() {
      if let parent = unit.parent {
        guard let parentIndex = byID[parent] else { throw .unknownParent(id: unit.id, parent: parent) }
        guard units[parentIndex].level < unit.level else { throw .notBelow(id: unit.id, parent: parent) }
        children[parentIndex].append(index)
      } else if let root {
        throw .secondRoot(id: unit.id, root: root)
      } else {
        root = unit.id
      }
    }
    var byName: [String: [Int]] = [:]
    for (index, unit) in units.enumerated() {
      for name in Set([unit.name] + unit.aliases) { byName[name, default: []].append(index) }
    }
    self.levels = levels
    self.units = units
    self.expected = expected
    self.indexByID = byID
    self.children = children
    self.indexByName = byName
  }

  /// No units at all.
  static let empty = UnitTree()

  private init() {
    (levels, units, expected, indexByID, children, indexByName) = ([], [], [:], [:], [], [:])
  }

  /// How many units of a level are in the denominator.
  public func counted(at level: Level) -> Int { units.count { $0.level == level && $0.counted } }

  public var root: Unit? { units.first { $0.parent == nil } }

  public subscript(id: String) -> Unit? { indexByID[id].map { units[$0] } }

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
    lineage(of: unit).first { $0.level == level }
  }

  /// The unit itself and all below it, in the order of the file within each parent.
  public func subtree(of unit: Unit) -> [Unit] {
    guard let start = indexByID[unit.id] else { return [] }
    var found: [Unit] = []
    var pending = [start]
    while let index = pending.popLast() {
      found.append(units[index])
      pending.append(contentsOf: children[index].reversed())
    }
    return found
  }

  /// Whether `unit` is `other` or stands below it.
  public func contains(_ unit: Unit, under other: Unit) -> Bool {
    lineage(of: unit).contains { $0.id == other.id }
  }

  /// The units that go by a name or an alias, exactly.
  public func units(named name: String) -> [Unit] {
    (indexByName[name] ?? []).map { units[$0] }
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
