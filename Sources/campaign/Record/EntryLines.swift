import CampaignScheduler
import Ledger
import Planning
import Recurrence

/// Entries as lines: what each says, in numbers.
struct EntryLines {
  let options: GlobalOptions
  /// Where the names of units are found; without it their ids stand.
  private let units: UnitTree?

  init(_ options: GlobalOptions, _ scheduler: Scheduler? = nil) {
    self.options = options
    units = scheduler?.current.now.definitions.shared.tree
  }

  /// - `isEvidence`: Whether a figure is not counted.
  func lines(_ entries: [LedgerEntry], evidence isEvidence: (LedgerEntry.Content) -> Bool = { _ in false })
    -> [String]
  {
    func isEvidenceOnly(_ entry: LedgerEntry) -> Bool { entry.act.content.map(isEvidence) ?? false }
    if options.json {
      return entries.map {
        $0.recordJSON(options.language, isEvidence: isEvidenceOnly($0)).description
      }
    }
    return Output.table(
      entries.map { entry in
        [
          entry.id.description,
          entry.scope.session?.description ?? units?[entry.scope.unit]?.name ?? entry.scope.unit,
          entry.what(options.language, units: units),
          entry.act.content?.understood(options.language, isEvidenceOnly(entry)) ?? "",
        ]
      })
  }

  func print(_ entries: [LedgerEntry]) {
    let output = Output(options)
    for line in lines(entries) { output.line(line) }
  }
}

extension LedgerEntry {
  /// When it was entered by its machine's clock, which may have been wrong: what has not come yet is marked.
  func time(_ options: GlobalOptions, in zone: Zone) -> String {
    zone.format(at)
      + (at > options.clock.now ? options.language("〔那台机器的时钟快了〕", "  [that machine's clock is ahead]") : "")
  }
}

extension LedgerEntry.Content {
  /// → 至少 500 份: how a figure was taken; empty for what has none.
  ///
  /// - `isEvidence`: Whether it is not counted.
  func understood(_ language: Language, _ isEvidence: Bool = false) -> String {
    if isEvidence { return language("（旁证，不计入）", "(evidence, not counted)") }
    return figure.map { "→ " + $0.quantity.meaning(language, counter: $0.counter) } ?? ""
  }
}
