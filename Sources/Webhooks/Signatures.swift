import Crypto
import Foundation
package import Planning

/// The signatures of the kinds of robots, and the hashes of keys and addresses.
package enum Signatures {
  /// DingTalk's `sign` parameter, percent-encoded once: the secret is the key, the text repeats it.
  package static func dingtalk(milliseconds: Int64, secret: String) -> String {
    let code = hmac(key: Array(secret.utf8), Array("\(milliseconds)\n\(secret)".utf8))
    return code.base64.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  /// Feishu's `sign`: the text is the key, and the message is empty.
  package static func feishu(seconds: Int64, secret: String) -> String {
    hmac(key: Array("\(seconds)\n\(secret)".utf8), []).base64
  }

  /// `v1,…` of Standard Webhooks, by one key.
  package static func standard(id: String, seconds: Int64, body: [UInt8], key: [UInt8]) -> String {
    "v1," + hmac(key: key, Array("\(id).\(seconds).".utf8) + body).base64
  }

  /// The keys in one or several `whsec_` secrets, parted by blanks; nil if one is not of that form.
  package static func standardKeys(_ secret: Secret) -> [[UInt8]]? {
    let parts = secret.revealed.split(separator: " ")
    let keys = parts.compactMap { part -> [UInt8]? in
      guard part.hasPrefix("whsec_"), let key = Data(base64Encoded: String(part.dropFirst(6))), !key.isEmpty
      else { return nil }
      return Array(key)
    }
    return keys.isEmpty || keys.count != parts.count ? nil : keys
  }

  /// The id under which a receiver meets a reminder, the same in every attempt.
  package static func webhookID(of key: ReminderKey) -> String { webhookID(of: key.description) }

  /// The same of the text of a key.
  static func webhookID(of key: String) -> String {
    "msg_" + hex(SHA256.hash(data: Array(key.utf8)).prefix(16))
  }

  static func fingerprint(_ text: String) -> String {
    hex(SHA256.hash(data: Array(text.utf8)).prefix(3))
  }

  /// Compares without telling by its time where two texts differ.
  package static func matches(_ one: String, _ other: String) -> Bool {
    let one = Array(one.utf8)
    let other = Array(other.utf8)
    return one.count == other.count && zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  private static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.underestimatedCount)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension [UInt8] {
  fileprivate var base64: String { Data(self).base64EncodedString() }
}
