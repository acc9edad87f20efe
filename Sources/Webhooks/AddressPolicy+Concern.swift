extension AddressPolicy {
  /// Why an entry of `outgoing.allow` should be looked at again.
  public enum Concern: Hashable, Sendable {
    case unreadable
    /// It opens what serves or reaches things that no receiver of reminders is.
    case dangerous(AddressClass)
    /// Whole networks at once.
    case wide
    case anyPort
    /// What it names is open without it.
    case needless
  }

  /// The gravest concern about an entry; nil if it is as it should be.
  public static func concern(about text: String) -> Concern? {
    guard let entry = try? Entry(text) else { return .unreadable }
    let range = entry.range
    let kind = AddressClass(range.base.destination)
    // A wide range reaches into private networks, whatever it begins with.
    let isWide = range.bits < widest(range) && !(kind == .loopback && range.bits >= 8)
    if isWide { return .wide }
    switch kind {
    // A range of these opens nothing: only an entry for one address does.
    case .linkLocal, .metadata, .multicast, .reserved, .unspecified:
      return range.isExact ? .dangerous(kind) : .needless
    case .open: return .needless
    case .loopback, .privateNetwork: return entry.port == nil ? .anyPort : nil
    }
  }

  /// How many bits an entry has to name at least.
  private static func widest(_ range: AddressRange) -> Int { range.base.width == 32 ? 16 : 48 }
}
