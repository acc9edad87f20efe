/// What came, went and is left of one item at one place.
public struct Stock: Hashable, Sendable {
  public let unit: String
  public let item: String
  public private(set) var counter: String?
  public private(set) var received = QuantitySum()
  public private(set) var given = QuantitySum()
  private var rest = QuantitySum()
  /// Differences that counting showed, with the reason that was written down.
  public private(set) var differences: [Difference] = []

  public struct Difference: Hashable, Sendable {
    public let counted: Quantity
    public let expected: Quantity
    public let reason: String?
  }

  /// What should be there: at most 100 after "500 余" of 600 are given. Negative where sheets arrive late.
  public var left: Quantity { rest.total }

  public init(unit: String, item: String) {
    self.unit = unit
    self.item = item
  }

  public mutating func apply(_ move: GoodsMove) {
    counter = counter ?? move.counter
    if move.kind == .receive || move.kind == .accept { received.add(move.quantity) }
    if move.kind == .give { given.add(move.quantity) }
    switch move.kind.effect {
    case .adds: rest.add(move.quantity)
    case .takes: rest.subtract(move.quantity)
    case .sets:
      if rest.total != move.quantity.saying(nil) {
        differences.append(
          Difference(counted: move.quantity, expected: rest.total, reason: move.reason))
      }
      rest = QuantitySum([move.quantity])
    case .none: break
    }
  }
}

extension Balance {
  /// The stock of every place and item, in the order in which they first appear.
  public var stock: [Stock] {
    var found: [Stock] = []
    var index: [String: Int] = [:]
    for standing in goods {
      let key = "\(standing.scope.unit)\n\(standing.value.item)"
      let position = index[key] ?? found.count
      if position == found.count {
        index[key] = position
        found.append(Stock(unit: standing.scope.unit, item: standing.value.item))
      }
      found[position].apply(standing.value)
    }
    return found
  }
}
