import Recurrence

extension CampaignReader {
  func reminder(_ node: YAMLNode) -> ReminderRule? {
    guard let fields = Fields(node, .reminder, faults) else { return nil }
    let at = timeRule(fields)
    let to = receiver(fields, "to")
    let channel = channel(fields)
    let template = template(fields, "template")
    let ofEachPart = ofEachPart(fields)
    guard let id = fields.id(), let at, let to, let channel, let template else { return nil }
    return ReminderRule(
      id: id, at: at, ofEachPart: ofEachPart, to: to, channel: channel, template: template,
      condition: fields.choice("only_if", SendCondition.self),
      ifClosed: fields.choice("if_closed", ReminderRoll.self), digest: fields.flag("digest"),
      expires: fields.value(
        "expires", else: { .span($0, key: "expires", example: "24 hours") }, TimeLanguage.duration))
  }

  func chase(_ number: Int, _ node: YAMLNode) -> ChaseRule? {
    guard let fields = Fields(node, .chase, faults) else { return nil }
    let to = receiver(fields, "to")
    let channel = channel(fields)
    let template = template(fields, "template")
    let ofEachPart = ofEachPart(fields)
    let id = fields["id"] == nil ? ChaseRule.usualID(number) : fields.id()
    guard let (offset, clock) = chaseTime(fields), let id, let to, let channel, let template else {
      return nil
    }
    return ChaseRule(
      id: id, after: offset, clock: clock, ofEachPart: ofEachPart, to: to, channel: channel,
      template: template,
      digest: fields.flag("digest"))
  }

  private func chaseTime(_ fields: Fields) -> (after: DayOffset, clock: CivilTime?)? {
    guard let text = fields.text("after"), let place = fields["after"]?.place else { return nil }
    switch TimeLanguage.timedSpan(text) {
    // A deadline lasts until the end of its day.
    case .success(let (offset, clock)) where offset.count > 0: return (offset, clock)
    case .failure(.clock(let clock)): faults.add(.clock(clock), at: place)
    case .success, .failure(.offset):
      faults.add(.quoted(text) ?? .span(text, key: "after", example: "1 workday"), at: place)
    }
    return nil
  }

  private func timeRule(_ fields: Fields) -> TimeRule? {
    guard let text = fields.text("at"), let place = fields["at"]?.place else { return nil }
    switch TimeLanguage.timed(text) {
    case .success(let (offset, clock)):
      return TimeRule(offset: offset, clock: clock ?? Self.usualClock)
    case .failure(.clock(let clock)): faults.add(.clock(clock), at: place)
    case .failure(.offset): faults.add(.quoted(text) ?? .offset(text), at: place)
    }
    return nil
  }

  /// Off the full hour, when every robot in the country speaks.
  static let usualClock = CivilTime(secondsOfDay: 9 * 3600 + 7 * 60)

  private func channel(_ fields: Fields) -> String? {
    guard let name = fields.text("channel") else { return nil }
    if shared.channels[name] == nil, !shared.channels.isEmpty, !shared.faultyChannels.contains(name) {
      let nearest = Vocabulary.nearest(to: name, among: shared.channels.keys)
      faults.add(.quoted(name) ?? .notFound(.channel, name, nearest: nearest), at: fields["channel"]?.place)
      return nil
    }
    return name
  }

  func template(_ fields: Fields, _ key: String) -> String? {
    guard let name = fields.text(key) else { return nil }
    if !templates.contains(name) {
      let nearest = Vocabulary.nearest(to: name, among: templates.names)
      faults.add(.notFound(.template, name, nearest: nearest), at: fields[key]?.place)
      return nil
    }
    return name
  }

  private func ofEachPart(_ fields: Fields) -> Bool {
    fields.value("of", else: { .notAmong($0, key: "of", choices: ["each part"]) }) { text in
      Vocabulary.value(text) == "each part" ? true : nil
    } ?? false
  }

  func report(_ node: YAMLNode) -> ReportRule? {
    guard let fields = Fields(node, .report, faults) else { return nil }
    var report = deadline(fields, "due").map { ReportRule(due: $0, ask: fields.texts("ask")) }
    if let node = fields["brief"], let brief = Fields(node, .brief, faults) {
      report?.briefTemplate = template(brief, "template")
      report?.maxCharacters = brief.number("max_chars", in: 50...20_000)
    }
    if let count = report?.ask.count, count > 12 { faults.add(.manyFields(count), at: fields["ask"]?.place) }
    return report
  }

  // MARK: - What must fit together

  func checkReferences(
    _ head: Fields, parts: [Placed<Part>], tasks: [Placed<CampaignTask>], report: ReportRule?
  ) {
    checkUnique(parts.map { ($0.value.id, $0.place) })
    checkUnique(tasks.map { ($0.value.id, $0.place) })
    let chases = head.elements("chase").enumerated().map { index, node in
      ids([node]).first ?? (ChaseRule.usualID(index + 1), node.place)
    }
    checkUnique(ids(head.elements("reminders")) + chases)
    checkUnique(ids(head.elements("materials")))
    let known = Set(parts.map(\.value.id) + tasks.map(\.value.id))
    for task in tasks {
      for need in task.needs where !known.contains(need.text) {
        let nearest = Vocabulary.nearest(to: need.text, among: known)
        faults.add(.notFound(.taskOrPart, need.text, nearest: nearest), at: need.place)
      }
    }
    if let cycle = cycle(in: tasks.map(\.value)) {
      faults.add(.cycle(cycle), at: tasks.first { $0.value.id == cycle.first }?.place)
    }
    let each =
      head.elements("reminders").compactMap { $0.value("of", in: .reminder) }
      + head.elements("chase").compactMap { $0.value("of", in: .chase) }
    if parts.isEmpty {
      for node in each { faults.add(.eachPartWithoutParts, at: node.place) }
    }
    if let chase = head["chase"], report == nil, head["report"] == nil,
      chase.elements?.contains(where: { $0.value("of", in: .chase) == nil }) == true
    {
      faults.add(.chaseWithoutDue, at: chase.place)
    }
  }

  private func ids(_ nodes: [YAMLNode]) -> [(String, Place)] {
    nodes.compactMap { node in
      // An id has the same words in every section.
      node.value("id", in: .reminder).flatMap { id in id.text.map { ($0, id.place) } }
    }
  }

  private func checkUnique(_ ids: [(id: String, place: Place)]) {
    var first: [String: Place] = [:]
    for (id, place) in ids {
      if let earlier = first[id] {
        faults.add(.repeatedID(id, first: earlier), at: place)
      } else {
        first[id] = place
      }
    }
  }

  /// The ids of a ring of tasks that wait for each other.
  private func cycle(in tasks: [CampaignTask]) -> [String]? {
    let needs = Dictionary(tasks.map { ($0.id, $0.needs) }, uniquingKeysWith: { first, _ in first })
    var finished: Set<String> = []
    func walk(_ id: String, _ path: [String]) -> [String]? {
      if let start = path.firstIndex(of: id) { return Array(path[start...]) }
      guard !finished.contains(id) else { return nil }
      for need in needs[id] ?? [] {
        if let found = walk(need, path + [id]) { return found }
      }
      finished.insert(id)
      return nil
    }
    for task in tasks {
      if let found = walk(task.id, []) { return found }
    }
    return nil
  }
}
