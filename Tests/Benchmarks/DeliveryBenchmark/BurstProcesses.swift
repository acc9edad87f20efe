import Foundation

/// A program that runs beside this one; it ends with this value's last owner at the latest.
final class Child {
  let process: Process
  private let output: FileHandle?
  /// Its input, for a program that ends with it.
  private let input: Pipe?

  /// - `log`: A file for its output and its errors; its output is read by whoever starts it if there is none.
  init(
    _ command: [String], in folder: String? = nil, log: String? = nil, environment: [String: String] = [:],
    hasInput: Bool = false
  ) throws {
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let log {
      _ = FileManager.default.createFile(atPath: log, contents: nil)
      let file = FileHandle(forWritingAtPath: log)
      process.standardOutput = file
      process.standardError = file
      output = nil
    } else {
      let pipe = Pipe()
      process.standardOutput = pipe
      output = pipe.fileHandleForReading
    }
    input = hasInput ? Pipe() : nil
    if let input { process.standardInput = input } else { process.standardInput = FileHandle.nullDevice }
    try process.run()
  }

  deinit { stop() }

  var identifier: Int32 { process.processIdentifier }

  func stop() {
    guard process.isRunning else { return }
    process.terminate()
    // A child of one of this program's threads starts with their signals blocked; not all programs see to that.
    let end = Date().addingTimeInterval(3)
    while process.isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.01) }
    if process.isRunning { kill(identifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// What it has printed up to now; waits for something.
  func line() -> String { output.map { String(decoding: $0.availableData, as: UTF8.self) } ?? "" }

  /// Everything that it prints up to its end.
  func wholeOutput() throws -> String {
    let text = try output?.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }

  var hasSucceeded: Bool { !process.isRunning && process.terminationStatus == 0 }

  /// The most memory that was resident, in MiB; of what a process is told by the system.
  var peak: Double { status("VmHWM:") / 1024 }

  /// The same without the pages of files: programs and libraries, which every process of theirs shares.
  var ownMemory: Double { status("RssAnon:") / 1024 }

  /// Seconds of the processor up to now.
  var processor: Double {
    let text = (try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)) ?? ""
    let fields = text.split(separator: ")").last?.split(separator: " ").map(String.init) ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      return .nan
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private func status(_ name: String) -> Double {
    let text = (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? .nan
  }

  /// Compiles a program that stands in `Peers`.
  static func compile(_ name: String, libraries: [String] = [], in folder: String) throws {
    let compiler = try Child(
      ["cc", "-O2", "-o", "\(folder)/\(name)", source("\(name).c")] + libraries, log: "\(folder)/\(name).log")
    compiler.process.waitUntilExit()
    guard compiler.hasSucceeded else {
      throw Fault("\(name).c was not compiled; install a C compiler and libcurl's headers")
    }
  }

  /// A file in `Peers`.
  static func source(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/\(name)").path
  }
}

/// The receiver, under way.
struct Sink {
  let child: Child
  let port: Int

  init(_ bench: Bench, hangs: Bool = false) throws {
    child = try Child(["\(bench.folder)/sink"] + (hangs ? ["-h"] : []))
    guard let port = Int(child.line().filter(\.isNumber)) else { throw Fault("the receiver does not listen") }
    self.port = port
  }

  /// What came.
  struct Stats: Decodable {
    let requests: Int
    let distinct: Int
    /// Milliseconds since 1970; 0 if nothing came.
    let first: Double
    let last: Double
  }

  func stats() throws -> Stats {
    try JSONDecoder().decode(Stats.self, from: Data(try HTTP.get("/stats", port: port).utf8))
  }

  func reset() throws { _ = try HTTP.get("/reset", port: port) }

  /// The first arrival of each mark, in milliseconds since 1970.
  func arrivals() throws -> [String: Double] {
    let pairs = try HTTP.get("/log", port: port).split(separator: "\n").compactMap {
      line -> (String, Double)? in
      let fields = line.split(separator: " ", maxSplits: 1)
      guard fields.count == 2, let instant = Double(fields[0]) else { return nil }
      return (String(fields[1]), instant)
    }
    return Dictionary(pairs, uniquingKeysWith: min)
  }

  /// Waits until so many different posts have come, or an instant has.
  ///
  /// - Returns: What had come then.
  func wait(for count: Int, until end: Date) throws -> Stats {
    while true {
      let stats = try stats()
      if stats.distinct >= count || Date() > end { return stats }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }
}

/// As much of HTTP as this program needs.
enum HTTP {
  static func get(_ path: String, port: Int) throws -> String {
    try request("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", port: port).body
  }

  static func post(_ body: String, to path: String, port: Int) throws -> Int {
    try request(
      "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)", port: port
    ).status
  }

  private static func request(_ text: String, port: Int) throws -> (status: Int, body: String) {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw Fault("nobody listens on port \(port)") }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
      guard count > 0 else { throw Fault("port \(port) does not take a request") }
      rest = rest.dropFirst(count)
    }
    return try answer(socket)
  }

  private static func answer(_ socket: Int32) throws -> (status: Int, body: String) {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).lowercased()
        let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).filter(\.isNumber)) }
        if let length, bytes.count >= end.upperBound + length {
          return (status, String(decoding: bytes[end.upperBound...], as: UTF8.self))
        }
      }
      let count = recv(socket, &chunk, chunk.count, 0)
      guard count > 0 else { throw Fault("an answer broke off") }
      bytes += chunk[..<count]
    }
  }
}
