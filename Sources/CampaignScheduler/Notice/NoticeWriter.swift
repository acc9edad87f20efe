import Planning
import Recurrence

/// Writes a notice's sections from a campaign's year.
struct NoticeWriter {
  typealias Draft = (heading: String, paragraphs: [String])

  let subject: NoticeSubject
  let texts: NoticeTexts
  let dates: NoticeDates
  /// What the units of the campaign's level are called.
  let levelWords: LevelWords

  init(subject: NoticeSubject, texts: NoticeTexts) {
    self.subject = subject
    self.texts = texts
    dates = NoticeDates(language: texts.language, year: subject.year)
    levelWords = LevelWords(
      subject.participation.level, units: subject.participation.units(in: subject.tree))
  }

  var campaign: Campaign { subject.campaign }
  var language: Language { texts.language }

  /// In their order; what the file says nothing about is left out.
  var sections: [Draft] {
    let all = [theme, time, participants, content, tasks, materials, targets, reports, closing]
    var sections = all.filter { !$0.paragraphs.isEmpty }
    let years = provisionalYears
    // What the mark means stands where it is first met.
    let marked = sections.firstIndex { $0.paragraphs.contains { $0.contains(dates.mark(texts.provisional)) } }
    if !years.isEmpty, let marked { sections[marked].paragraphs.append(texts.provisionalYears(years)) }
    return sections
  }

  var addressee: String {
    let root = subject.root.flatMap { $0.parent == nil ? nil : $0.name }
    if let only = subject.onlyUnit { return only.name }
    return texts.addressee(levelWords, organisation: subject.organisation, below: root)
  }

  var opening: String {
    let name = campaign.name.text(language)
    let subject = edition.map { texts.activity($0) } ?? texts.activity(name)
    return texts.opening(
      basis: campaign.basis, subject: language(edition == nil ? yearName + subject : subject, subject))
  }

  var yearName: String {
    var isLunar = false
    if case .lunar = campaign.schedule.rule { isLunar = subject.first.ruleDay.year != subject.year }
    return texts.year(subject.year, isLunar: isLunar)
  }

  /// `第 28 个会员活动日`: with spaces around the number, unlike in messages. In Chinese only, as labels are.
  private var edition: String? { language == .zh ? campaign.edition(in: subject.year) : nil }

  /// Numbers points if there are several.
  func points(_ points: [(label: String?, text: String)]) -> [String] {
    points.enumerated().map { index, point in
      texts.point(points.count > 1 ? index + 1 : nil, points.count > 1 ? point.label : nil, point.text)
    }
  }

  private var theme: Draft {
    let theme = subject.override?.theme.map { texts.theme($0, edition: edition) }
    return (texts.themeHeading, theme.map { [$0] } ?? [])
  }

  private var participants: Draft {
    let participation = subject.participation
    let units = participation.units(in: subject.tree)
    let counted = units.filter(\.counted)
    let apart = units.filter { !$0.counted }
    var hosts = [subject.onlyUnit == nil ? texts.hosts(addressee, count: counted.count) : addressee]
    if subject.onlyUnit == nil, !apart.isEmpty, apart.count <= 5 {
      hosts.append(texts.alsoHosts(apart.map(\.name)))
    }
    let except = participation.except.compactMap { subject.tree[$0]?.name }
    if !except.isEmpty { hosts.append(texts.except(except)) }
    var points: [(label: String?, text: String)] = [
      (texts.hostsLabel, texts.ended(hosts.joined(separator: texts.clause)))
    ]
    if !participation.mayJoin.isEmpty {
      points.append((texts.guestsLabel, texts.guests(participation.mayJoin.map { $0.name.text(language) })))
    }
    if !participation.audience.isEmpty {
      let counting = participation.countBy == .household ? [texts.byHousehold] : []
      points.append((texts.audienceLabel, texts.sentence([texts.join(participation.audience)] + counting)))
    }
    if !participation.partners.isEmpty {
      points.append((texts.partnersLabel, texts.ended(texts.join(participation.partners))))
    }
    return (texts.whoHeading, self.points(points))
  }
}

// MARK: - What the sections share

extension NoticeWriter {
  /// `6 月 5 日（星期五，暂定）前`; for a campaign that recurs, how it is counted.
  func deadline(_ deadline: Deadline, avoidsRestDays: Bool, remarks: [String] = []) -> String {
    if subject.recurs, case .offset(let offset) = deadline { return texts.within(offset, of: .eachTime) }
    let day = day(of: deadline, avoidsRestDays: avoidsRestDays)
    var remarks = remarks
    if subject.planner.shared.workdays.day(day).kind == .makeUpWorkday { remarks.append(texts.makeUpWorkday) }
    if subject.isProvisional(deadline, on: day, avoidsRestDays: avoidsRestDays) {
      remarks.append(texts.provisional)
    }
    return texts.by(dates.day(day, remarks: remarks))
  }

  func day(of deadline: Deadline, avoidsRestDays: Bool) -> CivilDate {
    avoidsRestDays
      ? subject.planner.reportDay(deadline, after: subject.days)
      : subject.planner.taskDay(deadline, around: subject.days)
  }

  /// Who is meant by a post: a unit's name where there is one at its level, else all units of the level.
  func owner(_ post: Post) -> String {
    if post.level != subject.participation.level, let unit = unit(at: post.level) {
      return texts.post(subject.office(of: unit), role: post.role)
    }
    return texts.post(texts.all(words(post.level)), role: post.role)
  }

  /// Who is meant by a post as one of the campaign's units sees it.
  func receiver(_ post: Post) -> String {
    if post.level == subject.participation.level { return texts.ownUnit }
    if let unit = unit(at: post.level) { return texts.post(subject.office(of: unit), role: post.role) }
    let words = words(post.level)
    let isAbove = post.level < subject.participation.level
    return texts.post(isAbove ? texts.superior(words) : texts.all(words), role: post.role)
  }

  /// The unit under which all stand, or one above it.
  private func unit(at level: Level) -> Unit? {
    subject.root.flatMap { subject.tree.ancestor(of: $0, at: level) }
  }

  func words(_ level: Level) -> LevelWords {
    level == subject.participation.level ? levelWords : LevelWords(level, units: [])
  }

  // MARK: - What to look at

  /// The years whose rest days somebody still has to announce, as far as a date here hangs on them.
  var provisionalYears: [Int] {
    var years: Set<Int> = []
    func add(_ from: CivilDate, _ to: CivilDate) {
      for year in min(from, to).year...max(from, to).year
      where subject.planner.shared.workdays.isProvisional(year) {
        years.insert(year)
      }
    }
    for occurrence in subject.occurrences where subject.isProvisional(occurrence) {
      add(occurrence.ruleDay, occurrence.firstDay)
    }
    guard !subject.recurs else { return years.sorted() }
    let avoiding = campaign.parts.map(\.due) + (campaign.report.map { [$0.due] } ?? [])
    let plain = campaign.tasks.map(\.due) + (campaign.archive?.close.map { [.offset($0)] } ?? [])
    for (deadline, avoids) in avoiding.map({ ($0, true) }) + plain.map({ ($0, false) }) {
      let day = day(of: deadline, avoidsRestDays: avoids)
      if subject.isProvisional(deadline, on: day, avoidsRestDays: avoids) { add(subject.first.firstDay, day) }
    }
    return years.sorted()
  }

  var remarks: [String] {
    let samples = campaign.parts.filter(\.isSample).map { $0.name.text(language) }
    let years = provisionalYears
    return (samples.isEmpty ? [] : [texts.remarkSamples(samples)])
      + (years.isEmpty ? [] : [texts.remarkProvisional(years)])
  }
}
