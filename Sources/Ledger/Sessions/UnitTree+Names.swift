public import Planning

extension UnitTree {
  /// 百色市田阳区: a unit with its superiors below the root, without those that its own name already begins with
  /// (桂林华侨旅游经济区).
  public func fullName(of unit: Unit) -> String {
    superiors(of: unit).map(\.name).joined() + unit.name
  }

  /// The superiors that have to stand before a unit's name, highest first.
  public func superiors(of unit: Unit) -> [Unit] {
    lineage(of: unit).dropFirst().filter { superior in
      superior.parent != nil && !unit.name.hasPrefix(superior.name.dropLast())
    }.reversed()
  }

  /// The unit's name, with its superiors' if another unit has the same.
  public func plainName(of unit: Unit) -> String {
    units(named: unit.name).count > 1 ? fullName(of: unit) : unit.name
  }
}
