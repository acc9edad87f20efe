/// Where units stand in their list, by a text that each of them has: a hash table of indices.
///
/// It holds no text, since the units do. A dictionary has them all a second time, which for the villages of a region is
/// more than a megabyte for as long as a daemon runs.
struct UnitIndex: Sendable {
  /// -1 for none. A quarter at least stays free, and what finds its place taken stands in the next that is free.
  private var slots: [Int32]

  /// - `capacity`: How many units there are at most.
  init(capacity: Int) {
    var count = 4
    while count * 3 < capacity * 4 { count *= 2 }
    slots = Array(repeating: -1, count: count)
  }

  // Inlined, so that of a unit nothing is looked at but the text.

  /// - `has`: Whether the unit of an index has the text.
  @inline(__always)
  func index(of text: String, where has: (Int) -> Bool) -> Int? {
    let index = slots[slot(of: text, where: has)]
    return index < 0 ? nil : Int(index)
  }

  /// - Returns: Whether it was inserted: false if a unit with the same text is there already.
  @inline(__always)
  mutating func insert(_ index: Int, for text: String, where has: (Int) -> Bool) -> Bool {
    let slot = slot(of: text, where: has)
    guard slots[slot] < 0 else { return false }
    slots[slot] = Int32(index)
    return true
  }

  /// Where a text stands or would stand.
  @inline(__always)
  private func slot(of text: String, where has: (Int) -> Bool) -> Int {
    var slot = text.hashValue & (slots.count - 1)
    while slots[slot] >= 0, !has(Int(slots[slot])) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }
}

/// Units by name and alias. Nearly all have names of their own, and an array for each would take more than the names do.
struct NameIndex: Sendable {
  private var first: UnitIndex
  /// The others of a name, and all of an alias.
  private var others: [String: [Int32]] = [:]

  init(_ units: [Unit]) {
    first = UnitIndex(capacity: units.count)
    for index in units.indices {
      let name = units[index].name
      if !first.insert(index, for: name, where: { units[$0].name == name }) {
        others[name, default: []].append(Int32(index))
      }
      guard !units[index].aliases.isEmpty else { continue }
      for alias in Set(units[index].aliases) where alias != name {
        others[alias, default: []].append(Int32(index))
      }
    }
  }

  /// How many there are.
  func count(of name: String, in units: [Unit]) -> Int {
    let isFirst = first.index(of: name, where: { units[$0].name == name }) != nil
    return (others[name]?.count ?? 0) + (isFirst ? 1 : 0)
  }

  /// Indices into the same units, in their order.
  func indices(of name: String, in units: [Unit]) -> [Int] {
    let others = (others[name] ?? []).map(Int.init)
    guard let first = first.index(of: name, where: { units[$0].name == name }) else { return others }
    // An alias may stand above the first that has it for a name.
    return (others + [first]).sorted()
  }
}
