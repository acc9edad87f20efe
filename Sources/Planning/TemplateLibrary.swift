import Mustache

/// The workspace's templates, compiled once. Text only: nothing is escaped, since channels encode the result.
public struct TemplateLibrary: Sendable {
  /// What a template may be given: text, a yes or no, or a list of such mappings.
  public indirect enum Value: Hashable, Sendable {
    case text(String)
    case flag(Bool)
    case list([[String: Value]])
  }

  public let diagnostics: [Diagnostic]
  private let templates: [String: MustacheTemplate]

  /// - Parameter files: `Templates/NAME.mustache`, or `NAME.zh.mustache` and `NAME.en.mustache`.
  public init(files: [SourceFile]) {
    var templates: [String: MustacheTemplate] = [:]
    var diagnostics: [Diagnostic] = []
    for file in files where file.name.hasSuffix(Self.suffix) {
      guard case .success(let text) = SourceText.decode(file.bytes) else {
        diagnostics.append(.unreadable(file: file.path, at: nil, SourceFault(.encoding("?"), at: nil)))
        continue
      }
      diagnostics += TemplateVariable.faults(in: text, file: file.path)
      do {
        let template = try MustacheTemplate(string: Self.plainText + text)
        templates[String(file.name.dropLast(Self.suffix.count))] = template
      } catch {
        diagnostics.append(Self.diagnostic(error, file: file.path))
      }
    }
    self.templates = templates
    self.diagnostics = diagnostics
  }

  private static let suffix = ".mustache"
  private static let plainText = "{{% CONTENT_TYPE: TEXT}}"

  private static func diagnostic(_ error: any Error, file: String) -> Diagnostic {
    guard let error = error as? MustacheTemplate.ParserError else {
      return Diagnostic(.badTemplate("\(error)"), file: file)
    }
    let line = error.context.lineNumber
    // The first line carries the prefix that turns escaping off.
    let column = error.context.columnNumber - (line == 1 ? plainText.count : 0)
    return Diagnostic(
      .badTemplate("\(error.error)"), file: file, at: Place(line: line, column: max(1, column)))
  }

  /// Base names, without a language.
  public var names: [String] {
    Set(templates.keys.map { $0.hasSuffix(".zh") || $0.hasSuffix(".en") ? String($0.dropLast(3)) : $0 })
      .sorted()
  }

  public func contains(_ name: String) -> Bool {
    template(name, .zh) != nil
  }

  /// The template of that language, else the one without a language, else the other language's.
  private func template(_ name: String, _ language: Language) -> MustacheTemplate? {
    let other: Language = language == .zh ? .en : .zh
    return templates["\(name).\(language.rawValue)"] ?? templates[name]
      ?? templates["\(name).\(other.rawValue)"]
  }

  /// - Returns: Nil if there is no such template. Lines left empty by sections are folded into one.
  public func render(_ name: String, _ language: Language, _ values: [String: Value]) -> String? {
    template(name, language).map { template in
      Self.folded(template.render(values.mapValues(Self.plain)))
    }
  }

  /// A message: its first line is the title.
  public func message(_ name: String, _ language: Language, _ values: [String: Value]) -> Message? {
    render(name, language, values).map { text in
      let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return Message(
        title: TimeLanguage.trimmed(lines.first ?? ""),
        text: TimeLanguage.trimmed(lines.count > 1 ? lines[1] : ""))
    }
  }

  private static func plain(_ value: Value) -> Any {
    switch value {
    case .text(let text): text
    case .flag(let flag): flag
    case .list(let items): items.map { $0.mapValues(plain) }
    }
  }

  private static func folded(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isBlank = line.allSatisfy(\.isWhitespace)
      if isBlank, lines.last?.isEmpty != false { continue }
      lines.append(isBlank ? "" : line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}

/// A name that templates may use.
public struct TemplateVariable: Hashable, Sendable {
  public let name: String
  public let meaning: BilingualText

  private init(_ name: String, _ zh: String, _ en: String) {
    self.name = name
    meaning = BilingualText(zh: zh, en: en)
  }

  public static let all: [TemplateVariable] = [
    .init("campaign", "活动名称", "name of the campaign"), .init("campaign_id", "活动编号", "id of the campaign"),
    .init("occurrence", "届次，如 2026", "occurrence, such as 2026"),
    .init("ordinal", "第几届的数", "number of the edition"),
    .init("edition", "如 第35个世界母乳喂养周", "the edition in words"), .init("theme", "当年主题", "the year's theme"),
    .init("date", "统一日，如 5月29日", "the common day"),
    .init("date_iso", "统一日，如 2026-05-29", "the common day in ISO form"),
    .init("weekday", "星期", "its weekday"), .init("dates", "起止日期", "the span of days"),
    .init("hours", "钟点，如 09:00-11:30", "hours of the day"), .init("window", "可选日期", "days to choose from"),
    .init("days_left", "离活动还有几天", "days until the day"), .init("venue", "场地", "usual venue"),
    .init("unit", "所说的单位（late_units 里是迟报单位）", "the unit spoken of"), .init("unit_id", "单位编号", "its id"),
    .init("city", "所属市", "its city"), .init("superior", "上级单位", "the unit above it"),
    .init("receiver", "收件单位", "the receiving unit"),
    .init("role", "收件岗位", "the receiving post"),
    .init("part", "分项名称", "name of the part"), .init("part_due", "分项截止日", "deadline of the part"),
    .init("part_target", "分项目标", "target of the part"), .init("submit", "征集什么", "what is collected"),
    .init("reason", "改期原因", "why the year differs"),
    .init("provisional", "日期是否暂定", "whether the date is provisional"),
    .init("basis", "依据（列表，每项 text）", "documents (list of text)"),
    .init("audience", "对象（列表）", "audience (list)"),
    .init("partners", "协办（列表）", "partners (list)"), .init("needs", "场地所需（列表）", "venue needs (list)"),
    .init("ask", "填报项目（列表）", "what to report (list)"), .init("lines", "各行（列表）", "lines (list)"),
    .init("text", "列表里的文字", "the text of a list's item"),
    .init("tasks", "任务（列表：what, due, done）", "tasks (list: what, due, done)"),
    .init("open_tasks", "未完成任务数", "number of open tasks"), .init("what", "事项或目标", "task or target"),
    .init("due", "任务截止日", "the task's deadline"), .init("done", "是否完成", "whether it is done"),
    .init("materials", "物资（列表：name, plan, unit）", "materials (list: name, plan, unit)"),
    .init("name", "物资名称", "name of the material"), .init("plan", "物资计划数", "planned quantity"),
    .init("targets", "目标（列表：what, target, reached, percent）", "targets (list)"),
    .init("target", "目标数", "target"), .init("reached", "已达到", "reached"),
    .init("percent", "百分比", "percentage"),
    .init("report_due", "报告截止日", "deadline of the report"),
    .init("report_due_weekday", "报告截止日星期", "its weekday"),
    .init("overdue_days", "逾期天数", "days overdue"),
    .init("late_units", "未报单位（列表：unit, days）", "late units (list: unit, days)"),
    .init("days", "迟报天数", "days late"), .init("late_count", "未报单位数", "number of late units"),
    .init("expected_count", "应报单位数", "units that must report"),
    .init("reported_count", "已报单位数", "units that reported"),
    .init("session_date", "本单位活动日", "the unit's own day"),
    .init("command", "回填命令", "the command to answer with"),
    .init("body", "简讯正文", "body of the brief"), .init("byline", "署名", "byline"),
    .init("missing", "所缺内容", "what is missing"),
    .init("title", "标题", "title"), .init("issuer", "发文单位", "issuing unit"),
    .init("addressee", "通知的主送单位", "to whom a notice goes"),
    .init("opening", "通知的开头（依据和事由）", "how a notice begins: what it rests on"),
    .init("markdown", "通知是否输出为 Markdown", "whether a notice is printed as Markdown"),
    .init("sections", "通知各节（列表：number, heading, paragraphs）", "sections of a notice (list)"),
    .init("number", "节号", "number of the section"), .init("heading", "节标题", "heading of the section"),
    .init("paragraphs", "段落（列表）", "paragraphs (list)"),
  ]

  static let names = Set(all.map(\.name))
  private static let transforms: Set<String> = [
    "first", "last", "index", "even", "odd", "count", "empty", "reversed",
  ]

  /// Names in `{{…}}` that no message is given.
  static func faults(in template: String, file: String) -> [Diagnostic] {
    var faults: [Diagnostic] = []
    for (number, line) in template.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for match in line.matches(of: #/\{\{\{?[#^\/&]?\s*([^{}!>%=\s]+?)\s*\}\}/#) {
        let parts = match.1.split { "()".contains($0) }.map(String.init)
        for name in parts where name != "." && !names.contains(name) && !transforms.contains(name) {
          let column = line.unicodeScalars.distance(from: line.startIndex, to: match.1.startIndex) + 1
          let place = Place(line: number + 1, column: column, length: match.1.unicodeScalars.count)
          let nearest = Vocabulary.nearest(to: name, among: names)
          faults.append(Diagnostic(.unknownVariable(name, nearest: nearest), file: file, at: place))
        }
      }
    }
    return faults
  }
}
