import Recurrence

extension CampaignReader {
  /// Ids of the campaign that its tests may name, as they stand in the file.
  struct Names {
    /// Nil where an id can't be read: it may be the one that a test names.
    let parts: [String]?
    let tasks: [String]?
    let reminders: [String]?
    /// Ids and receivers.
    let chases: [String]

    /// - `receiver`: A post's text as a test's is read.
    init(_ head: Fields, _ receiver: (String) -> String) {
      func items(_ key: String) -> [YAMLNode] { head[key]?.elements ?? [] }
      // An id has the same words in every section.
      func id(_ node: YAMLNode) -> String? { node.value("id", in: .reminder)?.text }
      func ids(_ key: String) -> [String]? {
        let ids = items(key).compactMap(id).filter(CampaignDraft.isID)
        return ids.count == items(key).count ? ids : nil
      }
      parts = ids("parts")
      tasks = ids("tasks")
      reminders = ids("reminders")
      let usual = items("chase").indices.map { ChaseRule.usualID($0 + 1) }
      let receivers = items("chase").compactMap { $0.value("to", in: .chase)?.text.map(receiver) }
      chases = receivers + items("chase").compactMap(id) + usual
    }
  }

  func test(_ node: YAMLNode, _ names: Names) -> CampaignTest? {
    guard let fields = Fields(node, .test, faults) else { return nil }
    let name = fields.text("name")
    let year = fields.number("year", in: 1901...2099)
    let given = fields.elements("given").compactMap { self.given($0, names) }
    let expected = fields.elements("expect").compactMap { expectation($0, names) }
    let unexpected = fields.elements("expect_none").compactMap { expectation($0, names) }
    if fields["expect"] == nil, fields["expect_none"] == nil {
      let words = ["expect", "expect_none"].map(fields.word)
      faults.add(.noneOf(words, BilingualText(zh: "应该有什么", en: "what is expected")), at: fields.place)
    }
    guard let name, let year else { return nil }
    return CampaignTest(name: name, year: year, given: given, expected: expected, unexpected: unexpected)
  }

  private func given(_ node: YAMLNode, _ names: Names) -> CampaignTest.Given? {
    guard let fields = Fields(node, .given, faults) else { return nil }
    let at = fields.value("at", else: { .moment($0) }, TimeLanguage.moment)
    let unit = unit(fields)
    let part = part(fields, names)
    var events: [CampaignTest.Given.Event] = []
    if fields.choice("report", ReportWord.self) != nil { events.append(.report(part: part)) }
    if let text = fields.text("session"), let place = fields["session"]?.place {
      date(text, at: place).map { events.append(.session($0)) }
    }
    if fields.flag("held") { events.append(.held) }
    if let text = fields.text("attendance") { events.append(.attendance(text)) }
    let given = ["report", "session", "held", "attendance"].filter { fields[$0] != nil }
    if given.isEmpty {
      let words = ["report", "session", "held", "attendance"].map(fields.word)
      faults.add(.noneOf(words, BilingualText(zh: "发生了什么", en: "what has happened")), at: fields.place)
    } else if given.count > 1 {
      faults.add(.oneOf(given.map(fields.word)), at: fields.lastPlace(given))
    }
    guard let at, let unit, events.count == 1 else { return nil }
    return CampaignTest.Given(at: CivilDateTime(at.day, at.time ?? .midnight), unit: unit, event: events[0])
  }

  /// The one thing that a given report can be.
  enum ReportWord: String, CaseIterable { case received }

  private func expectation(_ node: YAMLNode, _ names: Names) -> CampaignTest.Expectation? {
    guard let fields = Fields(node, .expectation, faults) else { return nil }
    let subjects = CampaignTest.Expectation.Subject.allCases.filter { fields[$0.rawValue] != nil }
    let on = fields.value("on", else: { .moment($0) }, TimeLanguage.moment)
    let unit = unit(fields)
    let part = part(fields, names)
    guard let subject = subjects.first, subjects.count == 1 else {
      let words = (subjects.isEmpty ? CampaignTest.Expectation.Subject.allCases : subjects).map {
        fields.word($0.rawValue)
      }
      let what = BilingualText(zh: "应该有什么", en: "what is expected")
      let place = subjects.isEmpty ? fields.place : fields.lastPlace(subjects.map(\.rawValue))
      faults.add(subjects.isEmpty ? .noneOf(words, what) : .oneOf(words), at: place)
      return nil
    }
    let id = fields.text(subject.rawValue).flatMap { self.id($0, of: subject, names) }
    if let id, let known = known(subject, names), !known.contains(id) {
      faults.add(.notFound(.planned(subject), id, among: known), at: fields[subject.rawValue]?.place)
    }
    var expectation = CampaignTest.Expectation(subject, id: id)
    (expectation.day, expectation.time) = (on?.day, on?.time)
    (expectation.unit, expectation.part) = (unit, part)
    expectation.says = fields.text("says")
    return expectation
  }

  /// Nil for any. The report's deadline goes by its key's word.
  private func id(_ text: String, of subject: CampaignTest.Expectation.Subject, _ names: Names) -> String? {
    if ["any", "任意", "任何"].contains(text) { return nil }
    if subject == .chase { return receiver(text) }
    let isReport =
      subject == .due && names.parts?.contains(text) != true && Section.head.key(text)?.name == "report"
    return isReport ? "report" : text
  }

  /// A chase's receiver as keys write it; any other text as it is.
  func receiver(_ text: String) -> String {
    let halves = text.split(separator: ".", maxSplits: 1).map(String.init)
    guard halves.count == 2, let level = shared.tree.level(named: halves[0]) else { return text }
    return Post(level: level, role: halves[1]).description
  }

  /// The ids that a subject may name; nil where any text will do.
  private func known(_ subject: CampaignTest.Expectation.Subject, _ names: Names) -> [String]? {
    switch subject {
    case .occurrence: nil
    case .task: names.tasks
    case .remind: names.reminders
    case .due: names.parts.map { ["report"] + $0 }
    case .chase: names.chases
    }
  }

  /// A unit by its id or its name.
  private func unit(_ fields: Fields) -> String? {
    guard let name = fields.text("unit") else { return nil }
    let named = shared.tree.units(named: name)
    if let unit = shared.tree[name] ?? (named.count == 1 ? named[0] : nil) { return unit.id }
    checkUnit(name, at: fields["unit"]?.place)
    return nil
  }

  private func part(_ fields: Fields, _ names: Names) -> String? {
    guard let part = fields.text("part") else { return nil }
    guard let known = names.parts, !known.contains(part) else { return part }
    faults.add(.notFound(.part, part, among: known), at: fields["part"]?.place)
    return nil
  }
}

extension TimeLanguage {
  /// `2026-09-22 15:07`, or a day alone.
  static func moment(_ text: String) -> (day: CivilDate, time: CivilTime?)? {
    let halves = normalized(text).split(whereSeparator: { $0 == " " || $0 == "T" || $0 == "," })
    guard (1...2).contains(halves.count), case .success(let day) = date(halves[0]) else { return nil }
    if halves.count == 1 { return (day, nil) }
    return clock(halves[1]).map { (day, $0) }
  }
}
