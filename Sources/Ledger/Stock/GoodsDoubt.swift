public import Planning

extension GoodsMove {
  /// More than any place at the lowest level hands out at once, more than any other does, and more money than that.
  private static let most = (lowest: Figure(100_000), others: Figure(10_000_000), yuan: Figure(100_000_000))

  /// Words for what comes in parts of one: weights, measures, time and money.
  private static let divisible: Set<String> = [
    CountingWord.yuan, "公斤", "斤", "吨", "克", "升", "毫升", "米", "公里", "亩", "小时", "学时", "课时", "天",
  ]

  /// A quick look, for summaries that pass a million moves: whether ``doubt(isLowest:)`` may find anything.
  package static func mayDoubt(_ quantity: Quantity) -> Bool {
    guard let upper = quantity.upper, let n = quantity.n else { return false }
    if upper > Self.most.lowest { return true }
    // Up to that bound 64 bits hold it, which are divided much faster than 128.
    return Int64(truncatingIfNeeded: n.ticks) % Int64(Figure.ticksPerUnit) != 0
  }

  /// Why an amount can hardly be right, to be pointed out and never refused; nil if it can.
  ///
  /// - `isLowest`: Whether the place is a unit of the lowest level; asked only of large amounts, as summaries look at
  ///   every move.
  public func doubt(isLowest: @autoclosure () -> Bool = false) -> BilingualText? {
    guard let n = quantity.n, let upper = quantity.upper else { return nil }
    if upper > Self.most.lowest, upper > bound(isLowest()) {
      return BilingualText { language in
        let amount = quantity.sumText(language, counter: counter, of: item)
        return language(
          "“\(item)”\(amount)，一次不可能有这么多，请核对", "'\(item)': \(amount) is more than can be, please check")
      }
    }
    guard !n.isWhole, quantity.certainty == .exact, let counter, !Self.divisible.contains(counter) else {
      return nil
    }
    return BilingualText { language in
      let amount = quantity.sumText(language, counter: counter, of: item)
      return language("“\(item)”\(amount)不是整数，请核对", "'\(item)': \(amount) is no whole number, please check")
    }
  }

  private func bound(_ isLowest: Bool) -> Figure {
    if counter == CountingWord.yuan { return Self.most.yuan }
    return isLowest ? Self.most.lowest : Self.most.others
  }
}
