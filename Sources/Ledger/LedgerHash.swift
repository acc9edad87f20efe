import Crypto
import Foundation

/// The chain that binds every entry to the one before it.
enum LedgerHash {
  /// SHA-256, in lower-case hexadecimal, of the fields joined so that no two lists of fields give the same bytes:
  /// each with its length in bytes before it, `-` for one that is absent.
  static func digest(_ fields: [String?]) -> String {
    var hash = SHA256()
    for field in fields {
      if let field {
        hash.update(data: Data("\(field.utf8.count):\(field)\n".utf8))
      } else {
        hash.update(data: Data("-\n".utf8))
      }
    }
    return hexadecimal(hash.finalize())
  }

  fileprivate static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
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
