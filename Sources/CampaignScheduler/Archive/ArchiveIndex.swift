import Planning

/// The contents of an archive for people: text in both languages, a table, and a page with links.
struct ArchiveIndex {
  private let draft: ArchiveDraft
  private let files: [ArchiveFolder.File]

  init(_ draft: ArchiveDraft, _ files: [ArchiveFolder.File]) {
    self.draft = draft
    self.files = files.sorted { $0.path < $1.path }
  }

  /// File names with their texts.
  var pages: [(name: String, text: String)] {
    [
      ("README.txt", Language.allCases.map(text).joined(separator: "\n")), ("index.csv", csv),
      ("index.html", html),
    ]
  }

  private func heading(_ language: Language) -> String {
    "\(draft.title.text(language))（\(draft.occurrence)）" + language("档案目录", ": contents of the archive")
  }

  private func missing(_ language: Language) -> String {
    draft.missingLine(language) ?? language("要求归档的材料齐全。", "Everything that the campaign asks for is there.")
  }

  private func text(_ language: Language) -> String {
    let width = files.map { DiagnosticPrinter.width($0.path) }.max() ?? 0
    let lines = files.map { file in
      file.path + String(repeating: " ", count: width - DiagnosticPrinter.width(file.path) + 2)
        + (file.kind?.text(language) ?? "")
    }
    let hint = language(
      "核对是否被改动：sha256sum -c SHA256SUMS，或 campaign archive --check 文件夹",
      "To see whether anything was changed: sha256sum -c SHA256SUMS, or campaign archive --check FOLDER")
    return
      ([heading(language), "", missing(language)] + draft.leftOut.map { $0.text(language) } + [""] + lines
      + ["", hint]).joined(separator: "\n") + "\n"
  }

  private var csv: String {
    let header = ["文件 file", "内容", "what", "字节 bytes", "SHA-256"]
    let rows = files.map { file in
      [
        file.path, file.kind?.text(.zh) ?? "", file.kind?.text(.en) ?? "", "\(file.bytes)", file.sha256,
      ]
    }
    let missing = draft.missing.map { ["", "缺：\($0.text(.zh))", "missing: \($0.text(.en))", "", ""] }
    return ArchiveTables.csv([header] + rows + missing)
  }

  private var html: String {
    let rows = files.map { file in
      """
      <tr><td><a href="\(link(file.path))">\(file.path.escapedForPage)</a></td>\
      <td>\(file.kind?.text(.zh) ?? "")</td><td>\(file.kind?.text(.en) ?? "")</td><td>\(file.bytes)</td>\
      <td><code>\(file.sha256.prefix(16))…</code></td></tr>
      """
    }
    let remarks = Language.allCases.map { language in
      "<p class=\"\(draft.missing.isEmpty ? "whole" : "missing")\">\(missing(language).escapedForPage)</p>"
    }
    let leftOut = Language.allCases.flatMap { language in
      draft.leftOut.map { "<p>\($0.text(language).escapedForPage)</p>" }
    }
    return """
      <!DOCTYPE html>
      <html lang="zh-CN">
      <head>
      <meta charset="utf-8">
      <title>\(heading(.zh).escapedForPage)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <h1>\(heading(.zh).escapedForPage)</h1>
      <h1>\(heading(.en).escapedForPage)</h1>
      \((remarks + leftOut).joined(separator: "\n"))
      <table>
      <thead><tr><th>文件 file</th><th>内容</th><th>what</th><th>字节 bytes</th><th>SHA-256</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </body>
      </html>

      """
  }

  private static let style = """
    @page { size: A4; margin: 15mm; }
    body { font: 11pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", SimSun, sans-serif; max-width: 200mm; margin: 8mm auto; }
    h1 { font-size: 15pt; margin: 0; }
    h1 + h1 { font-size: 11pt; font-weight: normal; }
    .missing { color: #b00; font-weight: bold; }
    table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
    th, td { border: 1px solid #999; padding: 1mm 2mm; text-align: left; overflow-wrap: anywhere; }
    thead { display: table-header-group; }
    """

  /// A path as a link: everything but plain letters, digits and slashes as bytes.
  private func link(_ path: String) -> String {
    path.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "/-._~".contains(character))
      return isPlain
        ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
