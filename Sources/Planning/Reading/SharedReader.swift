import Recurrence

/// Reads `Campaigns/shared/`.
struct SharedReader {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var definitions: SharedDefinitions
  private var expected: [Level: Int] = [:]
  private var expectedPlaces: [Level: (file: String, place: Place)] = [:]
  private let names: [String]

  /// The files in any order: their names say what they are.
  ///
  /// - `unit`: The only one that anybody is going to ask for, with those above it; nil for all.
  static func read(_ files: [SourceFile], only unit: String? = nil) -> SharedReader {
    let noTree = UnitTree.empty
    var reader = SharedReader(
      definitions: SharedDefinitions(
        zone: .utc, language: .zh, tree: noTree, channels: [:], workdays: .provisional),
      names: files.map(\.name))
    reader.readSettings(files.first { $0.name == "settings.yaml" })
    if unit.map({ reader.readLineage(of: $0, files) }) != true {
      reader.readUnits(files)
      reader.readContacts(files.first { $0.name == "contacts.csv" })
    }
    reader.readChannels(files.first { $0.name == "channels.yaml" })
    reader.readCalendars(files.filter { $0.name.hasPrefix("calendar-") && $0.name.hasSuffix(".yaml") })
    return reader
  }

  private init(definitions: SharedDefinitions, names: [String]) {
    self.definitions = definitions
    self.names = names
  }

  private func missing(_ name: String) -> Diagnostic {
    let others = names.filter { !Self.knownNames.contains($0) && !$0.hasPrefix("calendar-") }
    return .missing(
      file: "Campaigns/shared/\(name)",
      likely: Vocabulary.nearest(to: name, among: others).map { "Campaigns/shared/\($0)" })
  }

  private static let knownNames = [
    "settings.yaml", "units.csv", "units.yaml", "contacts.csv", "channels.yaml",
  ]

  // MARK: - Settings

  private mutating func readSettings(_ file: SourceFile?) {
    guard let file else {
      diagnostics.append(missing("settings.yaml"))
      return
    }
    let faults = FaultList(file: file.path)
    defer { diagnostics += faults.diagnostics }
    guard let fields = root(of: file, .settings, faults) else { return }
    definitions.zone =
      fields.value("zone", else: { .notFoundZone($0) }) { try? Zone($0) } ?? .utc
    definitions.language = fields.choice("language", Language.self) ?? .zh
    definitions.tree = (try? UnitTree(levels: levels(fields, faults), units: [])) ?? .empty
    readExpected(fields, faults)
    if let node = fields["outgoing"], let outgoing = Fields(node, .outgoing, faults) {
      definitions.outgoingAllow = outgoing.texts("allow")
      definitions.outgoingPerMinute = outgoing.perMinute("limit")
      definitions.hostPerMinute = outgoing.perMinute("host_limit")
    }
    if let node = fields["retry"], let retry = Fields(node, .retry, faults) {
      definitions.tries = retry.number("tries", in: 1...50)
      definitions.giveUpAfter = retry.value(
        "give_up_after",
        else: {
          .span($0, retry.word("give_up_after"), TimeGuess.duration($0) ?? .init(zh: "24小时", en: "24 hours"))
        }, TimeLanguage.duration)
    }
    if let node = fields["retention"], let spans = Fields(node, .retention, faults) {
      definitions.retention = RetentionSettings(spans)
    }
    definitions.dormantAfter = RetentionSettings.span("dormant_after", of: fields)
    if let node = fields["stock"], let stock = Fields(node, .stock, faults) {
      definitions.stock = StockSettings(stock)
    }
    definitions.secretsPath = fields.text("secrets")
    if fields["key_tasks"] != nil {
      let usual = SharedDefinitions.usualKeyTasks
      definitions.keyTasks = fields.bilinguals("key_tasks").map {
        BilingualText(zh: $0.zh, en: $0.en ?? usual.text(of: $0.zh, .en))
      }
    }
  }

  private func levels(_ fields: Fields, _ faults: FaultList) -> [Level] {
    var lines: [String: Int] = [:]
    return fields.elements("levels").enumerated().compactMap { depth, node in
      guard let level = Fields(node, .level, faults), let zh = level.text("zh") else { return nil }
      let en = level.text("en")
      for word in Set([zh, en].compactMap { $0 }) {
        if let line = lines.updateValue(node.place.line, forKey: word) {
          faults.add(.sameLevelTwice(word, firstLine: line), at: node.place)
        }
      }
      return Level(depth: depth, name: BilingualText(zh: zh, en: en))
    }
  }

  private mutating func readExpected(_ fields: Fields, _ faults: FaultList) {
    for entry in fields.entries("expected") {
      guard let level = definitions.tree.level(named: entry.key) else {
        if !definitions.levels.isEmpty { faults.add(unknownLevel(entry.key), at: entry.keyPlace) }
        continue
      }
      let text = TimeLanguage.normalized(entry.value.text ?? "")
      guard let count = Int(text), (0...10_000_000).contains(count) else {
        faults.add(.notANumber(text, KeyWord(own: entry.key), range: 0...10_000_000), at: entry.value.place)
        continue
      }
      expected[level] = count
      expectedPlaces[level] = (faults.file, entry.keyPlace)
    }
  }

  private func unknownLevel(_ name: String) -> Fault { .unknownLevel(name, among: definitions.levels) }

  // MARK: - Units

  /// - Returns: False if it takes the whole table to read it, or to say what is wrong.
  private mutating func readLineage(of unit: String, _ files: [SourceFile]) -> Bool {
    guard let table = files.first(where: { $0.name == "units.csv" }),
      let excerpt = UnitExcerpt(of: unit, in: table)
    else { return false }
    let faults = FaultList(file: table.path)
    let units = UnitTable(excerpt.file, levels: definitions.levels, faults).units
    guard faults.diagnostics.isEmpty,
      let tree = try? UnitTree(levels: definitions.levels, units: units, expected: expected)
    else { return false }
    definitions.tree = tree
    definitions.areUnitsLeftOut = true
    return true
  }

  private mutating func readUnits(_ files: [SourceFile]) {
    let table = files.first { $0.name == "units.csv" }
    guard let file = table ?? files.first(where: { $0.name == "units.yaml" }) else {
      diagnostics.append(missing("units.csv"))
      return
    }
    let faults = FaultList(file: file.path)
    defer { diagnostics += faults.diagnostics }
    if let table {
      let read = UnitTable(table, levels: definitions.levels, faults)
      take(read.units, areAll: read.isSound, read.rows, faults)
    } else {
      let rows = unitsOfYAML(file, faults)
      let units = rows.compactMap(\.unit)
      take(units, areAll: units.count == rows.count, rows, faults)
    }
  }

  /// - `areAll`: Whether every row has a unit.
  private mutating func take(
    _ units: [Unit], areAll: Bool, _ rows: @autoclosure () -> [UnitRow], _ faults: FaultList
  ) {
    // Without levels no unit can be read, and one fault has been reported.
    guard !definitions.levels.isEmpty else { return }
    if areAll, let tree = try? UnitTree(levels: definitions.levels, units: units, expected: expected) {
      definitions.tree = tree
    } else {
      // Slower, and finds all that is wrong.
      let rows = rows()
      let sound = UnitCheck(rows, faults).units
      definitions.faultyUnits = Set(rows.map(\.id)).subtracting(sound.map(\.id))
      definitions.tree =
        (try? UnitTree(levels: definitions.levels, units: sound, expected: expected)) ?? .empty
    }
    if definitions.faultyUnits.isEmpty { checkExpected() }
  }

  private mutating func unitsOfYAML(_ file: SourceFile, _ faults: FaultList) -> [UnitRow] {
    guard let fields = root(of: file, .unitsFile, faults) else { return [] }
    readExpected(fields, faults)
    return fields.elements("units").compactMap { node in
      guard let fields = Fields(node, .unit, faults) else { return nil }
      let (id, name, word) = (fields.id(), fields.text("name"), fields.text("level"))
      let level = word.flatMap { definitions.tree.level(named: $0) }
      if let word, level == nil, !definitions.levels.isEmpty {
        faults.add(unknownLevel(word), at: fields["level"]?.place)
      }
      guard let id else { return nil }
      let unit = level.flatMap { level in
        name.map { name in
          Unit(
            id: id, name: name, level: level, parent: fields.text("parent"), aliases: fields.texts("aliases"),
            counted: fields["counted"].map { _ in fields.flag("counted") } ?? true, code: fields.text("code"),
            isRemote: fields.flag("remote"))
        }
      }
      let place = fields["id"]?.place ?? node.place
      return UnitRow(id: id, unit: unit, source: .node(id: place, parent: fields["parent"]?.place ?? place))
    }
  }

  /// The table may be an extract (a whole level missing is no fault of the table); fewer or more than expected is.
  private mutating func checkExpected() {
    for (level, count) in expected.sorted(by: { $0.key < $1.key }) {
      let found = definitions.tree.counted(at: level)
      guard found != count, let (file, place) = expectedPlaces[level] else { continue }
      diagnostics.append(
        Diagnostic(.denominator(level, expected: count, found: found), file: file, at: place))
    }
  }

  /// Planning works without contacts, so their absence is no fault.
  private mutating func readContacts(_ file: SourceFile?) {
    guard let file else { return }
    let faults = FaultList(file: file.path)
    let table = ContactTable(
      file, tree: definitions.tree, faultyUnits: definitions.faultyUnits, faults)
    definitions.contacts = Contacts(table.holders, in: definitions.tree)
    definitions.emptyPosts = table.emptyPosts
    diagnostics += faults.diagnostics
  }

  // MARK: - Calendars

  private mutating func readCalendars(_ files: [SourceFile]) {
    var years: [Int: AnnouncedYear] = [:]
    var firstFiles: [Int: String] = [:]
    for file in files.sorted(by: { $0.path < $1.path }) {
      let faults = FaultList(file: file.path)
      if let year = CalendarReader(faults).read(file) {
        if let first = firstFiles[year.year] {
          faults.add(.repeatedCalendar(year.year, firstFile: first), at: nil)
        } else {
          (years[year.year], firstFiles[year.year]) = (year, file.path)
        }
      }
      diagnostics += faults.diagnostics
    }
    definitions.workdays = WorkdayCalendar(announced: years.keys.sorted().compactMap { years[$0] })
  }

  // MARK: - Channels

  private mutating func readChannels(_ file: SourceFile?) {
    guard let file else {
      diagnostics.append(missing("channels.yaml"))
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
  guard let node else { return nil }
  faults.wording = section.wording(of: node)
  guard let fields = Fields(node, section, faults) else { return nil }
  if let format = fields.text("format"), TimeLanguage.normalized(format) != "1" {
    faults.add(.newerFormat(format, fields.word("format")), at: fields["format"]?.place)
  }
  return fields
}
