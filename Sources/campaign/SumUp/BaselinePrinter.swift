import CampaignScheduler
import Planning

extension BaselineComparison {
  /// Lines below a summary's text.
  func text(_ language: Language) -> String {
    ([heading(language)] + Output.table(table(language)).map { "  " + $0 }).joined(separator: "\n") + "\n"
  }

  func markdown(_ language: Language) -> String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    let lines = table(language).map(line)
    return
      (["", "## " + heading(language), ""] + lines.prefix(1) + ["| --- | --- | --- | --- |"]
      + lines.dropFirst()).joined(separator: "\n") + "\n"
  }

  /// Rows below a summary's: section, figure, baseline, final, and the change in the last column, without a plus
  /// sign, which a spreadsheet would take for a formula.
  func csv(_ language: Language) -> String {
    table(language).dropFirst().map { row in
      (["baseline", row[0], row[1], row[2], "", "", row[3].replacing("+", with: "")]).map(\.csvCell).joined(
        separator: ",")
    }.joined(separator: "\r\n") + "\r\n"
  }
}
