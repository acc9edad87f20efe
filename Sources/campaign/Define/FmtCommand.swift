import ArgumentParser
import CampaignScheduler
import Planning

struct FmtCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "One style for campaign files; comments and the order of keys stay. 统一格式。",
    discussion: """
      Example 例: campaign fmt Campaigns/member-day-529.yaml
      Chinese keys 换成中文键: campaign fmt --keys zh Campaigns/member-day-529.yaml
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "Files or folders; all of the workspace if none is named. 要整理的文件。", completion: .file())
  var paths: [String] = []
  @Flag(help: "Change nothing; say which files are in another style. 只检查，不改动。")
  var check = false
  @Option(help: "Also write keys, closed values and time phrases in this language. 键用哪种语言。")
  var keys: Language?

  func run() async throws {
    let output = Output(options)
    let workspace = try options.findWorkspace()
    let formatter = CampaignFormatter(keys: keys, levels: try workspace.definitions().shared.levels)
    var counts = (changed: 0, refused: 0)
    let paths = try yamlPaths(workspace)
    for path in paths {
      let file = try workspace.file(at: path)
      do {
        let text = try formatter.format(file)
        guard Array(text.utf8) != file.bytes else { continue }
        counts.changed += 1
        if !check { try Workspace.write(text, to: path) }
        options.json
          ? output.line(["file": .string(file.path), "changed": .bool(!check)]) : output.line(file.path)
      } catch let error as FileRefusal {
        counts.refused += 1
        DiagnosticOutput(options: options, workspace: workspace).print(error.diagnostics)
      }
    }
    summarise(counts, paths.count, output)
    if counts.refused > 0 || (check && counts.changed > 0) { throw ExitCode(1) }
  }

  /// The YAML files that are named, or all of the workspace.
  private func yamlPaths(_ workspace: Workspace) throws -> [String] {
    let all =
      try paths.isEmpty
      ? workspace.files().map { "\(workspace.root)/\($0)" } : paths.flatMap { try Workspace.paths(at: $0) }
    let yaml = all.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    if yaml.isEmpty, let other = all.first {
      throw Failure(.usage, "\(other) 不是 YAML 文件（.yaml）", "\(other) is no YAML file (.yaml)")
    }
    return yaml
  }

  private func summarise(_ counts: (changed: Int, refused: Int), _ files: Int, _ output: Output) {
    let (changed, refused) = counts
    if check {
      output.note(
        changed == 0 ? "\(files) 个文件格式一致" : "\(files) 个文件中 \(changed) 个格式不一致；运行 campaign fmt 整理",
        changed == 0
          ? (files == 1 ? "1 file is in style" : "\(files) files are in style")
          : "\(changed) of \(files) \(files == 1 ? "file is" : "files are") not in style; 'campaign fmt' mends them"
      )
    } else {
      output.note(
        "\(files) 个文件，整理了 \(changed) 个", "\(files) \(files == 1 ? "file" : "files"), \(changed) rewritten")
    }
    if refused > 0 {
      output.note(
        "\(refused) 个文件有错误，没有动；先改好再整理",
        refused == 1
          ? "1 file has faults and was left alone; mend it first"
          : "\(refused) files have faults and were left alone; mend them first")
    }
  }
}
