import CampaignScheduler
import Ledger
import Planning

/// What whoever enters figures is told at once: money and relief that lack what they need, figures that can hardly be right.
struct FigureNotes {
  private let scheduler: Scheduler
  private let output: Output

  init(_ scheduler: Scheduler, _ options: GlobalOptions) {
    self.scheduler = scheduler
    output = Output(options)
  }

  /// - `contents`: Entered in one place.
  /// - `entries`: By which they can be named.
  func print(_ contents: [LedgerEntry.Content], of entries: [LedgerEntry]) {
    guard let scope = entries.first?.scope else { return }
    printDoubts(contents, at: scope.unit)
    let moves = contents.compactMap { content in if case .goods(let move) = content { move } else { nil } }
    guard !moves.isEmpty else { return }
    let policy = scheduler.goodsPolicy
    for move in moves {
      guard let fault = policy.lack(of: move, for: scope.occurrence?.campaign) else { continue }
      let entry = entries.first { $0.act.content == .goods(move) }?.id.description ?? "…"
      output.note(
        "\(fault.text(.zh))。已入账；补签用 campaign correct \(entry) --gave … --by … --second … --reason 补签",
        "\(fault.text(.en)). It is entered; have it signed with 'campaign correct \(entry) --gave … --by … --second … --reason signed'"
      )
    }
  }

  /// The same of many events of a file: once for each thing that lacks something.
  func print(_ events: [SessionsFile.Event]) {
    var lacking = LackingGoods(scheduler.goodsPolicy)
    let tree = scheduler.current.now.definitions.shared.tree
    for event in events {
      lacking.add(event.figures, for: event.occurrence?.campaign)
      let unit = event.unitNames.lazy.compactMap { tree.units(named: $0).first }.first
      printDoubts(event.figures, at: unit?.id ?? "", of: event.id)
    }
    for warning in lacking.warnings { output.note(warning.zh, warning.text(.en)) }
  }

  func printDoubts(_ contents: [LedgerEntry.Content], at id: String, of event: String? = nil) {
    let tree = scheduler.current.now.definitions.shared.tree
    let isLowest = tree[id].map { $0.level == tree.levels.last } ?? false
    let place = event.map { "\($0) " } ?? ""
    for doubt in contents.compactMap({ $0.doubt(isLowest: isLowest) }) {
      output.note(
        "注意：W-PLAUSIBLE \(place)\(doubt.zh)", "note: W-PLAUSIBLE \(place)\(doubt.text(.en))")
    }
  }
}
