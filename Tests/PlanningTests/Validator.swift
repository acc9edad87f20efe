import Foundation

/// A program of `Validators/`: what others' libraries say of our files.
enum Validator {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// - Returns: Its standard output.
  /// - Throws: ``Failure`` with its standard error, if it fails.
  static func run(_ script: String, _ arguments: [String]) async throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "validator-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = Fixtures.folder.deletingLastPathComponent().appending(path: "Validators/\(script)").path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [path] + arguments
    // Through files, since a program that prints much must not wait for a reader.
    for name in ["out", "err"] { try Data().write(to: folder.appending(path: name)) }
    process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
    let (ended, continuation) = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    for await _ in ended {}
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(try text("err"))\nIs a Debian package missing? .ci/setup installs them.")
    }
    return try text("out")
  }
}
