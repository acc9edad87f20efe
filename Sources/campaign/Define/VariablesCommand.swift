import ArgumentParser
import Planning

struct VariablesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "variables", abstract: "The variables that templates may use. 模板变量。",
    discussion: "Example 例: campaign variables --lang zh")

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let output = Output(options)
    let rows = TemplateVariable.all.map { ["{{\($0.name)}}", $0.meaning.text(options.language)] }
    if options.json {
      for variable in TemplateVariable.all {
        output.line([
          "name": .string(variable.name), "meaning": .string(variable.meaning.text(options.language)),
        ])
      }
    } else {
      for line in Output.table(rows) { output.line(line) }
    }
  }
}
