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
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
