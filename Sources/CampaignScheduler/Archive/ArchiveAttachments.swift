import Foundation
import Planning

/// The files that organisers put into `Archive/<campaign>/<occurrence>/` of the workspace.
struct ArchiveAttachments {
  let folder: String

  /// Path below the folder, with what it is, in a fixed order. Hidden files and links are passed over.
  ///
  /// - Throws: ``WorkspaceFault/unreadable(_:)``.
  func files() throws(WorkspaceFault) -> [(path: String, kind: ArchiveDraft.Item.Kind)] {
    guard Workspace.isFolder(folder) else { return [] }
    let paths: [String]
    do {
      paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    } catch {
      throw .unreadable(folder)
    }
    return paths.filter(isFile).sorted().map { ($0, Self.kind(of: $0)) }
  }

  private func isFile(_ path: String) -> Bool {
    let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
    let type =
      try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")[.type] as? FileAttributeType
    return !isHidden && type == .typeRegular
  }

  private static let words: [(word: String, kind: ArchiveDraft.Item.Kind)] = [
    ("签到", .signin), ("signin", .signin), ("sign-in", .signin), ("照片", .photo), ("photo", .photo),
    ("影像", .photo), ("通知", .notice), ("方案", .notice), ("notice", .notice), ("总结", .summary), ("简讯", .brief),
  ]

  /// By the words of its folders and its name, else by what its ending says.
  static func kind(of path: String) -> ArchiveDraft.Item.Kind {
    let lower = path.lowercased()
    if let found = words.first(where: { lower.contains($0.word) }) { return found.kind }
    let pictures = [
      ".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".mp4", ".mov", ".avi",
      ".mkv",
    ]
    return pictures.contains(where: lower.hasSuffix) ? .photo : .other
  }
}
