/// A zone file of RFC 9636 as a test needs it, right or wrong.
public struct ZoneFileBytes: Sendable {
  public struct Period: Sendable {
    public var offset: Int32
    public var isDaylight: Bool

    public init(_ offset: Int32, isDaylight: Bool = false) {
      self.offset = offset
      self.isDaylight = isDaylight
    }
  }

  /// The digit in the header; 0 for version 1, which has neither a second block nor a rule.
  public var version: UInt8 = 2
  public var periods: [Period]
  /// Instants in seconds since 1970, and the places of their types among the periods.
  public var transitions: [(instant: Int64, type: UInt8)]
  public var rule: String
  public var leapSeconds: [(instant: Int64, total: Int32)] = []

  public init(
    _ periods: [Period], transitions: [(instant: Int64, type: UInt8)] = [], rule: String = ""
  ) {
    self.periods = periods
    self.transitions = transitions
    self.rule = rule
  }

  public var bytes: [UInt8] {
    if version == 0 { return block(timeBytes: 4) }
    let empty = ZoneFileBytes([Period(0)])
    return header(of: empty) + empty.content(timeBytes: 4) + block(timeBytes: 8) + "\n\(rule)\n".utf8
  }

  private func block(timeBytes: Int) -> [UInt8] { header(of: self) + content(timeBytes: timeBytes) }

  private func header(of file: ZoneFileBytes) -> [UInt8] {
    let counts = [0, 0, file.leapSeconds.count, file.transitions.count, file.periods.count, 4]
    return Array("TZif".utf8) + [version == 0 ? 0 : 0x30 + version] + [UInt8](repeating: 0, count: 15)
      + counts.flatMap { Self.number($0, 4) }
  }

  private func content(timeBytes: Int) -> [UInt8] {
    var bytes = transitions.flatMap { Self.number($0.instant, timeBytes) }
    bytes += transitions.map(\.type)
    for period in periods { bytes += Self.number(period.offset, 4) + [period.isDaylight ? 1 : 0, 0] }
    bytes += Array("ZZZ\0".utf8)
    for leap in leapSeconds { bytes += Self.number(leap.instant, timeBytes) + Self.number(leap.total, 4) }
    return bytes
  }

  private static func number(_ value: some BinaryInteger, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
