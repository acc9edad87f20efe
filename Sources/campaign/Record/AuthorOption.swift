import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning

/// For whatever goes into the ledger under somebody's name.
struct AuthorOption: ParsableArguments {
  @Option(help: "The name that is entered, if it is not the one at the keyboard. 登记人。")
  var name: String?

  func author(_ options: GlobalOptions) -> String {
    name.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } ?? options.author
  }
}

extension Scheduler {
  /// The entry that a person names, by its id or a beginning of it.
  func entry(named text: String) async throws -> LedgerEntry {
    guard let id = try await ledger.entryID(named: text), let entry = try await ledger.entry(id) else {
      throw LedgerFault.unknownEntry(try text.entryID())
    }
    return entry
  }
}

/// Who is at the keyboard, as the system knows it: cron jobs and containers set no `USER`.
enum SystemUser {
  static var name: String? {
    let environment = ProcessInfo.processInfo.environment
    let named = ["CAMPAIGN_USER", "USER", "LOGNAME"].compactMap { environment[$0] }.first { !$0.isEmpty }
    let known = NSUserName()
    return named ?? (known.isEmpty ? nil : known)
  }
}
