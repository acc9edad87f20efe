/// A text that must not be seen: an address with its key, or a signing secret. Prints as a fingerprint.
public struct Secret: Hashable, Sendable {
  /// The thing itself: for the request and its signature only.
  package let revealed: String

  public init(_ revealed: String) {
    self.revealed = revealed
  }

  /// Six hex digits of its SHA-256: enough to tell two secrets apart, not to guess one.
  public var fingerprint: String { Signatures.fingerprint(revealed) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "••• #\(fingerprint)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
