import Recurrence

/// The reminders of a window, one after another: campaign by campaign, occurrence by occurrence, message by message.
///
/// What it holds at a time are the messages of one occurrence and the units of one campaign, however long the window is.
struct PlanWalk: Sequence {
  let planner: Planner
  let campaigns: [Campaign]
  let window: Range<Timestamp>

  func makeIterator() -> Iterator { Iterator(self) }

  struct Iterator: IteratorProtocol {
    private let planner: Planner
    private let window: Range<Timestamp>
    private let chosen: [[String]: [Planner.SessionDayKey]]
    private var campaigns: IndexingIterator<[Campaign]>
    private var campaign: Campaign?
    private var addressees: Addressees?
    private var occurrences: IndexingIterator<[Occurrence]>
    private var expansions: IndexingIterator<[Expansion]>
    private var reminders: Expansion.Iterator?

    init(_ walk: PlanWalk) {
      planner = walk.planner
      window = walk.window
      chosen = Dictionary(grouping: walk.planner.sessionDays.keys) { [$0.campaign, $0.occurrence] }
      campaigns = walk.campaigns.makeIterator()
      occurrences = [].makeIterator()
      expansions = [].makeIterator()
    }

    mutating func next() -> PlannedReminder? {
      repeat {
        if let reminder = reminders?.next() { return reminder }
      } while advance()
      return nil
    }

    /// Goes on to the next message that may be due; false if there is none.
    private mutating func advance() -> Bool {
      while true {
        if let expansion = expansions.next() {
          guard expansion.mayFall(in: window), let addressees else { continue }
          reminders = Expansion.Iterator(
            expansion, to: addressees.addressees(of: expansion.message, through: expansion.channel),
            over: window)
          return true
        } else if let campaign, let occurrence = occurrences.next() {
          expansions = planner.expansions(
            of: campaign, occurrence, chosen[[campaign.id, occurrence.id]] ?? []
          ).makeIterator()
        } else if let next = campaigns.next() {
          campaign = next
          addressees = Addressees(next.participation, planner.shared)
          occurrences = planner.occurrences(of: next, near: window).makeIterator()
        } else {
          reminders = nil
          return false
        }
      }
    }
  }
}

extension Planner {
  /// Every message of an occurrence, counted from the common day and from each day that units chose for themselves.
  fileprivate func expansions(
    of campaign: Campaign, _ occurrence: Occurrence, _ chosen: [SessionDayKey]
  ) -> [Expansion] {
    var chosenDays: [Int: CivilDate] = [:]
    for key in chosen {
      guard let unit = shared.tree.index(of: key.unit) else { continue }
      chosenDays[unit] = ownDay(campaign, occurrence, shared.tree.units[unit])
    }
    let ends = campaign.schedule.zone.resolve(
      CivilDateTime(occurrence.lastDay.adding(days: 1), .midnight)
    ).instant
    func expansions(_ ownDay: CivilDate?) -> [Expansion] {
      messages(of: campaign, occurrence, ownDay: ownDay).compactMap { message in
        // A digest speaks of many units, and so counts from the common day.
        guard let channel = shared.channels[message.channel], ownDay == nil || !message.digest else {
          return nil
        }
        return Expansion(
          campaign: campaign, occurrence: occurrence, message: message, channel: channel, tree: shared.tree,
          ends: ends, ownDay: ownDay, chosenDays: chosenDays)
      }
    }
    return expansions(nil) + Set(chosenDays.values).sorted().flatMap(expansions)
  }
}
