import Foundation

/// The programs in C that stand beside this one, compiled for the run.
struct Peers {
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private let folder: String

  /// - Parameter folder: For the programs.
  init(in folder: String) throws {
    self.folder = folder
    for (name, libraries) in [("receiver", []), ("poster", ["-lcurl"])] {
      let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/\(name).c")
        .path
      let status = try Peers.run(["cc", "-O2", "-o", "\(folder)/\(name)", source] + libraries).status
      guard status == 0 else {
        throw Fault(description: "\(name).c was not compiled; install a C compiler and libcurl's headers")
      }
    }
  }

  /// A receiver under way; it ends with this program at the latest.
  struct Receiver {
    let port: Int
    fileprivate let process: Process
    fileprivate let input: Pipe

    func stop() {
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
    }
  }

  func startReceiver() throws -> Receiver {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "\(folder)/receiver")
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.filter { $0.isNumber }) else { throw Fault(description: "no receiver") }
    return Receiver(port: port, process: process, input: input)
  }

  /// What the floor takes.
  func post(_ part: Part, _ options: Options, port: Int) throws -> Cost {
    let (output, status) = try Peers.run([
      "\(folder)/poster", part.rawValue, "\(port)", "\(options.requests)", "\(options.concurrency)",
      "\(options.bodySize)",
    ])
    let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard status == 0, numbers.count == 3 else { throw Fault(description: "the floor gave no numbers") }
    return Cost(seconds: numbers[1], processor: numbers[2])
  }

  private static func run(_ command: [String]) throws -> (output: String, status: Int32) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: text, as: UTF8.self), process.terminationStatus)
  }

  /// Gives `body` a folder that is removed afterwards.
  static func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "delivery-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path(percentEncoded: false))
  }
}
