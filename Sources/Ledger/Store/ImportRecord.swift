import Recurrence

/// What a row of an import records, as it will be stored: all that can be found out without the ledger.
struct ImportRecord: Sendable {
  let contents: [LedgerEntry.Content]
  let bodies: [EntryBody]
  /// Words that must not be kept.
  let personal: PersonalText?
  /// The same for the same contents.
  let digest: Substring

  init(_ contents: [LedgerEntry.Content], at: Timestamp) throws {
    self.contents = contents
    bodies = try contents.map { try EntryBody(.record($0)) }
    personal = bodies.lazy.compactMap { $0.personalText(at: at) }.first
    var digest = LedgerHash()
    for body in bodies { digest.add(body.json) }
    self.digest = digest.text.prefix(16)
  }
}
