/// Adds quantities up, in any order, and knows what the sum can still claim.
///
/// Lower bounds make the sum a lower bound, upper bounds an upper one, both together an estimate; a range adds to
/// its ends; one estimate makes the whole an estimate. What is unknown is counted apart and never taken as zero.
///
/// Where the sum is no range, a range counts with its lower end, as its ``Quantity/n`` does, so that the numbers of
/// the parts add up to that of the whole; only in an upper bound it counts with its upper end.
public struct QuantitySum: Hashable, Sendable {
  private var low = Figure.zero
  private var high = Figure.zero
  private var known = 0
  private var isOpenAbove = false
  private var isOpenBelow = false
  private var isEstimate = false
  /// Of the only one that was added, where it says more than its bound: a sum of one is that one.
  private var only: Quantity.Certainty?
  /// How many unknown quantities were left out.
  public private(set) var unknowns = 0

  public init() {}

  public init(_ quantities: some Sequence<Quantity>) {
    for quantity in quantities { add(quantity) }
  }

  public mutating func add(_ quantity: Quantity) {
    guard let n = quantity.n, let upper = quantity.upper else {
      unknowns += 1
      return
    }
    note(quantity.certainty, isSubtracted: false)
    only = known == 1 ? quantity.certainty : nil
    low = low + n
    high = high + upper
  }

  /// Takes a quantity away: what was at least given leaves at most the rest, and so does an unknown one.
  public mutating func subtract(_ quantity: Quantity) {
    guard let n = quantity.n, let upper = quantity.upper else {
      unknowns += 1
      only = nil
      isOpenBelow = true
      return
    }
    note(quantity.certainty, isSubtracted: true)
    only = nil
    low = low - upper
    high = high - n
  }

  /// Takes in what another sum has added up, as if each of its quantities were added here.
  public mutating func add(_ other: QuantitySum) {
    only = known == 0 ? other.only : other.known == 0 ? only : nil
    low = low + other.low
    high = high + other.high
    known += other.known
    unknowns += other.unknowns
    isOpenAbove = isOpenAbove || other.isOpenAbove
    isOpenBelow = isOpenBelow || other.isOpenBelow
    isEstimate = isEstimate || other.isEstimate
  }

  private mutating func note(_ certainty: Quantity.Certainty, isSubtracted: Bool) {
    known += 1
    switch certainty {
    case .exact, .range, .unknown: break
    case .atLeast: if isSubtracted { isOpenBelow = true } else { isOpenAbove = true }
    case .atMost, .below: if isSubtracted { isOpenAbove = true } else { isOpenBelow = true }
    case .nearly, .about: isEstimate = true
    }
  }

  /// Whether nothing was added or taken away, not even anything unknown.
  public var isEmpty: Bool { known == 0 && unknowns == 0 }

  /// The sum of what is known; unknown if nothing is.
  public var total: Quantity {
    guard known > 0 else { return .unknown() }
    if let only, unknowns == 0, let one = Quantity(high, only) { return one }
    let certainty: Quantity.Certainty =
      if isEstimate || (isOpenAbove && isOpenBelow) { .about } else if isOpenAbove {
        .atLeast
      } else if isOpenBelow {
        .atMost
      } else { .exact }
    if certainty == .exact, low != high { return .range(low, high) }
    return Quantity(certainty == .atMost ? high : low, certainty) ?? .unknown()
  }
}

extension Quantity {
  /// The sum of two; what is unknown is left out.
  public static func + (left: Quantity, right: Quantity) -> Quantity { QuantitySum([left, right]).total }

  public static func - (left: Quantity, right: Quantity) -> Quantity {
    var sum = QuantitySum([left])
    sum.subtract(right)
    return sum.total
  }
}
