public import Planning
public import Recurrence

/// A campaign of one year as an official notice 通知: what an office sends to the units below it.
///
/// Everything in it comes from the campaign's file; sections about which the file says nothing are left out, and their
/// numbers close up. Words of the file stay as they were typed.
public struct Notice: Hashable, Sendable {
  public struct Section: Hashable, Sendable {
    /// 一, 二 … in Chinese, 1, 2 … in English.
    public let number: String
    public let heading: String
    public let paragraphs: [String]
  }

  public let language: Language
  public let title: String
  /// To whom it goes, without the colon.
  public let addressee: String
  /// What it rests on and what it is about.
  public let opening: String
  public let sections: [Section]
  public let issuer: String
  /// The day of issue.
  public let date: CivilDate
  /// What somebody should look at before it goes out: nothing that stands in the text.
  public let remarks: [String]
  let basis: [String]

  /// - `year`: Of the occurrences; for a lunar rule the lunar year.
  /// - `date`: The day of issue.
  /// - `issuer`: Nil for the unit under which the campaign's units stand.
  /// - `addressee`: Nil for the units of the campaign's level.
  ///
  /// - Throws: ``NoticeFault`` if the campaign does not take place in that year.
  public init(
    of campaign: Campaign, in year: Int, planner: Planner, language: Language, on date: CivilDate,
    issuer: String? = nil, addressee: String? = nil
  ) throws(NoticeFault) {
    let subject = try NoticeSubject(campaign: campaign, year: year, planner: planner)
    let writer = NoticeWriter(subject: subject, texts: NoticeTexts(language))
    self.language = language
    title = writer.texts.title(campaign.name.text(language), year: writer.yearName)
    self.addressee = addressee ?? writer.addressee
    opening = writer.opening
    sections = writer.sections.enumerated().map { index, section in
      Section(
        number: writer.texts.number(index + 1), heading: section.heading, paragraphs: section.paragraphs)
    }
    self.issuer = issuer ?? subject.issuer
    self.date = date
    remarks = writer.remarks
    basis = campaign.basis
  }
}

/// A campaign's year, looked up once.
struct NoticeSubject {
  let campaign: Campaign
  let year: Int
  let planner: Planner
  /// At least one, ascending.
  let occurrences: [Occurrence]
  /// The first of them: the only one unless the campaign recurs within the year.
  let first: Occurrence

  init(campaign: Campaign, year: Int, planner: Planner) throws(NoticeFault) {
    if let start = campaign.ordinal?.firstYear, year < start {
      throw NoticeFault(campaign: campaign, year: year, reason: .before(start))
    }
    occurrences = campaign.occurrences(inYear: year, workdays: planner.shared.workdays)
    guard let first = occurrences.first else {
      throw NoticeFault(campaign: campaign, year: year, reason: .init(campaign, year))
    }
    self.campaign = campaign
    self.year = year
    self.planner = planner
    self.first = first
  }

  var tree: UnitTree { planner.shared.tree }
  var participation: Participation { campaign.participation }
  var override: YearOverride? { campaign.years[year] }
  var recurs: Bool { occurrences.count > 1 }
  var days: ClosedRange<CivilDate> { first.firstDay...first.lastDay }
  /// The unit below which all the others stand.
  var root: Unit? { tree[participation.under] }
  /// The unit that holds it, if it is one alone.
  var onlyUnit: Unit? {
    let units = participation.units(in: tree)
    return units.count == 1 ? units[0] : nil
  }

  var issuer: String {
    root.map(office) ?? participation.under
  }

  /// 桂林市计生协: a city goes by its own name in the table, and its office is an alias of it.
  func office(of unit: Unit) -> String {
    let office = unit.name + organisation
    return unit.aliases.contains(office) ? office : unit.name
  }

  /// What the top unit is besides its level: 计生协 of 自治区计生协. Empty if its name does not begin with its level.
  var organisation: String {
    guard let top = tree.root, top.name.hasPrefix(top.level.name.zh) else { return "" }
    return String(top.name.dropFirst(top.level.name.zh.count))
  }

  var isHeldApart: Bool { campaign.schedule.window?.isApart ?? false }
}

// MARK: - What is provisional

extension NoticeSubject {
  /// Whether the common day may still move: it avoids rest days that nobody has announced.
  func isProvisional(_ occurrence: Occurrence) -> Bool {
    campaign.schedule.ifClosed != .keep && occurrence.override?.date == nil
      && occurrence.firstDay == occurrence.lastDay
      && planner.shared.workdays.isProvisional(occurrence.ruleDay.year)
  }

  /// Whether a deadline may still move. One that is written as a date never does.
  ///
  /// - `avoidsRestDays`: A report's does, a task's does not.
  func isProvisional(_ deadline: Deadline, on day: CivilDate, avoidsRestDays: Bool) -> Bool {
    guard case .offset(let offset) = deadline else { return false }
    if isProvisional(first) { return true }
    guard avoidsRestDays || offset.measure == .workdays else { return false }
    let years = min(first.firstDay, day).year...max(first.lastDay, day).year
    return years.contains { planner.shared.workdays.isProvisional($0) }
  }
}
