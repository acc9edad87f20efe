public import Foundation
import Synchronization

/// The built program, run as a user runs it.
public struct CommandRun: Sendable {
  public let exitCode: Int32
  /// The signal that ended it, if one did.
  public let signal: Int32?
  public let output: String
  public let errors: String

  public init(exitCode: Int32 = 0, signal: Int32? = nil, output: String, errors: String = "") {
    (self.exitCode, self.signal, self.output, self.errors) = (exitCode, signal, output, errors)
  }

  /// Each line of standard output as a JSON object.
  public var json: [[String: Any]] {
    output.split(separator: "\n").compactMap {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
    }
  }

  /// The program lies beside the test runner.
  public static var program: URL {
    get throws {
      let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(filePath: runner).deletingLastPathComponent().appending(path: "campaign")
    }
  }

  public static func run(_ arguments: [String], in folder: URL, environment: [String: String] = [:])
    async throws
    -> CommandRun
  {
    let process = try ProcessUnderTest(arguments, in: folder, environment: environment)
    return try await process.ended()
  }
}

extension CommandRun {
  /// A line for the shell, with the program under its own name.
  public static func shell(_ line: String, in folder: URL, environment: [String: String] = [:]) async throws
    -> CommandRun
  {
    let path = try program.deletingLastPathComponent().path
    let process = try ProcessUnderTest(
      ["-c", "PATH='\(path)':$PATH; \(line)"], of: URL(filePath: "/bin/sh"), in: folder,
      environment: environment)
    return try await process.ended()
  }
}

/// A program that runs while the test looks on.
public final class ProcessUnderTest: Sendable {
  private let process: Mutex<Process>
  private let folder: URL
  private let end: AsyncStream<Void>

  public init(
    _ arguments: [String], of program: URL? = nil, in folder: URL, environment: [String: String] = [:]
  )
    throws
  {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "campaign-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    self.folder = scratch
    let process = Process()
    process.executableURL = try program ?? CommandRun.program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C.UTF-8", "CRASH_AT": ""]) { $1 }.merging(environment) { $1 }
    // Files, not pipes: a program that prints much must not wait for a reader.
    let files = try ["out", "err"].map { name in
      let path = scratch.appending(path: name).path
      try Data().write(to: URL(filePath: path))
      return try FileHandle(forWritingTo: URL(filePath: path))
    }
    (process.standardOutput, process.standardError) = (files[0], files[1])
    process.standardInput = FileHandle.nullDevice
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    end = stream
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    // Foundation keeps them for as long as it keeps the process, which is for ever: thousands in a run of all tests.
    for file in files { try file.close() }
    self.process = Mutex(process)
  }

  /// A test that fails on its way leaves no program behind.
  deinit {
    if process.withLock({ $0.isRunning }) { kill(SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  public var identifier: Int32 { process.withLock { $0.processIdentifier } }

  /// What it has written so far.
  public var outputSoFar: String { text("out") }
  public var errorsSoFar: String { text("err") }

  private func text(_ name: String) -> String {
    (try? Data(contentsOf: folder.appending(path: name))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  public func kill(_ signal: Int32) {
    Foundation.kill(identifier, signal)
  }

  /// The most memory it has had resident, in KiB; nil once it has ended.
  public var peakMemory: Int? {
    let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }

  public var isRunning: Bool { process.withLock { $0.isRunning } }

  /// Waits for its end.
  public func ended() async throws -> CommandRun {
    for await _ in end {}
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = outputSoFar
    let errors = errorsSoFar
    return process.withLock { process in
      let isSignal = process.terminationReason == .uncaughtSignal
      return CommandRun(
        exitCode: isSignal ? -1 : process.terminationStatus,
        signal: isSignal ? process.terminationStatus : nil,
        output: output, errors: errors)
    }
  }
}
