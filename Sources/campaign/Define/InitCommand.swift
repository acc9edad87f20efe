import ArgumentParser
import CampaignScheduler
import Foundation

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a workspace: sample campaigns, templates, shared files. 建工作区。",
    discussion: "Example 例: campaign init ~/活动")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The folder; this one by default. Nothing in it is overwritten. 文件夹。")
  var folder = "."
  @Option(help: ArgumentHelp("Where the samples lie. 示例所在文件夹。", valueName: "dir"))
  var samples: String?

  func run() async throws {
    let source = try samples.map { try Workspace(root: $0) } ?? Samples.find()
    let target = URL(filePath: folder).standardizedFileURL
    let output = Output(options)
    guard source.root != target.path else {
      throw Failure(.failed, "这里就是示例文件夹，请另选一个", "this is the folder of the samples; choose another one")
    }
    var made = 0
    var kept = 0
    for path in try source.files() {
      let url = target.appending(path: path)
      guard !FileManager.default.fileExists(atPath: url.path) else {
        kept += 1
        continue
      }
      do {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(source.root)/\(path)", toPath: url.path)
      } catch {
        throw WorkspaceFault.unwritable(url.path)
      }
      made += 1
    }
    output.say(
      "新建 \(made) 个文件，保留原有 \(kept) 个：\(target.path)。接下来运行 campaign check",
      "\(made) files made, \(kept) kept as they were, in \(target.path). Next: campaign check")
  }
}
