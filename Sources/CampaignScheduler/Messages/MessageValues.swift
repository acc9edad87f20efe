import Ledger
import Planning
import Recurrence

/// The template variables of one message.
struct MessageValues {
  typealias Value = TemplateLibrary.Value

  let progress: Progress
  let language: Language

  var subject: MessageSubject { progress.subject }
  var campaign: Campaign { subject.campaign }
  var occurrence: Occurrence { subject.occurrence }
  var format: DateFormat { DateFormat(language) }

  /// Absent values are left out, so that a template's sections about them stay empty.
  var all: [String: Value] {
    var values: [String: Value] = [:]
    let texts: [String: String?] = calendarTexts.merging(peopleTexts) { first, _ in first }
      .merging(partTexts) { first, _ in first }.merging(reportTexts) { first, _ in first }
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
      "days_left": day > subject.today ? String(day.days(since: subject.today)) : nil,
      "reason": occurrence.override?.reason ?? (occurrence.note?.text(language)),
      "venue": campaign.venue?.usual,
    ]
  }

  private func window(_ window: Schedule.Window) -> String? {
    guard window.before != 0 || window.after != 0 else { return nil }
    return format.span(
      occurrence.firstDay.adding(days: -window.before), occurrence.lastDay.adding(days: window.after))
  }

  private var partTexts: [String: String?] {
    [
      "role": subject.reminder.key.receiver,
      "part": subject.part?.name.text(language),
      "part_due": subject.part.map { _ in subject.deadline.map(format.day) ?? "" },
      "part_target": subject.part?.target.map {
        ComposerTexts(language).amount(
          $0, unit: subject.part?.submission?.unit ?? ComposerTexts(language).sessionUnit)
      },
      "submit": subject.part?.submission.map { ComposerTexts(language).submission($0.what, $0.unit) },
    ]
  }

  private var reportTexts: [String: String?] {
    let overdue = subject.deadline.map { subject.today.days(since: $0) }
    let counted = progress.counted
    return [
      "report_due": subject.reportDue.map(format.day),
      "report_due_weekday": subject.reportDue.map { format.weekday($0.weekday) },
      "overdue_days": overdue.flatMap { $0 > 0 ? String($0) : nil },
      "late_count": String(counted.late), "expected_count": String(counted.expected),
      "reported_count": String(counted.expected - counted.late - counted.waived),
      "waived_count": counted.waived == 0 ? nil : String(counted.waived),
      "sent_back": progress.sentBack.map { PersonalText.masked($0, year: subject.today.year) },
      "open_tasks": openTasks == 0 ? nil : String(openTasks),
    ]
  }
}
