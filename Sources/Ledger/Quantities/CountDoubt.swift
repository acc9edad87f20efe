public import Planning

extension Count {
  /// More people than ever come to one session of a unit at the lowest level, and at the others.
  private static let most = (lowest: Figure(10_000), others: Figure(100_000))

  /// Why so many people can hardly have come to one session, to be pointed out and never refused; nil if they can.
  ///
  /// - `isLowest`: Whether the place is a unit of the lowest level; asked only of large numbers.
  public func doubt(isLowest: @autoclosure () -> Bool = false) -> BilingualText? {
    guard role == .public, measure != .online, let n = quantity.n, n > Self.most.lowest,
      n > Self.most.others || isLowest()
    else { return nil }
    return BilingualText { language in
      let amount = quantity.sumText(language, counter: counter)
      return language(
        "\(measureText(.zh)) \(amount)，一场活动不可能有这么多，请核对",
        "\(measureText(.en)): \(amount) is more than one session can have")
    }
  }
}

extension LedgerEntry.Content {
  /// Why a figure can hardly be right; nil if it can, or states none.
  public func doubt(isLowest: @autoclosure () -> Bool = false) -> BilingualText? {
    switch self {
    case .count(let count): count.doubt(isLowest: isLowest())
    case .goods(let move): move.doubt(isLowest: isLowest())
    default: nil
    }
  }
}
