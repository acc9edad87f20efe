import CampaignScheduler
import Ledger
import Planning
import Recurrence

extension Failure {
  /// Figures or a report of a day that has not come.
  static func stillToCome(_ day: CivilDate, _ unit: String) -> Failure {
    Failure(
      .failed, "\(unit)的活动日 \(day) 还没有到；提前办了请写 --date，改期请用 campaign session move",
      "\(day), the day of \(unit), is still to come; if it was held earlier give its --date, or use 'campaign session move'"
    )
  }
}

extension RecordCommand.Target {
  /// What the figures make of it: whatever they say took place, but for who only said that they would come.
  ///
  /// - Throws: ``Failure`` if its day is still to come.
  func held(_ contents: [LedgerEntry.Content], today: CivilDate, _ scheduler: Scheduler) throws -> Self {
    let (date, unit) =
      switch self {
      case .standing(let standing): (standing.session.date, standing.key.unit)
      case .new(let session, _, let unit): (session.date, unit)
      }
    guard let first = date.first, first > today else { return self }
    guard !contents.isEmpty, contents.allSatisfy(\.isPromise) else {
      throw Failure.stillToCome(first, scheduler.current.now.definitions.shared.tree[unit]?.name ?? unit)
    }
    guard case .new(var session, let occurrence, let unit) = self else { return self }
    session.status = .planned
    return .new(session, occurrence: occurrence, unit: unit)
  }
}

extension RecordCommand {
  /// Says that a unit is left out of its campaign.
  func remarkIfUnasked(_ target: Target, _ scheduler: Scheduler) {
    let id = target.unit
    let tree = scheduler.current.now.definitions.shared.tree
    guard let key = target.occurrence, let campaign = scheduler.current.now.campaign(key.campaign),
      let unit = tree[id], !campaign.participation.includes(unit, in: tree),
      !campaign.participation.mayJoin.contains(unit.level)
    else { return }
    Output(options).note(
      "\(unit.name)不在应报单位之内，仍登记", "\(unit.name) is not asked to hold it; entered all the same")
  }

  /// Says what a figure is added to, in case it was meant to take its place.
  func remark(onAlike figures: [LedgerEntry.Content], _ standing: SessionBalance) {
    for (_, root, said) in standing.alike(figures, options.language) {
      Output(options).note(
        "本场已记 “\(said)”，这次另加，合计计入；如果是改数，请作废原来的：campaign void \(root) --reason …；确是另一批，加 --more 就不再提示",
        "the session has '\(said)' and this is added to it; if it was to take its place, void the old one: campaign void \(root) --reason …; if it is more of the same, --more says so"
      )
    }
  }
}

extension SessionBalance {
  /// Figures that stand and that a new one would be added to although it may be the same told anew.
  func alike(_ contents: [LedgerEntry.Content], _ language: Language) -> [(
    entry: EntryID, root: EntryID, said: String
  )] {
    contents.flatMap { content -> [(entry: EntryID, root: EntryID, said: String)] in
      switch content {
      case .count(let count):
        // What a last word is about stays as evidence; the number of visits beside that of visitors does not.
        return counts.filter { known in
          known.value.mayCountTheSame(as: count) && !(count.isFinal && known.value.countsAlike(count))
            && (known.value.group == count.group || known.value.group == nil || count.group == nil)
        }.map { ($0.entry, $0.root, $0.value.said(language)) }
      case .goods(let move):
        return goods.filter { ($0.value.kind, $0.value.item) == (move.kind, move.item) }.map {
          (
            $0.entry, $0.root,
            "\(move.item) \($0.value.quantity.entryText(language, counter: $0.value.counter, of: move.item))"
          )
        }
      default: return []
      }
    }
  }
}

extension SessionBalance {
  /// More of what somebody's last word counts is a part of it.
  func joiningLastWord(_ content: LedgerEntry.Content) -> LedgerEntry.Content {
    if case .count(let count) = content { .count(joiningLastWord(count)) } else { content }
  }
}

extension Count {
  /// 58 位群众: as it was recorded.
  func said(_ language: Language) -> String {
    quantity.entryText(language, counter: counter) + (group.map { language("\($0)", " \($0)") } ?? "")
  }
}
