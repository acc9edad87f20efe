public import Planning
import Recurrence

extension Notice {
  public enum Format: String, Hashable, CaseIterable, Sendable { case markdown, text }

  /// The notice's template, as the workspace or the samples have it.
  public static let template = "notice"

  /// Printed through the template `notice`; nil if the library has none.
  public func rendered(_ format: Format, by templates: TemplateLibrary) -> String? {
    templates.render(Self.template, language, values(format))
  }

  private func values(_ format: Format) -> [String: TemplateLibrary.Value] {
    func text(_ words: String) -> TemplateLibrary.Value {
      .text(format == .markdown ? Self.escaped(words) : words)
    }
    let items = sections.map { section -> [String: TemplateLibrary.Value] in
      [
        "number": .text(section.number), "heading": text(section.heading),
        "paragraphs": .list(section.paragraphs.map { ["text": text($0)] }),
      ]
    }
    return [
      "title": text(title), "addressee": text(addressee), "opening": text(opening), "sections": .list(items),
      "issuer": text(issuer), "date": .text(dateText), "basis": .list(basis.map { ["text": text($0)] }),
      "markdown": .flag(format == .markdown),
    ]
  }

  /// `2026 年 4 月 14 日`, `14 April 2026`.
  private var dateText: String { NoticeDates(language: language, year: date.year).withYear(date) }

  /// What Markdown would take for emphasis, code or HTML; Chinese marks mean nothing to it.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\`*<".contains(character) { result.append("\\") }
      result.append(character)
    }
  }

  public var json: JSONText {
    [
      "title": .string(title), "addressee": .string(addressee), "opening": .string(opening),
      "sections": .array(
        sections.map { section in
          [
            "number": .string(section.number), "heading": .string(section.heading),
            "paragraphs": .strings(section.paragraphs),
          ]
        }),
      "issuer": .string(issuer), "date": .string("\(date)"),
    ]
  }
}
