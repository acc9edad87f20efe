import Foundation

/// An IP address as a number: what is left of every spelling once it is resolved.
public enum NumericAddress: Hashable, Sendable {
  case v4(UInt32)
  case v6(UInt128)

  /// Reads the plain notations, `10.20.0.1` and `fd00::1`; no decimal or octal ones.
  public init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self = .v4(UInt32(bigEndian: four.s_addr))
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self = .v6(six.number)
    } else {
      return nil
    }
  }

  /// How many bits an address of its family has.
  var width: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }

  /// The IPv4 address that an IPv6 one leads to: mapped, translated, compatible, NAT64 and 6to4; else itself.
  public var destination: NumericAddress {
    guard case .v6(let number) = self else { return self }
    let low = NumericAddress.v4(UInt32(truncatingIfNeeded: number))
    if number >> 32 == 0xFFFF || number >> 32 == 0xFFFF_0000 || number >> 32 == 0x0064_FF9B << 64 {
      return low
    }
    if number >> 32 == 0, number > 1 { return low }
    if number >> 112 == 0x2002 { return .v4(UInt32(truncatingIfNeeded: number >> 80)) }
    return self
  }
}

extension NumericAddress: CustomStringConvertible {
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    switch self {
    case .v4(let number):
      var four = in_addr(s_addr: number.bigEndian)
      inet_ntop(AF_INET, &four, &text, socklen_t(text.count))
    case .v6(let number):
      var big = number.bigEndian
      inet_ntop(AF_INET6, &big, &text, socklen_t(text.count))
    }
    return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }
}

extension in6_addr {
  var number: UInt128 {
    withUnsafeBytes(of: self) { $0.reduce(0) { $0 << 8 | UInt128($1) } }
  }
}

/// Addresses that begin with the same bits, such as `10.20.0.0/16`.
public struct AddressRange: Hashable, Sendable {
  public let base: NumericAddress
  public let bits: Int

  /// Reads `10.20.0.0/16`, `fd00::/8`, or one address.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let base = NumericAddress(String(parts[0])) else { return nil }
    var bits = base.width
    if parts.count == 2 {
      guard let written = Int(parts[1]), (0...base.width).contains(written) else { return nil }
      bits = written
    }
    self.base = base
    self.bits = bits
  }

  /// Whether it is one address only.
  public var isExact: Bool { bits == base.width }

  public func contains(_ address: NumericAddress) -> Bool {
    switch (base, address) {
    case (.v4(let own), .v4(let other)): bits == 0 || own >> (32 - bits) == other >> (32 - bits)
    case (.v6(let own), .v6(let other)): bits == 0 || own >> (128 - bits) == other >> (128 - bits)
    default: false
    }
  }
}
