import Testing
@testable import Webhooks

@Suite struct AddressPolicyTests {
  private func verdict(_ address: String, port: UInt16 = 443, allow: [String] = []) throws
    -> AddressPolicy.Verdict
  {
    try AddressPolicy(allow: allow).verdict(on: #require(NumericAddress(address)), port: port)
  }

  @Test(
    arguments: [
      ("1.1.1.1", .open), ("2606:4700::1111", .open), ("127.0.0.1", .loopback), ("::1", .loopback),
      ("10.1.2.3", .privateNetwork), ("172.16.0.1", .privateNetwork), ("172.32.0.1", .open),
      ("192.168.255.255", .privateNetwork), ("100.64.0.1", .privateNetwork), ("100.128.0.1", .open),
      ("fd12::1", .privateNetwork), ("169.254.1.1", .linkLocal), ("fe80::1", .linkLocal),
      ("169.254.169.254", .metadata), ("100.100.100.200", .metadata), ("fd00:ec2::254", .metadata),
      ("224.0.0.1", .multicast), ("ff02::1", .multicast), ("240.0.0.1", .reserved),
      ("255.255.255.255", .reserved),
      ("0.1.2.3", .reserved), ("198.18.0.1", .reserved), ("203.0.113.9", .reserved),
      ("2001:db8::1", .reserved),
      ("0.0.0.0", .unspecified), ("::", .unspecified), ("::ffff:10.0.0.1", .privateNetwork),
      ("64:ff9b::a9fe:a9fe", .metadata), ("64:ff9b::101:101", .open), ("2002:a00:1::1", .privateNetwork),
      ("::127.0.0.1", .loopback), ("64:ff9b:1::1", .reserved), ("::ffff:0:127.0.0.1", .loopback),
      ("4000::1", .reserved), ("100::1", .reserved), ("5f00::1", .reserved), ("fec0::1", .reserved),
      ("2001:0:4136:e378:8000:63bf:3fff:fdd2", .reserved), ("2400:3200::1", .open),
    ] as [(String, AddressClass)])
  func `An address is what its number leads to`(_ address: String, _ kind: AddressClass) throws {
    #expect(AddressClass(try #require(NumericAddress(address)).destination) == kind)
    #expect(try verdict(address) == (kind == .open ? .allowed : .refused(kind)))
  }

  @Test(
    arguments: [
      ("127.0.0.1:8787", "127.0.0.1", 8787, true), ("127.0.0.1:8787", "127.0.0.1", 8788, false),
      ("127.0.0.1:8787", "127.0.0.2", 8787, false), ("10.20.0.0/16:8443", "10.20.7.7", 8443, true),
      ("10.20.0.0/16:8443", "10.21.0.1", 8443, false), ("10.20.0.0/16", "10.20.7.7", 1, true),
      ("[fd00::/8]:443", "fd12::1", 443, true), ("[fd00::/8]:443", "fd12::1", 80, false),
      ("::1", "::1", 80, true),
      ("127.0.0.1:8787", "::ffff:127.0.0.1", 8787, true), ("169.254.0.0/16", "169.254.1.1", 80, false),
      ("169.254.1.1", "169.254.1.1", 80, true), ("0.0.0.0/0", "169.254.169.254", 80, false),
      ("0.0.0.0/0", "10.0.0.1", 80, true), ("169.254.169.254:80", "169.254.169.254", 80, true),
      ("0.0.0.0/0", "224.0.0.1", 80, false),
    ] as [(String, String, UInt16, Bool)])
  func `An entry opens what it covers, and special addresses only by name`(
    _ entry: String, _ address: String, _ port: UInt16, _ open: Bool
  ) throws {
    #expect(try (verdict(address, port: port, allow: [entry]) == .allowed) == open)
  }

  @Test(arguments: [
    "localhost:80", "10.0.0.0/33", "10.0.0.1:0", "10.0.0.1:99999", "[fd00::1", "[fd00::1]x", "", "10.0.0",
  ])
  func `An entry that is no address is refused`(_ entry: String) {
    #expect(throws: AddressPolicy.Fault(entry: entry)) { try AddressPolicy(allow: [entry]) }
  }
}
