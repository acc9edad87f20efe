public import Planning
import Recurrence

/// What came, went and is left of one item at one place.
public struct Stock: Hashable, Sendable {
  public let unit: String
  public let item: String
  /// What it is counted in; nil if nobody wrote it.
  public let counter: String?
  public private(set) var received = QuantitySum()
  public private(set) var given = QuantitySum()
  public private(set) var allocated = QuantitySum()
  public private(set) var returned = QuantitySum()
  public private(set) var damaged = QuantitySum()
  public private(set) var lost = QuantitySum()
  private var rest = QuantitySum()
  private var lent = QuantitySum()
  /// What went to others and did not come back.
  private var handedOut = QuantitySum()
  /// Something came in without a number, and nobody has counted since.
  private var isUncounted = false
  /// Stocktakings, oldest first.
  public private(set) var counts: [Checkpoint] = []
  /// Whether anything ever came in or was counted here: a place that only hands out keeps no stock.
  public private(set) var isKept = false

  /// A stocktaking 盘点: what was there, and what should have been.
  public struct Checkpoint: Hashable, Sendable {
    public let entry: EntryID?
    public let counted: Quantity
    /// What is left but for what is lent; unknown for the first count of a place that had no moves.
    public let expected: Quantity
    /// What was lent, and so belongs to the place and could not be counted there.
    public let out: Quantity
    public let reason: String?

    /// Whether the count can't be what the books said.
    public var differs: Bool { !expected.allows(counted) }

    /// Whether the books only said about how much there should be, and the count is not that very number.
    public var isCloser: Bool {
      expected.isKnown && expected.certainty != .exact && !differs
        && counted.saying(nil) != expected.saying(nil)
    }

    /// What is over; negative if something is missing.
    public var difference: Quantity { counted.saying(nil) - expected }
  }

  /// Stocktakings that disagree with the books.
  public var differences: [Checkpoint] { counts.filter(\.differs) }

  /// What should be there: at most 100 after "500 余" of 600 are given. Negative where sheets arrive late.
  /// At least the rest of what has a number, if more came in without one; unknown if that alone is nothing.
  public var left: Quantity {
    guard isUncounted else { return rest.total }
    guard let n = rest.total.n, n > .zero, let more = Quantity(.zero, .atLeast) else { return .unknown() }
    return QuantitySum([rest.total, more]).total
  }

  /// What is lent and not brought back.
  public var out: Quantity { Self.total(lent) }

  /// How often something moved without a number, move by move: it is in none of the sums.
  public var unreported: [(kind: GoodsMove.Kind, times: Int)] {
    let sums: [(GoodsMove.Kind, QuantitySum)] = [
      (.receive, received), (.give, given), (.allocate, allocated), (.return, returned), (.damage, damaged),
      (.lose, lost), (.borrow, lent),
    ]
    return sums.compactMap { $0.1.unknowns > 0 ? ($0.0, $0.1.unknowns) : nil }
  }

  /// Nothing at all is zero, unlike something without a number.
  public static func total(_ sum: QuantitySum) -> Quantity { sum.isEmpty ? .exact(0) : sum.total }

  public init(unit: String, item: String, counter: String? = nil) {
    self.unit = unit
    self.item = item
    self.counter = counter
  }

  /// The last stocktaking, if nothing moved since.
  public private(set) var freshCount: Checkpoint?

  public mutating func apply(_ move: GoodsMove, entry: EntryID? = nil) {
    note(move)
    freshCount = nil
    switch move.kind.effect {
    case .adds:
      rest.add(move.quantity)
      isUncounted = isUncounted || !move.quantity.isKnown
    case .takes: rest.subtract(move.quantity)
    case .sets:
      let isOut = out != .exact(0) && !out.isSurelyNegative
      counts.append(
        Checkpoint(
          entry: entry, counted: move.quantity, expected: isOut ? left - out : left,
          out: isOut ? out : .exact(0), reason: move.reason))
      freshCount = counts.last
      rest = QuantitySum([move.quantity])
      if isOut { rest.add(out) }
      isUncounted = !move.quantity.isKnown || isOut && !out.isKnown
    case .none: break
    }
  }

  private mutating func note(_ move: GoodsMove) {
    switch move.kind {
    case .receive, .accept: received.add(move.quantity)
    case .give:
      given.add(move.quantity)
      handedOut.add(move.quantity)
    case .allocate:
      allocated.add(move.quantity)
      handedOut.add(move.quantity)
    case .return:
      returned.add(move.quantity)
      handedOut.subtract(move.quantity)
    case .damage: damaged.add(move.quantity)
    case .lose: lost.add(move.quantity)
    case .borrow: lent.add(move.quantity)
    case .bringBack: lent.subtract(move.quantity)
    case .count: break
    }
    isKept = isKept || move.kind.makesStock
  }
}

// MARK: - What can't be

extension Stock {
  /// What can't be so, however one reads the figures: pointed out and never refused, as sheets arrive late.
  public enum Doubt: Hashable, CaseIterable, Sendable {
    /// More went than ever came.
    case overdrawn
    /// More is lent than there is.
    case overLent
    /// More was brought back than was ever lent.
    case overBroughtBack
    /// More came back than was ever handed out or sent.
    case overReturned
  }

  public var doubts: [Doubt] { Doubt.allCases.filter(holds) }

  private func holds(_ doubt: Doubt) -> Bool {
    switch doubt {
    case .overdrawn: left.isSurelyNegative
    // A place that only lends keeps no stock, and a rest that is negative was pointed out.
    case .overLent: isKept && !left.isSurelyNegative && !out.isSurelyNegative && (left - out).isSurelyNegative
    case .overBroughtBack: lent.unknowns == 0 && out.isSurelyNegative
    case .overReturned: given.unknowns + allocated.unknowns == 0 && handedOut.total.isSurelyNegative
    }
  }

  /// Where something can't be, what it is, and what to do.
  ///
  /// - `place`: The unit's name.
  /// - `sent`: An allocation to it that waits to be accepted: this explains a negative rest more often than anything else.
  public func text(of doubt: Doubt, at place: String, sent: EntryID? = nil) -> BilingualText {
    BilingualText { language in
      let word = counter.map { language($0, CountingWord.english(for: $0, of: item)) } ?? ""
      let mark = word.isEmpty ? "" : language("（\(word)）", " (\(word))")
      return language("\(place)的“\(item)”\(mark)", "'\(item)'\(mark) at \(place): ")
        + Self.fact(doubt, sent, language)
    }
  }

  private static func fact(_ doubt: Doubt, _ sent: EntryID?, _ language: Language) -> String {
    switch doubt {
    case .overdrawn:
      let accept = sent.map { "campaign stock accept \($0)" }
      return language(
        "结存为负，\(accept.map { "有下拨还没签收：\($0)" } ?? "请补记领入或核对")",
        "more went than ever came; \(accept.map { "some waits to be accepted: \($0)" } ?? "add what came, or check")"
      )
    case .overLent:
      return language(
        "借出的比结存的多，请补记领入或收回，或核对",
        "more is lent than there is; add what came or was brought back, or check")
    case .overBroughtBack:
      return language(
        "收回的比借出的多，请补记借出或核对", "more was brought back than was lent; add what was lent, or check")
    case .overReturned:
      return language(
        "退回的比发放、下拨的多，请补记发放或下拨；退给上级的用 campaign stock allocate --to 上级",
        "more came back than was ever handed out or sent; add what was, or, if it went back to the level above, use campaign stock allocate --to UNIT"
      )
    }
  }
}

extension Quantity {
  fileprivate var isSurelyNegative: Bool {
    certainty != .atLeast && upper.map { $0 < .zero } ?? false
  }

  /// Whether a counted number can be what this one says.
  func allows(_ counted: Quantity) -> Bool {
    guard let n, let upper, let low = counted.n, let high = counted.upper else { return true }
    switch certainty {
    case .exact: return counted.certainty == .exact ? low == n : counted.allows(.exact(n))
    case .range: return high >= n && low <= upper
    case .atLeast: return counted.certainty != .exact || low >= n
    case .atMost, .below: return counted.certainty != .exact || low <= n
    case .about, .nearly, .unknown: return true
    }
  }
}

extension Quantity {
  /// Whether two sayings, of which one at least is not exact, may well be of one number: 约 50 and 50, 500 余 and 520.
  public func mayBeSame(as other: Quantity) -> Bool {
    guard certainty != .exact || other.certainty != .exact, let n, let upper, let low = other.n,
      let high = other.upper
    else { return false }
    if n < upper || low < high { return n <= high && low <= upper }
    // Whoever rounds does so by a fifth at most.
    return min(n, low).ticks * 5 >= max(n, low).ticks * 4
  }
}

extension Balance {
  /// Whether anything ever came in, was passed on or was counted anywhere: a quick look before any sum.
  public var keepsStock: Bool {
    unitGoods.contains { $0.value.kind.makesStock }
      || sessions.contains { $0.goods.contains { $0.value.kind.makesStock } }
  }

  /// Every move of goods that counts, oldest first: those of cancelled and merged sessions do not. What a session gave
  /// went on its day, however late its sheet came: a stocktaking since then has seen it.
  ///
  /// - `zone`: In which a session's day ends.
  func countedGoods(_ zone: Zone) -> [Standing<GoodsMove>] {
    let given = sessions.lazy.filter(\.isCounted).flatMap { session in
      let end = session.session.date.last.map {
        zone.resolve(CivilDateTime($0.adding(days: 1), .midnight)).instant
      }
      return session.goods.map { (min($0.moment, end ?? $0.moment), $0) }
    }
    return (unitGoods.map { ($0.moment, $0) } + given).sorted { ($0.0, $0.1.root) < ($1.0, $1.1.root) }.map(
      \.1)
  }
}

extension GoodsMove.Kind {
  /// Whether a place that does this keeps stock, rather than only handing out.
  fileprivate var makesStock: Bool {
    switch self {
    case .receive, .accept, .allocate, .count: true
    case .give, .return, .damage, .lose, .borrow, .bringBack: false
    }
  }
}
