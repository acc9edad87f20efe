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
    sections.years = head["years"].map(years) ?? [:]
    checkOverrides(head)
    return sections
  }

  /// The usual night unless the file says otherwise; `off` for a campaign that may write at any hour.
  private func quietHours(_ head: Fields) -> QuietHours? {
    guard head["quiet_hours"] != nil else { return .usual }
    let read: QuietHours?? = head.value("quiet_hours", else: { .clock($0) }) { text in
      if Vocabulary.value(text) == "off" { return .some(nil) }
      return TimeLanguage.hours(text).flatMap { hours in hours.to.map { QuietHours(from: hours.from, to: $0) }
      }
    }
    return read ?? .usual
  }

  private func ordinal(_ node: YAMLNode) -> Ordinal? {
    guard let fields = Fields(node, .ordinal, faults), let label = fields.text("label"),
      let year = fields.number("first_year", in: 1...9999)
    else { return nil }
    return Ordinal(label: label, firstYear: year)
  }

  private func material(_ node: YAMLNode) -> MaterialPlan? {
    guard let fields = Fields(node, .material, faults), let id = fields.id(), let name = fields.text("name"),
      let unit = fields.text("unit")
    else { return nil }
    var material = MaterialPlan(id: id, name: name, unit: unit, plan: amount(fields, "plan"))
    material.titles = fields.texts("titles")
    material.keepsStock = fields.flag("stock")
    material.isReturnable = fields.flag("returnable")
    material.needsTwoSignatures = fields.flag("two_signatures")
    material.isHealthGood = fields.choice("handle", MaterialHandling.self) == .health
    return material
  }

  private func targets(_ node: YAMLNode) -> Targets {
    var targets = Targets()
    guard let fields = Fields(node, .targets, faults) else { return targets }
    targets.sessions = amount(fields, "sessions")
    targets.attendance = amount(fields, "attendance")
    targets.households = amount(fields, "households")
    targets.reportingBasisPoints = fields.value(
      "reporting", else: { .percent($0, key: "reporting") }, TimeLanguage.basisPoints)
    for entry in fields.entries("services") {
      let text = entry.value.text ?? ""
      if let amount = amount(text) {
        targets.services[entry.key] = amount
      } else {
        faults.add(.amount(text, key: entry.key), at: entry.value.place)
      }
    }
    return targets
  }

  private func archive(_ node: YAMLNode) -> ArchiveRule? {
    guard let fields = Fields(node, .archive, faults) else { return nil }
    return ArchiveRule(
      keep: fields.texts("keep"), acceptBy: receiver(fields, "accept_by"),
      close: fields.value("close", else: { .offset($0) }) { TimeLanguage.offset($0) })
  }

  private func privacy(_ node: YAMLNode) -> Privacy {
    var privacy = Privacy()
    guard let fields = Fields(node, .privacy, faults) else { return privacy }
    privacy.collect = fields.choice("collect", Privacy.Collect.self) ?? .counts
    _ = fields.choice("minors", MinorsRule.self)
    privacy.keepNamesForDays =
      fields.value("keep_names_for", else: { .span($0, key: "keep_names_for", example: "180 days") }) {
        text in
        TimeLanguage.span(text).flatMap { $0.measure == .days && $0.count >= 0 ? $0.count : nil }
      } ?? 0
    if fields["mask_in_messages"] != nil { privacy.masksMessages = fields.flag("mask_in_messages") }
    privacy.consentFor = fields.texts("consent_for")
    return privacy
  }

  private func years(_ node: YAMLNode) -> [Int: YearOverride] {
    var years: [Int: YearOverride] = [:]
    guard let entries = node.entries else {
      faults.add(.wrongShape("years", expected: .mapping), at: node.place)
      return [:]
    }
    for entry in entries {
      guard let year = Int(entry.key), (1901...2099).contains(year) else {
        faults.add(.notANumber(entry.key, key: "years", range: 1901...2099), at: entry.keyPlace)
        continue
      }
      guard let fields = Fields(entry.value, .year, faults) else { continue }
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
    for entry in head["years"]?.entries ?? [] {
      if let date = entry.value.value("date", in: .year) { faults.add(.overrideOfMany, at: date.place) }
    }
  }

  /// A full date, or a month and a day of that year.
  private func overrideDate(_ text: String, in year: Int, at place: Place) -> CivilDate? {
    if case .success(let day) = TimeLanguage.monthDay(text) {
      if let date = CivilDate(year: year, month: day.month, day: day.day) { return date }
      faults.add(.date(text, .impossible, example: "\(year)-05-29"), at: place)
      return nil
    }
    guard let date = date(text, at: place) else { return nil }
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
