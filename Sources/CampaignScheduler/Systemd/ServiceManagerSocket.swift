import CLinux
import Foundation

/// The service manager's ear: sends it datagrams as sd_notify(3) describes them, without libsystemd.
public struct ServiceManagerSocket: Hashable, Sendable {
  /// A path, or a name in the abstract namespace after `@`.
  let name: String
  /// How often it wants to hear that the daemon is well; nil if it does not watch.
  public let watchdog: Duration?

  /// Reads `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
  ///
  /// - Returns: Nil if the process was not started by a service manager that wants to be told.
  public init?(environment: [String: String], process: Int32) {
    guard let name = environment["NOTIFY_SOCKET"], name.hasPrefix("/") || name.hasPrefix("@"), name.count > 1
    else { return nil }
    self.name = name
    let isMeant = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
    watchdog =
      isMeant
      ? environment["WATCHDOG_USEC"].flatMap(Int64.init).flatMap { $0 > 0 ? .microseconds($0) : nil } : nil
  }

  /// Sends assignments, a line each. Never blocks: a manager that does not listen is not waited for.
  ///
  /// - Returns: Whether the datagram went out.
  @discardableResult
  public func send(_ lines: [String]) -> Bool {
    guard var address = address else { return false }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let message = Array(lines.joined(separator: "\n").utf8)
    let sent = withUnsafePointer(to: &address.value) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(
          descriptor, message, message.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0,
          address.length)
      }
    }
    return sent == message.count
  }

  private var address: (value: sockaddr_un, length: socklen_t)? {
    var value = sockaddr_un()
    value.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(name.utf8)
    if name.hasPrefix("@") { bytes[0] = 0 }
    let room = MemoryLayout.size(ofValue: value.sun_path)
    guard bytes.count < room else { return nil }
    withUnsafeMutableBytes(of: &value.sun_path) { $0.copyBytes(from: bytes) }
    // An abstract name is exactly as long as it is said to be; a path ends with a zero.
    let end = name.hasPrefix("@") ? bytes.count : bytes.count + 1
    let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    return (value, socklen_t(start + end))
  }
}

extension ServiceManagerSocket {
  /// Tells of a turn in the daemon's life.
  public func tell(_ turn: DaemonHealth.Turn) {
    switch turn {
    case .ready, .reloaded: send(["READY=1"])
    case .reloading:
      // The manager compares this with its own clock, so it has to be CLOCK_MONOTONIC itself.
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      send(["RELOADING=1", "MONOTONIC_USEC=\(Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)"])
    case .stopping: send(["STOPPING=1"])
    }
  }
}
