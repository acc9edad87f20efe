public import Recurrence

extension Definitions {
  /// Warnings that show only when the campaigns are planned: of their next occurrences, from a day on.
  ///
  /// - Provisional years (W501), deadlines written as dates that are rest days (W502), reminders that move (W503), vacant
  ///   posts (W507), and robots that get too much at once (W508).
  public func review(from today: CivilDate) -> [Diagnostic] {
    let review = Review(definitions: self, today: today)
    let all =
      review.provisionalYears + review.deadlines + review.movedReminders + review.posts + review.loads
    return all.sorted { ($0.file, $0.place, $0.code.rawValue) < ($1.file, $1.place, $1.code.rawValue) }
  }
}

extension Definitions {
  /// All faults, and the warnings of the next occurrences, by file and place.
  ///
  /// Without units, channels or calendars that can be relied on, nothing is looked ahead: it would warn of what is not so.
  public func everything(from today: CivilDate) -> [Diagnostic] {
    let all = diagnostics + (isSharedBroken ? [] : review(from: today))
    // Of one file the order is kept where the places are the same: what was found first is what is wrong first.
    let files = Dictionary(
      all.enumerated().map { ($1.file, $0) }, uniquingKeysWith: { first, _ in first })
    return all.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      return (files[one.file] ?? 0, one.place, left.offset) < (
        files[other.file] ?? 0, other.place, right.offset
      )
    }.map(\.element)
  }
}

/// The campaigns as they will be planned next.
struct Review {
  let definitions: Definitions
  let today: CivilDate
  let planner: Planner
  /// What comes next of each campaign: its next occurrence; of a frequent one those of two months.
  let upcoming: [(campaign: Campaign, outline: CampaignOutline, occurrence: Occurrence)]

  private static let year = 366
  private static let frequent = 62

  init(definitions: Definitions, today: CivilDate) {
    self.definitions = definitions
    self.today = today
    planner = Planner(shared: definitions.shared)
    upcoming = definitions.campaigns.flatMap { campaign in
      Self.next(campaign, from: today, definitions.shared.workdays).compactMap { occurrence in
        definitions.outlines[campaign.id].map { (campaign, $0, occurrence) }
      }
    }
  }

  private static func next(_ campaign: Campaign, from today: CivilDate, _ workdays: WorkdayCalendar)
    -> [Occurrence]
  {
    // An override may move a day by most of a year, and a campaign may last for one.
    let days = today.adding(days: -year)..<today.adding(days: year)
    let coming = campaign.occurrences(in: days, workdays: workdays).filter { $0.lastDay >= today }
    let soon = coming.filter { $0.firstDay.days(since: today) < frequent }
    return soon.isEmpty ? Array(coming.prefix(1)) : soon
  }

  var shared: SharedDefinitions { definitions.shared }

  // MARK: - Days

  var provisionalYears: [Diagnostic] {
    var years: Set<Int> = []
    for (campaign, _, occurrence) in upcoming {
      let days =
        planner.messages(of: campaign, occurrence).filter(\.isProvisional).map(\.local.date)
        + [occurrence.firstDay]
      years.formUnion(days.map(\.year).filter { $0 >= today.year && shared.workdays.isProvisional($0) })
    }
    return years.sorted().map { year in
      Diagnostic(.provisionalYear(year), file: "Campaigns/shared/calendar-\(year).yaml")
    }
  }

  /// Deadlines written as dates stay where they are, so a rest day is worth a word whenever it is.
  var deadlines: [Diagnostic] {
    definitions.campaigns.flatMap { campaign -> [Diagnostic] in
      guard let outline = definitions.outlines[campaign.id] else { return [] }
      let due =
        campaign.parts.map { (Optional($0.id), $0.due) }
        + [(nil, campaign.report?.due)]
        .compactMap { part, due in due.map { (part, $0) } }
      return due.compactMap { part, due in
        guard case .date(let date) = due, !shared.workdays.isWorkday(date) else { return nil }
        let day = shared.workdays.day(date)
        return Diagnostic(
          .deadlineOnRestDay(date, day.name), file: outline.file, at: outline[.deadline(part)])
      }
    }
  }

  var movedReminders: [Diagnostic] {
    struct Rule: Hashable {
      let campaign: String
      let rule: String
    }
    var notes: [Rule: (outline: CampaignOutline, fault: (Int) -> Fault, times: Int)] = [:]
    for (campaign, outline, occurrence) in upcoming {
      for message in planner.messages(of: campaign, occurrence) {
        let rule = Rule(campaign: campaign.id, rule: message.rule)
        if let quiet = campaign.quietHours, quiet.contains(message.local.time) {
          let time = message.local.time
          notes[rule] = (outline, { _ in .reminderInQuietHours(message.rule, time, until: quiet.to) }, 1)
        } else if let note = message.note {
          let times = (notes[rule]?.times ?? 0) + 1
          let first =
            notes[rule]?.fault ?? {
              .reminderMoved(message.rule, note, to: message.local.date, times: $0, outline.wording)
            }
          notes[rule] = (outline, first, times)
        }
      }
    }
    return notes.map { rule, found in
      Diagnostic(found.fault(found.times), file: found.outline.file, at: found.outline[.time(rule.rule)])
    }
  }
}
