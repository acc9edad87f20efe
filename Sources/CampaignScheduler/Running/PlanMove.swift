import Logging
import Outbox
import Planning
import Recurrence

/// The same message of many units, moved together: one line of the log.
struct PlanMove {
  private let message: String
  /// Of the first of them: a channel's spread has each unit's at another minute.
  private let from: CivilDateTime
  private let to: CivilDateTime
  private var units = 0

  /// By message, and by the days that it moved between.
  static func all(in report: ReconcileReport, _ zone: Zone) -> [PlanMove] {
    var moves: [[String]: PlanMove] = [:]
    for move in report.moved.sorted(by: { $0.to < $1.to }) {
      let key = move.key
      let message = [key.campaign, key.occurrence, key.part ?? "-", key.rule].joined(separator: "/")
      let (from, to) = (zone.local(at: move.from), zone.local(at: move.to))
      moves[
        [message, "\(from.date)", "\(to.date)"], default: PlanMove(message: message, from: from, to: to)
      ].units += 1
    }
    return moves.values.sorted { ($0.message, $0.to) < ($1.message, $1.to) }
  }

  var metadata: Logger.Metadata {
    let isSameDay = from.date == to.date
    return [
      "message": "\(message)", "units": "\(units)",
      "from": isSameDay ? "\(from)" : "\(from.date)", "to": isSameDay ? "\(to)" : "\(to.date)",
    ]
  }
}
