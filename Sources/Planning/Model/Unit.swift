/// A node of the organisation tree: a city, a county, a village.
public struct Unit: Hashable, Identifiable, Sendable {
  public let id: String
  public let name: String
  public let level: Level
  /// Nil for the root.
  public let parent: String?
  /// Other names it goes by in ledgers and briefs.
  public let aliases: [String]
  /// Whether it is in the denominator of coverage.
  public let counted: Bool
  /// An official code, such as the one of GB/T 2260.
  public let code: String?
  /// Whether it is hard to reach 偏远: what campaigns easily pass over, and so told apart.
  public let isRemote: Bool

  public init(
    id: String, name: String, level: Level, parent: String?, aliases: [String] = [], counted: Bool = true,
    code: String? = nil, isRemote: Bool = false
  ) {
    self.id = id
    self.name = name
    self.level = level
    self.parent = parent
    self.aliases = aliases
    self.counted = counted
    self.code = code
    self.isRemote = isRemote
  }
}

/// A level of the organisation, such as city 市; lower levels have greater depths.
///
/// A class, so that the thousands of units of a level share what it is called.
public final class Level: Hashable, Comparable, Sendable {
  /// 0 for the top.
  public let depth: Int
  public let name: BilingualText

  public init(depth: Int, name: BilingualText) {
    self.depth = depth
    self.name = name
  }

  /// Whether a file's word means this level, in either language.
  public func isNamed(_ word: String) -> Bool {
    word == name.zh || word == name.en
  }

  public static func == (left: Level, right: Level) -> Bool {
    left === right || left.depth == right.depth && left.name == right.name
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(depth)
    hasher.combine(name)
  }

  public static func < (left: Level, right: Level) -> Bool { left.depth < right.depth }
}
