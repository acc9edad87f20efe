import Recurrence

/// Reads `Campaigns/shared/`.
struct SharedReader {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var definitions: SharedDefinitions
  private var expected: [String: Int] = [:]
  private var expectedPlace: (file: String, place: Place)?

  /// The files in any order: their names say what they are.
  static func read(_ files: [SourceFile]) -> SharedReader {
    let noTree = UnitTree.empty
    var reader = SharedReader(
      definitions: SharedDefinitions(
        zone: .utc, language: .zh, tree: noTree, channels: [:], workdays: .provisional))
    reader.readSettings(files.first { $0.name == "settings.yaml" })
    reader.readUnits(files)
    reader.readContacts(files.first { $0.name == "contacts.csv" })
    reader.readChannels(files.first { $0.name == "channels.yaml" })
    reader.readCalendars(files.filter { $0.name.hasPrefix("calendar-") && $0.name.hasSuffix(".yaml") })
    return reader
  }

  private init(definitions: SharedDefinitions) {
    self.definitions = definitions
  }

  // MARK: - Settings

  private mutating func readSettings(_ file: SourceFile?) {
    guard let file else {
      diagnostics.append(.missing(file: "Campaigns/shared/settings.yaml"))
      return
    }
    let faults = FaultList(file: file.path)
    defer { diagnostics += faults.diagnostics }
    guard let fields = root(of: file, .settings, faults) else { return }
    definitions.zone =
      fields.value("zone", else: { .notFoundZone($0) }) { try? Zone($0) } ?? .utc
    definitions.language = fields.choice("language", Language.self) ?? .zh
    let levels = fields.elements("levels").enumerated().compactMap { depth, node -> Level? in
      guard let level = Fields(node, .level, faults), let zh = level.text("zh") else { return nil }
      return Level(depth: depth, name: BilingualText(zh: zh, en: level.text("en")))
    }
    definitions.tree = (try? UnitTree(levels: levels, units: [])) ?? .empty
    readExpected(fields, faults)
    if let node = fields["outgoing"], let outgoing = Fields(node, .outgoing, faults) {
      definitions.outgoingAllow = outgoing.texts("allow")
    }
    if let node = fields["retry"], let retry = Fields(node, .retry, faults) {
      definitions.tries = retry.number("tries", in: 1...50)
      definitions.giveUpAfter = retry.value(
        "give_up_after", else: { .span($0, key: "give_up_after", example: "24 hours") }, TimeLanguage.duration
      )
    }
    definitions.secretsPath = fields.text("secrets")
    if fields["key_tasks"] != nil { definitions.keyTasks = fields.texts("key_tasks") }
  }

  private mutating func readExpected(_ fields: Fields, _ faults: FaultList) {
    guard let node = fields["expected"] else { return }
    expectedPlace = (faults.file, node.place)
    for entry in fields.entries("expected") {
      guard definitions.tree.level(named: entry.key) != nil else {
        faults.add(unknownLevel(entry.key), at: entry.keyPlace)
        continue
      }
      guard let count = entry.value.text.flatMap({ Int($0) }), count >= 0 else {
        faults.add(
          .notANumber(entry.value.text ?? "", key: entry.key, range: 0...10_000_000), at: entry.value.place)
        continue
      }
      expected[entry.key] = count
    }
  }

  private func unknownLevel(_ name: String) -> Fault { .unknownLevel(name, among: definitions.levels) }

  // MARK: - Units

  private mutating func readUnits(_ files: [SourceFile]) {
    let table = files.first { $0.name == "units.csv" }
    guard let file = table ?? files.first(where: { $0.name == "units.yaml" }) else {
      diagnostics.append(.missing(file: "Campaigns/shared/units.csv"))
      return
    }
    let faults = FaultList(file: file.path)
    defer { diagnostics += faults.diagnostics }
    let csv = table.map { UnitTable($0, levels: definitions.levels, faults) }
    let units = csv?.units ?? unitsOfYAML(file, faults)
    do {
      var counts: [Level: Int] = [:]
      for (name, count) in expected { definitions.tree.level(named: name).map { counts[$0] = count } }
      definitions.tree = try UnitTree(levels: definitions.levels, units: units, expected: counts)
      checkExpected()
    } catch {
      faults.add(.unitTree(error), at: csv?.line(of: error.id).map { Place(line: $0, column: 1) })
    }
  }

  private mutating func unitsOfYAML(_ file: SourceFile, _ faults: FaultList) -> [Unit] {
    guard let fields = root(of: file, .unitsFile, faults) else { return [] }
    readExpected(fields, faults)
    return fields.elements("units").compactMap { node in
      guard let unit = Fields(node, .unit, faults), let id = unit.id(), let name = unit.text("name"),
        let word = unit.text("level")
      else { return nil }
      guard let level = definitions.tree.level(named: word) else {
        faults.add(unknownLevel(word), at: unit["level"]?.place)
        return nil
      }
      let parent = unit["parent"].flatMap { $0.isNull ? nil : $0.text }
      return Unit(
        id: id, name: name, level: level, parent: parent, aliases: unit.texts("aliases"),
        counted: unit["counted"].map { _ in unit.flag("counted") } ?? true, code: unit.text("code"))
    }
  }

  /// The table may be an extract (a whole level missing is no fault of the table); fewer or more than expected is.
  private mutating func checkExpected() {
    guard let (file, place) = expectedPlace else { return }
    for (level, count) in definitions.tree.expected.sorted(by: { $0.key < $1.key }) {
      let found = definitions.tree.counted(at: level)
      if found != count {
        diagnostics.append(
          Diagnostic(
            .denominator(level.name.zh, expected: count, found: found).asWarning, file: file, at: place))
      }
    }
  }

  /// Planning works without contacts, so their absence is no fault.
  private mutating func readContacts(_ file: SourceFile?) {
    guard let file else { return }
    let faults = FaultList(file: file.path)
    let table = ContactTable(file, tree: definitions.tree, faults)
    definitions.contacts = Contacts(table.holders, in: definitions.tree)
    definitions.emptyPosts = table.emptyPosts
    diagnostics += faults.diagnostics
  }

  // MARK: - Calendars

  private mutating func readCalendars(_ files: [SourceFile]) {
    var years: [Int: AnnouncedYear] = [:]
    for file in files.sorted(by: { $0.path < $1.path }) {
      let faults = FaultList(file: file.path)
      if let year = CalendarReader(faults).read(file) {
        if years.updateValue(year, forKey: year.year) != nil {
          faults.add(.repeatedID("\(year.year)", first: nil, file: file.path), at: nil)
        }
      }
      diagnostics += faults.diagnostics
    }
    definitions.workdays = WorkdayCalendar(announced: years.keys.sorted().compactMap { years[$0] })
  }

  // MARK: - Channels

  private mutating func readChannels(_ file: SourceFile?) {
    guard let file else {
      diagnostics.append(.missing(file: "Campaigns/shared/channels.yaml"))
      return
    }
    let faults = FaultList(file: file.path)
    (definitions.channels, definitions.faultyChannels) = ChannelReader(
      levels: definitions.levels, faults: faults
    )
    .read(file)
    diagnostics += faults.diagnostics
  }

  private func root(of file: SourceFile, _ section: Section, _ faults: FaultList) -> Fields? {
    fileRoot(of: file, section, faults)
  }
}

/// The fields of a file's root, with `format: 1` checked.
func fileRoot(of file: SourceFile, _ section: Section, _ faults: FaultList) -> Fields? {
  let (node, diagnostics) = YAMLReader.read(file.bytes, file: file.path)
  diagnostics.forEach(faults.add)
  guard let node, let fields = Fields(node, section, faults) else { return nil }
  if let format = fields["format"], format.text != "1" {
    faults.add(.newerFormat(format.text ?? ""), at: format.place)
  }
  return fields
}
