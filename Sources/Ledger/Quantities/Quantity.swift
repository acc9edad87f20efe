/// A number and how sure it is, with the words that somebody wrote.
///
/// An unknown quantity is never zero: it has no number, and sums list it beside them.
public struct Quantity: Hashable, Sendable {
  /// How a number is to be read.
  public enum Certainty: String, Hashable, CaseIterable, Sendable, Codable {
    case exact
    /// 500 余, 多, 以上, 超, 数十: this many or a few more.
    case atLeast
    /// Arises from subtraction: 600 - "500 余".
    case atMost
    /// 不足 40.
    case below
    /// 近, 将近.
    case nearly
    /// 约, 左右, 来.
    case about
    /// 20—30: both ends count.
    case range
    /// 若干, 一批, or nothing at all.
    case unknown
  }

  private enum Value: Hashable, Sendable {
    case one(Figure, Certainty)
    case range(Figure, Figure)
    case unknown
  }

  private let value: Value
  /// The phrase as somebody wrote it, with its counting word; nil if it was computed or given as a bare number.
  public let said: String?

  private init(_ value: Value, said: String?) {
    self.value = value
    self.said = said
  }

  public static func exact(_ n: Figure, said: String? = nil) -> Quantity {
    Quantity(.one(n, .exact), said: said)
  }
  public static func unknown(said: String? = nil) -> Quantity { Quantity(.unknown, said: said) }

  public static func range(_ low: Figure, _ high: Figure, said: String? = nil) -> Quantity {
    Quantity(low == high ? .one(low, .exact) : .range(min(low, high), max(low, high)), said: said)
  }

  /// A single number; nil for `range`, which needs two, and `unknown`, which has none.
  public init?(_ n: Figure, _ certainty: Certainty, said: String? = nil) {
    guard certainty != .range, certainty != .unknown else { return nil }
    self.init(.one(n, certainty), said: said)
  }

  public var certainty: Certainty {
    switch value {
    case .one(_, let certainty): certainty
    case .range: .range
    case .unknown: .unknown
    }
  }

  /// The number, or the lower end of a range; nil if unknown.
  public var n: Figure? {
    switch value {
    case .one(let n, _): n
    case .range(let low, _): low
    case .unknown: nil
    }
  }

  /// The upper end of a range; otherwise the same as ``n``.
  public var upper: Figure? {
    if case .range(_, let high) = value { high } else { n }
  }

  public var isKnown: Bool { if case .unknown = value { false } else { true } }

  /// The same quantity with other words, or none.
  public func saying(_ words: String?) -> Quantity { Quantity(value, said: words) }
}

extension Quantity: Codable {
  private enum Keys: String, CodingKey { case n, to, certainty, said }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    let certainty = try container.decode(Certainty.self, forKey: .certainty)
    let said = try container.decodeIfPresent(String.self, forKey: .said)
    switch certainty {
    case .unknown: self = .unknown(said: said)
    case .range:
      self = .range(
        try container.decode(Figure.self, forKey: .n), try container.decode(Figure.self, forKey: .to),
        said: said)
    default: self.init(.one(try container.decode(Figure.self, forKey: .n), certainty), said: said)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(certainty, forKey: .certainty)
    try container.encodeIfPresent(n, forKey: .n)
    if certainty == .range { try container.encode(upper, forKey: .to) }
    try container.encodeIfPresent(said, forKey: .said)
  }
}
