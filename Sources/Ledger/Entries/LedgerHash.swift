import Crypto
public import Foundation

/// The chain that binds every entry to the one before it: SHA-256, in lower-case hexadecimal, of fields joined so that no
/// two lists of fields give the same bytes, each with its length in bytes before it, `-` for one that is absent.
struct LedgerHash {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(1024) }

  mutating func add(_ field: String?) {
    if let field {
      bytes.append(decimal: field.utf8.count)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(contentsOf: field.utf8)
    } else {
      bytes.append(UInt8(ascii: "-"))
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  var text: String { Self.hexadecimal(SHA256.hash(data: bytes)) }

  fileprivate static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    String(unsafeUninitializedCapacity: 2 * SHA256.byteCount) { text in
      let digits: StaticString = "0123456789abcdef"
      var count = 0
      for byte in bytes {
        text[count] = digits.utf8Start[Int(byte >> 4)]
        text[count + 1] = digits.utf8Start[Int(byte & 15)]
        count += 2
      }
      return count
    }
  }
}

extension [UInt8] {
  /// Adds a number from 0 in decimal digits.
  mutating func append(decimal value: Int) {
    if value >= 10 { append(decimal: value / 10) }
    append(UInt8(ascii: "0") + UInt8(value % 10))
  }
}

/// The SHA-256 of a file, fed piece by piece.
public struct FileDigest {
  private var hash = SHA256()

  public init() {}

  public mutating func update(_ piece: Data) { hash.update(data: piece) }

  /// In lower-case hexadecimal, as `sha256sum` prints it.
  public var text: String { LedgerHash.hexadecimal(hash.finalize()) }
}

/// A secret that never leaves this machine: whoever has the database without it can't try names and phones out.
public struct MachineKey: Hashable, Sendable {
  public static let byteCount = 32
  private let bytes: [UInt8]

  /// Nil unless there are ``byteCount`` bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// HMAC-SHA-256 of a text.
  ///
  /// - `purpose`: Keeps marks of different things apart: the same digits as a phone and as a name give two marks.
  func code(_ purpose: String, _ text: String) -> [UInt8] {
    let message = Data("\(purpose.utf8.count):\(purpose)\n\(text)".utf8)
    return Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: bytes)))
  }

  /// ``code(_:_:)`` in hexadecimal.
  func mark(_ purpose: String, _ text: String) -> String { LedgerHash.hexadecimal(code(purpose, text)) }
}

extension MachineKey: CustomStringConvertible, CustomReflectable {
  /// A key is never printed, not even by a debugger's description.
  public var description: String { "MachineKey" }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// SHA-256 over rows of fields that are never in memory together.
struct ContentDigest {
  private var hash = SHA256()

  mutating func add(_ row: [String?]) {
    var bytes: [UInt8] = []
    for field in row {
      if let field {
        bytes += "\(field.utf8.count):".utf8
        bytes += field.utf8
      } else {
        bytes.append(UInt8(ascii: "-"))
      }
    }
    bytes.append(UInt8(ascii: "\n"))
    hash.update(data: bytes)
  }

  /// 32 hexadecimal digits of it.
  var text: String { String(LedgerHash.hexadecimal(hash.finalize()).prefix(32)) }
}
