/// A part of a file and the keys it may have, in the order in which they are best written.
///
/// These tables are what the reader checks against, what the schema for editors is printed from, what the formatter
/// translates by, and what the documentation is tested against.
struct Section: Sendable {
  let name: String
  let keys: [Key]
  private let indexByWord: [String: Int]

  init(_ name: String, _ keys: [Key]) {
    self.name = name
    self.keys = keys
    let words = keys.indices.map { (keys[$0].name, $0) }
    let chinese = keys.indices.flatMap { index in keys[index].chinese.map { ($0, index) } }
    indexByWord = Dictionary(words + chinese, uniquingKeysWith: { first, _ in first })
  }

  var names: [String] { keys.map(\.name) }
  var required: [Key] { keys.filter(\.isRequired) }

  /// The key that a typed word means, in either language.
  func key(_ typed: String) -> Key? { indexByWord[typed].map { keys[$0] } }

  /// The key nearest to a mistyped word of either language.
  func nearest(to typed: String) -> Key? { wordNearest(to: typed).flatMap(key) }

  func wordNearest(to typed: String) -> String? {
    Vocabulary.nearest(to: typed, among: keys.flatMap { [$0.name] + $0.chinese })
  }

  /// The language of most keys of a mapping.
  func wording(of node: YAMLNode) -> Language {
    let keys = (node.entries ?? []).map(\.key)
    return keys.count { $0.contains(where: \.isHan) } * 2 > keys.count ? .zh : .en
  }

  /// The sections of the same kind of file that do have a key of this name.
  func homes(of typed: String) -> [Section] {
    let root = Section.files.first {
      $0.root.withSubsections.contains { $0.name == name && $0.names == names }
    }
    return root?.root.withSubsections.filter { $0.key(typed) != nil } ?? []
  }
}

/// A key of a section: its words, what its value may be, what it means.
struct Key: Sendable {
  /// The English word, by which the program knows it.
  let name: String
  /// The Chinese words for it in this section; the first is the one to write.
  let chinese: [String]
  let value: Shape
  let isRequired: Bool
  /// One sentence for hover texts and the documentation.
  let meaning: BilingualText

  static func required(_ name: String, _ chinese: String..., value: Shape, _ zh: String, _ en: String) -> Key
  {
    Key(
      name: name, chinese: chinese, value: value, isRequired: true, meaning: BilingualText(zh: zh, en: en))
  }

  static func optional(_ name: String, _ chinese: String..., value: Shape, _ zh: String, _ en: String) -> Key
  {
    Key(
      name: name, chinese: chinese, value: value, isRequired: false, meaning: BilingualText(zh: zh, en: en))
  }

  /// The word to write in a language.
  func word(_ language: Language) -> String {
    language == .zh ? chinese.first ?? name : name
  }
}

/// What the value of a key may be.
indirect enum Shape: Sendable {
  /// Any text.
  case text
  /// A text in one of a few forms.
  case phrase(Phrase)
  case number(ClosedRange<Int>)
  /// One of a closed list of words; here the English ones.
  case choice([String])
  /// A list, or one alone.
  case several(Shape)
  /// One text for both languages, or `{zh: …, en: …}`.
  case bilingual
  case section(Section)
  /// A list of such sections.
  case list(Section)
  /// Keys of the author's own, all with such values.
  case table(Shape)

  static let flag = Shape.choice(["true", "false"])

  static func choice<Choice: CaseIterable & RawRepresentable>(_ type: Choice.Type) -> Shape
  where Choice.RawValue == String {
    .choice(type.allCases.map(\.rawValue))
  }

  /// Whether a value has the outer form that it must have, whatever stands in it.
  func fits(_ node: YAMLNode) -> Bool {
    switch self {
    case .section, .table: node.entries != nil
    case .list: node.elements != nil
    case .several: node.entries == nil
    case .bilingual: node.elements == nil
    case .text, .phrase, .number, .choice: node.text != nil
    }
  }

  /// The sections it leads to, if it is a mapping or a list of mappings.
  var section: Section? {
    switch self {
    case .section(let section), .list(let section): section
    case .table(let shape): shape.section
    case .bilingual: .name
    case .text, .phrase, .number, .choice, .several: nil
    }
  }
}

/// The form of a text: a date, a span of time, a place in the organisation.
struct Phrase: Sendable {
  /// ECMA 262, as JSON Schema wants it; nil where a pattern would refuse what the reader takes.
  let pattern: String?
  let examples: [String]
  /// Whether an editor may take it for a number: `12`.
  let isNumberToo: Bool
  /// Nil where both languages write it alike.
  let wording: Wording?

  init(
    _ pattern: String? = nil, isNumberToo: Bool = false, wording: Wording? = nil, examples: String...
  ) {
    self.pattern = pattern
    self.examples = examples
    self.isNumberToo = isNumberToo
    self.wording = wording
  }
}

extension Shape {
  static let id = phrase(Phrase("^[^\\s/]{1,64}$", isNumberToo: true, examples: "member-day-529", "leaflet"))
  static let monthDay = phrase(
    Phrase("^\\d{1,2}-\\d{1,2}$|^\\d{1,2}月\\d{1,2}日$", wording: .monthDay, examples: "05-29"))
  static let date = phrase(
    Phrase("^\\d{4}-\\d{1,2}-\\d{1,2}$|^\\d{4}年", wording: .date, examples: "2026-05-29"))
  static let someDate = phrase(
    Phrase("^(\\d{4}[-年])?\\d{1,2}[-月]\\d{1,2}日?$", wording: .someDate, examples: "2026-05-28", "05-28"))
  static let monthDays = phrase(
    Phrase("^\\d{1,2}[-月].*\\d", wording: .monthDays, examples: "08-01 to 08-07", "08-01 至 08-07"))
  static let dates = phrase(
    Phrase("^\\d{4}[-年]", wording: .dates, examples: "2026-05-15 to 2026-12-11", "2026-05-15"))
  static let lunar = phrase(Phrase(examples: "正月初一", "八月十五", "闰六月初一", "除夕"))
  static let hours = phrase(Phrase("^\\d{1,2}:\\d{2}", wording: .hours, examples: "09:00-11:30", "09:00"))
  static let quietHours = phrase(
    Phrase("^\\d{1,2}:\\d{2}|^(off|不设)$", wording: .quietHours, examples: "21:00-08:00", "off"))
  static let offset = phrase(
    Phrase(wording: .offset, examples: "5 workdays after", "20 workdays before", "后5个工作日"))
  static let timedOffset = phrase(
    Phrase(wording: .timedOffset, examples: "7 days before, 09:07", "on the day, 08:07", "前5个工作日 09:07"))
  static let deadline = phrase(
    Phrase(wording: .deadline, examples: "5 workdays after", "后5个工作日", "2026-09-11"))
  static let days = phrase(
    Phrase("^-?[\\d０-９]+ *(days?|weeks?|天|日|周|星期)$", wording: .days, examples: "7 days", "7天"))
  static let timedSpan = phrase(
    Phrase(wording: .timedSpan, examples: "1 workday", "3 workdays, 10:07", "1个工作日"))
  static let wait = phrase(Phrase(wording: .timedSpan, examples: "5 workdays", "3 days", "5个工作日"))
  static let duration = phrase(Phrase(wording: .duration, examples: "24 hours", "15 minutes", "24小时"))
  static let retention = phrase(Phrase(wording: .duration, examples: "400 days", "400天"))
  static let perMinute = phrase(Phrase(wording: .perMinute, examples: "20 per minute", "每分钟20条"))
  static let amount = phrase(
    Phrase(
      isNumberToo: true, wording: .amount, examples: "500 per county", "每县500", "1 per household",
      "all listed", "12"))
  static let percent = phrase(Phrase("^\\d{1,3}(\\.\\d{1,2})?\\s*[%％]$", wording: .percent, examples: "95%"))
  static let post = phrase(Phrase("^[^\\s./]+\\.[^\\s/]+$", examples: "county.contact", "县.contact"))
  static let level = phrase(Phrase(examples: "县", "county"))
  static let unit = phrase(Phrase(isNumberToo: true, examples: "gx", "guilin"))
  static let channel = phrase(Phrase(examples: "county-groups"))
  static let template = phrase(Phrase(examples: "tomorrow", "brief"))
  static let rule = phrase(Phrase("FREQ=", examples: "FREQ=MONTHLY;BYDAY=-1FR"))
  static let start = phrase(Phrase("^\\d{4}", examples: "2026-01-15", "2026-01-15T09:00"))
  static let zone = phrase(Phrase(examples: "Asia/Shanghai"))
  static let monthOrWeekDay = phrase(
    Phrase(
      isNumberToo: true, wording: .monthOrWeekDay, examples: "15", "last friday", "第2个周二", "monday", "周一"))
  static let source = phrase(
    Phrase("^(env:[A-Za-z_].*|secrets)$", examples: "env:WECOM_URL_<unit>", "secrets"))
  static let clockDate = phrase(Phrase("^\\d{4}", examples: "2026-09-22 15:07", "2026-10-08"))
}
