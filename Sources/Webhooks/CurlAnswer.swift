import CCurl
package import Outbox

/// How a POST ended, and what came back; the one input of every classifier.
package struct CurlAnswer: Sendable {
  /// How the transfer ended; see `ccurl_ending`.
  package enum Ending: UInt32, CaseIterable, Sendable {
    case answered, nameUnknown, addressRefused, notConnected, noDescriptor, notSecure, timedOut, broken
    case repeatPrevented, headersTooLong, bodyTooLong, badAddress, cancelled, other
  }

  package let ending: Ending
  /// libcurl's own code, for the reader of a log.
  package let curlCode: Int
  /// Whether the request had begun to go out.
  package let sent: Bool
  /// HTTP status; nil if none came. May be there although the ending is an error.
  package let status: Int?
  package let headers: AnswerHeaders
  /// At most 64 KiB.
  package let body: [UInt8]
  /// The address connected to or refused, numeric.
  package let address: String?
  package let port: UInt16
  /// Whether the connection had served an earlier request.
  package let reused: Bool
  package let phases: AttemptPhases

  package init(
    _ ending: Ending, curlCode: Int = 0, sent: Bool = true, status: Int? = nil,
    headers: AnswerHeaders = .init(),
    body: [UInt8] = [], address: String? = nil, port: UInt16 = 0, reused: Bool = false,
    phases: AttemptPhases = AttemptPhases()
  ) {
    self.ending = ending
    self.curlCode = curlCode
    self.sent = sent
    self.status = status
    self.headers = headers
    self.body = body
    self.address = address
    self.port = port
    self.reused = reused
    self.phases = phases
  }
}

extension CurlAnswer {
  /// Copies what the engine lends for the time of the completion call.
  init(copying answer: ccurl_answer) {
    let address = String(cString: answer.address)
    self.init(
      Ending(rawValue: answer.ending.rawValue) ?? .other,
      curlCode: Int(answer.curl_code),
      sent: answer.sent,
      status: answer.status == 0 ? nil : Int(answer.status),
      headers: AnswerHeaders(lines: bytes(answer.headers, answer.headers_size)),
      body: bytes(answer.body, answer.body_size),
      address: address.isEmpty ? nil : address,
      port: answer.port,
      reused: answer.reused,
      phases: AttemptPhases(
        lookedUp: .microseconds(answer.looked_up), connected: .microseconds(answer.connected),
        secured: .microseconds(answer.secured), firstByte: .microseconds(answer.first_byte),
        total: .microseconds(answer.total)))
  }
}

private func bytes(_ start: UnsafePointer<CChar>?, _ count: Int) -> [UInt8] {
  guard let start, count > 0 else { return [] }
  return Array(UnsafeRawBufferPointer(start: start, count: count))
}

/// The header lines of an answer, read only when one is asked for: most answers are never asked.
package struct AnswerHeaders: Sendable {
  private let lines: [UInt8]

  /// Bytes of all lines.
  package var size: Int { lines.count }

  package init(lines: [UInt8] = []) {
    self.lines = lines
  }

  package init(_ fields: [(String, String)]) {
    lines = Array(fields.map { "\($0): \($1)\r\n" }.joined().utf8)
  }

  /// The first value of a field, without the blanks around it; names differ not by case.
  package subscript(name: String) -> String? {
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        String(decoding: line[..<colon], as: UTF8.self).lowercased() == name.lowercased()
      else { continue }
      let value = String(decoding: line[line.index(after: colon)...], as: UTF8.self)
      return String(value.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
    return nil
  }
}
