import Testing
import Webhooks

/// Entries of `outgoing.allow` that somebody should look at again.
@Suite struct AddressConcernTests {
  @Test(arguments: [
    ("127.0.0.1:8787", nil), ("10.20.0.0/16:8443", nil), ("[fd00:1234:5678::/48]:443", nil),
    ("127.0.0.0/8:8787", nil), ("10.20.0.1", AddressPolicy.Concern.anyPort), ("127.0.0.1", .anyPort),
    ("10.0.0.0/8:8443", .wide), ("10.0.0.0/8", .wide), ("fd00::/8", .wide), ("0.0.0.0/1", .wide),
    ("169.254.169.254:80", .dangerous(.metadata)), ("100.100.100.200", .dangerous(.metadata)),
    ("[fd00:ec2::254]:80", .dangerous(.metadata)), ("::ffff:169.254.169.254", .dangerous(.metadata)),
    ("224.0.0.1:80", .dangerous(.multicast)), ("0.0.0.0:80", .dangerous(.unspecified)),
    ("169.254.0.0/16:80", .needless), ("8.8.8.8:443", .needless), ("hook.example.org:443", .unreadable),
    ("10.20.0.0/33", .unreadable), ("", .unreadable),
  ])
  func `each entry is judged by the gravest thing about it`(
    _ entry: String, _ concern: AddressPolicy.Concern?
  ) {
    #expect(AddressPolicy.concern(about: entry) == concern)
  }
}
