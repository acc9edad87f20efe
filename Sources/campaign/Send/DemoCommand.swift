import ArgumentParser
import CampaignScheduler
import Foundation

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "The whole story on samples, over real HTTP on this machine. 用示例从头到尾演示一遍。",
    discussion: "Example 例: campaign demo --lang zh")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "campaign-demo-\(UUID().uuidString.prefix(8))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let samples = try Samples.find()
    for name in ["Campaigns", "Templates"] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: "\(samples.root)/\(name)", toPath: folder.appending(path: name).path)
    }
    let story = DemoStory(
      workspace: try Workspace(root: folder.path), output: Output(options), logger: options.logger())
    try await story.tell()
  }
}
