import Recurrence

/// The sections that a campaign can do without.
struct OptionalSections {
  var ordinal: Ordinal?
  var venue: Venue?
  var materials: [MaterialPlan] = []
  var targets = Targets()
  var archive: ArchiveRule?
  var quietHours: QuietHours?
  var privacy = Privacy()
  var years: [Int: YearOverride] = [:]
}

extension CampaignReader {
  func optionalSections(_ head: Fields) -> OptionalSections {
    var sections = OptionalSections()
    sections.ordinal = head["ordinal"].flatMap(ordinal)
    sections.venue = head["venue"].flatMap { node in
      Fields(node, .venue, faults).map { Venue(usual: $0.text("default"), needs: $0.texts("needs")) }
    }
    sections.materials = head.elements("materials").compactMap(material)
    sections.targets = head["targets"].map(targets) ?? Targets()
    sections.archive = head["archive"].flatMap(archive)
    sections.quietHours = quietHours(head)
    sections.privacy = head["privacy"].map(privacy) ?? Privacy()
    sections.years = years(head)
    checkOverrides(head)
    return sections
  }

  /// The usual night unless the file says otherwise; `off` for a campaign that may write at any hour.
  private func quietHours(_ head: Fields) -> QuietHours? {
    let key = "quiet_hours"
    guard head[key] != nil else { return .usual }
    let hasNoEnd = { (text: String) in TimeLanguage.hours(text).map { $0.to == nil } ?? false }
    let fault = { (text: String) -> Fault in
      hasNoEnd(text) ? .hoursWithoutEnd(text, head.word(key)) : .clock(text)
    }
    let read: QuietHours?? = head.value(key, else: fault) { text in
      if Vocabulary.value(text) == "off" { return .some(nil) }
      return TimeLanguage.hours(text).flatMap { hours in
        hours.to.map { QuietHours(from: hours.from, to: $0) }
      }
    }
    return read ?? .usual
  }

  private func ordinal(_ node: YAMLNode) -> Ordinal? {
    guard let fields = Fields(node, .ordinal, faults) else { return nil }
    let (label, year) = (fields.text("label"), fields.number("first_year", in: 1...9999))
    guard let label, let year else { return nil }
    return Ordinal(label: label, firstYear: year)
  }

  private func material(_ node: YAMLNode) -> MaterialPlan? {
    guard let fields = Fields(node, .material, faults) else { return nil }
    let (id, name, unit) = (fields.id(), fields.text("name"), fields.text("unit"))
    let (plan, titles) = (amount(fields, "plan"), fields.texts("titles"))
    let (stock, returnable) = (fields.flag("stock"), fields.flag("returnable"))
    let (signatures, handle) = (fields.flag("two_signatures"), fields.choice("handle", MaterialHandling.self))
    guard let id, let name, let unit else { return nil }
    var material = MaterialPlan(id: id, name: name, unit: unit, plan: plan)
    material.titles = titles
    material.keepsStock = stock
    material.isReturnable = returnable
    material.needsTwoSignatures = signatures
    material.isHealthGood = handle == .health
    return material
  }

  private func targets(_ node: YAMLNode) -> Targets {
    var targets = Targets()
    guard let fields = Fields(node, .targets, faults) else { return targets }
    targets.sessions = amount(fields, "sessions")
    targets.attendance = amount(fields, "attendance")
    targets.households = amount(fields, "households")
    targets.reportingBasisPoints = fields.value(
      "reporting", else: { .percent($0, fields.word("reporting"), TimeGuess.percent($0)) },
      TimeLanguage.basisPoints)
    for entry in fields.entries("services") {
      let text = entry.value.text ?? ""
      if let amount = amount(text) {
        targets.services[entry.key] = amount
      } else if shared.levels.isEmpty {
        faults.restOnFaults()
      } else {
        let guess = TimeGuess.amount(text, levels: shared.levels)
        faults.add(.quoted(text) ?? .amount(text, KeyWord(own: entry.key), guess), at: entry.value.place)
      }
    }
    return targets
  }

  private func archive(_ node: YAMLNode) -> ArchiveRule? {
    guard let fields = Fields(node, .archive, faults) else { return nil }
    return ArchiveRule(
      keep: fields.texts("keep"), acceptBy: receiver(fields, "accept_by"),
      close: fields.value("close", else: { .offset($0, clock: nil) }) { TimeLanguage.offset($0) })
  }

  private func privacy(_ node: YAMLNode) -> Privacy {
    var privacy = Privacy()
    guard let fields = Fields(node, .privacy, faults) else { return privacy }
    privacy.collect = fields.choice("collect", Privacy.Collect.self) ?? .counts
    privacy.purpose = fields.text("purpose")
    _ = fields.choice("minors", MinorsRule.self)
    privacy.keepNamesForDays =
      fields.value(
        "keep_names_for",
        else: {
          .span(
            $0, fields.word("keep_names_for"),
            TimeGuess.span($0, inDays: true) ?? .init(zh: "180天", en: "180 days"))
        }
      ) { text in
        TimeLanguage.span(text).flatMap { $0.measure == .days && $0.count >= 0 ? $0.count : nil }
      } ?? 0
    if fields["mask_in_messages"] != nil { privacy.masksMessages = fields.flag("mask_in_messages") }
    privacy.consentFor = fields.texts("consent_for")
    return privacy
  }

  private func years(_ head: Fields) -> [Int: YearOverride] {
    var years: [Int: YearOverride] = [:]
    for entry in head.entries("years") {
      guard let year = Int(entry.key), (1901...2099).contains(year) else {
        faults.add(.quoted(entry.key) ?? .notAYear(entry.key), at: entry.keyPlace)
        continue
      }
      guard let fields = Fields(entry.value, .year, faults, owner: KeyWord(own: entry.key)) else { continue }
      var override = YearOverride()
      override.theme = fields.text("theme")
      override.reason = fields.text("reason")
      override.skip = fields.flag("skip")
      if let text = fields.text("date"), let place = fields["date"]?.place {
        override.date = overrideDate(text, in: year, at: place)
      }
      years[year] = override
    }
    return years
  }

  /// One date can't stand for every week's or month's occurrence.
  private func checkOverrides(_ head: Fields) {
    let isFrequent = ["on", "rrule"].contains { head["when"]?.value($0, in: .when) != nil }
    guard isFrequent else { return }
    for entry in (head["years"]?.entries ?? []).flatMap({ $0.value.entries ?? [] }) {
      guard let date = Section.year.key(entry.key), date.name == "date" else { continue }
      let skip = Vocabulary.word("skip", of: .year, in: faults.wording)
      faults.add(
        .overrideOfMany(KeyWord(date, typed: entry.key), skip, head.word("years")), at: entry.value.place)
    }
  }

  /// A full date, or a month and a day of that year.
  private func overrideDate(_ text: String, in year: Int, at place: Place) -> CivilDate? {
    if case .success(let day) = TimeLanguage.monthDay(text) {
      if let date = CivilDate(year: year, month: day.month, day: day.day) { return date }
      faults.add(.date(text, .impossible, .yearly, in: year), at: place)
      return nil
    }
    guard let date = date(text, at: place, year: year) else { return nil }
    // An edition may move over New Year; a date far from its year is another year's.
    guard let first = CivilDate(year: year, month: 1, day: 1), (-62...427).contains(date.days(since: first))
    else {
      faults.add(.dateOfAnotherYear(text, year: year), at: place)
      return nil
    }
    return date
  }
}

/// Who registers the people that get something.
enum MaterialHandling: String, CaseIterable { case health }

/// Minors are counted and never named; a file can say so, not otherwise.
enum MinorsRule: String, CaseIterable { case countsOnly = "counts only" }
