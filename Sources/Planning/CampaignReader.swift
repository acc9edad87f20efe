import Recurrence

/// Reads one campaign file, reporting all its faults.
struct CampaignReader {
  let shared: SharedDefinitions
  let templates: TemplateLibrary
  let faults: FaultList

  static func read(_ file: SourceFile, shared: SharedDefinitions, templates: TemplateLibrary) -> (
    campaign: Campaign?, outline: CampaignOutline?, diagnostics: [Diagnostic]
  ) {
    let faults = FaultList(file: file.path)
    SecretScan.faults(in: file).forEach(faults.add)
    let reader = CampaignReader(shared: shared, templates: templates, faults: faults)
    let root = fileRoot(of: file, .head, faults)
    let campaign = root.flatMap { reader.campaign($0, file: file.path) }
    let outline = root.map { CampaignOutline(file: file.path, root: $0.node) }
    return (faults.hasErrors ? nil : campaign, outline, faults.diagnostics.sorted { $0.place < $1.place })
  }

  private func campaign(_ head: Fields, file: String) -> Campaign? {
    let id = head.id()
    let name = head.bilingual("name")
    let schedule = head["when"].flatMap { self.schedule($0) }
    let participation = head["who"].flatMap { self.participation($0) }
    let parts = head.elements("parts").compactMap { self.part($0) }
    let tasks = head.elements("tasks").compactMap { self.task($0) }
    let report = head["report"].flatMap { self.report($0) }
    let reminders = head.elements("reminders").compactMap { self.reminder($0) }
    let chases = head.elements("chase").enumerated().compactMap { chase($0.offset + 1, $0.element) }
    let optional = optionalSections(head)
    checkReferences(head, parts: parts, tasks: tasks, report: report)
    let names = Names(
      parts: parts.map(\.value.id), tasks: tasks.map(\.value.id), reminders: reminders.map(\.id),
      chases: chases.flatMap { [$0.to.description, $0.id] })
    let tests = head.elements("tests").compactMap { test($0, names) }
    guard let id, let name, let schedule, let participation else { return nil }
    var campaign = Campaign(
      id: id, name: name, kind: head.text("kind") ?? "", schedule: schedule, participation: participation,
      file: file)
    campaign.keyTasks = head.texts("key_tasks")
    campaign.basis = head.texts("basis")
    campaign.ordinal = optional.ordinal
    campaign.venue = optional.venue
    campaign.parts = parts.map(\.value)
    campaign.tasks = tasks.map(\.value)
    campaign.materials = optional.materials
    campaign.targets = optional.targets
    campaign.reminders = reminders
    campaign.report = report
    campaign.chases = chases
    campaign.archive = optional.archive
    campaign.quietHours = optional.quietHours
    campaign.privacy = optional.privacy
    campaign.years = optional.years
    campaign.tests = tests
    return campaign
  }

  // MARK: - Who

  private func participation(_ node: YAMLNode) -> Participation? {
    guard let who = Fields(node, .who, faults), let unitsNode = who["units"],
      let units = Fields(unitsNode, .units, faults)
    else { return nil }
    let level = level(units, "level")
    let under = units.text("under")
    if let under { checkUnit(under, at: units["under"]?.place) }
    guard let level, let under else { return nil }
    var participation = Participation(level: level, under: under)
    let except = units.words("except")
    participation.except = except.map(\.text)
    for word in except { checkUnit(word.text, at: word.place) }
    participation.mayJoin = who.words("may_join").compactMap { levelNamed($0.text, at: $0.place) }
    participation.audience = who.texts("audience")
    participation.partners = who.texts("partners")
    participation.countBy = who.choice("count_by", Participation.CountBy.self) ?? .person
    return participation
  }

  func level(_ fields: Fields, _ key: String) -> Level? {
    guard let text = fields.text(key) else { return nil }
    return levelNamed(text, at: fields[key]?.place)
  }

  func levelNamed(_ word: String, at place: Place?) -> Level? {
    if let level = shared.tree.level(named: word) { return level }
    faults.add(.unknownLevel(word, among: shared.levels), at: place)
    return nil
  }

  func checkUnit(_ id: String, at place: Place?) {
    // A table that could not be read is reported there; every unit would be missing here.
    guard !shared.tree.units.isEmpty, shared.tree[id] == nil else { return }
    faults.add(.unknownUnit(id, in: shared.tree), at: place)
  }

  // MARK: - Parts and tasks

  /// A value and the place of its id, for faults that show only when all are read.
  struct Placed<Value> {
    let value: Value
    let place: Place
    var needs: [(text: String, place: Place)] = []
  }

  private func part(_ node: YAMLNode) -> Placed<Part>? {
    guard let fields = Fields(node, .part, faults) else { return nil }
    let submission = fields["submit"].flatMap { self.submission($0) }
    guard let id = fields.id(), let name = fields.bilingual("name"), let due = deadline(fields, "due") else {
      return nil
    }
    let isSample = fields.flag("sample_date")
    if isSample { faults.add(.sampleDate(name.zh), at: fields["due"]?.place) }
    let part = Part(
      id: id, name: name, due: due, target: amount(fields, "target"), submission: submission,
      ask: fields.texts("report"), isSample: isSample)
    return Placed(value: part, place: fields["id"]?.place ?? node.place)
  }

  private func submission(_ node: YAMLNode) -> Part.Submission? {
    guard let fields = Fields(node, .submit, faults), let what = fields.text("what"),
      let unit = fields.text("unit"),
      let to = receiver(fields, "to")
    else { return nil }
    return Part.Submission(what: what, unit: unit, to: to)
  }

  private func task(_ node: YAMLNode) -> Placed<CampaignTask>? {
    guard let fields = Fields(node, .task, faults) else { return nil }
    let owner = receiver(fields, "owner")
    guard let id = fields.id(), let what = fields.text("do"), let owner, let due = deadline(fields, "due")
    else {
      return nil
    }
    let needs = fields.words("needs")
    let task = CampaignTask(id: id, what: what, owner: owner, due: due, needs: needs.map(\.text))
    return Placed(value: task, place: fields["id"]?.place ?? node.place, needs: needs)
  }

  /// `county.contact`: a level and a role at it.
  func receiver(_ fields: Fields, _ key: String) -> Post? {
    guard let text = fields.text(key), let place = fields[key]?.place else { return nil }
    let halves = text.split(separator: ".", maxSplits: 1).map(String.init)
    guard halves.count == 2, !halves[1].isEmpty, !text.contains("/") else {
      faults.add(.quoted(text) ?? .receiver(text), at: place)
      return nil
    }
    guard let level = levelNamed(halves[0], at: place) else { return nil }
    return Post(level: level, role: halves[1])
  }

  func deadline(_ fields: Fields, _ key: String) -> Deadline? {
    guard let text = fields.text(key), let place = fields[key]?.place else { return nil }
    if let offset = TimeLanguage.offset(text) { return .offset(offset) }
    if let fault = Fault.quoted(text) {
      faults.add(fault, at: place)
      return nil
    }
    guard text.first?.isNumber == true, !text.contains(" ") else {
      faults.add(.offset(text), at: place)
      return nil
    }
    return date(text, at: place).map { .date($0) }
  }

  func date(_ text: String, at place: Place) -> CivilDate? {
    switch TimeLanguage.date(text) {
    case .success(let date): return date
    case .failure(let fault):
      faults.add(.quoted(text) ?? .date(text, fault, example: "2026-05-29"), at: place)
      return nil
    }
  }

  /// `500 per county`, `每县500`, `1 per household`, `all listed`, `12`.
  func amount(_ fields: Fields, _ key: String) -> Amount? {
    fields.value(key, else: { .amount($0, key: key) }, amount)
  }

  func amount(_ text: String) -> Amount? {
    guard let amount = AmountPhrase(text) else { return nil }
    guard let number = amount.number else { return .allListed }
    guard let basis = amount.basis else { return .total(number) }
    if Vocabulary.value(basis) == "household" { return .eachHousehold(number) }
    return shared.tree.level(named: basis).map { .each(number, $0) }
  }
}

extension Diagnostic {
  var place: Place { Place(line: line, column: column, length: length) }
}
