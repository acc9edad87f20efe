public import Planning

/// Something on which the ledgers of two machines disagree after they met. Both branches are kept until a person says
/// which one stands.
public struct Dispute: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    /// Two corrections of one entry, or a correction of what another machine voided.
    case amendments
    /// Two machines added a session under the same key.
    case sessions(SessionKey)
  }

  public let subject: Subject
  /// The entry that is amended, or the session that came later.
  public let entry: EntryID
  /// The amendments, or the entries that added the sessions; at least two, or one beside the entry itself.
  public let branches: [EntryID]

  init(_ subject: Subject, entry: EntryID, branches: [EntryID]) {
    self.subject = subject
    self.entry = entry
    self.branches = branches
  }

  /// What disagrees, how it counts meanwhile, and what to do.
  public var text: BilingualText {
    let list = branches.map(\.description)
    let (zh, en) = (list.joined(separator: "、"), list.joined(separator: ", "))
    return switch subject {
    case .amendments:
      BilingualText(
        zh: "记录 \(entry) 有几处互相矛盾的更正或作废（\(zh)），暂按较晚的更正或作废计；\(command)",
        en:
          "entry \(entry) has amendments that disagree (\(en)); a void or else the later correction counts for now: \(command)"
      )
    case .sessions(let key):
      BilingualText(
        zh: "两台机器都登记了场次 \(key)（\(zh)），暂时都计；\(command)，确是两场用 --both",
        en:
          "two machines added the session \(key) (\(en)); both count for now: \(command), or --both if they are two"
      )
    }
  }

  private var command: String { "campaign ledger settle \(entry) --keep \(branches.first ?? entry)" }
}
