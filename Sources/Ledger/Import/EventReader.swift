import Planning
import Recurrence

/// Reads one event of a sessions file.
struct EventReader {
  let node: YAMLNode
  let units: [String: [String]]

  func read() throws(EventFault) -> SessionsFile.Event {
    try checkKeys()
    let id = try required("id")
    let unit = try required("unit")
    let date = try date()
    let speaker = try speaker()
    var session = try session(id: id, date: date)
    session.speaker = speaker?.post
    return SessionsFile.Event(
      id: id, line: node.place.line, unitNames: units[unit] ?? [unit], occurrence: try occurrence(date),
      session: session, figures: try figures(), remark: speaker?.remark)
  }

  private func session(id: String, date: SessionDate) throws(EventFault) -> Session {
    var session = Session(title: try required("title"), date: date, status: try status())
    session.name = id
    session.englishTitle = text("title_en")
    session.kind = text("kind")
    session.keyTask = text("key_task")
    session.venue = text("venue")
    session.organisers = texts("organisers")
    session.partners = texts("partners")
    session.activities = texts("activities")
    session.channels = texts("channels")
    session.topics = node["course"]?["topic_names"]?.elements?.compactMap(\.text) ?? []
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
      throw fault("status", zh: "status 不能是“\(word)”", en: "status can't be '\(word)'")
    }
    return status
  }

  private func date() throws(EventFault) -> SessionDate {
    let open = SessionDate.openStart(text("date"))
    guard
      let day = open.flatMap({ Self.from($0, until: text("not_after")) })
        ?? SessionDate.day(text("date"), notAfter: text("not_after"))
    else {
      throw fault(
        "date", zh: "日期看不懂：写成 \"2023-08-10\"、\"2023-08-01/2023-08-07\" 或 \"2023-08-01/..\"",
        en: "can't read the date: write \"2023-08-10\", \"2023-08-01/2023-08-07\" or \"2023-08-01/..\"")
    }
    return SessionDate(
      day, said: text("date_text"), partOfDay: text("part_of_day"),
      completedOn: text("completed_on").flatMap { CivilDate(iso: $0) },
      isInferred: text("date_inferred") == "true", isOpen: open != nil)
  }

  /// An interval without an end. The same file must say the same on every day, so that it ends with what the file has,
  /// else with its year, and not with today.
  private static func from(_ first: CivilDate, until: String?) -> SessionDate.Day? {
    let last = until.map { CivilDate(iso: $0) } ?? CivilDate(year: first.year, month: 12, day: 31)
    guard let last, first <= last else { return nil }
    return first == last ? .exact(first) : .interval(first, last)
  }

  // MARK: Figures

  private func figures() throws(EventFault) -> [LedgerEntry.Content] {
    var contents: [LedgerEntry.Content] = []
    for row in node["attendance"]?.elements ?? [] { contents.append(.count(try attendance(row, .public))) }
    if let row = node["volunteers"] { contents.append(.count(try attendance(row, .volunteers))) }
    for row in node["served"]?.elements ?? [] {
      guard let service = row["service"]?.text else {
        throw fault("served", at: row, zh: "缺 service（服务名称）", en: "needs its service")
      }
      let online = OnlineAudience(service, counter: counter(row), isAttendance: false)
      let measure = online == nil ? Count.Measure(rawValue: service) : .online
      contents.append(
        .count(
          Count(
            measure, group: online == nil ? row["group"]?.text : online?.group,
            quantity: try quantity(row, "served"), counter: counter(row))))
    }
    for row in node["materials"]?.elements ?? [] { contents.append(.goods(try given(row))) }
    if let quote = text("quote") { contents.append(.note(quote)) }
    return contents
  }

  private func attendance(_ row: YAMLNode, _ role: Count.Role) throws(EventFault) -> Count {
    let group = row["group"]?.text ?? row["from"]?.text
    let online = group.flatMap { group in
      role == .public ? OnlineAudience(group, counter: counter(row), isAttendance: true) : nil
    }
    return Count(
      online == nil ? .attendance : .online, group: online == nil ? group : online?.group, role: role,
      quantity: try quantity(row, "attendance"), counter: counter(row),
      includesChildren: row["includes_children"]?.text == "true")
  }

  private func given(_ row: YAMLNode) throws(EventFault) -> GoodsMove {
    guard let name = row["name"]?.text else {
      throw fault("materials", at: row, zh: "缺 name（物资名称）", en: "needs its name")
    }
    let quantity = try quantity(row, "materials")
    if unit(of: row) == CountingWord.yuan, quantity.isKnown, quantity.certainty != .exact {
      throw fault("materials", at: row, zh: "金额必须准确", en: "money must be exact")
    }
    let (item, titles) = GoodsTitles.parted(name)
    return GoodsMove(
      .give, item: item, quantity: quantity, counter: unit(of: row),
      titles: titles + (row["titles"]?.elements?.compactMap(\.text) ?? []), to: row["to"]?.text,
      isPerHousehold: row["per"]?.text == "household")
  }

  private func counter(_ row: YAMLNode) -> String { unit(of: row) ?? CountingWord.person }

  /// More than any county has of people or of things is a slip of the keyboard.
  private static let mostPeople = Figure(10_000_000)
  private static let mostThings = Figure(100_000_000)

  private func quantity(_ row: YAMLNode, _ cell: String) throws(EventFault) -> Quantity {
    let quantity = try figure(row, cell)
    guard let low = quantity.n, let high = quantity.upper else { return quantity }
    let counter = unit(of: row) ?? (cell == "materials" ? "" : CountingWord.person)
    if CountingWord.isWhole(counter), !low.isWhole || !high.isWhole {
      throw fault(cell, at: row, zh: "\(low) \(counter)不是整数", en: "\(low) is no whole number")
    }
    if counter != CountingWord.yuan, high > (cell == "materials" ? Self.mostThings : Self.mostPeople) {
      throw fault(
        cell, at: row, zh: "\(high) \(counter)大得不合情理；请核对", en: "\(high) is beyond reason; please check")
    }
    return quantity
  }

  /// `{n: 500, is: at-least}`, `{n: [20, 30], is: range}`, `{is: unknown}`, or the words of `said` alone.
  private func figure(_ row: YAMLNode, _ cell: String) throws(EventFault) -> Quantity {
    let said = row["said"]?.text
    if row["n"] == nil, row["is"] == nil, let said {
      do throws(QuantityFault) {
        return try CountPhrase(said).quantity
      } catch {
        throw fault(cell, at: row, zh: error.text(.zh), en: error.text(.en))
      }
    }
    let word = row["is"]?.text ?? (row["n"] == nil ? "unknown" : "exact")
    guard let certainty = Self.certainties[word] else {
      throw fault(cell, at: row, zh: "is 不能是“\(word)”", en: "is can't be '\(word)'")
    }
    if certainty == .unknown { return .unknown(said: said) }
    let numbers = (row["n"].map { $0.elements ?? [$0] } ?? []).compactMap { $0.text.flatMap { Figure($0) } }
    guard numbers.allSatisfy({ $0 >= .zero }) else {
      throw fault(cell, at: row, zh: "数量是负数", en: "the figure is negative")
    }
    if certainty == .range, numbers.count == 2 { return .range(numbers[0], numbers[1], said: said) }
    guard numbers.count == 1, let quantity = Quantity(numbers[0], certainty, said: said) else {
      throw fault(cell, at: row, zh: "n 应该是数字", en: "n must be a number")
    }
    return quantity
  }

  static let certainties: [String: Quantity.Certainty] = [
    "exact": .exact, "at-least": .atLeast, "at-most": .atMost, "below": .below, "nearly": .nearly,
    "about": .about,
    "range": .range, "unknown": .unknown,
  ]

  // MARK: Keys and shapes: what is not understood must not be lost in silence

  private static let keys: Set<String> = [
    "id", "title", "title_en", "kind", "key_task", "campaign", "occurrence", "ordinal", "date", "date_text",
    "date_inferred", "not_after", "part_of_day", "completed_on", "unit", "organisers", "partners", "venue",
    "course",
    "speaker", "volunteers", "activities", "services", "channels", "attendance", "served", "materials",
    "byline",
    "quote", "mentioned_again", "verb", "scope", "said", "status",
    "hours", "after",
  ]
  private static let figureKeys: Set<String> = [
    "group", "unit", "n", "is", "said", "service", "name", "titles", "to", "per", "includes_children", "from",
  ]

  private func checkKeys() throws(EventFault) {
    try check(node, Self.keys)
    for section in ["attendance", "served", "materials"] {
      guard let value = node[section], !value.isNull else { continue }
      guard let rows = value.elements else {
        throw fault(
          section, at: value, zh: "\(section) 应该是一个列表，每项以 “- ” 开头", en: "\(section) must be a list of items")
      }
      for row in rows { try check(row, Self.figureKeys) }
    }
  }

  private func check(_ row: YAMLNode, _ known: Set<String>) throws(EventFault) {
    guard let entries = row.entries else {
      throw fault("-", at: row, zh: "这里应该是“键: 值”", en: "this must be keys and values")
    }
    for entry in entries where !known.contains(entry.key) {
      let guess = Vocabulary.nearest(to: entry.key, among: known)
      throw EventFault(
        entry.key, entry.keyPlace, zh: "不认识的键 “\(entry.key)”\(guess.map { "，是不是 “\($0)”？" } ?? "")",
        en: "unknown key '\(entry.key)'\(guess.map { "; did you mean '\($0)'?" } ?? "")")
    }
  }

  // MARK: Fields

  private func text(_ key: String) -> String? {
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

  private func fault(_ cell: String, at row: YAMLNode? = nil, zh: String, en: String) -> EventFault {
    EventFault(cell, (row ?? node[cell] ?? node).place, zh: zh, en: en)
  }
}
