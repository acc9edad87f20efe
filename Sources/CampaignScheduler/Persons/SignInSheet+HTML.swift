import Ledger
import Planning

extension SignInSheet {
  /// One file that prints on A4 without anything from the network: a page of rows each, its head on every page.
  var html: String {
    let texts = SignInTexts(language)
    let sheets = pages.enumerated().map { index, rows in
      """
      <section class="page">
      \(head)
      <table>
      <colgroup>\(columns.map { "<col style=\"width: \($0.width * 100 / totalWidth)%\">" }.joined())</colgroup>
      <thead><tr>\(columns.map { "<th>\($0.heading.escapedForPage)</th>" }.joined())</tr></thead>
      <tbody>
      \(rows.map(row).joined(separator: "\n"))
      </tbody>
      <tfoot><tr>\(totals(texts.pageTotal))</tr>\(index + 1 == pages.count && pages.count > 1
        ? "<tr>\(totals(texts.allPages))</tr>" : "")</tfoot>
      </table>
      \(notes.map { "<p class=\"note\">\($0.escapedForPage)</p>" }.joined(separator: "\n"))
      <p class="count">\(texts.page(index + 1, of: pages.count))</p>
      </section>
      """
    }
    return """
      <!DOCTYPE html>
      <html lang="\(language("zh-CN", "en"))">
      <head>
      <meta charset="utf-8">
      <title>\(title.escapedForPage)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      \((sheets + (codes.isEmpty ? [] : [tickets(texts)])).joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private var totalWidth: Int { columns.map(\.width).reduce(0, +) }

  private var head: String {
    let cells = facts.map { label, value in
      "<span><b>\(label.escapedForPage)</b> \(value.isEmpty ? "<i class=\"blank\"></i>" : value.escapedForPage)</span>"
    }
    return "<h1>\(title.escapedForPage)</h1>\n<p class=\"facts\">\(cells.joined(separator: " "))</p>"
  }

  private func row(_ number: Int) -> String {
    "<tr>" + columns.map { $0.isNumber ? "<td class=\"number\">\(number)</td>" : "<td></td>" }.joined()
      + "</tr>"
  }

  /// A label up to the first column that is summed up, and a place to write for each that is.
  private func totals(_ label: String) -> String {
    let before = columns.prefix { !$0.isSummed }.count
    let rest = columns.dropFirst(before).map { $0.isSummed ? "<td></td>" : "<td class=\"none\"></td>" }
    return "<td class=\"label\" colspan=\"\(before)\">\(label.escapedForPage)</td>" + rest.joined()
  }

  /// A page's worth of codes to cut apart.
  private func tickets(_ texts: SignInTexts) -> String {
    let bars = codes.map { BarCode($0.text) }
    let tickets = zip(codes, bars).map { code, bars in
      "<div class=\"ticket\"><span>\(title.escapedForPage)</span><b>\(code.number)</b>\(bars?.svg(height: 12) ?? "")<code>\(code.text.escapedForPage)</code></div>"
    }
    let widest = bars.compactMap { $0.map { Double($0.modules) * BarCode.millimetresPerModule } }.max() ?? 0
    return """
      <section class="codes">
      <h1>\(texts.codesTitle.escapedForPage)</h1>
      <p class="note">\(texts.codesHint.escapedForPage)</p>
      <div class="tickets\(widest > Self.halfPage ? " wide" : "")">
      \(tickets.joined(separator: "\n"))
      </div>
      </section>
      """
  }

  /// What two tickets side by side have for their bars each, in millimetres.
  private static let halfPage = 84.0

  private static let style = """
    @page { size: A4; margin: 12mm 14mm; }
    * { box-sizing: border-box; }
    body { margin: 0; font: 10.5pt/1.3 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", SimSun, sans-serif; color: #000; }
    h1 { margin: 0 0 2mm; font-size: 15pt; text-align: center; }
    .facts { display: flex; flex-wrap: wrap; gap: 1mm 6mm; margin: 0 0 2mm; }
    .blank { display: inline-block; width: 35mm; border-bottom: 1px solid #000; }
    .page, .codes { break-after: page; }
    .page:last-child, .codes:last-child { break-after: auto; }
    table { width: 100%; border-collapse: collapse; table-layout: fixed; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    th, td { border: 1px solid #000; padding: 0 1.5mm; }
    th { height: 7.5mm; font-size: 9.5pt; }
    td { height: 6.6mm; }
    .number { text-align: center; }
    .label { text-align: right; font-weight: bold; }
    .none { background: #eee; }
    .note { margin: 1.5mm 0 0; font-size: 9pt; }
    .count { margin: 1mm 0 0; font-size: 9pt; text-align: right; }
    .tickets { display: grid; grid-template-columns: 1fr 1fr; }
    .tickets.wide { grid-template-columns: 1fr; }
    .bars { display: block; max-width: 100%; margin: 1.5mm 0; }
    .ticket { border: 1px dashed #000; padding: 2mm 3mm; min-height: 24mm; break-inside: avoid; }
    .ticket span { display: block; font-size: 8.5pt; }
    .ticket b { float: right; font-size: 16pt; }
    .ticket code { font: bold 12pt/1.35 "Noto Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
    @media screen { body { max-width: 190mm; margin: 8mm auto; } .page, .codes { margin-bottom: 12mm; } }
    """
}

extension String {
  /// As HTML takes it in text and in quoted attributes.
  var escapedForPage: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
