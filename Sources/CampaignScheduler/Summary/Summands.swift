public import Ledger

/// Quantities that were added up: their sum, how many there were, and the first few.
///
/// Nobody reads a sum of hundreds of thousands, so that only as many are kept as a line can list.
public struct Summands: Hashable, Sendable {
  /// A sum of more is not taken apart in a text.
  public static let listed = 6

  public private(set) var count = 0
  /// At most ``listed``.
  public private(set) var first: [Quantity] = []
  private(set) var sum = QuantitySum()

  init() {}

  mutating func add(_ quantity: Quantity) {
    sum.add(quantity)
    count += 1
    if first.count < Self.listed { first.append(quantity) }
  }

  /// Takes in those that came after its own.
  mutating func add(_ later: Summands) {
    sum.add(later.sum)
    count += later.count
    first += later.first.prefix(Self.listed - first.count)
  }
}
