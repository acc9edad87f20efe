/// An exact decimal number with at most four places: people, copies, yuan. No floating point anywhere.
public struct Figure: Hashable, Comparable, Sendable {
  /// Ten-thousandths. Sums of millions of the largest figures fit, so that adding never overflows.
  public let ticks: Int128

  static let ticksPerUnit: Int128 = 10_000
  /// The largest magnitude that can be written down; anything above is refused as a slip of the pen.
  public static let largest = Figure(ticks: 1_000_000_000_000_000 * ticksPerUnit)

  public init(ticks: Int128) {
    self.ticks = ticks
  }

  public init(_ whole: Int) {
    ticks = Int128(whole) * Self.ticksPerUnit
  }

  /// Reads plain decimal digits such as `360800`, `36.08` or `-5`; nil for anything else or above ``largest``.
  public init?(_ text: some StringProtocol) {
    let isNegative = text.hasPrefix("-")
    guard let value = Self.scaled(isNegative ? text.dropFirst() : text[...], by: 1) else { return nil }
    ticks = isNegative ? -value.ticks : value.ticks
  }

  /// The value of unsigned decimal digits times a whole number, exactly; nil if four places don't hold it.
  static func scaled(_ digits: some StringProtocol, by multiplier: Int128) -> Figure? {
    var mantissa: Int128 = 0
    var places: Int?
    var count = 0
    for byte in digits.utf8 {
      if byte == UInt8(ascii: "."), places == nil, count > 0 {
        places = 0
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), count < 20 else { return nil }
      mantissa = mantissa * 10 + Int128(byte - UInt8(ascii: "0"))
      count += 1
      places = places.map { $0 + 1 }
    }
    guard count > 0, places != 0 else { return nil }
    let product = mantissa.multipliedReportingOverflow(by: multiplier * ticksPerUnit)
    let divisor = power(of: 10, places ?? 0)
    guard !product.overflow, product.partialValue % divisor == 0 else { return nil }
    let value = Figure(ticks: product.partialValue / divisor)
    return value <= largest ? value : nil
  }

  public var isWhole: Bool { ticks % Self.ticksPerUnit == 0 }

  /// The whole number that it is; nil for a fraction.
  public var wholeNumber: Int? { isWhole ? Int(exactly: ticks / Self.ticksPerUnit) : nil }

  public static let zero = Figure(ticks: 0)
  public static func < (left: Figure, right: Figure) -> Bool { left.ticks < right.ticks }
  public static func + (left: Figure, right: Figure) -> Figure { Figure(ticks: left.ticks + right.ticks) }
  public static func - (left: Figure, right: Figure) -> Figure { Figure(ticks: left.ticks - right.ticks) }
  public static prefix func - (value: Figure) -> Figure { Figure(ticks: -value.ticks) }

  /// This figure divided by another, rounded half up (away from zero), with exactly `places` decimals.
  ///
  /// - Returns: Nil if `divisor` is zero.
  public func quotient(by divisor: Figure, places: Int = 2) -> String? {
    ratio(to: divisor, times: 1, places: places)
  }

  /// `14.29` for 2 of 14: this figure as a percentage of another, two places, half up.
  public func percent(of whole: Figure, places: Int = 2) -> String? {
    ratio(to: whole, times: 100, places: places)
  }

  private func ratio(to divisor: Figure, times factor: Int128, places: Int) -> String? {
    guard divisor.ticks != 0 else { return nil }
    let scale = power(of: 10, places)
    let numerator = ticks.magnitude * factor.magnitude * scale.magnitude * 2 + divisor.ticks.magnitude
    let rounded = numerator / (2 * divisor.ticks.magnitude)
    let isNegative = (ticks < 0) != (divisor.ticks < 0) && rounded != 0
    return (isNegative ? "-" : "") + decimals(rounded, places: places)
  }

  /// The whole numbers of which this figure is `percent`, as far as its printed places tell.
  ///
  /// A share is rounded when it is printed, so a total worked back from it is a range: 72,636 being 89.12% fits
  /// every total from 81,500 to 81,508.
  public func totals(atPercent percent: String) -> (range: ClosedRange<Int>, nearest: Int)? {
    guard let share = Figure(percent), share > .zero, self > .zero, isWhole else { return nil }
    let places = percent.split(separator: ".").dropFirst().first?.count ?? 0
    // Twice the share in units of its last place, so that half a place is a whole number.
    let scale = power(of: 10, places)
    let doubled = share.ticks * scale / Self.ticksPerUnit * 2
    let part = ticks / Self.ticksPerUnit * 100 * scale * 2
    // doubled - 1 <= part / total < doubled + 1
    let first = part / (doubled + 1) + 1
    let last = part / (doubled - 1)
    guard first <= last, let lower = Int(exactly: first), let upper = Int(exactly: last),
      let nearest = Int(exactly: (part * 2 + doubled) / (doubled * 2))
    else { return nil }
    return (lower...upper, nearest)
  }

  /// The whole numbers that are `percent` of this figure, as far as its printed places tell: 300 of 306 for 98.04%.
  ///
  /// - Returns: Nil if no whole number is, or this is no whole number.
  public func parts(atPercent percent: String) -> (range: ClosedRange<Int>, nearest: Int)? {
    guard let share = Figure(percent), share >= .zero, self > .zero, isWhole else { return nil }
    let places = percent.split(separator: ".").dropFirst().first?.count ?? 0
    let scale = power(of: 10, places)
    let doubled = share.ticks * scale / Self.ticksPerUnit * 2
    let whole = ticks / Self.ticksPerUnit
    let step = 200 * scale
    // (doubled - 1) * whole <= step * part < (doubled + 1) * whole
    let first = max(0, ((doubled - 1) * whole + step - 1) / step)
    let last = ((doubled + 1) * whole - 1) / step
    guard first <= last, let lower = Int(exactly: first), let upper = Int(exactly: last),
      let nearest = Int(exactly: (doubled * whole + step / 2) / step)
    else { return nil }
    return (lower...upper, min(max(nearest, lower), upper))
  }
}

extension Figure: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Figure: CustomStringConvertible {
  /// Plain digits without trailing zeros: `360800`, `12.5`.
  public var description: String {
    if let wholeNumber { return String(wholeNumber) }
    let whole = ticks.magnitude / Self.ticksPerUnit.magnitude
    var places = String(ticks.magnitude % Self.ticksPerUnit.magnitude + Self.ticksPerUnit.magnitude)
      .dropFirst()
    while places.last == "0" { places.removeLast() }
    return (ticks < 0 ? "-" : "") + String(whole) + (places.isEmpty ? "" : "." + places)
  }
}

extension Figure: Codable {
  /// As text, so that no reader turns it into a binary fraction.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let figure = Figure(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a decimal number: '\(text)'"))
    }
    self = figure
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

func power(of base: Int128, _ exponent: Int) -> Int128 {
  (0..<exponent).reduce(1) { value, _ in value * base }
}

/// `14.29` for 1429 with two places.
private func decimals(_ value: UInt128, places: Int) -> String {
  guard places > 0 else { return String(value) }
  let digits = String(value)
  let filled = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return filled.dropLast(places) + "." + filled.suffix(places)
}
