import Foundation
import TestSupport

/// `Preload/disk.c`, compiled, and what a program needs to run over it.
struct PreloadedDisk {
  let folder: URL
  var log: URL { folder.appending(path: "log") }
  private var fault: URL { folder.appending(path: "fault") }

  /// - Parameter watched: The folder whose files are watched.
  init(watching watched: URL) async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "campaign-disk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Preload/disk.c").path
    let library = folder.appending(path: "disk.so").path
    let compiled = try await CommandRun.shell(
      "cc -Wall -Wextra -Werror -O1 -shared -fPIC -o '\(library)' '\(source)' -ldl -pthread", in: folder)
    guard compiled.exitCode == 0 else { throw NotCompiled(description: compiled.errors) }
    environment = [
      "LD_PRELOAD": library, "DISK_FOLDER": watched.resolvingSymlinksInPath().path,
      "DISK_LOG": folder.appending(path: "log").path, "DISK_FAULT": folder.appending(path: "fault").path,
    ]
  }

  let environment: [String: String]

  enum Fault: String, CaseIterable {
    /// `fsync` and `fdatasync` fail with EIO.
    case sync
    /// Writes fail with EIO.
    case write
    /// Files can't grow: ENOSPC.
    case full
  }

  /// What fails from now on; nil for nothing.
  func fail(with kind: Fault?) throws {
    if let kind {
      try Data(kind.rawValue.utf8).write(to: fault, options: .atomic)
    } else {
      try FileManager.default.removeItem(at: fault)
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  struct NotCompiled: Error, CustomStringConvertible {
    let description: String
  }
}
