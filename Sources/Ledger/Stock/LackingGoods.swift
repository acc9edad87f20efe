public import Planning

/// Money and relief among many moves that lack two names or an exact number, each item once.
public struct LackingGoods {
  private struct Place: Hashable {
    let item: String
    let campaign: String?
  }

  private let policy: GoodsPolicy
  private var known: [Place: Bool] = [:]
  private var counts: [String: Int] = [:]
  /// In the order in which they came up.
  private var items: [String] = []

  public init(_ policy: GoodsPolicy) {
    self.policy = policy
  }

  /// - `campaign`: What they were given for.
  public mutating func add(_ contents: [LedgerEntry.Content], for campaign: String?) {
    for case .goods(let move) in contents where isEarmarked(move, for: campaign) {
      guard policy.lack(of: move, for: campaign) != nil else { continue }
      if counts[move.item] == nil { items.append(move.item) }
      counts[move.item, default: 0] += 1
    }
  }

  /// The same few items come up again and again, and to look for the words in them takes long.
  private mutating func isEarmarked(_ move: GoodsMove, for campaign: String?) -> Bool {
    if move.counter == CountingWord.yuan { return true }
    let place = Place(item: move.item, campaign: campaign)
    if let known = known[place] { return known }
    let isEarmarked = policy.isEarmarked(move, for: campaign)
    known[place] = isEarmarked
    return isEarmarked
  }

  public var warnings: [BilingualText] {
    items.map { item in
      let count = counts[item] ?? 0
      return BilingualText(
        zh: "“\(item)”（\(count) 处）是款项或慰问物资，要有准确数量和两人签名；可由 campaign stock show 列出待核的",
        en:
          "'\(item)' (\(count) times) is money or relief and needs an exact number and two names; 'campaign stock show' lists what lacks them"
      )
    }
  }
}
