/// Who holds which post: `Campaigns/shared/contacts.csv`.
///
/// Names of people stay in here. They are shown to whoever asks for them on this machine, and stand in no message, no
/// log, no fault and no database.
public struct Contacts: Sendable {
  /// Somebody at a post, or a deputy 代理 of whoever holds it.
  public struct Holder: Hashable, Sendable {
    public let unit: String
    public let role: String
    public let person: String
    /// By what a robot can call this person: an id of the platform or a mobile number.
    public let mention: String?
    public let isDeputy: Bool
  }

  private struct Post: Hashable {
    let unit: String
    let role: String
  }

  private let holders: [Post: [Holder]]
  /// The levels at which a role is held by anybody.
  private let levels: [String: Set<Level>]

  public static let none = Contacts([], in: .empty)

  /// - `holders`: In the order of the file. A unit that the tree does not know is passed over.
  init(_ holders: [Holder], in tree: UnitTree) {
    var byPost: [Post: [Holder]] = [:]
    var levels: [String: Set<Level>] = [:]
    for holder in holders {
      guard let unit = tree[holder.unit] else { continue }
      byPost[Post(unit: holder.unit, role: holder.role), default: []].append(holder)
      levels[holder.role, default: []].insert(unit.level)
    }
    self.holders = byPost.mapValues { $0.filter { !$0.isDeputy } + $0.filter(\.isDeputy) }
    self.levels = levels
  }

  /// Whether nothing is known of anybody: then every post counts as held.
  public var isEmpty: Bool { holders.isEmpty }

  /// Every role that somebody holds, sorted.
  public var roles: [String] { levels.keys.sorted() }

  /// Whoever holds a post, then the deputies: a reminder is for all of them.
  public func holders(of role: String, at unit: String) -> [Holder] {
    holders[Post(unit: unit, role: role)] ?? []
  }

  /// How a robot calls whoever holds a post and the deputies.
  public func mentions(of role: String, at unit: String) -> [String] {
    holders(of: role, at: unit).compactMap(\.mention)
  }

  /// Whether a role is held anywhere at a level. A level at which nobody holds it has not been written down yet, and
  /// its posts are not taken for vacant.
  func knows(_ role: String, at level: Level) -> Bool { levels[role]?.contains(level) == true }

  /// Whether nobody holds a post that others of its level hold.
  public func isVacant(_ role: String, at unit: Unit) -> Bool {
    knows(role, at: unit.level) && holders(of: role, at: unit.id).isEmpty
  }
}
