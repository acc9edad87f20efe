import Outbox
public import Planning
public import Recurrence
import Webhooks

/// One reminder as it would go out, whether or not its condition holds.
public struct MessagePreview: Hashable, Sendable {
  public let reminder: PlannedReminder
  public let message: Message
  /// Why it would stay silent at that time; nil if it would be sent.
  public let silence: BilingualText?
}

extension Scheduler {
  /// What a reminder or chase of a campaign says to a unit, as things stand.
  ///
  /// - `occurrence`: An id; nil for the next one whose message is still to come, else the last.
  /// - `now`: When it would be sent; nil for its due time.
  /// - Returns: A message for each part, if the rule sends one for each; none if no such message is planned for the
  ///   unit.
  public func previews(
    of rule: String, in campaign: Campaign, for unit: Unit, occurrence: String?, at now: Timestamp,
    sendingAt instant: Timestamp? = nil
  ) async throws -> [MessagePreview] {
    let planner = try await planner()
    let all = planner.reminders(of: rule, in: campaign, for: unit, near: now)
    let coming = all.filter { $0.due >= now }.map(\.key.occurrence).first ?? all.last?.key.occurrence
    let wanted = occurrence ?? coming
    var previews: [MessagePreview] = []
    for reminder in all where reminder.key.occurrence == wanted {
      let at = instant ?? reminder.due
      guard let message = try await composer.message(for: reminder, at: at) else { continue }
      var silence: BilingualText?
      if case .notNeeded(let reason) = try await composer.prepare(reminder, at: at) {
        silence = ReasonText.text(of: reason, kind: nil)
      }
      previews.append(MessagePreview(reminder: reminder, message: message, silence: silence))
    }
    return previews
  }
}

extension Planner {
  /// The messages of one rule that are about a unit, or that a post above it gets as a digest; by due time, over the
  /// year before and the two after.
  fileprivate func reminders(of rule: String, in campaign: Campaign, for unit: Unit, near now: Timestamp)
    -> [PlannedReminder]
  {
    let day = Duration.seconds(86_400)
    let window = now.advanced(by: .zero - day * 366)..<now.advanced(by: day * 731)
    let lineage = Set(shared.tree.lineage(of: unit).map(\.id))
    return reminders(of: [campaign], over: window)
      .filter {
        $0.key.rule == rule && ($0.key.unit == unit.id || $0.digest && lineage.contains($0.key.unit))
      }
      .sorted { ($0.due, $0.key.description) < ($1.due, $1.key.description) }
  }
}
