import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning

/// For whatever records something of an occurrence that may be over.
struct LateOption: ParsableArguments {
  @Option(help: "Why it comes after the occurrence was closed. 补录原因。")
  var late: String?

  /// The reason to write down with the entry.
  ///
  /// - Throws: ``BookFault/occurrenceClosed(_:)`` if one is needed and none is given.
  func reason(
    for occurrence: OccurrenceKey?, _ scheduler: Scheduler, _ options: GlobalOptions
  ) async throws -> String? {
    try await scheduler.requireOpen(occurrence, late: late, at: options.clock.now)
    return reason
  }

  /// Nil for blanks.
  var reason: String? { late.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } }
}

extension String {
  /// The entry that a person names.
  func entryID() throws -> EntryID {
    guard let id = EntryID(self) else {
      throw Failure(.usage, "“\(self)” 不是记录编号；campaign log 可查看", "'\(self)' is no entry; see campaign log")
    }
    return id
  }
}
