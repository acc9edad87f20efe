import CampaignScheduler
import Foundation

/// Where the sample campaigns lie: beside the installed program, or in the checkout it was built in.
enum Samples {
  /// - Throws: ``Failure`` if there are none.
  static func find() throws -> Workspace {
    let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let executable =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      .map { URL(filePath: $0) } ?? program
    let folder = executable.deletingLastPathComponent()
    let shared = folder.deletingLastPathComponent().appending(path: "share/campaign")
    if let installed = try? Workspace(root: shared.path) { return installed }
    if let checkout = try? Workspace.nearest(to: folder.path) { return checkout }
    if let here = try? Workspace.nearest(to: FileManager.default.currentDirectoryPath) { return here }
    throw Failure(
      .inputOutput,
      "找不到示例活动；请把源码里的 Campaigns 和 Templates 复制到 \(shared.path)，或在源码文件夹里运行",
      "can't find the sample campaigns; copy Campaigns and Templates of the source folder to \(shared.path), or run this in the source folder"
    )
  }
}
