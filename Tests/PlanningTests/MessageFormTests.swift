import Planning
import Testing

/// A form has to give what its template gives, or nothing.
@Suite struct MessageFormTests {
  private static let names: Set = ["unit", "city"]

  private func library(_ text: String) -> TemplateLibrary {
    TemplateLibrary(files: [SourceFile(path: "Templates/note.mustache", bytes: Array(text.utf8))])
  }

  private func values(_ unit: String, _ city: String?) -> [String: TemplateLibrary.Value] {
    var values: [String: TemplateLibrary.Value] = [
      "unit": .text(unit), "theme": .text("母乳喂养"), "late_units": .list([["unit": .text(unit)]]),
    ]
    if let city { values["city"] = .text(city) }
    return values
  }

  private func form(_ library: TemplateLibrary, hasCity: Bool) -> MessageForm? {
    library.form(
      "note", .zh, values(MessageForm.hole(0), hasCity ? MessageForm.hole(1) : nil), holesIn: Self.names)
  }

  @Test(
    arguments: [
      "{{unit}}", "{{unit}}：{{theme}}\n\n{{city}}{{unit}}的同事，您好！\n",
      "标题\n{{#city}}\n{{city}}市\n{{/city}}\n\n\n{{^city}}\n没有市\n{{/city}}\n{{#unit}}[{{.}}]{{/unit}}  \n",
      "{{#late_units}}\n· {{unit}}，{{city}}\n{{/late_units}}\n", "  {{unit}}  \n\n  {{{city}}}  \n\n",
      "{{#first(late_units)}}{{#late_units}}{{unit}}{{^last()}}、{{/last()}}{{/late_units}}{{/first(late_units)}}\n完",
    ], ["甲村", "A & B <C>", "两 个 词", "{{unit}}", "e\u{301}"])
  func `A filled form is the message of its template`(_ template: String, _ unit: String) throws {
    let library = library(template)
    for city in ["桂林", nil] {
      let form = try #require(self.form(library, hasCity: city != nil))
      #expect(form.filled(with: [unit, city]) == library.message("note", .zh, values(unit, city)))
    }
  }

  @Test(arguments: ["", " 甲村", "甲村 ", "甲\n村", "甲\r村", "\u{301}甲", "甲\u{2028}村", MessageForm.hole(1)])
  func `What would be rendered in another way does not go into a hole`(_ unit: String) throws {
    let form = try #require(self.form(library("{{unit}}\n{{city}}"), hasCity: true))
    #expect(form.filled(with: [unit, "桂林"]) == nil)
    #expect(form.filled(with: ["甲村", nil]) == nil)
  }

  @Test(arguments: [
    "{{reversed(unit)}}", "{{#late_units}}{{reversed(unit)}}{{/late_units}}",
    "{{#unit}}{{reversed(.)}}{{/unit}}",
    "{{unit}}\u{F0000}",
  ])
  func `Templates that do more with a name than to show it have no form`(_ template: String) {
    #expect(form(library(template), hasCity: true) == nil)
  }

  @Test func `There is no form of a template that is not there`() {
    #expect(library("{{unit}}").form("other", .zh, [:], holesIn: []) == nil)
  }
}
