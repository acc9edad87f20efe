import Foundation

/// Reads HTTP/1.1 requests off a socket, one after another.
struct RequestStream {
  let connection: Int32
  private var pending: [UInt8] = []

  init(connection: Int32) {
    self.connection = connection
  }

  /// Nil when the connection has ended.
  mutating func next() -> (head: String, body: String)? {
    let end = Array("\r\n\r\n".utf8)
    while pending.firstRange(of: end) == nil { if !readMore() { return nil } }
    guard let mark = pending.firstRange(of: end) else { return nil }
    let head = String(decoding: pending[..<mark.lowerBound], as: UTF8.self)
    pending.removeSubrange(..<mark.upperBound)
    let length = head.lowercased().firstRange(of: "\r\ncontent-length:").map { range in
      head.lowercased()[range.upperBound...].prefix { $0 != "\r\n" && $0 != "\n" }
    }
    let count = length.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } ?? 0
    while pending.count < count { if !readMore() { return nil } }
    let body = String(decoding: pending[..<count], as: UTF8.self)
    pending.removeSubrange(..<count)
    return (head, body)
  }

  private mutating func readMore() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 16384)
    let count = recv(connection, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    pending += chunk[..<count]
    return true
  }
}

/// Writes answers to a socket.
enum Wire {
  /// Returns whether the connection can go on.
  static func give(
    _ answer: HookServer.Answer, to connection: Int32, first ready: () -> Void
  ) -> Bool {
    if case .after(let wait, let answer) = answer {
      // A client that goes away meanwhile ends the wait.
      var silence = pollfd(fd: connection, events: hangup, revents: 0)
      return poll(&silence, 1, Int32(wait / .milliseconds(1))) == 0
        && give(answer, to: connection, first: ready)
    }
    if case .hang = answer {
      // Returns when the server or the client shuts the connection.
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
      return false
    }
    ready()
    return give(answer, to: connection)
  }

  private static func give(_ answer: HookServer.Answer, to connection: Int32) -> Bool {
    switch answer {
    case .after, .hang:
      return false
    case .status(let status, let headers, let body):
      let fields = headers.map { "\($0): \($1)\r\n" }.joined()
      return send(
        "HTTP/1.1 \(status) X\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)", to: connection)
    case .drop:
      return false
    case .reset:
      var abort = linger(l_onoff: 1, l_linger: 0)
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &abort, socklen_t(MemoryLayout<linger>.size))
      return false
    case .truncated:
      _ = send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"errcode\":0", to: connection)
      return false
    case .endlessBody:
      let chunk = String(repeating: "a", count: 4096)
      guard send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", to: connection) else { return false }
      while send(chunk, to: connection) {}
      return false
    case .endlessHeaders:
      guard send("HTTP/1.1 200 OK\r\n", to: connection) else { return false }
      while send("x-flood: \(String(repeating: "b", count: 500))\r\n", to: connection) {}
      return false
    case .raw(let text):
      _ = send(text, to: connection)
      return false
    case .flood(let head, let more):
      guard send(head, to: connection) else { return false }
      while send(more, to: connection) {}
      return false
    case .drip(let head, let milliseconds):
      guard send(head, to: connection) else { return false }
      repeat { usleep(UInt32(milliseconds) * 1000) } while send("a", to: connection)
      return false
    }
  }

  /// POLLRDHUP, which Glibc's module leaves out.
  private static let hangup: Int16 = 0x2000

  /// How many of the connections their clients have not given up: a thread that waits on one may hear of it later
  /// than the next connection arrives.
  static func open(_ connections: Set<Int32>) -> Int {
    var states = connections.map { pollfd(fd: $0, events: hangup, revents: 0) }
    poll(&states, nfds_t(states.count), 0)
    return states.count { $0.revents & hangup == 0 }
  }

  private static func send(_ text: String, to connection: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
