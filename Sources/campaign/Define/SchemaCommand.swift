import ArgumentParser
import Planning

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "A JSON Schema for editors: completion and hover texts. 编辑器用的格式说明。",
    discussion: """
      Example 例: campaign schema --lang zh > schema.json
      In the first line of a campaign file 写在活动文件第一行: # yaml-language-server: $schema=../schema.json
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "campaign, settings, units, channels or calendar. 哪种文件。")
  var kind = "campaign"

  func run() throws {
    guard let schema = FileSchema(of: kind, language: options.language) else {
      let kinds = FileSchema.kinds.joined(separator: ", ")
      throw Failure(
        .usage, "没有 “\(kind)” 这种文件；可写 \(kinds)", "no kind of file is called '\(kind)'; one of \(kinds)")
    }
    Output(options).line(schema.json)
  }
}
