import Recurrence

extension CampaignReader {
  /// Ids of the campaign that its tests may name.
  struct Names {
    var parts: [String] = []
    var tasks: [String] = []
    var reminders: [String] = []
    /// Ids and receivers.
    var chases: [String] = []
  }

  func test(_ node: YAMLNode, _ names: Names) -> CampaignTest? {
    guard let fields = Fields(node, .test, faults) else { return nil }
    let name = fields.text("name")
    let year = fields.number("year", in: 1901...2099)
    let given = fields.elements("given").compactMap { self.given($0, names) }
    let expected = fields.elements("expect").compactMap { expectation($0, names) }
    let unexpected = fields.elements("expect_none").compactMap { expectation($0, names) }
    if fields["expect"] == nil, fields["expect_none"] == nil {
      faults.add(.missingKey("expect", section: .test), at: fields.place)
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
    guard let at, let unit, events.count == 1 else {
      // What is there and wrong has been reported.
      if events.isEmpty, fields.names.isDisjoint(with: ["report", "session", "attendance"]) {
        faults.add(.missingKey("report", section: .given), at: fields.place)
      } else if events.count > 1 {
        faults.add(.oneOf(["report", "session", "held", "attendance"]), at: fields.place)
      }
      return nil
    }
    return CampaignTest.Given(at: CivilDateTime(at.day, at.time ?? .midnight), unit: unit, event: events[0])
  }

  /// The one thing that a given report can be.
  enum ReportWord: String, CaseIterable { case received }

  private func expectation(_ node: YAMLNode, _ names: Names) -> CampaignTest.Expectation? {
    guard let fields = Fields(node, .expectation, faults) else { return nil }
    let subjects = CampaignTest.Expectation.Subject.allCases.filter { fields[$0.rawValue] != nil }
    let words = CampaignTest.Expectation.Subject.allCases.map(\.rawValue)
    let on = fields.value("on", else: { .moment($0) }, TimeLanguage.moment)
    let unit = unit(fields)
    let part = part(fields, names)
    guard let subject = subjects.first, subjects.count == 1 else {
      faults.add(subjects.isEmpty ? .expectsNothing(words) : .oneOf(words), at: fields.place)
      return nil
    }
    let id = fields.text(subject.rawValue).flatMap { self.id($0, of: subject, names) }
    if let id, let known = known(subject, names), !known.contains(id) {
      let nearest = Vocabulary.nearest(to: id, among: known)
      faults.add(.notFound(.planned(subject), id, nearest: nearest), at: fields[subject.rawValue]?.place)
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
    let isReport = subject == .due && !names.parts.contains(text) && Section.head.key(text)?.name == "report"
    return isReport ? "report" : text
  }

  /// A chase's receiver as keys write it; any other text as it is.
  private func receiver(_ text: String) -> String {
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
    case .due: ["report"] + names.parts
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
    if names.parts.contains(part) { return part }
    let nearest = Vocabulary.nearest(to: part, among: names.parts)
    faults.add(.notFound(.part, part, nearest: nearest), at: fields["part"]?.place)
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
