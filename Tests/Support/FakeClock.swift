import Foundation
import Synchronization

/// A wall clock of a program's own, set while it runs; stopwatches go on as they are.
///
/// A preloaded library moves what the program reads. Nothing tells it, and the kernel's timers stay: a program notices
/// a step only if it reads the clock anew.
public final class FakeClock: Sendable {
  /// Nil where there is no compiler for it.
  private static let library: String? = {
    let source = ScratchWorkspace.repository.appending(path: "Tests/FaultTests/Preload/clock.c").path
    let library = FileManager.default.temporaryDirectory.appending(path: "campaign-clock-\(getpid()).so").path
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = ["clang", "-shared", "-fPIC", "-O1", "-o", library, source]
    guard (try? compiler.run()) != nil else { return nil }
    compiler.waitUntilExit()
    return compiler.terminationStatus == 0 ? library : nil
  }()

  public static var isAvailable: Bool { library != nil }

  private let file: URL
  private let ahead: Mutex<Int64>

  /// Whole seconds ahead of the real clock.
  public var offset: Duration { .seconds(ahead.withLock { $0 }) }

  /// - Parameter instant: What it shows within a second, in ISO form with an offset; never an instant before it.
  public init(at instant: String) throws {
    file = FileManager.default.temporaryDirectory.appending(path: "campaign-clock-\(UUID().uuidString)")
    let shown = try Date(instant, strategy: .iso8601)
    ahead = Mutex(Int64(shown.timeIntervalSinceNow.rounded(.up)))
    try Data(count: 8).write(to: file)
    try set()
  }

  deinit {
    try? FileManager.default.removeItem(at: file)
  }

  /// Sets it forward, or back by a negative span, for every program that goes by it.
  public func advance(by span: Duration) throws {
    ahead.withLock { $0 += span.components.seconds }
    try set()
  }

  /// For the programs that are to go by it.
  public var environment: [String: String] {
    ["LD_PRELOAD": Self.library ?? "", "FAULT_CLOCK": file.path]
  }

  private func set() throws {
    // Written over, eight bytes at once: the programs have the file mapped.
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: withUnsafeBytes(of: ahead.withLock { $0 }) { Data($0) })
    try handle.close()
  }
}
