import CampaignScheduler
import Ledger
import Planning
import Recurrence

/// Disputes with what each side says, when and who: whoever settles has to choose by that.
struct DisputePrinter {
  private let scheduler: Scheduler
  private let options: GlobalOptions
  private var language: Language { options.language }

  init(_ scheduler: Scheduler, _ options: GlobalOptions) {
    self.scheduler = scheduler
    self.options = options
  }

  /// What disagrees, and a line for each branch.
  func lines(_ dispute: Dispute) async throws -> [String] {
    [dispute.text.text(language)] + Output.table(try await cells(dispute)).map { "  " + $0 }
  }

  func json(_ dispute: Dispute) async throws -> JSONText {
    [
      "entry": .string(dispute.entry.description),
      "branches": .strings(dispute.branches.map(\.description)),
      "says": .strings(try await cells(dispute).map { $0.joined(separator: "  ") }),
      "session": .optional(dispute.session?.description),
      "text": .string(dispute.text.text(language)),
    ]
  }

  private func cells(_ dispute: Dispute) async throws -> [[String]] {
    let shared = scheduler.current.now.definitions.shared
    var rows: [[String]] = []
    for id in dispute.branches {
      guard let entry = try await scheduler.ledger.entry(id) else { continue }
      let more = try await detail(of: entry).map { language("；", "; ") + $0 } ?? ""
      rows.append([
        id.description, entry.time(options, in: shared.zone), entry.by,
        entry.what(language, units: shared.tree) + more,
      ])
    }
    return rows
  }

  /// What whoever judges has to know beside the entry: what a session came to, and what a void takes out.
  private func detail(of entry: LedgerEntry) async throws -> String? {
    if case .void(let target, _) = entry.act {
      return try await scheduler.ledger.entry(target)?.what(language)
    }
    guard case .session(let session)? = entry.act.content, let key = entry.scope.session else { return nil }
    let standing = try await scheduler.ledger.sessions(under: key).sessions.first {
      $0.root.origin == entry.id.origin
    }
    let words = [session.venue, standing.flatMap { $0.figures.isEmpty ? nil : $0.figures.list(language) }]
      .compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: language("，", ", "))
  }
}
