/// What a zone file of RFC 9636 (TZif, versions 1 to 4) holds: the types of local time, when they begin, and the rule for
/// what comes after.
///
/// Reads bytes and no file. From version 2 on, the 64-bit block counts and the 32-bit one is passed over. Abbreviations
/// aren't read: they name several zones.
struct ZoneFile {
  /// A type of local time.
  struct Period: Hashable {
    /// Seconds east of UTC.
    let offset: Int32
    /// As the file says: in Dublin's winter, too.
    let isDaylight: Bool
  }

  struct Transition {
    /// Seconds since 1970 in UTC.
    let instant: Int64
    let period: Period
  }

  /// Why bytes are no zone file that can be used.
  enum Fault: Error, Hashable {
    case notZoneFile
    /// Ends before what its header promises.
    case truncated
    /// Counts, indices or times that contradict each other.
    case inconsistent
    /// Counts leap seconds, as the files under `right/` do: its instants are not those of the clock.
    case leapSeconds
    /// The rule at its end can't be read.
    case rule
  }

  /// The last second of a day, and a little: what RFC 9636 3.2 says offsets should keep to.
  static let offsets: ClosedRange<Int32> = -89_999...93_599

  /// What holds before the first transition: local mean time, as a rule.
  let first: Period
  /// Ascending.
  let transitions: [Transition]
  /// What comes after the last transition; nil if that goes on for ever.
  let rule: ZoneRule?

  init(bytes: [UInt8]) throws(Fault) {
    var reader = BytesReader(bytes)
    var header = try Header(&reader)
    var width = 4
    if header.version >= 2 {
      try reader.skip(header.blockBytes(timeBytes: 4))
      header = try Header(&reader)
      width = 8
    }
    guard header.leapSeconds == 0 else { throw .leapSeconds }
    let end = try reader.position(after: header.blockBytes(timeBytes: width))
    (first, transitions) = try Self.block(header, timeBytes: width, &reader)
    rule = width == 8 ? try Self.footer(bytes[end...]) : nil
  }

  private static func block(_ header: Header, timeBytes: Int, _ reader: inout BytesReader)
    throws(Fault) -> (Period, [Transition])
  {
    var instants: [Int64] = []
    instants.reserveCapacity(header.times)
    for _ in 0..<header.times {
      let instant = try reader.integer(bytes: timeBytes)
      if let last = instants.last, instant <= last { throw .inconsistent }
      instants.append(instant)
    }
    var indices: [Int] = []
    for _ in 0..<header.times { indices.append(try reader.byte()) }
    var periods: [Period] = []
    for _ in 0..<header.types {
      let offset = Int32(truncatingIfNeeded: try reader.integer(bytes: 4))
      let isDaylight = try reader.byte()
      let name = try reader.byte()
      guard offsets.contains(offset), isDaylight <= 1, name < header.nameBytes else { throw .inconsistent }
      periods.append(Period(offset: offset, isDaylight: isDaylight == 1))
    }
    guard indices.allSatisfy({ $0 < periods.count }) else { throw .inconsistent }
    // Times before the first transition are of type 0 (RFC 9636 3.2).
    return (periods[0], zip(instants, indices).map { Transition(instant: $0, period: periods[$1]) })
  }

  /// The rule between two line ends.
  private static func footer(_ bytes: ArraySlice<UInt8>) throws(Fault) -> ZoneRule? {
    let newline = UInt8(ascii: "\n")
    guard bytes.first == newline, let end = bytes.dropFirst().firstIndex(of: newline) else {
      throw .truncated
    }
    let text = bytes[(bytes.startIndex + 1)..<end]
    if text.isEmpty { return nil }
    guard let rule = ZoneRule(posix: text) else { throw .rule }
    return rule
  }
}

extension ZoneFile {
  /// The 44 bytes before a block (RFC 9636 3.1).
  private struct Header {
    let version: Int
    let utcFlags: Int
    let standardFlags: Int
    let leapSeconds: Int
    let times: Int
    let types: Int
    let nameBytes: Int

    init(_ reader: inout BytesReader) throws(Fault) {
      for expected in "TZif".utf8 {
        guard let byte = try? reader.byte(), byte == Int(expected) else { throw .notZoneFile }
      }
      switch try reader.byte() {
      case 0: version = 1
      // A version to come keeps what version 4 has.
      case let digit where (0x32...0x39).contains(digit): version = digit - 0x30
      default: throw .notZoneFile
      }
      try reader.skip(15)
      var counts: [Int] = []
      for _ in 0..<6 { counts.append(Int(UInt32(truncatingIfNeeded: try reader.integer(bytes: 4)))) }
      (utcFlags, standardFlags, leapSeconds) = (counts[0], counts[1], counts[2])
      (times, types, nameBytes) = (counts[3], counts[4], counts[5])
      guard types > 0, types <= 256, nameBytes > 0, [0, types].contains(utcFlags),
        [0, types].contains(standardFlags)
      else { throw .inconsistent }
    }

    /// None can overflow: each count is of 32 bits.
    func blockBytes(timeBytes: Int) -> Int {
      times * (timeBytes + 1) + types * 6 + nameBytes + leapSeconds * (timeBytes + 4) + standardFlags
        + utcFlags
    }
  }

  /// Reads big-endian numbers, and never past the end.
  private struct BytesReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func byte() throws(Fault) -> Int { Int(try integer(bytes: 1) & 0xFF) }

    /// Signed, unless of one byte.
    mutating func integer(bytes count: Int) throws(Fault) -> Int64 {
      let end = try position(after: count)
      var value: Int64 = count == 1 || bytes[position] < 0x80 ? 0 : -1
      for byte in bytes[position..<end] { value = value << 8 | Int64(byte) }
      position = end
      return value
    }

    mutating func skip(_ count: Int) throws(Fault) { position = try position(after: count) }

    func position(after count: Int) throws(Fault) -> Int {
      guard count <= bytes.count - position else { throw .truncated }
      return position + count
    }
  }
}
