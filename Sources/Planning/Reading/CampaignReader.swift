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
    let isBroken = faults.hasErrors || faults.restsOnFaults
    return (isBroken ? nil : campaign, outline, faults.diagnostics.sorted { $0.place < $1.place })
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
    checkReferences(head, tasks: tasks)
    let names = Names(head) { receiver($0) }
    let tests = head.elements("tests").compactMap { test($0, names) }
    guard let id, let name, let schedule, let participation else { return nil }
    var campaign = Campaign(
      id: id, name: name, kind: head.text("kind") ?? "", schedule: schedule, participation: participation,
      file: file)
    campaign.keyTasks = head.texts("key_tasks")
    campaign.basis = head.texts("basis")
    campaign.ordinal = optional.ordinal
    campaign.venue = optional.venue
    campaign.parts = parts.map { $0.value.asked(ofEach: participation.level) }
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
    guard let who = Fields(node, .who, faults) else { return nil }
    let mayJoin = who.words("may_join").compactMap { levelNamed($0.text, at: $0.place) }
    let countBy = who.choice("count_by", Participation.CountBy.self) ?? .person
    let (audience, partners) = (who.texts("audience"), who.texts("partners"))
    guard let units = who["units"].flatMap({ Fields($0, .units, faults) }) else { return nil }
    let level = level(units, "level")
    let under = units.text("under")
    if let under { checkUnit(under, at: units["under"]?.place) }
    let except = units.terms("except")
    for (unit, place) in except { checkUnit(unit, at: place) }
    guard let level, let under else { return nil }
    var participation = Participation(level: level, under: under)
    participation.except = except.map(\.text)
    participation.mayJoin = mayJoin
    participation.audience = audience
    participation.partners = partners
    participation.countBy = countBy
    return participation
  }

  func level(_ fields: Fields, _ key: String) -> Level? {
    guard let text = fields.text(key) else { return nil }
    return levelNamed(text, at: fields[key]?.place)
  }

  func levelNamed(_ word: String, at place: Place?) -> Level? {
    if let level = shared.tree.level(named: word) { return level }
    // Settings that could not be read are reported there; every level would be missing here.
    if shared.levels.isEmpty {
      faults.restOnFaults()
    } else {
      faults.add(.quoted(word) ?? .unknownLevel(word, among: shared.levels), at: place)
    }
    return nil
  }

  func checkUnit(_ id: String, at place: Place?) {
    guard shared.tree[id] == nil, !shared.areUnitsLeftOut else { return }
    // Likewise the table of units, or this unit's row in it.
    if shared.tree.units.isEmpty || shared.faultyUnits.contains(id) {
      faults.restOnFaults()
    } else {
      faults.add(.quoted(id) ?? .unknownUnit(id, UnitGuess(id, in: shared.tree)), at: place)
    }
  }

  // MARK: - Parts and tasks

  /// A value and the place of its id, for faults that show only when all are read.
  struct Placed<Value> {
    let value: Value
    let place: Place
  }

  private func part(_ node: YAMLNode) -> Placed<Part>? {
    guard let fields = Fields(node, .part, faults) else { return nil }
    let submission = fields["submit"].flatMap { self.submission($0) }
    let (id, name, due) = (fields.id(), fields.bilingual("name"), deadline(fields, "due"))
    let (target, ask) = (amount(fields, "target"), fields.terms("report").map(\.text))
    let isSample = fields.flag("sample_date")
    if isSample {
      faults.add(.sampleDate(name?.zh ?? id ?? "", fields.word("sample_date")), at: fields["due"]?.place)
    }
    guard let id, let name, let due else { return nil }
    let part = Part(
      id: id, name: name, due: due, target: target, submission: submission, ask: ask, isSample: isSample)
    return Placed(value: part, place: fields["id"]?.place ?? node.place)
  }

  private func submission(_ node: YAMLNode) -> Part.Submission? {
    guard let fields = Fields(node, .submit, faults) else { return nil }
    let (what, unit, to) = (fields.text("what"), fields.text("unit"), receiver(fields, "to"))
    guard let what, let unit, let to else { return nil }
    return Part.Submission(what: what, unit: unit, to: to)
  }

  private func task(_ node: YAMLNode) -> Placed<CampaignTask>? {
    guard let fields = Fields(node, .task, faults) else { return nil }
    let (id, what, owner) = (fields.id(), fields.text("do"), receiver(fields, "owner"))
    let (due, needs) = (deadline(fields, "due"), fields.terms("needs"))
    guard let id, let what, let owner, let due else { return nil }
    return Placed(
      value: CampaignTask(id: id, what: what, owner: owner, due: due, needs: needs.map(\.text)),
      place: fields["id"]?.place ?? node.place)
  }

  /// `county.contact`: a level and a role at it.
  func receiver(_ fields: Fields, _ key: String) -> Post? {
    guard let text = fields.text(key), let node = fields[key] else { return nil }
    let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty, !text.contains("/") else {
      let guess = guessedReceiver(text)
      faults.add(.quoted(text) ?? .receiver(text, guess, among: shared.levels), at: node.place)
      return nil
    }
    let place = node.place(ofByte: 0, length: halves[0].unicodeScalars.count)
    guard let level = levelNamed(halves[0], at: place) else { return nil }
    return Post(level: level, role: halves[1])
  }

  /// `县.联系人` for 县联系人, `county.contact` for "county contact" or 县。contact.
  private func guessedReceiver(_ text: String) -> String? {
    let words = shared.levels.flatMap { [$0.name.en, $0.name.zh].compactMap { $0 } }
    let separators = " 。．·,，、/:：-_.".unicodeScalars
    for word in words.sorted(by: { $0.count > $1.count }) where text.hasPrefix(word) {
      let role = text.dropFirst(word.count).drop { $0.unicodeScalars.allSatisfy(separators.contains) }
      let last = role.last.map { $0.unicodeScalars.allSatisfy(separators.contains) } ?? true
      if !last { return "\(word).\(role)" }
    }
    guard let level = shared.levels.typical, text.allSatisfy(\.isLetter) else { return nil }
    let isChinese = text.contains(where: \.isHan)
    return "\(isChinese ? level.name.zh : level.name.en ?? level.name.zh).\(text)"
  }

  func deadline(_ fields: Fields, _ key: String) -> Deadline? {
    guard let text = fields.text(key), let place = fields[key]?.place else { return nil }
    if let offset = TimeLanguage.offset(text) { return .offset(offset) }
    if case .success(let date) = TimeLanguage.date(text) { return .date(date) }
    if let fault = Fault.quoted(text) {
      faults.add(fault, at: place)
      return nil
    }
    guard TimeGuess.offset(text) == nil, text.contains(#/^\s*\d+\s*[-.\/年月]|^\d{4,8}$/#) else {
      faults.add(.offset(text, clock: nil), at: place)
      return nil
    }
    return date(text, at: place).map { .date($0) }
  }

  /// - `year`: The one to show in an example.
  func date(_ text: String, at place: Place, year: Int = 2026) -> CivilDate? {
    switch TimeLanguage.date(text) {
    case .success(let date): return date
    case .failure(let fault):
      faults.add(.quoted(text) ?? .date(text, fault, .full(year: year)), at: place)
      return nil
    }
  }

  /// `500 per county`, `每县500`, `1 per household`, `all listed`, `12`.
  func amount(_ fields: Fields, _ key: String) -> Amount? {
    guard !shared.levels.isEmpty || fields.text(key).map({ amount($0) != nil }) ?? true else {
      faults.restOnFaults()
      return nil
    }
    return fields.value(
      key, else: { .amount($0, fields.word(key), TimeGuess.amount($0, levels: shared.levels)) }, amount)
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
