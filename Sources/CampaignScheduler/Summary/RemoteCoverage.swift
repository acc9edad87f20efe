import Ledger
public import Planning

/// How many of the units that are marked as remote 偏远 were reached, apart from all others: there a campaign's blind
/// spots are.
public struct RemoteCoverage: Hashable, Sendable {
  public let with: Int
  public let of: Int
  /// Where nothing was held, neither there nor below it, in the order of the table.
  public let without: [Unit]

  /// Two places, half up.
  public var percent: String? { Figure(with).percent(of: Figure(of)) }

  /// Nil if no counted unit below the root is marked.
  ///
  /// - `ids`: Of the units that held something.
  init?(_ ids: [String], in tree: UnitTree, under root: Unit?) {
    let marked = (root.map { tree.subtree(of: $0) } ?? tree.units).filter { $0.isRemote && $0.counted }
    guard !marked.isEmpty else { return nil }
    var reached: Set<String> = []
    for id in ids {
      guard let unit = tree[id] else { continue }
      reached.formUnion(tree.lineage(of: unit).map(\.id))
    }
    without = marked.filter { !reached.contains($0.id) }
    of = marked.count
    with = marked.count - without.count
  }

  /// `1 / 3（33.33%）；没有活动：甲村、乙村`.
  func text(_ language: Language, units: UnitTree) -> String {
    let rate = percent.map { language("（\($0)%）", " (\($0)%)") } ?? ""
    guard !without.isEmpty else { return "\(with) / \(of)\(rate)" }
    // Villages of one name are many, so each stands with its superiors.
    let names = without.prefix(Self.mostNames).map { units.fullName(of: $0) }
      .joined(separator: language("、", ", "))
    let more =
      without.count > Self.mostNames
      ? language(" 等 \(without.count) 个", " … (\(without.count) in all)") : ""
    return "\(with) / \(of)\(rate)" + language("；没有活动：", "; without a session: ") + names + more
  }

  /// Names in one line; `dormant --remote` has them all.
  private static let mostNames = 20

  var json: JSONText {
    [
      "with": .number(with), "of": .number(of), "percent": .optional(percent),
      "without": .strings(without.map(\.id)),
    ]
  }
}
