import Planning
import Recurrence

/// The shell lines that answer what an occurrence asks of a unit.
///
/// All messages about the occurrence share it.
final class AnswerCommands: Sendable {
  let campaign: Campaign
  let occurrence: Occurrence

  init(campaign: Campaign, occurrence: Occurrence) {
    self.campaign = campaign
    self.occurrence = occurrence
  }

  private var place: String { "--campaign \(campaign.id) --occurrence \(occurrence.id)" }

  func submitReport(_ unit: String, part: String?) -> String {
    "campaign report submit \(place) --unit \(unit)" + (part.map { " --part \($0)" } ?? "")
  }

  func addSession(_ unit: String) -> String {
    "campaign session add \(place) --unit \(unit) --date \(proposedDay)"
  }

  /// - `session`: Its key; nil for the unit's first one, which recording makes.
  func record(_ session: String?, unit: String) -> String {
    let session = session ?? "\(campaign.id)/\(occurrence.id)/\(unit)/1"
    let figures =
      campaign.participation.countBy == .household
      ? "--served \"走访 … 户\"" : "--attended \"… 人\" --gave \"宣传资料 … 份\""
    return "campaign record \(session) \(figures) --final"
  }

  func taskDone(_ task: String, unit: String) -> String {
    "campaign task done \(campaign.id) \(task) --occurrence \(occurrence.id) --unit \(unit)"
  }

  /// - `unit`: Nil for the whole organisation.
  func coverage(_ unit: String? = nil) -> String {
    "campaign coverage --campaign \(campaign.id) --year \(occurrence.year)"
      + (unit.map { " --unit \($0)" } ?? "")
  }

  func listSessions(_ unit: String?) -> String {
    "campaign session list --campaign \(campaign.id)" + (unit.map { " --unit \($0)" } ?? "")
  }

  /// The common day, or the day nearest to it that a unit may choose.
  private var proposedDay: CivilDate {
    let day = occurrence.firstDay
    guard let window = campaign.schedule.window else { return day }
    let last = occurrence.lastDay.adding(days: window.after)
    return max(day.adding(days: -window.before), min(day, last))
  }
}
