import Foundation

/// The parts of a robot's JSON answer that any kind decides by; a part that is missing or of another type is nil.
struct RobotAnswer: Decodable {
  var errcode: Int?
  var code: Int?
  var statusCode: Int?
  var errorCode: Int?
  /// `error.code`, as workflows have it.
  var errorName: String?
  var accepted: Bool?
  /// `msg`, `errmsg` or `description`.
  var message: String?
  /// Seconds.
  var retryAfter: Double?

  /// Nil if the body is no JSON object.
  init?(_ body: [UInt8]) {
    guard body.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
      let answer = try? JSONDecoder().decode(RobotAnswer.self, from: Data(body))
    else { return nil }
    self = answer
  }

  private enum Key: String, CodingKey {
    case errcode, code, ok, msg, errmsg, description, error, parameters
    case statusCode = "StatusCode"
    case errorCode = "error_code"
    case retryAfter = "retry_after"
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    errcode = fields.number(.errcode)
    code = fields.number(.code)
    statusCode = fields.number(.statusCode)
    errorCode = fields.number(.errorCode)
    errorName = try? (try? fields.nestedContainer(keyedBy: Key.self, forKey: .error))?.decode(
      String.self, forKey: .code)
    accepted = try? fields.decode(Bool.self, forKey: .ok)
    message =
      [.msg, .errmsg, .description].lazy
      .compactMap { try? fields.decode(String.self, forKey: $0) }.first
    let parameters = try? fields.nestedContainer(keyedBy: Key.self, forKey: .parameters)
    retryAfter = fields.seconds(.retryAfter) ?? parameters?.seconds(.retryAfter)
  }
}

extension KeyedDecodingContainer {
  /// A whole number, also one in quotes.
  fileprivate func number(_ key: Key) -> Int? {
    (try? decode(Int.self, forKey: key)) ?? (try? decode(String.self, forKey: key)).flatMap { Int($0) }
  }

  /// A span in seconds, also one in quotes.
  fileprivate func seconds(_ key: Key) -> Double? {
    (try? decode(Double.self, forKey: key)) ?? (try? decode(String.self, forKey: key)).flatMap { Double($0) }
  }
}
