import Ledger
import Planning
import Recurrence

extension Agenda {
  func adding(_ more: [Item]) -> Agenda {
    more.isEmpty ? self : Agenda(items: items + more, unit: unit, today: today, daysAhead: daysAhead)
  }
}

extension Scheduler {
  /// What a unit has to accept; for the whole organisation only what is overdue.
  func acceptances(
    of unit: Unit?, at now: Timestamp, daysAhead: Int, language: Language
  ) async throws -> [Agenda.Item] {
    let shared = current.now.definitions.shared
    return try await openAllocations(at: now).compactMap { item in
      let allocation = item.allocation
      guard unit.map({ $0.id == allocation.to }) ?? item.isOverdue, -item.days <= daysAhead else {
        return nil
      }
      let state: Agenda.State = item.isOverdue ? .overdue : item.days == 0 ? .today : .week
      let sender = shared.tree[allocation.from]?.name ?? allocation.from
      let amount = allocation.remaining.sumText(language, counter: allocation.counter, of: allocation.item)
      return Agenda.Item(
        at: shared.zone.resolve(CivilDateTime(item.due, .midnight)).instant, day: item.due, kind: .acceptance,
        campaign: allocation.occurrence?.campaign, occurrence: allocation.occurrence?.occurrence,
        id: allocation.entry.description, part: nil, unit: allocation.to, state: state, days: abs(item.days),
        name: allocation.item,
        text: language("\(sender)下拨 \(amount)，还没有签收", "\(amount) from \(sender), not accepted yet"),
        command: item.command)
    }
  }
}
