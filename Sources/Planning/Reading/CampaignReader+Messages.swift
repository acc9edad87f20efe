import Recurrence

extension CampaignReader {
  func reminder(_ node: YAMLNode) -> ReminderRule? {
    guard let fields = Fields(node, .reminder, faults) else { return nil }
    let at = timeRule(fields)
    let to = receiver(fields, "to")
    let channel = channel(fields)
    let template = template(fields, "template")
    let ofEachPart = ofEachPart(fields)
    let condition = fields.choice("only_if", SendCondition.self)
    let ifClosed = fields.choice("if_closed", ReminderRoll.self)
    let digest = fields.flag("digest")
    let expires = fields.value(
      "expires",
      else: {
        .span($0, fields.word("expires"), TimeGuess.duration($0) ?? .init(zh: "24小时", en: "24 hours"))
      },
      TimeLanguage.duration)
    guard let id = fields.id(), let at, let to, let channel, let template else { return nil }
    return ReminderRule(
      id: id, at: at, ofEachPart: ofEachPart, to: to, channel: channel, template: template,
      condition: condition, ifClosed: ifClosed, digest: digest, expires: expires)
  }

  func chase(_ number: Int, _ node: YAMLNode) -> ChaseRule? {
    guard let fields = Fields(node, .chase, faults) else { return nil }
    let to = receiver(fields, "to")
    let channel = channel(fields)
    let template = template(fields, "template")
    let ofEachPart = ofEachPart(fields)
    let digest = fields.flag("digest")
    let id = fields["id"] == nil ? ChaseRule.usualID(number) : fields.id()
    guard let (offset, clock) = delay(fields) else { return nil }
    guard let id, let to, let channel, let template else { return nil }
    return ChaseRule(
      id: id, after: offset, clock: clock, ofEachPart: ofEachPart, to: to, channel: channel,
      template: template, digest: digest)
  }

  /// How long after the deadline, and when on that day.
  private func delay(_ fields: Fields) -> (offset: DayOffset, clock: CivilTime?)? {
    guard let text = fields.text("after"), let node = fields["after"] else { return nil }
    switch TimeLanguage.timedSpan(text) {
    // A deadline lasts until the end of its day.
    case .success(let span) where span.offset.count > 0: return span
    case .failure(.clock(let clock)): faults.add(.clock(clock), at: node.place(of: clock))
    case .success, .failure(.offset):
      let guess = TimeGuess.span(text) ?? .init(zh: "1个工作日", en: "1 workday")
      faults.add(.quoted(text) ?? .span(text, fields.word("after"), guess), at: node.place)
    }
    return nil
  }

  private func timeRule(_ fields: Fields) -> TimeRule? {
    guard let text = fields.text("at"), let node = fields["at"] else { return nil }
    switch TimeLanguage.timed(text) {
    case .success(let (offset, clock)):
      return TimeRule(offset: offset, clock: clock ?? Self.usualClock)
    case .failure(.clock(let clock)): faults.add(.clock(clock), at: node.place(of: clock))
    case .failure(.offset):
      faults.add(.quoted(text) ?? .offset(text, clock: Self.usualClock.description), at: node.place)
    }
    return nil
  }

  /// Off the full hour, when every robot in the country speaks.
  static let usualClock = CivilTime(secondsOfDay: 9 * 3600 + 7 * 60)

  private func channel(_ fields: Fields) -> String? {
    guard let name = fields.text("channel") else { return nil }
    if shared.channels[name] != nil { return name }
    // Channels with faults, or a file of them that could not be read, are reported there.
    if shared.channels.isEmpty || shared.faultyChannels.contains(name) {
      faults.restOnFaults()
    } else {
      let known = shared.faultyChannels.union(shared.channels.keys)
      faults.add(.quoted(name) ?? .notFound(.channel, name, among: known), at: fields["channel"]?.place)
    }
    return nil
  }

  func template(_ fields: Fields, _ key: String) -> String? {
    guard let name = fields.text(key) else { return nil }
    if templates.contains(name) { return name }
    if templates.isFaulty(name) {
      faults.restOnFaults()
    } else {
      faults.add(.quoted(name) ?? .notFound(.template, name, among: templates.names), at: fields[key]?.place)
    }
    return nil
  }

  private func ofEachPart(_ fields: Fields) -> Bool {
    fields.value("of", else: { .notAmong($0, fields.word("of"), choices: ["each part"]) }) { text in
      Vocabulary.value(text) == "each part" ? true : nil
    } ?? false
  }

  func report(_ node: YAMLNode) -> ReportRule? {
    guard let fields = Fields(node, .report, faults) else { return nil }
    let ask = fields.terms("ask").map(\.text)
    if ask.count > 12 { faults.add(.manyFields(ask.count), at: fields["ask"]?.place) }
    var report = deadline(fields, "due").map { ReportRule(due: $0, ask: ask) }
    if let node = fields["brief"], let brief = Fields(node, .brief, faults) {
      report?.briefTemplate = template(brief, "template")
      report?.maxCharacters = brief.number("max_chars", in: 50...20_000)
    }
    return report
  }

  // MARK: - What must fit together

  func checkReferences(_ head: Fields, tasks: [Placed<CampaignTask>]) {
    guard !faults.isFull else { return }
    // By what stands in the file: a task with another fault is there all the same.
    for key in ["parts", "tasks", "materials"] { checkUnique(ids(head, key)) }
    let chases = (head["chase"]?.elements ?? []).enumerated().map { index, node in
      ids([node]).first ?? (ChaseRule.usualID(index + 1), node.place)
    }
    checkUnique(ids(head, "reminders") + chases)
    let known = Set((ids(head, "parts") + ids(head, "tasks")).map(\.id))
    let items = (head["parts"]?.elements ?? []) + (head["tasks"]?.elements ?? [])
    // What an item with a wrong id is called, nobody knows; it may be the one that is looked for.
    let areReadable = items.allSatisfy { node in ids([node]).first.map { CampaignDraft.isID($0.id) } ?? false
    }
    for node in head["tasks"]?.elements ?? [] {
      guard let needs = node.value("needs", in: .task) else { continue }
      for need in needs.elements ?? [needs] {
        guard let id = need.text, !id.isEmpty, !known.contains(id),
          !id.unicodeScalars.contains(where: { $0 == "," || $0 == "，" || $0 == "、" })
        else { continue }
        guard areReadable || Fault.quoted(id) != nil else { continue }
        faults.add(.quoted(id) ?? .notFound(.taskOrPart, id, among: known), at: need.place)
      }
    }
    if let cycle = TaskCycle.first(in: tasks.map(\.value)) {
      let needs = Vocabulary.word("needs", of: .task, in: faults.wording)
      faults.add(.cycle(cycle, needs), at: tasks.first { $0.value.id == cycle.first }?.place)
    }
    checkParts(head)
    if let chase = head["chase"], head["report"] == nil,
      chase.elements?.contains(where: { $0.value("of", in: .chase) == nil }) == true
    {
      faults.add(.chaseWithoutDue(head.word("chase"), faults.wording), at: head.keyPlace("chase"))
    }
  }

  private func checkParts(_ head: Fields) {
    guard head["parts"]?.elements?.isEmpty ?? true else { return }
    for (key, section) in [("reminders", Section.reminder), ("chase", .chase)] {
      for entry in (head[key]?.elements ?? []).flatMap({ $0.entries ?? [] }) {
        guard let of = section.key(entry.key), of.name == "of" else { continue }
        guard entry.value.text.map(Vocabulary.value) == "each part" else { continue }
        faults.add(
          .eachPartWithoutParts(KeyWord(of, typed: entry.key), head.word("parts")), at: entry.value.place)
      }
    }
  }

  private func ids(_ head: Fields, _ key: String) -> [(id: String, place: Place)] {
    ids(head[key]?.elements ?? [])
  }

  private func ids(_ nodes: [YAMLNode]) -> [(id: String, place: Place)] {
    nodes.compactMap { node in
      // An id has the same words in every section.
      node.value("id", in: .reminder).flatMap { id in id.text.map { ($0, id.place) } }
    }
  }

  private func checkUnique(_ ids: [(id: String, place: Place)]) {
    var first: [String: Place] = [:]
    for (id, place) in ids {
      if let earlier = first[id] {
        faults.add(.repeatedID(id, firstLine: earlier.line), at: place)
      } else {
        first[id] = place
      }
    }
  }
}
