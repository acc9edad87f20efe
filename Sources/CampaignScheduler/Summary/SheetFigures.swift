import Ledger
import Planning

/// What can be worked out of the figures that belong to no session. Keys are those that its files use, in camelCase.
public struct SheetFigures: Hashable, Sendable {
  /// A row's worked-out values, in order.
  struct Row: Hashable {
    let id: String
    var values: [JSONText.Member]

    var json: JSONText.Member { JSONText.Member(id, .object(values)) }

    init(_ id: String, _ values: [(String, JSONText?)]) {
      self.id = id
      self.values = values.compactMap { key, value in value.map { JSONText.Member(key, $0) } }
    }
  }

  /// The named rates of one programme.
  struct Rates: Hashable {
    let id: String
    let rates: [ProgrammeRate]

    var json: JSONText.Member { JSONText.Member(id, .object(rates.map(\.json))) }
  }

  /// A questionnaire's name and its values, in order.
  struct Questionnaire: Hashable {
    let id: String
    let name: String
    let values: [JSONText.Member]

    init(_ sheet: Sheet) {
      id = sheet.id
      name = sheet.value["name"]?.text ?? sheet.id
      values = QuestionnaireResult(sheet.value).valuesAndForms
    }
  }

  struct ProjectYears: Hashable {
    let from: Figure
    let to: Figure

    var json: JSONText { ["from": .figure(from), "to": .figure(to)] }
  }

  /// Nil if nobody entered it.
  let network: NetworkSize?
  let staffing: [JSONText.Member]
  let insurance: [JSONText.Member]
  /// Each programme's named rates, with both their numbers.
  let rates: [Rates]
  let projects: [JSONText.Member]
  /// What was told of programmes of which nothing can be worked out, as it was told.
  let otherProgrammes: [JSONText.Member]
  /// The two years that the projects are compared between.
  let projectYears: ProjectYears?
  let questionnaire: [JSONText.Member]
  /// Each of the questionnaires by itself.
  let questionnaires: [Questionnaire]
  /// What the rows of programmes are called, by id.
  private let names: [String: BilingualText]
  let warnings: [SummaryWarning]

  /// - `all`: Those of other years, too, with which a year's projects are compared.
  init(_ sheets: [Sheet], all: [Sheet], units: UnitTree) {
    network = NetworkSize(latestOf: sheets)
    staffing = Self.staffing(sheets.filter { $0.section == .staffing }, units)
    let programmes = sheets.filter { $0.section == .programmes }
    let policies = programmes.compactMap(InsurancePolicy.init)
    insurance = policies.map(\.row).filter { !$0.values.isEmpty }.map(\.json)
    let rated = programmes.map { (sheet: $0, rates: ProgrammeRate.all(of: $0)) }
    rates = rated.filter { !$0.rates.isEmpty }.map { Rates(id: $0.sheet.id, rates: $0.rates) }
    let compared = Self.compared(programmes, all: all.filter { $0.section == .programmes })
    projects = compared.map { Self.changes(from: $0.before.sheet, to: $0.last.sheet) } ?? []
    projectYears = compared.map { ProjectYears(from: $0.before.year, to: $0.last.year) }
    let shown = Set((insurance + rates.map(\.json)).map(\.name))
    let comparedName = compared?.last.name
    otherProgrammes = programmes.map { sheet in
      let isShown =
        shown.contains(sheet.id) || sheet.value["sites"] != nil && sheet.value["name"]?.text == comparedName
      return Self.told(sheet, isShown: isShown).json
    }.filter { $0.value != .object([JSONText.Member]()) }
    names = Dictionary(
      sheets.compactMap { sheet in Self.name(of: sheet, units).map { (sheet.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    questionnaires = sheets.filter { $0.section == .questionnaire }.map { Questionnaire($0) }
    questionnaire = Self.members(questionnaires)
    warnings =
      policies.compactMap(\.warning) + InsurancePolicy.priceWarnings(policies) + SheetChecks.warnings(sheets)
      + rated.flatMap { row in row.rates.flatMap { $0.warnings(of: row.sheet) } }
  }

  /// Its own name, its unit's, or how many units of which level it covers.
  private static func name(of sheet: Sheet, _ units: UnitTree) -> BilingualText? {
    if let name = sheet.value["name"]?.text {
      return BilingualText(zh: sheet.value["unit"]?.text.map { "\(name)（\($0)）" } ?? name)
    }
    if let unit = sheet.value["unit"]?.text { return BilingualText(zh: unit) }
    if let unit = units[sheet.id] { return BilingualText(zh: units.plainName(of: unit)) }
    guard let level = sheet.value["level"]?.text, let count = sheet.value["units"]?.figure else { return nil }
    let name = units.level(named: level)?.name ?? BilingualText(zh: level)
    return BilingualText(
      zh: "\(level) × \(count)（\(sheet.id)）", en: "\(name.text(.en)) × \(count) (\(sheet.id))")
  }

  /// What a row is called; nil if it has no name but its key.
  func name(of key: String, _ language: Language) -> String? { names[key]?.text(language) }

  /// The figures of the first questionnaire, and those of others under their names.
  private static func members(_ all: [Questionnaire]) -> [JSONText.Member] {
    guard let first = all.first else { return [] }
    let others = all.dropFirst().map { other in
      let isAlone = all.count { $0.name == other.name } == 1
      return JSONText.Member(isAlone ? other.name : "\(other.name)（\(other.id)）", .object(other.values))
    }
    let values = first.values + [JSONText.Member("name", .string(first.name))]
    return others.isEmpty ? values : values + [JSONText.Member("others", .object(others))]
  }

  /// Posts that are filled, where somebody counted; all posts and posts a unit, where a row covers a whole level.
  private static func staffing(_ sheets: [Sheet], _ units: UnitTree) -> [JSONText.Member] {
    var rows: [JSONText.Member] = []
    var all = QuantitySum()
    var perUnit: [JSONText.Member] = []
    var whole: Set<Level> = Set(
      sheets.filter { $0.value["in_post"]?.figure == nil }.compactMap { level(of: $0, units) })
    for sheet in sheets {
      guard let posts = sheet.value["posts"]?.figure else { continue }
      let level = level(of: sheet, units)
      let count = sheet.value["units"]?.figure
      if let filled = sheet.value["in_post"]?.figure {
        rows.append(filledRow(sheet.id, filled, of: posts))
        // Other rows with people in post are of some units of their level.
        guard let level, let count, count == Figure(self.count(of: level, units)),
          whole.insert(level).inserted
        else { continue }
      }
      all.add(.exact(posts))
      guard let count, let each = posts.quotient(by: count), let word = level?.name.en else { continue }
      perUnit.append(
        JSONText.Member("postsPer\(word.prefix(1).uppercased())\(word.dropFirst())", .string(each)))
    }
    if all.total.isKnown { rows.append(JSONText.Member("allPosts", all.total.json)) }
    return rows + perUnit
  }

  private static func filledRow(_ id: String, _ filled: Figure, of posts: Figure) -> JSONText.Member {
    Row(
      id,
      [
        ("filledPercent", filled.percent(of: posts).map { .string($0) }),
        ("vacant", .figure(max(.zero, posts - filled))),
        ("overfilled", filled > posts ? .figure(filled - posts) : nil),
      ]
    ).json
  }

  private static func level(of sheet: Sheet, _ units: UnitTree) -> Level? {
    sheet.value["level"]?.text.flatMap { units.level(named: $0) }
  }

  /// How many units the whole level has.
  private static func count(of level: Level, _ units: UnitTree) -> Int {
    units.expected[level] ?? units.units.count { $0.level == level && $0.counted }
  }

  /// The numbers of a row as they stand there, each as sure as it was told.
  ///
  /// - `isShown`: Whether something was worked out of the row; then those of which nothing could be are left.
  private static func told(_ sheet: Sheet, isShown: Bool) -> Row {
    var values: [(String, JSONText?)] = []
    for figure in NetworkFigure.all(of: sheet.value)
    where !Sheet.words.contains(figure.key) && !(isShown && Sheet.isProgrammeKey(figure.key)) {
      let (key, certainty) = (NetworkSize.camelCase(figure.key), figure.quantity.certainty)
      values.append((key, figure.quantity.json))
      if certainty != .exact {
        values.append((key + SheetWord.certaintySuffix, .string(certainty.rawValue)))
      }
    }
    return Row(sheet.id, values)
  }

  private typealias YearlySites = (name: String, year: Figure, sheet: Sheet)

  private static func yearly(_ sheets: [Sheet]) -> [YearlySites] {
    sheets.compactMap { sheet -> YearlySites? in
      guard let name = sheet.value["name"]?.text, let year = sheet.value["year"]?.figure,
        sheet.value["sites"]?.figure != nil
      else { return nil }
      return (name, year, sheet)
    }.sorted { $0.year < $1.year }
  }

  /// Programmes of the same name in two years, the later of them among those that are told.
  private static func compared(_ sheets: [Sheet], all: [Sheet]) -> (before: YearlySites, last: YearlySites)? {
    guard let last = yearly(sheets).last,
      let before = yearly(all).last(where: { $0.name == last.name && $0.year < last.year })
    else { return nil }
    return (before, last)
  }

  private static func changes(from before: Sheet, to last: Sheet) -> [JSONText.Member] {
    func change(_ key: String) -> JSONText? {
      guard let new = last.value[key]?.figure, let old = before.value[key]?.figure else { return nil }
      return .figure(new - old)
    }
    let left = last.value["sites"]?.figure.flatMap { new in
      before.value["sites"]?.figure.flatMap { new.percent(of: $0) }
    }
    return Row(
      "projects",
      [
        ("sitesChange", change("sites")), ("sitesLeftPercent", left.map { .string($0) }),
        ("classesChange", change("classes")),
      ]
    ).values
  }
}
