public import Planning

extension JSONText {
  /// An exact decimal number, as it is.
  public static func figure(_ value: Figure) -> JSONText { .decimal(value.description) }
}

extension Quantity {
  /// `n` as the command line's contract has it: a number, both ends of a range, or null.
  public var json: JSONText {
    guard let n, let upper else { return .null }
    return certainty == .range ? .array([.figure(n), .figure(upper)]) : .figure(n)
  }
}
