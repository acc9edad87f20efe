import CLinux
import Foundation
public import Planning
import Recurrence

/// One daemon a database: an advisory lock that the kernel drops when its holder dies, with the holder's name in it.
///
/// The file stays and says how the last holder ended, see ``LastStop``.
public final class InstanceLock: Sendable {
  private let descriptor: Int32

  /// - Parameter databasePath: The lock is a file beside it.
  /// - Throws: ``InstanceLockFault/held(by:)`` if another process holds it.
  public init(databasePath: String) throws(InstanceLockFault) {
    let path = Self.path(of: databasePath)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotOpen(path) }
    // A throw from here on runs `deinit`, which closes the descriptor.
    guard Self.acquire(descriptor) else { throw .held(by: Self.read(descriptor)) }
    Self.write(
      "pid \(ProcessInfo.processInfo.processIdentifier) @ \(ProcessInfo.processInfo.hostName), since \(SystemClock().now)",
      to: descriptor)
  }

  /// Lets the next daemon in and says that this one ended well. Whoever holds the lock calls this at its end; a crash
  /// lets the next one in, too, but says nothing.
  public func release() {
    Self.write("stopped \(SystemClock().now)", to: descriptor)
    flock(descriptor, LOCK_UN)
  }

  deinit {
    close(descriptor)
  }

  /// Two names of one file must meet at one lock. (Hard links can't: ``DatabaseFile`` refuses them.)
  static func path(of databasePath: String) -> String {
    URL(filePath: databasePath).resolvingSymlinksInPath().path + ".daemon-lock"
  }

  /// Whoever looks at the lock holds it for the blink of an eye: that is waited for.
  private static func acquire(_ descriptor: Int32) -> Bool {
    for _ in 0..<5 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(5000)
    }
    return false
  }

  fileprivate static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array("\(text)\n".utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }

  fileprivate static func read(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// How the last daemon of a database ended, as its lock file tells: it can be read without trusting the database.
public enum LastStop: Hashable, Sendable {
  /// No daemon has run here.
  case never
  case running(holder: String)
  /// It ended as it should, or the database was checked since.
  case clean(String)
  /// It was killed, or the machine lost its power.
  case crash(holder: String)

  public init(databasePath: String) {
    let descriptor = open(InstanceLock.path(of: databasePath), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      self = .never
      return
    }
    defer { close(descriptor) }
    let isHeld = flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    let text = InstanceLock.read(descriptor)
    if !isHeld { flock(descriptor, LOCK_UN) }
    self = isHeld ? .running(holder: text) : text.hasPrefix("pid ") ? .crash(holder: text) : .clean(text)
  }

  /// Writes down that the database was looked through after a crash, so that it is not looked through again; unless a
  /// daemon has come meanwhile.
  static func recordCheck(databasePath: String) {
    let descriptor = open(InstanceLock.path(of: databasePath), O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    InstanceLock.write("checked \(SystemClock().now)", to: descriptor)
  }
}

/// Why this process is not the one that sends.
public enum InstanceLockFault: Error, Hashable, Sendable {
  case held(by: String)
  case cannotOpen(String)

  public func text(_ language: Language) -> String {
    switch self {
    case .held(let holder):
      language(
        "已有一个守护程序在用这个数据库（\(holder)）；同一数据库只能运行一个",
        "another daemon already uses this database (\(holder)); there can be one for each database")
    case .cannotOpen(let path):
      language("不能写入锁文件 \(path)；请检查权限", "can't write the lock file \(path); check its permissions")
    }
  }
}
