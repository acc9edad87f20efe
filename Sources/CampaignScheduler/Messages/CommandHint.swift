import Ledger
import Planning
import Recurrence

/// The shell line that answers a message.
struct CommandHint {
  let subject: MessageSubject
  /// Of the message's unit, if it is about one.
  let standing: UnitStanding?

  var text: String? {
    let (key, commands) = (subject.reminder.key, subject.edition.commands)
    if subject.reminder.digest { return commands.coverage() }
    if subject.reminder.condition == .noReport || subject.part != nil {
      return commands.submitReport(key.unit, part: key.part)
    }
    if standing?.hasSession != true, subject.today < subject.edition.occurrence.firstDay.adding(days: -3) {
      return commands.addSession(key.unit)
    }
    return commands.record(standing?.sessions.first?.key.description, unit: key.unit)
  }
}
