import Ledger
public import Planning
public import Recurrence

/// The template variables of one message.
struct MessageValues {
  typealias Value = TemplateLibrary.Value

  let subject: MessageSubject
  let progress: Progress
  let language: Language

  private var campaign: Campaign { subject.campaign }
  private var occurrence: Planning.Occurrence { subject.occurrence }
  private var format: DateFormat { DateFormat(language) }

  /// Absent values are left out, so that a template's sections about them stay empty.
  var all: [String: Value] {
    var values: [String: Value] = [:]
    let texts: [String: String?] = calendarTexts.merging(peopleTexts) { first, _ in first }
      .merging(reportTexts) { first, _ in first }
    for (name, text) in texts {
      if let text, !text.isEmpty { values[name] = .text(text) }
    }
    for (name, list) in lists where !list.isEmpty { values[name] = .list(list) }
    values["provisional"] = .flag(subject.shared.workdays.isProvisional(occurrence.firstDay.year))
    return values
  }

  private var calendarTexts: [String: String?] {
    let own = progress.standings.count == 1 ? progress.standings[0].sessionDay : nil
    let day = own ?? occurrence.firstDay
    return [
      "campaign": campaign.name.text(language), "campaign_id": campaign.id,
      "occurrence": occurrence.id == "once" ? nil : occurrence.id,
      "ordinal": campaign.ordinal?.number(in: occurrence.year).map(String.init),
      "edition": campaign.ordinal?.text(in: occurrence.year), "theme": occurrence.override?.theme,
      "date": format.day(occurrence.firstDay), "date_iso": "\(occurrence.firstDay)",
      "weekday": format.weekday(occurrence.firstDay.weekday),
      "dates": format.span(occurrence.firstDay, occurrence.lastDay),
      "hours": campaign.schedule.hours.map { hours in "\(hours.from)" + (hours.to.map { "-\($0)" } ?? "") },
      "window": campaign.schedule.window.flatMap(window), "session_date": own.map(format.day),
      "days_left": String(max(0, day.days(since: subject.today))),
      "reason": occurrence.override?.reason ?? (occurrence.note?.text(language)),
      "venue": campaign.venue?.usual,
    ]
  }

  private func window(_ window: Schedule.Window) -> String? {
    guard window.before != 0 || window.after != 0 else { return nil }
    return format.span(
      occurrence.firstDay.adding(days: -window.before), occurrence.lastDay.adding(days: window.after))
  }

  private var peopleTexts: [String: String?] {
    let city = subject.shared.levels.first { $0.depth == 1 }
      .flatMap { subject.shared.tree.ancestor(of: subject.unit, at: $0) }
    return [
      "unit": subject.unit.name, "unit_id": subject.unit.id, "city": city?.name,
      "receiver": subject.receiver.name,
      "role": subject.reminder.key.receiver, "part": subject.part?.name.text(language),
      "part_due": subject.part.map { _ in subject.deadline.map(format.day) ?? "" },
      "part_target": subject.part?.target.map { amount($0, unit: subject.part?.submission?.unit ?? "") },
      "submit": subject.part?.submission.map { ComposerTexts(language).submission($0.what, $0.unit) },
      "command": CommandHint(subject: subject).text,
    ]
  }

  private var reportTexts: [String: String?] {
    let overdue = subject.deadline.map { subject.today.days(since: $0) }
    return [
      "report_due": subject.reportDue.map(format.day),
      "report_due_weekday": subject.reportDue.map { format.weekday($0.weekday) },
      "overdue_days": overdue.flatMap { $0 > 0 ? String($0) : nil },
      "late_count": String(progress.late.count), "expected_count": String(progress.standings.count),
      "reported_count": String(progress.standings.count - progress.late.count),
      "open_tasks": campaign.tasks.isEmpty ? nil : String(campaign.tasks.count),
    ]
  }

  private var lists: [String: [[String: Value]]] {
    [
      "basis": texts(campaign.basis), "audience": texts(campaign.participation.audience),
      "partners": texts(campaign.participation.partners), "needs": texts(campaign.venue?.needs ?? []),
      "ask": texts(
        (subject.part?.ask ?? campaign.report?.ask ?? []).map { ComposerTexts(language).asked($0) }),
      "tasks": tasks, "materials": materials, "targets": targets, "late_units": lateUnits,
    ]
  }

  private func texts(_ words: [String]) -> [[String: Value]] { words.map { ["text": .text($0)] } }

  private var tasks: [[String: Value]] {
    let planner = Planner(shared: subject.shared)
    return campaign.tasks.filter { $0.owner.level == subject.receiver.level }.map { task in
      [
        "what": .text(task.what), "due": .text(format.day(planner.taskDay(task.due, of: occurrence))),
        "done": .flag(false),
      ]
    }
  }

  private var materials: [[String: Value]] {
    campaign.materials.map { material in
      let plan = material.plan.map { amount($0, unit: "") } ?? ""
      return [
        "name": .text(material.name), "plan": .text(plan), "unit": .text(plan.isEmpty ? "" : material.unit),
      ]
    }
  }

  private var targets: [[String: Value]] {
    let texts = ComposerTexts(language)
    let named: [(String, Amount?, String, Count.Measure?)] = [
      (texts.sessions, campaign.targets.sessions, texts.sessionUnit, nil),
      (texts.attendance, campaign.targets.attendance, texts.personUnit, .attendance),
      (texts.households, campaign.targets.households, texts.householdUnit, nil),
    ]
    let services = campaign.targets.services.sorted { $0.key < $1.key }
      .map { ($0.key, Optional($0.value), texts.personUnit, Count.Measure?.some(.init(rawValue: $0.key))) }
    return (named + services).compactMap { what, target, unit, measure in
      guard let target else { return nil }
      var item: [String: Value] = ["what": .text(what), "target": .text(amount(target, unit: unit))]
      if let measure, let standing = progress.standings.first {
        let reached = standing.reached(measure)
        if reached.isKnown { item["reached"] = .text(reached.sumText(language, counter: unit)) }
      }
      return item
    }
  }

  private var lateUnits: [[String: Value]] {
    let days = subject.deadline.map { max(0, subject.today.days(since: $0)) } ?? 0
    return progress.late.compactMap { standing in
      subject.shared.tree[standing.unit].map { ["unit": .text($0.name), "days": .text(String(days))] }
    }
  }

  private func amount(_ amount: Amount, unit: String) -> String {
    ComposerTexts(language).amount(amount, unit: unit)
  }
}

/// Days in the words of a language.
public struct DateFormat: Sendable {
  let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  /// `5月29日`, `29 May`.
  public func day(_ date: CivilDate) -> String {
    language("\(date.month)月\(date.day)日", "\(date.day) \(Self.months[date.month - 1])")
  }

  /// `8月1日至7日`, `8月28日至9月3日`, `1-7 August`; one day for one day.
  public func span(_ first: CivilDate, _ last: CivilDate) -> String {
    if first == last { return day(first) }
    let sameMonth = first.month == last.month && first.year == last.year
    return language(
      "\(day(first))至\(sameMonth ? "\(last.day)日" : day(last))",
      sameMonth ? "\(first.day)-\(day(last))" : "\(day(first)) to \(day(last))")
  }

  public func weekday(_ weekday: Weekday) -> String {
    language("周" + Self.chineseDays[weekday.rawValue - 1], Self.englishDays[weekday.rawValue - 1])
  }

  private static let chineseDays = ["一", "二", "三", "四", "五", "六", "日"]
  private static let englishDays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
}

/// The shell line that answers a message.
struct CommandHint {
  let subject: MessageSubject

  var text: String? {
    let key = subject.reminder.key
    let place = "--campaign \(key.campaign) --occurrence \(key.occurrence)"
    if subject.reminder.digest {
      return "campaign coverage --campaign \(key.campaign) --year \(subject.occurrence.year)"
    }
    if subject.reminder.condition == .noReport || subject.part != nil {
      let part = key.part.map { " --part \($0)" } ?? ""
      return "campaign report submit \(place) --unit \(key.unit)\(part)"
    }
    if subject.today < subject.occurrence.firstDay.adding(days: -3) {
      return "campaign session add \(place) --unit \(key.unit) --date \(subject.occurrence.firstDay)"
    }
    return
      "campaign record \(key.campaign)/\(key.occurrence)/\(key.unit)/1 --attended \"… 人\" --gave \"… 份\" --final"
  }
}
