import Ledger
import Planning
import Recurrence

/// The shell line that answers a message.
struct CommandHint {
  let subject: MessageSubject
  /// Of the message's unit, if it is about one.
  let standing: UnitStanding?

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
    if standing?.hasSession != true, subject.today < subject.occurrence.firstDay.adding(days: -3) {
      return "campaign session add \(place) --unit \(key.unit) --date \(proposedDay)"
    }
    let session =
      standing?.sessions.first?.key.description ?? "\(key.campaign)/\(key.occurrence)/\(key.unit)/1"
    let figures =
      subject.campaign.participation.countBy == .household
      ? "--served \"走访 … 户\"" : "--attended \"… 人\" --gave \"宣传资料 … 份\""
    return "campaign record \(session) \(figures) --final"
  }

  /// The common day, or the day nearest to it that a unit may choose.
  private var proposedDay: CivilDate {
    let day = subject.occurrence.firstDay
    guard let window = subject.campaign.schedule.window else { return day }
    let last = subject.occurrence.lastDay.adding(days: window.after)
    return max(day.adding(days: -window.before), min(day, last))
  }
}
