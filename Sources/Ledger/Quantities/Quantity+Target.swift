extension Quantity {
  /// What a quantity says of a target.
  public enum Reach: Hashable, Sendable {
    /// Surely reached.
    case reached
    /// Surely not.
    case missed
    /// It may be: "约 50" of 45, or nothing was reported.
    case open
  }

  /// Whether a target is reached, as far as the quantity tells: a lower bound is enough, an estimate never is.
  public func reach(of target: Figure) -> Reach {
    guard let n, let upper else { return .open }
    return switch certainty {
    case .exact: n >= target ? .reached : .missed
    case .atLeast: n >= target ? .reached : .open
    case .atMost: n < target ? .missed : .open
    case .below, .nearly: n <= target ? .missed : .open
    case .range: n >= target ? .reached : upper < target ? .missed : .open
    case .about, .unknown: .open
    }
  }
}
