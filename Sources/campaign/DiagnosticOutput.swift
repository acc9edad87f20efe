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
      let text = printer.text(diagnostic, line: line(of: diagnostic))
      output.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
  }

  private func line(of diagnostic: Diagnostic) -> String? {
    // A line of the contacts has people's names in it.
    guard diagnostic.line > 0, !diagnostic.file.hasSuffix("contacts.csv"),
      let text = workspace.text(of: diagnostic.file)
    else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return diagnostic.line <= lines.count ? String(lines[diagnostic.line - 1]) : nil
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
