import Planning
import Recurrence

/// Reads one event of a sessions file.
struct EventReader {
  let node: YAMLNode
  let units: [String: [String]]
  /// For days whose year nobody wrote; nil refuses them.
  let today: CivilDate?
  /// The last day of which the file tells: what has no day was over by then.
  var latest: CivilDate?

  func read() throws(EventFault) -> SessionsFile.Event {
    try checkKeys()
    let id = try required("id")
    let unit = try required("unit")
    let status = try status()
    let (date, dateRemark) = try date(isHeld: status == .held)
    let speaker = try speaker()
    var session = try session(id: id, date: date, status: status)
    session.speaker = speaker?.post
    let (figures, remarks) = try figures()
    let isContradicted =
      status == .cancelled && figures.contains { if case .note = $0 { false } else { true } }
    // As in a table, what says so and has figures is taken as held.
    if isContradicted { session.status = .held }
    let doubt = isContradicted ? BilingualText.notHeldWithFigures("status: \(status)") : nil
    return SessionsFile.Event(
      id: id, line: node.place.line, unitNames: units[unit] ?? [unit], occurrence: try occurrence(date),
      isEditionWritten: text("occurrence") != nil, session: session, figures: figures,
      remark: .joined([speaker?.remark, dateRemark, doubt].compactMap(\.self) + remarks))
  }

  private func session(id: String, date: SessionDate, status: Session.Status) throws(EventFault) -> Session {
    var session = Session(title: try required("title"), date: date, status: status)
    session.name = id
    session.englishTitle = text("title_en")
    session.kind = text("kind")
    session.keyTask = text("key_task")
    session.venue = text("venue")
    session.organisers = texts("organisers")
    session.partners = texts("partners")
    session.activities = texts("activities")
    session.channels = texts("channels")
    session.topics = node["course"]?["topic_names"]?.elements?.compactMap(\.text) ?? texts("topics")
    session.verb = text("verb")
    session.scope = text("scope")
    session.byline = try byline()
    session.hours = try hours()
    session.after = text("after")
    session.mentions = mentions()
    return session
  }

  private func hours() throws(EventFault) -> String? {
    guard let words = text("hours") else { return nil }
    guard let hours = Session.hours(words) else {
      throw fault(
        "hours", zh: "学时不能是“\(words)”：写成 6 或 1.5 小时", en: "hours can't be '\(words)': write 6, or '1.5 hours'"
      )
    }
    return hours
  }

  private func mentions() -> [Mention] {
    guard let value = node["mentioned_again"] else { return [] }
    return (value.elements ?? [value]).compactMap { mention in
      guard let document = mention["where"]?.text else { return nil }
      return Mention(
        document: document, words: mention["quote"]?.text,
        isSupposed: mention["same_event"]?.text != "certain")
    }
  }

  private func occurrence(_ date: SessionDate) throws(EventFault) -> OccurrenceKey? {
    guard let campaign = text("campaign") else { return nil }
    guard let occurrence = text("occurrence") ?? date.first.map({ String($0.year) }) else {
      throw fault("occurrence", zh: "活动没有日期，要写 occurrence（届次）", en: "without a date it needs its occurrence")
    }
    return OccurrenceKey(campaign: campaign, occurrence: occurrence)
  }

  private func status() throws(EventFault) -> Session.Status {
    guard let word = text("status") else { return .held }
    guard let status = Session.Status(rawValue: word) else {
      let known = Session.Status.allCases.map(\.rawValue)
      throw fault(
        "status", zh: "status 不能是“\(word)”；可写 \(known.joined(separator: "、"))",
        en: "status can't be '\(word)'; write \(known.joined(separator: ", "))")
    }
    return status
  }

  // MARK: Keys and shapes: what is not understood must not be lost in silence

  private static let keys: Set<String> = [
    "id", "title", "title_en", "kind", "key_task", "campaign", "occurrence", "ordinal", "date", "date_text",
    "date_inferred", "not_after", "part_of_day", "completed_on", "unit", "organisers", "partners", "venue",
    "course",
    "speaker", "speakers_from", "topics", "volunteers", "activities", "services", "channels", "attendance",
    "served", "materials",
    "byline",
    "quote", "mentioned_again", "verb", "scope", "said", "status",
    "hours", "after",
  ]
  private static let figureKeys: Set<String> = [
    "group", "unit", "n", "is", "said", "service", "name", "titles", "to", "per", "includes_children", "from",
    "by", "second",
  ]
  private static let listKeys: Set<String> = [
    "organisers", "partners", "activities", "channels", "topics", "speakers_from",
  ]
  /// Of these there is more than words.
  private static let shapedKeys: Set<String> = [
    "services", "course", "speaker", "byline", "volunteers", "attendance", "served", "materials",
    "mentioned_again", "n", "titles",
  ]

  private func checkKeys() throws(EventFault) {
    try check(node, Self.keys)
    for section in ["attendance", "served", "materials"] {
      guard let value = node[section], !value.isNull else { continue }
      guard let rows = value.elements ?? (value.text == nil ? nil : [value]) else {
        throw fault(
          section, at: value, zh: "\(section) 应该是一个列表，每项以 “- ” 开头", en: "\(section) must be a list of items")
      }
      // 60 余人, as a person says it.
      for row in rows where row.text == nil { try check(row, Self.figureKeys) }
    }
  }

  /// Keys that an event may have and that have no place in the ledger, as `events.course.text`.
  static func unread(_ node: YAMLNode) -> [String] {
    let parts: [String: Set<String>] = [
      "course": ["topic_names"], "speaker": ["role", "team", "unit", "name"], "byline": ["unit", "name"],
      "mentioned_again": ["where", "quote", "same_event", "inferred"],
    ]
    return (node.entries ?? []).flatMap { entry -> [String] in
      guard !entry.value.isNull else { return [] }
      if ["services", "ordinal", "said"].contains(entry.key) { return ["events.\(entry.key)"] }
      guard let known = parts[entry.key] else { return [] }
      return (entry.value.elements ?? [entry.value]).flatMap { $0.entries ?? [] }
        .filter { !known.contains($0.key) }.map { "events.\(entry.key).\($0.key)" }
    }
  }

  private func check(_ row: YAMLNode, _ known: Set<String>) throws(EventFault) {
    guard let entries = row.entries else {
      throw fault("-", at: row, zh: "这里应该是“键: 值”", en: "this must be keys and values")
    }
    for entry in entries where !known.contains(entry.key) {
      // {n: 12,000} is two entries.
      guard entry.key.isEmpty || !entry.key.allSatisfy(\.isASCIIDigit) else {
        throw .comma(entry)
      }
      guard known == Self.figureKeys || !Self.figureKeys.contains(entry.key) else {
        throw EventFault(
          entry.key, entry.keyPlace, zh: "“\(entry.key)”要写在 attendance、served 或 materials 的那一项里",
          en: "'\(entry.key)' belongs into the item of attendance, served or materials")
      }
      let guess = Vocabulary.nearest(to: entry.key, among: known)
      throw EventFault(
        entry.key, entry.keyPlace, zh: "不认识的键 “\(entry.key)”\(guess.map { "，是不是 “\($0)”？" } ?? "")",
        en: "unknown key '\(entry.key)'\(guess.map { "; did you mean '\($0)'?" } ?? "")")
    }
    try checkShapes(entries)
  }

  private func checkShapes(_ entries: [YAMLEntry]) throws(EventFault) {
    for entry in entries where !Self.shapedKeys.contains(entry.key) {
      let isList = Self.listKeys.contains(entry.key)
      let texts = isList ? entry.value.elements ?? [entry.value] : [entry.value]
      guard let odd = texts.first(where: { $0.text == nil && !$0.isNull }) else { continue }
      if entry.key == "date" {
        throw fault(
          entry.key, at: odd, zh: "date 要写在一行里，如 2023-08-10、2023-08-01/2023-08-07、“8 月中旬”",
          en: "date must be plain words: 2023-08-10, 2023-08-01/2023-08-07, or '8 月中旬'")
      }
      throw fault(
        entry.key, at: odd, zh: "\(entry.key) 应该是\(isList ? "文字的列表" : "一段文字")",
        en: "\(entry.key) must be \(isList ? "a list of words" : "plain words")")
    }
  }

  // MARK: Fields

  func text(_ key: String) -> String? {
    guard let value = node[key], !value.isNull else { return nil }
    return value.text
  }

  private func texts(_ key: String) -> [String] {
    guard let value = node[key] else { return [] }
    return (value.elements ?? [value]).compactMap(\.text)
  }

  private func required(_ key: String) throws(EventFault) -> String {
    guard let text = text(key), !text.isEmpty else {
      throw fault(key, zh: "缺 \(key)", en: "\(key) is missing")
    }
    return text
  }

  func fault(_ cell: String, at row: YAMLNode? = nil, zh: String, en: String) -> EventFault {
    EventFault(cell, (row ?? node[cell] ?? node).place, zh: zh, en: en)
  }
}
