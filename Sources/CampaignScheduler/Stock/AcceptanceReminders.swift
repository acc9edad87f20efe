import Ledger
import Outbox
import Planning
import Recurrence
import Webhooks

/// Reminders of allocations that nobody has accepted: part of the plan as long as they are open, asked about once more
/// when they are sent.
enum AcceptanceReminders {
  /// In place of a campaign in their keys; no campaign can have it for its id.
  static let campaign = "~stock"

  /// How often a receiver is asked: after each further wait.
  static let rounds = 3

  static func concerns(_ key: ReminderKey) -> Bool { key.campaign == campaign }

  /// Those due in a window: on the working day after the last day for accepting, and again after each further wait.
  static func plan(
    of open: [OpenAllocation], _ state: CurrentDefinitions.State, over window: Range<Timestamp>
  ) -> [PlannedReminder] {
    guard !open.isEmpty else { return [] }
    let shared = state.definitions.shared
    let ways = UsualWays(of: state.campaigns, shared)
    return open.flatMap { item -> [PlannedReminder] in
      guard let unit = shared.tree[item.allocation.to] else { return [] }
      let day = shared.zone.local(at: item.allocation.at).date
      return (0..<rounds).compactMap { round in
        let last = shared.stock.lastDay(allocatedOn: day, workdays: shared.workdays, rounds: round)
        return ways.reminder(
          to: unit,
          about: UsualWays.Subject(
            campaign: campaign, occurrence: item.allocation.entry.description, rule: "accept-\(round + 1)",
            day: shared.workdays.adding(workdays: 1, to: last), eventDay: item.due))
      }
    }.filter { window.contains($0.due) }
  }
}

extension Scheduler {
  /// What a plan has besides the campaigns' reminders.
  func acceptanceReminders(at now: Timestamp, over window: Range<Timestamp>) async throws -> [PlannedReminder]
  {
    AcceptanceReminders.plan(of: try await openAllocations(at: now), current.now, over: window)
  }
}

/// The messages of such reminders, as the ledger stands when they are sent.
struct AcceptanceNotices {
  private let open: [String: Allocation]
  private let state: CurrentDefinitions.State

  /// Nil if none of the reminders is of this kind: then nothing is read.
  init?(for reminders: [PlannedReminder], _ state: CurrentDefinitions.State, _ ledger: LedgerStore)
    async throws
  {
    guard reminders.contains(where: { AcceptanceReminders.concerns($0.key) }) else { return nil }
    let shared = state.definitions.shared
    let book = StockBook(try await ledger.allocations(), units: shared.tree, zone: shared.zone)
    open = Dictionary(book.open.map { ($0.entry.description, $0) }) { first, _ in first }
    self.state = state
  }

  /// Nil for reminders of campaigns.
  func preparation(of reminder: PlannedReminder) -> Preparation? {
    guard AcceptanceReminders.concerns(reminder.key) else { return nil }
    guard let allocation = open[reminder.key.occurrence] else {
      return .notNeeded(Reason.accepted.word)
    }
    return .send(message(about: allocation, to: reminder))
  }

  func message(for reminder: PlannedReminder) -> Message? {
    guard AcceptanceReminders.concerns(reminder.key), let allocation = open[reminder.key.occurrence] else {
      return nil
    }
    return message(about: allocation, to: reminder)
  }

  /// Names an item and its quantity and no person: health goods may be among it.
  private func message(about allocation: Allocation, to reminder: PlannedReminder) -> Message {
    let (shared, language) = (state.definitions.shared, state.language)
    let day = DateFormat(language).day(shared.zone.local(at: allocation.at).date)
    func name(_ id: String) -> String { shared.tree[id]?.name ?? id }
    let amount = allocation.remaining.sumText(language, counter: allocation.counter, of: allocation.item)
    let role = reminder.key.receiver.split(separator: ".", maxSplits: 1).last.map(String.init) ?? ""
    let text = language(
      "\(name(allocation.from))\(day)下拨给\(name(allocation.to))的“\(allocation.item)”（\(amount)）还没有签收。收到后请登记：campaign stock accept \(allocation.entry)；数量不符，写实收的数。",
      "\(name(allocation.from)) allocated '\(allocation.item)' (\(amount)) to \(name(allocation.to)) on \(day), and it has not been accepted. When it has come: campaign stock accept \(allocation.entry); if the number differs, write what came."
    )
    return Message(
      title: language("物资待签收：\(allocation.item)", "To be accepted: \(allocation.item)"), text: text,
      mentions: shared.contacts.mentions(of: role, at: reminder.receiverUnit))
  }
}

/// One sequence after another, as they are asked for.
struct Joined<First: Sequence, Second: Sequence>: Sequence where First.Element == Second.Element {
  let first: First
  let second: Second

  struct Iterator: IteratorProtocol {
    var first: First.Iterator
    var second: Second.Iterator

    mutating func next() -> First.Element? { first.next() ?? second.next() }
  }

  func makeIterator() -> Iterator { Iterator(first: first.makeIterator(), second: second.makeIterator()) }
}
