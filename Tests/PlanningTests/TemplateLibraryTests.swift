import Planning
import Testing

@Suite struct TemplateLibraryTests {
  private func library(_ files: [String: String]) -> TemplateLibrary {
    TemplateLibrary(
      files: files.sorted { $0.key < $1.key }.map {
        SourceFile(path: "Templates/\($0.key).mustache", bytes: Array($0.value.utf8))
      })
  }

  @Test func `a template includes others, of its language where there is one`() {
    let library = library([
      "today.zh": "{{campaign}}\n{{> greeting}}\n{{> sign}}\n",
      "today.en": "{{campaign}}\n{{> greeting}}\n{{> sign}}\n",
      "greeting.zh": "各位同事：\n", "greeting.en": "Dear colleagues,\n", "sign": "{{unit}}\n",
    ])
    #expect(library.diagnostics == [])
    let values: [String: TemplateLibrary.Value] = ["campaign": .text("A & B"), "unit": .text("叠彩区")]
    #expect(library.render("today", .zh, values) == "A & B\n各位同事：\n叠彩区")
    #expect(library.render("today", .en, values) == "A & B\nDear colleagues,\n叠彩区")
  }

  @Test(arguments: ["\n", "\r\n"])
  func `a template that was written on Windows says the same`(_ end: String) throws {
    let text = ["{{campaign}}", "", "{{#tasks}}", "- {{what}}", "{{/tasks}}", "{{unit}}", ""].joined(
      separator: end)
    let message = try #require(
      library(["day": text]).message(
        "day", .zh,
        [
          "campaign": .text("会员日"), "unit": .text("叠彩区"),
          "tasks": .list([["what": .text("布置")], ["what": .text("签到")]]),
        ]))
    #expect(message == Message(title: "会员日", text: "- 布置\n- 签到\n叠彩区"))
  }

  @Test func `a template of the other language will do`() {
    let library = library(["today.en": "{{campaign}}\n"])
    #expect(library.contains("today"))
    #expect(library.render("today", .zh, ["campaign": .text("x")]) == "x")
  }

  @Test func `what includes a template that can't be used can't be used either, and says nothing of it`() {
    let library = library([
      "a": "{{campaign}}\n{{> b}}\n", "b": "{{> c}}\n", "c": "{{#tasks}}\n", "d": "{{campaign}}\n",
    ])
    #expect(library.diagnostics.map(\.file) == ["Templates/c.mustache"])
    #expect(["a", "b", "c", "d"].map(library.contains) == [false, false, false, true])
    #expect(library.names == ["a", "b", "c", "d"])
  }

  @Test(arguments: ["{{> a}}", "{{> b}}", "{{#tasks}}{{> b}}{{/tasks}}"])
  func `a ring of templates is found and never rendered`(_ tag: String) {
    let library = library(["a": "{{campaign}}\n\(tag)\n", "b": "{{> c}}\n", "c": "{{> a}}\n"])
    #expect(library.diagnostics.map(\.code.rawValue) == ["E302"])
    #expect(library.diagnostics.allSatisfy { $0.line > 0 })
    #expect(library.render("a", .zh, [:]) == nil)
  }

  @Test func `a ring in one language only is found`() {
    let library = library(["a": "{{> b}}\n", "b.zh": "{{campaign}}\n", "b.en": "{{> a}}\n"])
    #expect(library.diagnostics.map(\.code.rawValue) == ["E302"])
  }

  @Test func `a campaign whose template has a fault is not told so once more, and is not planned`() throws {
    let campaign = try Fixtures.text("faults/campaigns/W501-next-year-without-calendar.yaml")
    let sound = try Fixtures.check(campaign)
    #expect(sound.campaigns.count == 1)
    let definitions = Definitions.read(
      campaigns: [SourceFile(path: "Campaigns/test.yaml", bytes: Array(campaign.utf8))],
      shared: try ["settings.yaml", "units.yaml", "channels.yaml"].map {
        SourceFile(
          path: "Campaigns/shared/\($0)", bytes: try Fixtures.bytes("workspace/Campaigns/shared/\($0)"))
      }, templates: [SourceFile(path: "Templates/tomorrow.mustache", bytes: Array("{{#tasks}}\n".utf8))])
    #expect(
      definitions.diagnostics.filter { $0.severity == .error }.map(\.file) == ["Templates/tomorrow.mustache"])
    #expect(definitions.campaigns.isEmpty && definitions.brokenFiles == ["Campaigns/test.yaml"])
  }

  @Test(arguments: [1, 2, 3, 4])
  func `whatever stands in a template, its faults point into it and it is rendered or refused`(_ seed: UInt64)
  {
    var state = seed
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let parts = [
      "{{", "}}", "{", "}", "{{{", "}}}", "#", "^", "/", ">", "!", "&", "=", "%", "<", "$", "*", "(", ")",
      ".", " ", "\n",
      "unit", "tasks", "what", "count", "单位", "｛｛", "｝｝", "{{unit}}", "{{#tasks}}", "{{/tasks}}", "{{> t}}",
      "{{! 注 }}",
      "{{^basis}}", "{{/basis}}", "{{count(tasks)}}", "{{.}}", "：", "\r\n", "\t",
    ]
    for _ in 0..<400 {
      let text = (0..<next(14)).map { _ in parts[next(parts.count)] }.joined()
      let library = library(["t": text])
      let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      for fault in library.diagnostics {
        #expect(
          fault.line > 0 && fault.line <= lines.count && fault.column <= lines[fault.line - 1].count + 1,
          "\(fault.line):\(fault.column) \(fault.problem.zh) in \(text)")
      }
      let isRendered =
        library.render("t", .zh, ["unit": .text("x"), "tasks": .list([["what": .text("y")]])]) != nil
      #expect(isRendered == library.contains("t"))
      if library.diagnostics.isEmpty { #expect(isRendered, "\(text)") }
    }
  }
}
