import CampaignScheduler
import Planning

/// Prints faults with the lines they are in.
struct DiagnosticOutput {
  let options: GlobalOptions
  let workspace: Workspace

  func print(_ diagnostic: Diagnostic) {
    let output = Output(options)
    if options.json {
      output.line(diagnostic.json(options.language))
    } else {
      let printer = DiagnosticPrinter(language: options.language, isColoured: Output.isColoured)
      let source = workspace.text(of: diagnostic.file).map { Array($0.utf8) }
      let text = printer.text(diagnostic, source: source)
      output.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
  }
}

extension Diagnostic {
  func json(_ language: Language) -> JSONText {
    [
      "code": .string(code.rawValue), "severity": .string(severity.rawValue), "file": .string(file),
      "line": .number(line), "column": .number(column), "message": .string(problem.text(language)),
      "advice": .string(advice.text(language)),
    ]
  }
}
