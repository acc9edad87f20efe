import Foundation
public import Recurrence
import Synchronization

/// A receiver on a loopback port that answers by a script: what real receivers do, and what hostile ones might.
///
/// It blocks in threads of its own, never in a task, and closes everything when it goes.
public final class HookServer: Sendable {
  /// What one request meets.
  public indirect enum Answer: Sendable {
    case status(Int, headers: [(String, String)] = [], body: String = "")
    /// The same, after the client has waited so long.
    case after(Duration, Answer)
    /// Takes the request and closes the connection without a word.
    case drop
    /// Takes the request and resets the connection.
    case reset
    /// Takes the request and says nothing until the server goes.
    case hang
    /// Says 200 and promises a body that breaks off.
    case truncated
    /// Says 200 and then sends a body without end.
    case endlessBody
    /// Says 200 and then sends headers without end.
    case endlessHeaders
    /// Sends these bytes as they are and closes the connection.
    case raw(String)
    /// Sends the first text and then the second over and over.
    case flood(String, String)
    /// Sends the first text and then a byte every so many milliseconds.
    case drip(String, everyMilliseconds: Int)

    public static let ok = Answer.status(200, body: #"{"errcode":0,"errmsg":"ok"}"#)
  }

  /// A request as it arrived.
  public struct Arrival: Sendable {
    /// Counted from 1, in the order of acceptance.
    public let connection: Int
    public let at: ContinuousClock.Instant
    public let path: String
    /// Names in lower case.
    public let headers: [String: String]
    public let body: String
    /// The head as it came, for what must not be in it.
    public let head: String
    /// By the wall clock.
    public let time = SystemClock().now
    /// Whether the whole answer that it gets says yes.
    public fileprivate(set) var isAccepted = false
  }

  public typealias Rule = @Sendable (Arrival, Int) -> Answer?

  public let port: UInt16
  private let desk: Desk

  /// - Parameters:
  ///   - script: The answers to the first requests, in order of arrival.
  ///   - last: The answer to every later one.
  ///   - everywhere: On each address of the machine, so that each of `127.x.y.z` is a host.
  ///   - port: One that an earlier server had, to stand in its place; otherwise a free one.
  ///   - rule: Asked first, with the request and the number of those before it; nil leaves it to the script.
  public init(
    _ script: [Answer] = [], then last: Answer = .ok, everywhere: Bool = false,
    rule: @escaping Rule = { _, _ in nil }, port: UInt16 = 0
  ) throws {
    let (listener, port) = try openListener(everywhere ? 0 : 0x7F00_0001, port)
    self.port = port
    let desk = Desk(listener: listener, script: script, last: last, rule: rule)
    self.desk = desk
    startThread { desk.acceptConnections() }
  }

  /// Begins to listen on a port that was silent.
  public init(on port: SilentPort, then last: Answer = .ok) throws {
    let listener = dup(port.holder)
    guard listener >= 0, listen(listener, 1024) == 0 else { throw SocketFault(code: errno) }
    self.port = port.number
    let desk = Desk(listener: listener, script: [], last: last, rule: { _, _ in nil })
    self.desk = desk
    startThread { desk.acceptConnections() }
  }

  deinit {
    close()
  }

  public var url: String { "http://127.0.0.1:\(port)" }

  public var arrivals: [Arrival] { desk.state.withLock { $0.arrivals } }

  /// Returns when that many requests have arrived in all.
  public func waitForArrivals(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let arrived = desk.state.withLock { state in
        if state.arrivals.count < count { state.waiting.append((count, continuation)) }
        return state.arrivals.count >= count
      }
      if arrived { continuation.resume() }
    }
  }

  /// From now on every request meets this answer, whatever the script and the rule had in store.
  public func turn(to answer: Answer) {
    desk.state.withLock { state in
      state.script = []
      state.last = answer
      state.rule = { _, _ in nil }
    }
  }

  /// Lets the answers to this request, counted from 1, and to later ones wait for ``release()``: a burst is then under
  /// way until the test lets it end, however late a busy machine lets the test run.
  public func hold(from request: Int) {
    desk.state.withLock { $0.heldFrom = request }
  }

  /// Gives the answers that were held, and holds none from now on.
  public func release() {
    desk.release { $0.heldFrom = nil }
  }

  /// The most requests that waited for their answers at one time.
  public var peakInFlight: Int { desk.state.withLock { $0.peakInFlight } }

  /// How many connections it took.
  public var connections: Int { desk.state.withLock { $0.accepted } }

  /// How many connections are open.
  public var openConnections: Int { desk.state.withLock { $0.connections.count } }

  /// Closes the port and every connection.
  public func close() {
    desk.close()
  }
}

/// What the server's threads share; it outlives the server until they end.
///
/// A descriptor is closed by the thread that uses it, under the lock: its number may be another socket's a moment later.
private final class Desk: Sendable {
  struct State {
    var script: [HookServer.Answer]
    var last: HookServer.Answer
    var rule: HookServer.Rule
    var heldFrom: Int?
    /// The connections whose requests wait for an answer.
    var inFlight: Set<Int32> = []
    var peakInFlight = 0
    var arrivals: [HookServer.Arrival] = []
    var connections: [Int: Int32] = [:]
    var accepted = 0
    var closed = false
    var waiting: [(count: Int, CheckedContinuation<Void, Never>)] = []
  }

  let listener: Int32
  let state: Mutex<State>
  /// Where threads wait whose answers are held.
  private let gate = NSCondition()

  init(
    listener: Int32, script: [HookServer.Answer], last: HookServer.Answer, rule: @escaping HookServer.Rule
  ) {
    self.listener = listener
    state = Mutex(State(script: script, last: last, rule: rule))
  }

  func close() {
    release { state in
      if state.closed { return }
      state.closed = true
      shutdown(listener, Int32(SHUT_RDWR))
      for connection in state.connections.values { shutdown(connection, Int32(SHUT_RDWR)) }
    }
  }

  /// Changes what the threads at the gate wait for.
  func release(_ change: (inout State) -> Void) {
    gate.lock()
    state.withLock { change(&$0) }
    gate.broadcast()
    gate.unlock()
  }

  private func waitAtGate(_ number: Int) {
    gate.lock()
    while state.withLock({ !$0.closed && number >= $0.heldFrom ?? .max }) { gate.wait() }
    gate.unlock()
  }

  func acceptConnections() {
    while true {
      let connection = accept(listener, nil, nil)
      let number = state.withLock { state -> Int? in
        guard connection >= 0, !state.closed else { return nil }
        state.accepted += 1
        state.connections[state.accepted] = connection
        return state.accepted
      }
      guard let number else {
        if connection >= 0 { Foundation.close(connection) }
        break
      }
      startThread { self.serve(connection, number) }
    }
    state.withLock { state in
      state.closed = true
      _ = Foundation.close(listener)
    }
  }

  private func serve(_ connection: Int32, _ number: Int) {
    var stream = RequestStream(connection: connection)
    while let request = stream.next(), let (answer, place) = take(request, on: number, connection) {
      waitAtGate(place)
      let goesOn = Wire.give(answer, to: connection) {
        // Before the answer: whoever has it may ask again before this thread comes to run.
        self.state.withLock { _ = $0.inFlight.remove(connection) }
      }
      if !goesOn { break }
    }
    state.withLock { state in
      state.connections[number] = nil
      state.inFlight.remove(connection)
      _ = Foundation.close(connection)
    }
  }

  private func take(
    _ request: (head: String, body: String), on connection: Int, _ socket: Int32
  ) -> (HookServer.Answer, place: Int)? {
    let lines = request.head.split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
        in: .whitespaces)
    }
    let path = lines.first?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    let arrival = HookServer.Arrival(
      connection: connection, at: .now, path: path, headers: headers, body: request.body, head: request.head)
    let taken = state.withLock {
      state -> (answer: HookServer.Answer, place: Int, woken: [CheckedContinuation<Void, Never>])? in
      if state.closed { return nil }
      let ruled = state.rule(arrival, state.arrivals.count)
      let answer = ruled ?? (state.script.isEmpty ? state.last : state.script.removeFirst())
      state.arrivals.append(arrival)
      state.arrivals[state.arrivals.count - 1].isAccepted = answer.isAcceptance
      state.inFlight.insert(socket)
      if state.inFlight.count > state.peakInFlight {
        state.peakInFlight = max(state.peakInFlight, Wire.open(state.inFlight))
      }
      let count = state.arrivals.count
      let woken = state.waiting.filter { $0.count <= count }.map(\.1)
      state.waiting.removeAll { $0.count <= count }
      return (answer, count, woken)
    }
    for continuation in taken?.woken ?? [] { continuation.resume() }
    return taken.map { ($0.answer, $0.place) }
  }
}

extension HookServer.Answer {
  /// Whether whoever gets it may take the message as delivered.
  var isAcceptance: Bool {
    switch self {
    case .status(let status, _, _): (200..<300).contains(status)
    case .after(_, let answer): answer.isAcceptance
    default: false
    }
  }
}

/// A port of the loopback address on which nobody listens, and on which nobody else can while it is held.
public final class SilentPort: Sendable {
  public let number: UInt16
  fileprivate let holder: Int32

  public init() throws {
    (holder, number) = try bindPort()
  }

  deinit {
    close(holder)
  }
}

private func startThread(_ work: @escaping @Sendable () -> Void) {
  let thread = Thread(block: work)
  thread.stackSize = 256 * 1024
  thread.start()
}

private struct SocketFault: Error {
  let code: Int32
}

private func openListener(_ address: UInt32, _ wanted: UInt16) throws -> (Int32, port: UInt16) {
  let (listener, port) = try bindPort(address, wanted)
  guard listen(listener, 1024) == 0 else {
    close(listener)
    throw SocketFault(code: errno)
  }
  return (listener, port)
}

private func bindPort(_ host: UInt32 = 0x7F00_0001, _ wanted: UInt16 = 0) throws -> (Int32, port: UInt16) {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard listener >= 0 else { throw SocketFault(code: errno) }
  // Connections of the port's last server may still be closing.
  var yes: Int32 = 1
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = wanted.bigEndian
  address.sin_addr.s_addr = host.bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let port: UInt16? = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      guard bind(listener, generic, size) == 0,
        getsockname(listener, generic, &size) == 0
      else { return nil }
      return pointer.pointee.sin_port.bigEndian
    }
  }
  guard let port else {
    close(listener)
    throw SocketFault(code: errno)
  }
  return (listener, port)
}
