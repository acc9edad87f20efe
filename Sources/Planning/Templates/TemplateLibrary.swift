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
  /// By language, so that `{{> NAME}}` includes the template of the language that is being rendered.
  private let libraries: [Language: MustacheLibrary]
  /// Names of files that can't be used, without their ending.
  private let faulty: Set<String>
  /// Variables that any template calls functions on.
  let called: Set<String>
  /// Whether the characters that stand for holes in forms are free.
  let leavesRoomForHoles: Bool

  /// Whether the files were not looked at, so that any template may be there.
  private let isUnread: Bool

  /// For those who write nothing: every template is taken to be there and sound.
  static let unread = TemplateLibrary(files: [], isUnread: true)

  /// - Parameter files: `Templates/NAME.mustache`, or `NAME.zh.mustache` and `NAME.en.mustache`.
  public init(files: [SourceFile]) { self.init(files: files, isUnread: false) }

  private init(files: [SourceFile], isUnread: Bool) {
    self.isUnread = isUnread
    var reading = Reading()
    for file in files where file.name.hasSuffix(Self.suffix) {
      reading.read(file, as: String(file.name.dropLast(Self.suffix.count)))
    }
    let found = reading.inclusions.check(faulty: reading.faulty)
    let usable = reading.templates.filter { !found.faulty.contains($0.key) }
    templates = usable
    faulty = found.faulty
    libraries = Dictionary(
      uniqueKeysWithValues: Language.allCases.map { language in
        let names = reading.inclusions.names(in: language)
        return (language, MustacheLibrary(templates: names.compactMapValues { usable[$0] }))
      })
    diagnostics = reading.diagnostics + found.diagnostics
    called = reading.called
    leavesRoomForHoles = !reading.hasHoles
  }

  private static let suffix = ".mustache"
  private static let plainText = "{{% CONTENT_TYPE: TEXT}}"

  /// What is known when all files are read and none is compared with another.
  private struct Reading {
    var templates: [String: MustacheTemplate] = [:]
    var faulty: Set<String> = []
    var diagnostics: [Diagnostic] = []
    var inclusions = TemplateInclusions()
    var called: Set<String> = []
    var hasHoles = false

    mutating func read(_ file: SourceFile, as name: String) {
      guard file.bytes.count <= YAMLReader.maximumBytes else {
        return refuse(.tooLarge(file: file.path, limit: YAMLReader.maximumBytes), name)
      }
      switch SourceText.decode(file.bytes) {
      case .failure(let fault): refuse(.unreadable(file: file.path, at: fault.place, fault), name)
      case .success(let text):
        let scan = TemplateScan(text)
        diagnostics += scan.faults.map { Diagnostic($0.fault, file: file.path, at: $0.place) }
        inclusions.add(name, file: file.path, scan.partials)
        called.formUnion(scan.called)
        hasHoles = hasHoles || text.unicodeScalars.contains { MessageForm.isHole($0) }
        // The parser looks one character beyond a brace.
        let end = text.hasSuffix("{") ? "\n" : ""
        // The parser knows no other line end than Unix's, and leaves lines of sections alone blank.
        let plain = plainText + text.replacing("\r\n", with: "\n") + end
        templates[name] = scan.isSound ? try? MustacheTemplate(string: plain) : nil
        guard templates[name] == nil else { return }
        faulty.insert(name)
        // What the scan passes, compiles; but nothing must be left out in silence.
        if scan.faults.isEmpty { diagnostics.append(Diagnostic(.unfinishedTag(""), file: file.path)) }
      }
    }

    private mutating func refuse(_ diagnostic: Diagnostic, _ name: String) {
      diagnostics.append(diagnostic)
      inclusions.add(name, file: diagnostic.file, [])
      faulty.insert(name)
    }
  }

  /// Base names, without a language.
  public var names: [String] {
    Set((Array(templates.keys) + faulty).map { TemplateInclusions.baseName($0) }).sorted()
  }

  public func contains(_ name: String) -> Bool {
    isUnread || !isFaulty(name) && template(name, .zh) != nil
  }

  /// Whether there is such a template, which can't be used in one of its languages.
  func isFaulty(_ name: String) -> Bool {
    faulty.contains(name) || Language.allCases.contains { faulty.contains("\(name).\($0.rawValue)") }
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
      Self.folded(template.render(values.mapValues(Self.plain), library: libraries[language]))
    }
  }

  /// A message: its first line is the title.
  public func message(_ name: String, _ language: Language, _ values: [String: Value]) -> Message? {
    render(name, language, values).map { text in
      let lines = text.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: Self.isLineEnd)
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

  /// A file from Windows ends its lines with a pair that is one character here.
  private static func isLineEnd(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }

  private static func folded(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd) {
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
    .init("unit", "所说的单位（late_units、waived_units 里是所列单位）", "the unit spoken of"),
    .init("unit_id", "单位编号", "its id"),
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
    .init(
      "late_groups", "未报单位按上级分组（列表：place, late_count, group_units）", "late units by the one above (list)"),
    .init("place", "一组的上级单位", "the unit above a group"),
    .init("group_units", "一组的单位", "the units of a group"),
    .init("days", "迟报天数", "days late"), .init("late_count", "未报单位数", "number of late units"),
    .init("expected_count", "应报单位数", "units that must report"),
    .init("reported_count", "已报单位数", "units that reported"),
    .init("sent_back", "报告被退回的原因（没有退回时无此变量）", "why the report was sent back; absent unless it was"),
    .init("waived_count", "免报单位数", "units that need not report"),
    .init("waived_units", "免报单位（列表：unit）", "units that need not report (list: unit)"),
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
  static let transforms: Set<String> = [
    "first", "last", "index", "even", "odd", "count", "empty", "reversed",
  ]
}
