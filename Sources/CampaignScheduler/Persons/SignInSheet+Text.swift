import Ledger
import Planning

extension SignInSheet {
  /// Lines for a printer that knows nothing but text, or for a message; a form feed between pages.
  var text: String {
    let texts = SignInTexts(language)
    let bodies = pages.enumerated().map { index, rows -> String in
      let head = facts.map { label, value in
        "\(label)\(language("：", ": "))\(value.isEmpty ? "____________" : value)"
      }
      let footer =
        texts.pageTotal + columns.filter(\.isSummed).map { "  \($0.heading) ______" }.joined()
        + (index + 1 == pages.count && pages.count > 1 ? "  \(texts.allPages) ______" : "")
      let lines =
        [title, head.joined(separator: "  "), line(columns.map(\.heading)), rule] + rows.map(row)
        + [rule, footer] + notes + [texts.page(index + 1, of: pages.count)]
      return lines.joined(separator: "\n") + "\n"
    }
    let codePage =
      codes.isEmpty
      ? [] : [([texts.codesTitle, texts.codesHint] + codes.map(\.text)).joined(separator: "\n") + "\n"]
    return (bodies + codePage).joined(separator: "\u{0C}\n")
  }

  private func row(_ number: Int) -> String {
    line(columns.map { $0.isNumber ? "\(number)" : "" })
  }

  private func line(_ cells: [String]) -> String {
    zip(columns, cells).map { column, cell in
      cell.padded(to: max(column.width / 2 + 4, DiagnosticPrinter.width(column.heading)))
    }.joined(separator: " | ").trimmedEnd
  }

  private var rule: String {
    columns.map { column in
      String(repeating: "-", count: max(column.width / 2 + 4, DiagnosticPrinter.width(column.heading)))
    }.joined(separator: "-+-")
  }
}
