import Foundation

/// Another program: what it printed, and how it ended.
struct Program {
  let output: String
  let errors: String
  let hasSucceeded: Bool

  /// Runs a command and waits for it.
  ///
  /// - Parameter command: Variables such as `LD_PRELOAD=…` may stand before the program, as in a shell.
  static func run(_ command: [String]) throws -> Program {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Errors are few enough to wait in their pipe.
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let faults = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Program(
      output: String(decoding: text, as: UTF8.self), errors: String(decoding: faults, as: UTF8.self),
      hasSucceeded: process.terminationStatus == 0)
  }

  /// The line of its errors that names the fault: a compiler's is among the first, Python's the last.
  var fault: String {
    let lines = errors.split(separator: "\n")
    let line = lines.first { $0.lowercased().contains("error") } ?? lines.last
    return line.map(String.init) ?? "it ended without a word"
  }

  /// A file that stands beside this one.
  static func source(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
      .path(percentEncoded: false)
  }

  /// This program.
  static var ownPath: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

  /// Gives `body` a folder that is removed afterwards.
  static func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "recurrence-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path(percentEncoded: false))
  }

  /// Says on standard error how far things are, so that standard output holds the tables alone.
  static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
