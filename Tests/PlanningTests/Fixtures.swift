import Foundation
import Planning
import Recurrence

/// The files beside these tests, and those of the sample workspace.
enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

  static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appending(path: path)))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// The example campaigns of 2026 with their shared files and a stub for each template.
  static func examples(adding shared: [SourceFile] = []) throws -> Definitions {
    try definitions(at: folder.appending(path: "workspace"), adding: shared)
  }

  /// The campaigns that this repository ships.
  static func samples() throws -> Definitions {
    try definitions(at: repository)
  }

  static func definitions(
    at root: URL, replacingCampaignsWith campaigns: [SourceFile]? = nil, adding shared: [SourceFile] = []
  ) throws -> Definitions {
    // A file that is added stands in place of one of its name.
    let names = Set(shared.map(\.name))
    return Definitions.read(
      campaigns: try campaigns ?? files(in: "Campaigns", of: root, ending: ".yaml"),
      shared: try files(in: "Campaigns/shared", of: root).filter { !names.contains($0.name) } + shared,
      templates: try files(in: "Templates", of: root))
  }

  /// The example workspace's shared files with another, in place of the one of its name.
  static func sharedFiles(putting file: SourceFile) throws -> [SourceFile] {
    try files(in: "Campaigns/shared", of: folder.appending(path: "workspace")).filter { $0.name != file.name }
      + [file]
  }

  /// The files that this repository ships.
  static func sampleFiles() throws -> (campaigns: [SourceFile], shared: [SourceFile]) {
    (
      try files(in: "Campaigns", of: repository, ending: ".yaml"),
      try files(in: "Campaigns/shared", of: repository)
    )
  }

  /// Campaigns and shared files in place of the example workspace's own.
  static func workspace(_ campaigns: [SourceFile], putting shared: [SourceFile] = []) throws -> Definitions {
    try definitions(
      at: folder.appending(path: "workspace"), replacingCampaignsWith: campaigns, adding: shared)
  }

  /// One campaign file in place of the example workspace's own.
  static func check(_ text: String, name: String = "test.yaml", adding shared: [SourceFile] = []) throws
    -> Definitions
  {
    try check(Array(text.utf8), name: name, adding: shared)
  }

  static func check(_ bytes: [UInt8], name: String = "test.yaml", adding shared: [SourceFile] = []) throws
    -> Definitions
  {
    try definitions(
      at: folder.appending(path: "workspace"),
      replacingCampaignsWith: [SourceFile(path: "Campaigns/\(name)", bytes: bytes)], adding: shared)
  }

  private static func files(in path: String, of root: URL, ending: String = "") throws -> [SourceFile] {
    let folder = root.appending(path: path)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(ending) && $0.contains(".") }
      .map {
        SourceFile(path: "\(path)/\($0)", bytes: try Array(Data(contentsOf: folder.appending(path: $0))))
      }
  }
}
