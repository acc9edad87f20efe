import CLinux
import Foundation
public import Planning

/// One daemon a database: an advisory lock that the kernel drops when its holder dies, with the holder's name in it.
public final class InstanceLock: Sendable {
  static let suffix = ".daemon-lock"

  private let descriptor: Int32

  /// - Parameter databasePath: The lock is a file beside it.
  /// - Throws: ``InstanceLockFault/held(by:)`` if another process holds it.
  public init(databasePath: String) throws(InstanceLockFault) {
    // Two names of one file must meet at one lock.
    let path = URL(filePath: databasePath).resolvingSymlinksInPath().path + Self.suffix
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotOpen(path) }
    // A throw from here on runs `deinit`, which closes the descriptor.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .held(by: Self.read(descriptor)) }
    let name = Array(
      "pid \(ProcessInfo.processInfo.processIdentifier) @ \(ProcessInfo.processInfo.hostName)\n".utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, name, name.count, 0)
  }

  /// Lets the next daemon in. Whoever holds the lock calls this at its end; a crash does it, too.
  public func release() {
    flock(descriptor, LOCK_UN)
  }

  deinit {
    close(descriptor)
  }

  private static func read(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
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
