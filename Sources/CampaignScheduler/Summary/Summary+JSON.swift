import Ledger
public import Planning
import Recurrence

extension Summary {
  /// The object of `summary --json`: its keys and their order are a contract.
  ///
  /// - `comparison`: Stands last, as the baseline does, and only if there is one.
  public func json(
    _ language: Language, comparison: SummaryComparison? = nil, baseline: BaselineComparison? = nil
  ) -> JSONText {
    guard case .object(var members) = contract(language) else { return contract(language) }
    if let comparison { members.append(JSONText.Member("comparison", comparison.json(language))) }
    if let baseline { members.append(JSONText.Member("baseline", baseline.json(language))) }
    return .object(members)
  }

  private func contract(_ language: Language) -> JSONText {
    let members: [(String, JSONText)] =
      sessionMembers + figureMembers(language) + sheetMembers + laterMembers(language)
    return .object(members.map { JSONText.Member($0, $1) })
  }

  private var sessionMembers: [(String, JSONText)] {
    [
      ("from", .optional(from?.description)),
      ("to", .optional(to?.description)),
      ("sessions", .number(sessions.count)),
      (
        "byDatePrecision",
        .object([
          "day": .number(byPrecision[.day] ?? 0), "interval": .number(byPrecision[.interval] ?? 0),
          "none": .number(byPrecision[.none] ?? 0),
        ])
      ),
      ("byMonth", Self.object(byMonth)),
      ("byCity", Self.object(regions.filter { !$0.isRoot }.map { Tally(name: $0.name, count: $0.count) })),
      ("byUnit", Self.object(units)),
      ("byKind", Self.object(byKind)),
      ("byKeyTask", Self.object(byKeyTask)),
      ("keyTasksWithoutSession", .strings(keyTasksWithoutSession)),
    ]
  }

  private func figureMembers(_ language: Language) -> [(String, JSONText)] {
    [
      ("attendance", attendanceJSON(language)),
      ("served", servedJSON(language)),
      ("reachedPersonTimes", Self.quantity(people.reached, people.reachedCounter, language)),
      ("materials", materialsJSON(language)),
      ("coverage", coverageJSON(language)),
      ("missing", missingJSON(language)),
      ("targets", targetsJSON(language)),
      ("warnings", .strings(warnings.map { $0.text(language) })),
    ]
  }

  private var sheetMembers: [(String, JSONText)] {
    [
      ("staffing", .object(sheets.staffing)),
      ("insurance", .object(sheets.insurance)),
      ("projects", .object(sheets.projects)),
      ("questionnaire", .object(sheets.questionnaire)),
    ]
  }

  /// What came after the contract was written: new keys stand at the end.
  private func laterMembers(_ language: Language) -> [(String, JSONText)] {
    let groups = People.unique(people.unknownGroups.map { $0.nameText(language) })
    return [
      ("stages", notes.stagesJSON), ("findings", notes.findingsJSON),
      ("dormant", dormancy.map(\.json) ?? .null),
      ("stock", stockJSON(language)),
      ("remote", remote?.json ?? .null),
      ("network", .object(sheets.network?.values(language) ?? [])),
      ("training", training?.json(language) ?? .null),
      ("online", onlineJSON(language)),
      ("rates", .object(sheets.rates.map(\.json))),
      ("title", .string(title.text(language))),
      ("helpers", helpersJSON(language)),
      ("otherCounters", otherCountersJSON(language)),
      (
        "unreported",
        [
          "services": .strings(people.unknownServices), "materials": Self.object(materials.unreported),
          "groups": .strings(groups),
          "helpers": .object(
            people.unknownHelpers.map { JSONText.Member($0.role.rawValue, .number($0.unknowns)) }),
        ]
      ),
      ("scope", scopeJSON(language)), ("projectYears", sheets.projectYears?.json ?? .null),
      (
        "signedUp",
        .object(
          people.signedUp.map {
            JSONText.Member($0.role.rawValue, Self.quantity($0.total, CountingWord.person, language))
          })
      ),
      ("groups", partsJSON(groupParts, language)), ("services", partsJSON(people.serviceParts, language)),
      ("sessionsWithoutKeyTask", .number(untasked)),
      ("programmes", .object(sheets.otherProgrammes)),
      ("plannedMaterials", plannedMaterialsJSON(language)),
    ]
  }

  private func scopeJSON(_ language: Language) -> JSONText {
    [
      "unit": .optional(session?.key.unit ?? unit?.id), "unitName": .optional(unitName),
      "session": .optional(session?.key.description),
      "title": .optional(session.map { title(of: $0, language) }),
    ]
  }

  private func missingJSON(_ language: Language) -> JSONText {
    .array(
      missing.map { row in
        ["unit": .string(row.unit.name), "fields": .strings(row.texts(language))]
      })
  }

  private func targetsJSON(_ language: Language) -> JSONText {
    .array(
      targets.map { row in
        [
          "what": .string(row.what.text(language)), "target": .figure(row.target),
          "targetCertainty": .string(row.targetCertainty.rawValue),
          "reached": Self.quantity(row.reached, row.counter, language), "percent": .optional(row.percent),
          "apart": .array(row.apart.map { Self.quantity($0.total, $0.counter, language) }),
          "occurrences": .number(row.occurrences),
        ]
      })
  }

  /// Sessions by unit at the second level below the root, the most first.
  public var units: [Tally] {
    let all = regions.flatMap { region -> [Tally] in
      region.units + (region.own > 0 ? [Tally(name: region.name, count: region.own)] : [])
    }
    return all.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(
      \.element)
  }

  private static func object(_ tallies: [Tally]) -> JSONText {
    .object(tallies.map { JSONText.Member($0.name, .number($0.count)) })
  }

  static func quantity(
    _ quantity: Quantity, _ counter: String?, _ language: Language, of thing: String? = nil
  ) -> JSONText {
    self.quantity(quantity, text: quantity.sumText(language, counter: counter, of: thing))
  }

  static func quantity(_ quantity: Quantity, text: String) -> JSONText {
    ["n": quantity.json, "certainty": .string(quantity.certainty.rawValue), "text": .string(text)]
  }

  /// Null for a role that nobody counted.
  private func helpersJSON(_ language: Language) -> JSONText {
    .object(
      Count.Role.allCases.filter { $0 != .public }.map { role in
        let total = people.helpers.first { $0.role == role }?.total
        return JSONText.Member(
          role.rawValue, total.map { Self.quantity($0, CountingWord.person, language) } ?? .null)
      })
  }

  /// Sums in counting words that are not added to the main one, by that word.
  private func otherCountersJSON(_ language: Language) -> JSONText {
    func others(_ sum: People.Sum) -> JSONText {
      .object(sum.others.map { JSONText.Member($0.counter, Self.quantity($0.total, $0.counter, language)) })
    }
    return [
      "attendance": others(people.attendance), "served": others(people.served),
      "online": others(people.online),
    ]
  }

  private func attendanceJSON(_ language: Language) -> JSONText {
    .object([
      "n": people.attendance.total.json, "certainty": .string(people.attendance.total.certainty.rawValue),
      "reporting": .number(people.reporting), "notReporting": .number(people.notReporting),
      "text": .string(attendanceText(language)),
    ])
  }

  private func servedJSON(_ language: Language) -> JSONText {
    .object([
      "n": people.served.total.json, "certainty": .string(people.served.total.certainty.rawValue),
      "unknownEntries": .number(people.unknownServiceEntries), "text": .string(servedText(language)),
    ])
  }

  /// Sums in other counting words stand in the text alone.
  private func onlineJSON(_ language: Language) -> JSONText {
    guard people.online.total.isKnown else { return .null }
    return .object([
      "n": people.online.total.json, "certainty": .string(people.online.total.certainty.rawValue),
      "text": .string(sumText(people.online, language)),
    ])
  }

  private func materialsJSON(_ language: Language) -> JSONText {
    .object([
      "items": .object(
        materials.items.map {
          JSONText.Member($0.name, Self.quantity($0.total, $0.counter, language, of: $0.kind))
        }),
      "unknown": .strings(materials.unknown),
      "all": .object([
        "n": materials.all.json, "certainty": .string(materials.all.certainty.rawValue),
        "text": .string(allGivenText(language)),
      ]),
      "apart": .object(
        materials.measured.map {
          JSONText.Member($0.counter, Self.quantity($0.total, $0.counter, language))
        }),
    ])
  }

  private func coverageJSON(_ language: Language) -> JSONText {
    .object(
      coverage.map { row in
        JSONText.Member(
          row.level.name.zh,
          .object([
            "with": .number(row.with), "of": .number(row.of), "percent": .optional(row.percent),
            "apart": .strings(row.apart),
          ]))
      })
  }
}
