import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "A session's entries in every version, corrections included. 场次的全部记录与更正。",
    discussion: "Example 例: campaign log member-day-529/2026/diecai/1")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The session. 场次编号。")
  var session: String

  func run() async throws {
    let scheduler = try await options.openScheduler()
    let key = try await scheduler.session(session)
    let shared = scheduler.current.now.definitions.shared
    let output = Output(options)
    let entries = try await scheduler.ledger.entries(of: key)
    let states = EntryState.all(of: entries)
    let contents = Dictionary(entries.map { ($0.id, $0.act.content) }) { first, _ in first }
    let balance = Balance(entries)
    // A session that was taken out takes its figures along.
    let isGone = !entries.isEmpty && balance.sessions.isEmpty
    let evidence = balance.sessions.reduce(into: Set<EntryID>()) { $0.formUnion($1.evidence) }
    for entry in entries {
      let state = Standing(entry, states[entry.id] ?? .standing, isGone: isGone, evidence: evidence)
      guard options.json else {
        let corrected = entry.act.target.flatMap { contents[$0] ?? nil }
        output.line(text(entry, corrected, state, shared))
        continue
      }
      output.line(entry.logJSON(options.language, zone: shared.zone, state: state.rawValue))
    }
    for dispute in balance.disputes { output.note(dispute.text.zh, dispute.text.text(.en)) }
  }

  /// What an entry means for the sums.
  private enum Standing: String {
    case standing, replaced, void, detached
    /// Beside somebody's last word, or a total beside its parts.
    case evidence
    case sessionVoid

    init(_ entry: LedgerEntry, _ state: EntryState, isGone: Bool, evidence: Set<EntryID>) {
      self =
        switch state {
        case .standing where isGone && entry.act.content != nil: .sessionVoid
        case .standing where evidence.contains(entry.id): .evidence
        case .standing: .standing
        case .replaced: .replaced
        case .void: .void
        case .detached: .detached
        }
    }
  }

  private func text(
    _ entry: LedgerEntry, _ corrected: LedgerEntry.Content?, _ state: Standing,
    _ shared: SharedDefinitions
  ) -> String {
    let mark =
      switch state {
      case .sessionVoid: options.language("〔场次已作废，不计入〕", "  [its session is void]")
      case .evidence: options.language("〔旁证，不计入〕", "  [evidence, not counted]")
      case .detached: options.language("〔所更正的记录已作废，不计入〕", "  [what it corrects is void]")
      case .standing: ""
      case .replaced: options.language("〔已更正〕", "  [corrected]")
      case .void: options.language("〔已作废〕", "  [void]")
      }
    let what = entry.what(
      options.language, units: shared.tree, keyTasks: shared.keyTasks, corrected: corrected)
    return
      "\(entry.id)  \(entry.time(options, in: shared.zone))  \(entry.by)  \(what)\(mark)  #\(entry.hash.prefix(8))"
  }
}
