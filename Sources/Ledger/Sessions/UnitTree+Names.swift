public import Planning

extension UnitTree {
  /// 百色市田阳区: a unit with its superiors below the root, without those that its own name already begins with
  /// (桂林华侨旅游经济区). Names in Latin letters are not run together: Old Mill (Northfield, North Area).
  public func fullName(of unit: Unit) -> String {
    Self.name(unit.name, below: superiors(of: unit).map(\.name))
  }

  /// - `superiors`: Highest first.
  public static func name(_ name: String, below superiors: [String]) -> String {
    guard !superiors.isEmpty, ([name] + superiors).contains(where: \.isLatin) else {
      return superiors.joined() + name
    }
    return "\(name) (\(superiors.reversed().joined(separator: ", ")))"
  }

  /// The superiors that have to stand before a unit's name, highest first.
  public func superiors(of unit: Unit) -> [Unit] {
    lineage(of: unit).dropFirst().filter { superior in
      superior.parent != nil
        && !unit.name.hasPrefix(superior.name.isLatin ? superior.name[...] : superior.name.dropLast())
    }.reversed()
  }

  /// The unit's name, with its superiors' if another unit has the same.
  public func plainName(of unit: Unit) -> String {
    isShared(name: unit.name) ? fullName(of: unit) : unit.name
  }
}

extension String {
  /// Whether it begins or ends with a letter that needs a space before the next word.
  fileprivate var isLatin: Bool {
    [first, last].contains { $0.map { $0.isLetter && !$0.isHan } ?? false }
  }
}
