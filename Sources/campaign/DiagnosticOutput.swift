import CampaignScheduler
import Planning

/// Prints faults with the lines they are in.
struct DiagnosticOutput {
  let options: GlobalOptions
  let workspace: Workspace

  func print(_ diagnostics: [Diagnostic]) {
    let output = Output(options)
    let printer = DiagnosticPrinter(language: options.language, isColoured: Output.isColoured)
    var sources: [String: SourceLines] = [:]
    for diagnostic in diagnostics {
      guard !options.json else {
        output.line(diagnostic.json(options.language))
        continue
      }
      if sources[diagnostic.file] == nil, let text = workspace.text(of: diagnostic.file) {
        sources[diagnostic.file] = SourceLines(Array(text.utf8))
      }
      let text = printer.text(diagnostic, source: sources[diagnostic.file])
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
